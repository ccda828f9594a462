import * as fc from 'fast-check';

import { dictionary } from '../../../../../src/juhe/dictionary';
import type { DictionarySection } from '../../../../../src/juhe/dictionary';
import { isSleeper, seatClassOf } from '../../../../../src/juhe/trainGrab/codes/seatClasses';

const codesOf = (section: DictionarySection) => Object.keys(dictionary[section]);

describe('seat classes: three forms, one code', () => {
	/** [code or null, number of the pushes, Chinese name in the dictionary's table of numbers] */
	const numbers: Array<[string | null, number, string]> = [
		['hardseat', 1, '硬座'],
		['softseat', 2, '软座'],
		['firstseat', 3, '一等座'],
		['secondseat', 4, '二等座'],
		['hardsleeperup', 5, '硬卧上铺'],
		['hardsleepermid', 6, '硬卧'],
		['hardsleeperdown', 7, '硬卧下铺'],
		['softsleeperup', 8, '软卧上铺'],
		['softsleeperdown', 9, '软卧'],
		['noseat', 10, '无座'],
		['businessseat', 11, '商务座'],
		['specialseat', 12, '特等座'],
		['otherseat', 13, '其它'],
		['advancedsoftsleeper', 14, '高级软卧'],
		[null, 15, '动卧上铺'],
		[null, 16, '动卧下铺'],
		[null, 17, '高级动卧上铺'],
		[null, 18, '高级动卧下铺'],
		[null, 33, '一等软座'],
		[null, 44, '二等软座'],
	];

	test('the table here has every number and every code of the dictionary', () => {
		expect(numbers.map(([, number]) => String(number))).toEqual(codesOf('seatClass'));
		expect(numbers.flatMap(([code]) => code ?? []).sort()).toEqual(codesOf('seatClassCode').sort());
	});

	test.each(numbers)('%p is number %d and %s', (seatClass, number, chinese) => {
		for (const value of [number, String(number), ` ${number} `, chinese]) {
			const found = seatClassOf(value);
			expect(found.seatClass).toBe(seatClass);
			expect(found.seatName).toMatch(/^[A-Z][A-Za-z ,()-]+$/);
		}
	});

	test.each(Object.entries(dictionary.seatClassCode))(
		'the code %s and its Chinese name are it',
		(code, entry) => {
			for (const value of [code, code.toUpperCase(), entry.chinese])
				expect(seatClassOf(value)).toEqual({ seatClass: code, seatName: entry.english });
		},
	);

	test('a class that no table knows keeps Juhe’s own words, nothing gives nothing', () => {
		expect(seatClassOf('包厢')).toEqual({ seatClass: null, seatName: '包厢' });
		expect(seatClassOf(99)).toEqual({ seatClass: null, seatName: '99' });
		for (const value of [null, undefined, '', {}]) {
			expect(seatClassOf(value)).toEqual({ seatClass: null, seatName: null });
		}
	});

	test('anything gives a code of the dictionary or null', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const { seatClass } = seatClassOf(value);
				expect(seatClass === null || codesOf('seatClassCode').includes(seatClass)).toBe(true);
			}),
		);
	});

	test('berths are the classes whose price depends on their height', () => {
		expect(codesOf('seatClassCode').filter(isSleeper).sort()).toEqual([
			'advancedsoftsleeper',
			'hardsleeperdown',
			'hardsleepermid',
			'hardsleeperup',
			'softsleeperdown',
			'softsleeperup',
		]);
	});
});
