/**
 * Every example workflow in the real n8n, against the sandbox: played as `npm run demo -- --once`
 * plays them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { idOf, loadExamples, type Example } from '../../tools/demo/examples';
import { startScriptedModel, type ScriptedModel } from '../../tools/model/scriptedModel';
import { travelAgent } from '../../tools/model/travelAgent';
import type { WorkflowExport } from '../../tools/n8n/n8n';
import { root } from '../../tools/n8n/paths';
import { showcases } from '../../tools/demo/showcases';
import { readMail, startOutsideWorld, type OutsideWorld } from '../support/n8n/outsideWorld';
import { installationMs, setTheStage, type Stage } from '../support/n8n/stage';

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
			// By kind: `main`, or what serves an agent.
			z.record(z.string(), z.array(z.array(z.looseObject({ node: z.string() })))),
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
		const named = Object.entries(connections).flatMap(([from, outputs]) => [
			from,
			...Object.values(outputs)
				.flat(2)
				.map(({ node }) => node),
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
	let outside: OutsideWorld;
	let model: ScriptedModel;

	beforeAll(async () => {
		outside = await startOutsideWorld();
		stage = await setTheStage({ clockSpeed: 20 }, { env: outside.env });
		await stage.n8n.importCredentials([
			{
				id: 'smtp000000000000',
				name: 'smtp',
				type: 'smtp',
				data: {
					host: '127.0.0.1',
					port: outside.smtpPort,
					secure: false,
					disableStartTls: true,
					user: '',
					password: '',
				},
			},
			{
				id: 'slack00000000000',
				name: 'slackApi',
				type: 'slackApi',
				data: { accessToken: 'xoxb-made-up' },
			},
		]);
		await stage.n8n.start();
		model = await startScriptedModel(travelAgent);
		examples = await loadExamples(stage.n8n, stage.juhe, model);
	}, installationMs);

	afterAll(async () => {
		await stage?.clear();
		await model?.close();
		await outside?.close();
	});

	it.each(showcases().map((showcase) => [showcase.file, showcase] as const))(
		'%s does what it promises',
		async (_, showcase) => {
			const { n8n, juhe } = stage;
			juhe.control.reset();
			const { text, isAsPromised } = await showcase.play({
				n8n,
				juhe,
				model,
				idOf: (file) => idOf(examples, file),
			});
			expect([isAsPromised, text]).toEqual([true, text]);
		},
	);

	describe('the ways to be told, each as the file has it', () => {
		const tellMe = () =>
			examples.find(({ showcase }) => showcase.file === 'tell-me-what-became-of-my-order.json')
				?.workflow;
		const ways = ['E-mail', 'Slack', 'WeCom robot', 'DingTalk robot', 'Feishu robot'];
		const run = async (switchedOn: string[]) => {
			outside.heard.length = 0;
			outside.mails.length = 0;
			const id = await stage.n8n.createWorkflow(withWays(tellMe(), switchedOn));
			return await stage.n8n.runFrom(id, 'Train Grab Trigger');
		};

		it('an e-mail goes out by SMTP, and each service gets the form that it documents', async () => {
			outside.answer({ ok: true, errcode: 0, code: 0 });
			const ran = await run(ways);
			expect([ran.status, ran.error?.message]).toEqual(['success', undefined]);
			const content = ran.items('Message')[0]?.json.message;
			expect(content).toMatch(/^Ticket issued: G1 北京南 → 上海虹桥/);

			expect(outside.mails).toMatchObject([
				{ from: 'trains@example.com', to: ['traveller@example.com'] },
			]);
			expect(outside.mails.map(readMail)).toEqual([{ subject: content, body: content }]);

			const type = expect.stringMatching(/^application\/json/);
			const told = (host: string, path: string, body: unknown) => ({
				host,
				path,
				type,
				body,
				authorization: undefined,
			});
			expect(outside.heard).toEqual([
				{
					...told(
						'slack.com',
						'/api/chat.postMessage',
						expect.objectContaining({ channel: '#travel', text: content }),
					),
					authorization: 'Bearer xoxb-made-up',
				},
				told('qyapi.weixin.qq.com', '/cgi-bin/webhook/send?key=YOUR-KEY', {
					msgtype: 'text',
					text: { content },
				}),
				told('oapi.dingtalk.com', '/robot/send?access_token=YOUR-TOKEN', {
					msgtype: 'text',
					text: { content },
				}),
				told('open.feishu.cn', '/open-apis/bot/v2/hook/YOUR-TOKEN', {
					msg_type: 'text',
					content: { text: content },
				}),
			]);
		});

		it.each([
			['WeCom robot', { errcode: 93000, errmsg: 'invalid webhook url' }, 'invalid webhook url'],
			['DingTalk robot', { errcode: 310000, errmsg: 'keywords not in content' }, 'keywords'],
			['Feishu robot', { code: 19024, msg: 'Key Words Not Found', data: {} }, 'Key Words'],
		])('%s: a refusal that looks like success fails the execution', async (way, answer, said) => {
			outside.answer(answer);
			const ran = await run([way]);
			expect(ran.status).toBe('error');
			expect(ran.error?.message).toContain(`The robot refused the message: ${said}`);
		});
	});
});

/** The workflow with these ways switched on, and credentials for those that need one. */
function withWays(workflow: WorkflowExport | undefined, ways: string[]): WorkflowExport {
	if (!workflow) throw new Error('There is no such example');
	const { nodes, connections, pinData, settings } = workflow;
	const credentials: Record<string, object> = {
		'E-mail': { smtp: { id: 'smtp000000000000', name: 'smtp' } },
		Slack: { slackApi: { id: 'slack00000000000', name: 'slackApi' } },
	};
	return {
		name: 'Ways',
		connections,
		pinData,
		settings,
		nodes: nodes.map((node) =>
			ways.includes(node.name)
				? {
						...node,
						disabled: false,
						credentials: { ...node.credentials, ...credentials[node.name] },
					}
				: node,
		),
	};
}
