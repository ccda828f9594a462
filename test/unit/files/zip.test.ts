import { strToU8, zipSync } from 'fflate';

import { listZip } from '../../../src/files/zip';

const names = (zip: Uint8Array) => listZip(zip)?.map(({ name }) => name);

test('names are read in UTF-8', () => {
	expect(names(zipSync({ '行程单.pdf': strToU8('a') }))).toEqual(['行程单.pdf']);
});

test('and in the encoding of Chinese Windows, which does not say so', () => {
	const file = Buffer.from(zipSync({ 'xxxxxx.pdf': strToU8('a') }));
	const gbk = Buffer.from('d0d0b3ccb5a5', 'hex');
	for (let at = file.indexOf('xxxxxx'); at >= 0; at = file.indexOf('xxxxxx', at))
		gbk.copy(file, at);
	expect(names(file)).toEqual(['行程单.pdf']);
});

test.each([
	['packed', 6],
	['stored', 0],
] as const)('what is large is unpacked in steps, so that others may work (%s)', (_how, level) => {
	const size = 8_000_000;
	const content = Buffer.alloc(size, '行程单');
	const [entry] = listZip(zipSync({ a: [new Uint8Array(content), { level }] })) ?? [];
	const steps = entry?.unpackSteps();
	let pauses = 0;
	let step = steps?.next();
	for (; step && !step.done; step = steps?.next()) pauses++;
	expect(pauses).toBeGreaterThanOrEqual(8);
	expect(Buffer.from(step?.value as Uint8Array).equals(content)).toBe(true);
	expect(Buffer.from(entry?.unpack() as Uint8Array).equals(content)).toBe(true);
});
