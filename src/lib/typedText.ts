/**
 * Signs that print nothing: zero-width spaces, marks of writing direction, soft hyphens, byte
 * order marks, what only chooses between drawings of one sign.
 */
const formatCharacters = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Text as somebody typed, pasted or scanned it, in the one form in which it is compared, hashed
 * and sent: full-width signs made plain (NFKC), signs that print nothing dropped, every run of
 * blanks one space, none at the ends.
 */
export function normalizeTyped(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/\s+/gu, ' ')
		.replace(formatCharacters, '')
		.replace(/ {2,}/g, ' ')
		.trim();
}

/**
 * Whether a number may once have been another one: JSON and JavaScript keep whole numbers exactly
 * only up to 2^53, and spreadsheets export long ones as `1.84930E+18`, so that the long number of
 * an order or an ID changes silently. It must come as text.
 */
export function isRounded(value: unknown): boolean {
	if (typeof value === 'string') return /^\s*\d([.,]\d{1,20})?E\+\d{1,3}\s*$/i.test(value);
	return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/**
 * The number of a document (ID, passport, ticket) likewise, without blanks and hyphens, in
 * capitals.
 */
export function normalizeNumber(text: string): string {
	return normalizeTyped(text)
		.replace(/[\s\p{Pd}\u2212\u30fc·._]/gu, '')
		.toUpperCase();
}

const yes = ['true', 'yes', 'y', 't', 'on', '1', '是', '是的', '对', '真', '开'];
const no = ['false', 'no', 'n', 'f', 'off', '0', '否', '不', '不是', '错', '假', '关'];

/**
 * What a word says of a switch (`TRUE`, `yes`, `是`, `0`); null where it says neither yes nor no.
 */
export function flagOf(text: string): boolean | null {
	const word = normalizeTyped(text).toLowerCase();
	if (yes.includes(word)) return true;
	return no.includes(word) ? false : null;
}
