import type { PageText } from '../../../src/files/pageText';
import { unknownGlyph } from '../../../src/files/pageText';
import { FileFailure } from '../../../src/lib/fileFailure';
import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import { advanceOf, flightXml } from '../../../tools/documents/data';
import { usualItinerary } from '../../../tools/documents/itinerary';
import type { Flight, Itinerary } from '../../../tools/documents/itinerary';
import { flightSheet, placedOn } from '../../../tools/documents/layout';
import type { Placed, Sheet, Style } from '../../../tools/documents/layout';
import type { Invoice } from '../../../src/receipts/types';
import { invoiceOf, readPages, said } from './read';

/**
 * Pages that something happened to, and what a reader makes of them: right, warned about, refused,
 * or wrong.
 */

/** Random numbers that are the same every time. */
export class Dice {
	constructor(private state: number) {}

	/** From 0 to below 1 (mulberry32). */
	roll(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	between(low: number, high: number): number {
		return low + this.roll() * (high - low);
	}

	index(count: number): number {
		return Math.floor(this.roll() * count);
	}

	pick<Value>(values: readonly Value[]): Value {
		const value = values[this.index(values.length)];
		if (value === undefined) throw new Error('Nothing to pick from');
		return value;
	}
}

/** A page, and what it says to somebody who looks at it. */
interface Mutant {
	sheet: Sheet;
	truth: Itinerary;
}

type Mutation = (itinerary: Itinerary, style: Style, dice: Dice) => Mutant;

const numberFields = ['invoiceNumber', 'ticketNumber', 'verificationCode', 'buyerTaxId'] as const;
const amountFields = ['fare', 'fuelSurcharge', 'taxAmount', 'aviationFund', 'otherTaxes'] as const;
const textFields = [
	'passenger',
	'idNumber',
	'invoiceNumber',
	'ticketNumber',
	'verificationCode',
	'agentCode',
	'issuer',
	'buyer',
	'buyerTaxId',
] as const;

const printed = (itinerary: Itinerary, style: Style): Mutant => ({
	sheet: flightSheet(itinerary, style),
	truth: itinerary,
});

function moveOne(texts: Placed[], dice: Dice): Placed[] {
	const chosen = dice.index(texts.length);
	const [dx, dy] = [dice.between(-70, 70), dice.between(-30, 30)];
	return texts.map((text, index) =>
		index === chosen ? { ...text, x: text.x + dx, y: text.y + dy } : text,
	);
}

const chinese = /\p{Script=Han}/u;
const commonest = [
	...'的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里',
];

const changeText = (texts: Placed[], change: (character: string) => string): Placed[] =>
	texts.map((placed) => ({ ...placed, text: [...placed.text].map(change).join('') }));

/** What may happen to the strings of any page, which says the same to who looks at it. */
export const sheetMutations: Readonly<Record<string, (sheet: Sheet, dice: Dice) => Sheet>> = {
	'a label moved': (sheet, dice) => ({ ...sheet, labels: moveOne(sheet.labels, dice) }),
	'a value moved': (sheet, dice) => ({ ...sheet, values: moveOne(sheet.values, dice) }),
	'a label left out': (sheet, dice) => {
		const chosen = dice.index(sheet.labels.length);
		return { ...sheet, labels: sheet.labels.filter((_, index) => index !== chosen) };
	},
	'the values of a line shifted': (sheet, dice) => {
		const { y } = dice.pick(sheet.values);
		const dx = dice.between(-80, 80);
		const shift = (text: Placed) => (text.y === y ? { ...text, x: text.x + dx } : text);
		return { ...sheet, values: sheet.values.map(shift) };
	},
	'some values of a line shifted': (sheet, dice) => {
		const { y } = dice.pick(sheet.values);
		const [dx, from] = [dice.between(-70, 70), dice.between(100, 500)];
		const shift = (text: Placed) =>
			text.y === y && text.x > from ? { ...text, x: text.x + dx } : text;
		return { ...sheet, values: sheet.values.map(shift) };
	},
	'a font that says other Chinese': (sheet, dice) => {
		const seen = new Map<string, string>();
		const change = (character: string) => {
			if (!chinese.test(character)) return character;
			const known = seen.get(character) ?? dice.pick(commonest);
			seen.set(character, known);
			return known;
		};
		return { ...sheet, values: changeText(sheet.values, change) };
	},
	'a font that says Latin for some Chinese': (sheet, dice) => {
		const share = dice.roll();
		const seen = new Map<string, string>();
		const change = (character: string) => {
			if (!chinese.test(character)) return character;
			const said = dice.roll() < share ? String.fromCharCode(0xc0 + dice.index(0x100)) : character;
			const known = seen.get(character) ?? said;
			seen.set(character, known);
			return known;
		};
		return {
			...sheet,
			labels: changeText(sheet.labels, change),
			values: changeText(sheet.values, change),
		};
	},
	'glyphs of unknown meaning': (sheet, dice) => {
		const share = dice.between(0, 0.1);
		const change = (character: string) => (dice.roll() < share ? unknownGlyph : character);
		return { ...sheet, values: changeText(sheet.values, change) };
	},
	'text that does not belong': (sheet, dice) => {
		const text = dice.pick([
			'VOID',
			'CNY 12.00',
			'测试',
			'2026年01月01日',
			'第一联 报销凭证',
			'99',
		]);
		const added = { text, x: dice.between(10, 560), y: dice.between(20, 395), size: 8 };
		return { ...sheet, values: [...sheet.values, added] };
	},
	'everything trembling': (sheet, dice) => {
		const tremble = (text: Placed) => ({
			...text,
			x: text.x + dice.between(-2, 2),
			y: text.y + dice.between(-1.5, 1.5),
		});
		return { ...sheet, labels: sheet.labels.map(tremble), values: sheet.values.map(tremble) };
	},
};

export const mutations: Readonly<Record<string, Mutation>> = {
	'a digit changed'(itinerary, style, dice) {
		const other = (digit: string) => String((Number(digit) + 1 + dice.index(9)) % 10);
		if (dice.roll() < 0.5) {
			const field = dice.pick(numberFields);
			const value = itinerary[field];
			const places = [...value].flatMap((sign, at) => (/\d/.test(sign) ? at : []));
			const place = dice.pick(places);
			const changed = value.slice(0, place) + other(value[place] ?? '') + value.slice(place + 1);
			return printed({ ...itinerary, [field]: changed }, style);
		}
		const total = amountFields.reduce((sum, field) => sum + itinerary[field], 0);
		const field = dice.pick([...amountFields, 'wrongTotal'] as const);
		const value = String(field === 'wrongTotal' ? total : itinerary[field]);
		const place = dice.index(value.length);
		const changed = Number(
			value.slice(0, place) + other(value[place] ?? '') + value.slice(place + 1),
		);
		return printed({ ...itinerary, wrongTotal: total, [field]: changed }, style);
	},
	'two texts swapped'(itinerary, style, dice) {
		const [one, two] = [dice.pick(textFields), dice.pick(textFields)];
		return printed({ ...itinerary, [one]: itinerary[two], [two]: itinerary[one] }, style);
	},
	'two amounts swapped'(itinerary, style, dice) {
		const [one, two] = [dice.pick(amountFields), dice.pick(amountFields)];
		return printed({ ...itinerary, [one]: itinerary[two], [two]: itinerary[one] }, style);
	},
	'a value left out'(itinerary, style, dice) {
		return printed({ ...itinerary, [dice.pick(textFields)]: '' }, style);
	},
	...Object.fromEntries(
		Object.entries(sheetMutations).map(([name, change]): [string, Mutation] => [
			name,
			(itinerary, style, dice) => ({
				sheet: change(flightSheet(itinerary, style), dice),
				truth: itinerary,
			}),
		]),
	),
};

/** A page's text, glyph by glyph. */
export function pageTextOf(sheet: Sheet): PageText {
	const glyphs = placedOn(sheet).flatMap(({ text, x, y, size }) => {
		let at = x;
		return [...text].map((character) => {
			const width = advanceOf(character) * size;
			const glyph = { text: character, x: at, y, width, size };
			at += width;
			return glyph;
		});
	});
	return { width: sheet.width, height: sheet.height, glyphs };
}

/** Itineraries about which there is nothing to say: VAT, numbers and days fit. */
function soundItinerary(dice: Dice): Itinerary {
	const count = 1 + dice.index(4);
	const stops = ['杭州 萧山 T3', '广州 白云 T2', '北京 大兴', '长沙 黄花', '西安 咸阳 T5'];
	const [fare, fuelSurcharge] = [10_000 + dice.index(300_000), dice.index(9_000)];
	const flights = Array.from({ length: count }, (_, index): Flight => ({
		...(usualItinerary.flights[0] as Flight),
		flightNumber: `MU${5211 + dice.index(700)}`,
		date: `2026-01-${String(5 + index * 2).padStart(2, '0')}`,
	}));
	return {
		...usualItinerary,
		stops: stops.slice(0, count + 1),
		flights,
		fare,
		fuelSurcharge,
		taxAmount: Math.round((fare + fuelSurcharge) * 0.09),
		insurance: dice.roll() < 0.2 ? 3_000 : null,
	};
}

export type Outcome = 'right' | 'warned' | 'refused' | 'wrong';

/** What is said of every page, and of what nobody needs to be told again. */
const usualWarnings = ['readFromPage'];

/** Mutates a page and reads it. */
export function tryMutant(mutation: Mutation, dice: Dice): { outcome: Outcome; detail: unknown } {
	const style: Style = {
		isPaired: dice.roll() < 0.3,
		isGlued: dice.roll() < 0.5,
		isIsoDate: dice.roll() < 0.3,
		unused: dice.pick(['', 'VOID']),
	};
	const itinerary = soundItinerary(dice);
	const { sheet, truth } = mutation(itinerary, style, dice);
	return outcomeOf(sheet, invoiceOf(readXmlData(flightXml(truth))));
}

/**
 * What a reader makes of a page which says this to who looks at it.
 * @param told warnings that are no doubt
 */
export function outcomeOf(
	sheet: Sheet,
	truth: Invoice,
	told: ReadonlySet<string> = new Set(),
): { outcome: Outcome; detail: unknown } {
	const content = readPages([pageTextOf(sheet)], 'PDF');
	if (content instanceof FileFailure) return { outcome: 'refused', detail: content.reason };
	const read = invoiceOf(content);
	const codes = read.warnings
		.map(({ code }) => code)
		.filter((code) => !usualWarnings.includes(code) && !told.has(code));
	if (codes.length > 0) return { outcome: 'warned', detail: codes };
	const expected = said(truth);
	return JSON.stringify(said(read)) === JSON.stringify(expected)
		? { outcome: 'right', detail: null }
		: { outcome: 'wrong', detail: { read: said(read), expected } };
}
