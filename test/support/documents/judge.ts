import { readFileSync } from 'node:fs';

import { readPdf } from '../../../src/files/pdf';
import { FileFailure } from '../../../src/lib/fileFailure';
import { megabytes } from '../memory';
import { measureStretches } from '../stretches';
import { readPages } from './read';

/**
 * A process of its own, so that its memory can be measured: reads the PDF whose path is its
 * argument, and says what became of it, as JSON.
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
	/** The most memory that the process ever had. */
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
		peakMegabytes: megabytes('VmHWM'),
	};
}

async function main(): Promise<void> {
	const [path = ''] = process.argv.slice(2);
	process.stdout.write(JSON.stringify(await judge(new Uint8Array(readFileSync(path)))));
}

void main();
