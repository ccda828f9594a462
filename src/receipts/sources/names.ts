import type { ReceiptField, SegmentField } from '../types';

/** Which field of a receipt a source means by a name. */
export type FieldNames = Readonly<Record<string, ReceiptField | SegmentField>>;

/**
 * The field that a source's names know, or null. Blanks and full-width signs in the name do not
 * matter.
 */
export function fieldNamed(names: FieldNames, name: string): ReceiptField | SegmentField | null {
	const plain = name.normalize('NFKC').replace(/\s+/g, '');
	return Object.hasOwn(names, plain) ? (names[plain] ?? null) : null;
}
