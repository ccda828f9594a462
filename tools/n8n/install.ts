import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	closeSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod/v4';
import { lock } from './lock';
import { forReaders, npmCommand, requireNode24 } from './paths';
import { Reporter } from './reporter';

const versions = join(__dirname, 'versions');
const lockFileSchema = z.object({
	packages: z.record(
		z.string(),
		z.object({ os: z.array(z.string()).optional(), cpu: z.array(z.string()).optional() }),
	),
});
const manifestSchema = z.object({
	name: z.string(),
	dependencies: z.object({ n8n: z.string() }),
});

/** The version of n8n that demo and tests run, the newest that can be installed. */
export const n8nVersion = '2.41.1';

/**
 * All versions that can be installed here, oldest first; each brings the Node.js that it asks for,
 * if not ours.
 */
export const n8nVersions = readdirSync(versions).sort((left, right) =>
	left.localeCompare(right, 'en', { numeric: true }),
);

/**
 * Where n8n is installed: `tools/n8n/versions/…`, or the folder that N8N_JUHE_N8N_DIR names, and
 * others beside it for other versions. Several clones may share one such folder; whoever needs it
 * first installs it.
 */
export function n8nFolder(version = n8nVersion): string {
	const shared = process.env.N8N_JUHE_N8N_DIR;
	if (!shared) return sourceOf(version);
	return version === n8nVersion ? resolve(shared) : `${resolve(shared)}-${version}`;
}

/** The folder that says what is to be installed. */
function sourceOf(version: string): string {
	const { dependencies } = manifestSchema.parse(
		JSON.parse(readFileSync(join(versions, version, 'package.json'), 'utf8')),
	);
	if (dependencies.n8n !== version) throw new Error(`${version} is not what its folder installs`);
	return join(versions, version);
}

/** The Node.js of an installed n8n: its own where it asks for another than ours. */
export function nodeOf(folder: string): string {
	const own = join(folder, 'node_modules', 'node', 'bin', 'node');
	return existsSync(own) ? own : process.execPath;
}

/**
 * Makes sure that n8n is installed, completely and in the pinned version, and returns its folder.
 * Takes minutes the first time, and nothing after that. Processes that ask at once wait for the one
 * that installs.
 */
export async function ensureN8n(
	reporter = new Reporter(process.stderr),
	version = n8nVersion,
): Promise<string> {
	requireNode24();
	const folder = n8nFolder(version);
	if (isReady(folder, version)) return folder;
	mkdirSync(folder, { recursive: true });
	const release = await lock(
		join(folder, 'installing.lock'),
		() => isReady(folder, version),
		() =>
			reporter.line(
				`Another process is installing n8n into ${forReaders(folder)}; waiting for it.`,
			),
	);
	if (!release) return folder;
	try {
		await install(folder, version, reporter);
		return folder;
	} finally {
		release();
	}
}

/**
 * Says what the marker of a complete installation must hold: another version or another lock file
 * is another n8n.
 */
function expectedMarker(version: string): string {
	const lockFile = readFileSync(join(sourceOf(version), 'package-lock.json'));
	return `n8n ${version}, lock file ${createHash('sha256').update(lockFile).digest('hex')}\n`;
}

function markerPath(folder: string): string {
	return join(folder, 'node_modules', '.complete');
}

function isReady(folder: string, version: string): boolean {
	const marker = markerPath(folder);
	return existsSync(marker) && readFileSync(marker, 'utf8') === expectedMarker(version);
}

async function install(folder: string, version: string, reporter: Reporter): Promise<void> {
	if (folder !== sourceOf(version)) copyManifest(folder, version);
	const log = join(folder, 'install.log');
	writeFileSync(log, '');
	reporter.line(
		`n8n ${version} is being installed into ${forReaders(folder)}: about 2.8 GB, some minutes, only this once.`,
	);
	const packages = packagesForThisMachine(folder);
	const unpacked = () =>
		packages.filter((path) => existsSync(join(folder, path, 'package.json'))).length;
	try {
		// Only these have anything to build or fetch: no other script of 2,000 packages is run, with
		// any version of npm.
		await reporter.during(
			'Downloading and unpacking n8n',
			async () => await runNpm(['ci', '--ignore-scripts'], folder, log),
			() => `${unpacked()} of about ${packages.length} packages`,
		);
		await reporter.during(
			'Compiling sqlite3 for n8n',
			async () => await runNpm(['rebuild', 'sqlite3', ...ownNode(folder)], folder, log),
		);
	} catch (error) {
		throw new Error(
			[
				`n8n ${version} could not be installed: ${error instanceof Error ? error.message : String(error)}`,
				`What npm said is in ${forReaders(log)}; its last lines:`,
				...readFileSync(log, 'utf8')
					.trimEnd()
					.split('\n')
					.slice(-8)
					.map((line) => `  ${line}`),
				'It needs the npm registry, 4 GB of free disk, and python3, make and g++ (to compile sqlite3). Then run the same command again.',
			].join('\n'),
		);
	}
	writeFileSync(markerPath(folder), expectedMarker(version));
}

/**
 * Puts what says which n8n is meant into a folder that several clones share; never into one that is
 * something else's.
 */
function copyManifest(folder: string, version: string): void {
	const manifest = join(folder, 'package.json');
	const name = existsSync(manifest)
		? z.object({ name: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).name
		: undefined;
	if (name !== undefined && name !== 'n8n-for-demo-and-tests') {
		throw new Error(
			`N8N_JUHE_N8N_DIR names the folder of "${name}": give n8n an empty folder of its own.`,
		);
	}
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		copyFileSync(join(sourceOf(version), file), join(folder, file));
	}
}

/**
 * The package that brings a Node.js, where this n8n asks for another than ours: its binary comes by
 * a script.
 */
const ownNode = (folder: string): string[] =>
	existsSync(join(folder, 'node_modules', 'node')) ? ['node'] : [];

/** The folders that npm will fill, by the lock file. */
function packagesForThisMachine(folder: string): string[] {
	const { packages } = lockFileSchema.parse(
		JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')),
	);
	const fits = (wanted: string[] | undefined, is: string) => !wanted || wanted.includes(is);
	return Object.entries(packages)
		.filter(([path, { os, cpu }]) => path && fits(os, process.platform) && fits(cpu, process.arch))
		.map(([path]) => path);
}

/**
 * The headers of the very Node.js we run on, which its npm package brings: then node-gyp downloads
 * none.
 */
function nodeHeaders(): NodeJS.ProcessEnv {
	const home = dirname(dirname(process.execPath));
	const candidates = [
		home,
		join(home, 'node_modules', `node-${process.platform}-${process.arch}`),
		join(dirname(home), `node-${process.platform}-${process.arch}`),
	];
	const found = candidates.find((path) => existsSync(join(path, 'include', 'node', 'node_api.h')));
	return found ? { npm_config_nodedir: found } : {};
}

/** Runs npm in a folder, all it says going into the log. */
async function runNpm(args: string[], folder: string, log: string): Promise<void> {
	const { command, args: all, env } = npmCommand(args);
	const output = openSync(log, 'a');
	try {
		await new Promise<void>((resolve, reject) => {
			const child = spawn(command, all, {
				cwd: folder,
				env: { ...env, ...nodeHeaders() },
				stdio: ['ignore', output, output],
			});
			const stop = () => child.kill('SIGTERM');
			process.once('exit', stop);
			child.once('error', reject);
			child.once('close', (code, signal) => {
				process.off('exit', stop);
				if (code === 0) resolve();
				else
					reject(new Error(`"npm ${args.join(' ')}" ended with ${signal ?? `exit code ${code}`}`));
			});
		});
	} finally {
		closeSync(output);
	}
}
