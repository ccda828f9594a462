import { ticketNumberOf } from './duplicateKey';
import type { Invoice } from './types';

/**
 * Whether two files hold one invoice: they say the same invoice number. Where one of them says none
 * (a picture), the same ticket or trip, business and total: a ticket that was invoiced again has
 * another total, and two photos that differ in it are a person's to compare.
 */
export function isSameInvoice(one: Invoice, other: Invoice): boolean {
	if (one.category !== other.category || one.business !== other.business) return false;
	if (one.invoiceNumber !== null && other.invoiceNumber !== null)
		return one.invoiceNumber === other.invoiceNumber;
	if (one.total !== null && other.total !== null && one.total !== other.total) return false;
	if (one.duplicateKey === other.duplicateKey) return true;
	const ticket = ticketNumberOf(one);
	return ticket !== undefined && ticket === ticketNumberOf(other);
}
