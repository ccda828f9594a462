import { decodeBmp } from './bmp/decoder';
import { decodeJpeg } from './jpeg/decoder';
import { decodePng } from './png/decoder';
import { unreadable, type Inspection, type LineReceiver } from './types';

/**
 * How many pixels are decoded: more than any camera takes or scanner makes of a page. Fewer where
 * they must be collected, which takes memory.
 */
const mostPixels = 210_000_000;
const mostCollectedPixels = 80_000_000;

/** The longest side that a JPEG can have. */
const longestSide = 65_535;

/**
 * Decodes a picture: gives its lines, in turn and all of them, to `receive`, and pauses wherever
 * others may work.
 * @param neededSide what lies beyond the detail of a picture whose longer side has so many pixels
 * may be lost
 * @throws FileFailure at once, before anything is made of its size, for a picture that would take
 * too much memory or time; in its course for one that is damaged or of a rare kind
 */
export function decode(
	bytes: Uint8Array,
	inspection: Inspection,
	neededSide: number,
	receive: LineReceiver,
): Generator<void, void, void> {
	const { kind, width, height, collected } = inspection;
	const longer = Math.max(width, height);
	if (longer > longestSide || width * height > (collected ? mostCollectedPixels : mostPixels))
		throw unreadable(
			`The picture is too large to be unpacked: ${width} x ${height} pixels`,
			`Save it with at most ${neededSide} pixels on its longer side and attach it again.`,
		);
	if (kind === 'bmp') return decodeBmp(bytes, receive);
	if (kind === 'jpeg') return decodeJpeg(bytes, neededSide / longer, receive);
	return decodePng(bytes, inspection, receive);
}
