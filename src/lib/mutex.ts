/**
 * Keeps work apart that must not overlap in this process: what is begun for a key waits until all
 * that was begun for it before has ended, well or not. Other processes know nothing of it.
 */
export class KeyedMutex {
	private readonly last = new Map<string, Promise<unknown>>();

	/** Gives what the work gives, or throws what it throws, once its turn has come. */
	async run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.last.get(key) ?? Promise.resolve();
		const mine = before.catch(() => undefined).then(work);
		this.last.set(key, mine);
		try {
			return await mine;
		} finally {
			if (this.last.get(key) === mine) this.last.delete(key);
		}
	}
}
