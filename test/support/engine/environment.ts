/**
 * What must be so before n8n-core is loaded, and the doors into n8n-core that it does not export
 * itself. Import this file before anything that imports n8n-core.
 */
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

/**
 * A user folder of our own, n8n's defaults for everything else, and no proxy between a test and
 * 127.0.0.1.
 */
for (const name of Object.keys(process.env)) {
	if (/^N8N_(?!JUHE_)/.test(name) || /^(https?|all|no)_proxy$/i.test(name))
		delete process.env[name];
}
export const userFolder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'a key for tests, which encrypt nothing';
process.env.N8N_LOG_LEVEL = 'debug';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
const removeUserFolder = () => rmSync(userFolder, { recursive: true, force: true });
if (typeof afterAll === 'function') afterAll(removeUserFolder);
else process.on('exit', removeUserFolder);

const fromHere = createRequire(__filename);
const fromCore = createRequire(fromHere.resolve('n8n-core'));

type Token<T> = abstract new (...parameters: never[]) => T;

/**
 * n8n-core's own dependency injection container: the copy of `@n8n/di` at the top of node_modules
 * is another one.
 */
export const Container = (fromCore('@n8n/di') as { Container: { get<T>(token: Token<T>): T } })
	.Container;

interface InternalLogger {
	clear(): InternalLogger;
	add(transport: unknown): InternalLogger;
}
const common = fromCore('@n8n/backend-common') as {
	Logger: Token<{ getInternalLogger(): InternalLogger }>;
};
const winston = createRequire(fromCore.resolve('@n8n/backend-common'))('winston') as {
	transports: { Stream: new (options: { stream: Writable; format: unknown }) => unknown };
	format: { json(): unknown };
};

const lines: string[] = [];
const sink = new Writable({
	write(chunk: Buffer, _encoding, done) {
		lines.push(chunk.toString('utf8'));
		done();
	},
});
Container.get(common.Logger)
	.getInternalLogger()
	.clear()
	.add(new winston.transports.Stream({ stream: sink, format: winston.format.json() }));

/**
 * Everything n8n-core and the nodes have logged so far, from level `debug` up, a JSON object a
 * line.
 */
export const log = {
	text: () => lines.join(''),
	clear: () => {
		lines.length = 0;
	},
};
