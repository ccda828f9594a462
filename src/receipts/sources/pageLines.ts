import { unknownGlyph } from '../../files/pageText';
import type { PageText } from '../../files/pageText';
import type { ReceiptEntry } from '../types';

/**
 * What a page says, or the first thing that is missing for it to be believed; then what was found
 * all the same may still tell that it is another's.
 */
export type PageReading = PageContent | { missing: string; found?: ReceiptEntry[] };

export interface PageContent {
	entries: ReceiptEntry[];
	/** Names of what was left out, because its characters cannot be right. */
	doubtful: string[];
	/** Names of what is there but does not look like what it should be. */
	unlikely: string[];
	/** Labels of the form that were not found. */
	lacking: string[];
	/** Whether there is text within the form that belongs to none of it. */
	hasLeftover: boolean;
}

/** Entries without those whose characters cannot be right. */
export function taken(
	entries: ReceiptEntry[],
	doubts: Partial<Pick<PageContent, 'unlikely' | 'lacking' | 'hasLeftover'>> = {},
): PageContent {
	const doubtful = entries.filter(({ value }) => isDoubtful(value));
	return {
		entries: entries.filter((entry) => !doubtful.includes(entry)),
		doubtful: [...new Set(doubtful.map(({ name }) => name))],
		unlikely: [],
		lacking: [],
		hasLeftover: false,
		...doubts,
	};
}

/** A character on a page. */
export interface Sign {
	/** In the form in which texts are compared. */
	text: string;
	/** As it is printed. */
	shown: string;
	left: number;
	right: number;
	/** Of the baseline, from the top. */
	y: number;
	size: number;
	/** Whether a blank was written before it. */
	isApart: boolean;
}

/** Signs on one baseline, from left to right. */
export interface Line {
	y: number;
	size: number;
	signs: Sign[];
}

/** Baselines less apart than this share of the font's size are one. */
const sameLine = 0.45;

/** The lines of each page; others may work in between. */
export function* sheetsOf(pages: PageText[]): Generator<void, Line[][], void> {
	const sheets: Line[][] = [];
	for (const page of pages) {
		sheets.push(linesOf(page));
		yield;
	}
	return sheets;
}

/** The lines of a page from top to bottom. */
function linesOf(page: PageText): Line[] {
	const signs = signsOf(page).sort((one, other) => one.y - other.y);
	const lines: Line[] = [];
	for (const sign of signs) {
		const last = lines.at(-1);
		if (last && sign.y - last.y <= sameLine * Math.min(sign.size, last.size)) last.signs.push(sign);
		else lines.push({ y: sign.y, size: sign.size, signs: [sign] });
	}
	for (const line of lines) {
		line.signs.sort((one, other) => one.left - other.left);
		line.size = median(line.signs.map(({ size }) => size));
		line.y = median(line.signs.map(({ y }) => y));
	}
	return lines;
}

/**
 * Every character by itself; blanks are told of the next. A glyph of several characters is cut
 * evenly.
 */
function signsOf({ glyphs }: PageText): Sign[] {
	const signs: Sign[] = [];
	const blanks: Array<{ y: number; right: number }> = [];
	for (const { text, x, y, width, size } of glyphs) {
		if (!(size > 0.5)) continue;
		const printed = [...mended(text)];
		printed.forEach((shown, index) => {
			const left = x + (width * index) / printed.length;
			const right = x + (width * (index + 1)) / printed.length;
			if (/\s/.test(shown)) blanks.push({ y, right });
			else
				signs.push({ text: shown.normalize('NFKC'), shown, left, right, y, size, isApart: false });
		});
	}
	const ends = new Map<number, number[]>();
	for (const { y, right } of blanks)
		ends.set(Math.round(y), [...(ends.get(Math.round(y)) ?? []), right]);
	for (const sign of signs) {
		const row = Math.round(sign.y);
		const near = [row - 1, row, row + 1].flatMap((each) => ends.get(each) ?? []);
		sign.isApart = near.some((right) => Math.abs(right - sign.left) < 0.2 * sign.size);
	}
	return signs;
}

/**
 * Characters that look like ideographs made the ideographs: PDFs are full of them, where a font has
 * one glyph for both. NFKC leaves most of the radicals alone. Ligatures are taken apart.
 */
function mended(text: string): string {
	return text.replace(
		/[\u2e80-\u2fdf\uf900-\ufb06]/g,
		(each) => radicals.get(each) ?? each.normalize('NFKC'),
	);
}

/** Equivalent_Unified_Ideograph of the block CJK Radicals Supplement, in Unicode 15. */
const radicals = new Map(
	(
		'⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目' +
		'⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风' +
		'⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'
	)
		.match(/../gu)
		?.map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

const isIdeograph = (text: string) => /\p{Script=Han}/u.test(text);

/** The gap before a sign in em of its size; none before the first. */
export function gapBefore(signs: readonly Sign[], index: number): number {
	const [before, sign] = [signs[index - 1], signs[index]];
	return before && sign ? (sign.left - before.right) / sign.size : Infinity;
}

/**
 * Signs as a text, with a blank where one was written or left; Chinese is often set with more room
 * between. Where one is printed over another, nobody can say what it is.
 */
export function textOf(signs: readonly Sign[]): string {
	return signs
		.map((sign, index) => {
			const before = signs[index - 1];
			if (!before) return sign.shown;
			const isNewLine = sign.y - before.y > sameLine * sign.size;
			if (!isNewLine && isOver(before, sign)) return `${unknownGlyph}${sign.shown}`;
			const widest = isIdeograph(before.text) && isIdeograph(sign.text) ? 0.6 : 0.25;
			const isApart = sign.isApart || gapBefore(signs, index) > widest;
			return isApart && !isNewLine ? ` ${sign.shown}` : sign.shown;
		})
		.join('');
}

function isOver(before: Sign, sign: Sign): boolean {
	const narrower = Math.min(before.right - before.left, sign.right - sign.left);
	return before.right - sign.left > 0.6 * narrower;
}

/** A value's signs, up to a gap that no value has: what lies beyond belongs to something else. */
export function untilGap(signs: Sign[], label: Label): Sign[] {
	const [first] = signs;
	if (!first || first.left - label.right > widestBefore * first.size) return [];
	const end = signs.findIndex((_, index) => index > 0 && gapBefore(signs, index) > widestWithin);
	return end === -1 ? signs : signs.slice(0, end);
}

/** Whether signs of one value do not stand on one baseline, so that they hardly are one. */
export function isUneven(signs: readonly Sign[]): boolean {
	const ys = signs.map(({ y }) => y);
	return Math.max(...ys) - Math.min(...ys) > 0.2 * Math.min(...signs.map(({ size }) => size));
}

/** Between a label and its value, and within a value, in em. */
const widestBefore = 14;
const widestWithin = 4;

/**
 * Signs in groups, parted where the gap between them is wider than `em`, and where a blank is if
 * `atBlanks`.
 */
export function groups(signs: readonly Sign[], em: number, atBlanks = false): Sign[][] {
	const found: Sign[][] = [];
	signs.forEach((sign, index) => {
		const last = found.at(-1);
		const isParted = gapBefore(signs, index) > em || (atBlanks && sign.isApart);
		if (last && !isParted) last.push(sign);
		else found.push([sign]);
	});
	return found;
}

export function edges(signs: readonly Sign[]): { left: number; right: number; centre: number } {
	const left = Math.min(...signs.map((sign) => sign.left));
	const right = Math.max(...signs.map((sign) => sign.right));
	return { left, right, centre: (left + right) / 2 };
}

export const bare = (signs: readonly Sign[]) => signs.map(({ text }) => text).join('');

/** A label found on a line, and where. */
export interface Label {
	/** As it is in the list of labels. */
	name: string;
	line: Line;
	/**
	 * Places of its first sign and of the first behind it and its colon, among the signs of the line.
	 */
	start: number;
	stop: number;
	left: number;
	right: number;
	hasColon: boolean;
}

/** Letters of a label may stand wide apart, up to this many em. */
const widestLetterSpace = 3;

/**
 * The labels on a line. One counts where a colon follows it, or where it begins a group of signs:
 * at the start, behind a gap, or right behind another label, since labels come glued together.
 */
export function labelsOn(line: Line, names: readonly string[]): Label[] {
	const { signs } = line;
	const byLength = [...names].sort((one, other) => other.length - one.length);
	const initials = new Set(names.map((name) => name[0]));
	const found: Label[] = [];
	for (let at = 0; at < signs.length;) {
		if (!initials.has(signs[at]?.text)) {
			at++;
			continue;
		}
		const last = found.at(-1);
		const isStart =
			at === 0 || last?.stop === at || signs[at]?.isApart === true || gapBefore(signs, at) > 0.25;
		let label: Label | null = null;
		for (const name of byLength) {
			const here = labelAt(line, at, name);
			if (here === null || (!here.hasColon && !isStart)) continue;
			label = here;
			break;
		}
		if (label) found.push(label);
		at = label ? label.stop : at + 1;
	}
	return found;
}

function labelAt(line: Line, start: number, name: string): Label | null {
	const { signs } = line;
	let at = start;
	for (const character of name) {
		const sign = signs[at];
		if (sign?.text !== character) return null;
		if (at > start && gapBefore(signs, at) > widestLetterSpace) return null;
		at++;
	}
	const { left, right } = edges(signs.slice(start, at));
	const hasColon = signs[at]?.text === ':' && gapBefore(signs, at) < widestLetterSpace;
	return { name, line, start, stop: hasColon ? at + 1 : at, left, right, hasColon };
}

/**
 * A label that is not in the list: up to twelve letters behind a gap, with a colon. It ends the
 * value before it.
 */
export function unknownLabelsOn(line: Line): Label[] {
	return groups(line.signs, 0.8).flatMap((group) => {
		const name = /^([\p{Script=Han}/()A-Za-z]{2,14}):/u.exec(bare(group))?.[1];
		const first = group[0];
		if (name === undefined || !first || !/\p{Script=Han}/u.test(name)) return [];
		const start = line.signs.indexOf(first);
		const signs = line.signs.slice(start, start + [...name].length);
		return [{ name, line, start, stop: start + signs.length + 1, ...edges(signs), hasColon: true }];
	});
}

/** Labels by the lines that they stand on, from left to right. */
export function byLine(labels: readonly Label[]): ReadonlyMap<Line, readonly Label[]> {
	const lines = new Map<Line, Label[]>();
	for (const label of labels) {
		const others = lines.get(label.line);
		if (others) others.push(label);
		else lines.set(label.line, [label]);
	}
	for (const each of lines.values()) each.sort((one, other) => one.start - other.start);
	return lines;
}

/** What stands to the right of a label, up to the next one on its line. */
export function valueRightOf(label: Label, labels: ReadonlyMap<Line, readonly Label[]>): Sign[] {
	const next = labels.get(label.line)?.find(({ start }) => start >= label.stop);
	return label.line.signs.slice(label.stop, next?.start);
}

/** Lines of one value are at most this far apart, in em. */
const widestLineSpace = 2;

/**
 * A value with the lines that it goes on in: right below, from where it began or from its label, and
 * with no label on them.
 */
export function continued(
	value: Sign[],
	label: Label,
	lines: readonly Line[],
	labels: ReadonlyMap<Line, readonly Label[]>,
): Sign[] {
	const [first] = value;
	if (!first) return value;
	const whole = [...value];
	for (const line of lines) {
		const last = whole.at(-1) ?? first;
		const isBelow = line.y > last.y + sameLine * last.size;
		if (!isBelow || line.y - last.y > widestLineSpace * last.size) continue;
		const next = groups(line.signs, widestWithin).find(([start]) => {
			const edge = start?.left ?? NaN;
			return [first.left, label.left].some((left) => Math.abs(edge - left) < first.size);
		});
		const isLabelled = labels
			.get(line)
			?.some(({ start, stop }) =>
				line.signs.slice(start, stop).some((sign) => next?.includes(sign)),
			);
		if (next && !isLabelled) whole.push(...next);
	}
	return whole;
}

/**
 * Whether a text holds something that no such document can hold, so that its font must have said it
 * wrong.
 */
export function isDoubtful(text: string): boolean {
	return text.includes(unknownGlyph) || impossible.test(text.normalize('NFKC'));
}

/**
 * Anything but ASCII, Chinese with its signs of punctuation, money and the few signs that forms
 * have.
 */
const impossible =
	/[^\u0020-\u007e\p{Script=Han}¥￥€£°·•‧…—–−‘’“”《》〈〉【】「」、。〇○●√×★☆■□▲△◆◇→←↑↓№℃①-⑳Ⅰ-Ⅻ]/u;

function median(values: number[]): number {
	return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
