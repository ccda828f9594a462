import type { IExecuteFunctions, IHookFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../shared/errors';
import * as delivery from './delivery';
import * as registration from './registration';

/**
 * All that the trigger does, as n8n calls it; what fails in a registration or a run becomes an error
 * of the node.
 */
export { receivePush } from './reception';

/** Whether Juhe has the URLs already; while a workflow is tested nothing is registered. */
export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	return await orNodeError(
		hook.getNode(),
		async () => registration.isTesting(hook) || (await registration.isRegistered(hook)),
	);
}

/** Gives Juhe the URLs, unless the workflow is tested. */
export async function register(hook: IHookFunctions): Promise<boolean> {
	if (!registration.isTesting(hook))
		await orNodeError(hook.getNode(), async () => await registration.register(hook));
	return true;
}

/** Juhe has no call for it: n8n forgets what it registered, so that the next publishing registers anew. */
export function unregister(hook: IHookFunctions): boolean {
	registration.forgetRegistration(hook);
	return true;
}

/** The items of one push, inside its execution. */
export async function deliver(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await orNodeError(context.getNode(), async () => await delivery.deliver(context));
}

async function orNodeError<T>(node: INode, attempt: () => Promise<T>): Promise<T> {
	try {
		return await attempt();
	} catch (error) {
		throw toNodeError(node, error);
	}
}
