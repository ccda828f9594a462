import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readPdf } from '../../../src/files/pdf';
import { FileFailure } from '../../../src/lib/fileFailure';
import { measureStretches } from '../stretches';
import { readPages } from './read';

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
	/** Of the processor: how busy the machine is with other things does not count. */
	processorMilliseconds: number;
	/** How long it kept others waiting at most, in milliseconds of processor time. */
	longestStretch: number;
	/** The most memory that the process had meanwhile. */
	peakMegabytes: number;
}

async function judge(bytes: Uint8Array): Promise<PdfJudgement> {
	let processorMilliseconds = 0;
	const { result: failed, longest } = await measureStretches(async (sleep) => {
		const before = process.cpuUsage();
		const contents = await readPdf(bytes, sleep);
		const receipt = contents instanceof FileFailure ? contents : readPages(contents.pages, 'PDF');
		const { user, system } = process.cpuUsage(before);
		processorMilliseconds = Math.round((user + system) / 1000);
		return receipt instanceof FileFailure ? receipt : null;
	});
	return {
		outcome: failed?.code ?? 'read',
		reason: failed?.reason ?? '',
		processorMilliseconds,
		longestStretch: longest,
		peakMegabytes: Math.round(
			Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024,
		),
	};
}

async function main(): Promise<void> {
	const [folder = '', count = ''] = process.argv.slice(2);
	for (let number = 0; number < Number(count); number++) {
		const bytes = new Uint8Array(readFileSync(join(folder, String(number))));
		// What files before it left behind is not this one's.
		globalThis.gc?.();
		// Linux: from now on the peak (VmHWM) is counted anew (man 5 proc).
		writeFileSync('/proc/self/clear_refs', '5');
		const judgement = await judge(bytes);
		process.stdout.write(`${JSON.stringify(judgement)}\n`);
	}
}

void main();
