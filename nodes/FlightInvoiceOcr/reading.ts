import type { DigitalItineraryKind } from '../../src/receipts/sources/invoiceData';
import { readDigitalItinerary } from '../../src/receipts/sources/invoiceData';
import type { FlightInvoice } from '../../src/receipts/invoice';
import { invoiceFromRecognition } from '../../src/receipts/invoice';
import { maxPictureBytes, pictureLimits } from '../../src/juhe/flightInvoiceOcr/limits';
import { parseRecognition } from '../../src/juhe/flightInvoiceOcr/parseRecognition';
import { JuheError } from '../../src/juhe/errors';
import { ParameterError } from '../shared/errors';
import type { PictureInfo } from '../../src/pictures';
import { PictureError, preparePicture } from '../../src/pictures';
import { gatekeep } from './gatekeep';
import type { Settings } from './settings';
import type { SourceFile } from './sources';

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
	/** `file`: a digital itinerary, read here. */
	recognizedBy: 'juhe' | 'file';
}

/**
 * What a file said, and what its item wants of it. `raw` is Juhe's `result` as it came, null for a document, which Juhe
 * never sees.
 */
export type Reading =
	| {
			kind: 'invoice';
			invoice: FlightInvoice;
			source: InvoiceSource;
			raw: unknown;
			settings: Settings;
	  }
	/** Where Juhe's answer is wanted as it is. */
	| { kind: 'raw'; raw: unknown; settings: Settings }
	| { kind: 'skipped'; reason: string };

const documentMimeTypes = { ofd: 'application/ofd', xml: 'application/xml' } as const;

/**
 * Reads one file: what it is, a document here and for free, a picture by Juhe.
 * @param recognize gives Juhe's `result` for a picture within Juhe's limits
 * @throws ParameterError where the file cannot be read: nothing was sent
 * @throws JuheError
 */
export async function readFile(
	file: SourceFile,
	settings: Settings,
	recognize: (picture: Uint8Array) => Promise<unknown>,
): Promise<Reading> {
	const bytes = await file.load();
	const verdict = await gatekeep(bytes, file.underWildcard);
	switch (verdict.verdict) {
		case 'skipped':
			return { kind: 'skipped', reason: verdict.reason };
		case 'refused':
			throw new ParameterError(withoutStop(verdict.reason), verdict.advice, 'fileRefused');
		case 'document':
			return readDocument(bytes, verdict.kind, file, settings);
		case 'picture':
			return await readPicture(bytes, verdict.picture, file, settings, recognize);
	}
}

function readDocument(
	bytes: Uint8Array,
	kind: DigitalItineraryKind,
	{ property, fileName, underWildcard }: SourceFile,
	settings: Settings,
): Reading {
	const document = readDigitalItinerary(bytes, kind, settings);
	if ('unreadable' in document) {
		// Under a wildcard it is one of the many other things that are XML or OFD.
		if (underWildcard) return { kind: 'skipped', reason: document.unreadable };
		throw new ParameterError(
			withoutStop(document.unreadable),
			'Attach the OFD or XML of a flight itinerary, or a picture of it.',
			'documentUnreadable',
		);
	}
	return {
		kind: 'invoice',
		invoice: document.invoice,
		source: {
			property,
			fileName,
			mimeType: documentMimeTypes[kind],
			width: null,
			height: null,
			bytes: bytes.length,
			changes: [],
			recognizedBy: 'file',
		},
		raw: null,
		settings,
	};
}

async function readPicture(
	bytes: Uint8Array,
	picture: PictureInfo,
	{ property, fileName }: SourceFile,
	settings: Settings,
	recognize: (picture: Uint8Array) => Promise<unknown>,
): Promise<Reading> {
	const prepared = settings.prepareImage
		? await prepare(bytes, picture)
		: { bytes: withinLimits(bytes, picture), changes: [] };
	const raw = await recognize(prepared.bytes);
	if (settings.output === 'raw') return { kind: 'raw', raw, settings };
	const { width, height, mimeType } = picture;
	return {
		kind: 'invoice',
		invoice: toInvoice(raw, settings),
		source: {
			property,
			fileName,
			mimeType,
			width,
			height,
			bytes: bytes.length,
			changes: prepared.changes,
			recognizedBy: 'juhe',
		},
		raw,
		settings,
	};
}

async function prepare(
	bytes: Uint8Array,
	picture: PictureInfo,
): Promise<{ bytes: Uint8Array; changes: string[] }> {
	return await preparePicture(bytes, picture).catch((error: unknown) => {
		if (!(error instanceof PictureError)) throw error;
		throw new ParameterError(withoutStop(error.reason), error.advice, 'pictureUnreadable');
	});
}

/** @throws ParameterError for a picture that Juhe would not take as it is */
function withinLimits(bytes: Uint8Array, { width, height }: PictureInfo): Uint8Array {
	const { maxSide, maxBase64Characters } = pictureLimits;
	if (Math.max(width, height) <= maxSide && bytes.length <= maxPictureBytes) return bytes;
	throw new ParameterError(
		`The picture is too big for Juhe (${width} x ${height} pixels, ${bytes.length} bytes)`,
		`Switch on “Prepare Image”, or send at most ${maxSide} pixels a side and ${maxBase64Characters} characters of base64.`,
		'pictureTooBig',
	);
}

/** @throws JuheError where Juhe named nothing that it read */
function toInvoice(raw: unknown, settings: Settings): FlightInvoice {
	const recognition = parseRecognition(raw);
	if (!('unreadable' in recognition))
		return invoiceFromRecognition(recognition.entries, recognition.requestId, settings);
	throw new JuheError({
		errorClass: 'input',
		message: withoutStop(recognition.unreadable),
		advice: 'Send a sharp, upright picture of the whole itinerary.',
	});
}

/** Sentences become messages, which have no full stop. */
function withoutStop(sentence: string): string {
	return sentence.replace(/\.$/, '');
}
