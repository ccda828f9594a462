/** The checksum of zip and PNG files (ISO 3309), of bytes in several parts. */
export function crc32(parts: Iterable<Uint8Array>): number {
	const sum = crc32Of();
	for (const part of parts) sum.add(part);
	return sum.get();
}

/** The same of parts that come one by one. */
export function crc32Of(): { add(part: Uint8Array): void; get(): number } {
	let crc = 0xffffffff;
	return {
		add(part) {
			for (const byte of part) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
		},
		get: () => (crc ^ 0xffffffff) >>> 0,
	};
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte;
	for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
	return crc;
});
