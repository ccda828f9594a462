/**
 * The harness itself: a real n8n that is installed, set up, run, started and stopped, with nothing
 * left behind.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { createN8n, type N8n, owner } from '../../tools/n8n/n8n';
import { packPackage } from '../../tools/n8n/pack';

/** The first test on a fresh machine installs n8n. */
const installationMs = 20 * 60_000;

const packageName = 'n8n-nodes-harness-proof';
const start = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const greet = {
	name: 'Greet',
	type: `${packageName}.greeter`,
	typeVersion: 1,
	position: [200, 0],
	parameters: { fail: false },
};
const startThenGreet = { Start: { main: [[{ node: 'Greet', type: 'main', index: 0 }]] } };

let n8n: N8n;

beforeAll(async () => {
	n8n = await createN8n();
	const tarball = await packGreeter();
	await n8n.installPackage(tarball);
	rmSync(dirname(tarball), { recursive: true });
}, installationMs);

afterAll(async () => {
	await n8n?.dispose();
});

it('runs workflows with an installed package by the command line', async () => {
	const [good = '', bad = ''] = await n8n.importWorkflows([
		{ name: 'good', nodes: [start, greet], connections: startThenGreet },
		{
			name: 'bad',
			nodes: [start, { ...greet, parameters: { fail: true } }],
			connections: startThenGreet,
		},
	]);

	const success = await n8n.execute(good);
	expect(success.status).toBe('success');
	expect(success.items('Greet')[0]?.json).toEqual({ hello: 'world' });

	const failure = await n8n.execute(bad);
	expect(failure.status).toBe('error');
	expect(failure.error).toEqual({
		message: 'No such luck',
		description: 'Try again',
		node: 'Greet',
	});

	await expect(n8n.execute('none')).rejects.toThrow('does not exist');
});

it('starts, logs in, publishes, survives a kill and stops with nothing left running', async () => {
	const hook = await n8n.importWorkflow({
		name: 'hook',
		nodes: [
			{
				id: 'hook-node',
				name: 'Hook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: 'proof',
				position: [0, 0],
				parameters: { path: 'proof', responseMode: 'onReceived' },
			},
		],
		connections: {},
	});
	await n8n.start();
	await n8n.publish(hook);
	expect((await axios.get(`${n8n.url}/webhook/proof`)).status).toBe(200);

	await n8n.kill();
	await n8n.start({ N8N_DEV_RELOAD: 'true' });
	expect((await axios.get(`${n8n.url}/webhook/proof`)).status).toBe(200);

	const client = await n8n.login();
	const dist = writeGreeter('Greets otherwise');
	// n8n writes that file while it reloads: what is read meanwhile may break off.
	const isReloaded = async () =>
		await client.get('/types/nodes.json').then(
			({ data }) => JSON.stringify(data).includes('Greets otherwise'),
			() => false,
		);
	// n8n begins to watch some time after it says that it is ready, and misses what came before.
	for (; !(await isReloaded()); await sleep(1000)) await n8n.replaceBuild(packageName, dist);
	rmSync(dirname(dist), { recursive: true });

	expect((await client.get('/rest/login')).data.data.email).toBe(owner.email);
	expect((await client.get('/rest/community-packages')).data.data).toMatchObject([
		{ packageName, installedNodes: [{ name: 'Greeter' }], failedLoading: false },
	]);
	expect((await n8n.executions(hook)).map(({ mode }) => mode)).toEqual(['webhook', 'webhook']);

	const pid = n8n.pid ?? 0;
	expect(pid).toBeGreaterThan(0);
	await n8n.dispose();
	// Whoever inherits the last of the killed processes takes a moment to bury it.
	while (isAlive(-pid)) await sleep(20);
	await expect(axios.get(n8n.url)).rejects.toThrow('ECONNREFUSED');
	expect(existsSync(n8n.userFolder)).toBe(false);
	expect(n8n.output).not.toContain(owner.password);
});

const greeter = 'nodes/Greeter/Greeter.node.js';

/** A community package of one node that greets, or fails when told to; packed. */
async function packGreeter(): Promise<string> {
	const dist = writeGreeter('Greets');
	const folder = dirname(dist);
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({
			name: packageName,
			version: '0.0.1',
			files: ['dist'],
			n8n: { n8nNodesApiVersion: 1, nodes: [`dist/${greeter}`] },
			peerDependencies: { 'n8n-workflow': '*' },
		}),
	);
	const tarball = await packPackage({ build: false, folder });
	rmSync(folder, { recursive: true });
	return tarball;
}

/** The node as built, in the folder `dist` of a new temporary folder. */
function writeGreeter(description: string): string {
	const dist = join(mkdtempSync(join(tmpdir(), 'n8n-juhe-greeter-')), 'dist');
	mkdirSync(join(dist, dirname(greeter)), { recursive: true });
	writeFileSync(
		join(dist, greeter),
		`const { NodeOperationError } = require('n8n-workflow');
		exports.Greeter = class {
			description = {
				displayName: 'Greeter', name: 'greeter', description: '${description}', group: ['transform'], version: 1,
				defaults: { name: 'Greeter' }, inputs: ['main'], outputs: ['main'],
				properties: [{ displayName: 'Fail', name: 'fail', type: 'boolean', default: false }],
			};
			async execute() {
				if (!this.getNodeParameter('fail', 0)) return [[{ json: { hello: 'world' } }]];
				throw new NodeOperationError(this.getNode(), 'No such luck', { description: 'Try again' });
			}
		};`,
	);
	return dist;
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
