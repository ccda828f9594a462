/** The test engine itself, and the facts about n8n-core that our nodes are built on. */
import type {
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes } from 'n8n-workflow';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Engine } from './engine';
import { connect, createEngine, textOf } from './engine';

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
		extraNodes: { 'test.probe': probe, 'test.headerProbe': headerProbe },
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
		expect((await engine.execute(spec, { credentials })).json('Probe')).toEqual([
			{ count: 1, fresh: ['a'] },
		]);
		expect((await engine.execute(spec, { credentials })).json('Probe')).toEqual([
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
		const parsed = { n: 12345678901234567890, s: '北京' };
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
			expect([cause?.name, (cause as { code?: string }).code]).toEqual(['AxiosError', code]);
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
