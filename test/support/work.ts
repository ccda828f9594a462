/**
 * Microseconds of the processor that something takes, the least of several tries: nothing else that
 * the machine does counts. To compare sizes, not machines.
 */
export function workOf(run: () => void): number {
	const tries = Array.from({ length: 5 }, () => {
		const before = process.cpuUsage();
		run();
		const { user, system } = process.cpuUsage(before);
		return user + system;
	});
	return Math.min(...tries);
}
