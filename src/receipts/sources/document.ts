import { readOfdPages } from '../../files/ofdPages';
import type { PageText } from '../../files/pageText';
import type { ZipEntry } from '../../files/zip';
import { FileFailure } from '../../lib/fileFailure';
import type { ReceiptContent } from '../types';
import { noInvoiceData, onlyOf, readOfdData, readXmlData, severalReceipts } from './invoiceData';
import { readPages } from './page';

/** A receipt in an OFD: its invoice data, else what its page says; or why there is none. */
export function readOfd(entries: ZipEntry[]): ReceiptContent | FileFailure {
	const data = readOfdData(entries);
	if (!(data instanceof FileFailure) || data.code !== noInvoiceData) return data;
	const pages = readOfdPages(entries);
	return pages instanceof FileFailure ? pages : readPages(pages, 'OFD file');
}

/**
 * A receipt in a PDF, likewise: invoice data is told by its content, whatever the name of the file
 * that is embedded.
 */
export function readPdfContents(
	embedded: ReadonlyArray<{ bytes: Uint8Array }>,
	pages: PageText[],
): ReceiptContent | FileFailure {
	const read = embedded.map(({ bytes }) => readXmlData(bytes, 'PDF'));
	const several = read.find((each) => each instanceof FileFailure && each.code === severalReceipts);
	if (several) return several;
	const contents = read.filter((each): each is ReceiptContent => !(each instanceof FileFailure));
	return contents.length > 0 ? onlyOf(contents, 'PDF') : readPages(pages, 'PDF');
}
