import { readOfdPages } from '../../files/ofdPages';
import type { PageText } from '../../files/pageText';
import type { ZipEntry } from '../../files/zip';
import { FileFailure } from '../../lib/fileFailure';
import type { ReceiptContent } from '../types';
import { noInvoiceData, onlyOf, readOfdData, readXmlData, severalReceipts } from './invoiceData';
import { besidePages } from './besidePages';
import { readPages } from './page';

/** A receipt in an OFD: its invoice data, else what its page says; or why there is none. */
export function readOfd(entries: ZipEntry[]): ReceiptContent | FileFailure {
	const data = readOfdData(entries);
	if (data instanceof FileFailure && data.code !== noInvoiceData) return data;
	const pages = readOfdPages(entries);
	if (!(data instanceof FileFailure))
		return pages instanceof FileFailure ? data : besidePages(data, pages, 'OFD file');
	return pages instanceof FileFailure ? pages : readPages(pages, 'OFD file');
}

/**
 * A receipt in a PDF, likewise: invoice data is told by its content, whatever the name of the file
 * that is embedded.
 * @param hasPicture whether a page is a picture in the place of text
 */
export function readPdfContents(
	embedded: ReadonlyArray<{ bytes: Uint8Array }>,
	pages: PageText[],
	hasPicture: boolean,
): ReceiptContent | FileFailure {
	const read = embedded.map(({ bytes }) => readXmlData(bytes, 'PDF'));
	const several = read.find((each) => each instanceof FileFailure && each.code === severalReceipts);
	if (several) return several;
	const contents = read.filter((each): each is ReceiptContent => !(each instanceof FileFailure));
	if (contents.length === 0) return readPages(pages, 'PDF', hasPicture);
	const data = onlyOf(contents, 'PDF');
	return data instanceof FileFailure ? data : besidePages(data, pages, 'PDF', hasPicture);
}
