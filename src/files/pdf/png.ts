import { Zlib } from 'fflate/browser';

import { crc32 } from '../../lib/crc32';

/** Samples of a picture as PDFs hold them: line by line, each line from a new byte. */
export interface Raster {
	width: number;
	height: number;
	/** Bits a sample. */
	depth: number;
	/** 1 is grey, 3 is RGB, 4 is CMYK. */
	channels: number;
	/** RGB by the value of the one channel. */
	palette: Uint8Array | null;
	isInverted: boolean;
	bytes: Uint8Array;
}

/** A PNG of 8 bits a colour, turned as Exif's orientation says; step by step. */
export function* toPng(raster: Raster, orientation: number): Generator<void, Uint8Array, void> {
	const isGrey = raster.channels === 1 && !raster.palette;
	const colours = isGrey ? 1 : 3;
	const pixels = new Uint8Array(raster.width * raster.height * colours);
	for (let y = 0; y < raster.height; y++) {
		readLine(raster, y, pixels, colours);
		if (y % 64 === 0) yield;
	}
	const isOnSide = orientation > 4;
	const width = isOnSide ? raster.height : raster.width;
	const height = isOnSide ? raster.width : raster.height;
	const packed: Uint8Array[] = [];
	const zlib = new Zlib({ level: 4 }, (part) => packed.push(part));
	for (let y = 0; y < height; y++) {
		const line = new Uint8Array(1 + width * colours);
		for (let x = 0; x < width; x++) {
			const from = sourceOf(orientation, x, y, raster) * colours;
			for (let colour = 0; colour < colours; colour++) {
				line[1 + x * colours + colour] = pixels[from + colour] ?? 0;
			}
		}
		zlib.push(line, y === height - 1);
		if (y % 16 === 0) yield;
	}
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, isGrey ? 0 : 2], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		...chunk('IHDR', [head]),
		...chunk('IDAT', packed),
		...chunk('IEND', []),
	]);
}

/** Which pixel of the picture as it lies stands at a place of the picture as it is shown. */
function sourceOf(orientation: number, x: number, y: number, { width, height }: Raster): number {
	const isOnSide = orientation > 4;
	const [across, down] = isOnSide ? [y, x] : [x, y];
	const isMirrored = [2, 3, 7, 8].includes(orientation);
	const isUpsideDown = [3, 4, 6, 7].includes(orientation);
	const column = isMirrored ? width - 1 - across : across;
	const row = isUpsideDown ? height - 1 - down : down;
	return row * width + column;
}

/** One line's samples as grey or RGB. What is missing at the end is white. */
function readLine(raster: Raster, y: number, pixels: Uint8Array, colours: number): void {
	const { width, depth, channels, palette, isInverted, bytes } = raster;
	const stride = Math.ceil((width * channels * depth) / 8);
	const start = y * stride;
	const most = depth === 16 ? 255 : (1 << depth) - 1;
	const sample = (index: number): number => {
		const at = start + (depth === 16 ? index * 2 : (index * depth) >> 3);
		const byte = bytes[at];
		if (byte === undefined) return isInverted || channels === 4 ? 0 : most;
		return depth >= 8 ? byte : (byte >> (8 - depth - ((index * depth) & 7))) & most;
	};
	for (let x = 0; x < width; x++) {
		const to = (y * width + x) * colours;
		if (palette) {
			const colour = isInverted ? most - sample(x) : sample(x);
			for (let i = 0; i < 3; i++) pixels[to + i] = palette[colour * 3 + i] ?? 255;
			continue;
		}
		const level = (channel: number) => {
			const value = (sample(x * channels + channel) * 255) / most;
			return isInverted ? 255 - value : value;
		};
		if (channels === 4) {
			const light = (255 - level(3)) / 255;
			for (let i = 0; i < 3; i++) pixels[to + i] = (255 - level(i)) * light;
		} else for (let i = 0; i < channels; i++) pixels[to + i] = level(i);
	}
}

function chunk(type: string, parts: Uint8Array[]): Uint8Array[] {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 0));
	const all = [Buffer.from(type, 'latin1'), ...parts];
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(all));
	return [length, ...all, sum];
}
