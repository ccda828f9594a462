import { unreadable } from '../types';

/** How many bits of the stream are looked up at once. */
export const lookupBits = 10;

/** A Huffman table (T.81, annex C) made for fast decoding. */
export interface HuffmanTable {
	/** By the next bits: `symbol << 8 | length` of a code that fits into them, otherwise 0. */
	codes: Int32Array;
	/**
	 * By the next bits: `value << 16 | zeros before it << 8 | length` where the code of a
	 * coefficient and its bits fit into them, otherwise 0.
	 */
	coefficients: Int32Array;
	/** By length: the largest code, and what to add to a code to get the index of its symbol. */
	largest: Int32Array;
	offsets: Int32Array;
	symbols: Uint8Array;
}

/**
 * @param counts how many codes have 1, 2 … 16 bits; the symbols are in the order of their codes
 */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
	const codes = new Int32Array(1 << lookupBits);
	const largest = new Int32Array(17).fill(-1);
	const offsets = new Int32Array(17);
	let code = 0;
	let index = 0;
	for (let length = 1; length <= 16; length++, code <<= 1) {
		const count = counts[length - 1] ?? 0;
		if (code + count > 1 << length)
			throw unreadable('The JPEG is damaged: it has an impossible table');
		offsets[length] = index - code;
		for (let i = 0; i < count; i++, code++, index++) {
			if (length > lookupBits) continue;
			const rest = lookupBits - length;
			codes.fill(((symbols[index] ?? 0) << 8) | length, code << rest, (code + 1) << rest);
		}
		if (count > 0) largest[length] = code - 1;
	}
	return { codes, coefficients: coefficientsOf(codes), largest, offsets, symbols };
}

function coefficientsOf(codes: Int32Array): Int32Array {
	return codes.map((entry, bits) => {
		const length = entry & 255;
		const size = (entry >> 8) & 15;
		const zeros = entry >> 12;
		if (size === 0 || length + size > lookupBits) return 0;
		const value = extended((bits >> (lookupBits - length - size)) & ((1 << size) - 1), size);
		return (value << 16) | (zeros << 8) | (length + size);
	});
}

/**
 * A coefficient from its bits: those that begin with 0 stand for negative numbers. T.81, F.2.2.1.
 */
export const extended = (bits: number, size: number) =>
	bits < 1 << (size - 1) ? bits + 1 - (1 << size) : bits;
