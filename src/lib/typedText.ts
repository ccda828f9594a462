/** Signs that print nothing: zero-width spaces, marks of writing direction, soft hyphens, byte order marks. */
const formatCharacters = /[\p{Cf}\p{Cc}]/gu;

/**
 * Text as somebody typed, pasted or scanned it, in the one form in which it is compared, hashed and sent: full-width signs
 * made plain (NFKC), signs that print nothing dropped, every run of blanks one space, none at the ends.
 */
export function normalizeTyped(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/\s+/gu, ' ')
		.replace(formatCharacters, '')
		.replace(/ {2,}/g, ' ')
		.trim();
}

/** The number of a document (ID, passport, ticket) likewise, without blanks and hyphens, in capitals. */
export function normalizeNumber(text: string): string {
	return normalizeTyped(text)
		.replace(/[\s\p{Pd}\u2212\u30fc·.]/gu, '')
		.toUpperCase();
}
