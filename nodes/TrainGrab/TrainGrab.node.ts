import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeListSearchResult,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { juheApiTest } from '../shared/juheApiTest';
import { properties, subtitle } from './actions';
import { searchStations } from './stations';

export class TrainGrab implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Train Grab',
		name: 'trainGrab',
		icon: { light: 'file:trainGrab.svg', dark: 'file:trainGrab.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Search Chinese trains, order tickets for real money, follow, cancel and refund them',
		defaults: { name: 'Train Grab' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'juheApi', required: true, testedBy: 'juheApiTest' }],
		properties,
	};

	methods = { credentialTest: { juheApiTest }, listSearch: { searchStations, listPassengers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// The work is a file of its own, so that n8n starts fast; it is loaded with the first run.
		const { executeItems } = await import('./actions/router');
		return await executeItems.call(this);
	}
}

async function listPassengers(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	const passengers = await import('./passengers');
	return await passengers.listPassengers.call(this);
}
