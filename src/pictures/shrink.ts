import type { Pixels } from './pixels';
import type { Size } from './types';

/** The largest size of the same shape whose long side keeps within the limit. */
export function sizeWithin({ width, height }: Size, longestSide: number): Size {
	const scale = Math.min(1, longestSide / Math.max(width, height));
	const scaled = (side: number) => Math.max(1, Math.round(side * scale));
	return { width: scaled(width), height: scaled(height) };
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
 * Makes pixels of at most a picture's own size of its lines: every new pixel is the average of the
 * area that it covers.
 */
export class Shrinker {
	readonly pixels: Pixels;
	private readonly columns: Shares | null;
	private readonly scale: number;
	private readonly sums: Float64Array;
	/**
	 * What the next new line will be. Starts at a half, because storing as a byte cuts the
	 * fraction off.
	 */
	private readonly total: Float64Array;
	private read = 0;
	private written = 0;

	constructor(
		private readonly from: Size,
		{ width, height }: Size,
	) {
		const data = new Uint8Array(width * height * 3);
		this.pixels = { data, width, height, offset: 0, stepX: 3, stepY: width * 3 };
		this.columns =
			width === from.width && height === from.height ? null : sharesOf(from.width, width);
		this.scale = from.height / height;
		this.sums = new Float64Array(this.columns ? width * 3 : 0);
		this.total = new Float64Array(this.columns ? width * 3 : 0).fill(0.5);
	}

	/** Takes the next line: red, green and blue, a byte each. */
	add(line: Uint8Array): void {
		const { columns, scale, sums, total } = this;
		const { data, stepY } = this.pixels;
		const y = this.read++;
		if (!columns) {
			data.set(line, y * stepY);
			return;
		}
		shrinkLine(line, columns, sums);
		// A line belongs to one new line, or in two parts to two.
		const end = (this.written + 1) * scale;
		const part = Math.min(1, end - y) / scale;
		for (let i = 0; i < total.length; i++)
			total[i] = (total[i] as number) + part * (sums[i] as number);
		if (y + 1 < end - 1e-6 && y + 1 < this.from.height) return;
		const rest = Math.max(0, y + 1 - end) / scale;
		for (let i = 0, at = this.written * stepY; i < total.length; i++, at++) {
			data[at] = total[i] as number;
			total[i] = 0.5 + rest * (sums[i] as number);
		}
		this.written++;
	}
}

/** Shrinks pixels that are not turned, with a pause after every line. */
export function* shrinking(pixels: Pixels, size: Size): Generator<void, Pixels, void> {
	const shrinker = new Shrinker(pixels, size);
	for (let y = 0; y < pixels.height; y++) {
		shrinker.add(pixels.data.subarray(y * pixels.stepY, (y + 1) * pixels.stepY));
		yield;
	}
	return shrinker.pixels;
}
