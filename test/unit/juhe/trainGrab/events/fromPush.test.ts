import * as fc from 'fast-check';

import { dictionary } from '../../../../../src/juhe/dictionary';
import { eventNames } from '../../../../../src/juhe/trainGrab/events/types';
import { eventOfPush } from '../../../../../src/juhe/trainGrab/events/fromPush';
import { identityOf, presentEvent } from '../../../../../src/juhe/trainGrab/events/event';
import type { EventName, OrderEvent } from '../../../../../src/juhe/trainGrab/events/types';
import { mutated, sampleText } from '../../../../support/models/juhe';
import { madeUpId } from '../../../../../tools/sandbox/people';
import type { Fields } from '../../../../support/models/pushes';
import { fieldsOf, knownEvents, models, typeOfEvent } from '../../../../support/models/pushes';

const sample = (name: string) => JSON.parse(sampleText(`train-grab.push.${name}`)) as Fields;
const nameOf = (fields: Fields, type: string | null) => eventOfPush(fields, type).event;

describe('the event of the vendor’s samples', () => {
	test.each<[string, string, EventName, string, string]>([
		['issued', '1', 'order.issued', 'order.issued:2016113006', '100'],
		['issue-failed', '1', 'order.failed', 'order.failed:2016113001', '101'],
		['expired', '3', 'order.expired', 'order.expired:2016113005', '101'],
		['refunded', '2', 'ticket.refunded', 'ticket.refunded:2016113006:615151438', '100'],
		[
			'refund-failed',
			'2',
			'ticket.refundFailed',
			'ticket.refundFailed:XXXXXX:123:2016-06-22T09:56:16+08:00',
			'101',
		],
	])('%s by type %s and by shape: %s', (name, type, event, eventKey, code) => {
		// An expiry has no shape that another type could not have.
		const others = event === 'order.expired' ? [] : ['1', '2', '3'];
		for (const known of [type, null, '', '4', ...others]) {
			expect(eventOfPush(sample(name), known)).toMatchObject({
				event,
				eventKey,
				code,
				verified: null,
			});
		}
	});

	test('issued, whole', () => {
		const raw = sample('issued');
		expect(eventOfPush(raw, '1')).toEqual({
			event: 'order.issued',
			eventKey: 'order.issued:2016113006',
			outOrderNo: '2016113006',
			orderNo: 'TFT583U7D552101629055112720',
			code: '100',
			message: '出票成功',
			codeMeaning: expect.any(String),
			verified: null,
			receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+08:00$/),
			summary:
				'Ticket issued: Z175 苏州 → 昆山, 2016-12-29 02:29, 9.00 yuan, ticket E566781381, order 2016113006',
			trainNo: 'Z175',
			fromStation: '苏州',
			toStation: '昆山',
			departure: '2016-12-29T02:29:00+08:00',
			arrival: '2016-12-29T02:53:00+08:00',
			ticketNo: 'E566781381',
			price: 9,
			failure: null,
			refund: null,
			passengers: [
				{
					passengerId: '615151438',
					name: '奥巴马',
					type: 1,
					typeName: 'Adult',
					idType: 0,
					idTypeName: expect.any(String),
					idNumber: 'xxxxxxxxxxxxxxx',
					birthday: null,
					seatClass: 'hardseat',
					seatName: 'Hard seat',
					seatNo: '02车厢,007号',
					ticketNo: 'E5667813811020007',
					status: 'issued',
					statusCode: null,
					statusName: 'Issued',
					price: 9,
				},
			],
			raw,
		});
	});

	test('refunded: what was paid back, when and how', () => {
		expect(eventOfPush(sample('refunded'), '2')).toMatchObject({
			refund: { price: 9, type: 'online', at: '2016-11-30T15:32:00+08:00' },
			price: null,
			passengers: [{ passengerId: '615151438', status: 'refunded', idNumber: null }],
		});
	});

	test('every field of the shape is there, in the documented order, whatever the push lacks', () => {
		const names = Object.keys(eventOfPush(sample('issued'), '1'));
		expect(names.join(' ')).toBe(
			'event eventKey outOrderNo orderNo code message codeMeaning verified receivedAt summary trainNo fromStation toStation departure arrival ticketNo price failure refund passengers raw',
		);
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (fields, type) => {
				const event = eventOfPush(fields, type);
				expect(Object.keys(event)).toEqual(names);
				expect(Object.values(event)).not.toContain(undefined);
			}),
		);
	});
});

describe('a sure shape first, the type second, any shape third', () => {
	const number = { outOrderNo: 'A00001' };
	const expiry = { ...number, orderNo: 'T1', msgInfo: '抢票单过期' };
	test.each<[string, Fields, string | null, EventName]>([
		['a code decides, as a number too', { ...number, msgCode: 100 }, '1', 'order.issued'],
		['padded', { ...number, msgCode: ' 100 ' }, '1', 'order.issued'],
		['any other code failed', { ...number, msgCode: '301' }, '1', 'order.failed'],
		['even with a ticket number', { ...number, msgCode: '1', ticketNo: 'E1' }, '1', 'order.failed'],
		['no code, but a ticket number', { ...number, ticketNo: 'E1' }, '1', 'order.issued'],
		['no code, but money back', { ...number, refundPrice: '9.00' }, '2', 'ticket.refunded'],
		['no code and no gain', { ...number, refundPrice: '0.00' }, '2', 'other'],
		['nothing but the number', number, '1', 'other'],
		['an expiry needs no code', number, '3', 'order.expired'],
		['nor does a code make it a success', { ...number, msgCode: '100' }, '3', 'order.expired'],
		['nor one with words', { ...expiry, msgCode: '100' }, '3', 'order.expired'],
		['nor without a type', { ...expiry, msgCode: 100 }, null, 'order.expired'],
		['nor is it an issue', { ...expiry, msgCode: '100' }, '1', 'order.failed'],
		[
			'nor does it undo a refund',
			{ ...expiry, msgCode: '100', refundType: 'other' },
			'2',
			'ticket.refunded',
		],
		['but a ticket does not expire', { ...number, msgCode: '100', ticketNo: 'E1' }, '3', 'other'],
		[
			'a ticket to be fetched before it expires',
			{ ...expiry, msgCode: '100', ticketNo: 'E1' },
			'1',
			'order.issued',
		],
		[
			'fields of a refund that are empty leave it to the type: an expiry',
			{ ...expiry, refundTime: '', refundPrice: null },
			'3',
			'order.expired',
		],
		['an issue', { ...sample('issued'), refundTime: '', refundPrice: '0.00' }, '1', 'order.issued'],
		[
			'but not where money comes back',
			{ ...sample('issued'), ...sample('refunded') },
			'1',
			'ticket.refunded',
		],
		[
			'a price of zero leaves it to the type: an expiry',
			{ ...expiry, refundPrice: '0.00' },
			'3',
			'order.expired',
		],
		['a failure', { ...number, msgCode: '101', refundPrice: 0 }, '1', 'order.failed'],
		['a refund', { ...number, msgCode: '101', refundPrice: 0 }, '2', 'ticket.refundFailed'],
		['no type', { ...number, msgCode: '101', refundPrice: 0 }, null, 'ticket.refundFailed'],
		...['0000-00-00 00:00:00', '0', '-', 'null'].map(
			(refundTime): [string, Fields, string, EventName] => [
				`so does ${refundTime} for a time`,
				{ ...sample('issued'), refundTime },
				'1',
				'order.issued',
			],
		),
		[
			'an expiry whose form has every field',
			{ ...expiry, passengers: '[]', ticketNo: '', orderAmount: '0' },
			'3',
			'order.expired',
		],
		[
			'fields of an issue that are empty do too',
			{ ...number, passengers: [], ticketNo: null },
			'3',
			'order.expired',
		],
		['a changed ticket', { ...sample('issued'), isChangedOrder: '1' }, '1', 'other'],
		['changed, as a number', { ...sample('issued'), isChangedOrder: 1 }, '1', 'other'],
		['changed, as a boolean', { ...sample('issued'), isChangedOrder: true }, '1', 'other'],
		['changed, as a letter', { ...sample('issued'), isChangedOrder: 'Y' }, '1', 'other'],
		['changed, in Chinese', { ...sample('issued'), isChangedOrder: '是' }, '1', 'other'],
		[
			'not changed, as a boolean',
			{ ...sample('issued'), isChangedOrder: false },
			'1',
			'order.issued',
		],
		['not changed, in Chinese', { ...sample('issued'), isChangedOrder: '否' }, '1', 'order.issued'],
		['no order number', { ...sample('issued'), outOrderNo: null }, '1', 'other'],
		['blank order number', { ...sample('refunded'), outOrderNo: ' ' }, '2', 'other'],
		[
			'order number as a number',
			{ ...sample('issued'), outOrderNo: 2016113006 },
			'1',
			'order.issued',
		],
		['no type: 207', { ...number, msgCode: 207 }, null, 'order.expired'],
		['no type: the word', { ...number, msgInfo: '抢票单过期' }, null, 'order.expired'],
		[
			'no type: a failure with issue fields',
			{ ...sample('issue-failed'), msgCode: '207' },
			null,
			'order.failed',
		],
		['no type, no shape', { ...number, msgCode: '100', msgInfo: '保险退款成功' }, null, 'other'],
		['not even fields', {}, null, 'other'],
	])('%s', (_what, fields, type, event) => {
		expect(nameOf(fields, type)).toBe(event);
	});

	test.each([
		['1', 'order.failed'],
		['2', 'order.failed'],
		['3', 'order.expired'],
		[null, 'order.failed'],
	])('an issue that failed by an expiry is one or the other, by type %s', (type, event) => {
		for (const words of [{ msgCode: '207' }, { msgInfo: '抢票单过期' }])
			expect(nameOf({ ...sample('issue-failed'), ...words }, type)).toBe(event);
	});

	test('a code for what is not decided yet is neither success nor failure', () => {
		const open = Object.entries(dictionary.msgCode).filter(([, { chinese }]) =>
			/排队|等待|处理中/.test(chinese),
		);
		expect(open.map(([code]) => code)).toEqual(['214']);
		for (const name of ['issued', 'issue-failed', 'refunded', 'refund-failed', 'expired']) {
			const fields = { ...sample(name), msgInfo: '占座排队中,请等待占座结果', msgCode: '214' };
			for (const type of ['1', '2', '3', null]) {
				expect([name, type, nameOf(fields, type)]).toEqual([name, type, 'other']);
			}
		}
		expect(nameOf({ ...expiry, msgCode: '214' }, '3')).toBe('order.expired');
	});

	const family = (type: string) => knownEvents.filter((event) => typeOfEvent[event] === type);

	test('the shape of any push tells what its type tells', () => {
		fc.assert(
			fc.property(models, (model) => {
				const fields = fieldsOf(model);
				const saysNothing = model.event === 'order.expired' && model.code !== '207';
				expect(nameOf(fields, null)).toBe(
					saysNothing && !model.message?.includes('过期') ? 'other' : model.event,
				);
			}),
		);
	});

	test('mutations that spare number, code and type still give the event', () => {
		const cases = models.chain((model) =>
			fc.tuple(
				fc.constant(model),
				mutated(fieldsOf(model), ['outOrderNo', 'msgCode', 'isChangedOrder']),
			),
		);
		fc.assert(
			fc.property(cases, ([model, fields]) => {
				const { event, outOrderNo } = eventOfPush(fields, typeOfEvent[model.event]);
				expect([event, outOrderNo]).toEqual([model.event, model.outOrderNo]);
			}),
			{ numRuns: 500 },
		);
	});

	test('mutations that spare number and type never give the event of another type', () => {
		const cases = models.chain((model) =>
			fc.tuple(fc.constant(model), mutated(fieldsOf(model), ['outOrderNo'])),
		);
		fc.assert(
			fc.property(cases, ([model, fields]) => {
				const type = typeOfEvent[model.event];
				const { event, outOrderNo } = eventOfPush(fields, type);
				expect([...family(type), 'other']).toContain(event);
				expect(outOrderNo).toBe(model.outOrderNo);
			}),
			{ numRuns: 500 },
		);
	});

	test('anything else is `other`, never a throw', () => {
		const anyFields = fc.dictionary(
			fc.constantFrom(
				'outOrderNo',
				'msgCode',
				'msgInfo',
				'passengers',
				'ticketNo',
				'refundTime',
				'x',
			),
			fc.oneof(fc.anything(), fc.array(fc.anything())),
		);
		fc.assert(
			fc.property(anyFields, fc.constantFrom('1', '2', '3', null, 'x'), (fields, type) => {
				const { event, outOrderNo } = eventOfPush(fields, type);
				expect(eventNames).toContain(event);
				if (outOrderNo === null) expect(event).toBe('other');
			}),
			{ numRuns: 500 },
		);
	});
});

describe('eventKey', () => {
	const keyOf = (fields: Fields, type: string) => eventOfPush(fields, type).eventKey;
	const refund = (...passengers: Fields[]) => ({ ...sample('refunded'), passengers });

	test.each<[string, Fields, string]>([
		[
			'sorted',
			refund({ passengerId: '9' }, { passengerId: '10' }, { passengerId: 2 }),
			'ticket.refunded:2016113006:10,2,9',
		],
		[
			'a ticket number where there is no ID',
			refund({ pTicketNo: 'E1' }),
			'ticket.refunded:2016113006:E1',
		],
		[
			'the time where there is neither',
			refund({ passengerName: '甲' }),
			'ticket.refunded:2016113006:2016-11-30T15:32:00+08:00',
		],
		['or no passenger', refund(), 'ticket.refunded:2016113006:2016-11-30T15:32:00+08:00'],
		['or nothing at all', { ...refund(), refundTime: null }, 'ticket.refunded:2016113006'],
		[
			'a time that cannot be read as it is',
			{ ...refund(), refundTime: '昨天' },
			'ticket.refunded:2016113006:昨天',
		],
		[
			'each ticket once',
			refund({ passengerId: '1' }, { passengerId: 1 }),
			'ticket.refunded:2016113006:1',
		],
	])('%s', (_what, fields, key) => {
		expect(keyOf(fields, '2')).toBe(key);
	});

	test('two passengers’ refunds are two events, and a refund that fails twice too', () => {
		expect(keyOf(refund({ passengerId: '1' }), '2')).not.toBe(
			keyOf(refund({ passengerId: '2' }), '2'),
		);
		const failed = sample('refund-failed');
		const times = [
			'2016-06-23 09:56:16',
			'20160624095616',
			'1466646976',
			1466733376,
			'昨天',
			'前天',
		];
		const keys = times.map((refundTime) => keyOf({ ...failed, refundTime }, '2'));
		expect(new Set([keyOf(failed, '2'), ...keys]).size).toBe(times.length + 1);
		expect(keyOf({ ...failed, refundTime: '20160622095616' }, '2')).toBe(keyOf(failed, '2'));
	});

	test('money that comes back besides the ticket’s is another event, though its key is the same', () => {
		const known = (refundType: string | null, refundTime = '2016-11-30 15:32:00') =>
			identityOf(eventOfPush({ ...refund({ passengerId: '1' }), refundType, refundTime }, '2'));
		expect(known('offline')).toBe('ticket.refunded:2016113006:1');
		expect(new Set(['online', 'offline', null].map((type) => known(type))).size).toBe(1);
		const types = ['online', 'repeatpay', 'delaypay', 'change', 'issuefail', 'other', 'new'];
		expect(new Set(types.map((type) => known(type))).size).toBe(types.length);
		expect(known('change', '2016-12-01 09:00:00')).not.toBe(known('change'));
		expect(known('change')).toBe(known('change'));
	});

	test.each([
		['0', 'change', 'Fare difference of a changed ticket'],
		['1', 'repeatpay', 'Paid twice'],
		['2', 'delaypay', 'Paid too late'],
	])('a refund type is the same by its number %s and its word %s', (code, word, typeName) => {
		const told = [code, Number(code), word].map((refundType) =>
			eventOfPush({ ...refund({ passengerId: '1' }), refundType }, '2'),
		);
		expect(new Set(told.map(identityOf)).size).toBe(1);
		for (const event of told) expect(event.refund?.typeName).toBe(typeName);
	});

	test('what fits no kind is the same however its repetition is written', () => {
		const one = { outOrderNo: 'A00001', msgCode: 100, isChangedOrder: 1, inner: { a: '1', b: 2 } };
		const again = {
			inner: { b: '2', a: 1 },
			isChangedOrder: '1',
			msgCode: '100',
			outOrderNo: 'A00001',
			msgDetail: null,
			changedType: '',
		};
		expect(keyOf(again, '1')).toBe(keyOf(one, '1'));
		expect(keyOf({ ...again, inner: { b: '1', a: 2 } }, '1')).not.toBe(keyOf(one, '1'));
	});

	test('what fits no kind is told apart by its content', () => {
		const one = { outOrderNo: 'A00001', msgInfo: '保险' };
		expect(keyOf(one, '1')).toMatch(/^other:A00001:[0-9a-f]{16}$/);
		expect(keyOf(one, '1')).toBe(keyOf({ ...one }, '1'));
		expect(keyOf(one, '1')).not.toBe(keyOf({ ...one, msgInfo: '改签' }, '1'));
		expect(keyOf({ a: 1 }, '1')).toMatch(/^other::[0-9a-f]{16}$/);
	});
});

describe('what a workflow sees', () => {
	const id = madeUpId();
	const event: OrderEvent = {
		...eventOfPush(
			{
				...sample('issue-failed'),
				msgCode: '301',
				msgInfo: `失败 ${id}`,
				msgDetail: `张三|${id},李四|E12345678`,
				ticketNo: 'E566781381',
				phone: 13900000000,
				passengers: [
					{ passengerId: '1', passengerName: '张三', cardNo: id },
					{ passengerId: '2', passengerName: '李四', cardNo: 'E12345678' },
				],
			},
			'1',
		),
		failure: `乘客身份信息未通过验证 张三 ${id} 李四 E12345678`,
	};

	test('nothing masked and no raw unless wished', () => {
		const shown = presentEvent(event, { language: 'zh', mask: false, includeRaw: false });
		expect(shown).toEqual({ ...event, summary: expect.stringMatching(/^出票失败：/), raw: null });
	});

	test('masked: no ID and no phone number anywhere, raw included; ticket numbers stay', () => {
		const shown = presentEvent(event, { language: 'en', mask: true, includeRaw: true });
		const text = JSON.stringify(shown);
		expect(text).not.toContain(id);
		expect(text).not.toContain('E12345678');
		expect(text).not.toContain('13900000000');
		expect(shown).toMatchObject({
			passengers: [
				{ passengerId: '1', idNumber: `9999**********${id.slice(-4)}` },
				{ passengerId: '2', idNumber: 'E1*****78' },
			],
			raw: { ticketNo: 'E566781381', outOrderNo: '2016113001', phone: '139****0000' },
		});
	});

	test('masked: what the people are known by stays hidden wherever it stands, and masking it again changes nothing', () => {
		const odd = eventOfPush(
			{
				outOrderNo: 'A00001',
				msgCode: '101',
				msgInfo: '测试甲(0123 4567)核验未通过',
				remark: 'about C01X00T47, and 01234567',
				passengers: [
					{ passengerName: '测试甲', cardNo: '01234567', birthday: '1990-03-07' },
					{ passengerName: '测试乙', cardNo: 'C01X00T47' },
				],
			},
			'1',
		);
		const options = { language: 'zh', mask: true, includeRaw: true } as const;
		const shown = presentEvent({ ...odd, failure: '测试乙: C01X-00T47' }, options);
		const { passengers, ...texts } = shown;
		expect(JSON.stringify(texts)).not.toMatch(/0123 ?4567|C01X-?00T47/);
		expect(JSON.stringify([shown.message, shown.failure, shown.summary])).not.toMatch(/测试[甲乙]/);
		expect(passengers.map(({ idNumber }) => idNumber)).toEqual(['******67', 'C0*****47']);
		expect(JSON.stringify(shown)).not.toContain('1990-03-07');
		expect(presentEvent(shown, options)).toEqual(shown);
	});

	test('masked: fields as other APIs call them, at any depth, also in JSON written as text', () => {
		const personal = {
			idCardNo: id,
			IDCARD: id,
			mobile: '13900000000',
			contactPhone: '13900000000',
			birthDay: '19900307',
			contactInfo: { person: '王五六', email: 'wang@example.com' },
		};
		const deep = '['.repeat(5000) + ']'.repeat(5000);
		const fields = {
			outOrderNo: 'A00001',
			...personal,
			data: JSON.stringify(personal),
			inner: JSON.stringify({ data: JSON.stringify([personal]) }),
			deep,
			ticketNo: 'E566781381',
			remark: '["unclosed',
		};
		const options = { language: 'zh', mask: true, includeRaw: true } as const;
		const shown = presentEvent(eventOfPush(fields, '1'), options);
		for (const secret of [id, '13900000000', '19900307', '王五六', 'wang@'])
			expect(JSON.stringify(shown)).not.toContain(secret);
		expect(shown.raw).toMatchObject({
			mobile: '139****0000',
			birthDay: null,
			contactInfo: { person: '王**' },
			data: expect.stringContaining('"mobile":"139****0000"'),
			ticketNo: 'E566781381',
			remark: '["unclosed',
		});
		expect(presentEvent(shown, options)).toEqual(shown);
	});

	test('masked: names and numbers as Juhe joins them, though nothing else names the people', () => {
		const joined = eventOfPush(
			{
				outOrderNo: 'A00001',
				msgCode: '308',
				msgInfo: '测试甲|01234567 未通过',
				msgDetail: '测试甲|01234567,测试乙|110101900307803',
			},
			'1',
		);
		const options = { language: 'zh', mask: true, includeRaw: true } as const;
		const shown = presentEvent(joined, options);
		expect(JSON.stringify(shown)).not.toMatch(/测试|01234567|900307/);
		expect(presentEvent(shown, options)).toEqual(shown);
		expect(presentEvent(joined, { ...options, mask: false }).summary).toContain('测**|******67');
	});

	test.each<[string, unknown, unknown]>([
		['card_no', '01234567', '******67'],
		['id_card', id, `9999**********${id.slice(-4)}`],
		['certNo', '01234567', '******67'],
		['CERTIFICATE-NUM', '01234567', '******67'],
		['insuredIdNo', '01234567', '******67'],
		['cardNo', ['01234567', 12345678], ['******67', '******78']],
		['cardNo', { first: '01234567' }, { first: '******67' }],
		['tel', '13900000000', '139****0000'],
		['telephone', '13900000000', '139****0000'],
		['phone_no', 13900000000, '139****0000'],
		['linkPhone', '13900000000', '139****0000'],
		['contactTel', '13900000000', '139****0000'],
		['birth_date', '1990-03-07', null],
		['msgDetail', ['测试甲|01234567'], ['测**|******67']],
		['certNo2', '01234567', '******67'],
		['phones', ['13900000000'], ['139****0000']],
		// Nobody's.
		['paidNum', 12000, 12000],
		['validNo', '01234567', '01234567'],
		['pTicketNo', 'E5667813811020007', 'E5667813811020007'],
		['originalOrderNo', '139000000001', '139000000001'],
		['passengerId', '615151438', '615151438'],
		['passengerIds', ['615151438'], ['615151438']],
		['trainNo', 'Z175', 'Z175'],
		['cardType', '1', '1'],
		['mailCharge', '0.00', '0.00'],
		['hotel', '测试宾馆', '测试宾馆'],
	])('masked by what a field is called: %s', (name, value, masked) => {
		const event = eventOfPush({ outOrderNo: 'A00001', [name]: value }, '1');
		const shown = presentEvent(event, { language: 'en', mask: true, includeRaw: true });
		expect(shown.raw).toEqual({ outOrderNo: 'A00001', [name]: masked });
	});

	test('the summary never has the names and IDs of the failure in it', () => {
		for (const language of ['en', 'zh'] as const) {
			const { summary } = presentEvent(event, { language, mask: false, includeRaw: false });
			for (const secret of [id, 'E12345678', '张三', '李四']) expect(summary).not.toContain(secret);
			expect(summary).toContain('乘客身份信息未通过验证');
		}
	});
});
