import { dictionary, lookUp } from '../../dictionary';
import { parseMoney } from '../../../lib/money';
import { shorten } from '../../../lib/shorten';
import { isoOrNull } from '../../../lib/time';
import { flagOf } from '../../../lib/typedText';
import { asList, asNumber, asText, isEmptyJson, readRecord } from '../../../lib/values';
import type { JsonRecord } from '../../../lib/values';
import { callbackTypes } from '../callback';
import type { CallbackType } from '../callback';
import { seatClassOf } from '../codes/seatClasses';
import { ticketStatusNames } from '../codes/statuses';
import type { TicketStatus } from '../codes/statuses';
import { idTypeNameOf, idTypeOf, passengerTypeOf } from '../codes/travellers';
import type { OrderPassenger } from '../order/types';
import { isTicketEvent, toEvent } from './event';
import type { EventName, OrderEvent } from './types';

/** State of the tickets that an event tells of. */
const ticketStatusOfEvent: Record<EventName, TicketStatus> = {
	'order.issued': 'issued',
	'order.failed': 'notIssued',
	'order.expired': 'notIssued',
	'ticket.refunded': 'refunded',
	'ticket.refundFailed': 'refundFailed',
	other: 'unknown',
};

/** An order has five; whoever sends more makes work only. */
const mostPassengers = 50;
/** Of what Juhe says; nothing documented has more than a line. */
const longestMessage = 2000;

/** The events of the callback types that tell of a success or a failure. */
const namesOfType: Record<
	Exclude<CallbackType, 'expired'>,
	{ success: EventName; failure: EventName }
> = {
	issueResult: { success: 'order.issued', failure: 'order.failed' },
	refund: { success: 'ticket.refunded', failure: 'ticket.refundFailed' },
};

/**
 * The event of a push: by its shape where that leaves no doubt, since Juhe may push to one URL what
 * belongs to another; else by the callback type that its URL was registered for (1, 2 or 3), then
 * by any shape (docs/juhe-api.md, "Pushes"). `msgCode` does not tell the kind. Takes any fields at
 * all.
 */
export function eventOfPush(fields: JsonRecord, callbackType: string | null): OrderEvent {
	const event = nameOf(fields, callbackType);
	const code = asText(fields.msgCode);
	return toEvent({
		event,
		outOrderNo: asText(fields.outOrderNo),
		orderNo: asText(fields.orderNo),
		code,
		message: shortenOrNull(asText(fields.msgInfo)),
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
		passengers: asList(fields.passengers)
			.slice(0, mostPassengers)
			.map((entry) => passengerOfPush(readRecord(entry) ?? {}, event)),
		raw: fields,
	});
}

function nameOf(fields: JsonRecord, callbackType: string | null): EventName {
	// Without its number nothing can be proved. Changed tickets have fields, but no documented push:
	// they are not dropped, and not taken for a first issue.
	if (asText(fields.outOrderNo) === null || isYes(fields.isChangedOrder)) return 'other';
	const { type: shape, mayBe } = shapeOf(fields);
	const ofUrl = typeOfUrl(callbackType);
	const type = ofUrl && mayBe.includes(ofUrl) ? ofUrl : shape;
	// An order that is said to have expired has not succeeded, whatever the code; a refund may have.
	const isExpiry = shape === 'expired' && type !== 'refund';
	if (isUndecided(fields) && !isExpiry) return 'other';
	const outcome = isExpiry ? 'failure' : outcomeOf(fields);
	// No code tells of an expiry; but what brings a ticket or money is none.
	if (type === 'expired')
		return outcome === 'success' && hasGain(fields) ? 'other' : 'order.expired';
	return type && outcome ? namesOfType[type][outcome] : 'other';
}

/** Juhe writes yes as 1; whoever pushes in its name may say it otherwise. */
const isYes = (value: unknown): boolean =>
	value === true || asNumber(value) === 1 || flagOf(asText(value) ?? '') === true;

const anyType = Object.keys(callbackTypes) as CallbackType[];

function typeOfUrl(callbackType: string | null): CallbackType | null {
	return anyType.find((type) => callbackTypes[type] === callbackType) ?? null;
}

interface Shape {
	type: CallbackType | null;
	/** The types that it may be of besides: where its URL says so. */
	mayBe: CallbackType[];
}

/**
 * A field that is there but empty, or zero, gives a hint only: some senders write every field they
 * have.
 */
function shapeOf(fields: JsonRecord): Shape {
	const hasAny = (...names: string[]) => names.some((name) => fields[name] !== undefined);
	if (hasAny('refundTime', 'refundPrice')) {
		const isSure = isoOrNull(fields.refundTime) !== null || isPaidBack(fields);
		return { type: 'refund', mayBe: isSure ? [] : anyType };
	}
	const isExpiry = saysExpired(fields) && !hasGain(fields);
	if (hasAny('passengers') && hasAny('ticketNo', 'issueTime', 'orderAmount')) {
		const isFilled = !isEmptyJson(fields.passengers) || asText(fields.ticketNo) !== null;
		const mayBe: CallbackType[] = isExpiry ? ['expired'] : [];
		return { type: 'issueResult', mayBe: isFilled ? mayBe : anyType };
	}
	return { type: isExpiry ? 'expired' : null, mayBe: anyType };
}

function saysExpired(fields: JsonRecord): boolean {
	return (asText(fields.msgInfo)?.includes('过期') ?? false) || asText(fields.msgCode) === '207';
}

/** Whether there is what only a success has: a ticket number, money paid back. */
function hasGain(fields: JsonRecord): boolean {
	return asText(fields.ticketNo) !== null || isPaidBack(fields);
}

const isPaidBack = (fields: JsonRecord) => (parseMoney(fields.refundPrice) ?? 0) > 0;

/** Codes that the dictionary has no outcome for: a seat is still being queued for. */
const undecided = ['214'];

function isUndecided({ msgCode }: JsonRecord): boolean {
	return undecided.includes(asText(msgCode) ?? '');
}

/** By `msgCode` (100 or failed); where that is missing, by what only a success has. */
function outcomeOf(fields: JsonRecord): 'success' | 'failure' | null {
	const code = asText(fields.msgCode);
	if (code !== null) return code === '100' ? 'success' : 'failure';
	return hasGain(fields) ? 'success' : null;
}

function refundOf(fields: JsonRecord): OrderEvent['refund'] {
	const type = asText(fields.refundType);
	return {
		price: parseMoney(fields.refundPrice),
		type,
		typeName: type && nameOfRefundType(type),
		at: isoOrNull(fields.refundTime),
	};
}

/**
 * Some refund types have a number in the dictionary, and a word before its Chinese
 * (`change:改签差价退款`): a push may carry either.
 */
function nameOfRefundType(type: string): string | null {
	const known = Object.entries(dictionary.refundType).find(
		([code, { chinese }]) => type === code || chinese.startsWith(`${type}:`),
	);
	return known?.[1].english ?? null;
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

function shortenOrNull(text: string | null): string | null {
	return text && shorten(text, longestMessage);
}
