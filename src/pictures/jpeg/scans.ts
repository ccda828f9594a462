import type { BitReader } from './bitReader';
import { extended, lookupBits, type HuffmanTable } from './huffman';

/** The coefficients of a component's blocks, before they are multiplied by their steps. */
export interface Coefficients {
	/**
	 * `place` says which of a block are kept: in the order of the stream, its place in `values`,
	 * or -1.
	 */
	place: Int8Array;
	/** How many are kept of a block. */
	perBlock: number;
	values: Int16Array;
	/**
	 * Of those that are not kept, a bit each, eight bytes a block: whether it is 0, which is
	 * needed later.
	 */
	dropped: Uint8Array;
}

/** What a scan says of how its blocks are stored. */
export interface ScanPart {
	dc: HuffmanTable;
	ac: HuffmanTable;
	/**
	 * Progressive: the first and last coefficient, and how many bits lower this scan is than the
	 * values.
	 */
	first: number;
	last: number;
	shift: number;
	/** The DC coefficient of the last block: only the difference to it is stored. */
	previous: number;
	to: Coefficients;
}

export type BlockReader = (bits: BitReader, part: ScanPart, block: number) => void;

/** A block of a baseline or extended JPEG. T.81, F.2.2. */
export function readBlock(bits: BitReader, part: ScanPart, block: number): void {
	const { ac, to } = part;
	const { values, place } = to;
	const { codes, coefficients } = ac;
	const at = block * to.perBlock;
	part.previous += difference(bits, part.dc);
	values[at] = part.previous;
	// The hot loop of all decoding: the reader's state is kept in variables.
	const { data } = bits;
	let { position, window, count } = bits;
	for (let k = 1; k < 64;) {
		while (count <= 24) {
			window |= (data[position++] as number) << (24 - count);
			count += 8;
		}
		const next = window >>> (32 - lookupBits);
		const short = coefficients[next] as number;
		if (short !== 0) {
			k += (short >> 8) & 15;
			window <<= short & 255;
			count -= short & 255;
			const to = place[k++] as number;
			if (to >= 0) values[at + to] = short >> 16;
			continue;
		}
		const entry = (codes[next] as number) || bits.longCode(ac, window);
		window <<= entry & 255;
		count -= entry & 255;
		const size = (entry >> 8) & 15;
		const zeros = entry >> 12;
		if (size === 0) {
			if (zeros < 15) break;
			k += 16;
			continue;
		}
		while (count <= 24) {
			window |= (data[position++] as number) << (24 - count);
			count += 8;
		}
		k += zeros;
		const to = place[k++] as number;
		if (to >= 0) values[at + to] = extended(window >>> (32 - size), size);
		window <<= size;
		count -= size;
	}
	bits.position = position;
	bits.window = window;
	bits.count = count;
}

function difference(bits: BitReader, table: HuffmanTable): number {
	const size = bits.symbol(table) & 15;
	return size === 0 ? 0 : extended(bits.take(size), size);
}

/**
 * The block readers of a progressive JPEG, by what is read and whether it is the first time. T.81,
 * G.1.2.
 */
export function progressiveReader(first: number, isRefinement: boolean): BlockReader {
	if (first === 0) return isRefinement ? refineDc : readDc;
	return isRefinement ? refineAc : readAc;
}

function readDc(bits: BitReader, part: ScanPart, block: number): void {
	part.previous += difference(bits, part.dc);
	part.to.values[block * part.to.perBlock] = part.previous << part.shift;
}

function refineDc(bits: BitReader, { to, shift }: ScanPart, block: number): void {
	const at = block * to.perBlock;
	if (bits.take(1) === 1) to.values[at] = (to.values[at] as number) | (1 << shift);
}

function readAc(bits: BitReader, { ac, to, first, last, shift }: ScanPart, block: number): void {
	if (bits.emptyBlocks > 0) {
		bits.emptyBlocks--;
		return;
	}
	for (let k = first; k <= last; k++) {
		const symbol = bits.symbol(ac);
		const size = symbol & 15;
		const zeros = symbol >> 4;
		if (size === 0) {
			if (zeros < 15) {
				bits.emptyBlocks = (1 << zeros) - 1 + bits.take(zeros);
				return;
			}
			k += 15;
			continue;
		}
		k += zeros;
		put(to, block, k, extended(bits.take(size), size) << shift);
	}
}

/** One more bit of those that are not 0 yet, and some that become it. T.81, G.1.2.3. */
function refineAc(bits: BitReader, part: ScanPart, block: number): void {
	const { ac, to, first, last, shift } = part;
	let k = first;
	if (bits.emptyBlocks === 0) {
		for (; k <= last; k++) {
			const symbol = bits.symbol(ac);
			let zeros = symbol >> 4;
			let value = 0;
			if ((symbol & 15) !== 0) value = bits.take(1) === 1 ? 1 << shift : -1 << shift;
			else if (zeros < 15) {
				bits.emptyBlocks = (1 << zeros) + bits.take(zeros);
				break;
			}
			for (; k <= last; k++) if (!refine(bits, to, block, k, shift) && zeros-- === 0) break;
			if (value !== 0) put(to, block, k, value);
		}
	}
	if (bits.emptyBlocks === 0) return;
	for (; k <= last; k++) refine(bits, to, block, k, shift);
	bits.emptyBlocks--;
}

/** Reads one more bit of a coefficient that is not 0; says whether it is one. */
function refine(bits: BitReader, to: Coefficients, block: number, k: number, shift: number) {
	const place = to.place[k] as number;
	if (place < 0) {
		if (((to.dropped[block * 8 + (k >> 3)] as number) & (1 << (k & 7))) === 0) return false;
		bits.take(1);
		return true;
	}
	const at = block * to.perBlock + place;
	const value = to.values[at] as number;
	if (value === 0) return false;
	if (bits.take(1) === 1 && (value & (1 << shift)) === 0)
		to.values[at] = value + (value > 0 ? 1 << shift : -1 << shift);
	return true;
}

function put(to: Coefficients, block: number, k: number, value: number): void {
	const place = to.place[k] as number;
	if (place >= 0) to.values[block * to.perBlock + place] = value;
	else if (k < 64) {
		const at = block * 8 + (k >> 3);
		to.dropped[at] = (to.dropped[at] as number) | (1 << (k & 7));
	}
}
