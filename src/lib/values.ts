import { isSafeNumber, parse } from 'lossless-json';

/**
 * Total readers of values that Juhe sends: each takes anything and gives a value or null, never a
 * throw. Numbers may arrive as text and text as numbers, and null may stand for any value
 * (docs/juhe-api.md).
 */

export type JsonRecord = Record<string, unknown>;

/**
 * JSON text as plain values, with whole numbers too big for a double kept as text; undefined
 * where it is not JSON.
 */
export function parseJson(source: string): unknown {
	const text = source.replace(/^\uFEFF/, '');
	try {
		const value: unknown = JSON.parse(text);
		// Five times as slow, so only where it makes a difference.
		if (!isDoubtful(value)) return value;
		return parse(text, null, {
			parseNumber: (digits) => (isSafeNumber(digits, { approx: true }) ? Number(digits) : digits),
			onDuplicateKey: ({ newValue }) => newValue,
		});
	} catch {
		return undefined;
	}
}

/** Whether a number may have been another one as text, as far down as anybody looks. */
function isDoubtful(value: unknown, levels = 100): boolean {
	if (typeof value === 'number') return !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((each) => isDoubtful(each, levels - 1));
}

/** An object that is not an array, else null. */
export function asRecord(value: unknown): JsonRecord | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as JsonRecord)
		: null;
}

/**
 * The value of JSON text, also of JSON in a JSON string, which some senders write; undefined for
 * other text, and anything else as it is.
 */
export function readJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const json = parseJson(value);
	return typeof json === 'string' ? parseJson(json) : json;
}

/** An object that is not an array, also one that comes as JSON text; else null. */
export function readRecord(value: unknown): JsonRecord | null {
	return asRecord(readJson(value));
}

/**
 * A list, also one that comes as JSON text or as an object keyed by numbers (PHP); a single object
 * counts as a list of one, an empty one and anything else as empty.
 */
export function asList(value: unknown): unknown[] {
	const list = readJson(value);
	if (Array.isArray(list)) return list;
	const record = asRecord(list);
	return record ? (numberedEntries(record) ?? [record]) : [];
}

/** The records of a list; what is no record in it is left out. */
export function asRecords(value: unknown): JsonRecord[] {
	return asList(value)
		.map(readRecord)
		.filter((record) => record !== null);
}

/**
 * What PHP makes of a list from which something was taken out: an object whose keys are all numbers,
 * as its values in the order of the keys. Null where a key is none.
 */
export function numberedEntries(record: JsonRecord): unknown[] | null {
	const entries = Object.entries(record);
	if (!entries.every(([key]) => /^\d+$/.test(key))) return null;
	return entries.toSorted(([one], [other]) => Number(one) - Number(other)).map(([, each]) => each);
}

/** Trimmed text of a string or number; null where there is none. */
export function asText(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return null;
	return value.trim() || null;
}

/**
 * A finite number of a number or numeric text, else null. A comma may only part thousands: `1,50`
 * is a decimal comma to some people and nothing to others, and read as 150 it would be a
 * hundredfold.
 */
export function asNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	const text = asText(value);
	if (text === null || !/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(text)) return null;
	const number = Number(text.replace(/,/g, ''));
	return Number.isFinite(number) ? number : null;
}

/** Whether a value carries nothing: null, blank text, or only such values inside. */
export function isEmpty(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (typeof value === 'object') return Object.values(value).every(isEmpty);
	return false;
}

/** The same of what may come as JSON text. */
export function isEmptyJson(value: unknown): boolean {
	const read = readJson(value);
	return isEmpty(read === undefined ? value : read);
}
