import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { juheApiTest } from '../shared/credentialTest';
import { properties, subtitle } from './actions';
import { executeItems } from './actions/router';
import { listPassengers } from './passengers';
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
		return await executeItems.call(this);
	}
}
