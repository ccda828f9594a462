import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { SentOrders } from '../../../juhe/trainGrab/createOrder';
import { ParameterError, toErrorItem, toNodeError } from '../../shared/errors';
import { connectToJuhe } from '../../shared/juheApi';
import { findOperation } from './index';
import type { Operation } from './operation';

/** Runs the operation of every item, one after the other: each output item is paired with its input item. */
export async function executeItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
		try {
			output.push(...(await executeItem(this, itemIndex)));
		} catch (error) {
			// n8n records a stop as “canceled” only if the node does not throw.
			if (this.getExecutionCancelSignal()?.aborted) return [output];
			if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, itemIndex);
			output.push(toErrorItem(error, itemIndex));
		}
	}
	hintAtSeveralOrders(this, output);
	return [output];
}

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
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const operation = operationOf(context, itemIndex);
	refuseAiAgent(context, operation, itemIndex);
	const connection = await connectToJuhe(context, 'trainGrab', itemIndex);
	// Kept by n8n for the whole execution: “Retry On Fail” and loops run this node again.
	const memory = context.getContext('node') as { sentOrders?: SentOrders };
	memory.sentOrders ??= {};
	const { sentOrders } = memory;
	return await operation.execute.call(context, itemIndex, { ...connection, sentOrders });
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
