/**
 * Does something with each of a list, so many at once; `lane` says which of them does it, from 0.
 */
export async function inTurns<T>(
	list: T[],
	lanes: number,
	work: (item: T, lane: number) => Promise<void>,
): Promise<void> {
	const waiting = [...list];
	await Promise.all(
		Array.from({ length: lanes }, async (_, lane) => {
			for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
				await work(item, lane);
		}),
	);
}
