import * as fc from 'fast-check';

import { trainGrabEndpoints } from '../../../../../src/juhe/endpoints';
import { JuheError } from '../../../../../src/juhe/errors';
import { createOrder } from '../../../../../src/juhe/trainGrab/order/create';
import { OrderProblems } from '../../../../../src/juhe/trainGrab/order/problems';
import type { OrderDraft } from '../../../../../src/juhe/trainGrab/order/request';
import { Ledger } from '../../../../../src/juhe/trainGrab/order/ledger';
import type { Sent } from '../../../../../src/juhe/trainGrab/order/ledger';
import type { EntryStore } from '../../../../../src/lib/entryStore';
import { brokenStore, SharedRow } from '../../../../support/models/entryStore';
import {
	adult,
	childOf,
	issuedDetail,
	orderingAt,
	orderRequest,
	searchResult,
	unissuedDetail,
} from '../../../../support/models/orders';
import {
	first,
	lostAnswer,
	neverArrived,
	ok,
	page,
	refusal,
	rejectionOf,
	scriptedJuhe,
	stopClock,
	truncated,
} from '../../../../support/models/juhe';
import type { Answer, Fields, Script } from '../../../../support/models/juhe';

afterEach(() => jest.restoreAllMocks());

type Scripts = Parameters<typeof scriptedJuhe>[0];

const absent = refusal(223804);
const created = ok({ orderNo: 'TFT1', outOrderNo: 'x' });
const settleSeconds = 60;

let worlds = 0;

/**
 * A Juhe without orders that takes every order, unless a script says otherwise; pauses move the
 * clock.
 */
function world(scripts: Scripts = {}) {
	const clock = stopClock(orderingAt);
	const juhe = scriptedJuhe(
		{ orderDetail: absent, search: ok(searchResult()), createOrder: created, ...scripts },
		{ onSleep: clock.advance },
	);
	const baseUrl = `https://juhe-${++worlds}.test`;
	const sentOrders: Sent = {};
	const order = async (
		changes: Partial<OrderDraft> = {},
		settle = settleSeconds,
		skipRules = false,
		sent = sentOrders,
	) =>
		(
			await createOrder(juhe.client, orderRequest(changes, skipRules), {
				baseUrl,
				path: trainGrabEndpoints.createOrder.path,
				settleSeconds: settle,
				sent,
				store: null,
				skipRules,
			})
		).created;
	/** In an execution that has sent nothing yet. */
	const orderElsewhere = async (changes: Partial<OrderDraft> = {}) =>
		await order(changes, settleSeconds, false, {});
	const refused = async (changes: Partial<OrderDraft> = {}, settle = settleSeconds) =>
		await rejectionOf(order(changes, settle), JuheError);
	return {
		...juhe,
		clock,
		sentOrders,
		order,
		orderElsewhere,
		refused,
		created: () => juhe.to('createOrder').map(({ form }) => form),
	};
}

/** Order details by what was ordered when: absent until then. */
const standing =
	(detail: (outOrderNo: string) => Fields): Script =>
	({ outOrderNo }) =>
		ok(detail(outOrderNo ?? ''));

describe('an order', () => {
	test('is looked up in both forms, then sent once', async () => {
		const juhe = world();
		const result = await juhe.order();
		expect(juhe.requests.map(({ endpoint, form }) => [endpoint, form.issue])).toEqual([
			['orderDetail', undefined],
			['orderDetail', '1'],
			['createOrder', undefined],
		]);
		expect(new Set(juhe.requests.map(({ form }) => form.outOrderNo))).toEqual(
			new Set([result.outOrderNo]),
		);
		expect(result).toEqual({
			outOrderNo: expect.stringMatching(/^[A-Za-z0-9]{6,32}$/),
			orderNo: 'TFT1',
			purchaseKey: null,
			attempt: 1,
			status: 'created',
			order: null,
		});
	});

	test('cannot be cut off or repeated by n8n: it is a call that costs money', async () => {
		const juhe = world();
		await juhe.order();
		expect(juhe.requests.map(({ endpoint, abortable }) => [endpoint, abortable])).toEqual([
			['orderDetail', true],
			['orderDetail', true],
			['createOrder', false],
		]);
	});

	test('has a form with every field as documented', async () => {
		const juhe = world();
		const { outOrderNo } = await juhe.order({
			alternateTrainNos: ['K8371', 'G7066'],
			alternateSeatClasses: ['softseat', 'noseat'],
			acceptNoSeat: true,
			contact: { name: '测试甲', phone: '13900000000', email: 'a@example.test' },
			fromStation: '苏州站',
			passengers: [adult, { ...childOf, idType: 1, idNumber: 'E12345678', birthday: '2015-05-05' }],
		});
		const { passengers, ...form } = first(juhe.created());
		expect(form).toEqual({
			queryKey: 'fromASearch',
			outOrderNo,
			ticketModel: '0',
			trainNo: 'Z175|K8371|G7066',
			seatClassCode: 'hardseat|softseat|noseat',
			mainTrainNo: 'Z175',
			mainSeatClass: 'hardseat',
			fromStation: '苏州',
			toStation: '昆山',
			departDate: '2026-12-30 02:29',
			closeTime: '2026-12-29 20:00:00',
			acceptNoSeat: '1',
			person: '测试甲',
			cellphone: '13900000000',
			email: 'a@example.test',
		});
		expect(JSON.parse(passengers ?? '')).toEqual([
			{
				passengerName: '测试甲',
				passengerType: '1',
				idCardType: '0',
				idCardNo: adult.idNumber,
				birthday: '1990-01-01',
			},
			{
				passengerName: '测试乙',
				passengerType: '2',
				idCardType: '1',
				idCardNo: 'E12345678',
				birthday: '2015-05-05',
			},
		]);
	});

	test('leaves out what was not given; closes three hours before departure', async () => {
		const juhe = world();
		await juhe.order({ closeTime: null });
		const form = first(juhe.created());
		expect(form).toMatchObject({
			closeTime: '2026-12-29 23:29:00',
			acceptNoSeat: '0',
			ticketModel: '0',
		});
		expect(Object.keys(form)).not.toEqual(expect.arrayContaining(['email']));
		expect(Object.keys(form).filter((field) => field.startsWith('account'))).toEqual([]);
	});

	test('with the user’s own 12306 account', async () => {
		const juhe = world();
		await juhe.order({ railwayAccount: { account: 'tester', password: 'made up' } });
		expect(first(juhe.created())).toMatchObject({
			ticketModel: '1',
			accountNo: 'tester',
			accountPwd: 'made up',
		});
	});

	test('goes under the number and the purchase key given', async () => {
		const juhe = world();
		expect(await juhe.order({ outOrderNo: 'OwnNumber1' })).toMatchObject({
			outOrderNo: 'OwnNumber1',
		});
		expect(await juhe.order({ purchaseKey: 'plan' })).toMatchObject({ purchaseKey: 'plan' });
	});

	test('that breaks a rule sends nothing at all', async () => {
		const juhe = world();
		const error = await rejectionOf(juhe.order({ mainTrainNo: '', queryKey: '' }), OrderProblems);
		expect(error.problems.map(({ code }) => code)).toEqual(['mainTrainMissing']);
		expect(juhe.requests).toEqual([]);
	});
});

describe('an order that stands already is not ordered again', () => {
	test.each<[string, (outOrderNo: string) => Fields, string]>([
		['created', (number) => unissuedDetail(number, 'N'), 'created'],
		['waiting', (number) => unissuedDetail(number, 'B'), 'waiting'],
		['grabbing', (number) => unissuedDetail(number, 'D'), 'grabbing'],
		['issued', (number) => issuedDetail(number, ['F', 'F']), 'issued'],
		['refund failed', (number) => issuedDetail(number, ['O']), 'issued'],
		['partly refunded', (number) => issuedDetail(number, ['F', 'T']), 'partlyRefunded'],
		['changed', (number) => issuedDetail(number, ['G']), 'changed'],
	])('%s', async (_what, detail, status) => {
		const juhe = world({ orderDetail: standing(detail) });
		const result = await juhe.order();
		expect(result).toMatchObject({ status: 'alreadyExisted', attempt: 1, order: { status } });
		expect(result.orderNo).toBe(result.order?.orderNo);
		expect(juhe.created()).toEqual([]);
	});
});

describe('an order that came to nothing', () => {
	test.each(['U', 'O'])(
		'status %s: the next attempt’s number is tried by itself',
		async (status) => {
			const numbers: string[] = [];
			const juhe = world({
				orderDetail: ({ outOrderNo = '' }) => {
					if (!numbers.includes(outOrderNo)) numbers.push(outOrderNo);
					return numbers.indexOf(outOrderNo) < 2 ? ok(unissuedDetail(outOrderNo, status)) : absent;
				},
			});
			const result = await juhe.order();
			expect(result).toMatchObject({ status: 'created', attempt: 3, outOrderNo: numbers[2] });
			expect(juhe.created().map(({ outOrderNo }) => outOrderNo)).toEqual([numbers[2]]);
			expect(new Set(numbers).size).toBe(3);
		},
	);

	test('the attempt given is the first', async () => {
		const juhe = world();
		const [one, two] = [await juhe.order(), await juhe.order({ attempt: 2 })];
		expect(two).toMatchObject({ status: 'created', attempt: 2 });
		expect(two.outOrderNo).not.toBe(one.outOrderNo);
	});

	test('attempts end some day', async () => {
		const juhe = world({ orderDetail: standing((number) => unissuedDetail(number, 'U')) });
		const error = await juhe.refused();
		expect(error.advice).toContain('“Buy Again”');
		expect(juhe.requests.length).toBeLessThan(100);
		expect(juhe.created()).toEqual([]);
	});

	test('under a number of the user’s own: an error that says so', async () => {
		const juhe = world({ orderDetail: standing((number) => unissuedDetail(number, 'U')) });
		const error = await juhe.refused({ outOrderNo: 'OwnNumber1' });
		expect(error.message).toContain('OwnNumber1');
		expect(error.advice).toContain('another order number');
		expect(juhe.requests).toHaveLength(1);
	});

	test.each<[string, (outOrderNo: string) => Fields]>([
		['cancelled', (number) => unissuedDetail(number, 'C')],
		['being refunded', (number) => issuedDetail(number, ['C', 'F'])],
		['refunded', (number) => issuedDetail(number, ['T', 'T'])],
	])(
		'%s: a person must want it again, so the error names “Buy Again” and nothing is sent',
		async (_what, detail) => {
			const juhe = world({ orderDetail: standing(detail) });
			const error = await juhe.refused({ attempt: 3 });
			expect(error.message).toMatch(/^Nothing was ordered/);
			expect(error.advice).toContain('“Buy Again” to 4');
			expect(error.charged).toBe(false);
			expect(juhe.created()).toEqual([]);
		},
	);

	test.each([{}, { purchaseKey: 'plan' }])(
		'a status that no table knows stops it: %j',
		async (changes) => {
			const juhe = world({ orderDetail: standing((number) => unissuedDetail(number, '?')) });
			const error = await juhe.refused(changes);
			expect(error.message).toContain('Unknown');
			expect(juhe.created()).toEqual([]);
		},
	);
});

const unknownLookUps: Array<[string, Answer]> = [
	['a wrong key', refusal(10001)],
	['no quota', refusal(10012)],
	['too many requests', refusal(10011)],
	['an internal error', refusal(10014)],
	['maintenance', refusal(10020)],
	['no answer', lostAnswer],
	['no connection', neverArrived],
	['a 500', page(500)],
	['a 404', page(404)],
	['a 307', page(307)],
	['a page', page(200)],
	['a cut answer', truncated],
	['another order', ok(unissuedDetail('OTHER12345', 'D'))],
	['an answer that is no order', ok({ count: 1 })],
];

describe('where the look-up cannot tell, nothing is ordered', () => {
	test.each(unknownLookUps)('%s', async (_what, answer) => {
		for (const orderDetail of [
			answer,
			({ issue }: Record<string, string>) => (issue ? answer : absent),
		]) {
			const juhe = world({ orderDetail });
			const error = await juhe.refused();
			expect(error.message).toMatch(
				/^Nothing was ordered, because Juhe could not say whether order \w+ exists/,
			);
			expect(error.charged).toBe(false);
			expect([juhe.created(), juhe.to('search')]).toEqual([[], []]);
		}
	});
});

const lostCreates: Array<[string, Answer]> = [
	['no answer', lostAnswer],
	['an internal error', refusal(10014)],
	['maintenance', refusal(10020)],
	['a 500', page(500)],
	['a 502 in JSON', { statusCode: 502, body: '{"message":"bad gateway"}' }],
	['a 307', page(307)],
	['a 401', page(401)],
	['a page', page(200)],
	['an empty answer', { statusCode: 200, body: '' }],
	['a cut answer', truncated],
	['a success from a server that failed', { ...created, statusCode: 500 }],
	['a success without an order', ok(null)],
	['a success with 0 for an order', ok({ orderNo: 0 })],
	['a success with words for an order', ok('下单失败')],
	['a code that nobody lists, without words', refusal(223830, '')],
	['words of something under way', refusal(223831, '订单已提交,请勿重复提交')],
	['words of something done', refusal(223831, '下单成功，等待出票')],
	['words of a fault', refusal(223831, '上游渠道异常')],
	['the number being taken', refusal(223831, '订单号已经存在')],
	['a code that nobody lists', refusal(300001)],
	[
		'a success under another code',
		{ statusCode: 200, body: '{"error_code":200,"reason":"success"}' },
	],
];
/** Before the service saw what was asked. */
const systemRefusals: Array<[string, Answer]> = [
	['a wrong key', refusal(10001)],
	['no quota', refusal(10012)],
	['too many requests', refusal(10011)],
	['a withdrawn API', refusal(10021)],
];
const refusedCreates: Array<[string, Answer]> = [
	...systemRefusals,
	['a refusal', refusal(223807)],
	['an entry of the dictionary', refusal(223850, '该联系人已存在')],
	[
		'words beside the reason',
		{
			...refusal(223850, ''),
			body: JSON.stringify({ reason: '', result: '余票不足', error_code: 223850 }),
		},
	],
	['no such path', page(404)],
];

describe('where create’s answer was lost, the order is looked up, never sent again', () => {
	test.each(lostCreates)('%s: found at once → recovered', async (_what, answer) => {
		let isOrdered = false;
		const juhe = world({
			orderDetail: ({ outOrderNo = '' }) =>
				isOrdered ? ok(unissuedDetail(outOrderNo, 'D')) : absent,
			createOrder: () => {
				isOrdered = true;
				return answer;
			},
		});
		const result = await juhe.order();
		expect(result).toMatchObject({
			status: 'recovered',
			orderNo: 'TFT1',
			attempt: 1,
			order: { status: 'grabbing' },
		});
		expect(juhe.created()).toHaveLength(1);
	});

	test.each([3, 20, 59])('found %d seconds later → recovered', async (seconds) => {
		const since = Date.parse(orderingAt);
		const juhe = world({
			createOrder: lostAnswer,
			orderDetail: ({ outOrderNo = '' }) =>
				Date.now() - since >= seconds * 1000 ? ok(unissuedDetail(outOrderNo, 'D')) : absent,
		});
		expect(await juhe.order()).toMatchObject({ status: 'recovered' });
		expect(juhe.created()).toHaveLength(1);
	});

	test.each(lostCreates)(
		'%s: absent throughout → safe to run again, said after the time to settle',
		async (_what, answer) => {
			const juhe = world({ createOrder: answer });
			const error = await juhe.refused();
			expect(error.message).toMatch(
				/^(The answer to order JH\w+ was lost|Juhe’s answer to order JH\w+ does not prove that it was not made), and Juhe shows no such order 60 seconds later/,
			);
			expect(error.advice).toContain('It is safe to run the workflow again now');
			expect(error.charged).toBeNull();
			expect(juhe.clock.now() - Date.parse(orderingAt)).toBeGreaterThanOrEqual(
				settleSeconds * 1000,
			);
			expect(juhe.clock.now() - Date.parse(orderingAt)).toBeLessThan(settleSeconds * 1000 + 10_000);
			expect(juhe.created()).toHaveLength(1);
			expect(juhe.to('orderDetail').length).toBeGreaterThan(8);
		},
	);

	test('pauses between look-ups grow up to ten seconds', async () => {
		const juhe = world({ createOrder: lostAnswer });
		await juhe.refused({}, 120);
		const whole = juhe.pauses.slice(0, -1);
		expect(whole[0]).toBe(1000);
		expect([...whole].sort((a, b) => a - b)).toEqual(whole);
		expect(Math.max(...whole)).toBe(10_000);
		expect(juhe.pauses.reduce((sum, each) => sum + each, 0)).toBe(120_000);
	});

	test('without time to settle, it is looked up once', async () => {
		const juhe = world({ createOrder: lostAnswer });
		await juhe.refused({}, 0);
		expect(juhe.pauses).toEqual([]);
		expect(juhe.to('orderDetail')).toHaveLength(4);
	});

	test.each(unknownLookUps)(
		'looking up gives %s → the error says what to look up',
		async (_what, answer) => {
			const juhe = world({
				createOrder: lostAnswer,
				orderDetail: (_form, before) => (before < 2 ? absent : answer),
			});
			const error = await juhe.refused();
			const outOrderNo = first(juhe.created()).outOrderNo ?? '?';
			expect(error.message).toContain(
				`The answer to order ${outOrderNo} was lost, and Juhe could not say`,
			);
			expect(error.advice).toContain(`Look up order ${outOrderNo}`);
			expect(error).toMatchObject({ retryable: false, charged: null });
			expect(juhe.created()).toHaveLength(1);
		},
	);

	test('a look-up that fails first and finds it later → recovered', async () => {
		const juhe = world({
			createOrder: lostAnswer,
			orderDetail: ({ outOrderNo = '' }, before) => {
				if (before < 2) return absent;
				return before < 12 ? page(500) : ok(issuedDetail(outOrderNo, ['F']));
			},
		});
		expect(await juhe.order()).toMatchObject({ status: 'recovered', order: { status: 'issued' } });
	});

	test('a request that never reached Juhe is known to have done nothing', async () => {
		const juhe = world({ createOrder: neverArrived });
		expect(await juhe.refused()).toMatchObject({ errorClass: 'unreachable', charged: false });
		expect(juhe.to('orderDetail')).toHaveLength(2);
		expect(juhe.created()).toHaveLength(1);
	});

	test('a stopped execution stops the looking up', async () => {
		const stopped = new Error('stopped');
		stopClock(orderingAt);
		const juhe = scriptedJuhe(
			{ orderDetail: absent, createOrder: lostAnswer },
			{
				onSleep: () => {
					throw stopped;
				},
			},
		);
		const options = {
			baseUrl: 'https://juhe.test',
			path: trainGrabEndpoints.createOrder.path,
			settleSeconds,
			sent: {},
			store: null,
			skipRules: false,
		};
		await expect(createOrder(juhe.client, orderRequest(), options)).rejects.toBe(stopped);
	});
});

test('an order counts as lost until its answer is here: an execution that is stopped meanwhile does not know', async () => {
	const known: Sent[] = [];
	const juhe = world({
		createOrder: () => {
			known.push({ ...juhe.sentOrders });
			return created;
		},
	});
	const { outOrderNo } = await juhe.order();
	expect(known).toEqual([{ [outOrderNo]: 'lost' }]);
	expect(juhe.sentOrders).toEqual({ [outOrderNo]: 'sent' });
});

describe('where Juhe refuses to create', () => {
	test.each(refusedCreates)('%s: its words come out, at once', async (_what, answer) => {
		const juhe = world({ createOrder: answer });
		const error = await juhe.refused();
		expect(error.message).not.toContain('was lost');
		expect(error.message).toContain(`Juhe did not make order ${first(juhe.created()).outOrderNo}`);
		expect(juhe.created()).toHaveLength(1);
		// What the service refuses may stand already.
		const isOfSystem = systemRefusals.some(([, each]) => each === answer);
		expect(juhe.to('orderDetail')).toHaveLength(isOfSystem ? 2 : 4);
		expect(juhe.pauses).toEqual([]);
	});

	test('by its rules: the order may stand unseen, so it is to be looked up before “Buy Again” is raised', async () => {
		const juhe = world({ createOrder: refusal(223807, '测试原因') });
		const error = await juhe.refused();
		expect(error.reason).toBe('测试原因');
		expect(error.advice).toContain(
			`Look up order ${first(juhe.created()).outOrderNo} (Order > Get) before you raise “Buy Again”`,
		);
	});

	test('a wrong path names the setting', async () => {
		const juhe = world({ createOrder: page(404) });
		expect((await juhe.refused()).advice).toContain('“Create Order Path”');
	});

	test('because the order stands (made by another run meanwhile) → recovered', async () => {
		const juhe = world({
			createOrder: refusal(223805, '订单号重复'),
			orderDetail: ({ outOrderNo = '' }, before) =>
				before < 2 ? absent : ok(unissuedDetail(outOrderNo, 'D')),
		});
		expect(await juhe.order()).toMatchObject({
			status: 'recovered',
			order: { status: 'grabbing' },
		});
		expect(juhe.created()).toHaveLength(1);
	});

	const mayBeOwn = /^(The|Juhe’s) answer to order \w+ .*, and Juhe shows it as “Cancelled”/;
	const another = /^Nothing was ordered: order \w+ for this exists/;
	test.each<[string, Answer, string, RegExp, RegExp, string[]]>([
		['no answer came', lostAnswer, 'C', mayBeOwn, /set “Buy Again” to 2/, ['lost']],
		['订单号重复', refusal(223805, '订单号重复'), 'C', mayBeOwn, /set “Buy Again” to 2/, ['lost']],
		['乘车人信息有误', refusal(223805, '乘车人信息有误'), 'C', another, /set “Buy Again” to 2/, []],
		[
			'乘车人信息有误',
			refusal(223805, '乘车人信息有误'),
			'U',
			another,
			/Run the workflow again/,
			[],
		],
	])(
		'or not (%s), an order that stands under the number and is %s now is told as what it is',
		async (_what, answer, state, message, advice, remembered) => {
			const juhe = world({
				createOrder: answer,
				orderDetail: ({ outOrderNo = '' }, before) =>
					before < 2 ? absent : ok(unissuedDetail(outOrderNo, state)),
			});
			const error = await juhe.refused();
			expect(error.message).toMatch(message);
			expect(error.charged).toBe(message === another ? false : null);
			expect(error.advice).toMatch(advice);
			expect(Object.values(juhe.sentOrders)).toEqual(remembered);
		},
	);

	test('and the look-up after it fails, the refusal comes out', async () => {
		const juhe = world({
			createOrder: refusal(223805),
			orderDetail: (_form, before) => (before < 2 ? absent : page(500)),
		});
		expect(await juhe.refused()).toMatchObject({ code: 223805 });
	});
});

describe('the same purchase twice in one execution', () => {
	test('is ordered once, though Juhe does not show the first yet', async () => {
		const juhe = world();
		const [one, two] = [await juhe.order(), await juhe.order()];
		expect(two).toEqual({ ...one, orderNo: null, status: 'alreadyExisted', order: null });
		expect(juhe.created()).toHaveLength(1);
	});

	test('other passengers are another purchase', async () => {
		const juhe = world();
		await juhe.order();
		expect(await juhe.order({ passengers: [childOf] })).toMatchObject({
			status: 'created',
		});
		expect(juhe.created()).toHaveLength(2);
	});

	test.each(refusedCreates)(
		'the first was refused (%s): the second is not said to exist',
		async (_what, answer) => {
			const juhe = world({ createOrder: [answer, created] });
			await juhe.refused();
			expect(await juhe.order()).toMatchObject({ status: 'created' });
		},
	);

	test('the first never reached Juhe: the second is ordered', async () => {
		const juhe = world({ createOrder: [neverArrived, created] });
		await juhe.refused();
		expect(await juhe.order()).toMatchObject({ status: 'created' });
	});

	test.each(lostCreates)(
		'the first was lost (%s): the second is neither ordered nor said to exist',
		async (_what, answer) => {
			const juhe = world({ createOrder: [answer, created] });
			await juhe.refused();
			const error = await juhe.refused();
			expect(error.message).toMatch(/^It is not known whether order JH\w+ was made/);
			expect(error.charged).toBeNull();
			expect(error.advice).toMatch(/Look up order JH\w+/);
			expect(juhe.created()).toHaveLength(1);
		},
	);

	test('the first was lost and shows by now: the second finds it', async () => {
		let isShown = false;
		const juhe = world({
			createOrder: lostAnswer,
			orderDetail: ({ outOrderNo = '' }) =>
				isShown ? ok(unissuedDetail(outOrderNo, 'D')) : absent,
		});
		await juhe.refused();
		isShown = true;
		expect(await juhe.order()).toMatchObject({
			status: 'alreadyExisted',
			order: { status: 'grabbing' },
		});
	});
});

describe('searching right before ordering', () => {
	const trains = {
		Z175: { seats: { hardseat: 9, noseat: 9 } },
		K8371: { seats: { hardseat: 9.5, hardsleepermid: 60 }, at: '03:34' },
		G7066: { seats: { secondseat: null }, at: '09:02', to: '昆山南' },
		D1: { seats: { hardseat: 9 }, at: '' },
		T1: { seats: { hardseat: 10, noseat: 11 } },
	};
	const searching = (
		changes: Partial<OrderDraft> = {},
		search: Script = ok(searchResult(trains)),
	) => {
		const juhe = world({ search });
		const options: Partial<OrderDraft> = { queryKey: '', ...changes };
		return {
			...juhe,
			order: async () => await juhe.order(options),
			refused: async () => await juhe.refused(options),
			/** The rules that the order breaks. */
			problems: async () => (await rejectionOf(juhe.order(options), OrderProblems)).problems,
		};
	};

	test('takes the query key and the time of departure from the search', async () => {
		const juhe = searching({
			departDate: '2026-12-30',
			closeTime: null,
		});
		await juhe.order();
		expect(juhe.requests.map(({ endpoint }) => endpoint)).toEqual([
			'orderDetail',
			'orderDetail',
			'search',
			'orderDetail',
			'orderDetail',
			'createOrder',
		]);
		expect(first(juhe.to('search')).form).toEqual({
			from: '苏州',
			to: '昆山',
			date: '20261230',
			type: '1',
		});
		expect(first(juhe.created())).toMatchObject({
			queryKey: 'freshFromSearch',
			departDate: '2026-12-30 02:29',
			closeTime: '2026-12-29 23:29:00',
		});
	});

	test('is not needed with a query key and no price limit', async () => {
		const juhe = searching({ queryKey: 'fromASearch' });
		await juhe.order();
		expect(juhe.to('search')).toEqual([]);
	});

	test('with a query key and a price limit only looks at the prices', async () => {
		const juhe = searching({ queryKey: 'fromASearch', maxTotalPrice: 9 });
		await juhe.order();
		expect(first(juhe.created())).toMatchObject({ queryKey: 'fromASearch' });
	});

	const closing = { closeTime: null };
	test.each<[string, Partial<OrderDraft>, string, string, string]>([
		[
			'a train that does not run',
			{ mainTrainNo: 'Z999' },
			'trainNotFound',
			'mainTrainNo',
			'Z999, which does not run from 苏州 to 昆山',
		],
		[
			'an alternate that does not run',
			{ alternateTrainNos: ['Z999'] },
			'trainNotFound',
			'alternateTrainNos',
			'Z999, which does not run from 苏州 to 昆山',
		],
		[
			'a train to another station',
			{ mainTrainNo: 'G7066', mainSeatClass: 'secondseat', ...closing },
			'stationsDiffer',
			'mainTrainNo',
			'from 苏州 to 昆山南',
		],
		[
			'a main seat that the train lacks',
			{ mainSeatClass: 'softseat' },
			'seatNotOffered',
			'mainSeatClass',
			'“Soft seat”, which train Z175 does not have',
		],
		[
			'a main seat that only an alternate has',
			{ mainSeatClass: 'hardsleepermid', alternateTrainNos: ['K8371'] },
			'seatNotOffered',
			'mainSeatClass',
			'“Hard sleeper, middle berth”, which train Z175 does not have',
		],
		[
			'an alternate seat that no train has',
			{ alternateSeatClasses: ['noseat', 'softseat'] },
			'seatNotOffered',
			'alternateSeatClasses',
			'“Soft seat”, which none of the trains named has',
		],
		[
			'another time of departure',
			{ departDate: '2026-12-30T02:30:00+08:00' },
			'departureDiffers',
			'departDate',
			'when train Z175 departs, which is 2026-12-30 02:29',
		],
		[
			'a train without a time',
			{ mainTrainNo: 'D1' },
			'departureUnknown',
			'mainTrainNo',
			'D1, and the search does not say when it departs',
		],
		[
			'a total above the limit',
			{ maxTotalPrice: 8.99 },
			'priceTooHigh',
			'maxTotalPrice',
			'8.99 yuan, and the tickets may cost up to 9 yuan',
		],
		[
			'standing that is accepted and costs more than the limit',
			{ mainTrainNo: 'T1', ...closing, acceptNoSeat: true, maxTotalPrice: 10 },
			'priceTooHigh',
			'maxTotalPrice',
			'up to 11 yuan',
		],
		[
			'the dearest alternate train above it',
			{ alternateTrainNos: ['K8371'], maxTotalPrice: 9.4 },
			'priceTooHigh',
			'maxTotalPrice',
			'up to 9.5 yuan',
		],
		[
			'the dearest alternate seat above it',
			{ alternateTrainNos: ['K8371'], alternateSeatClasses: ['hardsleepermid'], maxTotalPrice: 59 },
			'priceTooHigh',
			'maxTotalPrice',
			'up to 60 yuan',
		],
		[
			'two passengers above it',
			{ passengers: [adult, childOf], maxTotalPrice: 17 },
			'priceTooHigh',
			'maxTotalPrice',
			'up to 18 yuan',
		],
		['a limit of nothing', { maxTotalPrice: 0 }, 'priceTooHigh', 'maxTotalPrice', 'is 0 yuan, and'],
		[
			'a price not said',
			{
				mainTrainNo: 'G7066',
				mainSeatClass: 'secondseat',
				toStation: '昆山南',
				departDate: '2026-12-30T09:02:00+08:00',
				...closing,
				maxTotalPrice: 100,
			},
			'priceUnknown',
			'maxTotalPrice',
			'does not say what the seats cost',
		],
	])('refuses %s, and orders nothing', async (_what, changes, code, field, words) => {
		const juhe = searching(changes);
		expect(await juhe.problems()).toEqual([
			{ code, severity: 'error', field, message: expect.stringContaining(words) },
		]);
		expect(juhe.created()).toEqual([]);
		expect(juhe.sentOrders).toEqual({});
	});

	test.each<[string, Partial<OrderDraft>]>([
		['a total at the limit', { maxTotalPrice: 9 }],
		[
			'standing that costs more, where it is not accepted',
			{ mainTrainNo: 'T1', maxTotalPrice: 10 },
		],
		['two passengers at the limit', { passengers: [adult, childOf], maxTotalPrice: 18 }],
		[
			'an alternate seat that an alternate train has',
			{ alternateTrainNos: ['K8371'], alternateSeatClasses: ['hardsleepermid'] },
		],
		[
			'a price not said, without a limit',
			{
				mainTrainNo: 'G7066',
				mainSeatClass: 'secondseat',
				toStation: '昆山南',
				departDate: '2026-12-30T09:02:00+08:00',
			},
		],
	])('lets pass %s', async (_what, changes) => {
		const juhe = searching(changes);
		expect(await juhe.order()).toMatchObject({ status: 'created' });
	});

	test('a train at several stations of a city is the one at the stations named', async () => {
		const result = searchResult({ Z175: { seats: { hardseat: 9 }, from: '苏州北', at: '02:10' } });
		const both = searchResult({ Z175: { seats: { hardseat: 9 } } });
		const answer = ok({
			...result,
			trains: [...(result.trains as unknown[]), ...(both.trains as unknown[])],
		});
		const juhe = searching({ departDate: '2026-12-30' }, answer);
		await juhe.order();
		expect(first(juhe.created())).toMatchObject({
			fromStation: '苏州',
			departDate: '2026-12-30 02:29',
		});
	});

	test.each<[string, Fields]>([
		['a departure that turns out to be past', { departDate: '2026-12-19' }],
		['a departure that turns out to be within three hours', { departDate: '2026-12-19' }],
	])('%s breaks a rule', async (what, changes) => {
		const at = what.includes('past') ? '09:00' : '12:00';
		const answer = {
			...searchResult({ Z175: { seats: { hardseat: 9 }, at } }),
			trainDate: '20261219',
		};
		const juhe = searching({ ...changes, closeTime: null }, ok(answer));
		expect((await juhe.problems()).map(({ code }) => code)).toEqual([
			what.includes('past') ? 'departDatePast' : 'departureTooNear',
		]);
		expect(juhe.created()).toEqual([]);
	});

	test('a search that answers another day than the one asked for orders nothing', async () => {
		const juhe = searching(
			{ departDate: '2026-12-30', closeTime: null },
			ok({ ...searchResult(trains), trainDate: '20261231' }),
		);
		expect(await juhe.problems()).toMatchObject([
			{ code: 'departureDiffers', message: expect.stringContaining('2026-12-31 02:29') },
		]);
		expect(juhe.created()).toEqual([]);
	});

	test('an order that another execution made during the search is found, not made again', async () => {
		let isSearched = false;
		const juhe = world({
			orderDetail: ({ outOrderNo = '' }) =>
				isSearched ? ok(unissuedDetail(outOrderNo, 'D')) : absent,
			search: () => {
				isSearched = true;
				return ok(searchResult(trains));
			},
		});
		expect(await juhe.order({ queryKey: '' })).toMatchObject({
			status: 'alreadyExisted',
			order: { status: 'grabbing' },
		});
		expect(juhe.created()).toEqual([]);
	});

	test('a look-up that fails after the search orders nothing', async () => {
		let isSearched = false;
		const juhe = world({
			orderDetail: () => (isSearched ? page(500) : absent),
			search: () => {
				isSearched = true;
				return ok(searchResult(trains));
			},
		});
		const error = await juhe.refused({ queryKey: '' });
		expect(error.message).toMatch(/^Nothing was ordered, because Juhe could not say/);
		expect(juhe.created()).toEqual([]);
	});

	test('a search without a query key orders nothing', async () => {
		const juhe = searching({}, ok({ ...searchResult(trains), queryKey: null }));
		expect(await juhe.problems()).toEqual([
			{
				code: 'queryKeyMissing',
				severity: 'error',
				field: 'queryKey',
				message: expect.stringContaining('search gave none'),
			},
		]);
		expect(juhe.created()).toEqual([]);
	});

	test('a search that fails orders nothing', async () => {
		const juhe = searching({}, refusal(10012));
		expect(await juhe.refused()).toMatchObject({ code: 10012 });
		expect(juhe.created()).toEqual([]);
	});

	test('the number does not come free while searching: what was sent before is not sent again', async () => {
		const juhe = searching();
		await juhe.order();
		expect(await juhe.order()).toMatchObject({ status: 'alreadyExisted' });
		expect(juhe.to('search')).toHaveLength(1);
	});
});

describe('without the checks', () => {
	test('Juhe judges passengers, contact and times; it is still looked up first and sent once', async () => {
		const juhe = world();
		const passengers = [
			{ ...adult, type: 3 },
			{ ...adult, idNumber: '12345' },
		];
		const contact = { name: '', phone: '', email: '' };
		const unchecked = { passengers, contact, closeTime: '2026-12-31T00:00:00+08:00' };
		await rejectionOf(juhe.order(unchecked), OrderProblems);
		expect(juhe.requests).toEqual([]);
		expect(await juhe.order(unchecked, settleSeconds, true)).toMatchObject({ status: 'created' });
		expect(juhe.requests.map(({ endpoint }) => endpoint)).toEqual([
			'orderDetail',
			'orderDetail',
			'createOrder',
		]);
		expect(JSON.parse(first(juhe.created()).passengers ?? '')).toMatchObject([
			{ passengerType: '3' },
			{ idCardNo: '12345' },
		]);
		expect(await juhe.order(unchecked, settleSeconds, true)).toMatchObject({
			status: 'alreadyExisted',
		});
		expect(juhe.created()).toHaveLength(1);
	});

	test.each<[string, Partial<OrderDraft>, string]>([
		['a train that does not run', { queryKey: '', mainTrainNo: 'Z999' }, 'trainNotFound'],
		['a seat that is not there', { queryKey: '', mainSeatClass: 'softseat' }, 'seatNotOffered'],
		['a price above the limit', { maxTotalPrice: 1 }, 'priceTooHigh'],
		['a date that cannot be read', { departDate: '' }, 'departDateUnreadable'],
		['a close time that cannot be read', { closeTime: 'soon' }, 'closeTimeUnreadable'],
	])('%s is still refused', async (_what, changes, code) => {
		const juhe = world();
		const error = await rejectionOf(juhe.order(changes, settleSeconds, true), OrderProblems);
		expect(error.problems).toMatchObject([{ code, severity: 'error' }]);
		expect(juhe.created()).toEqual([]);
	});

	test('a date without its time is completed by a search, never sent as midnight', async () => {
		const juhe = world();
		const changes = { departDate: '2026-12-30', closeTime: null };
		await juhe.order(changes, settleSeconds, true);
		expect(first(juhe.created())).toMatchObject({
			queryKey: 'fromASearch',
			departDate: '2026-12-30 02:29',
			closeTime: '2026-12-29 23:29:00',
		});
	});
});

describe('whatever Juhe answers', () => {
	const lookUps = fc.oneof(
		{ weight: 3, arbitrary: fc.constant(absent) },
		fc.constantFrom(...unknownLookUps.map(([, answer]) => answer)),
		fc.constantFrom(...'NBDFUOCTE?'),
	);
	const creates = fc.constantFrom(
		...[...lostCreates, ...refusedCreates].map(([, answer]) => answer),
		created,
		neverArrived,
	);

	test('create is sent at most once a run, only after a look-up that said absent, and never again where it may have worked', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(lookUps, { minLength: 1, maxLength: 12 }),
				fc.array(creates, { minLength: 1, maxLength: 3 }),
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom(0, 5, 60),
				async (details, answers, runs, settle) => {
					const log: Array<{ number: string; form: string; answer: Answer }> = [];
					const juhe = world({
						orderDetail: ({ outOrderNo = '', issue }, before) => {
							const next = details[before % details.length] ?? absent;
							const answer = typeof next === 'string' ? ok(unissuedDetail(outOrderNo, next)) : next;
							log.push({ number: outOrderNo, form: issue ? 'issued' : 'unissued', answer });
							return answer;
						},
						createOrder: ({ outOrderNo = '' }, before) => {
							const answer = answers[before % answers.length] ?? lostAnswer;
							log.push({ number: outOrderNo, form: 'create', answer });
							return answer;
						},
					});
					for (let run = 0; run < runs; run++) {
						const before = juhe.created().length;
						const result = await juhe.order({}, settle).catch((error: unknown) => error);
						if (result instanceof Error) expect(result).toBeInstanceOf(JuheError);
						expect(juhe.created().length - before).toBeLessThanOrEqual(1);
					}
					const mayHaveWorked = [created, ...lostCreates.map(([, answer]) => answer)];
					log.forEach(({ number, form }, index) => {
						if (form !== 'create') return;
						const earlier = log.slice(0, index).filter((each) => each.number === number);
						const last = (name: string) => earlier.findLast((each) => each.form === name)?.answer;
						expect([last('unissued'), last('issued')]).toEqual([absent, absent]);
						for (const each of earlier.filter(({ form: name }) => name === 'create'))
							expect(mayHaveWorked).not.toContain(each.answer);
					});
				},
			),
			{ numRuns: 300 },
		);
	});

	test('no error holds a name, an ID or a phone number', async () => {
		const secrets = [adult.idNumber, '13900000000', '测试甲'];
		await fc.assert(
			fc.asyncProperty(fc.array(lookUps, { minLength: 1 }), creates, async (details, create) => {
				const juhe = world({
					orderDetail: (_form, before) => {
						const next = details[before % details.length] ?? absent;
						return typeof next === 'string'
							? ok({ ...unissuedDetail('OTHER12345', next), failMsg: secrets.join() })
							: next;
					},
					createOrder: create,
				});
				const error = await juhe.order({}, 0).catch((reason: unknown) => reason);
				if (!(error instanceof JuheError)) return;
				const text = JSON.stringify({ ...error, message: error.message });
				for (const secret of secrets) expect(text).not.toContain(secret);
			}),
		);
	});
});

describe('what this execution has sent, and Juhe does not show', () => {
	test('cannot be looked up now: the error does not say that nothing was ordered', async () => {
		const juhe = world({
			orderDetail: (_form, before) => (before < 2 ? absent : page(500)),
		});
		const { outOrderNo } = await juhe.order();
		const error = await juhe.refused();
		expect(error.message).toMatch(
			new RegExp(`^Order ${outOrderNo} was sent a moment ago, and Juhe could not say`),
		);
		expect(error.advice).toContain(`Look up order ${outOrderNo}`);
		expect(error.charged).toBeNull();
		expect(juhe.created()).toHaveLength(1);
	});
});

describe('two executions of one purchase that overlap in one process', () => {
	const both = async (juhe: ReturnType<typeof world>, changes: Partial<OrderDraft> = {}) =>
		await Promise.allSettled([juhe.orderElsewhere(), juhe.orderElsewhere(changes)]);
	const statuses = (results: Array<PromiseSettledResult<{ status: string }>>) =>
		results.map((each) => (each.status === 'fulfilled' ? each.value.status : each.status));

	test('order once, though Juhe shows nothing and refuses nothing', async () => {
		const juhe = world();
		expect(statuses(await both(juhe))).toEqual(['created', 'alreadyExisted']);
		expect(juhe.created()).toHaveLength(1);
	});

	test('order once where the first finds that it failed before', async () => {
		const numbers: string[] = [];
		const juhe = world({
			orderDetail: ({ outOrderNo = '' }) => {
				if (!numbers.includes(outOrderNo)) numbers.push(outOrderNo);
				return outOrderNo === numbers[0] ? ok(unissuedDetail(outOrderNo, 'U')) : absent;
			},
		});
		expect(statuses(await both(juhe))).toEqual(['created', 'alreadyExisted']);
		expect(juhe.created()).toHaveLength(1);
	});

	test('the second orders where the first was refused', async () => {
		const juhe = world({ createOrder: [refusal(10012), created] });
		expect(statuses(await both(juhe))).toEqual(['rejected', 'created']);
	});

	test('do not wait for one another’s other purchases', async () => {
		const juhe = world();
		expect(statuses(await both(juhe, { purchaseKey: 'another' }))).toEqual(['created', 'created']);
	});
});

describe('what the store says was sent before', () => {
	/**
	 * A Juhe that shows an order so many seconds after it was sent, and makes a repeated number
	 * again.
	 */
	const slow = (visibleAfterSeconds: number, createOrder: Script = created) => {
		const row = new SharedRow();
		const sentAt = new Map<string, number>();
		const juhe = world({
			orderDetail: ({ outOrderNo = '' }) => {
				const since = sentAt.get(outOrderNo) ?? Infinity;
				const isShown = juhe.clock.now() >= since + visibleAfterSeconds * 1000;
				return isShown ? ok(unissuedDetail(outOrderNo, 'D')) : absent;
			},
			createOrder: (form, before) => {
				if (!sentAt.has(form.outOrderNo ?? '')) sentAt.set(form.outOrderNo ?? '', juhe.clock.now());
				if (typeof createOrder === 'function') return createOrder(form, before);
				const answers = [createOrder].flat();
				return answers[Math.min(before, answers.length - 1)] ?? created;
			},
		});
		/** In an execution, or a process, of its own. */
		const run = async (changes: Partial<OrderDraft> = {}, settle = settleSeconds) =>
			await createOrderWith(juhe, changes, settle, row.store());
		return { ...juhe, row, run };
	};
	const createOrderWith = async (
		juhe: Pick<ReturnType<typeof world>, 'client'>,
		changes: Partial<OrderDraft>,
		settle: number,
		store: EntryStore | null,
		sent: Sent = {},
	) =>
		await createOrder(juhe.client, orderRequest(changes), {
			baseUrl: 'https://juhe.test',
			path: trainGrabEndpoints.createOrder.path,
			settleSeconds: settle,
			sent,
			store,
			skipRules: false,
		});
	const marks = (row: SharedRow, number?: string) =>
		row.entries.filter((entry) => entry === `juhe.test ${number}`).length;

	test('is marked before it is sent, and the mark stays', async () => {
		const seen: number[] = [];
		const juhe = slow(0, ({ outOrderNo }) => {
			seen.push(marks(juhe.row, outOrderNo));
			return created;
		});
		const { created: made, isUnmarked } = await juhe.run();
		expect(seen).toEqual([1]);
		expect(marks(juhe.row, made.outOrderNo)).toBe(1);
		expect(isUnmarked).toBe(false);
	});

	test.each([1, 5, 30, 60])(
		'shows after %d seconds: the next run waits for it, and buys nothing',
		async (seconds) => {
			const juhe = slow(seconds);
			const { created: first } = await juhe.run();
			juhe.clock.advance(800);
			const { created: second } = await juhe.run();
			expect(second).toMatchObject({
				outOrderNo: first.outOrderNo,
				status: 'alreadyExisted',
				order: { status: 'grabbing' },
			});
			expect(juhe.created()).toHaveLength(1);
		},
	);

	test('never shows: the next run refuses once, saying since when and why; the one after it orders', async () => {
		const juhe = slow(Infinity);
		const { created: first } = await juhe.run();
		juhe.clock.advance(300_000);
		const error = await rejectionOf(juhe.run(), JuheError);
		expect(error.message).toBe(
			`Nothing was ordered now: order ${first.outOrderNo} was sent before, at 2026-12-19 10:00 China time, its answer may have been lost, and Juhe has not shown it for 60 seconds since this run began to look`,
		);
		expect(error.advice).toContain('the next run may order');
		expect(error).toMatchObject({ retryable: false, charged: null });
		expect(juhe.created()).toHaveLength(1);
		expect(await juhe.run()).toMatchObject({ created: { status: 'created' } });
		expect(juhe.created()).toHaveLength(2);
	});

	test('“Retry On Fail” is no next run', async () => {
		const juhe = slow(Infinity);
		await juhe.run();
		const sent: Sent = {};
		for (let time = 0; time < 3; time++)
			await rejectionOf(createOrderWith(juhe, {}, 0, juhe.row.store(), sent), JuheError);
		expect(juhe.created()).toHaveLength(1);
	});

	test.each<[string, Answer, string]>([
		['lost', lostAnswer, 'it was sent a moment ago, and no answer tells what became of it'],
		['made', created, 'it was sent before this execution began'],
	])('what was %s is told as that to whoever tries again', async (_what, answer, why) => {
		const juhe = slow(Infinity, answer);
		const sent: Sent = {};
		const run = async () => await createOrderWith(juhe, {}, 0, juhe.row.store(), sent);
		if (answer === created) await juhe.run();
		await rejectionOf(run(), JuheError);
		expect((await rejectionOf(run(), JuheError)).message).toContain(why);
		expect(juhe.created()).toHaveLength(1);
	});

	test('was lost without a store: the error says that the next run knows nothing of it', async () => {
		for (const [store, told] of [
			[null, 'n8n’s store could not be used'],
			[new SharedRow().store(), 'the run after that may order'],
		] as const) {
			const juhe = slow(Infinity, lostAnswer);
			const error = await rejectionOf(createOrderWith(juhe, {}, settleSeconds, store), JuheError);
			expect(error.advice).toContain(told);
		}
	});

	test('shows and vanishes in turns: nothing is ordered, and the run ends', async () => {
		const juhe = slow(Infinity);
		await juhe.run();
		// The looks before it is claimed find nothing, those of the wait find it.
		let looks = 0;
		const wavering = scriptedJuhe(
			{
				orderDetail: ({ outOrderNo = '' }) =>
					looks++ % 3 === 2 ? ok(unissuedDetail(outOrderNo, 'D')) : absent,
				createOrder: created,
			},
			{ onSleep: juhe.clock.advance },
		);
		const error = await rejectionOf(
			createOrderWith(wavering, {}, settleSeconds, juhe.row.store()),
			JuheError,
		);
		expect(error.message).toContain('now and then only');
		expect(wavering.to('createOrder')).toEqual([]);
	});

	test('have all failed by the time they show, the last one stands: it is told', async () => {
		const juhe = slow(Infinity);
		for (const attempt of [1, 2, 3, 4, 5]) await juhe.run({ attempt });
		const numbers = juhe.created().map(({ outOrderNo }) => outOrderNo);
		const looks = new Map<string, number>();
		const late = scriptedJuhe(
			{
				orderDetail: ({ outOrderNo = '', issue }) => {
					if (issue) return absent;
					const look = (looks.get(outOrderNo) ?? 0) + 1;
					looks.set(outOrderNo, look);
					if (look < 3) return absent;
					return ok(unissuedDetail(outOrderNo, outOrderNo === numbers[4] ? 'D' : 'U'));
				},
				createOrder: created,
			},
			{ onSleep: juhe.clock.advance },
		);
		expect(await createOrderWith(late, {}, settleSeconds, juhe.row.store())).toMatchObject({
			created: { status: 'alreadyExisted', outOrderNo: numbers[4] },
		});
		expect(late.to('createOrder')).toEqual([]);
	});

	test('cannot be looked up: nothing is ordered, and the mark stays', async () => {
		const juhe = slow(Infinity);
		const { created: first } = await juhe.run();
		const broken = scriptedJuhe(
			{ orderDetail: (_form, before) => (before < 2 ? absent : page(500)), createOrder: created },
			{ onSleep: juhe.clock.advance },
		);
		const error = await rejectionOf(
			createOrderWith(broken, {}, settleSeconds, juhe.row.store()),
			JuheError,
		);
		expect(error.message).toContain('Juhe could not say what became of it');
		expect(error.advice).toContain(`Look up order ${first.outOrderNo}`);
		expect(broken.to('createOrder')).toEqual([]);
		expect(marks(juhe.row, first.outOrderNo)).toBe(1);
	});

	test('has failed since: the next attempt is ordered', async () => {
		const juhe = slow(Infinity);
		const { created: first } = await juhe.run();
		const failed = scriptedJuhe(
			{
				orderDetail: ({ outOrderNo = '' }, before) =>
					before >= 2 && outOrderNo === first.outOrderNo
						? ok(unissuedDetail(outOrderNo, 'U'))
						: absent,
				createOrder: created,
			},
			{ onSleep: juhe.clock.advance },
		);
		const second = await createOrderWith(failed, {}, settleSeconds, juhe.row.store());
		expect(second.created).toMatchObject({ status: 'created', attempt: 2 });
	});

	test.each([...refusedCreates, ['no connection', neverArrived] as const])(
		'was refused by Juhe (%s): the mark is gone, the next run orders',
		async (_what, answer) => {
			const juhe = slow(Infinity, [answer, created]);
			await rejectionOf(juhe.run(), JuheError);
			expect(juhe.row.entries).toEqual([]);
			expect(await juhe.run()).toMatchObject({ created: { status: 'created' } });
		},
	);

	test.each(systemRefusals)(
		'was refused by Juhe’s system (%s), as every look-up is from then on: nothing was ordered, and the next run orders',
		async (_what, answer) => {
			const juhe = slow(Infinity);
			const closed = scriptedJuhe({
				orderDetail: (_form, before) => (before < 4 ? absent : answer),
				createOrder: answer,
			});
			const sent: Sent = {};
			const run = async () =>
				await rejectionOf(
					createOrderWith(closed, {}, settleSeconds, juhe.row.store(), sent),
					JuheError,
				);
			expect((await run()).message).toMatch(/^Juhe did not make order/);
			expect(sent).toEqual({});
			expect((await run()).message).toMatch(/^Juhe did not make order|^Nothing was ordered/);
			expect(await juhe.run()).toMatchObject({ created: { status: 'created' } });
		},
	);

	test.each(lostCreates)(
		'was lost (%s): the mark stays, and the next run only looks',
		async (_what, answer) => {
			const juhe = slow(Infinity, answer);
			const lost = await rejectionOf(juhe.run(), JuheError);
			expect(lost.message).toContain('Juhe shows no such order');
			const next = await rejectionOf(juhe.run(), JuheError);
			expect(next.message).toContain('was sent before');
			expect(juhe.created()).toHaveLength(1);
		},
	);

	test('was being sent when its process was killed: the next run only looks', async () => {
		const juhe = slow(60, () => {
			throw new Error('killed');
		});
		await expect(juhe.run()).rejects.toThrow('killed');
		juhe.clock.advance(10_000);
		expect(await juhe.run()).toMatchObject({ created: { status: 'alreadyExisted' } });
		expect(juhe.created()).toHaveLength(1);
	});

	test('two processes at one moment order once, and the other learns of it', async () => {
		const juhe = slow(5);
		// A process has a line of its own, and so has a purchase under a number of the user's own.
		const { created: probe } = await slow(0).run();
		const runs = await Promise.all([juhe.run(), juhe.run({ outOrderNo: probe.outOrderNo })]);
		expect(runs.map(({ created: { status } }) => status).sort()).toEqual([
			'alreadyExisted',
			'created',
		]);
		expect(juhe.created()).toHaveLength(1);
	});

	test('is not known where there is no store: it is ordered, and that is said', async () => {
		const juhe = slow(0);
		expect(await createOrderWith(juhe, {}, settleSeconds, null)).toMatchObject({
			created: { status: 'created' },
			isUnmarked: true,
		});
	});

	test('is not known where the store fails: nothing is ordered', async () => {
		const juhe = slow(Infinity, lostAnswer);
		await rejectionOf(juhe.run(), JuheError);
		const error = await rejectionOf(
			createOrderWith(juhe, {}, settleSeconds, brokenStore),
			JuheError,
		);
		expect(error.message).toMatch(/^Nothing was sent: n8n’s own store/);
		expect(juhe.created()).toHaveLength(1);
	});

	test('is still waited for by another process: its mark stays, and that is said', async () => {
		const { created: probe } = await slow(0).run();
		const juhe = slow(Infinity);
		const other = new Ledger(juhe.row.store(), 'juhe.test', async () => await Promise.resolve());
		const claim = await other.claim(probe.outOrderNo);
		const waiting = scriptedJuhe(
			{
				orderDetail: (_form, before) => {
					// Its answer was lost by now, and it begins to look.
					if (before === 6) void other.renew(probe.outOrderNo, claim);
					return absent;
				},
			},
			{ onSleep: juhe.clock.advance },
		);
		const run = async () =>
			await rejectionOf(createOrderWith(waiting, {}, settleSeconds, juhe.row.store()), JuheError);
		expect((await run()).advice).toContain('looks it up once more');
		expect((await run()).advice).toContain('the next run may order');
	});

	test('was lost after a while: it is marked as of then', async () => {
		const juhe = slow(Infinity, () => {
			juhe.clock.advance(120_000);
			return lostAnswer;
		});
		const begun = juhe.clock.now();
		await rejectionOf(juhe.run({}, 0), JuheError);
		const { outOrderNo } = first(juhe.created());
		const ledger = new Ledger(juhe.row.store(), 'juhe.test', async () => await Promise.resolve());
		expect(await ledger.markedAt(outOrderNo ?? '')).toBeGreaterThanOrEqual(begun + 119_000);
	});

	test.each<[string, Answer]>([
		['223801', refusal(223801, '订单正在处理中，请勿重复提交')],
		['223804', refusal(223804, '下单处理中，请等待结果')],
		['no documented code', refusal(223899, '订单正在处理中，请勿重复提交')],
	])(
		'was answered with words that leave it open under %s: the mark stays',
		async (_what, answer) => {
			const juhe = slow(Infinity, answer);
			const error = await rejectionOf(juhe.run(), JuheError);
			expect(error.message).toContain('does not prove that it was not made');
			expect((await rejectionOf(juhe.run(), JuheError)).message).toContain('was sent before');
			expect(juhe.created()).toHaveLength(1);
		},
	);

	test.each([
		'接口调用异常',
		'数据库连接失败',
		'上游接口返回失败',
		'网关错误',
		'Internal exception',
	])(
		'cannot be looked up for a fault that Juhe tells of (%s): nothing is ordered, the mark stays',
		async (words) => {
			const juhe = slow(Infinity);
			const { created: first } = await juhe.run();
			const broken = scriptedJuhe(
				{
					orderDetail: (_form, before) => (before < 2 ? absent : refusal(223899, words)),
					createOrder: created,
				},
				{ onSleep: juhe.clock.advance },
			);
			for (let run = 0; run < 2; run++) {
				const error = await rejectionOf(
					createOrderWith(broken, {}, settleSeconds, juhe.row.store()),
					JuheError,
				);
				expect(error.message).toContain('Juhe could not say');
			}
			expect(broken.to('createOrder')).toEqual([]);
			expect(marks(juhe.row, first.outOrderNo)).toBe(1);
		},
	);

	test.each([
		'接口返回失败：订单不存在',
		'渠道返回错误:查无此订单',
		'Upstream error: no such order',
	])('is said to be absent by words that name a fault too (%s): it is absent', async (words) => {
		const juhe = world({ orderDetail: refusal(223899, words) });
		expect(await juhe.order()).toMatchObject({ status: 'created' });
	});

	test('shows not once after looks that mostly failed: it cannot be told, the mark stays', async () => {
		const juhe = slow(Infinity);
		const { created: first } = await juhe.run();
		const since = juhe.clock.now();
		const weak = scriptedJuhe(
			{
				orderDetail: (_form, before) =>
					before < 2 || juhe.clock.now() - since >= settleSeconds * 1000 ? absent : page(503),
				createOrder: created,
			},
			{ onSleep: juhe.clock.advance },
		);
		const error = await rejectionOf(
			createOrderWith(weak, {}, settleSeconds, juhe.row.store()),
			JuheError,
		);
		expect(error.message).toContain('Juhe could not say what became of it');
		expect(marks(juhe.row, first.outOrderNo)).toBe(1);
	});

	test('is told of where the journey can be ordered no more', async () => {
		const juhe = slow(Infinity, lostAnswer);
		await rejectionOf(juhe.run({ queryKey: '' }), JuheError);
		const soldOut = scriptedJuhe(
			{ orderDetail: absent, search: ok(searchResult({})) },
			{ onSleep: juhe.clock.advance },
		);
		const problems = await rejectionOf(
			createOrderWith(soldOut, { queryKey: '' }, settleSeconds, juhe.row.store()),
			OrderProblems,
		);
		expect(problems.earlier).toMatch(/^order \w+ was sent before, at 2026-\d\d-\d\d \d\d:\d\d/);
	});
});

describe('one purchase has one line', () => {
	test.each<[string, string, Partial<OrderDraft>]>([
		['whose Juhe is typed with a slash', 'https://juhe.test/', {}],
		['of a later attempt', 'https://juhe.test', { attempt: 2 }],
	])('with one %s', async (_what, baseUrl, changes) => {
		const numbers: string[] = [];
		const juhe = world({
			orderDetail: ({ outOrderNo = '' }) => {
				if (!numbers.includes(outOrderNo)) numbers.push(outOrderNo);
				// The first attempt has failed: a run that names none goes on to the second.
				return outOrderNo === numbers[0] && 'attempt' in changes
					? ok(unissuedDetail(outOrderNo, 'U'))
					: absent;
			},
		});
		const options = (address: string) => ({
			baseUrl: address,
			path: trainGrabEndpoints.createOrder.path,
			settleSeconds,
			sent: {},
			store: null,
			skipRules: false,
		});
		const runs = await Promise.all([
			createOrder(juhe.client, orderRequest(), options('https://juhe.test')),
			createOrder(juhe.client, orderRequest(changes), options(baseUrl)),
		]);
		expect(runs.map(({ created: { status } }) => status)).toEqual(['created', 'alreadyExisted']);
		expect(juhe.created()).toHaveLength(1);
	});
});

describe('Juhe’s words speak of the people of the request, and no error does', () => {
	const people: Fields[] = [
		{ name: '测试甲', idNumber: adult.idNumber },
		{ name: '测试•乙', idType: 2, idNumber: '01234567', birthday: '1990-12-30' },
		{ name: 'TEST DING', idType: 1, idNumber: 'C01X00T47', birthday: '1990-12-30' },
		{ name: '测试戊', idType: 1, idNumber: 'E-1234 5678', birthday: '1990-12-30' },
	];
	const changes = {
		passengers: people,
		contact: { name: '测试丙', phone: '+852 9123 4567', email: '' },
	};
	const secrets = [
		...people.flatMap(({ name, idNumber }) => [String(name), String(idNumber)]),
		'测试·乙',
		'E12345678',
		'测试丙',
		'91234567',
		'9123 4567',
	];
	const words = `乘客 测试甲（${adult.idNumber}）、测试·乙 01234567、TESTDING C01X-00T47、测试戊E12345678 联系人测试丙 +852 9123 4567 未通过`;
	const answers: Array<[string, Answer]> = [
		['a refusal', refusal(223805, words)],
		['an undocumented code', refusal(300001, words)],
		['a lost answer', refusal(10014, words)],
	];

	test.each(answers)('to create: %s', async (_what, answer) => {
		const juhe = world({ createOrder: answer });
		const error = await juhe.refused(changes, 0);
		const text = JSON.stringify({ ...error, message: error.message });
		for (const secret of secrets) expect(text).not.toContain(secret);
		expect(error.reason).toContain('未通过');
		expect(error.message).toContain(first(juhe.created()).outOrderNo);
	});

	test.each(answers.slice(2))('when it is looked up: %s', async (_what, answer) => {
		const juhe = world({ orderDetail: answer });
		const error = await juhe.refused(changes, 0);
		const text = JSON.stringify({ ...error, message: error.message });
		for (const secret of secrets) expect(text).not.toContain(secret);
	});

	test('an undocumented refusal says Juhe’s words in its message, the code in brackets', async () => {
		const juhe = world({ createOrder: refusal(223899, '车次已停运') });
		const error = await juhe.refused();
		expect(error.message).toBe(
			`Juhe did not make order ${first(juhe.created()).outOrderNo}: Juhe refused: “车次已停运” (code 223899)`,
		);
	});
});
