import type { PageText } from '../../files/pageText';
import type { FileFailure } from '../../lib/fileFailure';
import { shorten } from '../../lib/shorten';
import { isNormal } from '../business';
import { numberOf, ticketNumberOf } from '../duplicateKey';
import { receiptFields } from '../fields';
import { readEntries } from '../readEntries';
import { withTrainTotal } from '../trainAmounts';
import type { Category, ReceiptContent, ReceiptEntry, ReceiptFacts } from '../types';
import { isGarbled, pagesLeft, severalOn, titledOn } from './page';
import { isDoubtful, sheetsOf, textOf } from './pageLines';
import type { Line, PageReading } from './pageLines';

/**
 * Invoice data with what the pages beside it give reason to doubt: who looks at the file sees the
 * page, and books what the data says. What cannot be read of a page is no reason.
 * @param file what the file is called in messages: `PDF` or `OFD file`
 * @param hasPicture whether a page is a picture, which is not read here
 */
export function* besidePages(
	data: ReceiptContent,
	pages: PageText[],
	file: string,
	hasPicture = false,
): Generator<void, ReceiptContent | FileFailure, void> {
	const sheets = yield* sheetsOf(pages);
	const titles = titledOn(sheets);
	const titled = titles.map(({ kind, lines }) =>
		differences(data, kind.category, readingOf(kind.read(lines), lines), lines),
	);
	const others = titled.filter((each) => each.length > 0);
	const [first] = others;
	if (first && others.length < titled.length) return severalOn(file);
	const isShared = titles.some(
		({ lines }, index) => titles[index + 1]?.lines === lines && numbersOn(lines).length > 1,
	);
	if (isShared) return severalOn(file);
	const left = pagesLeft(sheets, data.entries, file, hasPicture);
	const contradiction = first && {
		code: 'pageContradictsData',
		message: `The page of this ${file} does not say what the data in it says: ${first.join('; ')}.`,
		suggestion: 'Do not pay it out before you know why: it may have been altered or mixed up.',
	};
	const doubts = [...(data.doubts ?? []), ...(contradiction ? [contradiction] : []), ...left];
	return { ...data, doubts };
}

/** What tells one receipt from another. */
const telling = ['invoiceNumber', 'ticketNumber', 'passengerName', 'total', 'buyerTaxId'] as const;

/** What a page says otherwise than the data, in words. */
function differences(
	data: ReceiptContent,
	category: Category,
	entries: ReceiptEntry[],
	lines: Line[],
): string[] {
	if (category !== data.category) return [`it is that of a ${category}`];
	const said = factsOf(data);
	const shown = factsOf({
		category,
		readFrom: 'page',
		entries,
		requestId: null,
	});
	const ofReceipt = telling.map((field): Told => {
		const one = comparable(said, field);
		const other =
			comparable(shown, field) ?? (field === 'invoiceNumber' ? numberOn(lines, one) : null);
		const isSame = one !== null && other !== null && isAlike(one, other);
		return { label: receiptFields[field].label, said: [one], shown: isSame ? one : other };
	});
	const all = [
		...ofReceipt,
		...business(said, shown, entries),
		...status(said, shown),
		...journey(said, shown),
	];
	return all.flatMap(({ label, said: either, shown: other }) => {
		const [one] = either.filter((each) => each !== null);
		if (one === undefined || other === null || either.includes(other)) return [];
		return `${label} ${shorten(other, 40)} instead of ${shorten(one, 40)}`;
	});
}

/** One thing as the data says it, of several journeys each, and as a page shows it. */
interface Told {
	label: string;
	said: Array<string | null>;
	shown: string | null;
}

/** A page that bears no mark is no page of a sale for that. */
function business(said: ReceiptFacts, shown: ReceiptFacts, entries: ReceiptEntry[]): Told[] {
	const isMarked = entries.some(({ field }) => field === 'business');
	const { label } = receiptFields.business;
	return isMarked ? [{ label, said: [said.business], shown: shown.business }] : [];
}

/** There are several words for what is not in force. */
function status(said: ReceiptFacts, shown: ReceiptFacts): Told[] {
	const isSame = isNormal(said.status ?? '') === isNormal(shown.status ?? '');
	const { label } = receiptFields.status;
	return isSame ? [] : [{ label, said: [said.status], shown: shown.status }];
}

/** The first journey of a page, which is one of the data's. */
function journey(said: ReceiptFacts, { segments: [first] }: ReceiptFacts): Told[] {
	if (!first) return [];
	const isTrain = 'trainNo' in first;
	// Where the airline has a place of its own, a flight's number may do without it.
	const number = (segment: typeof first) =>
		(isTrain
			? numberOf(segment)
			: numberOf(segment)?.replace(/^[A-Z\d]{2}(?=\d{3,4}[A-Z]?$)/, '')) ?? null;
	return [
		{
			label: isTrain ? 'train' : 'flight',
			said: said.segments.map(number),
			shown: number(first),
		},
		{ label: 'date', said: said.segments.map(({ date }) => date), shown: first.date },
	];
}

function factsOf(content: ReceiptContent): ReceiptFacts {
	const { facts } = readEntries(content);
	return facts.category === 'train' ? withTrainTotal(facts) : facts;
}

function comparable(facts: ReceiptFacts, field: (typeof telling)[number]): string | null {
	// Whether a reversal has a minus is a matter of the form.
	if (field === 'total') return facts.total === null ? null : Math.abs(facts.total).toFixed(2);
	if (field === 'ticketNumber') return ticketNumberOf(facts) ?? null;
	return facts[field]?.normalize('NFKC').replace(/\s/g, '').toUpperCase() ?? null;
}

/** A long name may be cut off on one of them, and a title stand behind it. */
const isAlike = (one: string, other: string) =>
	one === other || (!/^[\d.-]+$/.test(one) && (one.startsWith(other) || other.startsWith(one)));

/** A number of 20 digits that stands on a page, where that of the data does not. */
function numberOn(lines: Line[], mine: string | null): string | null {
	const numbers = numbersOn(lines);
	return mine !== null && numbers.includes(mine) ? null : (numbers[0] ?? null);
}

function numbersOn(lines: Line[]): string[] {
	const numbers = lines.flatMap(
		({ signs }) =>
			textOf(signs)
				.normalize('NFKC')
				.match(/(?<!\d)\d{20}(?!\d)/g) ?? [],
	);
	return [...new Set(numbers)];
}

/** What was read of a page, as far as its characters can be right. */
function readingOf(reading: PageReading, lines: Line[]): ReceiptEntry[] {
	const entries = 'missing' in reading ? (reading.found ?? []) : reading.entries;
	const unlikely = 'missing' in reading ? [] : reading.unlikely;
	const areWordsWrong = isGarbled(lines);
	return entries.filter(
		({ name, field, value }) =>
			!isDoubtful(value) &&
			!unlikely.includes(name) &&
			!(areWordsWrong && field === 'passengerName'),
	);
}
