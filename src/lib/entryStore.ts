/**
 * How long another process that has read the store before may take to write it, and erase what was
 * written meanwhile; in milliseconds.
 * @param took what a writing takes here: a busy machine is slow everywhere
 */
export const erasableFor = (took: number): number => Math.max(200, 3 * took);

/** There is no store for this, and there will be none when it is asked again. */
export class NoEntryStore extends Error {}

/**
 * Entries that outlive a process and are seen by other ones; each may be erased by a writer at
 * the same moment.
 */
export interface EntryStore {
	/**
	 * Records entries, the oldest being dropped above `maxEntries`, and gives those that were
	 * there before.
	 * @throws NoEntryStore
	 * @throws any other error where it cannot be told whether they were recorded
	 */
	record(entries: string[], maxEntries: number): Promise<Set<string>>;
	/**
	 * Which of these are there. A store that can only be asked by recording takes them out again, and
	 * drops nothing for them.
	 */
	find(entries: string[]): Promise<Set<string>>;
	/** Takes entries out. */
	remove(entries: string[]): Promise<void>;
}
