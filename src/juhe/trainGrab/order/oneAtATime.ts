type Remembered = Record<string, string>;

/** Those who wait for one another, and what they remember together. */
interface Line {
	last: Promise<unknown>;
	remembered: Remembered;
}

/** What this process is doing, by order. */
const underWay = new Map<string, Line>();

/**
 * Does the work once all that was begun before it for the same order has ended. What each remembers, the next one knows:
 * how soon Juhe shows it is documented nowhere. It keeps apart executions that overlap in one process; nothing relies on
 * it, because n8n may run them in two.
 * @param address what the work is about: which Juhe, which order
 * @param remembered what the execution remembers; gains what those before it do
 */
export async function oneAtATime<T>(
	address: string,
	remembered: Remembered,
	work: () => Promise<T>,
): Promise<T> {
	const line: Line = underWay.get(address) ?? { last: Promise.resolve(), remembered: {} };
	underWay.set(address, line);
	const mine = line.last
		.catch(() => undefined)
		.then(async () => {
			Object.assign(remembered, { ...line.remembered, ...remembered });
			try {
				return await work();
			} finally {
				Object.assign(line.remembered, remembered);
			}
		});
	line.last = mine;
	try {
		return await mine;
	} finally {
		if (line.last === mine) underWay.delete(address);
	}
}
