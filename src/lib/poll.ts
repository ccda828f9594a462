interface PollOptions {
	/** How long to go on asking. 0: once. */
	seconds: number;
	/** Pauses, in milliseconds; may end early. */
	sleep: (milliseconds: number) => Promise<void>;
	firstPauseSeconds?: number;
	longestPauseSeconds?: number;
	/** By how much each pause is longer than the one before. */
	growth?: number;
}

/**
 * Asks at once, then again and again with growing pauses, until the answer is enough or the time is over. Gives the last
 * answer.
 */
export async function poll<T>(
	ask: () => Promise<T>,
	isEnough: (answer: T) => boolean,
	{ seconds, sleep, firstPauseSeconds = 1, longestPauseSeconds = 10, growth = 1.5 }: PollOptions,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (let pauseSeconds = firstPauseSeconds; ; pauseSeconds *= growth) {
		const answer = await ask();
		const left = deadline - Date.now();
		if (isEnough(answer) || left <= 0) return answer;
		await sleep(Math.min(pauseSeconds * 1000, longestPauseSeconds * 1000, left));
	}
}
