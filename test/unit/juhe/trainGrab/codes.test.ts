import * as fc from 'fast-check';

import { dictionary } from '../../../../src/juhe/dictionary';
import type { DictionarySection } from '../../../../src/juhe/dictionary';
import {
	bookStateNameOf,
	idTypeNameOf,
	idTypeNames,
	idTypeOf,
	isSleeper,
	orderStatusNames,
	orderStatusOf,
	passengerTypeOf,
	seatClassOf,
	ticketStatusNames,
	ticketStatusOf,
	trainClassNameOf,
} from '../../../../src/juhe/trainGrab/codes';
import type { OrderStatus, TicketStatus } from '../../../../src/juhe/trainGrab/codes';

const codesOf = (section: DictionarySection) => Object.keys(dictionary[section]);

describe('statuses: one letter, two tables', () => {
	const orders: Array<[string, OrderStatus]> = [
		['N', 'created'],
		['B', 'waiting'],
		['D', 'grabbing'],
		['F', 'issued'],
		['U', 'failed'],
		['O', 'expired'],
		['C', 'cancelled'],
		['T', 'refunded'],
		['E', 'changed'],
	];
	const tickets: Array<[string, TicketStatus]> = [
		['N', 'notIssued'],
		['F', 'issued'],
		['C', 'refunding'],
		['T', 'refunded'],
		['O', 'refundFailed'],
		['Y', 'changing'],
		['G', 'changed'],
	];

	test('the tables here have every letter of the dictionary', () => {
		expect(orders.map(([letter]) => letter).sort()).toEqual(codesOf('orderStatus').sort());
		expect(tickets.map(([letter]) => letter).sort()).toEqual(codesOf('ticketStateCode').sort());
	});

	test.each(orders)('an order’s %s is %s', (letter, status) => {
		expect([orderStatusOf(letter), orderStatusOf(` ${letter.toLowerCase()} `)]).toEqual([
			status,
			status,
		]);
	});

	test.each(tickets)('a ticket’s %s is %s', (letter, status) => {
		expect([ticketStatusOf(letter), ticketStatusOf(` ${letter.toLowerCase()} `)]).toEqual([
			status,
			status,
		]);
	});

	test('C and O are a dead order in one table and a living ticket in the other', () => {
		expect([orderStatusOf('C'), orderStatusOf('O')]).toEqual(['cancelled', 'expired']);
		expect([ticketStatusOf('C'), ticketStatusOf('O')]).toEqual(['refunding', 'refundFailed']);
	});

	test('anything else is unknown, never a status', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.constantFrom('X', '', 'constructor', 'issued')),
				(letter) => {
					fc.pre(
						!(typeof letter === 'string' && /^\s*[a-z]\s*$/i.test(letter) && !/x/i.test(letter)),
					);
					expect([orderStatusOf(letter), ticketStatusOf(letter)]).toEqual(['unknown', 'unknown']);
				},
			),
		);
	});

	test('every status has an English name of its own', () => {
		for (const names of [orderStatusNames, ticketStatusNames]) {
			const all = Object.values<string>(names);
			expect(new Set(all).size).toBe(all.length);
			for (const name of all) expect(name).toMatch(/^[A-Z][a-z ]+$/);
		}
	});
});

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

describe('ID types: Juhe’s 1-4 are create’s 0-3', () => {
	test.each<[number, number, string]>([
		[1, 0, 'Resident ID card'],
		[2, 1, 'Passport'],
		[3, 2, 'Taiwan permit'],
		[4, 3, 'Hong Kong/Macao permit'],
	])('%d is %d, %s', (juhe, create, name) => {
		expect([idTypeOf(juhe), idTypeOf(String(juhe)), idTypeOf(` ${juhe} `)]).toEqual([
			create,
			create,
			create,
		]);
		expect(idTypeNameOf(create)).toBe(name);
		expect(Object.entries(idTypeNames)[create]).toEqual([String(create), name]);
	});

	test.each([0, 5, '', null, '身份证', 1.5])('%p is none', (value) => {
		expect(idTypeOf(value)).toBeNull();
	});

	test.each([null, -1, 4])('%p has no name', (idType) => {
		expect(idTypeNameOf(idType)).toBeNull();
	});
});

describe('other codes', () => {
	test('passenger types, as number or text', () => {
		expect(passengerTypeOf(1)).toEqual({ type: 1, typeName: 'Adult' });
		expect(passengerTypeOf('2')).toEqual({ type: 2, typeName: 'Child' });
		for (const value of [0, 5, '', null, {}])
			expect(passengerTypeOf(value)).toEqual({ type: null, typeName: null });
	});

	test('train classes', () => {
		for (const code of codesOf('trainClass')) expect(trainClassNameOf(code)).toMatch(/^[A-Z]/);
		expect(trainClassNameOf('?')).toBeNull();
	});

	test('bookState 0-3', () => {
		const names = [0, 1, 2, 3].map(bookStateNameOf);
		expect(new Set(names).size).toBe(4);
		expect(names).not.toContain(null);
		for (const state of [null, 4, -1, 0.5]) expect(bookStateNameOf(state)).toBeNull();
	});
});
