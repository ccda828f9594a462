/** n8n in queue mode: a server, webhook processors and workers on one Redis and one PostgreSQL. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createN8n, type Companion, type N8n } from './n8n';
import { packPackage } from './pack';
import { startPostgres, startRedis, type Postgres } from './servers';

export interface QueueSize {
	processors: number;
	workers: number;
	/** Executions that a worker runs at once. */
	concurrency: number;
	/** Further settings of all processes. */
	env?: Record<string, string>;
}

export interface Queue {
	/** The server: editor and REST. It takes no production webhooks. */
	main: N8n;
	processors: Companion[];
	workers: Companion[];
	database: Postgres;
	/** Ends a worker as a power cut would, and puts a new one into its place. */
	replaceWorker(index: number): Promise<void>;
	/**
	 * Changes how many workers there are; those that go end gracefully.
	 * @param concurrency executions that new ones run at once, if not as many as the others
	 */
	setWorkers(count: number, concurrency?: number): Promise<void>;
	close(): Promise<void>;
}

/** Starts everything, with the package that is built in all processes. */
export async function startQueue(size: QueueSize): Promise<Queue> {
	const undo: Array<() => Promise<void>> = [];
	const close = async () => {
		for (let next = undo.pop(); next; next = undo.pop()) await next();
	};
	let isStarted = false;
	try {
		const queue = await start(size, undo, close);
		isStarted = true;
		return queue;
	} finally {
		if (!isStarted) await close();
	}
}

async function start(
	{ processors, workers, concurrency, env }: QueueSize,
	undo: Array<() => Promise<void>>,
	close: () => Promise<void>,
): Promise<Queue> {
	const redis = await startRedis();
	undo.push(redis.close);
	const database = await startPostgres();
	undo.push(database.close);
	const main = await createN8n({
		env: {
			...database.env,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			N8N_ENCRYPTION_KEY: 'made-up-key-of-all-processes',
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			...env,
		},
	});
	undo.push(async () => await main.dispose());
	const tarball = await packPackage({ build: false });
	await main.installPackage(tarball);
	rmSync(dirname(tarball), { recursive: true });
	await main.start();
	const startWorker = async (atOnce = concurrency) =>
		await main.startBeside('worker', [`--concurrency=${atOnce}`]);
	const queue: Queue = {
		main,
		database,
		processors: [],
		workers: [],
		close,
		replaceWorker: async (index) => {
			await queue.workers[index]?.child.kill();
			queue.workers[index] = await startWorker();
		},
		setWorkers: async (count, atOnce) => {
			for (const { child } of queue.workers.splice(count)) await child.stop();
			while (queue.workers.length < count) queue.workers.push(await startWorker(atOnce));
		},
	};
	for (let index = 0; index < processors; index++)
		queue.processors.push(await main.startBeside('webhook'));
	await queue.setWorkers(workers);
	return queue;
}
