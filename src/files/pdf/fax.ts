/**
 * Facsimile encoding (ITU-T T.4 and T.6), in which office machines store black and white scans:
 * runs of white and black, each line by itself or by what differs from the line above.
 */
interface FaxOptions {
	columns: number;
	/** 0 where the data says itself where it ends. */
	rows: number;
	/**
	 * Below 0: every line by the one above; 0: every line by itself; above 0: a bit behind each end
	 * of line tells.
	 */
	k: number;
	isByteAligned: boolean;
	isBlackOne: boolean;
}

const mostRows = 20_000;

/**
 * Lines of bits, each line from a new byte; 1 is white unless the options say otherwise. What is
 * damaged ends it.
 */
export function* unpackFax(
	packed: Uint8Array,
	options: FaxOptions,
): Generator<void, { bytes: Uint8Array; rows: number }, void> {
	const { columns, k, isByteAligned } = options;
	const bits = new Bits(packed);
	const stride = Math.ceil(columns / 8);
	const lines: Uint8Array[] = [];
	let above: number[] = [];
	while (lines.length < (options.rows || mostRows)) {
		if (isByteAligned) bits.align();
		const ends = bits.skipEndsOfLine();
		// Twice the end of a line, or more, is the end of the page.
		if (bits.isAtEnd() || ends >= 2) break;
		const isByAbove = k < 0 || (k > 0 && bits.next() === 0);
		const line = isByAbove ? lineByAbove(bits, above, columns) : lineByItself(bits, columns);
		if (!line) break;
		lines.push(painted(line, columns, stride, options.isBlackOne));
		above = line;
		if (lines.length % 64 === 0) yield;
	}
	return { bytes: Buffer.concat(lines), rows: lines.length };
}

/** Where the colour changes, from white at the left edge; null where the codes make no sense. */
function lineByItself(bits: Bits, columns: number): number[] | null {
	const changes: number[] = [];
	for (let at = 0, colour = 0; at < columns; colour = 1 - colour) {
		const run = bits.run(colour);
		if (run === null) return changes.length > 0 ? changes : null;
		at += run;
		changes.push(Math.min(at, columns));
	}
	return changes;
}

function lineByAbove(bits: Bits, above: number[], columns: number): number[] | null {
	const changes: number[] = [];
	let [at, colour] = [-1, 0];
	let next = 0;
	while (at < columns) {
		// The first change above, right of here, to the other colour than the present one.
		next = Math.max(0, next - 2);
		while (next < above.length && ((above[next] ?? 0) <= at || next % 2 !== colour)) next++;
		const [first, second] = [above[next] ?? columns, above[next + 1] ?? columns];
		const mode = bits.mode();
		if (mode === null) return changes.length > 0 ? changes : null;
		if (mode === 'pass') at = second;
		else if (mode === 'horizontal') {
			const [one, two] = [bits.run(colour), bits.run(1 - colour)];
			if (one === null || two === null) return changes;
			const start = Math.max(at, 0);
			changes.push(Math.min(start + one, columns), Math.min(start + one + two, columns));
			at = start + one + two;
		} else {
			at = Math.min(Math.max(first + mode, 0), columns);
			changes.push(at);
			colour = 1 - colour;
		}
	}
	return changes;
}

function painted(changes: number[], columns: number, stride: number, isBlackOne: boolean) {
	const line = new Uint8Array(stride);
	for (let i = 0; i < changes.length; i += 2) {
		const stop = Math.min(changes[i + 1] ?? columns, columns);
		for (let x = changes[i] ?? 0; x < stop; x++)
			line[x >> 3] = (line[x >> 3] ?? 0) | (0x80 >> (x & 7));
	}
	return isBlackOne ? line : line.map((byte) => ~byte);
}

type Mode = 'pass' | 'horizontal' | number;

const modes = new Map<number, Mode>(
	(
		[
			['1', 0],
			['011', 1],
			['010', -1],
			['001', 'horizontal'],
			['0001', 'pass'],
			['000011', 2],
			['000010', -2],
			['0000011', 3],
			['0000010', -3],
		] as const
	).map(([code, mode]) => [keyOf(code), mode]),
);

/** A code with a one before it, so that codes of all lengths are different numbers. */
function keyOf(code: string): number {
	return parseInt(`1${code}`, 2);
}

/** Codes of runs 0 to 63, then of 64, 128 … 1,728. */
const white =
	'00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 ' +
	'0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 ' +
	'00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 ' +
	'00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 ' +
	'01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100 ' +
	'11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010 ' +
	'011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001 ' +
	'010011010 011000 010011011';
const black =
	'0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 ' +
	'0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 ' +
	'00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 ' +
	'000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 ' +
	'000001101101 000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 ' +
	'000001100101 000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 ' +
	'000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111 ' +
	'0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 ' +
	'0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 ' +
	'0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 ' +
	'0000001011011 0000001100100 0000001100101';

/** Codes of 1,792, 1,856 … 2,560 of either colour. */
const long =
	'00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 000000010111 ' +
	'000000011100 000000011101 000000011110 000000011111';

const runs = [white, black].map(
	(codes) =>
		new Map([
			...codes
				.split(' ')
				.map((code, index): [number, number] => [
					keyOf(code),
					index < 64 ? index : (index - 63) * 64,
				]),
			...long.split(' ').map((code, index): [number, number] => [keyOf(code), 1_792 + 64 * index]),
		]),
);

class Bits {
	private at = 0;

	constructor(private readonly bytes: Uint8Array) {}

	next(): number {
		const bit = ((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1;
		this.at++;
		return bit;
	}

	isAtEnd(): boolean {
		return this.at >= this.bytes.length * 8;
	}

	align(): void {
		this.at = (this.at + 7) & ~7;
	}

	/** Eleven zeros or more and a one; how many of them follow each other. */
	skipEndsOfLine(): number {
		for (let count = 0; ; count++) {
			const start = this.at;
			let zeros = 0;
			while (!this.isAtEnd() && this.next() === 0) zeros++;
			if (zeros >= 11 && !this.isAtEnd()) continue;
			if (zeros < 11) this.at = start;
			return count;
		}
	}

	mode(): Mode | null {
		return this.lookUp(modes, 7);
	}

	/** The length of a run: any number of long codes, then a short one. */
	run(colour: number): number | null {
		const codes = runs[colour];
		let length = 0;
		for (;;) {
			const part = codes ? this.lookUp(codes, 13) : null;
			if (part === null) return null;
			length += part;
			if (part < 64) return length;
		}
	}

	private lookUp<Value>(codes: ReadonlyMap<number, Value>, longest: number): Value | null {
		const start = this.at;
		let key = 1;
		for (let length = 0; length < longest && !this.isAtEnd(); length++) {
			key = key * 2 + this.next();
			const found = codes.get(key);
			if (found !== undefined) return found;
		}
		this.at = start;
		return null;
	}
}
