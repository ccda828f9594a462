import { duplicateKeyOf, scopeOfFund, summarizeInvoice, vatOf } from './accounting';
import { findWarnings } from './checks';
import { fieldOf, recognizedNames } from './fields';
import type { Reading } from './legs';
import { maskFacts, maskWarning } from './masking';
import { readDocument } from './read';
import type { RecognizedEntry } from '../juhe/flightInvoiceOcr/parseRecognition';

/** Something about an invoice that a person should look at. Never a reason to stop. */
export interface InvoiceWarning {
	/** A name for it that does not change, for workflows to branch on. */
	code: string;
	/** One sentence: what is wrong. */
	message: string;
	/** One sentence: what to do about it. */
	suggestion: string;
}

/** One flight of an itinerary. Dates `YYYY-MM-DD`, times `HH:MM`. */
export interface FlightSegment {
	from: string | null;
	to: string | null;
	carrier: string | null;
	flightNumber: string | null;
	cabinClass: string | null;
	date: string | null;
	time: string | null;
	fareBasis: string | null;
	validFrom: string | null;
	validUntil: string | null;
	baggage: string | null;
}

export type TripScope = 'domestic' | 'international';

/** Input VAT that a company may deduct, in yuan. */
export interface InvoiceVat {
	/** Percent. */
	rate: number | null;
	deductible: number | null;
	basis: 'printed' | 'estimated' | 'none';
	/** One sentence: where the amount is from, or why there is none. */
	reason: string;
}

/** A flight itinerary (航空运输电子客票行程单), whether read off a picture or out of a file. Amounts in `currency`. */
export interface FlightInvoice {
	ticketNumber: string | null;
	serialNumber: string | null;
	verificationCode: string | null;
	passengerName: string | null;
	idNumber: string | null;
	issueDate: string | null;
	issuedBy: string | null;
	agentCode: string | null;
	segments: FlightSegment[];
	currency: string;
	fare: number | null;
	aviationFund: number | null;
	fuelSurcharge: number | null;
	otherTaxes: number | null;
	insurance: number | null;
	total: number | null;
	scope: TripScope | null;
	/** 20 digits, on digital itineraries only. */
	invoiceNumber: string | null;
	buyerName: string | null;
	buyerTaxId: string | null;
	/** Percent. */
	taxRate: number | null;
	taxAmount: number | null;
	vat: InvoiceVat;
	category: 'flight';
	warnings: InvoiceWarning[];
	/** The same for picture, OFD and XML of one invoice where they carry the same number; never empty. */
	duplicateKey: string;
	/** One line fit for a chat. */
	summary: string;
	/** What was read but has no place above, and values that could not be read, under the names they came with. */
	otherFields: Record<string, string | string[]>;
	requestId: string | null;
}

export interface InvoiceOptions {
	/** Percent, for the estimate of deductible VAT. */
	vatRate: number;
	maskPersonalData: boolean;
}

/** What an invoice says, before anything is concluded from it. */
export type InvoiceFacts = Omit<
	FlightInvoice,
	'vat' | 'category' | 'warnings' | 'duplicateKey' | 'summary'
>;

/** The invoice that Juhe read off a picture. Takes anything an engine may have misread; what is doubtful is a warning. */
export function invoiceFromRecognition(
	entries: RecognizedEntry[],
	requestId: string | null,
	options: InvoiceOptions,
): FlightInvoice {
	const readings = entries.map((entry) => ({
		...entry,
		field: fieldOf(recognizedNames, entry.name),
	}));
	return invoiceFromReadings(readings, requestId, options);
}

/** An invoice from what a source says of it, whichever source: read, checked, and with what accounting needs. */
export function invoiceFromReadings(
	readings: Reading[],
	requestId: string | null,
	options: InvoiceOptions,
): FlightInvoice {
	const { facts: said, warnings: doubts } = readDocument(readings);
	const facts: InvoiceFacts = { ...said, scope: said.scope ?? scopeOfFund(said), requestId };
	const shown = options.maskPersonalData ? maskFacts(facts) : facts;
	const found = [...doubts, ...findWarnings(facts, options.vatRate)];
	const warnings = options.maskPersonalData ? found.map((each) => maskWarning(each, facts)) : found;
	const { otherFields, requestId: id, ...printed } = shown;
	return {
		...printed,
		vat: vatOf(facts, options.vatRate),
		category: 'flight',
		warnings,
		duplicateKey: duplicateKeyOf(facts),
		summary: summarizeInvoice(shown, warnings),
		otherFields,
		requestId: id,
	};
}
