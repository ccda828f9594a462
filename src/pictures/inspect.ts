import { startsWith } from '../lib/bytes';

/** What a picture's header says about it. Width and height in pixels as stored, before any turning. */
export interface PictureInfo {
	kind: 'jpeg' | 'png' | 'bmp';
	width: number;
	height: number;
	/** EXIF orientation: how the stored picture is to be turned and mirrored; 1 = it is upright, 6 = 90° clockwise. */
	orientation: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
	mimeType: string;
}

export interface Inspection {
	picture: PictureInfo;
	animated: boolean;
	/** How much memory, in bytes, decoding takes beside the file itself and its result. */
	decodingMemory: number;
}

/** A picture by its first bytes, but not one that can be read: a sentence that says why. */
interface Damage {
	damage: string;
}

type Orientation = PictureInfo['orientation'];

const upright: Orientation = 1;
const cutOff: Damage = {
	damage: 'The picture is cut off: the file ends before the picture does.',
};

/**
 * Reads the header of a JPEG, PNG or BMP, and nothing but the header. Gives null for any other file, and the damage for a
 * picture that is cut off or says impossible things about itself. Never throws.
 */
export function inspect(bytes: Uint8Array): Inspection | Damage | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (startsWith(bytes, [0xff, 0xd8, 0xff])) return inspectJpeg(bytes, view);
	if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
		return inspectPng(bytes, view);
	if (isBmp(bytes, view)) return inspectBmp(view);
	return null;
}

/** ITU T.81, annex B: segments, each with a marker and a length, up to the first scan. */
function inspectJpeg(bytes: Uint8Array, view: DataView): Inspection | Damage {
	let orientation = upright;
	let frame: Pick<Inspection, 'decodingMemory'> & { width: number; height: number } = {
		width: 0,
		height: 0,
		decodingMemory: 0,
	};
	let at = 2;
	while (at + 4 <= bytes.length) {
		if (bytes[at] !== 0xff) return { damage: 'The JPEG is damaged: its header is not in order.' };
		const marker = view.getUint8(at + 1);
		const length = view.getUint16(at + 2);
		if (marker === 0xff) at += 1;
		else if (isStandAlone(marker)) at += 2;
		else if (marker === startOfScan) {
			if (frame.width === 0 || frame.height === 0)
				return { damage: 'The JPEG is damaged: its header does not say how large it is.' };
			if (!endsAfter(bytes, at)) return cutOff;
			const { width, height, decodingMemory } = frame;
			return {
				picture: { kind: 'jpeg', width, height, orientation, mimeType: 'image/jpeg' },
				animated: false,
				decodingMemory,
			};
		} else {
			if (at + 2 + length > bytes.length) return cutOff;
			if (isStartOfFrame(marker) && length >= 8) frame = jpegFrame(marker, bytes, view, at + 4);
			if (marker === 0xe1 && startsWith(bytes, [...Buffer.from('Exif\0\0')], at + 4))
				orientation = exifOrientation(bytes.subarray(at + 10, at + 2 + length));
			at += 2 + length;
		}
	}
	return cutOff;
}

const startOfScan = 0xda;

/** Markers without a length: restarts, start and end of image, and one for private use. */
const isStandAlone = (marker: number) => (marker >= 0xd0 && marker <= 0xd9) || marker === 0x01;

/** C0 to CF but the tables for Huffman (C4) and arithmetic (CC) coding, and an extension (C8). */
const isStartOfFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Whether the marker that ends a JPEG comes anywhere after its first scan begins; cameras may append things to it. */
function endsAfter(bytes: Uint8Array, start: number): boolean {
	let at = bytes.lastIndexOf(0xd9);
	while (at > start && bytes[at - 1] !== 0xff) at = bytes.lastIndexOf(0xd9, at - 1);
	return at > start;
}

function jpegFrame(marker: number, bytes: Uint8Array, view: DataView, at: number) {
	const height = view.getUint16(at + 1);
	const width = view.getUint16(at + 3);
	const components = view.getUint8(at + 5);
	const samples: number[] = [];
	for (let i = 0; i < components; i++) {
		const sampling = bytes[at + 7 + i * 3] ?? 0x11;
		samples.push((sampling >> 4) * (sampling & 15));
	}
	// Baseline JPEGs are decoded line by line; all others are collected first, two bytes a sample. Rounded up by blocks.
	const collected = marker > 0xc1 ? (2 * sum(samples)) / Math.max(1, ...samples) : 0;
	const decodingMemory = (width + 32) * (height + 32) * (4 + collected) + 2 * bytes.length;
	return { width, height, decodingMemory };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** PNG specification, chapters 5 and 11: chunks, each with a length, a name and a checksum. */
function inspectPng(bytes: Uint8Array, view: DataView): Inspection | Damage {
	let orientation = upright;
	let animated = false;
	let at = 8;
	while (at + 12 <= bytes.length) {
		const length = view.getUint32(at);
		const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
		if (at === 8 && (name !== 'IHDR' || length !== 13))
			return { damage: 'The PNG is damaged: it has no header.' };
		if (at + 12 + length > bytes.length) return cutOff;
		if (name === 'acTL') animated = true;
		if (name === 'eXIf') orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length));
		if (name === 'IEND') {
			const width = view.getUint32(16);
			const height = view.getUint32(20);
			if (width === 0 || height === 0)
				return { damage: 'The PNG is damaged: its header does not say how large it is.' };
			return {
				picture: { kind: 'png', width, height, orientation, mimeType: 'image/png' },
				animated,
				// As stored, at most 8 bytes a pixel, and unpacked to 4.
				decodingMemory: width * height * (pngBytesPerPixel(view) + 4) + 2 * bytes.length,
			};
		}
		at += 12 + length;
	}
	return cutOff;
}

/** By bit depth and colour type: grey, –, red-green-blue, palette, grey with opacity, –, red-green-blue with opacity. */
function pngBytesPerPixel(view: DataView): number {
	const channels = [1, 0, 3, 4, 2, 0, 4][view.getUint8(25)] ?? 4;
	return channels * Math.max(1, view.getUint8(24) / 8);
}

/** `BM` alone is too little to tell a picture from a text. */
function isBmp(bytes: Uint8Array, view: DataView): boolean {
	if (!startsWith(bytes, [0x42, 0x4d]) || bytes.length < 30) return false;
	return [12, 40, 52, 56, 64, 108, 124].includes(view.getUint32(14, true));
}

export interface BmpHeader {
	width: number;
	height: number;
	topDown: boolean;
	bitsPerPixel: number;
	/** 0 = none, 3 and 6 = none, with masks for the colours; others = compressed. */
	compression: number;
	/** Where the first line begins, and how many bytes a line takes. */
	pixelsAt: number;
	bytesPerLine: number;
	headerSize: number;
}

/** Microsoft's BITMAPFILEHEADER, then BITMAPCOREHEADER (12 bytes) or BITMAPINFOHEADER and its successors. */
export function bmpHeader(view: DataView): BmpHeader {
	const headerSize = view.getUint32(14, true);
	const core = headerSize === 12;
	const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
	const signedHeight = core ? view.getUint16(20, true) : view.getInt32(22, true);
	const bitsPerPixel = view.getUint16(core ? 24 : 28, true);
	return {
		width,
		height: Math.abs(signedHeight),
		topDown: signedHeight < 0,
		bitsPerPixel,
		compression: core || view.byteLength < 34 ? 0 : view.getUint32(30, true),
		pixelsAt: view.getUint32(10, true),
		bytesPerLine: Math.ceil((width * bitsPerPixel) / 32) * 4,
		headerSize,
	};
}

function inspectBmp(view: DataView): Inspection | Damage {
	const header = bmpHeader(view);
	const { width, height, compression, pixelsAt, bytesPerLine } = header;
	if (width <= 0 || height === 0)
		return { damage: 'The BMP is damaged: its header does not say how large it is.' };
	const uncompressed = [0, 3, 6].includes(compression);
	if (uncompressed && pixelsAt + bytesPerLine * height > view.byteLength) return cutOff;
	return {
		picture: { kind: 'bmp', width, height, orientation: upright, mimeType: 'image/bmp' },
		animated: false,
		// Read where it lies, line by line.
		decodingMemory: 0,
	};
}

/** The orientation (tag 0x0112) in the first directory of EXIF data, which has the form of a TIFF file; 1 if there is none. */
function exifOrientation(tiff: Uint8Array): Orientation {
	if (tiff.length < 14) return upright;
	const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
	const littleEndian = tiff[0] === 0x49;
	const directory = view.getUint32(4, littleEndian);
	if (directory + 2 > tiff.length) return upright;
	const entries = view.getUint16(directory, littleEndian);
	for (let i = 0; i < entries; i++) {
		const entry = directory + 2 + i * 12;
		if (entry + 12 > tiff.length) return upright;
		if (view.getUint16(entry, littleEndian) === 0x0112) {
			const value = view.getUint16(entry + 8, littleEndian);
			return isOrientation(value) ? value : upright;
		}
	}
	return upright;
}

const isOrientation = (value: number): value is Orientation => value >= 1 && value <= 8;
