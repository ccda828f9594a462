import { unreadable, type LineReceiver } from '../types';
import { bmpHeader, type BmpHeader } from './header';

/** Writes one stored line as red, green and blue. */
type LineReader = (from: number, line: Uint8Array) => void;

/**
 * Decodes an uncompressed BMP with 1, 4, 8, 16, 24 or 32 bits a pixel where it lies, line by line,
 * with a pause wherever others may work. `bytes` must hold all lines (see inspect).
 * @throws FileFailure for the kinds that nobody makes any more
 */
export function* decodeBmp(bytes: Uint8Array, receive: LineReceiver): Generator<void, void, void> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const header = bmpHeader(view);
	const { width, height, topDown, pixelsAt, bytesPerLine } = header;
	const read = lineReader(bytes, view, header);
	const line = new Uint8Array(width * 3);
	for (let y = 0; y < height; y++) {
		read(pixelsAt + (topDown ? y : height - 1 - y) * bytesPerLine, line);
		receive(line);
		yield;
	}
}

function lineReader(bytes: Uint8Array, view: DataView, header: BmpHeader): LineReader {
	const { bitsPerPixel, compression } = header;
	if (compression === 0 || (compression === 3 && bitsPerPixel >= 16)) {
		if (bitsPerPixel === 1 || bitsPerPixel === 4 || bitsPerPixel === 8)
			return paletteReader(bytes, header);
		if (bitsPerPixel === 24 || (bitsPerPixel === 32 && usualMasks(view, header)))
			return wholeByteReader(bytes, bitsPerPixel / 8);
		if (bitsPerPixel === 16 || bitsPerPixel === 32) return maskReader(view, header);
	}
	const kind = [0, 3].includes(compression) ? `has ${bitsPerPixel} bits a pixel` : 'is compressed';
	throw unreadable(
		`The picture is a BMP of a rare kind that cannot be converted: it ${kind}`,
		'Save it as JPEG or PNG and attach it again.',
	);
}

/**
 * Indexes into a table of colours, which follows the header: blue, green, red and, but in the
 * oldest kind, a spare byte.
 */
function paletteReader(bytes: Uint8Array, { bitsPerPixel, headerSize }: BmpHeader): LineReader {
	const palette = 14 + headerSize;
	const entry = headerSize === 12 ? 3 : 4;
	const perByte = 8 / bitsPerPixel;
	const mask = (1 << bitsPerPixel) - 1;
	return (from, line) => {
		for (let x = 0, at = 0; at < line.length; x++, at += 3) {
			const byte = bytes[from + Math.floor(x / perByte)] ?? 0;
			const index = (byte >> (8 - bitsPerPixel * ((x % perByte) + 1))) & mask;
			const colour = palette + index * entry;
			line[at] = bytes[colour + 2] ?? 0;
			line[at + 1] = bytes[colour + 1] ?? 0;
			line[at + 2] = bytes[colour] ?? 0;
		}
	};
}

/**
 * Blue, green, red and, with 32 bits, a byte that programs fill as they like: it is no opacity.
 */
function wholeByteReader(bytes: Uint8Array, bytesPerPixel: number): LineReader {
	return (from, line) => {
		for (let at = 0; at < line.length; at += 3, from += bytesPerPixel) {
			line[at] = bytes[from + 2] as number;
			line[at + 1] = bytes[from + 1] as number;
			line[at + 2] = bytes[from] as number;
		}
	};
}

/**
 * Which bits are red, green and blue: given after the first 40 bytes of the header, or else five
 * bits each.
 */
function masksOf(view: DataView, { bitsPerPixel, compression }: BmpHeader): number[] {
	if (compression === 3 && view.byteLength >= 66)
		return [54, 58, 62].map((at) => view.getUint32(at, true));
	return bitsPerPixel === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff];
}

const usualMasks = (view: DataView, header: BmpHeader) =>
	masksOf(view, header).join() === [0xff0000, 0x00ff00, 0x0000ff].join();

function maskReader(view: DataView, header: BmpHeader): LineReader {
	const bytesPerPixel = header.bitsPerPixel / 8;
	const channels = masksOf(view, header).map((mask) => {
		const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
		const largest = Math.max(1, mask >>> shift);
		return { mask, shift, scale: 255 / largest };
	});
	return (from, line) => {
		for (let at = 0; at < line.length; at += 3, from += bytesPerPixel) {
			const pixel = bytesPerPixel === 2 ? view.getUint16(from, true) : view.getUint32(from, true);
			channels.forEach(({ mask, shift, scale }, i) => {
				line[at + i] = Math.round(((pixel & mask) >>> shift) * scale);
			});
		}
	};
}
