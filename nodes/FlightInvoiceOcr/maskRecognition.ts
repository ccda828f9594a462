import { parseRecognition } from '../../src/juhe/flightInvoiceOcr/parseRecognition';
import { maskIdNumber } from '../../src/lib/personalData';
import { asRecord, asText, parseJson } from '../../src/lib/values';
import { receiptFields } from '../../src/receipts/fields';
import type { FieldKind } from '../../src/receipts/fields';
import { maskDocumentNumber, maskFreeText } from '../../src/receipts/masking';
import { recognizedField } from '../../src/receipts/sources/recognition';

/** The id of a request is a number of Juhe's, and nobody's phone. */
const requestIdName = 'qingqiuhaohao';

/**
 * Juhe's `result` as it came, whatever its form, but for ID and phone numbers, wherever they
 * stand.
 */
export function maskRecognition(result: unknown): unknown {
	return mask(result, null, idNumbersIn(result));
}

/** @param field what the value is of, where that is known */
function mask(value: unknown, field: string | null, idNumbers: string[]): unknown {
	if (Array.isArray(value)) return value.map((each) => mask(each, field, idNumbers));
	if (typeof value === 'string') return maskText(value, field, idNumbers);
	if (typeof value === 'number') {
		const masked = maskText(String(value), field, idNumbers);
		return masked === String(value) ? value : masked;
	}
	const record = asRecord(value);
	if (!record) return value;
	const named = recognizedField(asText(record.Name) ?? '');
	return Object.fromEntries(
		Object.entries(record).map(([name, each]) => {
			if (name === requestIdName) return [name, each];
			return [name, mask(each, name === 'Value' ? named : null, idNumbers)];
		}),
	);
}

function maskText(text: string, field: string | null, idNumbers: string[]): string {
	// The list may come as JSON text.
	const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
	if (parsed !== undefined) return JSON.stringify(mask(parsed, field, idNumbers));
	if (field === 'idNumber') return maskIdNumber(text);
	const kinds: Readonly<Record<string, { kind: FieldKind }>> = receiptFields;
	const kind = kinds[field ?? '']?.kind;
	const isNumber = kind === 'identifier' || kind === 'ticket';
	return isNumber ? maskDocumentNumber(text, idNumbers) : maskFreeText(text, idNumbers);
}

/** The passenger's ID number as it was read, which only its field tells where it is of an odd form. */
function idNumbersIn(result: unknown): string[] {
	const recognition = parseRecognition(result);
	if (!('entries' in recognition)) return [];
	return recognition.entries.flatMap(({ name, value }) =>
		recognizedField(name) === 'idNumber' ? value : [],
	);
}
