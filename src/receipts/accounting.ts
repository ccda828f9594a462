import { createHash } from 'crypto';

import { vatWithin } from '../lib/money';
import { aviationFundTariff, excessOfTotal, money, unreadVat } from './amounts';
import type {
	Business,
	FlightSegment,
	InvoiceVat,
	InvoiceWarning,
	ReceiptFacts,
	TrainSegment,
	TripScope,
} from './types';

/**
 * Domestic or international where the document does not say: by the aviation fund, which is 50
 * yuan a domestic flight and 90 beyond. Null where the fund is neither, or other taxes are charged
 * beside 50 a flight.
 */
export function scopeOfFund(
	facts: Pick<ReceiptFacts, 'category' | 'aviationFund' | 'otherTaxes' | 'segments'>,
): TripScope | null {
	const { otherTaxes, segments } = facts;
	if (facts.category === 'train') return 'domestic';
	if (facts.aviationFund === null || segments.length === 0) return null;
	const aviationFund = Math.abs(facts.aviationFund);
	if (aviationFund === aviationFundTariff.domestic * segments.length) {
		return otherTaxes ? null : 'domestic';
	}
	return aviationFund === aviationFundTariff.international ? 'international' : null;
}

/**
 * Input VAT that may be deducted (docs/juhe-api.md, "VAT"): what is printed; else, for domestic
 * trips with the passenger's identity, an estimate from fare and fuel surcharge, of which the
 * aviation fund is no part; else none.
 * @param vatRate percent, for the estimate
 */
export function vatOf(facts: ReceiptFacts, vatRate: number): InvoiceVat {
	const none = (reason: string): InvoiceVat => ({
		rate: null,
		deductible: null,
		basis: 'none',
		reason,
	});
	const { fare, scope, taxAmount, taxRate } = facts;
	if (isVoid(facts)) return none('The invoice is not in force.');
	if (!taxRate && !taxAmount && (taxRate ?? taxAmount) !== null) {
		return none('By the document no VAT is charged (a rate of 0, 免税, 不征税 or stars).');
	}
	if (taxAmount !== null) {
		const isOdd = scope === 'international';
		return {
			rate: taxRate,
			deductible: taxAmount,
			basis: 'printed',
			reason: `Printed on the invoice${isOdd ? ', although international trips carry none' : ''}.`,
		};
	}
	if (scope === 'international') return none('International trips carry no deductible VAT.');
	if (scope === null) return none('Nothing on the document says whether the trip is domestic.');
	if (!facts.passengerName || !facts.idNumber) {
		return none(
			'The passenger’s name and ID number must be on the document, and were not both read.',
		);
	}
	if (facts.currency !== 'CNY') return none(`The amounts are in ${facts.currency}, not in yuan.`);
	const estimate = (rate: number, deductible: number, how: string): InvoiceVat => ({
		rate,
		deductible,
		basis: 'estimated',
		reason: `Estimate: ${how}`,
	});
	if (facts.category === 'train') {
		if (facts.business === 'refund') return none('No VAT was read of the refund fee.');
		if (facts.total === null) return none('No amount was read.');
		return estimate(
			vatRate,
			vatWithin(facts.total, vatRate),
			`total / (1 + ${vatRate} %) × ${vatRate} %; the e-ticket prints it, but it was not read.`,
		);
	}
	const unread = unreadVat(facts, vatRate);
	if (unread !== null) {
		const rate = taxRate ?? vatRate;
		return estimate(
			rate,
			unread,
			`the total exceeds the amounts read by just the VAT of ${rate} % on fare and fuel surcharge, which a digital itinerary prints apart.`,
		);
	}
	if (facts.invoiceNumber !== null) {
		return none('A digital itinerary prints its VAT, and none was read.');
	}
	if (fare === null) return none('No fare was read.');
	const taxable = fare + (facts.fuelSurcharge ?? 0);
	const doubt = excessOfTotal(facts) ? ' The amounts do not add up, so it is doubtful.' : '';
	return estimate(
		vatRate,
		vatWithin(taxable, vatRate),
		`(fare + fuel surcharge) / (1 + ${vatRate} %) × ${vatRate} %; the aviation fund is no part of it.${doubt}`,
	);
}

/**
 * The same for every form of one invoice that says its number. Data, pages and pictures of digital
 * invoices carry the invoice number, which comes first: a ticket that is reversed and invoiced
 * again has several. Where none was read, the number of the ticket (a reversal, with a negative
 * total, apart) or the serial number: so a picture that shows no invoice number does not meet the
 * data of the same ticket. Without any number a hash of what the trip is; without that a key of
 * its own, so that nothing unread passes for a duplicate.
 */
export function duplicateKeyOf(facts: ReceiptFacts): string {
	const { category, invoiceNumber, serialNumber, segments } = facts;
	const invoice = /^\d{20}$/.exec(invoiceNumber ?? '')?.[0];
	if (invoice !== undefined) return `${category}:${invoice}`;
	const reversal = facts.business === 'reversal' ? ':reversal' : '';
	// Only what looks like such a number: anything else may be a misread ID number.
	const number = ticketNumberOf(facts) ?? /^\d{11}$/.exec(serialNumber ?? '')?.[0];
	if (number !== undefined) return `${category}:${number}${reversal}`;
	const trip = [
		facts.passengerName,
		facts.total,
		segments.map((segment) => [numberOf(segment), segment.date, segment.from, segment.to]),
	];
	const isTrip = facts.total !== null && segments.length > 0;
	const written = JSON.stringify(isTrip ? trip : facts);
	const hash = createHash('sha256').update(written).digest('hex').slice(0, 24);
	return `${category}:${isTrip ? 'trip' : 'unread'}:${hash}${reversal}`;
}

/** The ticket's number, of tickets issued together the first, where it looks like one. */
export function ticketNumberOf({
	category,
	ticketNumber,
}: Pick<ReceiptFacts, 'category' | 'ticketNumber'>): string | undefined {
	const form = category === 'flight' ? ticketForm : /^([A-Z0-9]{10,30})$/i;
	return form.exec(ticketNumber ?? '')?.[1];
}

/** What a receipt stands for: one that is negative, or says so, takes back an earlier one. */
export function businessOf({ business, status, total }: ReceiptFacts): Business {
	const isReversal = (total !== null && total < 0) || /红|冲/.test(status ?? '');
	return isReversal ? 'reversal' : business;
}

/**
 * Whether an invoice is not in force, and not one that takes back another either: its amounts
 * count nowhere.
 */
export function isVoid({ status, total }: Pick<ReceiptFacts, 'status' | 'total'>): boolean {
	const isTakingBack = total !== null && total < 0;
	return !isTakingBack && /红|冲|作废|无效|失效|void|cancel/i.test(status ?? '');
}

/**
 * 13 digits; a 14th is their check digit (IATA: modulo 7), and tickets issued together end in
 * `/02` or `-02`.
 */
export const ticketForm = /^(\d{13})(?:(\d)|[-/]\d{1,2})?$/;

/** The number of the flight or train. */
export function numberOf(segment: FlightSegment | TrainSegment): string | null {
	return 'trainNo' in segment ? segment.trainNo : segment.flightNumber;
}

/** One segment in words: `CA1401 天津 → 昆明`, `G1281 杭州东 → 延平, 二等座, 13车01C`. */
function describeSegment(segment: FlightSegment | TrainSegment): string {
	const { from, to } = segment;
	const number = numberOf(segment);
	const places = from || to ? `${from ?? '?'} → ${to ?? '?'}` : null;
	const journey = [number, places].filter((part) => part !== null).join(' ');
	return [journey, ...seatOf(segment)].filter((part) => part !== '').join(', ');
}

function seatOf(segment: FlightSegment | TrainSegment): string[] {
	if (!('trainNo' in segment)) return [];
	const { seatName, carriage, seat } = segment;
	const place = `${carriage === null ? '' : `${carriage}车`}${seat ?? ''}`;
	return [seatName ?? '', place];
}

/** The journey in words, in one line; empty where none was read. */
export function describeTrip(segments: Array<FlightSegment | TrainSegment>): string {
	return segments
		.map(describeSegment)
		.filter((part) => part !== '')
		.join(', ');
}

/**
 * One line fit for a chat: when, who, where, how much, which ticket, how many warnings. No ID
 * number.
 */
export function summarizeInvoice(facts: ReceiptFacts, warnings: InvoiceWarning[]): string {
	const { total, currency, ticketNumber } = facts;
	const read = [
		facts.segments[0]?.date,
		facts.passengerName,
		describeTrip(facts.segments),
		total === null ? null : `${money(total)} ${currency}`,
		ticketNumber === null ? null : `ticket ${ticketNumber}`,
	].filter((part) => part);
	const count = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
	const parts = [
		...(read.length > 0 ? read : ['nothing could be read']),
		...(warnings.length > 0 ? [count] : []),
	];
	const what = { sale: '', refund: ', refund fee', change: ', changed', reversal: ', reversal' };
	const category = facts.category === 'flight' ? 'Flight' : 'Train';
	return `${category}${what[facts.business]}: ${parts.join(', ')}`.replace(/\s+/g, ' ');
}
