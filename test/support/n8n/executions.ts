/**
 * n8n's stored executions, read from its database: all of them at once, and also while n8n is down.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import type { N8n } from '../../../tools/n8n/n8n';
import { WorkflowRun } from '../../../tools/n8n/workflowRun';

export interface StoredExecution {
	id: number;
	/** `success`, `error`, `crashed`, `running`, `new` … */
	status: string;
	mode: string;
	/** When n8n stored it, in milliseconds. */
	createdAt: number;
	/** The events it holds, even where it has not run yet. */
	eventKeys: string[];
	/** Its data as stored. */
	text: string;
	run: WorkflowRun;
}

const rowsSchema = z.array(
	z.object({
		id: z.number(),
		status: z.string(),
		mode: z.string(),
		createdAt: z.string(),
		data: z.string(),
	}),
);

/** All executions of a workflow, oldest first. */
export function storedExecutions(n8n: N8n, workflowId: string): StoredExecution[] {
	const rows = query(
		n8n,
		`SELECT e.id, e.status, e.mode, e.createdAt, d.data FROM execution_entity e
		JOIN execution_data d ON d.executionId = e.id WHERE e.workflowId = ? ORDER BY e.id`,
		workflowId,
	);
	return rowsSchema.parse(rows).map(({ createdAt, data, ...row }) => ({
		...row,
		createdAt: Date.parse(`${createdAt.replace(' ', 'T')}Z`),
		eventKeys: [...new Set([...data.matchAll(eventKey)].map(([, key = '']) => key))],
		text: data,
		run: new WorkflowRun({ status: row.status, data: z.looseObject({}).parse(unflatten(data)) }),
	}));
}

const eventKey = /"((?:(?:order|ticket)\.\w+|other):[^"\\]+)"/g;

/**
 * Waits until nothing moves any more. After a kill n8n may show an execution as running for ever:
 * its recovery goes by a log of its own, whose last lines the kill may have taken.
 * @param strandedAfterMs how long one that runs may show nothing new, and still be awaited
 */
export async function untilIdle(
	n8n: N8n,
	workflowId: string,
	strandedAfterMs = 15_000,
): Promise<void> {
	let last = '';
	for (let stillSince = Date.now(); Date.now() < stillSince + strandedAfterMs;) {
		const unfinished = JSON.stringify(
			query(
				n8n,
				"SELECT id, status FROM execution_entity WHERE workflowId = ? AND status IN ('new', 'running')",
				workflowId,
			),
		);
		if (unfinished === '[]') return;
		if (unfinished !== last) stillSince = Date.now();
		last = unfinished;
		await sleep(50);
	}
}

/** Waits until a node of the workflow has noted in n8n's own store what it has seen. */
export async function untilNoted(n8n: N8n, workflowId: string): Promise<void> {
	const noted = 'SELECT context FROM processed_data WHERE workflowId = ?';
	while (query(n8n, noted, workflowId).length === 0) await sleep(20);
}

function query(n8n: N8n, sql: string, workflowId: string): unknown[] {
	const database = new DatabaseSync(join(n8n.userFolder, '.n8n', 'database.sqlite'), {
		timeout: 10_000,
	});
	try {
		return database.prepare(sql).all(workflowId);
	} finally {
		database.close();
	}
}

/**
 * The items that came to a node from all executions together, without what n8n puts in the place of
 * items that a crash took.
 */
export function itemsAt(
	node: string,
	executions: StoredExecution[],
): Array<Record<string, unknown>> {
	return executions
		.flatMap(({ run }) => run.items(node).map(({ json }) => json))
		.filter(({ isArtificialRecoveredEventItem }) => isArtificialRecoveredEventItem !== true);
}

/**
 * n8n stores data as a list of values in which every text inside a value is the index of another
 * (“flatted”).
 */
export function unflatten(text: string): unknown {
	const values = z.array(z.unknown()).parse(JSON.parse(text));
	const known = new Map<number, unknown>();
	const at = (index: number): unknown => {
		if (known.has(index)) return known.get(index);
		const value = values[index];
		if (typeof value !== 'object' || value === null) return value;
		if (Array.isArray(value)) {
			const list: unknown[] = [];
			known.set(index, list);
			for (const each of value) list.push(resolve(each));
			return list;
		}
		const record: Record<string, unknown> = {};
		known.set(index, record);
		for (const [name, each] of Object.entries(value)) record[name] = resolve(each);
		return record;
	};
	const resolve = (value: unknown): unknown =>
		typeof value === 'string' ? at(Number(value)) : value;
	return at(0);
}
