import { Dice, mutations, tryMutant } from '../../support/documents/mutations';
import type { Outcome } from '../../support/documents/mutations';
import { trainMutations, tryTrainMutant } from '../../support/documents/trainMutations';

/**
 * Of 2,000 pages of itineraries and 500 of train e-tickets that something happened to, none is read
 * wrong without a word. Prints what became of them.
 */

const outcomes: Outcome[] = ['right', 'warned', 'refused', 'wrong'];
const table: string[] = [['', ...outcomes].map((each) => each.padStart(10)).join('')];

afterAll(() => {
	process.stdout.write(`\n${table.join('\n')}\n`);
});

/** Tries so many mutants; gives those that were read wrong. */
function campaign(
	name: string,
	count: number,
	attempt: (dice: Dice) => { outcome: Outcome; detail: unknown },
): unknown[] {
	const counts = new Map<Outcome, number>();
	const wrong: unknown[] = [];
	for (let seed = 0; seed < count; seed++) {
		const { outcome, detail } = attempt(new Dice(seed * 7_919 + name.length));
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
		if (outcome === 'wrong') wrong.push({ seed, detail });
	}
	table.push(
		`${outcomes.map((each) => String(counts.get(each) ?? 0).padStart(10)).join('')}  ${name}`,
	);
	return wrong;
}

describe('an itinerary: right, warned about or refused', () => {
	const count = Math.ceil(2_000 / Object.keys(mutations).length);
	test.each(Object.entries(mutations))('%s', (name, mutation) => {
		expect(campaign(name, count, (dice) => tryMutant(mutation, dice))).toEqual([]);
	});
});

describe('a train e-ticket: right, warned about or refused', () => {
	const count = Math.ceil(500 / Object.keys(trainMutations).length);
	test.each(Object.entries(trainMutations))('%s', (name, mutation) => {
		const attempt = (dice: Dice) => tryTrainMutant(mutation, dice);
		expect(campaign(`train: ${name}`, count, attempt)).toEqual([]);
	});
});
