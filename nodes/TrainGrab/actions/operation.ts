import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Sent } from '../../../src/juhe/trainGrab/order/ledger';
import type { EntryStore } from '../../../src/lib/entryStore';
import type { JuheConnection } from '../../shared/juheApi';
import type { ExecuteContext } from '../../shared/n8nContext';
import type { Choice } from './order/choice';

/** What an operation works with, besides the node's own functions. */
export interface OperationContext extends JuheConnection {
	/** The orders that this execution has sent; what is written here is kept. */
	sentOrders: Sent;
	/** What those were choices among, likewise. */
	choices: Choice[];
	/** The refunds that this execution has asked for, likewise. */
	askedRefunds: Sent;
	/** Where orders and refunds are marked before they are sent; null where n8n has no such store. */
	store: EntryStore | null;
	/** The items that make one call together, the first of them being the item that is executed. */
	itemIndexes: number[];
}

/** What an operation did to the world, as whoever runs the node must know of it. */
export interface SideEffect {
	/** What was done, e.g. "order JH1234". */
	what: string;
	/** A ticket order that this very run made. */
	isNewOrder?: boolean;
}

export interface OperationResult {
	items: INodeExecutionData[];
	sideEffect?: SideEffect;
	/** What the editor shows beside the output. */
	hints?: string[];
}

/** An operation as n8n shows it: what it is called, and its fields. */
export interface Operation {
	value: string;
	name: string;
	/** What the node is called on the canvas's action list. */
	action: string;
	description: string;
	/**
	 * Costs money or changes what others rely on: an AI agent may use it only where the user has
	 * allowed that.
	 */
	needsPermissionForAi?: boolean;
	fields: INodeProperties[];
}

/**
 * What an operation does: functions of their own beside it, which the bundler leaves out of the
 * file that n8n loads at its start.
 */
export interface OperationWork {
	/**
	 * What an item has in common with those that make one call together with it; null: it stands
	 * alone.
	 * @throws ParameterError where a parameter cannot work
	 */
	groupKey?(this: ExecuteContext, itemIndex: number): string | null;
	/**
	 * Of one item, or of those that make one call together.
	 * @throws ParameterError where a parameter cannot work
	 * @throws JuheError where Juhe refuses or cannot be reached
	 */
	execute(
		this: ExecuteContext,
		itemIndex: number,
		context: OperationContext,
	): Promise<OperationResult>;
}

export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
}

/** The option that lets an AI agent use an operation. */
export const allowAiAgentOption: INodeProperties = {
	displayName: 'Allow AI Agent',
	name: 'allowAiAgent',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether an AI agent that has this node as a tool may use this operation. It spends money or changes an order without a person looking at it. Only the switch itself counts, never an expression or the model.',
};

/** What is less sure where n8n has no store for marks. */
export const unmarkedHint =
	'n8n could not record that this was sent, because the workflow is not saved or this n8n has no store for it: until Juhe shows it, another execution of the same would send it again. Save the workflow before you use it in earnest.';
