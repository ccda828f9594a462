import { parsePrintedAmount } from '../lib/money';
import { quoted } from '../lib/shorten';
import { parsePrintedDay, parsePrintedTime } from '../lib/time';
import { asNumber, asText } from '../lib/values';
import { documentFields, legFields } from './fields';
import type { DocumentField, LegField } from './fields';
import type { FlightSegment, InvoiceFacts, InvoiceWarning, TripScope } from './invoice';
import { groupLegs } from './legs';
import type { Leg, Reading } from './legs';

/** What an itinerary says, read; what could not be read is a warning and stays among the other fields as it came. */
interface ReadDocument {
	facts: Omit<InvoiceFacts, 'requestId'>;
	warnings: InvoiceWarning[];
}

/** Reads everything that an itinerary says. Takes any readings, in any order that keeps repetitions in order. */
export function readDocument(readings: Reading[]): ReadDocument {
	const notes = new Notes();
	const legs = groupLegs(readings);
	const valueOf = new DocumentReader(readings, notes);
	const issueDate = valueOf.day('issueDate');
	const segments = legs.legs.map((leg) => readSegment(leg, issueDate, notes));
	legs.left.forEach((reading) => notes.uncertain(reading));
	legs.uneven.forEach((field) => notes.unevenField(legFields[field].label));
	readings.filter(({ field }) => field === null).forEach((reading) => notes.keep(reading));
	const amounts = valueOf.amounts();
	const facts = {
		ticketNumber: valueOf.identifier('ticketNumber')?.replace(/^(\d{3})-(?=\d)/, '$1') ?? null,
		serialNumber: valueOf.identifier('serialNumber'),
		verificationCode: valueOf.identifier('verificationCode'),
		passengerName: valueOf.text('passengerName'),
		idNumber: valueOf.identifier('idNumber'),
		issueDate,
		issuedBy: valueOf.text('issuedBy'),
		agentCode: valueOf.text('agentCode'),
		segments,
		currency: amounts.currency,
		fare: amounts.fare,
		aviationFund: amounts.aviationFund,
		fuelSurcharge: amounts.fuelSurcharge,
		otherTaxes: amounts.otherTaxes,
		insurance: amounts.insurance,
		total: amounts.total,
		scope: valueOf.read('scope', parseScope),
		invoiceNumber: valueOf.identifier('invoiceNumber'),
		buyerName: valueOf.text('buyerName'),
		buyerTaxId: valueOf.identifier('buyerTaxId'),
		taxRate: valueOf.read('taxRate', parsePercent),
		taxAmount: amounts.taxAmount,
	};
	return { facts: { ...facts, otherFields: notes.otherFields() }, warnings: notes.warnings() };
}

const amountFields = [
	'total',
	'fare',
	'aviationFund',
	'fuelSurcharge',
	'otherTaxes',
	'insurance',
	'taxAmount',
] as const;

/** Reads the fields that a document has once. */
class DocumentReader {
	constructor(
		private readonly readings: Reading[],
		private readonly notes: Notes,
	) {}

	text(field: DocumentField): string | null {
		return this.find(field)?.value ?? null;
	}

	identifier(field: DocumentField): string | null {
		return identifier(this.find(field));
	}

	day(field: DocumentField): string | null {
		return readDay(this.find(field), documentFields[field].label, null, this.notes);
	}

	read<T>(field: DocumentField, parse: (text: string) => T | null): T | null {
		const reading = this.find(field);
		return reading ? readOrKeep(reading, documentFields[field].label, parse, this.notes) : null;
	}

	/** All amounts in one currency: the total's if it names one, else yuan unless the fare names another. */
	amounts() {
		const printed = amountFields.map((field) => {
			const reading = this.find(field);
			const label = documentFields[field].label;
			return {
				field,
				reading,
				printed: reading ? readOrKeep(reading, label, parsePrintedAmount, this.notes) : null,
			};
		});
		const currencyOf = (field: string) =>
			printed.find((each) => each.field === field)?.printed?.currency ?? null;
		const hasYuan = printed.some((each) => each.printed?.currency === 'CNY');
		const currency = currencyOf('total') ?? (hasYuan ? null : currencyOf('fare')) ?? 'CNY';
		const amounts: Record<(typeof amountFields)[number], number | null> = {
			total: null,
			fare: null,
			aviationFund: null,
			fuelSurcharge: null,
			otherTaxes: null,
			insurance: null,
			taxAmount: null,
		};
		for (const { field, reading, printed: amount } of printed) {
			if (!reading || !amount) continue;
			if (amount.currency === null || amount.currency === currency) amounts[field] = amount.amount;
			else this.notes.otherCurrency(reading, documentFields[field].label, currency);
		}
		return { ...amounts, currency };
	}

	/** The first value of a field; others that differ are kept. */
	private find(field: DocumentField): Reading | null {
		const found = this.readings.filter(
			(reading) => reading.field === field && reading.value !== '',
		);
		const [first, ...others] = found;
		if (!first) return null;
		const differing = others.filter(({ value }) => value !== first.value);
		if (differing.length > 0)
			this.notes.repeated(documentFields[field].label, [first, ...differing]);
		return first;
	}
}

function readSegment(leg: Leg, issueDate: string | null, notes: Notes): FlightSegment {
	const text = (field: LegField) => leg[field]?.value ?? null;
	const day = (field: LegField) =>
		readDay(leg[field] ?? null, legFields[field].label, issueDate, notes);
	return {
		from: text('from'),
		to: text('to'),
		carrier: text('carrier'),
		flightNumber: identifier(leg.flightNumber ?? null),
		cabinClass: text('cabinClass'),
		date: day('date'),
		time: leg.time ? readOrKeep(leg.time, legFields.time.label, parsePrintedTime, notes) : null,
		fareBasis: text('fareBasis'),
		validFrom: day('validFrom'),
		validUntil: day('validUntil'),
		baggage: text('baggage'),
	};
}

/** Numbers come with blanks and full-width digits in them. */
function identifier(reading: Reading | null): string | null {
	return reading?.value.normalize('NFKC').replace(/\s+/g, '') || null;
}

function readOrKeep<T>(
	reading: Reading,
	label: string,
	parse: (text: string) => T | null,
	notes: Notes,
): T | null {
	const value = parse(reading.value);
	if (value === null) notes.unreadable(reading, label);
	return value;
}

/** A day; where its year is missing, the year that brings it nearest to the day of issue. */
function readDay(
	reading: Reading | null,
	label: string,
	issueDate: string | null,
	notes: Notes,
): string | null {
	if (!reading) return null;
	const day = readOrKeep(reading, label, (text) => parsePrintedDay(text, issueDate), notes);
	if (day?.date === null) notes.yearless(reading, label);
	return day?.date ?? null;
}

function parseScope(text: string): TripScope | null {
	if (/^(国内|D(OMESTIC)?$)/i.test(text)) return 'domestic';
	return /^(国际|地区|港澳台|I(NTERNATIONAL)?$)/i.test(text) ? 'international' : null;
}

/** Percent of `9%`, `9`, `0.09`. */
function parsePercent(text: string): number | null {
	const digits = asText(text.normalize('NFKC'));
	const number = asNumber(digits?.replace(/\s*%$/, ''));
	if (number === null || number < 0 || number > 100) return null;
	const isShare = number < 1 && !digits?.endsWith('%');
	return isShare ? Math.round(number * 1e6) / 1e4 : number;
}

/** What came up while reading. */
class Notes {
	private readonly kept: Reading[] = [];
	private readonly found = new Map<string, string[]>();

	keep(reading: Reading) {
		if (reading.value !== '' && !this.kept.includes(reading)) this.kept.push(reading);
	}

	unreadable(reading: Reading, label: string) {
		this.keepWith('valueUnreadable', reading, `${label} ${quoted(reading.value)}`);
	}

	yearless(reading: Reading, label: string) {
		this.keepWith('yearMissing', reading, `${label} ${quoted(reading.value)}`);
	}

	otherCurrency(reading: Reading, label: string, currency: string) {
		this.keepWith(
			'currencyMixed',
			reading,
			`${label} ${quoted(reading.value)} is not in ${currency}`,
		);
	}

	repeated(label: string, readings: Reading[]) {
		readings.slice(1).forEach((reading) => this.keep(reading));
		this.add('valueRepeated', `${label} ${readings.map(({ value }) => quoted(value)).join(', ')}`);
	}

	uncertain(reading: Reading) {
		this.keepWith('legUncertain', reading, `${reading.name} ${quoted(reading.value)}`);
	}

	unevenField(label: string) {
		this.add('legUncertain', label);
	}

	/** By name; in a list where a name came more than once. */
	otherFields(): Record<string, string | string[]> {
		const byName = new Map<string, string[]>();
		for (const { name, value } of this.kept) byName.set(name, [...(byName.get(name) ?? []), value]);
		return Object.fromEntries(
			[...byName].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
		);
	}

	warnings(): InvoiceWarning[] {
		return readingWarnings.flatMap(({ code, message, suggestion }) => {
			const details = this.found.get(code);
			return details ? [{ code, message: `${message}: ${details.join('; ')}.`, suggestion }] : [];
		});
	}

	private keepWith(code: ReadingCode, reading: Reading, detail: string) {
		this.keep(reading);
		this.add(code, detail);
	}

	private add(code: ReadingCode, detail: string) {
		this.found.set(code, [...(this.found.get(code) ?? []), detail]);
	}
}

type ReadingCode =
	'valueUnreadable' | 'yearMissing' | 'valueRepeated' | 'currencyMixed' | 'legUncertain';

const readingWarnings: ReadonlyArray<InvoiceWarning & { code: ReadingCode }> = [
	{
		code: 'valueUnreadable',
		message: 'Could not be understood',
		suggestion: 'Fill it in from the document; the text as it came is among the other fields.',
	},
	{
		code: 'yearMissing',
		message: 'Printed without a year, which no issue date tells',
		suggestion:
			'Fill in the date from the document; the text as it came is among the other fields.',
	},
	{
		code: 'valueRepeated',
		message: 'Read more than once, differently, and the first was taken',
		suggestion: 'Compare it with the document; the others are among the other fields.',
	},
	{
		code: 'currencyMixed',
		message: 'Left out, because a sum of two currencies says nothing',
		suggestion: 'Convert it by hand; the text as it came is among the other fields.',
	},
	{
		code: 'legUncertain',
		message: 'There are several flights, and it is not sure which of them this belongs to',
		suggestion: 'Compare the flights with the document.',
	},
];
