import { startsWith } from '../../lib/bytes';
import type { FileFailure } from '../../lib/fileFailure';
import { exifOrientation, upright } from '../exif';
import { cutOff, unreadable, type Inspection } from '../types';
import { isStartOfFrame, marker, mostSegments, segmentFrom } from './segments';

export const isJpeg = (bytes: Uint8Array) => startsWith(bytes, [0xff, marker.startOfImage]);

const exifName = [...Buffer.from('Exif\0\0')];

/** ITU T.81, annex B: segments, up to the first scan. */
export function inspectJpeg(bytes: Uint8Array): Inspection | FileFailure {
	let orientation = upright;
	let frame = { width: 0, height: 0, components: 0, progressive: false };
	let segment = segmentFrom(bytes, 2);
	for (let count = 0; segment; segment = segmentFrom(bytes, segment.to), count++) {
		const { marker: code, from, to } = segment;
		if (to < from || count > mostSegments)
			return unreadable('The JPEG is damaged: its header is not in order');
		if (to > bytes.length) return cutOff();
		if (code === marker.startOfScan) {
			if (frame.width === 0 || frame.height === 0)
				return unreadable('The JPEG is damaged: its header does not say how large it is');
			if (!endsAfter(bytes, from)) return cutOff();
			const { width, height, components, progressive } = frame;
			const collected = progressive || bytes[from] !== components;
			const mimeType = 'image/jpeg';
			return { kind: 'jpeg', width, height, orientation, mimeType, animated: false, collected };
		}
		if (isStartOfFrame(code) && to - from >= 6) frame = frameAt(code, bytes, from);
		if (code === marker.exif && startsWith(bytes, exifName, from))
			orientation = exifOrientation(bytes.subarray(from + exifName.length, to));
	}
	return cutOff();
}

const endMarker = Buffer.from([0xff, marker.endOfImage]);

/**
 * Whether the marker that ends a JPEG comes anywhere after its first scan begins; cameras may
 * append things to it.
 */
function endsAfter({ buffer, byteOffset, byteLength }: Uint8Array, start: number): boolean {
	return Buffer.from(buffer, byteOffset, byteLength).lastIndexOf(endMarker) >= start;
}

function frameAt(code: number, bytes: Uint8Array, at: number) {
	const view = new DataView(bytes.buffer, bytes.byteOffset + at);
	return {
		height: view.getUint16(1),
		width: view.getUint16(3),
		components: view.getUint8(5),
		// Baseline and extended JPEGs (C0, C1) have all their pixels in one scan, in most cases.
		progressive: code > 0xc1,
	};
}
