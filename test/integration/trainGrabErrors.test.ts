/**
 * What goes wrong, and what a user, a workflow, an AI agent and the credential's “Test” button are
 * told.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EndpointName, Fault } from '../../tools/sandbox';
import { connect } from '../support/engine';
import type { ToolRun } from '../support/engine';
import type { Juhe } from '../support/nodes/juhe';
import { nobody, startJuhe, withJuhe } from '../support/nodes/juhe';
import {
	createParameters,
	credentials,
	failure,
	failureOf,
	node,
	onOrder,
	only,
	order,
	output,
	outputOf,
	run,
	searchParameters,
	theEngine,
} from '../support/nodes/trainGrab';

let juhe: Juhe;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const dictionary: INodeParameters = { resource: 'dictionary', operation: 'get' };
const code = (errorCode: number): Fault => ({ kind: 'errorCode', errorCode });

describe('an error says what happened, to which item, what to do, and why in n8n’s own terms', () => {
	test.concurrent.each<[string, Fault, string, string, string | undefined, number]>([
		['10003', code(10003), 'The key has expired (code 10003)', 'Renew', 'credential-invalid', 1],
		['10011', code(10011), 'no more requests', 'Wait', 'rate-limited', 4],
		['10012', code(10012), 'quota of the key is used up', 'Buy quota', 'quota-exhausted', 1],
		['10021', code(10021), 'withdrawn', 'Ask Juhe', 'configuration-invalid', 1],
		[
			'a service code nobody knows',
			code(223899),
			'Juhe refused to give its dictionary: “沙箱故障” (code 223899)',
			'own words',
			undefined,
			1,
		],
		[
			'HTTP 503',
			{ kind: 'status', status: 503 },
			'HTTP 503',
			'Run this again',
			'temporarily-unavailable',
			4,
		],
		['HTTP 307', { kind: 'redirect' }, 'not Juhe', '“Base URL”', 'configuration-invalid', 1],
		['HTML', { kind: 'html' }, 'not Juhe', '“Base URL”', 'configuration-invalid', 1],
		['a broken connection', { kind: 'drop' }, 'broke', '“Base URL”', 'temporarily-unavailable', 4],
	])('%s', async (_what, fault, message, advice, cause, tries) => {
		await withJuhe(async (own) => {
			await own.fault('dictionary', fault, 99);
			const error = await failure(own, dictionary);
			expect(error).toMatchObject({
				name: 'NodeApiError',
				message: expect.stringContaining(message),
				description: expect.stringContaining(advice),
				itemIndex: 0,
			});
			expect(error.message).toMatch(/ \[item 0\]$/);
			expect(error.cause).toBe(cause);
			if ('errorCode' in fault) {
				expect(error.httpCode).toBe(String(fault.errorCode));
				expect(error.description).toContain('Juhe says: “沙箱故障”.');
			}
			expect(await own.calls()).toHaveLength(tries);
		});
	});

	test.concurrent('nobody at the base URL', async () => {
		expect(await failure(nobody, dictionary)).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('Juhe could not be reached'),
			description: expect.stringContaining('“Base URL”'),
			cause: 'temporarily-unavailable',
		});
	});

	test('a wrong key, the key of the other API', async () => {
		const wrong = await failure(juhe, dictionary, { credential: { trainGrabKey: 'no-such-key' } });
		expect(wrong).toMatchObject({
			message: 'Juhe does not know the key (code 10001) [item 0]',
			description: expect.stringContaining(
				'Correct the key of this API in the Juhe API credential',
			),
			cause: 'credential-invalid',
			httpCode: '10001',
		});
		const other = await failure(juhe, dictionary, {
			credential: { trainGrabKey: 'sandbox-flight-invoice-ocr-key' },
		});
		expect(other).toMatchObject({ cause: 'credential-invalid', httpCode: '10002' });
	});

	test('no train key: said by name before anything is sent, whatever the operation', async () => {
		const parameters = [
			dictionary,
			searchParameters(),
			createParameters(),
			onOrder('order', 'get', 'ABC123'),
		];
		for (const each of parameters) {
			expect(await failure(juhe, each, { credential: { trainGrabKey: '' } })).toMatchObject({
				name: 'NodeApiError',
				message: expect.stringMatching(/no Train Grab \(火车票抢票\) key \[item 0\]$/),
				description: expect.stringContaining('AppKey'),
				cause: 'credential-invalid',
				itemIndex: 0,
			});
		}
		expect(await juhe.calls()).toEqual([]);
	});

	test('a base URL with a slash does no harm, one with a path that is not there says so', async () => {
		const slash = { credential: { baseUrl: `${juhe.url}/` } };
		expect((await output(juhe, dictionary, slash)).length).toBeGreaterThan(100);
		const error = await failure(juhe, dictionary, { credential: { baseUrl: `${juhe.url}/juhe` } });
		expect(error.message).toContain('HTTP 404');
		expect(error.description).toContain('“Base URL”');
	});

	test('a create path that Juhe does not have: the setting to correct, nothing bought', async () => {
		const error = await failure(juhe, createParameters({ options: { settleSeconds: 30 } }), {
			credential: { createOrderPath: 'grabTicket/action/create.php' },
		});
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('HTTP 404'),
			description: expect.stringContaining('“Create Order Path”'),
			cause: 'configuration-invalid',
		});
		expect(await juhe.orders()).toEqual([]);
	});

	test('both paths may be others, below another folder too', async () => {
		await juhe.set({ createOrderPath: 'other/new.php', cancelOrderPath: 'other/stop.php' });
		const settings = {
			credential: { createOrderPath: '/other/new.php', cancelOrderPath: 'other/stop.php' },
		};
		const { outOrderNo, status } = await only(juhe, createParameters(), settings);
		expect(status).toBe('created');
		const cancel = onOrder('order', 'cancel', String(outOrderNo));
		expect(await only(juhe, cancel, settings)).toMatchObject({ status: 'cancelled' });
	});

	test('Juhe’s words are text, not HTML', async () => {
		const reason = '<img src=x onerror=alert(1)> & 余票不足';
		await juhe.fault('dictionary', { kind: 'errorCode', errorCode: 223850, reason });
		const { description } = await failure(juhe, dictionary);
		expect(description).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; 余票不足');
		expect(description).not.toContain('<');
	});

	test('the error of a later item names it; the items before it were done', async () => {
		const finished = await run(juhe, searchParameters({ from: '={{ $json.from }}' }), {
			items: [{ from: '北京' }, { from: '天津' }, { from: '桃花源' }, { from: '南京' }],
		});
		expect(failureOf(finished)).toMatchObject({
			message: 'Juhe refused to search for trains: “站名无效:桃花源” (code 223807) [item 2]',
			description: expect.stringContaining('Juhe says: “站名无效:桃花源”.'),
			itemIndex: 2,
		});
		expect(await juhe.calls('search')).toHaveLength(3);
	});

	test('an operation that this version does not know', async () => {
		const error = await failure(juhe, { resource: 'train', operation: 'fly' });
		expect(error.message).toContain('“train: fly” does not exist');
	});
});

/** A search for each item: found, refused by Juhe, wrong before it is sent, found. */
const mixed = searchParameters({
	from: '={{ $json.from }}',
	date: `={{ $json.date ?? '${searchParameters().date}' }}`,
	options: { limit: 1 },
});
const mixedItems = [
	{ from: '北京' },
	{ from: '桃花源' },
	{ from: '北京', date: 'soon' },
	{ from: '南京' },
];
const refused = {
	error: expect.stringMatching(
		/^Juhe refused to search for trains: “站名无效:桃花源” \(code 223807\)\. Did you mean 桃源 by “桃花源”\?/,
	),
	details: { errorCode: 223807, reason: '站名无效:桃花源', retryable: false, charged: null },
};
const unreadable = {
	error: '“Date” is not a date. Write it as 2026-12-30, or pick it from the calendar.',
	details: { errorCode: 'dateUnreadable', reason: null, retryable: false, charged: false },
};

describe('a workflow that goes on after an error', () => {
	test('in the regular output: each error in its place, paired with its item', async () => {
		const finished = await run(juhe, mixed, {
			items: mixedItems,
			node: { onError: 'continueRegularOutput' },
		});
		expect(outputOf(finished)).toEqual([
			expect.objectContaining({ trainNo: expect.any(String) }),
			refused,
			unreadable,
			expect.objectContaining({ trainNo: expect.any(String) }),
		]);
		expect(finished.items(node).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
	});

	test('in the error output: errors there, everything else here, each traceable to its item', async () => {
		const n8n = await theEngine();
		const value = "={{ $('Start').item.json.from }}";
		const spec = n8n.workflow(
			mixedItems.map((json) => ({ json })),
			{ name: node, type: 'trainGrab', parameters: mixed, onError: 'continueErrorOutput' },
			{ name: 'Found', type: 'test.evaluate', parameters: { value } },
		);
		spec.nodes.push({ name: 'Failed', type: 'test.evaluate', parameters: { value } });
		connect(spec, node, 'Failed', { output: 1 });
		const finished = await n8n.execute(spec, { credentials: credentials(juhe) });
		expect(finished.status).toBe('success');
		expect(finished.json('Found')).toEqual([{ value: '北京' }, { value: '南京' }]);
		// n8n lays the error over the item that failed
		expect(finished.json(node, 1)).toEqual([
			{ from: '桃花源', ...refused },
			{ from: '北京', date: 'soon', ...unreadable },
		]);
		expect(finished.json('Failed')).toEqual([{ value: '桃花源' }, { value: '北京' }]);
	});

	test('what may succeed later says so; a missing key is an item too', async () => {
		await juhe.fault('dictionary', { kind: 'status', status: 500 }, 4);
		const goOn = { node: { onError: 'continueRegularOutput' as const } };
		expect(await output(juhe, dictionary, goOn)).toEqual([
			{
				error: "Juhe's server failed (HTTP 500). Run this again in a moment.",
				details: { errorCode: null, reason: null, retryable: true, charged: null },
			},
		]);
		expect(await output(juhe, dictionary, { ...goOn, credential: { trainGrabKey: '' } })).toEqual([
			{
				error: expect.stringContaining('no Train Grab (火车票抢票) key'),
				details: { errorCode: null, reason: null, retryable: false, charged: false },
			},
		]);
	});

	test.each<[string, (outOrderNo: string) => INodeParameters]>([
		['order/get', (outOrderNo) => onOrder('order', 'get', outOrderNo)],
		['order/cancel', (outOrderNo) => onOrder('order', 'cancel', outOrderNo)],
		[
			'ticket/refund',
			(outOrderNo) => onOrder('ticket', 'refund', outOrderNo, { refundWhom: 'all' }),
		],
		[
			'order/create',
			() =>
				createParameters({
					mainSeatClass: "={{ $json.no === 'NOSUCH0001' ? 'sofa' : 'hardseat' }}",
				}),
		],
		[
			'callback/set',
			() => ({
				resource: 'callback',
				operation: 'set',
				url: "={{ $json.no === 'NOSUCH0001' ? 'nowhere' : 'https://n8n.example.com' }}",
			}),
		],
	])('%s: all other items still come out', async (_what, parametersOf) => {
		const existing = await order(juhe);
		await juhe.issue(existing);
		await juhe.passTime(301);
		const finished = await run(juhe, parametersOf('={{ $json.no }}'), {
			items: [{ no: 'NOSUCH0001' }, { no: existing }],
			node: { onError: 'continueRegularOutput' },
		});
		const [bad, good] = outputOf(finished);
		expect(Object.keys(bad ?? {})).toEqual(['error', 'details']);
		expect(Object.keys(bad?.details as IDataObject)).toEqual([
			'errorCode',
			'reason',
			'retryable',
			'charged',
		]);
		expect(good).toBeDefined();
		expect(good).not.toHaveProperty('error');
		expect(finished.items(node).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
	});
});

describe('an AI agent', () => {
	const ways = ['engine', 'invoke'] as const;
	type Way = (typeof ways)[number];
	const asTool = async (
		way: Way,
		parameters: INodeParameters,
		args: IDataObject = {},
	): Promise<ToolRun> =>
		await (
			await theEngine()
		).executeAsTool({ name: node, type: 'trainGrab', parameters }, args, {
			way,
			credentials: credentials(juhe),
		});
	const told = ({ error, response }: ToolRun) =>
		`${error ?? ''} ${JSON.stringify(response ?? null)}`;
	const inBothWays = <T>(rows: Array<[string, T]>): Array<[string, Way, T]> =>
		rows.flatMap(([name, row]) => ways.map((way): [string, Way, T] => [name, way, row]));

	const dangerous: Array<[string, (options: INodeParameters) => INodeParameters]> = [
		['order/create', (options) => createParameters({ options })],
		['order/cancel', (options) => onOrder('order', 'cancel', 'MyOrder0001', { options })],
		[
			'ticket/refund',
			(options) => onOrder('ticket', 'refund', 'MyOrder0001', { refundWhom: 'all', options }),
		],
		[
			'callback/set',
			(options) => ({
				resource: 'callback',
				operation: 'set',
				url: 'https://n8n.example.com',
				options,
			}),
		],
	];

	test.each(inBothWays(dangerous))(
		'may not %s (%s) unless a person allows it',
		async (_what, way, parametersOf) => {
			const refusal = told(await asTool(way, parametersOf({})));
			expect(refusal).toContain('An AI agent may not use');
			expect(refusal).toContain('Allow AI Agent');
			expect(await juhe.calls()).toEqual([]);
		},
	);

	test.each(inBothWays(dangerous))('may %s (%s) if allowed', async (what, way, parametersOf) => {
		if (what !== 'order/create') {
			await order(juhe, { options: { outOrderNo: 'MyOrder0001' } });
			if (what === 'ticket/refund') {
				await juhe.issue('MyOrder0001');
				await juhe.passTime(301);
			}
		}
		const { error, response } = await asTool(way, parametersOf({ allowAiAgent: true }));
		expect(error).toBeUndefined();
		const done: Record<string, IDataObject> = {
			'order/create': { status: 'created' },
			'order/cancel': { status: 'cancelled' },
			'ticket/refund': { state: 'accepted' },
			'callback/set': { registered: true },
		};
		expect(response).toMatchObject([done[what]]);
	});

	const handedOver = [
		'={{ true }}',
		"={{ $fromAI('allow', '', 'boolean') }}",
		'={{ $json.allow }}',
		'true',
	];
	test.each(
		inBothWays(dangerous).flatMap(([what, way, parametersOf]) =>
			handedOver.map((value) => [what, way, value, parametersOf] as const),
		),
	)(
		'cannot allow itself to %s (%s): %s is not a person’s switch',
		async (_what, way, value, parametersOf) => {
			const parameters = parametersOf({ allowAiAgent: value });
			const refusal = told(await asTool(way, parameters, { allow: true }));
			expect(refusal).toContain('An AI agent may not use');
			expect(await juhe.calls()).toEqual([]);
		},
	);

	test.each(ways)('cannot set all options at once (%s)', async (way) => {
		const options = '={{ { allowAiAgent: true } }}';
		const refusal = told(await asTool(way, { ...createParameters(), options }));
		expect(refusal).toContain('An AI agent may not use');
		expect(await juhe.calls()).toEqual([]);
	});

	test.each(
		inBothWays<[string, IDataObject]>([
			['acceptNoSeat', ['Accept No Seat', { value: true }]],
			['attempt', ['Buy Again', { value: 2 }]],
			['maskPersonalData', ['Mask Personal Data', { value: false }]],
			['maxTotalPrice', ['Max Total Price (Yuan)', { value: 99999 }]],
			['outOrderNo', ['Order Number', { value: 'ANOTHER1' }]],
			['purchaseKey', ['Purchase Key', { value: 'ANOTHER' }]],
			['settleSeconds', ['Wait for Lost Answer (Seconds)', { value: 0 }]],
			['skipChecks', ['Skip Checks', { value: true }]],
			['useRailwayAccount', ['Use My 12306 Account', { value: true }]],
		]),
	)('cannot set the option %s of an order (%s)', async (name, way, [label, args]) => {
		for (const value of [
			`={{ $fromAI('value', '', '${typeof args.value}') }}`,
			'={{ $json.value }}',
		]) {
			const options = { allowAiAgent: true, [name]: value };
			const refusal = told(await asTool(way, createParameters({ options }), args));
			// Where a field takes no expressions, n8n hands its text over.
			expect(refusal).toMatch(/ (cannot come from an expression|is “\{\{)/);
			expect(refusal).toContain(`“${label}”`);
		}
		expect(await juhe.calls()).toEqual([]);
	});

	test.each(ways)('cannot cancel the masking of what it reads (%s)', async (way) => {
		const options = { maskPersonalData: "={{ $fromAI('mask', '', 'boolean') }}" };
		const get = onOrder('order', 'get', 'MyOrder0001', { output: 'full', options });
		expect(told(await asTool(way, get, { mask: false }))).toContain('cannot come from');
		expect(await juhe.calls()).toEqual([]);
	});

	test('is offered no way to set its permission: the editor has no expression for it', async () => {
		const { nodeTypes, packageName } = await theEngine();
		const { description } = nodeTypes.getByNameAndVersion(`${packageName}.trainGrab`);
		const allow = description.properties.flatMap(({ options = [] }) =>
			options.filter((option) => option.name === 'allowAiAgent'),
		);
		expect(allow).toHaveLength(4);
		for (const option of allow) expect(option).toMatchObject({ noDataExpression: true });
	});

	test.each(ways)('cannot get round the refusal by “continue on fail” (%s)', async (way) => {
		const n8n = await theEngine();
		const refusal = await n8n.executeAsTool(
			{
				name: node,
				type: 'trainGrab',
				parameters: createParameters(),
				onError: 'continueRegularOutput',
			},
			{ allowAiAgent: true, options: { allowAiAgent: true } },
			{ way, credentials: credentials(juhe) },
		);
		expect(told(refusal)).toContain('An AI agent may not use');
		expect(await juhe.calls()).toEqual([]);
	});

	test.each(ways)('may search, read orders and the dictionary (%s)', async (way) => {
		const outOrderNo = await order(juhe);
		const search = await asTool(
			way,
			searchParameters({ from: "={{ $fromAI('from') }}", options: { limit: 1 } }),
			{ from: '北京' },
		);
		expect(search.response).toMatchObject([{ fromStation: expect.stringMatching(/^北京/) }]);
		const get = await asTool(way, onOrder('order', 'get', "={{ $fromAI('number') }}"), {
			number: outOrderNo,
		});
		expect(get.response).toMatchObject([{ outOrderNo, status: 'created' }]);
		const meaning = await asTool(way, { ...dictionary, section: 'msgCode', code: '207' });
		expect(meaning.response).toMatchObject([{ code: '207' }]);
	});

	test.each(
		inBothWays<INodeParameters>([
			['search', searchParameters({ filters: { maxPrice: "={{ $fromAI('most') }}" } })],
			[
				'plan',
				{ ...searchParameters(), operation: 'plan', maxTotalPrice: "={{ $fromAI('most') }}" },
			],
		]),
	)('lifts no limit of a %s by leaving it empty (%s)', async (_what, way, parameters) => {
		expect(told(await asTool(way, parameters, { most: '' }))).toMatch(
			/“Max (Total )?Price \(Yuan\)” is empty, which would mean no limit: give a value for it/,
		);
		expect(await juhe.calls()).toEqual([]);
	});

	test('is told what the tool is for', async () => {
		const { tool } = await asTool('invoke', searchParameters({ options: { limit: 1 } }));
		expect(tool.name).toBe('Train_Grab');
		expect(tool.description).toMatch(/train/i);
	});
});

describe('the credential’s test', () => {
	const testCredential = async (data: IDataObject | undefined) =>
		await (
			await theEngine()
		).testCredential('trainGrab', 'juheApiTest', 'juheApi', data as Record<string, string>);
	const good = {
		trainGrabKey: 'sandbox-train-grab-key',
		flightInvoiceOcrKey: 'sandbox-flight-invoice-ocr-key',
	};
	const endpoints = async () =>
		(await juhe.calls()).map(({ endpoint }) => endpoint).sort() as EndpointName[];

	test('both keys are good: neither bought nor recognized anything, no key in a URL', async () => {
		expect(await testCredential({ ...good, baseUrl: juhe.url })).toMatchObject({ status: 'OK' });
		expect(await endpoints()).toEqual(['dictionary', 'recognize']);
		expect(await juhe.orders()).toEqual([]);
		const [call] = await juhe.calls('recognize');
		expect(call).toMatchObject({ errorCode: 252601, parameters: { ImageBase64: '***' } });
		for (const { url, method } of await juhe.calls()) {
			expect(method).toBe('POST');
			expect(url).not.toContain('?');
		}
	});

	test.each([
		['the train key', { trainGrabKey: good.trainGrabKey }, ['dictionary']],
		['the OCR key', { flightInvoiceOcrKey: good.flightInvoiceOcrKey }, ['recognize']],
	])('only %s is set: only that one is tested', async (_what, data, expected) => {
		expect(await testCredential({ ...data, baseUrl: `${juhe.url}/` })).toMatchObject({
			status: 'OK',
		});
		expect(await endpoints()).toEqual(expected);
	});

	test('a refused key is named, the other is not', async () => {
		const wrongTrain = await testCredential({
			...good,
			trainGrabKey: 'no-such-train-key',
			baseUrl: juhe.url,
		});
		expect(wrongTrain.status).toBe('Error');
		expect(wrongTrain.message).toMatch(/^Train Grab \(火车票抢票\) key: .*10001.*Correct the key/);
		expect(wrongTrain.message).not.toContain('Flight Invoice OCR');
		expect(wrongTrain.message).not.toContain('no-such-train-key');
		const wrongOcr = await testCredential({
			...good,
			flightInvoiceOcrKey: 'no-such-key',
			baseUrl: juhe.url,
		});
		expect(wrongOcr.message).toMatch(/^Flight Invoice OCR \(机票行程单识别\) key: .*10001/);
		expect(wrongOcr.message).not.toContain('Train Grab');
		const swapped = await testCredential({
			trainGrabKey: good.flightInvoiceOcrKey,
			flightInvoiceOcrKey: good.trainGrabKey,
			baseUrl: juhe.url,
		});
		expect(swapped.message).toMatch(/Train Grab.*10002.*Flight Invoice OCR.*10002/);
	});

	test('a good key whose quota is used up is a good key', async () => {
		await juhe.fault('dictionary', code(10012));
		expect(await testCredential({ ...good, baseUrl: juhe.url })).toMatchObject({ status: 'OK' });
	});

	test.each<[string, string]>([
		['nobody there', nobody.url],
		['no URL', 'v.juhe.cn'],
		['a path that Juhe does not have', '/juhe'],
	])('a wrong base URL: %s', async (_what, baseUrl) => {
		const at = baseUrl.startsWith('/') ? `${juhe.url}${baseUrl}` : baseUrl;
		expect(await testCredential({ ...good, baseUrl: at })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('Base URL'),
		});
	});

	test.each<[string, IDataObject | undefined]>([
		['empty keys', { trainGrabKey: '', flightInvoiceOcrKey: ' ' }],
		['no data at all', undefined],
	])('no key is set: %s', async (_what, data) => {
		expect(await testCredential(data)).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('Set at least one key'),
		});
	});

	test.each<[string, Fault]>([
		['a broken connection', { kind: 'drop' }],
		['HTTP 500', { kind: 'status', status: 500 }],
		['HTTP 307', { kind: 'redirect', status: 307 }],
		['HTML', { kind: 'html' }],
	])('never throws and asks once: %s', async (_what, fault) => {
		await juhe.fault('dictionary', fault, 9);
		expect(
			await testCredential({ trainGrabKey: good.trainGrabKey, baseUrl: juhe.url }),
		).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^Train Grab \(火车票抢票\) key: \S/),
		});
		expect(await juhe.calls()).toHaveLength(1);
	});

	test('every node with the credential names a test that exists', async () => {
		const { nodeTypes, packageName } = await theEngine();
		for (const name of [...nodeTypes.nodes.keys()].filter((each) => each.startsWith(packageName))) {
			const { description, methods } = nodeTypes.getByNameAndVersion(name);
			for (const { testedBy } of description.credentials ?? []) {
				expect(typeof testedBy).toBe('string');
				expect(methods?.credentialTest).toHaveProperty(String(testedBy));
			}
		}
	});
});
