import * as fc from 'fast-check';

import { defaultCloseTime } from '../../../../../src/juhe/trainGrab/journey';
import { parseRequest } from '../../../../../src/juhe/trainGrab/order/request';
import type { OrderDraft } from '../../../../../src/juhe/trainGrab/order/request';
import { adult, china, childOf, orderDraft, orderingAt } from '../../../../support/models/orders';
import { residentIds, stopClock } from '../../../../support/models/juhe';
import { madeUpId } from '../../../../../tools/sandbox/people';
import type { Fields } from '../../../../support/models/juhe';

beforeEach(() => {
	stopClock(orderingAt);
});
afterEach(() => jest.restoreAllMocks());

const problemsOf = (changes: Partial<OrderDraft>) => parseRequest(orderDraft(changes)).problems;
const codesOf = (changes: Partial<OrderDraft>) =>
	problemsOf(changes).map(({ code, field, severity }) => ({
		code,
		field,
		severity,
	}));

/** A passenger who is right but for the fields given. */
const person = (changes: Fields = {}) => [{ ...adult, ...changes }];
/** So many people, each with an ID of their own. */
const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		...adult,
		idNumber: madeUpId('19900101', `00${index + 1}`),
	}));
const id = adult.idNumber;
const wrongCheckDigit = id.slice(0, 17) + (id.endsWith('5') ? '6' : '5');

describe('a request that breaks no rule has no problems', () => {
	test.each<[string, Partial<OrderDraft>]>([
		['as the search gave it', {}],
		['without a query key, by the day alone', { queryKey: '', departDate: '2026-12-30' }],
		['today, by the day alone', { queryKey: '', departDate: '2026-12-19', closeTime: null }],
		['without a close time', { closeTime: null }],
		['closing three hours before departure', { closeTime: '2026-12-29T23:29:00+08:00' }],
		[
			'just more than three hours ahead',
			{ departDate: '2026-12-19T13:01:00+08:00', closeTime: null },
		],
		[
			'just more than three hours ahead, with a close time of its own',
			{
				departDate: '2026-12-19T13:02:00+08:00',
				closeTime: '2026-12-19T10:01:00+08:00',
			},
		],
		['five passengers', { passengers: people(5) }],
		['the last day on sale', { departDate: '2027-01-02T23:29:00+08:00' }],
		['a name of two parts', { passengers: person({ name: '测试•甲' }) }],
		['seats by their Chinese names', { mainSeatClass: '硬座', alternateSeatClasses: ['二等座'] }],
		['an order number of 6', { outOrderNo: 'abc123' }],
		['an order number of 32', { outOrderNo: 'a'.repeat(32) }],
		[
			'alternates',
			{ alternateTrainNos: ['K8371'], alternateSeatClasses: ['noseat', 'hardsleepermid'] },
		],
		['a 12306 account', { railwayAccount: { account: 'test', password: 'test' } }],
		[
			'a passport',
			{ passengers: person({ idType: 1, idNumber: 'E12345678', birthday: '1990-12-30' }) },
		],
		[
			'a Taiwan permit',
			{ passengers: person({ idType: 2, idNumber: '12345678', birthday: '1990-12-30' }) },
		],
		[
			'a Hong Kong permit',
			{ passengers: person({ idType: 3, idNumber: 'H12345678', birthday: '1990-12-30' }) },
		],
		['a birthday that is the ID’s', { passengers: person({ birthday: '1990-01-01' }) }],
		[
			'an ID written with blanks and in small letters',
			{ passengers: person({ idNumber: ` ${id.slice(0, 6)} ${id.slice(6).toLowerCase()}` }) },
		],
	])('%s', (_what, changes) => {
		expect(codesOf(changes)).toEqual([]);
	});

	test('every resident ID with a right check digit', () => {
		fc.assert(
			fc.property(residentIds, (idNumber) => {
				expect(codesOf({ passengers: person({ idNumber }) })).toEqual([]);
			}),
		);
	});
});

/** A row a rule: what is wrong, the request, the problem's code, and the field it names. */
const rules: Array<[string, Partial<OrderDraft>, string, string]> = [
	['an order number of 5', { outOrderNo: 'abc12' }, 'outOrderNoForm', 'outOrderNo'],
	['an order number of 33', { outOrderNo: 'a'.repeat(33) }, 'outOrderNoForm', 'outOrderNo'],
	['an order number with a dash', { outOrderNo: 'abc-123' }, 'outOrderNoForm', 'outOrderNo'],
	['an order number in Chinese', { outOrderNo: '订单编号一二三' }, 'outOrderNoForm', 'outOrderNo'],
	['attempt 0', { attempt: 0 }, 'attemptForm', 'attempt'],
	['attempt 1.5', { attempt: 1.5 }, 'attemptForm', 'attempt'],
	['attempt NaN', { attempt: NaN }, 'attemptForm', 'attempt'],
	['no main train', { mainTrainNo: '' }, 'mainTrainMissing', 'mainTrainNo'],
	['two main trains', { mainTrainNo: 'G1|G2' }, 'mainTrainNotOne', 'mainTrainNo'],
	['two main trains, Chinese comma', { mainTrainNo: 'G1，G2' }, 'mainTrainNotOne', 'mainTrainNo'],
	['no main seat', { mainSeatClass: '' }, 'mainSeatMissing', 'mainSeatClass'],
	['a main seat that is none', { mainSeatClass: '沙发' }, 'seatClassUnknown', 'mainSeatClass'],
	[
		'an alternate seat that is none',
		{ alternateSeatClasses: ['noseat', 'sofa'] },
		'seatClassUnknown',
		'alternateSeatClasses',
	],
	['the same station twice', { toStation: '苏州站' }, 'stationsSame', 'toStation'],
	['no origin', { fromStation: '' }, 'stationMissing', 'fromStation'],
	['no destination', { toStation: '' }, 'stationMissing', 'toStation'],
	[
		'12306 without an account',
		{ railwayAccount: { account: '', password: 'x' } },
		'railwayAccountMissing',
		'useRailwayAccount',
	],
	[
		'12306 without a password',
		{ railwayAccount: { account: 'x', password: '' } },
		'railwayAccountMissing',
		'useRailwayAccount',
	],
	['no date', { departDate: '' }, 'departDateUnreadable', 'departDate'],
	[
		'a midnight of a zone that nothing names',
		{ departDate: '2026-12-30T00:00:00+09:00' },
		'departDateAmbiguous',
		'departDate',
	],
	['a query key, but no time', { departDate: '2026-12-30' }, 'departTimeMissing', 'departDate'],
	[
		'a departure that is past',
		{ departDate: '2026-12-19T09:59:00+08:00', closeTime: null },
		'departDatePast',
		'departDate',
	],
	[
		'yesterday',
		{ queryKey: '', departDate: '2026-12-18', closeTime: null },
		'departDatePast',
		'departDate',
	],
	[
		'three hours ahead without a close time',
		{ departDate: '2026-12-19T13:00:00+08:00', closeTime: null },
		'departureTooNear',
		'departDate',
	],
	['a close time that is none', { closeTime: 'soon' }, 'closeTimeUnreadable', 'closeTime'],
	[
		'a close time that is past',
		{ closeTime: '2026-12-19T09:59:00+08:00' },
		'closeTimePast',
		'closeTime',
	],
	[
		'a close time after departure',
		{ closeTime: '2026-12-30T02:30:00+08:00' },
		'closeTimeAfterDeparture',
		'closeTime',
	],
	[
		'a close time after the day of departure',
		{
			queryKey: '',
			departDate: '2026-12-30',
			closeTime: '2026-12-31T00:00:00+08:00',
		},
		'closeTimeAfterDeparture',
		'closeTime',
	],
	[
		'no contact',
		{ contact: { name: '', phone: '13900000000', email: '' } },
		'contactNameMissing',
		'contactName',
	],
	[
		'no phone',
		{ contact: { name: '测试甲', phone: '', email: '' } },
		'contactPhoneMissing',
		'contactPhone',
	],
	...['12', '1234', '139OOOOOOOO', '+86', '1390000000013900000000'].map(
		(phone): [string, Partial<OrderDraft>, string, string] => [
			`the phone number ${phone}`,
			{ contact: { name: '测试甲', phone, email: '' } },
			'contactPhoneForm',
			'contactPhone',
		],
	),
	['no passengers', { passengers: [] }, 'passengersMissing', 'passengers'],
	['six passengers', { passengers: people(6) }, 'passengersTooMany', 'passengers'],
	[
		'the same person twice',
		{ passengers: [adult, { ...adult, name: '测试乙' }] },
		'passengerRepeated',
		'passengers',
	],
	['no name', { passengers: person({ name: '' }) }, 'passengerNameMissing', 'passengers'],
	['a student', { passengers: person({ type: 3 }) }, 'passengerTypeUnsupported', 'passengers'],
	[
		'a disabled veteran',
		{ passengers: person({ type: 4 }) },
		'passengerTypeUnsupported',
		'passengers',
	],
	['passenger type 5', { passengers: person({ type: 5 }) }, 'passengerTypeUnknown', 'passengers'],
	[
		'a passenger type in words that it has not',
		{ passengers: person({ type: 'grown-up' }) },
		'passengerTypeUnknown',
		'passengers',
	],
	[
		'ID type 4, the dictionary’s number',
		{ passengers: person({ idType: 4, birthday: '1990-01-01' }) },
		'idTypeUnknown',
		'passengers',
	],
	[
		'no ID number',
		{ passengers: person({ idNumber: '', birthday: '1990-01-01' }) },
		'idNumberMissing',
		'passengers',
	],
	[
		'a wrong check digit',
		{ passengers: person({ idNumber: wrongCheckDigit }) },
		'idNumberInvalid',
		'passengers',
	],
	[
		'an ID of 17',
		{ passengers: person({ idNumber: id.slice(0, 17), birthday: '1990-01-01' }) },
		'idNumberInvalid',
		'passengers',
	],
	[
		'a passport number as resident ID',
		{ passengers: person({ idNumber: 'E12345678', birthday: '1990-01-01' }) },
		'idNumberInvalid',
		'passengers',
	],
	[
		'an ID born on a day that is not',
		{ passengers: person({ idNumber: madeUpId('19900230'), birthday: '1990-03-02' }) },
		'idNumberInvalid',
		'passengers',
	],
	[
		'a passport without a birthday',
		{ passengers: person({ idType: 1, idNumber: 'E12345678' }) },
		'birthdayMissing',
		'passengers',
	],
	[
		'a birthday that is no date',
		{ passengers: person({ birthday: '30.12.1990' }) },
		'birthdayUnreadable',
		'passengers',
	],
	[
		'a birthday that contradicts the ID',
		{ passengers: person({ birthday: '1990-01-02' }) },
		'birthdayContradictsId',
		'passengers',
	],
];

describe('every rule of create', () => {
	test.each(rules)('%s', (_what, changes, code, field) => {
		expect(codesOf(changes)).toContainEqual({ code, field, severity: 'error' });
	});

	const alone = rules.filter(([what]) => !what.startsWith('an ID born'));
	test.each(alone)('%s: the only problem', (_what, changes, code, field) => {
		expect(codesOf(changes)).toEqual([{ code, field, severity: 'error' }]);
	});

	test('every problem says something of its own', () => {
		for (const [, changes] of [...rules, ...warnings])
			for (const { message } of problemsOf(changes)) expect(message).toMatch(/^[a-z].{8,}/);
	});

	test('several broken rules are all named, the passenger by number', () => {
		const passengers = [
			adult,
			{ ...childOf, type: 3 },
			{ name: '', idNumber: madeUpId('19920202') },
			{ ...adult, name: '测试丁' },
		];
		const problems = problemsOf({
			mainTrainNo: '',
			contact: { name: '', phone: '', email: '' },
			passengers,
		});
		expect(problems.map(({ code }) => code)).toEqual([
			'mainTrainMissing',
			'contactNameMissing',
			'contactPhoneMissing',
			'passengerTypeUnsupported',
			'passengerNameMissing',
			'passengerRepeated',
		]);
		expect(problems.slice(3).map(({ message }) => message)).toEqual([
			expect.stringContaining('passenger 2'),
			expect.stringContaining('passenger 3'),
			expect.stringContaining('passenger 4'),
		]);
	});

	test('trying stops three hours before departure by default', () => {
		expect(defaultCloseTime(china('2026-12-30T02:29:00+08:00')).toISO()).toBe(
			'2026-12-29T23:29:00.000+08:00',
		);
	});
});

/** What is only inferred: a row a warning. */
const warnings: Array<[string, Partial<OrderDraft>, string, string]> = [
	[
		'closing within three hours of departure',
		{ closeTime: '2026-12-29T23:30:00+08:00' },
		'closeTimeLate',
		'closeTime',
	],
	[
		'closing at the very departure',
		{ closeTime: '2026-12-30T02:29:00+08:00' },
		'closeTimeLate',
		'closeTime',
	],
	[
		'leaving within three hours, with a close time of its own',
		{
			departDate: '2026-12-19T12:00:00+08:00',
			closeTime: '2026-12-19T11:00:00+08:00',
		},
		'closeTimeLate',
		'closeTime',
	],
	...['12345', '010-12345678', '+852 91234567', '23900000000', '139000000001'].map(
		(phone): [string, Partial<OrderDraft>, string, string] => [
			`the phone number ${phone}`,
			{ contact: { name: '测试甲', phone, email: '' } },
			'contactPhoneForm',
			'contactPhone',
		],
	),
	[
		'a day that is not on sale yet',
		{ departDate: '2027-01-03T02:29:00+08:00' },
		'departDateFar',
		'departDate',
	],
	[
		'a child on an adult’s ID',
		{ passengers: [adult, { ...childOf, idNumber: adult.idNumber }] },
		'passengerRepeated',
		'passengers',
	],
	[
		'a child on an adult’s ID with a birthday of its own',
		{
			passengers: [
				{ ...adult, idNumber: madeUpId('19850505') },
				{ ...childOf, idNumber: adult.idNumber, birthday: '2015-05-05' },
			],
		},
		'birthdayContradictsId',
		'passengers',
	],
	[
		'a name with signs that no ID has',
		{ passengers: person({ name: '测试甲1' }) },
		'passengerNameUnusual',
		'passengers',
	],
	['a child alone', { passengers: [childOf] }, 'childAlone', 'passengers'],
	[
		'two children alone',
		{
			passengers: [childOf, { ...childOf, idNumber: madeUpId('20160606') }],
		},
		'childAlone',
		'passengers',
	],
	...(
		[
			['a passport', 1, 'E1'],
			['a passport with other signs', 1, 'E#12345678'],
			['a Taiwan permit', 2, 'T1'],
			['a Hong Kong permit', 3, 'X12345678'],
		] as const
	).map(([what, idType, idNumber]): [string, Partial<OrderDraft>, string, string] => [
		`${what} of an unusual form`,
		{ passengers: person({ idType, idNumber, birthday: '1990-12-30' }) },
		'idNumberUnusual',
		'passengers',
	]),
];

describe('what is only inferred is a warning, and the only problem', () => {
	test.each(warnings)('%s', (_what, changes, code, field) => {
		expect(codesOf(changes)).toEqual([{ code, field, severity: 'warning' }]);
	});

	test.each(['13900000000', '139 0000 0000', '139-0000-0000', '+8613900000000', '8613900000000'])(
		'no warning: the phone number %s',
		(phone) => {
			expect(codesOf({ contact: { name: '测试甲', phone, email: '' } })).toEqual([]);
		},
	);

	test('no warning: a child with an adult', () => {
		expect(codesOf({ passengers: [childOf, adult] })).toEqual([]);
	});
});

describe('an ID number’s check digit', () => {
	test('changing any one digit of a right number makes it wrong', () => {
		fc.assert(
			fc.property(residentIds, fc.nat(16), fc.integer({ min: 1, max: 9 }), (idNumber, at, by) => {
				const digit = (Number(idNumber.charAt(at)) + by) % 10;
				const changed = idNumber.slice(0, at) + String(digit) + idNumber.slice(at + 1);
				expect(
					codesOf({ passengers: person({ idNumber: changed }) }).map(({ code }) => code),
				).toContain('idNumberInvalid');
			}),
		);
	});
});

test('no message holds personal data, whatever is wrong', () => {
	const odd = fc.constantFrom<unknown>(undefined, null, '', 3, 9, 'x');
	const people = fc.array(
		fc.record({
			name: fc.constantFrom('测试甲', ''),
			type: odd,
			idType: odd,
			idNumber: fc.oneof(
				residentIds,
				fc.stringMatching(/^[A-Z]\d{8}$/),
				fc.stringMatching(/^9{6}\d{12}$/),
			),
			birthday: fc.oneof(odd, fc.stringMatching(/^19[0-9]{2}-[0-9]{2}-[0-9]{2}$/)),
		}),
		{ maxLength: 7 },
	);
	fc.assert(
		fc.property(people, fc.stringMatching(/^1[3-9]\d{9}$/), (given, phone) => {
			const contact = { name: '测试丙', phone, email: 'a@example.test' };
			const problems = problemsOf({
				passengers: given,
				contact,
				mainTrainNo: '',
				closeTime: 'soon',
			});
			const text = JSON.stringify(problems);
			for (const { name, idNumber, birthday } of given) {
				if (name) expect(text).not.toContain(name);
				expect(text).not.toContain(idNumber);
				if (typeof birthday === 'string' && /^\d{4}-/.test(birthday) && birthday !== '1990-12-30')
					expect(text).not.toContain(birthday);
			}
			for (const secret of Object.values(contact)) expect(text).not.toContain(secret);
		}),
	);
});
