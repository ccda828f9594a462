import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { keyForUrl, readCredential } from '../src/juhe/credential';
import { asRecord, parseJson } from '../src/lib/values';

/**
 * A request as n8n hands it to a credential: `url` and `body` from nodes, `uri`, `form` and
 * `formData` from the HTTP Request node (n8n's older request helper).
 */
type RequestOptions = Omit<IHttpRequestOptions, 'url' | 'body'> & {
	url?: string;
	uri?: string;
	body?: unknown;
	form?: IDataObject;
	formData?: unknown;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
};

const formType = 'application/x-www-form-urlencoded';

/**
 * Adds the key of the API that the request's path names, always in the body, never in the URL.
 * Juhe reads forms only, so a JSON body becomes a form, and a GET becomes a POST with its query
 * (in the address or beside it) as the form. Redirects are not followed: they would carry the key
 * to another address.
 * @throws Error where the request does not go to the credential's base URL, or the key is not set
 */
export function signRequest(
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
): IHttpRequestOptions {
	const options = requestOptions as RequestOptions;
	const address = options.url ?? options.uri ?? '';
	const url =
		options.baseURL && !URL.canParse(address) ? new URL(address, options.baseURL).href : address;
	const key = keyForUrl(readCredential(credentials), url);
	const signed: RequestOptions = {
		...options,
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	};
	if ((options.method ?? 'GET').toUpperCase() === 'GET') {
		const [bare, query] = splitQuery(address);
		signed[options.url === undefined ? 'uri' : 'url'] = bare;
		signed.method = 'POST';
		putForm(signed, { ...query, ...options.qs, ...asRecord(options.form ?? options.body), key });
		delete signed.qs;
	} else if (options.form !== undefined) {
		signed.form = { ...options.form, key };
	} else if (options.formData !== undefined) {
		signed.formData = withKey(options.formData, key);
	} else {
		putBody(signed, options.body, key);
	}
	return signed as unknown as IHttpRequestOptions;
}

/** An address without its query, and the query's fields. */
function splitQuery(address: string): [string, Record<string, string>] {
	const [bare = '', query = ''] = (address.split('#')[0] ?? '').split(/\?(.*)/s);
	return [bare, Object.fromEntries(new URLSearchParams(query))];
}

function putBody(signed: RequestOptions, body: unknown, key: string): void {
	if (canAppend(body)) {
		signed.body = withKey(body, key);
	} else if (typeof body === 'string') {
		const json = asRecord(parseJson(body));
		putForm(signed, { ...(json ?? Object.fromEntries(new URLSearchParams(body))), key });
	} else {
		putForm(signed, { ...asRecord(body), key });
	}
}

/**
 * A form in the field that the helper in use encodes: `form` beside `uri`, an object body beside
 * `url`.
 */
function putForm(signed: RequestOptions, fields: Record<string, unknown>): void {
	const form = Object.fromEntries(
		Object.entries(fields)
			.filter(([, value]) => value !== undefined && value !== null)
			.map(([name, value]) => [
				name,
				typeof value === 'object' ? JSON.stringify(value) : String(value),
			]),
	);
	const otherHeaders = Object.entries(signed.headers ?? {}).filter(
		([name]) => name.toLowerCase() !== 'content-type',
	);
	signed.headers = { ...Object.fromEntries(otherHeaders), 'Content-Type': formType };
	if (signed.url === undefined) {
		signed.form = form;
		delete signed.body;
	} else {
		signed.body = form;
	}
}

function withKey(fields: unknown, key: string): unknown {
	if (!canAppend(fields)) return { ...asRecord(fields), key };
	fields.append('key', key);
	return fields;
}

/** Multipart forms and URLSearchParams. */
function canAppend(value: unknown): value is { append(name: string, value: string): void } {
	return typeof asRecord(value)?.append === 'function';
}
