import axios from 'axios';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createN8n } from '../n8n/n8n';
import type { N8n, WorkflowExport } from '../n8n/n8n';
import { packPackage } from '../n8n/pack';
import { defaultOptions, startSandbox } from '../sandbox';
import type { Sandbox } from '../sandbox';

type WorkflowNode = WorkflowExport['nodes'][number];

export interface Contestant {
	name: string;
	/** Between reading the files and the answer; the last one leads on. */
	nodes: WorkflowNode[];
	connections?: WorkflowExport['connections'];
	/** Which of the files it gets, as a pattern. */
	files: string;
}

interface Measured {
	seconds: number;
	/** By how much the n8n process grew over what it took before, at its highest. */
	megabytes: number;
}

/** What was measured of a contestant, a value a round. */
export type Results = (contestant: string, what: keyof Measured) => number[];

interface Contest {
	/** Writes the files and sets the sandbox. */
	prepare(folder: string, sandbox: Sandbox): Promise<void>;
	contestants(sandbox: Sandbox): Contestant[];
	rounds: number;
	report(line: string): void;
}

/** Lets contestants take turns over the same files, each time in a fresh n8n with the package. */
export async function compete(contest: Contest): Promise<Results> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-juhe-bench-'));
	const sandbox = await startSandbox();
	const results = new Map<string, Measured[]>();
	try {
		await contest.prepare(folder, sandbox);
		const tarball = await packPackage({ build: false });
		for (let round = 1; round <= contest.rounds; round++) {
			for (const contestant of contest.contestants(sandbox)) {
				const { name } = contestant;
				const measured = await measure(contestant, sandbox, folder, tarball);
				results.set(name, [...(results.get(name) ?? []), measured]);
				const { seconds, megabytes } = measured;
				contest.report(
					`round ${round}, ${name}: ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`,
				);
			}
		}
		rmSync(dirname(tarball), { recursive: true });
	} finally {
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	}
	return (contestant, what) => {
		const measured = results.get(contestant);
		if (!measured) throw new RangeError(`There is no contestant ${contestant}`);
		return measured.map((each) => each[what]);
	};
}

export const node = (
	name: string,
	type: string,
	parameters: WorkflowNode['parameters'],
	more: Partial<WorkflowNode> = {},
): WorkflowNode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	...more,
});

export const credential = { id: 'juheApiBench0001', name: 'Juhe API' };

/**
 * Webhook → read files → the contestant → one small item, which answers the webhook; nothing of it
 * is saved.
 */
function workflowOf({ nodes, connections, files }: Contestant, folder: string): WorkflowExport {
	const start = node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path: 'bench', responseMode: 'lastNode', options: {} },
		{ typeVersion: 2, webhookId: randomUUID() },
	);
	const read = node('Read', 'n8n-nodes-base.readWriteFile', {
		operation: 'read',
		fileSelector: `${folder}/${files}`,
		options: {},
	});
	const end = node('End', 'n8n-nodes-base.summarize', {
		fieldsToSummarize: { values: [{ aggregation: 'count', field: 'bench' }] },
		options: { continueIfFieldNotFound: true },
	});
	const row = [read, ...nodes, end];
	const inARow = Object.fromEntries(
		row
			.slice(0, -1)
			.map((from, index) => [
				from.name,
				{ main: [[{ node: row[index + 1]?.name ?? '', type: 'main', index: 0 }]] },
			]),
	);
	return {
		name: 'Benchmark',
		nodes: [start, ...row],
		connections: {
			Webhook: { main: [[{ node: 'Read', type: 'main', index: 0 }]] },
			...(connections ?? inARow),
		},
		settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all' },
	};
}

/** One run of a contestant over the files of a folder, in a fresh n8n that has the package. */
async function measure(
	contestant: Contestant,
	sandbox: Sandbox,
	folder: string,
	tarball: string,
): Promise<Measured> {
	const credentialData = {
		flightInvoiceOcrKey: defaultOptions.flightInvoiceOcrKey,
		baseUrl: sandbox.url,
	};
	const n8n = await createN8n({
		env: {
			N8N_RESTRICT_FILE_ACCESS_TO: folder,
			N8N_CUSTOM_EXTENSIONS: join(__dirname, 'bareLoop'),
		},
	});
	try {
		await n8n.installPackage(tarball);
		await n8n.importCredentials([{ ...credential, type: 'juheApi', data: credentialData }]);
		const id = await n8n.importWorkflow(workflowOf(contestant, folder));
		await n8n.publish(id);
		await n8n.start();
		return await run(n8n);
	} finally {
		await n8n.dispose();
	}
}

async function run(n8n: N8n): Promise<Measured> {
	const { pid } = n8n;
	if (pid === undefined) throw new Error('n8n does not run');
	const before = await kilobytes(pid, 'VmRSS');
	// Linux: from now on the peak (VmHWM) is counted anew (man 5 proc).
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	const start = performance.now();
	const { status } = await axios.post<unknown>(
		`${n8n.url}/webhook/bench`,
		{},
		{ timeout: 600_000, validateStatus: () => true },
	);
	const seconds = (performance.now() - start) / 1000;
	const megabytes = ((await kilobytes(pid, 'VmHWM')) - before) / 1024;
	if (status !== 200) throw new Error(await whyFailed(n8n));
	return { seconds, megabytes };
}

async function whyFailed(n8n: N8n): Promise<string> {
	const [latest] = await n8n.executions();
	const error = latest && (await n8n.execution(latest.id)).error;
	return `The benchmark's workflow failed: ${error?.node}: ${error?.message} ${error?.description}`;
}

async function kilobytes(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
}
