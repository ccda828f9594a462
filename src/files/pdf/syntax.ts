import { Name, PdfDamage, PdfTooMuch, Ref, Stream, Word } from './objects';
import type { Dict, PdfObject } from './objects';

/** Arrays and dictionaries inside each other. */
const deepest = 60;

/**
 * Values in one object, and its bytes; it is read at one go. A font has at most 65,536 glyphs, each
 * with its width in a list of its own.
 */
const mostValues = 300_000;
const largestObject = 4_000_000;

const kindOf = new Uint8Array(256);
const [regular, blank, delimiter] = [0, 1, 2];
for (const code of [0, 9, 10, 12, 13, 32]) kindOf[code] = blank;
for (const sign of '()<>[]{}/%') kindOf[sign.charCodeAt(0)] = delimiter;

/** Read at the end of the bytes. */
export const end = new Word('');

/** Reads PDF's own notation (ISO 32000-1, 7.2 and 7.3), forgivingly, from where `at` stands. */
export class Syntax {
	at: number;

	/** Of the object that is being read: how many values it had so far, and where it must have ended. */
	private values = 0;

	private stop = Infinity;

	constructor(
		readonly bytes: Uint8Array,
		at = 0,
		/** Whether `1 0 R` is a reference, as it is everywhere but in a page's content. */
		private readonly hasRefs = true,
	) {
		this.at = at;
	}

	/** The next value or word; `end` where nothing follows. */
	next(depth = 0): PdfObject {
		this.skipBlanks();
		const { bytes } = this;
		const byte = bytes[this.at];
		if (byte === undefined) return end;
		if (depth === 0) {
			this.values = 0;
			this.stop = this.at + largestObject;
		}
		if (++this.values > mostValues || this.at > this.stop) throw tooLong();
		switch (byte) {
			case 0x2f:
				this.at++;
				return new Name(this.readName());
			case 0x28:
				return this.readString();
			case 0x3c:
				return bytes[this.at + 1] === 0x3c ? this.readDict(depth) : this.readHex();
			case 0x5b:
				this.at++;
				return this.readArray(depth);
			case 0x3e:
				this.at += bytes[this.at + 1] === 0x3e ? 2 : 1;
				return new Word('>>');
			case 0x5d:
			case 0x29:
			case 0x7b:
			case 0x7d:
				this.at++;
				return new Word(String.fromCharCode(byte));
			default:
				return this.readRegular(byte);
		}
	}

	/**
	 * The object `id generation obj … endobj` that begins here, whatever its number, or null; and how
	 * many bytes were searched for the end of its stream.
	 */
	readIndirect(
		lengthOf: (length: PdfObject | undefined) => number | null,
	): { id: number; generation: number; value: PdfObject; searched: number } | null {
		const [id, generation, word] = [this.readInteger(), this.readInteger(), this.next()];
		if (id === null || generation === null || !isWord(word, 'obj')) return null;
		const value = this.next();
		if (!(value instanceof Map)) return { id, generation, value, searched: 0 };
		const after = this.at;
		if (!isWord(this.next(), 'stream')) {
			this.at = after;
			return { id, generation, value, searched: 0 };
		}
		const { raw, searched } = this.readStream(lengthOf(value.get('Length')));
		return { id, generation, value: new Stream(value, raw, id, generation), searched };
	}

	skipBlanks(): void {
		const { bytes } = this;
		for (;;) {
			const byte = bytes[this.at];
			if (byte === undefined) return;
			if (byte === 0x25) {
				while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
			} else if (kindOf[byte] === blank) this.at++;
			else return;
		}
	}

	private readInteger(): number | null {
		this.skipBlanks();
		const start = this.at;
		let value = 0;
		for (;;) {
			const digit = (this.bytes[this.at] ?? 0) - 0x30;
			if (digit < 0 || digit > 9 || this.at - start > 10) break;
			value = value * 10 + digit;
			this.at++;
		}
		return this.at > start ? value : null;
	}

	private readRegular(first: number): PdfObject {
		const { bytes } = this;
		const start = this.at;
		while (this.at < bytes.length && kindOf[bytes[this.at] ?? 0] === regular) this.at++;
		const isNumber = (first >= 0x30 && first <= 0x39) || (first >= 0x2b && first <= 0x2e);
		if (!isNumber) return word(latin1(bytes, start, this.at));
		const number = toNumber(bytes, start, this.at);
		if (number === null) return word(latin1(bytes, start, this.at));
		return this.hasRefs && number >= 0 && Number.isInteger(number)
			? (this.readRef(number) ?? number)
			: number;
	}

	/** `generation R` behind a number, or null and nothing is read. */
	private readRef(id: number): Ref | null {
		const { bytes } = this;
		const start = this.at;
		const generation = kindOf[bytes[start] ?? 0] === blank ? this.readInteger() : null;
		if (generation !== null) {
			this.skipBlanks();
			const isRef = bytes[this.at] === 0x52 && kindOf[bytes[this.at + 1] ?? 32] !== regular;
			if (isRef) {
				this.at++;
				return new Ref(id);
			}
		}
		this.at = start;
		return null;
	}

	private readName(): string {
		const { bytes } = this;
		const start = this.at;
		while (this.at < bytes.length && kindOf[bytes[this.at] ?? 0] === regular) this.at++;
		const name = latin1(bytes, start, this.at);
		return name.includes('#')
			? name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
			: name;
	}

	private readString(): Uint8Array {
		const { bytes } = this;
		const value: number[] = [];
		let open = 1;
		this.at++;
		while (this.at < bytes.length) {
			if (this.at > this.stop) throw tooLong();
			const byte = bytes[this.at++] ?? 0;
			if (byte === 0x5c) this.readEscape(value);
			else {
				if (byte === 0x28) open++;
				else if (byte === 0x29 && --open === 0) break;
				value.push(byte);
			}
		}
		return Uint8Array.from(value);
	}

	private readEscape(value: number[]): void {
		const { bytes } = this;
		const byte = bytes[this.at++] ?? 0;
		const plain = escapes[byte];
		if (plain !== undefined) value.push(plain);
		else if (byte >= 0x30 && byte <= 0x37) {
			let code = byte - 0x30;
			for (let digits = 1; digits < 3; digits++) {
				const digit = (bytes[this.at] ?? 0) - 0x30;
				if (digit < 0 || digit > 7) break;
				code = code * 8 + digit;
				this.at++;
			}
			value.push(code & 0xff);
		} else if (byte === 13) {
			if (bytes[this.at] === 10) this.at++;
		} else if (byte !== 10) value.push(byte);
	}

	private readHex(): Uint8Array {
		const { bytes } = this;
		const digits: number[] = [];
		this.at++;
		while (this.at < bytes.length) {
			if (this.at > this.stop) throw tooLong();
			const byte = bytes[this.at++] ?? 0;
			if (byte === 0x3e) break;
			const digit = hexDigit(byte);
			if (digit !== null) digits.push(digit);
		}
		return Uint8Array.from(
			{ length: Math.ceil(digits.length / 2) },
			(_, i) => ((digits[2 * i] ?? 0) << 4) | (digits[2 * i + 1] ?? 0),
		);
	}

	private readArray(depth: number): PdfObject[] {
		if (depth > deepest) throw new PdfDamage('nested too deep');
		const values: PdfObject[] = [];
		for (;;) {
			const before = this.at;
			const value = this.next(depth + 1);
			if (value instanceof Word) {
				if (value.value === ']' || value === end) return values;
				if (isClosing(value)) {
					this.at = before;
					return values;
				}
				continue;
			}
			values.push(value);
		}
	}

	private readDict(depth: number): Dict {
		if (depth > deepest) throw new PdfDamage('nested too deep');
		this.at += 2;
		const dict: Dict = new Map();
		for (;;) {
			const before = this.at;
			const key = this.next(depth + 1);
			if (key instanceof Word) {
				if (key.value === '>>' || key === end) return dict;
				if (isClosing(key)) {
					this.at = before;
					return dict;
				}
			}
			if (!(key instanceof Name)) continue;
			const start = this.at;
			const value = this.next(depth + 1);
			if (value instanceof Word) this.at = start;
			else dict.set(key.value, value);
			if (value instanceof Word && !isClosing(value) && value.value !== '>>' && value !== end)
				this.next(depth + 1);
		}
	}

	/**
	 * The bytes behind `stream`: as many as were said where `endstream` follows them, else up to the
	 * next `endstream`.
	 */
	private readStream(length: number | null): { raw: Uint8Array; searched: number } {
		const { bytes } = this;
		if (bytes[this.at] === 32) while (bytes[this.at] === 32) this.at++;
		if (bytes[this.at] === 13) this.at++;
		if (bytes[this.at] === 10) this.at++;
		const start = this.at;
		if (length !== null && length >= 0 && start + length <= bytes.length) {
			this.at = start + length;
			this.skipBlanks();
			if (matches(bytes, this.at, 'endstream')) {
				this.at += 9;
				return { raw: bytes.subarray(start, start + length), searched: 0 };
			}
		}
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const found = buffer.indexOf('endstream', start, 'latin1');
		const close = found === -1 ? buffer.indexOf('endobj', start, 'latin1') : found;
		const stop = close === -1 ? bytes.length : close;
		this.at = stop + (found === -1 ? 0 : 9);
		let last = stop;
		if (close !== -1 && bytes[last - 1] === 10) last--;
		if (close !== -1 && bytes[last - 1] === 13) last--;
		const searched = (found === -1 ? bytes.length : stop) - start;
		return { raw: bytes.subarray(start, Math.max(start, last)), searched };
	}
}

const tooLong = () => new PdfTooMuch('a part of it is larger than in a receipt');

export function isWord(value: PdfObject, text: string): boolean {
	return value instanceof Word && value.value === text;
}

/** What ends an object: it must not be read past in search of a bracket that is missing. */
function isClosing({ value }: Word): boolean {
	return value === 'endobj' || value === 'endstream' || value === 'stream' || value === 'obj';
}

function matches(bytes: Uint8Array, at: number, text: string): boolean {
	for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
	return true;
}

export function latin1(bytes: Uint8Array, start = 0, stop = bytes.length): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString('latin1');
}

export function hexDigit(byte: number): number | null {
	if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
	const letter = byte | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : null;
}

const escapes: Readonly<Record<number, number>> = {
	0x6e: 10,
	0x72: 13,
	0x74: 9,
	0x62: 8,
	0x66: 12,
	0x28: 0x28,
	0x29: 0x29,
	0x5c: 0x5c,
};

function word(text: string): PdfObject {
	if (text === 'true') return true;
	if (text === 'false') return false;
	return text === 'null' ? null : new Word(text);
}

/** A number as PDF writes it; a second minus sign is passed over, as every viewer does. */
function toNumber(bytes: Uint8Array, start: number, stop: number): number | null {
	let [value, scale, sign, digits] = [0, 0, 1, 0];
	for (let at = start; at < stop; at++) {
		const byte = bytes[at] ?? 0;
		if (byte >= 0x30 && byte <= 0x39) {
			value = value * 10 + byte - 0x30;
			scale *= 10;
			digits++;
		} else if (byte === 0x2e && scale === 0) scale = 1;
		else if (byte === 0x2d) {
			if (digits > 0) break;
			sign = -1;
		} else if (byte !== 0x2b || digits > 0) return null;
	}
	if (digits === 0 && scale === 0) return null;
	const result = (sign * value) / (scale || 1);
	return Number.isFinite(result) ? result : 0;
}
