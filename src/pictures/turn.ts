import type { Pixels } from './pixels';
import type { Orientation, Size } from './types';

/** A picture's size after turning by an EXIF orientation: 5 to 8 swap width and height. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
	return orientation > 4 ? { width: height, height: width } : { width, height };
}

/** The pixels as seen after turning and mirroring by an EXIF orientation. Nothing is copied. */
export function turned(pixels: Pixels, orientation: Orientation): Pixels {
	const { width, height, offset, stepX, stepY } = pixels;
	// Which corner of the stored picture is the upper left one of the upright picture.
	const swap = orientation > 4;
	const fromRight = [2, 3, 7, 8].includes(orientation);
	const fromBottom = [3, 4, 6, 7].includes(orientation);
	const across = fromRight ? -stepX : stepX;
	const down = fromBottom ? -stepY : stepY;
	return {
		data: pixels.data,
		...turnedSize(pixels, orientation),
		offset:
			offset + (fromRight ? (width - 1) * stepX : 0) + (fromBottom ? (height - 1) * stepY : 0),
		stepX: swap ? down : across,
		stepY: swap ? across : down,
	};
}
