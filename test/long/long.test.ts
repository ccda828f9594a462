/**
 * `npm run test:long`: a day in twenty minutes, which writes docs/reliability-long.md. LONG_MINUTES
 * makes it shorter, LONG_SCALE lighter (0.1: a tenth of the calls); then nothing is written and
 * memory is only shown. LONG_STOCK=1 gives the same to workflows of stock nodes: what n8n takes by itself.
 */
import { liveThrough, ordersOfOthers, type DayStage } from '../support/long/day';
import { MemoryGauge } from '../support/long/gauges';
import { growthOf, tell, writeReport, type Ids } from '../support/long/report';
import { startTeller } from '../support/long/teller';
import { ownWorkflows, stockWorkflows } from '../support/long/workflows';
import type { GenuinePush } from '../support/n8n/pushes';
import { installationMs, juheCredential, setTheStage } from '../support/n8n/stage';

const minutes = Number(process.env.LONG_MINUTES ?? 20);
const scale = Number(process.env.LONG_SCALE ?? 1);
const isOwn = process.env.LONG_STOCK !== '1';
const isFull = isOwn && minutes >= 20 && scale >= 1;
const scaled = (count: number) => Math.round(count * scale);
/** An order ends in an event as well. */
const size = { minutes, pushes: scaled(4_500), orders: scaled(500), files: scaled(2_000) };
const clockSpeed = (24 * 60) / minutes;

/** n8n keeps no execution that went well, removes it each minute, and prunes others. */
const settings = {
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
	EXECUTIONS_DATA_PRUNE: 'true',
	EXECUTIONS_DATA_HARD_DELETE_BUFFER: '0',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '1',
	EXECUTIONS_DATA_MAX_AGE: '1',
	// Each execution under way has a sandbox of n8n's own: where the machine is short of processor
	// time, executions without bound would fill its memory.
	N8N_CONCURRENCY_PRODUCTION_LIMIT: '30',
	// As the README advises.
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
};
/** Of the nodes' rows in n8n's store. */
const mostEntries = { events: 5_000, orders: 3_000 };

let stage: DayStage;
let ids: Ids;
let pushes: GenuinePush[];

beforeAll(async () => {
	const gauge = await MemoryGauge.onFreePort();
	const teller = await startTeller();
	const set = await setTheStage(
		{
			// n8n's own clock is not fast: what it does between a search and an order takes its time.
			queryKeyLifetimeSeconds: 600 * clockSpeed,
			createdSeconds: 60,
			waitingSeconds: 300,
			grabbingSeconds: 720,
		},
		{ env: { ...settings, ...gauge.env } },
	);
	const { n8n, juhe, clear } = set;
	stage = {
		...set,
		gauge,
		teller,
		isOwn,
		clear: async () => {
			await clear();
			await teller.close();
		},
	};
	pushes = await ordersOfOthers(juhe, size);
	juhe.control.setOptions({ clockSpeed });
	await n8n.start();
	const credentialId = await n8n.createCredential(juheCredential(juhe));
	const live = async (workflow: Parameters<typeof n8n.createWorkflow>[0]) => {
		const id = await n8n.createWorkflow({ settings: { executionOrder: 'v1' }, ...workflow });
		await n8n.publish(id);
		return id;
	};
	const { events, orders, files } = isOwn
		? ownWorkflows(teller, credentialId)
		: stockWorkflows(teller, juhe.url);
	ids = { events: await live(events), orders: await live(orders), files: await live(files) };
}, installationMs);

afterAll(async () => await stage?.clear());

const lastLines = () => stage.n8n.output.split('\n').slice(-100).join('\n');

test(
	'a day of events, orders and files: each told once, nothing grows without bound',
	async () => {
		const day = await liveThrough(stage, size, pushes);
		process.stdout.write(`\n${tell(day, ids)}\n`);
		if (day.wrong.length > 0) process.stdout.write(`What n8n said last:\n${lastLines()}\n`);
		expect(day.wrong).toEqual([]);
		const [first] = day.tenths;
		const { stored } = day.atRest;
		if (isOwn) {
			for (const { stored: then } of day.tenths) {
				expect(then.entries[ids.events] ?? 0).toBeLessThanOrEqual(mostEntries.events);
				expect(then.entries[ids.orders] ?? 0).toBeLessThanOrEqual(mostEntries.orders);
			}
			// The trigger's addresses and secret, told once.
			expect(stored.staticBytes).toBe(first?.stored.staticBytes);
			// Neither an event nor a file has a line of its own in the log.
			expect(stored.logLines - (first?.stored.logLines ?? 0)).toBeLessThan(100);
			expect(stored.executions).toBe(0);
		}
		if (!isFull) return;
		const growth = growthOf(day);
		expect(growth.live).toBeLessThanOrEqual(1.1);
		expect(growth.rss).toBeLessThanOrEqual(1.1);
		writeReport(day, ids, size, settings);
	},
	(minutes + 20) * 60_000,
);
