import { sleep } from 'n8n-workflow';
import sharp from 'sharp';
import { pictureLimits } from '../../../src/juhe/flightInvoiceOcr/limits';
import { gatekeep } from '../../../nodes/FlightInvoiceOcr/gatekeep';
import { FileFailure } from '../../../src/lib/fileFailure';
import { preparePicture, type Inspection } from '../../../src/pictures';
import type { PictureLimits } from '../../../src/pictures/types';
import {
	bmp,
	difference,
	fourFields,
	noise,
	withJpegSize,
	withPngSize,
} from '../../support/files/pictures';

async function pictureOf(bytes: Uint8Array): Promise<Inspection> {
	const admitted = await gatekeep(bytes, false);
	if (!('inspection' in admitted)) throw new Error(JSON.stringify(admitted));
	return admitted.inspection;
}

async function prepared(bytes: Uint8Array, pause = sleep, limits: PictureLimits = pictureLimits) {
	return await preparePicture(bytes, await pictureOf(bytes), limits, pause);
}

/** Why a picture cannot be prepared. */
async function refusal(bytes: Uint8Array, pause = sleep): Promise<string> {
	try {
		const { changes } = await prepared(bytes, pause);
		return `prepared: ${changes.join()}`;
	} catch (error) {
		if (error instanceof FileFailure) return error.sentences;
		throw error;
	}
}

/** Wider than allowed, so that it must be decoded and shrunk. */
const tooWide = { width: 4400, height: 66 };
const shrunk = { width: 4096, height: 61 };

describe('a picture within the limits and upright is left as it is', () => {
	test.each(['jpeg', 'png'] as const)('%s', async (format) => {
		const bytes = await fourFields(4096, 20).toFormat(format).withMetadata().toBuffer();
		const { width, height, mimeType, ...rest } = await prepared(bytes);
		expect({ width, height, mimeType }).toEqual({
			width: 4096,
			height: 20,
			mimeType: `image/${format}`,
		});
		expect(rest).toEqual({ bytes, changes: [] });
	});
});

describe('a picture that is not upright by EXIF is turned by its pixels', () => {
	const changes: Record<number, string> = {
		2: 'mirrored left to right (EXIF)',
		3: 'turned 180° (EXIF)',
		4: 'mirrored top to bottom (EXIF)',
		5: 'mirrored left to right and turned 90° counterclockwise (EXIF)',
		6: 'turned 90° clockwise (EXIF)',
		7: 'mirrored left to right and turned 90° clockwise (EXIF)',
		8: 'turned 90° counterclockwise (EXIF)',
	};
	test.each(Object.entries(changes))('orientation %s: %s', async (orientation, change) => {
		const stored = await fourFields(90, 50)
			.withMetadata({ orientation: Number(orientation) })
			.jpeg({ quality: 95 })
			.toBuffer();
		const picture = await prepared(stored);
		expect(picture.changes).toEqual([change, 'saved as JPEG, quality 90']);
		expect(await difference(picture.bytes, sharp(stored).autoOrient())).toBeLessThan(3);
		const { width, height, orientation: left, exif } = await sharp(picture.bytes).metadata();
		expect({ width, height }).toEqual({ width: picture.width, height: picture.height });
		expect({ left, exif }).toEqual({ left: undefined, exif: undefined });
	});
});

describe('a picture that is too wide is shrunk, whatever its kind', () => {
	const { width, height } = tooWide;
	const fields = () => fourFields(width, height);
	const kinds: Array<[string, () => Promise<Buffer>]> = [
		['JPEG', async () => await fields().jpeg({ quality: 95 }).toBuffer()],
		['progressive JPEG', async () => await fields().jpeg({ progressive: true }).toBuffer()],
		[
			'JPEG with full colour resolution',
			async () => await fields().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
		],
		['grey JPEG', async () => await fields().greyscale().jpeg().toBuffer()],
		['PNG', async () => await fields().png().toBuffer()],
		['interlaced PNG', async () => await fields().png({ progressive: true }).toBuffer()],
		['palette PNG', async () => await fields().png({ palette: true, colours: 16 }).toBuffer()],
		[
			'interlaced palette PNG',
			async () => await fields().png({ palette: true, progressive: true }).toBuffer(),
		],
		[
			'two-colour PNG',
			async () => await fields().threshold(120).png({ palette: true, colours: 2 }).toBuffer(),
		],
		['grey PNG', async () => await fields().greyscale().toColourspace('b-w').png().toBuffer()],
		['16-bit PNG', async () => await fields().toColourspace('rgb16').png().toBuffer()],
		[
			'interlaced 16-bit PNG',
			async () => await fields().toColourspace('rgb16').png({ progressive: true }).toBuffer(),
		],
		[
			'half transparent PNG, on white',
			async () => await fourFields(width, height, 0.5).png().toBuffer(),
		],
		[
			'transparent palette PNG, on white',
			async () => await fourFields(width, height, 0.5).png({ palette: true }).toBuffer(),
		],
	];
	test.each(kinds)('%s', async (_name, make) => {
		const bytes = await make();
		const picture = await prepared(bytes);
		expect(picture).toMatchObject({ ...shrunk, mimeType: 'image/jpeg' });
		expect(picture.changes).toEqual([
			'shrunk from 4400 x 66 to 4096 x 61',
			'saved as JPEG, quality 90',
		]);
		const expected = sharp(bytes)
			.flatten({ background: 'white' })
			.resize({ ...shrunk, fit: 'fill' });
		expect(await difference(picture.bytes, await expected.png().toBuffer())).toBeLessThan(3);
	});

	const red = [200, 30, 40] as const;
	const blue = [30, 60, 180] as const;
	const halves = (x: number, y: number) => (x < width / 2 === y < height / 2 ? red : blue);
	const palette = [blue, red];
	const masks = [0xf800, 0x07e0, 0x001f] as const;
	const bmps: Array<[string, Buffer]> = [
		['1 bit', bmp(width, height, { bitsPerPixel: 1, pixelAt: halves, palette })],
		['4 bits', bmp(width, height, { bitsPerPixel: 4, pixelAt: halves, palette })],
		['8 bits', bmp(width, height, { bitsPerPixel: 8, pixelAt: halves, palette })],
		['16 bits', bmp(width, height, { bitsPerPixel: 16, pixelAt: halves })],
		['16 bits with masks', bmp(width, height, { bitsPerPixel: 16, pixelAt: halves, masks })],
		['24 bits', bmp(width, height, { bitsPerPixel: 24, pixelAt: halves })],
		[
			'24 bits, top line first',
			bmp(width, height, { bitsPerPixel: 24, pixelAt: halves, topDown: true }),
		],
		['32 bits', bmp(width, height, { bitsPerPixel: 32, pixelAt: halves })],
	];
	test.each(bmps)('BMP, %s', async (_name, bytes) => {
		const picture = await prepared(bytes);
		expect(picture.changes[0]).toBe('shrunk from 4400 x 66 to 4096 x 61');
		const raw = Buffer.alloc(width * height * 3);
		for (let y = 0; y < height; y++)
			for (let x = 0; x < width; x++) raw.set(halves(x, y), (y * width + x) * 3);
		const expected = sharp(raw, { raw: { width, height, channels: 3 } }).resize({
			...shrunk,
			fit: 'fill',
		});
		expect(await difference(picture.bytes, await expected.png().toBuffer())).toBeLessThan(5);
	});
});

describe('a picture with too many bytes is saved anew, with as little loss as possible', () => {
	/** Print-like stripes over noise that is `strength` strong. */
	const page = async (width: number, height: number, strength: number) =>
		await noise(width, height)
			.linear(strength, 128 * (1 - strength))
			.composite([{ input: await fourFields(width, height, 0.4).png().toBuffer() }])
			.png({ compressionLevel: 1 })
			.toBuffer();

	/** A quarter of the pixels shows the same under a quarter of the limit, and takes less time. */
	test.each([
		['quality 90, where that is enough', 1800, 1300, 0.3, { long: 1800, quality: 90 }, 1],
		['less quality, before it is shrunk', 1400, 1000, 0.75, { long: 1400, quality: 80 }, 1 / 4],
		['shrunk to no less than 2000 pixels', 2600, 475, 1, { long: 2000, quality: null }, 1 / 4],
		['a smaller one is not shrunk at all', 1900, 475, 1, { long: 1900, quality: null }, 1 / 4],
	])('%s', async (_name, width, height, strength, expected, share) => {
		const limits = { ...pictureLimits, maxBytes: pictureLimits.maxBytes * share };
		const picture = await prepared(await page(width, height, strength), sleep, limits);
		const base64 = Buffer.from(picture.bytes).toString('base64');
		expect(base64.length).toBeLessThanOrEqual(pictureLimits.maxBase64Characters * share);
		const long = Math.max(picture.width, picture.height);
		expect(long).toBeGreaterThanOrEqual(expected.long);
		expect(long).toBeLessThanOrEqual(width);
		if (expected.quality !== null)
			expect(picture.changes).toContain(`saved as JPEG, quality ${expected.quality}`);
		const {
			width: savedWidth,
			height: savedHeight,
			format,
		} = await sharp(picture.bytes).metadata();
		expect([savedWidth, savedHeight, format]).toEqual([picture.width, picture.height, 'jpeg']);
	});
});

describe('a picture that cannot be decoded is refused with its reason', () => {
	const small = fourFields(600, 400);
	const huge: Array<[string, () => Promise<Buffer>]> = [
		['JPEG', async () => withJpegSize(await small.clone().jpeg().toBuffer(), 65_000, 65_000)],
		[
			'progressive JPEG',
			async () =>
				withJpegSize(await small.clone().jpeg({ progressive: true }).toBuffer(), 9000, 9000),
		],
		['PNG', async () => withPngSize(await small.clone().png().toBuffer(), 100_000, 100_000)],
	];
	test.each(huge)('%s whose header says it is huge: at once', async (_name, make) => {
		const pauses = jest.fn(sleep);
		expect(await refusal(await make(), pauses)).toMatch(
			/too large to be unpacked.*at most 4096 pixels/,
		);
		expect(pauses).not.toHaveBeenCalled();
	});

	test('too long and narrow to be shrunk', async () => {
		expect(await refusal(await fourFields(9000, 30).png().toBuffer())).toMatch(
			/too long and narrow: 9000 x 30.*Cut out the part/,
		);
	});

	test('printing colours', async () => {
		const bytes = await fourFields(4400, 66).toColourspace('cmyk').jpeg().toBuffer();
		expect(await refusal(bytes)).toMatch(/rare kind.*CMYK.*ordinary JPEG/);
	});

	test('compressed BMP', async () => {
		const bytes = bmp(4400, 66, { bitsPerPixel: 8, pixelAt: () => [0, 0, 0] });
		bytes.writeUInt32LE(1, 30);
		expect(await refusal(bytes)).toMatch(/BMP of a rare kind.*Save it as JPEG or PNG/);
	});

	test('cut off, though its end marker is there', async () => {
		const bytes = await noise(4400, 66).jpeg().toBuffer();
		const broken = Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.from([0xff, 0xd9])]);
		expect(await refusal(broken)).toMatch(/damaged|cut off/);
	});

	test('damaged: and the next one is prepared all the same', async () => {
		const png = await fourFields(4400, 66).png().toBuffer();
		const broken = Buffer.from(png).fill(0xaa, 60, 90);
		const results = await Promise.all([refusal(broken), refusal(png), refusal(broken)]);
		expect(results).toEqual([
			expect.stringMatching(/PNG is damaged.*again/),
			'prepared: shrunk from 4400 x 66 to 4096 x 61,saved as JPEG, quality 90',
			expect.stringMatching(/PNG is damaged/),
		]);
	});
});

test('pictures given at once are prepared one after the other, and others get their turn in between', async () => {
	const bytes = await noise(1800, 1200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
	let turns = 0;
	let ended = false;
	const count = async () => {
		for (; !ended; turns++) await new Promise((resolve) => setImmediate(resolve));
	};
	const counting = count();
	const pictures = await Promise.all([prepared(bytes), prepared(bytes)]);
	ended = true;
	await counting;
	expect(pictures.map(({ changes }) => changes)).toEqual([
		pictures[0].changes,
		pictures[0].changes,
	]);
	expect(turns).toBeGreaterThan(5);
});
