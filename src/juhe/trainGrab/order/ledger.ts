import { randomUUID } from 'crypto';

import { erasableFor, NoEntryStore } from '../../../lib/entryStore';
import type { EntryStore } from '../../../lib/entryStore';
import { JuheError } from '../../errors';
import { KeyedMutex } from '../../../lib/mutex';
import { parseTime } from '../../../lib/time';

/**
 * What is known of orders and refunds that were sent, besides what Juhe shows: how soon Juhe shows
 * them is documented nowhere. An execution remembers its own, those in line in one process hand
 * theirs on, and marks in a store outlive processes and are seen by other workers.
 */

/**
 * What an execution remembers of what was sent, by what it was: a repetition (the next item, “Retry
 * On Fail”, a loop) must not wait for Juhe to show it. `lost`: the answer has not come, and Juhe
 * did not show it. `before`: it was sent before this execution, and Juhe did not show it.
 */
export type Sent = Record<string, 'sent' | 'lost' | 'before'>;

/** Those who wait for one another, and what they know together. */
interface Line {
	length: number;
	known: Sent;
}

const mutex = new KeyedMutex();
const lines = new Map<string, Line>();

/**
 * Does the work once all that was begun before it in this process for the same thing has ended.
 * What each remembers, the next one knows.
 * @param remembered what the execution remembers; gains what those before it do
 */
export async function inTurn<T>(
	what: string,
	remembered: Sent,
	work: () => Promise<T>,
): Promise<T> {
	const line = lines.get(what) ?? { length: 0, known: {} };
	lines.set(what, line);
	line.length++;
	try {
		return await mutex.run(what, async () => {
			Object.assign(remembered, { ...line.known, ...remembered });
			try {
				return await work();
			} finally {
				Object.assign(line.known, remembered);
			}
		});
	} finally {
		if (--line.length === 0) lines.delete(what);
	}
}

/** Which Juhe it is, however its address was typed, and whether it is asked by http or https. */
export function juheAt(baseUrl: string): string {
	if (!URL.canParse(baseUrl)) return baseUrl.replace(/\/+$/, '');
	const { host, pathname } = new URL(baseUrl);
	return `${host}${pathname.replace(/\/+$/, '')}`;
}

/** What a claim came to. */
export interface Claim {
	/**
	 * `mine`: nobody sent it before, as far as the store knows; `sentBefore`: its mark was there;
	 * `unmarked`: there is no store that knows.
	 */
	state: 'mine' | 'sentBefore' | 'unmarked';
	/**
	 * When it was marked, now or before, in milliseconds since 1970 to the second; null where that is
	 * not known.
	 */
	since: number | null;
	/** What tells a mark of this claim from one of another's; null where there is none of its own. */
	own: string | null;
}

/** What tells when a mark was made. */
interface Stamp {
	/** Null where the entries tell no time, or two. */
	since: number | null;
	entries: string[];
}

/** How often in a row a mark must still stand: on a busy machine a writer may need longer. */
const standingLooks = 2;
/** How often a mark is looked at again before the store counts as too busy to rely on. */
const mostLooks = 10;
/** Eight entries a claim: some 500 claims of a node. Only those of the last minutes matter. */
const mostEntries = 4000;

/**
 * Marks of what was sent, written before it is sent, in a store that reads and writes without a
 * lock.
 */
export class Ledger {
	/**
	 * @param store null where there is none: then nothing is known
	 * @param place what the numbers belong to, e.g. which Juhe
	 * @param sleep pauses, in milliseconds
	 */
	constructor(
		private readonly store: EntryStore | null,
		private readonly place: string,
		private readonly sleep: (milliseconds: number) => Promise<void>,
	) {}

	/**
	 * Marks something as sent, before it is. Two writers at one moment may erase each other's marks:
	 * so it is looked at again whether this one stands; where another's stands instead, this one
	 * yields.
	 * @throws JuheError where there is a store that does not tell: then nothing may be sent
	 */
	async claim(what: string): Promise<Claim> {
		const { store } = this;
		if (!store) return unmarked;
		const mark = this.markOf(what);
		const own = `${mark} ${randomUUID()}`;
		const now = secondOf(Date.now());
		const entries = [mark, own, ...stampOf(mark, now)];
		let standing = 0;
		for (let look = 0; look < mostLooks; look++) {
			const begun = Date.now();
			const known = await store
				.record(entries, mostEntries)
				.catch((error: unknown) => (error instanceof NoEntryStore ? null : 'failed'));
			if (known === null) return unmarked;
			// It may have been written all the same. A mark that stays costs a refusal.
			if (known === 'failed') break;
			if (known.has(own)) standing++;
			else if (known.has(mark)) {
				await this.remove(entries.filter((entry) => !known.has(entry)));
				const since = await this.markedAt(what);
				return { state: 'sentBefore', since, own: null };
			} else standing = 0;
			const pause = standing === standingLooks ? 0 : erasableFor(Date.now() - begun);
			await this.sleep(pause).catch(async (stop: unknown) => {
				// Nothing was sent.
				await this.removeOwn(mark, own, now);
				throw stop;
			});
			if (standing === standingLooks) return { state: 'mine', since: now, own };
		}
		throw storeSilent();
	}

	/**
	 * Marks anew what may have been done though its answer was lost: whoever has found the mark
	 * meanwhile must not give it up while it is waited for.
	 */
	async renew(what: string, { since, own }: Claim): Promise<void> {
		const now = secondOf(Date.now());
		if (own === null || since === now) return;
		const mark = this.markOf(what);
		const entries = [mark, own, ...stampOf(mark, now)];
		if (!(await this.record(entries))) return;
		await this.remove(stampOf(mark, since).filter((entry) => !entries.includes(entry)));
	}

	/** Takes out a mark of one's own, as long as nobody else gave it up: it was refused, or not sent. */
	async release(what: string, { since, own }: Claim): Promise<void> {
		if (own !== null) await this.removeOwn(this.markOf(what), own, since);
	}

	/**
	 * Takes out a mark that was found, once it has been told that it was sent before.
	 * @returns whether it is gone: one that was made anew meanwhile stays, or of which nobody can tell
	 */
	async giveUp(what: string, { since }: Claim): Promise<boolean> {
		const mark = this.markOf(what);
		const found = await this.readStamp(mark);
		if (!found) return false;
		if (found.entries.length === 0) return true;
		if (found.since !== since) return false;
		// Whoever made it must not take the next one for its own.
		if (since !== null) await this.record([givenUp(mark, since)]);
		return await this.remove([mark, ...found.entries]);
	}

	/**
	 * When something was marked as sent, in milliseconds since 1970; null where it was not, or that
	 * cannot be told.
	 */
	async markedAt(what: string): Promise<number | null> {
		return (await this.readStamp(this.markOf(what)))?.since ?? null;
	}

	private async removeOwn(mark: string, own: string, since: number | null): Promise<void> {
		const known = await this.find([own, ...(since === null ? [] : [givenUp(mark, since)])]);
		if (known?.has(own) && known.size === 1)
			await this.remove([mark, own, ...stampOf(mark, since)]);
	}

	private markOf(what: string): string {
		return `${this.place} ${what}`;
	}

	/**
	 * The stamp of a mark; null where the store does not answer. The mark itself is not asked for: who
	 * asks writes for a moment what is asked for, and another would find it.
	 */
	private async readStamp(mark: string): Promise<Stamp | null> {
		const digits = [...Array(stampDigits).keys()].map((at) =>
			[...Array(stampBase).keys()].map((digit) => stampEntry(mark, at, digit)),
		);
		const known = await this.find(digits.flat());
		if (!known) return null;
		const there = digits.map((entries) => entries.filter((entry) => known.has(entry)));
		return { since: secondIn(there), entries: there.flat() };
	}

	/** Whether they were recorded. */
	private async record(entries: string[]): Promise<boolean> {
		return this.store !== null && (await succeeds(this.store.record(entries, mostEntries)));
	}

	/** Which entries are there; null where there is no store, or it fails. */
	private async find(entries: string[]): Promise<Set<string> | null> {
		return (await this.store?.find(entries).catch(() => null)) ?? null;
	}

	/** A mark that stays where it should go costs a refusal, never a purchase. */
	private async remove(entries: string[]): Promise<boolean> {
		return this.store !== null && (await succeeds(this.store.remove(entries)));
	}
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
	return await work.then(
		() => true,
		() => false,
	);
}

const unmarked: Claim = { state: 'unmarked', since: null, own: null };

function storeSilent(): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message:
			'Nothing was sent: n8n’s own store, which tells whether it was sent before, does not answer',
		advice:
			'Run the workflow again in a moment. If it stays so, look at n8n’s log and its database.',
		retryable: true,
		charged: false,
	});
}

const secondMilliseconds = 1000;
const stampDigits = 6;
const stampBase = 16;
/** How far the clocks of two workers may be apart. */
const skewSeconds = 3600;

const secondOf = (milliseconds: number) =>
	Math.floor(milliseconds / secondMilliseconds) * secondMilliseconds;

/**
 * Entries that tell a second, digit by digit (194 days, then they begin anew): the store keeps
 * hashes, and can only be asked whether it has an entry.
 */
function stampOf(mark: string, milliseconds: number | null): string[] {
	if (milliseconds === null) return [];
	const second = Math.floor(milliseconds / secondMilliseconds);
	return [...Array(stampDigits).keys()].map((at) =>
		stampEntry(mark, at, Math.floor(second / stampBase ** (stampDigits - 1 - at)) % stampBase),
	);
}

/** That the mark of a second was taken out by who found it. */
function givenUp(mark: string, since: number): string {
	return `${mark} given up ${since}`;
}

function stampEntry(mark: string, at: number, digit: number): string {
	return `${mark} second ${at} ${digit}`;
}

/** The second that the entries of a stamp tell, in milliseconds; null where they tell none, or two. */
function secondIn(digits: string[][]): number | null {
	if (digits.some((entries) => entries.length !== 1)) return null;
	const second = digits
		.flat()
		.reduce((sum, entry) => sum * stampBase + Number(entry.slice(entry.lastIndexOf(' '))), 0);
	const thisSecond = Math.floor(Date.now() / secondMilliseconds);
	const cycle = stampBase ** stampDigits;
	const ago = (((thisSecond - second) % cycle) + cycle) % cycle;
	// Another worker's clock may be ahead.
	return (thisSecond - (ago > cycle - skewSeconds ? ago - cycle : ago)) * secondMilliseconds;
}

/** `YYYY-MM-DD HH:MM` of a claim's moment, China time. */
export function timeOf(milliseconds: number): string {
	return parseTime(new Date(milliseconds))?.toFormat('yyyy-MM-dd HH:mm') ?? '';
}
