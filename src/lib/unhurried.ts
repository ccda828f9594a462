/** Lets others work for so many milliseconds; 0: until the event loop comes round. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** How long to work at a stretch before others get their turn, in milliseconds. */
const stretch = 50;

/** Works through steps, letting others work in between; gives what the steps give in the end. */
export async function unhurried<Result>(
	steps: Iterator<void, Result, void>,
	sleep: Sleep,
): Promise<Result> {
	let since = Date.now();
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		if (Date.now() - since < stretch) continue;
		await sleep(0);
		since = Date.now();
	}
}

/** Works through steps at one go. */
export function atOneGo<Result>(steps: Iterator<void, Result, void>): Result {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
