import { isHiddenInPart, maskPeople, maskText, withStars } from '../../../lib/personalData';
import type { TicketStatus } from '../codes/statuses';
import { peopleOf } from '../order/people';
import type { Order, OrderPassenger } from '../order/types';
import { isTicketEvent, toEvent } from './event';
import type { EventName, OrderEvent } from './types';

/**
 * What the trigger would have said of an order that stands like this, for workflows that Juhe
 * cannot reach: one event of the order, one of each ticket refunded or refused.
 */
export function eventsOfOrder(order: Order, raw: unknown): OrderEvent[] {
	// Juhe's codes, and how much was paid back and when, are in its pushes alone.
	const common = { ...order, code: null, message: null, codeMeaning: null, verified: true, raw };
	const refund = { price: null, type: null, typeName: null, at: null };
	const ofOrder = nameOfState(order);
	const ofTickets = order.passengers.flatMap((passenger) => {
		const event = ticketEvents[passenger.status];
		return event ? [toEvent({ ...common, event, refund, passengers: [passenger] })] : [];
	});
	return [...(ofOrder ? [toEvent({ ...common, event: ofOrder, refund: null })] : []), ...ofTickets];
}

const ticketEvents: Partial<Record<TicketStatus, EventName>> = {
	refunded: 'ticket.refunded',
	refundFailed: 'ticket.refundFailed',
};

function nameOfState({ issued, status }: Order): EventName | null {
	if (issued) return 'order.issued';
	if (status === 'failed') return 'order.failed';
	return status === 'expired' ? 'order.expired' : null;
}

/** What an order says of an event: that it is so, that it may yet become so, or that it is not. */
export type Standing = 'agrees' | 'notYet' | 'contradicts';

/** Compares the claim of a push with the order that Juhe itself shows. */
export function compareWithOrder(event: OrderEvent, order: Order): Standing {
	switch (event.event) {
		case 'order.issued':
			if (order.issued) return 'agrees';
			return order.ended ? 'contradicts' : 'notYet';
		// Which of the two ways an order ended without a ticket decides nothing.
		case 'order.failed':
		case 'order.expired':
			if (order.issued) return 'contradicts';
			return order.ended ? 'agrees' : 'notYet';
		case 'ticket.refunded':
			return compareTickets(event, order, ['refunded']);
		// A ticket that was not refunded is a valid one.
		case 'ticket.refundFailed':
			return compareTickets(event, order, ['refundFailed', 'issued']);
		case 'other':
			return 'agrees';
	}
}

function compareTickets(event: OrderEvent, order: Order, states: TicketStatus[]): Standing {
	const named = namedPassengers(event);
	if (named.some((each) => isStranger(each, order.passengers))) return 'contradicts';
	// A state that no table has may be any.
	if (order.status === 'unknown') return 'notYet';
	if (!order.issued) return compareMoneyBack(event, order);
	const isSo = (ticket?: OrderPassenger) => ticket !== undefined && states.includes(ticket.status);
	const agrees =
		named.length > 0
			? named.every((each) => isSo(findSame(each, order.passengers)))
			: // Any of them may be the one that is meant.
				order.passengers.length > 0 && order.passengers.every(isSo);
	return agrees ? 'agrees' : 'notYet';
}

/**
 * Refund types that speak of a ticket. The dictionary has a number for some and puts the word beside
 * it: a push may carry either.
 */
const refundsOfTickets = ['online', 'offline', '0', 'change'];
/** Those of an order that came to nothing: it could not be issued, or was paid too late. */
const refundsWithoutTicket = ['issuefail', '2', 'delaypay'];

/** Compares a refund with an order that has no ticket: not every refund is one of a ticket. */
function compareMoneyBack({ refund }: OrderEvent, order: Order): Standing {
	const type = refund?.type ?? null;
	if (type === null || refundsOfTickets.includes(type)) return 'contradicts';
	// Why else money came back (paid twice, other reasons) says nothing of the order.
	return refundsWithoutTicket.includes(type) && order.ended ? 'agrees' : 'notYet';
}

/**
 * What tells passengers of an order apart, the surest first. Pushes and answers lack now one, now
 * the other.
 */
const identities = ['passengerId', 'ticketNo', 'idNumber', 'name'] as const;

/** The passengers of a push that it says something of. */
function namedPassengers({ passengers }: OrderEvent): OrderPassenger[] {
	return passengers.filter((passenger) => identities.some((field) => passenger[field] !== null));
}

/**
 * The same passenger among others, by the surest field that singles one out. That a surer one
 * differs decides nothing: a ticket is known by its number, whatever ID a push gives its passenger.
 */
function findSame(passenger: OrderPassenger, others: OrderPassenger[]): OrderPassenger | undefined {
	for (const field of identities) {
		const same = others.filter((other) => isSame(passenger[field], other[field]));
		if (same.length === 1) return same[0];
	}
	return undefined;
}

/** Whether each of the others is somebody else. Who lacks what could be compared may be anybody. */
function isStranger(passenger: OrderPassenger, others: OrderPassenger[]): boolean {
	return others.length > 0 && others.every((other) => differ(passenger, other));
}

function differ(one: OrderPassenger, other: OrderPassenger): boolean {
	const known = identities.filter((field) => one[field] !== null && other[field] !== null);
	return known.length > 0 && !known.some((field) => isSame(one[field], other[field]));
}

/**
 * However it is typed. What is shown in part (`1101**********721X`), by Juhe or by us, is the same
 * where what is shown is.
 */
function isSame(one: string | null, other: string | null): boolean {
	if (one === null || other === null) return false;
	const [shown, otherShown] = [withStars(one), withStars(other)];
	if (!shown.includes('*') && !otherShown.includes('*')) return shown === otherShown;
	const [head, tail] = shownEnds(shown);
	const [otherHead, otherTail] = shownEnds(otherShown);
	return (
		(head.startsWith(otherHead) || otherHead.startsWith(head)) &&
		(tail.endsWith(otherTail) || otherTail.endsWith(tail))
	);
}

/** What stands before and after the stars; the whole twice where there are none. */
function shownEnds(text: string): [string, string] {
	const [head = '', ...rest] = text.split('*');
	return [head, rest.at(-1) ?? head];
}

/**
 * The event with what the order knows: why it failed, the journey of a refunded ticket. Where both
 * know, the order is believed, since a push is unsigned; but the tickets stand as the event says,
 * and `orderNo` may differ by its prefix.
 */
export function withOrder(event: OrderEvent, order: Order): OrderEvent {
	const passengers = passengersOf(event, order);
	const pushed = peopleOf(event);
	const kept = peopleOf({ passengers });
	// Whom the event does not name any more nobody can mask later.
	const gone = {
		names: pushed.names.filter((name) => !kept.names.includes(name)),
		numbers: pushed.numbers.filter((number) => !kept.numbers.includes(number)),
	};
	const known = toEvent(
		{
			...event,
			message: event.message && maskPeople(event.message, gone),
			orderNo: event.orderNo ?? order.orderNo,
			trainNo: order.trainNo ?? event.trainNo,
			fromStation: order.fromStation ?? event.fromStation,
			toStation: order.toStation ?? event.toStation,
			departure: order.departure ?? event.departure,
			arrival: order.arrival ?? event.arrival,
			ticketNo: order.ticketNo ?? event.ticketNo,
			price: order.price ?? event.price,
			// The order may show in part whom its text names, and the push names whole.
			failure: order.failure && maskText(order.failure, pushed),
			passengers,
		},
		event.receivedAt,
	);
	// What fits no kind is known by its push alone, and so is a time that cannot be read, or a ticket
	// that nobody knows.
	const isOfPush =
		event.event === 'other' ||
		(event.event === 'ticket.refundFailed' && (event.refund?.at ?? null) === null) ||
		(isTicketEvent(event.event) && passengers.length === 0);
	return isOfPush ? { ...known, eventKey: event.eventKey } : known;
}

function passengersOf(event: OrderEvent, order: Order): OrderPassenger[] {
	const named = namedPassengers(event);
	if (isTicketEvent(event.event)) {
		if (named.length > 0) {
			return named.map((passenger) => complete(passenger, findSame(passenger, order.passengers)));
		}
		// A push that names nobody speaks of the only ticket there is, or of one that nobody knows.
		return order.issued && order.passengers.length === 1 ? order.passengers : [];
	}
	if (order.passengers.length === 0) return event.passengers;
	const pushedOf = new Map(named.map((each) => [findSame(each, order.passengers), each]));
	return order.passengers.map((passenger) => {
		const pushed = pushedOf.get(passenger);
		return pushed ? complete(pushed, passenger) : passenger;
	});
}

function complete(pushed: OrderPassenger, ordered: OrderPassenger | undefined): OrderPassenger {
	const { status, statusCode, statusName } = pushed;
	const known = Object.entries(ordered ?? {}).filter(([, value]) => value !== null);
	return {
		...pushed,
		...Object.fromEntries(known),
		name: fuller(pushed.name, ordered?.name ?? null),
		idNumber: fuller(pushed.idNumber, ordered?.idNumber ?? null),
		status,
		statusCode,
		statusName,
	};
}

/** What the order says, unless it only shows a part of what the push says whole. */
function fuller(pushed: string | null, ordered: string | null): string | null {
	if (pushed === null || ordered === null) return ordered ?? pushed;
	const isPart = isHiddenInPart(ordered) && !isHiddenInPart(pushed) && isSame(pushed, ordered);
	return isPart ? pushed : ordered;
}
