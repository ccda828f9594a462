import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { FileFailure } from '../../../src/lib/fileFailure';
import { atOneGo } from '../../../src/lib/unhurried';
import { decode } from '../../../src/pictures/decode';
import { inspect } from '../../../src/pictures/inspect';
import { jpegSegment, jpegWith, pngChunk, pngEnd, pngHead } from '../../support/files/bytes';
import { fourFields, noise, pixelsOf } from '../../support/files/pictures';
import { rareJpegs } from '../../support/files/rareJpegs';

interface Decoded {
	width: number;
	height: number;
	pixels: Buffer;
	/** How often others could have worked. */
	pauses: number;
}

function decoded(bytes: Uint8Array, neededSide = 4096): Decoded {
	const inspection = inspect(bytes);
	if (inspection === null) throw new Error('It is no picture');
	if (inspection instanceof FileFailure) throw inspection;
	const lines: Buffer[] = [];
	let pauses = 0;
	for (const pause of decode(bytes, inspection, neededSide, (line) => {
		lines.push(Buffer.from(line));
	}))
		pauses += pause === undefined ? 1 : 0;
	const { width, height } = inspection;
	return { width, height, pixels: Buffer.concat(lines), pauses };
}

/** The average difference of two pictures, and the largest, in steps of 0 to 255. */
function differences(one: Buffer, other: Buffer): { average: number; largest: number } {
	if (one.length !== other.length) throw new Error(`${one.length} bytes are not ${other.length}`);
	let sum = 0;
	let largest = 0;
	for (let i = 0; i < one.length; i++) {
		const difference = Math.abs((one[i] ?? 0) - (other[i] ?? 0));
		sum += difference;
		largest = Math.max(largest, difference);
	}
	return { average: sum / one.length, largest };
}

describe('JPEG: as libjpeg decodes it', () => {
	const photo = async () =>
		sharp(
			await fourFields(203, 117)
				.composite([
					{
						input: await noise(203, 117).blur(2).png().toBuffer(),
						blend: 'soft-light',
					},
				])
				.png()
				.toBuffer(),
		).removeAlpha();

	const fullChroma = { chromaSubsampling: '4:4:4' };
	const kinds: Array<[string, () => Promise<Buffer>]> = [
		['baseline', async () => await (await photo()).jpeg(fullChroma).toBuffer()],
		[
			'of the best quality',
			async () => await (await photo()).jpeg({ ...fullChroma, quality: 100 }).toBuffer(),
		],
		[
			'of the worst quality',
			async () => await (await photo()).jpeg({ ...fullChroma, quality: 1 }).toBuffer(),
		],
		[
			'progressive',
			async () => await (await photo()).jpeg({ ...fullChroma, progressive: true }).toBuffer(),
		],
		['grey', async () => await (await photo()).greyscale().jpeg().toBuffer()],
		[
			'grey and progressive',
			async () => await (await photo()).greyscale().jpeg({ progressive: true }).toBuffer(),
		],
		['of red, green and blue', async () => rareJpegs.rgbJpeg],
	];
	test.each(kinds)('%s', async (_name, make) => {
		const bytes = await make();
		const { average, largest } = differences(decoded(bytes).pixels, (await pixelsOf(bytes)).data);
		expect(average).toBeLessThan(0.1);
		expect(largest).toBeLessThanOrEqual(4);
	});

	// libjpeg blends neighbouring chroma samples, here they are repeated: the same after saving anew.
	const fewerChroma: Array<[string, () => Promise<Buffer>]> = [
		['4:2:0', async () => await (await photo()).jpeg().toBuffer()],
		[
			'4:2:0, progressive',
			async () => await (await photo()).jpeg({ progressive: true }).toBuffer(),
		],
		['a restart after every second unit', async () => rareJpegs.jpegWithRestarts],
		['progressive, with restarts', async () => rareJpegs.progressiveJpegWithRestarts],
		['a scan for each component', async () => rareJpegs.jpegOfThreeScans],
		['chroma of a quarter of the width', async () => rareJpegs.jpegSampled4x1],
		['chroma of a third of the width', async () => rareJpegs.jpegSampled3x1],
		['chroma of half the height', async () => rareJpegs.jpegSampled1x2],
	];
	test.each(fewerChroma)('fewer chroma samples: %s', async (_name, make) => {
		const bytes = await make();
		const { data } = await pixelsOf(bytes);
		expect(differences(decoded(bytes).pixels, data).average).toBeLessThan(3);
	});

	test('what fine detail a smaller picture cannot show is left out of a progressive one', async () => {
		const bytes = await noise(640, 480).blur(1).jpeg({ progressive: true }).toBuffer();
		const { pixels } = decoded(bytes, 320);
		const half = async (picture: Sharp) =>
			await picture.resize(320, 240, { kernel: 'cubic' }).raw().toBuffer();
		const raw = { width: 640, height: 480, channels: 3 } as const;
		const shrunk = await half(sharp(pixels, { raw }));
		expect(differences(shrunk, await half(sharp(bytes))).average).toBeLessThan(6);
		expect(pixels).not.toEqual(decoded(bytes).pixels);
	});

	const jpeg = async () => await fourFields(90, 60).jpeg().toBuffer();
	const strays: Array<[string, (bytes: Buffer) => Buffer]> = [
		['zeros', () => Buffer.alloc(7)],
		['text', () => Buffer.from('made by a scanner')],
		['bytes of ones', () => Buffer.alloc(5, 0xff)],
		['what looks like stuffing', () => Buffer.from([0xff, 0, 0xff, 0])],
	];
	test.each(strays)('stray bytes between segments are passed over: %s', async (_name, stray) => {
		const bytes = await jpeg();
		const comment = jpegSegment(0xfe, Buffer.from('comment'));
		const withStrays = jpegWith(bytes, Buffer.concat([stray(bytes), comment, stray(bytes)]));
		expect(inspect(withStrays)).toEqual(inspect(bytes));
		expect(decoded(withStrays).pixels).toEqual(decoded(bytes).pixels);
	});

	test.each([
		['arithmetic-coded', rareJpegs.arithmeticJpeg, /rare kind.*: it is arithmetic-coded\. Save it/],
		[
			'lossless',
			withFrame(rareJpegs.rgbJpeg, (frame) => frame.set([0xc3], 1)),
			/rare kind.*: it is lossless or hierarchical\. Save it/,
		],
		[
			'of 12 bits a colour',
			withFrame(rareJpegs.rgbJpeg, (frame) => frame.set([12], 4)),
			/rare kind.*: it has 12 bits a colour\. Save it/,
		],
	])('%s: a sentence of its own', (_name, bytes, sentence) => {
		expect(sentencesOf(bytes)).toMatch(sentence);
	});

	test('scans that are not interleaved are known to be collected', () => {
		expect(inspect(rareJpegs.jpegOfThreeScans)).toMatchObject({ collected: true });
		expect(inspect(rareJpegs.jpegWithRestarts)).toMatchObject({ collected: false });
	});
});

/** The JPEG with a change in its frame header, which begins with its marker. */
function withFrame(jpeg: Buffer, change: (frame: Buffer) => void): Buffer {
	const changed = Buffer.from(jpeg);
	change(changed.subarray(changed.indexOf(Buffer.from([0xff, 0xc0]))));
	return changed;
}

function sentencesOf(bytes: Uint8Array): string {
	try {
		decoded(bytes);
	} catch (error) {
		if (error instanceof FileFailure) return error.sentences;
		throw error;
	}
	return 'decoded';
}

describe('PNG', () => {
	/** Colour types and their bit depths. */
	const kinds = Object.entries({
		0: [1, 2, 4, 8, 16],
		2: [8, 16],
		3: [1, 2, 4, 8],
		4: [8, 16],
		6: [8, 16],
	});
	const samples: Record<string, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
	const picture = fc
		.constantFrom(
			...kinds.flatMap(([colour, depths]) => depths.map((depth) => ({ colour, depth }))),
		)
		.chain(({ colour, depth }) =>
			fc.record({
				colour: fc.constant(Number(colour)),
				depth: fc.constant(depth),
				bits: fc.constant(depth * (samples[colour] ?? 0)),
				width: fc.integer({ min: 1, max: 21 }),
				height: fc.integer({ min: 1, max: 21 }),
				interlaced: fc.boolean(),
				seed: fc.uint8Array({ minLength: 40, maxLength: 40 }),
				transparent: fc.boolean(),
			}),
		);
	type Picture = typeof picture extends fc.Arbitrary<infer T> ? T : never;

	/** Rows of bytes, each with one of the five filters before it. */
	const rowsOf = ({ bits, width, height, interlaced, seed }: Picture): Buffer => {
		const passes = interlaced
			? [
					[0, 0, 8, 8],
					[4, 0, 8, 8],
					[0, 4, 4, 8],
					[2, 0, 4, 4],
					[0, 2, 2, 4],
					[1, 0, 2, 2],
					[0, 1, 1, 2],
				]
			: [[0, 0, 1, 1]];
		let next = 0;
		const byte = () => ((seed[next % seed.length] ?? 0) + 31 * next++) & 255;
		return Buffer.concat(
			passes.flatMap(([x = 0, y = 0, stepX = 1, stepY = 1]) => {
				const across = Math.ceil((width - x) / stepX);
				const down = Math.ceil((height - y) / stepY);
				if (across <= 0 || down <= 0) return [];
				const length = Math.ceil((across * bits) / 8);
				return Array.from({ length: down }, () =>
					Buffer.from([byte() % 5, ...Array.from({ length }, byte)]),
				);
			}),
		);
	};
	const pngOf = (each: Picture): Buffer => {
		const { colour, depth, width, height, interlaced, transparent, seed } = each;
		const head = pngHead({ width, height, depth, colour, interlaced });
		const palette = colour === 3 ? [pngChunk('PLTE', Buffer.alloc(3 << depth, seed))] : [];
		const clear = Buffer.alloc(colour === 3 ? 1 << depth : colour === 2 ? 6 : 2, seed);
		// A sample is no larger than its depth allows.
		if (colour === 0) clear.writeUInt16BE(clear.readUInt16BE(0) & ((1 << depth) - 1));
		if (colour === 2 && depth === 8) for (const at of [0, 2, 4]) clear[at] = 0;
		const transparency = transparent && colour < 4 ? [pngChunk('tRNS', clear)] : [];
		const pixels = pngChunk('IDAT', deflateSync(rowsOf(each)));
		return Buffer.concat([head, ...palette, ...transparency, pixels, pngEnd]);
	};

	test('of every colour type, depth, filter and size, interlaced or not, is as libpng decodes it', async () => {
		await fc.assert(
			fc.asyncProperty(picture, async (each) => {
				const bytes = pngOf(each);
				const rgba = await sharp(bytes).toColourspace('srgb').ensureAlpha().raw().toBuffer();
				const onWhite = Buffer.alloc((rgba.length / 4) * 3);
				for (let i = 0; i < onWhite.length; i++) {
					const opacity = (rgba[Math.floor(i / 3) * 4 + 3] ?? 0) / 255;
					const value = rgba[Math.floor(i / 3) * 4 + (i % 3)] ?? 0;
					onWhite[i] = Math.round(255 - (255 - value) * opacity);
				}
				expect(differences(decoded(bytes).pixels, onWhite).largest).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 300 },
		);
	});

	const wrong = (chunk: Buffer) => {
		const changed = Buffer.from(chunk);
		changed.fill(0x55, changed.length - 4);
		return changed;
	};
	const damagedChunks: Array<[string, Buffer]> = [
		['a colour profile with a wrong checksum', wrong(pngChunk('iCCP', Buffer.from('Photoshop')))],
		['a colour profile that cannot be unpacked', pngChunk('iCCP', Buffer.from('p\0\0????????'))],
		['a gamma of no length', pngChunk('gAMA', Buffer.alloc(0))],
		['a physical size of the wrong length', pngChunk('pHYs', Buffer.alloc(3))],
		['a text without a name', pngChunk('tEXt', Buffer.alloc(500, 0xee))],
	];
	test.each(damagedChunks)('damage beside the pixels does no harm: %s', async (_name, chunk) => {
		const png = await fourFields(90, 60).png().toBuffer();
		const damaged = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
		expect(decoded(damaged).pixels).toEqual(decoded(png).pixels);
	});

	test('pixels may come in pieces of any length', async () => {
		const rows = Buffer.alloc((1 + 40 * 3) * 30, 1);
		const packed = deflateSync(rows, { level: 1 });
		const whole = pngChunk('IDAT', packed);
		const pieces = Array.from(packed, (byte) => pngChunk('IDAT', Buffer.from([byte])));
		const head = pngHead({ width: 40, height: 30, colour: 2 });
		const png = (...data: Buffer[]) => Buffer.concat([head, ...data, pngEnd]);
		expect(decoded(png(...pieces)).pixels).toEqual(decoded(png(whole)).pixels);
	});

	test.each([
		['a filter that does not exist', deflateSync(Buffer.alloc(4 * 3, 9)), /not in order/],
		['pixels that end too early', deflateSync(Buffer.alloc(4)), /end too early/],
		['pixels that are not packed', Buffer.alloc(30, 0x77), /cannot be unpacked/],
	])('%s: damaged', (_name, data, reason) => {
		const head = pngHead({ width: 3, height: 3 });
		const png = Buffer.concat([head, pngChunk('IDAT', data), pngEnd]);
		expect(sentencesOf(png)).toMatch(reason);
		expect(sentencesOf(png)).toMatch(/PNG is damaged.*Attach it again/);
	});
});

test('a compressed BMP is told from one of an odd depth', () => {
	const header = Buffer.alloc(54 + 64 * 64 * 4);
	header.write('BM');
	header.writeUInt32LE(54, 10);
	header.writeUInt32LE(40, 14);
	header.writeInt32LE(64, 18);
	header.writeInt32LE(64, 22);
	header.writeUInt16LE(3, 28);
	expect(sentencesOf(header)).toMatch(/BMP of a rare kind.*: it has 3 bits a pixel\. Save it as/);
	header.writeUInt16LE(8, 28);
	header.writeUInt32LE(1, 30);
	expect(sentencesOf(header)).toMatch(/BMP of a rare kind.*: it is compressed\. Save it as/);
});

describe('others get their turn while a picture is decoded', () => {
	test.each([
		['JPEG', async () => await noise(900, 700).jpeg().toBuffer(), 40],
		[
			'progressive JPEG',
			async () => await noise(900, 700).jpeg({ progressive: true }).toBuffer(),
			200,
		],
		['PNG', async () => await noise(900, 700).png().toBuffer(), 40],
	])('%s', async (_name, make, atLeast) => {
		expect(decoded(await make()).pauses).toBeGreaterThan(atLeast);
	});
});

test('a picture is refused for its size before anything is decoded', () => {
	const inspection = {
		kind: 'jpeg',
		width: 9000,
		height: 9000,
		orientation: 1,
		mimeType: 'image/jpeg',
		animated: false,
		collected: true,
	} as const;
	const nothing = new Uint8Array();
	const decoding = (changes: object) => () =>
		atOneGo(decode(nothing, { ...inspection, ...changes }, 4096, () => {}));
	expect(decoding({})).toThrow(/too large to be unpacked: 9000 x 9000/);
	expect(decoding({ collected: false })).toThrow(/damaged/);
	expect(decoding({ collected: false, width: 30_000 })).toThrow(/too large/);
	expect(decoding({ kind: 'png', width: 70_000, height: 20 })).toThrow(/too large/);
});
