/**
 * Events in a burst, repeated through the other processor, and ahead of the orders that they are
 * about.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PushKind } from '../../../tools/sandbox';
import { genuinePushes, push, send, typeOf, type GenuinePush } from '../n8n/pushes';
import { after, chain, trainGrabTrigger } from '../n8n/workflows';
import { generator } from '../storm/plan';
import { allEvents } from '../storm/storm';
import { inTurns } from './inTurns';
import { live, runsOf, through, untilEnded, type QueueStage } from './stage';

export interface Delivered {
	what: string;
	events: number;
	repetitions: number;
	/** Events acknowledged that never reached the node after the trigger. */
	lost: number;
	deliveredTwice: number;
	verified: number;
	/** Answers other than 200 `success`. */
	wrongAnswers: number;
}

const atOnce = 16;
const withinMs = 15 * 60_000;
const kinds: PushKind[] = ['issued', 'expired', 'issue-failed', 'refunded'];

/**
 * Of the events 30 % come again, at once or three to four seconds later, through the other
 * processor.
 */
export async function burst(
	stage: QueueStage,
	{ events, seed }: { events: number; seed: number },
): Promise<Delivered> {
	stage.juhe.control.reset();
	const pushes = await genuinePushes(
		stage.juhe,
		Array.from({ length: events }, (_, index) => kinds[index % kinds.length] ?? 'issued'),
		'BURST',
	);
	const random = generator(seed);
	const trigger = await listen(stage, 'burst');
	let wrongAnswers = 0;
	let repetitions = 0;
	const tell = async (one: GenuinePush, processor: number) => {
		const answer = await send(push(trigger.url(one, processor), one.fields, 'json'));
		if (answer.status !== 200 || answer.text !== 'success') wrongAnswers += 1;
	};
	const later: Array<Promise<void>> = [];
	await inTurns(pushes, atOnce, async (one) => {
		const processor = random() < 0.5 ? 0 : 1;
		const isRepeated = random() < 0.3;
		const pauseMs = random() < 0.5 ? 0 : 3000 + 1000 * random();
		if (isRepeated) {
			repetitions += 1;
			later.push(sleep(pauseMs).then(async () => await tell(one, 1 - processor)));
		}
		await tell(one, processor);
	});
	await Promise.all(later);
	const outcome = await trigger.outcome(pushes, events + repetitions);
	return { what: 'burst, 30 % repeated', events, repetitions, wrongAnswers, ...outcome };
}

/** Juhe pushes at once of orders that it shows only some seconds later. */
export async function aheadOfTheirOrders(
	stage: QueueStage,
	{ events, seconds }: { events: number; seconds: number },
): Promise<Delivered> {
	stage.juhe.control.reset();
	const pushes = await genuinePushes(stage.juhe, Array<PushKind>(events).fill('issued'), 'AHEAD');
	const trigger = await listen(stage, 'ahead');
	// The orders were made some moments ago; none of them is to be shown before its push.
	stage.juhe.control.setOptions({ invisibleSeconds: secondsSinceFirst(stage) + seconds });
	let wrongAnswers = 0;
	await inTurns(pushes, atOnce, async (one, lane) => {
		const answer = await send(push(trigger.url(one, lane), one.fields, 'json'));
		if (answer.status !== 200 || answer.text !== 'success') wrongAnswers += 1;
	});
	const outcome = await trigger.outcome(pushes, events);
	const what = `${seconds} s ahead of their orders`;
	return { what, events, repetitions: 0, wrongAnswers, ...outcome };
}

function secondsSinceFirst({ juhe }: QueueStage): number {
	const times = juhe.control.orders().map(({ receivedAt }) => Date.parse(receivedAt));
	return Math.ceil((Date.now() - Math.min(...times)) / 1000);
}

interface Listening {
	url(one: GenuinePush, processor: number): string;
	/** Waits until all has ended, and takes the trigger out of service. */
	outcome(
		pushes: GenuinePush[],
		executions: number,
	): Promise<Pick<Delivered, 'lost' | 'deliveredTwice' | 'verified'>>;
}

/** A published workflow of the trigger and a node after it. */
async function listen(stage: QueueStage, name: string): Promise<Listening> {
	const credentials = { juheApi: { id: stage.credentialId, name: 'Juhe' } };
	const trigger = trainGrabTrigger(
		{ events: allEvents },
		{ webhookId: `juhe-${name}`, credentials },
	);
	const id = await live(stage, chain(name, trigger, after()));
	const registered = new Map(
		stage.juhe.control.callbacks().map(({ type, url }) => [String(type), url]),
	);
	return {
		url: ({ kind }, processor) => through(stage, registered.get(typeOf[kind]) ?? '', processor),
		outcome: async (pushes, executions) => {
			await untilEnded(stage, id, executions, withinMs);
			const told = [...(await runsOf(stage, id)).values()]
				.flatMap((run) => run.items('After').map(({ json }) => json))
				.map((json) => ({ outOrderNo: String(json.outOrderNo), verified: json.verified }));
			const times = (outOrderNo: string) =>
				told.filter((each) => each.outOrderNo === outOrderNo).length;
			const counts = pushes.map(({ outOrderNo }) => times(outOrderNo));
			await stage.queue.main.unpublish(id);
			return {
				lost: counts.filter((count) => count === 0).length,
				deliveredTwice: counts.filter((count) => count > 1).length,
				verified: told.filter(({ verified }) => verified === true).length,
			};
		},
	};
}
