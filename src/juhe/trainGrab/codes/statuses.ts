import type { dictionary } from '../../dictionary';
import { asText } from '../../../lib/values';

/**
 * What has become of an order and of a ticket, in words of our own, whichever of Juhe's tables an
 * answer used.
 */

export type OrderStatus =
	| 'created'
	| 'waiting'
	| 'grabbing'
	| 'issued'
	| 'failed'
	| 'expired'
	| 'cancelled'
	| 'refunding'
	| 'refunded'
	| 'partlyRefunded'
	| 'changed'
	| 'unknown';

export type TicketStatus =
	| 'notIssued'
	| 'issued'
	| 'refunding'
	| 'refunded'
	| 'refundFailed'
	| 'changing'
	| 'changed'
	| 'unknown';

/** The table `orderStatus`: the `status` of an order detail asked for without `issue`. */
const orderStatuses: Record<keyof (typeof dictionary)['orderStatus'], OrderStatus> = {
	N: 'created',
	B: 'waiting',
	D: 'grabbing',
	F: 'issued',
	U: 'failed',
	O: 'expired',
	C: 'cancelled',
	T: 'refunded',
	E: 'changed',
};

/**
 * The table `ticketStateCode`: a passenger's ticket, and (inferred) the `orderStateCode` of an
 * issued order.
 */
const ticketStatuses: Record<keyof (typeof dictionary)['ticketStateCode'], TicketStatus> = {
	N: 'notIssued',
	F: 'issued',
	C: 'refunding',
	T: 'refunded',
	O: 'refundFailed',
	Y: 'changing',
	G: 'changed',
};

/** English names of the statuses, for every `statusName` of an order. */
export const orderStatusNames: Record<OrderStatus, string> = {
	created: 'Created',
	waiting: 'Waiting for sales to open',
	grabbing: 'Grabbing',
	issued: 'Issued',
	failed: 'Failed',
	expired: 'Expired',
	cancelled: 'Cancelled',
	refunding: 'Being refunded',
	refunded: 'Refunded',
	partlyRefunded: 'Partly refunded',
	changed: 'Changed',
	unknown: 'Unknown',
};

/** English names of the ticket states, for every `statusName` of a passenger. */
export const ticketStatusNames: Record<TicketStatus, string> = {
	notIssued: 'Not issued',
	issued: 'Issued',
	refunding: 'Being refunded',
	refunded: 'Refunded',
	refundFailed: 'Refund failed',
	changing: 'Being changed',
	changed: 'Changed',
	unknown: 'Unknown',
};

/** Status of an order by the table `orderStatus`; a letter that the table lacks is `unknown`. */
export function orderStatusOf(letter: unknown): OrderStatus {
	return fromTable(orderStatuses, letter) ?? 'unknown';
}

/** State of a ticket by the table `ticketStateCode`; a letter that the table lacks is `unknown`. */
export function ticketStatusOf(letter: unknown): TicketStatus {
	return fromTable(ticketStatuses, letter) ?? 'unknown';
}

function fromTable<T>(table: Record<string, T>, key: unknown): T | null {
	const text = asText(key)?.toUpperCase();
	return text !== undefined && Object.hasOwn(table, text) ? (table[text] ?? null) : null;
}
