import { vatWithin } from '../lib/money';
import { aviationFundTariff, excessOfTotal, unreadVat } from './amounts';
import { isVoid } from './business';
import type { InvoiceVat, ReceiptFacts, TripScope } from './types';

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
