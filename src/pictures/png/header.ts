import { startsWith } from '../../lib/bytes';
import type { FileFailure } from '../../lib/fileFailure';
import { exifOrientation, upright } from '../exif';
import { cutOff, unreadable, type Inspection } from '../types';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export const isPng = (bytes: Uint8Array) => startsWith(bytes, signature);

/** PNG specification, chapters 5 and 11: chunks, each with a length, a name and a checksum. */
export function inspectPng(bytes: Uint8Array): Inspection | FileFailure {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let orientation = upright;
	let animated = false;
	let at = signature.length;
	while (at + 12 <= bytes.length) {
		const length = view.getUint32(at);
		const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
		if (at === signature.length && (name !== 'IHDR' || length !== 13))
			return unreadable('The PNG is damaged: it has no header');
		if (at + 12 + length > bytes.length) return cutOff();
		if (name === 'acTL') animated = true;
		if (name === 'eXIf') orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + length));
		if (name === 'IEND') {
			const width = view.getUint32(16);
			const height = view.getUint32(20);
			if (width === 0 || height === 0)
				return unreadable('The PNG is damaged: its header does not say how large it is');
			// As stored, at most 8 bytes a pixel, and unpacked to 4.
			const decodingMemory = width * height * (bytesPerPixel(view) + 4) + 2 * bytes.length;
			const mimeType = 'image/png';
			return { kind: 'png', width, height, orientation, mimeType, animated, decodingMemory };
		}
		at += 12 + length;
	}
	return cutOff();
}

/**
 * By bit depth and colour type: grey, –, red-green-blue, palette, grey with opacity, –,
 * red-green-blue with opacity.
 */
function bytesPerPixel(view: DataView): number {
	const channels = [1, 0, 3, 4, 2, 0, 4][view.getUint8(25)] ?? 4;
	return channels * Math.max(1, view.getUint8(24) / 8);
}
