/**
 * Made at its first use: it takes longer to make than all the rest of the package takes to load.
 */
let graphemes: Intl.Segmenter | undefined;

/**
 * Text of at most so many UTF-16 units, its last one `…` where something was cut; never cut
 * inside a character.
 */
export function shorten(text: string, longest: number): string {
	if (text.length <= longest) return text;
	graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	let end = 0;
	for (const { segment } of graphemes.segment(text.slice(0, longest))) {
		if (end + segment.length >= longest) break;
		end += segment.length;
	}
	return `${text.slice(0, end)}…`;
}

const longestQuote = 60;

/** What somebody entered, as an error message quotes it: shortened, however long it is. */
export function quoted(text: string): string {
	return `“${shorten(text, longestQuote)}”`;
}
