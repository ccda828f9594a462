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
	return hideMiddle(idNumber, ...shownOfId(idNumber));
}

/** How much of an ID number stays: characters at its beginning and at its end. */
function shownOfId({ length }: string): [head: number, tail: number] {
	if (length >= 15) return [4, 4];
	return [length > 8 ? 2 : 0, 2];
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
	const hidden = replaceAll(plain, [...patterns, ...knownOf(people).parts]);
	return hidden === plain ? masked : hidden;
}

/**
 * Text of ours with what the people are known by masked; what only looks like a document's number
 * stays.
 */
export function maskPeople(text: string, people: KnownPeople): string {
	const { needles } = knownOf(people);
	if (needles.length === 0) return text;
	const { signs, starts, ends } = fold(text);
	const isHidden = new Uint8Array(text.length);
	for (const { needle, shown } of needles) {
		const { length } = needle;
		for (let at = signs.indexOf(needle); at >= 0; at = signs.indexOf(needle, at + length)) {
			const [start = 0, end = 0] = [starts[at], ends[at + length - 1]];
			const [head, tail] = shown(text.slice(start, end));
			isHidden.fill(1, start + head, Math.max(start + head, end - tail));
		}
	}
	return isHidden.includes(1) ? withHidden(text, isHidden) : text;
}

/** A star for each sign that is hidden. */
function withHidden(text: string, isHidden: Uint8Array): string {
	let shown = '';
	let index = 0;
	for (const sign of text) {
		shown += isHidden[index] ? '*' : sign;
		index += sign.length;
	}
	return shown;
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

/** What people are looked for by. */
interface Known {
	needles: Needle[];
	/** What is known in part only. */
	parts: Masking[];
}

/** A name or number, folded. */
interface Needle {
	needle: string;
	/** How many characters stay of what was found, at its beginning and at its end. */
	shown: (found: string) => [head: number, tail: number];
}

const knownPeople = new WeakMap<KnownPeople, Known>();

/** Made once for the same people: their event may hold thousands of texts. */
function knownOf(people: KnownPeople): Known {
	const { names, numbers } = people;
	const known = knownPeople.get(people) ?? {
		needles: [
			...numbers.flatMap((number) => needleOf(number, shortestNumber, shownOfId)),
			...names.flatMap((name) => needleOf(name, shortestName, shownOfName)),
		],
		parts: [...numbers.flatMap(wholeNumber), ...names.flatMap(wholeName)],
	};
	knownPeople.set(people, known);
	return known;
}

/** Nothing where it is too short. */
function needleOf(text: string, shortest: number, shown: Needle['shown']): Needle[] {
	const { signs } = fold(text);
	const { length } = [...signs];
	return length < shortest || length > longest ? [] : [{ needle: signs, shown }];
}

const shownOfName = ([first = '']: string): [head: number, tail: number] => [first.length, 0];

const blank = /[\s\p{Pd}\p{Cf}.·]/u;

/**
 * The signs of a text in one form, plain and in capitals, without the blanks, hyphens, dots and signs
 * that print nothing that somebody may have put between them; where each began and ended. To look for
 * many people in it takes as long as it is, whatever is between its signs: one expression for each
 * tried every run of blanks anew.
 */
function fold(text: string): { signs: string; starts: number[]; ends: number[] } {
	let signs = '';
	const starts: number[] = [];
	const ends: number[] = [];
	let index = 0;
	for (const sign of text) {
		const start = index;
		index += sign.length;
		if (blank.test(sign)) continue;
		const folded = foldSign(sign);
		signs += folded;
		// Few are two: İ.
		for (let each = 0; each < folded.length; each++) {
			starts.push(start);
			ends.push(index);
		}
	}
	return { signs, starts, ends };
}

/** A sign in capitals where it has one capital; an ASCII sign in place of its full-width form. */
function foldSign(sign: string): string {
	const isWide = sign >= '\uff01' && sign <= '\uff5e';
	const plain = isWide ? String.fromCharCode(sign.charCodeAt(0) - 0xfee0) : sign;
	const small = plain.toLowerCase();
	const capital = small.toUpperCase();
	return capital.length === small.length ? capital : small;
}

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
