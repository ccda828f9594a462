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

/**
 * A field that the Advanced switch shows. n8n drops the values of fields that it does not show,
 * when a credential is saved and when it is used: a hidden twin keeps what was saved before there
 * was a switch, and what is set while it is off.
 */
function advanced(field: INodeProperties): INodeProperties[] {
	return [
		{ ...field, displayOptions: { show: { advanced: [true] } } },
		{ ...field, type: 'hidden', displayOptions: { show: { advanced: [false] } } },
	];
}

const pathDescription =
	'Juhe’s public documents do not print it, so this preset is a guess: compare it with the request address that <a href="https://dashboard.juhe.cn/data/index/my" target="_blank">Juhe’s console</a> shows for the API';

export class JuheApi implements ICredentialType {
	name = 'juheApi';

	displayName = 'Juhe API';

	icon: Icon = { light: 'file:juhe.svg', dark: 'file:juhe.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-juhe/n8n-nodes-juhe#credential';

	properties: INodeProperties[] = [
		{
			displayName:
				'Juhe issues one AppKey per API: <a href="https://dashboard.juhe.cn/data/index/my" target="_blank">Juhe’s console</a> shows one for each API that you have applied for. Set the keys of the APIs you use.',
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
			hint: 'AppKey of the API that the console calls 火车票抢票',
			description: 'Needed for the Train Grab nodes',
		},
		{
			displayName: 'Flight Invoice OCR Key',
			name: 'flightInvoiceOcrKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'AppKey of the API that the console calls 机票行程单识别',
			description: 'Needed for the Flight Invoice OCR node, to read pictures',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: defaultBaseUrl,
			placeholder: `e.g. ${defaultBaseUrl}`,
			description: 'Where Juhe answers. Change it for a sandbox or a company gateway.',
		},
		{
			displayName: 'Advanced',
			name: 'advanced',
			type: 'boolean',
			default: false,
			description:
				'Whether to show the settings for your own 12306 account and for the two paths that Juhe’s public documents do not print',
		},
		...advanced({
			displayName: '12306 Account',
			name: 'railwayAccount',
			type: 'string',
			default: '',
			description:
				'Optional. User name of your own 12306 account, for orders that are to be bought with it (“Use My 12306 Account” of Order > Create).',
		}),
		...advanced({
			displayName: '12306 Password',
			name: 'railwayPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Optional. It is sent as it stands here: whether Juhe wants it encrypted is not in its public documents, so ask Juhe before you use it.',
		}),
		...advanced({
			displayName: 'Create Order Path',
			name: 'createOrderPath',
			type: 'string',
			default: trainGrabEndpoints.createOrder.path,
			description: `Path for creating orders. ${pathDescription} (创建抢票单).`,
		}),
		...advanced({
			displayName: 'Cancel Order Path',
			name: 'cancelOrderPath',
			type: 'string',
			default: trainGrabEndpoints.cancelOrder.path,
			description: `Path for cancelling orders. ${pathDescription} (取消订单).`,
		}),
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => signRequest(credentials, requestOptions);
}
