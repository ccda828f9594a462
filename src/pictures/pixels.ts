import type { Lines, Orientation, Size } from './types';

/**
 * A picture in memory: red, green and blue, a byte each. The pixel at (x, y) lies at
 * `offset + x * stepX + y * stepY`, so that turning a picture moves nothing.
 */
export interface Pixels {
	data: Uint8Array;
	width: number;
	height: number;
	offset: number;
	stepX: number;
	stepY: number;
}

/** The largest size of the same shape whose long side keeps within the limit. */
export function sizeWithin({ width, height }: Size, longestSide: number): Size {
	const scale = Math.min(1, longestSide / Math.max(width, height));
	const scaled = (side: number) => Math.max(1, Math.round(side * scale));
	return { width: scaled(width), height: scaled(height) };
}

/** A picture's size after turning by an EXIF orientation: 5 to 8 swap width and height. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
	return orientation > 4 ? { width: height, height: width } : { width, height };
}

/** The pixels as seen after turning and mirroring by an EXIF orientation. Nothing is copied. */
export function turned(pixels: Pixels, orientation: Orientation): Pixels {
	const { width, height, offset, stepX, stepY } = pixels;
	// Which corner of the stored picture is the upper left one of the upright picture.
	const swap = orientation > 4;
	const fromRight = [2, 3, 7, 8].includes(orientation);
	const fromBottom = [3, 4, 6, 7].includes(orientation);
	const across = fromRight ? -stepX : stepX;
	const down = fromBottom ? -stepY : stepY;
	return {
		data: pixels.data,
		...turnedSize(pixels, orientation),
		offset:
			offset + (fromRight ? (width - 1) * stepX : 0) + (fromBottom ? (height - 1) * stepY : 0),
		stepX: swap ? down : across,
		stepY: swap ? across : down,
	};
}

/** The lines of pixels that are not turned. */
export function linesOf({ data, width, height }: Pixels): Lines {
	return { width, height, line: (y) => data.subarray(y * width * 3, (y + 1) * width * 3) };
}

/** The lines of a picture with red, green, blue and opacity, a byte each, laid on white. */
export function linesOnWhite(rgba: Uint8Array, { width, height }: Size): Lines {
	const line = new Uint8Array(width * 3);
	return {
		width,
		height,
		line(y) {
			for (let from = y * width * 4, at = 0; at < line.length; from += 4, at += 3) {
				const opacity = rgba[from + 3] as number;
				if (opacity === 255) {
					line[at] = rgba[from] as number;
					line[at + 1] = rgba[from + 1] as number;
					line[at + 2] = rgba[from + 2] as number;
				} else {
					const white = 255 - opacity;
					line[at] = white + ((rgba[from] as number) * opacity) / 255;
					line[at + 1] = white + ((rgba[from + 1] as number) * opacity) / 255;
					line[at + 2] = white + ((rgba[from + 2] as number) * opacity) / 255;
				}
			}
			return line;
		},
	};
}

/**
 * Which pixels of a line are averaged into each pixel of the shrunk line: from `first` on, `share`
 * of each.
 */
interface Shares {
	first: Int32Array;
	/** `most` shares for every new pixel, adding up to 1. */
	share: Float64Array;
	most: number;
}

function sharesOf(from: number, to: number): Shares {
	const scale = from / to;
	const most = Math.min(from, Math.ceil(scale) + 1);
	const first = new Int32Array(to);
	const share = new Float64Array(to * most);
	for (let target = 0; target < to; target++) {
		const start = target * scale;
		const end = start + scale;
		// Near the right edge the window is moved to the left, so that it never reaches beyond the
		// line.
		const begin = Math.min(Math.floor(start), from - most);
		first[target] = begin;
		for (let i = 0; i < most; i++) {
			const covered = Math.min(end, begin + i + 1) - Math.max(start, begin + i);
			share[target * most + i] = Math.max(0, covered) / scale;
		}
	}
	return { first, share, most };
}

function shrinkLine(line: Uint8Array, { first, share, most }: Shares, sums: Float64Array): void {
	for (let target = 0, at = 0, next = 0; target < first.length; target++, at += 3) {
		let red = 0;
		let green = 0;
		let blue = 0;
		for (let from = (first[target] as number) * 3, i = 0; i < most; i++, from += 3) {
			const part = share[next++] as number;
			red += part * (line[from] as number);
			green += part * (line[from + 1] as number);
			blue += part * (line[from + 2] as number);
		}
		sums[at] = red;
		sums[at + 1] = green;
		sums[at + 2] = blue;
	}
}

/**
 * Reads all lines into pixels of at most the picture's own size, every new pixel being the average
 * of the area it covers. Pauses after every line read, so that the caller may let others work.
 */
export function* shrinking(lines: Lines, { width, height }: Size): Generator<void, Pixels, void> {
	const data = new Uint8Array(width * height * 3);
	const pixels = { data, width, height, offset: 0, stepX: 3, stepY: width * 3 };
	if (width === lines.width && height === lines.height) {
		for (let y = 0; y < height; y++) {
			data.set(lines.line(y), y * width * 3);
			yield;
		}
		return pixels;
	}
	const columns = sharesOf(lines.width, width);
	const scale = lines.height / height;
	const sums = new Float64Array(width * 3);
	// Starts at a half, because storing as a byte cuts the fraction off.
	const total = new Float64Array(width * 3).fill(0.5);
	let target = 0;
	for (let y = 0; y < lines.height; y++) {
		shrinkLine(lines.line(y), columns, sums);
		// A line belongs to one new line, or in two parts to two.
		const end = (target + 1) * scale;
		const part = Math.min(1, end - y) / scale;
		for (let i = 0; i < total.length; i++)
			total[i] = (total[i] as number) + part * (sums[i] as number);
		if (y + 1 >= end - 1e-6 || y + 1 === lines.height) {
			const rest = Math.max(0, y + 1 - end) / scale;
			for (let i = 0, at = target * width * 3; i < total.length; i++, at++) {
				data[at] = total[i] as number;
				total[i] = 0.5 + rest * (sums[i] as number);
			}
			target++;
		}
		yield;
	}
	return pixels;
}
