/**
 * What a second worker adds: events by the trigger, pictures by the OCR node, each beside the same
 * flow of n8n's stock nodes.
 */
import { flightInvoiceOcrEndpoints } from '../../../src/juhe/endpoints';
import { defaultOptions } from '../../../tools/sandbox';
import { genuinePushes, push, send, typeOf } from '../n8n/pushes';
import {
	after,
	chain,
	juheApi,
	node,
	recognitionByStockNodes,
	trainGrabTrigger,
	type NodeSpec,
} from '../n8n/workflows';
import { allEvents } from '../storm/storm';
import { inTurns } from './inTurns';
import { drawPicture, postPicture, webhook } from './pictures';
import { executionsOf, live, through, untilEnded, type QueueStage } from './stage';

export interface QueuePace {
	work: string;
	flow: string;
	/** Executions ended in a second, with one worker and with two. */
	one: number;
	two: number;
}

export interface PaceSize {
	/** Executions of a round. */
	block: number;
	rounds: number;
}

const atOnce = 16;
const withinMs = 300_000;

/** Sends one piece of work to an address, and gives the status of the answer. */
type Job = (url: string) => Promise<number>;

interface Flow {
	name: string;
	id: string;
	url: string;
}

/** Fresh events to the trigger, and to the stock Webhook node. */
export async function compareEvents(stage: QueueStage, size: PaceSize): Promise<QueuePace[]> {
	stage.juhe.control.reset();
	const pushes = await genuinePushes(stage.juhe, Array(jobsOf(size)).fill('expired'), 'QPACE');
	const jobs = pushes.map(
		({ fields }): Job =>
			async (url) =>
				(await send(push(url, fields, 'json'))).status,
	);
	const credentials = { juheApi: { id: stage.credentialId, name: 'Juhe' } };
	const ours = await publish(stage, 'Train Grab Trigger', [
		trainGrabTrigger({ events: allEvents }, { webhookId: 'juhe-queue-pace', credentials }),
	]);
	ours.url = stage.juhe.control.callbacks().find(({ type }) => type === typeOf.expired)?.url ?? '';
	const stock = await publish(stage, 'stock Webhook', [
		webhook('queue-pace', { responseData: 'success' }),
	]);
	stock.url = `${stage.queue.main.url}/webhook/queue-pace`;
	return await compare(stage, 'events', [ours, stock], jobs, size);
}

/** Pictures read by our node, and by stock nodes that send them to Juhe. */
export async function comparePictures(stage: QueueStage, size: PaceSize): Promise<QueuePace[]> {
	stage.juhe.control.reset();
	const drawn = await drawPicture();
	const jobs = Array.from(
		{ length: jobsOf(size) },
		(_, index): Job =>
			async (url) =>
				await postPicture(url, drawn, index),
	);
	const url = (path: string) => `${stage.queue.main.url}/webhook/${path}`;
	const ours = await publish(stage, 'Flight Invoice OCR', [
		webhook('pace-ours'),
		node('Read', 'n8n-nodes-juhe.flightInvoiceOcr', {}, juheApi(stage.credentialId)),
	]);
	ours.url = url('pace-ours');
	const stock = await publish(stage, 'Extract From File, HTTP Request', [
		webhook('pace-stock'),
		...recognitionByStockNodes(
			`${stage.juhe.url}/${flightInvoiceOcrEndpoints.recognize.path}`,
			defaultOptions.flightInvoiceOcrKey,
		),
	]);
	stock.url = url('pace-stock');
	return await compare(stage, 'pictures', [ours, stock], jobs, size);
}

const workerCounts = [1, 2];

/** A round that warms up, as many for each worker, then those that count. */
const jobsOf = ({ block, rounds }: PaceSize) =>
	workerCounts.reduce((sum, workers) => sum + block * (workers + rounds), 0);

async function publish(stage: QueueStage, name: string, nodes: NodeSpec[]): Promise<Flow> {
	return { name, id: await live(stage, chain(name, ...nodes, after())), url: '' };
}

/** Each round gives fresh jobs to both flows, with one new worker, then with two. */
async function compare(
	stage: QueueStage,
	work: string,
	flows: Flow[],
	jobs: Job[],
	{ block, rounds }: PaceSize,
): Promise<QueuePace[]> {
	const rates = new Map(flows.map(({ name }) => [name, [] as number[]]));
	let from = 0;
	for (const workers of workerCounts) {
		// None that has run for long beside one that has not.
		await stage.queue.setWorkers(0);
		await stage.queue.setWorkers(workers);
		const seconds = new Map(flows.map(({ name }) => [name, 0]));
		for (let round = 0; round <= rounds; round++) {
			const count = round === 0 ? block * workers : block;
			const fresh = jobs.slice(from, from + count);
			from += count;
			for (const flow of round % 2 === 0 ? flows : [...flows].reverse()) {
				const took = await take(stage, flow, fresh);
				if (round > 0) seconds.set(flow.name, (seconds.get(flow.name) ?? 0) + took);
			}
		}
		for (const [name, sum] of seconds) rates.get(name)?.push((block * rounds) / sum);
	}
	for (const { id } of flows) await stage.queue.main.unpublish(id);
	return [...rates].map(([flow, [one = NaN, two = NaN]]) => ({ work, flow, one, two }));
}

/** Sends jobs and waits until all is done; gives the seconds it took. */
async function take(stage: QueueStage, { id, url }: Flow, jobs: Job[]): Promise<number> {
	const startedAt = Date.now();
	await inTurns(jobs, atOnce, async (job, lane) => {
		const status = await job(through(stage, url, lane));
		if (status !== 200) throw new Error(`A webhook answered ${status}`);
	});
	await untilEnded(stage, id, jobs.length, withinMs);
	const newest = (await executionsOf(stage, [id])).slice(-jobs.length);
	return (Math.max(...newest.map(({ stoppedAt }) => stoppedAt ?? 0)) - startedAt) / 1000;
}
