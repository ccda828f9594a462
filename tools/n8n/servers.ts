/**
 * The database and the queue of an n8n that runs as several processes: Debian's, on ports of their
 * own.
 */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Child } from './children';
import { freePort } from './n8n';

const run = promisify(execFile);
const startsWithinMs = 30_000;
const user = 'n8n';

/** A server that is this process's own, and ends with it. */
interface Server {
	port: number;
	/** Stops it and removes what it has stored. */
	close(): Promise<void>;
}

/** A PostgreSQL with one empty database of one user, who needs no password. */
export interface Postgres extends Server {
	/** How n8n is told of it. */
	env: Record<string, string>;
	/** The rows that a query gives. */
	rows(query: string): Promise<unknown>;
}

export async function startRedis(): Promise<Server> {
	const program = '/usr/bin/redis-server';
	needs(program, 'redis-server');
	const port = await freePort();
	const settings = [
		'--port',
		String(port),
		'--bind',
		'127.0.0.1',
		'--save',
		'',
		'--appendonly',
		'no',
	];
	const child = new Child([...endWithUs('KILL'), program, ...settings], process.env);
	await untilItAnswers(child, async () => await listens(port));
	return { port, close: async () => await child.stop() };
}

export async function startPostgres(): Promise<Postgres> {
	const bin = await postgresPrograms();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-juhe-postgres-'));
	const owner = await postgresOwner();
	if (owner) await chown(folder, owner.uid, owner.gid);
	const asOwner = owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];
	const data = join(folder, 'data');
	await run('setpriv', [
		...[...asOwner, '--', join(bin, 'initdb'), '-D', data, '-U', user],
		...['--auth', 'trust', '--encoding', 'UTF8', '--no-instructions'],
	]);
	const port = await freePort();
	const child = new Child(
		[
			...[...endWithUs('INT', asOwner), join(bin, 'postgres'), '-D', data, '-p', String(port)],
			...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
			...['-c', 'max_connections=200'],
		],
		process.env,
	);
	const close = async () => {
		await child.stop();
		await rm(folder, { recursive: true, force: true });
	};
	const psql = async (database: string, query: string) => {
		const where = ['-h', '127.0.0.1', '-p', String(port), '-U', user, '-d', database];
		const { stdout } = await run(join(bin, 'psql'), [...where, '-qAtX', '-c', query], {
			maxBuffer: 1024 ** 3,
		});
		return stdout;
	};
	// It takes connections a moment before it takes queries.
	const isReady = async () => await psql('postgres', 'SELECT 1').then(Boolean, () => false);
	await untilItAnswers(child, isReady);
	await psql('postgres', `CREATE DATABASE ${user}`);
	return {
		port,
		close,
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: user,
			DB_POSTGRESDB_USER: user,
			DB_POSTGRESDB_PASSWORD: 'none-is-needed',
		},
		rows: async (query) =>
			JSON.parse(await psql(user, `SELECT coalesce(json_agg(t), '[]') FROM (${query}) t`)),
	};
}

/** PostgreSQL refuses to run as root; Debian makes a user for it. */
async function postgresOwner(): Promise<{ uid: number; gid: number } | null> {
	if (userInfo().uid !== 0) return null;
	const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}

/** Debian keeps each version's programs in a folder that is not on the PATH. */
async function postgresPrograms(): Promise<string> {
	const parent = '/usr/lib/postgresql';
	const versions = existsSync(parent) ? await readdir(parent) : [];
	const newest = versions.sort((left, right) => Number(left) - Number(right)).at(-1);
	const bin = join(parent, newest ?? '', 'bin');
	needs(join(bin, 'postgres'), 'postgresql');
	return bin;
}

/** The kernel sends the signal when this process is gone, however it went. */
const endWithUs = (signal: string, identity: string[] = []): string[] => [
	'/usr/bin/setpriv',
	...identity,
	`--pdeathsig=${signal}`,
	'--',
];

function needs(program: string, debianPackage: string): void {
	if (!existsSync(program))
		throw new Error(`There is no ${program}: install it with "apt-get install ${debianPackage}".`);
}

async function untilItAnswers(child: Child, answers: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + startsWithinMs; !(await answers()); await sleep(100)) {
		if (child.isRunning && Date.now() < end) continue;
		await child.stop();
		throw new Error(`The server did not start:\n${child.output}`);
	}
}

/** Whether something takes connections at a port of this machine. */
export async function listens(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const tell = (answer: boolean) => () => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', tell(true)).once('error', tell(false));
	});
}
