/**
 * `npm run test:storm`: the whole storm, forty kills right after an answer, and the pace beside
 * n8n's stock Webhook node. STORM_SEED repeats one, STORM_PUSHES makes it smaller, STORM_KILLS says
 * how many kills.
 */
import { installationMs, juheCredential, setTheStage, type Stage } from '../support/n8n/stage';
import { killAfterAnswers } from '../support/storm/kills';
import { comparePace, tellPace, type Comparison } from '../support/storm/pace';
import { expectCalmAfter, runStorm, tell } from '../support/storm/storm';

const stormMs = 20 * 60_000;
const seed = Number(process.env.STORM_SEED ?? Date.now() % 1_000_000);
const pushes = Number(process.env.STORM_PUSHES ?? 2_000);
const kills = Number(process.env.STORM_KILLS ?? 40);
const paceSize = { rounds: 8, block: Math.max(10, Math.round(pushes / 40)), concurrency: 8 };

let stage: Stage;

beforeAll(async () => {
	stage = await setTheStage();
	await stage.n8n.importCredentials([juheCredential(stage.juhe)]);
	await stage.n8n.start();
}, installationMs);

afterEach(() => stage?.juhe.control.reset());
afterAll(async () => await stage?.clear(), stormMs);

async function measure(how: string): Promise<Comparison[]> {
	const compared = await comparePace(stage, paceSize);
	process.stdout.write(`\nPace, ${how}\n${tellPace(compared)}\n`);
	return compared;
}

it(
	'loses nothing, starts nothing for forgers, and tells every event once',
	async () => {
		const outcome = await runStorm(stage, { pushes, kills: 2, concurrency: 8, seed });
		process.stdout.write(`\nStorm ${seed}: ${tell(outcome)}\n`);
		expectCalmAfter(outcome);
	},
	stormMs,
);

it(
	`has stored what it acknowledged, killed right after the answer (${kills} times)`,
	async () => {
		const outcome = await killAfterAnswers(stage, kills);
		process.stdout.write(
			`\nKilled right after an answer ${kills} times: ${outcome.acknowledged} pushes acknowledged, ${outcome.lost.length} lost\n`,
		);
		expect(outcome.acknowledged).toBeGreaterThanOrEqual(kills);
		expect(outcome.lost).toEqual([]);
	},
	// Every kill costs a start of n8n.
	kills * 60_000,
);

it(
	'answers beside the stock Webhook node, with n8n as it comes',
	async () => {
		const [newEvents] = await measure('n8n as it comes');
		// n8n makes a sandbox for every push but those to its own Webhook node without expressions.
		expect(newEvents?.ratios.stockWithExpression.high).toBeGreaterThanOrEqual(1);
	},
	stormMs,
);

it(
	'is as fast as the stock Webhook node where n8n makes sandboxes only when they are needed',
	async () => {
		await stage.n8n.stop();
		await stage.n8n.start({ N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' });
		const [newEvents, , mixed] = await measure('N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true');
		for (const compared of [newEvents, mixed])
			expect(compared?.ratios.stock.high).toBeGreaterThanOrEqual(0.9);
	},
	stormMs,
);
