/**
 * A process of n8n-core that executes workflows on command, until it is killed. Its first argument
 * is the package's folder.
 */
import type { Engine } from '../engine';
import { createEngine } from '../engine';
import { shortenTimeouts } from '../nodes/timeouts';
import type { Rows } from '../engine/deduplication';
import type { Command, Outcome, Report, RowQuestion, RunCommand } from './workers';

const stops = new Map<number, AbortController>();
const report = (message: Report) => process.send?.(message);

const questions = new Map<number, (reply: Command & { kind: 'row' }) => void>();
let lastQuestion = 0;

/** Asks the table that all workers share. */
async function ask(
	kind: RowQuestion['kind'],
	key: string,
	entries: string[],
): Promise<string[] | null> {
	const id = ++lastQuestion;
	const reply = await new Promise<Command & { kind: 'row' }>((tell) => {
		questions.set(id, tell);
		report({ kind, id, key, entries });
	});
	questions.delete(id);
	if (reply.failed) throw new Error('UNIQUE constraint failed');
	return reply.entries;
}

const sharedRows: Rows = {
	read: async (key) => await ask('read', key, []),
	insert: async (key, entries) => void (await ask('insert', key, entries)),
	update: async (key, entries) => void (await ask('update', key, entries)),
};

async function execute(engine: Engine, command: RunCommand): Promise<Outcome> {
	const { id, nodes, items, baseUrl, workflowId, timeout } = command;
	const stop = new AbortController();
	stops.set(id, stop);
	const restore = timeout && shortenTimeouts(timeout.urlPrefix, timeout.milliseconds);
	try {
		const run = await engine.execute(
			{
				...engine.workflow(
					items.map((json) => ({ json })),
					...nodes,
				),
				id: workflowId,
			},
			{
				credentials: { juheApi: { trainGrabKey: 'sandbox-train-grab-key', baseUrl } },
				signal: stop.signal,
				mode: 'trigger',
			},
		);
		const { error } = run;
		return {
			status: run.status,
			error: error ? `${error.message} | ${error.description ?? ''}` : null,
			output: Object.fromEntries(nodes.map(({ name }) => [name, run.json(name)])),
		};
	} finally {
		restore?.();
		stops.delete(id);
		engine.clearLog();
	}
}

async function main(): Promise<void> {
	const [packageRoot = ''] = process.argv.slice(2);
	const engine = await createEngine({ packageRoot });
	engine.deduplication.rows = sharedRows;
	process.on('message', (command: Command) => {
		if (command.kind === 'stop') return stops.get(command.id)?.abort();
		if (command.kind === 'row') return questions.get(command.id)?.(command);
		void execute(engine, command)
			.catch((error: unknown): Outcome => ({ status: 'crashed', error: String(error), output: {} }))
			.then((outcome) => report({ kind: 'ended', id: command.id, outcome }));
	});
	process.on('disconnect', () => process.exit());
	report({ kind: 'ready' });
}

void main();
