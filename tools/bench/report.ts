import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod/v4';
import { n8nVersion } from '../n8n/install';
import { root } from '../n8n/paths';
import type { Kept } from './kept';
import { tellFigure, tellTarget } from './rows';

const document = join(root, 'docs/performance.md');
const queueDocument = 'reliability-queue.md';

/** Writes `docs/performance.md`. */
export async function writeReport(benchmarks: Kept[], names: string[]): Promise<void> {
	writeFileSync(document, await reportOf(benchmarks, names));
}

/** The page, in the repository's style. */
async function reportOf(benchmarks: Kept[], names: string[]): Promise<string> {
	const { name, version } = z
		.looseObject({ name: z.string(), version: z.string() })
		.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
	const [processor] = cpus();
	const machine = `${cpus().length} cores (${processor?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory`;
	const lines = [
		['What', 'Ours', 'Beside', 'Figure', 'Target', 'Note'],
		Array<string>(6).fill('---'),
		...benchmarks
			.flatMap(({ rows }) => rows)
			.map((row) => [
				row.subject,
				row.ours,
				row.peer ?? '',
				tellFigure(row.figure),
				tellTarget(row),
				row.note,
			]),
	].map((cells) => `| ${cells.join(' | ')} |`);
	const days = [...new Set(benchmarks.map(({ day }) => day))].sort().join(', ');
	const missing = names.filter((each) => !benchmarks.some(({ name: known }) => known === each));
	const queue = existsSync(join(root, 'docs', queueDocument))
		? `[${queueDocument}](${queueDocument})`
		: `\`docs/${queueDocument}\``;
	const text = `# Performance

Written by \`npm run bench\`, measured on ${days}: ${name} ${version} in n8n ${n8nVersion}, Node.js ${process.versions.node}, ${machine}.

A figure without a unit is a ratio, ours to that of what it ran beside, in turns, in one run. In brackets stand the lowest and the highest of its repeats; of pushes, the range that holds the ratio with a probability of 95 %.
Times and memory are those of this machine and say little about another: their targets are named, and not judged.

${lines.join('\n')}

\`npm run bench -- <name>\` measures one of ${names.map((each) => `\`${each}\``).join(', ')} anew; \`--quick\` shows in a short time that a benchmark works.
${missing.length === 0 ? '' : `Not measured on this machine: ${missing.join(', ')}.`}
The figures of several processes (queue mode) are written by \`npm run test:queue\` into ${queue}.
`;
	const style = await resolveConfig(document);
	return await format(text, { ...style, filepath: document });
}
