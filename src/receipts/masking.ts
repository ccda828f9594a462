import { maskIdNumber, maskText } from '../lib/personalData';
import { residentIdProblem } from '../lib/residentId';
import type { FlightSegment, InvoiceFacts, InvoiceWarning } from './invoice';

/**
 * An invoice's facts without ID and phone numbers: the ID number, and wherever else one stands. Numbers of the document
 * itself (ticket, invoice, serial …) look like phone numbers and are no one's: of those only what is the passenger's ID
 * number, or a resident ID, is masked.
 */
export function maskFacts(facts: InvoiceFacts): InvoiceFacts {
	const free = (text: string | null) => text && maskFree(text, facts);
	const number = (text: string | null) =>
		text !== null && isId(text, facts) ? maskIdNumber(text) : text;
	return {
		...facts,
		ticketNumber: number(facts.ticketNumber),
		serialNumber: number(facts.serialNumber),
		verificationCode: number(facts.verificationCode),
		passengerName: free(facts.passengerName),
		idNumber: facts.idNumber && maskIdNumber(facts.idNumber),
		issuedBy: free(facts.issuedBy),
		agentCode: number(facts.agentCode),
		segments: facts.segments.map((segment) => maskSegment(segment, free)),
		invoiceNumber: number(facts.invoiceNumber),
		buyerName: free(facts.buyerName),
		buyerTaxId: number(facts.buyerTaxId),
		otherFields: Object.fromEntries(
			Object.entries(facts.otherFields).map(([name, value]) => [
				name,
				Array.isArray(value) ? value.map((each) => maskFree(each, facts)) : maskFree(value, facts),
			]),
		),
	};
}

/** A warning, which may quote what was read. */
export function maskWarning(warning: InvoiceWarning, facts: InvoiceFacts): InvoiceWarning {
	return { ...warning, message: maskFree(warning.message, facts) };
}

function maskSegment(
	segment: FlightSegment,
	free: (text: string | null) => string | null,
): FlightSegment {
	return {
		...segment,
		from: free(segment.from),
		to: free(segment.to),
		carrier: free(segment.carrier),
		flightNumber: free(segment.flightNumber),
		cabinClass: free(segment.cabinClass),
		fareBasis: free(segment.fareBasis),
		baggage: free(segment.baggage),
	};
}

function maskFree(text: string, { idNumber }: InvoiceFacts): string {
	const known = idNumber && idNumber.length > 2 ? text.replaceAll(idNumber, maskIdNumber) : text;
	return maskText(known);
}

function isId(text: string, { idNumber }: InvoiceFacts): boolean {
	return text === idNumber || (/^\d{17}[\dXx]$/.test(text) && residentIdProblem(text) === null);
}
