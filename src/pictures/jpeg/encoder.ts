import type { Pixels } from '../pixels';
import { zigZag } from './zigZag';

/**
 * A baseline JPEG encoder (ITU T.81) with halved chroma resolution (4:2:0) and the standard's own
 * Huffman tables, written here because it works in steps of 16 lines, so that the event loop can
 * breathe between them, and because the encoders at hand are either several times slower (MozJPEG
 * in WebAssembly) or keep the full chroma resolution (jpeg-js).
 */

/** Quantization tables. T.81, tables K.1 and K.2. */
const lumaSteps = [
	16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
	14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
	92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const chromaSteps = [
	17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
	47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/**
 * How many codes have 1, 2 … 16 bits, and the symbols in the order of their codes. T.81, tables
 * K.3 to K.6.
 */
interface HuffmanTable {
	counts: readonly number[];
	symbols: readonly number[];
}
const lumaDc: HuffmanTable = {
	counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
	symbols: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};
const chromaDc: HuffmanTable = {
	counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
	symbols: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};
const lumaAc: HuffmanTable = {
	counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125],
	symbols: [
		0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07,
		0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0,
		0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28,
		0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49,
		0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
		0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89,
		0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7,
		0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5,
		0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2,
		0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
		0xf9, 0xfa,
	],
};
const chromaAc: HuffmanTable = {
	counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119],
	symbols: [
		0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71,
		0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33, 0x52, 0xf0,
		0x15, 0x62, 0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1, 0x17, 0x18, 0x19, 0x1a, 0x26,
		0x27, 0x28, 0x29, 0x2a, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48,
		0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68,
		0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
		0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5,
		0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3,
		0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda,
		0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8,
		0xf9, 0xfa,
	],
};

/** A component of the picture: how its blocks are quantized and coded. */
interface Channel {
	/** The quantization table scaled to the quality, in natural order. */
	steps: number[];
	/**
	 * What a coefficient of the discrete cosine transform is multiplied by: quantization and the
	 * transform's own scale.
	 */
	factors: Float64Array;
	dc: Int32Array;
	ac: Int32Array;
}

/** Symbol → its code and, in the lowest 5 bits, the code's length. */
function codesOf({ counts, symbols }: HuffmanTable): Int32Array {
	const codes = new Int32Array(256);
	let code = 0;
	let index = 0;
	counts.forEach((count, bits) => {
		for (let i = 0; i < count; i++) codes[symbols[index++] ?? 0] = (code++ << 5) | (bits + 1);
		code <<= 1;
	});
	return codes;
}

/** The usual meaning of quality 1 to 100, as libjpeg defines it. */
function scaledSteps(steps: readonly number[], quality: number): number[] {
	const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
	return steps.map((step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))));
}

/**
 * The scale of the transform below (Arai, Agui and Nakajima): every coefficient comes out that
 * much too large.
 */
const transformScale = Array.from({ length: 8 }, (_, k) =>
	k === 0 ? 1 : Math.cos((k * Math.PI) / 16) * Math.SQRT2,
);

function channelOf(
	steps: readonly number[],
	quality: number,
	dc: HuffmanTable,
	ac: HuffmanTable,
): Channel {
	const scaled = scaledSteps(steps, quality);
	const factors = scaled.map(
		(step, i) => 1 / (step * (transformScale[i >> 3] ?? 1) * (transformScale[i & 7] ?? 1) * 8),
	);
	return {
		steps: scaled,
		factors: Float64Array.from(factors),
		dc: codesOf(dc),
		ac: codesOf(ac),
	};
}

/** The eight numbers from `at`, `step` apart, become their cosine transform. */
function transformLine(block: Float64Array, at: number, step: number): void {
	const d0 = block[at] as number;
	const d1 = block[at + step] as number;
	const d2 = block[at + 2 * step] as number;
	const d3 = block[at + 3 * step] as number;
	const d4 = block[at + 4 * step] as number;
	const d5 = block[at + 5 * step] as number;
	const d6 = block[at + 6 * step] as number;
	const d7 = block[at + 7 * step] as number;
	const s07 = d0 + d7;
	const s16 = d1 + d6;
	const s25 = d2 + d5;
	const s34 = d3 + d4;
	const even0 = s07 + s34;
	const even3 = s07 - s34;
	const even1 = s16 + s25;
	const z1 = (s16 - s25 + even3) * Math.SQRT1_2;
	block[at] = even0 + even1;
	block[at + 4 * step] = even0 - even1;
	block[at + 2 * step] = even3 + z1;
	block[at + 6 * step] = even3 - z1;
	const odd0 = d3 - d4 + (d2 - d5);
	const odd1 = d2 - d5 + (d1 - d6);
	const odd2 = d1 - d6 + (d0 - d7);
	const z5 = (odd0 - odd2) * 0.382683432365;
	const z2 = odd0 * 0.541196100146 + z5;
	const z4 = odd2 * 1.306562964876 + z5;
	const z3 = odd1 * Math.SQRT1_2;
	const z11 = d0 - d7 + z3;
	const z13 = d0 - d7 - z3;
	block[at + 5 * step] = z13 + z2;
	block[at + 3 * step] = z13 - z2;
	block[at + step] = z11 + z4;
	block[at + 7 * step] = z11 - z4;
}

/** How many lines make one step of the encoder. */
export const linesPerStep = 16;

export class JpegEncoder {
	private readonly luma: Channel;
	private readonly chroma: Channel;
	private readonly block = new Float64Array(64);
	private readonly coefficients = new Int32Array(64);
	/**
	 * The DC coefficients of the last block of Y, Cb and Cr: only the difference to them is
	 * stored.
	 */
	private readonly previous = new Int32Array(3);
	private readonly y = new Float64Array(256);
	private readonly cb = new Float64Array(64);
	private readonly cr = new Float64Array(64);
	private readonly columns: Int32Array;
	private out: Uint8Array;
	private length = 0;
	private bits = 0;
	private bitCount = 0;

	/**
	 * Quality 1 to 100. The picture may be seen turned: what counts is how `pixels` says to walk
	 * through it.
	 */
	constructor(
		private readonly pixels: Pixels,
		quality: number,
	) {
		this.luma = channelOf(lumaSteps, quality, lumaDc, lumaAc);
		this.chroma = channelOf(chromaSteps, quality, chromaDc, chromaAc);
		this.columns = new Int32Array(Math.ceil(pixels.width / 16) * 16);
		for (let x = 0; x < this.columns.length; x++)
			this.columns[x] = Math.min(x, pixels.width - 1) * pixels.stepX;
		this.out = new Uint8Array(Math.max(65_536, pixels.width * 64));
		this.writeHeader();
	}

	/** Bytes written so far. */
	get size(): number {
		return this.length;
	}

	/** Encodes the 16 lines from `top` on. */
	encodeStep(top: number): void {
		this.makeRoom();
		for (let left = 0; left < this.pixels.width; left += 16) {
			this.loadSquare(left, top);
			for (let quarter = 0; quarter < 4; quarter++) {
				this.loadLuma(quarter);
				this.encodeBlock(this.luma, 0);
			}
			this.block.set(this.cb);
			this.encodeBlock(this.chroma, 1);
			this.block.set(this.cr);
			this.encodeBlock(this.chroma, 2);
		}
	}

	/** Ends the picture and gives its bytes. */
	finish(): Uint8Array {
		this.makeRoom();
		// What is left of the last byte is filled with ones. T.81, F.1.2.3.
		if (this.bitCount > 0) this.writeBits((1 << (8 - this.bitCount)) - 1, 8 - this.bitCount);
		this.writeBytes([0xff, 0xd9]);
		return this.out.slice(0, this.length);
	}

	/** 16 by 16 pixels become luma around 0 and, averaged two by two, chroma. T.871, 7. */
	private loadSquare(left: number, top: number): void {
		const { data, height, stepY, offset } = this.pixels;
		const { y, cb, cr, columns } = this;
		for (let row = 0; row < 16; row += 2) {
			const line0 = offset + Math.min(top + row, height - 1) * stepY;
			const line1 = offset + Math.min(top + row + 1, height - 1) * stepY;
			for (let column = 0; column < 16; column += 2) {
				const column0 = columns[left + column] as number;
				const column1 = columns[left + column + 1] as number;
				let red = 0;
				let green = 0;
				let blue = 0;
				for (let corner = 0; corner < 4; corner++) {
					const at = (corner < 2 ? line0 : line1) + (corner & 1 ? column1 : column0);
					const r = data[at] as number;
					const g = data[at + 1] as number;
					const b = data[at + 2] as number;
					y[(row + (corner >> 1)) * 16 + column + (corner & 1)] =
						0.299 * r + 0.587 * g + 0.114 * b - 128;
					red += r;
					green += g;
					blue += b;
				}
				const at = (row >> 1) * 8 + (column >> 1);
				cb[at] = (-0.168736 * red - 0.331264 * green + 0.5 * blue) / 4;
				cr[at] = (0.5 * red - 0.418688 * green - 0.081312 * blue) / 4;
			}
		}
	}

	private loadLuma(quarter: number): void {
		const from = (quarter >> 1) * 128 + (quarter & 1) * 8;
		for (let row = 0; row < 8; row++)
			for (let column = 0; column < 8; column++)
				this.block[row * 8 + column] = this.y[from + row * 16 + column] as number;
	}

	private encodeBlock({ factors, dc, ac }: Channel, component: number): void {
		const { block, coefficients, previous } = this;
		for (let row = 0; row < 64; row += 8) transformLine(block, row, 1);
		for (let column = 0; column < 8; column++) transformLine(block, column, 8);
		let last = 0;
		for (let i = 0; i < 64; i++) {
			const at = zigZag[i] as number;
			// Rounds to the nearest, as Math.round does, but several times faster.
			const value = (((block[at] as number) * (factors[at] as number) + 32_768.5) | 0) - 32_768;
			coefficients[i] = value;
			if (value !== 0) last = i;
		}
		this.writeNumber(dc, 0, (coefficients[0] as number) - (previous[component] as number));
		previous[component] = coefficients[0] as number;
		let zeros = 0;
		for (let i = 1; i <= last; i++) {
			const value = coefficients[i] as number;
			if (value === 0) zeros++;
			else {
				for (; zeros > 15; zeros -= 16) this.writeCode(ac[0xf0] as number);
				this.writeNumber(ac, zeros << 4, value);
				zeros = 0;
			}
		}
		// End of block: only zeros follow.
		if (last < 63) this.writeCode(ac[0] as number);
	}

	/** A number as the code of its size (and the zeros before it) and its bits. T.81, F.1.2. */
	private writeNumber(codes: Int32Array, zerosBefore: number, value: number): void {
		const size = 32 - Math.clz32(value < 0 ? -value : value);
		this.writeCode(codes[zerosBefore | size] as number);
		if (size > 0) this.writeBits(value < 0 ? value + (1 << size) - 1 : value, size);
	}

	private writeCode(code: number): void {
		this.writeBits(code >> 5, code & 31);
	}

	/**
	 * At most 16 bits at a time. A byte of ones is followed by a zero byte, lest it look like a
	 * marker.
	 */
	private writeBits(value: number, count: number): void {
		this.bits = (this.bits << count) | value;
		this.bitCount += count;
		while (this.bitCount >= 8) {
			const byte = (this.bits >> (this.bitCount - 8)) & 255;
			this.out[this.length++] = byte;
			if (byte === 255) this.out[this.length++] = 0;
			this.bitCount -= 8;
		}
	}

	private writeBytes(bytes: readonly number[]): void {
		this.out.set(bytes, this.length);
		this.length += bytes.length;
	}

	private writeSegment(marker: number, content: readonly number[]): void {
		const size = content.length + 2;
		this.writeBytes([0xff, marker, size >> 8, size & 255, ...content]);
	}

	private writeHeader(): void {
		const { width, height } = this.pixels;
		const inOrder = ({ steps }: Channel) => Array.from(zigZag, (at) => steps[at] ?? 1);
		const table = (id: number, { counts, symbols }: HuffmanTable) => [id, ...counts, ...symbols];
		this.writeBytes([0xff, 0xd8]);
		// JFIF 1.1, no density.
		this.writeSegment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
		this.writeSegment(0xdb, [0, ...inOrder(this.luma), 1, ...inOrder(this.chroma)]);
		const size = [height >> 8, height & 255, width >> 8, width & 255];
		this.writeSegment(0xc0, [8, ...size, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
		this.writeSegment(0xc4, [
			...table(0x00, lumaDc),
			...table(0x10, lumaAc),
			...table(0x01, chromaDc),
			...table(0x11, chromaAc),
		]);
		this.writeSegment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
	}

	/** Room for one more step: a coefficient takes at most 26 bits, which stuffing may double. */
	private makeRoom(): void {
		const needed = this.length + this.columns.length * 16 * 1.5 * 7 + 1024;
		if (this.out.length >= needed) return;
		const larger = new Uint8Array(Math.max(needed, this.out.length * 2));
		larger.set(this.out.subarray(0, this.length));
		this.out = larger;
	}
}
