import type { Code } from './cmap';

/** A predefined map from codes to characters, by an encoding that the platform knows. */
interface Charset {
	/** The code that begins at a place in a string. */
	next(bytes: Uint8Array, at: number): Code;
	/** The text of a code's bytes. */
	text(bytes: Uint8Array): string;
	isVertical: boolean;
	/** Whether ASCII is set in half an em where the font does not say. */
	isHalfWidth: boolean;
}

/**
 * The predefined CMaps (ISO 32000-2, table 116) that stand for an encoding of text: what a viewer
 * shows for a code is the character of that encoding, so that no table of glyph numbers is needed.
 * Identity-H and -V say nothing and are not here.
 */
export function predefinedCharset(name: string): Charset | null {
	const found = charsets.find(({ names }) => names.test(name));
	if (!found) return null;
	const decoder = new TextDecoder(found.encoding);
	return {
		next: found.next,
		text: (bytes) => decoder.decode(bytes),
		isVertical: name.endsWith('-V'),
		isHalfWidth: !/^(Uni|GBKp|GBpc|B5pc|90msp|KSCpc)/.test(name),
	};
}

const take = (bytes: Uint8Array, at: number, length: number): Code => {
	const count = Math.min(length, bytes.length - at);
	let code = 0;
	for (let i = 0; i < count; i++) code = code * 256 + (bytes[at + i] ?? 0);
	return { code, bytes: Math.max(1, count) };
};

/** One byte below a lead byte, two from it on. */
const doubleByte = (isLead: (byte: number) => boolean) => (bytes: Uint8Array, at: number) =>
	take(bytes, at, isLead(bytes[at] ?? 0) ? 2 : 1);

const gb18030 = (bytes: Uint8Array, at: number) => {
	const second = bytes[at + 1] ?? 0;
	return (bytes[at] ?? 0) <= 0x80
		? take(bytes, at, 1)
		: take(bytes, at, second >= 0x30 && second <= 0x39 ? 4 : 2);
};

const utf16 = (bytes: Uint8Array, at: number) =>
	take(bytes, at, ((bytes[at] ?? 0) & 0xfc) === 0xd8 ? 4 : 2);

const utf8 = (bytes: Uint8Array, at: number) => {
	const lead = bytes[at] ?? 0;
	return take(bytes, at, lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);
};

const charsets: ReadonlyArray<{
	names: RegExp;
	encoding: string;
	next(bytes: Uint8Array, at: number): Code;
}> = [
	{ names: /^Uni(GB|CNS|JIS|KS)\w*-UCS2-/, encoding: 'utf-16be', next: (b, at) => take(b, at, 2) },
	{ names: /^UniJIS2004-UTF16-|^Uni(GB|CNS|JIS|KS)-UTF16-/, encoding: 'utf-16be', next: utf16 },
	{ names: /^Uni(GB|CNS|JIS|KS)-UTF8-/, encoding: 'utf-8', next: utf8 },
	{ names: /^GBK2K-/, encoding: 'gb18030', next: gb18030 },
	{
		names: /^(GBK-EUC|GBKp-EUC|GB-EUC)-/,
		encoding: 'gb18030',
		next: doubleByte((byte) => byte >= 0x81),
	},
	{
		names: /^GBpc-EUC-/,
		encoding: 'gb18030',
		next: doubleByte((byte) => byte >= 0xa1 && byte <= 0xfc),
	},
	{
		names: /^(B5pc|HKscs-B5|ETen-B5|ETenms-B5)-/,
		encoding: 'big5',
		next: doubleByte((byte) => byte >= 0x81),
	},
	{
		names: /^(83pv|90ms|90msp|90pv|Add|Ext)-RKSJ-/,
		encoding: 'shift_jis',
		next: doubleByte((byte) => (byte >= 0x81 && byte <= 0x9f) || byte >= 0xe0),
	},
	{ names: /^EUC-/, encoding: 'euc-jp', next: doubleByte((byte) => byte >= 0x8e) },
	{
		names: /^(KSC-EUC|KSCms-UHC|KSCms-UHC-HW|KSCpc-EUC)-/,
		encoding: 'euc-kr',
		next: doubleByte((byte) => byte >= 0x81),
	},
];
