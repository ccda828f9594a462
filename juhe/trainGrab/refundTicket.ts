import { orJuheError } from '../client';
import type { JuheClient } from '../client';
import { trainGrabEndpoints } from '../endpoints';
import { JuheError } from '../errors';
import { lookUpOrder } from './order';
import type { Order, OrderPassenger } from './order';

export interface Refund {
	outOrderNo: string;
	passengerId: string;
	name: string | null;
	state: 'accepted' | 'alreadyRefunding' | 'alreadyRefunded' | 'refused' | 'unknown';
	/** Juhe's words where it refused; what to do where it is unknown. */
	reason: string | null;
}

/**
 * Applies for the refund of one passenger's ticket (see {@link refundPassenger}).
 * @throws JuheError where there is no such order or passenger, or where the ticket's state cannot be told
 */
export async function refundTicket(
	client: JuheClient,
	outOrderNo: string,
	passengerId: string,
): Promise<Refund> {
	const order = await findOrder(client, outOrderNo);
	const passenger = order.passengers.find((each) => each.passengerId === passengerId);
	if (!passenger) throw unknownPassenger(order, passengerId);
	return await refundPassenger(client, outOrderNo, { ...passenger, passengerId });
}

/**
 * Applies for the refund of every ticket of an order, children first (dictionary, 311), one call a passenger. Once a
 * call fails for a reason that is not the ticket's own, the passengers after it are reported as `unknown`, not asked.
 * @throws JuheError where there is no such order, where it has no tickets, or where the first call fails
 */
export async function refundAllTickets(client: JuheClient, outOrderNo: string): Promise<Refund[]> {
	const order = await findOrder(client, outOrderNo);
	const passengers = order.passengers
		.flatMap((passenger) =>
			passenger.passengerId === null ? [] : [{ ...passenger, passengerId: passenger.passengerId }],
		)
		.sort((a, b) => Number(b.type === child) - Number(a.type === child));
	if (passengers.length === 0) throw unknownPassenger(order, null);
	const refunds: Refund[] = [];
	let stopped: JuheError | null = null;
	for (const passenger of passengers) {
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
		const refund = await orJuheError(refundPassenger(client, outOrderNo, passenger));
		if (!(refund instanceof JuheError)) {
			refunds.push(refund);
		} else if (refunds.length === 0) {
			throw refund;
		} else {
			stopped = refund;
			refunds.push(report(outOrderNo, passenger, 'unknown', refund.message));
		}
	}
	return refunds;
}

const child = 2;

type Ticketed = OrderPassenger & { passengerId: string };

/**
 * At most one application a ticket: its state was read before, and is read again where the answer was lost. Juhe only
 * accepts the application; the outcome comes as a push, or shows in the order.
 */
async function refundPassenger(
	client: JuheClient,
	outOrderNo: string,
	passenger: Ticketed,
): Promise<Refund> {
	const { passengerId } = passenger;
	const before = refundStateOf(passenger);
	if (before) return report(outOrderNo, passenger, before);
	const answer = await orJuheError(
		client.call(trainGrabEndpoints.refund.path, { outOrderNo, passengerId }, { mode: 'once' }),
	);
	if (!(answer instanceof JuheError)) return report(outOrderNo, passenger, 'accepted');
	if (answer.isTrainServiceRefusal)
		return report(outOrderNo, passenger, 'refused', answer.reason ?? answer.message);
	if (!answer.outcomeUnknown) throw answer;
	return (await isRefundingAfterAll(client, outOrderNo, passengerId))
		? report(outOrderNo, passenger, 'accepted')
		: report(
				outOrderNo,
				passenger,
				'unknown',
				`${answer.message}. Look at the order before you ask again.`,
			);
}

function report(
	outOrderNo: string,
	passenger: Ticketed,
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

/** After a lost answer; false also where that cannot be told. */
async function isRefundingAfterAll(
	client: JuheClient,
	outOrderNo: string,
	passengerId: string,
): Promise<boolean> {
	const order = await orJuheError(findOrder(client, outOrderNo));
	if (order instanceof JuheError) return false;
	return order.passengers.some(
		(each) => each.passengerId === passengerId && refundStateOf(each) !== null,
	);
}
