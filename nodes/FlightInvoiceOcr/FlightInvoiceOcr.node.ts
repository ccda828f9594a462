import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { juheApiTest } from '../shared/juheApiTest';
import { properties } from './properties';

export class FlightInvoiceOcr implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Flight Invoice OCR',
		name: 'flightInvoiceOcr',
		icon: { light: 'file:flightInvoiceOcr.svg', dark: 'file:flightInvoiceOcr.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ invoice: "Invoice", expenseRow: "Expense Row", raw: "Raw" })[$parameter["output"]] + ({ binary: " from File", base64: " from Base64", url: " from URL" })[$parameter["inputSource"]] }}',
		description:
			'Read Chinese flight itineraries and train e-tickets from photos, scans, PDF, OFD and XML for expense claims (Juhe 机票行程单识别); Juhe may charge for each picture',
		defaults: { name: 'Flight Invoice OCR' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'juheApi', required: true, testedBy: 'juheApiTest' }],
		properties,
	};

	methods = { credentialTest: { juheApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// The work is a file of its own, so that n8n starts fast; it is loaded with the first run.
		const { recognizeItems } = await import('./batch');
		return await recognizeItems.call(this);
	}
}
