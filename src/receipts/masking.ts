import { maskIdNumber, maskText } from '../lib/personalData';
import { residentIdProblem } from '../lib/residentId';
import { receiptFields, segmentFields } from './fields';
import type { FieldKind } from './fields';
import type { InvoiceWarning, ReceiptFacts } from './types';

/**
 * A receipt's facts without ID and phone numbers: the ID number, in each form that it was read in, and
 * wherever else one stands.
 * Numbers of the document itself (ticket, invoice, serial …) look like phone numbers and are no
 * one's: of those only what is the passenger's ID number, or a resident ID, is masked.
 */
export function maskFacts(facts: ReceiptFacts, idNumbers: string[]): ReceiptFacts {
	const { idNumber } = facts;
	const free = (text: string) => maskFreeText(text, idNumbers);
	const ofSegments = segmentFields[facts.category];
	const masked = {
		...facts,
		...maskFields(facts, receiptFields, {
			text: free,
			identifier: (text) => maskDocumentNumber(text, idNumbers),
		}),
		idNumber: idNumber && maskIdNumber(idNumber),
		segments: facts.segments.map((segment) => ({
			...segment,
			...maskFields(segment, ofSegments, { text: free, identifier: free, station: free }),
		})),
		otherFields: Object.fromEntries(
			Object.entries(facts.otherFields).map(([name, value]) => [
				name,
				Array.isArray(value) ? value.map(free) : free(value),
			]),
		),
	};
	// Masked texts are texts: the type is what it was.
	return masked as ReceiptFacts;
}

/** A warning, which may quote what was read. */
export function maskWarning(warning: InvoiceWarning, idNumbers: string[]): InvoiceWarning {
	return { ...warning, message: maskFreeText(warning.message, idNumbers) };
}

/** The values of a list's texts and identifiers, masked. */
function maskFields(
	values: object,
	fields: Readonly<Record<string, { kind: FieldKind }>>,
	masks: Readonly<Partial<Record<FieldKind, (text: string) => string>>>,
): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) => {
			const kind = fields[name]?.kind;
			const mask = kind === 'ticket' ? masks.identifier : kind && masks[kind];
			return mask && typeof value === 'string' ? [[name, mask(value)]] : [];
		}),
	);
}

/**
 * Free text: the passenger's ID number, however it was read and is spaced, and everything that looks
 * like an ID or phone number, is masked.
 */
export function maskFreeText(text: string, idNumbers: string[]): string {
	return maskText(text, { names: [], numbers: idNumbers });
}

/**
 * A number of the document itself: as it is, unless it is the passenger's ID number or a resident
 * ID.
 */
export function maskDocumentNumber(text: string, idNumbers: string[]): string {
	const isResidentId = /^\d{17}[\dXx]$/.test(text) && residentIdProblem(text) === null;
	return idNumbers.includes(text) || isResidentId ? maskIdNumber(text) : text;
}
