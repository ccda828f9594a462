import { startsWith } from '../../lib/bytes';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export const isPng = (bytes: Uint8Array) => startsWith(bytes, signature);

interface Chunk {
	name: string;
	content: Uint8Array;
	/** Whether the file ends before the chunk does. */
	cutOff: boolean;
}

/**
 * The chunks of a PNG in turn, each with a length, a name and a checksum. PNG specification, 5.3.
 */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk, void, void> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = signature.length; at + 12 <= bytes.length;) {
		const end = at + 12 + view.getUint32(at);
		const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
		const cutOff = end > bytes.length;
		yield { name, content: bytes.subarray(at + 8, end - 4), cutOff };
		if (cutOff) return;
		at = end;
	}
}
