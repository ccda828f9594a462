import { joinUrl } from './client';
import { defaultBaseUrl, flightInvoiceOcrEndpoints, trainGrabEndpoints } from './endpoints';
import { parseUrl, parseWebUrl } from '../lib/url';
import { asText } from '../lib/values';

/** Juhe issues one key per API; these are the two that this package uses. */
export type JuheApiName = 'trainGrab' | 'flightInvoiceOcr';

export const apiTitles: Record<JuheApiName, string> = {
	trainGrab: 'Train Grab (火车票抢票)',
	flightInvoiceOcr: 'Flight Invoice OCR (机票行程单识别)',
};

/** The credential `juheApi`, read and cleaned: nothing is ever absent. */
export interface JuheCredential {
	keys: Record<JuheApiName, string>;
	baseUrl: string;
	createOrderPath: string;
	cancelOrderPath: string;
	railwayAccount: string;
	railwayPassword: string;
}

/** Reads the credential's data, whatever of it is set. */
export function readCredential(data: Record<string, unknown>): JuheCredential {
	return {
		keys: {
			trainGrab: asText(data.trainGrabKey) ?? '',
			flightInvoiceOcr: asText(data.flightInvoiceOcrKey) ?? '',
		},
		baseUrl: baseUrlOf(asText(data.baseUrl) ?? defaultBaseUrl),
		createOrderPath: pathOf(data.createOrderPath) ?? trainGrabEndpoints.createOrder.path,
		cancelOrderPath: pathOf(data.cancelOrderPath) ?? trainGrabEndpoints.cancelOrder.path,
		railwayAccount: asText(data.railwayAccount) ?? '',
		railwayPassword: asText(data.railwayPassword) ?? '',
	};
}

/** What of it must stand in no error. */
export function secretsOf({ keys, railwayAccount, railwayPassword }: JuheCredential): string[] {
	return [...Object.values(keys), railwayAccount, railwayPassword];
}

/**
 * The base URL in one form, so that what is locked or remembered by it is the same for all ways
 * to write it.
 */
function baseUrlOf(text: string): string {
	const url = parseWebUrl(text);
	if (!url) return text;
	url.search = '';
	url.hash = '';
	return url.href.replace(/\/+$/, '');
}

/** The path as typed, or of the whole address as it stands in the Juhe console. */
function pathOf(value: unknown): string | null {
	const text = asText(value);
	return text && /^https?:/i.test(text) ? (parseUrl(text)?.pathname ?? text) : text;
}

/**
 * The key that a request to this address needs, by its path.
 * @throws Error where the address is not below the credential's base URL, no API of ours, or its
 * key is not set
 */
export function keyForUrl(credential: JuheCredential, url: string): string {
	const target = parseUrl(url);
	const base = parseUrl(credential.baseUrl);
	if (!target || !base || target.origin !== base.origin) {
		throw new Error(
			'The Juhe API credential only signs requests to its own Base URL, so that a key never leaves for another host',
		);
	}
	const api = apiOfPath(credential, target);
	if (!api) {
		throw new Error(
			`The Juhe API credential has no key for the path ${target.pathname}: it serves ${Object.values(apiTitles).join(' and ')}`,
		);
	}
	const key = credential.keys[api];
	if (!key) throw new Error(`The Juhe API credential has no ${apiTitles[api]} key`);
	return key;
}

function apiOfPath(credential: JuheCredential, target: URL): JuheApiName | null {
	const path = target.pathname.toLowerCase();
	const settable = [credential.createOrderPath, credential.cancelOrderPath].map(
		(each) => parseUrl(joinUrl(credential.baseUrl, each))?.pathname,
	);
	if (settable.includes(target.pathname)) return 'trainGrab';
	if (path.includes(`/${firstPart(trainGrabEndpoints.search.path)}/`)) return 'trainGrab';
	return path.includes(`/${firstPart(flightInvoiceOcrEndpoints.recognize.path)}/`)
		? 'flightInvoiceOcr'
		: null;
}

function firstPart(path: string): string {
	return (path.split('/')[0] ?? '').toLowerCase();
}
