import { buildSync, type BuildOptions } from 'esbuild';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Judgement } from './judge';

const root = join(__dirname, '../../..');

/** What the child imports: the published code, bundled as it is published. */
function bundle(folder: string): string {
	const { bundling } = jest.requireActual<{ bundling: BuildOptions }>(
		'../../../tools/build/bundling',
	);
	const outfile = join(folder, 'published.js');
	buildSync({
		...bundling,
		stdin: {
			contents:
				"export { openFile } from './nodes/FlightInvoiceOcr/openFile';export { preparePicture } from './src/pictures';export { pictureLimits } from './src/juhe/flightInvoiceOcr/limits';export { toInvoice } from './src/receipts/toInvoice';",
			resolveDir: root,
		},
		outfile,
	});
	return outfile;
}

/**
 * What becomes of the files of a folder, which are called by their numbers, in a process of their
 * own (judge.ts); and what that process ended with, if it did not live to the end.
 */
export async function judgeFiles(
	folder: string,
	numbers: number[],
	concurrency = 1,
): Promise<{ judgements: Judgement[]; failure: string | null }> {
	let failure: string | null = null;
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			// Only where files are judged one by one: together they are as n8n would have them.
			...(concurrency === 1 ? ['--expose-gc'] : []),
			'--import',
			'tsx',
			join(__dirname, 'judge.ts'),
			bundle(folder),
			folder,
			numbers.join(','),
			String(concurrency),
		],
		{ cwd: root, maxBuffer: 64 * 1024 * 1024 },
	).catch((error: { stdout: string; message: string }) => {
		failure = error.message;
		return error;
	});
	const judgements = stdout
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Judgement);
	return { judgements, failure };
}
