import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { defaultBaseUrl, trainGrabEndpoints } from '../src/juhe/endpoints';
import { signRequest } from './signRequest';

export class JuheApi implements ICredentialType {
	name = 'juheApi';

	displayName = 'Juhe API';

	icon: Icon = { light: 'file:juhe.svg', dark: 'file:juhe.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-juhe/n8n-nodes-juhe#credential';

	properties: INodeProperties[] = [
		{
			displayName:
				'Juhe issues one AppKey per API: in the Juhe console, each API that you have applied for shows its own. Set the keys of the APIs you use.',
			name: 'keysNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Train Grab Key',
			name: 'trainGrabKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'AppKey of 火车票抢票',
			description: 'Needed for the Train Grab nodes',
		},
		{
			displayName: 'Flight Invoice OCR Key',
			name: 'flightInvoiceOcrKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'AppKey of 机票行程单识别',
			description: 'Needed for the Flight Invoice OCR node',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: defaultBaseUrl,
			placeholder: defaultBaseUrl,
			description: 'Where Juhe answers. Change it for a sandbox or a company gateway.',
		},
		{
			displayName: '12306 Account',
			name: 'railwayAccount',
			type: 'string',
			default: '',
			description:
				'Optional. User name of your own 12306 account, for orders that are to be bought with it ("Use My 12306 Account" of Order > Create).',
		},
		{
			displayName: '12306 Password',
			name: 'railwayPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Optional. It is sent as it stands here: whether Juhe wants it encrypted is not in its public documents, so ask Juhe before you use it',
		},
		{
			displayName: 'Create Order Path',
			name: 'createOrderPath',
			type: 'string',
			default: trainGrabEndpoints.createOrder.path,
			description:
				'Path of 创建抢票单. Juhe’s public documents do not print it, so this preset is a guess: compare it with the request address on the API’s page in the Juhe console (我的API > 火车票抢票 > 接口文档).',
		},
		{
			displayName: 'Cancel Order Path',
			name: 'cancelOrderPath',
			type: 'string',
			default: trainGrabEndpoints.cancelOrder.path,
			description:
				'Path of 取消订单. Juhe’s public documents do not print it, so this preset is a guess: compare it with the request address on the API’s page in the Juhe console (我的API > 火车票抢票 > 接口文档).',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => signRequest(credentials, requestOptions);
}
