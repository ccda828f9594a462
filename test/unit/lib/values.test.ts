import * as fc from 'fast-check';

import { parseMoney, parsePrintedAmount, roundMoney } from '../../../src/lib/money';
import {
	asList,
	asNumber,
	asRecord,
	asText,
	isEmpty,
	isEmptyJson,
	parseJson,
	readRecord,
} from '../../../src/lib/values';
import { yuan } from '../../support/models/juhe';

describe('a number', () => {
	test.each<[unknown, number | null]>([
		[28, 28],
		['28', 28],
		[' 28 ', 28],
		['29.5', 29.5],
		['-1', -1],
		['+3', 3],
		['1,029.50', 1029.5],
		['1,234,567', 1234567],
		['1190,00', null],
		['1,50', null],
		['1,0295', null],
		[',5', null],
		[0, 0],
		['0', 0],
		['', null],
		['  ', null],
		['28 min', null],
		['1e3', null],
		['0x1f', null],
		['NaN', null],
		['.', null],
		[NaN, null],
		[Infinity, null],
		[null, null],
		[undefined, null],
		[true, null],
		[[5], null],
		[{}, null],
	])('of %p is %p', (value, number) => {
		expect(asNumber(value)).toBe(number);
	});

	test('of anything is finite or null', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string()), (value) => {
				const number = asNumber(value);
				expect(number === null || Number.isFinite(number)).toBe(true);
			}),
		);
	});

	test('written as text is the number again', () => {
		fc.assert(
			fc.property(fc.integer(), (number) => {
				expect(asNumber(number)).toBe(number);
				expect(asNumber(String(number))).toBe(number);
			}),
		);
	});
});

describe('text', () => {
	test.each<[unknown, string | null]>([
		['苏州', '苏州'],
		[' 苏州\n', '苏州'],
		[2016120501, '2016120501'],
		[0, '0'],
		['', null],
		[' ', null],
		[NaN, null],
		[null, null],
		[undefined, null],
		[false, null],
		[['a'], null],
		[{ a: 'b' }, null],
	])('of %p is %p', (value, text) => {
		expect(asText(value)).toBe(text);
	});

	test('of anything is trimmed and not blank, or null', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string()), (value) => {
				const text = asText(value);
				expect(text === null || (text !== '' && text === text.trim())).toBe(true);
			}),
		);
	});
});

describe('records and lists', () => {
	test('a record is an object that is no list', () => {
		expect(asRecord({ a: 1 })).toEqual({ a: 1 });
		for (const value of [[], null, undefined, 'a', 1, () => 1]) expect(asRecord(value)).toBeNull();
	});

	test.each<[string, unknown, unknown[]]>([
		['a list is itself', [1, null], [1, null]],
		['one object is a list of one', { a: 1 }, [{ a: 1 }]],
		['an object keyed by numbers is its values', { 0: 'a', 1: 'b' }, ['a', 'b']],
		[
			'gaps are closed, in the order of the numbers',
			{ '010': 'c', 9: 'b', 2: 'a' },
			['a', 'b', 'c'],
		],
		['one key that is no number makes an object', { 0: 'a', x: 'b' }, [{ 0: 'a', x: 'b' }]],
		['an object without keys is a list without entries', {}, []],
		['JSON text is what it says', '[{"a":1}]', [{ a: 1 }]],
		['JSON text keyed by numbers, too', ' {"1":{"a":1}} ', [{ a: 1 }]],
		['JSON text of one object, too', '{"a":1}', [{ a: 1 }]],
		['JSON in a JSON string, too', JSON.stringify('[1]'), [1]],
		...[null, undefined, '', 'a', 0, '0', '"a"', 'null', '[1', true].map(
			(value): [string, unknown, unknown[]] => [`${String(value)} is none`, value, []],
		),
	])('of lists: %s', (_rule, value, list) => {
		expect(asList(value)).toEqual(list);
	});

	test('a record may come as JSON text, a list may not', () => {
		expect(readRecord({ a: 1 })).toEqual({ a: 1 });
		expect(readRecord('{"a":1}')).toEqual({ a: 1 });
		for (const value of ['[1]', 'a', '', '1', 'null', [], null])
			expect(readRecord(value)).toBeNull();
	});

	test('what is empty may come as JSON text', () => {
		for (const value of [null, '', [], {}, '[]', '{}', 'null', '[{}]'])
			expect(isEmptyJson(value)).toBe(true);
		for (const value of ['a', '[1]', '0', 0, false, [1]]) expect(isEmptyJson(value)).toBe(false);
	});
});

describe('carrying nothing', () => {
	test.each<[unknown]>([
		[null],
		[undefined],
		[''],
		[' '],
		[[]],
		[{}],
		[{ a: null, b: '', c: [{}] }],
		[[null, '']],
	])('%j does', (value) => {
		expect(isEmpty(value)).toBe(true);
	});

	test.each<[unknown]>([[0], [false], ['0'], [{ a: { b: 0 } }], [[1]], ['a']])(
		'%j does not',
		(value) => {
			expect(isEmpty(value)).toBe(false);
		},
	);

	test('is decided for anything', () => {
		fc.assert(fc.property(fc.anything(), (value) => typeof isEmpty(value) === 'boolean'));
	});
});

describe('JSON', () => {
	test('is read as JSON.parse reads it', () => {
		fc.assert(
			fc.property(fc.json(), (source) => {
				fc.pre(!/\d{16}|e[+]/i.test(source));
				expect(JSON.stringify(parseJson(source))).toBe(JSON.stringify(JSON.parse(source)));
			}),
		);
	});

	test('keeps whole numbers that a double would change', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 2n ** 60n, max: 10n ** 30n }), (big) => {
				const value = asRecord(parseJson(`{"orderNo":${big}}`))?.orderNo;
				expect(asText(value) === String(big) || BigInt(Number(value)) === big).toBe(true);
			}),
		);
	});

	test('a byte order mark before it does no harm, one inside stays', () => {
		expect(parseJson('\uFEFF{"error_code":0}')).toEqual({ error_code: 0 });
		expect(parseJson('{"reason":"\uFEFF"}')).toEqual({ reason: '\uFEFF' });
	});

	test.each(['', ' ', '<html>', '{', '{"a":1', 'undefined', "{'a':1}"])('%p is none', (source) => {
		expect(parseJson(source)).toBeUndefined();
	});

	test('text of any kind is read or is none', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0123eE+-.ntf \\u') }), (source) => {
				const isJson = () => {
					try {
						JSON.parse(source);
						return true;
					} catch {
						return false;
					}
				};
				expect(parseJson(source) !== undefined).toBe(isJson());
			}),
		);
	});

	test.each([
		['1e999', '1e999'],
		['-1e999', '-1e999'],
		['9007199254740993.0', '9007199254740993.0'],
		['9007199254740991', 9007199254740991],
		['0.1234567890123456789', 0.12345678901234568],
		['566.5', 566.5],
		['-0.5e-3', -0.0005],
	])('the number %s, wherever it stands', (source, expected) => {
		expect(parseJson(source)).toBe(expected);
		expect(parseJson(`{"a":[{"b":${source}}],"c":1}`)).toEqual({ a: [{ b: expected }], c: 1 });
	});

	test('what is nested deeper than anybody can look is none', () => {
		const deep = 100_000;
		expect(parseJson('['.repeat(deep) + ']'.repeat(deep))).toBeUndefined();
		expect(parseJson('{"a":'.repeat(deep) + '1' + '}'.repeat(deep))).toBeUndefined();
		expect(parseJson('[[],'.repeat(200) + '12345678901234567890' + ']'.repeat(200))).toBeDefined();
	});
});

describe('money', () => {
	test.each<[unknown, number | null]>([
		['9.00', 9],
		[29.5, 29.5],
		['¥9.00', 9],
		['￥ 1,029.50', 1029.5],
		['0.00', 0],
		['', null],
		[null, null],
		['free', null],
		['免税', null],
	])('of %p is %p yuan', (value, amount) => {
		expect(parseMoney(value)).toBe(amount);
	});

	test('of anything is finite or null; of an amount, however written, the amount', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const amount = parseMoney(value);
				expect(amount === null || Number.isFinite(amount)).toBe(true);
			}),
		);
		fc.assert(
			fc.property(yuan, (amount) => {
				for (const written of [amount, String(amount), amount.toFixed(2), `¥${amount.toFixed(2)}`])
					expect(parseMoney(written)).toBe(amount);
			}),
		);
	});

	test('sums have no dust of binary fractions', () => {
		expect(roundMoney(0.1 + 0.2)).toBe(0.3);
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 10_000_00 }), { maxLength: 5 }), (fen) => {
				const sum = fen.reduce((total, each) => total + each / 100, 0);
				expect(roundMoney(sum)).toBe(fen.reduce((total, each) => total + each, 0) / 100);
			}),
		);
	});
});

describe('an amount as itineraries print it', () => {
	test.each<[unknown, number | null, string | null]>([
		['1190.00', 1190, null],
		['1,190.00', 1190, null],
		['CNY 50.00', 50, 'CNY'],
		['CNY50', 50, 'CNY'],
		['cny 50', 50, 'CNY'],
		['RMB 50', 50, 'CNY'],
		['CN 50', 50, null],
		['CN50.00', 50, null],
		['YQ 70', 70, null],
		['70.00YQ', 70, null],
		['XT 245.00', 245, null],
		['CNY 50.00 CN', 50, 'CNY'],
		['200.00A', 200, null],
		['USD 312.50', 312.5, 'USD'],
		['312.50 USD', 312.5, 'USD'],
		['1,190.00 RMB', 1190, 'CNY'],
		['人民币1190.00', 1190, 'CNY'],
		['CNY 50.00 CNY', 50, 'CNY'],
		['¥50', 50, 'CNY'],
		['￥50.00', 50, 'CNY'],
		['50元', 50, 'CNY'],
		['１１９０．００', 1190, null],
		['-550.00', -550, null],
		['−550.00', -550, null],
		['(550.00)', -550, null],
		['（1,300.00）', -1300, null],
		['CNY (550.00)', -550, 'CNY'],
		['-CNY 550.00', -550, 'CNY'],
		['1200.00CR', -1200, null],
		['1,200.00 Cr.', -1200, null],
		['CR1200.00', -1200, null],
		['CR 1,200.00', -1200, null],
		['CNY 1200.00CR', -1200, 'CNY'],
		['CNY CR 1200.00', -1200, 'CNY'],
		['CR CNY 1200.00', -1200, 'CNY'],
		['￥1200.00 CR', -1200, 'CNY'],
		['ＣＲ１２００．００', -1200, null],
		['CRC 1200.00', 1200, 'CRC'],
		['1200.00DR', 1200, null],
		['(50.00CR)', -50, null],
		['负1200.00', -1200, null],
		['¥负1200.00', -1200, 'CNY'],
		['1190,00', 1190, null],
		['１１９０，００', 1190, null],
		['CNY 50,5', 50.5, 'CNY'],
		['1.190,00', 1190, null],
		['11,190', 11190, null],
		['CNY -550.00', -550, 'CNY'],
		[1190, 1190, null],
		['EXEMPT', 0, null],
		['CN EXEMPT', 0, null],
		['EXEMPT YQ', 0, null],
		['CNY EXEMPT', 0, null],
		['CNY XXX', null, null],
		['免税', 0, null],
		['YQ 免税', 0, null],
		['不征税', 0, null],
		['XXX', null, null],
	])('%p is %p, currency %p', (value, amount, currency) => {
		expect(parsePrintedAmount(value)).toEqual({ amount, currency });
	});

	test.each<[string, unknown]>([
		['nothing', null],
		['blank', ' '],
		['a letter for a digit', '119O.00'],
		['no currency of the world', 'GNY 50.00'],
		['a word', 'IT FARE'],
		['two currencies', 'USD 50.00 CNY'],
		['no currency of the world behind it', '50.00 GNY'],
		['paid with another ticket', 'PD 50.00CN'],
		['a refund', 'RF 50.00'],
		['a refund that says so behind it', '50.00RF'],
		['less than nothing twice', '-50.00CR'],
		['in angle brackets', '<50.00>'],
		['two amounts', '50.00 70.00 90.00.00'],
		['commas that part nothing in particular', '1190,000'],
		['a comma before two digits twice', '1,24,00'],
		['longer than any amount', `1${'0'.repeat(80_000)}`],
		['an object', {}],
	])('%s is no amount', (_what, value) => {
		expect(parsePrintedAmount(value)).toBeNull();
	});

	test('with a decimal comma it is what it is with a point', () => {
		fc.assert(
			fc.property(yuan, fc.constantFrom('', 'CNY ', '¥', 'CN'), (amount, before) => {
				const [point, comma] = [amount.toFixed(2), amount.toFixed(2).replace('.', ',')];
				expect(parsePrintedAmount(before + comma)).toEqual(parsePrintedAmount(before + point));
			}),
		);
	});

	test('of anything is a finite amount, none, or unreadable', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string()), (value) => {
				const amount = parsePrintedAmount(value)?.amount ?? null;
				expect(amount === null || Number.isFinite(amount)).toBe(true);
			}),
		);
	});
});
