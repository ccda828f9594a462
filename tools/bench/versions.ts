import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { root } from '../n8n/paths';

/** The version of a package that this repository has installed. */
export function versionOf(name: string): string {
	const manifest = join(root, 'node_modules', name, 'package.json');
	return z.looseObject({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')))
		.version;
}
