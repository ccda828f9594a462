import { asNumber, asText } from './values';

/** An amount in yuan as Juhe writes it ("9.00", 29.5, "¥9.00"), or null where there is none. */
export function parseMoney(value: unknown): number | null {
	return asNumber(asText(value)?.replace(/^[¥￥]\s*/, ''));
}

/** A sum of yuan without the dust of binary fractions. */
export function roundMoney(yuan: number): number {
	return Math.round(yuan * 100) / 100;
}
