import { sleep } from 'n8n-workflow';
import { classify } from '../../src/files/classify';
import type { Classified } from '../../src/files/classify';
import { pictureLimits } from '../../src/juhe/flightInvoiceOcr/limits';
import { FileFailure } from '../../src/lib/fileFailure';
import { hasStrokes, inspect, type Inspection } from '../../src/pictures';

type Document = Exclude<Classified, FileFailure>;

/** What a file is: one that is read, or why it is none. */
export type Admitted =
	| { kind: 'picture'; inspection: Inspection }
	/** A document that is read without Juhe: the reader says if it is a receipt. */
	| { kind: 'document'; document: Document }
	/** Under a wildcard only: a picture that could be no itinerary. */
	| { kind: 'skipped'; reason: string }
	| FileFailure;

/**
 * Logos and signature lines of e-mails are smaller than this on their long side, itineraries
 * never.
 */
const smallestItinerary = 300;

/**
 * Labels and values of an itinerary have twice as many strokes where they can just be read, a logo
 * or a banner with its few words has less.
 */
const fewestStrokes = 200;

/** What is larger is a photo or a scan, and skipped only where it shows nothing at all. */
const mostPixelsOfLogo = 4_000_000;

/**
 * Says what a file is, by its content, never by its name or MIME type. Under a wildcard a picture
 * that cannot be an itinerary is skipped; one that is named outright is refused only if Juhe
 * cannot read it. Never throws.
 */
export async function gatekeep(bytes: Uint8Array, underWildcard: boolean): Promise<Admitted> {
	const inspection = inspect(bytes);
	if (inspection === null) {
		const document = classify(bytes);
		return document instanceof FileFailure ? document : { kind: 'document', document };
	}
	if (inspection instanceof FileFailure) return inspection;
	const { width, height } = inspection;
	const { minSide } = pictureLimits;
	if (Math.min(width, height) < minSide) {
		return new FileFailure(
			'fileRefused',
			`The picture is too small: ${width} x ${height} pixels; Juhe reads none with a side under ${minSide}`,
			'Attach a larger picture of the itinerary.',
		);
	}
	const reason = underWildcard ? await whyNoItinerary(bytes, inspection) : null;
	return reason === null ? { kind: 'picture', inspection } : { kind: 'skipped', reason };
}

/** Why a picture that Juhe could read cannot be an itinerary, or null. */
async function whyNoItinerary(bytes: Uint8Array, inspection: Inspection): Promise<string | null> {
	const { width, height } = inspection;
	if (Math.max(width, height) < smallestItinerary)
		return `A small picture (${width} x ${height} pixels), such as a logo or a signature.`;
	if (inspection.animated) return 'An animated picture.';
	const few = width * height > mostPixelsOfLogo ? 1 : fewestStrokes;
	if (await hasStrokes(bytes, inspection, few, sleep)) return null;
	return 'A picture with hardly any print on it, such as a logo.';
}
