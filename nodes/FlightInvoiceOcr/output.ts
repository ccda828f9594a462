import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { quoted } from '../../src/lib/shorten';
import { asRecord } from '../../src/lib/values';
import { expenseRowOfInvoice } from '../../src/receipts/expenseRow';
import { escapeHtml, toErrorItem } from '../shared/errors';
import { toItem } from '../shared/items';
import { maskRecognition } from './maskRecognition';
import type { Outcome, Task } from './outcome';

/** A file of the input item that a wildcard matched, and that is no itinerary. */
interface SkippedFile {
	property: string | null;
	fileName: string | null;
	reason: string;
}

/**
 * An item a file, in input order, paired with its input item. What was skipped is told on each
 * invoice of the same input item; where nothing else came of it, on an item of its own.
 */
export function itemsOf(tasks: Task[], inputCount: number): INodeExecutionData[] {
	const byItem = Array.from({ length: inputCount }, (): Task[] => []);
	for (const task of tasks) byItem[task.itemIndex]?.push(task);
	return byItem.flatMap(itemsOfOne);
}

function itemsOfOne(tasks: Task[], itemIndex: number): INodeExecutionData[] {
	const skipped = tasks.flatMap(skippedFile);
	const items = tasks.flatMap(({ outcome, property, fileName }) => {
		if (!outcome || outcome.kind === 'skipped') return [];
		if (outcome.kind === 'failed')
			return [toErrorItem(outcome.error, itemIndex, { property, fileName })];
		return [toItem(jsonOf(outcome, skipped), itemIndex)];
	});
	const allSkipped = skipped.length === tasks.length;
	return allSkipped ? [toItem({ skipped }, itemIndex)] : items;
}

function skippedFile({ property, fileName, outcome }: Task): SkippedFile[] {
	return outcome?.kind === 'skipped' ? [{ property, fileName, reason: outcome.reason }] : [];
}

function jsonOf(
	outcome: Extract<Outcome, { kind: 'invoice' | 'raw' }>,
	skipped: SkippedFile[],
): object {
	const { output, includeRaw, maskPersonalData } = outcome.settings;
	const raw = maskPersonalData ? maskRecognition(outcome.raw) : outcome.raw;
	if (outcome.kind === 'raw') return asRecord(raw) ?? { result: raw };
	const { invoice, source } = outcome;
	if (output === 'expenseRow') return expenseRowOfInvoice(invoice, source.fileName);
	return { ...invoice, source, skipped, ...(includeRaw ? { raw } : {}) };
}

/** What a person should look at before the rows are used, counted over the whole run. */
export function hintsOf(tasks: Task[]): NodeExecutionHint[] {
	const count = (test: (task: Task) => boolean) => tasks.filter(test).length;
	const skipped = tasks.flatMap(skippedFile);
	const doubtful = count(
		({ outcome }) => outcome?.kind === 'invoice' && outcome.invoice.warnings.length > 0,
	);
	const hints: NodeExecutionHint[] = [];
	if (doubtful > 0) {
		hints.push({
			type: 'warning',
			message: `${counted(doubtful, 'receipt has', 'receipts have')} something to be looked at: see <code>warnings</code> before you use the amounts.`,
		});
	}
	if (skipped.length > 0) {
		const tells = tasks.some(hidesSkipped)
			? 'The output <em>Invoice</em> says why, in <code>skipped</code>.'
			: '<code>skipped</code> says why.';
		hints.push({
			type: 'info',
			message: `${counted(skipped.length, 'file was', 'files were')} skipped: ${namesOf(skipped)}. ${tells}`,
		});
	}
	return hints;
}

/** Rows and raw answers have no room for what was skipped. */
const hidesSkipped = ({ outcome }: Task): boolean =>
	outcome?.kind === 'raw' ||
	(outcome?.kind === 'invoice' && outcome.settings.output === 'expenseRow');

const mostNames = 5;

function namesOf(files: SkippedFile[]): string {
	const names = files.slice(0, mostNames).map(({ fileName, property }) => {
		const name = fileName ?? property;
		return name ? escapeHtml(quoted(name)) : 'one without a name';
	});
	const further = files.length - names.length;
	return names.join(', ') + (further > 0 ? ` and ${further} more` : '');
}

const counted = (count: number, one: string, many: string): string =>
	`${count} ${count === 1 ? one : many}`;
