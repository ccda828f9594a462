/** n8n in queue mode with the packed package, and a Juhe of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import type { WorkflowExport } from '../../../tools/n8n/n8n';
import { startQueue, type Queue, type QueueSize } from '../../../tools/n8n/queue';
import { startSandbox, type Sandbox } from '../../../tools/sandbox';
import { unflatten } from '../n8n/executions';
import { juheCredential } from '../n8n/stage';
import { WorkflowRun } from '../../../tools/n8n/workflowRun';

export interface QueueStage {
	queue: Queue;
	juhe: Sandbox;
	/** Of the credential `juheApi`. */
	credentialId: string;
	clear(): Promise<void>;
}

export async function setQueueStage(size: QueueSize): Promise<QueueStage> {
	const queue = await startQueue(size);
	const juhe = await startSandbox();
	const credentialId = await queue.main.createCredential(juheCredential(juhe));
	return {
		queue,
		juhe,
		credentialId,
		clear: async () => {
			await juhe.close();
			await queue.close();
		},
	};
}

/** Stores and publishes a workflow. */
export async function live({ queue }: QueueStage, workflow: WorkflowExport): Promise<string> {
	const id = await queue.main.createWorkflow(workflow);
	await queue.main.publish(id);
	return id;
}

/** The same address at one of the webhook processors. */
export function through({ queue }: QueueStage, url: string, index: number): string {
	const processor = queue.processors[index % queue.processors.length];
	if (!processor) throw new RangeError('There is no webhook processor');
	const { pathname, search } = new URL(url);
	return new URL(pathname + search, processor.url).href;
}

interface QueueExecution {
	id: number;
	workflowId: string;
	status: string;
	/** When it was stored and when it ended, in milliseconds. */
	createdAt: number;
	stoppedAt: number | null;
}

const time = z
	.string()
	.transform((text) => Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`));
const executionsSchema = z.array(
	z.object({
		id: z.number(),
		workflowId: z.string(),
		status: z.string(),
		createdAt: time,
		stoppedAt: time.nullable(),
	}),
);

/** The executions of some workflows, oldest first. */
export async function executionsOf(
	{ queue }: QueueStage,
	workflowIds: string[],
): Promise<QueueExecution[]> {
	const ids = workflowIds.map((id) => `'${id}'`).join();
	return executionsSchema.parse(
		await queue.database.rows(
			`SELECT id, "workflowId", status, "createdAt", "stoppedAt" FROM execution_entity WHERE "workflowId" IN (${ids}) ORDER BY id`,
		),
	);
}

const dataSchema = z.array(z.object({ id: z.number(), status: z.string(), data: z.string() }));

/** What the executions of a workflow did, by their ids. */
export async function runsOf(
	{ queue }: QueueStage,
	workflowId: string,
): Promise<Map<number, WorkflowRun>> {
	const rows = dataSchema.parse(
		await queue.database.rows(
			`SELECT e.id, e.status, d.data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id WHERE e."workflowId" = '${workflowId}' ORDER BY e.id`,
		),
	);
	return new Map(
		rows.map(({ id, status, data }) => [
			id,
			new WorkflowRun({ status, data: z.looseObject({}).parse(unflatten(data)) }),
		]),
	);
}

const everyMs = 300;

/**
 * Waits until the newest so many executions of a workflow have ended. n8n holds them from the
 * answer to their webhook on.
 */
export async function untilEnded(
	stage: QueueStage,
	workflowId: string,
	newest: number,
	withinMs: number,
): Promise<void> {
	for (const end = Date.now() + withinMs; ; await sleep(everyMs)) {
		const executions = await executionsOf(stage, [workflowId]);
		const left = executions.slice(-newest).filter(({ stoppedAt }) => stoppedAt === null);
		if (left.length === 0) return;
		if (Date.now() > end)
			throw new Error(`${left.length} executions have not ended within ${withinMs / 1000} s`);
	}
}

/** Which worker ran which execution, by what the workers say. */
export function workerOf({ queue }: QueueStage, executionId: number): number {
	return queue.workers.findIndex(({ child }) =>
		child.output.includes(`Worker started execution ${executionId} (`),
	);
}
