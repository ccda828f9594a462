import type { INodeProperties } from 'n8n-workflow';

import { callbackTypeNames, setCallback } from '../../../../src/juhe/trainGrab/callback';
import { parseWebUrl } from '../../../../src/lib/url';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { allowAiAgentOption } from '../operation';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { Parameters } from '../parameters';

const fields: INodeProperties[] = [
	{
		displayName:
			'Juhe keeps one URL per callback type and key: this one replaces the one before, for everyone who uses the key.',
		name: 'callbackNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Callback Type',
		name: 'callbackType',
		type: 'options',
		default: 'issueResult',
		options: [
			{ name: 'Expired', value: 'expired', description: 'No ticket was got before the close time' },
			{
				name: 'Issue Result',
				value: 'issueResult',
				description: 'A ticket was issued, or could not be',
			},
			{ name: 'Refund', value: 'refund', description: 'A refund was made, or refused' },
		],
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…',
		description: 'Where Juhe pushes to. It must be reachable from the internet.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [allowAiAgentOption],
	},
];

export const set: Operation = {
	value: 'set',
	name: 'Set',
	action: 'Set callback URL',
	description: 'Tell Juhe where to push what becomes of orders',
	needsPermissionForAi: true,
	fields,
};

/** Tells Juhe where to push what becomes of orders. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const callbackType = parameters.choice('callbackType', callbackTypeNames);
	const url = parameters.requiredRawText('url');
	if (!parseWebUrl(url)) {
		throw parameters.error(
			'url',
			'is not a web address',
			'Enter an address that begins with https:// or http://.',
			'urlForm',
		);
	}
	await setCallback(client, callbackType, url);
	return {
		items: [toItem({ callbackType, url, registered: true }, itemIndex)],
		sideEffect: { what: `callback URL for ${callbackType}` },
	};
}
