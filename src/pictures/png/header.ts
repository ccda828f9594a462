import type { FileFailure } from '../../lib/fileFailure';
import { upright } from '../exif';
import { cutOff, unreadable, type Inspection } from '../types';
import { chunksOf } from './chunks';

/** More than any program writes; it bounds what a hostile file can make us do. */
const mostChunks = 100_000;

/**
 * A PNG is taken to be upright whatever EXIF data in it say: no common viewer turns one, so what
 * people see and find right is the picture as it is stored.
 */
export function inspectPng(bytes: Uint8Array): Inspection | FileFailure {
	const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let animated = false;
	let count = 0;
	for (const chunk of chunksOf(bytes)) {
		if (count === 0 && (chunk.name !== 'IHDR' || chunk.content.length !== 13))
			return unreadable('The PNG is damaged: it has no header');
		if (chunk.cutOff) return cutOff();
		if (count++ > mostChunks) return unreadable('The PNG is damaged: it has too many parts');
		if (chunk.name === 'acTL') animated = true;
		if (chunk.name !== 'IEND') continue;
		const width = size.getUint32(16);
		const height = size.getUint32(20);
		if (width === 0 || height === 0)
			return unreadable('The PNG is damaged: its header does not say how large it is');
		const collected = size.getUint8(28) !== 0;
		const mimeType = 'image/png';
		return { kind: 'png', width, height, orientation: upright, mimeType, animated, collected };
	}
	return cutOff();
}
