import { parsePrintedAmount } from '../lib/money';
import { parsePrintedDay, parsePrintedTime } from '../lib/time';
import { asNumber } from '../lib/values';
import {
	businessFields,
	costFields,
	identityFields,
	receiptFields,
	segmentFields,
	supportingFields,
} from './fields';
import type { FieldKind } from './fields';
import { Notes } from './notes';
import { groupSegments } from './segments';
import type {
	Business,
	InvoiceWarning,
	ReceiptContent,
	ReceiptEntry,
	ReceiptFacts,
	ReceiptField,
	TripScope,
} from './types';

/**
 * Reads everything that a source says of a receipt. What could not be read is a warning, and stays
 * among the other fields as it came.
 */
export function readEntries(content: ReceiptContent): {
	facts: ReceiptFacts;
	warnings: InvoiceWarning[];
} {
	const { category, readFrom, requestId } = content;
	const entries = content.entries.map(withoutDashes);
	const notes = new Notes();
	const currency = currencyOf(entries);
	const context = { notes, currency, issueDate: issueDateOf(entries) };
	const ofSegments: FieldList = segmentFields[category];
	const once = (fields: FieldList) =>
		readFields(fields, (field) => theOne(entries, field, fields, notes), context);
	const grouped = groupSegments(entries, category);
	const facts: Record<string, unknown> = {
		...once(identityFields),
		category,
		segments: grouped.segments.map((segment: Partial<Record<string, ReceiptEntry>>) =>
			readFields(ofSegments, (field) => segment[field] ?? null, context),
		),
		currency,
		...once(costFields),
		...once(businessFields),
		...once(supportingFields),
		readFrom,
		requestId,
	};
	grouped.left.forEach((entry) => notes.uncertain(entry));
	grouped.uneven.forEach((field) => notes.unevenField(ofSegments[field]?.label ?? field));
	entries.forEach((entry) => {
		const fields = { ...receiptFields, ...ofSegments };
		const hasPlace = entry.field !== null && Object.hasOwn(fields, entry.field);
		if (!hasPlace || Object.hasOwn(supportingFields, entry.field ?? '')) notes.keep(entry);
	});
	// The lists of fields say which values there are, and the type follows from the same lists.
	const read = { ...facts, business: facts['business'] ?? 'sale' } as unknown as ReceiptFacts;
	return { facts: { ...read, otherFields: notes.otherFields() }, warnings: notes.warnings() };
}

/**
 * Dashes and stars, where a form has nothing to print, say nothing; but stars for a rate say that
 * there is none.
 */
function withoutDashes(entry: ReceiptEntry): ReceiptEntry {
	const isStruckOut = entry.field === 'taxRate' && entry.value.includes('*');
	const saysNothing =
		entry.field !== null && !isStruckOut && /^[\p{Pd}\u2212_/\\*~～.\s]{1,20}$/u.test(entry.value);
	return saysNothing ? { ...entry, value: '' } : entry;
}

type FieldList = Readonly<Record<string, { label: string; kind: FieldKind }>>;

interface Context {
	notes: Notes;
	currency: string;
	/** Tells the year of days that are printed without one. */
	issueDate: string | null;
}

/** The value of every field of a list; null where there is none. */
function readFields(
	fields: FieldList,
	find: (field: string) => ReceiptEntry | null,
	context: Context,
): Record<string, string | number | null> {
	return Object.fromEntries(
		Object.entries(fields).map(([field, { label, kind }]) => {
			const entry = find(field);
			return [field, entry && readers[kind](entry, label, context)];
		}),
	);
}

/** The first entry of a field that says something; others that differ are kept. */
function theOne(
	entries: ReceiptEntry[],
	field: string,
	fields: FieldList,
	notes: Notes,
): ReceiptEntry | null {
	const [first, ...others] = entriesOf(entries, field);
	if (!first) return null;
	const differing = others.filter(({ value }) => value !== first.value);
	if (differing.length > 0) notes.repeated(fields[field]?.label ?? field, [first, ...differing]);
	return first;
}

function entriesOf(entries: ReceiptEntry[], field: string): ReceiptEntry[] {
	return entries.filter((entry) => entry.field === field && entry.value !== '');
}

/**
 * The currency of all amounts: the total's if it names one, else yuan unless the fare names
 * another.
 */
function currencyOf(entries: ReceiptEntry[]): string {
	const fields = Object.entries({ ...costFields, ...supportingFields });
	const named = new Map(
		fields.flatMap(([field, { kind }]): Array<[string, string]> => {
			const [entry] = kind === 'amount' ? entriesOf(entries, field) : [];
			const currency = entry && parsePrintedAmount(entry.value)?.currency;
			return currency ? [[field, currency]] : [];
		}),
	);
	const hasYuan = [...named.values()].includes('CNY');
	return named.get('total') ?? (hasYuan ? undefined : named.get('fare')) ?? 'CNY';
}

function issueDateOf(entries: ReceiptEntry[]): string | null {
	const [entry] = entriesOf(entries, 'issueDate' satisfies ReceiptField);
	return (entry && parsePrintedDay(entry.value, null)?.date) ?? null;
}

type Reader = (entry: ReceiptEntry, label: string, context: Context) => string | number | null;

/** How the text of each kind is read. */
const readers: Record<FieldKind, Reader> = {
	text: ({ value }) => value || null,
	// Numbers come with blanks and full-width digits in them.
	identifier: ({ value }) => plain(value) || null,
	station: ({ value }) => value.trim().replace(/(?<=.)站$/, '') || null,
	carriage: ({ value }) => plain(value).replace(/(?<=.)车厢?$/, '') || null,
	seat: ({ value }) => plain(value).replace(/(?<=.)号$/, '') || null,
	ticket: ({ value }) => plain(value).replace(/^(\d{3})-(?=\d)/, '$1') || null,
	amount(entry, label, { notes, currency }) {
		const printed = readOrKeep(entry, label, parsePrintedAmount, notes);
		if (!printed) return null;
		if (printed.currency === null || printed.currency === currency) return printed.amount;
		notes.otherCurrency(entry, label, currency);
		return null;
	},
	/** Where the year is missing, the one that brings it nearest to the day of issue. */
	day(entry, label, { notes, issueDate }) {
		const day = readOrKeep(entry, label, (text) => parsePrintedDay(text, issueDate), notes);
		if (day?.date === null) notes.yearless(entry, label);
		return day?.date ?? null;
	},
	time: parsedBy(parsePrintedTime),
	percent: parsedBy(parsePercent),
	scope: parsedBy(parseScope),
	business: parsedBy(parseBusiness),
};

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

function parsedBy(parse: (text: string) => string | number | null): Reader {
	return (entry, label, { notes }) => readOrKeep(entry, label, parse, notes);
}

/** Characters: no number, day or word that is read is longer. */
const longestValue = 100;

function readOrKeep<T>(
	entry: ReceiptEntry,
	label: string,
	parse: (text: string) => T | null,
	notes: Notes,
): T | null {
	const value = entry.value.length > longestValue ? null : parse(entry.value);
	if (value === null) notes.unreadable(entry, label);
	return value;
}

function parseScope(text: string): TripScope | null {
	if (/^(国内|D(OMESTIC)?$)/i.test(text)) return 'domestic';
	return /^(国际|地区|港澳台|I(NTERNATIONAL)?$)/i.test(text) ? 'international' : null;
}

/** 售 sold, 退 refunded, 改 changed: so train e-tickets say it. */
function parseBusiness(text: string): Business | null {
	if (/^(售|销售)/.test(text)) return 'sale';
	if (text.startsWith('退')) return 'refund';
	return /改/.test(text) ? 'change' : null;
}

/** What stands for a rate where no VAT is charged. */
const noRate = /^(\*+|免税?|免征(增值税)?|不征税?|(出口)?零税率|EXEMPT|NIL)$/i;

/** Percent of `9%`, `9`, `0.09`, `免税`. */
function parsePercent(text: string): number | null {
	const digits = text.normalize('NFKC').trim();
	if (noRate.test(digits)) return 0;
	const isPercent = digits.endsWith('%');
	const number = asNumber(isPercent ? digits.slice(0, -1) : digits);
	if (number === null || number < 0 || number > 100) return null;
	const isShare = number < 1 && !isPercent;
	return isShare ? Math.round(number * 1e6) / 1e4 : number;
}
