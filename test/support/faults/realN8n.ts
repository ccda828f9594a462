/**
 * The real n8n in the place of the workers: each purchase has a published workflow of its own,
 * started by a webhook.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { z } from 'zod';

import type { N8n, WorkflowExport } from '../../../tools/n8n/n8n';
import { storedExecutions } from '../n8n/executions';
import { juheCredential, startAfterKill, type Stage } from '../n8n/stage';
import { chain, node, trainGrab } from '../n8n/workflows';
import { inParallel, judge, killTogether, runToItsEnd } from './campaign';
import type { Again, RealCase } from './cases';
import { Purchase } from './purchase';
import type { Verdict } from './purchase';
import type { Outcome, RunCommand, Runner, Running } from './workers';

const everyMs = 100;

interface Execution {
	id: number;
	status: string;
}

const rowsSchema = z.array(
	z.object({ workflowId: z.string(), id: z.number(), status: z.string() }),
);

/** The newest execution of each workflow, read from n8n's database for all of them at once. */
class NewestExecutions {
	private newest = new Map<string, Execution>();

	private readonly isClosed = new AbortController();

	private readonly watching: Promise<void>;

	/** So many executions were run again in each way. */
	readonly runAgain = { retried: 0, triggered: 0 };

	/** Killed so many times. */
	private kills = 0;

	constructor(private readonly n8n: N8n) {
		this.watching = this.watch();
	}

	/** Resolves to null where n8n is killed before. */
	async when(
		workflowId: string,
		condition: (execution: Execution | undefined) => boolean,
	): Promise<Execution | null> {
		for (const { kills } = this; kills === this.kills; await sleep(everyMs)) {
			const execution = this.newest.get(workflowId);
			if (condition(execution) && execution) return execution;
		}
		return null;
	}

	of(workflowId: string): Execution | undefined {
		return this.newest.get(workflowId);
	}

	/** A power cut, and the start after it. Whoever waits learns of it. */
	async killAndStart(): Promise<void> {
		await this.n8n.kill();
		this.kills++;
		await startAfterKill(this.n8n);
	}

	async close(): Promise<void> {
		this.isClosed.abort();
		await this.watching;
	}

	private async watch(): Promise<void> {
		while (!this.isClosed.signal.aborted) {
			const database = new DatabaseSync(join(this.n8n.userFolder, '.n8n', 'database.sqlite'), {
				timeout: 10_000,
			});
			try {
				const rows = database
					.prepare(
						'SELECT workflowId, MAX(id) AS id, status FROM execution_entity GROUP BY workflowId',
					)
					.all();
				this.newest = new Map(
					rowsSchema.parse(rows).map(({ workflowId, ...execution }) => [workflowId, execution]),
				);
			} finally {
				database.close();
			}
			await sleep(everyMs);
		}
	}
}

/** One purchase's workflow in the real n8n. */
class PublishedWorkflow implements Runner {
	private workflowId: string | undefined;

	constructor(
		private readonly stage: Stage,
		private readonly executions: NewestExecutions,
		private readonly again: Again,
		/** Of its webhook. */
		private readonly path: string,
	) {}

	/**
	 * The first time it is published and started by its webhook; after that it is run again as the
	 * case says.
	 */
	run(command: Omit<RunCommand, 'kind' | 'id'>): Running {
		const begun = this.begin(command);
		return {
			ended: begun.then(async (workflowId) => await this.outcome(workflowId)),
			stop: async () => {
				const execution = this.executions.of(await begun);
				if (execution) await this.stage.n8n.stopExecution(String(execution.id));
			},
		};
	}

	/** Resolves to the workflow's id once the execution is there. */
	private async begin(command: Omit<RunCommand, 'kind' | 'id'>): Promise<string> {
		const workflowId = (this.workflowId ??= await this.publish(command));
		const last = this.executions.of(workflowId);
		const isRetried =
			last && this.again !== 'triggered' ? await this.retry(workflowId, last) : false;
		if (!isRetried) await this.trigger(command);
		if (last) this.executions.runAgain[isRetried ? 'retried' : 'triggered']++;
		await this.executions.when(workflowId, (newest) => newest?.id !== last?.id);
		return workflowId;
	}

	/**
	 * Whether n8n has begun to retry the execution. It refuses one that has succeeded, and the retry
	 * of a stopped one: the stop stays on record as its error, although it went to its end.
	 */
	private async retry(workflowId: string, last: Execution): Promise<boolean> {
		const isBegun = (newest: Execution | undefined) => newest?.id !== last.id;
		// n8n answers when the new execution has ended, and not at all where it is killed before.
		const ended = this.stage.n8n.retry(String(last.id)).then(
			() => true,
			() => isBegun(this.executions.of(workflowId)),
		);
		const begins = this.executions.when(workflowId, isBegun).then(() => true);
		return await Promise.race([ended, begins]);
	}

	private async trigger({ items }: Pick<RunCommand, 'items'>): Promise<void> {
		await axios.post(`${this.stage.n8n.url}/webhook/${this.path}`, { items });
	}

	private async publish({
		nodes,
		baseUrl,
	}: Pick<RunCommand, 'nodes' | 'baseUrl'>): Promise<string> {
		const { n8n, juhe } = this.stage;
		const credential = await n8n.createCredential(
			juheCredential({ options: juhe.options, url: baseUrl }, {}, this.path),
		);
		const workflow: WorkflowExport = {
			...chain(
				this.path,
				node(
					'Webhook',
					'n8n-nodes-base.webhook',
					{ httpMethod: 'POST', path: this.path, options: {} },
					{ typeVersion: 2, webhookId: this.path },
				),
				node('Start', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.items', options: {} }),
				...nodes.map(({ name, parameters, retryOnFail, maxTries, waitBetweenTries }) =>
					trainGrab(name, parameters ?? {}, {
						executeOnce: false,
						credentials: { juheApi: { id: credential, name: this.path } },
						...(retryOnFail ? { retryOnFail, maxTries, waitBetweenTries } : {}),
					}),
				),
			),
			settings: { saveExecutionProgress: this.again === 'retried, progress saved' },
		};
		const workflowId = await n8n.createWorkflow(workflow);
		await n8n.publish(workflowId);
		return workflowId;
	}

	private async outcome(workflowId: string): Promise<Outcome | null> {
		const ended = await this.executions.when(
			workflowId,
			(newest) => newest !== undefined && !['new', 'running'].includes(newest.status),
		);
		if (!ended) return null;
		const stored = storedExecutions(this.stage.n8n, workflowId).find(({ id }) => id === ended.id);
		if (!stored) throw new Error(`The execution ${ended.id} is not stored`);
		const { run } = stored;
		return {
			status: stored.status,
			error: run.error && `${run.error.message} | ${run.error.description ?? ''}`,
			output: Object.fromEntries(
				run.nodeNames.map((name) => [name, run.items(name).map(({ json }) => json)]),
			),
		};
	}
}

/** Purchases that n8n is to work at, where they end by themselves. */
const atOnce = 24;

export interface RealVerdicts {
	verdicts: Verdict[];
	/** How many executions n8n retried, and how many were begun anew by the trigger. */
	runAgain: { retried: number; triggered: number };
}

interface Going {
	purchase: Purchase;
	runner: Runner;
}

/**
 * Every case in the real n8n: those that are to be killed wait for one another, and one kill
 * strikes them all.
 */
export async function runRealCases(cases: RealCase[], stage: Stage): Promise<RealVerdicts> {
	const executions = new NewestExecutions(stage.n8n);
	try {
		const all = await inParallel(cases, async (spec): Promise<Going> => {
			const name = `purchase-${randomUUID()}`;
			const runner = new PublishedWorkflow(stage, executions, spec.again, name);
			return { purchase: await Purchase.open(spec), runner };
		});
		await runRound(all, executions);
		for (;;) {
			const open = all.filter(({ purchase }) => !purchase.isDone());
			if (open.length === 0) break;
			await Promise.all(open.map(async ({ purchase }) => await purchase.pause()));
			await runRound(open, executions);
		}
		const verdicts = await Promise.all(all.map(async ({ purchase }) => await judge(purchase)));
		return { verdicts, runAgain: executions.runAgain };
	} finally {
		await executions.close();
	}
}

async function runRound(open: Going[], executions: NewestExecutions): Promise<void> {
	const isKilled = ({ purchase }: Going) => purchase.next()?.end === 'killed';
	const killed = open.filter(isKilled);
	await inParallel(
		open.filter((each) => !isKilled(each)),
		async ({ purchase, runner }) => await runToItsEnd(purchase, runner),
		atOnce,
	);
	if (killed.length > 0) await killTogether(killed, async () => await executions.killAndStart());
}
