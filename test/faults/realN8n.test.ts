/**
 * The campaign's smaller sister, with the real n8n: published workflows buy, n8n is killed while
 * their calls are held, starts again, and every purchase is run again as n8n's users do it: by
 * “Retry”, or by its trigger.
 */
import { installationMs, setTheStage } from '../support/n8n/stage';
import { realDisturbances, realRetriesOnFail } from '../support/faults/cases';
import { stories } from '../support/faults/campaign';
import { runRealCases, type RealVerdicts } from '../support/faults/realN8n';
import { figuresOf, inWords, table } from '../support/faults/report';

jest.setTimeout(45 * 60_000);

const everything = realDisturbances();
const severalItems = realRetriesOnFail();

const none: RealVerdicts = { verdicts: [], runAgain: { retried: 0, triggered: 0 } };
let one = none;
let several = none;
const started = Date.now();

beforeAll(async () => {
	const stage = await setTheStage();
	try {
		await stage.n8n.start();
		several = await runRealCases(severalItems.cases, stage);
		one = await runRealCases(everything.cases, stage);
	} finally {
		await stage.clear();
	}
}, installationMs);

afterAll(() =>
	process.stdout.write(
		`${[
			table('real n8n; fault at …', everything, one.verdicts),
			inWords(figuresOf(everything, one.verdicts)),
			table('one of three items, “Retry On Fail” on; fault at …', severalItems, several.verdicts),
			inWords(figuresOf(severalItems, several.verdicts)),
			`run again by n8n's Retry: ${one.runAgain.retried + several.runAgain.retried}, by the trigger: ${one.runAgain.triggered + several.runAgain.triggered}`,
			`${Math.round((Date.now() - started) / 1000)} seconds`,
			stories(),
		].join('\n\n')}\n`,
	),
);

test.each([
	['a fault in the first run', () => figuresOf(everything, one.verdicts), 90],
	['“Retry On Fail” over three items', () => figuresOf(severalItems, several.verdicts), 36],
])('%s: bought once, told, refunded once', (_what, figures, purchases) => {
	const { purchases: made, ...others } = figures();
	expect(made).toBeGreaterThanOrEqual(purchases);
	expect({ ...others, wrong: stories() }).toMatchObject({
		boughtTwice: 0,
		untold: 0,
		refundedTwice: 0,
		unmade: 0,
		nameless: 0,
		wrong: '',
	});
});

test('n8n retried crashed, stopped and failed executions, and others were triggered again', () => {
	expect(one.runAgain.retried).toBeGreaterThanOrEqual(50);
	expect(one.runAgain.triggered).toBeGreaterThanOrEqual(25);
});

test('every fault struck at every step', () => {
	expect(figuresOf(everything, one.verdicts).fewest).toBeGreaterThanOrEqual(2);
	expect(figuresOf(severalItems, several.verdicts).fewest).toBeGreaterThanOrEqual(2);
});
