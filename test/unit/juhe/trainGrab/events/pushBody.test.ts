import * as fc from 'fast-check';

import { presentEvent } from '../../../../../src/juhe/trainGrab/events/event';
import { eventOfPush } from '../../../../../src/juhe/trainGrab/events/fromPush';
import { readPushBody } from '../../../../../src/juhe/trainGrab/events/pushBody';
import { workOf } from '../../../../support/work';
import type { IncomingPush } from '../../../../../src/juhe/trainGrab/events/pushBody';
import { sampleText } from '../../../../support/models/juhe';
import type { Fields } from '../../../../support/models/pushes';
import {
	charsets,
	expectedOf,
	fieldsOf,
	formNames,
	forms,
	models,
	phpPairs,
	toGbk,
	typeOfEvent,
	write,
	writings,
} from '../../../../support/models/pushes';

const push = (body: string | Uint8Array, contentType = '', query = ''): IncomingPush => ({
	bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
	contentType,
	query,
});
const sample = (name: string) => JSON.parse(sampleText(`train-grab.push.${name}`)) as Fields;

describe('round trip', () => {
	test('any event, written in any form and charset and read, is the event again', () => {
		fc.assert(
			fc.property(models, writings, (model, writing) => {
				const fields = readPushBody(write(fieldsOf(model), writing));
				expect(fields).not.toBeNull();
				expect(eventOfPush(fields ?? {}, typeOfEvent[model.event])).toMatchObject(
					expectedOf(model),
				);
			}),
			{ numRuns: 1500 },
		);
	});

	test('the form does not change the key', () => {
		fc.assert(
			fc.property(models, writings, writings, (model, one, other) => {
				const [first, second] = [one, other].map(
					(writing) =>
						eventOfPush(
							readPushBody(write(fieldsOf(model), writing)) ?? {},
							typeOfEvent[model.event],
						).eventKey,
				);
				expect(first).toBe(second);
			}),
		);
	});

	test.each(
		formNames.flatMap((form) =>
			['issued', 'issue-failed', 'expired', 'refunded', 'refund-failed'].map(
				(name) => [form, name] as const,
			),
		),
	)('%s: the vendor’s sample %s', (form, name) => {
		for (const charset of charsets) {
			const read = readPushBody(write(sample(name), { form, charset, contentType: '' }));
			// A form knows no null and no empty list, and nothing but text.
			const bare = (fields: Fields | null) =>
				phpPairs(fields ?? {}).filter(([, value]) => value !== '');
			expect(bare(read)).toEqual(bare(sample(name)));
		}
	});
});

describe('charsets', () => {
	const form = forms.flatRawBytes;

	test('GBK is recognised where it is declared, whatever the bytes look like', () => {
		// Two characters whose GBK is good UTF-8.
		const fields = readPushBody(push(toGbk('{"msgInfo":"楼模"}'), 'text/html; charset=gbk'));
		expect(fields).toEqual({ msgInfo: '楼模' });
	});

	test('bytes that are no UTF-8 are GBK, declared or not', () => {
		const text = '{"msgInfo":"出票成功"}';
		expect(readPushBody(push(toGbk(text)))).toEqual({ msgInfo: '出票成功' });
		expect(readPushBody(push(toGbk(text), 'application/json; charset=utf-8'))).toEqual({
			msgInfo: '出票成功',
		});
		const [, , , gbk] = charsets;
		if (!gbk) throw new Error('No GBK');
		const inForm = form({ msgInfo: '出票成功', outOrderNo: 'A00001' }, gbk, '');
		expect(readPushBody({ ...inForm, contentType: 'application/x-www-form-urlencoded' })).toEqual({
			msgInfo: '出票成功',
			outOrderNo: 'A00001',
		});
		expect(readPushBody(push('', '', 'outOrderNo=A00001&msgInfo=%B3%F6%C6%B1'))).toEqual({
			outOrderNo: 'A00001',
			msgInfo: '出票',
		});
	});

	test('a last character whose last byte is white space in other charsets stays whole', () => {
		// 犠 is E7 8A A0 in UTF-8, and A0 alone a no-break space.
		expect(readPushBody(push('outOrderNo=AB1234&message=犠 \r\n'))).toMatchObject({
			message: '犠',
		});
	});

	test('characters beyond the first plane stay whole in an unencoded form', () => {
		expect(readPushBody(push('outOrderNo=A00001&msgInfo=𠮷 ok'))).toEqual({
			outOrderNo: 'A00001',
			msgInfo: '𠮷 ok',
		});
	});
});

describe('numbers', () => {
	test('big ones stay whole', () => {
		const text =
			'{"outOrderNo":12345678901234567890,"passengers":[{"passengerId":9007199254740993}]}';
		const whole = {
			outOrderNo: '12345678901234567890',
			passengers: [{ passengerId: '9007199254740993' }],
		};
		expect(readPushBody(push(text, 'application/json'))).toEqual(whole);
		expect(readPushBody(push(`data=${encodeURIComponent(text)}`))).toEqual(whole);
	});
});

describe('lists', () => {
	test.each([
		['in order', 'passengers[0][passengerId]=1&passengers[1][passengerId]=2'],
		['out of order', 'passengers[1][passengerId]=2&passengers[0][passengerId]=1'],
		['with gaps', 'passengers[3][passengerId]=1&passengers[7][passengerId]=2'],
		['with dots', 'passengers[0].passengerId=1&passengers[1].passengerId=2'],
		['encoded', 'passengers%5B0%5D%5BpassengerId%5D=1&passengers%5B1%5D%5BpassengerId%5D=2'],
		['as JSON', `passengers=${encodeURIComponent('[{"passengerId":"1"},{"passengerId":"2"}]')}`],
	])('%s', (_what, source) => {
		expect(readPushBody(push(`outOrderNo=A00001&${source}`))).toEqual({
			outOrderNo: 'A00001',
			passengers: [{ passengerId: '1' }, { passengerId: '2' }],
		});
	});

	test('text that looks like JSON stays text', () => {
		expect(readPushBody(push('outOrderNo=A00001&msgInfo=[1]&trainNo={}'))).toEqual({
			outOrderNo: 'A00001',
			msgInfo: '[1]',
			trainNo: '{}',
		});
	});
});

describe('nothing', () => {
	test('is a word in forms, and a word in JSON', () => {
		const source = 'outOrderNo=A00001&trainNo=null&ticketNo=undefined&a[b]=null&msgInfo=null+x';
		const bare = { outOrderNo: 'A00001', msgInfo: 'null x' };
		expect(readPushBody(push(source))).toEqual(bare);
		expect(readPushBody(push('', '', source))).toEqual(bare);
		const fields = { ...bare, trainNo: 'null' };
		expect(readPushBody({ ...push('', 'multipart/form-data'), fields })).toEqual(bare);
		expect(readPushBody(push(JSON.stringify(fields)))).toEqual(fields);
		expect(readPushBody(push(`data=${encodeURIComponent(JSON.stringify(fields))}`))).toEqual(
			fields,
		);
	});
});

describe('wrappers', () => {
	test('a push that has a field of that name itself is not unwrapped', () => {
		const fields = { outOrderNo: 'A00001', data: { outOrderNo: 'B00001' } };
		expect(readPushBody(push(JSON.stringify(fields)))).toEqual(fields);
	});

	test('passengers may be JSON text in there too', () => {
		const inner = { outOrderNo: 'A00001', passengers: '[{"passengerId":"1"}]' };
		expect(readPushBody(push(`data=${encodeURIComponent(JSON.stringify(inner))}`))).toEqual({
			outOrderNo: 'A00001',
			passengers: [{ passengerId: '1' }],
		});
	});
});

describe('what is no push', () => {
	test.each([
		['nothing', ''],
		['blanks', ' \n '],
		['a number', '12'],
		['a list', '[{"outOrderNo":"A00001"}]'],
		['null', 'null'],
		['an empty object', '{}'],
		['a word', 'success'],
		['HTML', '<html><a href="x">y</a></html>'],
		['JSON cut off', '{"outOrderNo":"A00001","msgCo'],
		['JSON cut off in a form', `data=${encodeURIComponent('{"outOrderNo":"A00001"')}`],
		['an empty wrapper', 'data=null'],
		['UTF-16', Uint8Array.from(Buffer.from('{"outOrderNo":"A00001"}', 'utf16le'))],
		['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
	])('%s', (_what, body) => {
		expect(readPushBody(push(body))).toBeNull();
	});

	test('the body decides, not the query, where there is one', () => {
		expect(readPushBody(push('success', '', 'outOrderNo=A00001'))).toBeNull();
		expect(readPushBody(push('', '', 'outOrderNo=A00001'))).toEqual({ outOrderNo: 'A00001' });
	});

	test('anything at all: fields or null, never a throw', () => {
		const anyBytes = fc.oneof(
			fc.uint8Array({ maxLength: 60 }),
			fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
			fc.json().map((text) => new TextEncoder().encode(text)),
			fc
				.array(
					fc.constantFrom(
						'data',
						'passengers',
						'[0]',
						'[',
						']',
						'.',
						'=',
						'&',
						'%',
						'%5',
						'{',
						'"',
						'__proto__',
						'constructor',
						'\u{10000}',
						'1',
					),
					{ maxLength: 20 },
				)
				.map((parts) => new TextEncoder().encode(parts.join(''))),
		);
		const anyType = fc.oneof(fc.string(), fc.constantFrom('text/html; charset=gbk', 'x; charset='));
		fc.assert(
			fc.property(anyBytes, anyType, fc.string(), (bytes, contentType, query) => {
				const fields = readPushBody({ bytes, contentType, query });
				expect(fields === null || typeof fields === 'object').toBe(true);
				expect(eventOfPush(fields ?? {}, null).event).toMatch(/^(order|ticket)\.|^other$/);
			}),
			{ numRuns: 1000 },
		);
	});

	test.each([
		['JSON', (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
		['lists', (depth: number) => `{"passengers":${'['.repeat(depth)}${']'.repeat(depth)}}`],
		['names', (depth: number) => `outOrderNo=A00001&a${'[b]'.repeat(depth)}=1`],
	])('%s nested without end', (_what, nested) => {
		for (const depth of [10, 1000, 3000, 5000, 10_000, 100_000]) {
			const fields = readPushBody(push(nested(depth)));
			expect(() => eventOfPush(fields ?? {}, '1')).not.toThrow();
		}
	});

	test('names that objects have by themselves do no harm', () => {
		const fields = readPushBody(
			push('__proto__[polluted]=1&constructor[prototype][polluted]=1&a=2'),
		);
		expect(fields).toMatchObject({ a: '2' });
		expect(({} as Fields).polluted).toBeUndefined();
		expect(readPushBody(push('{"__proto__":{"outOrderNo":"A00001"},"a":2}'))).not.toHaveProperty(
			'msgCode',
		);
	});

	/** Hostile bodies and queries of a size; the longest that is read at all has 128 kB. */
	const hostile: Array<[string, (size: number) => IncomingPush]> = [
		['blanks inside a form', (size) => push(`a=${' '.repeat(size)}x`)],
		['line ends inside a form', (size) => push(`a=${'\r\n'.repeat(size / 2)}x`)],
		['a form of nothing but separators', (size) => push('a=1'.concat('&'.repeat(size)))],
		['fields', (size) => push('a=1&'.repeat(size / 4))],
		['percent signs', (size) => push(`a=${'%'.repeat(size)}`)],
		['brackets in a name', (size) => push(`a${'[b]'.repeat(size / 3)}=1`)],
		['opening brackets in a name', (size) => push(`a${'['.repeat(size)}=1`)],
		['JSON that never ends', (size) => push('{"a":'.repeat(size / 5))],
		['digits', (size) => push(`{"price":${'1'.repeat(size)}}`)],
		['blanks in an amount', (size) => push(`{"orderAmount":"1${' '.repeat(size)}x"}`)],
		['digits in a time', (size) => push(`{"departureTime":"${'2'.repeat(size)}"}`)],
		['passengers', (size) => push(`{"passengers":[${'{"cardNo":"1"},'.repeat(size / 15)}{}]}`)],
		['a message', (size) => push(`{"msgInfo":"${'1 '.repeat(size / 2)}","msgCode":"1"}`)],
		[
			'a long name in a long message',
			(size) =>
				push(
					`{"msgInfo":"${'a'.repeat(size / 2)}","passengers":[{"passengerName":"${'a'.repeat(size / 3)}"}]}`,
				),
		],
		[
			'many people in a long message',
			(size) =>
				push(
					`{"msgInfo":"${'a'.repeat(size / 2)}","passengers":[${`{"passengerName":"${'a'.repeat(90)}"},`.repeat(size / 250)}{}]}`,
				),
		],
		[
			'signs far apart in a text beside people of nearly those signs',
			(size) => {
				const cardNo = '1'.repeat(size / 1_250).concat('A');
				const passengers = Array.from({ length: 50 }, () => ({ cardNo, passengerName: cardNo }));
				const text = '1'.concat(' '.repeat(10)).repeat(size / 11);
				const { length } = JSON.stringify(passengers);
				const fields = { msgCode: '1', msgInfo: text.slice(length), passengers };
				return push(JSON.stringify(fields));
			},
		],
		['a query', (size) => ({ ...push(''), query: `a=${'+'.repeat(size)}x` })],
	];
	test.each(hostile)('%s: the work grows with the size, not with its square', (_what, pushOf) => {
		const read = (incoming: IncomingPush) =>
			workOf(() => {
				const event = eventOfPush(readPushBody(incoming) ?? {}, '1');
				presentEvent(event, { language: 'zh', mask: true, includeRaw: true });
			});
		const [small, large] = [pushOf(15_000), pushOf(120_000)];
		read(large);
		// Eight times the size: sixty-four times the work would be its square.
		expect(read(large) / Math.max(read(small), 1_000)).toBeLessThan(20);
	});

	test('what is longer than any push is not read at all', () => {
		const long = JSON.stringify({ outOrderNo: 'A00001', msgInfo: 'x'.repeat(128 * 1024) });
		expect(readPushBody(push(long))).toBeNull();
		expect(readPushBody({ ...push(''), query: `data=${encodeURIComponent(long)}` })).toBeNull();
		for (const fields of [
			{ data: long },
			{ outOrderNo: 'A00001', msgInfo: '票'.repeat(64 * 1024) },
			{ outOrderNo: 'A00001', msgInfo: ['x'.repeat(64 * 1024), 'x'.repeat(64 * 1024)] },
			{ outOrderNo: 'A00001', ['x'.repeat(128 * 1024)]: '1' },
		]) {
			expect(readPushBody({ ...push('', 'multipart/form-data'), fields })).toBeNull();
		}
		expect(readPushBody(push(long.slice(0, 60_000).concat('"}')))).not.toBeNull();
	});
});
