import type { INodeProperties } from 'n8n-workflow';

import { maskPersonalDataOption, summaryLanguageOption } from '../shared/parameters';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Publishing tells Juhe this workflow’s address. Of several workflows on one key only the one published last hears of anything. After n8n’s address or the key has changed: <b>unpublish, then publish</b>.',
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
				name: 'Order Ended (Issued, Failed or Expired)',
				value: 'order.ended',
				action: 'On order ended (issued, failed or expired)',
				description: 'Whatever became of an order; the event says what',
			},
			{
				name: 'Order Expired',
				value: 'order.expired',
				action: 'On order expired',
				description: 'No ticket was got before the close time',
			},
			{
				name: 'Order Failed',
				value: 'order.failed',
				action: 'On order failed',
				description: 'The ticket could not be issued; the event says why',
			},
			{
				name: 'Order Issued',
				value: 'order.issued',
				action: 'On order issued',
				description: 'The ticket was issued',
			},
			{
				name: 'Other Push',
				value: 'other',
				action: 'On other push',
				description:
					'A genuine push of Juhe’s that fits none of the others. Registers all kinds of callbacks.',
			},
			{
				name: 'Refund Failed',
				value: 'ticket.refundFailed',
				action: 'On refund failed',
				description: 'A refund that was applied for was refused',
			},
			{
				name: 'Ticket Refunded',
				value: 'ticket.refunded',
				action: 'On ticket refunded',
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
				displayName: 'Confirm With Juhe',
				name: 'verify',
				type: 'options',
				default: 'whenMoneyMoves',
				options: [
					{
						name: 'Always',
						value: 'always',
						description: 'Every event; an order proves nothing of an Other Push',
					},
					{
						name: 'Never',
						value: 'never',
						description: 'Believe the push. Only of an order that failed is the reason looked up.',
					},
					{
						name: 'When Money Moves',
						value: 'whenMoneyMoves',
						description: 'Tickets issued and refunded, and orders that failed (the order says why)',
					},
				],
				description:
					'Whether to read the order from Juhe before the event goes out, and to drop a push that the order contradicts',
			},
			{
				displayName: 'Confirm Within (Seconds)',
				name: 'verifySeconds',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description:
					'How long an order may take to show what a push says of it. Then the event goes out with <code>verified</code> false. What the order contradicts is dropped sooner.',
			},
			{
				displayName: 'Each Event Once',
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
				placeholder: 'e.g. TRIP',
				description: 'Start the workflow only for orders whose number begins so. Empty: for all.',
			},
			{
				displayName: 'Require Secret',
				name: 'requireSecret',
				type: 'boolean',
				default: true,
				description:
					'Whether to refuse pushes whose URL does not carry the secret registered with Juhe. Juhe does not sign its pushes: without the secret anybody may send one. <code>n8n export:workflow</code> writes the secret into its file, so keep that file to yourself; a new trigger node has a new secret.',
			},
			summaryLanguageOption,
		],
	},
];
