import { decode } from './decode';
import { onePictureAtATime } from './pace';
import type { Inspection, Lines } from './types';

/**
 * A compressed picture of one colour takes far fewer bytes than a tenth of its pixels, a photo or
 * a page always more.
 */
const bytesPerPixelOfContent = 0.1;

/** How far red, green or blue may differ within one colour: compression leaves traces. */
const sameColour = 12;

/** Whether a picture shows nothing but one colour. False for one that cannot be decoded. */
export async function isOneColour(bytes: Uint8Array, inspection: Inspection): Promise<boolean> {
	const { kind, width, height } = inspection;
	if (kind !== 'bmp' && bytes.length > width * height * bytesPerPixelOfContent) return false;
	try {
		return await onePictureAtATime(async () => await decode(bytes, inspection, linesOfOneColour));
	} catch {
		// What cannot be decoded is left to the preparation, which says why.
		return false;
	}
}

function linesOfOneColour({ height, line }: Lines): boolean {
	const first = line(0).slice(0, 3);
	for (let y = 0; y < height; y++) {
		const pixels = line(y);
		for (let i = 0; i < pixels.length; i++)
			if (Math.abs((pixels[i] as number) - (first[i % 3] as number)) > sameColour) return false;
	}
	return true;
}
