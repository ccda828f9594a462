import { sleep } from 'n8n-workflow';

import { identityOf } from '../../src/juhe/trainGrab/events/event';
import type { OrderEvent } from '../../src/juhe/trainGrab/events/types';
import { erasableFor } from '../../src/lib/entryStore';
import type { EntryStore } from '../../src/lib/entryStore';
import { fingerprint } from '../../src/lib/fingerprint';
import { entryStoreOf } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';

/** Events that this process remembers; the oldest are forgotten first. */
const rememberedHere = 10_000;
/**
 * Entries that n8n's store keeps for this node, four to six an event: the last 1,300 events at least.
 * n8n writes all of them each time.
 */
const rememberedByN8n = 8_000;
/**
 * So many contents of one event go out unverified: a false push must not silence the genuine one, nor
 * may false ones come without end.
 */
export const unverifiedAtMost = 2;
const writtenAgainAtMost = 5;
/**
 * How long a process leaves the row to others after a writing, in times of what that took, and at
 * most. What comes meanwhile is written at once. Two workers that write without a rest erase each
 * other's notes more often than not.
 */
const restsForWritings = 3;
const restsAtMostMilliseconds = 200;
/**
 * A stalled worker may erase what stood already: for so long everything else that this process
 * writes is written with it.
 */
const erasedLaterMilliseconds = 10_000;
/**
 * A copy that another one is ahead of waits until that one must have told the event, or be dead.
 */
const giveWayMilliseconds = 3000;

/**
 * Event keys that this process has delivered, so that a repetition is dropped before it costs an
 * execution. A restart, or another worker, knows nothing of it: what lasts is {@link
 * dropRepetitions}.
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
 * Whether an event that went out may come again, confirmed or with another content. What fits no kind
 * is known by its content, and no order confirms it.
 */
export function mayComeBetter({ event, verified }: OrderEvent): boolean {
	return verified === false && event !== 'other';
}

/** What becomes of the deliveries of an execution. Repetitions are in neither. */
interface Sorted<T> {
	/** Those to hand on. */
	told: T[];
	/** Unverified ones that nobody was told, since as many others of the event went out before. */
	crowdedOut: T[];
}

/**
 * Drops the deliveries of events that this workflow has been told already, by n8n's own durable
 * store. A delivery that runs again (a retry after a crash, a job that a worker left behind) is
 * kept, since it was itself that noted the event. What went out unverified does not count against
 * the same event verified, or unverified with another content: a false push must not silence the
 * genuine one.
 */
export async function dropRepetitions<T extends Delivery>(
	context: ExecuteContext,
	deliveries: T[],
): Promise<Sorted<T>> {
	const store = entryStoreOf(context);
	const verdicts = await Promise.all(
		deliveries.map(async (delivery) => {
			const verdict = store && (await judge(new Notes(context, store), delivery));
			if (verdict === null) {
				context.logger.warn(
					'Train Grab Trigger hands an event on without knowing whether it is a repetition: n8n’s store of events cannot be used',
				);
			}
			return verdict ?? 'new';
		}),
	);
	const those = (wanted: Verdict) => deliveries.filter((_, index) => verdicts[index] === wanted);
	return { told: those('new'), crowdedOut: those('crowdedOut') };
}

type Verdict = 'new' | 'repeated' | 'crowdedOut';

/**
 * Notes an event, and says what its delivery is: `new` where it tells it; null where the store fails.
 *
 * n8n's store is one row, read and written whole without a lock, so that of two workers at once the
 * later writer erases what the earlier one wrote. So each copy of an event claims it first and
 * looks again. Whoever then finds the claim of another copy instead of its own gives way for some
 * seconds, as does whoever comes later. Then it is told by whoever notes first that it is told:
 * nobody gives it up for a copy that has not done so, and may have died.
 */
async function judge(notes: Notes, { event, id }: Delivery): Promise<Verdict | null> {
	const identity = identityOf(event);
	const isUnverified = mayComeBetter(event);
	const told = isUnverified ? `${identity} unverified ${contentOf(event)}` : identity;
	const claimed = `${told} claimed`;
	if (!(await isAhead(notes, claimed, id === null ? claimed : `${claimed} ${id}`)))
		await sleep(giveWayMilliseconds * (1 + Math.random() / 2));

	// The same whether confirmed or not: a retry may come when Juhe cannot be read.
	const own = id === null ? [] : [`${identity} ${id}`];
	const places = Array.from({ length: unverifiedAtMost }, (_, n) => `${identity} unverified ${n}`);
	const noted: [string, ...string[]] = [told, ...own];
	const known = await writeUntilItStands(notes, [
		...noted,
		...(event.verified === true ? places : []),
	]);
	if (known === null) return null;
	if (own.some((entry) => known.has(entry))) return 'new';
	if (known.has(told)) return 'repeated';
	if (!isUnverified) return 'new';
	const hasPlace = await takePlace(notes, places);
	if (hasPlace !== false) return hasPlace && 'new';
	// Asked for by what does no harm where it stays: finding is recording and taking out again.
	const isConfirmed = await notes.has(`${identity} claimed`);
	if (isConfirmed !== false) return isConfirmed && 'repeated';
	// Nobody was told: neither its retry nor its repetition is to think so.
	await notes.remove(noted);
	return 'crowdedOut';
}

/**
 * Whether another content of an event may go out unverified. The store is asked only by recording, so
 * each takes one of a few places, and a confirmed event takes all that are left.
 */
async function takePlace(notes: Notes, places: string[]): Promise<boolean | null> {
	for (const place of places) {
		const known = await writeUntilItStands(notes, [place]);
		if (known === null) return null;
		if (!known.has(place)) return true;
	}
	return false;
}

/** What an event says, whenever and however it came. */
function contentOf(event: OrderEvent): string {
	return fingerprint(JSON.stringify({ ...event, receivedAt: '', verified: null }));
}

/**
 * Notes what is to last, again until no other worker can have erased it, unless the first of it stood
 * there before. Gives what did; null where the store failed.
 */
async function writeUntilItStands(
	notes: Notes,
	entries: [string, ...string[]],
): Promise<ReadonlySet<string> | null> {
	let before: ReadonlySet<string> | null = null;
	for (let again = 0; again <= writtenAgainAtMost; again++) {
		if (again > 0) await notes.sleepWhileErasable();
		const known = await notes.write(entries, { isLasting: true });
		before ??= known;
		if (before?.has(entries[0])) break;
		if (known && entries.every((entry) => known.has(entry))) break;
	}
	// Handed on without knowing: noted as soon as that can be.
	if (before === null) notes.writeLater(entries);
	return before;
}

/** Whether this copy has claimed the event before all others, as far as the store can tell. */
async function isAhead(notes: Notes, claimed: string, own: string): Promise<boolean> {
	const entries = [...new Set([claimed, own])];
	const before = await notes.write(entries);
	if (before?.has(claimed) && !before.has(own)) return false;
	for (let again = 0; again < writtenAgainAtMost; again++) {
		await notes.sleepWhileErasable();
		const known = await notes.write(entries);
		if (known?.has(own)) return true;
		if (known?.has(claimed)) return false;
	}
	return true;
}

/** What stood in n8n's store before; null where it could not be asked or written. */
interface Written {
	known: ReadonlySet<string> | null;
	/** Milliseconds. */
	took: number;
}

interface Writing {
	entries: readonly string[];
	/** Whether it is to stand from now on, whatever another worker makes of the row. */
	isLasting: boolean;
	tell(written: Written): void;
}

/** A row of n8n's store, as this process writes it. */
interface Row {
	/** What waits to be written; null while nobody writes. */
	waiting: Writing[] | null;
	/** When lasting entries were written for the first time, or were to be. */
	lasting: Map<string, number>;
}

/** By workflow and node. */
const rows = new Map<string, Row>();

/**
 * Writes to n8n's store; what several executions of this process note meanwhile is written at once.
 */
class Notes {
	private readonly row: Row;
	/** Milliseconds. */
	private writingTook = 0;

	constructor(
		context: ExecuteContext,
		private readonly store: EntryStore,
	) {
		const name = `${context.getWorkflow().id} ${context.getNode().id}`;
		this.row = rows.get(name) ?? { waiting: null, lasting: new Map() };
		rows.set(name, this.row);
	}

	/**
	 * Writes entries, and gives those that stood there before; null where the store failed, or was
	 * made by another process in this very moment.
	 */
	async write(
		entries: readonly string[],
		{ isLasting } = { isLasting: false },
	): Promise<ReadonlySet<string> | null> {
		const { known, took } = await new Promise<Written>((tell) => {
			const writing: Writing = { entries, isLasting, tell };
			if (this.row.waiting) this.row.waiting.push(writing);
			else void this.writeAll([writing]);
		});
		this.writingTook = took;
		return known;
	}

	/** Writes entries with whatever this process writes next. */
	writeLater(entries: readonly string[]): void {
		this.remember(entries, Date.now());
	}

	/** Whether an entry stands there; null where the store failed. */
	async has(entry: string): Promise<boolean | null> {
		const found = await this.store.find([entry]).catch(() => null);
		return found && found.has(entry);
	}

	/** Takes entries out; where the store fails, they stay. */
	async remove(entries: readonly string[]): Promise<void> {
		for (const entry of entries) this.row.lasting.delete(entry);
		await this.store.remove([...entries]).catch(() => undefined);
	}

	/** Until hardly any other worker can erase any more what was written here. */
	async sleepWhileErasable(): Promise<void> {
		await sleep(Math.min(erasableFor(this.writingTook), giveWayMilliseconds / 2));
	}

	private async writeAll(first: Writing[]): Promise<void> {
		for (let writings = first; writings.length > 0; writings = this.row.waiting) {
			this.row.waiting = [];
			const begun = Date.now();
			const entries = new Set(writings.flatMap((writing) => writing.entries));
			for (const entry of this.lastingSince(begun - erasedLaterMilliseconds)) entries.add(entry);
			const known = await this.store.record([...entries], rememberedByN8n).catch(() => null);
			const took = Date.now() - begun;
			for (const { entries: own, isLasting, tell } of writings) {
				tell({ known: known && new Set(own.filter((entry) => known.has(entry))), took });
				// What failed is tried again by itself: written with something else meanwhile, it would find
				// itself there, and take itself for a repetition.
				if (known === null) continue;
				for (const entry of own) known.add(entry);
				if (isLasting) this.remember(own, begun);
			}
			await sleep(Math.min(restsForWritings * took, restsAtMostMilliseconds));
		}
		this.row.waiting = null;
	}

	private remember(entries: readonly string[], time: number): void {
		const { lasting } = this.row;
		for (const entry of entries) if (!lasting.has(entry)) lasting.set(entry, time);
	}

	/** Forgets those that are older. */
	private lastingSince(time: number): Iterable<string> {
		const { lasting } = this.row;
		for (const [entry, writtenAt] of lasting) if (writtenAt < time) lasting.delete(entry);
		return lasting.keys();
	}
}
