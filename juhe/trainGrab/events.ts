import { createHash } from 'crypto';
import { lookUp } from '../dictionary';
import { parseMoney } from '../money';
import { maskIdNumber, maskText } from '../personalData';
import { chinaNow, isoOrNull, toIso } from '../time';
import { asList, asNumber, asRecord, asText } from '../values';
import type { JsonRecord } from '../values';
import { callbackTypes } from './callback';
import { idTypeNameOf, idTypeOf, passengerTypeOf, seatClassOf, ticketStatusNames } from './codes';
import type { TicketStatus } from './codes';
import type { Order, OrderPassenger } from './order';
import { summarize } from './summary';
import type { SummaryLanguage } from './summary';

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

/** State of the tickets that an event tells of. */
const ticketStatusOfEvent: Record<EventName, TicketStatus> = {
	'order.issued': 'issued',
	'order.failed': 'notIssued',
	'order.expired': 'notIssued',
	'ticket.refunded': 'refunded',
	'ticket.refundFailed': 'refundFailed',
	other: 'unknown',
};

/**
 * The event of a push: by the callback type that its URL was registered for (1, 2 or 3), then by shape, as train-grab.md
 * says ("Pushes"); `msgCode` does not tell the kind.
 */
export function eventOfPush(fields: JsonRecord, callbackType: string | null): OrderEvent {
	const event = nameOf(fields, callbackType);
	const isRefund = event === 'ticket.refunded' || event === 'ticket.refundFailed';
	const code = asText(fields.msgCode);
	return complete({
		event,
		outOrderNo: asText(fields.outOrderNo),
		orderNo: asText(fields.orderNo),
		code,
		message: asText(fields.msgInfo),
		codeMeaning: lookUp('msgCode', code)?.english ?? null,
		trainNo: asText(fields.trainNo),
		fromStation: asText(fields.fromStation),
		toStation: asText(fields.toStation),
		departure: isoOrNull(fields.departureTime),
		arrival: isoOrNull(fields.arrivalTime),
		ticketNo: asText(fields.ticketNo),
		price: parseMoney(fields.orderAmount),
		failure: null,
		refund: isRefund ? refundOf(fields) : null,
		passengers: asList(fields.passengers).map((entry) =>
			passengerOfPush(asRecord(entry) ?? {}, event),
		),
		raw: fields,
	});
}

function nameOf(fields: JsonRecord, callbackType: string | null): EventName {
	// Tickets changed for others have fields, but no documented push: they are not dropped, and not taken for a first issue.
	if (asNumber(fields.isChangedOrder) === 1) return 'other';
	const succeeded = hasSucceeded(fields);
	switch (callbackType) {
		case callbackTypes.issueResult:
			return succeeded ? 'order.issued' : 'order.failed';
		case callbackTypes.refund:
			return succeeded ? 'ticket.refunded' : 'ticket.refundFailed';
		case callbackTypes.expired:
			return 'order.expired';
		default:
			return nameByShape(fields, succeeded);
	}
}

/** By `msgCode`; where that is missing, by what only a success has: a ticket number, money paid back. */
function hasSucceeded(fields: JsonRecord): boolean {
	const code = asText(fields.msgCode);
	if (code !== null) return code === '100';
	return asText(fields.ticketNo) !== null || (parseMoney(fields.refundPrice) ?? 0) > 0;
}

function nameByShape(fields: JsonRecord, succeeded: boolean): EventName {
	if (fields.refundTime !== undefined || fields.refundPrice !== undefined) {
		return succeeded ? 'ticket.refunded' : 'ticket.refundFailed';
	}
	const hasIssueFields = ['ticketNo', 'issueTime', 'orderAmount'].some(
		(field) => fields[field] !== undefined,
	);
	if (fields.passengers !== undefined && hasIssueFields)
		return succeeded ? 'order.issued' : 'order.failed';
	const saysExpired =
		asText(fields.msgInfo)?.includes('过期') === true || asText(fields.msgCode) === '207';
	return saysExpired ? 'order.expired' : 'other';
}

function refundOf(fields: JsonRecord): OrderEvent['refund'] {
	const type = asText(fields.refundType);
	return {
		price: parseMoney(fields.refundPrice),
		type,
		typeName: lookUp('refundType', type)?.english ?? null,
		at: isoOrNull(fields.refundTime),
	};
}

function passengerOfPush(passenger: JsonRecord, event: EventName): OrderPassenger {
	const status = ticketStatusOfEvent[event];
	const idType = idTypeOf(passenger.cardType);
	return {
		passengerId: asText(passenger.passengerId),
		name: asText(passenger.passengerName),
		...passengerTypeOf(passenger.passengerType),
		idType,
		idTypeName: idTypeNameOf(idType),
		idNumber: asText(passenger.cardNo),
		birthday: null,
		...seatClassOf(passenger.seatClass),
		seatNo: asText(passenger.seatNo),
		ticketNo: asText(passenger.pTicketNo),
		status,
		statusCode: null,
		statusName: ticketStatusNames[status],
		price: parseMoney(passenger.price),
	};
}

/**
 * What the trigger would have said of an order that stands like this, for workflows that Juhe cannot reach: one event
 * of the order, one of each ticket refunded or refused.
 */
export function eventsOfOrder(order: Order, raw: unknown): OrderEvent[] {
	const event = (
		name: EventName,
		passengers: OrderPassenger[],
		refund: OrderEvent['refund'],
	): OrderEvent =>
		complete({
			event: name,
			outOrderNo: order.outOrderNo,
			orderNo: order.orderNo,
			code: null,
			message: null,
			codeMeaning: null,
			trainNo: order.trainNo,
			fromStation: order.fromStation,
			toStation: order.toStation,
			departure: order.departure,
			arrival: order.arrival,
			ticketNo: order.ticketNo,
			price: order.price,
			failure: order.failure,
			refund,
			passengers,
			raw,
			verified: true,
		});
	const ofOrder: EventName[] = order.issued
		? ['order.issued']
		: order.status === 'failed'
			? ['order.failed']
			: order.status === 'expired'
				? ['order.expired']
				: [];
	const unknownRefund = { price: null, type: null, typeName: null, at: null };
	const ofTickets = order.passengers.flatMap((passenger) => {
		if (passenger.status === 'refunded')
			return [event('ticket.refunded', [passenger], unknownRefund)];
		return passenger.status === 'refundFailed'
			? [event('ticket.refundFailed', [passenger], unknownRefund)]
			: [];
	});
	return [...ofOrder.map((name) => event(name, order.passengers, null)), ...ofTickets];
}

type Incomplete = Omit<OrderEvent, 'eventKey' | 'verified' | 'receivedAt' | 'summary'> & {
	verified?: boolean;
};

function complete(event: Incomplete): OrderEvent {
	const completed: OrderEvent = {
		verified: null,
		receivedAt: toIso(chinaNow()),
		summary: '',
		...event,
		eventKey: eventKeyOf(event),
	};
	return { ...completed, summary: summarize(completed, 'en') };
}

/**
 * `event:outOrderNo`, and for tickets the sorted passenger IDs, since each ticket is refunded on its own; a failed
 * refund may be tried again, so its time belongs to it. What fits no kind is told apart by its content.
 */
function eventKeyOf(event: Incomplete): string {
	const parts = [event.event, event.outOrderNo ?? ''];
	if (event.event.startsWith('ticket.')) {
		const ids = event.passengers.map((passenger) => passenger.passengerId ?? '').sort();
		parts.push(ids.join(','));
	}
	if (event.event === 'ticket.refundFailed' && event.refund?.at) parts.push(event.refund.at);
	if (event.event === 'other') {
		parts.push(createHash('sha256').update(JSON.stringify(event.raw)).digest('hex').slice(0, 16));
	}
	return parts.join(':');
}

/** The event with what only the order knows filled in: why it failed, the journey of a refunded ticket. */
export function withOrder(event: OrderEvent, order: Order): OrderEvent {
	return {
		...event,
		orderNo: event.orderNo ?? order.orderNo,
		trainNo: event.trainNo ?? order.trainNo,
		fromStation: event.fromStation ?? order.fromStation,
		toStation: event.toStation ?? order.toStation,
		departure: event.departure ?? order.departure,
		arrival: event.arrival ?? order.arrival,
		ticketNo: event.ticketNo ?? order.ticketNo,
		price: event.price ?? order.price,
		failure: event.failure ?? order.failure,
		passengers: event.passengers.length > 0 ? event.passengers : order.passengers,
	};
}

/** What the order says of the event: that it is so, that it is not, or nothing either way. */
export function agrees(event: OrderEvent, order: Order): boolean {
	const ticketsAre = (...states: TicketStatus[]): boolean =>
		event.passengers.every((passenger) => {
			const known = order.passengers.find((each) => each.passengerId === passenger.passengerId);
			return known !== undefined && states.includes(known.status);
		});
	switch (event.event) {
		case 'order.issued':
			return order.issued;
		case 'order.failed':
			return order.status === 'failed';
		case 'order.expired':
			return order.status === 'expired';
		case 'ticket.refunded':
			return ticketsAre('refunded', 'refunding');
		case 'ticket.refundFailed':
			return ticketsAre('refundFailed', 'issued', 'refunding');
		case 'other':
			return true;
	}
}

/** The event as a workflow wants it: its language, and ID numbers masked where wished. */
export function presentEvent(
	event: OrderEvent,
	options: { language: SummaryLanguage; mask: boolean; includeRaw: boolean },
): OrderEvent {
	const passengers = options.mask
		? event.passengers.map((passenger) => ({
				...passenger,
				idNumber: passenger.idNumber && maskIdNumber(passenger.idNumber),
			}))
		: event.passengers;
	return {
		...event,
		summary: summarize(event, options.language),
		failure: event.failure && options.mask ? maskText(event.failure) : event.failure,
		passengers,
		raw: options.includeRaw ? event.raw : null,
	};
}
