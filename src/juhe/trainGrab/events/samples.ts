import { chinaNow } from '../../../lib/time';
import type { JsonRecord } from '../../../lib/values';
import { eventOfPush } from './fromPush';
import type { EventName, OrderEvent } from './types';

const outOrderNo = 'SAMPLE0001';
const message = 'A sample made up for trying things out: Juhe sent nothing';

const passenger = {
	passengerId: '100000001',
	passengerName: '测试甲',
	passengerType: '1',
	cardType: '1',
	cardNo: '11010119900307803X',
	seatClass: '1',
	seatNo: '02车厢,007号',
	price: '9.00',
	pTicketNo: 'SAMPLE00010001',
};

/**
 * An event as a push of that kind would bring it, of an order that nobody has: for trying a
 * workflow out. Its `message` and its order number say so. The train leaves in twenty days.
 */
export function sampleEvent(name: EventName): OrderEvent {
	const day = chinaNow().plus({ days: 20 }).toFormat('yyyy-MM-dd');
	const { type, fields, failure = null } = samples[name](day);
	const order = { outOrderNo, orderNo: 'SAMPLE-ORDER', msgInfo: message };
	return { ...eventOfPush({ ...order, ...fields }, type), failure };
}

interface Sample {
	/** The callback type; null where none was registered. */
	type: string | null;
	fields: JsonRecord;
	/** What the order would say. */
	failure?: string;
}

const samples: Record<EventName, (day: string) => Sample> = {
	'order.issued': (day) => ({
		type: '1',
		fields: {
			msgCode: '100',
			trainNo: 'Z175',
			fromStation: '苏州',
			toStation: '昆山',
			departureTime: `${day} 02:29:00`,
			arrivalTime: `${day} 02:53:00`,
			ticketNo: 'SAMPLE0001',
			orderAmount: '9.00',
			passengers: [passenger],
		},
	}),
	'order.failed': () => ({
		type: '1',
		fields: { msgCode: '101', passengers: [{ ...passenger, pTicketNo: '', seatNo: '' }] },
		failure: 'A sample: no seat was left',
	}),
	'order.expired': () => ({ type: '3', fields: { msgCode: '101' } }),
	'ticket.refunded': (day) => ({
		type: '2',
		fields: {
			msgCode: '100',
			refundTime: `${day} 10:00:00`,
			refundPrice: '9.00',
			refundType: 'online',
			passengers: [passenger],
		},
	}),
	'ticket.refundFailed': (day) => ({
		type: '2',
		fields: {
			msgCode: '101',
			refundTime: `${day} 10:00:00`,
			refundPrice: '0.00',
			refundType: 'online',
			passengers: [passenger],
		},
	}),
	other: () => ({ type: null, fields: {} }),
};
