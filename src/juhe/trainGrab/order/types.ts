import type { DateTime } from 'luxon';

import type { SeatClassCode } from '../../dictionary';
import type { OrderStatus, TicketStatus } from '../codes/statuses';

/** What every part of an order's life speaks of: a request of create, an order, a refund. */

/** 1 adult, 2 child, 3 student, 4 disabled veteran. */
export type PassengerType = 1 | 2 | 3 | 4;
/** Create's numbers: 0 resident ID, 1 passport, 2 Taiwan permit, 3 Hong Kong/Macao permit. */
export type IdType = 0 | 1 | 2 | 3;

/** A traveller as create wants one. */
export interface Passenger {
	name: string;
	type: PassengerType;
	idType: IdType;
	idNumber: string;
	/** `YYYY-MM-DD`. */
	birthday: string;
}

export interface Contact {
	name: string;
	phone: string;
	email: string;
}

/** When a train leaves and until when to try. */
export interface OrderTimes {
	/** Departure of the main train; only the day of it counts where `departureHasTime` is false. */
	departure: DateTime<true>;
	departureHasTime: boolean;
	/** When to stop trying; null: 3 hours before departure. */
	closeTime: DateTime<true> | null;
}

/**
 * A request of create that can be sent as soon as a search has told what is left empty: departure,
 * queryKey.
 */
export interface OrderRequest extends OrderTimes {
	/** Empty: search right before ordering. */
	queryKey: string;
	/** Empty: derived from the purchase. */
	outOrderNo: string;
	purchaseKey: string;
	attempt: number;
	mainTrainNo: string;
	alternateTrainNos: string[];
	mainSeatClass: SeatClassCode;
	alternateSeatClasses: SeatClassCode[];
	fromStation: string;
	toStation: string;
	acceptNoSeat: boolean;
	contact: Contact;
	passengers: Passenger[];
	/** Yuan for all tickets, Juhe's fee not included; null: no limit. */
	maxTotalPrice: number | null;
	/** The user's own 12306 account to buy with; null: the platform buys. */
	railwayAccount: { account: string; password: string } | null;
}

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
	/** Why no ticket came, in Juhe's words; names and numbers of people masked. */
	failure: string | null;
	contact: { name: string | null; phone: string | null; email: string | null };
	passengers: OrderPassenger[];
}

export interface OrderAnswer {
	order: Order;
	/** Juhe's `result` of each form that was asked for; null where it was not or had none. */
	raw: { unissued: unknown; issued: unknown };
}

/** What became of a request of create. */
export interface CreatedOrder {
	outOrderNo: string;
	orderNo: string | null;
	purchaseKey: string | null;
	attempt: number;
	status: 'created' | 'alreadyExisted' | 'recovered';
	order: Order | null;
}

/** What became of the application for a ticket's refund. */
export interface Refund {
	outOrderNo: string;
	/** Null where Juhe's order names none for the ticket. */
	passengerId: string | null;
	name: string | null;
	state: 'accepted' | 'alreadyRefunding' | 'alreadyRefunded' | 'refused' | 'unknown';
	/** Juhe's words where it refused; what to do where it is unknown. */
	reason: string | null;
}
