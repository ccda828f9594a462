import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { trainGrabEndpoints } from '../../endpoints';
import { JuheError } from '../../errors';
import { poll } from '../../../lib/poll';
import { lookUpOrder } from './order';
import { oneAtATime } from './oneAtATime';
import type { Order, OrderPassenger } from './order';

export interface Refund {
	outOrderNo: string;
	/** Null where Juhe's order names none for the ticket. */
	passengerId: string | null;
	name: string | null;
	state: 'accepted' | 'alreadyRefunding' | 'alreadyRefunded' | 'refused' | 'unknown';
	/** Juhe's words where it refused; what to do where it is unknown. */
	reason: string | null;
}

/**
 * The refunds that an execution has asked for: how soon the ticket's state shows it is documented nowhere, and “Retry
 * On Fail” or a loop must not ask again meanwhile. `lost`: the answer never came, and the state did not show it.
 */
export type AskedRefunds = Record<string, 'accepted' | 'lost'>;

interface RefundOptions {
	/** Which Juhe it is. */
	baseUrl: string;
	/** How long a lost answer is settled by the ticket's state. */
	settleSeconds: number;
	askedRefunds: AskedRefunds;
}

/**
 * Applies for the refund of one passenger's ticket (see {@link refundPassenger}).
 * @throws JuheError where there is no such order or passenger, or where the ticket's state cannot be told
 */
export async function refundTicket(
	client: JuheClient,
	outOrderNo: string,
	passengerId: string,
	options: RefundOptions,
): Promise<Refund> {
	return await oneAtATime(refundAddress(outOrderNo, options), options.askedRefunds, async () => {
		const order = await findOrder(client, outOrderNo);
		const passenger = order.passengers.find((each) => each.passengerId === passengerId);
		if (!passenger) throw unknownPassenger(order, passengerId);
		return await refundPassenger(client, outOrderNo, { ...passenger, passengerId }, options);
	});
}

/**
 * Applies for the refund of every ticket of an order, children first (dictionary, 311), one call a passenger. Once a
 * call fails for a reason that is not the ticket's own, the passengers after it are reported as `unknown`, not asked; so
 * are those whom Juhe gives no passenger ID.
 * @throws JuheError where there is no such order, where it has no tickets, or where the first call fails
 */
export async function refundAllTickets(
	client: JuheClient,
	outOrderNo: string,
	options: RefundOptions,
): Promise<Refund[]> {
	return await oneAtATime(
		refundAddress(outOrderNo, options),
		options.askedRefunds,
		async () => await refundOneByOne(client, outOrderNo, options),
	);
}

function refundAddress(outOrderNo: string, { baseUrl }: RefundOptions): string {
	return `${baseUrl} ${outOrderNo} refund`;
}

async function refundOneByOne(
	client: JuheClient,
	outOrderNo: string,
	options: RefundOptions,
): Promise<Refund[]> {
	const order = await findOrder(client, outOrderNo);
	const passengers = [...order.passengers].sort(
		(a, b) => Number(b.type === child) - Number(a.type === child),
	);
	if (passengers.every(({ passengerId }) => passengerId === null))
		throw unknownPassenger(order, null);
	const refunds: Refund[] = [];
	let stopped: JuheError | null = null;
	let isFirst = true;
	for (const passenger of passengers) {
		if (!isTicketed(passenger)) {
			refunds.push(
				report(outOrderNo, passenger, 'unknown', 'Not asked for: Juhe’s order has no passenger ID'),
			);
			continue;
		}
		if (stopped) {
			refunds.push(
				report(
					outOrderNo,
					passenger,
					'unknown',
					`Not asked for, because the call before failed: ${stopped.message}`,
				),
			);
			continue;
		}
		const refund = await orJuheError(refundPassenger(client, outOrderNo, passenger, options));
		if (!(refund instanceof JuheError)) {
			refunds.push(refund);
		} else if (isFirst) {
			throw refund;
		} else {
			stopped = refund;
			refunds.push(report(outOrderNo, passenger, 'unknown', refund.message));
		}
		isFirst = false;
	}
	return refunds;
}

const child = 2;

type Ticketed = OrderPassenger & { passengerId: string };

function isTicketed(passenger: OrderPassenger): passenger is Ticketed {
	return passenger.passengerId !== null;
}

/**
 * At most one application a ticket: its state was read before, and is read again where the answer was lost. Juhe only
 * accepts the application; the outcome comes as a push, or shows in the order.
 */
async function refundPassenger(
	client: JuheClient,
	outOrderNo: string,
	passenger: Ticketed,
	{ settleSeconds, askedRefunds }: RefundOptions,
): Promise<Refund> {
	const { passengerId } = passenger;
	const before = refundStateOf(passenger);
	if (before) return report(outOrderNo, passenger, before);
	const ticket = `${outOrderNo} ${passengerId}`;
	// One that has failed since may be asked for anew.
	const asked = passenger.status === 'refundFailed' ? undefined : askedRefunds[ticket];
	if (asked === 'accepted') return report(outOrderNo, passenger, 'alreadyRefunding');
	if (asked === 'lost')
		return report(
			outOrderNo,
			passenger,
			'unknown',
			`Asked for a moment ago, and the answer was lost. ${lookFirst}`,
		);
	// Before the call: what becomes of it is unknown until its answer is here.
	askedRefunds[ticket] = 'lost';
	const answer = await orJuheError(
		client.call(trainGrabEndpoints.refund.path, { outOrderNo, passengerId }, { mode: 'once' }),
	);
	const isTaken =
		!(answer instanceof JuheError) ||
		(answer.outcomeUnknown &&
			(await isRefundingAfterAll(client, outOrderNo, passengerId, settleSeconds)));
	if (isTaken) {
		askedRefunds[ticket] = 'accepted';
		return report(outOrderNo, passenger, 'accepted');
	}
	if (answer.outcomeUnknown)
		return report(outOrderNo, passenger, 'unknown', `${answer.message}. ${lookFirst}`);
	delete askedRefunds[ticket];
	if (!answer.isTrainServiceRefusal) throw answer;
	return report(outOrderNo, passenger, 'refused', answer.reason ?? answer.message);
}

const lookFirst = 'Look at the order before you ask again.';

function report(
	outOrderNo: string,
	passenger: OrderPassenger,
	state: Refund['state'],
	reason: string | null = null,
): Refund {
	return { outOrderNo, passengerId: passenger.passengerId, name: passenger.name, state, reason };
}

async function findOrder(client: JuheClient, outOrderNo: string): Promise<Order> {
	const found = await lookUpOrder(client, outOrderNo);
	if (found) return found.order;
	throw orderNotFound(outOrderNo);
}

/** The error for a number that Juhe has no order of. */
export function orderNotFound(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'service',
		message: `Juhe has no order ${outOrderNo}`,
		advice: 'Check the number; an order made a moment ago may take some seconds to show.',
	});
}

function unknownPassenger(order: Order, passengerId: string | null): JuheError {
	const ids = order.passengers
		.map((passenger) => passenger.passengerId)
		.filter((id) => id !== null);
	return new JuheError({
		errorClass: 'input',
		message: `Order ${order.outOrderNo} has no ${passengerId === null ? 'tickets' : `passenger ${passengerId}`}`,
		advice:
			ids.length > 0
				? `Its passenger IDs are ${ids.join(', ')}.`
				: `There is nothing to refund: the order's status is “${order.statusName}”.`,
		charged: false,
	});
}

function refundStateOf(passenger: OrderPassenger): 'alreadyRefunding' | 'alreadyRefunded' | null {
	if (passenger.status === 'refunding') return 'alreadyRefunding';
	return passenger.status === 'refunded' ? 'alreadyRefunded' : null;
}

/** After a lost answer: whether the ticket's state shows within so many seconds that the refund is under way. */
async function isRefundingAfterAll(
	client: JuheClient,
	outOrderNo: string,
	passengerId: string,
	settleSeconds: number,
): Promise<boolean> {
	return await poll(
		async () => {
			const order = await orJuheError(findOrder(client, outOrderNo));
			if (order instanceof JuheError) return false;
			return order.passengers.some(
				(each) => each.passengerId === passengerId && refundStateOf(each) !== null,
			);
		},
		(isRefunding) => isRefunding,
		{ seconds: settleSeconds, sleep: client.sleep },
	);
}
