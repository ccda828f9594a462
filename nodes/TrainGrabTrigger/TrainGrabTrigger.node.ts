import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { juheApiTest } from '../shared/juheApiTest';
import { properties } from './properties';

/**
 * Juhe's answer must be the text `success`, and may leave only once n8n holds the execution: n8n
 * sends it then. No expressions here: each would cost n8n a sandbox, for every push.
 */
const answer = {
	responseMode: 'onReceived',
	responseData: 'success',
	path: 'juhe',
} as const;

const howToTest =
	'While you test, nothing is registered with Juhe, so that a click does not take production’s callbacks away. Copy the Test URL, click “Execute step” and open the URL in a browser: it gives a sample event, <code>…/webhook-test/…/juhe?event=ticket.refunded</code> the one named (order.issued, order.failed, order.expired, ticket.refunded, ticket.refundFailed, other). Pinned data and the push command of the sandbox do as well.';

export class TrainGrabTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Train Grab Trigger',
		name: 'trainGrabTrigger',
		icon: { light: 'file:trainGrabTrigger.svg', dark: 'file:trainGrabTrigger.dark.svg' },
		group: ['trigger'],
		// Before each push to a node of version 1 n8n evaluates an expression of its own, in a sandbox
		// made for that.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle:
			'={{ $parameter["events"].map((name) => name.split(".").pop().replace("Failed", " failed")).join(", ") }}',
		description:
			'Search and order Chinese train tickets; start workflows when one is issued, lost or refunded',
		eventTriggerDescription: 'Waiting for a push from Juhe',
		activationMessage: 'Juhe has this workflow’s address and pushes to it now.',
		triggerPanel: {
			header: 'Try the workflow without Juhe',
			executionsHelp: {
				inactive: `${howToTest} Publish the workflow to receive Juhe’s pushes.`,
				active: `Juhe pushes to this workflow’s production URL; its executions are in the executions list. ${howToTest}`,
			},
			activationHint:
				// While n8n listens it shows a text of its own instead, and the rest is greyed out.
				'Copy the Test URL under <b>Webhook URLs</b> on the right first. Then click <b>Execute step</b>, and open the URL in a browser: it gives a sample event. To choose which, add <code>?event=order.failed</code> to the URL.',
		},
		defaults: { name: 'Train Grab Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'juheApi', required: true, testedBy: 'juheApiTest' }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', ...answer, ndvHideMethod: true },
			// How Juhe pushes is documented nowhere: a GET is taken as well.
			{ name: 'setup', httpMethod: 'GET', ...answer, ndvHideUrl: true },
		],
		properties,
	};

	methods = { credentialTest: { juheApiTest } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await (await work()).isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await (await work()).register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return (await work()).unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await (await work()).receivePush(this);
	}

	/** Runs inside the stored execution, with Juhe and n8n's durable store within reach. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await (await work()).deliver(this)];
	}
}

/** A file of its own, so that n8n starts fast: loaded by the first registration, push or run. */
const work = async () => await import('./work');
