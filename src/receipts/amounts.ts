import { roundMoney } from '../lib/money';
import { partFields } from './fields';
import type { PartField, ReceiptFacts } from './types';

type Amounts = Pick<ReceiptFacts, PartField | 'total'>;

/**
 * The arithmetic of an itinerary: fare + fuel surcharge + VAT + aviation fund + other taxes (+
 * insurance) = total.
 */

/**
 * The parts without and with the insurance, which some issuers add to the total and some do not.
 */
function sumsOf(facts: Amounts): number[] {
	const sum = (fields: readonly PartField[]) =>
		roundMoney(fields.reduce((total, field) => total + (facts[field] ?? 0), 0));
	const sums = [sum(partFields.filter((field) => field !== 'insurance')), sum(partFields)];
	return [...new Set(sums)];
}

/**
 * What the parts add up to, in the way that comes nearest to the total; null where no fare was
 * read.
 */
export function sumOfParts(facts: ReceiptFacts): number | null {
	if (facts.fare === null) return null;
	const { total } = facts;
	const sums = sumsOf(facts);
	if (total === null) return sums[0] ?? null;
	return sums.reduce((best, sum) => (Math.abs(total - sum) < Math.abs(total - best) ? sum : best));
}

/** Whether the total holds the insurance. */
export function totalHoldsInsurance(facts: Amounts): boolean {
	const [without, holding] = sumsOf(facts);
	return holding !== undefined && facts.total === holding && without !== holding;
}

/** Total less parts; null where one of them was not read. */
export function excessOfTotal(facts: ReceiptFacts): number | null {
	const sum = sumOfParts(facts);
	return sum === null || facts.total === null ? null : roundMoney(facts.total - sum);
}

/**
 * What VAT on the fare and the fuel surcharge comes to, at a rate in percent, where they are
 * without it.
 */
function vatOnTop(facts: ReceiptFacts, rate: number): number {
	return (((facts.fare ?? 0) + (facts.fuelSurcharge ?? 0)) * rate) / 100;
}

/** VAT is rounded for fare and surcharge apart, on every flight. */
function isVatOf(amount: number, facts: ReceiptFacts, rate: number): boolean {
	const tolerance = 0.01 + 0.01 * Math.max(1, facts.segments.length);
	return rate > 0 && Math.abs(amount - vatOnTop(facts, rate)) <= tolerance;
}

/**
 * What the VAT should come to at the rate that is printed, where the printed VAT is something
 * else; otherwise null.
 */
export function vatContradicted(facts: ReceiptFacts): number | null {
	const { taxAmount, taxRate, fare } = facts;
	if (taxAmount === null || taxRate === null || fare === null) return null;
	if (taxRate === 0 ? taxAmount === 0 : isVatOf(taxAmount, facts, taxRate)) return null;
	return roundMoney(vatOnTop(facts, taxRate));
}

/**
 * The VAT of a digital itinerary that was not read: what the total exceeds the other parts by,
 * where that is the VAT on fare and fuel surcharge. Null where nothing hints at it.
 */
export function unreadVat(facts: ReceiptFacts, rate: number): number | null {
	const excess = excessOfTotal(facts);
	if (facts.taxAmount !== null || excess === null || excess <= 0) return null;
	return isVatOf(excess, facts, facts.taxRate ?? rate) ? excess : null;
}

/**
 * The aviation fund a flight from a mainland airport: 50 yuan domestic, 90 beyond (财综〔2012〕17号).
 */
export const aviationFundTariff = { domestic: 50, international: 90 };

/** One value which, read differently, makes everything add up. */
interface Repair {
	field: PartField | 'total';
	/** Null where nothing was read. */
	read: number | null;
	meant: number;
	likelihood: Likelihood;
}

/** How well one value explains a sum that does not add up, best first. */
const likelihoods = ['byRule', 'lookAlike', 'anySlip'] as const;
type Likelihood = (typeof likelihoods)[number];

/**
 * The single value that explains why the parts do not add up to the total. Not read, though a rule
 * says how much it is (fund, VAT), comes first; then what engines are known for: digits that look
 * alike or are swapped, the decimal point; then any one digit misread, lost or added. Null where
 * none of the best explains it, or more than one.
 */
export function findRepair(facts: ReceiptFacts, vatRate: number): Repair | null {
	const excess = excessOfTotal(facts);
	if (excess === null || excess === 0) return null;
	const repairs = [...misreadings(facts), ...omissions(facts, excess, vatRate)];
	const best = likelihoods.find((each) => repairs.some(({ likelihood }) => likelihood === each));
	const [repair, ...others] = repairs.filter(({ likelihood }) => likelihood === best);
	return repair && others.length === 0 ? repair : null;
}

function misreadings(facts: ReceiptFacts): Repair[] {
	const { total } = facts;
	if (total === null) return [];
	const sums = sumsOf(facts);
	return sums.flatMap((sum) =>
		([...partFields, 'total'] as const).flatMap((field) => {
			const read = facts[field];
			// The insurance explains nothing where it is not in the sum.
			if (read === null || (field === 'insurance' && sum !== sums.at(-1))) return [];
			const meant = field === 'total' ? sum : roundMoney(read + total - sum);
			const repaired = { ...facts, [field]: meant };
			const likelihood = slipOf(read, meant);
			const isPlausible =
				meant > 0 === total > 0 &&
				vatContradicted(repaired) === null &&
				(field !== 'aviationFund' || (!isTariff(facts) && isTariff(repaired)));
			return isPlausible && likelihood ? [{ field, read, meant, likelihood }] : [];
		}),
	);
}

/**
 * What is missing and would fill the gap exactly: the fund by its tariff, VAT by its rate, a
 * surcharge in tens.
 */
function omissions(facts: ReceiptFacts, excess: number, vatRate: number): Repair[] {
	const isSurcharge =
		excess > 0 && excess <= mostFuelSurcharge * Math.max(1, facts.segments.length);
	const isWithoutVat = facts.taxAmount !== null && facts.taxRate !== null;
	const fits: Partial<Record<PartField, boolean>> = {
		aviationFund: isTariff({ ...facts, aviationFund: excess }),
		taxAmount: unreadVat(facts, vatRate) !== null,
		fuelSurcharge: isSurcharge && (isWithoutVat || excess % 10 === 0),
	};
	return partFields.flatMap((field) => {
		const isPlausible =
			facts[field] === null &&
			fits[field] &&
			vatContradicted({ ...facts, [field]: excess }) === null;
		const likelihood = field === 'fuelSurcharge' ? 'lookAlike' : 'byRule';
		return isPlausible ? [{ field, read: null, meant: excess, likelihood }] : [];
	});
}

/** Yuan a flight; more than that is hardly a fuel surcharge that was not read. */
const mostFuelSurcharge = 200;

/**
 * Whether the fund is what so many flights, each domestic or not, or fewer, are charged. Of a
 * reversal it is that below zero.
 */
export function isTariff({
	aviationFund,
	segments,
}: Pick<ReceiptFacts, 'aviationFund' | 'segments'>): boolean {
	const { domestic, international } = aviationFundTariff;
	const flights = Math.max(1, segments.length);
	for (let far = 0; far <= flights; far++) {
		const near = (Math.abs(aviationFund ?? 0) - far * international) / domestic;
		if (Number.isInteger(near) && near >= 0 && near + far > 0 && near + far <= flights) return true;
	}
	return false;
}

/** Digits that engines take for each other. */
const lookAlikes = ['06', '08', '17', '27', '38', '49', '56', '58', '68', '89'];

/** How one amount may have been read for another; null where it takes more than one slip. */
function slipOf(read: number, meant: number): 'lookAlike' | 'anySlip' | null {
	const [one, other] = [read, meant].map((yuan) => String(Math.round(yuan * 100))) as [
		string,
		string,
	];
	if (one === other) return null;
	if (one.replace(/0+$/, '') === other.replace(/0+$/, '')) return 'lookAlike';
	const [differing, instead] = withoutCommonEnds(one, other);
	if (differing.length === 2 && differing === [...instead].reverse().join('')) return 'lookAlike';
	if (differing.length > 1 || instead.length > 1) return null;
	return lookAlikes.includes([differing, instead].sort().join('')) ? 'lookAlike' : 'anySlip';
}

function withoutCommonEnds(one: string, other: string): [string, string] {
	const shorter = Math.min(one.length, other.length);
	let start = 0;
	while (start < shorter && one[start] === other[start]) start++;
	let end = 0;
	while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
	return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

/** An amount in messages: two decimals. */
export function money(amount: number): string {
	return amount.toFixed(2);
}
