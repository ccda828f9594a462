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
 * Applies for the refund of one passenger's ticket, at most once: the ticket's state is read before, and again where
 * the answer was lost. Juhe only accepts the application; the outcome comes as a push, or shows in the order.
 * @throws JuheError where there is no such order or passenger, or where the state before cannot be told
 */
export async function refundTicket(client: JuheClient, outOrderNo: string, passengerId: string): Promise<Refund> {
	const order = await findOrder(client, outOrderNo);
	const passenger = order.passengers.find((each) => each.passengerId === passengerId);
	if (!passenger) throw unknownPassenger(order, passengerId);
	const refund = (state: Refund['state'], reason: string | null = null): Refund => ({
		outOrderNo,
		passengerId,
		name: passenger.name,
		state,
		reason,
	});
	const before = refundStateOf(passenger);
	if (before) return refund(before);
	try {
		await client.call(trainGrabEndpoints.refund.path, { outOrderNo, passengerId }, { mode: 'once' });
		return refund('accepted');
	} catch (error) {
		if (!(error instanceof JuheError)) throw error;
		if (error.isTrainServiceRefusal) return refund('refused', error.reason ?? error.message);
		if (!error.outcomeUnknown) throw error;
		const after = await stateAfterLostAnswer(client, outOrderNo, passengerId);
		return after
			? refund('accepted')
			: refund('unknown', `${error.message}. Look at the order before you ask again.`);
	}
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

function unknownPassenger(order: Order, passengerId: string): JuheError {
	const ids = order.passengers.map((passenger) => passenger.passengerId).filter((id) => id !== null);
	return new JuheError({
		errorClass: 'input',
		message: `Order ${order.outOrderNo} has no passenger ${passengerId}`,
		advice:
			ids.length > 0
				? `Its passenger IDs are ${ids.join(', ')}.`
				: `It has no tickets to refund: its status is “${order.statusName}”.`,
		charged: false,
	});
}

function refundStateOf(passenger: OrderPassenger): 'alreadyRefunding' | 'alreadyRefunded' | null {
	if (passenger.status === 'refunding') return 'alreadyRefunding';
	return passenger.status === 'refunded' ? 'alreadyRefunded' : null;
}

/** Whether the ticket is being refunded after all; false where that cannot be told. */
async function stateAfterLostAnswer(client: JuheClient, outOrderNo: string, passengerId: string): Promise<boolean> {
	try {
		const order = await findOrder(client, outOrderNo);
		const passenger = order.passengers.find((each) => each.passengerId === passengerId);
		return passenger !== undefined && refundStateOf(passenger) !== null;
	} catch (error) {
		if (error instanceof JuheError) return false;
		throw error;
	}
}
