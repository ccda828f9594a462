import fc from 'fast-check';

import { schemaOf, unfilled } from './schemaOf';

test.each([
	['null tells nothing where a value was seen', [null, 1], { type: 'number' }],
	['two kinds of values are both named', ['a', 1, null], { type: ['number', 'string'] }],
	['nothing but null', [null], { type: 'null' }],
	['an empty list', [[]], { type: 'array', items: {} }],
	[
		'a list is what all samples of it held',
		[[], ['a']],
		{ type: 'array', items: { type: 'string' } },
	],
	[
		'fields of all samples, in the order in which they were met',
		[{ b: 1 }, { a: null, b: 2 }, { a: true }],
		{ type: 'object', properties: { b: { type: 'number' }, a: { type: 'boolean' } } },
	],
	[
		'an object that is keyed by data is not described by its keys',
		[{ otherFields: { 签注: 'x' } }],
		{ type: 'object', properties: { otherFields: { type: 'object' } } },
	],
])('%s', (_, values, schema) => {
	expect(schemaOf(values)).toEqual(schema);
});

test('what no sample has filled is named by its path', () => {
	expect(unfilled(schemaOf([{ a: null, list: [{ b: null, c: 1 }] }]))).toEqual(['a', 'list[].b']);
});

test('more samples of the same kind change nothing', () => {
	fc.assert(
		fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (values) => {
			expect(schemaOf([...values, ...values])).toEqual(schemaOf(values));
		}),
	);
});
