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
	return mask(result, null, idNumberIn(result));
}

/** @param field what the value is of, where that is known */
function mask(value: unknown, field: string | null, idNumber: string | null): unknown {
	if (Array.isArray(value)) return value.map((each) => mask(each, field, idNumber));
	if (typeof value === 'string') return maskText(value, field, idNumber);
	if (typeof value === 'number') {
		const masked = maskText(String(value), field, idNumber);
		return masked === String(value) ? value : masked;
	}
	const record = asRecord(value);
	if (!record) return value;
	const named = recognizedField(asText(record.Name) ?? '');
	return Object.fromEntries(
		Object.entries(record).map(([name, each]) => {
			if (name === requestIdName) return [name, each];
			return [name, mask(each, name === 'Value' ? named : null, idNumber)];
		}),
	);
}

function maskText(text: string, field: string | null, idNumber: string | null): string {
	// The list may come as JSON text.
	const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
	if (parsed !== undefined) return JSON.stringify(mask(parsed, field, idNumber));
	if (field === 'idNumber') return maskIdNumber(text);
	const kinds: Readonly<Record<string, { kind: FieldKind }>> = receiptFields;
	const kind = kinds[field ?? '']?.kind;
	const isNumber = kind === 'identifier' || kind === 'ticket';
	return isNumber ? maskDocumentNumber(text, idNumber) : maskFreeText(text, idNumber);
}

/** The passenger's ID number, which only its field tells where it is of an odd form. */
function idNumberIn(result: unknown): string | null {
	const recognition = parseRecognition(result);
	if (!('entries' in recognition)) return null;
	const isIdNumber = ({ name, value }: { name: string; value: string }) =>
		value !== '' && recognizedField(name) === 'idNumber';
	return recognition.entries.find(isIdNumber)?.value ?? null;
}
