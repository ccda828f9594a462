/**
 * Processes of n8n-core that can be killed. Loading n8n-core takes seconds, so the next one loads
 * while one works.
 */
import type { IDataObject } from 'n8n-workflow';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { NodeSpec } from '../engine';
import { RowsInMemory } from '../engine/deduplication';
import type { Rows } from '../engine/deduplication';

export interface RunCommand {
	kind: 'run';
	id: number;
	/** After the start node, in a row. */
	nodes: NodeSpec[];
	items: IDataObject[];
	baseUrl: string;
	/** Runs of one workflow share what n8n's store keeps for it. */
	workflowId: string;
	/** How long the nodes wait for these answers; null: as long as they do for users. */
	timeout: { urlPrefix: string; milliseconds: number } | null;
}

export type Command =
	| RunCommand
	| { kind: 'stop'; id: number }
	/** The answer of the table to a worker's question. */
	| { kind: 'row'; id: number; entries: string[] | null; failed: boolean };

/** What a worker asks the table of n8n's store, which all workers share and which outlives them. */
export interface RowQuestion {
	kind: 'read' | 'insert' | 'update';
	id: number;
	key: string;
	entries: string[];
}

/** How an execution ended. */
export interface Outcome {
	status: string;
	error: string | null;
	/** Items by node. */
	output: Record<string, Array<Record<string, unknown>>>;
}

export type Report =
	{ kind: 'ready' } | { kind: 'ended'; id: number; outcome: Outcome } | RowQuestion;

export interface Running {
	/** Null where the process was killed. */
	ended: Promise<Outcome | null>;
	/** The editor's "stop". */
	stop(): Promise<void> | void;
}

/** What executes workflows. */
export interface Runner {
	run(command: Omit<RunCommand, 'kind' | 'id'>): Running;
}

let lastId = 0;

export class Worker implements Runner {
	private readonly waiting = new Map<number, (outcome: Outcome | null) => void>();

	private readonly gone: Promise<void>;

	private constructor(
		private readonly child: ChildProcess,
		private readonly rows: Rows,
	) {
		child.on('message', (report: Report) => {
			if (report.kind === 'ready') return;
			if (report.kind !== 'ended') return void this.answer(report);
			this.waiting.get(report.id)?.(report.outcome);
			this.waiting.delete(report.id);
		});
		this.gone = new Promise((done) => {
			child.on('exit', () => {
				for (const tell of this.waiting.values()) tell(null);
				this.waiting.clear();
				done();
			});
		});
	}

	static async start(folder: string, rows: Rows): Promise<Worker> {
		const child = fork(join(__dirname, 'worker.ts'), [join(folder, 'package')], {
			execArgv: ['--import', 'tsx'],
			env: { ...process.env, TMPDIR: join(folder, 'tmp') },
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		});
		const worker = new Worker(child, rows);
		await new Promise<void>((ready, fail) => {
			child.once('message', () => ready());
			child.once('exit', (code) => fail(new Error(`A worker ended at its start, code ${code}`)));
		});
		return worker;
	}

	run(command: Omit<RunCommand, 'kind' | 'id'>): Running {
		const id = ++lastId;
		const ended = new Promise<Outcome | null>((tell) => this.waiting.set(id, tell));
		this.child.send({ ...command, kind: 'run', id } satisfies Command);
		return { ended, stop: () => void this.child.send({ kind: 'stop', id } satisfies Command) };
	}

	private async answer({ kind, id, key, entries }: RowQuestion): Promise<void> {
		const found = kind === 'read' ? this.rows.read(key) : this.rows[kind](key, entries);
		const [row] = await Promise.allSettled([found]);
		const reply: Command = {
			kind: 'row',
			id,
			entries: row.status === 'fulfilled' ? (row.value ?? null) : null,
			failed: row.status === 'rejected',
		};
		if (this.child.connected) this.child.send(reply, () => undefined);
	}

	/** SIGKILL: no handler runs, nothing is finished. */
	async kill(): Promise<void> {
		this.child.kill('SIGKILL');
		await this.gone;
	}
}

/** Hands out workers, each loaded before it is needed. */
export class Workers {
	private readonly rows = new RowsInMemory();

	private readonly ready: Array<Promise<Worker>> = [];

	private readonly all: Array<Promise<Worker>> = [];

	private constructor(private readonly folder: string) {}

	/** Copies the built package first, so that nobody's build disturbs the campaign. */
	static open(): Workers {
		const root = resolve(__dirname, '../../..');
		mkdirSync(join(root, '.tmp'), { recursive: true });
		const folder = mkdtempSync(join(root, '.tmp', 'faults-'));
		mkdirSync(join(folder, 'tmp'));
		for (const part of ['package.json', 'dist'])
			cpSync(join(root, part), join(folder, 'package', part), { recursive: true });
		return new Workers(folder);
	}

	/** Starts loading the worker that `take` will give. */
	prepare(): void {
		if (this.ready.length > 0) return;
		const worker = Worker.start(this.folder, this.rows);
		// Whoever takes it learns of the failure.
		worker.catch(() => undefined);
		this.ready.push(worker);
		this.all.push(worker);
	}

	async take(): Promise<Worker> {
		this.prepare();
		const worker = this.ready.shift();
		if (!worker) throw new Error('No worker was prepared');
		return await worker;
	}

	async close(): Promise<void> {
		for (const worker of await Promise.allSettled(this.all))
			if (worker.status === 'fulfilled') await worker.value.kill();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
