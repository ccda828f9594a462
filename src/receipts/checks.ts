import { residentIdProblem } from '../lib/residentId';
import { quoted, shorten } from '../lib/shorten';
import { numberOf, ticketForm } from './duplicateKey';
import { airlinesByTicketPrefix } from './airlines';
import {
	excessOfTotal,
	findRepair,
	isTariff,
	money,
	sumOfParts,
	unreadVat,
	vatContradicted,
} from './amounts';
import { isNormal } from './business';
import { receiptFields } from './fields';
import { otherTotals, trainVatContradicted } from './trainAmounts';
import type { Category, InvoiceWarning, ReceiptFacts } from './types';

interface Check {
	code: string;
	/** Where it is checked of one kind only. */
	of?: Category;
	/** Where the rule is from. */
	source: string;
	/** What is wrong and what to do; null where nothing is, or what it takes was not read. */
	find(facts: ReceiptFacts, vatRate: number): Omit<InvoiceWarning, 'code'> | null;
}

const compareWithDocument = 'Compare it with the document.';

/**
 * Everything that is checked of a receipt. Each is a warning, never an error: the engine may be
 * wrong, or the rule.
 */
export const checks: readonly Check[] = [
	{
		code: 'essentialsMissing',
		source: 'What a line of an expense report needs (columns of the expense row)',
		find(facts) {
			const missing = missingEssentials(facts);
			if (missing.length === 0) return null;
			const hint = amountByTheOthers(facts);
			return {
				message: `Not read: ${missing.join(', ')}.`,
				suggestion: `Fill it in from the document${facts.readFrom === 'picture' ? ', or take another picture' : ''}.${hint === null ? '' : ` ${hint}`}`,
			};
		},
	},
	{
		code: 'totalMismatch',
		of: 'flight',
		source:
			'docs/juhe-api.md, “Checks on the document”: fare + fund + fuel + other taxes (+ insurance) = total; digital itineraries: + VAT',
		find(facts, vatRate) {
			const [excess, sum] = [excessOfTotal(facts), sumOfParts(facts)];
			if (excess === null || excess === 0 || sum === null || facts.total === null) return null;
			return {
				message: `The amounts add up to ${money(sum)}, but the total reads ${money(facts.total)}.`,
				suggestion: suggestRepair(facts, vatRate),
			};
		},
	},
	{
		code: 'aviationFundUnusual',
		of: 'flight',
		source: '财综〔2012〕17号: 50 yuan a domestic flight, 90 yuan a flight beyond the mainland',
		find(facts) {
			const { aviationFund, currency } = facts;
			if (currency !== 'CNY' || !aviationFund || isTariff(facts)) return null;
			const isPointLost = isTariff({ ...facts, aviationFund: aviationFund / 100 });
			return {
				message: `The aviation fund reads ${money(aviationFund)}, which is not 50 yuan a domestic flight or 90 beyond.`,
				suggestion: isPointLost
					? 'Compare all amounts with the document: their decimal points may have been lost.'
					: 'Compare all amounts, and the number of flights, with the document.',
			};
		},
	},
	{
		code: 'vatMismatch',
		of: 'flight',
		source: 'VAT rules: (fare + fuel surcharge) × rate on digital itineraries, each rounded apart',
		find(facts) {
			const expected = vatContradicted(facts);
			if (expected === null || facts.taxAmount === null) return null;
			return {
				message: `The VAT reads ${money(facts.taxAmount)}, but ${facts.taxRate} % of fare and fuel surcharge is ${money(expected)}.`,
				suggestion: 'Compare fare, fuel surcharge, VAT rate and VAT with the document.',
			};
		},
	},
	{
		code: 'vatOnInternational',
		of: 'flight',
		source: 'docs/juhe-api.md, “VAT”: international flights carry none that may be deducted',
		find({ scope, taxAmount }) {
			return scope !== 'international' || !taxAmount
				? null
				: {
						message: `The trip is international, but a VAT of ${money(taxAmount)} is printed: international flights carry none that may be deducted.`,
						suggestion:
							'Compare the domestic/international mark and the VAT with the document before it is deducted.',
					};
		},
	},
	{
		code: 'totalMismatch',
		of: 'train',
		source: 'Train e-tickets: the fare is the total, and holds the VAT; a refund’s is its fee',
		find(facts) {
			const others = otherTotals(facts);
			return others.length === 0 || facts.total === null
				? null
				: {
						message: `The total is ${money(facts.total)}, but something else comes to another: ${others.join('; ')}.`,
						suggestion: 'Compare all amounts with the document.',
					};
		},
	},
	{
		code: 'vatMismatch',
		of: 'train',
		source: 'VAT rules: total / (1 + rate) × rate',
		find(facts) {
			const expected = trainVatContradicted(facts);
			if (expected === null || facts.taxAmount === null) return null;
			return {
				message: `The VAT reads ${money(facts.taxAmount)}, but ${facts.taxRate} % within the total is ${money(expected)}.`,
				suggestion: 'Compare total, VAT rate and VAT with the document.',
			};
		},
	},
	{
		code: 'serialNumberInvalid',
		of: 'flight',
		source:
			'docs/juhe-api.md, “Checks on the document” (inferred): the 11th digit is the first ten modulo 7',
		find({ serialNumber }) {
			if (serialNumber === null) return null;
			if (!/^\d{11}$/.test(serialNumber)) {
				return {
					message: 'The serial number does not have 11 digits.',
					suggestion: compareWithDocument,
				};
			}
			return Number(serialNumber.slice(0, 10)) % 7 === Number(serialNumber.slice(10))
				? null
				: {
						message: 'The check digit of the serial number, its last, does not fit the others.',
						suggestion: compareWithDocument,
					};
		},
	},
	{
		code: 'verificationCodeMismatch',
		of: 'flight',
		source:
			'docs/juhe-api.md, “Checks on the document” (inferred): the code is digits 7 to 10 of the serial number',
		find({ serialNumber, verificationCode }) {
			if (verificationCode === null || serialNumber === null || !/^\d{11}$/.test(serialNumber)) {
				return null;
			}
			const expected = serialNumber.slice(6, 10);
			return verificationCode === expected
				? null
				: {
						message: `The verification code reads ${shorten(verificationCode, 20)}, the serial number says ${expected}.`,
						suggestion: 'Compare both with the document.',
					};
		},
	},
	{
		code: 'ticketNumberInvalid',
		of: 'flight',
		source: 'IATA: an e-ticket number has 13 digits; a 14th is its check digit, the 13 modulo 7',
		find({ ticketNumber }) {
			if (ticketNumber === null) return null;
			const [, digits, checkDigit] = ticketForm.exec(ticketNumber) ?? [];
			if (digits === undefined) {
				return {
					message: 'The ticket number does not have 13 digits.',
					suggestion: compareWithDocument,
				};
			}
			return checkDigit === undefined || Number(digits) % 7 === Number(checkDigit)
				? null
				: {
						message: 'The check digit of the ticket number, its 14th, does not fit the others.',
						suggestion: compareWithDocument,
					};
		},
	},
	{
		code: 'invoiceNumberInvalid',
		source: 'Chinese digital invoices (数电票): the number has 20 digits',
		find({ invoiceNumber }) {
			return invoiceNumber === null || /^\d{20}$/.test(invoiceNumber)
				? null
				: {
						message: 'The invoice number does not have 20 digits.',
						suggestion: compareWithDocument,
					};
		},
	},
	{
		code: 'airlineMismatch',
		of: 'flight',
		source:
			'docs/juhe-api.md, “Checks on the document”: the first three digits of the ticket number name the airline',
		find({ ticketNumber, segments }) {
			const airlines = airlinesByTicketPrefix[ticketNumber?.slice(0, 3) ?? ''];
			const flown = segments.flatMap((segment) => airlineOf(numberOf(segment)) ?? []);
			if (!airlines || flown.length === 0 || flown.some((code) => airlines.includes(code))) {
				return null;
			}
			return {
				message: `A ticket number that begins with ${ticketNumber?.slice(0, 3)} is of ${airlines[0]}, but the flights are of ${[...new Set(flown)].join(', ')}.`,
				suggestion:
					'Compare both with the document; connecting airlines sell flights of each other.',
			};
		},
	},
	{
		code: 'datesOutOfOrder',
		source:
			'Flights are flown in order, within the validity of the ticket, which is one year at most',
		find(facts) {
			const problems = dateProblems(facts);
			return problems.length === 0
				? null
				: { message: problems.join(' '), suggestion: 'Compare the dates with the document.' };
		},
	},
	{
		code: 'idNumberInvalid',
		source:
			'GB 11643: date of birth and check digit of a resident ID; masked and other numbers are not checked',
		find({ idNumber }) {
			if (idNumber === null || !/^\d{17}[\dXx]$/.test(idNumber)) return null;
			const problem = residentIdProblem(idNumber);
			return problem === null
				? null
				: { message: `In the ID number, ${problem}.`, suggestion: compareWithDocument };
		},
	},
	{
		code: 'notInForce',
		source:
			'Public parsers of digital itineraries: IssuingStatus is 正常 (normal) on invoices in force',
		find({ status }) {
			return status === null || isNormal(status)
				? null
				: {
						message: `The status of the invoice is ${quoted(status)}, not 正常 (normal).`,
						suggestion: 'Look the invoice up in the tax platform before it is paid out.',
					};
		},
	},
	{
		code: 'reversal',
		source: 'Red invoices (红字发票) have negative amounts',
		find({ total, originalInvoiceNumber: original, reversalReason: reason }) {
			const isNegative = total !== null && total < 0;
			if (!isNegative && reason === null) return null;
			const earlier = `an earlier invoice${original === null ? '' : ` (${shorten(original, 30)})`}`;
			const why = reason === null ? '' : `, for the reason ${quoted(reason)}`;
			return isNegative
				? {
						message: `The total is negative: this takes back ${earlier}${why}.`,
						suggestion: 'Set it off against the invoice of the same ticket.',
					}
				: {
						message: `This says that it takes back ${earlier}${why}, but its total is not negative.`,
						suggestion: 'Do not pay it out before you know which of the two is in force.',
					};
		},
	},
	{
		code: 'refund',
		of: 'train',
		source: 'Train e-tickets: TypeOfBusiness 退, whose receipt is that of the fee',
		find: ({ business, total }) =>
			business !== 'refund'
				? null
				: {
						message:
							total === null
								? 'This is the receipt of a refund, of which only the fare of the ticket was read, not the fee.'
								: 'This is the receipt of a refund: its amount is the fee, not the fare.',
						suggestion: 'Leave out the receipt of the ticket that was given back.',
					},
	},
	{
		code: 'change',
		of: 'train',
		source: 'Train e-tickets: TypeOfBusiness 改, whose receipt takes the place of an earlier one',
		find: ({ business }) =>
			business !== 'change'
				? null
				: {
						message: 'This is the receipt of a ticket that was changed.',
						suggestion: 'Leave out the receipt of the ticket that it was changed from.',
					},
	},
];

/** The warnings of all checks, in the order of the table. */
export function findWarnings(facts: ReceiptFacts, vatRate: number): InvoiceWarning[] {
	return checks.flatMap(({ code, find, of }) => {
		const found = of && of !== facts.category ? null : find(facts, vatRate);
		return found ? [{ code, ...found }] : [];
	});
}

function missingEssentials(facts: ReceiptFacts): string[] {
	const { ticketNumber, invoiceNumber, segments } = facts;
	const [first] = segments;
	const gaps = first && gapsOf(first);
	const journey = facts.category === 'train' ? 'journey' : 'flight';
	return [
		...(['passengerName', 'issueDate', 'fare', 'total'] as const).flatMap((field) =>
			facts[field] === null ? receiptFields[field].label : [],
		),
		...(ticketNumber === null && invoiceNumber === null ? ['ticket number'] : []),
		...(gaps === undefined ? [journey] : gaps),
	];
}

function gapsOf(segment: ReceiptFacts['segments'][number]): string[] {
	const isTrain = 'trainNo' in segment;
	const essentials = {
		departure: segment.from,
		destination: segment.to,
		[isTrain ? 'train number' : 'flight number']: numberOf(segment),
		date: segment.date,
	};
	const missing = Object.entries(essentials).flatMap(([label, value]) =>
		value === null ? label : [],
	);
	return missing.length === 0
		? []
		: [`${missing.join(' and ')} of the ${isTrain ? 'journey' : 'first flight'}`];
}

/** Where only the fare or only the total is missing, what it would be. */
function amountByTheOthers(facts: ReceiptFacts): string | null {
	const { fare, total } = facts;
	const sum = sumOfParts({ ...facts, fare: fare ?? 0 });
	if (facts.category === 'train' || sum === null || (fare === null) === (total === null))
		return null;
	return total === null
		? `The other amounts add up to ${money(sum)}.`
		: `By the other amounts the fare is ${money(total - sum)}.`;
}

function suggestRepair(facts: ReceiptFacts, vatRate: number): string {
	const repair = findRepair(facts, vatRate);
	if (!repair) return 'Compare all amounts with the document.';
	const { label } = receiptFields[repair.field];
	if (repair.field === 'taxAmount' && unreadVat(facts, vatRate) !== null) {
		return `The difference, ${money(repair.meant)}, is just the VAT on fare and fuel surcharge: on a digital itinerary look for it there.`;
	}
	return repair.read === null
		? `With ${article(label)} ${label} of ${money(repair.meant)}, which was not read, everything adds up: look for it.`
		: `With ${article(label)} ${label} of ${money(repair.meant)} instead of ${money(repair.read)} everything adds up: look there first.`;
}

function article(label: string): string {
	return /^[aeio]/.test(label) ? 'an' : 'a';
}

/**
 * The airline of a flight number where the table knows it, so that a misread one is not taken for
 * another.
 */
function airlineOf(flightNumber: string | null): string | null {
	const code = flightNumber?.slice(0, 2).toUpperCase() ?? '';
	return Object.values(airlinesByTicketPrefix).some((codes) => codes.includes(code)) ? code : null;
}

function dateProblems(facts: ReceiptFacts): string[] {
	const { issueDate, scope } = facts;
	if (facts.category === 'train') return [];
	const { segments } = facts;
	// East across the date line one arrives the day before.
	const slack = scope === 'international' ? 1 : 0;
	return segments.flatMap(({ date, validFrom, validUntil }, index) => {
		if (date === null) return [];
		const nth = segments.length > 1 ? `Flight ${index + 1}` : 'The flight';
		const before = segments.slice(0, index).findLast((segment) => segment.date !== null)?.date;
		const problems: string[] = [];
		if (before && daysBetween(date, before) > slack) {
			problems.push(`${nth}, on ${date}, is before the one that comes first, on ${before}.`);
		}
		if (validFrom && date < validFrom) {
			problems.push(`${nth}, on ${date}, is before the ticket is valid, from ${validFrom}.`);
		}
		if (validUntil && date > validUntil) {
			problems.push(`${nth}, on ${date}, is after the ticket is valid, until ${validUntil}.`);
		}
		if (issueDate && Math.abs(daysBetween(issueDate, date)) > 366) {
			problems.push(`${nth}, on ${date}, is more than a year from the issue, on ${issueDate}.`);
		}
		return problems;
	});
}

/** Days from one `YYYY-MM-DD` to another. */
function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
