import { crc32 } from 'node:zlib';

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

test('sizes and places are also read where they are written for large files (zip64)', () => {
	const content = Buffer.from('行程单');
	const elsewhere = Buffer.alloc(4, 0xff);
	const numbers = (size: 2 | 4 | 8, ...values: number[]) =>
		Buffer.concat(
			values.map((value) => {
				const bytes = Buffer.alloc(8);
				bytes.writeBigUInt64LE(BigInt(value));
				return bytes.subarray(0, size);
			}),
		);
	const name = Buffer.from('a');
	const local = Buffer.concat([
		Buffer.from('PK\x03\x04'),
		numbers(2, 45, 0, 0, 0, 0),
		numbers(4, crc32(content)),
		elsewhere,
		elsewhere,
		numbers(2, 1, 20),
		name,
		numbers(2, 1, 16),
		numbers(8, content.length, content.length),
		content,
	]);
	const directory = Buffer.concat([
		Buffer.from('PK\x01\x02'),
		numbers(2, 45, 45, 0, 0, 0, 0),
		numbers(4, crc32(content)),
		elsewhere,
		elsewhere,
		numbers(2, 1, 28, 0, 0, 0),
		numbers(4, 0),
		elsewhere,
		name,
		numbers(2, 1, 24),
		numbers(8, content.length, content.length, 0),
	]);
	const end = Buffer.concat([
		Buffer.from('PK\x06\x06'),
		numbers(8, 44),
		numbers(2, 45, 45),
		numbers(4, 0, 0),
		numbers(8, 1, 1, directory.length, local.length),
		Buffer.from('PK\x06\x07'),
		numbers(4, 0),
		numbers(8, local.length + directory.length),
		numbers(4, 1),
		Buffer.from('PK\x05\x06'),
		numbers(2, 0, 0, 0xffff, 0xffff),
		elsewhere,
		elsewhere,
		numbers(2, 0),
	]);
	const [entry] = listZip(Buffer.concat([local, directory, end])) ?? [];
	expect(Buffer.from(entry?.unpack() as Uint8Array).equals(content)).toBe(true);
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
