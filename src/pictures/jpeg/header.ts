import { startsWith } from '../../lib/bytes';
import type { FileFailure } from '../../lib/fileFailure';
import { exifOrientation, upright } from '../exif';
import { cutOff, unreadable, type Inspection, type Size } from '../types';

export const isJpeg = (bytes: Uint8Array) => startsWith(bytes, [0xff, 0xd8, 0xff]);

/** ITU T.81, annex B: segments, each with a marker and a length, up to the first scan. */
export function inspectJpeg(bytes: Uint8Array): Inspection | FileFailure {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let orientation = upright;
	let frame: Frame = { width: 0, height: 0, decodingMemory: 0 };
	let at = 2;
	while (at + 4 <= bytes.length) {
		if (bytes[at] !== 0xff) return unreadable('The JPEG is damaged: its header is not in order');
		const marker = view.getUint8(at + 1);
		const length = view.getUint16(at + 2);
		if (marker === 0xff) at += 1;
		else if (isStandAlone(marker)) at += 2;
		else if (marker === startOfScan) {
			if (frame.width === 0 || frame.height === 0)
				return unreadable('The JPEG is damaged: its header does not say how large it is');
			if (!endsAfter(bytes, at)) return cutOff();
			return { kind: 'jpeg', ...frame, orientation, mimeType: 'image/jpeg', animated: false };
		} else {
			if (at + 2 + length > bytes.length) return cutOff();
			if (isStartOfFrame(marker) && length >= 8) frame = frameAt(marker, bytes, view, at + 4);
			if (marker === 0xe1 && startsWith(bytes, [...Buffer.from('Exif\0\0')], at + 4))
				orientation = exifOrientation(bytes.subarray(at + 10, at + 2 + length));
			at += 2 + length;
		}
	}
	return cutOff();
}

const startOfScan = 0xda;

/** Markers without a length: restarts, start and end of image, and one for private use. */
const isStandAlone = (marker: number) => (marker >= 0xd0 && marker <= 0xd9) || marker === 0x01;

/** C0 to CF but the tables for Huffman (C4) and arithmetic (CC) coding, and an extension (C8). */
const isStartOfFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Whether the marker that ends a JPEG comes anywhere after its first scan begins; cameras may
 * append things to it.
 */
function endsAfter(bytes: Uint8Array, start: number): boolean {
	let at = bytes.lastIndexOf(0xd9);
	while (at > start && bytes[at - 1] !== 0xff) at = bytes.lastIndexOf(0xd9, at - 1);
	return at > start;
}

interface Frame extends Size {
	decodingMemory: number;
}

function frameAt(marker: number, bytes: Uint8Array, view: DataView, at: number): Frame {
	const height = view.getUint16(at + 1);
	const width = view.getUint16(at + 3);
	const components = view.getUint8(at + 5);
	const samples: number[] = [];
	for (let i = 0; i < components; i++) {
		const sampling = bytes[at + 7 + i * 3] ?? 0x11;
		samples.push((sampling >> 4) * (sampling & 15));
	}
	// Baseline JPEGs are decoded line by line; all others are collected first, two bytes a sample.
	const collected = marker > 0xc1 ? (2 * sum(samples)) / Math.max(1, ...samples) : 0;
	const decodingMemory = (width + 32) * (height + 32) * (4 + collected) + 2 * bytes.length;
	return { width, height, decodingMemory };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
