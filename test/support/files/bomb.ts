import { constants, deflateRawSync } from 'node:zlib';

const parts = 100;

/**
 * So many of one byte, deflated, as a PNG or a PDF holds it. A packer would take seconds for a
 * gigabyte: a hundredth of it is packed once, and that repeated.
 */
export function bomb(length: number, byte = 0): Buffer {
	if (length % parts !== 0) throw new RangeError(`${length} is not a multiple of ${parts}`);
	const part = deflateRawSync(Buffer.alloc(length / parts, byte), {
		level: 9,
		// It ends at a full byte, and what follows refers to nothing in it.
		finishFlush: constants.Z_FULL_FLUSH,
	});
	const end = deflateRawSync(Buffer.alloc(0));
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(adler32(BigInt(length), BigInt(byte)));
	const head = Buffer.from([0x78, 0xda]);
	return Buffer.concat([head, ...Array<Buffer>(parts).fill(part), end, checksum]);
}

/** The same without head and checksum, as in a zip. */
export const bareBomb = (length: number): Buffer => bomb(length).subarray(2, -4);

/** The checksum of zlib (RFC 1950) of `length` times the same byte. */
function adler32(length: bigint, byte: bigint): number {
	const sum = (1n + length * byte) % 65_521n;
	const sumOfSums = (length + (byte * length * (length + 1n)) / 2n) % 65_521n;
	return Number((sumOfSums << 16n) | sum);
}
