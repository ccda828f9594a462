import {
	asRecord,
	asText,
	numberedEntries,
	parseJson,
	readJson,
	readRecord,
} from '../../../lib/values';
import type { JsonRecord } from '../../../lib/values';

/**
 * A push as it came in. Which form Juhe uses is documented nowhere (docs/juhe-api.md, "Pushes"), so
 * all forms that sibling APIs use are read, and from the raw bytes, so that big numbers stay whole.
 */
export interface IncomingPush {
	/** The body as it came; empty for GET. */
	bytes: Uint8Array;
	/** The header `content-type`. */
	contentType: string;
	/** The query of the URL as it came, our own parameters left out. */
	query: string;
	/** Fields of a multipart body, which n8n reads itself. */
	fields?: JsonRecord;
}

/** Form fields that sibling APIs put the JSON into. */
const wrappers = ['data', 'param'];

/** What is nested deeper than this is nobody's push, and could not be written down again. */
const deepest = 8;

/**
 * A push of five passengers has 2 kB of JSON; percent-encoded GBK or UTF-8 is three times as long.
 */
const longestBytes = 128 * 1024;
/** Fields of a flat form, five passengers' included, are a hundred at most. */
const mostFields = 1000;

/** The fields of a push, or null where it is neither JSON nor a form, or longer than any push. */
export function readPushBody(push: IncomingPush): JsonRecord | null {
	if (lengthOf(push) > longestBytes) return null;
	const written = readWritten(push);
	const fields = written && unwrap(written);
	return fields && isShallow(fields, deepest) ? fields : null;
}

function lengthOf({ bytes, query, fields }: IncomingPush): number {
	const written = fields ? Buffer.byteLength(JSON.stringify(fields)) : 0;
	return Math.max(bytes.length, query.length, written);
}

/** What is written in it, wrappers included. */
function readWritten({ bytes, contentType, query, fields }: IncomingPush): JsonRecord | null {
	if (fields) {
		const entries = Object.entries(fields).filter(([, value]) => !isNothing(value));
		return nest(entries.slice(0, mostFields));
	}
	const charset = declaredCharset(contentType);
	const text = decode(bytes, charset).trim();
	if (text === '') return parseForm(query, null);
	const isForm = /^[\w.[\]%+-]+(=|$)/.test(text);
	return readRecord(text) ?? (isForm ? parseForm(toBinary(bytes), charset) : null);
}

function isShallow(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true;
	return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}

/** The JSON inside `data` or `param`, or the fields themselves; null where there are none. */
function unwrap(fields: JsonRecord): JsonRecord | null {
	if (asText(fields.outOrderNo) === null) {
		for (const wrapper of wrappers) {
			const inner = readRecord(fields[wrapper]);
			if (inner) return readJsonInside(inner);
		}
		// A wrapper whose JSON is broken.
		if (wrappers.some((wrapper) => asText(fields[wrapper]) !== null)) return null;
	}
	return Object.keys(fields).length > 0 ? readJsonInside(fields) : null;
}

/** The one field of a push that is no text arrives as JSON text in a flat form. */
function readJsonInside(fields: JsonRecord): JsonRecord {
	const passengers = readJson(fields.passengers);
	return typeof passengers === 'object' ? { ...fields, passengers } : fields;
}

/** The charset that a content type declares; null where it declares none. */
function declaredCharset(contentType: string): string | null {
	return /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ?? null;
}

/** GBK and its kin where they are declared, or where the bytes are no UTF-8; else UTF-8. */
function decode(bytes: Uint8Array, charset: string | null): string {
	return new TextDecoder(isGbk(bytes, charset) ? 'gb18030' : 'utf-8').decode(bytes);
}

function isGbk(bytes: Uint8Array, charset: string | null): boolean {
	if (charset !== null && /^gb/i.test(charset)) return true;
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		return false;
	} catch {
		return true;
	}
}

/** A form has no null: some senders write the word. */
const isNothing = (value: unknown) => value === 'null' || value === 'undefined';

/**
 * Fields of a form or a query, split before they are decoded: in GBK a character's second byte may
 * be a letter.
 */
function parseForm(source: string, charset: string | null): JsonRecord {
	const isForeign = isGbk(percentDecode(source), charset);
	const text = (part: string) => decode(percentDecode(part), isForeign ? 'gbk' : 'utf-8');
	const entries = source.split('&', mostFields).flatMap((pair): Array<[string, unknown]> => {
		const end = pair.indexOf('=');
		if (end >= 0) {
			const value = text(pair.slice(end + 1));
			return isNothing(value) ? [] : [[text(pair.slice(0, end)), value]];
		}
		// JSON as the whole of a form or a query.
		return Object.entries(asRecord(parseJson(text(pair))) ?? {});
	});
	return nest(entries);
}

/**
 * Fields with names like `passengers[0][passengerName]` or `passengers[0].passengerName` as lists
 * and objects.
 */
function nest(entries: Array<[string, unknown]>): JsonRecord {
	const fields: JsonRecord = {};
	for (const [name, value] of entries) {
		const path = name.split(/[[\].]+/).filter((part) => part !== '');
		if (path.length <= deepest) putAt(fields, path, value);
	}
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toList(value)]));
}

function putAt(fields: JsonRecord, path: string[], value: unknown): void {
	const [first, ...rest] = path;
	if (first === undefined || first === '__proto__') return;
	if (rest.length === 0) {
		fields[first] = value;
		return;
	}
	const inner = asRecord(Object.hasOwn(fields, first) ? fields[first] : null) ?? {};
	fields[first] = inner;
	putAt(inner, rest, value);
}

/** Objects whose keys are all numbers are lists. */
function toList(value: unknown): unknown {
	const record = asRecord(value);
	if (!record) return value;
	const entries = Object.entries(record).map(([key, inner]) => [key, toList(inner)] as const);
	const read = Object.fromEntries(entries);
	return entries.length > 0 ? (numberedEntries(read) ?? read) : read;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const blanks = ['\t', '\n', '\r', ' '];

/**
 * Bytes as text of one character a byte, without a byte order mark and white space around it. Of
 * ASCII only: what `trim` takes for white space besides may be the last byte of a Chinese
 * character.
 */
function toBinary(bytes: Uint8Array): string {
	const hasMark = byteOrderMark.every((byte, index) => bytes[index] === byte);
	const text = Buffer.from(hasMark ? bytes.subarray(byteOrderMark.length) : bytes).toString(
		'latin1',
	);
	// By hand: an expression for blanks at the end tries every run of them, in quadratic time.
	let start = 0;
	let end = text.length;
	while (start < end && blanks.includes(text.charAt(start))) start += 1;
	while (end > start && blanks.includes(text.charAt(end - 1))) end -= 1;
	return text.slice(start, end);
}

/** The bytes that a part of a form stands for. */
function percentDecode(part: string): Uint8Array {
	const binary = part
		.replace(/\+/g, ' ')
		.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(binary, 'latin1');
}
