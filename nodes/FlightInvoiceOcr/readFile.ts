import { sleep } from 'n8n-workflow';
import { parseRecognition } from '../../src/juhe/flightInvoiceOcr/parseRecognition';
import { pictureLimits } from '../../src/juhe/flightInvoiceOcr/limits';
import { JuheError } from '../../src/juhe/errors';
import { FileFailure } from '../../src/lib/fileFailure';
import { preparePicture } from '../../src/pictures';
import type { Inspection } from '../../src/pictures';
import { readOfdData, readXmlData } from '../../src/receipts/sources/invoiceData';
import { invoiceFromRecognition } from '../../src/receipts/sources/recognition';
import { toInvoice } from '../../src/receipts/toInvoice';
import type { Invoice } from '../../src/receipts/types';
import { gatekeep } from './gatekeep';
import type { Admitted } from './gatekeep';
import type { Outcome } from './outcome';
import type { Settings } from './settings';
import type { SourceFile } from './sources';

const mimeTypes = { ofd: 'application/ofd', xml: 'application/xml' } as const;

/**
 * Reads one file: what it is, a document here and for free, a picture by Juhe.
 * @param recognize gives Juhe's `result` for a picture within Juhe's limits
 * @throws FileFailure, ParameterError where the file cannot be read: nothing was sent
 * @throws JuheError
 */
export async function readFile(
	file: SourceFile,
	settings: Settings,
	recognize: (picture: Uint8Array) => Promise<unknown>,
): Promise<Outcome> {
	const bytes = await file.load();
	const admitted = await gatekeep(bytes, file.underWildcard);
	if (admitted instanceof FileFailure) throw admitted;
	switch (admitted.kind) {
		case 'skipped':
			return admitted;
		case 'document':
			return readDocument(bytes, admitted.document, file, settings);
		case 'picture':
			return await readPicture(bytes, admitted.inspection, file, settings, recognize);
	}
}

function readDocument(
	bytes: Uint8Array,
	document: Extract<Admitted, { kind: 'document' }>['document'],
	{ property, fileName }: SourceFile,
	settings: Settings,
): Outcome {
	const content = document.kind === 'ofd' ? readOfdData(document.entries) : readXmlData(bytes);
	if (content instanceof FileFailure) throw content;
	return {
		kind: 'invoice',
		invoice: toInvoice(content, settings),
		source: {
			property,
			fileName,
			mimeType: mimeTypes[document.kind],
			width: null,
			height: null,
			bytes: bytes.length,
			changes: [],
			recognizedBy: 'file',
			readFrom: content.readFrom,
		},
		raw: null,
		settings,
	};
}

async function readPicture(
	bytes: Uint8Array,
	picture: Inspection,
	{ property, fileName }: SourceFile,
	settings: Settings,
	recognize: (picture: Uint8Array) => Promise<unknown>,
): Promise<Outcome> {
	const prepared = settings.prepareImage
		? await preparePicture(bytes, picture, pictureLimits, sleep)
		: { bytes: withinLimits(bytes, picture), changes: [] };
	const raw = await recognize(prepared.bytes);
	if (settings.output === 'raw') return { kind: 'raw', raw, settings };
	const { width, height, mimeType } = picture;
	return {
		kind: 'invoice',
		invoice: recognizedInvoice(raw, settings),
		source: {
			property,
			fileName,
			mimeType,
			width,
			height,
			bytes: bytes.length,
			changes: prepared.changes,
			recognizedBy: 'juhe',
			readFrom: 'picture',
		},
		raw,
		settings,
	};
}

/** @throws FileFailure for a picture that Juhe would not take as it is */
function withinLimits(bytes: Uint8Array, { width, height }: Inspection): Uint8Array {
	const { maxSide, maxBase64Characters, maxBytes } = pictureLimits;
	if (Math.max(width, height) <= maxSide && bytes.length <= maxBytes) return bytes;
	throw new FileFailure(
		'pictureTooBig',
		`The picture is too big for Juhe (${width} x ${height} pixels, ${bytes.length} bytes)`,
		`Switch on “Prepare Image”, or send at most ${maxSide} pixels a side and ${maxBase64Characters} characters of base64.`,
	);
}

/** @throws JuheError where Juhe named nothing that it read */
function recognizedInvoice(raw: unknown, settings: Settings): Invoice {
	const recognition = parseRecognition(raw);
	if ('entries' in recognition)
		return invoiceFromRecognition(recognition.entries, recognition.requestId, settings);
	throw new JuheError({
		errorClass: 'input',
		message: recognition.unreadable,
		advice: 'Send a sharp, upright picture of the whole itinerary.',
	});
}
