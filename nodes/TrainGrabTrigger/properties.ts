import type { INodeProperties } from 'n8n-workflow';

import { maskPersonalDataOption, summaryLanguageOption } from '../shared/parameters';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Publishing tells Juhe this workflow’s address; nothing is to be pasted into Juhe’s console. Juhe keeps one URL per callback type and key: publishing takes the callbacks from any other workflow that uses the same key. Several workflows on one key: let one trigger hand the events on.',
		name: 'callbackNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['order.issued', 'order.failed', 'order.expired'],
		options: [
			{
				name: 'Order Expired',
				value: 'order.expired',
				description: 'No ticket was got before the close time',
			},
			{
				name: 'Order Failed',
				value: 'order.failed',
				description: 'The ticket could not be issued; the event says why',
			},
			{ name: 'Order Issued', value: 'order.issued', description: 'The ticket was issued' },
			{
				name: 'Other',
				value: 'other',
				description: 'A genuine push that fits none of the others. Registers all callback types.',
			},
			{
				name: 'Refund Failed',
				value: 'ticket.refundFailed',
				description: 'A refund that was applied for was refused',
			},
			{
				name: 'Ticket Refunded',
				value: 'ticket.refunded',
				description: 'A ticket was refunded; the event says how much',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Deduplicate',
				name: 'deduplicate',
				type: 'boolean',
				default: true,
				description:
					'Whether to start the workflow once per event, although Juhe repeats its pushes. What was seen outlives restarts.',
			},
			{
				displayName: 'Include Raw',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to add the push as Juhe sent it',
			},
			maskPersonalDataOption,
			{
				displayName: 'Order Number Prefix',
				name: 'outOrderNoPrefix',
				type: 'string',
				default: '',
				description: 'Only events of orders whose <code>outOrderNo</code> begins so',
			},
			{
				displayName: 'Require Secret',
				name: 'requireSecret',
				type: 'boolean',
				default: true,
				description:
					'Whether to refuse pushes whose URL does not carry the secret registered with Juhe. Juhe does not sign its pushes: without the secret anybody may send one.',
			},
			summaryLanguageOption,
			{
				displayName: 'Verify',
				name: 'verify',
				type: 'options',
				default: 'whenMoneyMoves',
				options: [
					{ name: 'Always', value: 'always', description: 'Every event' },
					{
						name: 'Never',
						value: 'never',
						description:
							'Believe the push. The order of a failure is read even so, since only it says why.',
					},
					{
						name: 'When Money Moves',
						value: 'whenMoneyMoves',
						description: 'Tickets issued and refunded, and failures (which the order explains)',
					},
				],
				description:
					'Whether to read the order from Juhe before the event goes out, and to drop a push that the order contradicts',
			},
			{
				displayName: 'Verify Seconds',
				name: 'verifySeconds',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description:
					'How long an order may take to show what a push says of it. Then the event goes out with <code>verified</code> false.',
			},
		],
	},
];
