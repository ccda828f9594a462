/**
 * The fault campaign in short: every fault at create, some at every step. The whole of it: `npm run
 * test:faults`.
 */
import { fewDisturbances, lateOnes, retriesOnFail } from '../support/faults/cases';
import type { Matrix } from '../support/faults/cases';
import { runCases, stories, withWorkers } from '../support/faults/campaign';
import { figuresOf } from '../support/faults/report';
import type { Verdict } from '../support/faults/purchase';

let few: Verdict[];
let retried: Verdict[];
let late: Verdict[];
const [fewMatrix, retriedMatrix] = [fewDisturbances(), fewOf(retriesOnFail(1), 8)];
const lateMatrix = withoutMinutes(lateOnes(1));

/** Without those that take a minute. */
function withoutMinutes({ rows, columns, cases }: Matrix): Matrix {
	const [shortRows, shortColumns] = [
		rows.filter((row) => !row.includes('create received')),
		columns.filter((column) => !column.includes('60 s')),
	];
	return {
		rows: shortRows,
		columns: shortColumns,
		cases: cases.filter(
			({ row, column }) => shortRows.includes(row) && shortColumns.includes(column),
		),
	};
}

function fewOf(matrix: Matrix, step: number): Matrix {
	return { ...matrix, cases: matrix.cases.filter((_, index) => index % step === 1) };
}

beforeAll(async () => {
	[few, retried, late] = await withWorkers(
		async (workers, steady) =>
			await Promise.all([
				runCases(fewMatrix.cases, workers, steady),
				runCases(retriedMatrix.cases, workers, steady),
				runCases(lateMatrix.cases, workers, steady),
			]),
	);
}, 120_000);

test.each<[string, () => [Matrix, Verdict[]]]>([
	['every fault at create, some at every step', () => [fewMatrix, few]],
	['“Retry On Fail” over several items', () => [retriedMatrix, retried]],
	['what Juhe does not show yet, known by its mark', () => [lateMatrix, late]],
])('%s: bought once, told, refunded once', (_what, results) => {
	const [matrix, verdicts] = results();
	const figures = figuresOf(matrix, verdicts);
	expect({ ...figures, wrong: stories() }).toMatchObject({
		fewest: 1,
		boughtTwice: 0,
		untold: 0,
		refundedTwice: 0,
		unmade: 0,
		wrong: '',
	});
});

test('some sixty purchases', () => {
	const all = [...few, ...retried].reduce((sum, each) => sum + each.case.purchases, 0);
	expect(all).toBeGreaterThanOrEqual(50);
});
