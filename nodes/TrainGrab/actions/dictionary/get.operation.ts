import type { INodeProperties } from 'n8n-workflow';

import { dictionarySections } from '../../../../src/juhe/dictionary';
import { fetchDictionary } from '../../../../src/juhe/trainGrab/codes/currentDictionary';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { Parameters } from '../parameters';

const sections = ['all', ...dictionarySections] as const;

const fields: INodeProperties[] = [
	{
		displayName: 'Section',
		name: 'section',
		type: 'options',
		default: 'all',
		options: [
			{ name: 'All', value: 'all' },
			{
				name: 'ID Types',
				value: 'idType',
				description: 'In the numbers that Order > Create uses (0-3)',
			},
			{ name: 'Message Codes', value: 'msgCode' },
			{ name: 'Order Statuses', value: 'orderStatus' },
			{ name: 'Passenger Types', value: 'passengerType' },
			{ name: 'Refund Types', value: 'refundType' },
			{ name: 'Seat Classes', value: 'seatClassCode' },
			{ name: 'Seat Numbers of Callbacks', value: 'seatClass' },
			{ name: 'Ticket States', value: 'ticketStateCode' },
			{ name: 'Tips', value: 'tips' },
			{ name: 'Train Classes', value: 'trainClass' },
		],
		description: 'Which of Juhe’s tables: all, or one by its name',
	},
	{
		displayName: 'Code',
		name: 'code',
		type: 'string',
		default: '',
		placeholder: 'e.g. 207',
		description: 'Only this code. Empty: every code of the section.',
	},
];

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get data dictionary',
	description: 'Read what Juhe’s codes mean, in English and Chinese',
	fields,
};

/** Juhe's codes with their meanings, an item a code. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const section = parameters.choice('section', sections, 'all');
	const code = parameters.text('code').toLowerCase();
	const items = await fetchDictionary(client);
	const found = items
		.filter((item) => section === 'all' || item.section === section)
		.filter((item) => !code || item.code.toLowerCase() === code)
		.map((item) => toItem(item, itemIndex));
	return { items: found };
}
