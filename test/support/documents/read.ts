import { readPdf } from '../../../src/files/pdf';
import type { PdfContents } from '../../../src/files/pdf';
import { readOfdPages as ofdPageSteps } from '../../../src/files/ofdPages';
import type { PageText } from '../../../src/files/pageText';
import { listZip } from '../../../src/files/zip';
import { FileFailure } from '../../../src/lib/fileFailure';
import { atOneGo } from '../../../src/lib/unhurried';
import {
	readOfd as ofdSteps,
	readPdfContents as pdfSteps,
} from '../../../src/receipts/sources/document';
import { readOfdData as ofdDataSteps } from '../../../src/receipts/sources/invoiceData';
import { readPages as pageSteps } from '../../../src/receipts/sources/page';
import { toInvoice } from '../../../src/receipts/toInvoice';
import type { Invoice, ReceiptContent } from '../../../src/receipts/types';

/** What the node reads step by step, at one go. */

export const readOfd = (...given: Parameters<typeof ofdSteps>) => atOneGo(ofdSteps(...given));
export const readOfdData = (...given: Parameters<typeof ofdDataSteps>) =>
	atOneGo(ofdDataSteps(...given));
export const readOfdPages = (...given: Parameters<typeof ofdPageSteps>) =>
	atOneGo(ofdPageSteps(...given));
export const readPages = (...given: Parameters<typeof pageSteps>) => atOneGo(pageSteps(...given));
export const readPdfContents = (...given: Parameters<typeof pdfSteps>) =>
	atOneGo(pdfSteps(...given));

/** Reading as the node does it, with its failures thrown. */

const noPause = async () => {};

function unlessFailed<Value>(value: Value | FileFailure): Value {
	if (value instanceof FileFailure) throw value;
	return value;
}

export const pdfContents = async (bytes: Uint8Array): Promise<PdfContents> =>
	unlessFailed(await readPdf(bytes, noPause));

export const pdfFailure = async (bytes: Uint8Array): Promise<FileFailure | null> => {
	const read = await readPdf(bytes, noPause);
	return read instanceof FileFailure ? read : null;
};

export const pdfReceipt = async (bytes: Uint8Array): Promise<ReceiptContent | FileFailure> =>
	readPages((await pdfContents(bytes)).pages, 'PDF');

export function ofdPages(bytes: Uint8Array): PageText[] {
	return unlessFailed(readOfdPages(unlessFailed(listZip(bytes)) ?? []));
}

export const invoiceOf = (content: ReceiptContent | FileFailure): Invoice =>
	toInvoice(unlessFailed(content), { vatRate: 9, maskPersonalData: false });

/** What an invoice says, without how it was come by. */
export const said = (invoice: Invoice): Partial<Invoice> =>
	Object.fromEntries(
		Object.entries(invoice).filter(
			([name]) => !['otherFields', 'warnings', 'summary', 'requestId'].includes(name),
		),
	);
