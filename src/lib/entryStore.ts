/**
 * Entries that outlive a process and are seen by other ones; each may be erased by a writer at
 * the same moment.
 */
export interface EntryStore {
	/**
	 * Records entries, the oldest being dropped above `maxEntries`, and gives those that were
	 * there before.
	 */
	record(entries: string[], maxEntries: number): Promise<Set<string>>;
	/** Takes entries out. */
	remove(entries: string[]): Promise<void>;
}
