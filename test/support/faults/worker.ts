/** A process of n8n-core that executes workflows on command, until it is killed. Its first argument is the package's folder. */
import type { Engine } from '../engine';
import { createEngine } from '../engine';
import { shortenTimeouts } from '../nodes/timeouts';
import type { Command, Outcome, Report, RunCommand } from './workers';

const stops = new Map<number, AbortController>();
const report = (message: Report) => process.send?.(message);

async function execute(engine: Engine, command: RunCommand): Promise<Outcome> {
	const { id, nodes, items, baseUrl, timeout } = command;
	const stop = new AbortController();
	stops.set(id, stop);
	const restore = timeout && shortenTimeouts(timeout.urlPrefix, timeout.milliseconds);
	try {
		const run = await engine.execute(
			engine.workflow(
				items.map((json) => ({ json })),
				...nodes,
			),
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
	process.on('message', (command: Command) => {
		if (command.kind === 'stop') return stops.get(command.id)?.abort();
		void execute(engine, command)
			.catch((error: unknown): Outcome => ({ status: 'crashed', error: String(error), output: {} }))
			.then((outcome) => report({ kind: 'ended', id: command.id, outcome }));
	});
	process.on('disconnect', () => process.exit());
	report({ kind: 'ready' });
}

void main();
