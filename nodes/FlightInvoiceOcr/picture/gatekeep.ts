import type { PictureInfo } from './inspect';

export type Verdict =
	| { verdict: 'picture'; picture: PictureInfo }
	/** A document that is read without Juhe; `xml` is any XML but HTML and SVG, the reader says if it is an itinerary. */
	| { verdict: 'document'; kind: 'ofd' | 'xml' }
	/** Under a wildcard only: nothing that could be an itinerary. */
	| { verdict: 'skipped'; reason: string }
	| { verdict: 'refused'; reason: string; advice: string };

/**
 * Says what a file is, by its content, never by its name or MIME type. Under a wildcard everything that cannot be an
 * itinerary is skipped; a file named outright is refused only if Juhe cannot read it. Never throws.
 */
export async function gatekeep(bytes: Uint8Array, underWildcard: boolean): Promise<Verdict> {
	const reason = `The file is of an unknown kind (${bytes.length} bytes)`;
	const advice = 'Attach a picture (JPEG, PNG or BMP), or the OFD or XML of a digital itinerary.';
	return underWildcard ? { verdict: 'skipped', reason } : { verdict: 'refused', reason, advice };
}
