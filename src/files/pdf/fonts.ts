import { predefinedCharset } from './charsets';
import { nextCode, parseCMap } from './cmap';
import type { CMap, Code } from './cmap';
import type { PdfDocument } from './document';
import { readFontFile } from './fontFiles';
import type { FontFile } from './fontFiles';
import { textOfGlyphName } from './glyphNames';
import { Name, Stream } from './objects';
import type { Dict, PdfObject } from './objects';

/** One glyph of a string as its font sets it. */
interface SetGlyph {
	/** Null where the font does not say which character it is. */
	text: string | null;
	/** To the next glyph, in em. */
	advance: number;
	/** Whether the spacing of words applies: the code is one byte, 32. */
	isBlank: boolean;
}

export interface Font {
	isVertical: boolean;
	glyphs(bytes: Uint8Array): Iterable<SetGlyph>;
}

/** Reads a font dictionary (ISO 32000-2, 9.6 to 9.10). */
export function readFont(document: PdfDocument, dict: Dict): Font {
	return document.name(dict.get('Subtype')) === 'Type0'
		? compositeFont(document, dict)
		: simpleFont(document, dict);
}

function simpleFont(document: PdfDocument, dict: Dict): Font {
	const isType3 = document.name(dict.get('Subtype')) === 'Type3';
	const descriptor = document.dict(dict.get('FontDescriptor'));
	const scale = isType3
		? Math.abs(document.number(document.array(dict.get('FontMatrix'))[0]) ?? 0.001)
		: 0.001;
	const first = document.number(dict.get('FirstChar')) ?? 0;
	const widths = document.array(dict.get('Widths'));
	const missing = descriptor ? document.number(descriptor.get('MissingWidth')) : null;
	const baseName = document.name(dict.get('BaseFont')) ?? '';
	const toUnicode = readToUnicode(document, dict);
	const textOfCode = simpleEncoding(document, dict, descriptor, isType3);
	const texts = new Map<number, string | null>();
	return {
		isVertical: false,
		*glyphs(bytes) {
			for (const code of bytes) {
				let text = texts.get(code);
				if (text === undefined) {
					text = meaningful(toUnicode?.(code)) ?? meaningful(textOfCode(code));
					texts.set(code, text);
				}
				const width = document.number(widths[code - first]);
				const advance =
					width !== null && code >= first
						? width * scale
						: missing !== null && widths.length > 0
							? missing * scale
							: typicalWidth(text, baseName);
				yield { text, advance, isBlank: code === 32 };
			}
		},
	};
}

/**
 * What a simple font's codes mean without ToUnicode: its differences, the encoding that these are
 * from, the font file.
 */
function simpleEncoding(
	document: PdfDocument,
	dict: Dict,
	descriptor: Dict | null,
	isType3: boolean,
): (code: number) => string | null {
	const encoding = document.resolve(dict.get('Encoding'));
	const baseName =
		encoding instanceof Name
			? encoding.value
			: encoding instanceof Map
				? document.name(encoding.get('BaseEncoding'))
				: null;
	const differences = new Map<number, string>();
	if (encoding instanceof Map) {
		let code = 0;
		for (const each of document.array(encoding.get('Differences'))) {
			const value = document.resolve(each);
			if (typeof value === 'number') code = value;
			else if (value instanceof Name) differences.set(code++, value.value);
		}
	}
	const isSymbolic = ((descriptor && document.number(descriptor.get('Flags'))) ?? 0) & 4;
	const file = descriptor ? fontFile(document, descriptor) : null;
	const base = baseEncodings[baseName ?? (isSymbolic && file ? '' : 'StandardEncoding')];
	return (code) => {
		const name = differences.get(code);
		if (name !== undefined) return textOfGlyphName(name);
		if (isType3) return null;
		const glyph = file?.glyphOfCode?.(code);
		const own = glyph === undefined || glyph === null ? null : file?.glyphTexts.get(glyph);
		return (isSymbolic ? own : null) ?? base?.(code) ?? own ?? null;
	};
}

const single = (encoding: string) => {
	const decoder = new TextDecoder(encoding);
	return (code: number) => decoder.decode(Uint8Array.of(code));
};
const windows = single('windows-1252');
const baseEncodings: Readonly<Record<string, (code: number) => string | null>> = {
	WinAnsiEncoding: windows,
	MacRomanEncoding: single('macintosh'),
	StandardEncoding: (code) =>
		code === 0x27
			? '’'
			: code === 0x60
				? '‘'
				: code === 0xa5
					? '¥'
					: code < 0x7f
						? windows(code)
						: null,
};

function compositeFont(document: PdfDocument, dict: Dict): Font {
	const descendant = document.dict(document.array(dict.get('DescendantFonts'))[0]) ?? new Map();
	const descriptor = document.dict(descendant.get('FontDescriptor'));
	const coding = compositeCoding(document, dict.get('Encoding'));
	const widthOf = compositeWidths(document, descendant);
	const toUnicode = readToUnicode(document, dict);
	const fromFile = lazily(() => glyphTextsByCid(document, descendant, descriptor));
	const fromCollection = collectionTexts(document, descendant);
	const texts = new Map<string, string | null>();
	return {
		isVertical: coding.isVertical,
		*glyphs(bytes) {
			for (let at = 0; at < bytes.length;) {
				const next = coding.next(bytes, at);
				const own = bytes.subarray(at, at + next.bytes);
				const key = `${next.bytes}:${next.code}`;
				let text = texts.get(key);
				if (text === undefined) {
					const cid = coding.cid(next);
					text =
						meaningful(coding.text?.(own)) ??
						meaningful(toUnicode?.(next.code)) ??
						meaningful(cid === null ? null : fromCollection?.(cid)) ??
						meaningful(cid === null ? null : fromFile()(cid));
					texts.set(key, text);
				}
				const advance = coding.isVertical ? 1 : widthOf(coding.cid(next)) / 1_000;
				yield { text, advance, isBlank: next.bytes === 1 && next.code === 32 };
				at += next.bytes;
			}
		},
	};
}

/** How a composite font's strings fall into codes, and what these stand for. */
interface Coding {
	next(bytes: Uint8Array, at: number): Code;
	/** The number of the glyph in its collection; null where it is not known. */
	cid(code: Code): number | null;
	/** The text of a code's bytes where the encoding is one of text. */
	text: ((bytes: Uint8Array) => string) | null;
	isVertical: boolean;
}

const twoBytes = (bytes: Uint8Array, at: number): Code => ({
	code: ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0),
	bytes: 2,
});

function compositeCoding(document: PdfDocument, value: PdfObject | undefined): Coding {
	const encoding = document.resolve(value);
	if (encoding instanceof Stream) {
		const map = parseCMap(document.unpack(encoding).bytes);
		const base = document.name(encoding.dict.get('UseCMap')) ?? map.base;
		const below = base === null ? null : namedCoding(base);
		const hasOwn = map.codeSpaces.length > 0;
		return {
			next: (bytes, at) =>
				hasOwn ? nextCode(map.codeSpaces, bytes, at) : (below?.next ?? twoBytes)(bytes, at),
			cid: (code) => map.cids.get(code.code) ?? below?.cid(code) ?? null,
			text: map.cids.size === 0 ? (below?.text ?? null) : null,
			isVertical: map.isVertical || (below?.isVertical ?? false),
		};
	}
	return namedCoding(encoding instanceof Name ? encoding.value : 'Identity-H');
}

function namedCoding(name: string): Coding {
	const charset = predefinedCharset(name);
	if (!charset) {
		return {
			next: twoBytes,
			cid: ({ code }) => code,
			text: null,
			isVertical: name.endsWith('-V'),
		};
	}
	// In all four collections ASCII begins with glyph 1; in half an em it has other glyphs, in
	// Adobe-GB1 from 814.
	const firstOfAscii = charset.isHalfWidth ? 814 : 1;
	return {
		next: charset.next,
		cid: ({ code }) => (code >= 0x20 && code < 0x7f ? code - 0x20 + firstOfAscii : null),
		text: charset.text,
		isVertical: charset.isVertical,
	};
}

/** Ranges of glyphs of one width that a font can have. */
const mostRanges = 2_000;

/** Widths by glyph numbers, in thousandths of an em (9.7.4.3). */
function compositeWidths(document: PdfDocument, descendant: Dict): (cid: number | null) => number {
	const usual = document.number(descendant.get('DW')) ?? 1_000;
	const widths = new Map<number, number>();
	const ranges: Array<{ first: number; last: number; width: number }> = [];
	const list = document.array(descendant.get('W'));
	for (let i = 0; i < list.length;) {
		const first = document.number(list[i]) ?? 0;
		const second = document.resolve(list[i + 1]);
		if (Array.isArray(second)) {
			second.forEach((each, n) => widths.set(first + n, document.number(each) ?? usual));
			i += 2;
		} else {
			const [last, width] = [document.number(list[i + 1]), document.number(list[i + 2])];
			const isRange = last !== null && width !== null && ranges.length < mostRanges;
			if (isRange) ranges.push({ first, last, width });
			i += 3;
		}
	}
	return (cid) => {
		if (cid === null) return usual;
		const range = ranges.find(({ first, last }) => cid >= first && cid <= last);
		return widths.get(cid) ?? range?.width ?? usual;
	};
}

/** What the embedded font says of glyph numbers. */
function glyphTextsByCid(
	document: PdfDocument,
	descendant: Dict,
	descriptor: Dict | null,
): (cid: number) => string | null {
	const file = descriptor ? fontFile(document, descriptor) : null;
	if (!file) return () => null;
	const map = document.stream(descendant.get('CIDToGIDMap'));
	const glyphs = map ? document.unpack(map).bytes : null;
	const glyphOf = (cid: number) => {
		if (glyphs) return ((glyphs[2 * cid] ?? 0) << 8) | (glyphs[2 * cid + 1] ?? 0);
		return file.glyphOfCid ? file.glyphOfCid.get(cid) : cid;
	};
	return (cid) => {
		const glyph = glyphOf(cid);
		return glyph === undefined ? null : (file.glyphTexts.get(glyph) ?? null);
	};
}

/** Glyph numbers that are characters: the collection of Unicode itself. */
function collectionTexts(
	document: PdfDocument,
	descendant: Dict,
): ((cid: number) => string | null) | null {
	const info = document.dict(descendant.get('CIDSystemInfo'));
	const ordering = info ? document.resolve(info.get('Ordering')) : null;
	const name = ordering instanceof Uint8Array ? Buffer.from(ordering).toString('latin1') : '';
	return name === 'UCS' ? (cid) => String.fromCharCode(cid) : null;
}

/** Several fonts may have one file. */
const fontFiles = new WeakMap<Stream, FontFile>();

function fontFile(document: PdfDocument, descriptor: Dict): FontFile | null {
	for (const key of ['FontFile2', 'FontFile3', 'FontFile']) {
		const stream = document.stream(descriptor.get(key));
		if (!stream) continue;
		const known = fontFiles.get(stream);
		if (known) return known;
		const file = readFontFile(document.unpack(stream).bytes);
		fontFiles.set(stream, file);
		return file;
	}
	return null;
}

/** What the font's own map to Unicode says. */
function readToUnicode(
	document: PdfDocument,
	dict: Dict,
): ((code: number) => string | null) | null {
	const value = document.resolve(dict.get('ToUnicode'));
	if (value instanceof Name) {
		return /^Identity/.test(value.value) ? (code) => String.fromCharCode(code) : null;
	}
	if (!(value instanceof Stream)) return null;
	const { texts }: CMap = parseCMap(document.unpack(value).bytes);
	return (code) => texts.get(code) ?? null;
}

/**
 * A text that says something: no control character, nothing from the areas where everybody may put
 * anything.
 */
function meaningful(text: string | null | undefined): string | null {
	if (text === null || text === undefined || text === '') return null;
	return /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\uFFFD]/u.test(text.replace(/[\t\r\n]/g, ' ')) ? null : text;
}

/**
 * The width of a character in the fonts that every viewer has, in em; their own tables say it to a
 * thousandth.
 */
function typicalWidth(text: string | null, fontName: string): number {
	if (/Courier|Mono/i.test(fontName)) return 0.6;
	if (text === null) return 0.5;
	if (/^[ .,:;'!|()[\]/\\ilj]$/.test(text)) return 0.28;
	if (/^[A-Z]$/.test(text)) return 0.68;
	return (text.codePointAt(0) ?? 0) >= 0x2e80 ? 1 : 0.53;
}

function lazily<Value>(make: () => Value): () => Value {
	let made: { value: Value } | null = null;
	return () => (made ??= { value: make() }).value;
}
