import type { INodeProperties } from 'n8n-workflow';

import { cancelOrder } from '../../../../src/juhe/trainGrab/order/cancel';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { allowAiAgentOption } from '../operation';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { outOrderNoField, Parameters } from '../parameters';

const fields: INodeProperties[] = [
	outOrderNoField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [allowAiAgentOption],
	},
];

export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel train order',
	description:
		'Stop an order that is still grabbing. A cancelled order cannot be reopened; an issued ticket can only be refunded.',
	needsPermissionForAi: true,
	fields,
};

/** Stops an order that is still grabbing. Juhe cannot reopen it. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client, credential }: OperationContext,
): Promise<OperationResult> {
	const outOrderNo = new Parameters(this, fields, itemIndex).orderNumber('outOrderNo');
	const cancelled = await cancelOrder(client, outOrderNo, credential.cancelOrderPath);
	return {
		items: [toItem(cancelled, itemIndex)],
		...(cancelled.status === 'cancelled' && {
			sideEffect: { what: `cancellation of order ${outOrderNo}` },
		}),
	};
}
