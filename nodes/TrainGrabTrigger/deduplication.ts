import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** As many event keys as n8n keeps for this node; the oldest are forgotten first. */
const historySize = 10_000;

/**
 * Event keys that this process has handed to n8n, so that a repetition is dropped before it costs an execution. A key
 * counts as seen only once the answer for it went out, that is, once n8n holds the execution. A restart, or another
 * worker, knows nothing of it: what is durable is {@link dropRepetitions}.
 */
export class SeenEvents {
	private readonly keys = new Set<string>();

	has(key: string): boolean {
		return this.keys.has(key);
	}

	add(key: string): void {
		this.keys.delete(key);
		this.keys.add(key);
		const oldest = this.keys.size > historySize ? this.keys.values().next().value : undefined;
		if (oldest !== undefined) this.keys.delete(oldest);
	}
}

/**
 * The items whose event this workflow has not had yet, by n8n's own durable store. Runs inside the stored execution. A
 * retry of an execution gets its item again: the key was recorded by the very execution that did not finish.
 */
export async function dropRepetitions(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	if (context.getMode() === 'manual' || context.getMode() === 'retry') return items;
	const keys = items.map((item) => String(item.json.eventKey));
	const { new: unseen } = await context.helpers.checkProcessedAndRecord(keys, 'node', {
		mode: 'entries',
		maxEntries: historySize,
	});
	return items.filter((item) => unseen.includes(String(item.json.eventKey)));
}
