import * as fc from 'fast-check';

import {
	birthdayOfResidentId,
	readPassengers,
} from '../../../../../src/juhe/trainGrab/order/passengers';
import { madeUpId, residentIds } from '../../../../support/models/juhe';

const id = madeUpId('19900203');

test('a passenger as a workflow gives one', () => {
	expect(
		readPassengers([
			{ name: ' 测试甲 ', type: 2, idType: 1, idNumber: 'e12345678', birthday: '2015-05-06' },
		]),
	).toEqual([
		{ name: '测试甲', type: 2, idType: 1, idNumber: 'E12345678', birthday: '2015-05-06' },
	]);
});

test('an adult with a resident ID unless something else is said; the ID tells the birthday', () => {
	expect(readPassengers({ name: '测试甲', idNumber: id })).toEqual([
		{ name: '测试甲', type: 1, idType: 0, idNumber: id, birthday: '1990-02-03' },
	]);
});

test('codes may be text, and what is no number is left for the rules to name', () => {
	expect(
		readPassengers([
			{ type: '2', idType: '3' },
			{ type: 'child', idType: {} },
		]),
	).toMatchObject([
		{ type: 2, idType: 3 },
		{ type: null, idType: null },
	]);
});

test('only a resident ID tells the birthday', () => {
	expect(readPassengers([{ idType: 1, idNumber: id }])).toMatchObject([{ birthday: '' }]);
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
		expect(readPassengers([{ idNumber }])).toMatchObject([{ idNumber: expected }]);
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
		['1988-05-01', '1988-05-01'],
		['30.12.1990', '30.12.1990'],
		['', ''],
		[null, ''],
	])('%p is %p', (birthday, expected) => {
		expect(readPassengers([{ idType: 1, birthday }])).toMatchObject([{ birthday: expected }]);
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

test('anything gives a list of passengers', () => {
	const fields = fc.constantFrom('name', 'type', 'idType', 'idNumber', 'birthday');
	fc.assert(
		fc.property(
			fc.oneof(fc.anything(), fc.array(fc.dictionary(fields, fc.anything()))),
			(value) => {
				for (const passenger of readPassengers(value)) {
					expect(Object.keys(passenger)).toEqual([
						'name',
						'type',
						'idType',
						'idNumber',
						'birthday',
					]);
					expect([
						typeof passenger.name,
						typeof passenger.idNumber,
						typeof passenger.birthday,
					]).toEqual(Array(3).fill('string'));
				}
			},
		),
	);
});
