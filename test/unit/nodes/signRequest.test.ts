import * as fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { signRequest } from '../../../credentials/signRequest';

const trainKey = 'made-up-train-key';
const flightKey = 'made-up-flight-key';
const credential = {
	trainGrabKey: trainKey,
	flightInvoiceOcrKey: flightKey,
	baseUrl: 'https://v.juhe.cn',
};
const search = 'https://v.juhe.cn/grabTicket/action/search.php';

type Options = Record<string, unknown>;

const sign = (options: Options, data: Options = {}): Options =>
	({
		...signRequest({ ...credential, ...data } as never, options as never as IHttpRequestOptions),
	}) as Options;

/** The fields of a signed request, in whichever place its helper looks for them. */
function fieldsOf(signed: Options): Options {
	const place = signed.form ?? signed.formData ?? signed.body;
	if (place instanceof URLSearchParams || place instanceof FormData)
		return Object.fromEntries(place.entries());
	return place as Options;
}

const urlEncoded = 'application/x-www-form-urlencoded';
const form = { from: '苏州', to: '昆山' };

/** FormData as the library `form-data` has it: it can be appended to, not set or read. */
class AppendOnlyForm {
	readonly parts: Array<[string, string]> = [];

	append(name: string, value: string) {
		this.parts.push([name, value]);
	}
}

describe('every shape in which n8n hands over a request ends with the key in its body', () => {
	test.each<[string, Options]>([
		['url and an object body', { method: 'POST', url: search, body: form }],
		['url and a lower-case method', { method: 'post', url: search, body: form }],
		['url and a JSON body', { method: 'POST', url: search, body: form, json: true }],
		['url and JSON text', { method: 'POST', url: search, body: JSON.stringify(form) }],
		[
			'url and form text',
			{ method: 'POST', url: search, body: new URLSearchParams(form).toString() },
		],
		['url and URLSearchParams', { method: 'POST', url: search, body: new URLSearchParams(form) }],
		['url and FormData', { method: 'POST', url: search, body: formData() }],
		['uri and form', { method: 'POST', uri: search, form }],
		['uri and formData', { method: 'POST', uri: search, formData: form }],
		['uri and a FormData', { method: 'POST', uri: search, formData: formData() }],
		['uri and a JSON body', { method: 'POST', uri: search, body: form, json: true }],
		['uri and JSON text', { method: 'POST', uri: search, body: JSON.stringify(form) }],
		['GET by url and qs', { method: 'GET', url: search, qs: form }],
		['GET by uri and qs', { method: 'GET', uri: search, qs: form }],
		['no method and qs', { url: search, qs: form }],
		[
			'GET with a query in the url',
			{ method: 'GET', url: `${search}?${new URLSearchParams(form).toString()}` },
		],
		[
			'GET with a query in the uri',
			{ method: 'GET', uri: `${search}?${new URLSearchParams(form).toString()}#x` },
		],
		[
			'GET with half of it in the url',
			{ method: 'GET', url: `${search}?from=苏州`, qs: { to: '昆山' } },
		],
		[
			'GET with the key that Juhe’s examples show',
			{ method: 'GET', url: `${search}?key=yours`, qs: form },
		],
		['GET with a typed key in qs', { method: 'GET', url: search, qs: { ...form, key: 'typed' } }],
		[
			'baseURL and a path',
			{
				method: 'POST',
				baseURL: 'https://v.juhe.cn',
				url: '/grabTicket/action/search.php',
				body: form,
			},
		],
		['a key typed into the form', { method: 'POST', uri: search, form: { ...form, key: 'typed' } }],
	])('%s', (_what, options) => {
		const signed = sign(options);
		expect(fieldsOf(signed)).toEqual({ ...form, key: trainKey });
		expect(String(signed.method).toUpperCase()).toBe('POST');
		expect(`${String(signed.url)} ${String(signed.uri)} ${JSON.stringify(signed.qs)}`).not.toMatch(
			/key|from|made-up/,
		);
		expect(signed).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
		expect([signed.url === undefined, signed.uri === undefined]).toEqual([
			options.url === undefined,
			options.uri === undefined,
		]);
	});

	function formData() {
		const data = new FormData();
		for (const [name, value] of Object.entries(form)) data.append(name, value);
		return data;
	}

	test('a form that can only be appended to', () => {
		const body = new AppendOnlyForm();
		body.append('from', '苏州');
		for (const options of [
			{ method: 'POST', url: search, body },
			{ method: 'POST', uri: search, formData: body },
		])
			sign(options);
		expect(body.parts.slice(0, 2)).toEqual([
			['from', '苏州'],
			['key', trainKey],
		]);
	});

	test.each<[string, Options]>([
		['no body', { method: 'POST', url: search }],
		['an empty body', { method: 'POST', url: search, body: '' }],
		['a body that is null', { method: 'POST', uri: search, body: null }],
		['a list', { method: 'POST', url: search, body: [1] }],
		['GET without a query', { url: search }],
	])('%s: the key alone', (_what, options) => {
		expect(fieldsOf(sign(options))).toEqual({ key: trainKey });
	});
});

describe('the form', () => {
	test('is in the field that the helper in use encodes', () => {
		expect(sign({ method: 'POST', url: search, body: form })).toMatchObject({
			body: { key: trainKey },
		});
		const signed = sign({ method: 'POST', uri: search, body: form });
		expect(signed).toMatchObject({ form: { key: trainKey } });
		expect(signed).not.toHaveProperty('body');
	});

	test('says what it is, whatever was said before; other headers stay', () => {
		for (const name of ['content-type', 'Content-Type', 'CONTENT-TYPE']) {
			const headers = { [name]: 'application/json', 'X-Other': '1' };
			expect(sign({ method: 'POST', url: search, body: form, headers }).headers).toEqual({
				'X-Other': '1',
				'Content-Type': urlEncoded,
			});
		}
	});

	test('values that are no text are written as text; nothing is left out of a JSON text, nothing is added', () => {
		const body = {
			outOrderNo: 2016120501,
			passengers: [{ passengerName: '测试甲' }],
			isTest: true,
			email: null,
			note: undefined,
		};
		for (const written of [body, JSON.stringify(body)])
			expect(fieldsOf(sign({ method: 'POST', url: search, body: written }))).toEqual({
				outOrderNo: '2016120501',
				passengers: '[{"passengerName":"测试甲"}]',
				isTest: 'true',
				key: trainKey,
			});
	});

	test('whole numbers too big for a double stay whole', () => {
		const body = '{"outOrderNo":58450529210164804126}';
		expect(fieldsOf(sign({ method: 'POST', url: search, body }))).toMatchObject({
			outOrderNo: '58450529210164804126',
		});
	});

	test('holds what was given and the key, for any fields', () => {
		const names = fc.stringMatching(/^[a-z][A-Za-z]{0,9}$/).filter((name) => name !== 'key');
		fc.assert(
			fc.property(fc.dictionary(names, fc.string()), (fields) => {
				const expected = { ...fields, key: trainKey };
				for (const options of [
					{ method: 'POST', url: search, body: fields },
					{ method: 'POST', url: search, body: new URLSearchParams(fields).toString() },
					{ method: 'POST', url: search, body: new URLSearchParams(fields) },
					{ method: 'POST', url: search, body: JSON.stringify(fields) },
					{ method: 'POST', uri: search, form: fields },
					{ url: search, qs: fields },
					{ url: `${search}?${new URLSearchParams(fields).toString()}` },
				])
					expect({ ...fieldsOf(sign(options)) }).toEqual(expected);
			}),
		);
	});

	test('the request given is left as it was, so that it can be signed again', () => {
		const options = {
			method: 'GET',
			url: `${search}?from=x`,
			qs: form,
			headers: { 'content-type': 'x' },
		};
		const before = structuredClone(options);
		expect(sign(options)).toEqual(sign(options));
		expect(options).toEqual(before);
	});
});

describe('which key', () => {
	test('is told by the path', () => {
		const signed = sign({
			method: 'POST',
			url: 'https://v.juhe.cn/flightinvoiceOcr/index',
			body: { ImageBase64: 'x' },
		});
		expect(fieldsOf(signed)).toEqual({ ImageBase64: 'x', key: flightKey });
	});

	test.each<[string, string, string]>([
		['a trailing slash', 'https://v.juhe.cn/', search],
		[
			'a gateway with a prefix',
			'https://gateway.test/juhe/',
			'https://gateway.test/juhe/grabTicket/action/search.php',
		],
		['a sandbox', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080/grabTicket/action/search.php'],
	])('%s', (_what, baseUrl, url) => {
		expect(fieldsOf(sign({ method: 'POST', url, body: {} }, { baseUrl }))).toEqual({
			key: trainKey,
		});
	});
});

describe('nothing is signed', () => {
	test.each<[string, Options, Options, string]>([
		[
			'for another host',
			{ url: 'https://elsewhere.test/grabTicket/action/search.php' },
			{},
			'only signs',
		],
		[
			'for another host by uri',
			{ uri: 'https://elsewhere.test/grabTicket/action/search.php' },
			{},
			'only signs',
		],
		[
			'for another host that baseURL hides',
			{ baseURL: 'https://v.juhe.cn', url: '//elsewhere.test/grabTicket/action/search.php' },
			{},
			'only signs',
		],
		[
			'for another host by baseURL',
			{ baseURL: 'https://elsewhere.test', url: '/grabTicket/action/search.php' },
			{},
			'only signs',
		],
		[
			'without TLS where the base has it',
			{ url: search.replace('https', 'http') },
			{},
			'only signs',
		],
		['without an address', {}, {}, 'only signs'],
		[
			'for a path of no API',
			{ url: 'https://v.juhe.cn/weather/index' },
			{},
			'no key for the path /weather/index',
		],
		['without the key', { url: search }, { trainGrabKey: '' }, 'no Train Grab'],
	])('%s', (_what, options, data, words) => {
		const body = new URLSearchParams(form);
		expect(() => sign({ method: 'POST', body, ...options }, data)).toThrow(words);
		expect(body.has('key')).toBe(false);
	});
});
