/** The few nodes a test workflow needs besides the package's own. */
import './environment';
import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	NodeConnectionType,
	NodeOutput,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

function describe(name: string, part: Partial<INodeTypeDescription> = {}): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: 'A node of the test engine',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
		...part,
	};
}

/**
 * Where a workflow begins: hands on the items the execution was started with, as a trigger does.
 */
class Start implements INodeType {
	description = describe('start', { group: ['trigger'], inputs: [] });

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** Hands its input on. */
class NoOp implements INodeType {
	description = describe('noOp');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/**
 * Resolves the parameter `value` for each item: `={{ $('Start').item.json.x }}` proves a chain of
 * paired items.
 */
class Evaluate implements INodeType {
	description = describe('evaluate', {
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [
			this.getInputData().map((_, item) => ({
				json: { value: this.getNodeParameter('value', item) as string },
				pairedItem: { item },
			})),
		];
	}
}

interface LangchainTool {
	name: string;
	description: string;
	invoke(input: unknown): Promise<unknown>;
}

/**
 * Calls the one tool connected to it, in the two ways n8n's own nodes do:
 * `engine` as the AI Agent since version 3 (the engine runs the tool node, then the agent again
 * with the result),
 * `invoke` as older agents, sub-agents and the MCP Server Trigger (the tool runs inside the agent).
 */
class Agent implements INodeType {
	description = describe('agent', {
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		properties: [
			{ displayName: 'Arguments', name: 'arguments', type: 'json', default: '{}' },
			{ displayName: 'Node', name: 'node', type: 'string', default: '' },
			{ displayName: 'Way', name: 'way', type: 'string', default: 'engine' },
		],
	});

	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<NodeOutput> {
		const answered = response?.actionResponses[0];
		if (answered) {
			const { data, error } = answered.data;
			const items = data?.[NodeConnectionTypes.AiTool]?.[0] ?? [];
			const json: IDataObject = { response: items.map((item) => item.json) };
			if (error) json.error = error.message;
			return [[{ json, pairedItem: { item: 0 } }]];
		}
		const [tool] = (await this.getInputConnectionData(
			NodeConnectionTypes.AiTool,
			0,
		)) as LangchainTool[];
		if (!tool) throw new Error('No tool is connected');
		const input = JSON.parse(this.getNodeParameter('arguments', 0) as string) as IDataObject;
		if (this.getNodeParameter('way', 0) === 'invoke') {
			const json: IDataObject = { tool: tool.name, description: tool.description };
			try {
				const text = String(await tool.invoke(input));
				// a tool's answer is text; ours is read back, unless it is a sentence
				json.response = readBack(text) as IDataObject;
			} catch (error) {
				json.error = error instanceof Error ? error.message : String(error);
			}
			return [[{ json, pairedItem: { item: 0 } }]];
		}
		const request: EngineRequest = {
			actions: [
				{
					actionType: 'ExecutionNodeAction',
					nodeName: this.getNodeParameter('node', 0) as string,
					input,
					type: NodeConnectionTypes.AiTool as NodeConnectionType,
					id: 'call-1',
					metadata: { itemIndex: 0 },
				},
			],
			metadata: {},
		};
		return request;
	}
}

function readBack(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** By full type name. */
export const ownNodes = (): Record<string, INodeType> => ({
	'test.start': new Start(),
	'test.noOp': new NoOp(),
	'test.evaluate': new Evaluate(),
	'test.agent': new Agent(),
});
