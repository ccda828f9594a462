/**
 * The output previews say what the nodes give: taken anew from real runs, they are what the
 * repository holds.
 */
import { readFileSync } from 'node:fs';

import { committedPreviews, inRepository, previewsOf, textOf } from '../../tools/schemas/files';
import { takeSamples } from '../../tools/schemas/samples';
import type { Schema } from '../../tools/schemas/schemaOf';

let previews: Map<string, Schema>;

beforeAll(async () => {
	previews = previewsOf(await takeSamples());
}, 120_000);

test('every operation and output has a preview, and no other is there', () => {
	expect(committedPreviews().sort()).toEqual([...previews.keys()].sort());
});

test('each says what the node gives (else: npm run schemas)', () => {
	const stale = [...previews].filter(
		([file, schema]) => readFileSync(inRepository(file), 'utf8') !== textOf(schema),
	);
	expect(stale.map(([file]) => file)).toEqual([]);
});

test('what people look for comes before the keys that the next node needs', () => {
	for (const [file, { properties }] of previews) {
		// What Juhe says stands as Juhe says it.
		if (file.endsWith('.raw.json')) continue;
		const first = Object.keys(properties ?? {}).slice(0, 4);
		expect(first.filter((field) => /^(query|purchase)Key$/.test(field))).toEqual([]);
	}
});

test('none holds anything of the people, keys and orders that it was made from', () => {
	const texts = [...previews.values()].map(textOf).join('\n');
	expect(texts).not.toMatch(/测试|sandbox|9{6}|20\d{2}-\d{2}/);
});
