/** What an AI agent may do with Train Grab: through n8n's AI Agent, and through its MCP server. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { modelName, startScriptedModel, toolAnswers } from '../../tools/model/scriptedModel';
import type { Conversation, Reply, ScriptedModel } from '../../tools/model/scriptedModel';
import { n8nFolder } from '../../tools/n8n/install';
import { installationMs, setTheStage, type Stage } from '../support/n8n/stage';
import type { NodeSpec } from '../support/n8n/workflows';

const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const journey = { from: '苏州', to: '昆山', date: day };

/** What a workflow's author leaves to the model. */
const fromModel = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, `={{ $fromAI('${name}', '${name}', 'string') }}`]));

/** A purchase of which the author has left everything to the model, the permission included. */
const purchase = {
	resource: 'order',
	operation: 'create',
	mainTrainNo: 'Z175',
	mainSeatClass: 'hardseat',
	fromStation: '苏州',
	toStation: '昆山',
	departDate: `${day} 02:29`,
	contactName: '测试甲',
	contactPhone: '13900000000',
	passengers: {
		passenger: [{ name: '测试甲', type: 1, idType: 0, idNumber: '11010119900307803X' }],
	},
	options: { allowAiAgent: "={{ $fromAI('allowed', 'Whether it is allowed', 'boolean') }}" },
};

let stage: Stage;
let juheApi: { id: string; name: string };

beforeAll(async () => {
	stage = await setTheStage({ clockSpeed: 20 });
	await stage.n8n.start();
	const { trainGrabKey } = stage.juhe.options;
	const name = 'juheApi';
	const data = { trainGrabKey, baseUrl: stage.juhe.url };
	juheApi = { id: await stage.n8n.createCredential({ name, type: name, data }), name };
}, installationMs);

afterAll(async () => await stage?.clear());

beforeEach(() => stage.juhe.control.reset());

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: object,
	changes: object = {},
): NodeSpec {
	return {
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: { ...parameters },
		...changes,
	};
}

const trainGrabTool = (name: string, parameters: object): NodeSpec =>
	node(name, 'n8n-nodes-juhe.trainGrabTool', 1, parameters, { credentials: { juheApi } });

const findTrains = () =>
	trainGrabTool('Find trains', {
		resource: 'train',
		operation: 'search',
		...fromModel('from', 'to', 'date'),
	});

const buy = (options: object = purchase.options) =>
	trainGrabTool('Buy a ticket', { ...purchase, options });

const serving = (type: string, name: string) => ({ [type]: [[{ node: name, type, index: 0 }]] });

describe('through n8n’s AI Agent', () => {
	/**
	 * Lets an agent with these tools act as the script says, and gives what it answers in the end.
	 */
	async function agent(
		tools: NodeSpec[],
		script: (conversation: Conversation) => Reply,
	): Promise<{ answer: string; model: ScriptedModel }> {
		const model = await startScriptedModel(script);
		try {
			const credential = { name: 'openAiApi', type: 'openAiApi' };
			const data = { apiKey: 'none-is-needed', url: model.url, header: false };
			const id = await stage.n8n.createCredential({ ...credential, data });
			const workflow = await stage.n8n.createWorkflow({
				name: 'An agent',
				nodes: [
					node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
					node('Agent', '@n8n/n8n-nodes-langchain.agent', 3.1, {
						promptType: 'define',
						text: 'A train, please',
						options: { maxIterations: 5 },
					}),
					node(
						'Model',
						'@n8n/n8n-nodes-langchain.lmChatOpenAi',
						1.2,
						{ model: { __rl: true, mode: 'id', value: modelName } },
						{ credentials: { openAiApi: { id, name: credential.name } } },
					),
					...tools,
				],
				connections: {
					Start: serving('main', 'Agent'),
					Model: serving('ai_languageModel', 'Agent'),
					...Object.fromEntries(tools.map(({ name }) => [name, serving('ai_tool', 'Agent')])),
				},
				settings: { executionOrder: 'v1' },
			});
			const run = await stage.n8n.runFrom(workflow, 'Start');
			return { answer: String(run.items('Agent')[0]?.json.output), model };
		} finally {
			await model.close();
		}
	}

	/** Calls the tools one after the other, and repeats what the last one said. */
	const calling =
		(...calls: Array<{ tool: string; arguments: object }>) =>
		(conversation: Conversation): Reply => {
			const answers = toolAnswers(conversation);
			const next = calls[answers.length];
			return next ? { calls: [next] } : { text: answers.at(-1) ?? '' };
		};

	it('it finds trains by what it writes itself', async () => {
		const { answer } = await agent(
			[findTrains()],
			calling({ tool: 'Find_trains', arguments: journey }),
		);
		expect(answer).toContain('Z175');
		expect(stage.juhe.control.calls('search')).toHaveLength(1);
	});

	it.each<[string, object, object]>([
		['the model says that it is allowed', purchase.options, { allowed: true }],
		['an expression says so', { allowAiAgent: '={{ true }}' }, {}],
		['nobody has said anything', {}, {}],
	])('it cannot buy where %s', async (_, options, words) => {
		const { answer } = await agent(
			[buy(options)],
			calling({ tool: 'Buy_a_ticket', arguments: words }),
		);
		expect(answer).toContain('may not use “Create”');
		expect(stage.juhe.control.orders()).toEqual([]);
		expect(stage.juhe.control.calls('createOrder')).toEqual([]);
	});

	it('it buys once where a person has switched that on', async () => {
		const { answer } = await agent(
			[buy({ allowAiAgent: true })],
			calling({ tool: 'Buy_a_ticket', arguments: {} }, { tool: 'Buy_a_ticket', arguments: {} }),
		);
		expect(answer).toContain('alreadyExisted');
		expect(stage.juhe.control.orders()).toHaveLength(1);
	});
});

describe('through n8n’s MCP server, with the client of the protocol’s own kit', () => {
	let client: McpClient;
	let workflow: string;

	beforeAll(async () => {
		workflow = await stage.n8n.createWorkflow({
			name: 'Trains for MCP clients',
			nodes: [
				node(
					'MCP',
					'@n8n/n8n-nodes-langchain.mcpTrigger',
					2,
					{ path: 'trains' },
					{ webhookId: 'trains' },
				),
				findTrains(),
				buy(),
			],
			connections: {
				'Find trains': serving('ai_tool', 'MCP'),
				'Buy a ticket': serving('ai_tool', 'MCP'),
			},
			settings: { executionOrder: 'v1' },
		});
		await stage.n8n.publish(workflow);
		client = await connect(`${stage.n8n.url}/mcp/trains`);
	});

	afterAll(async () => {
		await client?.close();
		await stage.n8n.unpublish(workflow);
	});

	it('the tools are offered with what the model must say', async () => {
		const { tools } = toolListSchema.parse(await client.listTools());
		expect(tools.map(({ name }) => name).sort()).toEqual(['Buy_a_ticket', 'Find_trains']);
		expect(tools.find(({ name }) => name === 'Find_trains')?.inputSchema.required).toEqual(
			expect.arrayContaining(['from', 'to', 'date']),
		);
	});

	it('trains are found, and nothing is bought', async () => {
		const found = await call('Find_trains', journey);
		expect(found).toContain('Z175');
		expect(await call('Buy_a_ticket', { allowed: true })).toContain('may not use “Create”');
		expect(stage.juhe.control.calls('createOrder')).toEqual([]);
	});

	async function call(name: string, args: object): Promise<string> {
		const { content } = toolResultSchema.parse(await client.callTool({ name, arguments: args }));
		return content.map(({ text }) => text ?? '').join('');
	}
});

const toolListSchema = z.looseObject({
	tools: z.array(
		z.looseObject({
			name: z.string(),
			inputSchema: z.looseObject({ required: z.array(z.string()).optional() }),
		}),
	),
});
const toolResultSchema = z.looseObject({
	content: z.array(z.looseObject({ text: z.string().optional() })),
});

/** What is used of the kit. It comes with n8n, so it is the very version that n8n speaks. */
interface McpClient {
	connect(transport: object): Promise<void>;
	listTools(): Promise<unknown>;
	callTool(call: { name: string; arguments: object }): Promise<unknown>;
	close(): Promise<void>;
}

async function connect(url: string): Promise<McpClient> {
	const fromN8n = createRequire(join(n8nFolder(), 'package.json'));
	const { Client } = fromN8n('@modelcontextprotocol/sdk/client/index.js') as {
		Client: new (info: { name: string; version: string }) => McpClient;
	};
	const { StreamableHTTPClientTransport } = fromN8n(
		'@modelcontextprotocol/sdk/client/streamableHttp.js',
	) as { StreamableHTTPClientTransport: new (url: URL) => object };
	const client = new Client({ name: 'test', version: '1.0.0' });
	await client.connect(new StreamableHTTPClientTransport(new URL(url)));
	return client;
}
