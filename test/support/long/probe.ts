/**
 * Loaded into the n8n that a long run watches (`node --require`). Tells whoever asks at
 * LONG_PROBE_PORT what memory n8n holds: as it is, or at `/collected` once the collector has run.
 */
import { createServer } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** n8n's commands and its task runner load this as well. */
if (process.argv[2] === 'start') watch(Number(process.env.LONG_PROBE_PORT));

function watch(port: number): void {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const server = createServer((request, response) => {
		void (async () => {
			// What finalizers let go is found by the second round.
			for (let round = 0; round < 2 && request.url === '/collected'; round++) {
				collect();
				await nextTurn();
			}
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(process.memoryUsage()));
		})();
	});
	server.listen(port, '127.0.0.1').unref();
}
