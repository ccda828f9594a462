import { sleep } from 'n8n-workflow';

import { JuheError } from '../../src/juhe/errors';
import { pictureLimits } from '../../src/juhe/flightInvoiceOcr/limits';
import { parseRecognition } from '../../src/juhe/flightInvoiceOcr/parseRecognition';
import { FileFailure } from '../../src/lib/fileFailure';
import { preparePicture } from '../../src/pictures';
import type { Inspection } from '../../src/pictures';
import { invoiceFromRecognition } from '../../src/receipts/sources/recognition';
import type { Invoice } from '../../src/receipts/types';
import type { Recognize } from './recognitionMemory';
import type { OpenedPicture } from './openFile';
import type { Outcome } from './outcome';
import type { Settings } from './settings';
import type { SourceFile } from './sources';

/**
 * Has Juhe read a picture.
 * @param recognize gives Juhe's `result` for a picture within Juhe's limits
 * @throws FileFailure where the picture cannot be sent: nothing was
 * @throws JuheError
 */
export async function recognizePicture(
	picture: OpenedPicture,
	{ property, fileName }: SourceFile,
	settings: Settings,
	recognize: Recognize,
): Promise<Outcome> {
	const { bytes, inspection, fileBytes, mimeType, changes } = picture;
	const prepared = settings.prepareImage
		? await preparePicture(bytes, inspection, pictureLimits, sleep)
		: { bytes: withinLimits(bytes, inspection), changes: [] };
	const raw = await recognize(prepared.bytes);
	if (settings.output === 'raw') return { kind: 'raw', raw, settings };
	const { width, height } = inspection;
	return {
		kind: 'invoice',
		invoice: recognizedInvoice(raw, settings),
		source: {
			property,
			fileName,
			mimeType,
			width,
			height,
			bytes: fileBytes,
			changes: [...changes, ...prepared.changes],
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
