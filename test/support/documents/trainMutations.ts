import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import type { Sheet } from '../../../tools/documents/layout';
import { trainSheet, trainXml, usualTrainTicket } from '../../../tools/documents/trainTicket';
import type { TrainTicket } from '../../../tools/documents/trainTicket';
import { outcomeOf, sheetMutations } from './mutations';
import type { Dice, Outcome } from './mutations';
import { invoiceOf } from './read';

/** Pages of train e-tickets that something happened to; without data beside them. */

interface Mutant {
	sheet: Sheet;
	truth: TrainTicket;
}

type Mutation = (ticket: TrainTicket, isSplit: boolean, dice: Dice) => Mutant;

const texts = [
	'invoiceNumber',
	'ticketNumber',
	'from',
	'to',
	'trainNo',
	'seatName',
	'carriage',
	'seat',
	'idNumber',
	'passenger',
	'buyer',
	'buyerTaxId',
] as const;
const numbers = ['invoiceNumber', 'ticketNumber', 'carriage', 'buyerTaxId'] as const;

const printed = (truth: TrainTicket, isSplit: boolean): Mutant => ({
	sheet: trainSheet(truth, isSplit),
	truth,
});

export const trainMutations: Readonly<Record<string, Mutation>> = {
	'a digit changed'(ticket, isSplit, dice) {
		const field = dice.pick(numbers);
		const places = [...ticket[field]].flatMap((sign, at) => (/\d/.test(sign) ? at : []));
		const place = dice.pick(places);
		const signs = [...ticket[field]];
		signs[place] = String(1 + dice.index(9));
		return printed({ ...ticket, [field]: signs.join('') }, isSplit);
	},
	'another price': (ticket, isSplit, dice) =>
		printed({ ...ticket, price: 100 + dice.index(900_000) }, isSplit),
	'two texts swapped'(ticket, isSplit, dice) {
		// A seat and its class say by themselves which they are.
		const others = texts.filter((field) => field !== 'seat' && field !== 'seatName');
		const [one, two] = [dice.pick(others), dice.pick(others)];
		return printed({ ...ticket, [one]: ticket[two], [two]: ticket[one] }, isSplit);
	},
	'a value left out': (ticket, isSplit, dice) =>
		printed({ ...ticket, [dice.pick(texts)]: '' }, isSplit),
	...Object.fromEntries(
		Object.entries(sheetMutations).map(([name, change]): [string, Mutation] => [
			name,
			(truth, isSplit, dice) => ({ sheet: change(trainSheet(truth, isSplit), dice), truth }),
		]),
	),
};

function soundTicket(dice: Dice): TrainTicket {
	const [from, to] = dice.pick([
		['杭州东', '延平'],
		['北京', '上海虹桥'],
		['乌鲁木齐', '长沙'],
	] as const);
	return {
		...usualTrainTicket,
		business: dice.pick(['售', '售', '退', '改'] as const),
		from,
		to,
		trainNo: dice.pick(['G1281', 'D6', 'K512', '1461']),
		seat: dice.pick(['01C', '18F', '无座']),
		price: 100 + dice.index(500_000),
	};
}

/** What only says of a receipt what it is. */
const told = new Set(['refund', 'change']);

/** Mutates a page and reads it. */
export function tryTrainMutant(
	mutation: Mutation,
	dice: Dice,
): { outcome: Outcome; detail: unknown } {
	const { sheet, truth } = mutation(soundTicket(dice), dice.roll() < 0.5, dice);
	return outcomeOf(sheet, invoiceOf(readXmlData(trainXml(truth))), told);
}
