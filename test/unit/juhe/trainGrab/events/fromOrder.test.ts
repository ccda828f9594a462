import * as fc from 'fast-check';

import type { OrderStatus, TicketStatus } from '../../../../../src/juhe/trainGrab/codes/statuses';
import { eventOfPush } from '../../../../../src/juhe/trainGrab/events/fromPush';
import { presentEvent } from '../../../../../src/juhe/trainGrab/events/event';
import type { OrderEvent } from '../../../../../src/juhe/trainGrab/events/types';
import {
	compareWithOrder,
	eventsOfOrder,
	withOrder,
} from '../../../../../src/juhe/trainGrab/events/fromOrder';
import type { Standing } from '../../../../../src/juhe/trainGrab/events/fromOrder';
import { parseOrder } from '../../../../../src/juhe/trainGrab/order/parse';
import type { Order } from '../../../../../src/juhe/trainGrab/order/types';
import { sampleResult, sampleText } from '../../../../support/models/juhe';
import type { Fields, KnownEvent } from '../../../../support/models/pushes';
import { typeOfEvent } from '../../../../support/models/pushes';

const outOrderNo = 'TEST000001';

/** An issued order of two, in the vendor's form: tickets in these states (Juhe's letters). */
function issuedOrder(...letters: string[]): Order {
	const result = sampleResult('train-grab.order-detail.issued');
	const [first] = result.passengers as Fields[];
	return parseOrder(
		{
			...result,
			outOrderNo,
			passengers: letters.map((ticketStateCode, index) => ({
				...first,
				passengerId: String(index + 1),
				passengerName: ['测试甲', '测试乙'][index],
				pTicketNo: `E345091034001000${index + 1}`,
				ticketStateCode,
			})),
		},
		outOrderNo,
	);
}

/** An order without a ticket, in the vendor's form: its status is Juhe's letter. */
const unissuedOrder = (status: string): Order =>
	parseOrder({ ...sampleResult('train-grab.order-detail.unissued'), status }, outOrderNo);

const pushOf = (event: KnownEvent, changes: Fields = {}): OrderEvent => {
	const names = {
		'order.issued': 'issued',
		'order.failed': 'issue-failed',
		'order.expired': 'expired',
		'ticket.refunded': 'refunded',
		'ticket.refundFailed': 'refund-failed',
	};
	const sample = JSON.parse(sampleText(`train-grab.push.${names[event]}`)) as Fields;
	return eventOfPush({ ...sample, outOrderNo, ...changes }, typeOfEvent[event]);
};
const refund = (event: 'ticket.refunded' | 'ticket.refundFailed', ...passengers: Fields[]) =>
	pushOf(event, { passengers });

describe('a push compared with the order', () => {
	const living = ['N', 'B', 'D'];
	const dead = ['U', 'O', 'C'];

	test.each<[KnownEvent, string[], Standing]>([
		['order.issued', living, 'notYet'],
		['order.issued', dead, 'contradicts'],
		['order.issued', ['?'], 'notYet'],
		['order.failed', living, 'notYet'],
		['order.failed', dead, 'agrees'],
		['order.expired', living, 'notYet'],
		['order.expired', dead, 'agrees'],
		['ticket.refunded', [...living, ...dead], 'contradicts'],
		['ticket.refundFailed', [...living, ...dead], 'contradicts'],
	])('%s, the order without ticket stands at %s: %s', (event, letters, standing) => {
		for (const letter of letters) {
			expect([letter, compareWithOrder(pushOf(event), unissuedOrder(letter))]).toEqual([
				letter,
				standing,
			]);
		}
	});

	test('once issued, an order was issued and did not fail, whatever became of its tickets', () => {
		for (const letter of ['F', 'C', 'T', 'O', 'Y', 'G']) {
			expect(compareWithOrder(pushOf('order.issued'), issuedOrder(letter))).toBe('agrees');
			expect(compareWithOrder(pushOf('order.failed'), issuedOrder(letter))).toBe('contradicts');
			expect(compareWithOrder(pushOf('order.expired'), issuedOrder(letter))).toBe('contradicts');
		}
	});

	/** Juhe's dictionary says of most refunds whether there was a ticket. */
	test.each<[string, Array<string | null>, string[], Standing]>([
		['money of an order that came to nothing', ['issuefail', '2', 'delaypay'], dead, 'agrees'],
		['the same before its order has ended', ['issuefail', '2', 'delaypay'], living, 'notYet'],
		[
			'a reason that says nothing of tickets',
			['1', 'other', 'new'],
			[...living, ...dead],
			'notYet',
		],
		[
			'of a ticket, where there is none',
			['online', 'offline', '0', 'change', null],
			[...living, ...dead],
			'contradicts',
		],
		['of an order in an unknown state', ['online', 'issuefail', null], ['?'], 'notYet'],
	])('a refund without ticket: %s', (_what, types, letters, standing) => {
		const events = ['ticket.refunded', 'ticket.refundFailed'] as const;
		for (const refundType of types) {
			for (const letter of letters) {
				for (const event of events) {
					const claim = pushOf(event, { refundType, passengers: [] });
					const found = compareWithOrder(claim, unissuedOrder(letter));
					expect([event, refundType, letter, found]).toEqual([event, refundType, letter, standing]);
				}
			}
		}
	});

	test('a refund without ticket, of somebody whom the order does not have', () => {
		const claim = (passengerName: string) =>
			pushOf('ticket.refunded', { refundType: 'issuefail', passengers: [{ passengerName }] });
		expect(compareWithOrder(claim('魏XX'), unissuedOrder('U'))).toBe('agrees');
		expect(compareWithOrder(claim('测试甲'), unissuedOrder('U'))).toBe('contradicts');
	});

	/** The vendor's order shows its only passenger as 魏XX, 320382XXXXXXX3916. */
	test.each<[string, Fields, Standing]>([
		['whole', { passengerName: '魏小明', cardNo: '320382199001013916' }, 'agrees'],
		['whole, by the number alone', { cardNo: '320382199001013916' }, 'agrees'],
		['with other signs', { passengerName: '魏＊＊', cardNo: '320382ｘｘｘｘｘｘｘ3916' }, 'agrees'],
		['with our stars', { passengerName: '魏**', cardNo: '3203**********3916' }, 'agrees'],
		['who is another', { passengerName: '王小明', cardNo: '320382199001013917' }, 'contradicts'],
		['by a name without number', { passengerName: '魏明明' }, 'agrees'],
		['of another place', { cardNo: '110101199001013916' }, 'contradicts'],
	])('a passenger shown in part is the one named %s', (_what, passenger, standing) => {
		const claim = pushOf('ticket.refunded', { refundType: 'issuefail', passengers: [passenger] });
		expect(compareWithOrder(claim, unissuedOrder('U'))).toBe(standing);
	});

	test.each([
		['魏明', '魏X', 'agrees'],
		['欧阳明', '欧阳X', 'agrees'],
		['魏明', '魏某', 'agrees'],
		['魏明', '魏○', 'agrees'],
		['魏明', '魏？', 'agrees'],
		['王明', '魏X', 'contradicts'],
		['MAX TEST', 'MAY TEST', 'contradicts'],
		['TEST/X', 'TEST/Y', 'contradicts'],
	])(
		'a name is the same where it is hidden by whatever sign: %s, %s: %s',
		(name, shown, standing) => {
			const result = { ...sampleResult('train-grab.order-detail.issued'), outOrderNo };
			const passengers = [{ passengerName: shown, ticketStateCode: 'T' }];
			const order = parseOrder({ ...result, passengers }, outOrderNo);
			const claim = refund('ticket.refunded', { passengerName: name });
			expect(compareWithOrder(claim, order)).toBe(standing);
		},
	);

	test.each([
		['11010119900307721x', '11010119900307721X', 'agrees'],
		['110101 19900307 721Ｘ', '11010119900307721X', 'agrees'],
		['11010119900307721X', '110101199003077210', 'contradicts'],
		// One X hides nothing.
		['X1234567', 'A1234567', 'contradicts'],
	])('a document is the same however it is typed: %s, %s: %s', (cardNo, idCard, standing) => {
		const result = { ...sampleResult('train-grab.order-detail.issued'), outOrderNo };
		const passengers = [{ idCard, ticketStateCode: 'T' }];
		const order = parseOrder({ ...result, passengers }, outOrderNo);
		expect(compareWithOrder(refund('ticket.refunded', { cardNo }), order)).toBe(standing);
	});

	const first = { passengerId: '1' };
	const second = { passengerId: 2 };
	test.each<[string, OrderEvent, string, Standing]>([
		['the ticket named', refund('ticket.refunded', first), 'TF', 'agrees'],
		['the other one', refund('ticket.refunded', second), 'TF', 'notYet'],
		['under way', refund('ticket.refunded', first), 'CF', 'notYet'],
		['a failed refund tried again', refund('ticket.refunded', first), 'OF', 'notYet'],
		['both', refund('ticket.refunded', first, second), 'TT', 'agrees'],
		['both, one of them not yet', refund('ticket.refunded', first, second), 'TF', 'notYet'],
		['a stranger', refund('ticket.refunded', { passengerId: '3' }), 'TT', 'contradicts'],
		[
			'the named one and a stranger',
			refund('ticket.refunded', first, { passengerId: '3' }),
			'TT',
			'contradicts',
		],
		[
			'another ID, the same ticket number',
			refund('ticket.refunded', { passengerId: '3', pTicketNo: 'E3450910340010001' }),
			'TF',
			'agrees',
		],
		[
			'another ID, the same ticket number, that ticket still valid',
			refund('ticket.refunded', { passengerId: '3', pTicketNo: 'E3450910340010001' }),
			'FT',
			'notYet',
		],
		[
			'another ID, another ticket number',
			refund('ticket.refunded', { passengerId: '3', pTicketNo: 'E3450910340010003' }),
			'TT',
			'contradicts',
		],
		[
			'a document that both have',
			refund('ticket.refunded', { cardNo: 'XXXXXXXXXXXXXXXXXX' }),
			'TT',
			'notYet',
		],
		['a state that no table has', refund('ticket.refunded', first), '?F', 'notYet'],
		['no state that a table has', refund('ticket.refunded', first), '?5', 'notYet'],
		[
			'a stranger, no state that a table has',
			refund('ticket.refunded', { passengerId: '3' }),
			'??',
			'contradicts',
		],
		[
			'by ticket number',
			refund('ticket.refunded', { pTicketNo: 'E3450910340010001' }),
			'TF',
			'agrees',
		],
		['by name', refund('ticket.refunded', { passengerName: '测试甲' }), 'TF', 'agrees'],
		[
			'by the wrong name',
			refund('ticket.refunded', { passengerName: '测试丙' }),
			'TF',
			'contradicts',
		],
		['nobody named, all refunded', refund('ticket.refunded'), 'TT', 'agrees'],
		['nobody named, the only one refunded', refund('ticket.refunded'), 'T', 'agrees'],
		['nobody named, one refunded: it may be the other', refund('ticket.refunded'), 'FT', 'notYet'],
		['nobody named, one refused, one valid', refund('ticket.refundFailed'), 'OF', 'agrees'],
		['nobody named, one refused, one refunded', refund('ticket.refundFailed'), 'OT', 'notYet'],
		['nobody named, one refunded, one under way', refund('ticket.refunded'), 'TC', 'notYet'],
		['nobody named, one refused, one under way', refund('ticket.refundFailed'), 'OC', 'notYet'],
		['nobody named, none refunded', refund('ticket.refunded'), 'FF', 'notYet'],
		['passengers that say nothing', refund('ticket.refunded', {}, {}), 'FF', 'notYet'],
		['refund failed', refund('ticket.refundFailed', first), 'OF', 'agrees'],
		['refund failed, the ticket valid', refund('ticket.refundFailed', first), 'FF', 'agrees'],
		['refund failed, but it is under way', refund('ticket.refundFailed', first), 'CF', 'notYet'],
		['refund failed, but it was refunded', refund('ticket.refundFailed', first), 'TF', 'notYet'],
	])('refunds: %s', (_what, event, letters, standing) => {
		expect(compareWithOrder(event, issuedOrder(...letters))).toBe(standing);
	});

	test.each<[string, Fields[]]>([
		['no list of passengers', []],
		['passengers of whom nothing is known', [{}, {}]],
		['one of whom nothing is known', [{ passengerId: '1' }, {}]],
		['passengers known by other fields', [{ passengerName: '测试甲' }]],
	])('refunds: an order with %s contradicts nobody', (_what, passengers) => {
		const result = { ...sampleResult('train-grab.order-detail.issued'), orderStateCode: 'T' };
		const order = parseOrder({ ...result, outOrderNo, passengers }, outOrderNo);
		const claim = refund('ticket.refunded', { passengerId: '3' });
		expect(compareWithOrder(claim, order)).toBe('notYet');
	});

	test('what fits no kind is not contradicted', () => {
		const other = eventOfPush({ outOrderNo, msgInfo: '保险' }, '2');
		expect(compareWithOrder(other, issuedOrder('F'))).toBe('agrees');
	});
});

describe('a push with what the order knows', () => {
	test('a failure says why, for its passengers as the push and the order name them', () => {
		const event = withOrder(
			pushOf('order.failed', { passengers: [{ passengerName: '魏XX', passengerId: 7 }] }),
			unissuedOrder('U'),
		);
		expect(event).toMatchObject({
			eventKey: `order.failed:${outOrderNo}`,
			trainNo: 'Z175',
			fromStation: '苏州',
			failure: expect.stringContaining('未通过身份效验'),
			passengers: [{ passengerId: '7', name: '魏XX', idNumber: '320382XXXXXXX3916' }],
		});
		expect(event.summary).toContain('未通过身份效验');
		expect(event.summary).not.toContain('魏XX');
		expect(event.summary).not.toContain('320382XXXXXXX3916');
	});

	/** An order that failed for `failMsg`, which shows its passengers in part. */
	const hiding = (failMsg: string, ...passengers: Fields[]) =>
		parseOrder(
			{ ...sampleResult('train-grab.order-detail.unissued'), failMsg, passengers },
			outOrderNo,
		);
	const part = { passengerName: '测XX', certificateNo: '0123XXXX' };
	const whole = { passengerId: '7', passengerName: '测试甲', cardNo: '01234567' };

	test.each<[string, Fields[]]>([
		['in part', [part]],
		['not at all', []],
		['as two who may be either', [part, part]],
		['as others', [{ passengerName: '王XX' }]],
	])('whom the push names whole, and the order shows %s, nobody reads of', (_what, passengers) => {
		for (const isStored of [false, true]) {
			for (const [failMsg, msgInfo] of [
				['未通过身份效验 测试甲 01234567', '出票失败'],
				['', '未通过 测试甲 01234567'],
			]) {
				const order = hiding(failMsg ?? '', ...passengers);
				const options = { language: 'zh', mask: true, includeRaw: true } as const;
				const push = pushOf('order.failed', { msgInfo, passengers: [whole] });
				const event = withOrder(isStored ? presentEvent(push, options) : push, order);
				const shown = presentEvent(event, options);
				const texts = [event.summary, event.failure, shown.summary, shown.failure, shown.message];
				expect(texts.join()).toContain('未通过');
				expect(texts.join()).not.toMatch(/测试甲|01234567/);
			}
		}
	});

	test('what the order shows in part does not replace what the push says whole', () => {
		const order = hiding('', part);
		const nameOf = (passenger: Fields) =>
			withOrder(pushOf('order.failed', { passengers: [passenger] }), order).passengers;
		expect(nameOf(whole)).toMatchObject([{ name: '测试甲', idNumber: '01234567' }]);
		expect(nameOf({ ...whole, cardNo: '' })).toMatchObject([
			{ name: '测试甲', idNumber: '0123XXXX' },
		]);
		// Somebody else's name beside the same document.
		expect(nameOf({ ...whole, passengerName: '王小明' })).toMatchObject([{ name: '测XX' }]);
	});

	test('the order is believed before the push: price, ticket, times', () => {
		const claim = pushOf('order.issued', {
			orderAmount: '9999.00',
			ticketNo: 'FORGED',
			departureTime: '2030-01-01 00:00:00',
			passengers: [{ passengerId: '1', price: '9999.00', seatNo: 'FORGED' }],
		});
		expect(withOrder(claim, issuedOrder('F', 'F'))).toMatchObject({
			orderNo: 'TFT583U7D552101629055112720',
			price: 9,
			ticketNo: 'E345091034',
			departure: '2016-12-29T03:34:00+08:00',
			passengers: [
				{ passengerId: '1', price: 9, seatNo: '07车厢,009号', status: 'issued' },
				{ passengerId: '2', price: 9 },
			],
			receivedAt: claim.receivedAt,
		});
	});

	test('a refund gets its journey, and keeps to its passengers', () => {
		const event = withOrder(refund('ticket.refunded', { passengerId: '2' }), issuedOrder('F', 'T'));
		expect(event).toMatchObject({
			trainNo: 'K8371',
			departure: '2016-12-29T03:34:00+08:00',
			price: 9,
			refund: { price: 9 },
			passengers: [{ passengerId: '2', name: '测试乙', status: 'refunded', seatClass: 'hardseat' }],
		});
		expect(event.passengers).toHaveLength(1);
	});

	test('refunds without passenger IDs get the keys that those with IDs have', () => {
		const order = issuedOrder('T', 'T');
		const keys = [
			refund('ticket.refunded', { pTicketNo: 'E3450910340010001' }),
			refund('ticket.refunded', { passengerName: '测试乙' }),
		].map((event) => withOrder(event, order).eventKey);
		expect(keys).toEqual([`ticket.refunded:${outOrderNo}:1`, `ticket.refunded:${outOrderNo}:2`]);
		const otherId = { passengerId: '3', pTicketNo: 'E3450910340010001', passengerName: '骗子' };
		expect(withOrder(refund('ticket.refunded', otherId), order)).toMatchObject({
			eventKey: keys[0],
			passengers: [{ passengerId: '1', name: '测试甲' }],
		});
	});

	test.each<[string, string, string[]]>([
		['the only ticket of its order', 'T', ['1']],
		['one of two that nobody knows', 'TT', []],
		['one of two that are in different states', 'FT', []],
	])('a refund that names nobody is told of %s', (_what, letters, ids) => {
		for (const refundTime of ['2026-11-22 10:00:00', '昨天']) {
			const claim = pushOf('ticket.refunded', { passengers: [], refundTime });
			const event = withOrder({ ...claim, raw: null }, issuedOrder(...letters));
			expect(event.passengers.map(({ passengerId }) => passengerId)).toEqual(ids);
			const [id] = ids;
			const key = id === undefined ? claim.eventKey : `ticket.refunded:${outOrderNo}:${id}`;
			expect(event.eventKey).toBe(key);
		}
	});
});

test('a refused refund keeps a time that cannot be read in its key, though what is stored has no raw', () => {
	const claim = pushOf('ticket.refundFailed', {
		refundTime: '昨天',
		passengers: [{ passengerId: '1' }],
	});
	expect(withOrder({ ...claim, raw: null }, issuedOrder('O')).eventKey).toBe(
		`ticket.refundFailed:${outOrderNo}:1:昨天`,
	);
});

describe('a refund without ticket, with what the order knows', () => {
	test('says why there is none, and keeps to the passengers of the push', () => {
		const event = withOrder(
			pushOf('ticket.refunded', {
				refundType: 'issuefail',
				passengers: [{ passengerId: '7', passengerName: '魏XX' }],
			}),
			unissuedOrder('U'),
		);
		expect(event).toMatchObject({
			eventKey: `ticket.refunded:${outOrderNo}:7`,
			failure: expect.stringContaining('未通过身份效验'),
			refund: { price: 9, type: 'issuefail' },
			passengers: [{ passengerId: '7', idNumber: '320382XXXXXXX3916' }],
		});
	});
});

describe('the events of an order', () => {
	const keysOf = (order: Order) => eventsOfOrder(order, null).map(({ eventKey }) => eventKey);

	test.each<[string, Order, string[]]>([
		['still grabbing', unissuedOrder('D'), []],
		['cancelled', unissuedOrder('C'), []],
		['failed', unissuedOrder('U'), ['order.failed:TEST000001']],
		['expired', unissuedOrder('O'), ['order.expired:TEST000001']],
		['issued', issuedOrder('F', 'F'), ['order.issued:TEST000001']],
		['being refunded', issuedOrder('C', 'F'), ['order.issued:TEST000001']],
		[
			'refunded one by one',
			issuedOrder('T', 'T'),
			['order.issued:TEST000001', 'ticket.refunded:TEST000001:1', 'ticket.refunded:TEST000001:2'],
		],
		[
			'one refund failed',
			issuedOrder('F', 'O'),
			['order.issued:TEST000001', 'ticket.refundFailed:TEST000001:2'],
		],
	])('%s', (_what, order, keys) => {
		expect(keysOf(order)).toEqual(keys);
	});

	test('have the shape and the keys of the pushes that tell them', () => {
		const order = issuedOrder('T', 'F');
		const pushes = [
			pushOf('order.issued'),
			refund('ticket.refunded', { passengerId: 1, passengerName: '测试甲' }),
		];
		const events = eventsOfOrder(order, { unissued: null, issued: {} });
		expect(events.map(({ eventKey }) => eventKey)).toEqual(pushes.map(({ eventKey }) => eventKey));
		for (const event of events) {
			expect(Object.keys(event)).toEqual(Object.keys(pushOf('order.issued')));
			expect(event).toMatchObject({ verified: true, code: null, trainNo: 'K8371', price: 9 });
			expect(compareWithOrder(event, order)).toBe('agrees');
		}
		expect(events[0]?.refund).toBeNull();
		expect(events[1]?.refund).toEqual({ price: null, type: null, typeName: null, at: null });
		expect(events[1]?.passengers).toMatchObject([{ passengerId: '1', status: 'refunded' }]);
	});

	test('agree with the order they come from, whatever its state', () => {
		const orderStatuses = fc.constantFrom(...'NBDFUOCTE'.split(''));
		const ticketStates = fc.array(fc.constantFrom(...'NFCTOYG'.split('')), { maxLength: 2 });
		fc.assert(
			fc.property(orderStatuses, ticketStates, (status, letters) => {
				const order = letters.length > 0 ? issuedOrder(...letters) : unissuedOrder(status);
				for (const event of eventsOfOrder(order, null)) {
					expect(compareWithOrder(event, order)).toBe('agrees');
					const { raw, ...shown } = presentEvent(event, {
						language: 'zh',
						mask: true,
						includeRaw: true,
					});
					expect(raw).toBeNull();
					expect(Object.values(shown)).not.toContain(undefined);
				}
			}),
		);
	});
});

/** Every state is decided on in the tables above: a new one must be looked at. */
test('the states are those that the comparison knows', () => {
	const orders: Record<OrderStatus, true> = {
		created: true,
		waiting: true,
		grabbing: true,
		issued: true,
		failed: true,
		expired: true,
		cancelled: true,
		refunding: true,
		refunded: true,
		partlyRefunded: true,
		changed: true,
		unknown: true,
	};
	const tickets: Record<TicketStatus, true> = {
		notIssued: true,
		issued: true,
		refunding: true,
		refunded: true,
		refundFailed: true,
		changing: true,
		changed: true,
		unknown: true,
	};
	expect([Object.keys(orders).length, Object.keys(tickets).length]).toEqual([12, 8]);
});
