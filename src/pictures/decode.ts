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
 * @throws FileFailure for a picture that is damaged or of a rare kind, and at once for one that
 * would take too much memory or time
 */
export function* decode(
	bytes: Uint8Array,
	inspection: Inspection,
	neededSide: number,
	receive: LineReceiver,
): Generator<void, void, void> {
	const { kind, width, height, collected } = inspection;
	// A BMP is bounded by its file.
	if (kind === 'bmp') return yield* decodeBmp(bytes, receive);
	const longer = Math.max(width, height);
	if (longer > longestSide || width * height > (collected ? mostCollectedPixels : mostPixels))
		throw unreadable(
			`The picture is too large to be unpacked: ${width} x ${height} pixels`,
			`Save it with at most ${neededSide} pixels on its longer side and attach it again.`,
		);
	if (kind === 'jpeg') yield* decodeJpeg(bytes, neededSide / longer, receive);
	else yield* decodePng(bytes, inspection, receive);
}
