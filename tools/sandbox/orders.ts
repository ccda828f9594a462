import { randomInt } from 'node:crypto';
import { dictionary, type SeatClassCode } from '../../src/juhe/dictionary';
import { Clock, type Timeline } from './clock';
import { Refusal } from './errors';
import type { SandboxOptions } from './options';
import { looksGenuine } from './people';
import type { Tickets } from './timetable';

/** The letters of the dictionary's `orderStatus` and `ticketStateCode` that the sandbox uses. */
export type OrderStatus = 'N' | 'B' | 'D' | 'F' | 'U' | 'O' | 'C' | 'T';
export type TicketState = 'N' | 'F' | 'C' | 'T' | 'O';

/** A train as a search offered it: what an order may be made for. */
export interface OfferedTrain {
	trainNo: string;
	fromStation: string;
	toStation: string;
	departure: number;
	arrival: number;
	bookState: 0 | 1 | 2 | 3;
	tickets: Tickets;
}

/** A passenger as create takes it: every value a string, `idCardType` counted from 0. */
export interface PassengerRequest {
	passengerName: string;
	passengerType: string;
	idCardType: string;
	idCardNo: string;
	birthday: string;
}

/** An order that passed every check; first choices come first. */
export interface OrderRequest {
	outOrderNo: string;
	trains: OfferedTrain[];
	seatClasses: SeatClassCode[];
	mainTrainNo: string;
	mainSeatClass: string;
	fromStation: string;
	toStation: string;
	closeTime: number;
	acceptNoSeat: boolean;
	person: string;
	cellphone: string;
	email: string;
	ownAccount: boolean;
	passengers: PassengerRequest[];
}

/**
 * What is to become of an order. `auto`: issued if a seat is free, failed if an ID is impossible,
 * else grabbed for until it expires.
 */
export interface Fate {
	outcome: 'auto' | 'issue' | 'fail' | 'expire' | 'hold';
	/** For `fail`: the text in orderDetail's failMsg, names and numbers are added. */
	failMsg?: string;
	/** For `fail`: the push's msgCode, by default 101. */
	msgCode?: string;
	/** For `issue`: what is got, by default the first choices. */
	trainNo?: string;
	seatClass?: SeatClassCode;
	/** How refunds of this order end. */
	refund?: 'succeed' | 'fail';
}

const outcomes: ReadonlyArray<Fate['outcome']> = ['auto', 'issue', 'fail', 'expire', 'hold'];

export interface Passenger extends PassengerRequest {
	passengerId: string;
	seatClass: SeatClassCode | null;
	seatNo: string;
	pTicketNo: string;
	ticketState: TicketState;
	ticketPrice: number;
	refundAppliedAt: number | null;
	/** When the application was received, in real time. */
	refundReceivedAt: number;
	refundEndedAt: number | null;
}

interface Issue {
	train: OfferedTrain;
	seatClass: SeatClassCode;
	ticketNo: string;
	at: number;
}

export interface Order {
	orderNo: string;
	request: OrderRequest;
	fate: Fate;
	clock: Clock;
	/** Real time; all other times are of the order's own clock. */
	receivedAt: number;
	createdAt: number;
	status: OrderStatus;
	history: Array<{ status: OrderStatus; at: number }>;
	issued: Issue | null;
	failMsg: string;
	failCode: string;
	passengers: Passenger[];
}

export type OrderEvent =
	| { kind: 'issued' | 'issue-failed' | 'expired' }
	| { kind: 'refunded' | 'refund-failed'; passenger: Passenger };

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
const minute = 60_000;

/**
 * A ticket can be given back until an hour before departure: the documents say "too close", not how
 * close.
 */
export const refundClosesBeforeDeparture = 60 * minute;
/** Documented: no refund within five minutes of issue. */
const refundOpensAfterIssue = 5 * minute;

/** Every order ever bought here, and what becomes of it as time passes. */
export class OrderBook {
	private book: Order[] = [];

	private fates: Fate[] = [];

	constructor(
		private readonly options: SandboxOptions,
		private readonly timeline: Timeline,
		private readonly onEvent: (order: Order, event: OrderEvent) => void,
	) {}

	/** All orders, oldest first, brought up to date. */
	all(): Order[] {
		for (const order of this.book) this.advance(order);
		return [...this.book];
	}

	/** The latest order of this number, brought up to date. */
	find(outOrderNo: string): Order | null {
		const order = this.book.findLast(({ request }) => request.outOrderNo === outOrderNo);
		if (order) this.advance(order);
		return order ?? null;
	}

	clear(): void {
		this.book = [];
		this.fates = [];
	}

	/** The fates of the next orders, in the order of their creation. */
	orderFates(...fates: Fate[]): void {
		for (const fate of fates) checkFate(fate);
		this.fates.push(...fates);
	}

	create(request: OrderRequest): Order {
		if (this.options.refuseRepeatedOutOrderNo && this.find(request.outOrderNo))
			throw new Refusal('outOrderNoRepeated');
		const clock = new Clock(this.timeline);
		const createdAt = clock.now();
		const order: Order = {
			orderNo: `TFT${digits(24)}`,
			request,
			fate: this.fates.shift() ?? { outcome: 'auto' },
			clock,
			receivedAt: createdAt,
			createdAt,
			status: 'N',
			history: [{ status: 'N', at: createdAt }],
			issued: null,
			failMsg: '',
			failCode: '',
			passengers: request.passengers.map((passenger) => ({
				...passenger,
				passengerId: `6${digits(8)}`,
				seatClass: null,
				seatNo: '',
				pTicketNo: '',
				ticketState: 'N',
				ticketPrice: 0,
				refundAppliedAt: null,
				refundReceivedAt: 0,
				refundEndedAt: null,
			})),
		};
		this.book.push(order);
		return order;
	}

	/** Documented: only while it is still grabbing and not expired. */
	cancel(order: Order): void {
		if (!isOpen(order)) throw new Refusal('cannotCancel');
		this.move(order, 'C', order.clock.now());
	}

	applyRefund(order: Order, passengerId: string): void {
		const passenger = order.passengers.find((candidate) => candidate.passengerId === passengerId);
		if (!passenger) throw new Refusal('refundUnknown');
		if (!order.issued) throw new Refusal('orderStateForbids');
		if (!['F', 'O'].includes(passenger.ticketState)) throw new Refusal('ticketStateForbids');
		const now = order.clock.now();
		if (now < order.issued.at + refundOpensAfterIssue) throw new Refusal('refundTooSoon');
		if (now > order.issued.train.departure - refundClosesBeforeDeparture)
			throw new Refusal('refundTooLate');
		const childKeepsTicket = order.passengers.some(
			({ passengerType, ticketState }) => passengerType === '2' && ['F', 'O'].includes(ticketState),
		);
		if (passenger.passengerType !== '2' && childKeepsTicket) throw new Refusal('childFirst');
		passenger.ticketState = 'C';
		passenger.refundAppliedAt = now;
		passenger.refundReceivedAt = Date.now();
	}

	/** Ends a refund that was applied for, of one passenger or of all. */
	settleRefunds(order: Order, succeed: boolean, passengerId?: string): void {
		const waiting = order.passengers.filter(
			(passenger) =>
				passenger.ticketState === 'C' &&
				(passengerId === undefined || passenger.passengerId === passengerId),
		);
		if (waiting.length === 0) throw new RangeError('No refund of this order is under way');
		for (const passenger of waiting) this.endRefund(order, passenger, succeed, order.clock.now());
	}

	/** Lets a living order meet its fate now. */
	settle(order: Order, fate: Fate): void {
		checkFate(fate);
		if (!isOpen(order))
			throw new RangeError(`The order has already ended with status ${order.status}`);
		order.fate = { ...order.fate, ...fate };
		this.meetFate(order, order.clock.now());
	}

	/** Does everything whose time has come, each at its own time. */
	private advance(order: Order): void {
		const { options } = this;
		const { request } = order;
		const now = order.clock.now();
		const opensAt = order.createdAt + options.createdSeconds * 1000;
		const grabsAt = opensAt + options.waitingSeconds * 1000;
		const endsAt = grabsAt + options.grabbingSeconds * 1000;
		const until = Math.min(now, request.closeTime);

		if (order.status === 'N' && until >= opensAt) this.move(order, 'B', opensAt);
		if (order.status === 'B' && until >= grabsAt) this.move(order, 'D', grabsAt);
		if (order.status === 'D' && until >= endsAt) this.meetFate(order, endsAt);
		if (isOpen(order) && now >= request.closeTime) this.expire(order, request.closeTime);

		for (const passenger of order.passengers) {
			const { ticketState, refundAppliedAt } = passenger;
			if (ticketState !== 'C' || refundAppliedAt === null) continue;
			const refundEndsAt = refundAppliedAt + options.refundingSeconds * 1000;
			if (now >= refundEndsAt)
				this.endRefund(order, passenger, order.fate.refund !== 'fail', refundEndsAt);
		}
	}

	private meetFate(order: Order, at: number): void {
		const { fate } = order;
		if (fate.outcome === 'issue') return this.issue(order, chosen(order, fate), at);
		if (fate.outcome === 'fail')
			return this.fail(order, fate.failMsg, fate.msgCode, order.passengers, at);
		if (fate.outcome === 'expire') return this.expire(order, at);
		if (fate.outcome === 'hold') return undefined;

		const impossible = order.passengers.filter((passenger) => !looksGenuine(passenger));
		if (impossible.length > 0) return this.fail(order, undefined, undefined, impossible, at);
		const free = firstFree(order.request);
		return free ? this.issue(order, free, at) : undefined;
	}

	private issue(order: Order, { train, seatClass }: Seat, at: number): void {
		const ticketNo = `E${digits(9)}`;
		const coach = randomInt(1, 17);
		const firstSeat = randomInt(1, 90);
		const price = priceOf(train, seatClass);
		order.issued = { train, seatClass, ticketNo, at };
		for (const [index, passenger] of order.passengers.entries()) {
			const seat = firstSeat + index;
			passenger.seatClass = seatClass;
			passenger.seatNo = seatText(seatClass, coach, seat);
			passenger.pTicketNo = `${ticketNo}1${String(coach).padStart(2, '0')}${String(seat).padStart(4, '0')}`;
			passenger.ticketPrice = passenger.passengerType === '2' ? Math.round(price) / 2 : price;
			passenger.ticketState = 'F';
		}
		this.move(order, 'F', at);
		this.onEvent(order, { kind: 'issued' });
	}

	private fail(
		order: Order,
		failMsg: string | undefined,
		msgCode = '101',
		whom: Passenger[],
		at: number,
	): void {
		const people = whom
			.map(({ passengerName, idCardNo }) => `${passengerName} ${idCardNo}`)
			.join(' ');
		const text = failMsg ?? `${dictionary.msgCode[308].chinese}_订票失败 添加乘客 未通过身份效验`;
		order.failMsg = `${text} ${people} `;
		order.failCode = msgCode;
		this.move(order, 'U', at);
		this.onEvent(order, { kind: 'issue-failed' });
	}

	private expire(order: Order, at: number): void {
		this.move(order, 'O', at);
		this.onEvent(order, { kind: 'expired' });
	}

	private endRefund(order: Order, passenger: Passenger, succeed: boolean, at: number): void {
		passenger.ticketState = succeed ? 'T' : 'O';
		passenger.refundEndedAt = at;
		if (order.passengers.every(({ ticketState }) => ticketState === 'T')) this.move(order, 'T', at);
		this.onEvent(order, { kind: succeed ? 'refunded' : 'refund-failed', passenger });
	}

	private move(order: Order, status: OrderStatus, at: number): void {
		order.status = status;
		order.history.push({ status, at });
	}
}

const isOpen = ({ status }: Order) => ['N', 'B', 'D'].includes(status);

function checkFate(fate: Partial<Fate> = {}): void {
	const { outcome, seatClass, msgCode, refund } = fate;
	if (!outcomes.some((known) => known === outcome))
		throw new RangeError(`A fate's outcome is one of ${outcomes.join(', ')}`);
	if (seatClass !== undefined && !Object.hasOwn(dictionary.seatClassCode, seatClass))
		throw new RangeError('seatClass must be one of the dictionary');
	if (msgCode !== undefined && typeof msgCode !== 'string')
		throw new RangeError('msgCode must be a string');
	if (refund !== undefined && refund !== 'succeed' && refund !== 'fail')
		throw new RangeError('refund must be succeed or fail');
}

interface Seat {
	train: OfferedTrain;
	seatClass: SeatClassCode;
}

/**
 * The ticket that a seat code names: its own, or that of its berth family where one entry stands
 * for all berths.
 */
export function ticketFor(tickets: Tickets, seatClass: SeatClassCode) {
	const family: SeatClassCode | null = seatClass.startsWith('hardsleeper')
		? 'hardsleepermid'
		: seatClass.startsWith('softsleeper')
			? 'softsleeperdown'
			: null;
	return tickets[seatClass] ?? (family ? tickets[family] : undefined);
}

function priceOf({ tickets }: OfferedTrain, seatClass: SeatClassCode): number {
	const ticket = ticketFor(tickets, seatClass);
	if (!ticket) return 0;
	if (tickets[seatClass]) return Number(ticket.price);
	return seatClass.endsWith('up')
		? ticket.upPrice
		: seatClass.endsWith('mid')
			? ticket.midPrice
			: ticket.downPrice;
}

/** The first train and seat, in the order of preference, that has a seat for everybody. */
function firstFree({ trains, seatClasses, passengers, acceptNoSeat }: OrderRequest): Seat | null {
	const wanted: SeatClassCode[] = acceptNoSeat ? [...seatClasses, 'noseat'] : seatClasses;
	for (const train of trains.filter(({ bookState }) => bookState === 1)) {
		for (const seatClass of wanted) {
			const left = Number(ticketFor(train.tickets, seatClass)?.seats ?? 0);
			if (left >= passengers.length) return { train, seatClass };
		}
	}
	return null;
}

/**
 * What a fate names, by default the order's first choices; a train that the order does not name is
 * passed over.
 */
function chosen({ request }: Order, { trainNo, seatClass }: Fate): Seat {
	const train =
		request.trains.find((candidate) => candidate.trainNo === trainNo) ?? request.trains[0];
	const seat = seatClass ?? request.seatClasses[0];
	if (!train || !seat) throw new RangeError('The order names no train or no seat');
	return { train, seatClass: seat };
}

function seatText(seatClass: SeatClassCode, coach: number, seat: number): string {
	const inCoach = `${String(coach).padStart(2, '0')}车厢`;
	if (seatClass === 'noseat') return `${inCoach},无座`;
	const berth = seatClass.endsWith('up')
		? '上铺'
		: seatClass.endsWith('mid')
			? '中铺'
			: seatClass.endsWith('down')
				? '下铺'
				: '';
	return `${inCoach},${String(seat).padStart(3, '0')}号${berth}`;
}
