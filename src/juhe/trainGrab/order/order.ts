import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { trainGrabEndpoints } from '../../endpoints';
import { JuheError } from '../../errors';
import { parseMoney } from '../../../lib/money';
import { maskIdNumber, maskPhone, maskText } from '../../../lib/personalData';
import { dateOrNull, isoOrNull } from '../../../lib/time';
import { asList, asRecord, asText, isEmpty } from '../../../lib/values';
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

export interface OrderPassenger {
	passengerId: string | null;
	name: string | null;
	/** 1 adult, 2 child, 3 student, 4 disabled veteran. */
	type: number | null;
	typeName: string | null;
	/** Create's numbers: 0 resident ID, 1 passport, 2 Taiwan permit, 3 Hong Kong/Macao permit. */
	idType: number | null;
	idTypeName: string | null;
	idNumber: string | null;
	birthday: string | null;
	seatClass: string | null;
	seatName: string | null;
	seatNo: string | null;
	ticketNo: string | null;
	status: TicketStatus;
	/** Juhe's letter. */
	statusCode: string | null;
	statusName: string;
	/** Yuan. */
	price: number | null;
}

export interface Order {
	outOrderNo: string;
	orderNo: string | null;
	status: OrderStatus;
	/** Juhe's letter. */
	statusCode: string | null;
	statusName: string;
	/** Nothing more comes of the grabbing: issued, failed, expired, cancelled, or later states. */
	ended: boolean;
	/** A ticket was issued, whatever became of it later. */
	issued: boolean;
	trainNo: string | null;
	seatClass: string | null;
	seatName: string | null;
	fromStation: string | null;
	toStation: string | null;
	/** ISO 8601, +08:00. */
	departure: string | null;
	arrival: string | null;
	closeTime: string | null;
	ticketNo: string | null;
	/** Yuan. */
	price: number | null;
	serviceFee: number | null;
	/** Why no ticket came, in Juhe's words; may hold names and ID numbers. */
	failure: string | null;
	contact: { name: string | null; phone: string | null; email: string | null };
	passengers: OrderPassenger[];
}

export interface OrderAnswer {
	order: Order;
	/** Juhe's `result` of each form that was asked for; null where it was not or had none. */
	raw: { unissued: unknown; issued: unknown };
}

const unissuedStatuses: OrderStatus[] = [
	'created',
	'waiting',
	'grabbing',
	'failed',
	'expired',
	'cancelled',
];

/**
 * Reads an order that is said to have tickets. Where the issued form shows them it is all that is asked for; else as
 * {@link lookUpOrder}.
 * @throws JuheError where it cannot be told whether Juhe has such an order
 */
export async function lookUpIssuedOrder(
	client: JuheClient,
	outOrderNo: string,
): Promise<OrderAnswer | null> {
	const issued = await orderDetail(client, outOrderNo, true);
	const order = issued && parseOrder(issued, outOrderNo);
	if (order?.issued) return { order, raw: { unissued: null, issued } };
	return await lookUpOrder(client, outOrderNo);
}

/**
 * Reads an order from Juhe, in the unissued form first, then in the issued form unless the first one says that there
 * are no tickets. Gives null where Juhe has no such order: a service code 2238xx or an empty result, in both forms.
 * @throws JuheError where that cannot be told
 */
export async function lookUpOrder(
	client: JuheClient,
	outOrderNo: string,
): Promise<OrderAnswer | null> {
	const first = await orderDetail(client, outOrderNo, false);
	const firstOrder = first === null ? null : parseOrder(first, outOrderNo);
	if (firstOrder && unissuedStatuses.includes(firstOrder.status)) {
		return { order: firstOrder, raw: { unissued: first, issued: null } };
	}
	if (first && firstOrder && isIssuedForm(first)) {
		return { order: firstOrder, raw: { unissued: null, issued: first } };
	}
	const second = await orderDetail(client, outOrderNo, true);
	if (second === null) {
		return firstOrder && { order: firstOrder, raw: { unissued: first, issued: null } };
	}
	const secondOrder = parseOrder(second, outOrderNo);
	return {
		order: firstOrder ? mergeForms(firstOrder, secondOrder) : secondOrder,
		raw: { unissued: first, issued: second },
	};
}

/** One order detail; null where Juhe says that there is none. */
async function orderDetail(
	client: JuheClient,
	outOrderNo: string,
	issued: boolean,
): Promise<JsonRecord | null> {
	const form: Record<string, string> = issued ? { outOrderNo, issue: '1' } : { outOrderNo };
	const result = await orJuheError(client.call(trainGrabEndpoints.orderDetail.path, form));
	if (result instanceof JuheError) {
		if (result.isTrainServiceRefusal) return null;
		throw result;
	}
	if (isEmpty(result)) return null;
	const detail = asRecord(result);
	if (!detail) throw unreadableOrder(outOrderNo);
	// The dictionary speaks of a wrapper, the samples have none: take both.
	return asRecord(detail.grabOrderDetailInfo) ?? detail;
}

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
	return isIssuedForm(detail) ? parseIssued(detail, outOrderNo) : parseUnissued(detail, outOrderNo);
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

function isIssuedForm(detail: JsonRecord): boolean {
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
			parsePassenger(asRecord(entry) ?? {}, 'notIssued', seat),
		),
	};
}

function parseIssued(detail: JsonRecord, outOrderNo: string): Order {
	// Inferred: orderStateCode uses the table of tickets. With the other one, a ticket being refunded (C) or whose
	// refund failed (O) would read as a dead order, and would be bought again.
	const statusCode = asText(detail.orderStateCode);
	const orderState = ticketStatusOf(statusCode);
	const passengers = asList(detail.passengers).map((entry) =>
		parsePassenger(asRecord(entry) ?? {}, orderState),
	);
	const contact = asRecord(detail.contactInfo);
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

/** Status of an order from the states of its tickets, which say more than the order's one letter. */
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
 * One order of both forms. Where there are tickets, their states decide. Where the issued form knows of none
 * ("works but carries no grab status"), the unissued form does.
 */
function mergeForms(unissued: Order, issued: Order): Order {
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

function unreadableOrder(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: `Juhe's answer about order ${outOrderNo} cannot be read as that order`,
		advice: 'Look the order up in the Juhe console.',
	});
}

/** What is read of an order by default: the columns a message or a table needs. */
export function simplifyOrder(order: Order) {
	const {
		outOrderNo,
		status,
		statusName,
		trainNo,
		departure,
		arrival,
		seatName,
		ticketNo,
		price,
		failure,
	} = order;
	return {
		outOrderNo,
		status,
		statusName,
		trainNo,
		departure,
		arrival,
		seatName,
		ticketNo,
		price,
		failure,
	};
}

/** The order with ID numbers, phone numbers and what looks like them in `failure` masked, and without birthdays. */
export function maskOrder(order: Order): Order {
	return {
		...order,
		failure: order.failure && maskText(order.failure),
		contact: { ...order.contact, phone: order.contact.phone && maskPhone(order.contact.phone) },
		passengers: order.passengers.map((passenger) => ({
			...passenger,
			idNumber: passenger.idNumber && maskIdNumber(passenger.idNumber),
			// The middle of a resident ID is the birthday.
			birthday: null,
		})),
	};
}
