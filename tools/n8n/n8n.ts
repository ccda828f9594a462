import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import axios, { type AxiosInstance } from 'axios';
import { hashSync } from 'bcryptjs';
import { z } from 'zod/v4';
import { Child, nodeCommand } from './children';
import { ensureN8n, n8nVersion, nodeOf } from './install';
import { pathWithThisNode } from './paths';
import type { Reporter } from './reporter';
import { WorkflowRun } from './workflowRun';

const readyWithinMs = 120_000;

/** The one user of every n8n started here. */
export const owner = {
	email: 'demo@example.com',
	password: 'Juhe-demo-1',
	firstName: 'Juhe',
	lastName: 'Demo',
} as const;

export interface N8nOptions {
	/** The folder that holds n8n's `.n8n`; a temporary one, removed in the end, if not given. */
	userFolder?: string;
	/** The port of editor and webhooks; a free one if not given. */
	port?: number;
	/** Further settings of n8n, by their environment variables. */
	env?: Record<string, string>;
	/** One of `n8nVersions`; the newest if not given. */
	version?: string;
	/** Who hears of the installation of n8n, when that is still to be done. */
	reporter?: Reporter;
}

/** A credential as `n8n import:credentials` takes it, not encrypted. */
export interface CredentialImport {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** A workflow in n8n's export format. */
export type WorkflowExport = z.infer<typeof workflowSchema>;

export const workflowSchema = z.looseObject({
	id: z.string().optional(),
	name: z.string(),
	nodes: z.array(
		z.looseObject({
			name: z.string(),
			type: z.string(),
			credentials: z
				.record(z.string(), z.looseObject({ id: z.string().nullish(), name: z.string() }))
				.optional(),
		}),
	),
});

/** A worker or a webhook processor. */
export interface Companion {
	url: string;
	child: Child;
}

/** A stored execution, as n8n's list shows it. */
type ExecutionSummary = z.infer<typeof executionSchema>;

const executionSchema = z.looseObject({
	id: z.string(),
	workflowId: z.string(),
	status: z.string(),
	mode: z.string(),
});
const packageSchema = z.looseObject({
	name: z.string(),
	version: z.string(),
	dependencies: z.record(z.string(), z.string()).optional(),
	author: z.looseObject({ name: z.string().optional(), email: z.string().optional() }).optional(),
});
const ledgerSchema = z.looseObject({ dependencies: z.record(z.string(), z.string()) });
const publicationStatusSchema = z.object({
	data: z.looseObject({
		status: z.string(),
		triggers: z.array(z.looseObject({ errorMessage: z.string().nullable() })),
	}),
});
type PublicationStatus = z.infer<typeof publicationStatusSchema>['data'];
const nodeTypesSchema = z.array(
	z.looseObject({
		name: z.string(),
		displayName: z.string(),
		version: z.union([z.number(), z.array(z.number())]),
	}),
);

const tablesSchema = z.object({
	data: z.object({ data: z.array(z.looseObject({ id: z.string(), projectId: z.string() })) }),
});
const rowsSchema = z.object({
	data: z.object({ data: z.array(z.record(z.string(), z.unknown())) }),
});
const settingsSchema = z.looseObject({
	userManagement: z.looseObject({ showSetupOnFirstLoad: z.boolean().optional() }).optional(),
});
const namedSchema = z.object({
	data: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

/** An item as a trigger gives it out, with its files in base64. */
export interface PinnedItem {
	json: Record<string, unknown>;
	binary?: Record<string, { fileName: string; mimeType: string; data: string }>;
}

/** Prepares an n8n that is not started yet; installs n8n itself if this is the first time. */
export async function createN8n(options: N8nOptions = {}): Promise<N8n> {
	const folder = await ensureN8n(options.reporter, options.version);
	const port = options.port ?? (await freePort());
	return new N8n(folder, port, options);
}

/** A real n8n with a user folder of its own: its command line, its server, its REST interface. */
export class N8n {
	readonly url: string;
	/** The folder that holds `.n8n`. */
	readonly userFolder: string;
	/** Everything n8n has said so far, server and commands, to search for what it must not say. */
	output = '';
	private readonly isTemporary: boolean;
	private readonly script: string;
	private readonly env: Record<string, string>;
	private readonly commands = new Set<Child>();
	private commandCount = 0;
	private readonly removeOnExit = () => this.removeUserFolder();
	private server: Child | undefined;
	private loggedIn: AxiosInstance | undefined;

	constructor(
		private readonly n8nFolder: string,
		readonly port: number,
		options: N8nOptions,
	) {
		this.isTemporary = options.userFolder === undefined;
		this.userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'n8n-juhe-'));
		this.url = `http://127.0.0.1:${port}`;
		this.script = join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n');
		this.env = {
			...quietAndLocal(this.userFolder, port, this.url),
			...((options.version ?? n8nVersion) === n8nVersion && withoutInvitation),
			...options.env,
		};
		process.once('exit', this.removeOnExit);
	}

	/**
	 * Puts a packed package where n8n's own installer puts it, in the way that does it: unpacked,
	 * without its development and peer dependencies, and noted in the ledger. Asks no registry, so
	 * the package must need no other.
	 */
	async installPackage(tarball: string): Promise<{ name: string; version: string }> {
		const nodes = join(this.userFolder, '.n8n', 'nodes');
		const unpacked = mkdtempSync(join(tmpdir(), 'n8n-juhe-package-'));
		try {
			await promisify(execFile)('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
			const manifestPath = join(unpacked, 'package.json');
			const manifest = packageSchema.parse(readJson(manifestPath));
			const needs = Object.keys(manifest.dependencies ?? {});
			if (needs.length > 0) {
				throw new Error(
					`${manifest.name} must have no dependencies, but needs ${needs.join(', ')}.`,
				);
			}
			const kept = { ...manifest };
			for (const key of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
				delete kept[key];
			writeFileSync(manifestPath, JSON.stringify(kept, null, 2));

			const target = this.packageFolder(manifest.name);
			rmSync(target, { recursive: true, force: true });
			mkdirSync(target, { recursive: true });
			await promisify(execFile)('cp', ['-R', `${unpacked}/.`, target]);

			const ledgerPath = join(nodes, 'package.json');
			const ledger = existsSync(ledgerPath)
				? ledgerSchema.parse(readJson(ledgerPath))
				: { name: 'installed-nodes', private: true, dependencies: {} };
			const dependencies = { ...ledger.dependencies, [manifest.name]: manifest.version };
			writeFileSync(ledgerPath, JSON.stringify({ ...ledger, dependencies }, null, 2));
			return { name: manifest.name, version: manifest.version };
		} finally {
			rmSync(unpacked, { recursive: true, force: true });
		}
	}

	/**
	 * Replaces what an installed package was built into; an n8n started with N8N_DEV_RELOAD loads it
	 * anew.
	 */
	async replaceBuild(packageName: string, dist: string): Promise<void> {
		await cp(dist, join(this.packageFolder(packageName), 'dist'), { recursive: true });
	}

	/** Stores credentials, given in the clear; n8n encrypts them. */
	async importCredentials(credentials: CredentialImport[]): Promise<void> {
		await this.importFile('import:credentials', credentials);
	}

	/** Stores a workflow, from a file or as an object, and returns its id. */
	async importWorkflow(workflow: string | WorkflowExport): Promise<string> {
		const [id] = await this.importWorkflows([workflow]);
		if (id === undefined) throw new Error('n8n imported no workflow.');
		return id;
	}

	/** Stores several workflows in one go and returns their ids. */
	async importWorkflows(workflows: Array<string | WorkflowExport>): Promise<string[]> {
		const withIds = workflows.map((workflow) => {
			const parsed = workflowSchema.parse(
				typeof workflow === 'string' ? readJson(workflow) : workflow,
			);
			return { active: false, ...parsed, id: parsed.id ?? newId() };
		});
		await this.importFile('import:workflow', withIds);
		return withIds.map(({ id }) => id);
	}

	/**
	 * Stores a credential in the n8n that runs, and returns its id. Much faster than the command
	 * line.
	 */
	async createCredential({ name, type, data }: Omit<CredentialImport, 'id'>): Promise<string> {
		const client = await this.session();
		const response = await client.post('/rest/credentials', { name, type, data });
		return z.object({ data: z.looseObject({ id: z.string() }) }).parse(response.data).data.id;
	}

	/** The ids of what n8n holds, by name. n8n must be running. */
	async idsByName(of: 'credentials' | 'workflows'): Promise<Map<string, string>> {
		const client = await this.session();
		const { data } = namedSchema.parse((await client.get(`/rest/${of}`)).data);
		return new Map(data.map(({ name, id }) => [name, id]));
	}

	/**
	 * Stores a workflow in the n8n that runs, as somebody at the editor would, and returns its id.
	 */
	async createWorkflow(workflow: WorkflowExport): Promise<string> {
		const client = await this.session();
		const response = await client.post('/rest/workflows', { active: false, ...workflow });
		return z.object({ data: z.looseObject({ id: z.string() }) }).parse(response.data).data.id;
	}

	/**
	 * Runs a stored workflow once by n8n's command line, without the server, and gives what came of
	 * it, good or bad.
	 */
	async execute(workflowId: string): Promise<WorkflowRun> {
		const { stdout, output } = await this.command(['execute', `--id=${workflowId}`, '--rawOutput']);
		const lines = stdout.split('\n');
		const start = lines.indexOf('{');
		const end = lines.indexOf('}', start);
		if (start < 0 || end < 0) {
			throw new Error(`n8n did not run the workflow ${workflowId}:\n${tail(output)}`);
		}
		const result: unknown = JSON.parse(lines.slice(start, end + 1).join('\n'));
		return new WorkflowRun(result);
	}

	/**
	 * Runs a stored workflow once as “Execute workflow” in the editor does, from one of its triggers,
	 * to its end.
	 */
	async runFrom(workflowId: string, trigger: string): Promise<WorkflowRun> {
		return await this.ended(await this.startFrom(workflowId, trigger));
	}

	/**
	 * The same without waiting for the end; returns the execution's id. A trigger with pinned data
	 * waits for no push.
	 */
	async startFrom(workflowId: string, trigger: string): Promise<string> {
		const client = await this.session();
		const { data } = await client.post(`/rest/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		return z.object({ data: z.looseObject({ executionId: z.string() }) }).parse(data).data
			.executionId;
	}

	/** Waits until an execution has ended. n8n must be running. */
	async ended(executionId: string, withinMs = 120_000): Promise<WorkflowRun> {
		for (const end = Date.now() + withinMs; ; await sleep(200)) {
			const client = await this.session();
			const response = await client.get(`/rest/executions/${executionId}`);
			const { status } = z
				.object({ data: z.looseObject({ status: z.string() }) })
				.parse(response.data).data;
			if (!['new', 'running', 'waiting'].includes(status)) return await this.execution(executionId);
			if (Date.now() > end) throw new Error(`The execution ${executionId} did not end in time.`);
		}
	}

	/**
	 * Runs a stored execution that did not succeed again, as “Retry” in the editor does, to its end;
	 * returns the new one's id. With its own version of the workflow, or with the one that is saved
	 * now.
	 */
	async retry(executionId: string, loadWorkflow = false): Promise<string> {
		const client = await this.session();
		const response = await client.post(`/rest/executions/${executionId}/retry`, { loadWorkflow });
		return z.object({ data: z.looseObject({ id: z.string() }) }).parse(response.data).data.id;
	}

	/** Stops an execution that runs, as “Stop” in the editor does. */
	async stopExecution(executionId: string): Promise<void> {
		const client = await this.session();
		await client.post(`/rest/executions/${executionId}/stop`);
	}

	/**
	 * Changes a stored workflow's nodes, as somebody at the editor would; a published version stays
	 * as it is.
	 */
	async edit(
		workflowId: string,
		change: (nodes: WorkflowExport['nodes']) => WorkflowExport['nodes'],
	): Promise<void> {
		const client = await this.session();
		const { data } = await client.get(`/rest/workflows/${workflowId}`);
		const stored = z.object({ data: workflowSchema }).parse(data).data;
		await client.patch(`/rest/workflows/${workflowId}`, {
			nodes: change(stored.nodes),
			connections: stored.connections,
		});
	}

	/**
	 * Pins what a node is to give out in manual runs, files included (in base64), instead of running
	 * it.
	 */
	async pin(workflowId: string, pinData: Record<string, PinnedItem[]>): Promise<void> {
		const client = await this.session();
		await client.patch(`/rest/workflows/${workflowId}`, { pinData });
	}

	/** The rows of a Data Table, as n8n shows them; none where there is no such table. */
	async tableRows(name: string): Promise<Array<Record<string, unknown>>> {
		const client = await this.session();
		const filter = JSON.stringify({ name });
		const found = await client.get('/rest/data-tables-global', { params: { filter } });
		const [dataTable] = tablesSchema.parse(found.data).data.data;
		if (!dataTable) return [];
		const { id, projectId } = dataTable;
		const rows = await client.get(`/rest/projects/${projectId}/data-tables/${id}/rows`, {
			params: { take: 100 },
		});
		return rowsSchema.parse(rows.data).data.data;
	}

	/**
	 * Makes a workflow live: where n8n runs, its triggers listen when this returns; else from n8n's
	 * next start on.
	 */
	async publish(workflowId: string): Promise<void> {
		if (!this.server?.isRunning) {
			await this.succeed(['publish:workflow', `--id=${workflowId}`]);
			return;
		}
		const client = await this.session();
		const { data } = await client.get(`/rest/workflows/${workflowId}`);
		const stored = z.object({ data: z.looseObject({ versionId: z.string() }) }).parse(data).data;
		if (!publishesVersions(stored)) {
			await client.patch(`/rest/workflows/${workflowId}`, { active: true });
			return;
		}
		await client.post(`/rest/workflows/${workflowId}/activate`, { versionId: stored.versionId });
		const { status, triggers } = await this.publicationEnd(client, workflowId);
		if (status !== 'published') {
			const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
			throw new Error(`n8n did not publish ${workflowId} (${status}): ${reasons.join('; ')}`);
		}
	}

	/** Takes a workflow out of service again. n8n must be running. */
	async unpublish(workflowId: string): Promise<void> {
		const client = await this.session();
		const { data } = await client.get(`/rest/workflows/${workflowId}`);
		if (!publishesVersions(z.object({ data: z.looseObject({}) }).parse(data).data)) {
			await client.patch(`/rest/workflows/${workflowId}`, { active: false });
			return;
		}
		await client.post(`/rest/workflows/${workflowId}/deactivate`, {});
		await this.publicationEnd(client, workflowId);
	}

	/**
	 * Starts the server, with further settings for this time if given, and waits until it answers and
	 * is ready.
	 */
	async start(env: Record<string, string> = {}): Promise<void> {
		if (this.server?.isRunning) throw new Error('This n8n is running already.');
		const server = await this.spawn(['start'], env);
		this.server = server;
		this.loggedIn = undefined;
		await untilReady(server, this.url);
		await this.setUpOwner();
		if (this.env.DB_TYPE !== 'postgresdb') await this.noteInstalledPackages();
	}

	/**
	 * Starts a further process of this n8n beside its server, a worker or a webhook processor, and
	 * waits until it is ready. It shares the server's settings, package and encryption key.
	 */
	async startBeside(kind: 'worker' | 'webhook', args: string[] = []): Promise<Companion> {
		const port = await freePort();
		const env: Record<string, string> =
			kind === 'worker'
				? { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) }
				: { N8N_PORT: String(port) };
		const child = await this.spawn([kind, ...args], env);
		this.commands.add(child);
		void child.ended.then(() => this.commands.delete(child));
		const url = `http://127.0.0.1:${port}`;
		await untilReady(child, url);
		return { url, child };
	}

	/** Stops the server as a service manager would, and whatever commands are still running. */
	async stop(): Promise<void> {
		await Promise.all([this.server, ...this.commands].map(async (child) => await child?.stop()));
		this.server = undefined;
	}

	/** Ends the server and its children at once, as a power cut would. `start()` may follow. */
	async kill(): Promise<void> {
		await this.server?.kill();
		this.server = undefined;
	}

	/** Stops everything and removes the temporary user folder. */
	async dispose(): Promise<void> {
		await this.stop();
		process.off('exit', this.removeOnExit);
		this.removeUserFolder();
	}

	/** An HTTP client that is logged in as the owner. n8n must be running. */
	async login(): Promise<AxiosInstance> {
		// A busy n8n closes a connection that was idle for a while, although a request is on its way.
		const httpAgent = new Agent({ keepAlive: false });
		const client = axios.create({ baseURL: this.url, httpAgent });
		client.interceptors.response.use(undefined, (error: unknown) => {
			throw new Error(inOneSentence(error));
		});
		const response = await client.post('/rest/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
		const cookies = response.headers['set-cookie'] ?? [];
		client.defaults.headers.common.Cookie = cookies.map((line) => line.split(';')[0]).join('; ');
		return client;
	}

	/** The stored executions, newest first. n8n must be running. */
	async executions(workflowId?: string): Promise<ExecutionSummary[]> {
		const client = await this.session();
		const { data } = await client.get('/rest/executions', {
			params: { filter: JSON.stringify(workflowId ? { workflowId } : {}), limit: 100 },
		});
		return z.object({ data: z.looseObject({ results: z.array(executionSchema) }) }).parse(data).data
			.results;
	}

	/**
	 * The newest execution of a workflow that has one. n8n looks for those under way and for those
	 * that have ended at the same time, so that one that ends just then may be in neither list.
	 */
	async latestExecution(workflowId: string): Promise<ExecutionSummary> {
		for (let attempt = 1; ; attempt++) {
			const [latest] = await this.executions(workflowId);
			if (latest) return latest;
			if (attempt === 20) throw new Error(`n8n has stored no execution of ${workflowId}`);
			await sleep(200);
		}
	}

	/** One stored execution with its data. n8n must be running. */
	async execution(id: string): Promise<WorkflowRun> {
		const client = await this.session();
		const response = await client.get(`/rest/executions/${id}`);
		const stored = z
			.object({ data: z.looseObject({ data: z.string() }) })
			.parse(response.data).data;
		const { parse } = z
			.looseObject({
				parse: z.custom<(text: string) => unknown>((value) => typeof value === 'function'),
			})
			.parse(createRequire(this.script)('flatted'));
		return new WorkflowRun({ ...stored, data: parse(stored.data) });
	}

	/** One log-in for many questions: each costs the server a password check. */
	private async session(): Promise<AxiosInstance> {
		this.loggedIn ??= await this.login();
		return this.loggedIn;
	}

	/** The process id of the running server. */
	get pid(): number | undefined {
		return this.server?.isRunning ? this.server.pid : undefined;
	}

	/** n8n publishes in the background, after it has answered: waits until it has done so. */
	private async publicationEnd(
		client: AxiosInstance,
		workflowId: string,
	): Promise<PublicationStatus> {
		for (;;) {
			const response = await client.get(`/rest/workflows/${workflowId}/publication-status`, {
				validateStatus: (status) => status === 200 || status === 404,
			});
			// Older ones publish before they answer.
			if (response.status === 404) return { status: 'published', triggers: [] };
			const { data } = publicationStatusSchema.parse(response.data);
			if (data.status !== 'in_progress') return data;
			await sleep(100);
		}
	}

	/** The owner, where this n8n is too old to take one from its environment. */
	private async setUpOwner(): Promise<void> {
		const ask = async () =>
			await axios.get(`${this.url}/rest/settings`, { validateStatus: () => true });
		// Old ones are ready a moment before they serve what is asked here.
		let answer = await ask();
		for (; answer.status === 404; answer = await ask()) await sleep(100);
		const { userManagement } = z.object({ data: settingsSchema }).parse(answer.data).data;
		if (userManagement?.showSetupOnFirstLoad !== true) return;
		const { email, password, firstName, lastName } = owner;
		await axios.post(`${this.url}/rest/owner/setup`, { email, password, firstName, lastName });
	}

	/**
	 * Writes the rows that n8n's installer would have written, so that "Community nodes" in the
	 * settings lists what
	 * `installPackage` put there. Nodes work without.
	 */
	private async noteInstalledPackages(): Promise<void> {
		const nodes = join(this.userFolder, '.n8n', 'nodes');
		const { dependencies } = ledgerSchema.parse(readJson(join(nodes, 'package.json')));
		if (Object.keys(dependencies).length === 0) return;
		const client = await this.login();
		const types = await this.nodeTypes(client);
		const database = new DatabaseSync(join(this.userFolder, '.n8n', 'database.sqlite'), {
			timeout: 5_000,
		});
		try {
			for (const name of Object.keys(dependencies)) {
				const { version, author } = packageSchema.parse(
					readJson(join(nodes, 'node_modules', name, 'package.json')),
				);
				database
					.prepare(
						'INSERT OR REPLACE INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)',
					)
					.run(name, version, author?.name ?? null, author?.email ?? null);
				for (const type of types.filter((candidate) => isOwnNode(candidate.name, name))) {
					database
						.prepare(
							'INSERT OR REPLACE INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
						)
						.run(type.displayName, type.name, Math.max(...[type.version].flat()), name);
				}
			}
		} finally {
			database.close();
		}
	}

	/**
	 * All node types. n8n is ready a moment before it has written their file: cut off, it arrives as
	 * text, or not at all.
	 */
	private async nodeTypes(client: AxiosInstance): Promise<z.infer<typeof nodeTypesSchema>> {
		for (let attempt = 1; ; attempt++) {
			const types = await client.get('/types/nodes.json').then(
				({ data }) => nodeTypesSchema.safeParse(data),
				(error: unknown) => ({ success: false as const, error }),
			);
			if (types.success) return types.data;
			if (attempt === 50) throw types.error;
			await sleep(200);
		}
	}

	private async importFile(command: string, content: unknown): Promise<void> {
		const folder = mkdtempSync(join(tmpdir(), 'n8n-juhe-import-'));
		const file = join(folder, 'import.json');
		try {
			writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
			const { output } = await this.succeed([command, `--input=${file}`]);
			if (!output.includes('Successfully imported')) {
				throw new Error(`"n8n ${command}" failed:\n${tail(output)}`);
			}
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	private async succeed(args: string[]): Promise<Child> {
		const child = await this.command(args);
		const { code } = await child.ended;
		if (code !== 0) throw new Error(`"n8n ${args.join(' ')}" failed:\n${tail(child.output)}`);
		return child;
	}

	/** Runs one command of n8n to its end. */
	private async command(args: string[]): Promise<Child> {
		const stdoutFile = join(this.userFolder, `command-${++this.commandCount}.log`);
		const child = await this.spawn(args, {}, stdoutFile);
		this.commands.add(child);
		await child.ended;
		this.commands.delete(child);
		return child;
	}

	private async spawn(
		args: string[],
		further: Record<string, string> = {},
		stdoutFile?: string,
	): Promise<Child> {
		mkdirSync(this.userFolder, { recursive: true });
		const env = { ...this.env, ...further, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
		const command = nodeCommand(this.script, args, nodeOf(this.n8nFolder));
		const take = (text: string) => {
			this.output += text;
		};
		return new Child(command, env, take, stdoutFile);
	}

	private packageFolder(name: string): string {
		return join(this.userFolder, '.n8n', 'nodes', 'node_modules', name);
	}

	private removeUserFolder(): void {
		if (this.isTemporary) rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

/**
 * Else a visitor lands on the invitation to n8n's assistant instead of the list of workflows. Older
 * ones know no such.
 */
const withoutInvitation = { N8N_DISABLED_MODULES: 'instance-ai' };

/**
 * n8n's whole environment: local, calling nobody, with an owner, and without the pop-ups of a first
 * visit.
 */
function quietAndLocal(userFolder: string, port: number, url: string): Record<string, string> {
	const inherited = ['HOME', 'LANG', 'LC_ALL', 'TMPDIR'].flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value]];
	});
	return {
		...Object.fromEntries(inherited),
		PATH: pathWithThisNode(),
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
		GENERIC_TIMEZONE: 'Asia/Shanghai',
		N8N_SECURE_COOKIE: 'false',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: owner.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: owner.lastName,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: hashSync(owner.password, 10),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		// "Community nodes" asks the registry for updates by npm, which without internet would try for
		// over a minute.
		npm_config_fetch_retries: '0',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_PYTHON_ENABLED: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		// The result of `execute` is written by the logger.
		N8N_LOG_LEVEL: 'info',
		N8N_LOG_OUTPUT: 'console',
		NO_COLOR: '1',
	};
}

/** Since 2.0 n8n publishes a version of a workflow; before that a workflow was active or not. */
const publishesVersions = (stored: object): boolean => 'activeVersionId' in stored;

async function untilReady(child: Child, url: string): Promise<void> {
	const isReady = async () => {
		const answer = await axios
			.get(`${url}/healthz/readiness`, { timeout: 2_000, validateStatus: () => true })
			.catch(() => null);
		return answer?.status === 200;
	};
	for (const deadline = Date.now() + readyWithinMs; !(await isReady()); await sleep(200)) {
		if (!child.isRunning)
			throw new Error(`n8n ended while it was starting:\n${tail(child.output)}`);
		if (Date.now() > deadline) {
			await child.stop();
			throw new Error(`n8n was not ready after ${readyWithinMs / 1000} s:\n${tail(child.output)}`);
		}
	}
}

/**
 * Whether a type is a node of a package, and not the tool for AI agents that n8n derives from it.
 */
function isOwnNode(type: string, packageName: string): boolean {
	return type.startsWith(`${packageName}.`) && !type.endsWith('Tool');
}

/** An id as n8n makes them: of a workflow with a longer one it silently saves no static data. */
function newId(): string {
	return randomBytes(8).toString('hex');
}

/**
 * A port that nothing listens on at this moment. Below those that systems give away by themselves:
 * one of these may be somebody else's by the time that n8n wants it.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(10_000, 32_000);
		const isFree = await new Promise<boolean>((resolve) => {
			const server = createServer();
			server.once('error', () => resolve(false));
			server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
		});
		if (isFree) return port;
	}
}

/** An axios error without the request, the cookie and the sockets that hang on it. */
function inOneSentence(error: unknown): string {
	if (!axios.isAxiosError(error)) return String(error);
	const { config, response, message } = error;
	const request = `${config?.method?.toUpperCase() ?? 'GET'} ${config?.url ?? ''}`;
	if (!response) return `${request}: ${message}`;
	const said = z.looseObject({ message: z.string() }).safeParse(response.data);
	return `${request} was answered ${response.status}${said.success ? `: ${said.data.message}` : ''}`;
}

function readJson(path: string): unknown {
	return JSON.parse(readFileSync(path, 'utf8'));
}

function tail(text: string): string {
	return text
		.trimEnd()
		.split('\n')
		.slice(-25)
		.map((line) => `  ${line}`)
		.join('\n');
}
