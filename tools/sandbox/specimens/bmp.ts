/** Pixels of four bytes each, red first. */
interface Pixels {
	data: Uint8ClampedArray | Uint8Array;
	width: number;
	height: number;
}

type BitsPerPixel = 1 | 8 | 24 | 32;

const headerLength = 54;

/**
 * A Windows bitmap, bottom row first, not compressed; 1 and 8 bits are black and white and grey.
 */
export function encodeBmp({ data, width, height }: Pixels, bits: BitsPerPixel = 24): Buffer {
	const colours = bits <= 8 ? 2 ** bits : 0;
	const rowLength = Math.ceil((width * bits) / 32) * 4;
	const start = headerLength + colours * 4;
	const file = Buffer.alloc(start + rowLength * height);
	file.write('BM');
	file.writeUInt32LE(file.length, 2);
	file.writeUInt32LE(start, 10);
	file.writeUInt32LE(40, 14);
	file.writeInt32LE(width, 18);
	file.writeInt32LE(height, 22);
	file.writeUInt16LE(1, 26);
	file.writeUInt16LE(bits, 28);
	file.writeUInt32LE(rowLength * height, 34);
	file.writeUInt32LE(colours, 46);
	for (let index = 0; index < colours; index++)
		file.fill(
			(index * 255) / (colours - 1),
			headerLength + index * 4,
			headerLength + index * 4 + 3,
		);
	for (let y = 0; y < height; y++) {
		const row = start + (height - 1 - y) * rowLength;
		for (let x = 0; x < width; x++) {
			const pixel = (y * width + x) * 4;
			const red = data[pixel] ?? 0;
			const green = data[pixel + 1] ?? 0;
			const blue = data[pixel + 2] ?? 0;
			if (bits >= 24) {
				const at = row + (x * bits) / 8;
				file[at] = blue;
				file[at + 1] = green;
				file[at + 2] = red;
				if (bits === 32) file[at + 3] = data[pixel + 3] ?? 255;
				continue;
			}
			const grey = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
			if (bits === 8) file[row + x] = grey;
			else if (grey >= 128) file[row + (x >> 3)] = (file[row + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
		}
	}
	return file;
}
