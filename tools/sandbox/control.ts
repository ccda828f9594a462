import refunded from '../../test/support/fixtures/juhe/train-grab.push.refunded.json';
import refundFailed from '../../test/support/fixtures/juhe/train-grab.push.refund-failed.json';
import expired from '../../test/support/fixtures/juhe/train-grab.push.expired.json';
import issued from '../../test/support/fixtures/juhe/train-grab.push.issued.json';
import issueFailed from '../../test/support/fixtures/juhe/train-grab.push.issue-failed.json';
import { iso } from './china';
import type { EndpointName, Fault, QueuedFault } from './faults';
import { checkOptions, pushForms, type SandboxOptions } from './options';
import type { Fate, Order, OrderEvent, OrderStatus, Passenger } from './orders';
import { pushKinds, type PushBody, type PushKind, type PushRecord, type PushRoute } from './pushes';
import { pushBody } from './shapes';
import type { Callback, CallRecord, World } from './world';

/** The vendor's own example of each push. */
const vendorSamples: Record<PushKind, PushBody> = {
	issued,
	'issue-failed': issueFailed,
	expired,
	refunded,
	'refund-failed': refundFailed,
};

/**
 * An order of the ledger: everything that was bought, by create calls that did their work. Nothing
 * is masked.
 */
export interface OrderView {
	outOrderNo: string;
	orderNo: string;
	status: OrderStatus;
	/** Real time of the create call. */
	receivedAt: string;
	/** By the order's own clock. */
	history: Array<{ status: OrderStatus; at: string }>;
	trainNos: string[];
	seatClasses: string[];
	fromStation: string;
	toStation: string;
	departure: string;
	closeTime: string;
	acceptNoSeat: boolean;
	ownAccount: boolean;
	contact: { person: string; cellphone: string; email: string };
	issued: { trainNo: string; seatClass: string; ticketNo: string; at: string } | null;
	failMsg: string;
	fate: Fate;
	passengers: Passenger[];
}

/** Every call of the OCR, oldest first. */
export interface RecognitionLedger {
	calls: number;
	/** Calls that were recognized and so charged, even if the answer was lost on its way. */
	recognized: number;
	/** The most calls in flight at once. */
	peakInFlight: number;
	pictures: Array<
		Pick<CallRecord, 'id' | 'at' | 'endedAt' | 'inFlight' | 'errorCode' | 'fault' | 'picture'>
	>;
}

/** A push on command: of an order, or the vendor's sample as it is. */
export interface PushOrder extends PushRoute {
	kind: PushKind;
	/** Without it the vendor's sample is sent. */
	outOrderNo?: string;
	/** For refund pushes, by default the first passenger. */
	passengerId?: string;
	/** Fields laid over the body. */
	overrides?: PushBody;
}

function view(order: Order): OrderView {
	const { request, issued: issue } = order;
	const departure = issue?.train.departure ?? request.trains[0]?.departure ?? 0;
	return {
		outOrderNo: request.outOrderNo,
		orderNo: order.orderNo,
		status: order.status,
		receivedAt: iso(order.receivedAt),
		history: order.history.map(({ status, at }) => ({ status, at: iso(at) })),
		trainNos: request.trains.map(({ trainNo }) => trainNo),
		seatClasses: [...request.seatClasses],
		fromStation: request.fromStation,
		toStation: request.toStation,
		departure: iso(departure),
		closeTime: iso(request.closeTime),
		acceptNoSeat: request.acceptNoSeat,
		ownAccount: request.ownAccount,
		contact: { person: request.person, cellphone: request.cellphone, email: request.email },
		issued: issue && {
			trainNo: issue.train.trainNo,
			seatClass: issue.seatClass,
			ticketNo: issue.ticketNo,
			at: iso(issue.at),
		},
		failMsg: order.failMsg,
		fate: { ...order.fate },
		passengers: structuredClone(order.passengers),
	};
}

/**
 * The hand behind the curtain: what tests and demos ask and order. The HTTP control API calls these
 * same methods.
 */
export class Control {
	constructor(
		private readonly world: World,
		private readonly defaults: SandboxOptions,
	) {}

	/** The full ledger, oldest first: one entry for every create call that bought. */
	orders(): OrderView[] {
		return this.world.orders.all().map(view);
	}

	/** The latest order of this number. */
	order(outOrderNo: string): OrderView | null {
		const order = this.world.orders.find(outOrderNo);
		return order && view(order);
	}

	pushes(): PushRecord[] {
		return this.world.pushes.list();
	}

	calls(endpoint?: EndpointName): CallRecord[] {
		return structuredClone(
			this.world.calls.filter((call) => endpoint === undefined || call.endpoint === endpoint),
		);
	}

	/** What the OCR did since the start or reset. */
	recognitions(): RecognitionLedger {
		const calls = this.calls('recognize');
		return {
			calls: calls.length,
			recognized: calls.filter(({ picture }) => picture?.charged === true).length,
			peakInFlight: Math.max(0, ...calls.map(({ inFlight }) => inFlight)),
			pictures: calls.map(({ id, at, endedAt, inFlight, errorCode, fault, picture }) => ({
				id,
				at,
				endedAt,
				inFlight,
				errorCode,
				fault,
				picture,
			})),
		};
	}

	callbacks(): Callback[] {
		return structuredClone([...this.world.callbacks.values()]);
	}

	/** Issues an order now, of the first choices unless told otherwise. */
	issue(outOrderNo: string, what: Pick<Fate, 'trainNo' | 'seatClass'> = {}): OrderView {
		return this.settle(outOrderNo, { ...what, outcome: 'issue' });
	}

	/** Lets an order fail now; names and ID numbers are added to the text. */
	fail(outOrderNo: string, why: Pick<Fate, 'failMsg' | 'msgCode'> = {}): OrderView {
		return this.settle(outOrderNo, { ...why, outcome: 'fail' });
	}

	expire(outOrderNo: string): OrderView {
		return this.settle(outOrderNo, { outcome: 'expire' });
	}

	/** Ends refunds that are under way, of one passenger or of all. */
	settleRefund(outOrderNo: string, how: { succeed: boolean; passengerId?: string }): OrderView {
		const order = this.existing(outOrderNo);
		this.world.orders.settleRefunds(order, how.succeed, how.passengerId);
		return view(order);
	}

	/** The fates of the next orders to be created. */
	nextFates(...fates: Fate[]): void {
		this.world.orders.orderFates(...fates);
	}

	/** Sends a push now; resolves when it is delivered or given up. */
	async push({
		kind,
		outOrderNo,
		passengerId,
		overrides,
		...route
	}: PushOrder): Promise<PushRecord> {
		if (!pushKinds.includes(kind))
			throw new RangeError(`A push's kind is one of ${pushKinds.join(', ')}`);
		if (route.form !== undefined && !pushForms.includes(route.form))
			throw new RangeError(`A push's form is one of ${pushForms.join(', ')}`);
		if (route.to !== undefined && !URL.canParse(route.to)) throw new RangeError('to must be a URL');
		const body =
			outOrderNo === undefined
				? vendorSamples[kind]
				: pushBody(...this.event(outOrderNo, kind, passengerId));
		return await this.world.pushes.send(kind, { ...body, ...overrides }, route);
	}

	/**
	 * Lets the clocks of all orders and query keys jump forward, and everything happen that falls
	 * due.
	 */
	passTime(seconds: number): void {
		if (!(seconds >= 0)) throw new RangeError('seconds must be zero or more');
		this.world.timeline.pass(seconds * 1000);
		this.world.orders.all();
	}

	faults(): QueuedFault[] {
		return this.world.faults.list();
	}

	/** Spoils the next calls of an endpoint (`*`: of any). */
	fault(endpoint: EndpointName | '*', fault: Fault, times = 1): void {
		this.world.faults.add(endpoint, fault, times);
	}

	/** Lets every call go on that the fault `hold` keeps waiting. */
	release(): void {
		this.world.release();
	}

	clearFaults(): void {
		this.world.faults.clear();
	}

	options(): SandboxOptions {
		return { ...this.world.options };
	}

	setOptions(changes: Partial<SandboxOptions>): SandboxOptions {
		const { options } = this.world;
		Object.assign(options, checkOptions(changes), { port: options.port });
		return this.options();
	}

	/** Forgets everything and takes back every option but the port. */
	reset(): void {
		this.world.clear();
		Object.assign(this.world.options, this.defaults, { port: this.world.options.port });
	}

	private existing(outOrderNo: string): Order {
		const order = this.world.orders.find(outOrderNo);
		if (!order) throw new RangeError(`There is no order ${outOrderNo}`);
		return order;
	}

	private settle(outOrderNo: string, fate: Fate): OrderView {
		const order = this.existing(outOrderNo);
		this.world.orders.settle(order, fate);
		return view(order);
	}

	private event(outOrderNo: string, kind: PushKind, passengerId?: string): [Order, OrderEvent] {
		const order = this.existing(outOrderNo);
		if (kind !== 'refunded' && kind !== 'refund-failed') return [order, { kind }];
		const passenger = order.passengers.find(
			(candidate) => passengerId === undefined || candidate.passengerId === passengerId,
		);
		if (!passenger) throw new RangeError('The order has no such passenger');
		return [order, { kind, passenger }];
	}
}
