/**
 * What n8n keeps in its table `processed_data`: one row a workflow and scope, read and then written
 * as a whole, without a lock; only its first insertion is one writer's alone.
 */
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
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The table; a process may share it with others, as n8n's workers do. */
export interface Rows {
	read(key: string): Promise<string[] | null>;
	/** @throws Error where there is such a row */
	insert(key: string, entries: string[]): Promise<void>;
	update(key: string, entries: string[]): Promise<void>;
}

export class RowsInMemory implements Rows {
	private readonly rows = new Map<string, string[]>();

	async read(key: string): Promise<string[] | null> {
		await nextTurn();
		return this.rows.get(key)?.slice() ?? null;
	}

	async insert(key: string, entries: string[]): Promise<void> {
		await nextTurn();
		if (this.rows.has(key)) throw new UnexpectedError('UNIQUE constraint failed');
		this.rows.set(key, entries);
	}

	async update(key: string, entries: string[]): Promise<void> {
		await nextTurn();
		this.rows.set(key, entries);
	}

	delete(key: string): void {
		this.rows.delete(key);
	}

	clear(): void {
		this.rows.clear();
	}
}

const ownRows = new RowsInMemory();

export class InMemoryDeduplicator implements IDataDeduplicator {
	/** Default: rows of this process alone. */
	rows: Rows = ownRows;

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		assertEntries(options);
		const key = rowKey(scope, contextData);
		const row = await this.rows.read(key);
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
		await (row ? this.rows.update(key, history) : this.rows.insert(key, history));
		return output;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<void> {
		assertEntries(options);
		const key = rowKey(scope, contextData);
		const history = await this.rows.read(key);
		if (!history) return;
		for (const item of items) {
			const index = history.indexOf(String(item));
			if (index !== -1) history.splice(index, 1);
		}
		await this.rows.update(key, history);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<void> {
		await Promise.resolve();
		ownRows.delete(rowKey(scope, contextData));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		contextData: ICheckProcessedContextData,
	): Promise<number> {
		return (await this.rows.read(rowKey(scope, contextData)))?.length ?? 0;
	}

	/** Forgets everything, for all workflows. */
	clear(): void {
		ownRows.clear();
	}
}

function assertEntries({ mode }: ICheckProcessedOptions) {
	if (mode !== 'entries') throw new UnexpectedError(`The test engine has no mode "${mode}"`);
}

function rowKey(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData) {
	if (!workflow.id) throw new UnexpectedError('Deduplication needs a saved workflow');
	return `${workflow.id} ${scope === 'node' ? `n:${node?.id ?? ''}` : ''}`;
}
