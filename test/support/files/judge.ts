import { readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Opened, openFile } from '../../../nodes/FlightInvoiceOcr/openFile';
import type { FileFailure } from '../../../src/lib/fileFailure';
import type { toInvoice } from '../../../src/receipts/toInvoice';
import type { pictureLimits } from '../../../src/juhe/flightInvoiceOcr/limits';
import type { preparePicture } from '../../../src/pictures';
import { forgetPeak, megabytes } from '../memory';
import { measureStretches } from '../stretches';

/**
 * A process of its own, so that its memory can be measured and a crash be seen: opens every file,
 * prepares what is a picture, and says what became of it, a line of JSON each. Arguments: the
 * bundle of what is published, the folder of the files, their numbers with commas between, and how
 * many are in work at the same time.
 */

/** What became of a file. */
export interface Judgement {
	number: number;
	verdict: Verdict;
	underWildcard: Verdict;
	/**
	 * Of a picture that was prepared; its bytes are beside the file, with the ending `.prepared`.
	 */
	prepared: { width: number; height: number; mimeType: string; changes: string[] } | null;
	/** Why a picture or document was refused after the gatekeeper. */
	refusal: string | null;
	invoiceNumber: string | null;
	/** The whole invoice as text. */
	invoice: string | null;
	/** An error that nobody foresaw. */
	crash: string | null;
	/**
	 * All of it, in milliseconds of processor time: how busy the machine is with other things does
	 * not count.
	 */
	processorMilliseconds: number;
	/** How long its preparation kept others waiting at most, in milliseconds of processor time. */
	longestStretch: number;
	/**
	 * The most memory that the process had meanwhile, beyond what it had before the first file, in
	 * MB. Where several files are in work at the same time: the most that it ever had.
	 */
	peakMegabytes: number;
	/** Connections tried so far. */
	connections: number;
}

/** What is said of a file before anything is sent, as data. */
interface Verdict {
	verdict: Opened['kind'] | 'refused';
	reason?: string;
}

interface Published {
	openFile: typeof openFile;
	pictureLimits: typeof pictureLimits;
	preparePicture: typeof preparePicture;
	toInvoice: typeof toInvoice;
}

const isFailure = (error: unknown): error is FileFailure =>
	error instanceof Error && error.name === 'FileFailure';

/** What the node opens, or why it cannot. */
async function opened(
	{ openFile: open }: Published,
	bytes: Uint8Array,
	underWildcard: boolean,
): Promise<Opened | FileFailure> {
	const load = async () => await Promise.resolve(bytes);
	const file = { property: null, fileName: 'file', underWildcard, depth: 0, load };
	return await open(file).catch((error: unknown) => {
		if (isFailure(error)) return error;
		throw error;
	});
}

/**
 * As the node takes it: what cannot be read is refused where it was named, and skipped under a
 * wildcard.
 */
function verdictOf(found: Opened | FileFailure, underWildcard: boolean): Verdict {
	if (isFailure(found))
		return { verdict: underWildcard ? 'skipped' : 'refused', reason: found.sentences };
	return { verdict: found.kind, ...('reason' in found ? { reason: found.reason } : {}) };
}

let connections = 0;
function refuseConnection(): never {
	connections += 1;
	throw new Error('There is no network here');
}
Socket.prototype.connect = refuseConnection;

const [bundle = '', folder = '', list = '', concurrency = '1'] = process.argv.slice(2);

async function judge(
	published: Published,
	number: number,
	idleMegabytes: number,
): Promise<Judgement> {
	const bytes: Uint8Array = readFileSync(join(folder, String(number)));
	const start = process.cpuUsage();
	const judgement: Judgement = {
		number,
		verdict: { verdict: 'refused' },
		underWildcard: { verdict: 'refused' },
		prepared: null,
		refusal: null,
		invoiceNumber: null,
		invoice: null,
		crash: null,
		processorMilliseconds: 0,
		longestStretch: 0,
		peakMegabytes: 0,
		connections: 0,
	};
	try {
		const found = await opened(published, bytes, false);
		judgement.verdict = verdictOf(found, false);
		judgement.underWildcard = verdictOf(await opened(published, bytes, true), true);
		if (!isFailure(found) && found.kind === 'picture') {
			const { inspection } = found.picture;
			const { result, longest } = await measureStretches(
				async (sleep) =>
					await published.preparePicture(
						found.picture.bytes,
						inspection,
						published.pictureLimits,
						sleep,
					),
			);
			const { bytes: sent, ...prepared } = result;
			judgement.longestStretch = longest;
			writeFileSync(join(folder, `${number}.prepared`), sent);
			judgement.prepared = prepared;
		} else if (!isFailure(found) && found.kind === 'receipt') {
			const options = { vatRate: 9, maskPersonalData: false };
			const invoice = published.toInvoice(found.content, options);
			judgement.invoiceNumber = invoice.invoiceNumber;
			judgement.invoice = JSON.stringify(invoice);
		} else if (!isFailure(found) && found.kind === 'files')
			judgement.refusal = `A ZIP with ${found.files.length} files`;
	} catch (error) {
		if (error instanceof Error && isFailure(error)) judgement.refusal = error.sentences;
		else judgement.crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
	}
	const { user, system } = process.cpuUsage(start);
	return {
		...judgement,
		processorMilliseconds: Math.round((user + system) / 1000),
		peakMegabytes: megabytes('VmHWM') - idleMegabytes,
		connections,
	};
}

async function main(): Promise<void> {
	const published = (await import(bundle)) as Published;
	const idle = megabytes('VmRSS');
	const numbers = list.split(',').map(Number).values();
	const worker = async () => {
		for (const number of numbers) {
			// Several files at the same time are measured together.
			if (concurrency === '1') forgetPeak();
			process.stdout.write(`${JSON.stringify(await judge(published, number, idle))}\n`);
		}
	};
	await Promise.all(Array.from({ length: Number(concurrency) }, worker));
}

void main();
