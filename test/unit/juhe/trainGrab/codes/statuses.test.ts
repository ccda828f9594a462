import * as fc from 'fast-check';

import { dictionary } from '../../../../../src/juhe/dictionary';
import type { DictionarySection } from '../../../../../src/juhe/dictionary';
import {
	orderStatusNames,
	orderStatusOf,
	ticketStatusNames,
	ticketStatusOf,
} from '../../../../../src/juhe/trainGrab/codes/statuses';
import type { OrderStatus, TicketStatus } from '../../../../../src/juhe/trainGrab/codes/statuses';

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
