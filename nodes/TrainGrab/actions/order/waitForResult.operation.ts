import type { INodeProperties } from 'n8n-workflow';

import { maskOrder } from '../../../../src/juhe/trainGrab/order/present';
import { waitForResult as wait } from '../../../../src/juhe/trainGrab/order/wait';
import { toItem } from '../../../shared/items';
import { tellWatcher } from '../../../shared/n8nContext';
import type { ExecuteContext } from '../../../shared/n8nContext';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { maskPersonalDataOption, outOrderNoField, Parameters, readMask } from '../parameters';

const fields: INodeProperties[] = [
	{
		displayName:
			'The execution stays open while it waits. For hours or days use a loop with n8n’s Wait node and Order > Get, or the Train Grab Trigger.',
		name: 'waitNotice',
		type: 'notice',
		default: '',
	},
	outOrderNoField,
	{
		displayName: 'Timeout (Minutes)',
		name: 'timeoutMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description:
			'How long to wait. When the time is up the order comes out as it stands, with <code>timedOut</code>.',
	},
	{
		displayName: 'Check Every (Seconds)',
		name: 'pollSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description: 'How often to look. The node looks less often while Juhe is busy.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [maskPersonalDataOption],
	},
];

export const waitForResult: Operation = {
	value: 'waitForResult',
	name: 'Wait for Result',
	action: 'Wait for result of train order',
	description: 'Wait until an order is issued, failed, expired or cancelled, or the time is up',
	fields,
};

/** Waits until an order has ended, and gives it with the history of its states. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	// Before the wait: a word that says neither yes nor no is refused at once.
	const mask = readMask(parameters);
	const awaited = await wait(client, parameters.orderNumber('outOrderNo'), {
		timeoutSeconds: (parameters.number('timeoutMinutes') ?? 30) * 60,
		pollSeconds: Math.max(1, parameters.number('pollSeconds') ?? 10),
		// Shown in the browser's console in manual runs: nothing else of n8n's is live.
		onStatus: (order) => tellWatcher(this, `Order ${order.outOrderNo}: ${order.statusName}`),
	});
	const order = mask ? maskOrder(awaited) : awaited;
	return { items: [toItem({ ...awaited, ...order }, itemIndex)] };
}
