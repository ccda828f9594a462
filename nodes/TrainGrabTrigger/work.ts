import type {
	IExecuteFunctions,
	IHookFunctions,
	INode,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { toNodeError } from '../shared/errors';
import * as delivery from './delivery';
import * as reception from './reception';
import * as registration from './registration';

/** All that the trigger does, as n8n calls it: what fails becomes an error of the node. */

/** Whether Juhe has the URLs already; while a workflow is tested nothing is registered. */
export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	return await orNodeError(
		hook.getNode(),
		async () => registration.isTesting(hook) || (await registration.isRegistered(hook)),
	);
}

export async function register(hook: IHookFunctions): Promise<boolean> {
	if (!registration.isTesting(hook))
		await orNodeError(hook.getNode(), async () => await registration.register(hook));
	return true;
}

export function unregister(hook: IHookFunctions): boolean {
	registration.forgetRegistration(hook);
	return true;
}

export async function receivePush(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await reception.receivePush(webhook);
}

export async function deliver(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await orNodeError(context.getNode(), async () => await delivery.deliver(context));
}

async function orNodeError<T>(node: INode, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(node, error);
	}
}
