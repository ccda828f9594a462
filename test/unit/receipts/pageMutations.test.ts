import { Dice, mutations, tryMutant } from '../../support/documents/mutations';
import type { Outcome } from '../../support/documents/mutations';

/**
 * Of 2,000 pages that something happened to, none is read wrong without a word. Prints what became
 * of them.
 */

const pagesOfAKind = Math.ceil(2_000 / Object.keys(mutations).length);
const outcomes: Outcome[] = ['right', 'warned', 'refused', 'wrong'];
const table: string[] = [['', ...outcomes].map((each) => each.padStart(10)).join('')];

afterAll(() => {
	process.stdout.write(`\n${table.join('\n')}\n`);
});

test.each(Object.entries(mutations))('%s: right, warned about or refused', (name, mutation) => {
	const counts = new Map<Outcome, number>();
	const wrong: unknown[] = [];
	for (let seed = 0; seed < pagesOfAKind; seed++) {
		const { outcome, detail } = tryMutant(mutation, new Dice(seed * 7_919 + name.length));
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
		if (outcome === 'wrong') wrong.push({ seed, detail });
	}
	table.push(
		`${outcomes.map((each) => String(counts.get(each) ?? 0).padStart(10)).join('')}  ${name}`,
	);
	expect(wrong).toEqual([]);
});
