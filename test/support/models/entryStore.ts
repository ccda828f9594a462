import type { EntryStore } from '../../../src/lib/entryStore';

/**
 * n8n's store of entries, as several workers use it: one row, read and then written as a whole
 * without a lock. `turn` is awaited between any two steps, so that a test decides who goes on when.
 */
export class SharedRow {
	entries: string[] = [];

	constructor(private readonly turn: () => Promise<void> = async () => await Promise.resolve()) {}

	/** @param turn where this worker takes its steps otherwise than the others */
	store(turn = this.turn): EntryStore {
		const store: EntryStore = {
			record: async (entries, maxEntries) => {
				await turn();
				const row = [...this.entries];
				await turn();
				const known = new Set(entries.filter((entry) => row.includes(entry)));
				row.push(...entries.filter((entry) => !known.has(entry)));
				this.entries = row.slice(-maxEntries);
				return known;
			},
			remove: async (entries) => {
				await turn();
				const row = [...this.entries];
				await turn();
				this.entries = row.filter((entry) => !entries.includes(entry));
			},
			find: async (entries) => {
				const found = await store.record(entries, Infinity);
				await store.remove(entries.filter((entry) => !found.has(entry)));
				return found;
			},
		};
		return store;
	}
}

/** A store that fails. */
export const brokenStore: EntryStore = {
	record: async () => await Promise.reject(new Error('no table')),
	remove: async () => await Promise.reject(new Error('no table')),
	find: async () => await Promise.reject(new Error('no table')),
};
