/** A segment of a JPEG: its marker's second byte, and where its content lies. */
export interface Segment {
	marker: number;
	from: number;
	/**
	 * Behind the content; beyond the end of the file where that is cut off, before `from` where
	 * the length is impossible.
	 */
	to: number;
}

/** More than any program writes; they bound what a hostile file can make us do. */
export const mostSegments = 10_000;
const mostStrayBytes = 1_000_000;

export const marker = {
	startOfImage: 0xd8,
	endOfImage: 0xd9,
	startOfScan: 0xda,
	huffmanTables: 0xc4,
	quantizationTables: 0xdb,
	restartInterval: 0xdd,
	jfif: 0xe0,
	exif: 0xe1,
	adobe: 0xee,
} as const;

/** C0 to CF but the tables for Huffman (C4) and arithmetic (CC) coding, and an extension (C8). */
export const isStartOfFrame = (code: number) =>
	code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);

/** Markers without a length: restarts, start and end of image, and one for private use. */
const isStandAlone = (code: number) => (code >= 0xd0 && code <= 0xd9) || code === 0x01;

/**
 * The first segment from `at` on, or null if there is none. As all decoders do, it passes over
 * stray bytes before the marker, which some programs leave there. ITU T.81, annex B.
 */
export function segmentFrom(bytes: Uint8Array, at: number): Segment | null {
	let start = bytes.indexOf(0xff, at);
	for (; start >= 0 && start < at + mostStrayBytes; start = bytes.indexOf(0xff, start + 1)) {
		const code = bytes[start + 1];
		if (code === undefined) return null;
		// A fill byte; a byte of ones in the pixels.
		if (code === 0xff || code === 0) continue;
		const from = start + 2;
		if (isStandAlone(code)) return { marker: code, from, to: from };
		const length = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
		return { marker: code, from: from + 2, to: from + length };
	}
	return null;
}
