/** A day of pushes, orders and files, spread over some minutes, and what a real n8n made of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PushKind, Sandbox } from '../../../tools/sandbox';
import { madeUpId } from '../../../tools/sandbox/people';
import { eventOf, genuinePushes, type GenuinePush } from '../n8n/pushes';
import type { Stage } from '../n8n/stage';
import { traveller, type Traveller } from '../nodes/people';
import { generator, shuffled } from '../storm/plan';
import { hundredFiles, type DayFile } from './files';
import { storedBy, type Live, type MemoryGauge, type Stored } from './gauges';
import { flows, type Flow, type Teller } from './teller';
import { paths } from './workflows';

export interface DaySize {
	minutes: number;
	/** Events of orders that others make, each pushed once, one of ten twice. */
	pushes: number;
	/** Orders that n8n makes; each ends in one more event. */
	orders: number;
	files: number;
}

/** Where n8n stood after a tenth of the day. */
export interface Tenth {
	/** Middle of what it occupied, looked at each second of the tenth. */
	medianRss: number;
	memory: Live;
	stored: Stored;
	/** What the workflows have told by then. */
	told: Record<Flow, number>;
}

export interface Day {
	tenths: Tenth[];
	/** After everything was told. */
	atRest: Omit<Tenth, 'medianRss'>;
	/** How many seconds later than planned the last call left. */
	lateSeconds: number;
	/** What did not go as it must; empty. */
	wrong: string[];
}

export interface DayStage extends Stage {
	gauge: MemoryGauge;
	teller: Teller;
	/** n8n's workflows, published; without those of stock nodes no push is told once only. */
	isOwn: boolean;
}

const prefix = 'LONG';
const kindShares: Array<[PushKind, number]> = [
	['issued', 40],
	['expired', 30],
	['issue-failed', 10],
	['refunded', 10],
	['refund-failed', 10],
];
/** A push comes again after so long. */
const againAfterMs = 3_000;
/** So many calls of one kind may be under way: n8n is not flooded when it falls behind. */
const atOnce = 40;
const sampleMs = 1_000;
const endsWithinMs = 2 * 60_000;

/** Made before the day: nothing may be registered with the sandbox yet. */
export async function ordersOfOthers(juhe: Sandbox, { pushes }: DaySize): Promise<GenuinePush[]> {
	const hundred = kindShares.flatMap(([kind, share]) => Array<PushKind>(share).fill(kind));
	const random = generator(2);
	const kinds = Array.from({ length: Math.ceil(pushes / 100) }, () => shuffled(hundred, random));
	return await genuinePushes(juhe, kinds.flat().slice(0, pushes), prefix);
}

/** n8n must be running, its workflows published. */
export async function liveThrough(
	stage: DayStage,
	size: DaySize,
	pushes: GenuinePush[],
): Promise<Day> {
	const { n8n, juhe, teller, gauge, isOwn } = stage;
	const files = await hundredFiles();
	const overMs = size.minutes * 60_000;
	const wrong: string[] = [];
	const post = async (flow: Flow, id: number, body: string | DayFile['bytes'], type: string) => {
		const response = await fetch(`${n8n.url}/webhook/${paths[flow]}?id=${id}`, {
			method: 'POST',
			headers: { 'content-type': type },
			body,
		});
		if (!response.ok) wrong.push(`${flow} ${id} was answered ${response.status}`);
	};
	const push = async ({ kind, outOrderNo }: GenuinePush) => {
		const to = isOwn ? {} : { to: `${n8n.url}/webhook/${paths.events}` };
		const { state } = await juhe.control.push({ kind, outOrderNo, ...to });
		if (state !== 'delivered') wrong.push(`the push ${kind} of ${outOrderNo} was ${state}`);
	};
	const shoot: Record<Flow, (index: number) => Promise<void>> = {
		events: async (index) => {
			const each = pushes[index];
			if (!each) return;
			await push(each);
			if (index % 10 !== 0) return;
			await sleep(againAfterMs);
			await push(each);
		},
		orders: async (index) => {
			const body = JSON.stringify({ passengers: [passenger(index)] });
			await post('orders', index, body, 'application/json');
		},
		files: async (index) => {
			const file = files[index % files.length];
			// n8n would take XML apart by itself.
			if (file) await post('files', index, file.bytes, 'application/octet-stream');
		},
	};
	juhe.control.nextFates(...Array.from({ length: size.orders }, (_, index) => fateOf(index)));

	const counted = () => ({
		events: teller.told.events.size,
		orders: teller.told.orders.size,
		files: teller.told.files.size,
	});
	const look = async () => ({
		memory: await gauge.live(),
		stored: storedBy(n8n),
		told: counted(),
	});
	const startedAt = Date.now();
	const counts: Record<Flow, number> = {
		events: pushes.length,
		orders: size.orders,
		files: size.files,
	};
	const underWay = Promise.all(
		flows.map(
			async (flow) =>
				await evenly(counts[flow], overMs, startedAt, async (index) => {
					await shoot[flow](index).catch((error: unknown) => {
						wrong.push(`${flow} ${index} got no answer: ${String(error)}`);
					});
				}),
		),
	);
	const tenths: Tenth[] = [];
	for (let tenth = 1; tenth <= 10; tenth++) {
		const samples: number[] = [];
		for (const end = startedAt + (overMs * tenth) / 10; Date.now() < end;) {
			samples.push(await gauge.rss());
			await sleep(Math.min(sampleMs, Math.max(0, end - Date.now())));
		}
		tenths.push({ medianRss: median(samples), ...(await look()) });
		process.stdout.write(`${tenth} of 10 tenths: ${JSON.stringify(counted())}\n`);
	}
	const lateSeconds = Math.max(...(await underWay)) / 1000;
	await untilTold(teller, counts);
	return {
		tenths,
		atRest: await look(),
		lateSeconds,
		wrong: [...wrong, ...(isOwn ? untrue(stage, pushes, size, files) : [])],
	};
}

/** Does something `count` times, evenly spread; gives by how many ms the last one was late. */
async function evenly(
	count: number,
	overMs: number,
	startedAt: number,
	shoot: (index: number) => Promise<void>,
): Promise<number> {
	const underWay = new Set<Promise<void>>();
	let late = 0;
	for (let index = 0; index < count; index++) {
		const due = startedAt + ((index + 0.5) * overMs) / count;
		await sleep(Math.max(0, due - Date.now()));
		while (underWay.size >= atOnce) await Promise.race(underWay);
		late = Date.now() - due;
		const shot = shoot(index).finally(() => underWay.delete(shot));
		underWay.add(shot);
	}
	await Promise.all(underWay);
	return late;
}

/** Most orders are issued. */
const fateOf = (index: number) =>
	({ outcome: index % 10 === 3 ? 'fail' : index % 10 === 7 ? 'expire' : 'issue' }) as const;
const statuses = { F: 'issued', U: 'failed', O: 'expired' } as const;

/** Somebody who buys once. */
function passenger(index: number): Traveller {
	const birthday = `1990-01-${String((index % 28) + 1).padStart(2, '0')}`;
	const sequence = String(Math.floor(index / 28) + 1).padStart(3, '0');
	return traveller('测试甲', birthday, { idNumber: madeUpId(birthday, sequence) });
}

/** Waits until something was told of each; or until nothing more comes. */
async function untilTold(teller: Teller, counts: Record<Flow, number>): Promise<void> {
	const isTold = (flow: Flow) => teller.told[flow].size >= counts[flow];
	for (const end = Date.now() + endsWithinMs; Date.now() < end; await sleep(200))
		if (flows.every(isTold)) return;
}

/** What the workflows told otherwise than it was, not at all, or twice. */
function untrue(
	{ juhe, teller }: DayStage,
	pushes: GenuinePush[],
	size: DaySize,
	files: readonly { name: string; is: string }[],
): string[] {
	const own = juhe.control.orders().filter(({ outOrderNo }) => !outOrderNo.startsWith(prefix));
	const statusOf = (letter: string) =>
		Object.entries(statuses).find(([known]) => known === letter)?.[1] ?? letter;
	const events = [
		...pushes.map(({ kind, outOrderNo }) => `${eventOf[kind]}:${outOrderNo}`),
		...own.map(({ status, outOrderNo }) => `order.${statusOf(status)}:${outOrderNo}`),
	];
	const toldEvents = [...teller.told.events].flatMap(([key, told]) =>
		told.map((is) => `${key.split(':').slice(0, 2).join(':')} ${is}`),
	);
	const toldFiles = [...teller.told.files].map(
		([id, told]) => `file ${id} ${files[Number(id) % files.length]?.name}: ${told.join()}`,
	);
	const expectedFiles = Array.from({ length: size.files }, (_, index) => {
		const file = files[index % files.length];
		return `file ${index} ${file?.name}: ${file?.is}`;
	});
	return [
		...(own.length === size.orders
			? []
			: [`${own.length} orders were bought instead of ${size.orders}`]),
		...differences(
			events.map((event) => `${event} told`),
			toldEvents,
		),
		...differences(
			own.map(({ status }) => `an order ${statusOf(status)}`),
			[...teller.told.orders.values()].map((told) => `an order ${told.join()}`),
		),
		...differences(expectedFiles, toldFiles),
	];
}

/** What is in one list and not as often in the other. */
function differences(expected: string[], told: string[]): string[] {
	const counts = new Map<string, number>();
	for (const each of expected) counts.set(each, (counts.get(each) ?? 0) - 1);
	for (const each of told) counts.set(each, (counts.get(each) ?? 0) + 1);
	return [...counts]
		.filter(([, count]) => count !== 0)
		.map(([each, count]) => (count < 0 ? `missing: ${each}` : `too often: ${each}`));
}

function median(numbers: number[]): number {
	const sorted = [...numbers].sort((left, right) => left - right);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
