import { unhurried, type Sleep } from '../lib/unhurried';
import { decode } from './decode';
import { JpegEncoder, linesPerStep } from './jpeg/encoder';
import { release } from './memory';
import { onePictureAtATime } from './pace';
import type { Pixels } from './pixels';
import { Shrinker, shrinking, sizeWithin } from './shrink';
import { turned, turnedSize } from './turn';
import {
	unreadable,
	type Inspection,
	type Orientation,
	type PictureLimits,
	type Size,
} from './types';

/** A picture within its limits; `changes` says in plain English what was done to it. */
interface PreparedPicture {
	bytes: Uint8Array;
	width: number;
	height: number;
	mimeType: string;
	changes: string[];
}

/**
 * JPEG qualities, best first: text looks as before at the first, and is still clean at the second.
 */
const bestQuality = 90;
const goodQuality = 80;

/** For pictures that stay too large even when they are small. */
const lastResorts = [65, 50, 35, 20] as const;

/**
 * A picture is never shrunk below this many pixels on its long side, unless it was smaller: the
 * print must stay legible.
 */
const shortestLongSide = 2000;

const turns: Record<Orientation, string> = {
	1: '',
	2: 'mirrored left to right (EXIF)',
	3: 'turned 180° (EXIF)',
	4: 'mirrored top to bottom (EXIF)',
	5: 'mirrored left to right and turned 90° counterclockwise (EXIF)',
	6: 'turned 90° clockwise (EXIF)',
	7: 'mirrored left to right and turned 90° clockwise (EXIF)',
	8: 'turned 90° counterclockwise (EXIF)',
};

/**
 * Makes a picture keep within the limits, changing as little as needed: turned upright, shrunk,
 * saved anew as JPEG without metadata. Gives the bytes as they are when nothing breaks a limit and
 * the picture is upright. One picture is prepared at a time, in steps between which others get
 * their turn.
 * @param sleep how to let them
 * @throws FileFailure for a picture that cannot be decoded, or not be made to fit
 */
export async function preparePicture(
	bytes: Uint8Array,
	picture: Inspection,
	limits: PictureLimits,
	sleep: Sleep,
): Promise<PreparedPicture> {
	const { width, height, orientation, mimeType } = picture;
	const fits = bytes.length <= limits.maxBytes && Math.max(width, height) <= limits.maxSide;
	if (fits && orientation === 1) return { bytes, width, height, mimeType, changes: [] };
	return await onePictureAtATime(async () => await rewrite(bytes, picture, limits, sleep));
}

async function rewrite(
	bytes: Uint8Array,
	picture: Inspection,
	limits: PictureLimits,
	sleep: Sleep,
): Promise<PreparedPicture> {
	const size = sizeWithin(picture, limits.maxSide);
	if (Math.min(size.width, size.height) < limits.minSide)
		throw unreadable(
			`The picture is too long and narrow: ${picture.width} x ${picture.height} pixels`,
			'Cut out the part with the itinerary and attach that.',
		);
	const decoding = decode(bytes, picture, limits.maxSide, (line) => shrinker.add(line));
	const shrinker = new Shrinker(picture, size);
	const { pixels } = shrinker;
	let result: SavedPicture;
	try {
		await unhurried(decoding, sleep);
		result = await saved(pixels, picture.orientation, limits.maxBytes, sleep);
	} finally {
		release(pixels.data);
	}
	const { bytes: jpeg, quality, width, height } = result;
	const before = turnedSize(picture, picture.orientation);
	const shrunk = width < before.width || height < before.height;
	return {
		bytes: jpeg,
		width,
		height,
		mimeType: 'image/jpeg',
		changes: [
			turns[picture.orientation],
			shrunk ? `shrunk from ${before.width} x ${before.height} to ${width} x ${height}` : '',
			`saved as JPEG, quality ${quality}`,
		].filter(Boolean),
	};
}

interface SavedPicture extends Size {
	bytes: Uint8Array;
	quality: number;
}

/**
 * Saves a picture, turned upright, as well as the limit allows: first at less quality, then
 * smaller, then worse.
 */
async function saved(
	pixels: Pixels,
	orientation: Orientation,
	maxBytes: number,
	sleep: Sleep,
): Promise<SavedPicture> {
	const long = Math.max(pixels.width, pixels.height);
	const shortest = Math.min(long, shortestLongSide);
	const attempt = async (source: Pixels, quality: number): Promise<SavedPicture | number> => {
		const upright = turned(source, orientation);
		const estimate = await estimatedBytes(upright, quality, sleep);
		if (estimate > maxBytes * estimateTolerance) return estimate;
		const bytes = await encoded(upright, quality, maxBytes, sleep);
		const { width, height } = upright;
		return bytes === null ? estimate : { bytes, quality, width, height };
	};
	let estimate = 0;
	for (const quality of [bestQuality, goodQuality]) {
		const result = await attempt(pixels, quality);
		if (typeof result === 'object') return result;
		estimate = result;
	}
	// A picture's bytes grow about as its pixels do.
	let smaller = pixels;
	const makeSmaller = async (size: Size) => {
		if (smaller !== pixels) release(smaller.data);
		smaller = await unhurried(shrinking(pixels, size), sleep);
	};
	let side = long * Math.min(0.95, Math.sqrt(maxBytes / estimate));
	while (Math.max(smaller.width, smaller.height) > shortest) {
		await makeSmaller(sizeWithin(pixels, Math.max(Math.round(side), shortest)));
		const result = await attempt(smaller, goodQuality);
		if (typeof result === 'object') return result;
		side *= 0.9;
	}
	for (const quality of lastResorts) {
		const result = await attempt(smaller, quality);
		if (typeof result === 'object') return result;
	}
	throw unreadable(
		'The picture cannot be made small enough to be sent',
		'Take a new picture of the itinerary, or cut out the part that shows it.',
	);
}

/** How many steps of a picture are encoded to estimate the size of the whole. */
const sampleSteps = 16;

/**
 * How far off an estimate may be: a picture that seems a little too large is tried all the same.
 */
const estimateTolerance = 1.05;

/**
 * Steps spread by the golden ratio, which keeps clear of any rhythm in the picture such as lines
 * of print.
 */
const spread = (Math.sqrt(5) - 1) / 2;

async function estimatedBytes(pixels: Pixels, quality: number, sleep: Sleep): Promise<number> {
	const steps = Math.ceil(pixels.height / linesPerStep);
	const encoder = new JpegEncoder(pixels, quality);
	const header = encoder.size;
	function* sampling() {
		for (let i = 0; i < sampleSteps; i++) {
			encoder.encodeStep(Math.floor(((i * spread) % 1) * steps) * linesPerStep);
			yield;
		}
	}
	await unhurried(sampling(), sleep);
	return header + ((encoder.size - header) * steps) / sampleSteps;
}

/** The picture as JPEG, or null as soon as it breaks the limit. */
async function encoded(
	pixels: Pixels,
	quality: number,
	maxBytes: number,
	sleep: Sleep,
): Promise<Uint8Array | null> {
	const encoder = new JpegEncoder(pixels, quality);
	function* encoding() {
		for (let top = 0; top < pixels.height; top += linesPerStep) {
			encoder.encodeStep(top);
			if (encoder.size > maxBytes) return null;
			yield;
		}
		const bytes = encoder.finish();
		return bytes.length > maxBytes ? null : bytes;
	}
	return await unhurried(encoding(), sleep);
}
