import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readPdf } from '../../../src/files/pdf';
import { FileFailure } from '../../../src/lib/fileFailure';
import { readPages } from '../../../src/receipts/sources/page';

/**
 * A process of its own, so that its memory can be measured: reads every file of a folder, and says
 * what became of it, a line of JSON each. Arguments: the folder, and how many files are in it, by
 * their numbers.
 */
export interface PdfJudgement {
	/** The code of its failure, or `read`. */
	outcome: string;
	/** The sentence of its failure. */
	reason: string;
	milliseconds: number;
	/** The longest that nobody else could work. */
	longestBlock: number;
	/** The most memory that the process ever had. */
	peakMegabytes: number;
}

async function judge(bytes: Uint8Array): Promise<PdfJudgement> {
	const start = performance.now();
	let [since, longestBlock] = [start, 0];
	const breathe = () => {
		longestBlock = Math.max(longestBlock, performance.now() - since);
	};
	const contents = await readPdf(bytes, async () => {
		breathe();
		await new Promise((resolve) => setImmediate(resolve));
		since = performance.now();
	});
	const receipt = contents instanceof FileFailure ? contents : readPages(contents.pages, 'PDF');
	breathe();
	const failed = receipt instanceof FileFailure ? receipt : null;
	return {
		outcome: failed?.code ?? 'read',
		reason: failed?.reason ?? '',
		milliseconds: Math.round(performance.now() - start),
		longestBlock: Math.round(longestBlock),
		peakMegabytes: Math.round(
			Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024,
		),
	};
}

async function main(): Promise<void> {
	const [folder = '', count = ''] = process.argv.slice(2);
	for (let number = 0; number < Number(count); number++) {
		const judgement = await judge(new Uint8Array(readFileSync(join(folder, String(number)))));
		process.stdout.write(`${JSON.stringify(judgement)}\n`);
	}
}

void main();
