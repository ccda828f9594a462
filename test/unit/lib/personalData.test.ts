import * as fc from 'fast-check';

import { maskIdNumber, maskPhone, maskText } from '../../../src/lib/personalData';
import { madeUpId, residentIds } from '../../support/models/juhe';

const phones = fc.stringMatching(/^1[3-9]\d{9}$/);
const passports = fc.stringMatching(/^[EG]\d{8}$/);

test('an ID number shows its first and last four characters', () => {
	const id = madeUpId('20020131');
	expect(maskIdNumber(id)).toBe(`9999**********${id.slice(-4)}`);
	expect(maskIdNumber('11010119800101721X')).toBe('1101**********721X');
	expect(maskIdNumber('E12345678')).toBe('E123*5678');
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

describe('free text', () => {
	test.each([
		['购票人身份证999999199001010010未通过', '购票人身份证9999**********0010未通过'],
		['测试甲|99999919900101001x,测试乙', '测试甲|9999**********001x,测试乙'],
		['手机13900000000。', '手机139****0000。'],
		['+8613900000000', '+86139****0000'],
		['护照E12345678', '护照E123*5678'],
		['港澳通行证H12345678 ', '港澳通行证H123*5678 '],
	])('%p → %p', (text, masked) => {
		expect(maskText(text)).toBe(masked);
	});

	test.each([
		'订单 2016113001 未通过',
		'TFT583U752U210D284004800356',
		'席位 02车厢,007号',
		'G7066 09:02',
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
