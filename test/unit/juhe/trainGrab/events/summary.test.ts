import * as fc from 'fast-check';

import { eventOfPush } from '../../../../../src/juhe/trainGrab/events/fromPush';
import type { OrderEvent } from '../../../../../src/juhe/trainGrab/events/types';
import { summarize } from '../../../../../src/juhe/trainGrab/events/summary';
import { sampleText } from '../../../../support/models/juhe';
import { fieldsOf, models, typeOfEvent } from '../../../../support/models/pushes';

const sampleEvent = (name: string, type: string): OrderEvent =>
	eventOfPush(JSON.parse(sampleText(`train-grab.push.${name}`)) as Record<string, unknown>, type);
const issued = sampleEvent('issued', '1');
const failed = sampleEvent('issue-failed', '1');
const [passenger] = issued.passengers;
if (!passenger) throw new Error('The sample has a passenger');

test.each<[string, OrderEvent, string, string]>([
	[
		'issued',
		issued,
		'Ticket issued: Z175 苏州 → 昆山, 2016-12-29 02:29, 9.00 yuan, ticket E566781381, order 2016113006',
		'出票成功：Z175 苏州 → 昆山，2016-12-29 02:29，9.00元，取票号E566781381，订单2016113006',
	],
	[
		'several people',
		{ ...issued, passengers: [passenger, { ...passenger, passengerId: '2' }] },
		'Ticket issued: Z175 苏州 → 昆山, 2016-12-29 02:29, 2 passengers, 9.00 yuan, ticket E566781381, order 2016113006',
		'出票成功：Z175 苏州 → 昆山，2016-12-29 02:29，2人，9.00元，取票号E566781381，订单2016113006',
	],
	[
		'failed, and nobody says why',
		failed,
		'No ticket: the order failed: 出票失败, order 2016113001',
		'出票失败：出票失败，订单2016113001',
	],
	[
		'failed with a reason of many lines',
		{ ...failed, failure: '没有\n  余票' },
		'No ticket: the order failed: 没有 余票, order 2016113001',
		'出票失败：没有 余票，订单2016113001',
	],
	[
		'failed with a code that says more',
		{ ...failed, code: '207', codeMeaning: 'The grab order has expired' },
		'No ticket: the order failed: The grab order has expired, order 2016113001',
		'出票失败：出票失败，订单2016113001',
	],
	[
		'expired',
		sampleEvent('expired', '3'),
		'No ticket: the order expired: 抢票单过期, order 2016113005',
		'抢票过期，未出票：抢票单过期，订单2016113005',
	],
	[
		'refunded: the money that came back',
		{ ...sampleEvent('refunded', '2'), trainNo: 'Z175', price: 18 },
		'Ticket refunded: Z175, 9.00 yuan, order 2016113006',
		'退票成功：Z175，9.00元，订单2016113006',
	],
	['nothing known', eventOfPush({}, null), 'News of an order', '订单有新消息'],
])('%s', (_what, event, english, chinese) => {
	expect(summarize(event, 'en')).toBe(english);
	expect(summarize(event, 'zh')).toBe(chinese);
});

test('one line of bounded length, without the ID numbers of the passengers', () => {
	const long = fc.string({ unit: 'grapheme', maxLength: 2000 });
	fc.assert(
		fc.property(
			models,
			long,
			fc.constantFrom('en' as const, 'zh' as const),
			(model, noise, language) => {
				const event = eventOfPush(fieldsOf(model), typeOfEvent[model.event]);
				const ids = event.passengers.flatMap(({ idNumber }) => (idNumber ? [idNumber] : []));
				const failure = `${noise} ${ids.join(' ')}`;
				const summary = summarize({ ...event, failure }, language);
				expect(summary).not.toMatch(/[\n\r\t]/);
				expect(summary.length).toBeLessThan(450);
				for (const id of ids) expect(summary).not.toContain(id);
			},
		),
	);
});

test('is cut between characters, and hides names by characters', () => {
	const of = (failure: string, name: string) => {
		const passengers = [{ ...issued.passengers[0], name }] as OrderEvent['passengers'];
		return summarize({ ...failed, passengers, failure }, 'en');
	};
	for (let before = 190; before <= 200; before++) {
		const summary = of('一'.repeat(before) + '𬱖明'.repeat(9), '测试甲');
		expect(Buffer.from(summary).toString()).toBe(summary);
		expect(summary).toContain('…');
	}
	expect(of('𬱖明 未通过', '𬱖明')).toContain('𬱖* 未通过');
});
