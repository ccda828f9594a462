import { sleep } from 'n8n-workflow';

import type { OrderEvent } from '../../src/juhe/trainGrab/events/types';
import type { EntryStore } from '../../src/lib/entryStore';
import { KeyedMutex } from '../../src/lib/mutex';
import { entryStoreOf } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';

/** Events that this process remembers; the oldest are forgotten first. */
const rememberedHere = 10_000;
/** Entries that n8n's store keeps for this node, two or three an event. n8n writes them all each time. */
const rememberedByN8n = 10_000;
/** Other workers may have read the store before this one wrote it, and write it after. */
const recordedAgainAfterMilliseconds = 200;
const recordedAgainAtMost = 5;

/**
 * Event keys that this process has delivered, so that a repetition is dropped before it costs an
 * execution. A restart, or another worker, knows nothing of it: what lasts is {@link dropRepetitions}.
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

/** An event as an execution starts with it. The ID is the same when the execution runs again. */
export interface Delivery {
	event: OrderEvent;
	id: string | null;
}

/**
 * Only the deliveries of events that this workflow has not had yet, by n8n's own durable store. A
 * delivery that runs again (a retry after a crash, a job that a worker left behind) is kept, since it
 * was itself that recorded the event. What went out unverified does not count against the same event
 * verified: a false push must not silence the genuine one.
 */
export async function dropRepetitions<T extends Delivery>(
	context: ExecuteContext,
	deliveries: T[],
): Promise<T[]> {
	const isNew = await Promise.all(
		deliveries.map(async (delivery) => await record(context, delivery)),
	);
	return deliveries.filter((_, index) => isNew[index]);
}

/** Records an event; gives false where it was recorded before, by another delivery. */
async function record(context: ExecuteContext, { event, id }: Delivery): Promise<boolean> {
	const unverified = `${event.eventKey} unverified`;
	const key = event.verified === false ? unverified : event.eventKey;
	const own = id === null ? [] : [`${event.eventKey} ${id}`];
	const entries = [key, ...(event.verified === true ? [unverified] : []), ...own];
	const store = entryStoreOf(context);
	let isNew: boolean | null = null;
	for (let again = 0; store && again <= recordedAgainAtMost; again++) {
		if (again > 0) await sleep(recordedAgainAfterMilliseconds);
		const known = await recordAlone(context, store, entries);
		if (!known) continue;
		isNew ??= !known.has(key) || own.some((entry) => known.has(entry));
		// Another worker may erase what this one wrote, so it is written until it stands.
		if (!isNew || entries.every((entry) => known.has(entry))) return isNew;
	}
	if (isNew === null) {
		context.logger.warn(
			'Train Grab Trigger hands an event on without knowing whether it is a repetition: n8n’s store of events cannot be used',
		);
	}
	return true;
}

/** n8n's store reads and writes a whole row without a lock: of two executions at once, one is forgotten. */
const mutex = new KeyedMutex();

/** Entries known before; null where the store failed, or was made by another process in this very moment. */
async function recordAlone(context: ExecuteContext, store: EntryStore, entries: string[]) {
	return await mutex
		.run(context.getNode().id, async () => await store.record(entries, rememberedByN8n))
		.catch(() => null);
}
