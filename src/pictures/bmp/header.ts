import { startsWith } from '../../lib/bytes';
import type { FileFailure } from '../../lib/fileFailure';
import { upright } from '../exif';
import { cutOff, unreadable, type Inspection, type Size } from '../types';

/** `BM` alone is too little to tell a picture from a text. */
export function isBmp(bytes: Uint8Array): boolean {
	if (!startsWith(bytes, [0x42, 0x4d]) || bytes.length < 30) return false;
	const headerSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(14, true);
	return [12, 40, 52, 56, 64, 108, 124].includes(headerSize);
}

export interface BmpHeader extends Size {
	topDown: boolean;
	bitsPerPixel: number;
	/** 0 = none, 3 and 6 = none, with masks for the colours; others = compressed. */
	compression: number;
	/** Where the first line begins, and how many bytes a line takes. */
	pixelsAt: number;
	bytesPerLine: number;
	headerSize: number;
}

/**
 * Microsoft's BITMAPFILEHEADER, then BITMAPCOREHEADER (12 bytes) or BITMAPINFOHEADER and its
 * successors.
 */
export function bmpHeader(view: DataView): BmpHeader {
	const headerSize = view.getUint32(14, true);
	const core = headerSize === 12;
	const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
	const signedHeight = core ? view.getUint16(20, true) : view.getInt32(22, true);
	const bitsPerPixel = view.getUint16(core ? 24 : 28, true);
	return {
		width,
		height: Math.abs(signedHeight),
		topDown: signedHeight < 0,
		bitsPerPixel,
		compression: core || view.byteLength < 34 ? 0 : view.getUint32(30, true),
		pixelsAt: view.getUint32(10, true),
		bytesPerLine: Math.ceil((width * bitsPerPixel) / 32) * 4,
		headerSize,
	};
}

export function inspectBmp(bytes: Uint8Array): Inspection | FileFailure {
	const header = bmpHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	const { width, height, compression, pixelsAt, bytesPerLine } = header;
	if (width <= 0 || height === 0)
		return unreadable('The BMP is damaged: its header does not say how large it is');
	const uncompressed = [0, 3, 6].includes(compression);
	if (uncompressed && pixelsAt + bytesPerLine * height > bytes.length) return cutOff();
	const mimeType = 'image/bmp';
	const orientation = upright;
	return { kind: 'bmp', width, height, orientation, mimeType, animated: false, collected: false };
}
