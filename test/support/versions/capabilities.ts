/**
 * What the package must be able to do on every n8n that it supports, each tried through a real n8n.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import { workflowSchema } from '../../../tools/n8n/n8n';
import { root } from '../../../tools/n8n/paths';
import type { WorkflowRun } from '../../../tools/n8n/workflowRun';
import { digitalPdf, drawSpecimen, specimens } from '../../../tools/sandbox/specimens';
import { workflow } from '../faults/workflows';
import { placeOrders } from '../n8n/pushes';
import { juheCredential, killAndStart, type Stage } from '../n8n/stage';
import { after, chain, juheApi, node, to, trainGrab, trainGrabTrigger } from '../n8n/workflows';
import { traveller } from '../nodes/people';
import { madeUpId } from '../../../tools/sandbox/people';
import { startModel } from './model';

/** A stage whose n8n runs and holds the credential. */
export interface VersionStage extends Stage {
	credentialId: string;
}

/** Throws, or gives what it found, which a test compares. */
export interface Capability {
	name: string;
	expected: unknown;
	/** What came of it; `tell` puts more than a yes into the table. */
	tryOut(stage: VersionStage, tell: (figure: string) => void): Promise<unknown>;
}

const pollMs = 200;
/** The editor always gives some; n8n 1.85 cannot run a workflow without. */
const settings = { executionOrder: 'v1' };

/** What a request brings: n8n makes binary data of a file, an item's JSON of all else. */
type Body = object | File;

/** Stores, publishes and runs a workflow that a request starts, to its end. */
async function play(
	{ n8n }: VersionStage,
	name: string,
	body: Body,
	...nodes: Parameters<typeof chain>[1][]
): Promise<WorkflowRun> {
	const webhook = node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path: name, options: {} },
		{ typeVersion: 2, webhookId: name },
	);
	return await start(n8n, name, body, chain(name, webhook, ...nodes));
}

async function start(
	n8n: VersionStage['n8n'],
	path: string,
	body: Body,
	exported: ReturnType<typeof chain>,
): Promise<WorkflowRun> {
	const id = await n8n.createWorkflow({ ...exported, settings });
	await n8n.publish(id);
	const isFile = body instanceof File;
	const response = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': isFile ? body.type : 'application/json' },
		body: isFile ? body : JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`The webhook was answered ${response.status}`);
	for (;;) {
		const [execution] = await n8n.executions(id);
		if (!execution) {
			await sleep(pollMs);
			continue;
		}
		const run = await n8n.ended(execution.id);
		await n8n.unpublish(id);
		return run;
	}
}

/** The first item that left a node, or why none did. */
function first(run: WorkflowRun, name: string): Record<string, unknown> {
	const [item] = run.items(name);
	if (item) return item.json;
	throw new Error(run.error ? `${run.error.message} ${run.error.description ?? ''}` : 'No item');
}

const [createNode] = workflow('create');
const order = (stage: VersionStage) =>
	trainGrab(
		'Create',
		{
			...createNode?.parameters,
			passengersJson: '={{ $json.body.passengers }}',
			options: { settleSeconds: 20 },
		},
		{ executeOnce: false, ...juheApi(stage.credentialId) },
	);
const buyer = traveller('测试甲', '1990-01-01');
const agent = traveller('测试乙', '1991-02-02', { idNumber: madeUpId('1991-02-02', '009') });

const read = async (stage: VersionStage, name: string, file: Buffer, mimeType: string) => {
	const ocr = node('Read', 'n8n-nodes-juhe.flightInvoiceOcr', {}, juheApi(stage.credentialId));
	const body = new File([new Uint8Array(file)], name, { type: mimeType });
	const invoice = first(await play(stage, name, body, ocr), 'Read');
	return typeof invoice.ticketNumber;
};

/**
 * Versions of nodes that examples need and that the oldest n8n do not have yet; the newest does.
 */
const younger = [
	'n8n-nodes-base.dataTable 1.1',
	'@n8n/n8n-nodes-langchain.agent 3.1',
	'@n8n/n8n-nodes-langchain.outputParserStructured 1.3',
	'n8n-nodes-base.form 2.3',
	'n8n-nodes-base.emailReadImap 2.1',
];
const isYounger = (node: string) => younger.includes(node);

const typesSchema = z.array(
	z.looseObject({ name: z.string(), version: z.union([z.number(), z.array(z.number())]) }),
);

async function nodeTypes({ n8n }: VersionStage): Promise<z.infer<typeof typesSchema>> {
	const client = await n8n.login();
	return typesSchema.parse((await client.get('/types/nodes.json')).data);
}

export const capabilities: Capability[] = [
	{
		name: 'nodes are offered',
		expected: ['flightInvoiceOcr', 'trainGrab', 'trainGrabTool', 'trainGrabTrigger'],
		tryOut: async (stage) => {
			const names = (await nodeTypes(stage)).map(({ name }) => name);
			const own = names.filter((name) => name.startsWith('n8n-nodes-juhe.'));
			return own
				.map((name) => name.replace('n8n-nodes-juhe.', ''))
				.filter((name) => name !== 'flightInvoiceOcrTool')
				.sort();
		},
	},
	{
		name: 'credential test',
		expected: 'OK',
		tryOut: async ({ n8n, juhe, credentialId }) => {
			const client = await n8n.login();
			const { data } = juheCredential(juhe);
			const credentials = { id: credentialId, name: 'Juhe', type: 'juheApi', data };
			const answer = await client.post('/rest/credentials/test', { credentials });
			return z.object({ data: z.looseObject({ status: z.string() }) }).parse(answer.data).data
				.status;
		},
	},
	{
		name: 'search',
		expected: 'string',
		tryOut: async (stage) => {
			const [search] = workflow('search');
			const spec = trainGrab('Search', search?.parameters ?? {}, juheApi(stage.credentialId));
			return typeof first(await play(stage, 'search', {}, spec), 'Search').trainNo;
		},
	},
	{
		name: 'create, its answer lost; run again',
		expected: ['recovered', 'alreadyExisted', 1],
		tryOut: async (stage) => {
			const { control } = stage.juhe;
			control.fault('createOrder', { kind: 'drop', when: 'after' });
			const body = { passengers: [buyer] };
			const run = async (name: string) =>
				first(await play(stage, name, body, order(stage)), 'Create').status;
			return [await run('create'), await run('create-again'), control.orders().length];
		},
	},
	{
		name: 'refund',
		expected: ['accepted'],
		tryOut: async (stage) => {
			const { control } = stage.juhe;
			const outOrderNo = control.orders()[0]?.outOrderNo ?? '';
			control.issue(outOrderNo);
			// Juhe refunds nothing within five minutes of issue.
			control.passTime(600);
			const refund = trainGrab(
				'Refund',
				{ resource: 'ticket', operation: 'refund', outOrderNo, refundWhom: 'all' },
				juheApi(stage.credentialId),
			);
			const run = await play(stage, 'refund', {}, refund);
			return run.items('Refund').map(({ json }) => json.state);
		},
	},
	{
		name: 'a picture',
		expected: 'string',
		tryOut: async (stage) => {
			const [specimen] = specimens;
			if (!specimen) throw new RangeError('There is no specimen');
			return await read(stage, 'picture', await drawSpecimen(specimen, 'jpeg'), 'image/jpeg');
		},
	},
	{
		name: 'a PDF',
		expected: 'string',
		tryOut: async (stage) => await read(stage, 'pdf', digitalPdf(), 'application/pdf'),
	},
	{
		name: 'trigger: push, repetition, restart',
		expected: [1, 1, 2],
		tryOut: async (stage) => {
			const { n8n, juhe } = stage;
			juhe.control.reset();
			const exported = chain(
				'trigger',
				trainGrabTrigger(
					{ events: ['order.issued'] },
					{ webhookId: 'juhe-versions', ...juheApi(stage.credentialId) },
				),
				after(),
			);
			const id = await n8n.createWorkflow({ ...exported, settings });
			await n8n.publish(id);
			const told = async () => {
				const runs = [];
				for (const { id: execution } of await n8n.executions(id))
					runs.push(await n8n.ended(execution));
				return runs.flatMap((run) => run.items('After')).length;
			};
			const numbers = ['VERSIONS1', 'VERSIONS2'] as const;
			await placeOrders(juhe, [...numbers]);
			const push = async (outOrderNo: string) => {
				const { state } = await juhe.control.push({ kind: 'issued', outOrderNo });
				if (state !== 'delivered') throw new Error(`The push of ${outOrderNo} was ${state}`);
			};
			juhe.control.issue(numbers[0]);
			while ((await told()) === 0) await sleep(pollMs);
			const counts = [await told()];
			await killAndStart(n8n);
			await push(numbers[0]);
			counts.push(await told());
			juhe.control.issue(numbers[1]);
			while ((await told()) < 2) await sleep(pollMs);
			counts.push(await told());
			await n8n.unpublish(id);
			return counts;
		},
	},
	{
		name: 'an AI agent may not order',
		expected: [expect.stringContaining('“Allow AI Agent”'), 0],
		tryOut: async (stage) => {
			const { n8n, juhe } = stage;
			juhe.control.reset();
			const model = await startModel();
			try {
				const openAi = await n8n.createCredential({
					name: 'Model',
					type: 'openAiApi',
					data: { apiKey: 'made-up', url: model.url },
				});
				const run = await start(
					n8n,
					'agent',
					{ passengers: [agent] },
					agentWorkflow(stage, openAi),
				);
				// The agent itself is told nothing of it by n8n.
				return [run.errorOf('Order'), juhe.control.orders().length];
			} finally {
				await model.close();
			}
		},
	},
	{
		name: 'example workflows whose nodes are all there',
		expected: [],
		tryOut: async (stage, tell) => {
			// A node of which several versions differ stands there several times.
			const known = new Set(
				(await nodeTypes(stage)).flatMap(({ name, version }) =>
					[version].flat().map((each) => `${name} ${each}`),
				),
			);
			const folder = join(root, 'workflows');
			const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
			const lacking = new Map<string, string[]>();
			for (const file of files) {
				const example = workflowSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
				await stage.n8n.createWorkflow(example);
				const nodes = example.nodes.map(
					({ type, typeVersion }) => `${type} ${String(typeVersion)}`,
				);
				const unknown = nodes.filter((each) => !known.has(each));
				if (unknown.length > 0) lacking.set(file, unknown);
			}
			tell(`${files.length - lacking.size} of ${files.length}`);
			return [...lacking.values()].flat().filter((each) => !isYounger(each));
		},
	},
];

/** An agent whose model calls the tool that orders. */
function agentWorkflow(stage: VersionStage, openAi: string): ReturnType<typeof chain> {
	const create = order(stage);
	const nodes = [
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			{ httpMethod: 'POST', path: 'agent', options: {} },
			{ typeVersion: 2, webhookId: 'agent' },
		),
		node(
			'AI Agent',
			'@n8n/n8n-nodes-langchain.agent',
			{ promptType: 'define', text: 'Order a ticket', options: {} },
			{ typeVersion: 1.7 },
		),
		node(
			'Model',
			'@n8n/n8n-nodes-langchain.lmChatOpenAi',
			{ model: 'made-up', options: {} },
			{ credentials: { openAiApi: { id: openAi, name: 'Model' } } },
		),
		{
			...create,
			name: 'Order',
			type: `${create.type}Tool`,
			parameters: {
				...create.parameters,
				passengersJson: JSON.stringify([agent]),
				descriptionType: 'manual',
				toolDescription: 'Orders a ticket',
			},
		},
	];
	return {
		name: 'agent',
		nodes,
		connections: {
			Webhook: to('AI Agent'),
			Model: { ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]] },
			Order: { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}
