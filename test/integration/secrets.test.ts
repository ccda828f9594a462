/**
 * Keys, passwords and personal data: after a broad run of successes and failures, everything that
 * n8n stores, logs and shows, and every URL and header that Juhe got, is searched for them.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../tools/sandbox';
import type { NodeSpec, Run } from '../support/engine';
import { textOf } from '../support/engine';
import type { Gateway } from '../support/nodes/gateway';
import { startGateway } from '../support/nodes/gateway';
import type { Juhe } from '../support/nodes/juhe';
import { nobody, startJuhe, until } from '../support/nodes/juhe';
import { madeUpId } from '../../tools/sandbox/people';
import { shortenTimeouts } from '../support/nodes/timeouts';
import {
	createParameters,
	credentials,
	node,
	onOrder,
	searchParameters,
	theEngine,
} from '../support/nodes/trainGrab';

const [ofTrains, ofFlights] = [
	'distinctive-train-1f0e9d8c7b6a5948',
	'distinctive-flight-0a1b2c3d4e5f6071',
];
const account = 'rail-account-77aa';
const password = 'rail-p4ssw0rd&=+/?';
const phone = '13912345678';
const idNumber = madeUpId('1988-07-16', '237');
const passport = 'E87654321';

/** As they may appear: plain, and encoded for a form or a URL. */
const forms = (secret: string) => [
	secret,
	encodeURIComponent(secret),
	new URLSearchParams({ secret }).toString().slice('secret='.length),
	Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];
const keptSecret = [ofTrains, ofFlights, password].flatMap(forms);
const personal = [phone, idNumber, passport].flatMap(forms);

const expectNone = (text: string, secrets: string[]): void => {
	expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
};

let juhe: Juhe;
let gateway: Gateway;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe({ trainGrabKey: ofTrains, flightInvoiceOcrKey: ofFlights });
	gateway = await startGateway(juhe.url);
});
beforeEach(async () => {
	(await theEngine()).clearLog();
	gateway.seen.length = 0;
	await juhe.reset();
});
afterEach(() => {
	for (const { method, url, headers } of gateway.seen) {
		expect(method).toBe('POST');
		expect(url).not.toContain('?');
		expectNone(url + textOf(headers), [...keptSecret, ...personal]);
	}
});
afterAll(async () => {
	await gateway.close();
	await juhe.close();
});

/**
 * Personal data lies in the workflow's first items only; the node gets it by expressions over items
 * that hold none.
 */
const people = { phone, idNumber, passport };
const ofPeople = (name: keyof typeof people) => `={{ $('Start').item.json.${name} }}`;
const ordered = (changes: Parameters<typeof createParameters>[0] = {}) =>
	createParameters({
		contactPhone: ofPeople('phone'),
		passengers: {
			passenger: [
				{ name: '测试甲', type: 1, idType: 0, idNumber: ofPeople('idNumber'), birthday: '' },
				{
					name: 'TEST YI',
					type: 1,
					idType: 1,
					idNumber: ofPeople('passport'),
					birthday: '1985-05-05',
				},
			],
		},
		...changes,
		options: { settleSeconds: 0, useRailwayAccount: true, ...changes.options },
	});

interface Outcome {
	/**
	 * Everything n8n has of the execution but the first items: outputs, errors, what hangs on errors.
	 */
	shown: string;
	/** The items of the node. */
	items: IDataObject[];
	error: string | undefined;
}

async function execute(
	parameters: INodeParameters,
	{
		settings = {},
		baseUrl = gateway.url,
		signal,
	}: { settings?: Partial<NodeSpec>; baseUrl?: string; signal?: AbortSignal } = {},
): Promise<Outcome> {
	const n8n = await theEngine();
	const finished = await n8n.execute(
		n8n.workflow(
			[{ json: people }],
			{ name: 'Strip', type: 'test.evaluate', parameters: { value: 'nothing personal' } },
			{ name: node, type: 'trainGrab', parameters, ...settings },
		),
		{
			credentials: credentials(
				{ url: baseUrl },
				{
					trainGrabKey: ofTrains,
					flightInvoiceOcrKey: ofFlights,
					railwayAccount: account,
					railwayPassword: password,
				},
			),
			signal,
		},
	);
	expectNone(finished.everything({ deep: true }), keptSecret);
	return {
		shown: withoutStart(finished),
		items: finished.json(node),
		error: finished.error?.message,
	};
}

function withoutStart(finished: Run): string {
	const { Start: start, ...ofOthers } = finished.full.data.resultData.runData;
	expect(textOf(start)).toContain(idNumber);
	finished.full.data.resultData.runData = ofOthers;
	return finished.everything({ deep: true });
}

const dictionary: INodeParameters = { resource: 'dictionary', operation: 'get' };
const log = async () => (await theEngine()).log;

async function bought(): Promise<string> {
	const { items } = await execute(ordered());
	return String(items[0]?.outOrderNo);
}

describe('successes', () => {
	test('search, plan, check, create, callback, dictionary: nothing of it anywhere', async () => {
		const outOrderNo = await bought();
		expect(outOrderNo).toMatch(/^JH/);
		for (const parameters of [
			searchParameters(),
			searchParameters({ output: 'raw' }),
			{ ...searchParameters(), operation: 'plan', passengerCount: 2 },
			{ ...ordered(), operation: 'check' },
			// Everybody twice, with a birthday that is none: problems with people, told without naming
			// them.
			{
				...ordered({
					passengers: {
						passenger: ['idNumber', 'passport', 'idNumber', 'passport'].map((name) => ({
							name: '测试甲',
							type: 1,
							idType: 0,
							idNumber: ofPeople(name as keyof typeof people),
							birthday: '1.1.1990',
						})),
					},
				}),
				operation: 'check',
			},
			ordered({ options: { purchaseKey: 'another' } }),
			{ resource: 'callback', operation: 'set', url: 'https://n8n.example.com/webhook/1?token=t' },
			dictionary,
		]) {
			const { shown, items, error } = await execute(parameters);
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(0);
			expectNone(shown, personal);
		}
		expectNone(await log(), [...keptSecret, ...personal]);
		expect(gateway.seen.some(({ form }) => form.accountPwd === password)).toBe(true);
		expect(gateway.seen.every(({ form }) => form.key === ofTrains)).toBe(true);
	});

	test('an order as it lives: personal data in the full output only, and there in its own fields', async () => {
		const outOrderNo = await bought();
		const get = (output: string, options: INodeParameters = {}) =>
			onOrder('order', 'get', outOrderNo, { output, options });
		const wait = onOrder('order', 'waitForResult', outOrderNo, {
			timeoutMinutes: 0,
			options: { maskPersonalData: true },
		});
		const look = async () => {
			expectNone((await execute(wait)).shown, personal);
			expectNone((await execute(get('simplified'))).shown, personal);
			expectNone((await execute(get('full', { maskPersonalData: true }))).shown, personal);
			const { items } = await execute(get('full'));
			const [{ passengers, contact, failure, ...rest } = {}] = items;
			expect(textOf(passengers)).toContain(idNumber);
			expect(textOf(passengers)).toContain(passport);
			expectNone(textOf(rest), personal);
			return { contact, failure };
		};
		expect((await look()).contact).toMatchObject({ phone });
		await juhe.issue(outOrderNo);
		await juhe.passTime(301);
		await look();
		const refunds = await execute(onOrder('ticket', 'refund', outOrderNo, { refundWhom: 'all' }));
		expect(refunds.items).toHaveLength(2);
		expectNone(refunds.shown, personal);
		await juhe.endRefund(outOrderNo, { succeed: true });
		await look();
		expectNone(await log(), [...keptSecret, ...personal]);
	});

	test('failed, then cancelled', async () => {
		const failed = await bought();
		await juhe.fail(failed);
		const simplified = await execute(onOrder('order', 'get', failed));
		expect(simplified.items[0]?.failure).toContain('测**');
		expectNone(simplified.shown, personal);
		const masked = onOrder('order', 'get', failed, {
			output: 'full',
			options: { maskPersonalData: true },
		});
		expectNone((await execute(masked)).shown, personal);
		const next = await bought();
		expect(next).not.toBe(failed);
		const cancelled = await execute(onOrder('order', 'cancel', next));
		expect(cancelled.items).toMatchObject([{ status: 'cancelled' }]);
		expectNone(cancelled.shown, personal);
		expectNone(await log(), [...keptSecret, ...personal]);
	});

	test('an order that existed already: its passengers, or masked', async () => {
		await bought();
		const { items } = await execute(ordered());
		expect(items).toMatchObject([{ status: 'alreadyExisted', order: { contact: { phone } } }]);
		const masked = await execute(ordered({ options: { maskPersonalData: true } }));
		expect(masked.items).toMatchObject([{ status: 'alreadyExisted' }]);
		expectNone(masked.shown, personal);
	});
});

const goingOn: Array<[string, Partial<NodeSpec>]> = [
	['stops', {}],
	['goes on in the regular output', { onError: 'continueRegularOutput' }],
	['goes on in the error output', { onError: 'continueErrorOutput' }],
	['is tried again', { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }],
];

describe('failures', () => {
	/** Juhe's own words may name people. */
	const reason = `乘客 测试甲 ${idNumber} ${passport} ${phone} 未通过`;
	const faults: Array<[string, Fault]> = [
		['a broken connection', { kind: 'drop' }],
		['a late answer', { kind: 'delay', milliseconds: 1500 }],
		['a late answer after the work', { kind: 'delay', milliseconds: 1500, when: 'after' }],
		['HTTP 401', { kind: 'status', status: 401 }],
		['HTTP 404', { kind: 'status', status: 404 }],
		['HTTP 502', { kind: 'status', status: 502 }],
		['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere' }],
		['HTML', { kind: 'html' }],
		['half of the JSON', { kind: 'truncated' }],
		['10001', { kind: 'errorCode', errorCode: 10001, reason }],
		['10014', { kind: 'errorCode', errorCode: 10014, reason }],
		['a refusal that names people', { kind: 'errorCode', errorCode: 223816, reason }],
	];

	test.each(
		faults.flatMap(([what, fault]) =>
			goingOn.map(([how, settings]) => [what, how, fault, settings] as const),
		),
	)('create: %s, and the workflow %s', async (_what, _how, fault, settings) => {
		const restore = shortenTimeouts(gateway.url, 300);
		try {
			await juhe.fault('createOrder', fault, 2);
			const { shown, error, items } = await execute(ordered(), { settings });
			const failed = error ?? (settings.onError ? 'went on' : undefined);
			expect(failed ?? items[0]?.status).toBeDefined();
			expectNone(maskedOrder(shown, items), personal);
			expectNone(await log(), [...keptSecret, ...personal]);
		} finally {
			restore();
		}
	});

	test.each(goingOn)('wrong parameters, and the workflow %s', async (_how, settings) => {
		const wrong = ordered({
			passengers: {
				passenger: [
					{ name: '测试甲', type: 1, idType: 0, idNumber: ofPeople('passport'), birthday: '' },
					{
						name: '测试乙',
						type: 1,
						idType: 0,
						idNumber: ofPeople('idNumber'),
						birthday: '1988-07-17',
					},
				],
			},
		});
		const { shown } = await execute(wrong, { settings });
		expect(shown).toContain('“Passengers” has passenger 1 to correct');
		expectNone(shown, personal);
		expectNone(await log(), [...keptSecret, ...personal]);
		expect(gateway.seen).toEqual([]);
	});

	test.each<[string, INodeParameters, Fault]>([
		['search', searchParameters(), { kind: 'errorCode', errorCode: 223807, reason }],
		['dictionary', dictionary, { kind: 'html' }],
		['get', onOrder('order', 'get', 'NOSUCH0001'), { kind: 'status', status: 401 }],
		['cancel', onOrder('order', 'cancel', 'NOSUCH0001'), { kind: 'delay', milliseconds: 1500 }],
		[
			'refund',
			onOrder('ticket', 'refund', 'NOSUCH0001', { refundWhom: 'all' }),
			{ kind: 'errorCode', errorCode: 10012, reason },
		],
	])('%s', async (_what, parameters, fault) => {
		const restore = shortenTimeouts(gateway.url, 300);
		try {
			for (const [, settings] of goingOn) {
				await juhe.fault('*', fault, 2);
				const { shown } = await execute(parameters, { settings });
				expectNone(shown, personal);
				await juhe.clearFaults();
			}
			expectNone(await log(), [...keptSecret, ...personal]);
		} finally {
			restore();
		}
	});

	test('a repeated call that is never answered in time', async () => {
		const restore = shortenTimeouts(gateway.url, 200);
		try {
			await juhe.fault('dictionary', { kind: 'delay', milliseconds: 1000 }, 9);
			const { shown, error } = await execute(dictionary);
			expect(error).toContain('Juhe did not answer within 30 seconds');
			expectNone(shown, personal);
			expectNone(await log(), [...keptSecret, ...personal]);
		} finally {
			restore();
		}
	});

	test.each(goingOn)('nobody is there, and the workflow %s', async (_how, { onError }) => {
		const { shown } = await execute(onOrder('order', 'cancel', 'MyOrder0001'), {
			settings: { ...(onError && { onError }) },
			baseUrl: nobody.url,
		});
		expect(shown).toContain('Juhe could not be reached');
		expectNone(await log(), [...keptSecret, ...personal]);
	});

	test('stopped while a request is under way', async () => {
		const stop = new AbortController();
		await juhe.fault('orderDetail', { kind: 'delay', milliseconds: 300 });
		const running = execute(ordered(), { signal: stop.signal });
		await until(() => gateway.seen.length > 0);
		stop.abort();
		expectNone((await running).shown, personal);
		expectNone(await log(), [...keptSecret, ...personal]);
	});

	test('an AI agent is told no secret, whatever happens', async () => {
		const n8n = await theEngine();
		const credential = credentials(gateway, { trainGrabKey: ofTrains, railwayPassword: password });
		for (const fault of [{ kind: 'drop' }, { kind: 'html' }] as Fault[]) {
			for (const way of ['engine', 'invoke'] as const) {
				await juhe.fault('createOrder', fault);
				const { run } = await n8n.executeAsTool(
					{
						name: node,
						type: 'trainGrab',
						parameters: createParameters({ options: { allowAiAgent: true, purchaseKey: way } }),
					},
					{},
					{ way, credentials: credential },
				);
				expect(run.everything()).toContain('was lost');
				expectNone(run.everything({ deep: true }), keptSecret);
			}
		}
		expectNone(await log(), keptSecret);
	});

	test('the credential’s test says nothing of the keys', async () => {
		const n8n = await theEngine();
		const data = { trainGrabKey: ofTrains, flightInvoiceOcrKey: ofFlights, baseUrl: gateway.url };
		for (const [, fault] of faults.filter(([, { kind }]) => kind !== 'delay')) {
			await juhe.fault('dictionary', fault);
			await juhe.fault('recognize', fault);
			const result = await n8n.testCredential('trainGrab', 'juheApiTest', 'juheApi', data);
			expectNone(textOf(result), [...keptSecret, ...personal]);
		}
		expectNone(await log(), [...keptSecret, ...personal]);
	});
});

/**
 * A create that was recovered shows its order, passengers included: asked for, so taken out before
 * the search.
 */
function maskedOrder(shown: string, items: IDataObject[]): string {
	return items.reduce((text, { order }) => text.replaceAll(textOf(order), ''), shown);
}
