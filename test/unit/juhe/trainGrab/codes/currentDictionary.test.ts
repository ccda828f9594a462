import * as fc from 'fast-check';

import { dictionary } from '../../../../../src/juhe/dictionary';
import {
	fetchDictionary,
	parseDictionary,
} from '../../../../../src/juhe/trainGrab/codes/currentDictionary';
import { ok, sampleResult, scriptedJuhe } from '../../../../support/models/juhe';

const sample = sampleResult('train-grab.dictionary');

describe('the vendor’s sample', () => {
	const items = parseDictionary(sample);

	test('gives an item a code, all 156 of them with English and Chinese', () => {
		expect(items).toHaveLength(13 + 4 + 4 + 7 + 20 + 14 + 12 + 7 + 9 + 66);
		for (const { name, nameChinese } of items) {
			expect(name).toMatch(/^[A-Z]/);
			expect(nameChinese).toMatch(/[\u4e00-\u9fff]/);
		}
		expect(items).toContainEqual({
			section: 'msgCode',
			code: '216',
			name: 'Too close to departure',
			nameChinese: '距离发车时间太近,无法执行此操作',
		});
	});

	test('ID types have create’s numbers, as everywhere', () => {
		const idTypes = items.filter(({ section }) => section === 'idType');
		expect(idTypes.map(({ code, nameChinese }) => [code, nameChinese])).toEqual([
			['0', '身份证'],
			['1', '护照'],
			['2', '台胞证'],
			['3', '港澳通行证'],
		]);
	});

	test('is asked for without parameters', async () => {
		const juhe = scriptedJuhe({ dictionary: ok(sample) });
		expect(await fetchDictionary(juhe.client)).toEqual(items);
		expect(juhe.requests.map(({ form }) => form)).toEqual([{}]);
	});
});

describe('what Juhe may have changed since', () => {
	test.each<[string, unknown, unknown[]]>([
		[
			'a new code',
			{ orderStatus: { msg: 'x', data: { X: '新状态' } } },
			[{ section: 'orderStatus', code: 'X', name: null, nameChinese: '新状态' }],
		],
		[
			'a new section',
			{ mealClass: { msg: 'x', data: { 1: '盒饭' } } },
			[{ section: 'mealClass', code: '1', name: null, nameChinese: '盒饭' }],
		],
		[
			'tips in another order keep their English',
			{ tips: ['新提示', dictionary.tips[2].chinese] },
			[
				{ section: 'tips', code: '1', name: null, nameChinese: '新提示' },
				{
					section: 'tips',
					code: '2',
					name: dictionary.tips[2].english,
					nameChinese: dictionary.tips[2].chinese,
				},
			],
		],
		[
			'a section without its wrapper',
			{ passengerType: { 1: '成人' } },
			[{ section: 'passengerType', code: '1', name: 'Adult', nameChinese: '成人' }],
		],
		[
			'a name that is null',
			{ trainClass: { data: { D: null } } },
			[
				{
					section: 'trainClass',
					code: 'D',
					name: 'D-train (electric multiple unit)',
					nameChinese: null,
				},
			],
		],
		[
			'a section without data',
			{ idType: { msg: 'x', data: null }, trainClass: { msg: 'x', data: [] } },
			[],
		],
		['a section that is null', { idType: null, tips: 'x' }, []],
		['no sections', null, []],
	])('%s', (_what, result, items) => {
		expect(parseDictionary(result)).toEqual(items);
	});
});

test('a generated dictionary, with names as text or numbers, is read as it was', () => {
	const section = fc.stringMatching(/^zz[a-z]{1,6}$/);
	const codes = fc.dictionary(
		fc.stringMatching(/^[A-Z]{1,3}$/),
		fc.stringMatching(/^[一-龥]{1,4}$/),
	);
	fc.assert(
		fc.property(fc.dictionary(section, codes), (model) => {
			const result = Object.fromEntries(
				Object.entries(model).map(([name, data]) => [name, { msg: '说明', data, 未知: null }]),
			);
			const items = Object.entries(model).flatMap(([name, data]) =>
				Object.entries(data).map(([code, nameChinese]) => ({
					section: name,
					code,
					name: null,
					nameChinese,
				})),
			);
			expect(parseDictionary(result)).toEqual(items);
		}),
	);
});

test('anything gives a list of items', () => {
	const result = fc.oneof(
		fc.anything(),
		fc.dictionary(fc.constantFrom(...Object.keys(sample), '__proto__'), fc.anything()),
	);
	fc.assert(
		fc.property(result, (value) => {
			for (const item of parseDictionary(value))
				expect(item).toEqual({
					section: expect.any(String),
					code: expect.any(String),
					name: item.name === null ? null : expect.any(String),
					nameChinese: item.nameChinese === null ? null : expect.any(String),
				});
		}),
	);
});
