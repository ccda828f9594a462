/**
 * The fault campaign: every fault at every step of search → create → refund, then the execution is
 * run again, and the ledger of the sandbox is asked what was bought. Prints the matrix, and what
 * cannot be guaranteed beside it.
 */
import { beyondGuarantee, disturbances, lateOnes, retriesOnFail } from '../support/faults/cases';
import { runCases, stories, withWorkers } from '../support/faults/campaign';
import type { Verdict } from '../support/faults/purchase';
import { figuresOf, inWords, markdown, table } from '../support/faults/report';
import { answerMilliseconds, countTogether } from '../support/faults/together';

jest.setTimeout(45 * 60_000);

/** In every cell of the matrix. */
const runsPerCell = 20;
/** Executions of three purchases each. */
const retriesPerCell = 7;
const measured = 20;
/** In every cell of what shows late. */
const lateRuns = 10;
const apartMilliseconds = [0, 100, 300, 1000];

/** Purchases of two executions that overlap, of which so many were made twice. */
interface Together {
	where: 'one process' | 'two processes';
	apart: number;
	/** By kind of Juhe, in the order of `kindsOfJuhe`. */
	twice: number[];
}

const kindsOfJuhe = [0, 5].flatMap((invisibleSeconds) =>
	[true, false].map((refuseRepeatedOutOrderNo) => ({ invisibleSeconds, refuseRepeatedOutOrderNo })),
);

const everything = disturbances(runsPerCell);
const severalItems = retriesOnFail(retriesPerCell);
const beyond = beyondGuarantee(measured);
const late = lateOnes(lateRuns);

let verdicts: Verdict[];
let severalVerdicts: Verdict[];
let beyondVerdicts: Verdict[];
let lateVerdicts: Verdict[];
let wrong: string;
const together: Together[] = [];
const started = Date.now();

beforeAll(async () => {
	await withWorkers(async (workers, steady) => {
		verdicts = await runCases(everything.cases, workers, steady);
		severalVerdicts = await runCases(severalItems.cases, workers, steady);
		lateVerdicts = await runCases(late.cases, workers, steady);
		wrong = stories();
		beyondVerdicts = await runCases(beyond.cases, workers, steady);
		const another = await workers.take();
		for (const [where, pair] of [
			['one process', [steady, steady]],
			['two processes', [steady, another]],
		] as const)
			for (const apart of apartMilliseconds) {
				const twice: number[] = [];
				for (const juhe of kindsOfJuhe)
					twice.push(await countTogether(pair, apart, juhe, measured));
				together.push({ where, apart, twice });
			}
	});
});

afterAll(() => process.stdout.write(`${print()}\n`));

function print(): string {
	const twice = (row: string, column: string) => {
		const cell = beyondVerdicts.filter(
			(each) => each.case.row === row && each.case.column === column,
		);
		return `${cell.filter(({ boughtTwice }) => boughtTwice).length} of ${cell.length}`;
	};
	return [
		table('fault at …', everything, verdicts),
		inWords(figuresOf(everything, verdicts)),
		table('one of three items, “Retry On Fail” on; fault at …', severalItems, severalVerdicts),
		inWords(figuresOf(severalItems, severalVerdicts)),
		table('what Juhe does not show yet, known by its mark', late, lateVerdicts),
		inWords(figuresOf(late, lateVerdicts)),
		'What no client can guarantee, and what comes near it. Bought twice:',
		markdown(
			['what happens', ...beyond.columns],
			beyond.rows.map((row) => [row, ...beyond.columns.map((column) => twice(row, column))]),
		),
		`Two executions of one purchase, each answer taking ${answerMilliseconds} ms. Bought twice, of ${measured}:`,
		markdown(
			[
				'begun',
				...kindsOfJuhe.map(
					({ invisibleSeconds, refuseRepeatedOutOrderNo }) =>
						`shown after ${invisibleSeconds} s, a repeated number ${refuseRepeatedOutOrderNo ? 'refused' : 'made again'}`,
				),
			],
			together.map(({ where, apart, twice: counts }) => [
				`${apart} ms apart in ${where}`,
				...counts.map(String),
			]),
		),
		`${Math.round((Date.now() - started) / 1000)} seconds`,
		wrong && `What went wrong:\n${wrong}`,
	].join('\n\n');
}

const total = (
	what: 'purchases' | 'boughtTwice' | 'untold' | 'refundedTwice' | 'unmade' | 'nameless',
) =>
	figuresOf(everything, verdicts)[what] +
	figuresOf(severalItems, severalVerdicts)[what] +
	figuresOf(late, lateVerdicts)[what];

test('at least 2,000 purchases, and every fault struck at least 20 of them at every step', () => {
	expect(total('purchases')).toBeGreaterThanOrEqual(2000);
	expect(figuresOf(everything, verdicts).fewest).toBeGreaterThanOrEqual(20);
	expect(figuresOf(severalItems, severalVerdicts).fewest).toBeGreaterThanOrEqual(retriesPerCell);
});

test('no purchase was made twice', () => expect(total('boughtTwice')).toBe(0));

test('every order was told of, and is found by the number told', () =>
	expect(total('untold')).toBe(0));

test('no refund was asked for twice', () => expect(total('refundedTwice')).toBe(0));

test('every purchase was made in the end', () => expect(total('unmade')).toBe(0));

test('what is late is made twice only where the purchase itself changed, and Juhe refuses nothing', () => {
	const twice = beyondVerdicts.filter(({ boughtTwice }) => boughtTwice);
	expect(twice.filter((each) => each.case.workflow !== 'anyStation')).toEqual([]);
});

test('executions that overlap buy once, in one process and in two, whatever Juhe does', () => {
	expect(together).toHaveLength(2 * apartMilliseconds.length);
	expect(together.filter(({ twice }) => twice.some((count) => count > 0))).toEqual([]);
});

test('every refusal names the order that stood', () => expect(total('nameless')).toBe(0));
