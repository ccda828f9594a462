/**
 * Train Grab, and Juhe's credential in n8n's own HTTP Request node, in the real n8n with the packed
 * package.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import type { WorkflowExport } from '../../tools/n8n/n8n';
import type { WorkflowRun } from '../../tools/n8n/workflowRun';
import type { CallRecord } from '../../tools/sandbox';
import { madeUpId } from '../../tools/sandbox/people';
import { client as juheClient } from '../support/sandboxClient';
import { startRecorder, type Recorder } from '../support/n8n/recorder';
import {
	credentialId,
	installationMs,
	juheCredential,
	setTheStage,
	type Stage,
} from '../support/n8n/stage';
import {
	chain,
	httpRequest,
	juheApi,
	manualTrigger,
	node,
	to,
	trainGrab,
} from '../support/n8n/workflows';

const secret = {
	key: randomBytes(16).toString('hex'),
	otherKey: randomBytes(16).toString('hex'),
	password: 'Rail-Pass-9f27c',
	account: 'rail-account-31d8',
	idNumber: madeUpId('1990-01-01'),
	phone: '13912345678',
};
/**
 * Values that a workflow knows but that stand nowhere in it, so that every place where one shows up
 * is a leak.
 */
const hidden = (value: string) =>
	`={{ "${value.slice(0, 6)}" + ${JSON.stringify(value.slice(6))} }}`;

const day = DateTime.now().setZone('Asia/Shanghai').plus({ days: 20 }).toFormat('yyyy-MM-dd');
const search = { resource: 'train', operation: 'search', from: '苏州', to: '昆山', date: day };
const create = {
	resource: 'order',
	operation: 'create',
	mainTrainNo: 'Z175',
	mainSeatClass: 'hardseat',
	fromStation: '苏州',
	toStation: '昆山',
	departDate: `${day} 02:29`,
	contactName: '测试甲',
	contactPhone: '13900000000',
	passengersInput: 'json',
};
const passenger = (name: string, idNumber: string) => ({
	name,
	type: 1,
	idType: 1,
	idNumber,
	birthday: '1990-01-01',
});
const dictionaryPath = '/grabTicket/action/dataDictionary.php';
const detailPath = '/grabTicket/action/orderDetail.php';

const knownOrder = 'KNOWN20261122';

let stage: Stage;
/** Between n8n and the sandbox. */
let gateway: Recorder;
/** Where no key must ever arrive. */
let foreign: Recorder;

beforeAll(async () => {
	stage = await setTheStage({
		trainGrabKey: secret.key,
		flightInvoiceOcrKey: secret.otherKey,
		clockSpeed: 600,
		queryKeyLifetimeSeconds: 1_000_000,
	});
	const { n8n, juhe } = stage;
	gateway = await startRecorder(juhe.url);
	foreign = await startRecorder();
	await juheClient(juhe).order({ outOrderNo: knownOrder });
	const account = { railwayAccount: secret.account, railwayPassword: secret.password };
	await n8n.importCredentials([
		juheCredential({ ...juhe, url: gateway.url }, account),
		juheCredential(juhe, { trainGrabKey: secret.otherKey }, 'juheApiOfOtherApi'),
		juheCredential({ ...juhe, url: 'http://127.0.0.1:1' }, account, 'juheApiOffline00'),
	]);
	await n8n.start();
}, installationMs);

beforeEach(() => {
	stage.juhe.control.clearFaults();
	gateway.requests.length = 0;
	foreign.requests.length = 0;
});

afterAll(async () => {
	await stage?.clear();
	await gateway?.close();
	await foreign?.close();
});

const execute = async (workflow: WorkflowExport): Promise<WorkflowRun> =>
	await stage.n8n.runFrom(await stage.n8n.createWorkflow(workflow), manualTrigger.name);

/** Every operation, one after the other: an order cancelled, another issued and given back. */
function operations(): WorkflowExport {
	const order = (name: string) => `={{ $('${name}').first().json.outOrderNo }}`;
	const full = { resource: 'order', operation: 'get', output: 'full' };
	return chain(
		'operations',
		manualTrigger,
		trainGrab('Search', { ...search, filters: { trainClasses: ['Z'] }, options: { limit: 1 } }),
		trainGrab('Order', {
			...create,
			queryKey: '={{ $json.queryKey }}',
			mainTrainNo: '={{ $json.trainNo }}',
			departDate: '={{ $json.departure }}',
			passengersJson: JSON.stringify([passenger('测试甲', 'E10000001')]),
		}),
		trainGrab('Look', { ...full, outOrderNo: order('Order') }),
		trainGrab('Cancel', { resource: 'order', operation: 'cancel', outOrderNo: order('Order') }),
		trainGrab('Order for two', {
			...create,
			passengersJson: JSON.stringify([
				passenger('测试乙', 'E10000002'),
				passenger('测试丙', 'E10000003'),
			]),
		}),
		node('Wait', 'n8n-nodes-base.wait', { amount: 2, unit: 'seconds' }, { typeVersion: 1.1 }),
		trainGrab('Tickets', { ...full, outOrderNo: order('Order for two') }),
		trainGrab('Refund one', {
			resource: 'ticket',
			operation: 'refund',
			outOrderNo: order('Order for two'),
			refundWhom: 'one',
			passengerId: '={{ $json.passengers[0].passengerId }}',
		}),
		trainGrab('Refund all', {
			resource: 'ticket',
			operation: 'refund',
			outOrderNo: order('Order for two'),
			refundWhom: 'all',
		}),
		trainGrab('Callback', {
			resource: 'callback',
			operation: 'set',
			url: 'https://n8n.example.com/webhook/x',
			callbackType: 'expired',
		}),
		trainGrab('Dictionary', { resource: 'dictionary', operation: 'get', section: 'orderStatus' }),
	);
}

it('runs every operation', async () => {
	const { control } = stage.juhe;
	control.nextFates({ outcome: 'hold' }, { outcome: 'issue' });
	const run = await execute(operations());
	expect(run.error).toBeNull();
	const only = (name: string) => {
		expect(run.items(name)).toHaveLength(1);
		return run.items(name)[0]?.json;
	};

	expect(only('Search')).toMatchObject({ trainNo: 'Z175', departure: `${day}T02:29:00+08:00` });
	expect(only('Order')).toMatchObject({ status: 'created', attempt: 1 });
	expect(only('Look')).toMatchObject({ issued: false, passengers: [{ name: '测试甲' }] });
	expect(only('Cancel')).toMatchObject({ status: 'cancelled' });
	expect(only('Order for two')).toMatchObject({ status: 'created' });
	expect(only('Tickets')).toMatchObject({ status: 'issued', trainNo: 'Z175' });
	expect(only('Refund one')).toMatchObject({ name: '测试乙', state: 'accepted' });
	expect(run.items('Refund all').map(({ json }) => [json.name, json.state])).toEqual([
		['测试乙', expect.stringMatching(/^alreadyRefund/)],
		['测试丙', 'accepted'],
	]);
	expect(only('Callback')).toMatchObject({ callbackType: 'expired', registered: true });
	expect(run.items('Dictionary').length).toBeGreaterThan(5);

	expect(
		control
			.orders()
			.filter(({ outOrderNo }) => outOrderNo !== knownOrder)
			.map(({ fate, passengers }) => [fate.outcome, passengers.length]),
	).toEqual([
		['hold', 1],
		['issue', 2],
	]);
	expect(control.callbacks()).toMatchObject([
		{ type: '3', url: 'https://n8n.example.com/webhook/x' },
	]);
	expectKeyInBodiesOnly();
});

/** n8n's HTTP Request node in every form it can send; what fails goes on. */
function requests(): WorkflowExport {
	const fields = (parameters: Record<string, string>) => ({
		parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
	});
	const query = (parameters: Record<string, string>) => ({
		sendQuery: true,
		queryParameters: fields(parameters),
	});
	const goOn = { onError: 'continueRegularOutput', alwaysOutputData: true };
	const dictionary = `${gateway.url}${dictionaryPath}`;
	const detail = `${gateway.url}${detailPath}`;
	const form = { sendBody: true, contentType: 'form-urlencoded', specifyBody: 'keypair' };
	const abroad = `${foreign.url}${dictionaryPath}`;
	const byForm = {
		method: 'POST',
		url: `${gateway.url}/grabTicket/action/search.php`,
		...form,
		bodyParameters: fields({ from: '苏州', to: '昆山', date: day.replaceAll('-', '') }),
	};
	return chain(
		'requests',
		manualTrigger,
		httpRequest('Form', byForm, goOn),
		httpRequest(
			'JSON',
			{
				method: 'POST',
				url: `${gateway.url}/grabTicket/action/search.php`,
				sendBody: true,
				contentType: 'json',
				specifyBody: 'json',
				jsonBody: JSON.stringify({ from: '苏州', to: '昆山', date: day.replaceAll('-', '') }),
			},
			goOn,
		),
		httpRequest(
			'Query',
			{
				url: `${gateway.url}/grabTicket/action/search.php`,
				...query({ from: '苏州', to: '昆山', date: day.replaceAll('-', '') }),
			},
			goOn,
		),
		httpRequest('Newest version', { ...byForm }, { ...goOn, typeVersion: 4.4 }),
		httpRequest(
			'Multipart',
			{
				method: 'POST',
				url: dictionary,
				sendBody: true,
				contentType: 'multipart-form-data',
				bodyParameters: {
					parameters: [{ parameterType: 'formData', name: 'note', value: '多部分' }],
				},
			},
			goOn,
		),
		httpRequest('Abroad', { url: abroad, ...query({ a: '1' }) }, goOn),
		httpRequest('Abroad by form', { ...byForm, url: abroad }, goOn),
		httpRequest(
			'Abroad in disguise',
			{ url: `${gateway.url}@${new URL(foreign.url).host}${dictionaryPath}` },
			goOn,
		),
		httpRequest(
			'Abroad on page two',
			{
				url: dictionary,
				options: {
					pagination: {
						pagination: {
							paginationMode: 'responseContainsNextURL',
							nextURL: abroad,
							paginationCompleteWhen: 'other',
							completeExpression: '={{ $pageCount > 1 }}',
							limitPagesFetched: true,
							maxRequests: 2,
						},
					},
				},
			},
			goOn,
		),
		...[4.2, 4.4].map((typeVersion) =>
			httpRequest(
				`Redirected ${typeVersion}`,
				{ method: 'POST', url: detail, ...form, bodyParameters: fields({ outOrderNo: 'ABC123' }) },
				{ ...goOn, typeVersion },
			),
		),
		httpRequest('Redirected GET', { url: detail, ...query({ outOrderNo: 'ABC123' }) }, goOn),
	);
}

it('lets the HTTP Request node call Juhe by the credential, and nobody else', async () => {
	stage.juhe.control.fault(
		'orderDetail',
		{ kind: 'redirect', location: `${foreign.url}${detailPath}` },
		9,
	);
	const before = stage.juhe.control.calls().length;
	const run = await execute(requests());
	const calls = stage.juhe.control.calls().slice(before);
	const answer = (name: string) => JSON.stringify(run.items(name));

	for (const name of ['Form', 'JSON', 'Query', 'Newest version']) {
		expect(answer(name)).toContain('"error_code":0');
		expect(answer(name)).toContain('Z175');
	}
	expect(calls.slice(0, 4)).toMatchObject(
		Array<Partial<CallRecord>>(4).fill({
			endpoint: 'search',
			method: 'POST',
			errorCode: 0,
			contentType: expect.stringMatching(/^application\/x-www-form-urlencoded/),
			parameters: {
				from: '苏州',
				to: '昆山',
				date: day.replaceAll('-', ''),
				key: expect.any(String),
			},
		}),
	);
	const multipart = gateway.requests[4];
	expect(multipart?.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
	expect(multipart?.body).toContain('多部分');

	for (const name of ['Abroad', 'Abroad by form', 'Abroad in disguise', 'Abroad on page two']) {
		expect(answer(name)).toContain('only signs requests to its own Base URL');
	}
	for (const name of ['Redirected 4.2', 'Redirected 4.4', 'Redirected GET']) {
		expect(answer(name)).toContain('307');
	}
	expect(calls.filter(({ fault }) => fault === 'redirect')).toHaveLength(3);
	expect(foreign.requests).toEqual([]);
	expectKeyInBodiesOnly();
	expectNoSecrets(run);
});

function errorOutput(): WorkflowExport {
	const numbers = { mode: 'raw', jsonOutput: JSON.stringify({ numbers: [knownOrder, 'NOSUCH2'] }) };
	const look = { resource: 'order', operation: 'get', outOrderNo: '={{ $json.numbers }}' };
	return {
		...chain(
			'error output',
			manualTrigger,
			node('Numbers', 'n8n-nodes-base.set', numbers, { typeVersion: 3.4 }),
			node('Each', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'numbers', options: {} }),
			trainGrab('Look', look, { onError: 'continueErrorOutput', executeOnce: false }),
			node('Found', 'n8n-nodes-base.noOp'),
			node('Lost', 'n8n-nodes-base.noOp'),
		),
		connections: {
			Start: to('Numbers'),
			Numbers: to('Each'),
			Each: to('Look'),
			Look: to('Found', 'Lost'),
		},
	};
}

it('sends what failed to the error branch', async () => {
	const run = await execute(errorOutput());
	expect(run.status).toBe('success');
	expect(run.items('Found').map(({ json }) => json.outOrderNo)).toEqual([knownOrder]);
	expect(run.items('Lost').map(({ json }) => json)).toEqual([
		{
			// n8n itself adds what went in.
			numbers: 'NOSUCH2',
			error: expect.stringContaining('NOSUCH2'),
			details: { errorCode: null, reason: null, retryable: false, charged: null },
		},
	]);
	expect(run.items('Lost')[0]?.pairedItem).toMatchObject({ item: expect.anything() });
});

/** An order whose personal data stand in no node. */
const personal = {
	...create,
	contactPhone: hidden(secret.phone),
	passengersJson: `={{ JSON.stringify([{ name: '测试甲', type: 1, idType: 0, idNumber: ${hidden(secret.idNumber).slice(3, -2)}, birthday: '' }]) }}`,
	options: { settleSeconds: 1, useRailwayAccount: true },
};

/** Everything that can go wrong with an order of a person. */
function failing(): WorkflowExport {
	const goOn = { onError: 'continueRegularOutput' };
	const attempt = (name: string, changes: Record<string, unknown> = {}, more = {}) =>
		trainGrab(name, { ...personal, ...changes }, { ...goOn, ...more });
	return chain(
		'failing',
		manualTrigger,
		attempt('Answer lost'),
		attempt('Server down'),
		attempt('Juhe names the traveller'),
		attempt('Wrong check digit', {
			passengersJson: personal.passengersJson.replace(
				', birthday',
				'.replace(/.$/, (digit) => (digit === "1" ? "2" : "1")), birthday',
			),
		}),
		attempt('Wrong key', {}, juheApi('juheApiOfOtherApi')),
		attempt('Nobody there', {}, juheApi('juheApiOffline00')),
	);
}

/** The same as the error that ends a workflow. */
function stopping(): WorkflowExport {
	return chain('stopping', manualTrigger, trainGrab('Order', personal));
}

it('tells no secret and no personal data when it fails', async () => {
	const { control } = stage.juhe;
	const named = `乘客 测试甲 ${secret.idNumber} ${secret.phone} 身份信息未通过验证`;
	control.fault('createOrder', { kind: 'drop', when: 'before' });
	control.fault('createOrder', { kind: 'status', status: 502 });
	control.fault('createOrder', { kind: 'errorCode', errorCode: 223899, reason: named });
	const run = await execute(failing());
	const names = run.nodeNames.filter((name) => name !== 'Start');
	expect(names).toHaveLength(6);
	for (const name of names) {
		expect([name, run.items(name)[0]?.json]).toEqual([
			name,
			{ error: expect.any(String), details: expect.any(Object) },
		]);
	}
	expectNoSecrets(run);

	control.fault('createOrder', { kind: 'errorCode', errorCode: 223899, reason: named });
	const stopped = await execute(stopping());
	expect(stopped.error).toMatchObject({ message: expect.stringContaining('223899') });
	expectNoSecrets(stopped);
});

it('tests the credential as the editor does', async () => {
	const client = await stage.n8n.login();
	// The editor stores a credential before it tests it, and then hands over what stands in its
	// fields.
	const test = async (data: Record<string, unknown>) => {
		const { data: answer } = await client.post('/rest/credentials/test', {
			credentials: { id: credentialId, name: 'Juhe', type: 'juheApi', data },
		});
		return z.object({ data: z.object({ status: z.string(), message: z.string() }) }).parse(answer)
			.data;
	};
	const { data } = juheCredential({ ...stage.juhe, url: gateway.url });

	expect(await test(data)).toMatchObject({ status: 'OK' });
	expect(await test({ ...data, flightInvoiceOcrKey: '' })).toMatchObject({ status: 'OK' });
	// Untouched, its secrets come as blanks.
	const stored = z
		.object({ data: z.looseObject({ data: z.record(z.string(), z.unknown()) }) })
		.parse((await client.get(`/rest/credentials/${credentialId}?includeData=true`)).data).data;
	expect(JSON.stringify(stored)).not.toContain(secret.key);
	expect(await test(stored.data)).toMatchObject({ status: 'OK' });

	expect(await test({ ...data, trainGrabKey: 'no-such-key' })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('火车票抢票'),
	});
	expect(await test({ ...data, flightInvoiceOcrKey: 'no-such-key' })).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/^(?!.*火车票抢票).*机票行程单识别/),
	});
	for (const baseUrl of ['http://127.0.0.1:1', 'nonsense']) {
		expect(await test({ ...data, baseUrl })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('Base URL'),
		});
	}
	expectKeyInBodiesOnly();
});

it('lists the passengers of an order for its refund, as the editor asks for them', async () => {
	const client = await stage.n8n.login();
	stage.juhe.control.nextFates({ outcome: 'hold' });
	const outOrderNo = await juheClient(stage.juhe).order();
	stage.juhe.control.issue(outOrderNo);
	const passengersOf = async (number: string) => {
		const { data } = await client.post('/rest/dynamic-node-parameters/resource-locator-results', {
			path: 'parameters.passengerId',
			methodName: 'listPassengers',
			nodeTypeAndVersion: { name: 'n8n-nodes-juhe.trainGrab', version: 1 },
			currentNodeParameters: {
				resource: 'ticket',
				operation: 'refund',
				outOrderNo: number,
				passengerId: { __rl: true, mode: 'list', value: '' },
			},
			credentials: { juheApi: { id: credentialId, name: 'Juhe' } },
		});
		return z
			.object({ results: z.array(z.object({ name: z.string(), value: z.string() })) })
			.parse(data.data).results;
	};
	const [order] = stage.juhe.control.orders().filter((each) => each.outOrderNo === outOrderNo);
	expect(await passengersOf(outOrderNo)).toEqual(
		order?.passengers.map(({ passengerId }) => ({
			name: expect.stringMatching(/^测试甲 · .* · Issued$/),
			value: String(passengerId),
		})),
	);
	await expect(passengersOf('={{ $json.outOrderNo }}')).rejects.toThrow(
		'Fill in “Order Number” first',
	);
});

it('offers the nodes to people and as tools to agents', async () => {
	const client = await stage.n8n.login();
	const types = z
		.array(z.looseObject({ name: z.string(), displayName: z.string() }))
		.parse((await client.get('/types/nodes.json')).data)
		.filter(({ name }) => name.startsWith('n8n-nodes-juhe.'));
	expect(types.map(({ name }) => name).sort()).toEqual([
		'n8n-nodes-juhe.flightInvoiceOcr',
		'n8n-nodes-juhe.flightInvoiceOcrTool',
		'n8n-nodes-juhe.trainGrab',
		'n8n-nodes-juhe.trainGrabTool',
		'n8n-nodes-juhe.trainGrabTrigger',
	]);
});

it('has kept no secret in the clear, and told none', () => {
	expectNoSecrets();
	const own = join(stage.n8n.userFolder, '.n8n');
	const files = readdirSync(own, { recursive: true, withFileTypes: true }).filter(
		(entry) => entry.isFile() && !entry.parentPath.includes('node_modules'),
	);
	expect(files.map(({ name }) => name)).toContain('database.sqlite');
	for (const { parentPath, name } of files) {
		const content = readFileSync(join(parentPath, name));
		const found = Object.entries(secret).filter(([, value]) => content.includes(value));
		expect([name, found.map(([what]) => what)]).toEqual([name, []]);
	}
});

/** Requests went out since the last test, each with the key in its body and nowhere else. */
function expectKeyInBodiesOnly(): void {
	expect(gateway.requests).not.toEqual([]);
	for (const { url, body, headers } of gateway.requests) {
		expect(url).not.toContain('key');
		expect(JSON.stringify(headers)).not.toContain(secret.key);
		expect([secret.key, secret.otherKey, 'no-such-key'].some((key) => body.includes(key))).toBe(
			true,
		);
	}
}

/** Neither in what n8n has recorded of the run nor in anything it has ever written. */
function expectNoSecrets(run?: WorkflowRun): void {
	const places = { 'run data': JSON.stringify(run?.raw ?? null), output: stage.n8n.output };
	for (const [place, text] of Object.entries(places)) {
		const found = Object.entries(secret).flatMap(([what, value]) => {
			const at = text.indexOf(value);
			return at < 0 ? [] : [`${what}: ${text.slice(Math.max(0, at - 150), at + 60)}`];
		});
		expect([place, found]).toEqual([place, []]);
	}
}
