import * as fc from 'fast-check';

import { quoted, shorten } from '../../../src/lib/shorten';

describe('text that is shortened', () => {
	const text = fc.string({ unit: 'grapheme', maxLength: 200 });

	test('is never longer than it may be, and whole where it may be', () => {
		fc.assert(
			fc.property(text, fc.integer({ min: 1, max: 100 }), (long, longest) => {
				const short = shorten(long, longest);
				expect(short.length).toBeLessThanOrEqual(longest);
				if (long.length <= longest) expect(short).toBe(long);
			}),
		);
	});

	test('is cut between characters, never inside one', () => {
		fc.assert(
			fc.property(text, fc.integer({ min: 1, max: 100 }), (long, longest) => {
				const short = shorten(long, longest);
				expect(short).not.toMatch(/\p{Cs}/u);
				if (short !== long) expect(long.startsWith(short.slice(0, -1))).toBe(true);
			}),
		);
		expect(shorten('𬱖明𬱖明', 4)).toBe('𬱖明…');
		expect(shorten('测试👨‍👩‍👧‍👦丙丁', 8)).toBe('测试…');
	});

	test('costs no more for being a whole file', () => {
		expect(shorten('x'.repeat(50_000_000), 10)).toBe('xxxxxxxxx…');
	});
});

test('a quotation has its marks and is short', () => {
	expect(quoted('北京')).toBe('“北京”');
	expect(quoted('长'.repeat(1000))).toBe(`“${'长'.repeat(59)}…”`);
});
