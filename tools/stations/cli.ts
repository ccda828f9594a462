/**
 * `npm run stations`: writes the published table of stations anew, from the tables beside this
 * file.
 */
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generate';

for (const [path, text] of generatedFiles()) {
	writeFileSync(path, text);
	process.stdout.write(`${path}\n`);
}
