import { asNumber, asText } from './values';

/** An amount in yuan as Juhe writes it ("9.00", 29.5, "¥9.00"), or null where there is none. */
export function parseMoney(value: unknown): number | null {
	return asNumber(typeof value === 'string' ? value.trim().replace(/^[¥￥]\s*/, '') : value);
}

/** A sum of yuan without the dust of binary fractions. */
export function roundMoney(yuan: number): number {
	return Math.round(yuan * 100) / 100;
}

/** The VAT that an amount holds, at a rate in percent: amount / (1 + rate) × rate. */
export function vatWithin(amount: number, rate: number): number {
	return roundMoney((amount / (100 + rate)) * rate);
}

/** An amount as itineraries print it. */
interface PrintedAmount {
	/** In `currency`; null where the document says that there is none (`XXX`). */
	amount: number | null;
	/** ISO 4217, or null where none is printed. */
	currency: string | null;
}

/** Nothing to pay is 0, crossed out or none is no amount. */
const printedWords: Record<string, number | null> = {
	EXEMPT: 0,
	免税: 0,
	免: 0,
	免征: 0,
	免征增值税: 0,
	不征税: 0,
	不征: 0,
	XXX: null,
	无: null,
	'N/A': null,
	NIL: null,
};

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Longer is no amount, whatever it is. */
const longestAmount = 40;

/**
 * An amount as itineraries print it: `1190.00`, `1190,00`, `CNY 50.00`, `50.00 CNY`, `¥50`; `(50.00)`, `50.00-`,
 * `50.00CR`, `CR 50.00` and `负50.00` for less than nothing; behind its tax code (`CN 50`,
 * `YQ 70`), `200.00A` (charged on top when a ticket is issued again), `EXEMPT`, `免税`, `XXX`. Null
 * where it is none of these.
 */
export function parsePrintedAmount(value: unknown): PrintedAmount | null {
	const written = asText(value);
	if (written === null || written.length > longestAmount) return null;
	const text = withSign(written.normalize('NFKC').toUpperCase().replace(/\s+/g, ''));
	const word = text.replace(
		/^[A-Z]{2,3}(?=(EXEMPT|XXX|免税|免)$)|(?<=^(EXEMPT|XXX|免税|免))[A-Z]{2}$/,
		'',
	);
	if (Object.hasOwn(printedWords, word))
		return { amount: printedWords[word] ?? null, currency: null };
	const match =
		/^(-?)([A-Z]{3}|人民币)?(?:(?!PD|RF)[A-Z]{2})?(-?)¥?([+-]?\d[\d.,]{0,15})(?:A|元|圆|(?!PD|RF)[A-Z]{2}|([A-Z]{3}))?$/.exec(
			text,
		);
	const amount = match && amountOf([match[1], match[3], match[4]].join(''));
	if (!match || amount === null) return null;
	const [currency = /[¥元圆]/.test(text) ? 'CNY' : null, another] = [match[2], match[5]]
		.filter((name) => name !== undefined)
		.map((name) => (/^(RMB|人民币)$/.test(name) ? 'CNY' : name));
	if (currency !== null && !currencies.has(currency)) return null;
	if (another !== undefined && another !== currency) return null;
	return { amount, currency };
}

/**
 * With a plain minus before it, where it has another one, one behind it, parentheses, or is a
 * credit (`CR`, which may stand on either side and of the currency too).
 */
function withSign(text: string): string {
	return text
		.replace(/[\u2212\u2010-\u2015负]/g, '-')
		.replace(/^([A-Z]{3})?CR\.?(?=([A-Z]{3})?¥?\d)/, '$1-')
		.replace(/(?<=\d)CR\.?$/, '-')
		.replace(/\(([^()]*)\)$/, '-$1')
		.replace(/^(.*\d)-$/, '-$1');
}

/**
 * The number that digits with points and commas mean: a comma before the last two digits, or one,
 * parts decimals, and then a point may part thousands. Null where that does not settle it
 * (`1190,000`).
 */
function amountOf(digits: string): number | null {
	const hasDecimalComma = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d{1,2}$/.test(digits);
	return asNumber(hasDecimalComma ? digits.replace(/\./g, '').replace(',', '.') : digits);
}
