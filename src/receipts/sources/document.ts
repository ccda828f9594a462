import { readOfdPages } from '../../files/ofdPages';
import type { PageText } from '../../files/pageText';
import type { ZipEntry } from '../../files/zip';
import { FileFailure } from '../../lib/fileFailure';
import type { ReceiptContent } from '../types';
import { noInvoiceData, onlyOf, readOfdData, readXmlData, severalReceipts } from './invoiceData';
import { besidePages } from './besidePages';
import { readPages } from './page';

/**
 * A receipt in an OFD: its invoice data, else what its page says; or why there is none. Others may
 * work in between.
 */
export function* readOfd(entries: ZipEntry[]): Generator<void, ReceiptContent | FileFailure, void> {
	const data = yield* readOfdData(entries);
	if (data instanceof FileFailure && data.code === severalReceipts) return data;
	const pages = yield* readOfdPages(entries);
	if (!(data instanceof FileFailure))
		return pages instanceof FileFailure ? data : yield* besidePages(data, pages, 'OFD file');
	const page = pages instanceof FileFailure ? pages : yield* readPages(pages, 'OFD file');
	return page instanceof FileFailure && data.code !== noInvoiceData ? data : page;
}

/**
 * A receipt in a PDF, likewise: invoice data is told by its content, whatever the name of the file
 * that is embedded.
 * @param hasPicture whether a page is a picture in the place of text
 */
export function* readPdfContents(
	embedded: ReadonlyArray<{ bytes: Uint8Array }>,
	pages: PageText[],
	hasPicture: boolean,
): Generator<void, ReceiptContent | FileFailure, void> {
	const read: Array<ReceiptContent | FileFailure> = [];
	for (const { bytes } of embedded) {
		read.push(readXmlData(bytes, 'PDF'));
		yield;
	}
	const several = read.find((each) => each instanceof FileFailure && each.code === severalReceipts);
	if (several) return several;
	const contents = read.filter((each): each is ReceiptContent => !(each instanceof FileFailure));
	if (contents.length === 0) return yield* readPages(pages, 'PDF', hasPicture);
	const data = onlyOf(contents, 'PDF');
	return data instanceof FileFailure ? data : yield* besidePages(data, pages, 'PDF', hasPicture);
}
