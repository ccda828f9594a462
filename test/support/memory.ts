import { existsSync, readFileSync } from 'node:fs';

/**
 * The most memory that this process ever had, or has now. Linux knows; what rusage says there
 * includes the process that started this one.
 */
export function megabytes(what: 'VmHWM' | 'VmRSS'): number {
	const kilobytes = existsSync('/proc/self/status')
		? Number(new RegExp(`${what}:\\s*(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
		: process.resourceUsage().maxRSS;
	return Math.round(kilobytes / 1024);
}
