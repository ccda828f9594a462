import { readdirSync, readFileSync } from 'node:fs';
import { access, constants, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Browser, chromium, selectors } from 'playwright-core';
import { createN8n, type N8n, type WorkflowExport, workflowSchema } from '../../../tools/n8n/n8n';
import { packPackage } from '../../../tools/n8n/pack';
import { root } from '../../../tools/n8n/paths';
import { type Sandbox, startSandbox } from '../../../tools/sandbox';
import { picturesAreWanted } from './pictures';

/**
 * Everything the tests play on: a Juhe of one's own, a real n8n with the packed package, a browser.
 */
export interface Stage {
	sandbox: Sandbox;
	n8n: N8n;
	browser: Browser;
	/** Stops all of it. */
	close(): Promise<void>;
}

/** The credential that is in n8n from the start, with keys that the sandbox accepts. */
export const credential = { id: 'juheApiSandbox01', name: 'Juhe API (sandbox)' };

/** The example workflows, with the sandbox's credential. */
export const examples = readdirSync(join(root, 'workflows'))
	.filter((file) => file.endsWith('.json'))
	.map(readExample);

/**
 * Starts everything, with the workflows given in n8n; what was started is stopped again if
 * something fails on the way.
 */
export async function setStage(workflows: WorkflowExport[] = []): Promise<Stage> {
	const undo: Array<() => Promise<void>> = [];
	const close = async () => {
		for (const step of undo.splice(0).reverse()) await step();
	};
	try {
		const browser = await launchChromium();
		undo.push(async () => await browser.close());

		// A query key outlives the slowest of tests; orders live fast. Pictures show the usual address.
		const sandbox = await startSandbox({
			clockSpeed: 60,
			queryKeyLifetimeSeconds: 24 * 60 * 60,
			port: picturesAreWanted ? 4090 : 0,
		});
		undo.push(async () => await sandbox.close());

		const n8n = await createN8n();
		undo.push(async () => await n8n.dispose());
		await equip(n8n, sandbox);
		await n8n.importWorkflows(workflows);
		await n8n.start();
		return { sandbox, n8n, browser, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Debian's Chromium, without a window; it reaches nothing beyond this machine. */
async function launchChromium(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
	try {
		await access(executablePath, constants.X_OK);
	} catch {
		throw new Error(
			`There is no Chromium at ${executablePath}: install it with "apt-get install chromium fonts-noto-cjk", or name another one in CHROMIUM_PATH.`,
		);
	}
	return await chromium.launch({
		executablePath,
		args: [
			'--headless=new',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
}

/** Gives an n8n that is not started yet the package and the credential. */
async function equip(n8n: N8n, sandbox: Sandbox): Promise<void> {
	const tarball = await packPackage({ build: false });
	try {
		await n8n.installPackage(tarball);
	} finally {
		await rm(dirname(tarball), { recursive: true });
	}
	const { trainGrabKey, flightInvoiceOcrKey } = sandbox.options;
	await n8n.importCredentials([
		{
			...credential,
			type: 'juheApi',
			data: { trainGrabKey, flightInvoiceOcrKey, baseUrl: sandbox.url },
		},
	]);
}

function readExample(file: string): WorkflowExport {
	const workflow = workflowSchema.parse(
		JSON.parse(readFileSync(join(root, 'workflows', file), 'utf8')),
	);
	const nodes = workflow.nodes.map((node) =>
		node.credentials ? { ...node, credentials: { juheApi: credential } } : node,
	);
	return { ...workflow, nodes };
}
