import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { AskedRefunds } from '../../../src/juhe/trainGrab/order/refund';
import type { SentOrders } from '../../../src/juhe/trainGrab/order/create';
import { ParameterError, toErrorItem, toNodeError } from '../../shared/errors';
import { connectToJuhe } from '../../shared/juheApi';
import { findOperation } from './index';
import type { Operation } from './operation';

/** Runs the operation of every item, one after the other: each output item is paired with its input item, or items. */
export async function executeItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	for (const itemIndexes of groupItems(this)) {
		const [itemIndex = 0] = itemIndexes;
		try {
			output.push(...pairWith(itemIndexes, await executeItem(this, itemIndexes, itemIndex)));
		} catch (error) {
			// n8n records a stop as “canceled” only if the node does not throw.
			if (this.getExecutionCancelSignal()?.aborted) return [output];
			if (!this.continueOnFail())
				throw toNodeError(this.getNode(), error, itemIndex, doneBefore(output));
			output.push(...pairWith(itemIndexes, [toErrorItem(error, itemIndex)]));
		}
	}
	hintAtSeveralOrders(this, output);
	return [output];
}

/** Items that make one call together (passengers of one order), in the order of the first of each. */
function groupItems(context: IExecuteFunctions): number[][] {
	const groups = new Map<string | number, number[]>();
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const key = groupKeyOf(context, itemIndex) ?? itemIndex;
		const group = groups.get(key) ?? [];
		groups.set(key, [...group, itemIndex]);
	}
	return [...groups.values()];
}

function groupKeyOf(context: IExecuteFunctions, itemIndex: number): string | null {
	try {
		const operation = operationOf(context, itemIndex);
		const key = operation.groupKey?.call(context, itemIndex) ?? null;
		return key && `${operation.value} ${key}`;
	} catch {
		// The item alone fails, when its turn comes.
		return null;
	}
}

function pairWith(itemIndexes: number[], items: INodeExecutionData[]): INodeExecutionData[] {
	if (itemIndexes.length === 1) return items;
	const pairedItem = itemIndexes.map((item) => ({ item }));
	return items.map((item) => ({ ...item, pairedItem }));
}

/** What was ordered or refunded before an item stops the node: n8n drops the items of a node that fails. */
function doneBefore(output: INodeExecutionData[]): string {
	const done = output.flatMap(({ json }) => {
		const what = spent[String(json.status ?? json.state)];
		return what ? [`${what} ${json.outOrderNo}`] : [];
	});
	return done.length > 0 ? `Done before it: ${[...new Set(done)].join(', ')}.` : '';
}

const spent: Partial<Record<string, string>> = {
	created: 'order',
	recovered: 'order',
	alreadyExisted: 'order',
	accepted: 'refund of order',
	cancelled: 'cancellation of order',
};

/** A search gives many trains, and each would be ordered where its stations differ: rarely what somebody wants. */
function hintAtSeveralOrders(context: IExecuteFunctions, output: INodeExecutionData[]): void {
	const made = output.filter(({ json }) => json.status === 'created' && json.attempt !== undefined);
	if (made.length < 2) return;
	context.addExecutionHints({
		message: `${made.length} orders were made, one for each input item. If you wanted one, cancel the others (Order > Cancel) and put a Limit node before this one.`,
		location: 'outputPane',
	});
}

async function executeItem(
	context: IExecuteFunctions,
	itemIndexes: number[],
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const operation = operationOf(context, itemIndex);
	refuseAiAgent(context, operation, itemIndex);
	const connection = await connectToJuhe(context, 'trainGrab', itemIndex);
	// Kept by n8n for the whole execution: “Retry On Fail” and loops run this node again.
	const memory = context.getContext('node') as Partial<Memory>;
	const executionId = context.getExecutionId();
	const isHandedOn = memory.executionId !== executionId;
	const { sentOrders, askedRefunds } = Object.assign(memory, {
		executionId,
		sentOrders: isHandedOn ? withoutLost(memory.sentOrders ?? {}) : (memory.sentOrders ?? {}),
		askedRefunds: memory.askedRefunds ?? {},
	});
	return await operation.execute.call(context, itemIndex, {
		...connection,
		sentOrders,
		askedRefunds,
		itemIndexes,
	});
}

interface Memory {
	/** n8n's “Retry” hands on to another execution what the failed one remembers. */
	executionId: string;
	sentOrders: SentOrders;
	askedRefunds: AskedRefunds;
}

/** An order whose answer another execution has lost is looked up anew, as by any later run: else no retry could succeed. */
function withoutLost(sentOrders: SentOrders): SentOrders {
	return Object.fromEntries(Object.entries(sentOrders).filter(([, state]) => state !== 'lost'));
}

/** @throws ParameterError for a resource or operation that this version does not know (an expression may give any) */
function operationOf(context: IExecuteFunctions, itemIndex: number): Operation {
	const resource = String(context.getNodeParameter('resource', itemIndex));
	const name = String(context.getNodeParameter('operation', itemIndex));
	const operation = findOperation(resource, name);
	if (operation) return operation;
	throw new ParameterError(
		`Operation: “${resource}: ${name}” does not exist`,
		'Choose the resource and the operation from the lists.',
		'operationUnknown',
	);
}

/**
 * An AI agent may not spend money unless a person has allowed it. Today's agents run a tool as an ordinary node whose
 * type ends in `Tool`; only older ones show in `isToolExecution()`.
 */
function refuseAiAgent(context: IExecuteFunctions, operation: Operation, itemIndex: number): void {
	if (!operation.needsPermissionForAi) return;
	const isTool = context.isToolExecution() || context.getNode().type.endsWith('Tool');
	if (!isTool || context.getNodeParameter('options.allowAiAgent', itemIndex, false) === true)
		return;
	throw new ParameterError(
		`An AI agent may not use “${operation.name}”: a person must switch on the option “Allow AI Agent” (allowAiAgent) first`,
		'Switch it on only if the agent may spend money or change orders without asking.',
		'aiAgentNotAllowed',
	);
}
