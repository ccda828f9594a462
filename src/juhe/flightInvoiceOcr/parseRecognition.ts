import { asList, asNumber, asText, readRecord } from '../../lib/values';

/** One thing that Juhe read off a picture. */
export interface RecognizedEntry {
	name: string;
	/** As Juhe wrote it; empty where it named the field but read nothing in it. */
	value: string;
	/** 0-based leg, or null where it belongs to none or nothing was said. */
	row: number | null;
}

/**
 * Juhe's `result` of a recognition: `data` as a list, as JSON text of one, as one object, or as
 * the object that PHP may make of a list (`{ "0": … }`). Gives the entries in Juhe's order and the
 * request's id (`qingqiuhaohao`: Juhe's support asks for it), or says why there is nothing to
 * read.
 */
export function parseRecognition(
	result: unknown,
): { entries: RecognizedEntry[]; requestId: string | null } | { unreadable: string } {
	const answer = readRecord(result);
	if (!answer) return { unreadable: 'Juhe’s answer holds no recognition' };
	const entries = entriesIn(answer.data).flatMap((entry) => parseEntry(entry));
	return entries.length > 0
		? { entries, requestId: asText(answer.qingqiuhaohao) }
		: { unreadable: 'Juhe’s answer names nothing that it read in the picture' };
}

function entriesIn(data: unknown): unknown[] {
	const record = readRecord(data);
	return record && !('Name' in record) ? Object.values(record) : asList(data);
}

function parseEntry(value: unknown): RecognizedEntry[] {
	const entry = readRecord(value);
	const name = asText(entry?.Name);
	if (!entry || name === null) return [];
	const row = asNumber(entry.Row);
	const isLeg = row !== null && Number.isSafeInteger(row) && row >= 0;
	return [{ name, value: asText(entry.Value) ?? '', row: isLeg ? row : null }];
}
