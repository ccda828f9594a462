import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/v4';
import { npmCommand, root } from './paths';

const packedSchema = z.tuple([z.looseObject({ filename: z.string() })]);

/**
 * Builds the package (unless told that it is built) and packs it, as publishing would, into a new
 * temporary folder, which is the caller's to remove. Returns the tarball.
 */
export async function packPackage({ build = true, folder = root } = {}): Promise<string> {
	if (build) await npm(['run', 'build'], folder);
	const target = mkdtempSync(join(tmpdir(), 'n8n-juhe-pack-'));
	const output = await npm(
		['pack', '--json', '--ignore-scripts', '--pack-destination', target],
		folder,
	);
	const [{ filename }] = packedSchema.parse(JSON.parse(output));
	return join(target, filename);
}

/**
 * Runs npm and gives what it wrote to standard output; if it fails, all it wrote is in the error.
 */
async function npm(args: string[], folder: string): Promise<string> {
	const { command, args: all, env } = npmCommand(args);
	try {
		const { stdout } = await promisify(execFile)(command, all, {
			cwd: folder,
			env,
			maxBuffer: 64 * 1024 * 1024,
		});
		return stdout;
	} catch (error) {
		const written = z.looseObject({ stdout: z.string(), stderr: z.string() }).safeParse(error);
		const said = written.success
			? `${written.data.stdout}\n${written.data.stderr}`.trim()
			: String(error);
		throw new Error(`"npm ${args.join(' ')}" failed:\n${said}`);
	}
}
