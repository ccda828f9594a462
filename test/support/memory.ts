import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What files may take at most, in megabytes above the process that does nothing. */
export const mostMegabytes = 350;

/** What the garbage collector has not yet taken of work before counts no more, nor its peak. */
export function forgetPeak(): void {
	globalThis.gc?.();
	try {
		// 5 resets VmHWM (proc_pid_clear_refs(5)).
		writeFileSync('/proc/self/clear_refs', '5');
	} catch {
		// Elsewhere the peak counts from the start.
	}
}

/**
 * The most memory that this process had since, or has now. Linux knows; what rusage says there
 * includes the process that started this one.
 */
export function megabytes(what: 'VmHWM' | 'VmRSS'): number {
	const kilobytes = existsSync('/proc/self/status')
		? Number(new RegExp(`${what}:\\s*(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
		: process.resourceUsage().maxRSS;
	return Math.round(kilobytes / 1024);
}
