import { FileFailure } from '../../lib/fileFailure';
import type { PageText } from '../../files/pageText';
import type { ReceiptContent } from '../types';
import { flightTitle, readFlightPage } from './pageFlight';
import { bare, isDoubtful, linesOf } from './pageLines';
import type { Line } from './pageLines';

/**
 * The receipt on the pages of a file, read by its labels. Nothing is guessed: what does not prove itself is a FileFailure
 * that says what is missing.
 * @param file what the file is called in messages: `PDF` or `OFD file`
 */
export function readPages(pages: PageText[], file: string): ReceiptContent | FileFailure {
	const texts = pages.map((page) => linesOf(page));
	const all = texts.flatMap((lines) => lines);
	if (all.length === 0) {
		return new FileFailure('pageEmpty', `This ${file} has no text`, otherForm);
	}
	const found = texts.filter((lines) => titles(lines) > 0);
	const [first] = found;
	if (!first) return otherDocument(all, file);
	if (found.length > 1 || titles(first) > 1) {
		return new FileFailure(
			'severalInvoices',
			`This ${file} holds several itineraries`,
			'Attach one file an itinerary.',
		);
	}
	const reading = readFlightPage(first);
	if ('missing' in reading) {
		return isGarbled(first)
			? garbled(file)
			: new FileFailure(
					'pageUnproved',
					`This ${file} is a flight itinerary whose page could not be read for certain: ${reading.missing}`,
					otherForm,
				);
	}
	return {
		category: 'flight',
		readFrom: 'page',
		entries: reading.entries,
		requestId: null,
		doubts: [
			{
				code: 'readFromPage',
				message: 'This was read from the text of the page, because the file holds no invoice data.',
				suggestion: 'Compare the names and places with the document; its amounts add up.',
			},
			...(reading.doubtful.length > 0
				? [
						{
							code: 'textUnreadable',
							message: `The fonts of the file do not say rightly what is printed, so these were left out: ${reading.doubtful.join(', ')}.`,
							suggestion: 'Fill them in from the document, and compare the other names and places.',
						},
					]
				: []),
		],
	};
}

const otherForm = 'Attach the OFD or XML that came with it, or a screenshot of it (PNG or JPEG).';

const titles = (lines: Line[]) =>
	lines.filter(({ signs }) => bare(signs).includes(flightTitle)).length;

/** Whether many of the characters cannot be what is printed. */
function isGarbled(lines: Line[]): boolean {
	const signs = lines.flatMap((line) => line.signs);
	const wrong = signs.filter(({ text }) => isDoubtful(text)).length;
	return wrong >= 3 && wrong / signs.length > 0.005;
}

function garbled(file: string): FileFailure {
	return new FileFailure(
		'pageFontsUnreadable',
		`The fonts in this ${file} do not say which characters their glyphs are`,
		otherForm,
	);
}

function otherDocument(lines: Line[], file: string): FileFailure {
	if (isGarbled(lines)) return garbled(file);
	return new FileFailure(
		'notAReceipt',
		`This ${file} is no flight itinerary and no train e-ticket`,
		'Send it another way: this node reads those two only.',
	);
}
