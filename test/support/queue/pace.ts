/**
 * What a second worker adds: events by the trigger, beside the same events by n8n's stock Webhook
 * node.
 */
import { genuinePushes, push, send, typeOf, type GenuinePush } from '../n8n/pushes';
import { after, chain, node, trainGrabTrigger, type NodeSpec } from '../n8n/workflows';
import { allEvents } from '../storm/storm';
import { inTurns } from './inTurns';
import { executionsOf, live, through, untilEnded, type QueueStage } from './stage';

export interface QueuePace {
	flow: string;
	/** Executions ended in a second, with one worker and with two. */
	one: number;
	two: number;
}

const atOnce = 16;
const withinMs = 300_000;

/** Each round sends fresh events to both flows, with one worker, then with two. */
export async function comparePace(
	stage: QueueStage,
	{ events, rounds }: { events: number; rounds: number },
): Promise<QueuePace[]> {
	stage.juhe.control.reset();
	const perFlow = events * (rounds + 1) * 2;
	const pushes = await genuinePushes(stage.juhe, Array(perFlow).fill('expired'), 'QPACE');
	const credentials = { juheApi: { id: stage.credentialId, name: 'Juhe' } };
	const ours = await flow(
		stage,
		'Train Grab Trigger',
		trainGrabTrigger({ events: allEvents }, { webhookId: 'juhe-queue-pace', credentials }),
		() => stage.juhe.control.callbacks().find(({ type }) => type === typeOf.expired)?.url ?? '',
	);
	const stock = await flow(
		stage,
		'stock Webhook',
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			{
				httpMethod: 'POST',
				path: 'queue-pace',
				responseMode: 'onReceived',
				options: { responseData: 'success' },
			},
			{ typeVersion: 2.1, webhookId: 'queue-pace' },
		),
		() => `${stage.queue.main.url}/webhook/queue-pace`,
	);
	const paces = [];
	const seconds = new Map<string, number>();
	let from = 0;
	for (const workers of [1, 2]) {
		await stage.queue.setWorkers(workers);
		// The first round warms up.
		for (let round = 0; round <= rounds; round++) {
			const fresh = pushes.slice(from, from + events);
			from += events;
			for (const each of round % 2 === 0 ? [ours, stock] : [stock, ours]) {
				const took = await each.take(fresh);
				const key = `${each.name} ${workers}`;
				if (round > 0) seconds.set(key, (seconds.get(key) ?? 0) + took);
			}
		}
	}
	for (const { name, close } of [ours, stock]) {
		const rate = (workers: number) =>
			(events * rounds) / (seconds.get(`${name} ${workers}`) ?? NaN);
		paces.push({ flow: name, one: rate(1), two: rate(2) });
		await close();
	}
	return paces;
}

interface Flow {
	name: string;
	/** Sends pushes and waits until all is done; gives the seconds it took. */
	take(pushes: GenuinePush[]): Promise<number>;
	close(): Promise<void>;
}

async function flow(
	stage: QueueStage,
	name: string,
	trigger: NodeSpec,
	address: () => string,
): Promise<Flow> {
	const id = await live(stage, chain(name, trigger, after()));
	const url = address();
	return {
		name,
		take: async (pushes) => {
			const startedAt = Date.now();
			await inTurns(pushes, atOnce, async ({ fields }, lane) => {
				const { status } = await send(push(through(stage, url, lane), fields, 'json'));
				if (status !== 200) throw new Error(`A push was answered ${status}`);
			});
			await untilEnded(stage, id, pushes.length, withinMs);
			const newest = (await executionsOf(stage, [id])).slice(-pushes.length);
			return (Math.max(...newest.map(({ stoppedAt }) => stoppedAt ?? 0)) - startedAt) / 1000;
		},
		close: async () => await stage.queue.main.unpublish(id),
	};
}
