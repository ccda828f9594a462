import { randomUUID } from 'crypto';

import { erasableFor } from '../../../lib/entryStore';
import type { EntryStore } from '../../../lib/entryStore';
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
	 * `unknown`: there is no store, or it failed.
	 */
	state: 'mine' | 'sentBefore' | 'unknown';
	/**
	 * When it was marked, now or before, in milliseconds since 1970 to the second; null where that is
	 * not known.
	 */
	since: number | null;
	/** What tells a mark of this claim from one of another's; null where that one's was found. */
	own: string | null;
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
	 */
	async claim(what: string): Promise<Claim> {
		const mark = this.markOf(what);
		const own = `${mark} ${randomUUID()}`;
		const now = secondOf(Date.now());
		return await this.make(mark, own, now).catch(async (stop: unknown) => {
			// Nothing was sent.
			await this.removeOwn(mark, own, now);
			throw stop;
		});
	}

	/** @throws where the execution is stopped meanwhile */
	private async make(mark: string, own: string, now: number): Promise<Claim> {
		const entries = [mark, own, ...stampOf(mark, now)];
		let standing = 0;
		for (let look = 0; look < mostLooks; look++) {
			const begun = Date.now();
			const known = await this.record(entries);
			if (!known) break;
			if (known.has(own)) {
				standing++;
				if (standing === standingLooks) {
					// Throws where the execution was stopped by now.
					await this.sleep(0);
					return { state: 'mine', since: now, own };
				}
			} else if (known.has(mark)) {
				await this.remove(entries.filter((entry) => !known.has(entry)));
				return { state: 'sentBefore', since: await this.sinceWhen(mark), own: null };
			} else standing = 0;
			await this.sleep(erasableFor(Date.now() - begun));
		}
		// There is no store, it failed, or others write all the time: nothing can be told.
		return { state: 'unknown', since: now, own };
	}

	/**
	 * Takes the mark of a claim out: it was refused, never sent, or it has been told that it was sent
	 * before. A mark that another run has made stays.
	 */
	async release(what: string, { since, own }: Claim): Promise<void> {
		const mark = this.markOf(what);
		if (own !== null) return await this.removeOwn(mark, own, since);
		const now = await this.sinceWhen(mark);
		if (since !== null && now !== null && now !== since) return;
		// Whoever made it must not take the next one for its own.
		await this.record([givenUp(mark, since)]);
		await this.remove([mark, ...stampOf(mark, since)]);
	}

	/** Takes out a mark that this claim made, as long as nobody else gave that up. */
	private async removeOwn(mark: string, own: string, since: number | null): Promise<void> {
		const known = await this.find([own, givenUp(mark, since), givenUp(mark, null)]);
		if (known?.has(own) && known.size === 1)
			await this.remove([mark, own, ...stampOf(mark, since)]);
	}

	private markOf(what: string): string {
		return `${this.place} ${what}`;
	}

	/** When the mark was written, as its stamp tells. */
	private async sinceWhen(mark: string): Promise<number | null> {
		const digits = [...Array(stampDigits).keys()].map((at) =>
			[...Array(stampBase).keys()].map((digit) => stampEntry(mark, at, digit)),
		);
		const known = await this.find(digits.flat());
		if (!known) return null;
		const read = digits.map((entries) => entries.filter((entry) => known.has(entry)));
		if (read.some((entries) => entries.length !== 1)) return null;
		const second = digits.reduce(
			(sum, entries) => sum * stampBase + entries.findIndex((entry) => known.has(entry)),
			0,
		);
		const thisSecond = Math.floor(Date.now() / secondMilliseconds);
		const cycle = stampBase ** stampDigits;
		const ago = (((thisSecond - second) % cycle) + cycle) % cycle;
		return (thisSecond - ago) * secondMilliseconds;
	}

	/**
	 * Records entries; null where there is no store, or it fails twice (the first row of two writers
	 * is one's alone).
	 */
	private async record(entries: string[]): Promise<Set<string> | null> {
		const { store } = this;
		if (!store) return null;
		const attempt = async () => await store.record(entries, mostEntries).catch(() => null);
		return (await attempt()) ?? (await attempt());
	}

	/** Which entries are there; null where there is no store, or it fails. */
	private async find(entries: string[]): Promise<Set<string> | null> {
		return (await this.store?.find(entries).catch(() => null)) ?? null;
	}

	/** A mark that stays where it should go costs a refusal, never a purchase. */
	private async remove(entries: string[]): Promise<void> {
		await this.store?.remove(entries).catch(() => undefined);
	}
}

const secondMilliseconds = 1000;
const stampDigits = 6;
const stampBase = 16;

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

/** That the mark of a second, or of one that cannot be told, was taken out by who found it. */
function givenUp(mark: string, since: number | null): string {
	return `${mark} given up ${since ?? ''}`;
}

function stampEntry(mark: string, at: number, digit: number): string {
	return `${mark} second ${at} ${digit}`;
}

/** `YYYY-MM-DD HH:MM` of a claim's moment, China time. */
export function timeOf(milliseconds: number): string {
	return parseTime(new Date(milliseconds))?.toFormat('yyyy-MM-dd HH:mm') ?? '';
}
