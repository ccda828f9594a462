import * as fc from 'fast-check';

import { dictionary } from '../../../../../src/juhe/dictionary';
import { JuheError } from '../../../../../src/juhe/errors';
import { lookUpIssuedOrder, lookUpOrder } from '../../../../../src/juhe/trainGrab/order/lookUp';
import { parseOrder } from '../../../../../src/juhe/trainGrab/order/parse';
import { maskOrder, simplifyOrder } from '../../../../../src/juhe/trainGrab/order/present';
import type { OrderStatus, TicketStatus } from '../../../../../src/juhe/trainGrab/codes/statuses';
import { asRecord } from '../../../../../src/lib/values';
import {
	chinaIso,
	first,
	lostAnswer,
	looseNumber,
	looseText,
	minutes,
	mutated,
	ok,
	page,
	plainText,
	refusal,
	rejectionOf,
	residentIds,
	sampleResult,
	scriptedJuhe,
	truncated,
	unknownFields,
	yuan,
} from '../../../../support/models/juhe';
import { madeUpId } from '../../../../../tools/sandbox/people';
import type { Answer, Fields } from '../../../../support/models/juhe';

const unissued = sampleResult('train-grab.order-detail.unissued');
const issued = sampleResult('train-grab.order-detail.issued');
const number = '2016120501';
/** A Juhe whose order detail answers by form. */
const juheWith = (forms: { unissued: Answer; issued?: Answer }) =>
	scriptedJuhe({
		orderDetail: ({ issue }) =>
			issue === undefined ? forms.unissued : (forms.issued ?? page(500)),
	});
const lookUp = async (forms: { unissued: Answer; issued?: Answer }) =>
	await lookUpOrder(juheWith(forms).client, number);
const absent = refusal(223804);

describe('the unissued form', () => {
	test('the vendor’s sample', () => {
		expect(parseOrder(unissued, 'JHTEST01')).toEqual({
			outOrderNo: 'JHTEST01',
			orderNo: 'TFT583U2D6U21011A3068416353',
			status: 'failed',
			statusCode: 'U',
			statusName: 'Failed',
			ended: true,
			issued: false,
			trainNo: 'Z175',
			seatClass: 'hardseat',
			seatName: 'Hard seat',
			fromStation: '苏州',
			toStation: '昆山',
			departure: '2016-12-30T02:29:00+08:00',
			arrival: null,
			closeTime: '2016-11-30T18:00:00+08:00',
			ticketNo: null,
			price: null,
			serviceFee: null,
			failure: '乘客身份信息未通过验证_订票失败 添加乘客 未通过身份效验 XXX 3203*********3916',
			contact: { name: null, phone: '1599XXXXXXX', email: null },
			passengers: [
				{
					passengerId: null,
					name: '魏XX',
					type: 1,
					typeName: 'Adult',
					idType: null,
					idTypeName: null,
					idNumber: '320382XXXXXXX3916',
					birthday: null,
					seatClass: 'hardseat',
					seatName: 'Hard seat',
					seatNo: null,
					ticketNo: null,
					status: 'notIssued',
					statusCode: null,
					statusName: 'Not issued',
					price: null,
				},
			],
		});
	});

	test.each<[string, OrderStatus, boolean, boolean]>([
		['N', 'created', false, false],
		['B', 'waiting', false, false],
		['D', 'grabbing', false, false],
		['F', 'issued', true, true],
		['U', 'failed', true, false],
		['O', 'expired', true, false],
		['C', 'cancelled', true, false],
		['T', 'refunded', true, true],
		['E', 'changed', true, true],
		['?', 'unknown', false, false],
	])('status %s is %s: ended %s, issued %s', (letter, status, ended, isIssued) => {
		expect(parseOrder({ ...unissued, status: letter }, number)).toMatchObject({
			status,
			statusCode: letter,
			ended,
			issued: isIssued,
		});
	});

	test('where no train is named yet, the main train is', () => {
		const detail = { ...unissued, trainNo: '', mainTrainNo: 'K8371' };
		expect(parseOrder(detail, number).trainNo).toBe('K8371');
	});
});

describe('the issued form', () => {
	test('the vendor’s sample', () => {
		expect(parseOrder(issued, number)).toEqual({
			outOrderNo: number,
			orderNo: 'FT584505292101648041264455',
			status: 'issued',
			statusCode: 'F',
			statusName: 'Issued',
			ended: true,
			issued: true,
			trainNo: 'K8371',
			seatClass: 'hardseat',
			seatName: 'Hard seat',
			fromStation: '苏州',
			toStation: '昆山',
			departure: '2016-12-29T03:34:00+08:00',
			arrival: '2016-12-29T03:58:00+08:00',
			closeTime: null,
			ticketNo: 'E345091034',
			price: 9,
			serviceFee: 8,
			failure: null,
			contact: { name: '1599****577', phone: '1599****577', email: null },
			passengers: [
				{
					passengerId: '623838773',
					name: 'XXX',
					type: 1,
					typeName: 'Adult',
					idType: 0,
					idTypeName: 'Resident ID card',
					idNumber: 'XXXXXXXXXXXXXXXXXX',
					birthday: '1976-06-13',
					seatClass: 'hardseat',
					seatName: 'Hard seat',
					seatNo: '07车厢,009号',
					ticketNo: 'E3450910341070009',
					status: 'issued',
					statusCode: 'F',
					statusName: 'Issued',
					price: 9,
				},
			],
		});
	});

	/** [the order's letter, its tickets' letters, what the order is] */
	test.each<[string, string[], OrderStatus]>([
		['F', ['F'], 'issued'],
		['F', ['F', 'F'], 'issued'],
		['F', ['F', 'C'], 'refunding'],
		['C', ['C', 'C'], 'refunding'],
		['F', ['T', 'C'], 'refunding'],
		['F', ['T', 'F'], 'partlyRefunded'],
		['T', ['T', 'F'], 'partlyRefunded'],
		['F', ['T', 'O'], 'partlyRefunded'],
		['F', ['T', 'T'], 'refunded'],
		['F', ['O'], 'issued'],
		['O', ['O'], 'issued'],
		['F', ['Y'], 'issued'],
		['F', ['Y', 'G'], 'issued'],
		['F', ['F', 'G'], 'issued'],
		['F', ['G', 'G'], 'changed'],
		['N', ['N'], 'unknown'],
		['F', ['', ''], 'issued'],
		['C', [], 'refunding'],
		['O', [], 'issued'],
		['T', [], 'refunded'],
		['G', [], 'changed'],
		['N', [], 'unknown'],
		['?', [], 'unknown'],
		['F', ['?', 'T'], 'refunded'],
	])('orderStateCode %s with tickets %j is %s', (orderStateCode, letters, status) => {
		const passengers = letters.map((ticketStateCode) => ({ ticketStateCode }));
		const order = parseOrder({ ...issued, orderStateCode, passengers }, number);
		expect(order).toMatchObject({ status, statusCode: orderStateCode });
		expect(order.issued).toBe(status !== 'unknown');
	});

	test('a ticket without a letter is what the order is', () => {
		const detail = { ...issued, orderStateCode: 'O', passengers: [{ passengerId: 1 }] };
		expect(parseOrder(detail, number).passengers).toMatchObject([
			{ passengerId: '1', status: 'refundFailed', statusCode: null, statusName: 'Refund failed' },
		]);
	});

	test('the order has a seat class only where all its tickets have the same', () => {
		const withSeats = (...classes: string[]) =>
			parseOrder({ ...issued, passengers: classes.map((seatClass) => ({ seatClass })) }, number);
		expect(withSeats('hardseat', '1', '硬座')).toMatchObject({
			seatClass: 'hardseat',
			seatName: 'Hard seat',
		});
		expect(withSeats('hardseat', 'noseat')).toMatchObject({ seatClass: null, seatName: null });
	});
});

describe('any detail', () => {
	const keys = Object.keys(parseOrder(issued, number));
	const passengerKeys = Object.keys(first(parseOrder(issued, number).passengers));

	test('anything is an order or a JuheError', () => {
		const fields = fc.constantFrom(...Object.keys(issued), ...Object.keys(unissued));
		fc.assert(
			fc.property(fc.oneof(fc.dictionary(fields, fc.anything()), fc.object()), (detail) => {
				try {
					expect(Object.keys(parseOrder(detail, number))).toEqual(keys);
				} catch (error) {
					expect(error).toBeInstanceOf(JuheError);
				}
			}),
		);
	});

	test('whatever happens to the other fields, status and numbers stay, and no key is missing', () => {
		const details = fc.oneof(
			mutated(unissued, ['status', 'orderNo', 'outOrderNo']).map((detail) => ({
				detail,
				status: 'failed',
			})),
			mutated(issued, ['orderStateCode', 'orderNo', 'outOrderNo', 'passengers']).map((detail) => ({
				detail,
				status: 'issued',
			})),
		);
		fc.assert(
			fc.property(details, ({ detail, status }) => {
				const order = parseOrder(detail, number);
				expect(order).toMatchObject({ outOrderNo: number, orderNo: detail.orderNo, status });
				expect(Object.keys(order)).toEqual(keys);
				expect(Object.values(order)).not.toContain(undefined);
				for (const passenger of order.passengers)
					expect(Object.keys(passenger)).toEqual(passengerKeys);
			}),
		);
	});

	test('whatever happens to the fields of a ticket, its passenger ID and state stay', () => {
		const ticket = asRecord(first(issued.passengers as unknown[])) ?? {};
		fc.assert(
			fc.property(mutated(ticket, ['passengerId', 'ticketStateCode']), (passenger) => {
				const order = parseOrder({ ...issued, passengers: [passenger] }, number);
				expect(order.passengers).toMatchObject([{ passengerId: '623838773', status: 'issued' }]);
			}),
		);
	});

	test.each<[string, Fields]>([
		['nothing of an order', { trains: [] }],
		['another order’s number', { ...issued, outOrderNo: 'OTHER12345' }],
	])('%s is refused', (_what, detail) => {
		expect(() => parseOrder(detail, number)).toThrow(JuheError);
	});
});

describe('a generated order, written as Juhe might write it, is read as it was', () => {
	const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
	const seatCodes = Object.keys(dictionary.seatClassCode) as Array<
		keyof typeof dictionary.seatClassCode
	>;
	const states: Record<string, TicketStatus> = {
		N: 'notIssued',
		F: 'issued',
		C: 'refunding',
		T: 'refunded',
		O: 'refundFailed',
		Y: 'changing',
		G: 'changed',
	};
	const passenger = fc.record({
		passengerId: nullable(fc.integer({ min: 1, max: 999_999_999 }).map(String)),
		name: nullable(plainText),
		type: nullable(fc.integer({ min: 1, max: 4 })),
		idType: nullable(fc.integer({ min: 0, max: 3 })),
		idNumber: nullable(residentIds),
		birthday: nullable(minutes.map((moment) => chinaIso(moment).slice(0, 10))),
		seatClass: fc.constantFrom(...seatCodes),
		seatNo: nullable(plainText),
		ticketNo: nullable(fc.stringMatching(/^E\d{9}$/)),
		letter: fc.constantFrom(...Object.keys(states)),
		price: nullable(yuan),
	});
	const anyOrder = fc.record({
		orderNo: fc.stringMatching(/^T?FT\d{20}$/),
		trainNo: nullable(fc.stringMatching(/^[GDK]\d{1,4}$/)),
		fromStation: nullable(plainText),
		toStation: nullable(plainText),
		departure: nullable(minutes),
		arrival: nullable(minutes),
		closeTime: nullable(minutes),
		ticketNo: nullable(fc.stringMatching(/^E\d{9}$/)),
		price: nullable(yuan),
		serviceFee: nullable(yuan),
		failure: nullable(plainText),
		person: nullable(plainText),
		phone: nullable(fc.stringMatching(/^139\d{8}$/)),
		email: nullable(fc.constant('someone@example.test')),
		passengers: fc.array(passenger, { minLength: 1, maxLength: 5 }),
	});
	// People are hidden in the reason, however they are typed.
	const model = anyOrder.filter(({ failure, person, passengers }) =>
		[person, ...passengers.map(({ name }) => name)].every(
			(name) => !name || !failure?.toLowerCase().includes(name.toLowerCase()),
		),
	);
	type Model = typeof model extends fc.Arbitrary<infer T> ? T : never;
	type PassengerModel = Model['passengers'][number];

	const looseTime = (moment: number | null) =>
		moment === null
			? looseText(null)
			: fc.constantFrom<unknown>(
					chinaIso(moment).slice(0, 19),
					chinaIso(moment).slice(0, 19).replace('T', ' '),
					chinaIso(moment).slice(0, 16).replace('T', ' '),
				);
	const withUnknown = (arbitrary: fc.Arbitrary<Fields>) =>
		fc.tuple(unknownFields, arbitrary).map(([unknown, known]) => ({ ...unknown, ...known }));

	const seatForms = (code: PassengerModel['seatClass']) => {
		const { chinese } = dictionary.seatClassCode[code];
		const numbered = Object.entries(dictionary.seatClass).find(
			([, entry]) => entry.chinese === chinese,
		);
		return fc.constantFrom<unknown>(
			code,
			chinese,
			numbered ? Number(numbered[0]) : code,
			numbered?.[0] ?? code,
		);
	};

	const writtenIssued = (order: Model): fc.Arbitrary<Fields> =>
		withUnknown(
			fc.record({
				outOrderNo: fc.constantFrom<unknown>(number, Number(number), null),
				orderNo: looseText(order.orderNo),
				orderStateCode: fc.constantFrom('F', 'f', 'N', 'T'),
				trainNo: looseText(order.trainNo),
				fromStation: looseText(order.fromStation),
				toStation: looseText(order.toStation),
				departureTime: looseTime(order.departure),
				arrivalTime: looseTime(order.arrival),
				orderPrice: looseNumber(order.price),
				juheServiceFee: looseNumber(order.serviceFee),
				ticketNo: looseText(order.ticketNo),
				failureReason: looseText(order.failure),
				contactInfo: fc.record({
					person: looseText(order.person),
					cellphone: looseText(order.phone),
					email: looseText(order.email),
				}),
				passengers: fc.tuple(
					...order.passengers.map((each) =>
						withUnknown(
							fc.record({
								passengerId: looseText(each.passengerId),
								passengerName: looseText(each.name),
								passengerType: looseNumber(each.type),
								idType: looseNumber(each.idType === null ? null : each.idType + 1),
								idCard: looseText(each.idNumber),
								birthday: looseText(each.birthday),
								seatClass: seatForms(each.seatClass),
								seatNo: looseText(each.seatNo),
								pTicketNo: looseText(each.ticketNo),
								ticketStateCode: looseText(each.letter),
								ticketPrice: looseNumber(each.price),
							}),
						),
					),
				),
			}),
		);

	test('issued, both ways', () => {
		fc.assert(
			fc.property(
				model.chain((order) => fc.tuple(fc.constant(order), writtenIssued(order))),
				([order, detail]) => {
					expect(parseOrder(detail, number)).toMatchObject({
						outOrderNo: number,
						orderNo: order.orderNo,
						trainNo: order.trainNo,
						fromStation: order.fromStation,
						toStation: order.toStation,
						departure: order.departure === null ? null : chinaIso(order.departure),
						arrival: order.arrival === null ? null : chinaIso(order.arrival),
						ticketNo: order.ticketNo,
						price: order.price,
						serviceFee: order.serviceFee,
						failure: order.failure,
						contact: { name: order.person, phone: order.phone, email: order.email },
						passengers: order.passengers.map((each) => ({
							passengerId: each.passengerId,
							name: each.name,
							type: each.type,
							idType: each.idType,
							idNumber: each.idNumber,
							birthday: each.birthday,
							seatClass: each.seatClass,
							seatName: dictionary.seatClassCode[each.seatClass].english,
							seatNo: each.seatNo,
							ticketNo: each.ticketNo,
							statusCode: each.letter,
							status: states[each.letter],
							price: each.price,
						})),
					});
				},
			),
		);
	});

	const writtenUnissued = (order: Model, letter: string): fc.Arbitrary<Fields> =>
		withUnknown(
			fc.record({
				status: looseText(letter),
				orderNo: looseText(order.orderNo),
				trainNo: looseText(order.trainNo),
				fromStation: looseText(order.fromStation),
				toStation: looseText(order.toStation),
				departDate: looseTime(order.departure),
				grabEndTime: looseTime(order.closeTime),
				seatClass: seatForms(first(order.passengers).seatClass),
				phone: looseText(order.phone),
				failMsg: looseText(order.failure),
				mainTrainNo: looseText(null),
				passengers: fc.tuple(
					...order.passengers.map((each) =>
						fc.record({
							passengerName: looseText(each.name),
							passengerType: looseNumber(each.type),
							certificateNo: looseText(each.idNumber),
							ticketPrice: fc.constantFrom<unknown>(0, '0', '0.00', null),
						}),
					),
				),
			}),
		);

	test('unissued, both ways', () => {
		const letters = fc.constantFrom(...Object.keys(dictionary.orderStatus));
		fc.assert(
			fc.property(
				fc
					.tuple(model, letters)
					.chain(([order, letter]) =>
						fc.tuple(fc.constant({ order, letter }), writtenUnissued(order, letter)),
					),
				([{ order, letter }, detail]) => {
					const { seatClass } = first(order.passengers);
					expect(parseOrder(detail, number)).toMatchObject({
						outOrderNo: number,
						orderNo: order.orderNo,
						statusCode: letter,
						trainNo: order.trainNo,
						seatClass,
						fromStation: order.fromStation,
						toStation: order.toStation,
						departure: order.departure === null ? null : chinaIso(order.departure),
						closeTime: order.closeTime === null ? null : chinaIso(order.closeTime),
						failure: order.failure,
						contact: { name: null, phone: order.phone, email: null },
						passengers: order.passengers.map((each) => ({
							name: each.name,
							type: each.type,
							idNumber: each.idNumber,
							seatClass,
							status: 'notIssued',
							price: null,
						})),
					});
				},
			),
		);
	});
});

describe('looking up an order that is said to have tickets', () => {
	test('the issued form shows them: nothing else is asked for', async () => {
		const juhe = juheWith({ unissued: page(500), issued: ok(issued) });
		expect(await lookUpIssuedOrder(juhe.client, number)).toEqual({
			order: parseOrder(issued, number),
			raw: { unissued: null, issued },
		});
		expect(juhe.requests.map(({ form }) => form)).toEqual([{ outOrderNo: number, issue: '1' }]);
	});

	test.each<[string, Answer, string]>([
		['absent', absent, 'failed'],
		['without tickets', ok({ ...issued, orderStateCode: 'N', passengers: [] }), 'failed'],
		['empty', ok(null), 'failed'],
	])('the issued form is %s: the other one tells', async (_what, answer, status) => {
		const juhe = juheWith({ unissued: ok({ ...unissued, outOrderNo: number }), issued: answer });
		expect((await lookUpIssuedOrder(juhe.client, number))?.order.status).toBe(status);
	});

	test('absent in both forms, and never by an answer that says nothing', async () => {
		const nowhere = juheWith({ unissued: absent, issued: absent });
		expect(await lookUpIssuedOrder(nowhere.client, number)).toBeNull();
		await rejectionOf(
			lookUpIssuedOrder(juheWith({ unissued: absent, issued: page(500) }).client, number),
			JuheError,
		);
	});
});

describe('looking an order up', () => {
	const numberedUnissued = { ...unissued, outOrderNo: number };

	test.each<[string, Answer]>([
		['223804', refusal(223804)],
		['another 2238xx', refusal(223899)],
		['null', ok(null)],
		['an empty text', ok('')],
		['an empty list', ok([])],
		['an empty object', ok({})],
		['only nulls', ok({ orderNo: null, passengers: [] })],
		['an empty wrapper', ok({ grabOrderDetailInfo: null })],
	])('absent is %s in both forms', async (_what, answer) => {
		const juhe = juheWith({ unissued: answer, issued: answer });
		expect(await lookUpOrder(juhe.client, number)).toBeNull();
		expect(juhe.requests.map(({ form }) => form)).toEqual([
			{ outOrderNo: number },
			{ outOrderNo: number, issue: '1' },
		]);
	});

	const unknown: Array<[string, Answer]> = [
		['a wrong key', refusal(10001)],
		['no quota', refusal(10012)],
		['too many requests', refusal(10011)],
		['an internal error', refusal(10014)],
		['maintenance', refusal(10020)],
		['a code of another API', refusal(252601)],
		['no answer', lostAnswer],
		['a 500', page(500)],
		['a 404', page(404)],
		['a page', page(200)],
		['a cut answer', truncated],
		['text', ok('order not found')],
		['a list of something', ok([1])],
		['a number', ok(0)],
		['an object that is no order', ok({ count: 1 })],
		['another order', ok({ ...unissued, outOrderNo: 'OTHER12345' })],
	];
	test.each(unknown)('%s is never absent, in either form', async (_what, answer) => {
		await rejectionOf(lookUp({ unissued: answer, issued: absent }), JuheError);
		await rejectionOf(lookUp({ unissued: absent, issued: answer }), JuheError);
	});

	test.each(['N', 'B', 'D', 'U', 'O', 'C'])(
		'status %s has no tickets: the issued form is not asked for',
		async (status) => {
			const detail = { ...numberedUnissued, status };
			const juhe = juheWith({ unissued: ok(detail) });
			expect(await lookUpOrder(juhe.client, number)).toEqual({
				order: parseOrder(detail, number),
				raw: { unissued: detail, issued: null },
			});
			expect(juhe.requests).toHaveLength(1);
		},
	);

	test.each(['F', 'T', 'E', '?'])('status %s: the issued form is asked for too', async (status) => {
		const juhe = juheWith({ unissued: ok({ ...numberedUnissued, status }), issued: ok(issued) });
		const found = await lookUpOrder(juhe.client, number);
		expect(found?.order.status).toBe('issued');
		expect(juhe.requests).toHaveLength(2);
	});

	test('the issued form alone is enough', async () => {
		expect(await lookUp({ unissued: absent, issued: ok(issued) })).toEqual({
			order: parseOrder(issued, number),
			raw: { unissued: null, issued },
		});
	});

	test('an order that begins to show between the two forms is read again', async () => {
		let looks = 0;
		const orderDetail = ({ issue }: Fields) => {
			looks++;
			if (issue !== undefined) return ok({ orderNo: 'TFT1', passengers: [] });
			return looks === 1 ? absent : ok({ ...numberedUnissued, status: 'D' });
		};
		const found = await lookUpOrder(scriptedJuhe({ orderDetail }).client, number);
		expect(found?.order.status).toBe('grabbing');
	});

	test('an issued form that comes unasked is not asked for again', async () => {
		const juhe = juheWith({ unissued: ok(issued) });
		expect((await lookUpOrder(juhe.client, number))?.raw).toEqual({ unissued: null, issued });
		expect(juhe.requests).toHaveLength(1);
	});

	test('the unissued form stands where the issued one is absent', async () => {
		const found = await lookUp({
			unissued: ok({ ...numberedUnissued, status: 'F' }),
			issued: absent,
		});
		expect(found?.order).toMatchObject({ status: 'issued', trainNo: 'Z175' });
	});

	test('both forms make one order: tickets and prices of the issued, close time of the unissued', async () => {
		const before = { ...numberedUnissued, status: 'F', failMsg: '' };
		const found = await lookUp({ unissued: ok(before), issued: ok(issued) });
		expect(found?.raw).toEqual({ unissued: before, issued });
		expect(found?.order).toEqual({
			...parseOrder(issued, number),
			closeTime: '2016-11-30T18:00:00+08:00',
			// The issued form masks the phone, the other one does not.
			contact: { ...parseOrder(issued, number).contact, phone: unissued.phone },
		});
	});

	test.each<[string, string, OrderStatus]>([
		['F', 'C', 'refunding'],
		['F', 'T', 'refunded'],
		['F', 'O', 'issued'],
		['F', 'N', 'issued'],
		['T', 'F', 'issued'],
		['E', 'G', 'changed'],
		['?', 'F', 'issued'],
		['?', 'N', 'unknown'],
	])('unissued form %s, tickets %s: %s', async (status, ticketStateCode, expected) => {
		const found = await lookUp({
			unissued: ok({ ...numberedUnissued, status }),
			issued: ok({ ...issued, passengers: [{ ticketStateCode }] }),
		});
		expect(found?.order.status).toBe(expected);
	});

	test('an issued form without passengers or fields takes nothing away', async () => {
		const found = await lookUp({
			unissued: ok({ ...numberedUnissued, status: 'F' }),
			issued: ok({ orderNo: 'FT1', orderStateCode: 'F', passengers: null, contactInfo: null }),
		});
		expect(found?.order).toMatchObject({
			orderNo: 'FT1',
			trainNo: 'Z175',
			contact: { phone: '1599XXXXXXX' },
			passengers: [{ name: '魏XX' }],
		});
	});

	test('the wrapper grabOrderDetailInfo is looked through', async () => {
		const found = await lookUp({ unissued: ok({ grabOrderDetailInfo: numberedUnissued }) });
		expect(found?.order).toEqual(parseOrder(unissued, number));
	});

	test('an answer about another order is refused, its data kept out of the error', async () => {
		const error = await rejectionOf(
			lookUp({ unissued: ok({ ...unissued, outOrderNo: 'OTHER12345' }) }),
			JuheError,
		);
		expect(error.message).toContain(number);
		expect(error.message + error.advice).not.toMatch(/OTHER|魏/);
		expect(error.outcomeUnknown).toBe(true);
	});

	test('any answer gives an order, none, or a JuheError', async () => {
		const results = fc.oneof(
			fc.jsonValue(),
			fc.dictionary(
				fc.constantFrom(...Object.keys(issued), ...Object.keys(unissued)),
				fc.jsonValue(),
			),
		);
		await fc.assert(
			fc.asyncProperty(results, results, async (one, two) => {
				const found = await lookUp({ unissued: ok(one), issued: ok(two) }).catch(
					(error: unknown) => error,
				);
				if (found !== null && !(found instanceof JuheError))
					expect(found).toMatchObject({ order: { outOrderNo: number } });
			}),
		);
	});
});

describe('what is shown', () => {
	test('simplified: ten columns', () => {
		expect(simplifyOrder(parseOrder(issued, number))).toEqual({
			outOrderNo: number,
			status: 'issued',
			statusName: 'Issued',
			trainNo: 'K8371',
			departure: '2016-12-29T03:34:00+08:00',
			arrival: '2016-12-29T03:58:00+08:00',
			seatName: 'Hard seat',
			ticketNo: 'E345091034',
			price: 9,
			failure: null,
		});
	});

	test('masked: no ID and no phone number left anywhere', () => {
		const [one, two] = [madeUpId('19900101'), madeUpId('20150505')];
		const order = parseOrder(
			{
				...issued,
				failureReason: `测试甲 ${one} 13900000000`,
				contactInfo: { person: '测试甲', cellphone: '13900000000' },
				passengers: [one, two].map((idCard) => ({ passengerName: '测试甲', idCard })),
			},
			number,
		);
		const masked = JSON.stringify(maskOrder(order));
		for (const secret of [one, two, '13900000000']) {
			expect(JSON.stringify(order)).toContain(secret);
			expect(masked).not.toContain(secret);
		}
		expect(masked).toContain('139****0000');
		expect(maskOrder(parseOrder(unissued, number)).contact.name).toBeNull();
	});
});

test('why an order failed is told without the names and numbers of its people, however they are written', () => {
	const { failure } = parseOrder(
		{
			orderNo: 'TFT1',
			status: 'U',
			phone: '+85291234567',
			passengers: [{ passengerName: '测试甲', certificateNo: '01234567' }],
			failMsg: '测试 甲 0123 4567，电话 +852 9123 4567 未通过',
		},
		'JHTEST01',
	);
	expect(failure).toBe('测*** 01*****67，电话 +8**********67 未通过');
});
