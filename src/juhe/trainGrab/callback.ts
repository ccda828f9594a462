import type { JuheClient } from '../client';
import { trainGrabEndpoints } from '../endpoints';

/** What Juhe pushes to a callback URL, by the `type` of addCallbackUrl.php. */
export const callbackTypes = { issueResult: '1', refund: '2', expired: '3' } as const;
export type CallbackType = keyof typeof callbackTypes;
export const callbackTypeNames = Object.keys(callbackTypes) as CallbackType[];

/**
 * Tells Juhe where to push. Juhe keeps one URL a type and key (inferred): this one replaces the
 * one before, for everyone who uses the key. Repeating it does no harm.
 * @throws JuheError
 */
export async function setCallback(
	client: JuheClient,
	callbackType: CallbackType,
	url: string,
): Promise<void> {
	await client.call(
		trainGrabEndpoints.setCallback.path,
		{ url, type: callbackTypes[callbackType] },
		{ what: 'to take the callback URL' },
	);
}
