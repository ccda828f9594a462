/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not published */
/** Every example workflow in the real n8n, against the sandbox: played as `npm run demo -- --once` plays them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { idOf, loadExamples, type Example } from '../../demo/examples';
import type { WorkflowExport } from '../../demo/n8n';
import { root } from '../../demo/paths';
import { showcases } from '../../demo/showcases';
import { installationMs, setTheStage, type Stage } from './support/stage';

const playMs = 90_000;
const files = showcases().map(({ file }) => file);

describe('as files', () => {
	const nodeSchema = z.looseObject({
		id: z.uuid(),
		name: z.string(),
		type: z.string(),
		disabled: z.boolean().optional(),
		webhookId: z.string().optional(),
		parameters: z.looseObject({ content: z.string().optional() }),
	});
	const fileSchema = z.looseObject({
		id: z.string().length(16),
		nodes: z.array(nodeSchema),
		connections: z.record(
			z.string(),
			z.object({ main: z.array(z.array(z.looseObject({ node: z.string() }))) }),
		),
		pinData: z.record(z.string(), z.array(z.unknown())).optional(),
	});
	const read = (file: string) =>
		fileSchema.parse(JSON.parse(readFileSync(join(root, 'workflows', file), 'utf8')));

	it('are listed in their README', () => {
		const readme = readFileSync(join(root, 'workflows', 'README.md'), 'utf8');
		expect(files.filter((file) => !readme.includes(`(${file})`))).toEqual([]);
	});

	it('have ids of their own', () => {
		const workflows = files.map(read);
		const ids = workflows.flatMap(({ id, nodes }) => [id, ...nodes.map((node) => node.id)]);
		expect(new Set(ids).size).toBe(ids.length);
		const webhooks = workflows.flatMap(({ nodes }) =>
			nodes.flatMap((node) => node.webhookId ?? []),
		);
		expect(new Set(webhooks).size).toBe(webhooks.length);
	});

	it.each(files)('%s explains itself, and hangs together', (file) => {
		const { nodes, connections, pinData } = read(file);
		const names = nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		expect(notes[0]?.parameters.content).toMatch(/^## [\s\S]*\*\*Try it/);
		const named = Object.entries(connections).flatMap(([from, { main }]) => [
			from,
			...main.flat().map(({ node }) => node),
		]);
		expect(
			[...named, ...Object.keys(pinData ?? {})].filter((name) => !names.includes(name)),
		).toEqual([]);
		// Whatever needs an account of the reader's own is switched off.
		const foreign = nodes.filter(({ type }) => /\.(emailSend|slack|httpRequest)$/.test(type));
		expect(foreign.filter(({ disabled }) => !disabled)).toEqual([]);
	});

	it('pin data of nobody but 测试甲', () => {
		const pinned = files.map((file) => JSON.stringify(read(file).pinData ?? {})).join();
		const people = [...pinned.matchAll(/"name":"([^"]*)"/g)].map(([, name]) => name);
		const ids = [...pinned.matchAll(/"idNumber":"([^"]*)"/g)].map(([, id]) => id);
		expect([...new Set(people)]).toEqual(['测试甲']);
		expect([...new Set(ids)]).toEqual(['11010119900307803X']);
	});
});

describe('in n8n', () => {
	let stage: Stage;
	let examples: Example[];

	beforeAll(async () => {
		stage = await setTheStage({ clockSpeed: 20 });
		await stage.n8n.start();
		examples = await loadExamples(stage.n8n, stage.juhe);
	}, installationMs);

	afterAll(async () => {
		await stage?.clear();
	}, playMs);

	it.each(showcases().map((showcase) => [showcase.file, showcase] as const))(
		'%s does what it promises',
		async (_, showcase) => {
			const { n8n, juhe } = stage;
			juhe.control.reset();
			const { text, isAsPromised } = await showcase.play({
				n8n,
				juhe,
				idOf: (file) => idOf(examples, file),
			});
			expect([isAsPromised, text]).toEqual([true, text]);
		},
		playMs,
	);

	it(
		'tells the robots of WeCom, DingTalk and Feishu in the form that they document',
		async () => {
			const { n8n } = stage;
			const example = examples.find(
				({ showcase }) => showcase.file === 'tell-me-what-became-of-my-order.json',
			);
			const heard: Array<{ url: string; type: string; body: unknown }> = [];
			const server = createServer((request, response) => {
				const chunks: Buffer[] = [];
				request.on('data', (chunk: Buffer) => chunks.push(chunk));
				request.on('end', () => {
					heard.push({
						url: request.url ?? '',
						type: request.headers['content-type'] ?? '',
						body: JSON.parse(Buffer.concat(chunks).toString()),
					});
					response.setHeader('content-type', 'application/json').end('{"errcode":0}');
				});
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const address = server.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			try {
				const run = await n8n.runFrom(
					await n8n.createWorkflow(withRobotsAt(example?.workflow, port)),
					'Train Grab Trigger',
				);
				expect(run.status).toBe('success');
				const [item] = run.items('Message');
				const content = item?.json.message;
				expect(content).toMatch(/^Ticket issued: G1 北京南 → 上海虹桥/);
				const type = expect.stringMatching(/^application\/json/);
				expect(heard.sort((a, b) => a.url.localeCompare(b.url))).toEqual([
					{
						url: '/cgi-bin/webhook/send?key=YOUR-KEY',
						type,
						body: { msgtype: 'text', text: { content } },
					},
					{
						url: '/open-apis/bot/v2/hook/YOUR-TOKEN',
						type,
						body: { msg_type: 'text', content: { text: content } },
					},
					{
						url: '/robot/send?access_token=YOUR-TOKEN',
						type,
						body: { msgtype: 'text', text: { content } },
					},
				]);
			} finally {
				server.close();
			}
		},
		playMs,
	);
});

/** The workflow with its robots switched on, and their hosts replaced by a local one. */
function withRobotsAt(workflow: WorkflowExport | undefined, port: number): WorkflowExport {
	if (!workflow) throw new Error('There is no such example');
	const { nodes, connections, pinData, settings } = workflow;
	return {
		name: 'Robots',
		connections,
		pinData,
		settings,
		nodes: nodes.map((node) => {
			if (!node.type.endsWith('.httpRequest')) return node;
			const parameters = z.looseObject({ url: z.string() }).parse(node.parameters);
			const url = parameters.url.replace(/^https:\/\/[^/]+/, `http://127.0.0.1:${port}`);
			return { ...node, disabled: false, parameters: { ...parameters, url } };
		}),
	};
}
