import { JuheError } from '../../errors';
import { parseMoney } from '../../../lib/money';
import { maskText } from '../../../lib/personalData';
import { dateOrNull, isoOrNull } from '../../../lib/time';
import { asList, asText, isEmpty, readRecord } from '../../../lib/values';
import type { JsonRecord } from '../../../lib/values';
import { seatClassOf } from '../codes/seatClasses';
import {
	orderStatusNames,
	orderStatusOf,
	ticketStatusNames,
	ticketStatusOf,
} from '../codes/statuses';
import type { OrderStatus, TicketStatus } from '../codes/statuses';
import { idTypeNameOf, idTypeOf, passengerTypeOf } from '../codes/travellers';
import { peopleOf } from './people';
import type { Order, OrderPassenger } from './types';

/**
 * An order from either form of the detail, told apart by its fields.
 * @throws JuheError where it belongs to another order or has no field of an order
 */
export function parseOrder(detail: JsonRecord, outOrderNo: string): Order {
	const named = asText(detail.outOrderNo);
	const isOrder = ['orderNo', 'outOrderNo', 'status', 'orderStateCode', 'passengers'].some(
		(field) => !isEmpty(detail[field]),
	);
	if (!isOrder || (named !== null && named !== outOrderNo)) throw unreadableOrder(outOrderNo);
	const order = isIssuedForm(detail)
		? parseIssued(detail, outOrderNo)
		: parseUnissued(detail, outOrderNo);
	// Juhe writes names and ID numbers into it, and whoever reads why has not asked for them.
	return { ...order, failure: order.failure && maskText(order.failure, peopleOf(order)) };
}

/** Only the issued form has these; `status` is the unissued form's. */
const issuedFields = [
	'orderState',
	'departureTime',
	'contactInfo',
	'orderPrice',
	'ticketNo',
	'juheServiceFee',
];

/** Whether a detail is of the form that tells tickets, which only `issue=1` should give. */
export function isIssuedForm(detail: JsonRecord): boolean {
	if (!isEmpty(detail.orderStateCode)) return true;
	return isEmpty(detail.status) && issuedFields.some((field) => detail[field] !== undefined);
}

function parseUnissued(detail: JsonRecord, outOrderNo: string): Order {
	const status = orderStatusOf(detail.status);
	const seat = seatClassOf(detail.seatClass);
	return {
		outOrderNo,
		orderNo: asText(detail.orderNo),
		...statusFields(status, asText(detail.status)),
		trainNo: asText(detail.trainNo) ?? asText(detail.mainTrainNo),
		...seat,
		fromStation: asText(detail.fromStation),
		toStation: asText(detail.toStation),
		departure: isoOrNull(detail.departDate),
		arrival: null,
		closeTime: isoOrNull(detail.grabEndTime),
		ticketNo: null,
		price: null,
		serviceFee: null,
		failure: asText(detail.failMsg),
		contact: { name: null, phone: asText(detail.phone), email: null },
		passengers: asList(detail.passengers).map((entry) =>
			parsePassenger(readRecord(entry) ?? {}, 'notIssued', seat),
		),
	};
}

function parseIssued(detail: JsonRecord, outOrderNo: string): Order {
	// Inferred: orderStateCode uses the table of tickets. With the other one, a ticket being refunded
	// (C) or whose refund failed (O) would read as a dead order, and would be bought again.
	const statusCode = asText(detail.orderStateCode);
	const orderState = ticketStatusOf(statusCode);
	const passengers = asList(detail.passengers).map((entry) =>
		parsePassenger(readRecord(entry) ?? {}, orderState),
	);
	const contact = readRecord(detail.contactInfo);
	const seats = new Set(passengers.map((passenger) => passenger.seatClass));
	const first = passengers[0];
	return {
		outOrderNo,
		orderNo: asText(detail.orderNo),
		...statusFields(statusOfTickets(orderState, passengers), statusCode),
		trainNo: asText(detail.trainNo),
		seatClass: seats.size === 1 ? (first?.seatClass ?? null) : null,
		seatName: seats.size === 1 ? (first?.seatName ?? null) : null,
		fromStation: asText(detail.fromStation),
		toStation: asText(detail.toStation),
		departure: isoOrNull(detail.departureTime),
		arrival: isoOrNull(detail.arrivalTime),
		closeTime: null,
		ticketNo: asText(detail.ticketNo),
		price: parseMoney(detail.orderPrice),
		serviceFee: parseMoney(detail.juheServiceFee),
		failure: asText(detail.failureReason),
		contact: {
			name: asText(contact?.person),
			phone: asText(contact?.cellphone),
			email: asText(contact?.email),
		},
		passengers,
	};
}

function parsePassenger(
	passenger: JsonRecord,
	orderState: TicketStatus,
	orderSeat: Pick<OrderPassenger, 'seatClass' | 'seatName'> = { seatClass: null, seatName: null },
): OrderPassenger {
	const statusCode = asText(passenger.ticketStateCode);
	const idType = idTypeOf(passenger.idType);
	const status = statusCode === null ? orderState : ticketStatusOf(statusCode);
	return {
		passengerId: asText(passenger.passengerId),
		name: asText(passenger.passengerName),
		...passengerTypeOf(passenger.passengerType),
		idType,
		idTypeName: idTypeNameOf(idType),
		idNumber: asText(passenger.idCard) ?? asText(passenger.certificateNo),
		birthday: dateOrNull(passenger.birthday),
		...(isEmpty(passenger.seatClass) ? orderSeat : seatClassOf(passenger.seatClass)),
		seatNo: asText(passenger.seatNo),
		ticketNo: asText(passenger.pTicketNo),
		status,
		statusCode,
		statusName: ticketStatusNames[status],
		// The unissued form writes 0 for "no price yet".
		price: parseMoney(passenger.ticketPrice) || null,
	};
}

/**
 * Status of an order from the states of its tickets, which say more than the order's one letter.
 */
function statusOfTickets(orderState: TicketStatus, passengers: OrderPassenger[]): OrderStatus {
	const states: TicketStatus[] = passengers
		.map((passenger) => passenger.status)
		.filter((state) => state !== 'unknown');
	if (states.length === 0) states.push(orderState);
	const all = (state: TicketStatus) => states.every((each) => each === state);
	if (states.includes('refunding')) return 'refunding';
	if (all('refunded')) return 'refunded';
	if (states.includes('refunded')) return 'partlyRefunded';
	if (all('changed')) return 'changed';
	const living: TicketStatus[] = ['issued', 'refundFailed', 'changing', 'changed'];
	if (states.some((state) => living.includes(state))) return 'issued';
	return 'unknown';
}

/**
 * One order of both forms. Where there are tickets, their states decide. Where the issued form
 * knows of none ("works but carries no grab status"), the unissued form does.
 */
export function mergeForms(unissued: Order, issued: Order): Order {
	const { status, statusCode } = issued.status === 'unknown' ? unissued : issued;
	const merged: Order = { ...unissued, ...withoutNulls(issued) };
	// Juhe masks the phone in the issued form only.
	const phone = [issued.contact.phone, unissued.contact.phone].find(
		(each) => each && !each.includes('*'),
	);
	return {
		...merged,
		...statusFields(status, statusCode),
		contact: {
			...unissued.contact,
			...withoutNulls(issued.contact),
			phone: phone ?? issued.contact.phone ?? unissued.contact.phone,
		},
		passengers: issued.passengers.length > 0 ? issued.passengers : unissued.passengers,
	};
}

function withoutNulls<T extends object>(value: T): Partial<T> {
	return Object.fromEntries(
		Object.entries(value).filter(([, field]) => field !== null),
	) as Partial<T>;
}

function statusFields(
	status: OrderStatus,
	statusCode: string | null,
): Pick<Order, 'status' | 'statusCode' | 'statusName' | 'ended' | 'issued'> {
	const grabbing: OrderStatus[] = ['created', 'waiting', 'grabbing', 'unknown'];
	const withoutTicket: OrderStatus[] = [...grabbing, 'failed', 'expired', 'cancelled'];
	return {
		status,
		statusCode,
		statusName: orderStatusNames[status],
		ended: !grabbing.includes(status),
		issued: !withoutTicket.includes(status),
	};
}

/** The error for an answer that is no order, or another one's. */
export function unreadableOrder(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: `Juhe's answer about order ${outOrderNo} cannot be read as that order`,
		advice: 'Look the order up in the Juhe console.',
	});
}

/** Whether an order may have tickets to refund, by its status alone. */
export function mayHaveTickets({ issued, status }: Order): boolean {
	return status === 'unknown' || (issued && status !== 'refunded');
}

/**
 * The error for an order that may have tickets, of which Juhe's answer names none: that is not
 * “nothing to refund”.
 */
export function ticketsUntold({ outOrderNo, statusName }: Order): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: `The status of order ${outOrderNo} is “${statusName}”, and no passenger with an ID could be read in Juhe’s answer`,
		advice:
			'There may be tickets all the same. If they were issued just now, run this again in a minute; else refund them in the Juhe console. Order > Get with the output “Raw” shows what Juhe answered.',
		charged: false,
	});
}
