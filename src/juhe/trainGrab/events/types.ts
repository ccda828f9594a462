import type { OrderPassenger } from '../order/types';

export type SummaryLanguage = 'en' | 'zh';

export const eventNames = [
	'order.issued',
	'order.failed',
	'order.expired',
	'ticket.refunded',
	'ticket.refundFailed',
	'other',
] as const;
export type EventName = (typeof eventNames)[number];

/** What became of an order, as a push told it or as the order's own state tells it. */
export interface OrderEvent {
	event: EventName;
	/** The same for every repetition of the event, and for the push and the look-up that tell it. */
	eventKey: string;
	outOrderNo: string | null;
	orderNo: string | null;
	/** Juhe's `msgCode`; it does not tell the kind of event (an expiry carries 101). */
	code: string | null;
	message: string | null;
	/** English of the code. */
	codeMeaning: string | null;
	/** True: the order agrees. False: Juhe could not be asked in time. Null: not asked. */
	verified: boolean | null;
	/** ISO 8601, +08:00. */
	receivedAt: string;
	/** One line fit for a chat, without personal data. */
	summary: string;
	trainNo: string | null;
	fromStation: string | null;
	toStation: string | null;
	departure: string | null;
	arrival: string | null;
	ticketNo: string | null;
	/** Yuan. */
	price: number | null;
	failure: string | null;
	refund: {
		price: number | null;
		type: string | null;
		typeName: string | null;
		at: string | null;
	} | null;
	passengers: OrderPassenger[];
	/** The push's own fields, or the order's answers. */
	raw: unknown;
}

/** An event without what follows from the rest of it. */
export type EventFacts = Omit<OrderEvent, 'eventKey' | 'receivedAt' | 'summary'>;
