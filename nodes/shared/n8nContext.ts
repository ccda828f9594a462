import type {
	IBinaryData,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	INode,
	IWebhookFunctions,
	NodeExecutionHint,
} from 'n8n-workflow';

import { NoEntryStore } from '../../src/lib/entryStore';
import type { EntryStore } from '../../src/lib/entryStore';
import { KeyedMutex } from '../../src/lib/mutex';
import { asRecord } from '../../src/lib/values';

/**
 * What of n8n's context the oldest supported version may lack, in one place: each function says
 * what happens then. The types make the compiler find whoever calls such a method elsewhere; `npm
 * run lint` compiles against the types of that version as well.
 */

type MayLack = 'addExecutionHints' | 'getExecutionCancelSignal' | 'sendMessageToUI';
type HelperMayLack = 'checkProcessedAndRecord' | 'removeProcessed';
type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** What the types of the oldest version do not even name. */
interface Younger {
	isToolExecution?(): boolean;
	getWorkflowSettings?(): { binaryMode?: string };
}

interface YoungerHelpers {
	/** Takes a file in place of its field's name where n8n keeps files in the JSON. */
	getBinaryDataBuffer(itemIndex: number, field: string | IBinaryData): Promise<Buffer>;
}

/** A node that runs, on any supported n8n. */
export type ExecuteContext = Optional<Omit<IExecuteFunctions, 'helpers' | keyof Younger>, MayLack> &
	Younger & {
		helpers: Optional<Omit<IExecuteFunctions['helpers'], keyof YoungerHelpers>, HelperMayLack> &
			YoungerHelpers;
	};

/**
 * Whether an AI agent calls. Today's agents run a tool as an ordinary node whose type ends in
 * `Tool`; only older ones show in `isToolExecution()`. An n8n without that method tells by the
 * type alone.
 */
export function isToolCall(context: ExecuteContext): boolean {
	return context.getNode().type.endsWith('Tool') || (context.isToolExecution?.() ?? false);
}

/** Hints that the editor shows beside the output; left out where n8n cannot show any. */
export function addHints(
	context: ExecuteContext,
	...hints: Array<string | Pick<NodeExecutionHint, 'message' | 'type'>>
): void {
	const shown = hints.map((hint): NodeExecutionHint => ({
		...(typeof hint === 'string' ? { message: hint } : hint),
		location: 'outputPane',
	}));
	if (shown.length > 0) context.addExecutionHints?.(...shown);
}

/**
 * Tells that a person stops the execution; undefined where nobody can, or where n8n does not
 * tell.
 */
export function cancelSignalOf(
	context: ExecuteContext | IHookFunctions | IWebhookFunctions | ILoadOptionsFunctions,
): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal?.() : undefined;
}

/**
 * Whether n8n keeps the files of an item in its JSON, as a workflow may ask for; an n8n that cannot
 * tell knows no other place than beside it.
 */
export function hasFilesInJson(context: ExecuteContext): boolean {
	return context.getWorkflowSettings?.().binaryMode === 'combined';
}

/**
 * The bytes of an item's file: by the name of its field where that tells which it is, since older
 * n8n take no file in its place; there a file that an expression gives cannot be read.
 */
export async function readFile(
	context: ExecuteContext,
	itemIndex: number,
	{ property, file }: { property: string | null; file: IBinaryData },
): Promise<Buffer> {
	const isNamed = property !== null && !hasFilesInJson(context);
	return await context.helpers.getBinaryDataBuffer(itemIndex, isNamed ? property : file);
}

/** A word to whoever watches: n8n shows it in the browser's console, in manual runs only. */
export function tellWatcher(context: ExecuteContext, message: string): void {
	context.sendMessageToUI?.(message);
}

/**
 * n8n's store of processed items, as entries of this node; null where there is none: an n8n
 * without these helpers, or a workflow without an ID. It reads and writes one row without
 * a lock: writers of this process wait for each other, those of another worker cannot.
 */
export function entryStoreOf(context: ExecuteContext): EntryStore | null {
	const { helpers } = context;
	const { checkProcessedAndRecord, removeProcessed } = helpers;
	const { id } = context.getWorkflow();
	if (!id || !checkProcessedAndRecord || !removeProcessed) return null;
	const row = `${id} ${context.getNode().id}`;
	const attempt = async (entries: string[], limit: { maxEntries?: number }) => {
		const options = { mode: 'entries', ...limit } as const;
		const { processed } = await checkProcessedAndRecord.call(helpers, entries, 'node', options);
		return new Set(processed.map(String));
	};
	const record = async (entries: string[], limit: { maxEntries?: number } = {}) =>
		await attempt(entries, limit).catch(async (error: unknown) => {
			const reason = error instanceof Error ? error.message : '';
			if (isRowTaken.test(reason)) return await attempt(entries, limit);
			throw isNoSavedWorkflow.test(reason) ? new NoEntryStore(reason) : error;
		});
	const remove = async (entries: string[]) => {
		await removeProcessed.call(helpers, entries, 'node', { mode: 'entries' });
	};
	const alone = async <T>(work: () => Promise<T>) => await writers.run(row, work);
	return {
		record: async (entries, maxEntries) => await alone(() => record(entries, { maxEntries })),
		remove: async (entries) => await alone(() => remove(entries)),
		find: async (entries) =>
			await alone(async () => {
				const found = await record(entries);
				await remove(entries.filter((entry) => !found.has(entry)));
				return found;
			}),
	};
}

const writers = new KeyedMutex();

/** Another process has made the node's row in this very moment; nothing of this one was recorded. */
const isRowTaken = /unique|duplicate/i;
/** A row belongs to a workflow that n8n has saved. */
const isNoSavedWorkflow = /foreign key/i;

/**
 * All nodes of the workflow, as n8n's own contexts hold them. Its interface does not name them:
 * empty where an n8n keeps them elsewhere.
 */
export function nodesOfWorkflow(context: object): INode[] {
	const workflow: unknown = 'workflow' in context ? context.workflow : null;
	const nodes = asRecord(asRecord(workflow)?.nodes) ?? {};
	return Object.values(nodes) as INode[];
}
