import { createHash, randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { callbackTypes, setCallback } from '../../juhe/trainGrab/callback';
import type { CallbackType } from '../../juhe/trainGrab/callback';
import type { EventName } from '../../juhe/trainGrab/events';
import { asRecord, asText } from '../../juhe/values';
import { connectToJuhe } from '../shared/juheApi';

/**
 * What the node remembers in its static data. The secret outlives unpublishing: Juhe has no call that removes a URL, so
 * the same URL must work again after the next publishing.
 */
interface Registration {
	secret: string | null;
	/** The URL registered with Juhe, by callback type. */
	urls: IDataObject;
	/** Tells one key from another without being one. */
	keyFingerprint: string | null;
}

const typeOfEvent: Record<Exclude<EventName, 'other'>, CallbackType> = {
	'order.issued': 'issueResult',
	'order.failed': 'issueResult',
	'order.expired': 'expired',
	'ticket.refunded': 'refund',
	'ticket.refundFailed': 'refund',
};

/** The callback types that the chosen events need; `other` may come on any. */
export function callbackTypesFor(events: EventName[]): CallbackType[] {
	const all = Object.keys(callbackTypes) as CallbackType[];
	if (events.includes('other')) return all;
	const needed = events.flatMap((event) => (event === 'other' ? [] : [typeOfEvent[event]]));
	return all.filter((type) => needed.includes(type));
}

/** The registration as the static data hold it, whatever they hold. */
export function readRegistration(staticData: IDataObject): Registration {
	return {
		secret: asText(staticData.secret),
		urls: (asRecord(staticData.urls) ?? {}) as IDataObject,
		keyFingerprint: asText(staticData.keyFingerprint),
	};
}

/** Nothing is registered while a workflow is tested: a test click must not take production's callbacks away. */
export function isTesting(hook: IHookFunctions): boolean {
	return hook.getMode() === 'manual' || hook.getActivationMode() === 'manual';
}

/** Whether Juhe was given exactly the URLs that would be registered now, with the key used now. */
export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	const registration = readRegistration(hook.getWorkflowStaticData('node'));
	const { credential } = await connectToJuhe(hook, 'trainGrab');
	if (
		!registration.secret ||
		registration.keyFingerprint !== fingerprint(credential.keys.trainGrab)
	)
		return false;
	const wanted = urlsFor(hook, registration.secret);
	return Object.entries(wanted).every(([type, url]) => registration.urls[type] === url);
}

/**
 * Gives Juhe one URL for each callback type that the chosen events need, carrying the type and the secret.
 * @throws NodeOperationError where Juhe could not reach this n8n
 * @throws JuheError
 */
export async function register(hook: IHookFunctions): Promise<void> {
	const staticData = hook.getWorkflowStaticData('node');
	const { client, credential } = await connectToJuhe(hook, 'trainGrab');
	refusePrivateAddress(hook, credential.baseUrl);
	const secret = readRegistration(staticData).secret ?? randomBytes(24).toString('hex');
	const urls = urlsFor(hook, secret);
	for (const [type, url] of Object.entries(urls))
		await setCallback(client, type as CallbackType, url);
	staticData.secret = secret;
	staticData.urls = urls;
	staticData.keyFingerprint = fingerprint(credential.keys.trainGrab);
}

/** Forgets what was registered, but not the secret. Juhe has no call that removes a URL. */
export function forgetRegistration(hook: IHookFunctions): void {
	const staticData = hook.getWorkflowStaticData('node');
	delete staticData.urls;
	delete staticData.keyFingerprint;
}

function urlsFor(hook: IHookFunctions, secret: string): IDataObject & Record<string, string> {
	const base = webhookUrl(hook);
	const events = hook.getNodeParameter('events') as EventName[];
	return Object.fromEntries(
		callbackTypesFor(events).map((type) => {
			const url = new URL(base);
			url.searchParams.set('type', callbackTypes[type]);
			url.searchParams.set('token', secret);
			return [type, url.href];
		}),
	);
}

function webhookUrl(hook: IHookFunctions): string {
	return hook.getNodeWebhookUrl('default') ?? '';
}

function fingerprint(key: string): string {
	return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

/** Juhe pushes from the internet: an address of this machine or network is refused, unless Juhe itself is local. */
function refusePrivateAddress(hook: IHookFunctions, baseUrl: string): void {
	const { hostname } = new URL(webhookUrl(hook));
	if (!isPrivate(hostname) || isPrivate(new URL(baseUrl).hostname)) return;
	throw new NodeOperationError(
		hook.getNode(),
		`Juhe cannot reach this n8n: its webhook address is on “${hostname}”, which is not on the internet`,
		{
			description:
				'Set the environment variable WEBHOOK_URL of n8n to its public address (or to that of a tunnel), restart n8n and publish again. Without a public address, use Train Grab > Order > Get with the output Events on a schedule.',
			failure: { cause: 'configuration-invalid' },
		},
	);
}

const privateHosts = [
	/^localhost$/i,
	/\.(localhost|local|internal|lan|home|test)$/i,
	/^[^.:[\]]+$/,
	/^(0|10|127)\./,
	/^169\.254\./,
	/^192\.168\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^\[(::1?|f[cd][0-9a-f]{2}:.*|fe80:.*|::ffff:.*)\]$/i,
];

/** Loopback, private, link-local and shared addresses, and names without a public domain. */
export function isPrivate(hostname: string): boolean {
	return privateHosts.some((pattern) => pattern.test(hostname));
}
