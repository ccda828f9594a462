import { embeddedFiles } from './attachments';
import type { EmbeddedFile } from './attachments';
import { ContentReader } from './content';
import { PdfDocument, PdfLocked, PdfMisplaced } from './document';
import { PdfTooMuch } from './objects';
import { drawPage, listPages } from './pages';
import { unhurried } from '../../lib/unhurried';
import type { Sleep } from '../../lib/unhurried';
import { FileFailure } from '../../lib/fileFailure';
import { uprightText } from '../pageText';
import type { PageText, PlacedGlyph } from '../pageText';
import { scansOn, takeScan, withoutCovered } from './scan';
import type { PdfPicture } from './scan';
import type { DrawnPage } from './pages';
import type { PlacedPicture } from './content';

export interface PdfContents {
	/** Files that it carries, whatever their names. */
	embedded: EmbeddedFile[];
	/** The text of its pages. */
	pages: PageText[];
	/**
	 * The one picture that it has in the place of text; why it cannot be had; null where there is
	 * none.
	 */
	picture: PdfPicture | FileFailure | null;
}

export type { EmbeddedFile, PdfPicture };

const largestFile = 32_000_000;

/**
 * What is in a PDF that a receipt may be in: its attached files, the text of its pages. Nothing in
 * it is executed. Others may work in between; a file that cannot be read is a FileFailure.
 * @param sleep lets others work, for so many milliseconds
 */
export async function readPdf(bytes: Uint8Array, sleep: Sleep): Promise<PdfContents | FileFailure> {
	if (bytes.length > largestFile) {
		return tooMuch('it has more than 32 MB');
	}
	return await readAll(bytes, sleep, false);
}

/** @param isRebuilt whether its tables are not to be trusted */
async function readAll(
	bytes: Uint8Array,
	sleep: Sleep,
	isRebuilt: boolean,
): Promise<PdfContents | FileFailure> {
	try {
		return await unhurried(steps(bytes, isRebuilt), sleep);
	} catch (error) {
		if (error instanceof PdfMisplaced) return await readAll(bytes, sleep, true);
		if (error instanceof PdfLocked) {
			return new FileFailure(
				'pdfLocked',
				'This PDF opens only with a password',
				'Save or print it as a PDF without a password, or attach the OFD or XML that came with it.',
			);
		}
		if (error instanceof PdfTooMuch) return tooMuch(error.message);
		return new FileFailure(
			'pdfDamaged',
			'This PDF is damaged, and what is left of it cannot be read',
			'Download it again from where it came from, or attach the OFD or XML that came with it.',
		);
	}
}

function tooMuch(what: string): FileFailure {
	return new FileFailure(
		'pdfTooMuch',
		`This PDF was left unread, because ${what}`,
		'Attach the receipt alone, as it came.',
	);
}

function* steps(bytes: Uint8Array, isRebuilt: boolean): Generator<void, PdfContents, void> {
	const document = yield* isRebuilt ? PdfDocument.rebuilt(bytes) : PdfDocument.open(bytes);
	yield;
	const embedded = yield* embeddedFiles(document);
	yield;
	const reader = new ContentReader(document);
	const pages: PageText[] = [];
	const scanned: Array<{ page: DrawnPage; scans: PlacedPicture[] }> = [];
	for (const each of listPages(document)) {
		const page = withoutCovered(yield* drawPage(document, reader, each));
		const scans = scansOn(document, page);
		scanned.push({ page, scans });
		// What text recognition laid over a scan may be misread.
		const isText = ({ isInvisible }: PlacedGlyph) => scans.length === 0 || !isInvisible;
		pages.push(uprightText(page.glyphs.filter(isText), page.box));
		yield;
	}
	return { embedded, pages, picture: yield* takeScan(document, scanned) };
}
