import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from './lock';

const never = () => false;

describe('who comes while another installs', () => {
	let folder: string;
	let path: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'lock-'));
		path = join(folder, 'installing.lock');
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('waits until the lock is let go, and then finds the work done', async () => {
		const release = await lock(path, never, jest.fn());
		let done = false;
		const onWait = jest.fn(() => {
			done = true;
			release?.();
		});
		expect(await lock(path, () => done, onWait)).toBeUndefined();
		expect(onWait).toHaveBeenCalledTimes(1);
		expect(existsSync(path)).toBe(false);
	});

	it('does the work where whoever held the lock has not', async () => {
		const first = await lock(path, never, jest.fn());
		const second = await lock(path, never, () => first?.());
		expect(second).toBeDefined();
		expect(existsSync(path)).toBe(true);
		second?.();
		expect(existsSync(path)).toBe(false);
	});

	it('takes over from a process that has died', async () => {
		// Above the highest number that Linux gives.
		writeFileSync(path, '4194305');
		const onWait = jest.fn();
		expect(await lock(path, never, onWait)).toBeDefined();
		expect(onWait).not.toHaveBeenCalled();
	});

	it('says what is wrong with a folder that is not there', async () => {
		await expect(lock(join(folder, 'none', 'lock'), never, jest.fn())).rejects.toMatchObject({
			code: 'ENOENT',
		});
	});
});
