import type { Orientation } from './types';

export const upright: Orientation = 1;

/**
 * The orientation (tag 0x0112) in the first directory of EXIF data, which has the form of a TIFF
 * file; 1 if there is none.
 */
export function exifOrientation(tiff: Uint8Array): Orientation {
	if (tiff.length < 14) return upright;
	const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
	const littleEndian = tiff[0] === 0x49;
	const directory = view.getUint32(4, littleEndian);
	if (directory + 2 > tiff.length) return upright;
	const entries = view.getUint16(directory, littleEndian);
	for (let i = 0; i < entries; i++) {
		const entry = directory + 2 + i * 12;
		if (entry + 12 > tiff.length) return upright;
		if (view.getUint16(entry, littleEndian) === 0x0112) {
			const value = view.getUint16(entry + 8, littleEndian);
			return isOrientation(value) ? value : upright;
		}
	}
	return upright;
}

const isOrientation = (value: number): value is Orientation => value >= 1 && value <= 8;
