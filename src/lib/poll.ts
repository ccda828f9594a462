import type { JuheClient } from '../juhe/client';

const firstPauseSeconds = 1;
const longestPauseSeconds = 10;

/**
 * Asks at once, then again and again with growing pauses, until the answer is enough or the time (seconds) is over.
 * Gives the last answer.
 */
export async function askUntil<T>(
	client: JuheClient,
	seconds: number,
	ask: () => Promise<T>,
	isEnough: (answer: T) => boolean,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (let pauseSeconds = firstPauseSeconds; ; pauseSeconds *= 1.5) {
		const answer = await ask();
		const left = deadline - Date.now();
		if (isEnough(answer) || left <= 0) return answer;
		await client.sleep(Math.min(pauseSeconds * 1000, longestPauseSeconds * 1000, left));
	}
}
