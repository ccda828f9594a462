/** `npm run schemas`: writes the output previews anew, from real runs of the built package. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { committedPreviews, inRepository, previewsOf, textOf } from './files';
import { takeSamples } from './samples';
import { unfilled } from './schemaOf';

async function main(): Promise<void> {
	const previews = previewsOf(await takeSamples());
	for (const file of committedPreviews()) if (!previews.has(file)) rmSync(inRepository(file));
	for (const [file, schema] of previews) {
		mkdirSync(dirname(inRepository(file)), { recursive: true });
		writeFileSync(inRepository(file), textOf(schema));
		const empty = unfilled(schema);
		process.stdout.write(
			`${file}${empty.length > 0 ? `  never filled: ${empty.join(', ')}` : ''}\n`,
		);
	}
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exit(1);
	},
);
