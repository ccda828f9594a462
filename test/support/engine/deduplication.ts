/** What n8n keeps in its table `processed_data`, in memory: one row a workflow and scope. */
import './environment';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

export class InMemoryDeduplicator implements IDataDeduplicator {
	private readonly rows = new Map<string, string[]>();

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		assertEntries(options);
		const key = rowKey(scope, contextData);
		const row = this.rows.get(key);
		const output: IDeduplicationOutput = { new: [], processed: [] };
		const history = row ?? [];
		const known = new Set(history);
		for (const item of items) {
			const entry = String(item);
			// as in n8n: entries that repeat each other within one call are all new
			if (known.has(entry)) output.processed.push(item);
			else {
				output.new.push(item);
				history.push(entry);
			}
		}
		if (options.maxEntries) history.splice(0, history.length - options.maxEntries);
		this.rows.set(key, history);
		return output;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<void> {
		assertEntries(options);
		const history = this.rows.get(rowKey(scope, contextData)) ?? [];
		for (const item of items) {
			const index = history.indexOf(String(item));
			if (index !== -1) history.splice(index, 1);
		}
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		this.rows.delete(rowKey(scope, contextData));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<number> {
		return this.rows.get(rowKey(scope, contextData))?.length ?? 0;
	}

	/** Forgets everything, for all workflows. */
	clear(): void {
		this.rows.clear();
	}
}

function assertEntries({ mode }: ICheckProcessedOptions) {
	if (mode !== 'entries') throw new UnexpectedError(`The test engine has no mode "${mode}"`);
}

function rowKey(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData) {
	if (!workflow.id) throw new UnexpectedError('Deduplication needs a saved workflow');
	return `${workflow.id} ${scope === 'node' ? `n:${node?.id ?? ''}` : ''}`;
}
