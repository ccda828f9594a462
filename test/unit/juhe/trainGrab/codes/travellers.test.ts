import {
	idTypeNameOf,
	idTypeNames,
	idTypeOf,
	passengerTypeOf,
} from '../../../../../src/juhe/trainGrab/codes/travellers';

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

test('passenger types, as number or text', () => {
	expect(passengerTypeOf(1)).toEqual({ type: 1, typeName: 'Adult' });
	expect(passengerTypeOf('2')).toEqual({ type: 2, typeName: 'Child' });
	for (const value of [0, 5, '', null, {}])
		expect(passengerTypeOf(value)).toEqual({ type: null, typeName: null });
});
