import { unhurried, type Sleep } from '../lib/unhurried';
import { decode } from './decode';
import { onePictureAtATime } from './pace';
import type { Inspection } from './types';

/**
 * A compressed picture of one colour takes far fewer bytes than a tenth of its pixels, a photo or
 * a page always more.
 */
const bytesPerPixelOfContent = 0.1;

/** How far red, green or blue may differ within one colour: compression leaves traces. */
const sameColour = 12;

/** What does not show at this many pixels on the longer side is not looked for. */
const neededSide = 4096;

/**
 * Whether a picture shows nothing but one colour. False for one that cannot be decoded.
 * @param sleep how to let others work in between
 */
export async function isOneColour(
	bytes: Uint8Array,
	inspection: Inspection,
	sleep: Sleep,
): Promise<boolean> {
	const { kind, width, height } = inspection;
	if (kind !== 'bmp' && bytes.length > width * height * bytesPerPixelOfContent) return false;
	try {
		return await onePictureAtATime(
			async () => await unhurried(lookingForAnother(bytes, inspection), sleep),
		);
	} catch {
		// What cannot be decoded is left to the preparation, which says why.
		return false;
	}
}

/** Stops at the first line that has another colour. */
function* lookingForAnother(
	bytes: Uint8Array,
	inspection: Inspection,
): Generator<void, boolean, void> {
	let first: Uint8Array | null = null;
	let same = true;
	const compare = (line: Uint8Array) => {
		first ??= line.slice(0, 3);
		for (let i = 0; same && i < line.length; i++)
			if (Math.abs((line[i] as number) - (first[i % 3] as number)) > sameColour) same = false;
	};
	for (const pause of decode(bytes, inspection, neededSide, compare)) {
		if (!same) return false;
		yield pause;
	}
	return same;
}
