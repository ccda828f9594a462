import { cutOff } from '../types';
import { lookupBits, type HuffmanTable } from './huffman';

/** A block takes at most 64 codes of 16 bits with 15 more each. */
const longestBlock = 256;

/**
 * Reads the bits of pixels between two markers. The fields are open to the hot loop of scans.ts.
 */
export class BitReader {
	/** The bytes, without what was stuffed between them (T.81, B.1.1.5), then zeros. */
	readonly data: Uint8Array;
	position = 0;
	/** The next bits, from the highest on, and how many there are. */
	window = 0;
	count = 0;
	/** Of a progressive JPEG: how many more blocks have nothing more in this scan. */
	emptyBlocks = 0;
	private end = 0;
	private damaged = false;

	constructor(private readonly bytes: Uint8Array) {
		this.data = new Uint8Array(bytes.length + longestBlock);
	}

	/** Takes the pixels from `at` on; gives the place of the marker behind them. */
	load(at: number): number {
		const { bytes, data } = this;
		let from = at;
		let length = 0;
		let end = bytes.indexOf(0xff, from);
		for (; end >= 0 && bytes[end + 1] === 0; end = bytes.indexOf(0xff, from)) {
			data.set(bytes.subarray(from, end + 1), length);
			length += end + 1 - from;
			from = end + 2;
		}
		if (end < 0) end = bytes.length;
		data.set(bytes.subarray(from, end), length);
		length += end - from;
		data.fill(0, length, length + longestBlock);
		this.position = 0;
		this.window = 0;
		this.count = 0;
		this.emptyBlocks = 0;
		this.end = length;
		return end;
	}

	/**
	 * To be called after every block. Damage in the middle is lived with, as all decoders do, but
	 * not the lack of an end.
	 * @throws FileFailure
	 */
	checkEnd(): void {
		if (this.position - (this.count >> 3) <= this.end) return;
		if (!this.damaged) throw cutOff();
		this.position = this.end;
	}

	/** So many bits, 0 to 16, as a number. */
	take(count: number): number {
		if (count === 0) return 0;
		this.fill();
		const value = this.window >>> (32 - count);
		this.window <<= count;
		this.count -= count;
		return value;
	}

	/** The symbol that the next code stands for. */
	symbol(table: HuffmanTable): number {
		this.fill();
		const entry =
			(table.codes[this.window >>> (32 - lookupBits)] as number) ||
			this.longCode(table, this.window);
		this.window <<= entry & 255;
		this.count -= entry & 255;
		return entry >> 8;
	}

	/**
	 * The code at the beginning of the bits that is longer than the table, as `symbol << 8 |
	 * length`.
	 */
	longCode({ largest, offsets, symbols }: HuffmanTable, window: number): number {
		for (let length = lookupBits + 1; length <= 16; length++) {
			const code = window >>> (32 - length);
			if (code <= (largest[length] as number))
				return ((symbols[code + (offsets[length] as number)] ?? 0) << 8) | length;
		}
		this.damaged = true;
		return 16;
	}

	private fill(): void {
		while (this.count <= 24) {
			this.window |= (this.data[this.position++] as number) << (24 - this.count);
			this.count += 8;
		}
	}
}
