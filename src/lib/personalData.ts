import { normalizeNumber } from './typedText';

/**
 * Personal data shown in part: an ID as `1101**********721X`, a phone as `139****0000`, a name as
 * `测**`.
 */

/**
 * An ID number with its ends, of which a shorter one shows less: at least five of nine characters
 * are hidden.
 */
export function maskIdNumber(idNumber: string): string {
	if (idNumber.length >= 15) return hideMiddle(idNumber, 4, 4);
	return idNumber.length > 8 ? hideMiddle(idNumber, 2, 2) : hideMiddle(idNumber, 0, 2);
}

/**
 * A phone number with its first three and last four digits; a short one keeps only its last two.
 */
export function maskPhone(phone: string): string {
	return phone.length > 10 ? hideMiddle(phone, 3, 4) : hideMiddle(phone, 0, 2);
}

/** A name with its first character. */
export function maskName(name: string): string {
	const [first = '', ...others] = name;
	return first + '*'.repeat(others.length);
}

/**
 * Signs that stand for hidden ones: our stars, or Juhe's (`魏XX`, `魏X`, `魏某`, `320382XXXXXXX3916`).
 * An X alone is a letter, but not behind a Chinese character.
 */
const hiddenSigns = /[^\p{L}\p{N}]|[〇某]|X{2,}|(?<=\p{Script=Han})X/gu;

/** A name or number, however it is typed, with a star for each sign that is hidden in it. */
export function withStars(text: string): string {
	return normalizeNumber(text).replace(hiddenSigns, (signs) => '*'.repeat(signs.length));
}

/** Whether a name or number is shown in part. */
export function isHiddenInPart(text: string): boolean {
	return withStars(text).includes('*');
}

/** By what the people of a request or an order are known. */
export interface KnownPeople {
	names: string[];
	/** Numbers of documents and phones, as given. */
	numbers: string[];
}

/**
 * Free text (a reason, a failure) with everything in it masked that looks like an ID, a passport
 * or a phone number, and what the people are known by whom it may speak of, however it is spaced
 * there.
 */
export function maskText(text: string, people: KnownPeople = nobody): string {
	const masked = maskPeople(text, people);
	const plain = /[\uFF10-\uFF19]/.test(masked) ? masked.normalize('NFKC') : masked;
	const hidden = replaceAll(plain, [
		...patterns,
		...people.numbers.flatMap((number) => wholeNumber(number)),
		...people.names.flatMap((name) => wholeName(name)),
	]);
	return hidden === plain ? masked : hidden;
}

/**
 * Text of ours with what the people are known by masked; what only looks like a document's number
 * stays.
 */
export function maskPeople(text: string, { names, numbers }: KnownPeople): string {
	return replaceAll(text, [
		...numbers.flatMap((number) => spelled(number, shortestNumber, maskIdNumber)),
		...names.flatMap((name) => spelled(name, shortestName, maskName)),
	]);
}

type Masking = [RegExp, (found: string) => string];

function replaceAll(text: string, maskings: Masking[]): string {
	return maskings.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text);
}

const nobody: KnownPeople = { names: [], numbers: [] };
/** Shorter ones would be found in everything. */
const [shortestNumber, shortestName] = [5, 2];
/** Longer ones are nobody's. */
const longest = 100;

const blanks = String.raw`[\s\p{Pd}\p{Cf}.·]*`;

/**
 * The text with blanks, hyphens, dots and signs that print nothing wherever somebody may have put
 * them, in plain or full-width signs; nothing where it is too short.
 */
function spelled(text: string, shortest: number, mask: (found: string) => string): Masking[] {
	const characters = [...text.replace(/[\s\p{Pd}.·]/gu, '')];
	if (characters.length < shortest || characters.length > longest) return [];
	const escaped = characters.map((each) =>
		/[A-Z0-9]/i.test(each)
			? `[${each}${fullWidth(each)}]`
			: each.replace(/[\\^$*+?()[\]{}|/]/g, String.raw`\$&`),
	);
	return [[new RegExp(escaped.join(blanks), 'giu'), mask]];
}

/** The full-width form of an ASCII sign. */
const fullWidth = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) + 0xfee0);

/** The whole of a number that is known in part (`******67`, `0123XXXX`), where it stands alone. */
function wholeNumber(number: string): Masking[] {
	if (number.length > longest || !isHiddenInPart(number)) return [];
	const shown = withStars(number);
	if (shown.length < shortestNumber || shown.replaceAll('*', '').length < 2) return [];
	const signs = shown.replaceAll('*', '[A-Z0-9]');
	return [[new RegExp(`(?<![A-Z0-9])${signs}(?![A-Z0-9])`, 'giu'), maskIdNumber]];
}

/**
 * The whole of a Chinese name that is known in part (`魏XX`), where it stands alone or behind what it
 * is: its first character may begin any word.
 */
function wholeName(name: string): Masking[] {
	if (name.length > longest) return [];
	const shown = withStars(name);
	if (!/^\p{Script=Han}+\*+$/u.test(shown)) return [];
	const signs = shown.replaceAll('*', String.raw`\p{Script=Han}`);
	const alone = String.raw`(?<!\p{Script=Han})${signs}(?!\p{Script=Han})`;
	return [[new RegExp(`(?<=乘客|旅客|乘车人|联系人|姓名)${signs}|${alone}`, 'gu'), maskName]];
}

/** A name and a number as Juhe joins them (docs/juhe-api.md, "Pushes"): `name|id,name|id`. */
function maskJoined(joined: string): string {
	const [name = '', number = ''] = joined.split(/ ?[|｜] ?/);
	return `${maskName(name)}|${maskIdNumber(number)}`;
}

const patterns: Masking[] = [
	// What begins like a date is one, or the number of an order.
	[
		/(?:\p{Script=Han}[\p{Script=Han}·*]{1,20}|\p{Script=Latin}[\p{Script=Latin} .'’*-]{1,40}) ?[|｜] ?(?!20\d{6,12}(?!\d))(?=(?:[A-Z]*[\d*]){4})[A-Z\d*]{7,20}/giu,
		maskJoined,
	],
	[/(?<![A-Za-z0-9])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![A-Za-z0-9])/g, maskIdNumber],
	[/\+(?!86)\d{1,3}[ -]?\d{2,4}[ -]?\d{3,4}(?:[ -]?\d{2,4})?(?!\d)/g, maskPhone],
	[/(?<=(?<!\d)(?:86[ -]?)?)1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)/g, maskPhone],
	[/(?<![A-Za-z0-9])[A-Z]{1,2}\d{7,10}(?![A-Za-z0-9])/g, maskIdNumber],
	// Passports that mix digits and consonants, as Germany's.
	[
		/(?<![A-Za-z0-9])(?=(?:[A-Z]*\d){4})[CFGHJ-NPRTV-Z](?=\d*[A-Z])[CFGHJ-NPRTV-Z\d]{8}(?![A-Za-z0-9])/g,
		maskIdNumber,
	],
	// Eight digits alone may be a date: a document is what is called one.
	[/(?<=(?:证|护照|证件号|证号|permit|passport)[^\d*\n]{0,6})\d{8}(?!\d)/gi, maskIdNumber],
];

function hideMiddle(text: string, head: number, tail: number): string {
	const hidden = Math.max(0, text.length - head - tail);
	return text.slice(0, head) + '*'.repeat(hidden) + text.slice(head + hidden);
}
