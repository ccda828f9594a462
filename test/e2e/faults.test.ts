/**
 * The fault campaign in the real n8n at its shortest: killed when an order or a refund is done, and
 * run again. All of it: `npm run test:faults`.
 */
import { realDisturbances } from '../support/faults/cases';
import { stories } from '../support/faults/campaign';
import { runRealCases, type RealVerdicts } from '../support/faults/realN8n';
import { figuresOf } from '../support/faults/report';
import { installationMs, setTheStage } from '../support/n8n/stage';

const row = 'killed: work done';
const columns = ['create', 'refund'];
const cases = realDisturbances().cases.filter(
	(each) => each.row === row && columns.includes(each.column),
);
let result: RealVerdicts;

beforeAll(async () => {
	const stage = await setTheStage();
	try {
		await stage.n8n.start();
		result = await runRealCases(cases, stage);
	} finally {
		await stage.clear();
	}
}, installationMs);

test('n8n is killed, starts again, and the execution is retried or triggered again: bought once, told, refunded once', () => {
	const { verdicts, runAgain } = result;
	const figures = figuresOf({ rows: [row], columns, cases }, verdicts);
	expect(runAgain).toEqual({ retried: 3, triggered: 1 });
	expect({ ...figures, wrong: stories() }).toMatchObject({
		purchases: 4,
		fewest: 2,
		boughtTwice: 0,
		untold: 0,
		refundedTwice: 0,
		unmade: 0,
		nameless: 0,
		wrong: '',
	});
});
