import type { Matrix, PlacedPicture } from './content';
import type { PdfDocument } from './document';
import { unpackFax } from './fax';
import type { Unpacked } from './filters';
import { Name, Stream } from './objects';
import type { PdfObject } from './objects';
import type { DrawnPage } from './pages';
import { toPng } from './png';
import type { Raster } from './png';
import { FileFailure } from '../../lib/fileFailure';
import { startsWith } from '../../lib/bytes';

/** A picture taken out of a PDF. */
export interface PdfPicture {
	bytes: Uint8Array;
	mimeType: 'image/jpeg' | 'image/png';
	/** From 1. */
	page: number;
	/**
	 * Whether it is other than it lies in the file: a JPEG is given as it is, other encodings become
	 * PNG.
	 */
	isConverted: boolean;
}

/** Fewer visible characters are a stamp or a page number, not a text. */
const fewestCharacters = 60;

/** A smaller share of the page, and fewer pixels, are a logo. */
const smallestShare = 0.04;
const smallestSide = 100;

/** One picture this much larger than all others is meant. */
const muchLarger = 4;

const largestSide = 20_000;
const mostPixels = 40_000_000;

/** A smaller share of the page does not cover its text, but is a stamp or a logo upon it. */
const smallestCover = 0.5;

/** A page without the text that a picture was laid over, as programs for text recognition do. */
export function withoutCovered(page: DrawnPage): DrawnPage {
	const covers = page.pictures.flatMap(({ stream: { dict }, matrix, isSheer, glyphsBefore }) => {
		const isMasked = ['SMask', 'Mask', 'ImageMask'].some((key) => dict.has(key));
		const isCover = areaOf(matrix) >= smallestCover * areaOfPage(page) && !isMasked && !isSheer;
		return isCover ? [{ ...edgesOf(matrix), glyphsBefore }] : [];
	});
	const glyphs = page.glyphs.filter(
		({ x, y }, index) =>
			!covers.some(
				({ left, right, bottom, top, glyphsBefore }) =>
					index < glyphsBefore && x >= left && x <= right && y >= bottom && y <= top,
			),
	);
	return { ...page, glyphs };
}

function edgesOf([a, b, c, d, e, f]: Matrix) {
	const [xs, ys] = [
		[e, e + a, e + c, e + a + c],
		[f, f + b, f + d, f + b + d],
	];
	return {
		left: Math.min(...xs),
		right: Math.max(...xs),
		bottom: Math.min(...ys),
		top: Math.max(...ys),
	};
}

const areaOfPage = ({ box }: DrawnPage) => (box.right - box.left) * (box.top - box.bottom);

/** The pictures that make up a page without text; none where it has text, or only logos. */
export function scansOn(document: PdfDocument, page: DrawnPage): PlacedPicture[] {
	const characters = page.glyphs.filter(
		({ text, isInvisible }) => !isInvisible && text !== null && text.trim() !== '',
	);
	if (characters.length >= fewestCharacters) return [];
	const pageArea = areaOfPage(page);
	const sized = page.pictures
		.map((picture) => ({ picture, area: areaOf(picture.matrix) }))
		.filter(({ picture: { stream }, area }) => {
			const sides = ['Width', 'Height'].map((key) => document.number(stream.dict.get(key)) ?? 0);
			return area >= smallestShare * pageArea && sides.every((side) => side >= smallestSide);
		})
		.sort((one, other) => other.area - one.area);
	const all = page.pictures.reduce((sum, { matrix }) => sum + areaOf(matrix), 0);
	// A scan in strips.
	if (sized.length === 0 && all >= smallestCover * pageArea) return page.pictures;
	const [first, second] = sized;
	const isAlone = first && (!second || first.area >= muchLarger * second.area);
	return (isAlone ? [first] : sized).map(({ picture }) => picture);
}

const areaOf = ([a, b, c, d]: Matrix) => Math.abs(a * d - b * c);

const otherForm = 'Attach the OFD or XML that came with it, or a screenshot of it (PNG or JPEG).';

/**
 * The one picture of a PDF that has pictures in the place of text, upright, or why it cannot be
 * had.
 */
export function* takeScan(
	document: PdfDocument,
	pages: Array<{ page: DrawnPage; scans: PlacedPicture[] }>,
): Generator<void, PdfPicture | FileFailure | null, void> {
	const scanned = pages.flatMap(({ page, scans }, index) =>
		scans.map((scan) => ({ page, scan, number: index + 1 })),
	);
	const [first] = scanned;
	if (!first) return null;
	if (scanned.length > 1) {
		return new FileFailure(
			'pdfSeveralPictures',
			'This PDF has several pictures in the place of text',
			'Attach the picture of the receipt alone, as JPEG or PNG.',
		);
	}
	const { page, scan, number } = first;
	if (!(yield* isOpaque(document, scan.stream))) {
		return new FileFailure(
			'pdfPictureEncoding',
			'This PDF is a scan in layers that cannot be put together here',
			otherForm,
		);
	}
	const orientation = orientationOf(scan.matrix, page.rotation);
	const { bytes, left } = yield* document.unpackSteps(scan.stream);
	if (left && /^(DCTDecode|DCT)$/.test(left.filter)) {
		const jpeg = withOrientation(bytes, orientation);
		return { bytes: jpeg, mimeType: 'image/jpeg', page: number, isConverted: false };
	}
	const plain =
		left && isFax.test(left.filter) ? yield* faxBits(document, scan.stream, bytes, left) : bytes;
	const isKnown = !left || isFax.test(left.filter);
	const raster = isKnown ? rasterOf(document, scan.stream, plain) : null;
	if (!raster) {
		return new FileFailure(
			'pdfPictureEncoding',
			`This PDF is a scan in an encoding that cannot be opened here (${left?.filter ?? 'unknown colours'})`,
			otherForm,
		);
	}
	const png = yield* toPng(raster, orientation);
	return { bytes: png, mimeType: 'image/png', page: number, isConverted: true };
}

/** Whether a picture is all there is to see: its mask, if it has one, leaves out none of it. */
function* isOpaque(document: PdfDocument, { dict }: Stream): Generator<void, boolean, void> {
	if (document.stream(dict.get('Mask'))) return false;
	const mask = document.stream(dict.get('SMask'));
	if (!mask) return true;
	const { bytes, left } = yield* document.unpackSteps(mask);
	if (left) return false;
	const full = Buffer.alloc(maskStride, 0xff);
	for (let at = 0; at < bytes.length; at += maskStride) {
		const part = bytes.subarray(at, at + maskStride);
		if (full.compare(part, 0, part.length, 0, part.length) !== 0) return false;
		yield;
	}
	return true;
}

const maskStride = 1_000_000;

const isFax = /^(CCITTFaxDecode|CCF)$/;

/** The bits of a facsimile, black and white as its parameters say. */
function* faxBits(
	document: PdfDocument,
	{ dict }: Stream,
	bytes: Uint8Array,
	{ parameters }: NonNullable<Unpacked['left']>,
): Generator<void, Uint8Array, void> {
	const number = (key: string, otherwise: number) =>
		document.number(parameters?.get(key)) ?? otherwise;
	const columns = number('Columns', 1_728);
	if (columns < 1 || columns > largestSide) return new Uint8Array(0);
	const rows = Math.max(0, number('Rows', document.number(dict.get('Height')) ?? 0));
	const options = {
		columns,
		rows: Math.min(rows, largestSide),
		k: number('K', 0),
		isByteAligned: parameters?.get('EncodedByteAlign') === true,
		isBlackOne: parameters?.get('BlackIs1') === true,
	};
	return (yield* unpackFax(bytes, options)).bytes;
}

/**
 * How a picture has to be turned to stand as a viewer shows it, in Exif's numbers (1 to 8), by
 * where its rows and columns run to.
 */
function orientationOf([a, b, c, d]: Matrix, rotation: number): number {
	const turn = ([x, y]: readonly [number, number]): readonly [number, number] =>
		rotation === 90 ? [y, -x] : rotation === 180 ? [-x, -y] : rotation === 270 ? [-y, x] : [x, y];
	const [along, down] = [turn([a, b]), turn([-c, -d])];
	if (Math.abs(along[0]) >= Math.abs(along[1])) {
		if (along[0] >= 0) return down[1] <= 0 ? 1 : 4;
		return down[1] <= 0 ? 2 : 3;
	}
	if (along[1] <= 0) return down[0] >= 0 ? 5 : 6;
	return down[0] >= 0 ? 8 : 7;
}

/**
 * A JPEG that says how it has to be turned, in the place of what it said before: viewers of PDFs do
 * not look there.
 */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
	if (!startsWith(jpeg, [0xff, 0xd8])) return jpeg;
	const parts: Uint8Array[] = [jpeg.subarray(0, 2)];
	if (orientation !== 1) parts.push(exif(orientation));
	let at = 2;
	while (jpeg[at] === 0xff) {
		const marker = jpeg[at + 1] ?? 0;
		if (marker === 0xda || marker < 0xc0) break;
		const next = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
		const isExif = marker === 0xe1 && startsWith(jpeg, [0x45, 0x78, 0x69, 0x66], at + 4);
		if (!isExif) parts.push(jpeg.subarray(at, next));
		at = next;
	}
	parts.push(jpeg.subarray(at));
	return Buffer.concat(parts);
}

/** The smallest Exif segment: one entry, the orientation. */
function exif(orientation: number): Uint8Array {
	return Buffer.from([
		...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
		...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
		...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
	]);
}

/**
 * A picture's samples, with how they become colours; null where the colours are of a kind that is
 * not known.
 */
function rasterOf(document: PdfDocument, { dict }: Stream, bytes: Uint8Array): Raster | null {
	const number = (key: string) => document.number(dict.get(key));
	const [width, height] = [number('Width') ?? 0, number('Height') ?? 0];
	if (width < 1 || height < 1 || width > largestSide || height > largestSide) return null;
	if (width * height > mostPixels) return null;
	const isMask = document.resolve(dict.get('ImageMask')) === true;
	const depth = isMask ? 1 : (number('BitsPerComponent') ?? 8);
	if (![1, 2, 4, 8, 16].includes(depth)) return null;
	const colours = isMask
		? { channels: 1, palette: null }
		: coloursOf(document, dict.get('ColorSpace'));
	if (!colours) return null;
	const [low, high] = document.array(dict.get('Decode')).map((each) => document.number(each));
	const isInverted = low !== undefined && high !== undefined && (low ?? 0) > (high ?? 0);
	return { width, height, depth, bytes, isInverted, ...colours };
}

/** Channels of a colour space, and its table of colours where it has one. */
function coloursOf(
	document: PdfDocument,
	value: PdfObject | undefined,
): { channels: number; palette: Uint8Array | null } | null {
	const space = document.resolve(value);
	const name =
		space instanceof Name ? space.value : Array.isArray(space) ? document.name(space[0]) : null;
	if (name === null) return null;
	const plain = (channels: number) => ({ channels, palette: null });
	if (/^(DeviceGray|CalGray|G)$/.test(name)) return plain(1);
	if (/^(DeviceRGB|CalRGB|RGB)$/.test(name)) return plain(3);
	if (/^(DeviceCMYK|CMYK)$/.test(name)) return plain(4);
	if (!Array.isArray(space)) return null;
	if (name === 'ICCBased') {
		const channels = document.number(document.dict(space[1])?.get('N'));
		return channels === 1 || channels === 3 || channels === 4 ? plain(channels) : null;
	}
	if (name !== 'Indexed' && name !== 'I') return null;
	const base = coloursOf(document, space[1]);
	const table = document.resolve(space[3]);
	const entries = table instanceof Stream ? document.unpack(table).bytes : table;
	if (!base || base.palette || !(entries instanceof Uint8Array)) return null;
	return { channels: 1, palette: rgbTable(entries, base.channels) };
}

function rgbTable(entries: Uint8Array, channels: number): Uint8Array {
	const count = Math.floor(entries.length / channels);
	const table = new Uint8Array(count * 3);
	for (let i = 0; i < count; i++) {
		table.set(toRgb(entries.subarray(i * channels, (i + 1) * channels)), i * 3);
	}
	return table;
}

/** One colour of 1, 3 or 4 channels as red, green and blue. */
function toRgb(colour: Uint8Array): [number, number, number] {
	const [first = 0, second = 0, third = 0, black = 0] = colour;
	if (colour.length === 1) return [first, first, first];
	if (colour.length === 3) return [first, second, third];
	const light = (255 - black) / 255;
	return [(255 - first) * light, (255 - second) * light, (255 - third) * light];
}
