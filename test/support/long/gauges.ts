/** What a running n8n holds: in memory, in its database, in its folder, and in its log. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import { freePort, type N8n } from '../../../tools/n8n/n8n';

const usageSchema = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });

/** Bytes of memory. */
export interface Live {
	/** What the process occupies. */
	rss: number;
	/** What is reachable: objects, and buffers beside them. */
	live: number;
}

/** What a picture that is being read holds for a moment does not count: the least of so many. */
const looks = 2;
const betweenLooksMs = 1_000;

/** The memory of one n8n process. */
export class MemoryGauge {
	private constructor(private readonly port: number) {}

	static async onFreePort(): Promise<MemoryGauge> {
		return new MemoryGauge(await freePort());
	}

	/** What n8n must be started with. */
	get env(): Record<string, string> {
		return {
			NODE_OPTIONS: `--require=${join(__dirname, 'probe.ts')}`,
			LONG_PROBE_PORT: String(this.port),
		};
	}

	/** What the process occupies now. */
	async rss(): Promise<number> {
		return (await this.usage('/')).rss;
	}

	/** What n8n cannot do without, once the collector has run. */
	async live(): Promise<Live> {
		const usages = [];
		for (let look = 0; look < looks; look++) {
			if (look > 0) await sleep(betweenLooksMs);
			usages.push(await this.usage('/collected'));
		}
		return {
			rss: Math.min(...usages.map(({ rss }) => rss)),
			live: Math.min(...usages.map(({ heapUsed, external }) => heapUsed + external)),
		};
	}

	private async usage(path: string): Promise<z.infer<typeof usageSchema>> {
		return usageSchema.parse(await (await fetch(`http://127.0.0.1:${this.port}${path}`)).json());
	}
}

/** What n8n stores, and says. */
export interface Stored {
	/** Entries that n8n's store of processed items keeps, by workflow. */
	entries: Record<string, number>;
	/** Bytes of all rows of that store. */
	rememberedBytes: number;
	/** Bytes of the workflows' static data. */
	staticBytes: number;
	/** Those that n8n has not marked to be removed. */
	executions: number;
	/** Bytes of the database and its write-ahead log. */
	databaseBytes: number;
	/** Bytes of everything else in n8n's folder: files of executions, n8n's own event log. */
	fileBytes: number;
	/** Lines that n8n has written since it was started. */
	logLines: number;
}

const rememberedSchema = z.array(z.object({ workflowId: z.string(), value: z.string() }));
const entriesSchema = z.looseObject({ data: z.array(z.unknown()) });
const numberSchema = z.object({ number: z.number().nullable() });

export function storedBy(n8n: N8n): Stored {
	const folder = join(n8n.userFolder, '.n8n');
	const database = new DatabaseSync(join(folder, 'database.sqlite'), {
		readOnly: true,
		timeout: 10_000,
	});
	try {
		const number = (query: string) => numberSchema.parse(database.prepare(query).get()).number ?? 0;
		const remembered = rememberedSchema.parse(
			database.prepare('SELECT workflowId, value FROM processed_data').all(),
		);
		const entries: Record<string, number> = {};
		for (const { workflowId, value } of remembered) {
			const { data } = entriesSchema.parse(JSON.parse(value));
			entries[workflowId] = (entries[workflowId] ?? 0) + data.length;
		}
		return {
			entries,
			rememberedBytes: remembered.reduce((sum, { value }) => sum + value.length, 0),
			staticBytes: number('SELECT sum(length(staticData)) AS number FROM workflow_entity'),
			executions: number('SELECT count(*) AS number FROM execution_entity WHERE deletedAt IS NULL'),
			...sizesIn(folder),
			logLines: n8n.output.split('\n').length - 1,
		};
	} finally {
		database.close();
	}
}

function sizesIn(folder: string): Pick<Stored, 'databaseBytes' | 'fileBytes'> {
	const sizes = { databaseBytes: 0, fileBytes: 0 };
	for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		// The installed package.
		if (name.startsWith('nodes')) continue;
		// n8n removes files meanwhile.
		const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
		if (!stat?.isFile()) continue;
		sizes[name.startsWith('database.sqlite') ? 'databaseBytes' : 'fileBytes'] += stat.size;
	}
	return sizes;
}
