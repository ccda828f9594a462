/** The test engine itself, and the facts about n8n-core that our nodes are built on. */
import type {
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes } from 'n8n-workflow';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Engine } from './index';
import { connect, createEngine, textOf } from './index';
import { createTrigger } from './triggers';

const SECRET = 'key-that-nobody-may-see';

/** Runs a function of the test for each item. */
class Probe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: [1, 2],
		description: 'Runs a function of the test',
		defaults: { name: 'Probe' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'dummyApi', required: true }],
		properties: [
			{ displayName: 'Resource', name: 'resource', type: 'string', default: 'thing' },
			{ displayName: 'Text', name: 'text', type: 'string', default: '' },
		],
	};

	run: (context: IExecuteFunctions, index: number) => Promise<IDataObject> = async () => ({});

	// `this` of execute is n8n's context, so the function is found through the node that was built
	execute = executeWith(this);
}

function executeWith(owner: Probe) {
	return async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const out: INodeExecutionData[] = [];
		for (const [item] of this.getInputData().entries()) {
			try {
				out.push({ json: await owner.run(this, item), pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				const message = error instanceof Error ? error.message : String(error);
				out.push({ json: { error: message }, pairedItem: { item } });
			}
		}
		return [out];
	};
}

const probe = new Probe();

/** Puts the key into the form, by a function. */
class DummyApi implements ICredentialType {
	name = 'dummyApi';

	displayName = 'Dummy API';

	properties: ICredentialType['properties'] = [
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
		{ displayName: 'Suffix', name: 'suffix', type: 'string', default: '!' },
	];

	async authenticate(
		credentials: IDataObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		options.body = {
			...(options.body as IDataObject),
			key: `${String(credentials.key)}${String(credentials.suffix)}`,
		};
		return options;
	}
}

/** Puts the key into a header, declaratively. */
class HeaderApi implements ICredentialType {
	name = 'headerApi';

	displayName = 'Header API';

	properties: ICredentialType['properties'] = [
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
	];

	authenticate: ICredentialType['authenticate'] = {
		type: 'generic',
		properties: { headers: { 'x-key': '={{$credentials.key}}' } },
	};
}

class HeaderProbe extends Probe {
	constructor() {
		super();
		this.description = { ...this.description, credentials: [{ name: 'headerApi' }] };
	}
}

/**
 * Registers its address in static data, takes what carries the token, and lets an event through
 * once.
 */
class DummyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Dummy Trigger',
		name: 'dummyTrigger',
		group: ['trigger'],
		version: 1,
		description: 'A trigger of the test',
		defaults: { name: 'Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'dummyApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'dummy',
				responseMode: 'onReceived',
				responseData: 'success',
				responseHeaders: {
					entries: [{ name: 'content-type', value: 'text/plain; charset=utf-8' }],
				} as never,
			},
		],
		properties: [],
	};

	calls: string[] = [];

	webhookMethods = {
		default: {
			checkExists: async function (this: IHookFunctions) {
				trigger.calls.push(`checkExists ${this.getActivationMode()} ${this.getMode()}`);
				return this.getWorkflowStaticData('node').url === this.getNodeWebhookUrl('default');
			},
			create: async function (this: IHookFunctions) {
				trigger.calls.push(`create ${this.getActivationMode()}`);
				const { key } = await this.getCredentials('dummyApi');
				const data = this.getWorkflowStaticData('node');
				data.url = this.getNodeWebhookUrl('default');
				data.token = key;
				return true;
			},
			delete: async function (this: IHookFunctions) {
				trigger.calls.push(`delete ${this.getActivationMode()}`);
				delete this.getWorkflowStaticData('node').url;
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const data = this.getWorkflowStaticData('node');
		if ((this.getQueryData() as IDataObject).token !== data.token) {
			this.getResponseObject().status(403).type('text/plain').send('no');
			return { noWebhookResponse: true };
		}
		const { rawBody } = this.getRequestObject() as unknown as { rawBody: Buffer };
		const body = this.getBodyData() as IDataObject | undefined;
		if (body?.fail) throw new Error('broken');
		return { workflowData: [[{ json: { body: body ?? null, raw: rawBody.toString() } }]] };
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const fresh: INodeExecutionData[] = [];
		for (const item of this.getInputData()) {
			const options = { mode: 'entries', maxEntries: 100 } as const;
			const key = String(item.json.raw);
			const { new: unseen } = await this.helpers.checkProcessedAndRecord([key], 'node', options);
			if (unseen.length > 0) fresh.push(item);
		}
		return [fresh];
	}
}
const trigger = new DummyTrigger();

interface Seen {
	path: string;
	headers: IncomingMessage['headers'];
	body: string;
}

const headerProbe = new HeaderProbe();

let engine: Engine;
let server: Server;
let base: string;
let seen: Seen[] = [];
let answer: (request: Seen, response: ServerResponse) => void = () => {};

beforeAll(async () => {
	engine = await createEngine({
		packageRoot: null,
		extraNodes: {
			'test.dummyTrigger': trigger,
			'test.probe': probe,
			'test.headerProbe': headerProbe,
		},
		extraCredentials: [new DummyApi(), new HeaderApi()],
	});
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { url = '', headers } = request;
			const one = { path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
			seen.push(one);
			answer(one, response);
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
	server.closeAllConnections();
	await new Promise((done) => server.close(done));
});

beforeEach(() => {
	seen = [];
	answer = (_request, response) => response.end('{"ok":true}');
	engine.clearLog();
});

const credentials = { dummyApi: { key: SECRET }, headerApi: { key: SECRET } };
const node = { name: 'Probe', type: 'test.probe' };

async function call(context: IExecuteFunctions, options: Partial<IHttpRequestOptions> = {}) {
	return (await context.helpers.httpRequestWithAuthentication.call(context, 'dummyApi', {
		url: `${base}/call`,
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: { from: '北京' },
		...options,
	})) as unknown;
}

/** Sends one request with the options and tells what came back. */
async function once(options: Partial<IHttpRequestOptions>) {
	let result: unknown;
	probe.run = async (context) => {
		result = await call(context, options);
		return {};
	};
	const run = await engine.execute(engine.workflow([{ json: {} }], node), { credentials });
	return { result, error: run.error, run };
}

const careful = {
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
} as const;

describe('executing', () => {
	const items = [{ json: { n: 1 } }, { json: { n: 2 } }];

	test('expressions, and paired items over several nodes', async () => {
		probe.run = async (context, index) => ({
			text: context.getNodeParameter('text', index) as string,
		});
		const run = await engine.execute(
			engine.workflow(
				items,
				{ ...node, parameters: { text: "={{ 'n' + $json.n }}" } },
				{ name: 'No', type: 'test.noOp' },
				{
					name: 'Back',
					type: 'test.evaluate',
					parameters: { value: "={{ $('Start').item.json.n }}" },
				},
			),
			{ credentials },
		);
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(run.json('Probe')).toEqual([{ text: 'n1' }, { text: 'n2' }]);
		expect(run.json('Back')).toEqual([{ value: 1 }, { value: 2 }]);
	});

	test('a missing credential is the error n8n gives', async () => {
		probe.run = async (context) => ({ ...(await context.getCredentials('dummyApi')) });
		const run = await engine.execute(engine.workflow(items, node));
		expect(run.nodeError('Probe')?.message).toBe('Node does not have any credentials set');
	});

	const second = async (context: IExecuteFunctions, index: number) => {
		if (index === 1)
			throw new NodeApiError(context.getNode(), {}, { message: 'No', itemIndex: index });
		return { fine: true };
	};

	test('an error stops, goes on, or goes to the error output', async () => {
		probe.run = second;
		const stopped = await engine.execute(engine.workflow(items, node), { credentials });
		expect(stopped.error).toMatchObject({
			name: 'NodeApiError',
			message: 'No',
			context: { itemIndex: 1 },
		});
		expect(stopped.status).toBe('error');

		const regular = { ...node, onError: 'continueRegularOutput' as const };
		const went = await engine.execute(engine.workflow(items, regular), { credentials });
		expect(went.json('Probe')).toEqual([{ fine: true }, { error: 'No' }]);

		const spec = engine.workflow(items, { ...node, onError: 'continueErrorOutput' as const });
		spec.nodes.push({
			name: 'Failed',
			type: 'test.evaluate',
			parameters: { value: "={{ $('Start').item.json.n }}" },
		});
		connect(spec, 'Probe', 'Failed', { output: 1 });
		const branched = await engine.execute(spec, { credentials });
		expect(branched.json('Probe', 0)).toEqual([{ fine: true }]);
		// n8n puts the input item under the error
		expect(branched.json('Probe', 1)).toEqual([{ n: 2, error: 'No' }]);
		expect(branched.json('Failed')).toEqual([{ value: 2 }]);
	});

	test('retryOnFail runs all items again', async () => {
		const tried: number[] = [];
		probe.run = async (context, index) => {
			tried.push(index);
			return tried.length < 3 ? await second(context, index) : {};
		};
		const retried = { ...node, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const run = await engine.execute(engine.workflow(items, retried), { credentials });
		expect(run.error).toBeUndefined();
		expect(tried).toEqual([0, 1, 0, 1]);
	});

	test('files lie in the store, not in the item', async () => {
		const bytes = Buffer.from('picture');
		probe.run = async (context, index) => ({
			base64: context.helpers.assertBinaryData(index, 'data').data,
			text: (await context.helpers.getBinaryDataBuffer(index, 'data')).toString(),
		});
		const file = { bytes, fileName: 'a.png', mimeType: 'image/png' };
		const run = await engine.execute(
			engine.workflow([{ json: {}, binary: { data: file } }], node),
			{
				credentials,
			},
		);
		expect(run.json('Probe')).toEqual([{ base64: 'filesystem-v2', text: 'picture' }]);
		const stored = run.items('Start')[0]?.binary?.data;
		expect(stored && (await run.bytes(stored)).equals(bytes)).toBe(true);
	});

	test('pinned data stands in for a node', async () => {
		const spec = {
			...engine.workflow(items, node),
			pinData: { Probe: [{ json: { pinned: true } }] },
		};
		expect((await engine.execute(spec)).json('Probe')).toEqual([{ pinned: true }]);
	});

	test('a stop reaches the node as a signal, and no later node runs', async () => {
		const stop = new AbortController();
		let told = false;
		probe.run = async (context) => {
			const signal = context.getExecutionCancelSignal();
			await new Promise<void>((done) => {
				signal?.addEventListener('abort', () => done(), { once: true });
				stop.abort();
			});
			told = signal?.aborted === true;
			return {};
		};
		const spec = engine.workflow(items.slice(1), node, { name: 'Later', type: 'test.noOp' });
		const run = await engine.execute(spec, { credentials, signal: stop.signal });
		expect(told).toBe(true);
		expect(run.status).toBe('canceled');
		expect(run.runs('Later')).toEqual([]);
	});

	test('what n8n and nodes log can be searched', async () => {
		probe.run = async (context) => {
			context.logger.warn('a word', { with: 'metadata' });
			return {};
		};
		await engine.execute(engine.workflow(items, node), { credentials });
		expect(engine.log).toContain('a word');
		expect(engine.log).toContain('"with":"metadata"');
		engine.clearLog();
		expect(engine.log).toBe('');
	});

	test('static data and the deduplication helper last from one execution to the next', async () => {
		probe.run = async (context) => {
			const data = context.getWorkflowStaticData('node');
			data.count = ((data.count as number | undefined) ?? 0) + 1;
			const { new: fresh } = await context.helpers.checkProcessedAndRecord(['a'], 'node', {
				mode: 'entries',
				maxEntries: 10,
			});
			return { count: data.count, fresh };
		};
		const spec = engine.workflow([{ json: {} }], node);
		expect((await engine.execute(spec, { credentials, mode: 'trigger' })).json('Probe')).toEqual([
			{ count: 1, fresh: ['a'] },
		]);
		expect((await engine.execute(spec, { credentials, mode: 'trigger' })).json('Probe')).toEqual([
			{ count: 2, fresh: [] },
		]);
	});
});

describe('requests', () => {
	test('the credential signs them: by a function with defaults filled in, and declaratively', async () => {
		const { result } = await once({ json: true });
		expect(result).toEqual({ ok: true });
		expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
			from: '北京',
			key: `${SECRET}!`,
		});

		seen = [];
		headerProbe.run = async (context) => ({
			body: (await context.helpers.httpRequestWithAuthentication.call(context, 'headerApi', {
				url: base,
			})) as IDataObject,
		});
		const spec = engine.workflow([{ json: {} }], { name: 'Header', type: 'test.headerProbe' });
		const run = await engine.execute(spec, { credentials });
		expect(run.error).toBeUndefined();
		expect(seen[0]?.headers['x-key']).toBe(SECRET);
	});

	test('a careful call is sent once, whatever the status', async () => {
		for (const status of [200, 307, 401, 500]) {
			seen = [];
			answer = (_request, response) => {
				response.writeHead(status, { location: '/elsewhere' });
				response.end(`{"status":${status}}`);
			};
			const { result } = await once(careful);
			expect(result).toMatchObject({ statusCode: status, body: { status } });
			expect(seen).toHaveLength(1);
		}
	});

	test('a careless call is posted again on a 307 and sent again on a 401', async () => {
		answer = (request, response) => {
			response.writeHead(request.path === '/call' ? 307 : 200, { location: '/elsewhere' });
			response.end();
		};
		await once({});
		expect(seen.map(({ path, body }) => [path, body.includes(SECRET)])).toEqual([
			['/call', true],
			['/elsewhere', true],
		]);
		seen = [];
		answer = (_request, response) => {
			response.statusCode = 401;
			response.end();
		};
		expect((await once({})).error?.message).toContain('Authorization failed');
		expect(seen).toHaveLength(2);
	});

	test("only encoding 'text' leaves the body alone", async () => {
		const body = '{"n":12345678901234567890,"s":"北京"}';
		answer = (_request, response) => response.end(body);
		const bodyFor = async (options: Partial<IHttpRequestOptions>) =>
			((await once({ ...careful, ...options })).result as { body: unknown }).body;
		const parsed = { n: Number('12345678901234567890'), s: '北京' };
		expect(await bodyFor({})).toEqual(parsed);
		expect(await bodyFor({ json: false })).toEqual(parsed);
		expect(await bodyFor({ encoding: 'text' })).toBe(body);
		expect(await bodyFor({ encoding: 'text', json: true })).toBe(body);
		expect(await bodyFor({ encoding: 'arraybuffer' })).toEqual(Buffer.from(body));
	});

	test.each<[string, string, Partial<IHttpRequestOptions>, typeof answer]>([
		['no answer', 'ECONNABORTED', { timeout: 100 }, () => {}],
		['nobody there', 'ECONNREFUSED', { url: 'http://127.0.0.1:1/' }, () => {}],
		['hung up', 'ECONNRESET', {}, (_request, response) => response.socket?.destroy()],
	])(
		'%s: a NodeApiError with %s as httpCode, the key hidden in its cause only',
		async (_what, code, options, reply) => {
			answer = reply;
			let caught: unknown;
			probe.run = async (context) => {
				try {
					await call(context, { ...careful, ...options });
				} catch (error) {
					caught = error;
					throw error;
				}
				return {};
			};
			const run = await engine.execute(engine.workflow([{ json: {} }], node), { credentials });
			expect(caught).toBeInstanceOf(NodeApiError);
			const { httpCode, cause } = caught as NodeApiError;
			expect(httpCode).toBe(code);
			expect([cause?.constructor.name, (cause as { code?: string }).code]).toEqual([
				'AxiosError',
				code,
			]);
			expect(textOf(caught, true)).toContain(SECRET);
			expect(textOf(caught)).not.toContain(SECRET);
			expect(run.everything()).not.toContain(SECRET);
			expect(engine.log).not.toContain(SECRET);
		},
	);

	test("an abort: httpRequest obeys the caller's signal, httpRequestWithAuthentication only the stop", async () => {
		const endedBy = async (withCredential: boolean, which: 'own' | 'stop', detached = false) => {
			const own = new AbortController();
			const stop = new AbortController();
			answer = (_request, response) => {
				(which === 'own' ? own : stop).abort();
				setTimeout(() => response.end('late'), 100);
			};
			let outcome: unknown;
			probe.run = async (context) => {
				const options = {
					url: base,
					method: 'POST' as const,
					body: { a: 1 },
					abortSignal: own.signal,
				};
				// without getExecutionCancelSignal n8n leaves abortSignal alone
				const self = {
					helpers: context.helpers,
					getNode: () => context.getNode(),
					getCredentials: async (type: string) => await context.getCredentials(type),
				};
				try {
					outcome = withCredential
						? await context.helpers.httpRequestWithAuthentication.call(
								(detached ? self : context) as IExecuteFunctions,
								'dummyApi',
								options,
							)
						: await context.helpers.httpRequest(options);
				} catch (error) {
					outcome = error instanceof Error ? error.message : error;
				}
				return {};
			};
			const spec = engine.workflow([{ json: {} }], node);
			await engine.execute(spec, { credentials, signal: stop.signal });
			return outcome;
		};
		expect(await endedBy(false, 'own')).toBe('canceled');
		expect(await endedBy(false, 'stop')).toBe('late');
		expect(await endedBy(true, 'own')).toBe('late');
		expect(await endedBy(true, 'stop')).toBe('canceled');
		expect(await endedBy(true, 'own', true)).toBe('canceled');
		expect(await endedBy(true, 'stop', true)).toBe('late');
	});
});

describe('as a tool of an agent', () => {
	const tool = { ...node, parameters: { text: "={{ $fromAI('where', 'a place') }}" } };
	beforeEach(() => {
		probe.run = async (context, index) => ({
			text: context.getNodeParameter('text', index) as string,
			isToolExecution: context.isToolExecution(),
			type: context.getNode().type,
		});
	});

	test('an agent of version 3: isToolExecution() is false, only the type tells', async () => {
		const { response, run } = await engine.executeAsTool(tool, { where: '上海' }, { credentials });
		expect(run.error).toBeUndefined();
		expect(response).toEqual([{ text: '上海', isToolExecution: false, type: 'test.probeTool' }]);
	});

	test('an older agent, a sub-agent, MCP: isToolExecution() is true', async () => {
		const answered = await engine.executeAsTool(
			tool,
			{ where: '上海' },
			{ credentials, way: 'invoke' },
		);
		expect(answered.response).toEqual([
			{ text: '上海', isToolExecution: true, type: 'test.probeTool' },
		]);
		expect(answered.tool).toEqual({ name: 'Probe', description: 'Runs a function of the test' });
	});

	test('an error reaches the model: its message alone, or with its description', async () => {
		probe.run = async (context) => {
			throw new NodeApiError(
				context.getNode(),
				{},
				{ message: 'Refused', description: 'Ask a person' },
			);
		};
		const three = await engine.executeAsTool(node, {}, { credentials });
		expect([three.error, three.response]).toEqual(['Refused', [{ error: 'Refused' }]]);
		const older = await engine.executeAsTool(node, {}, { credentials, way: 'invoke' });
		expect(older.error).toBe('Refused\n\nDetails: Ask a person');
	});
});

describe('NodeApiError', () => {
	const where = {
		id: '1',
		name: 'P',
		type: 'p',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const said = {
		message: 'Message',
		description: 'Description',
		itemIndex: 2,
		failure: { cause: 'quota-exhausted' },
	} as const;

	test('keeps what it is told on an empty plain object, and stores a full one as errorResponse', () => {
		const error = new NodeApiError(where, {}, said);
		expect(error.message).toBe('Message');
		const { description, failure } = said;
		expect(error).toMatchObject({
			description,
			failure,
			context: { itemIndex: 2 },
			httpCode: null,
		});
		const full = new NodeApiError(where, { error_code: 238601, reason: 'R' }, said);
		expect(full).toMatchObject({ httpCode: '238601', errorResponse: { reason: 'R' } });
	});

	test('has its message replaced where it, or the code, names a connection error', () => {
		expect(new NodeApiError(where, { code: 'ECONNRESET' }, said).message).toMatch(
			/closed unexpectedly/,
		);
		expect(new NodeApiError(where, {}, { message: 'Juhe: ETIMEDOUT' }).message).toMatch(
			/connection timed out/,
		);
	});

	test('made from a NodeApiError is that error, with none of what it is told but `failure`', () => {
		const inner = new NodeApiError(where, {}, { message: 'Inner' });
		const outer = new NodeApiError(where, inner as unknown as JsonObject, said);
		expect(outer).toBe(inner);
		expect(outer.message).toBe('Inner');
		expect(outer).toMatchObject({ failure: said.failure });
	});
});

describe('a webhook trigger', () => {
	const make = async () =>
		await createTrigger(
			engine,
			{ name: 'Trigger', type: 'test.dummyTrigger', webhookId: 'id-1' },
			{ credentials, then: [{ name: 'After', type: 'test.noOp' }] },
		);
	beforeEach(() => {
		trigger.calls = [];
	});

	test('is published once, keeps its static data, and is told the address it can be reached at', async () => {
		const published = await make();
		await published.publish();
		await published.restartOfOldN8n();
		expect(trigger.calls).toEqual([
			'checkExists activate trigger',
			'create activate',
			'checkExists init trigger',
		]);
		expect(published.staticData).toEqual({ url: published.url(), token: SECRET });
		expect(published.url()).toBe(`${published.baseUrl}/webhook/id-1/dummy`);
		await published.unpublish();
		expect(trigger.calls.at(-1)).toBe('delete update');
		expect(published.staticData).toEqual({ token: SECRET });
		await published.close();
	});

	test('takes pushes over HTTP and runs the workflow, each event once', async () => {
		const published = await make();
		await published.publish();
		const query = { token: SECRET };
		const refused = await published.push({ query: { token: 'wrong' }, form: { a: '1' } });
		expect(refused.response).toMatchObject({ status: 403, text: 'no' });
		expect(refused.run).toBeUndefined();

		const taken = await published.push({ query, form: { a: '北京' } });
		expect(taken.response).toMatchObject({
			status: 200,
			text: 'success',
			headers: { 'content-type': 'text/plain; charset=utf-8' },
		});
		expect(taken.run?.json('After')).toMatchObject([{ body: { a: '北京' } }]);
		const again = await published.push({ query, form: { a: '北京' } });
		expect(again.response.status).toBe(200);
		expect(again.run?.runs('After')).toEqual([]);

		const untyped = await published.push({ query, raw: 'bytes' });
		expect(untyped.run?.json('After')).toEqual([{ body: null, raw: 'bytes' }]);
		const malformed = await published.push({
			query,
			raw: '{',
			headers: { 'content-type': 'application/json' },
		});
		expect([malformed.response.status, malformed.result]).toEqual([422, undefined]);
		const type = 'application/x-www-form-urlencoded; charset=gbk';
		const inGbk = await published.push({ query, raw: 'a=1', headers: { 'content-type': type } });
		expect([inGbk.response.status, inGbk.result]).toEqual([422, undefined]);
		const broken = await published.push({ query, json: { fail: true } });
		expect([broken.response.status, String(broken.error)]).toEqual([500, 'Error: broken']);
		await published.close();
	});

	test('listens for a test event apart from what is published', async () => {
		const published = await make();
		await published.publish();
		const before = published.staticData;
		await published.listenForTest();
		expect(trigger.calls.slice(-2)).toEqual(['checkExists manual manual', 'create manual']);
		const tested = await published.push({ test: true, query: { token: SECRET }, json: { n: 1 } });
		expect(tested.run?.json('After')).toMatchObject([{ body: { n: 1 } }]);
		await published.stopListening();
		expect(published.staticData).toEqual(before);
		await published.close();
	});
});

test('a package is loaded through the n8n section of its package.json', async () => {
	const root = mkdtempSync(join(tmpdir(), 'n8n-package-'));
	const file = (name: string, text: string) => {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), text);
	};
	const n8n = { nodes: ['dist/Hello.node.js'], credentials: ['dist/HelloApi.credentials.js'] };
	file('package.json', JSON.stringify({ name: 'n8n-nodes-hello', version: '1.2.3', n8n }));
	file(
		'dist/HelloApi.credentials.js',
		"exports.HelloApi = class { name = 'helloApi'; displayName = 'Hello'; properties = [{ name: 'who', type: 'string', default: 'world' }]; };",
	);
	file(
		'dist/Hello.node.js',
		`exports.Hello = class {
			description = { displayName: 'Hello', name: 'hello', version: 1, defaults: {}, group: [], properties: [],
				inputs: ['main'], outputs: ['main'], credentials: [{ name: 'helloApi', required: true }] };
			async execute() { return [[{ json: await this.getCredentials('helloApi') }]]; }
		};`,
	);
	try {
		const hello = await createEngine({ packageRoot: root });
		const run = await hello.execute(
			hello.workflow([{ json: {} }], { name: 'Hello', type: 'hello' }),
			{ credentials: { helloApi: {} } },
		);
		expect(run.json('Hello')).toEqual([{ who: 'world' }]);
	} finally {
		rmSync(root, { recursive: true });
	}
});
