import { createHash } from 'crypto';

import { lookUp } from '../../dictionary';
import { parseMoney } from '../../../lib/money';
import { maskIdNumber, maskPhone, maskText } from '../../../lib/personalData';
import { chinaNow, isoOrNull, toIso } from '../../../lib/time';
import { asList, asNumber, asRecord, asText } from '../../../lib/values';
import type { JsonRecord } from '../../../lib/values';
import { callbackTypes } from '../callback';
import type { CallbackType } from '../callback';
import { idTypeNameOf, idTypeOf, passengerTypeOf, seatClassOf, ticketStatusNames } from '../codes';
import type { TicketStatus } from '../codes';
import type { OrderPassenger } from '../order/order';
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

/** An event without what follows from the rest of it. */
export type EventFacts = Omit<OrderEvent, 'eventKey' | 'receivedAt' | 'summary'>;

/** State of the tickets that an event tells of. */
const ticketStatusOfEvent: Record<EventName, TicketStatus> = {
	'order.issued': 'issued',
	'order.failed': 'notIssued',
	'order.expired': 'notIssued',
	'ticket.refunded': 'refunded',
	'ticket.refundFailed': 'refundFailed',
	other: 'unknown',
};

/** The events of each callback type; nothing that expired can have succeeded. */
const namesOfType: Record<CallbackType, { success: EventName; failure: EventName }> = {
	issueResult: { success: 'order.issued', failure: 'order.failed' },
	refund: { success: 'ticket.refunded', failure: 'ticket.refundFailed' },
	expired: { success: 'other', failure: 'order.expired' },
};

/**
 * The event of a push: by the callback type that its URL was registered for (1, 2 or 3), then by shape, as train-grab.md
 * says ("Pushes"); `msgCode` does not tell the kind. Takes any fields at all.
 */
export function eventOfPush(fields: JsonRecord, callbackType: string | null): OrderEvent {
	const event = nameOf(fields, callbackType);
	const code = asText(fields.msgCode);
	return toEvent({
		event,
		outOrderNo: asText(fields.outOrderNo),
		orderNo: asText(fields.orderNo),
		code,
		message: asText(fields.msgInfo),
		codeMeaning: lookUp('msgCode', code)?.english ?? null,
		verified: null,
		trainNo: asText(fields.trainNo),
		fromStation: asText(fields.fromStation),
		toStation: asText(fields.toStation),
		departure: isoOrNull(fields.departureTime),
		arrival: isoOrNull(fields.arrivalTime),
		ticketNo: asText(fields.ticketNo),
		price: parseMoney(fields.orderAmount),
		failure: null,
		refund: isTicketEvent(event) ? refundOf(fields) : null,
		passengers: asList(fields.passengers).map((entry) =>
			passengerOfPush(asRecord(entry) ?? {}, event),
		),
		raw: fields,
	});
}

function nameOf(fields: JsonRecord, callbackType: string | null): EventName {
	// Without its number nothing can be proved. Changed tickets have fields, but no documented push: they are not
	// dropped, and not taken for a first issue.
	if (asText(fields.outOrderNo) === null || asNumber(fields.isChangedOrder) === 1) return 'other';
	const type = typeOfUrl(callbackType) ?? typeByShape(fields);
	const outcome = outcomeOf(fields);
	if (type === 'expired') return namesOfType.expired[outcome ?? 'failure'];
	return type && outcome ? namesOfType[type][outcome] : 'other';
}

function typeOfUrl(callbackType: string | null): CallbackType | null {
	const types = Object.keys(callbackTypes) as CallbackType[];
	return types.find((type) => callbackTypes[type] === callbackType) ?? null;
}

function typeByShape(fields: JsonRecord): CallbackType | null {
	const hasAny = (...names: string[]) => names.some((name) => fields[name] !== undefined);
	if (hasAny('refundTime', 'refundPrice')) return 'refund';
	if (hasAny('passengers') && hasAny('ticketNo', 'issueTime', 'orderAmount')) return 'issueResult';
	const saysExpired = asText(fields.msgInfo)?.includes('过期') || asText(fields.msgCode) === '207';
	return saysExpired ? 'expired' : null;
}

/** By `msgCode` (100 or failed); where that is missing, by what only a success has: a ticket number, money paid back. */
function outcomeOf(fields: JsonRecord): 'success' | 'failure' | null {
	const code = asText(fields.msgCode);
	if (code !== null) return code === '100' ? 'success' : 'failure';
	const hasGain = asText(fields.ticketNo) !== null || (parseMoney(fields.refundPrice) ?? 0) > 0;
	return hasGain ? 'success' : null;
}

/** Whether an event is of single tickets, not of the whole order. */
export function isTicketEvent(event: EventName): boolean {
	return event === 'ticket.refunded' || event === 'ticket.refundFailed';
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

/** The event of some facts, in the order of the documented shape. */
export function toEvent(facts: EventFacts, receivedAt = toIso(chinaNow())): OrderEvent {
	const event: OrderEvent = {
		event: facts.event,
		eventKey: eventKeyOf(facts),
		outOrderNo: facts.outOrderNo,
		orderNo: facts.orderNo,
		code: facts.code,
		message: facts.message,
		codeMeaning: facts.codeMeaning,
		verified: facts.verified,
		receivedAt,
		summary: '',
		trainNo: facts.trainNo,
		fromStation: facts.fromStation,
		toStation: facts.toStation,
		departure: facts.departure,
		arrival: facts.arrival,
		ticketNo: facts.ticketNo,
		price: facts.price,
		failure: facts.failure,
		refund: facts.refund,
		passengers: facts.passengers,
		raw: facts.raw,
	};
	return { ...event, summary: summarize(event, 'en') };
}

/**
 * `event:outOrderNo`, and for tickets the sorted passenger IDs, since each ticket is refunded on its own (the ticket
 * numbers where the push has no IDs, the time where it names no ticket); a failed refund may be tried again, so its
 * time belongs to it. What fits no kind is told apart by its content.
 */
function eventKeyOf({ event, outOrderNo, passengers, refund, raw }: EventFacts): string {
	const parts: Array<string | null> = [event, outOrderNo ?? ''];
	if (isTicketEvent(event)) {
		const tickets = passengers.map(({ passengerId, ticketNo }) => passengerId ?? ticketNo);
		const named = tickets.filter((ticket) => ticket !== null).sort();
		parts.push(named.join(','));
		if (event === 'ticket.refundFailed' || named.length === 0) parts.push(refund?.at ?? null);
	}
	if (event === 'other') {
		parts.push(createHash('sha256').update(JSON.stringify(raw)).digest('hex').slice(0, 16));
	}
	return parts.filter((part, index) => part || index < 2).join(':');
}

/** The event as a workflow wants it: its language, and personal data masked where wished. */
export function presentEvent(
	event: OrderEvent,
	options: { language: SummaryLanguage; mask: boolean; includeRaw: boolean },
): OrderEvent {
	const shown: OrderEvent = {
		...event,
		summary: summarize(event, options.language),
		raw: options.includeRaw ? event.raw : null,
	};
	if (!options.mask) return shown;
	return {
		...shown,
		message: event.message && maskText(event.message),
		failure: event.failure && maskText(event.failure),
		passengers: event.passengers.map((passenger) => ({
			...passenger,
			idNumber: passenger.idNumber && maskIdNumber(passenger.idNumber),
		})),
		raw: maskRaw(shown.raw),
	};
}

/** Fields of pushes and order details that carry ID or phone numbers. Not all text: ticket numbers look like passports. */
const personalFields: Record<string, (text: string) => string> = {
	cardNo: maskIdNumber,
	idCard: maskIdNumber,
	certificateNo: maskIdNumber,
	phone: maskPhone,
	cellphone: maskPhone,
	msgInfo: maskText,
	msgDetail: maskText,
	failMsg: maskText,
	failureReason: maskText,
};

function maskRaw(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(maskRaw);
	const record = asRecord(value);
	if (!record) return value;
	return Object.fromEntries(
		Object.entries(record).map(([name, inner]) => {
			const mask = Object.hasOwn(personalFields, name) ? personalFields[name] : undefined;
			const text = asText(inner);
			return [name, mask && text !== null ? mask(text) : maskRaw(inner)];
		}),
	);
}
