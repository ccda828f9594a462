/**
 * The characters of glyph names (Adobe Glyph List), as far as Latin text in receipts has them:
 * letters and digits are named by themselves, so only the others are here.
 */
const named: Readonly<Record<string, string>> = Object.fromEntries(
	(
		'space   exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle \' quoteright ’ ' +
		'quoteleft ‘ parenleft ( parenright ) asterisk * plus + comma , hyphen - minus − period . slash / ' +
		'zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < ' +
		'equal = greater > question ? at @ bracketleft [ backslash \\ bracketright ] asciicircum ^ underscore _ ' +
		'grave ` braceleft { bar | braceright } asciitilde ~ yen ¥ Yen ¥ cent ¢ sterling £ Euro € section § ' +
		'degree ° periodcentered · middot · bullet • endash – emdash — ellipsis … quotedblleft “ ' +
		'quotedblright ” guillemotleft « guillemotright » multiply × divide ÷ plusminus ± copyright © ' +
		'registered ® trademark ™ sfthyphen - exclamdown ¡ questiondown ¿ ' +
		'ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø germandbls ß fi fi fl fl eacute é egrave è agrave à ' +
		'udieresis ü Udieresis Ü odieresis ö Odieresis Ö adieresis ä Adieresis Ä ccedilla ç ntilde ñ'
	)
		.match(/(\S+) (\S+| )/g)
		?.map((pair) => {
			const split = pair.indexOf(' ');
			return [pair.slice(0, split), pair.slice(split + 1)];
		}) ?? [],
);

/** The character of a glyph's name, or null where the name says nothing (`g12`, `cid123`). */
export function textOfGlyphName(name: string): string | null {
	const [plain = ''] = name.split('.', 1);
	if (/^[A-Za-z]$/.test(plain)) return plain;
	if (/^(nbspace|nonbreakingspace)$/.test(plain)) return ' ';
	if (Object.hasOwn(named, plain)) return named[plain] ?? null;
	const hex = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(plain);
	const code = parseInt(hex?.[1] ?? hex?.[2] ?? '', 16);
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
