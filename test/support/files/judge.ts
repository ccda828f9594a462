import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { sleep } from 'n8n-workflow';
import type { Admitted, gatekeep } from '../../../nodes/FlightInvoiceOcr/gatekeep';
import type { FileFailure } from '../../../src/lib/fileFailure';
import type { readOfdData, readXmlData } from '../../../src/receipts/sources/invoiceData';
import type { toInvoice } from '../../../src/receipts/toInvoice';
import type { pictureLimits } from '../../../src/juhe/flightInvoiceOcr/limits';
import type { preparePicture } from '../../../src/pictures';

/**
 * A process of its own, so that its memory can be measured and a crash be seen: takes every file through gatekeeper and preparation or
 * the reader of digital itineraries, and says what became of it, a line of JSON each. Arguments: the bundle of what is
 * published, the folder of the files, their number.
 */

/** What became of a file. */
export interface Judgement {
	number: number;
	verdict: Verdict;
	underWildcard: Verdict;
	/** Of a picture that was prepared; its bytes are beside the file, with the ending `.prepared`. */
	prepared: { width: number; height: number; mimeType: string; changes: string[] } | null;
	/** Why a picture or document was refused after the gatekeeper. */
	refusal: string | null;
	invoiceNumber: string | null;
	/** The whole invoice as text. */
	invoice: string | null;
	/** An error that nobody foresaw. */
	crash: string | null;
	milliseconds: number;
	/** The most memory that the process ever had, in MB. */
	peakMegabytes: number;
	/** Connections tried so far. */
	connections: number;
}

/** What is said of a file before it is read, as data. */
interface Verdict {
	verdict: 'picture' | 'document' | 'skipped' | 'refused';
	reason?: string;
	advice?: string;
}

const isFailure = (result: object): result is FileFailure => 'advice' in result;

/** As the node takes it: what cannot be read is refused where it was named, and skipped under a wildcard. */
function verdictOf(admitted: Admitted, underWildcard: boolean): Verdict {
	if (!isFailure(admitted)) {
		return { verdict: admitted.kind, ...('reason' in admitted ? { reason: admitted.reason } : {}) };
	}
	const { reason, advice, sentences } = admitted;
	return underWildcard
		? { verdict: 'skipped', reason: sentences }
		: { verdict: 'refused', reason: `${reason}.`, advice };
}

interface Published {
	gatekeep: typeof gatekeep;
	pictureLimits: typeof pictureLimits;
	preparePicture: typeof preparePicture;
	readOfdData: typeof readOfdData;
	readXmlData: typeof readXmlData;
	toInvoice: typeof toInvoice;
}

let connections = 0;
function refuseConnection(): never {
	connections += 1;
	throw new Error('There is no network here');
}
Socket.prototype.connect = refuseConnection;

const [bundle = '', folder = '', count = ''] = process.argv.slice(2);

/** The most memory that this process ever had. Linux knows; what rusage says there includes the process that started this one. */
function peakMegabytes(): number {
	const kilobytes = existsSync('/proc/self/status')
		? Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
		: process.resourceUsage().maxRSS;
	return Math.round(kilobytes / 1024);
}

async function judge(published: Published, number: number): Promise<Judgement> {
	const bytes = new Uint8Array(readFileSync(join(folder, String(number))));
	const start = performance.now();
	const admitted = await published.gatekeep(bytes, false);
	const judgement: Judgement = {
		number,
		verdict: verdictOf(admitted, false),
		underWildcard: verdictOf(await published.gatekeep(bytes, true), true),
		prepared: null,
		refusal: null,
		invoiceNumber: null,
		invoice: null,
		crash: null,
		milliseconds: 0,
		peakMegabytes: 0,
		connections: 0,
	};
	try {
		if (!isFailure(admitted) && admitted.kind === 'picture') {
			const { bytes: sent, ...prepared } = await published.preparePicture(
				bytes,
				admitted.inspection,
				published.pictureLimits,
				sleep,
			);
			writeFileSync(join(folder, `${number}.prepared`), sent);
			judgement.prepared = prepared;
		} else if (!isFailure(admitted) && admitted.kind === 'document') {
			const { document } = admitted;
			const content =
				document.kind === 'ofd'
					? published.readOfdData(document.entries)
					: published.readXmlData(bytes);
			if (isFailure(content)) judgement.refusal = content.sentences;
			else {
				const invoice = published.toInvoice(content, { vatRate: 9, maskPersonalData: false });
				judgement.invoiceNumber = invoice.invoiceNumber;
				judgement.invoice = JSON.stringify(invoice);
			}
		}
	} catch (error) {
		if (error instanceof Error && isFailure(error)) judgement.refusal = error.sentences;
		else judgement.crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
	}
	return {
		...judgement,
		milliseconds: Math.round(performance.now() - start),
		peakMegabytes: peakMegabytes(),
		connections,
	};
}

async function main(): Promise<void> {
	const published = (await import(bundle)) as Published;
	for (let number = 0; number < Number(count); number++)
		process.stdout.write(`${JSON.stringify(await judge(published, number))}\n`);
}

void main();
