import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** The repository's root. */
export const root = join(__dirname, '..', '..');

/** A path as a reader of a message should see it: from where they stand, when that is shorter. */
export function forReaders(path: string): string {
	const fromHere = relative(process.cwd(), path);
	return fromHere && fromHere.length < path.length ? fromHere : path;
}

/** Ends with a sentence for the user unless this process runs on a Node.js that n8n can use. */
export function requireNode24(): void {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= 24) return;
	throw new Error(
		`This needs Node.js 24 and runs on ${process.version}. Start it with "npm run …" after "npm ci": that brings a Node.js 24 of its own.`,
	);
}

/**
 * How to run npm: the very npm that started us, under this Node.js; else the one on the PATH. Its
 * children find this Node.js first on their PATH, whichever the machine has.
 */
export function npmCommand(args: string[]): {
	command: string;
	args: string[];
	env: NodeJS.ProcessEnv;
} {
	// What an outer `npm run` says about its own package is not for this one.
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^npm_(?!config_)|^npm_config_local_prefix$/.test(name),
	);
	const env = { ...Object.fromEntries(inherited), PATH: pathWithThisNode() };
	const cli = process.env.npm_execpath;
	if (cli && /^npm-cli\.c?js$/.test(basename(cli)) && existsSync(cli)) {
		return { command: process.execPath, args: [cli, ...args], env };
	}
	return { command: 'npm', args, env };
}

/** The PATH with the folder of the running `node` in front. */
export function pathWithThisNode(): string {
	return `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
}
