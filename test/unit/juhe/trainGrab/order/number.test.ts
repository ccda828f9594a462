import * as fc from 'fast-check';

import { deriveOrderNumber, isOrderNumber } from '../../../../../src/juhe/trainGrab/order/number';
import { createOrder } from '../../../../../src/juhe/trainGrab/order/create';
import type { OrderDraft } from '../../../../../src/juhe/trainGrab/order/request';
import { orderingAt, orderRequest, searchResult } from '../../../../support/models/orders';
import {
	chinaIso,
	first,
	minutes,
	ok,
	plainText,
	refusal,
	residentIds,
	scriptedJuhe,
	stopClock,
} from '../../../../support/models/juhe';
import { madeUpId } from '../../../../../tools/sandbox/people';

afterEach(() => jest.restoreAllMocks());

const purchases = fc.record({
	purchaseKey: fc.constant(''),
	date: minutes.map((moment) => chinaIso(moment).slice(0, 10)),
	fromStation: plainText,
	toStation: plainText,
	passengers: fc
		.uniqueArray(residentIds, { minLength: 1, maxLength: 5 })
		.map((ids) => ids.map((idNumber) => ({ name: '测试甲', idNumber }))),
});
const attempts = fc.integer({ min: 1, max: 50 });

describe('an order number', () => {
	test('is 6 to 32 letters and digits, the same every time, without an ID number in it', () => {
		fc.assert(
			fc.property(purchases, attempts, (purchase, attempt) => {
				const number = deriveOrderNumber(purchase, attempt);
				expect(number).toMatch(/^[A-Za-z0-9]{6,32}$/);
				expect(isOrderNumber(number)).toBe(true);
				expect(deriveOrderNumber(structuredClone(purchase), attempt)).toBe(number);
				for (const { idNumber } of purchase.passengers) {
					expect(number).not.toContain(idNumber);
					expect(number).not.toContain(idNumber.slice(6, 14));
					expect(number).not.toContain(idNumber.slice(0, 6));
				}
			}),
		);
	});

	test('does not depend on capitals in pinyin', () => {
		const numbers = ['suzhou', 'Suzhou', 'SUZHOU'].map((fromStation) =>
			deriveOrderNumber(
				{ purchaseKey: '', date: '2026-12-30', fromStation, toStation: 'kunshan', passengers: [] },
				1,
			),
		);
		expect(new Set(numbers).size).toBe(1);
	});

	test('does not depend on the order of the passengers, nor on their names, types and birthdays', () => {
		fc.assert(
			fc.property(purchases, attempts, (purchase, attempt) => {
				const passengers = [...purchase.passengers]
					.reverse()
					.map((each) => ({ ...each, name: '测试乙', type: 2, birthday: '' }));
				expect(deriveOrderNumber({ ...purchase, passengers }, attempt)).toBe(
					deriveOrderNumber(purchase, attempt),
				);
			}),
		);
	});

	test('does not depend on a trailing 站', () => {
		fc.assert(
			fc.property(purchases, (purchase) => {
				const stations = {
					fromStation: `${purchase.fromStation}站`,
					toStation: ` ${purchase.toStation}站 `,
				};
				expect(deriveOrderNumber({ ...purchase, ...stations }, 1)).toBe(
					deriveOrderNumber(purchase, 1),
				);
			}),
		);
	});

	test('is another one for another attempt, day, station or passenger', () => {
		fc.assert(
			fc.property(purchases, attempts, ({ ...purchase }, attempt) => {
				fc.pre(purchase.fromStation.toLowerCase() !== purchase.toStation.toLowerCase());
				const variants = [
					deriveOrderNumber(purchase, attempt),
					deriveOrderNumber(purchase, attempt + 1),
					deriveOrderNumber({ ...purchase, date: '1999-12-31' }, attempt),
					deriveOrderNumber(
						{ ...purchase, fromStation: purchase.toStation, toStation: purchase.fromStation },
						attempt,
					),
					deriveOrderNumber({ ...purchase, toStation: `${purchase.toStation}东` }, attempt),
					deriveOrderNumber(
						{
							...purchase,
							passengers: [...purchase.passengers, { idNumber: 'E12345678' }],
						},
						attempt,
					),
					deriveOrderNumber({ ...purchase, passengers: purchase.passengers.slice(1) }, attempt),
					deriveOrderNumber({ ...purchase, purchaseKey: 'plan' }, attempt),
				];
				expect(new Set(variants).size).toBe(variants.length);
			}),
		);
	});

	test('is decided by the purchase key alone where there is one, and by the attempt', () => {
		fc.assert(
			fc.property(
				purchases,
				purchases,
				fc.string({ minLength: 1 }),
				attempts,
				(one, two, purchaseKey, attempt) => {
					const number = deriveOrderNumber({ ...one, purchaseKey }, attempt);
					expect(deriveOrderNumber({ ...two, purchaseKey }, attempt)).toBe(number);
					expect(deriveOrderNumber({ ...one, purchaseKey }, attempt + 1)).not.toBe(number);
					expect(deriveOrderNumber({ ...one, purchaseKey: `${purchaseKey}2` }, attempt)).not.toBe(
						number,
					);
				},
			),
		);
	});

	test.each<[string, boolean]>([
		['abcDE1', true],
		['1'.repeat(32), true],
		['12345', false],
		['1'.repeat(33), false],
		['abc-123', false],
		['订单123456', false],
		['abc 123', false],
		['abcdef\n', false],
		['', false],
	])('%j may be one: %s', (text, expected) => {
		expect(isOrderNumber(text)).toBe(expected);
	});
});

describe('a run and its repetition order under the same number, though between them changed', () => {
	const numberOf = async (changes: Partial<OrderDraft>) => {
		stopClock(orderingAt);
		const trains = {
			Z175: { seats: { hardseat: 9 } },
			K8371: { seats: { hardseat: 12 }, at: '03:34' },
		};
		const juhe = scriptedJuhe({
			orderDetail: refusal(223804),
			search: ok(searchResult(trains)),
			createOrder: ok({ orderNo: 'TFT1' }),
		});
		await createOrder(juhe.client, orderRequest(changes), {
			baseUrl: 'https://juhe.test',
			path: 'grabTicket/action/createOrder.php',
			settleSeconds: 0,
			sent: {},
			store: null,
			skipRules: false,
		});
		return first(juhe.to('createOrder')).form.outOrderNo;
	};

	test.each<[string, Partial<OrderDraft>]>([
		['the query key', { queryKey: 'another' }],
		['the lack of a query key', { queryKey: '' }],
		['the trains', { queryKey: '', mainTrainNo: 'K8371', departDate: '2026-12-30T03:34:00+08:00' }],
		['the alternates', { alternateTrainNos: ['K8371'], alternateSeatClasses: ['noseat'] }],
		['the seats', { mainSeatClass: 'softseat' }],
		['the time of departure', { departDate: '2026-12-30T23:00:00+08:00' }],
		['whether a time was given', { queryKey: '', departDate: '2026-12-30' }],
		['the close time', { closeTime: null }],
		['the price limit', { maxTotalPrice: 500 }],
		['standing', { acceptNoSeat: true }],
		['the contact', { contact: { name: '测试丙', phone: '13900000001', email: 'a@example.test' } }],
		['the 12306 account', { railwayAccount: { account: 'test', password: 'test' } }],
		['the station’s 站', { fromStation: '苏州站', toStation: '昆山站' }],
	])('%s', async (_what, changes) => {
		expect(await numberOf(changes)).toBe(await numberOf({}));
	});

	test.each<[string, Partial<OrderDraft>]>([
		['the day', { departDate: '2026-12-31T02:29:00+08:00' }],
		['the stations', { fromStation: '上海' }],
		['the passengers', { passengers: { name: '测试乙', idNumber: madeUpId('19910101') } }],
		['the attempt', { attempt: 2 }],
		['the purchase key', { purchaseKey: 'plan' }],
	])('not so where %s changed', async (_what, changes) => {
		expect(await numberOf(changes)).not.toBe(await numberOf({}));
	});
});
