import type { FlightInvoice } from './flightInvoiceOcr/invoice';
import type { Order } from './trainGrab/order';

/** One row of an expense table, the same columns in the same order for flights and trains. */
export interface ExpenseRow {
	date: string | null;
	category: 'flight' | 'train';
	passenger: string | null;
	description: string;
	from: string | null;
	to: string | null;
	carrierOrTrain: string | null;
	currency: string;
	fare: number | null;
	fees: number | null;
	tax: number | null;
	total: number | null;
	deductibleVat: number | null;
	ticketNumber: string | null;
	invoiceNumber: string | null;
	duplicateKey: string;
	warnings: string;
	fileName: string | null;
}

/** The row of one flight invoice. */
export function expenseRowOfInvoice(invoice: FlightInvoice, fileName: string | null): ExpenseRow {
	const [first] = invoice.segments;
	return {
		date: first?.date ?? invoice.issueDate,
		category: 'flight',
		passenger: invoice.passengerName,
		description: invoice.summary,
		from: first?.from ?? null,
		to: invoice.segments.at(-1)?.to ?? null,
		carrierOrTrain: first?.flightNumber ?? null,
		currency: invoice.currency,
		fare: invoice.fare,
		fees: null,
		tax: invoice.taxAmount,
		total: invoice.total,
		deductibleVat: invoice.vat.deductible,
		ticketNumber: invoice.ticketNumber,
		invoiceNumber: invoice.invoiceNumber,
		duplicateKey: invoice.duplicateKey,
		warnings: invoice.warnings.map(({ message }) => message).join(' '),
		fileName,
	};
}

/** The rows of a train order: one a ticket. */
export function expenseRowsOfOrder(order: Order): ExpenseRow[] {
	return order.passengers.map((passenger) => ({
		date: order.departure?.slice(0, 10) ?? null,
		category: 'train',
		passenger: passenger.name,
		description: order.trainNo ?? '',
		from: order.fromStation,
		to: order.toStation,
		carrierOrTrain: order.trainNo,
		currency: 'CNY',
		fare: passenger.price,
		fees: null,
		tax: null,
		total: passenger.price,
		deductibleVat: null,
		ticketNumber: passenger.ticketNo,
		invoiceNumber: null,
		duplicateKey: `train:${order.outOrderNo}:${passenger.passengerId ?? ''}`,
		warnings: '',
		fileName: null,
	}));
}
