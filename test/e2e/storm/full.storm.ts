/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test, not published */
/** `npm run test:storm`: the whole storm, and the pace beside n8n's stock Webhook node. STORM_SEED repeats one, STORM_PUSHES makes it smaller. */
import { installationMs, juheCredential, setTheStage, type Stage } from '../support/stage';
import { comparePace, tellPace } from './pace';
import { expectCalmAfter, runStorm, tell } from './storm';

const stormMs = 20 * 60_000;
const seed = Number(process.env.STORM_SEED ?? Date.now() % 1_000_000);
const pushes = Number(process.env.STORM_PUSHES ?? 2_000);
const block = Math.max(10, Math.round(pushes / 40));

let stage: Stage;

beforeAll(async () => {
	stage = await setTheStage();
	await stage.n8n.importCredentials([juheCredential(stage.juhe)]);
	await stage.n8n.start();
}, installationMs);

afterAll(async () => await stage?.clear(), stormMs);

it(
	'answers beside the stock Webhook node',
	async () => {
		const compared = await comparePace(stage, { rounds: 4, block, concurrency: 8 });
		process.stdout.write(`\n${tellPace(compared)}\n`);
		stage.juhe.control.reset();
	},
	stormMs,
);

it(
	'loses nothing, starts nothing for forgers, and tells every event once',
	async () => {
		const outcome = await runStorm(stage, { pushes, kills: 2, concurrency: 8, seed });
		process.stdout.write(`\nStorm ${seed}: ${tell(outcome)}\n`);
		expectCalmAfter(outcome);
	},
	stormMs,
);
