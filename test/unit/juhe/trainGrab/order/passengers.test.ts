import * as fc from 'fast-check';

import {
	birthdayOfResidentId,
	parsePassengers,
} from '../../../../../src/juhe/trainGrab/order/passengers';
import { residentIds } from '../../../../support/models/juhe';
import { madeUpId } from '../../../../../tools/sandbox/people';

const id = madeUpId('19900203');
/** The travellers who can be read, or the codes of what keeps them from it. */
const read = (value: unknown) => {
	const { passengers, problems } = parsePassengers(value);
	return passengers ?? problems.map(({ code }) => code);
};

test('a passenger as a workflow gives one', () => {
	expect(
		read([{ name: ' 测试甲 ', type: 2, idType: 1, idNumber: 'e12345678', birthday: '2015-05-06' }]),
	).toEqual([
		{ name: '测试甲', type: 2, idType: 1, idNumber: 'E12345678', birthday: '2015-05-06' },
	]);
});

test('an adult with a resident ID unless something else is said; the ID tells the birthday', () => {
	expect(read({ name: '测试甲', idNumber: id })).toEqual([
		{ name: '测试甲', type: 1, idType: 0, idNumber: id, birthday: '1990-02-03' },
	]);
});

test('codes may be text, or their names in English and Chinese', () => {
	expect(
		read([
			{ type: '2', idType: '3' },
			{ type: 'child', idType: 'Passport' },
			{ type: '成人', idType: '护照' },
			{ type: '', idType: null },
		]),
	).toMatchObject([
		{ type: 2, idType: 3 },
		{ type: 2, idType: 1 },
		{ type: 1, idType: 1 },
		{ type: 1, idType: 0 },
	]);
});

test('what is no code is refused, each for itself', () => {
	expect(read([{ type: 'pensioner', idType: 4 }])).toEqual([
		'passengerTypeUnknown',
		'idTypeUnknown',
	]);
	expect(read([{ idType: {} }, { type: [] }, { type: 0 }])).toEqual(['passengerTypeUnknown']);
});

test('a number that JSON has rounded is no ID number', () => {
	const exported = ['1.10101E+17', '1,10101e+17', ' 1E+17 '];
	for (const idNumber of [Number('110101199001011234'), 1e21, -(2 ** 53), ...exported])
		expect(read({ idNumber })).toEqual(['idNumberRounded']);
});

describe('one document has one number, however typed', () => {
	test.each([
		'E12345678',
		'E12345678\u200b',
		'\u202dE12345678\u202c',
		'E12345678\u00ad',
		'E-12345678',
		'E_12345678',
		'E12345678\ufe0f',
		'E1234\u034f5678',
		'ｅ１２３４５６７８',
	])('%j', (idNumber) => {
		expect(read({ idType: 1, idNumber })).toMatchObject([{ idNumber: 'E12345678' }]);
	});
	test('a resident ID with marks of writing direction too', () => {
		expect(read({ idNumber: `\u202d${id}\u202c` })).toMatchObject([{ idNumber: id }]);
	});
});

test.each([
	['测试•甲', '测试·甲'],
	['测试 · 甲', '测试·甲'],
	['测试　甲', '测试甲'],
	['TEST  DING', 'TEST DING'],
	['\u200b测试甲\ufeff', '测试甲'],
])('the name %j is sent as %j', (name, sent) => {
	expect(read({ name })).toMatchObject([{ name: sent }]);
});

test('only a resident ID tells the birthday', () => {
	expect(read([{ idType: 1, idNumber: id }])).toMatchObject([{ birthday: '' }]);
});

describe('an ID number has one form, however typed', () => {
	const ten = '99999919900101' + '001';
	test.each([
		['9999991990 0101 0013', '999999199001010013'],
		['　999999199001010013　', '999999199001010013'],
		['９９９９９９１９９００１０１００１３', '999999199001010013'],
		[`${ten}x`, `${ten}X`],
		['e 1234 5678', 'E12345678'],
		[999999, '999999'],
		[null, ''],
	])('%p is %p', (idNumber, expected) => {
		expect(read([{ idNumber }])).toMatchObject([{ idNumber: expected }]);
	});
});

describe('a birthday', () => {
	test.each<[unknown, string]>([
		['1990-12-30', '1990-12-30'],
		['1990-1-3', '1990-01-03'],
		['19901230', '1990-12-30'],
		[19901230, '1990-12-30'],
		['1990-12-30T00:00:00', '1990-12-30'],
		['1990-12-30T00:00:00.000Z', '1990-12-30'],
		['1990-12-30T00:00:00.000-05:00', '1990-12-30'],
		['1990-12-30 23:30', '1990-12-30'],
		['1995-12-30T00:00:00+09:00', '1995-12-30'],
		['1995-12-30T00:00:00+13:00', '1995-12-30'],
		['1988-05-01', '1988-05-01'],
		['', ''],
		[null, ''],
	])('%p is %p', (birthday, expected) => {
		expect(read([{ idType: 1, birthday }])).toMatchObject([{ birthday: expected }]);
	});

	test.each(['30.12.1990', 'soon', 30, true])('%p is none', (birthday) => {
		expect(read([{ idType: 1, birthday }])).toEqual(['birthdayUnreadable']);
	});

	test('in a resident ID is its seventh to fourteenth digit', () => {
		fc.assert(
			fc.property(residentIds, (idNumber) => {
				expect(birthdayOfResidentId(idNumber).replaceAll('-', '')).toBe(idNumber.slice(6, 14));
			}),
		);
		for (const other of ['', 'E12345678', id.slice(1), `${id}0`])
			expect(birthdayOfResidentId(other)).toBe('');
	});
});

test('anything gives valid passengers, or what keeps them from it', () => {
	const fields = fc.constantFrom('name', 'type', 'idType', 'idNumber', 'birthday');
	fc.assert(
		fc.property(
			fc.oneof(fc.anything(), fc.array(fc.dictionary(fields, fc.anything()))),
			(value) => {
				const { passengers, problems } = parsePassengers(value);
				expect(passengers === null).toBe(problems.length > 0);
				for (const passenger of passengers ?? []) {
					expect([1, 2, 3, 4]).toContain(passenger.type);
					expect([0, 1, 2, 3]).toContain(passenger.idType);
					expect(passenger.birthday).toMatch(/^(\d{4}-\d{2}-\d{2})?$/);
					expect([typeof passenger.name, typeof passenger.idNumber]).toEqual(['string', 'string']);
				}
			},
		),
	);
});
