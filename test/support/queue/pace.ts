/**
 * What a second worker adds: events by the trigger, pictures by the OCR node, each beside the same
 * flow of n8n's stock nodes.
 */
import { randomInt } from 'node:crypto';
import { cpus } from 'node:os';
import { flightInvoiceOcrEndpoints } from '../../../src/juhe/endpoints';
import { defaultOptions } from '../../../tools/sandbox';
import { readPicture } from '../../../tools/sandbox/reading';
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
import { copyOf, drawPicture, postPicture, webhook } from './pictures';
import { executionsOf, live, through, untilEnded, type QueueStage } from './stage';

export interface QueuePace {
	work: string;
	flow: string;
	/** With one worker and with two. */
	one: Pace;
	two: Pace;
}

export interface Pace {
	/** Executions ended in a second. */
	rate: number;
	/** Processors of the machine that were busy meanwhile, whoever kept them so. */
	busy: number;
}

/** How much faster two workers were than one. */
export const gainOf = ({ one, two }: QueuePace) => two.rate / one.rate;

/**
 * About the gain that the machine has room for, of whose processors one worker and what feeds it
 * took some.
 */
export const possibleGainOf = ({ one }: QueuePace) => Math.min(2, cpus().length / one.busy);

/** Whether one worker leaves the machine so little that a second one has nothing to run on. */
export const isFilledByOne = (pace: QueuePace) => possibleGainOf(pace) < 1.1;

export interface PaceSize {
	/** Executions of a round. */
	block: number;
	rounds: number;
	/** Executions that a worker runs at once. */
	concurrency: number;
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

/** Pictures that Juhe answers at once: what is counted is the work of n8n and of the nodes. */
export async function comparePictures(stage: QueueStage, size: PaceSize): Promise<QueuePace[]> {
	stage.juhe.control.reset();
	return await picturesOf(stage, 'pictures', size);
}

/**
 * Pictures that Juhe answers in 0.2 to 1 s, few at a time: a second worker finds processors that are
 * not full, as it would on a machine of its own.
 */
export async function compareAwaitedPictures(
	stage: QueueStage,
	size: PaceSize,
): Promise<QueuePace[]> {
	const { control } = stage.juhe;
	control.reset();
	const fewer = { block: Math.ceil(size.block / 2), rounds: Math.ceil(size.rounds / 2) };
	const concurrency = 2;
	for (let call = 0; call < 2 * jobsOf(fewer); call++)
		control.fault('recognize', { kind: 'delay', milliseconds: randomInt(200, 1000) });
	const work = `pictures, awaited, ${concurrency} a worker`;
	return await picturesOf(stage, work, { ...fewer, concurrency });
}

/** Pictures read by our node, and by stock nodes that send them to Juhe. */
async function picturesOf(stage: QueueStage, work: string, size: PaceSize): Promise<QueuePace[]> {
	const drawn = await drawPicture();
	const copies = Array.from({ length: jobsOf(size) }, (_, index) => copyOf(drawn, index));
	// The sandbox remembers what it has read: its reading shall not count.
	for (const bytes of copies) await readPicture(bytes);
	const jobs = copies.map(
		(bytes): Job =>
			async (url) =>
				await postPicture(url, bytes),
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
	return await compare(stage, work, [ours, stock], jobs, size);
}

const workerCounts = [1, 2];

/** A round that warms up, as many for each worker, then those that count. */
const jobsOf = ({ block, rounds }: Pick<PaceSize, 'block' | 'rounds'>) =>
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
	{ block, rounds, concurrency }: PaceSize,
): Promise<QueuePace[]> {
	const paces = new Map(flows.map(({ name }) => [name, [] as Pace[]]));
	let from = 0;
	for (const workers of workerCounts) {
		// None that has run for long beside one that has not.
		await stage.queue.setWorkers(0);
		await stage.queue.setWorkers(workers, concurrency);
		const taken = new Map(flows.map(({ name }) => [name, [] as Taken[]]));
		for (let round = 0; round <= rounds; round++) {
			const count = round === 0 ? block * workers : block;
			const fresh = jobs.slice(from, from + count);
			from += count;
			for (const flow of round % 2 === 0 ? flows : [...flows].reverse()) {
				const took = await take(stage, flow, fresh);
				if (round > 0) taken.get(flow.name)?.push(took);
			}
		}
		for (const [name, each] of taken) {
			const seconds = sumOf(each.map((one) => one.seconds));
			const busySeconds = sumOf(each.map((one) => one.busySeconds));
			paces.get(name)?.push({ rate: (block * rounds) / seconds, busy: busySeconds / seconds });
		}
	}
	for (const { id } of flows) await stage.queue.main.unpublish(id);
	return [...paces].flatMap(([flow, [one, two]]) => (one && two ? [{ work, flow, one, two }] : []));
}

interface Taken {
	seconds: number;
	/** Of all processors of the machine. */
	busySeconds: number;
}

/** Sends jobs and waits until all is done; gives what it took. */
async function take(stage: QueueStage, { id, url }: Flow, jobs: Job[]): Promise<Taken> {
	const startedAt = Date.now();
	const busyBefore = busySecondsOfMachine();
	await inTurns(jobs, atOnce, async (job, lane) => {
		const status = await job(through(stage, url, lane));
		if (status !== 200) throw new Error(`A webhook answered ${status}`);
	});
	await untilEnded(stage, id, jobs.length, withinMs);
	const busySeconds = busySecondsOfMachine() - busyBefore;
	const newest = (await executionsOf(stage, [id])).slice(-jobs.length);
	const endedAt = Math.max(...newest.map(({ stoppedAt }) => stoppedAt ?? 0));
	return { seconds: (endedAt - startedAt) / 1000, busySeconds };
}

const sumOf = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);

const busySecondsOfMachine = () =>
	sumOf(cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq)) / 1000;
