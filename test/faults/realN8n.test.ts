/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test, not published */
/**
 * The campaign's smaller sister, with the real n8n: published workflows buy, n8n is killed while their calls are held,
 * starts again, and every purchase is run again as n8n's users do it: by “Retry”, or by its trigger.
 */
import { installationMs, setTheStage } from '../e2e/support/stage';
import { realDisturbances, realRetriesOnFail } from './support/cases';
import { stories } from './support/campaign';
import type { Verdict } from './support/purchase';
import { runRealCases } from './support/realN8n';
import { figuresOf, inWords, table } from './support/report';

const everything = realDisturbances();
const severalItems = realRetriesOnFail();

let verdicts: Verdict[] = [];
let severalVerdicts: Verdict[] = [];
const started = Date.now();

beforeAll(async () => {
	const stage = await setTheStage();
	try {
		await stage.n8n.start();
		severalVerdicts = await runRealCases(severalItems.cases, stage);
		verdicts = await runRealCases(everything.cases, stage);
	} finally {
		await stage.clear();
	}
}, installationMs);

afterAll(() =>
	process.stdout.write(
		`${[
			table('real n8n; fault at …', everything, verdicts),
			inWords(figuresOf(everything, verdicts)),
			table('one of three items, “Retry On Fail” on; fault at …', severalItems, severalVerdicts),
			inWords(figuresOf(severalItems, severalVerdicts)),
			`${Math.round((Date.now() - started) / 1000)} seconds`,
			stories(),
		].join('\n\n')}\n`,
	),
);

test.each([
	['a fault in the first run', () => figuresOf(everything, verdicts), 90],
	['“Retry On Fail” over three items', () => figuresOf(severalItems, severalVerdicts), 36],
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

test('every fault struck at every step', () => {
	expect(figuresOf(everything, verdicts).fewest).toBeGreaterThanOrEqual(2);
	expect(figuresOf(severalItems, severalVerdicts).fewest).toBeGreaterThanOrEqual(2);
});
