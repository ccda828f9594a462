import type { Invoice, ReadFrom } from '../../src/receipts/types';
import type { Settings } from './settings';

/** Where an invoice was read from; sizes are those of the file as it came. */
interface InvoiceSource {
	property: string | null;
	fileName: string | null;
	mimeType: string;
	/** Pixels; null for a document. */
	width: number | null;
	height: number | null;
	bytes: number;
	/** What was done to the picture before Juhe got it. */
	changes: string[];
	/** `file`: a digital invoice, read here. */
	recognizedBy: 'juhe' | 'file';
	readFrom: ReadFrom;
}

/**
 * An invoice that was read. `raw` is Juhe's `result` as it came, null for a document, which Juhe
 * never sees.
 */
export interface InvoiceOutcome {
	kind: 'invoice';
	invoice: Invoice;
	source: InvoiceSource;
	raw: unknown;
	settings: Settings;
}

/** What became of a file. */
export type Outcome =
	| InvoiceOutcome
	/** Where Juhe's answer is wanted as it is. */
	| { kind: 'raw'; raw: unknown; settings: Settings }
	/** One sentence or more: what it is instead; or, of a repeat, which file gave its invoice. */
	| { kind: 'skipped'; reason: string; isRepeat?: boolean }
	| { kind: 'failed'; error: unknown };

/** A file of an input item that is to be read, or that is known to be unreadable. */
export interface Task {
	itemIndex: number;
	property: string | null;
	fileName: string | null;
	/** Nothing yet where the execution was stopped before the file's turn. */
	outcome?: Outcome;
}
