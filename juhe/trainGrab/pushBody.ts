import { asRecord, parseJson } from '../values';
import type { JsonRecord } from '../values';

/**
 * A push as it came in. Which form Juhe uses is documented nowhere (train-grab.md, "Pushes"): all that sibling APIs use
 * are read, from the raw bytes, so that big numbers stay whole.
 */
export interface IncomingPush {
	/** The body as it came; empty for GET. */
	bytes: Uint8Array;
	/** The header `content-type`. */
	contentType: string;
	/** The parameters of the URL, our own (`type`, `token`) left out. */
	query: JsonRecord;
}

/** Form fields that sibling APIs put the JSON into. */
const wrappers = ['data', 'param'];

/** The fields of a push, or null where the body is neither JSON nor a form. */
export function readPushBody(push: IncomingPush): JsonRecord | null {
	const decode = decoderOf(push.contentType);
	const text = decode(push.bytes).trim();
	if (text === '') return unwrap(push.query);
	const json = parseJson(text);
	// Some senders put the JSON into a JSON string.
	const record = asRecord(typeof json === 'string' ? parseJson(json) : json);
	if (record) return unwrap(record);
	return /^[\w.[\]%-]+=/.test(text) ? unwrap(parseForm(text, decode)) : null;
}

/** The JSON inside `data` or `param`, or the fields themselves; null where there are none. */
function unwrap(fields: JsonRecord): JsonRecord | null {
	for (const name of wrappers) {
		const value = fields[name];
		const inner = asRecord(typeof value === 'string' ? parseJson(value) : value);
		if (inner) return inner;
	}
	if (Object.keys(fields).length === 0) return null;
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			name,
			isJsonText(value) ? parseJson(value) : value,
		]),
	);
}

/** Lists and objects inside a flat form arrive as JSON text. */
function isJsonText(value: unknown): value is string {
	return typeof value === 'string' && /^\s*[[{]/.test(value) && parseJson(value) !== undefined;
}

/** A decoder for the charset that the content type declares (GBK and its kin, else UTF-8). */
function decoderOf(contentType: string): (bytes: Uint8Array) => string {
	const declared = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
	const charset = /^gb/i.test(declared) ? 'gb18030' : 'utf-8';
	return (bytes) => new TextDecoder(charset).decode(bytes);
}

/** Fields of a form; names like `passengers[0][passengerName]` make lists and objects. */
function parseForm(text: string, decode: (bytes: Uint8Array) => string): JsonRecord {
	const fields: JsonRecord = {};
	for (const pair of text.split('&').filter((each) => each !== '')) {
		const [name = '', ...value] = pair.split('=');
		const path = decode(percentDecode(name))
			.split(/[[\].]+/)
			.filter((part) => part !== '');
		putAt(fields, path, decode(percentDecode(value.join('='))));
	}
	return withLists(fields) as JsonRecord;
}

function putAt(fields: JsonRecord, path: string[], value: string): void {
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

/** Objects whose keys are 0, 1, 2 … are lists. */
function withLists(value: unknown): unknown {
	const record = asRecord(value);
	if (!record) return value;
	const entries = Object.entries(record).map(([key, inner]) => [key, withLists(inner)] as const);
	const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
	return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** The bytes that a form's text stands for: in GBK a character's second byte may look like a letter. */
function percentDecode(text: string): Uint8Array {
	const bytes: number[] = [];
	for (let index = 0; index < text.length; index++) {
		const hex = text[index] === '%' ? /^[0-9a-f]{2}/i.exec(text.slice(index + 1)) : null;
		if (hex) {
			bytes.push(parseInt(hex[0], 16));
			index += 2;
		} else if (text[index] === '+') {
			bytes.push(0x20);
		} else {
			bytes.push(...new TextEncoder().encode(text[index]));
		}
	}
	return Uint8Array.from(bytes);
}
