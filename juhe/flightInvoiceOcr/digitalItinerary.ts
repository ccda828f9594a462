import type { FlightInvoice, InvoiceOptions } from './invoice';

export type DigitalItineraryKind = 'ofd' | 'xml';

/**
 * An electronic itinerary (电子发票) read from its file: exact, free, no network.
 * Gives the invoice, or a sentence that says what the file is instead and what to do.
 */
export function readDigitalItinerary(
	bytes: Uint8Array,
	kind: DigitalItineraryKind,
	options: InvoiceOptions,
): { invoice: FlightInvoice } | { unreadable: string } {
	return {
		unreadable: `Reading of ${kind.toUpperCase()} files (${bytes.length} bytes, VAT ${options.vatRate} %) is not built yet.`,
	};
}

/** Whether a zip is an OFD document, judged by the names in it. */
export function isOfd(bytes: Uint8Array): boolean {
	const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
	return head === 'PK\u0003\u0004' && Buffer.from(bytes).includes('OFD.xml');
}
