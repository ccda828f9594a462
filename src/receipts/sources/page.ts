import { FileFailure } from '../../lib/fileFailure';
import type { PageText } from '../../files/pageText';
import type { Category, InvoiceWarning, ReceiptContent, ReceiptEntry } from '../types';
import { flightTitle, readFlightPage } from './pageFlight';
import { bare, isDoubtful, sheetsOf } from './pageLines';
import type { Line, PageContent, PageReading } from './pageLines';
import { readTrainPage, trainTitle } from './pageTrain';

/** What is read here: how its title reads, and what it is called. */
interface Kind {
	category: Category;
	title: string;
	name: string;
	read(lines: Line[]): PageReading;
}

const kinds: readonly Kind[] = [
	{ category: 'flight', title: flightTitle, name: 'a flight itinerary', read: readFlightPage },
	{ category: 'train', title: trainTitle, name: 'a train e-ticket', read: readTrainPage },
];

/** A title on a page: of what, and the lines of that page. */
interface Titled {
	kind: Kind;
	lines: Line[];
	index: number;
}

/** The titles on all pages, in their order. */
export const titledOn = (sheets: Line[][]): Titled[] =>
	sheets.flatMap((lines, index) =>
		kinds.flatMap((kind) =>
			Array.from({ length: titlesOn(lines, kind.title) }, () => ({ kind, lines, index })),
		),
	);

/**
 * The receipt on the pages of a file, read by its labels. Nothing is guessed: what does not prove
 * itself is a FileFailure that says what is missing.
 * @param file what the file is called in messages: `PDF` or `OFD file`
 * @param hasPicture whether a page is a picture, which is not read here
 */
export function* readPages(
	pages: PageText[],
	file: string,
	hasPicture = false,
): Generator<void, ReceiptContent | FileFailure, void> {
	const sheets = yield* sheetsOf(pages);
	const all = sheets.flat();
	if (all.length === 0)
		return new FileFailure('pageEmpty', `This ${file} has no text`, otherForm(file));
	const [first, ...others] = titledOn(sheets);
	if (!first) return otherDocument(all, file);
	const { kind } = first;
	const reading = kind.read(first.lines);
	// A copy of the same receipt on another page is no second one.
	const isCopy = (other: Titled) =>
		!('missing' in reading) &&
		other.index !== first.index &&
		JSON.stringify(other.kind.read(other.lines)) === JSON.stringify(reading);
	if (!others.every(isCopy)) return severalOn(file);
	const whole =
		'missing' in reading && sheets.length > 1 ? kind.read(joined(sheets, pages)) : reading;
	if (!('missing' in whole)) {
		const { entries } = whole;
		const left = whole === reading ? pagesLeft(sheets, entries, file, hasPicture) : [];
		return {
			category: kind.category,
			readFrom: 'page',
			entries,
			requestId: null,
			doubts: [...doubtsOf(whole, all), ...left],
		};
	}
	return isGarbled(all)
		? garbled(file)
		: new FileFailure(
				'pageUnproved',
				`This ${file} is ${kind.name} whose page could not be read for certain: ${whole.missing}`,
				otherForm(file),
			);
}

export const severalOn = (file: string) =>
	new FileFailure(
		'severalReceipts',
		`This ${file} holds several itineraries or tickets`,
		'Attach one file each.',
	);

/** Fewer characters are the number of a page, or a greeting. */
const fewestOfDocument = 40;

/** A warning of pages that have no title and no number of the receipt that was read. */
export function pagesLeft(
	sheets: Line[][],
	entries: ReceiptEntry[],
	file: string,
	hasPicture: boolean,
): InvoiceWarning[] {
	const numbers = entries.flatMap(({ field, value }) =>
		field === 'invoiceNumber' || field === 'ticketNumber'
			? value.normalize('NFKC').replace(/[\s-]/g, '') || []
			: [],
	);
	const titled = new Set(titledOn(sheets).map(({ index }) => index));
	const left = sheets.flatMap((lines, index) => {
		const text = lines.map(({ signs }) => bare(signs)).join('\n');
		const isOther =
			!titled.has(index) &&
			text.length >= fewestOfDocument &&
			!isGarbled(lines) &&
			!numbers.some((number) => text.includes(number));
		return isOther ? `page ${index + 1}` : [];
	});
	const all = [...left, ...(hasPicture && titled.size > 0 ? ['a page that is a picture'] : [])];
	if (all.length === 0) return [];
	return [
		{
			code: 'pagesLeft',
			message: `There is more in this ${file}, which was not read: ${all.join(', ')}.`,
			suggestion: 'Look at it, and attach what is a receipt of its own as a file of its own.',
		},
	];
}

/** Pages below each other: a print may have cut one in two. */
function joined(sheets: Line[][], pages: PageText[]): Line[] {
	let above = 0;
	return sheets.flatMap((lines, index) => {
		const moved = lines.map((line) => ({
			...line,
			y: line.y + above,
			signs: line.signs.map((sign) => ({ ...sign, y: sign.y + above })),
		}));
		above += pages[index]?.height ?? 0;
		return moved;
	});
}

function doubtsOf(
	{ doubtful, unlikely, lacking, hasLeftover }: PageContent,
	lines: Line[],
): InvoiceWarning[] {
	const warnings: InvoiceWarning[] = [
		{
			code: 'readFromPage',
			message: 'This was read from the text of the page, because the file holds no invoice data.',
			suggestion: 'Compare the names and places with the document.',
		},
	];
	const warn = (code: string, message: string) => {
		warnings.push({
			code,
			message,
			suggestion: 'Compare all fields with the document, and fill in what is missing.',
		});
	};
	if (doubtful.length > 0 || isGarbled(lines)) {
		const left = doubtful.length > 0 ? `, so these were left out: ${doubtful.join(', ')}` : '';
		warn('pageTextDoubtful', `Not all characters on the page could be made out${left}.`);
	}
	if (unlikely.length > 0) {
		warn('pageValueUnlikely', `What stands there does not look like it: ${unlikely.join(', ')}.`);
	}
	if (lacking.length > 0) {
		warn('pageLabelsMissing', `Not found on the page: ${lacking.join(', ')}.`);
	}
	if (hasLeftover) {
		warn('pageTextLeft', 'On the page there is text that belongs to no label that is known.');
	}
	if (lines.some(({ signs }) => /仅供预览|预览件|样张|仅供参考/.test(bare(signs)))) {
		warnings.push({
			code: 'previewOnly',
			message: 'The page says that it is only a preview, not the invoice.',
			suggestion: 'Ask for the invoice itself.',
		});
	}
	return warnings;
}

const otherForm = (file: string) =>
	`Attach the ${file === 'PDF' ? 'OFD' : 'PDF'} or XML that came with it, or a screenshot of it (PNG or JPEG).`;

const titlesOn = (lines: Line[], title: string) =>
	lines.reduce((count, { signs }) => count + bare(signs).split(title).length - 1, 0);

/**
 * Whether there are characters that cannot be what is printed, more than a font's oddity or two.
 */
export function isGarbled(lines: Line[]): boolean {
	return lines.flatMap(({ signs }) => signs).filter(({ text }) => isDoubtful(text)).length >= 3;
}

function garbled(file: string): FileFailure {
	return new FileFailure(
		'pageFontsUnreadable',
		`The fonts in this ${file} do not say which characters their glyphs are`,
		otherForm(file),
	);
}

function otherDocument(lines: Line[], file: string): FileFailure {
	if (isGarbled(lines)) return garbled(file);
	const text = lines.map(({ signs }) => bare(signs)).join('\n');
	// Its title may be broken in two.
	if (/航空运输电子|铁路电子/.test(text) && /(?<!\d)\d{20}(?!\d)/.test(text)) {
		return new FileFailure(
			'pageUnproved',
			`This ${file} may be a flight itinerary or a train e-ticket, but its title was not found on one line`,
			otherForm(file),
		);
	}
	const isInvoice = lines.some(({ signs }) => /电子发票|增值税.*发票/.test(bare(signs)));
	return new FileFailure(
		'notAReceipt',
		isInvoice
			? `This ${file} is an electronic invoice of another kind, neither a flight itinerary nor a train e-ticket`
			: `This ${file} is neither a flight itinerary nor a train e-ticket`,
		'Send it another way: this node reads flight itineraries and train e-tickets only.',
	);
}
