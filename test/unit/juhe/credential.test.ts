import * as fc from 'fast-check';

import { flightInvoiceOcrEndpoints, trainGrabEndpoints } from '../../../src/juhe/endpoints';
import { keyForUrl, readCredential, secretsOf } from '../../../src/juhe/credential';

const keys = { trainGrabKey: 'made-up train key', flightInvoiceOcrKey: 'made-up flight key' };
const keyAt = (url: string, data: Record<string, unknown> = {}) =>
	keyForUrl(readCredential({ ...keys, ...data }), url);

describe('the credential', () => {
	test('its keys and the 12306 account with its password must stand in no error', () => {
		const account = { railwayAccount: 'made-up-account', railwayPassword: 'made-up password' };
		expect(secretsOf(readCredential({ ...keys, ...account }))).toEqual([
			...Object.values(keys),
			...Object.values(account),
		]);
	});

	test('nothing set: the presets, and no keys', () => {
		expect(readCredential({})).toEqual({
			keys: { trainGrab: '', flightInvoiceOcr: '' },
			baseUrl: 'https://v.juhe.cn',
			createOrderPath: 'grabTicket/action/createOrder.php',
			cancelOrderPath: 'grabTicket/action/cancelOrder.php',
			railwayAccount: '',
			railwayPassword: '',
		});
	});

	test('blanks around a pasted value are dropped', () => {
		expect(
			readCredential({ trainGrabKey: ' k \n', baseUrl: ' https://gateway.test ' }),
		).toMatchObject({
			keys: { trainGrab: 'k' },
			baseUrl: 'https://gateway.test',
		});
	});

	test.each([
		'https://gateway.test/juhe',
		'https://gateway.test/juhe/',
		'HTTPS://Gateway.test:443/juhe//',
		'https://gateway.test/juhe?x=1#y',
	])('one base URL has one form, however it is written: %s', (baseUrl) => {
		expect(readCredential({ baseUrl }).baseUrl).toBe('https://gateway.test/juhe');
	});

	test('a base URL that is none stays as it is', () => {
		for (const baseUrl of ['v.juhe.cn', 'v.juhe.cn:443', 'ftp://v.juhe.cn'])
			expect(readCredential({ baseUrl }).baseUrl).toBe(baseUrl);
	});

	test.each([
		['https://v.juhe.cn/grabTicket/action/new.php', '/grabTicket/action/new.php'],
		['HTTP://v.juhe.cn/grabTicket/action/new.php?key=x', '/grabTicket/action/new.php'],
		['/grabTicket/action/new.php', '/grabTicket/action/new.php'],
		['http://', 'http://'],
	])('a path may be pasted as the console shows it, address and all: %s', (given, path) => {
		expect(readCredential({ createOrderPath: given, cancelOrderPath: ` ${given} ` })).toMatchObject(
			{
				createOrderPath: path,
				cancelOrderPath: path,
			},
		);
	});

	test('whatever its data are, everything is text', () => {
		const fields = fc.constantFrom(
			'trainGrabKey',
			'flightInvoiceOcrKey',
			'baseUrl',
			'createOrderPath',
			'railwayAccount',
		);
		fc.assert(
			fc.property(fc.dictionary(fields, fc.anything()), (data) => {
				const { keys: found, ...rest } = readCredential(data);
				for (const value of [...Object.values(found), ...Object.values(rest)])
					expect(typeof value).toBe('string');
				expect(rest.baseUrl).not.toBe('');
			}),
		);
	});
});

describe('the key by the address', () => {
	test.each(Object.values(trainGrabEndpoints).map(({ path }) => path))(
		'%s: the train key',
		(path) => {
			expect(keyAt(`https://v.juhe.cn/${path}`)).toBe(keys.trainGrabKey);
		},
	);

	test.each(Object.values(flightInvoiceOcrEndpoints).map(({ path }) => path))(
		'%s: the flight key',
		(path) => {
			expect(keyAt(`https://v.juhe.cn/${path}`)).toBe(keys.flightInvoiceOcrKey);
		},
	);

	test.each<[string, string, Record<string, unknown>]>([
		[
			'a base URL with a trailing slash',
			'https://v.juhe.cn/grabTicket/action/search.php',
			{ baseUrl: 'https://v.juhe.cn/' },
		],
		[
			'a gateway with a prefix',
			'https://gateway.test/juhe/grabTicket/action/search.php',
			{ baseUrl: 'https://gateway.test/juhe/' },
		],
		[
			'a sandbox',
			'http://127.0.0.1:8080/grabTicket/action/search.php',
			{ baseUrl: 'http://127.0.0.1:8080' },
		],
		['a query', 'https://v.juhe.cn/grabTicket/action/search.php?from=x', {}],
		['other capitals', 'https://V.JUHE.CN/grabticket/action/search.php', {}],
		['a default port', 'https://v.juhe.cn:443/grabTicket/action/search.php', {}],
		[
			'a create path elsewhere',
			'https://v.juhe.cn/orders/make.php',
			{ createOrderPath: 'orders/make.php' },
		],
		[
			'a cancel path elsewhere',
			'https://v.juhe.cn/orders/stop',
			{ cancelOrderPath: '/orders/stop' },
		],
		[
			'a create path behind a prefix',
			'https://gateway.test/juhe/make.php',
			{ baseUrl: 'https://gateway.test/juhe', createOrderPath: 'make.php' },
		],
	])('%s: the train key', (_what, url, data) => {
		expect(keyAt(url, data)).toBe(keys.trainGrabKey);
	});
});

describe('no key', () => {
	test.each([
		'https://elsewhere.test/grabTicket/action/search.php',
		'https://v.juhe.cn.elsewhere.test/grabTicket/action/search.php',
		'https://v.juhe.cn@elsewhere.test/grabTicket/action/search.php',
		'https://elsewhere.test/?u=https://v.juhe.cn/grabTicket/action/search.php',
		'http://v.juhe.cn/grabTicket/action/search.php',
		'https://v.juhe.cn:8443/grabTicket/action/search.php',
		'//elsewhere.test/grabTicket/action/search.php',
		'/grabTicket/action/search.php',
		'javascript:alert(1)',
		'',
	])('leaves for %p', (url) => {
		expect(() => keyAt(url)).toThrow('only signs requests to its own Base URL');
	});

	test.each([
		'https://v.juhe.cn/',
		'https://v.juhe.cn/weather/index',
		'https://v.juhe.cn/grabTicketFake/action/search.php',
		'https://v.juhe.cn/x?u=/grabTicket/action/search.php',
		'https://v.juhe.cn/grabTicket/../weather/index',
		'https://v.juhe.cn/x#/grabTicket/action/search.php',
	])('is for %p', (url) => {
		expect(() => keyAt(url)).toThrow(/no key for the path .*Train Grab.*Flight Invoice OCR/);
	});

	test.each<[string, Record<string, unknown>, string]>([
		['grabTicket/action/search.php', { trainGrabKey: '' }, 'no Train Grab (火车票抢票) key'],
		['grabTicket/action/search.php', { trainGrabKey: null }, 'no Train Grab (火车票抢票) key'],
		[
			'flightinvoiceOcr/index',
			{ flightInvoiceOcrKey: ' ' },
			'no Flight Invoice OCR (机票行程单识别) key',
		],
	])('is set for %s with %j: said by name', (path, data, words) => {
		expect(() => keyAt(`https://v.juhe.cn/${path}`, data)).toThrow(words);
	});

	test('leaves for any other address', () => {
		fc.assert(
			fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
				fc.pre(new URL(url).origin !== 'https://v.juhe.cn');
				expect(() => keyAt(url)).toThrow('only signs');
			}),
		);
	});

	test('an error never holds a key', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => {
				try {
					keyAt(url);
				} catch (error) {
					expect(String(error)).not.toContain('made-up');
				}
			}),
		);
	});
});
