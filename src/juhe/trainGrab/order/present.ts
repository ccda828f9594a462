import { maskIdNumber, maskPhone } from '../../../lib/personalData';
import type { Order } from './types';

/** What is read of an order by default: the columns a message or a table needs. */
export function simplifyOrder(order: Order) {
	return {
		outOrderNo: order.outOrderNo,
		status: order.status,
		statusName: order.statusName,
		trainNo: order.trainNo,
		departure: order.departure,
		arrival: order.arrival,
		seatName: order.seatName,
		ticketNo: order.ticketNo,
		price: order.price,
		failure: order.failure,
	};
}

/** The order with ID numbers and phone numbers masked, and without birthdays. */
export function maskOrder(order: Order): Order {
	return {
		...order,
		contact: { ...order.contact, phone: order.contact.phone && maskPhone(order.contact.phone) },
		passengers: order.passengers.map((passenger) => ({
			...passenger,
			idNumber: passenger.idNumber && maskIdNumber(passenger.idNumber),
			// The middle of a resident ID is the birthday.
			birthday: null,
		})),
	};
}
