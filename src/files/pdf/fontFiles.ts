import { textOfGlyphName } from './glyphNames';
import { latin1 } from './syntax';

/** What an embedded font says itself of its glyphs. */
export interface FontFile {
	/** The characters of glyphs, by their numbers. */
	glyphTexts: Map<number, string>;
	/** Glyph numbers by the codes of a simple font, where the font has a table of them. */
	glyphOfCode: ((code: number) => number | null) | null;
	/** Glyph numbers by CIDs, where the font is one of CIDs and they differ. */
	glyphOfCid: Map<number, number> | null;
}

/** Glyphs that one font can have. */
const mostGlyphs = 65_536;

const nothing: FontFile = { glyphTexts: new Map(), glyphOfCode: null, glyphOfCid: null };

/** Reads TrueType, OpenType, bare CFF and Type 1; what is damaged in them says nothing. */
export function readFontFile(bytes: Uint8Array): FontFile {
	try {
		const head = latin1(bytes, 0, 4);
		if (head.startsWith('%!')) return readType1(bytes);
		if (bytes[0] === 1 && bytes[1] === 0 && (bytes[2] ?? 0) <= 8) return readCff(bytes);
		if (head === 'OTTO' || head === 'true' || head === 'ttcf' || head === '\0\x01\0\0') {
			return readSfnt(bytes);
		}
	} catch {
		// A read past the end: what is left of the font says nothing.
	}
	return nothing;
}

function readSfnt(bytes: Uint8Array): FontFile {
	const view = viewOf(bytes);
	const start = latin1(bytes, 0, 4) === 'ttcf' ? view.getUint32(12) : 0;
	const tables = new Map<string, DataView>();
	const count = view.getUint16(start + 4);
	for (let i = 0; i < count; i++) {
		const at = start + 12 + 16 * i;
		const [from, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
		if (from >= bytes.length) continue;
		const table = bytes.subarray(from, Math.min(from + length, bytes.length));
		tables.set(latin1(bytes, at, at + 4), viewOf(table));
	}
	const cff = tables.get('CFF ');
	const inner = cff ? readCff(new Uint8Array(cff.buffer, cff.byteOffset, cff.byteLength)) : nothing;
	const glyphTexts = new Map(inner.glyphTexts);
	const post = tables.get('post');
	if (post) safely(() => readPost(post, glyphTexts));
	const cmap = tables.get('cmap');
	let glyphOfCode: FontFile['glyphOfCode'] = null;
	if (cmap) {
		safely(() => {
			const subtables = listSubtables(cmap);
			const unicode = subtables.filter(
				({ platform, encoding }) =>
					platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10)),
			);
			for (const { at } of unicode) {
				for (const [code, glyph] of readSubtable(cmap, at)) {
					const known = glyphTexts.get(glyph);
					// Of several characters of one glyph the plainest: not a radical or a compatibility form.
					if (known === undefined || isPlainer(code, known)) {
						glyphTexts.set(glyph, String.fromCodePoint(code));
					}
				}
			}
			const coded =
				subtables.find(({ platform, encoding }) => platform === 3 && encoding === 0) ??
				subtables.find(({ platform }) => platform === 1);
			if (coded) {
				const glyphs = new Map(readSubtable(cmap, coded.at));
				glyphOfCode = (code) => glyphs.get(code) ?? glyphs.get(0xf000 + code) ?? null;
			}
		});
	}
	return { glyphTexts, glyphOfCode, glyphOfCid: inner.glyphOfCid };
}

function isPlainer(code: number, known: string): boolean {
	const rank = (each: number) =>
		each >= 0x4e00 && each <= 0x9fff
			? 0
			: each < 0x2000
				? 1
				: each >= 0xe000 && each < 0xf900
					? 3
					: 2;
	return rank(code) < rank(known.codePointAt(0) ?? 0);
}

function listSubtables(cmap: DataView) {
	return Array.from({ length: Math.min(cmap.getUint16(2), 20) }, (_, i) => ({
		platform: cmap.getUint16(4 + 8 * i),
		encoding: cmap.getUint16(6 + 8 * i),
		at: cmap.getUint32(8 + 8 * i),
	}));
}

/** Pairs of code and glyph of the formats that subset fonts have: 0, 4, 6 and 12. */
function readSubtable(cmap: DataView, at: number): Array<[number, number]> {
	const pairs: Array<[number, number]> = [];
	let left = 3 * mostGlyphs;
	const add = (code: number, glyph: number) => {
		if (--left < 0) throw new RangeError('more characters than there are');
		if (glyph !== 0 && code <= 0x10ffff && pairs.length < mostGlyphs) pairs.push([code, glyph]);
	};
	const format = cmap.getUint16(at);
	if (format === 0) for (let code = 0; code < 256; code++) add(code, cmap.getUint8(at + 6 + code));
	if (format === 6) {
		const [first, count] = [cmap.getUint16(at + 6), cmap.getUint16(at + 8)];
		for (let i = 0; i < count; i++) add(first + i, cmap.getUint16(at + 10 + 2 * i));
	}
	if (format === 12) {
		const groups = Math.min(cmap.getUint32(at + 12), mostGlyphs);
		for (let group = 0; group < groups; group++) {
			const from = at + 16 + 12 * group;
			const [low, high, glyph] = [0, 4, 8].map((each) => cmap.getUint32(from + each)) as [
				number,
				number,
				number,
			];
			for (let code = low; code <= Math.min(high, low + mostGlyphs); code++) {
				add(code, glyph + code - low);
			}
		}
	}
	if (format === 4) {
		const segments = cmap.getUint16(at + 6) / 2;
		for (let i = 0; i < segments; i++) {
			const high = cmap.getUint16(at + 14 + 2 * i);
			const low = cmap.getUint16(at + 16 + 2 * (segments + i));
			const delta = cmap.getUint16(at + 16 + 2 * (2 * segments + i));
			const offsetAt = at + 16 + 2 * (3 * segments + i);
			const offset = cmap.getUint16(offsetAt);
			for (let code = low; code <= high && code < 0xffff; code++) {
				if (offset === 0) add(code, (code + delta) & 0xffff);
				else {
					const place = offsetAt + offset + 2 * (code - low);
					const glyph = place + 2 <= cmap.byteLength ? cmap.getUint16(place) : 0;
					add(code, glyph === 0 ? 0 : (glyph + delta) & 0xffff);
				}
			}
		}
	}
	return pairs;
}

/** Glyph names in a TrueType font (post, version 2). */
function readPost(post: DataView, glyphTexts: Map<number, string>): void {
	if (post.getUint32(0) !== 0x00020000) return;
	const count = post.getUint16(32);
	const names: string[] = [];
	for (let at = 34 + 2 * count; at < post.byteLength;) {
		const length = post.getUint8(at);
		if (at + 1 + length > post.byteLength) break;
		names.push(
			String.fromCharCode(...new Uint8Array(post.buffer, post.byteOffset + at + 1, length)),
		);
		at += 1 + length;
	}
	for (let glyph = 0; glyph < count; glyph++) {
		const index = post.getUint16(34 + 2 * glyph);
		// Below 258 the names are the Macintosh's own order; its 3rd to 97th are ASCII.
		const text =
			index >= 258
				? textOfGlyphName(names[index - 258] ?? '')
				: index >= 3 && index <= 97
					? String.fromCharCode(index + 29)
					: null;
		if (text !== null) glyphTexts.set(glyph, text);
	}
}

/** A bare CFF font (Adobe technical note 5176): the names or CIDs of its glyphs. */
function readCff(bytes: Uint8Array): FontFile {
	const view = viewOf(bytes);
	let at = view.getUint8(2);
	const readIndex = () => {
		const count = view.getUint16(at);
		if (count === 0) {
			at += 2;
			return [];
		}
		const size = view.getUint8(at + 2);
		const base = at + 3 + size * (count + 1) - 1;
		const offsetAt = (i: number) => {
			let offset = 0;
			for (let n = 0; n < size; n++) offset = offset * 256 + view.getUint8(at + 3 + size * i + n);
			return offset;
		};
		const items: Uint8Array[] = [];
		for (let i = 0; i < count; i++) {
			items.push(bytes.subarray(base + offsetAt(i), base + offsetAt(i + 1)));
		}
		at = base + offsetAt(count);
		return items;
	};
	readIndex();
	const [top] = readIndex();
	const strings = readIndex();
	const operators = readCffDict(top ?? new Uint8Array(0));
	const charStrings = operators.get(17)?.[0];
	const charset = operators.get(15)?.[0] ?? 0;
	const isOfCids = operators.has(1230);
	if (charStrings === undefined) return nothing;
	const count = view.getUint16(charStrings);
	const ids = charset > 2 ? readCharset(view, charset, count) : standardCharset(count);
	const encoding = operators.get(16)?.[0] ?? 0;
	const glyphTexts = new Map<number, string>();
	if (isOfCids) {
		return {
			glyphTexts,
			glyphOfCode: null,
			glyphOfCid: new Map(ids.map((cid, glyph) => [cid, glyph])),
		};
	}
	ids.forEach((id, glyph) => {
		const text =
			id >= 391
				? textOfGlyphName(latin1(strings[id - 391] ?? new Uint8Array(0)))
				: standardString(id);
		if (text !== null && glyph > 0) glyphTexts.set(glyph, text);
	});
	const codes = encoding > 1 ? safely(() => readCffEncoding(view, encoding)) : null;
	return {
		glyphTexts,
		glyphOfCode: codes ? (code) => codes.get(code) ?? null : null,
		glyphOfCid: null,
	};
}

function readCffDict(bytes: Uint8Array): Map<number, number[]> {
	const operators = new Map<number, number[]>();
	let operands: number[] = [];
	for (let at = 0; at < bytes.length;) {
		const byte = bytes[at++] ?? 0;
		const next = () => bytes[at++] ?? 0;
		if (byte <= 21) {
			operators.set(byte === 12 ? 1200 + next() : byte, operands);
			operands = [];
		} else if (byte === 28) operands.push((((next() << 8) | next()) << 16) >> 16);
		else if (byte === 29) operands.push((next() << 24) | (next() << 16) | (next() << 8) | next());
		else if (byte === 30) while (at < bytes.length && (next() & 0x0f) !== 0x0f);
		else if (byte >= 32 && byte <= 246) operands.push(byte - 139);
		else if (byte >= 247 && byte <= 250) operands.push((byte - 247) * 256 + next() + 108);
		else if (byte >= 251 && byte <= 254) operands.push(-(byte - 251) * 256 - next() - 108);
	}
	return operators;
}

function readCharset(view: DataView, start: number, count: number): number[] {
	const ids = [0];
	const format = view.getUint8(start);
	let at = start + 1;
	while (ids.length < count) {
		const first = view.getUint16(at);
		at += 2;
		let left = 0;
		if (format === 1) left = view.getUint8(at++);
		else if (format === 2) {
			left = view.getUint16(at);
			at += 2;
		}
		for (let i = 0; i <= left && ids.length < count; i++) ids.push(first + i);
	}
	return ids;
}

const standardCharset = (count: number) => Array.from({ length: count }, (_, glyph) => glyph);

/** Of the standard strings the first 95 are ASCII in order, with curved quotes. */
function standardString(id: number): string | null {
	if (id < 1 || id > 95) return null;
	return id === 8 ? '’' : id === 65 ? '‘' : String.fromCharCode(id + 31);
}

function readCffEncoding(view: DataView, start: number): Map<number, number> {
	const codes = new Map<number, number>();
	const format = view.getUint8(start) & 0x7f;
	const count = view.getUint8(start + 1);
	let glyph = 1;
	for (let i = 0; i < count; i++) {
		if (format === 0) codes.set(view.getUint8(start + 2 + i), glyph++);
		else {
			const [first, left] = [view.getUint8(start + 2 + 2 * i), view.getUint8(start + 3 + 2 * i)];
			for (let n = 0; n <= left; n++) codes.set(first + n, glyph++);
		}
	}
	return codes;
}

/** A Type 1 font says in plain text which glyph has which code. */
function readType1(bytes: Uint8Array): FontFile {
	const text = latin1(bytes, 0, Math.min(bytes.length, 65_536));
	const glyphTexts = new Map<number, string>();
	for (const [, code, name] of text.matchAll(/\bdup\s+(\d{1,3})\s*\/(\S+)\s+put\b/g)) {
		const character = textOfGlyphName(name ?? '');
		if (character !== null) glyphTexts.set(Number(code), character);
	}
	return { glyphTexts, glyphOfCode: glyphTexts.size > 0 ? (code) => code : null, glyphOfCid: null };
}

function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What a part that is cut off says, as far as it goes. */
function safely<Result>(read: () => Result): Result | null {
	try {
		return read();
	} catch {
		return null;
	}
}
