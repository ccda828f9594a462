import { maskIdNumber } from '../../src/lib/personalData';
import { asRecord, asText, parseJson } from '../../src/lib/values';
import { recognizedField } from '../../src/receipts/sources/recognition';

/** Juhe's `result` as it came, whatever its form, but for ID numbers. */
export function maskRecognition(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(maskRecognition);
	if (typeof value === 'string') return maskJson(value);
	const record = asRecord(value);
	if (!record) return value;
	const isIdNumber = recognizedField(asText(record.Name) ?? '') === 'idNumber';
	if (isIdNumber && typeof record.Value === 'string')
		return { ...record, Value: maskIdNumber(record.Value) };
	return Object.fromEntries(
		Object.entries(record).map(([name, each]) => [name, maskRecognition(each)]),
	);
}

/** The list may come as JSON text. */
function maskJson(text: string): string {
	const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
	return parsed === undefined ? text : JSON.stringify(maskRecognition(parsed));
}
