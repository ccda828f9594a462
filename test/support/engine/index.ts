/**
 * n8n-core as a test engine: it loads the built package through package.json, as n8n does, and
 * executes workflows with it: expressions, retries, error outputs, paired items, binary data,
 * cancelling, calls by an AI agent.
 *
 * ```ts
 * const engine = await createEngine();
 * const run = await engine.execute(
 *   engine.workflow([{ json: { from: '北京' } }], { name: 'Search', type: 'trainGrab', … }),
 *   { credentials: { juheApi: { … } } },
 * );
 * run.json('Search');
 * ```
 */
import { Container, log, userFolder } from './environment';

import {
	BinaryDataConfig,
	BinaryDataService,
	CredentialTestContext,
	DataDeduplicationService,
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	LoadOptionsContext,
	prepareBinaryData,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IBinaryData,
	IConnections,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	IPinData,
	IVersionedNodeType,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	NodeConnectionType,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	UnexpectedError,
	Workflow,
} from 'n8n-workflow';
import { resolve } from 'node:path';

import type { CredentialData } from './credentials';
import { TestCredentialsHelper } from './credentials';
import { InMemoryDeduplicator } from './deduplication';
import { TestNodeTypes } from './nodeTypes';
import { Run } from './run';

export type { CredentialData } from './credentials';
export { Run, textOf } from './run';

interface EngineOptions {
	/** Folder of the package; default: this repository. `null` = no package, only `extraNodes`. */
	packageRoot?: string | null;
	/** By full type name, e.g. `{ 'test.http': new HttpDummy() }`. */
	extraNodes?: Record<string, INodeType | IVersionedNodeType>;
	extraCredentials?: ICredentialType[];
	/**
	 * n8n's default is `filesystem`: `item.binary.x.data` is then not base64. `default` keeps files
	 * in the items.
	 */
	binaryDataMode?: 'default' | 'filesystem';
}

/** A node as in a workflow file, with what a test does not care about left out. */
export interface NodeSpec extends Partial<Omit<INode, 'name' | 'type' | 'parameters'>> {
	name: string;
	/** Full, or the bare name of a node of the package: `trainGrab`. */
	type: string;
	parameters?: INodeParameters;
}

export interface WorkflowSpec {
	id?: string;
	name?: string;
	nodes: NodeSpec[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
	staticData?: IDataObject;
	active?: boolean;
	/** Items the execution starts with. */
	input?: StartItem[];
}

export interface StartItem {
	json: IDataObject;
	/** Plain bytes are put into n8n's binary store first, as a trigger would. */
	binary?: Record<string, StartFile | IBinaryData>;
}

export interface StartFile {
	bytes: Uint8Array;
	fileName?: string;
	mimeType?: string;
}

export interface ExecuteOptions {
	credentials?: CredentialData;
	/** Aborting it is the editor's or the API's "stop". */
	signal?: AbortSignal;
	/** Instead of the workflow's own. */
	input?: StartItem[];
	/** Node to start with; default: the trigger, else the first node without an input connection. */
	start?: string;
	/** Default `manual`. A published workflow runs in `trigger` or `webhook`. */
	mode?: WorkflowExecuteMode;
	/** As n8n's execution timeout: looked at between nodes. */
	timeoutMs?: number;
	/** As n8n's “Retry” of that execution: what its nodes remember is handed on. */
	retryOf?: Run;
}

/** Which list of a node's is asked for. */
interface ListQuestion {
	/** A function of the node's `methods.listSearch`. */
	method: string;
	/** The parameter whose list it is. */
	parameter: string;
	credentials?: CredentialData;
}

interface ToolOptions extends Pick<ExecuteOptions, 'credentials' | 'signal'> {
	/**
	 * `engine`: as the AI Agent since version 3, the engine runs the tool node like any node
	 * (`isToolExecution()` is FALSE there). `invoke`: as older agents, sub-agents and the MCP trigger
	 * (`isToolExecution()` is true).
	 */
	way?: 'engine' | 'invoke';
	/** The item the agent itself received: n8n merges it into the tool's input (way `engine`). */
	item?: IDataObject;
	settings?: IWorkflowSettings;
}

export interface ToolRun {
	run: Run;
	/** What the agent is told: the items' json (an array), or the error. */
	response: unknown;
	error: string | undefined;
	/** Name and description shown to the model (way `invoke` only). */
	tool: { name: unknown; description: unknown };
}

const deduplicator = new InMemoryDeduplicator();
let deduplicatorInstalled = false;
let count = 0;

export class Engine {
	private constructor(
		readonly nodeTypes: TestNodeTypes,
		readonly packageName: string,
	) {}

	static async create(options: EngineOptions = {}): Promise<Engine> {
		const { packageRoot = resolve(__dirname, '../../..'), binaryDataMode = 'filesystem' } = options;
		if (!deduplicatorInstalled) {
			await DataDeduplicationService.init(deduplicator);
			deduplicatorInstalled = true;
		}
		const config = Container.get(BinaryDataConfig);
		config.mode = binaryDataMode;
		config.localStoragePath = resolve(userFolder, 'storage');
		await Container.get(BinaryDataService).init();

		const nodeTypes = new TestNodeTypes();
		const packageName = packageRoot === null ? 'test' : await nodeTypes.addPackage(packageRoot);
		for (const [name, type] of Object.entries(options.extraNodes ?? {}))
			nodeTypes.addNode(name, type);
		for (const type of options.extraCredentials ?? []) nodeTypes.addCredential(type);
		return new Engine(nodeTypes, packageName);
	}

	/**
	 * Everything logged since the last `clearLog()`, by n8n-core and by nodes, level debug and up.
	 */
	get log(): string {
		return log.text();
	}

	clearLog(): void {
		log.clear();
	}

	/** What `checkProcessedAndRecord` remembers, by workflow id and node id. */
	readonly deduplication = deduplicator;

	/** `Start` with the given items, then the nodes in a row, each one's first output to the next. */
	workflow(items: StartItem[], ...nodes: NodeSpec[]): WorkflowSpec & { input: StartItem[] } {
		const row: NodeSpec[] = [{ name: 'Start', type: 'test.start' }, ...nodes];
		const spec = { nodes: row, connections: {}, input: items };
		row.forEach(({ name }, index) => {
			const next = row[index + 1];
			if (next) connect(spec, name, next.name);
		});
		return spec;
	}

	async execute(spec: WorkflowSpec, options: ExecuteOptions = {}): Promise<Run> {
		const { mode = 'manual', signal, retryOf } = options;
		const workflow = this.toWorkflow(spec, options.credentials);
		const startNode = this.startNode(workflow, options.start);
		const ui: unknown[] = [];
		const additionalData = this.additionalData(workflow, mode, options, ui);
		const input = await this.store(
			workflow,
			additionalData.executionId ?? '',
			options.input ?? spec.input ?? [{ json: {} }],
		);
		const execution = new WorkflowExecute(
			additionalData,
			mode,
			createRunExecutionData({
				startData: {},
				resultData: { runData: {}, ...(spec.pinData && { pinData: spec.pinData }) },
				executionData: {
					nodeExecutionStack: [{ node: startNode, data: { main: [input] }, source: null }],
					...(retryOf && {
						contextData: structuredClone(retryOf.full.data.executionData?.contextData ?? {}),
					}),
				},
			}),
		);
		const running = execution.processRunExecutionData(workflow);
		const stop = () => running.cancel();
		if (signal?.aborted) stop();
		else signal?.addEventListener('abort', stop, { once: true });
		try {
			const full = await running;
			// as n8n does: a manual execution leaves no static data behind
			if (mode !== 'manual' && workflow.staticData.__dataChanged === true) {
				spec.staticData = plain(workflow.staticData);
			}
			return new Run(full, ui);
		} finally {
			signal?.removeEventListener('abort', stop);
		}
	}

	/**
	 * The node's `…Tool` variant, called by an agent with `args`; `{{ $fromAI('x') }}` in its
	 * parameters takes `args.x`.
	 */
	async executeAsTool(
		node: NodeSpec,
		args: IDataObject,
		options: ToolOptions = {},
	): Promise<ToolRun> {
		const { way = 'engine' } = options;
		const type = this.fullType(node.type);
		const tool: NodeSpec = { ...node, type: type.endsWith('Tool') ? type : `${type}Tool` };
		const agent: NodeSpec = {
			name: 'Agent',
			type: 'test.agent',
			parameters: { arguments: JSON.stringify(args), node: node.name, way },
		};
		const spec = this.workflow([{ json: options.item ?? {} }], agent);
		spec.nodes.push(tool);
		connect(spec, tool.name, agent.name, { type: NodeConnectionTypes.AiTool });
		const run = await this.execute({ ...spec, settings: options.settings }, options);
		const [json = {}] = run.json('Agent');
		return {
			run,
			response: json.response,
			error: typeof json.error === 'string' ? json.error : undefined,
			tool: { name: json.tool, description: json.description },
		};
	}

	/** A credential test that is a function of a node (`testedBy`), as the "Test" button calls it. */
	async testCredential(
		nodeType: string,
		functionName: string,
		type: string,
		data: ICredentialDataDecryptedObject | undefined,
	): Promise<INodeCredentialTestResult> {
		const node = NodeHelpers.getVersionedNodeType(
			this.nodeTypes.getByName(this.fullType(nodeType)),
		);
		const test = node.methods?.credentialTest?.[functionName];
		if (!test) throw new UnexpectedError(`${nodeType} has no credential test ${functionName}`);
		const workflow = this.toWorkflow({ nodes: [], connections: {} });
		const context = new CredentialTestContext(this.additionalData(workflow, 'internal', {}, []));
		return await test.call(context, { id: '1', name: type, type, ...(data && { data }) });
	}

	/** What the list of a resource locator shows for what is typed, as the editor asks for it. */
	async searchList(
		spec: NodeSpec,
		{ method, parameter, credentials = {} }: ListQuestion,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const type = NodeHelpers.getVersionedNodeType(
			this.nodeTypes.getByName(this.fullType(spec.type)),
		);
		const search = type.methods?.listSearch?.[method];
		if (!search) throw new UnexpectedError(`${spec.type} has no list ${method}`);
		const workflow = this.toWorkflow({ nodes: [spec], connections: {} }, credentials);
		const node = workflow.getNode(spec.name);
		if (!node) throw new UnexpectedError(`The workflow has no node ${spec.name}`);
		const additionalData = this.additionalData(workflow, 'internal', { credentials }, []);
		const context = new LoadOptionsContext(
			workflow,
			node,
			additionalData,
			`parameters.${parameter}`,
		);
		return await search.call(context, filter, paginationToken);
	}

	// ---- pieces the trigger harness shares ----

	toWorkflow(spec: WorkflowSpec, credentials: CredentialData = {}): Workflow {
		spec.id ??= `workflow-${++count}`;
		return new Workflow({
			id: spec.id,
			name: spec.name ?? 'Test',
			nodes: spec.nodes.map((node) => this.toNode(node, credentials)),
			connections: structuredClone(spec.connections),
			active: spec.active ?? false,
			nodeTypes: this.nodeTypes,
			settings: { executionOrder: 'v1', ...spec.settings },
			...(spec.pinData && { pinData: spec.pinData }),
			...(spec.staticData && { staticData: plain(spec.staticData) }),
		});
	}

	additionalData(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
		{ credentials = {}, timeoutMs }: Pick<ExecuteOptions, 'credentials' | 'timeoutMs'>,
		ui: unknown[],
		baseUrl = 'http://127.0.0.1:5678',
	): IWorkflowExecuteAdditionalData {
		const executionId = String(++count);
		const notHere = (what: string) => async () => {
			throw new UnexpectedError(`The test engine has no ${what}`);
		};
		const workflowData: IWorkflowBase = {
			id: workflow.id,
			name: workflow.name ?? '',
			active: workflow.active,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: Object.values(workflow.nodes),
			connections: workflow.connectionsBySourceNode,
			activeVersionId: null,
		};
		return {
			credentialsHelper: new TestCredentialsHelper(
				this.nodeTypes.credentials,
				structuredClone(credentials) as Record<string, ICredentialDataDecryptedObject>,
			),
			hooks: new ExecutionLifecycleHooks(mode, executionId, workflowData),
			externalSecretsProxy: Container.get(ExternalSecretsProxy),
			executionId,
			workflowId: workflow.id,
			currentNodeExecutionIndex: 0,
			variables: {},
			restApiUrl: `${baseUrl}/rest`,
			instanceBaseUrl: `${baseUrl}/`,
			formBaseUrl: `${baseUrl}/form`,
			formWaitingBaseUrl: `${baseUrl}/form-waiting`,
			formTestBaseUrl: `${baseUrl}/form-test`,
			webhookBaseUrl: `${baseUrl}/webhook`,
			webhookWaitingBaseUrl: `${baseUrl}/webhook-waiting`,
			webhookTestBaseUrl: `${baseUrl}/webhook-test`,
			mcpBaseUrl: `${baseUrl}/mcp`,
			mcpTestBaseUrl: `${baseUrl}/mcp-test`,
			...(timeoutMs !== undefined && { executionTimeoutTimestamp: Date.now() + timeoutMs }),
			setExecutionStatus: () => {},
			sendDataToUI: (type, data) => ui.push({ type, data }),
			logAiEvent: () => {},
			executeWorkflow: notHere('sub-workflows'),
			getRunExecutionData: async () => undefined,
			getRuntimeCredential: async () => undefined,
			startRunnerTask: notHere('task runners'),
		};
	}

	fullType(type: string): string {
		return type.includes('.') ? type : `${this.packageName}.${type}`;
	}

	private toNode(spec: NodeSpec, credentials: CredentialData): INode {
		const type = this.fullType(spec.type);
		const { description } = this.nodeTypes.getByNameAndVersion(type, spec.typeVersion);
		const { version, defaultVersion } = description;
		const asked = (description.credentials ?? []).filter(({ name }) =>
			Object.hasOwn(credentials, name),
		);
		return {
			id: `node-${spec.name}`,
			typeVersion: defaultVersion ?? (Array.isArray(version) ? (version.at(-1) ?? 1) : version),
			position: [0, 0],
			...(asked.length > 0 && {
				credentials: Object.fromEntries(asked.map(({ name }) => [name, { id: name, name }])),
			}),
			...spec,
			type,
			parameters: structuredClone(spec.parameters ?? {}),
		};
	}

	private startNode(workflow: Workflow, name: string | undefined): INode {
		const nodes = Object.values(workflow.nodes);
		const found =
			name === undefined
				? (nodes.find((node) =>
						this.nodeTypes
							.getByNameAndVersion(node.type, node.typeVersion)
							.description.group.includes('trigger'),
					) ?? nodes.find((node) => !workflow.connectionsByDestinationNode[node.name]?.main))
				: workflow.nodes[name];
		if (!found) throw new UnexpectedError('The workflow has no node to start with');
		return found;
	}

	/** Puts plain bytes into n8n's binary store. */
	private async store(workflow: Workflow, executionId: string, items: StartItem[]) {
		const storeFile = async (file: StartFile | IBinaryData): Promise<IBinaryData> => {
			if (!('bytes' in file && file.bytes instanceof Uint8Array)) return file as IBinaryData;
			const { bytes, fileName, mimeType = 'application/octet-stream' } = file as StartFile;
			return await prepareBinaryData(
				Buffer.from(bytes),
				executionId,
				workflow.id,
				fileName,
				mimeType,
			);
		};
		return await Promise.all(
			items.map(async ({ json, binary, ...rest }): Promise<INodeExecutionData> => {
				// as n8n: what else a trigger puts on an item stays there
				const item: INodeExecutionData = structuredClone({ ...rest, json });
				if (!binary) return item;
				item.binary = {};
				for (const [key, file] of Object.entries(binary)) item.binary[key] = await storeFile(file);
				return item;
			}),
		);
	}
}

/**
 * Adds a connection, e.g. from an error output: `connect(spec, 'Create', 'On error', { output: 1
 * })`.
 */
export function connect(
	spec: WorkflowSpec,
	from: string,
	to: string,
	{ output = 0, input = 0, type = NodeConnectionTypes.Main as NodeConnectionType } = {},
): void {
	const outputs = ((spec.connections[from] ??= {})[type] ??= []);
	while (outputs.length <= output) outputs.push([]);
	(outputs[output] ??= []).push({ node: to, type, index: input });
}

/** Without n8n's observers, as it is after a trip to the database. */
export function plain(data: IDataObject): IDataObject {
	const { __dataChanged, ...rest } = JSON.parse(JSON.stringify(data)) as IDataObject;
	void __dataChanged;
	return rest;
}

export async function createEngine(options?: EngineOptions): Promise<Engine> {
	return await Engine.create(options);
}
