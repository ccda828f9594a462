import * as fc from 'fast-check';

import {
	maskIdNumber,
	maskName,
	maskPeople,
	maskPhone,
	maskText,
} from '../../../src/lib/personalData';
import { workOf } from '../../support/work';
import { residentIds } from '../../support/models/juhe';
import { madeUpId } from '../../../tools/sandbox/people';

const phones = fc.stringMatching(/^1[3-9]\d{9}$/);
const passports = fc.stringMatching(/^[EG]\d{8}$/);

test('an ID number shows its first and last four characters', () => {
	const id = madeUpId('20020131');
	expect(maskIdNumber(id)).toBe(`9999**********${id.slice(-4)}`);
	expect(maskIdNumber('11010119800101721X')).toBe('1101**********721X');
	expect(maskIdNumber('E12345678')).toBe('E1*****78');
});

test('a phone number shows its first three and last four digits', () => {
	expect(maskPhone('13900000000')).toBe('139****0000');
	expect(maskPhone('+8613900000000')).toBe('+86*******0000');
});

test('a short one shows its last two characters', () => {
	expect(maskIdNumber('12345678')).toBe('******78');
	expect(maskPhone('1234567')).toBe('*****67');
});

test('what is masked keeps its length and hides something', () => {
	fc.assert(
		fc.property(
			fc.string({ minLength: 3, maxLength: 20, unit: fc.constantFrom(...'0123456789AX') }),
			(text) => {
				for (const masked of [maskIdNumber(text), maskPhone(text)]) {
					expect(masked).toHaveLength(text.length);
					expect(masked).toContain('*');
				}
			},
		),
	);
});

test('at least five of nine characters are hidden', () => {
	fc.assert(
		fc.property(fc.stringMatching(/^[A-Z0-9]{9,18}$/), (number) => {
			for (const masked of [maskIdNumber(number), maskPhone(number)])
				expect(masked.split('*').length - 1).toBeGreaterThanOrEqual(4);
			expect(maskIdNumber(number).split('*').length - 1).toBeGreaterThanOrEqual(5);
		}),
	);
});

test('a name shows its first character', () => {
	expect(maskName('测试甲')).toBe('测**');
	expect(maskName('𬱖明')).toBe('𬱖*');
	expect(maskName('')).toBe('');
});

describe('what the people of a text are known by', () => {
	const people = {
		names: ['测试甲', 'TEST DING', '甲'],
		numbers: ['01234567', 'C01X00T47', '1390000'],
	};

	test.each([
		['乘客测试甲（01234567）未通过', '乘客测**（******67）未通过'],
		['测试 甲，Test  Ding', '测***，T*********'],
		['0123 4567, c01x-00t47', '01*****67, C0******47'],
		['Ｃ０１Ｘ００Ｔ４７, ｃ01x00t47', 'Ｃ０*****４７, ｃ0*****47'],
		['0123\u200b4567', '01*****67'],
		['甲类订单', '甲类订单'],
	])('%p → %p', (text, masked) => {
		expect(maskText(text, people).toUpperCase()).toBe(masked.toUpperCase());
	});

	test.each([
		['******67', '证件 01234567 未通过', '证件 ******67 未通过'],
		['******30', '2026-12-30 G1867 123456.30元', '2026-12-30 G1867 123456.30元'],
		['1599****577', '电话15990000577', '电话159****0577'],
		['0123XXXX', '订单 2016113001, B01234567C', '订单 2016113001, B01234567C'],
		['XXXXXXXX', '订单 20161130', '订单 20161130'],
	])('a number shown in part (%s) is hidden where it stands whole: %s', (number, text, masked) => {
		expect(maskText(text, { names: [], numbers: [number] })).toBe(masked);
	});

	test.each([
		['测XX', '乘客 测试甲 未通过', '乘客 测** 未通过'],
		['测某', '乘客测试未通过', '乘客测*未通过'],
		['XXX', '乘客测试甲未通过', '乘客测试甲未通过'],
		['余X', '余票不足', '余票不足'],
		['张XX', '共2张票均未出票', '共2张票均未出票'],
	])('a name shown in part (%s) likewise: %s', (name, text, masked) => {
		expect(maskText(text, { names: [name], numbers: [] })).toBe(masked);
	});

	test('is hidden wherever it stands and however it is spaced', () => {
		const around = fc.stringMatching(/^[一-龥 ,|:_-]{0,6}$/);
		const numbers = fc.oneof(residentIds, phones, passports, fc.stringMatching(/^[A-Z0-9]{6,17}$/));
		fc.assert(
			fc.property(
				around,
				numbers,
				fc.constantFrom('', ' ', '-', '·'),
				around,
				(before, number, blank, after) => {
					const text = before + [...number].join(blank) + after;
					const masked = maskPeople(text, { names: [], numbers: [number] });
					expect(masked.replace(/[ ·-]/g, '')).not.toContain(number);
					expect(masked).toHaveLength(text.length);
				},
			),
		);
	});

	test.each<[string, string, (size: number) => string]>([
		['nearly so', '1 ', (size) => '1'.repeat(size).concat('A')],
		['nearly so, from the end', '1', (size) => 'A'.concat('1'.repeat(size))],
		['and so', '1-', (size) => '1'.repeat(size)],
	])(
		'are looked for in the time that the text takes, however long they are: %s',
		(_what, signs, numberOf) => {
			const text = signs.repeat(50_000 / signs.length);
			const workWith = (size: number) => {
				const numbers = Array.from({ length: 50 }, (_, index) => numberOf(size + (index % 5)));
				return workOf(() => maskText(text, { names: [], numbers }));
			};
			workWith(90);
			// Nine times the characters to compare.
			expect(workWith(90) / Math.max(workWith(10), 1_000)).toBeLessThan(3);
		},
	);

	test.each([
		['ß', 'STRAẞE', 'Straße 7', 'S***** 7'],
		['ſ', 'tests', 'teſtſ', 't****'],
		['full-width and spaced', 'AB甲', 'Ａ-ｂ 甲', 'Ａ****'],
		['twice', '测试', '测试测试', '测*测*'],
		['signs of two units', '𬱖明', '𬱖 明。', '𬱖**。'],
	])('a name is the same in any of its letters: %s', (_what, name, text, masked) => {
		expect(maskPeople(text, { names: [name], numbers: [] })).toBe(masked);
	});

	test('may have any signs in it', () => {
		fc.assert(
			fc.property(fc.string(), fc.array(fc.string()), (text, given) => {
				expect(typeof maskText(text, { names: given, numbers: given })).toBe('string');
			}),
		);
	});
});

describe('free text', () => {
	test.each([
		['购票人身份证999999199001010010未通过', '购票人身份证9999**********0010未通过'],
		['测试甲|99999919900101001x,测试乙', '测**|9999**********001x,测试乙'],
		// As Juhe joins names and numbers.
		['测试甲|01234567,Test Ding|C01X00T47', '测**|******67,T********|C0*****47'],
		['测试丙|110101900307803 不能退票', '测**|1101*******7803 不能退票'],
		['测试甲|******67,测**|01234567', '测**|******67,测**|******67'],
		['手机13900000000。', '手机139****0000。'],
		['+8613900000000', '+86139****0000'],
		['护照E12345678', '护照E1*****78'],
		['手机 139 0000 0000 无效', '手机 139******0000 无效'],
		['139-0000-0000', '139******0000'],
		['+852 91234567', '+85******4567'],
		['证件号01234567', '证件号******67'],
		['台湾居民来往大陆通行证 01234567', '台湾居民来往大陆通行证 ******67'],
		['passport C01X00T47', 'passport C0*****47'],
		['999999 19900101 0010', '9999************0010'],
		['港澳通行证H12345678 ', '港澳通行证H1*****78 '],
	])('%p → %p', (text, masked) => {
		expect(maskText(text)).toBe(masked);
	});

	test.each([
		'订单 2016113001 未通过',
		'2026-12-30 20261230',
		'CREATE001 PLANKEY01',
		'TFT583U752U210D284004800356',
		'席位 02车厢,007号',
		'G7066 09:02',
		'G7066|D3008',
		'hardseat|softseat',
		'',
	])('%p holds nothing personal', (text) => {
		expect(maskText(text)).toBe(text);
	});

	test('holds no ID, phone or passport number any more, wherever it stood', () => {
		const around = fc.stringMatching(/^[一-龥 ,|:_-]{0,6}$/);
		fc.assert(
			fc.property(
				around,
				fc.oneof(residentIds, phones, passports),
				around,
				(before, secret, after) => {
					const masked = maskText(before + secret + after);
					expect(masked).not.toContain(secret);
					expect(masked).toHaveLength((before + secret + after).length);
					expect(maskText(masked)).toBe(masked);
				},
			),
		);
	});
});
