import type { INodeProperties } from 'n8n-workflow';

import { refundAllTickets, refundTicket } from '../../../../src/juhe/trainGrab/order/refund';
import type { Refund } from '../../../../src/juhe/trainGrab/order/types';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { allowAiAgentOption, unmarkedHint } from '../operation';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { outOrderNoField, Parameters, readSettleSeconds, settleSecondsOption } from '../parameters';

const fields: INodeProperties[] = [
	outOrderNoField,
	{
		displayName: 'Refund Whom',
		name: 'refundWhom',
		type: 'options',
		default: 'one',
		options: [
			{
				name: 'All Passengers',
				value: 'all',
				description: 'Every ticket of the order, children first',
			},
			{ name: 'One Passenger', value: 'one' },
		],
	},
	{
		displayName: 'Passenger',
		name: 'passengerId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		displayOptions: { show: { refundWhom: ['one'] } },
		description:
			'Whose ticket. The list shows the passengers of the order above once its tickets are issued; By ID takes the <code>passengerId</code> that Order > Get (output Full) gives.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a passenger',
				typeOptions: { searchListMethod: 'listPassengers' },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 600000001',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [allowAiAgentOption, settleSecondsOption('refund')],
	},
];

export const refund: Operation = {
	value: 'refund',
	name: 'Refund',
	action: 'Refund train ticket',
	description:
		'Apply for the refund of an issued ticket. The outcome comes later, as a callback or in the order.',
	needsPermissionForAi: true,
	fields,
};

/**
 * Applies for the refund of a ticket. Juhe only accepts the application; the outcome shows in the
 * order later.
 */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client, credential, askedRefunds, store }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const outOrderNo = parameters.orderNumber('outOrderNo');
	const { baseUrl } = credential;
	const settleSeconds = readSettleSeconds(parameters);
	const options = { baseUrl, settleSeconds, sent: askedRefunds, store };
	const { refunds, isUnmarked } =
		parameters.choice('refundWhom', ['one', 'all'], 'one') === 'all'
			? await refundAllTickets(client, outOrderNo, options)
			: await refundTicket(client, outOrderNo, parameters.requiredText('passengerId'), options);
	return {
		items: refunds.map((each) => toItem(each, itemIndex)),
		...(isUnmarked && { hints: [unmarkedHint] }),
		...sideEffectOf(
			refunds,
			outOrderNo,
			Object.values(askedRefunds).some((state) => state !== 'sent'),
		),
	};
}

/** A refund whose answer was lost may have been taken. */
function sideEffectOf(
	refunds: Refund[],
	outOrderNo: string,
	isAnswerLost: boolean,
): Pick<OperationResult, 'sideEffect'> {
	const what = `refund of order ${outOrderNo}`;
	const states = refunds.map(({ state }) => state);
	if (states.includes('accepted')) return { sideEffect: { what } };
	return isAnswerLost && states.includes('unknown')
		? { sideEffect: { what: `${what}, of which it is not known whether Juhe took it` } }
		: {};
}
