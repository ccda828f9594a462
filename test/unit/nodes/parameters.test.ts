import * as fc from 'fast-check';
import type { IExecuteFunctions, INodeParameters, INodeProperties } from 'n8n-workflow';

import { Parameters } from '../../../nodes/TrainGrab/actions/parameters';
import { ParameterError } from '../../../nodes/shared/errors';

/** Parameters as n8n hands them over, once their expressions are resolved. */

const field = (name: string, displayName: string, more: Partial<INodeProperties> = {}) =>
	({ displayName, name, type: 'string', default: '', ...more }) satisfies INodeProperties;

const fields: INodeProperties[] = [
	field('name', 'Contact Name'),
	field('output', 'Output', {
		type: 'options',
		options: [
			{ name: 'Expense Row', value: 'expenseRow' },
			{ name: 'Full', value: 'full' },
		],
	}),
	field('options', 'Options', {
		type: 'collection',
		options: [
			field('mask', 'Mask Personal Data', { type: 'boolean' }),
			field('most', 'Max Price', { type: 'number' }),
		],
	}),
];
const outputs = ['expenseRow', 'full'] as const;

function parametersWith(value: unknown): Parameters {
	const getNodeParameter = () => value;
	const source = { getNodeParameter } as unknown as IExecuteFunctions;
	return new Parameters(source, fields, 0);
}

function refusal(read: () => unknown): ParameterError {
	let thrown: unknown;
	try {
		read();
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(ParameterError);
	return thrown as ParameterError;
}

describe('text', () => {
	test.each<[string, unknown, string]>([
		['full-width signs', 'Ｚ１７５', 'Z175'],
		['a zero-width space', '北京\u200b南', '北京南'],
		['marks of direction', '\u202d11010\u202c', '11010'],
		['a soft hyphen', 'E1234\u00ad5678', 'E12345678'],
		['blanks of all kinds', ' \u3000 测试\u00a0\n甲 ', '测试 甲'],
		['a number', 1461, '1461'],
		['nothing', null, ''],
		['an empty list', [], ''],
		['a resource locator', { __rl: true, mode: 'list', value: '北京 ' }, '北京'],
		['an empty resource locator', { __rl: true, mode: 'name', value: '' }, ''],
	])('%s', (_what, value, text) => {
		expect(parametersWith(value).text('name')).toBe(text);
	});

	test('what is no language is left as it stands: every sign of it counts', () => {
		const address = ' https://n8n.example.com/Ｗ?a=\u200b%20b ';
		expect(parametersWith(address).rawText('name')).toBe(address.trim());
		expect(parametersWith(address).requiredRawText('name')).toBe(address.trim());
	});

	test('a number that JSON may have rounded is refused wherever text is wanted', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 2n ** 53n, max: 10n ** 22n }), (long) => {
				const parameters = parametersWith(Number(long));
				const lists = parametersWith([Number(long)]);
				for (const read of [
					() => parameters.text('name'),
					() => parameters.rawText('name'),
					() => parameters.requiredText('name'),
					() => parameters.list('name'),
					() => parameters.choice('output', outputs),
					() => parameters.station('name'),
					() => lists.list('name'),
					() => lists.trainNumbers('name'),
				]) {
					const { message, advice } = refusal(read);
					expect(message).toContain('too long to be exact');
					expect(advice).toContain('Format it as text');
				}
				expect(parametersWith(String(long)).text('name')).toBe(String(long));
				const exported = long
					.toString()
					.replace(/^(\d)(\d{4}).*/, `$1.$2E+${String(long).length - 1}`);
				const { message } = refusal(() => parametersWith(exported).text('name'));
				expect(message).toContain('too long to be exact');
			}),
		);
	});

	test.each<[string, unknown]>([
		['a list', ['测试甲']],
		['an object', { name: '测试甲' }],
		['a switch', true],
	])('%s is refused, not taken for nothing', (_what, value) => {
		const { message } = refusal(() => parametersWith(value).text('name'));
		expect(message).toBe('“Contact Name” is not text');
	});
});

describe('a number', () => {
	test.each<[unknown, number | null]>([
		['５００', 500],
		['1,190.50', 1190.5],
		[' 12 ', 12],
		[0, 0],
		['', null],
		[' ', null],
		[null, null],
	])('%j is %p', (value, number) => {
		expect(parametersWith(value).number('name')).toBe(number);
	});

	test.each([['1190,00'], ['500,5'], ['cheap'], [-1], [true], [{}], [[5]]])(
		'%j is refused',
		(value) => {
			expect(refusal(() => parametersWith(value).number('name')).message).toContain(
				'is not a number',
			);
		},
	);
});

describe('a limit', () => {
	/** The field as it stands in the node, and what n8n makes of it. */
	const limited = (raw: INodeParameters, value: unknown): Parameters => {
		const source = { getNodeParameter: () => value, getNode: () => ({ parameters: raw }) };
		return new Parameters(source as unknown as IExecuteFunctions, fields, 0);
	};
	const path = 'options.most';
	const ofOptions = (most: string): INodeParameters => ({ options: { most } });

	test.each<[string, INodeParameters, unknown, number | null]>([
		['a person left it out', {}, null, null],
		['a person left it empty', ofOptions(''), '', null],
		['a person switched it to Expression and left it blank', ofOptions('='), '', null],
		['an expression gives a number', ofOptions('={{ $json.most }}'), 5, 5],
		['an expression gives 0', ofOptions('={{ $json.most }}'), 0, 0],
	])('is what stands there: %s', (_what, raw, value, limit) => {
		expect(limited(raw, value).limit(path)).toBe(limit);
	});

	const nothing: Array<[string, unknown]> = [
		['null', null],
		['undefined', undefined],
		['no text', ''],
		['blanks', ' '],
		['an empty list', []],
	];
	const expressions: Array<[string, INodeParameters]> = [
		['a field', ofOptions('={{ $json.Most }}')],
		['a field, after blanks', ofOptions('= {{ $json.Most }}')],
		['all options', { options: '={{ $json.options }}' }],
	];
	test.each(
		expressions.flatMap(([what, raw]) =>
			nothing.map(([result, value]) => [what, result, raw, value] as const),
		),
	)(
		'of which the expression of %s gives %s is not taken for none',
		(_what, _result, raw, value) => {
			expect(refusal(() => limited(raw, value).limit(path))).toMatchObject({
				code: 'expressionEmpty',
				message: expect.stringMatching(/^“Max Price” .+ check the expression$/),
				advice: expect.stringContaining('no limit'),
			});
		},
	);

	test.each(["={{ $fromAI('most', '', 'number') }}", "={{ $fromai('most') }}"])(
		'that a model leaves empty is asked for in one sentence: %s',
		(most) => {
			expect(refusal(() => limited(ofOptions(most), '').limit(path)).message).toBe(
				'“Max Price” is empty, which would mean no limit: give a value for it',
			);
		},
	);
});

describe('a switch: understood or refused, never guessed', () => {
	test.each([true, 'true', 'TRUE', ' True ', 'yes', 'Y', 'on', 1, '1', '１', '是', '是的', '对'])(
		'%j is on',
		(value) => {
			expect(parametersWith(value).flag('options.mask')).toBe(true);
		},
	);

	test.each([false, 'false', 'FALSE', 'no', 'N', 'off', 0, '0', '否', '不是'])(
		'%j is off',
		(value) => {
			expect(parametersWith(value).flag('options.mask', true)).toBe(false);
		},
	);

	test.each([true, false])('nothing is what it is without (%p)', (fallback) => {
		for (const value of [null, '', ' ', [], {}])
			expect(parametersWith(value).flag('options.mask', fallback)).toBe(fallback);
	});

	test.each<[unknown]>([['maybe'], ['2'], [2], [-1], ['是否'], ['truefalse'], [[true]]])(
		'%j is refused',
		(value) => {
			const { message } = refusal(() => parametersWith(value).flag('options.mask'));
			expect(message).toContain('“Mask Personal Data”');
		},
	);
});

describe('a choice', () => {
	test.each(['full', 'Full', ' FULL ', 'ｆｕｌｌ'])('%j is understood', (value) => {
		expect(parametersWith(value).choice('output', outputs)).toBe('full');
	});

	test('by its label in the editor, too', () => {
		expect(parametersWith('expense row').choice('output', outputs)).toBe('expenseRow');
	});

	test('of nothing is the default, and without one refused', () => {
		expect(parametersWith('').choice('output', outputs, 'full')).toBe('full');
		expect(refusal(() => parametersWith('').choice('output', outputs)).message).toContain('empty');
	});

	test('that is not in the list is refused, naming the list', () => {
		const { message, advice } = refusal(() => parametersWith('pdf').choice('output', outputs));
		expect(message).toBe('“Output” is “pdf”, which is not in its list');
		expect(advice).toBe('Use expenseRow, full.');
	});

	test('of several, each must be in the list', () => {
		expect(parametersWith(['full', 'expenseRow']).choices('output', outputs)).toEqual([
			'full',
			'expenseRow',
		]);
		expect(parametersWith('full expenseRow').choices('output', outputs)).toEqual([
			'full',
			'expenseRow',
		]);
		expect(parametersWith('Expense Row, full').choices('output', outputs)).toEqual([
			'expenseRow',
			'full',
		]);
		expect(
			refusal(() => parametersWith(['full', 'pdf']).choices('output', outputs)).message,
		).toContain('has “pdf”');
	});

	test('of anything is in the list, or refused', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string()), (value) => {
				try {
					for (const each of parametersWith(value).choices('output', outputs))
						expect(outputs).toContain(each);
				} catch (error) {
					expect(error).toBeInstanceOf(ParameterError);
				}
			}),
		);
	});
});

describe('a list', () => {
	test.each<[unknown, string[]]>([
		[
			['K8371', 'K8372'],
			['K8371', 'K8372'],
		],
		['K8371, K8372', ['K8371', 'K8372']],
		['K8371，K8372、K8373', ['K8371', 'K8372', 'K8373']],
		['K8371|K8372;K8371', ['K8371', 'K8372']],
		['K8371\nK8372', ['K8371', 'K8372']],
		['[]', []],
		['["K8371"]', ['K8371']],
		[' ["K8371", null, "K8372"] ', ['K8371', 'K8372']],
		['［"Ｋ8371"］', ['K8371']],
		[[], []],
		['', []],
		[null, []],
		[1461, ['1461']],
	])('%j is %j', (value, texts) => {
		expect(parametersWith(value).list('name')).toEqual(texts);
	});

	test.each<[unknown]>([['[K8371]'], ['["K8371"'], [[{ trainNo: 'K8371' }]], [{ a: 1 }]])(
		'%j is refused, not searched for',
		(value) => {
			expect(refusal(() => parametersWith(value).list('name')).message).toContain('Contact Name');
		},
	);
});

describe('trains, stations and seats', () => {
	test.each<[unknown]>([['Ｚ175'], [['z 175']], ['Z175次'], ['Z175\u200b'], ['["z175", "Z175"]']])(
		'train %j is Z175',
		(value) => {
			expect(parametersWith(value).trainNumbers('name')).toEqual(['Z175']);
		},
	);

	test.each([
		['苏州'],
		['苏州站'],
		['苏\u200b州'],
		['苏 州 站'],
		['　苏州'],
		['苏州\u00ad站\u202c'],
	])('station %j is 苏州', (value) => {
		expect(parametersWith(value).station('name')).toBe('苏州');
	});

	test('stations in other letters keep their blanks', () => {
		expect(parametersWith('Shanghai  Hongqiao').station('name')).toBe('Shanghai Hongqiao');
	});

	test.each<[unknown, string[]]>([
		[['secondseat'], ['secondseat']],
		[['二等座'], ['secondseat']],
		['["二等座","一等座"]', ['secondseat', 'firstseat']],
		['二等座、商务座', ['secondseat', 'businessseat']],
		['二等 一等', ['secondseat', 'firstseat']],
		['Hard sleeper, upper berth', ['hardsleeperup']],
		['second class, First Class Seat', ['secondseat', 'firstseat']],
		['硬卧', ['hardsleeperup', 'hardsleepermid', 'hardsleeperdown']],
		[
			['软卧', '高级软卧'],
			['softsleeperup', 'softsleeperdown', 'advancedsoftsleeper'],
		],
	])('seats %j are %j', (value, codes) => {
		expect(parametersWith(value).seatClasses('name')).toEqual(codes);
	});

	test.each([['sofa'], ['座'], ['硬'], ['1'], [['二等座', '沙发']]])(
		'seats %j are refused: no train would ever have them',
		(value) => {
			expect(refusal(() => parametersWith(value).seatClasses('name')).advice).toContain('hardseat');
		},
	);

	test('one seat is wanted: a name of several berths is refused', () => {
		expect(parametersWith('无座').seatClass('name')).toBe('noseat');
		expect(refusal(() => parametersWith('硬卧').seatClass('name')).code).toBe('choiceUnknown');
	});
});

test('whatever is entered, an error repeats only its beginning', () => {
	const file = 'QUJD'.repeat(250_000);
	for (const read of [
		(parameters: Parameters) => parameters.choice('output', outputs),
		(parameters: Parameters) => parameters.choices('output', outputs),
		(parameters: Parameters) => parameters.flag('options.mask'),
		(parameters: Parameters) => parameters.seatClasses('name'),
		(parameters: Parameters) => parameters.orderNumber('name'),
		(parameters: Parameters) => parameters.number('name'),
	])
		expect(refusal(() => read(parametersWith(file))).message.length).toBeLessThan(200);
	expect(new ParameterError(`“${file}” is no file`, file, 'x').message).toHaveLength(1000);
});
