import { describeTrip } from './accounting';
import { totalHoldsInsurance } from './amounts';
import type { FlightInvoice } from './invoice';
import { roundMoney, vatWithin } from '../lib/money';
import type { TicketStatus } from '../juhe/trainGrab/codes/statuses';
import type { Order, OrderPassenger } from '../juhe/trainGrab/order/order';

/**
 * One row of an expense table, the same columns in the same order for flights and trains: nothing nested, so that every
 * spreadsheet takes it. Fare, fees and tax add up to the total wherever the document does.
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

/** The row of one flight invoice. */
export function expenseRowOfInvoice(invoice: FlightInvoice, fileName: string | null): ExpenseRow {
	const { segments } = invoice;
	const [first, last] = [segments.at(0), segments.at(-1)];
	const isReturn = segments.length > 1 && first?.from !== null && first?.from === last?.to;
	const turn = isReturn ? segments[Math.ceil(segments.length / 2) - 1] : last;
	const flights = segments.flatMap(({ flightNumber }) => flightNumber ?? []);
	return {
		date: first?.date ?? invoice.issueDate,
		category: invoice.category,
		passenger: invoice.passengerName,
		description: describeTrip(segments),
		from: first?.from ?? null,
		to: turn?.to ?? null,
		carrierOrTrain: flights.join(', ') || (first?.carrier ?? null),
		currency: invoice.currency,
		fare: invoice.fare,
		fees: sumOrNull([
			invoice.aviationFund,
			invoice.fuelSurcharge,
			invoice.otherTaxes,
			totalHoldsInsurance(invoice) ? invoice.insurance : null,
		]),
		tax: invoice.taxAmount,
		total: invoice.total,
		deductibleVat: invoice.vat.deductible,
		ticketNumber: invoice.ticketNumber,
		invoiceNumber: invoice.invoiceNumber,
		duplicateKey: invoice.duplicateKey,
		warnings: invoice.warnings
			.map(({ message, suggestion }) => `${message} ${suggestion}`)
			.join(' '),
		fileName,
	};
}

/** Percent. Estimates of deductible VAT use the rate of passenger transport, as the flights' do by default. */
const trainVatRate = 9;

/** What a row says of a ticket that is no longer simply a cost. */
const ticketWarnings: Partial<Record<TicketStatus, string>> = {
	refunding: 'This ticket is being refunded: wait for the outcome before it is paid out.',
	refunded:
		'This ticket was refunded: what it cost in the end is on the receipt of the refund fee.',
	changing: 'This ticket is being changed: wait for the outcome before it is paid out.',
	changed: 'This ticket was changed: the new one is not part of this order.',
	unknown: 'Juhe gives a state of this ticket that is not known: look it up before it is paid out.',
};

/**
 * The rows of a train order, one a ticket; none before tickets are issued. Juhe's service fee is no part of a ticket and
 * is left out. `deductibleVat` is an estimate by the same rule as for flights, price / (1 + 9 %) × 9 %, for tickets that
 * name the passenger's identity: no document of Juhe's carries VAT, the railway's own e-invoice does and decides.
 */
export function expenseRowsOfOrder(order: Order): ExpenseRow[] {
	if (!order.issued) return [];
	return order.passengers
		.filter(({ status }) => status !== 'notIssued')
		.map((passenger, index) => rowOfTicket(order, passenger, index));
}

function rowOfTicket(order: Order, passenger: OrderPassenger, index: number): ExpenseRow {
	// What was paid for a refunded ticket came back, but for a fee that Juhe does not tell.
	const price = passenger.status === 'refunded' ? null : passenger.price;
	const isIdentified = passenger.name !== null && passenger.idNumber !== null;
	const places =
		order.fromStation && order.toStation ? `${order.fromStation} → ${order.toStation}` : null;
	const journey = [order.trainNo, places].filter((part) => part !== null).join(' ');
	return {
		date: order.departure?.slice(0, 10) ?? null,
		category: 'train',
		passenger: passenger.name,
		description: [journey, passenger.seatName, passenger.seatNo].filter((part) => part).join(', '),
		from: order.fromStation,
		to: order.toStation,
		carrierOrTrain: order.trainNo,
		currency: 'CNY',
		fare: price,
		fees: null,
		tax: null,
		total: price,
		deductibleVat: price !== null && isIdentified ? vatWithin(price, trainVatRate) : null,
		ticketNumber: passenger.ticketNo ?? order.ticketNo,
		invoiceNumber: null,
		duplicateKey: `train:${order.outOrderNo}:${passenger.passengerId ?? `no${index + 1}`}`,
		warnings: ticketWarnings[passenger.status] ?? '',
		fileName: null,
	};
}

function sumOrNull(amounts: Array<number | null>): number | null {
	const read = amounts.filter((amount) => amount !== null);
	return read.length > 0 ? roundMoney(read.reduce((sum, amount) => sum + amount, 0)) : null;
}
