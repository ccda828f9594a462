export interface PollOptions<T> {
	/** How long to go on asking. 0: once. */
	seconds: number;
	/** Pauses, in milliseconds; may end early. */
	sleep: (milliseconds: number) => Promise<void>;
	/** Seconds to wait after an answer; `before`: those waited before it, null for the first. */
	pause?: (answer: T, before: number | null) => number;
}

/**
 * Asks at once, then again and again, with pauses that grow from 1 to 10 seconds unless said
 * otherwise, until the answer is enough or the time is over. Gives the last answer.
 */
export async function poll<T>(
	ask: () => Promise<T>,
	isEnough: (answer: T) => boolean,
	{ seconds, sleep, pause = growingPause }: PollOptions<T>,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	let pauseSeconds: number | null = null;
	for (;;) {
		const answer = await ask();
		const left = deadline - Date.now();
		if (isEnough(answer) || left <= 0) return answer;
		pauseSeconds = pause(answer, pauseSeconds);
		await sleep(Math.min(pauseSeconds * 1000, left));
	}
}

function growingPause(_answer: unknown, before: number | null): number {
	return before === null ? 1 : Math.min(before * 1.5, 10);
}
