import { sleep } from 'n8n-workflow';

import { classify } from '../../src/files/classify';
import { listZip } from '../../src/files/zip';
import type { ZipEntry } from '../../src/files/zip';
import { FileFailure } from '../../src/lib/fileFailure';
import { quoted, shorten } from '../../src/lib/shorten';
import { unhurried } from '../../src/lib/unhurried';
import { inspect } from '../../src/pictures';
import type { Inspection } from '../../src/pictures';
import { readOfd, readPdfContents } from '../../src/receipts/sources/document';
import { readXmlData } from '../../src/receipts/sources/invoiceData';
import type { ReceiptContent } from '../../src/receipts/types';
import { maxFileBytes } from './fileSize';
import { gatekeep } from './gatekeep';
import type { SourceFile } from './sources';

/**
 * A picture for Juhe; sizes are its own, but for `fileBytes` and `mimeType`, which are those of
 * the file it was in.
 */
export interface OpenedPicture {
	bytes: Uint8Array;
	inspection: Inspection;
	fileBytes: number;
	mimeType: string;
	/** What was done to get it. */
	changes: string[];
}

/** What is in a file. */
export type Opened =
	| { kind: 'receipt'; content: ReceiptContent; bytes: number; mimeType: string }
	| { kind: 'picture'; picture: OpenedPicture }
	/** `release` forgets the archive, which is loaded again for what is still read of it. */
	| { kind: 'files'; files: SourceFile[]; release: () => void }
	| { kind: 'skipped'; reason: string };

const mimeTypes = {
	ofd: 'application/ofd',
	pdf: 'application/pdf',
	xml: 'application/xml',
} as const;

/**
 * Says what is in a file, by its content; documents are read, pictures are not. Nothing is sent
 * anywhere.
 * @throws FileFailure, ParameterError where it cannot be read
 */
export async function openFile(file: SourceFile): Promise<Opened> {
	const bytes = await file.load();
	const admitted = await gatekeep(bytes, file.underWildcard);
	if (admitted instanceof FileFailure) throw admitted;
	if (admitted.kind === 'skipped') return admitted;
	if (admitted.kind === 'picture') {
		const { inspection } = admitted;
		const { mimeType } = inspection;
		const picture = { bytes, inspection, fileBytes: bytes.length, mimeType, changes: [] };
		return { kind: 'picture', picture };
	}
	const { document } = admitted;
	if (document.kind === 'zip') return filesIn(file, document.entries);
	const found =
		document.kind === 'pdf'
			? await openPdf(bytes)
			: document.kind === 'ofd'
				? await unhurried(readOfd(document.entries), sleep)
				: readXmlData(bytes);
	if (found instanceof FileFailure) throw found;
	if ('inspection' in found) return { kind: 'picture', picture: found };
	return {
		kind: 'receipt',
		content: found,
		bytes: bytes.length,
		mimeType: mimeTypes[document.kind],
	};
}

/** Whether a file that lies in a PDF may be a receipt of its own. */
function isDocument(bytes: Uint8Array): boolean {
	const classified = classify(bytes);
	return !(classified instanceof FileFailure) && classified.kind !== 'xml';
}

/** Its invoice data, else the text of its page, else its one picture. */
async function openPdf(bytes: Uint8Array): Promise<ReceiptContent | OpenedPicture | FileFailure> {
	const { readPdf } = await import('../../src/files/pdf');
	const contents = await readPdf(bytes, sleep);
	if (contents instanceof FileFailure) return contents;
	const { embedded, pages, picture } = contents;
	const found = await unhurried(readPdfContents(embedded, pages, picture !== null), sleep);
	const carried = embedded.find(({ bytes: each }) => isDocument(each));
	const unopened = `files that are not opened, such as ${quoted(shorten(carried?.name ?? '', 80))}`;
	const suggestion = 'Save the files that are attached to the PDF, and attach them by themselves.';
	if (!(found instanceof FileFailure)) {
		if (!carried) return found;
		const message = `This PDF also carries ${unopened}.`;
		return {
			...found,
			doubts: [...(found.doubts ?? []), { code: 'filesInPdf', message, suggestion }],
		};
	}
	if (carried && picture === null && found.code !== 'pageUnproved') {
		return new FileFailure(
			'filesInPdf',
			`This PDF shows no receipt, but carries ${unopened}`,
			suggestion,
		);
	}
	// What little text a scan has (who scanned it, a page number) is not what it is about.
	if (picture === null || found.code === 'pageUnproved') return found;
	if (picture instanceof FileFailure) return picture;
	const inspection = inspect(picture.bytes);
	if (inspection === null) return found;
	if (inspection instanceof FileFailure) return inspection;
	const taken = `taken out of page ${picture.page} of the PDF`;
	return {
		bytes: picture.bytes,
		inspection,
		fileBytes: bytes.length,
		mimeType: mimeTypes.pdf,
		changes: [picture.isConverted ? `${taken} and turned into PNG` : taken],
	};
}

/**
 * How many files of a ZIP are looked at, how much of it is unpacked, and how deep one may lie in
 * another.
 */
const mostFiles = 200;
const mostUnpacked = 200_000_000;
const deepest = 2;

/** What systems put into archives besides what somebody packed. */
const leftovers = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * The files in a ZIP, each unpacked when its turn comes.
 * @throws FileFailure for one that holds more than a mail can
 */
function filesIn(outer: SourceFile, entries: ZipEntry[]): Extract<Opened, { kind: 'files' }> {
	const files = entries.filter(({ name }) => !/[\\/]$/.test(name) && !leftovers.test(name));
	const size = files.reduce((sum, entry) => sum + entry.size, 0);
	if (files.length === 0) {
		throw new FileFailure('archiveEmpty', 'This ZIP is empty', 'Ask whoever sent it.');
	}
	const depth = outer.depth + 1;
	if (depth > deepest || files.length > mostFiles || size > mostUnpacked) {
		const why =
			depth > deepest
				? 'lies in a ZIP that lies in another'
				: files.length > mostFiles
					? `holds more than ${mostFiles} files`
					: `unpacks to more than ${mostUnpacked / 1_000_000} MB`;
		throw new FileFailure(
			'archiveTooBig',
			`This ZIP ${why}, and is not opened`,
			'Unpack it and attach the receipts in it.',
		);
	}
	let held: ZipEntry[] | null = entries;
	const inside = files.map((entry): SourceFile => {
		const at = entries.indexOf(entry);
		return {
			property: outer.property,
			fileName: `${outer.fileName ?? 'archive.zip'}/${entry.name}`,
			// What lies beside a receipt in an archive is skipped as what is attached beside it is.
			underWildcard: true,
			depth,
			load: async () => {
				await sleep(0);
				const all = held ?? listZip(await outer.load());
				return await unpacked(all?.[at]);
			},
		};
	});
	return { kind: 'files', files: inside, release: () => (held = null) };
}

/** @throws FileFailure */
async function unpacked(entry: ZipEntry | undefined): Promise<Uint8Array> {
	if (!entry) throw locked('is not there any more');
	if (entry.size > maxFileBytes) throw locked('is too big to be unpacked');
	const bytes = await unhurried(entry.unpackSteps(), sleep);
	if (bytes === 'encrypted') throw locked('is protected with a password');
	if (bytes === 'packing') throw locked('is packed in a way that cannot be opened here');
	if (bytes === 'damaged') throw locked('is damaged');
	return bytes;
}

function locked(what: string): FileFailure {
	return new FileFailure(
		'archiveLocked',
		`This file in a ZIP ${what}`,
		'Unpack it and attach it by itself.',
	);
}
