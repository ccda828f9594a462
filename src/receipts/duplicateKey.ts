import { createHash } from 'crypto';

import type { FlightSegment, ReceiptFacts, TrainSegment } from './types';

/**
 * The same for every form of one invoice that says its number. Data, pages and pictures of digital
 * invoices carry the invoice number, which comes first: a ticket that is reversed and invoiced
 * again has several. Where none was read, the number of the ticket (a reversal, with a negative
 * total, apart) or the serial number: so a picture that shows no invoice number does not meet the
 * data of the same ticket. Without any number a hash of what the trip is: who, when, with what, for
 * how much; without one of these a key of its own, so that nothing unread passes for a duplicate.
 */
export function duplicateKeyOf(facts: ReceiptFacts): string {
	const { category, invoiceNumber, serialNumber, segments } = facts;
	const invoice = /^\d{20}$/.exec(invoiceNumber ?? '')?.[0];
	if (invoice !== undefined) return `${category}:${invoice}`;
	const reversal = facts.business === 'reversal' ? ':reversal' : '';
	// Only what looks like such a number: anything else may be a misread ID number.
	const number = ticketNumberOf(facts) ?? /^\d{11}$/.exec(serialNumber ?? '')?.[0];
	if (number !== undefined) return `${category}:${number}${reversal}`;
	const [first] = segments;
	const passenger = facts.passengerName ?? facts.idNumber;
	const trip = [
		passenger,
		facts.total,
		segments.map((segment) => [numberOf(segment), segment.date, segment.from, segment.to]),
	];
	const isFlown = first !== undefined && first.date !== null && numberOf(first) !== null;
	const isTrip = passenger !== null && facts.total !== null && isFlown;
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

/**
 * 13 digits; a 14th is their check digit (IATA: modulo 7), and tickets issued together end in
 * `/02` or `-02`.
 */
export const ticketForm = /^(\d{13})(?:(\d)|[-/]\d{1,2})?$/;

/** The number of the flight or train. */
export function numberOf(segment: FlightSegment | TrainSegment): string | null {
	return 'trainNo' in segment ? segment.trainNo : segment.flightNumber;
}
