/** `npm run stations`: writes src/stations/table.ts anew, from the two tables beside this file. */
import { writeFileSync } from 'node:fs';
import { generatedFile, tablePath } from './generate';

writeFileSync(tablePath, generatedFile());
process.stdout.write(`${tablePath}\n`);
