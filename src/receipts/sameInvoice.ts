import { money } from './amounts';
import { isNormal } from './business';
import { ticketNumberOf } from './duplicateKey';
import { receiptFields } from './fields';
import type { Invoice } from './types';

/**
 * Whether two files hold one invoice: they say the same invoice number. Where one of them says none
 * (a picture), the same ticket or trip, business and total: a ticket that was invoiced again has
 * another total, and two photos that differ in it are a person's to compare.
 */
export function isSameInvoice(one: Invoice, other: Invoice): boolean {
	if (one.category !== other.category) return false;
	if (one.invoiceNumber !== null && other.invoiceNumber !== null)
		return one.invoiceNumber === other.invoiceNumber;
	if (one.business !== other.business) return false;
	if (one.total !== null && other.total !== null && one.total !== other.total) return false;
	if (one.duplicateKey === other.duplicateKey) return true;
	const ticket = ticketNumberOf(one);
	return ticket !== undefined && ticket === ticketNumberOf(other);
}

/**
 * What another file of an invoice says otherwise of how it is booked, in words; what one of them
 * does not say is no difference.
 */
export function differencesOf(kept: Invoice, other: Invoice): string[] {
	const said = [
		{ label: receiptFields.total.label, kept: kept.total, other: other.total },
		{ label: receiptFields.business.label, kept: kept.business, other: other.business },
		{ label: receiptFields.status.label, kept: kept.status, other: other.status },
	];
	return said.flatMap(({ label, kept: one, other: two }) =>
		one === null || two === null || isAlike(one, two)
			? []
			: `${label} ${written(two)} instead of ${written(one)}`,
	);
}

const isAlike = (one: string | number, other: string | number) =>
	one === other || (isNormal(String(one)) && isNormal(String(other)));

const written = (value: string | number) => (typeof value === 'number' ? money(value) : value);
