import { setImmediate } from 'node:timers/promises';

/** What a piece of work is to keep others waiting for at most, in milliseconds. */
export const longestStretch = 250;

/**
 * Does a piece of work, and looks how long it kept others waiting at most, in milliseconds of this
 * thread's processor time: other processes do not count.
 * @param work gets the sleep in which it lets others work
 */
export async function measureStretches<Result>(
	work: (sleep: () => Promise<void>) => Promise<Result>,
): Promise<{ result: Result; longest: number }> {
	let longest = 0;
	let since = worked();
	const look = () => (longest = Math.max(longest, worked() - since));
	const result = await work(async () => {
		look();
		await setImmediate();
		since = worked();
	});
	look();
	return { result, longest: Math.round(longest) };
}

function worked(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
