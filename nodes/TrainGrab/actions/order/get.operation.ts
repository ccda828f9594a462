import type { INodeProperties } from 'n8n-workflow';

import type { Order } from '../../../../src/juhe/trainGrab/order/types';
import { expenseRowsOfOrder } from '../../expenseRows';
import { presentEvent } from '../../../../src/juhe/trainGrab/events/event';
import { eventsOfOrder } from '../../../../src/juhe/trainGrab/events/fromOrder';
import { readOrder } from '../../../../src/juhe/trainGrab/order/lookUp';
import { maskOrder, simplifyOrder } from '../../../../src/juhe/trainGrab/order/present';
import { toItem, toRawItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { summaryLanguageOption } from '../../../shared/parameters';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { maskPersonalDataOption, outOrderNoField, Parameters, readMask } from '../parameters';

const outputs = ['simplified', 'full', 'events', 'expenseRow', 'raw'] as const;

const fields: INodeProperties[] = [
	outOrderNoField,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		options: [
			{
				name: 'Events',
				value: 'events',
				description: 'An item an event: what the trigger would have said of the order by now',
			},
			{
				name: 'Expense Row',
				value: 'expenseRow',
				description:
					'An item a ticket, in the columns of the flight invoices: one row of an expense table. Deductible VAT is an estimate.',
			},
			{ name: 'Full', value: 'full', description: 'Everything, passengers and contact included' },
			{
				name: 'Raw',
				value: 'raw',
				description: 'Juhe’s own answers untouched, before and after issue',
			},
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'Status, train, times, ticket number and price',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { output: ['events', 'full'] } },
		options: [
			{
				displayName: 'Include Raw',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to add Juhe’s own answers about the order to each event',
				displayOptions: { show: { '/output': ['events'] } },
			},
			maskPersonalDataOption,
			{
				...summaryLanguageOption,
				displayOptions: { show: { '/output': ['events'] } },
			},
		],
	},
];

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get train order',
	description: 'Read what has become of an order: status, train, seats, tickets, price',
	fields,
};

/** An order as it stands now. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const outOrderNo = parameters.orderNumber('outOrderNo');
	const output = parameters.choice('output', outputs, 'simplified');
	const mask = readMask(parameters);
	const found = await readOrder(client, outOrderNo);
	if (output === 'raw') return { items: [toRawItem(found.raw, itemIndex)] };
	if (output === 'expenseRow') {
		const rows = expenseRowsOfOrder(found.order);
		return {
			items: rows.map((row) => toItem(row, itemIndex)),
			hints: found.order.issued && rows.length === 0 ? [rowlessHint(found.order)] : [],
		};
	}
	if (output === 'events') {
		const language = parameters.choice('options.summaryLanguage', ['en', 'zh'], 'en');
		const includeRaw = parameters.flag('options.includeRaw');
		const events = eventsOfOrder(found.order, found.raw).map((event) =>
			toItem(presentEvent(event, { language, mask, includeRaw }), itemIndex),
		);
		return { items: events };
	}
	if (output === 'full')
		return { items: [toItem(mask ? maskOrder(found.order) : found.order, itemIndex)] };
	return { items: [toItem(simplifyOrder(found.order), itemIndex)] };
}

function rowlessHint({ outOrderNo, statusName }: Order): string {
	return `No ticket of order ${outOrderNo} could be read in Juhe’s answer, although its status is “${statusName}”: enter them by hand. The output “Raw” shows what Juhe answered.`;
}
