import { Name, PdfTooMuch, Word } from './objects';
import type { PdfObject } from './objects';
import { end, Syntax } from './syntax';

/** Entries that a map of one font can have: all of Unicode's first plane. */
const mostEntries = 70_000;

interface CodeSpace {
	bytes: number;
	low: number;
	high: number;
}

/** What a font's map says of its codes: which character each is (`bf`), or which glyph (`cid`). */
export interface CMap {
	codeSpaces: CodeSpace[];
	/** Text by code. */
	texts: Map<number, string>;
	/** Glyph numbers (CIDs) by code. */
	cids: Map<number, number>;
	/** Another map that this one adds to, by its name. */
	base: string | null;
	isVertical: boolean;
	/** Entries read, also where one stands for a code that had one. */
	entries: number;
}

/** Reads a CMap (Adobe technical notes 5014 and 5411); what is damaged in it is left out. */
export function parseCMap(bytes: Uint8Array): CMap {
	const map: CMap = {
		codeSpaces: [],
		texts: new Map(),
		cids: new Map(),
		base: null,
		isVertical: false,
		entries: 0,
	};
	const syntax = new Syntax(bytes, 0, false);
	let operands: PdfObject[] = [];
	for (;;) {
		const token = syntax.next();
		if (token === end) return map;
		if (!(token instanceof Word)) {
			operands.push(token);
			count(map);
			continue;
		}
		const section = sections[token.value];
		section?.(map, operands);
		if (section || !(operands.at(-1) instanceof Name)) operands = [];
	}
}

function count(map: CMap): void {
	if (++map.entries > 4 * mostEntries) {
		throw new PdfTooMuch('a font in it has too many characters');
	}
}

const sections: Readonly<Record<string, (map: CMap, operands: PdfObject[]) => void>> = {
	endcodespacerange(map, operands) {
		for (let i = 0; i + 1 < operands.length; i += 2) {
			const [low, high] = [operands[i], operands[i + 1]];
			if (!(low instanceof Uint8Array) || !(high instanceof Uint8Array)) continue;
			if (low.length === 0 || low.length > 4) continue;
			map.codeSpaces.push({ bytes: low.length, low: codeOf(low), high: codeOf(high) });
		}
	},
	endbfchar(map, operands) {
		for (let i = 0; i + 1 < operands.length; i += 2) {
			const [code, text] = [operands[i], operands[i + 1]];
			if (code instanceof Uint8Array) setText(map, codeOf(code), text);
		}
	},
	endbfrange(map, operands) {
		for (let i = 0; i + 2 < operands.length; i += 3) {
			const [low, high, text] = [operands[i], operands[i + 1], operands[i + 2]];
			if (!(low instanceof Uint8Array) || !(high instanceof Uint8Array)) continue;
			const [first, last] = [codeOf(low), codeOf(high)];
			for (let n = 0; n <= Math.min(last - first, mostEntries); n++) {
				count(map);
				if (Array.isArray(text)) setText(map, first + n, text[n]);
				else if (text instanceof Uint8Array) setText(map, first + n, plus(text, n));
			}
		}
	},
	endcidchar(map, operands) {
		for (let i = 0; i + 1 < operands.length; i += 2) {
			const [code, cid] = [operands[i], operands[i + 1]];
			if (code instanceof Uint8Array && typeof cid === 'number') map.cids.set(codeOf(code), cid);
		}
	},
	endcidrange(map, operands) {
		for (let i = 0; i + 2 < operands.length; i += 3) {
			const [low, high, cid] = [operands[i], operands[i + 1], operands[i + 2]];
			if (!(low instanceof Uint8Array) || !(high instanceof Uint8Array)) continue;
			if (typeof cid !== 'number') continue;
			const first = codeOf(low);
			const last = Math.min(codeOf(high) - first, mostEntries);
			for (let n = 0; n <= last; n++) {
				count(map);
				map.cids.set(first + n, cid + n);
			}
		}
	},
	usecmap(map, operands) {
		const name = operands.at(-1);
		if (name instanceof Name) map.base = name.value;
	},
	def(map, operands) {
		const [key, value] = operands.slice(-2);
		if (key instanceof Name && key.value === 'WMode') map.isVertical = value === 1;
	},
	begincodespacerange() {},
	beginbfchar() {},
	beginbfrange() {},
	begincidchar() {},
	begincidrange() {},
};

/** One code's text: UTF-16BE. A glyph's name in its place is rare and left out. */
function setText(map: CMap, code: number, text: PdfObject | undefined): void {
	if (!(text instanceof Uint8Array) || text.length === 0) return;
	map.texts.set(code, text.length === 1 ? String.fromCharCode(text[0] ?? 0) : utf16be(text));
}

function codeOf(bytes: Uint8Array): number {
	return bytes.subarray(0, 4).reduce((code, byte) => code * 256 + byte, 0);
}

/** The text of the nth code in a range: the last unit is counted up. */
function plus(bytes: Uint8Array, n: number): Uint8Array {
	const sum = Uint8Array.from(bytes);
	for (let at = sum.length - 1, carry = n; at >= 0 && carry > 0; at--) {
		const value = (sum[at] ?? 0) + carry;
		sum[at] = value & 255;
		carry = value >> 8;
	}
	return sum;
}

const decoder = new TextDecoder('utf-16be');
export const utf16be = (bytes: Uint8Array) => decoder.decode(bytes);

/** A code at a place in a string: its number and its bytes. */
export interface Code {
	code: number;
	bytes: number;
}

/**
 * The code that begins at a place by the ranges that a map names; where none fits, as many bytes as
 * its shortest has.
 */
export function nextCode(spaces: CodeSpace[], bytes: Uint8Array, at: number): Code {
	let code = 0;
	for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
		code = code * 256 + (bytes[at + length - 1] ?? 0);
		if (spaces.some((space) => isWithin(space, code, length))) return { code, bytes: length };
	}
	const shortest = Math.min(...spaces.map((space) => space.bytes), 4);
	const length = Math.max(1, Math.min(shortest, bytes.length - at));
	return { code: codeOf(bytes.subarray(at, at + length)), bytes: length };
}

/** Every byte of a code lies in its own range (5014, 7.2). */
function isWithin({ bytes, low, high }: CodeSpace, code: number, length: number): boolean {
	if (bytes !== length) return false;
	for (let shift = 0; shift < length; shift++) {
		const [each, from, to] = [code, low, high].map(
			(value) => Math.floor(value / 256 ** shift) & 255,
		) as [number, number, number];
		if (each < from || each > to) return false;
	}
	return true;
}
