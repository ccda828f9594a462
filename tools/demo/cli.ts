/** `npm run demo`: a real n8n with this package, on a Juhe of one's own. */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../sandbox/index';
import { idOf, loadExamples, type Example } from './examples';
import { startScriptedModel } from '../model/scriptedModel';
import { travelAgent } from '../model/travelAgent';
import { ensureN8n, n8nVersion } from '../n8n/install';
import { createN8n, freePort, owner, type N8n } from '../n8n/n8n';
import { packPackage } from '../n8n/pack';
import { forReaders, requireNode24, root } from '../n8n/paths';
import { Reporter } from '../n8n/reporter';
import { reloadOnSave } from './reloadOnSave';
import type { Outcome, Showcase, Stage } from './showcase';
import { messagesOf, statusName, toldOf } from './showcases';

const usualPort = 5678;
/** With --keep: n8n's credential names it, so it is the same whenever the demo is started. */
const sandboxPort = 4090;
const modelPort = 4091;
const keptFolder = join(root, '.tmp', 'dev');
const usualClockSpeed = { once: 20, editor: 4 };

const help = `npm run demo -- [options]

Starts a stand-in for Juhe and a real n8n ${n8nVersion} with this package, a credential and the example workflows in it.
The first time it installs n8n into tools/n8n/versions (about 2.8 GB), or into the folder that N8N_JUHE_N8N_DIR names.

  --once             play every example workflow once for real without the editor, print what came out, and
                     end; exits 0 only if all went as they should (tickets issued, and told of)
  --keep             keep n8n's data in .tmp/dev from one start to the next, and reload what is saved in this
                     repository (npm run dev)
  --port             of n8n's editor (${usualPort}, or a free one if that is taken)
  --clock-speed      how many times as fast as real time orders live (${usualClockSpeed.editor}; with --once ${usualClockSpeed.once})
  --help`;

class Interrupted extends Error {}

interface Options {
	once: boolean;
	keep: boolean;
	port: number | undefined;
	clockSpeed: number;
}

const reporter = new Reporter();
/** What is to be undone in the end, last first. */
const cleanUp: Array<() => void | Promise<void>> = [];

async function main(): Promise<number> {
	const options = readOptions();
	if (!options) return 0;
	requireNode24();
	const interrupted = interruption();
	try {
		return await Promise.race([run(options, interrupted), interrupted]);
	} catch (error) {
		if (!(error instanceof Interrupted)) throw error;
		// Ctrl-C is how the demo ends, but a run that was to end by itself has failed.
		return options.once ? 130 : 0;
	} finally {
		if (cleanUp.length > 0) await reporter.during('Stopping and cleaning up', undoAll);
	}
}

function readOptions(): Options | undefined {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			keep: { type: 'boolean', default: false },
			port: { type: 'string' },
			'clock-speed': { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		reporter.line(help);
		return undefined;
	}
	const port = values.port === undefined ? undefined : Number(values.port);
	const clockSpeed = Number(
		values['clock-speed'] ?? (values.once ? usualClockSpeed.once : usualClockSpeed.editor),
	);
	if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
		throw new RangeError('--port must be a number from 1 to 65535');
	}
	if (values.once && values.keep) throw new RangeError('--once keeps nothing: leave out --keep');
	if (!(clockSpeed > 0 && Number.isFinite(clockSpeed))) {
		throw new RangeError('--clock-speed must be a number above 0');
	}
	return { once: values.once, keep: values.keep, port, clockSpeed };
}

/** Rejects at the first Ctrl-C, hang-up or request to end; a second one ends at once. */
async function interruption(): Promise<never> {
	return await new Promise((_, reject) => {
		let asked = false;
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				if (asked) process.exit(130);
				asked = true;
				reporter.line();
				reject(new Interrupted());
			});
		}
	});
}

async function undoAll(): Promise<void> {
	for (let undo = cleanUp.pop(); undo; undo = cleanUp.pop()) await undo();
}

async function run(options: Options, interrupted: Promise<never>): Promise<number> {
	const port = options.once ? await freePort() : await editorPort(options.port);
	await ensureN8n(reporter);
	const tarball = await reporter.during(
		'Building and packing n8n-nodes-juhe',
		async () => await packPackage(),
	);
	cleanUp.push(() => rmSync(dirname(tarball), { recursive: true, force: true }));

	let hear: (line: string) => void = () => undefined;
	const sandbox = await startSandbox(
		{ clockSpeed: options.clockSpeed, port: options.keep ? sandboxPort : 0 },
		(line) => hear(line),
	);
	cleanUp.push(async () => await sandbox.close());
	reporter.line(`✓ Starting the Juhe sandbox (${sandbox.url})`);
	const model = await startScriptedModel(travelAgent, options.keep ? modelPort : 0);
	cleanUp.push(async () => await model.close());

	const n8n = await createN8n({
		port,
		reporter,
		...(options.keep && { userFolder: keptFolder, env: { N8N_DEV_RELOAD: 'true' } }),
	});
	cleanUp.push(async () => await n8n.dispose());
	const installed = await reporter.during('Starting n8n', async () => {
		const { name } = await n8n.installPackage(tarball);
		await n8n.start();
		return name;
	});
	const examples = await reporter.during(
		'Giving it the credential and the example workflows',
		async () => await loadExamples(n8n, sandbox, model),
	);
	if (options.once) return await runOnce({ n8n, juhe: sandbox, model }, examples);

	const told = idOf(examples, toldOf);
	await reporter.during('Publishing what the sandbox pushes to', async () => {
		// The sandbox has forgotten whom to push to, and n8n registers only when something changes.
		if (options.keep) await n8n.unpublish(told);
		await n8n.publish(told);
	});
	reporter.line(invitation(n8n, sandbox, examples, options.keep));
	if (options.keep) {
		cleanUp.push(reloadOnSave(n8n, installed, (line) => reporter.line(`  ${line}`)));
	}
	hear = (line) => {
		reporter.line(`  Juhe sandbox: ${line}`);
		if (/^push .*: delivered$/.test(line)) void tell();
	};
	let heard = 0;
	/** What the workflow made of a push that n8n has just taken. */
	const tell = async () => {
		const messages = await messagesOf(n8n, told, 'webhook', heard + 1);
		for (const { message } of messages.slice(heard)) reporter.line(`  n8n tells: ${message}`);
		heard = Math.max(heard, messages.length);
	};
	return await interrupted;
}

/** The port asked for, which must be free; or the usual one, or any. */
async function editorPort(wanted: number | undefined): Promise<number> {
	const port = wanted ?? usualPort;
	const isFree = await new Promise<boolean>((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
	if (isFree) return port;
	if (wanted !== undefined) throw new Error(`Port ${port} is taken. Choose another with --port.`);
	return await freePort();
}

/** Plays every example; 0 if each came to what it promises. */
async function runOnce(stage: Omit<Stage, 'idOf'>, examples: Example[]): Promise<number> {
	const { control } = stage.juhe;
	const failed: string[] = [];
	for (const { showcase, workflow } of examples) {
		control.reset();
		const { text, isAsPromised } = await reporter.during(
			`Playing "${workflow.name}"`,
			async () => await played(showcase),
			() =>
				control
					.orders()
					.map(({ status }) => `order: ${statusName(status)}`)
					.join(', '),
		);
		reporter.line(`\n${text}\n`);
		if (!isAsPromised) failed.push(workflow.name);
	}
	if (failed.length === 0) {
		reporter.line(
			`All went as they should: ${examples.map(({ workflow }) => workflow.name).join(', ')}.`,
		);
		return 0;
	}
	reporter.line(`FAILED: ${failed.join(', ')}.`);
	return 1;

	/** One that fails keeps none of the others from being played. */
	async function played(showcase: Showcase): Promise<Outcome> {
		try {
			return await showcase.play({ ...stage, idOf: (file) => idOf(examples, file) });
		} catch (error) {
			return { text: error instanceof Error ? error.message : String(error), isAsPromised: false };
		}
	}
}

function invitation(n8n: N8n, sandbox: Sandbox, examples: Example[], isKept: boolean): string {
	const end = isKept
		? `What you save in this repository is reloaded. n8n's data stay in ${forReaders(n8n.userFolder)}; remove the folder to start afresh.`
		: 'Nothing of this is kept: Ctrl-C stops and removes it all.';
	const lines = examples.flatMap(({ showcase, workflow, id }) => [
		'',
		`"${workflow.name}"   ${n8n.url}/workflow/${id}`,
		...showcase.clicks.map((click, index) => `  ${index + 1}. ${click}`),
	]);
	return [
		'',
		`n8n      ${n8n.url}`,
		`e-mail   ${owner.email}`,
		`password ${owner.password}`,
		'',
		`Juhe sandbox ${sandbox.url} (sells nothing; orders live ${sandbox.options.clockSpeed} times as fast as real time)`,
		...lines,
		'',
		`${end} What the sandbox is asked is shown below.`,
		'',
	].join('\n');
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
