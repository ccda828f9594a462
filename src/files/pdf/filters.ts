import { Inflate } from 'fflate/browser';

import { Name, PdfTooMuch } from './objects';
import type { Dict, PdfObject } from './objects';
import { hexDigit } from './syntax';
import { atOneGo } from '../../lib/unhurried';

/** Bytes that may still be unpacked of one file: what is packed small may be huge. */
export class Budget {
	/** @param mostOfOne the most that one stream may be */
	constructor(
		private left: number,
		readonly mostOfOne: number,
	) {}

	/** The same budget for a stream that may be less. */
	withMostOfOne(mostOfOne: number): Budget {
		const smaller = new Budget(0, mostOfOne);
		smaller.spend = (bytes) => this.spend(bytes);
		return smaller;
	}

	spend(bytes: number): void {
		this.left -= bytes;
		if (this.left < 0) throw new PdfTooMuch('it unpacks to more than a receipt can be');
	}
}

/** Packed bytes are unpacked in slices, so that a bomb is seen before it has grown. */
const slice = 4_096;

/**
 * A stream's bytes, unpacked as far as its filters are known; `left` names the first that is not: a
 * picture's.
 */
export interface Unpacked {
	bytes: Uint8Array;
	left: { filter: string; parameters: Dict | null } | null;
}

/**
 * Unpacks a stream by its filters (ISO 32000-1, 7.4). What is damaged gives what could be read
 * before.
 */
export function* unpackSteps(
	raw: Uint8Array,
	filters: FilterUse[],
	budget: Budget,
): Generator<void, Unpacked, void> {
	let bytes = raw;
	for (const { name, parameters } of filters) {
		const filter = filtersByName[name];
		if (!filter) return { bytes, left: { filter: name, parameters } };
		const told: Dict = parameters ?? new Map();
		const steps = filter(bytes, told, budget);
		bytes = steps instanceof Uint8Array ? steps : yield* steps;
	}
	return { bytes, left: null };
}

/** The same at one go, for what is never large. */
export const unpack = (raw: Uint8Array, filters: FilterUse[], budget: Budget): Unpacked =>
	atOneGo(unpackSteps(raw, filters, budget));

/** A filter that a stream names, and what it is told. */
interface FilterUse {
	name: string;
	parameters: Dict | null;
}

type Filter = (
	bytes: Uint8Array,
	parameters: Dict,
	budget: Budget,
) => Uint8Array | Generator<void, Uint8Array, void>;

function* flate(bytes: Uint8Array, parameters: Dict, budget: Budget) {
	return yield* unpredict(yield* inflate(bytes, budget), parameters);
}

function* lzw(bytes: Uint8Array, parameters: Dict, budget: Budget) {
	const plain = yield* unpackLzw(bytes, parameters.get('EarlyChange') !== 0, budget);
	return yield* unpredict(plain, parameters);
}

function* hex(
	packed: Uint8Array,
	_parameters: Dict,
	budget: Budget,
): Generator<void, Uint8Array, void> {
	const output = new Output(budget);
	let high: number | null = null;
	for (const [part, isEnd] of partsOf(packed, 0x3e)) {
		for (const byte of part) {
			const digit = hexDigit(byte);
			if (digit === null) continue;
			if (high === null) high = digit << 4;
			else {
				output.push(high | digit);
				high = null;
			}
		}
		if (isEnd) break;
		yield;
	}
	if (high !== null) output.push(high);
	return output.get();
}

/** Bytes between two pauses, where they are taken one by one. */
const stride = 65_536;

/** Bytes in parts, up to the one that ends them. */
function* partsOf(bytes: Uint8Array, end: number): Generator<[part: Uint8Array, isEnd: boolean]> {
	for (let at = 0; at < bytes.length; at += stride) {
		const part = bytes.subarray(at, at + stride);
		const stop = part.indexOf(end);
		if (stop !== -1) return yield [part.subarray(0, stop), true];
		yield [part, false];
	}
}

const filtersByName: Readonly<Record<string, Filter>> = {
	FlateDecode: flate,
	Fl: flate,
	LZWDecode: lzw,
	LZW: lzw,
	ASCIIHexDecode: hex,
	AHx: hex,
	ASCII85Decode: unpackAscii85,
	A85: unpackAscii85,
	RunLengthDecode: unpackRunLength,
	RL: unpackRunLength,
	Crypt: (bytes) => bytes,
};

/** Bytes that grow up to what a stream may be. */
class Output {
	private bytes = new Uint8Array(1_024);

	length = 0;

	constructor(private readonly budget: Budget) {}

	add(part: Uint8Array): void {
		this.makeRoom(part.length);
		this.bytes.set(part, this.length);
		this.length += part.length;
	}

	push(byte: number): void {
		this.makeRoom(1);
		this.bytes[this.length++] = byte;
	}

	get(): Uint8Array {
		return this.bytes.subarray(0, this.length);
	}

	private makeRoom(more: number): void {
		const needed = this.length + more;
		if (needed <= this.bytes.length) return;
		if (needed > this.budget.mostOfOne) {
			throw new PdfTooMuch('a part of it unpacks to more than a receipt can be');
		}
		const size = Math.max(needed, this.bytes.length * 2);
		this.budget.spend(size - this.bytes.length);
		const grown = new Uint8Array(size);
		grown.set(this.bytes.subarray(0, this.length));
		this.bytes = grown;
	}
}

/** Zlib's format, or without its two bytes of head where a writer left them out. */
function* inflate(packed: Uint8Array, budget: Budget): Generator<void, Uint8Array, void> {
	const output = new Output(budget);
	const [first = 0, second = 0] = packed;
	const hasHead = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
	const parts: Uint8Array[] = [];
	const stream = new Inflate((part) => parts.push(part));
	for (let at = hasHead ? 2 : 0; at < packed.length; at += slice) {
		const isWhole = pushes(stream, packed.subarray(at, at + slice), at + slice >= packed.length);
		for (const part of parts.splice(0)) output.add(part);
		if (!isWhole) break;
		yield;
	}
	return output.get();
}

/** Whether bytes could be unpacked; those before the damage are given all the same. */
function pushes(stream: Inflate, packed: Uint8Array, isLast: boolean): boolean {
	try {
		stream.push(packed, isLast);
		return true;
	} catch {
		return false;
	}
}

function* unpackLzw(
	packed: Uint8Array,
	isEarly: boolean,
	budget: Budget,
): Generator<void, Uint8Array, void> {
	const output = new Output(budget);
	const [clear, eod] = [256, 257];
	let table: Uint8Array[] = [];
	const reset = () => {
		table = Array.from({ length: 258 }, (_, i) => Uint8Array.of(i));
	};
	reset();
	let [width, bits, count] = [9, 0, 0];
	let previous: Uint8Array | null = null;
	for (const [index, byte] of packed.entries()) {
		if (index % slice === slice - 1) yield;
		bits = ((bits << 8) | byte) & 0xffffff;
		count += 8;
		if (count < width) continue;
		count -= width;
		const code = (bits >> count) & ((1 << width) - 1);
		if (code === eod) break;
		if (code === clear) {
			reset();
			width = 9;
			previous = null;
			continue;
		}
		const known: Uint8Array | undefined = table[code];
		if (!known && !(previous && code === table.length)) break;
		const entry: Uint8Array = known ?? append(previous ?? new Uint8Array(0), previous?.[0] ?? 0);
		output.add(entry);
		if (previous && table.length < 4096) table.push(append(previous, entry[0] ?? 0));
		previous = entry;
		const next = table.length + (isEarly ? 1 : 0);
		width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
	}
	return output.get();
}

function append(bytes: Uint8Array, last: number): Uint8Array {
	const longer = new Uint8Array(bytes.length + 1);
	longer.set(bytes);
	longer[bytes.length] = last;
	return longer;
}

function* unpackAscii85(
	packed: Uint8Array,
	_parameters: Dict,
	budget: Budget,
): Generator<void, Uint8Array, void> {
	const output = new Output(budget);
	let [value, count] = [0, 0];
	/** Four bytes of it, of which the first so many count. */
	const write = (most: number) => {
		for (let i = 0; i < most; i++) output.push((value >>> (24 - 8 * i)) & 0xff);
	};
	for (const [part, isEnd] of partsOf(packed, 0x7e)) {
		for (const byte of part) {
			if (byte === 0x7a && count === 0) {
				write(4);
				continue;
			}
			if (byte < 0x21 || byte > 0x75) continue;
			value = value * 85 + byte - 0x21;
			if (++count < 5) continue;
			write(4);
			[value, count] = [0, 0];
		}
		if (isEnd) break;
		yield;
	}
	if (count > 1) {
		for (let i = count; i < 5; i++) value = value * 85 + 84;
		write(count - 1);
	}
	return output.get();
}

function* unpackRunLength(
	packed: Uint8Array,
	_parameters: Dict,
	budget: Budget,
): Generator<void, Uint8Array, void> {
	const output = new Output(budget);
	for (let at = 0, runs = 1; at < packed.length; runs++) {
		if (runs % slice === 0) yield;
		const length = packed[at++] ?? 128;
		if (length === 128) break;
		if (length < 128) {
			output.add(packed.subarray(at, at + length + 1));
			at += length + 1;
		} else output.add(new Uint8Array(257 - length).fill(packed[at++] ?? 0));
	}
	return output.get();
}

/** Undoes the prediction that makes lines pack better: TIFF's, or PNG's line by line. */
function* unpredict(bytes: Uint8Array, parameters: Dict): Generator<void, Uint8Array, void> {
	const number = (key: string, otherwise: number) => {
		const value: PdfObject | undefined = parameters.get(key);
		return typeof value === 'number' && value > 0 && value < 1 << 20 ? value : otherwise;
	};
	const predictor = number('Predictor', 1);
	if (predictor < 2) return bytes;
	const [colors, depth] = [number('Colors', 1), number('BitsPerComponent', 8)];
	const pixel = Math.max(1, (colors * depth) >> 3);
	const line = Math.ceil((colors * depth * number('Columns', 1)) / 8);
	if (predictor >= 10) return yield* unpredictPng(bytes, line, pixel);
	if (depth === 8) {
		const plain = bytes.slice();
		for (let start = 0; start < plain.length; start += line) {
			if ((start / line) % slice === 0) yield;
			const stop = Math.min(start + line, plain.length);
			for (let at = start + pixel; at < stop; at++) {
				plain[at] = (plain[at] ?? 0) + (plain[at - pixel] ?? 0);
			}
		}
		return plain;
	}
	return bytes;
}

function* unpredictPng(
	bytes: Uint8Array,
	line: number,
	pixel: number,
): Generator<void, Uint8Array, void> {
	const lines = Math.ceil(bytes.length / (line + 1));
	// By what is there: a line may be foretold to be as long as anybody likes.
	const plain = new Uint8Array(bytes.length - lines);
	for (let index = 0; index < lines; index++) {
		const from = index * (line + 1);
		const kind = bytes[from] ?? 0;
		const to = index * line;
		const count = Math.min(line, bytes.length - from - 1);
		for (let i = 0; i < count; i++) {
			const left = i >= pixel ? (plain[to + i - pixel] ?? 0) : 0;
			const up = index > 0 ? (plain[to + i - line] ?? 0) : 0;
			const corner = index > 0 && i >= pixel ? (plain[to + i - line - pixel] ?? 0) : 0;
			const guess =
				kind === 1
					? left
					: kind === 2
						? up
						: kind === 3
							? (left + up) >> 1
							: kind === 4
								? paeth(left, up, corner)
								: 0;
			plain[to + i] = (bytes[from + 1 + i] ?? 0) + guess;
		}
		if (index % 64 === 0) yield;
	}
	return plain;
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const toLeft = Math.abs(guess - left);
	const toUp = Math.abs(guess - up);
	const toCorner = Math.abs(guess - corner);
	return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** The filters of a stream in order, with what each is told. */
export function filtersOf(
	dict: Dict,
	resolve: (value: PdfObject | undefined) => PdfObject,
): FilterUse[] {
	const list = (value: PdfObject) => (Array.isArray(value) ? value : value === null ? [] : [value]);
	const names = list(resolve(dict.get('Filter') ?? dict.get('F')));
	const parameters = list(resolve(dict.get('DecodeParms') ?? dict.get('DP')));
	return names.slice(0, 8).flatMap((each, index) => {
		const name = resolve(each);
		const found = resolve(parameters[index]);
		const plain =
			found instanceof Map
				? new Map([...found].map(([key, value]) => [key, resolve(value)]))
				: null;
		return name instanceof Name ? { name: name.value, parameters: plain } : [];
	});
}
