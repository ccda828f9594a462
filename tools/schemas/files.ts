/**
 * The previews as files: `nodes/<Node>/__schema__/v1.0.0/<resource>/<operation>.json`, where n8n
 * looks for them.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../n8n/paths';
import { type Schema, schemaOf } from './schemaOf';
import type { Sample } from './samples';

/** By file, relative to the repository. */
export function previewsOf(samples: Sample[]): Map<string, Schema> {
	return new Map(
		samples.map(({ node, path, items }) => [
			`nodes/${node}/__schema__/${path}.json`,
			schemaOf(items),
		]),
	);
}

/** As n8n writes its own, with the version of the form. */
export function textOf(schema: Schema): string {
	return `${JSON.stringify({ ...schema, version: 1 }, null, '\t')}\n`;
}

/** The previews that the repository holds, whether they belong there or not. */
export function committedPreviews(): string[] {
	return globSync('nodes/*/__schema__/**/*.json', { cwd: root }).map((file) =>
		file.replaceAll('\\', '/'),
	);
}

export const inRepository = (file: string): string => join(root, file);
