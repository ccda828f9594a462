import { isVoid } from './business';
import { numberOf } from './duplicateKey';
import { describeTrip } from './summary';
import { totalHoldsInsurance } from './amounts';
import type { Invoice } from './types';
import { roundMoney } from '../lib/money';

/**
 * One row of an expense table, the same columns in the same order for flights and trains: nothing
 * nested, so that every spreadsheet takes it. Fare, fees and tax add up to the total wherever the
 * document does.
 */
export interface ExpenseRow {
	/** `YYYY-MM-DD` of the first departure; the day of issue where that was not read. */
	date: string | null;
	category: 'flight' | 'train';
	passenger: string | null;
	/** The journey in words. */
	description: string;
	from: string | null;
	/** Where it went; of a journey there and back, where it turned. */
	to: string | null;
	/** Flight numbers, or the train's. */
	carrierOrTrain: string | null;
	currency: string;
	/** Without VAT where that is printed apart. */
	fare: number | null;
	/** Aviation fund, fuel surcharge, other taxes, and the insurance where the total holds it. */
	fees: number | null;
	/** VAT that is printed apart. */
	tax: number | null;
	total: number | null;
	deductibleVat: number | null;
	ticketNumber: string | null;
	invoiceNumber: string | null;
	duplicateKey: string;
	/** In one text, with what to do about them; empty where there are none. */
	warnings: string;
	fileName: string | null;
}

/** The row of one invoice. */
export function expenseRowOfInvoice(invoice: Invoice, fileName: string | null): ExpenseRow {
	const { segments } = invoice;
	const [first, last] = [segments.at(0), segments.at(-1)];
	const isReturn = segments.length > 1 && first?.from !== null && first?.from === last?.to;
	const turn = isReturn ? segments[Math.ceil(segments.length / 2) - 1] : last;
	const numbers = segments.flatMap((segment) => numberOf(segment) ?? []);
	return {
		date: first?.date ?? invoice.issueDate,
		category: invoice.category,
		passenger: invoice.passengerName,
		description: [...whatFor(invoice), describeTrip(segments)].join(', '),
		from: first?.from ?? null,
		to: turn?.to ?? null,
		carrierOrTrain: numbers.join(', ') || (first && 'carrier' in first ? first.carrier : null),
		currency: invoice.currency,
		...amountsOf(invoice),
		ticketNumber: invoice.ticketNumber,
		invoiceNumber: invoice.invoiceNumber,
		duplicateKey: invoice.duplicateKey,
		warnings: invoice.warnings
			.map(({ message, suggestion }) => `${message} ${suggestion}`)
			.join(' '),
		fileName,
	};
}

type Amounts = Pick<ExpenseRow, 'fare' | 'fees' | 'tax' | 'total' | 'deductibleVat'>;

/** None of an invoice that is not in force: it must not be added up. */
function amountsOf(invoice: Invoice): Amounts {
	const { fare, taxAmount, total, vat } = invoice;
	if (isVoid(invoice))
		return { fare: null, fees: null, tax: null, total: null, deductibleVat: null };
	const fees = [
		invoice.aviationFund,
		invoice.fuelSurcharge,
		invoice.otherTaxes,
		totalHoldsInsurance(invoice) ? invoice.insurance : null,
	];
	const isTrain = invoice.category === 'train';
	return {
		// A train's fare holds its VAT; that of a refund may be another ticket's.
		fare: isTrain ? total && roundMoney(total - (taxAmount ?? 0)) : fare,
		fees: isTrain ? null : sumOrNull(fees),
		tax: taxAmount,
		total,
		deductibleVat: vat.deductible,
	};
}

/** What a row is for, where that is not simply the journey. */
function whatFor({ business }: Invoice): string[] {
	const words = {
		sale: [],
		refund: ['Refund fee'],
		change: ['Changed ticket'],
		reversal: ['Reversal'],
	};
	return words[business];
}

function sumOrNull(amounts: Array<number | null>): number | null {
	const read = amounts.filter((amount) => amount !== null);
	return read.length > 0 ? roundMoney(read.reduce((sum, amount) => sum + amount, 0)) : null;
}
