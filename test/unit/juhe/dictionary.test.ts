import * as fc from 'fast-check';

import { dictionary, lookUp } from '../../../src/juhe/dictionary';
import type { DictionarySection } from '../../../src/juhe/dictionary';
import { asRecord } from '../../../src/lib/values';
import { sampleResult } from '../../support/models/juhe';

const sections = Object.keys(dictionary) as DictionarySection[];
const anyChinese = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** A section of the vendor's sample: code → Chinese. Tips are a list there, counted from 1 here. */
function vendorSection(section: string): Record<string, unknown> {
	const content = sampleResult('train-grab.dictionary')[section];
	return Array.isArray(content)
		? Object.fromEntries(content.map((text: unknown, index) => [String(index + 1), text]))
		: (asRecord(asRecord(content)?.data) ?? {});
}

describe('the data dictionary against the vendor’s sample', () => {
	test('has its sections, no more and no fewer', () => {
		expect(sections.sort()).toEqual(Object.keys(sampleResult('train-grab.dictionary')).sort());
	});

	test.each<[DictionarySection, number]>([
		['tips', 13],
		['idType', 4],
		['passengerType', 4],
		['refundType', 7],
		['seatClass', 20],
		['seatClassCode', 14],
		['trainClass', 12],
		['ticketStateCode', 7],
		['orderStatus', 9],
		['msgCode', 66],
	])('%s: all %d codes with the vendor’s Chinese, nothing extra', (section, count) => {
		const chinese = Object.fromEntries(
			Object.entries(dictionary[section]).map(([code, entry]) => [code, entry.chinese]),
		);
		expect(chinese).toEqual(vendorSection(section));
		expect(Object.keys(chinese)).toHaveLength(count);
	});

	test.each(sections)('%s: every code has English without Chinese in it', (section) => {
		for (const [code, entry] of Object.entries(dictionary[section])) {
			expect(`${code} ${entry.english}`).toMatch(/^\S+ [A-Z].{2,}/);
			expect(entry.english).not.toMatch(anyChinese);
		}
	});
});

describe('looking up a code', () => {
	test('takes numbers and text, padded too', () => {
		for (const code of [100, '100', ' 100 '])
			expect(lookUp('msgCode', code)?.english).toBe('Success');
	});

	test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', '', '1.0', '01'])(
		'“%s” is no code',
		(code) => {
			expect(lookUp('idType', code)).toBeNull();
		},
	);

	test('gives an entry or null for anything', () => {
		fc.assert(
			fc.property(fc.constantFrom(...sections), fc.anything(), (section, code) => {
				const entry = lookUp(section, code);
				expect(entry === null || Object.values(dictionary[section]).includes(entry)).toBe(true);
			}),
		);
	});
});
