import { loadImage, createCanvas } from '@napi-rs/canvas';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { Refusal } from './errors';
import type { Entry } from './specimens/itineraries';
import { findCode } from './specimens/printedCode';

/** Documented limits, in pixels. */
const shortestSide = 15;
const longestSide = 4096;

type Format = 'jpeg' | 'png' | 'bmp';

/** What the engine makes of a picture: its fields, or why it refuses it. */
interface Reading {
	format: Format | null;
	width: number | null;
	height: number | null;
	/** Of the bytes, in hexadecimal. */
	sha256: string;
	outcome: readonly Entry[] | Refusal;
}

const signatures: Record<Format, string> = { jpeg: 'ffd8ff', png: '89504e470d0a1a0a', bmp: '424d' };
const formats: readonly Format[] = ['jpeg', 'png', 'bmp'];

interface Size {
	width: number;
	height: number;
}

/** Width and height as stored: EXIF is not looked at. Throws where there is none. */
async function sizeOf(bytes: Buffer, format: Format): Promise<Size> {
	if (format !== 'bmp') return await sharp(bytes, { limitInputPixels: false }).metadata();
	return { width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) };
}

/** The pixels, `width` wide at most, on white. */
async function pixelsOf(bytes: Buffer, format: Format, width: number) {
	if (format === 'bmp') {
		const image = await loadImage(bytes);
		const canvas = createCanvas(image.width, image.height);
		const context = canvas.getContext('2d');
		context.drawImage(image, 0, 0);
		const { data } = context.getImageData(0, 0, image.width, image.height);
		return { data: new Uint8ClampedArray(data), width: image.width, height: image.height };
	}
	const { data, info } = await sharp(bytes, { failOn: 'none', autoOrient: false })
		.resize({ width, withoutEnlargement: true })
		.flatten({ background: 'white' })
		.toColourspace('srgb')
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

/** Small is quick and enough for most; what cannot be read small is looked at in full. */
const looks = [1600, longestSide];

async function look(bytes: Buffer, format: Format, { width }: Size): Promise<Entry[] | Refusal> {
	let damaged = false;
	for (const wide of looks) {
		const found = await findCode(await pixelsOf(bytes, format, wide));
		if (found.fields)
			return found.upright ? found.fields : new Refusal('ocrFailed', '图片方向不正确');
		damaged ||= found.damaged;
		if (width <= wide || format === 'bmp') break;
	}
	return new Refusal('ocrFailed', damaged ? '图片模糊,无法识别' : '图片中未检测到行程单');
}

async function readAnew(bytes: Buffer, sha256: string): Promise<Reading> {
	const head = bytes.subarray(0, 8).toString('hex');
	const format = formats.find((name) => head.startsWith(signatures[name])) ?? null;
	const refused = (refusal: Refusal, size: Partial<Size> = {}): Reading => ({
		format,
		width: size.width ?? null,
		height: size.height ?? null,
		sha256,
		outcome: refusal,
	});
	if (format === null) return refused(new Refusal('ocrMalformed', '图片格式只支持jpg/png/bmp'));
	try {
		const size = await sizeOf(bytes, format);
		const { width, height } = size;
		if (Math.min(width, height) < shortestSide || Math.max(width, height) > longestSide)
			return refused(new Refusal('ocrMalformed', '图片尺寸超出限制'), size);
		return { format, width, height, sha256, outcome: await look(bytes, format, size) };
	} catch {
		return refused(new Refusal('ocrFailed', '图片解码失败'));
	}
}

/**
 * Pictures read before, by the hash of their bytes: the same picture is looked at once. The oldest
 * are forgotten.
 */
const known = new Map<string, Promise<Reading>>();
const mostKnown = 2000;

/** Reads a picture as the engine would: from its pixels alone. */
export async function readPicture(bytes: Buffer): Promise<Reading> {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const reading = known.get(sha256) ?? readAnew(bytes, sha256);
	known.set(sha256, reading);
	for (const oldest of known.keys()) {
		if (known.size <= mostKnown) break;
		known.delete(oldest);
	}
	return await reading;
}
