import { ticketNumberOf } from './accounting';
import type { Invoice } from './types';

/**
 * Whether two files hold one invoice: they say the same invoice number. Where one of them says none (a picture), the same
 * ticket, business and total.
 */
export function isSameInvoice(one: Invoice, other: Invoice): boolean {
	if (one.category !== other.category) return false;
	if (one.invoiceNumber !== null && other.invoiceNumber !== null)
		return one.invoiceNumber === other.invoiceNumber;
	if (one.duplicateKey === other.duplicateKey) return true;
	const ticket = ticketNumberOf(one);
	return (
		ticket !== undefined &&
		ticket === ticketNumberOf(other) &&
		one.business === other.business &&
		(one.total === null || other.total === null || one.total === other.total)
	);
}
