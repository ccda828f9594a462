import { unhurried, type Sleep } from '../lib/unhurried';
import { decode } from './decode';
import { onePictureAtATime } from './pace';
import type { Inspection } from './types';

/** How far the brightness of ink is from that of its surroundings, at least. */
const contrast = 24;

/** The surroundings of a pixel: so many parts of the line's width to each side. */
const surroundings = 40;

/** What does not show at this many pixels on the longer side is not looked for. */
const neededSide = 4096;

/**
 * Whether a picture has so many strokes of print, drawing or noise: places where, from top to
 * bottom, ink begins, darker or lighter than what is left and right of it. A letter has one or two,
 * a Chinese sign several, at whatever size. True for a picture that cannot be decoded.
 * @param sleep how to let others work in between
 */
export async function hasStrokes(
	bytes: Uint8Array,
	inspection: Inspection,
	enough: number,
	sleep: Sleep,
): Promise<boolean> {
	try {
		return await onePictureAtATime(
			async () => await unhurried(counting(bytes, inspection, enough), sleep),
		);
	} catch {
		// What cannot be decoded is left to the preparation, which says why.
		return true;
	}
}

/** Stops at the line that has enough. */
function* counting(
	bytes: Uint8Array,
	inspection: Inspection,
	enough: number,
): Generator<void, boolean, void> {
	let count = 0;
	let above: Uint8Array = new Uint8Array(0);
	const look = (line: Uint8Array) => {
		if (count >= enough) return;
		const ink = inkOf(line);
		count += beginnings(ink, above);
		above = ink;
	};
	for (const pause of decode(bytes, inspection, neededSide, look)) {
		if (count >= enough) return true;
		yield pause;
	}
	return count >= enough;
}

/** Where a line is darker or lighter than its surroundings. */
function inkOf(line: Uint8Array): Uint8Array {
	const width = line.length / 3;
	const sums = new Float64Array(width + 1);
	const brightness = (x: number) =>
		0.299 * (line[3 * x] as number) +
		0.587 * (line[3 * x + 1] as number) +
		0.114 * (line[3 * x + 2] as number);
	for (let x = 0; x < width; x++) sums[x + 1] = (sums[x] as number) + brightness(x);
	const reach = Math.max(4, Math.round(width / surroundings));
	const ink = new Uint8Array(width);
	for (let x = 0; x < width; x++) {
		const [from, to] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
		const mean = ((sums[to] as number) - (sums[from] as number)) / (to - from);
		if (Math.abs(brightness(x) - mean) > contrast) ink[x] = 1;
	}
	return ink;
}

/** How many runs of ink on a line touch none on the line above. */
function beginnings(ink: Uint8Array, above: Uint8Array): number {
	let count = 0;
	for (let x = 0; x < ink.length; x++) {
		if (!ink[x]) continue;
		let isNew = !above[x - 1];
		for (; ink[x]; x++) isNew &&= !above[x] && !above[x + 1];
		if (isNew) count++;
	}
	return count;
}
