import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Takes the lock file at `path` and gives what lets it go; or waits for the living process that
 * holds it, and gives nothing once `isDone`. A lock whose process has died is taken over.
 * `onWait` is called once, when waiting begins.
 */
export async function lock(
	path: string,
	isDone: () => boolean,
	onWait: () => void,
): Promise<(() => void) | undefined> {
	const release = () => rmSync(path, { force: true });
	let waits = false;
	while (!tryToTake(path)) {
		if (!isHeld(path)) {
			release();
			continue;
		}
		if (!waits) onWait();
		waits = true;
		await sleep(500);
	}
	if (!isDone()) return release;
	release();
	return undefined;
}

function tryToTake(path: string): boolean {
	try {
		writeFileSync(path, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (systemErrorCode(error) === 'EEXIST') return false;
		throw error;
	}
}

/**
 * Whether the process that a lock file names may still live. A lock without a number was made this
 * very moment, one that cannot be read was let go this very moment.
 */
function isHeld(path: string): boolean {
	try {
		const pid = Number(readFileSync(path, 'utf8'));
		if (pid > 0) process.kill(pid, 0);
		return true;
	} catch (error) {
		return systemErrorCode(error) !== 'ESRCH';
	}
}

/**
 * The code of an error of Node.js' own, such as `EEXIST`. Its class is not asked for: under Jest
 * what Node.js throws is no instance of the `Error` that this file sees.
 */
function systemErrorCode(error: unknown): unknown {
	return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
