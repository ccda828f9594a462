import { crc32, deflateRawSync } from 'node:zlib';

/** Files put together by hand, right or wrong: PNG by chunks, JPEG by segments, zips by entries. */

const number = (value: number, bytes: 2 | 4) => {
	const buffer = Buffer.alloc(bytes);
	if (bytes === 2) buffer.writeUInt16BE(value);
	else buffer.writeUInt32BE(value);
	return buffer;
};

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

export const pngChunk = (type: string, data: Uint8Array): Buffer => {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([number(data.length, 4), body, number(crc32(body), 4)]);
};

interface PngHeader {
	width: number;
	height: number;
	/** Bits a sample. */
	depth?: number;
	/** 0 grey, 2 red-green-blue, 3 palette, 4 grey with opacity, 6 red-green-blue with opacity. */
	colour?: number;
	interlaced?: boolean;
}

export const pngHead = ({
	width,
	height,
	depth = 8,
	colour = 0,
	interlaced = false,
}: PngHeader): Buffer =>
	Buffer.concat([
		pngSignature,
		pngChunk(
			'IHDR',
			Buffer.concat([
				number(width, 4),
				number(height, 4),
				Buffer.from([depth, colour, 0, 0, Number(interlaced)]),
			]),
		),
	]);

export const pngEnd = pngChunk('IEND', Buffer.alloc(0));

/** A JPEG segment with its right length. */
export const jpegSegment = (marker: number, data: Uint8Array): Buffer =>
	Buffer.concat([Buffer.from([0xff, marker]), number(data.length + 2, 2), data]);

/** The same JPEG with another size in its frame header. */
export function jpegOfSize(jpeg: Buffer, width: number, height: number): Buffer {
	const changed = Buffer.from(jpeg);
	for (let at = 2; at + 9 < changed.length; at += 2 + changed.readUInt16BE(at + 2)) {
		const marker = changed.readUInt8(at + 1);
		if (marker < 0xc0 || marker > 0xc2) continue;
		changed.writeUInt16BE(height, at + 5);
		changed.writeUInt16BE(width, at + 7);
		return changed;
	}
	throw new Error('The JPEG has no frame header');
}

/** The same JPEG with a segment right after its start. */
export const jpegWith = (jpeg: Buffer, segment: Buffer): Buffer =>
	Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);

/**
 * EXIF data, little-endian: the first directory at `directory`, with these entries (tag, type,
 * count, value).
 */
export function exif(entries: Array<[number, number, number, number]>, directory = 8): Buffer {
	const tiff = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
	tiff.write('II*\0', 'latin1');
	tiff.writeUInt32LE(directory, 4);
	tiff.writeUInt16LE(entries.length, 8);
	entries.forEach(([tag, type, count, value], index) => {
		const at = 10 + index * 12;
		tiff.writeUInt16LE(tag, at);
		tiff.writeUInt16LE(type, at + 2);
		tiff.writeUInt32LE(count, at + 4);
		tiff.writeUInt32LE(value, at + 8);
	});
	// The next directory is this one again.
	tiff.writeUInt32LE(8, tiff.length - 4);
	return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

interface ZipEntry {
	name: string;
	data: Buffer;
	/** Already deflated `data`. */
	deflated?: boolean;
	/** What the zip says its unpacked size is, true or not. */
	claimedSize?: number;
	/** 0 stored, 8 deflated; others exist, too. */
	method?: number;
}

/** A zip of these entries. `entryCount`: what its end says, true or not. */
export function zip(entries: ZipEntry[], entryCount = entries.length): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, data, deflated = false, claimedSize = data.length, method = 8 } of entries) {
		const packed = deflated || method === 0 ? data : deflateRawSync(data);
		const title = Buffer.from(name);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(method, 4);
		common.writeUInt32LE(deflated ? 0 : crc32(data), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(claimedSize, 18);
		common.writeUInt16LE(title.length, 22);
		const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, title, packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		directory.push(
			Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, tail, title]),
		);
		parts.push(local);
		offset += local.length;
	}
	const listing = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\u0005\u0006', 'latin1');
	end.writeUInt16LE(entryCount % 65536, 8);
	end.writeUInt16LE(entryCount % 65536, 10);
	end.writeUInt32LE(listing.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...parts, listing, end]);
}
