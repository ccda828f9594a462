import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const stopWithParent = join(__dirname, 'stopWithParent.ts');

/**
 * How to run a script by a Node.js, this one if none is named, so that it ends with this process.
 */
export const nodeCommand = (script: string, args: string[], node = process.execPath): string[] => [
	node,
	'--require',
	stopWithParent,
	script,
	...args,
];

const gracefulMs = 15_000;
const living = new Set<Child>();

process.once('exit', () => {
	for (const child of living) child.killGroup();
});

/**
 * A process at the head of a process group of its own, so that it and its children can be ended
 * together.
 */
export class Child {
	/** All it has written, both streams. */
	output = '';
	/** What it has written to standard output. */
	stdout = '';
	/** Settles when the process has ended; never rejects. */
	readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
	private readonly process: ChildProcess;

	constructor(
		[command = '', ...args]: string[],
		env: NodeJS.ProcessEnv,
		onOutput: (text: string) => void = () => undefined,
		/**
		 * Where standard output is written: n8n's commands end before a slow reader has had all of a
		 * pipe.
		 */
		stdoutFile?: string,
	) {
		const stdout = stdoutFile === undefined ? 'pipe' : openSync(stdoutFile, 'w');
		this.process = spawn(command, args, {
			env,
			detached: true,
			stdio: ['ignore', stdout, 'pipe', 'pipe'],
		});
		if (typeof stdout === 'number') closeSync(stdout);
		living.add(this);
		const take = (text: string) => {
			this.output += text;
			onOutput(text);
		};
		const takeStdout = (text: string) => {
			this.stdout += text;
			take(text);
		};
		this.process.stdout?.setEncoding('utf8').on('data', takeStdout);
		this.process.stderr?.setEncoding('utf8').on('data', take);
		this.ended = new Promise((resolve) => {
			this.process.once('error', (error) => {
				take(`${error.message}\n`);
				resolve({ code: null, signal: null });
			});
			this.process.once('close', (code, signal) => {
				if (stdoutFile !== undefined) takeStdout(readFileSync(stdoutFile, 'utf8'));
				resolve({ code, signal });
			});
		});
		void this.ended.then(() => {
			this.killGroup();
			living.delete(this);
		});
	}

	get pid(): number | undefined {
		return this.process.pid;
	}

	get isRunning(): boolean {
		return living.has(this);
	}

	/**
	 * Asks the process to end, and makes it when it has not after a while; then whatever it has left
	 * behind.
	 */
	async stop(): Promise<void> {
		this.process.kill('SIGTERM');
		const patience = new AbortController();
		await Promise.race([
			this.ended,
			sleep(gracefulMs, undefined, { signal: patience.signal }).catch(() => undefined),
		]);
		patience.abort();
		await this.kill();
	}

	/** Ends the process and its children at once, as a power cut would. */
	async kill(): Promise<void> {
		this.killGroup();
		await this.ended;
	}

	/** The same without waiting. */
	killGroup(): void {
		if (this.process.pid === undefined) return;
		try {
			process.kill(-this.process.pid, 'SIGKILL');
		} catch {
			// Nothing of the group is left.
		}
	}
}
