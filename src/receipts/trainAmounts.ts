import { roundMoney, vatWithin } from '../lib/money';
import type { ReceiptFacts } from './types';

/**
 * The arithmetic of a train e-ticket: its fare is its total, VAT included. The receipt of a refund
 * is that of the fee, which may stand beside the fare of the ticket that was given back.
 */

/** The total by the amount without VAT and the VAT; null where they were not both read. */
function totalByVat({ amountExcludingTax, taxAmount }: ReceiptFacts): number | null {
	return amountExcludingTax === null || taxAmount === null
		? null
		: roundMoney(amountExcludingTax + taxAmount);
}

/** The fee of a refund: what was paid less what came back; null where they were not both read. */
function feeByRefund({ originalFare, amountRefunded }: ReceiptFacts): number | null {
	return originalFare === null || amountRefunded === null
		? null
		: roundMoney(Math.abs(originalFare) - Math.abs(amountRefunded));
}

/**
 * Whether the fare on a refund is that of the ticket given back, and so no fee: it is said to be, or
 * more came back than a fee leaves.
 */
function isFareGivenBack({ business, fare, originalFare, amountRefunded }: ReceiptFacts): boolean {
	if (business !== 'refund' || fare === null) return false;
	const [amount, refunded] = [Math.abs(fare), Math.abs(amountRefunded ?? Infinity)];
	return amount > refunded || (originalFare !== null && amount === Math.abs(originalFare));
}

/**
 * With the total, which e-tickets do not name; a fare that only the total tells. The fee of a refund
 * is null where only the fare of the ticket was read.
 */
export function withTrainTotal(facts: ReceiptFacts): ReceiptFacts {
	const fee = facts.business === 'refund' ? feeByRefund(facts) : null;
	const fare = isFareGivenBack(facts) ? null : facts.fare;
	const total = facts.total ?? totalByVat(facts) ?? fee ?? fare;
	return { ...facts, total, fare: facts.fare ?? total };
}

/** Other amounts that the total should equal, as messages call them; those that do not. */
export function otherTotals(facts: ReceiptFacts): string[] {
	const { business, fare, total } = facts;
	const isRefund = business === 'refund';
	const candidates: Array<[string, number | null]> = [
		['the amount without VAT and the VAT', totalByVat(facts)],
		['what was paid less what came back', isRefund ? feeByRefund(facts) : null],
		// On a refund the fare may be that of the ticket given back.
		['the fare', isRefund ? null : fare],
	];
	return candidates.flatMap(([name, amount]) =>
		amount === null || total === null || Math.abs(amount) === Math.abs(total)
			? []
			: [`${name}: ${amount.toFixed(2)}`],
	);
}

/**
 * What the VAT within the total should be at the rate that is printed, where the printed VAT is
 * not that; else null.
 */
export function trainVatContradicted({ total, taxAmount, taxRate }: ReceiptFacts): number | null {
	if (total === null || taxAmount === null || taxRate === null) return null;
	const expected = vatWithin(total, taxRate);
	return Math.abs(expected - taxAmount) <= 0.02 ? null : expected;
}
