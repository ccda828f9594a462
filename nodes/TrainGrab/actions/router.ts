import type { INodeExecutionData } from 'n8n-workflow';

import { juheAt } from '../../../src/juhe/trainGrab/order/ledger';
import type { Sent } from '../../../src/juhe/trainGrab/order/ledger';
import { quoted } from '../../../src/lib/shorten';
import { asRecord } from '../../../src/lib/values';
import { ParameterError, toErrorItem, toNodeError } from '../../shared/errors';
import { connectToJuhe } from '../../shared/juheApi';
import { addHints, cancelSignalOf, entryStoreOf, isToolCall } from '../../shared/n8nContext';
import type { ExecuteContext } from '../../shared/n8nContext';
import { isExpression, labelOf } from '../../shared/parameters';
import * as callbackSet from './callback/set.operation';
import * as dictionaryGet from './dictionary/get.operation';
import type { Choice } from './order/choice';
import type { Operation, OperationResult, OperationWork, SideEffect } from './operation';
import * as orderCancel from './order/cancel.operation';
import * as orderCheck from './order/check.operation';
import * as orderCreate from './order/create.operation';
import * as orderGet from './order/get.operation';
import * as orderWaitForResult from './order/waitForResult.operation';
import { findOperation } from './resources';
import * as ticketRefund from './ticket/refund.operation';
import * as trainPlan from './train/plan.operation';
import * as trainSearch from './train/search.operation';

/** By resource and operation. */
const works: Record<string, OperationWork> = {
	'train/search': trainSearch,
	'train/plan': trainPlan,
	'order/check': orderCheck,
	'order/create': orderCreate,
	'order/get': orderGet,
	'order/waitForResult': orderWaitForResult,
	'order/cancel': orderCancel,
	'ticket/refund': ticketRefund,
	'callback/set': callbackSet,
	'dictionary/get': dictionaryGet,
};

/**
 * Runs the operation of every item, one after the other: each output item is paired with its input
 * item, or items.
 */
export async function executeItems(this: ExecuteContext): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const sideEffects: SideEffect[] = [];
	const allHints = new Set<string>();
	for (const itemIndexes of groupItems(this)) {
		const [itemIndex = 0] = itemIndexes;
		try {
			const { items, sideEffect, hints = [] } = await executeItem(this, itemIndexes, itemIndex);
			output.push(...pairWith(itemIndexes, items));
			if (sideEffect) sideEffects.push(sideEffect);
			for (const hint of hints) allHints.add(hint);
		} catch (error) {
			// n8n records a stop as “canceled” only if the node does not throw.
			if (cancelSignalOf(this)?.aborted) return [output];
			if (!this.continueOnFail())
				throw toNodeError(this.getNode(), error, itemIndex, doneBefore(sideEffects));
			// An item each, so that on the error branch every input item has its own.
			output.push(...itemIndexes.map((index) => toErrorItem(error, index)));
		}
	}
	addHints(this, ...severalOrders(sideEffects), ...allHints);
	return [output];
}

/**
 * Items that make one call together (passengers of one order), in the order of the first of each.
 */
function groupItems(context: ExecuteContext): number[][] {
	const groups = new Map<string | number, number[]>();
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const key = groupKeyOf(context, itemIndex) ?? itemIndex;
		const group = groups.get(key) ?? [];
		groups.set(key, [...group, itemIndex]);
	}
	return [...groups.values()];
}

function groupKeyOf(context: ExecuteContext, itemIndex: number): string | null {
	try {
		const { operation, work } = operationOf(context, itemIndex);
		const key = work.groupKey?.call(context, itemIndex) ?? null;
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

/**
 * What was ordered or refunded before an item stops the node: n8n drops the items of a node that
 * fails.
 */
function doneBefore(sideEffects: SideEffect[]): string {
	const done = [...new Set(sideEffects.map(({ what }) => what))];
	return done.length > 0 ? `Done before it: ${done.join(', ')}.` : '';
}

/**
 * A search gives many trains, and each would be ordered where its stations differ: rarely what
 * somebody wants.
 */
function severalOrders(sideEffects: SideEffect[]): string[] {
	const made = sideEffects.filter(({ isNewOrder }) => isNewOrder);
	if (made.length < 2) return [];
	return [
		`${made.length} orders were made, one for each input item. If you wanted one, cancel the others (Order > Cancel) and put a Limit node before this one.`,
	];
}

async function executeItem(
	context: ExecuteContext,
	itemIndexes: number[],
	itemIndex: number,
): Promise<OperationResult> {
	const { operation, work } = operationOf(context, itemIndex);
	restrictAiAgent(context, operation);
	const connection = await connectToJuhe(context, 'trainGrab', itemIndex);
	// Kept by n8n for the whole execution: “Retry On Fail” and loops run this node again.
	const memory = context.getContext('node') as Partial<Memory>;
	const executionId = context.getExecutionId();
	const isHandedOn = memory.executionId !== executionId;
	const juhe = juheAt(connection.credential.baseUrl);
	const isAnotherJuhe = memory.juhe !== undefined && memory.juhe !== juhe;
	const store = entryStoreOf(context);
	const taken = (sent: Sent = {}) => (isAnotherJuhe ? {} : isHandedOn ? onlySent(sent) : sent);
	const { sentOrders, choices, askedRefunds } = Object.assign(memory, {
		executionId,
		juhe,
		sentOrders: taken(memory.sentOrders),
		choices: memory.choices ?? [],
		// Only the mark in the store keeps a refund that Juhe does not show yet from being sent again.
		askedRefunds: store ? taken(memory.askedRefunds) : (memory.askedRefunds ?? {}),
	});
	return await work.execute.call(context, itemIndex, {
		...connection,
		sentOrders,
		choices,
		askedRefunds,
		store,
		itemIndexes,
	});
}

interface Memory {
	/** n8n's “Retry” hands on to another execution what the failed one remembers. */
	executionId: string;
	/** Which Juhe it was sent to: the credential may be changed before a “Retry”. */
	juhe: string;
	sentOrders: Sent;
	choices: Choice[];
	askedRefunds: Sent;
}

/**
 * What another execution has sent and knows no end of is looked up anew, as by any later run: else no
 * retry could succeed. The mark in n8n's store still tells that it was sent.
 */
function onlySent(sent: Sent): Sent {
	return Object.fromEntries(Object.entries(sent).filter(([, state]) => state === 'sent'));
}

/**
 * @throws ParameterError for a resource or operation that this version does not know (an expression
 * may give any)
 */
function operationOf(
	context: ExecuteContext,
	itemIndex: number,
): { operation: Operation; work: OperationWork } {
	const resource = String(context.getNodeParameter('resource', itemIndex));
	const name = String(context.getNodeParameter('operation', itemIndex));
	const operation = findOperation(resource, name);
	const work = works[`${resource}/${name}`];
	if (operation && work) return { operation, work };
	throw new ParameterError(
		`Operation: ${quoted(`${resource}: ${name}`)} does not exist`,
		'Choose the resource and the operation from the lists.',
		'operationUnknown',
	);
}

/**
 * An AI agent may not spend money unless a person has allowed it, and what limits its spending is
 * not its to set: only what stands in the node itself counts, since an expression may hand over
 * what the model says ($fromAI, $json).
 */
function restrictAiAgent(context: ExecuteContext, operation: Operation): void {
	if (!isToolCall(context)) return;
	const options = context.getNode().parameters.options ?? {};
	const fixed = asRecord(options);
	if (operation.needsPermissionForAi && fixed?.allowAiAgent !== true)
		throw new ParameterError(
			`An AI agent may not use “${operation.name}”: a person must switch on the option “Allow AI Agent” (allowAiAgent) first`,
			'Switch it on only if the agent may spend money or change orders without asking.',
			'aiAgentNotAllowed',
		);
	const handedOver = personsOptions.find((name) => isExpression(fixed ? fixed[name] : options));
	if (handedOver === undefined) return;
	throw new ParameterError(
		`“${labelOf(operation.fields, handedOver)}” cannot come from an expression where an AI agent uses the node`,
		'Enter the value itself, so that a person and not the model sets it.',
		'aiAgentMayNotSet',
	);
}

/** What limits an order, tells it from others, or hides who travels: a person's to set. */
const personsOptions = [
	'acceptNoSeat',
	'attempt',
	'maskPersonalData',
	'maxTotalPrice',
	'outOrderNo',
	'purchaseKey',
	'settleSeconds',
	'skipChecks',
	'useRailwayAccount',
];
