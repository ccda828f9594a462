import type { TicketStatus } from '../../src/juhe/trainGrab/codes/statuses';
import type { Order, OrderPassenger } from '../../src/juhe/trainGrab/order/types';
import { vatWithin } from '../../src/lib/money';
import type { ExpenseRow } from '../../src/receipts/expenseRow';

/**
 * Percent. Estimates of deductible VAT use the rate of passenger transport, as the flights' do by
 * default.
 */
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
 * The rows of a train order, one a ticket; none before tickets are issued. Juhe's service fee is
 * no part of a ticket and is left out. `deductibleVat` is an estimate by the same rule as for
 * flights, price / (1 + 9 %) × 9 %, for tickets that name the passenger's identity: no document of
 * Juhe's carries VAT, the railway's own e-invoice does and decides.
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
