import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { orJuheError } from '../../src/juhe/client';
import { JuheError } from '../../src/juhe/errors';
import type { JuheCredential } from '../../src/juhe/credential';
import { callbackTypes, setCallback } from '../../src/juhe/trainGrab/callback';
import type { CallbackType } from '../../src/juhe/trainGrab/callback';
import type { EventName } from '../../src/juhe/trainGrab/events/types';
import { fingerprint } from '../../src/lib/fingerprint';
import { parseUrl, parseWebUrl } from '../../src/lib/url';
import { asRecord, asText } from '../../src/lib/values';
import { ParameterError } from '../shared/errors';
import { connectToJuhe } from '../shared/juheApi';
import { nodesOfWorkflow } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';
import { readSettings, savedEventsOf } from './settings';

/**
 * What the node remembers in its static data. The secret outlives unpublishing: Juhe has no call
 * that removes a URL, so the same URL must work again after the next publishing.
 */
interface Registration {
	secret: string | null;
	/** The URL registered with Juhe, by callback type. */
	urls: IDataObject;
	/** Tells one key at one Juhe from another without being one. */
	keyFingerprint: string | null;
}

/** Parameters that a registered URL carries. */
export const ownParameters = { type: 'type', secret: 'token' } as const;

const typeOfEvent: Record<Exclude<EventName, 'other'>, CallbackType> = {
	'order.issued': 'issueResult',
	'order.failed': 'issueResult',
	'order.expired': 'expired',
	'ticket.refunded': 'refund',
	'ticket.refundFailed': 'refund',
};

/** The callback types that the chosen events need; `other` may come on any. */
export function callbackTypesFor(events: EventName[]): CallbackType[] {
	const needed = events.flatMap((event) => (event === 'other' ? [] : [typeOfEvent[event]]));
	const all = Object.keys(callbackTypes) as CallbackType[];
	return all.filter((type) => events.includes('other') || needed.includes(type));
}

/** The registration as the static data hold it, whatever they hold. */
export function readRegistration(staticData: IDataObject): Registration {
	return {
		secret: asText(staticData.secret),
		urls: (asRecord(staticData.urls) ?? {}) as IDataObject,
		keyFingerprint: asText(staticData.keyFingerprint),
	};
}

/**
 * Nothing is registered while a workflow is tested: a test click must not take production's
 * callbacks away.
 */
export function isTesting(hook: IHookFunctions): boolean {
	return hook.getMode() === 'manual' || hook.getActivationMode() === 'manual';
}

/** Whether Juhe was given exactly the URLs that would be registered now, with the key used now. */
export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	const { secret, urls, keyFingerprint } = readRegistration(hook.getWorkflowStaticData('node'));
	const { credential } = await connectToJuhe(hook, 'trainGrab');
	const address = webhookUrl(hook);
	if (!secret || !address || keyFingerprint !== fingerprintOf(credential)) return false;
	const wanted = Object.entries(urlsFor(hook, address, secret));
	return (
		wanted.length === Object.keys(urls).length && wanted.every(([type, url]) => urls[type] === url)
	);
}

/**
 * Gives Juhe one URL for each callback type that the chosen events need, carrying the type and the
 * secret.
 * @throws NodeOperationError where Juhe could not reach this n8n
 * @throws ParameterError where another trigger of the workflow needs the same callbacks
 * @throws JuheError
 */
export async function register(hook: IHookFunctions): Promise<void> {
	const staticData = hook.getWorkflowStaticData('node');
	refuseSecondTrigger(hook);
	const { client, credential } = await connectToJuhe(hook, 'trainGrab');
	const address = reachableUrl(hook, credential.baseUrl);
	const secret = readRegistration(staticData).secret ?? randomBytes(24).toString('hex');
	const urls = urlsFor(hook, address, secret);
	// Kept even where a later call fails: Juhe may hold a URL with it by then.
	staticData.secret = secret;
	for (const [type, url] of Object.entries(urls)) {
		const refusal = await orJuheError(setCallback(client, type as CallbackType, url));
		if (refusal instanceof JuheError) throw withoutSecret(refusal, secret);
	}
	staticData.urls = urls;
	staticData.keyFingerprint = fingerprintOf(credential);
}

/**
 * Forgets what was registered, so that the next publishing registers anew, but not the secret: Juhe
 * has no call that removes a URL. n8n calls this with the test URL, too, where a test ends: that
 * was never registered.
 */
export function forgetRegistration(hook: IHookFunctions): void {
	const staticData = hook.getWorkflowStaticData('node');
	const address = webhookUrl(hook)?.href;
	const registered = Object.values(readRegistration(staticData).urls).map(asText);
	if (address && !registered.some((url) => url?.startsWith(`${address}?`))) return;
	delete staticData.urls;
	delete staticData.keyFingerprint;
}

/**
 * Juhe keeps one URL a type and key, so of two triggers that need the same callbacks one would hear
 * of nothing. Triggers of other workflows cannot be seen from here.
 */
function refuseSecondTrigger(hook: IHookFunctions): void {
	const own = hook.getNode();
	const needed = callbackTypesFor(readSettings(hook).events);
	for (const other of nodesOfWorkflow(hook)) {
		if (other.id === own.id || other.disabled === true || other.type !== own.type) continue;
		if (other.credentials?.juheApi?.id !== own.credentials?.juheApi?.id) continue;
		const events = savedEventsOf(other.parameters.events);
		// Events that cannot be seen from here may need any of them.
		if (!callbackTypesFor(events ?? ['other']).some((type) => needed.includes(type))) continue;
		throw new ParameterError(
			`“${own.name}” and “${other.name}” ${events ? '' : 'may '}need the same callbacks of Juhe, which keeps one address for each kind of callback and key, so one of them would hear of nothing`,
			`${events ? 'Keep' : `Choose the events of “${other.name}” from the list, or keep`} one of them with the events of both and put a Switch node on “event” behind it, or give one of them the credential of another key.`,
			'callbacksTaken',
		);
	}
}

/** Findings that this process has put into n8n's log: each is said once. */
const said = new Set<string>();

function sayOnce(context: IWebhookFunctions | ExecuteContext, message: string): void {
	const finding = [context.getWorkflow().id, context.getNode().id, message].join(':');
	if (said.has(finding)) return;
	said.add(finding);
	context.logger.warn(message);
}

const toRegisterAnew = 'Unpublish the workflow, then publish it: only that tells Juhe.';

/**
 * Says in n8n's log where Juhe pushes to an address that is n8n's no longer. n8n tells a node
 * nothing when WEBHOOK_URL changes, and publishing again without a change of the node registers
 * nothing.
 */
export function noticeMovedAddress(webhook: IWebhookFunctions): void {
	const { urls } = readRegistration(webhook.getWorkflowStaticData('node'));
	const address = withoutQuery(webhook.getNodeWebhookUrl('default'));
	const [registered] = Object.values(urls).map((url) => withoutQuery(asText(url)));
	if (!registered || !address || registered === address) return;
	sayOnce(
		webhook,
		`Train Grab Trigger is registered with Juhe under ${registered}, but its address is ${address} now. ${toRegisterAnew}`,
	);
}

/** Says in n8n's log where the callbacks were registered with another key, or at another Juhe. */
export function noticeChangedKey(context: ExecuteContext, credential: JuheCredential): void {
	const { keyFingerprint } = readRegistration(context.getWorkflowStaticData('node'));
	if (keyFingerprint === null || keyFingerprint === fingerprintOf(credential)) return;
	sayOnce(
		context,
		`Train Grab Trigger is registered with Juhe under another key or Base URL than its credential has now. ${toRegisterAnew}`,
	);
}

/** Without the secret. */
function withoutQuery(text: string | null | undefined): string | null {
	const url = parseUrl(text ?? '');
	return url && url.origin + url.pathname;
}

/** What Juhe says of a URL may repeat it, and goes into n8n's log. */
function withoutSecret(error: JuheError, secret: string): JuheError {
	const { message, reason } = error;
	const without = (text: string) => text.replaceAll(secret, '…');
	return error.with({ message: without(message), reason: reason && without(reason) });
}

function urlsFor(hook: IHookFunctions, address: URL, secret: string): Record<string, string> {
	return Object.fromEntries(
		callbackTypesFor(readSettings(hook).events).map((type) => {
			const url = new URL(address);
			url.searchParams.set(ownParameters.type, callbackTypes[type]);
			url.searchParams.set(ownParameters.secret, secret);
			return [type, url.href];
		}),
	);
}

/** The address that n8n has for this trigger; null where WEBHOOK_URL is no web address. */
function webhookUrl(hook: IHookFunctions): URL | null {
	return parseWebUrl(hook.getNodeWebhookUrl('default') ?? '');
}

function fingerprintOf({ baseUrl, keys }: JuheCredential): string {
	return fingerprint(`${baseUrl} ${keys.trainGrab}`);
}

/**
 * Juhe pushes from the internet: an address of this machine or network is refused, unless Juhe
 * itself is local.
 */
function reachableUrl(hook: IHookFunctions, baseUrl: string): URL {
	const address = webhookUrl(hook);
	const juhe = parseUrl(baseUrl);
	const isLocalJuhe = juhe !== null && isPrivate(juhe.hostname);
	if (address && (isLocalJuhe || !isPrivate(address.hostname))) return address;
	throw new NodeOperationError(
		hook.getNode(),
		address
			? `Juhe cannot reach this n8n: its webhook address is on “${address.hostname}”, which is not on the internet`
			: 'Juhe cannot reach this n8n: its webhook address is not a URL that begins with http:// or https://',
		{
			description:
				'Set the environment variable WEBHOOK_URL of n8n to its public address (or to that of a tunnel), restart n8n and publish again. Without a public address, use Train Grab > Order > Get with the output Events on a schedule.',
			// Spread, since the types of older n8n do not know it.
			...({ failure: { cause: 'configuration-invalid' } } as const),
		},
	);
}

const privateHosts = [
	/^localhost$/i,
	/\.(localhost|local|localdomain|internal|intranet|lan|home|home\.arpa|corp|test|example|invalid)$/i,
	// No domain at all.
	/^[^.:[\]]+$/,
	/^(0|10|127)(\.\d+){3}$/,
	/^169\.254(\.\d+){2}$/,
	/^192\.168(\.\d+){2}$/,
	/^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d+){2}$/,
	/^\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/i,
];

/** Loopback, private, link-local and shared addresses, and names without a public domain. */
export function isPrivate(hostname: string): boolean {
	const host = embeddedIpv4(hostname) ?? hostname.replace(/\.$/, '');
	return privateHosts.some((pattern) => pattern.test(host));
}

/** `127.0.0.1` of `[::ffff:7f00:1]`. */
function embeddedIpv4(hostname: string): string | null {
	const [, high = '', low = ''] =
		/^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/i.exec(hostname) ?? [];
	if (!low) return null;
	const [first, second] = [parseInt(high, 16), parseInt(low, 16)];
	return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}
