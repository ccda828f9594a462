/**
 * Webhook triggers: published, unpublished, tested and pushed to as n8n does it. Pushes are real
 * HTTP requests to a real server, at the very address the trigger is told (`getNodeWebhookUrl`), so
 * that a sandbox can push by itself.
 *
 * ```ts
 * const trigger = await createTrigger(engine, { name: 'Trigger', type: 'trainGrabTrigger' }, {
 * credentials }); await trigger.publish(); const push = await trigger.push({ query: { type: '1',
 * token }, form: { … } }); push.response.text; push.workflowData; push.run?.json('Trigger'); await
 * trigger.close();
 * ```
 */
import './environment';
import type { Request, Response } from 'express';
import express from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	IHttpRequestMethods,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWebhookData,
	IWebhookDescription,
	IWebhookResponseData,
	WebhookSetupMethodNames,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { isNodeClassInstance, NodeHelpers, UnexpectedError } from 'n8n-workflow';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { parse as parseForm } from 'node:querystring';

import type { CredentialData, Engine, NodeSpec, Run, WorkflowSpec } from './index';
import { connect, plain } from './index';

interface TriggerOptions {
	credentials?: CredentialData;
	/** Nodes in a row behind the trigger. */
	then?: NodeSpec[];
	workflowId?: string;
	/** Static data stored earlier. */
	staticData?: IDataObject;
	/** Run the workflow for each push taken (default true). */
	execute?: boolean;
}

export interface PushRequest {
	method?: IHttpRequestMethods;
	/** Name of the entry in the description's `webhooks`; default: the first with the method. */
	webhook?: string;
	test?: boolean;
	query?: Record<string, string>;
	headers?: Record<string, string>;
	/** One of these at most. `raw` sets no content type. */
	form?: Record<string, string>;
	json?: unknown;
	raw?: string | Uint8Array;
}

export interface Push {
	response: { status: number; headers: Record<string, string>; text: string };
	/** What `webhook()` returned; undefined if it threw or n8n refused the request before it. */
	result: IWebhookResponseData | undefined;
	workflowData: INodeExecutionData[][] | undefined;
	/** What `webhook()` threw. */
	error: unknown;
	/** The execution it started, after it ended. */
	run: Run | undefined;
}

type Taken = Omit<Push, 'response'>;
type RawRequest = Request & { rawBody?: Buffer; readRawBody?: () => Promise<void> };

export async function createTrigger(
	engine: Engine,
	node: NodeSpec,
	options: TriggerOptions = {},
): Promise<Trigger> {
	return await Trigger.create(engine, node, options);
}

export class Trigger {
	/** Every request that reached a webhook, also those a sandbox pushed by itself. */
	readonly pushes: Taken[] = [];

	/** The trigger's static data as the database has it. */
	get staticData(): IDataObject {
		return (this.spec.staticData?.[`node:${this.node.name}`] ?? {}) as IDataObject;
	}

	private readonly pending = new Set<Promise<unknown>>();

	private testStaticData: IDataObject | undefined;

	private constructor(
		private readonly engine: Engine,
		readonly spec: WorkflowSpec,
		private readonly node: NodeSpec,
		private readonly options: TriggerOptions,
		private readonly server: Server,
		readonly baseUrl: string,
	) {}

	static async create(engine: Engine, node: NodeSpec, options: TriggerOptions): Promise<Trigger> {
		const row = [node, ...(options.then ?? [])];
		const spec: WorkflowSpec = { nodes: row, connections: {} };
		if (options.workflowId !== undefined) spec.id = options.workflowId;
		if (options.staticData) spec.staticData = { [`node:${node.name}`]: options.staticData };
		row.forEach(({ name }, index) => {
			const next = row[index + 1];
			if (next) connect(spec, name, next.name);
		});
		const app = express();
		const server = await new Promise<Server>((done) => {
			const listening: Server = app.listen(0, '127.0.0.1', () => done(listening));
		});
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const trigger = new Trigger(engine, spec, node, options, server, baseUrl);
		app.use((request, response) => {
			const handled = trigger.receive(request, response).catch((error: unknown) => {
				if (!response.headersSent) response.status(500).json({ message: String(error) });
			});
			trigger.pending.add(handled);
			void handled.finally(() => trigger.pending.delete(handled));
		});
		return trigger;
	}

	/** `checkExists`, then `create` if that said false. */
	async publish(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		this.spec.active = true;
		await this.eachWebhook('trigger', async (context) => {
			if (!(await context('checkExists', activation))) await context('create', activation);
		});
	}

	/** What n8n before 2.x does at each start; a newer one does nothing. */
	async restartOfOldN8n(): Promise<void> {
		await this.publish('init');
	}

	async unpublish(): Promise<void> {
		await this.eachWebhook('trigger', async (context) => await context('delete', 'update'));
		this.spec.active = false;
	}

	/** "Listen for test event": empty static data, an unpublished workflow, the test address. */
	async listenForTest(): Promise<void> {
		this.testStaticData = {};
		await this.eachWebhook(
			'manual',
			async (context) => {
				if (!(await context('checkExists', 'manual'))) await context('create', 'manual');
			},
			true,
		);
	}

	async stopListening(): Promise<void> {
		await this.eachWebhook('internal', async (context) => await context('delete', 'update'), true);
		this.testStaticData = undefined;
	}

	/** One method of `webhookMethods`, by itself. */
	async hook(
		method: WebhookSetupMethodNames,
		{
			webhook = 'default',
			activation = 'activate' as WorkflowActivateMode,
			mode = 'trigger' as WorkflowExecuteMode,
			test = false,
		} = {},
	): Promise<boolean | undefined> {
		const workflow = this.load(test);
		const node = this.triggerNode(workflow);
		const data = this.webhooks(workflow, node, mode, test).find(
			({ webhookDescription }) => webhookDescription.name === webhook,
		);
		if (!data) throw new UnexpectedError(`No webhook "${webhook}"`);
		try {
			return await this.runHook(workflow, node, data, method, mode, activation);
		} finally {
			this.save(workflow, test);
		}
	}

	/** The address a webhook has. */
	url(request: Pick<PushRequest, 'method' | 'webhook' | 'test'> = {}): string {
		const { method = 'POST', webhook, test = false } = request;
		const workflow = this.load(test);
		const data = this.webhooks(workflow, this.triggerNode(workflow), 'trigger', test).find(
			({ webhookDescription: { name }, httpMethod }) =>
				webhook === undefined ? httpMethod === method : name === webhook,
		);
		if (!data) throw new UnexpectedError(`No webhook for ${webhook ?? method}`);
		return `${this.baseUrl}/${test ? 'webhook-test' : 'webhook'}/${data.path}`;
	}

	/** Sends a request, and waits for the answer and the execution. */
	async push(request: PushRequest = {}): Promise<Push> {
		const { method = 'POST', query = {}, headers = {}, form, json, raw } = request;
		const url = new URL(this.url(request));
		for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
		const type = form
			? 'application/x-www-form-urlencoded'
			: json !== undefined
				? 'application/json'
				: undefined;
		const text = form
			? new URLSearchParams(form).toString()
			: json !== undefined
				? JSON.stringify(json)
				: raw;
		const before = this.pushes.length;
		const response = await fetch(url, {
			method,
			redirect: 'manual',
			headers: { ...(type && { 'content-type': type }), ...headers },
			// bytes, because fetch gives a text a content type of its own
			...(text !== undefined && {
				body: typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(text),
			}),
		});
		const answer = {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			text: await response.text(),
		};
		await this.settled();
		const taken = this.pushes[before];
		return {
			result: undefined,
			workflowData: undefined,
			error: undefined,
			run: undefined,
			...taken,
			response: answer,
		};
	}

	/** When every request so far is answered and its execution has ended. */
	async settled(): Promise<void> {
		while (this.pending.size > 0) await Promise.all(this.pending);
	}

	async close(): Promise<void> {
		await this.settled();
		this.server.closeAllConnections();
		await new Promise((done) => this.server.close(done));
	}

	private async receive(request: RawRequest, response: Response): Promise<void> {
		const [, kind, ...rest] = request.path.split('/');
		const test = kind === 'webhook-test';
		const mode: WorkflowExecuteMode = test ? 'manual' : 'webhook';
		const workflow = this.load(test);
		const node = this.triggerNode(workflow);
		const data = this.webhooks(workflow, node, mode, test).find(
			({ path, httpMethod }) => path === rest.join('/') && httpMethod === request.method,
		);
		if (!data || !(test || kind === 'webhook')) {
			response.status(404).json({ code: 404, message: 'The requested webhook is not registered.' });
			return;
		}
		request.params = {};
		if (!(await readBody(request, node.typeVersion))) {
			response.status(422).json({ code: 422, message: 'Failed to parse request body' });
			return;
		}
		const taken: Taken = {
			result: undefined,
			workflowData: undefined,
			error: undefined,
			run: undefined,
		};
		this.pushes.push(taken);
		const { workflowExecuteAdditionalData: additionalData } = data;
		additionalData.httpRequest = request;
		additionalData.httpResponse = response;
		const nodeType = this.engine.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		try {
			const context = new WebhookContext(workflow, node, additionalData, mode, data, [], null);
			const { webhook } = nodeType;
			if (!webhook) throw new UnexpectedError('Node does not have any webhooks defined');
			taken.result = isNodeClassInstance(nodeType)
				? await nodeType.webhook?.(context)
				: await webhook.call(context);
		} catch (error) {
			taken.error = error;
			if (!response.headersSent) {
				const message = error instanceof Error ? error.message : String(error);
				response.status(500).json({ code: 0, message, stacktrace: (error as Error).stack });
			}
			return;
		}
		const { workflowData, noWebhookResponse, webhookResponse } = taken.result ?? {};
		taken.workflowData = workflowData ?? undefined;
		// as in n8n: what webhook() writes is kept only if it starts nothing
		if (!workflowData) this.save(workflow, test);
		if (!noWebhookResponse && !response.headersSent) {
			if (!workflowData)
				response.status(200).json(webhookResponse ?? { message: 'Webhook call received' });
			else this.answer(workflow, node, data.webhookDescription, mode, webhookResponse, response);
		}
		if (workflowData && (this.options.execute ?? true)) {
			const spec = test ? { ...this.spec, staticData: {} } : this.spec;
			taken.run = await this.engine.execute(spec, {
				start: node.name,
				mode,
				input: workflowData[0] as never,
				...(this.options.credentials && { credentials: this.options.credentials }),
			});
		}
	}

	/** `responseMode: 'onReceived'`, the only one these triggers use. */
	private answer(
		workflow: Workflow,
		node: INode,
		description: IWebhookDescription,
		mode: WorkflowExecuteMode,
		webhookResponse: unknown,
		response: Response,
	): void {
		const evaluate = (value: unknown): unknown =>
			value === undefined
				? undefined
				: workflow.expression.getComplexParameterValue(node, value as INodeParameters, mode, {});
		const responseMode = evaluate(description.responseMode) ?? 'onReceived';
		if (responseMode !== 'onReceived') {
			throw new UnexpectedError(`The test engine has no response mode "${String(responseMode)}"`);
		}
		response.status(Number(evaluate(description.responseCode) ?? 200));
		const headers = evaluate(description.responseHeaders) as
			{ entries?: Array<{ name: string; value: string }> } | undefined;
		for (const { name, value } of headers?.entries ?? []) response.setHeader(name, value);
		const body = webhookResponse ?? evaluate(description.responseData) ?? 'firstEntryJson';
		if (body === 'noData') response.end();
		else if (typeof body === 'string') response.end(body);
		else response.json(body);
	}

	private async eachWebhook(
		mode: WorkflowExecuteMode,
		work: (
			call: (
				method: WebhookSetupMethodNames,
				activation: WorkflowActivateMode,
			) => Promise<boolean | undefined>,
		) => Promise<unknown>,
		test = false,
	): Promise<void> {
		const workflow = this.load(test);
		const node = this.triggerNode(workflow);
		try {
			for (const data of this.webhooks(workflow, node, mode, test)) {
				await work(
					async (method, activation) =>
						await this.runHook(workflow, node, data, method, mode, activation),
				);
			}
		} finally {
			this.save(workflow, test);
		}
	}

	private async runHook(
		workflow: Workflow,
		node: INode,
		data: IWebhookData,
		method: WebhookSetupMethodNames,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): Promise<boolean | undefined> {
		const { webhookMethods } = this.engine.nodeTypes.getByNameAndVersion(
			node.type,
			node.typeVersion,
		);
		const run = webhookMethods?.[data.webhookDescription.name]?.[method];
		if (!run) return undefined;
		return await run.call(
			new HookContext(workflow, node, data.workflowExecuteAdditionalData, mode, activation, data),
		);
	}

	private webhooks(
		workflow: Workflow,
		node: INode,
		mode: WorkflowExecuteMode,
		test: boolean,
	): IWebhookData[] {
		const { webhooks = [] } = this.engine.nodeTypes.getByNameAndVersion(
			node.type,
			node.typeVersion,
		).description;
		const evaluate = (value: string | boolean | undefined) =>
			workflow.expression.getSimpleParameterValue(node, value, mode, {});
		const { credentials } = this.options;
		return webhooks.map((webhookDescription) => ({
			webhookDescription,
			node: node.name,
			workflowId: workflow.id,
			httpMethod: String(evaluate(webhookDescription.httpMethod) ?? 'GET') as IHttpRequestMethods,
			path: NodeHelpers.getNodeWebhookPath(
				workflow.id,
				node,
				String(evaluate(webhookDescription.path) ?? ''),
				evaluate(webhookDescription.isFullPath) === true,
			),
			workflowExecuteAdditionalData: this.engine.additionalData(
				workflow,
				mode,
				credentials ? { credentials } : {},
				[],
				this.baseUrl,
			),
			...(node.webhookId !== undefined && { webhookId: node.webhookId }),
			isTest: test,
		}));
	}

	/** The workflow as it comes out of the database. */
	private load(test: boolean): Workflow {
		const spec = test ? { ...this.spec, active: false } : this.spec;
		if (test) spec.staticData = this.testStaticData ?? {};
		const workflow = this.engine.toWorkflow(spec, this.options.credentials);
		this.spec.id ??= workflow.id;
		return workflow;
	}

	private save(workflow: Workflow, test: boolean): void {
		if (workflow.staticData.__dataChanged !== true) return;
		if (test) this.testStaticData = plain(workflow.staticData);
		else this.spec.staticData = plain(workflow.staticData);
	}

	private triggerNode(workflow: Workflow): INode {
		const node = workflow.nodes[this.node.name];
		if (!node) throw new UnexpectedError(`No node "${this.node.name}"`);
		return node;
	}
}

/** What n8n parses; the body of any other type is not even read for nodes of a version above 1. */
const parsable = /^(application\/json|text\/plain|application\/x-www-form-urlencoded)|[/+]xml$/;

/** Gives the request `rawBody` and `body` as n8n does; false if n8n would refuse it. */
async function readBody(request: RawRequest, nodeVersion: number): Promise<boolean> {
	const header = request.headers['content-type'] ?? '';
	const [type = ''] = header.toLowerCase().split(';');
	const contentType = type.trim();
	const read = async () => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	};
	if (contentType === 'multipart/form-data') {
		request.body = { data: await readMultipart(await read(), header), files: {} };
		return true;
	}
	request.readRawBody = async () => {
		request.rawBody ??= await read();
	};
	request.body = undefined;
	if (nodeVersion > 1 && !parsable.test(contentType)) return true;
	await request.readRawBody();
	const { rawBody } = request;
	if (!rawBody?.length) return true;
	// as n8n: a charset that Node.js does not know (GBK) is an error, for the types that n8n parses
	const charset = /charset\s*=\s*"?([\w-]+)/i.exec(header)?.[1] ?? 'utf-8';
	const text = () => rawBody.toString(charset.toLowerCase() as BufferEncoding);
	try {
		if (contentType === 'application/json') {
			request.body = JSON.parse(text().replace(/^\ufeff/, ''));
		} else if (contentType === 'application/x-www-form-urlencoded') {
			request.body = parseForm(text(), undefined, undefined, { maxKeys: 1000 });
		} else if (contentType === 'text/plain') {
			request.body = text();
		}
	} catch {
		return false;
	}
	return true;
}

async function readMultipart(body: Buffer, contentType: string): Promise<IDataObject> {
	const headers = { 'content-type': contentType };
	const form = await new Response(new Uint8Array(body), { headers }).formData();
	return Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
}
