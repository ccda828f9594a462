import { randomUUID } from 'crypto';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OrderEvent } from '../../src/juhe/trainGrab/events/types';
import { KeyedMutex } from '../../src/lib/mutex';
import { asRecord, asText } from '../../src/lib/values';

/** Events that this process remembers; the oldest are forgotten first. */
const rememberedHere = 10_000;
/** Entries that n8n's store keeps for this node, two an event. n8n writes them all for every event. */
const rememberedByN8n = 10_000;

/**
 * Event keys that this process has handed to n8n, so that a repetition is dropped before it costs an execution. A key
 * is to be added only once the answer for it went out, that is, once n8n holds the execution. A restart, or another
 * worker, knows nothing of it: what is durable is {@link dropRepetitions}.
 */
export class SeenEvents {
	private readonly keys = new Set<string>();

	has(key: string): boolean {
		return this.keys.has(key);
	}

	add(key: string): void {
		this.keys.delete(key);
		this.keys.add(key);
		const [oldest] = this.keys;
		if (this.keys.size > rememberedHere && oldest !== undefined) this.keys.delete(oldest);
	}
}

/** An event as the item that an execution starts with. The delivery is known by its ID when the execution runs again. */
export function toDelivery(event: OrderEvent): INodeExecutionData {
	return { json: event as unknown as IDataObject, delivery: { id: randomUUID() } };
}

/**
 * The items to hand on, inside the stored execution: only events that this workflow has not had yet, by n8n's own
 * durable store. A delivery that runs again (a retry after a crash, a job that a worker left behind) gets its item
 * again, since it was itself that recorded the event.
 */
export async function dropRepetitions(
	context: IExecuteFunctions,
	deduplicate: boolean,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const handedOn = items.map(({ json }) => ({ json }));
	if (!deduplicate || context.getMode() === 'manual') return handedOn;
	const entries = items.map(({ json, delivery }) => {
		const event = String(json.eventKey);
		const id = asText(asRecord(delivery)?.id);
		return id === null ? [event] : [event, `${event} ${id}`];
	});
	const known = await record(context, entries.flat());
	return handedOn.filter((_, index) => {
		const [event, delivery] = entries[index] ?? [];
		return !known.has(event) || (delivery !== undefined && known.has(delivery));
	});
}

/** Records entries and gives those that were known before. An event is rather handed on twice than lost. */
async function record(context: IExecuteFunctions, entries: string[]): Promise<Set<unknown>> {
	try {
		const { processed } = await mutex.run(
			context.getNode().id,
			async () =>
				await context.helpers.checkProcessedAndRecord(entries, 'node', {
					mode: 'entries',
					maxEntries: rememberedByN8n,
				}),
		);
		return new Set(processed);
	} catch {
		context.logger.warn(
			'Train Grab Trigger hands an event on without knowing whether it is a repetition: n8n’s store of events failed',
		);
		return new Set();
	}
}

/** n8n's store reads and writes a whole row without a lock: of two executions at once, one would be forgotten. */
const mutex = new KeyedMutex();
