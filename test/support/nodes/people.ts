/**
 * Travellers whom nobody is: the region 999999 of their resident IDs does not exist, the check
 * digits are right.
 */
import { madeUpId } from '../../../tools/sandbox/people';

/** The same ID with another check digit. */
export function withWrongCheckDigit(id: string): string {
	return id.slice(0, -1) + (id.endsWith('1') ? '2' : '1');
}

export interface Traveller {
	[field: string]: string | number;
	name: string;
	type: number;
	idType: number;
	idNumber: string;
	birthday: string;
}

export function traveller(
	name: string,
	birthday: string,
	changes: Partial<Traveller> = {},
): Traveller {
	return { name, type: 1, idType: 0, idNumber: madeUpId(birthday), birthday, ...changes };
}

export const 甲 = traveller('测试甲', '1990-01-01');
export const 乙 = traveller('测试乙', '1991-02-02');
export const child = traveller('测试童', '2018-06-01', { type: 2 });
export const foreigner = traveller('TEST DING', '1985-05-05', { idType: 1, idNumber: 'E12345678' });
