import { Inflate } from 'fflate/browser';

import { crc32Of } from '../lib/crc32';
import { atOneGo } from '../lib/unhurried';

/**
 * A zip read for what is needed, safely: nothing is unpacked but what is asked for, never more
 * than was allowed, whatever the headers say. (fflate unpacks; its own reader of directories
 * trusts the sizes in them.)
 */
export interface ZipEntry {
	name: string;
	/** Bytes unpacked, as the directory says. */
	size: number;
	/** The bytes, or why there are none; damaged also means more than the directory says. */
	unpack(): Uint8Array | Locked;
	/** The same step by step, for what may be large. */
	unpackSteps(): Generator<void, Uint8Array | Locked, void>;
}

/** `packing`: packed in another way than deflate. */
export type Locked = 'damaged' | 'encrypted' | 'packing';

const mostEntries = 2_000;

/** Compressed bytes are unpacked in slices, so that a bomb is seen before it has grown. */
const slice = 1_024;

/**
 * The entries of a zip by its directory, or null where it has none that can be read (damaged, too
 * many). Sizes may be written in the form for large files (zip64), as some do for any file.
 */
export function listZip(bytes: Uint8Array): ZipEntry[] | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = endOfDirectory(view);
	if (end === null) return null;
	const { count, start } = directoryBy(view, end);
	if (count > mostEntries) return null;
	const entries: ZipEntry[] = [];
	let at = start;
	for (let index = 0; index < count; index++) {
		if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null;
		const nameLength = view.getUint16(at + 28, true);
		const next =
			at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		if (next > end) return null;
		entries.push(readEntry(bytes, view, at, nameLength));
		at = next;
	}
	return entries;
}

/** Where the end record begins: the last thing in a zip, but for a comment of up to 64 KB. */
function endOfDirectory(view: DataView): number | null {
	const first = Math.max(0, view.byteLength - 22 - 0xffff);
	for (let at = view.byteLength - 22; at >= first; at--) {
		if (view.getUint32(at, true) === 0x06054b50) return at;
	}
	return null;
}

/** How many entries the directory has, and where it begins. */
function directoryBy(view: DataView, end: number): { count: number; start: number } {
	const plain = { count: view.getUint16(end + 10, true), start: view.getUint32(end + 16, true) };
	const locator = end - 20;
	if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return plain;
	const large = Number(view.getBigUint64(locator + 8, true));
	if (large + 56 > end || view.getUint32(large, true) !== 0x06064b50) return plain;
	return {
		count: Number(view.getBigUint64(large + 32, true)),
		start: Number(view.getBigUint64(large + 48, true)),
	};
}

/** Stands for a number that is among the extra fields of an entry. */
const elsewhere = 0xffffffff;

/**
 * Numbers of an entry, in their order, those that stand elsewhere from its extra field for zip64
 * (APPNOTE 4.5.3).
 */
function withLargeOnes(view: DataView, numbers: number[], extra: number, stop: number): number[] {
	for (let at = extra; at + 4 <= stop; at += 4 + view.getUint16(at + 2, true)) {
		if (view.getUint16(at, true) !== 1) continue;
		const last = Math.min(stop, at + 4 + view.getUint16(at + 2, true));
		let next = at + 4;
		return numbers.map((number) => {
			if (number !== elsewhere || next + 8 > last) return number;
			next += 8;
			return Number(view.getBigUint64(next - 8, true));
		});
	}
	return numbers;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, nameLength: number): ZipEntry {
	const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
	const checksum = view.getUint32(at + 16, true);
	const extra = at + 46 + nameLength;
	// In the order in which zip64 lists them.
	const [size = 0, packedSize = 0, start = 0] = withLargeOnes(
		view,
		[24, 20, 42].map((offset) => view.getUint32(at + offset, true)),
		extra,
		extra + view.getUint16(at + 30, true),
	);
	function* unpackSteps(): Generator<void, Uint8Array | Locked, void> {
		if ((flags & 1) !== 0) return 'encrypted';
		if (method !== 0 && method !== 8) return 'packing';
		if (start + 30 > bytes.length || view.getUint32(start, true) !== 0x04034b50) return 'damaged';
		const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
		if (from + packedSize > bytes.length) return 'damaged';
		const packed = bytes.subarray(from, from + packedSize);
		const unpacked = method === 0 ? packed : yield* inflate(packed, size);
		if (unpacked?.length !== size) return 'damaged';
		return (yield* checksumOf(unpacked)) === checksum ? unpacked : 'damaged';
	}
	return {
		name: nameIn(bytes.subarray(at + 46, at + 46 + nameLength)),
		size,
		unpack: () => atOneGo(unpackSteps()),
		unpackSteps,
	};
}

/** Bytes between two pauses while they are summed up. */
const stride = 1_000_000;

function* checksumOf(bytes: Uint8Array): Generator<void, number, void> {
	const sum = crc32Of();
	for (let at = 0; at < bytes.length; at += stride) {
		sum.add(bytes.subarray(at, at + stride));
		yield;
	}
	return sum.get();
}

/**
 * A name in UTF-8, whether or not the directory says so; else in the encoding of Chinese Windows,
 * which packs without saying it.
 */
function nameIn(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('gb18030').decode(bytes);
	}
}

/** The bytes, or null where they are damaged or more than `size`. */
function* inflate(packed: Uint8Array, size: number): Generator<void, Uint8Array | null, void> {
	const parts: Uint8Array[] = [];
	let length = 0;
	const stream = new Inflate((part) => {
		length += part.length;
		parts.push(part);
	});
	try {
		for (let at = 0; at < packed.length && length <= size; at += slice) {
			stream.push(packed.subarray(at, at + slice), at + slice >= packed.length);
			yield;
		}
	} catch {
		return null;
	}
	return length === size ? Buffer.concat(parts) : null;
}

/** A path without `.`, `..` and a slash in front. */
export function plainPath(path: string): string {
	const folders: string[] = [];
	for (const part of path.replace(/\\/g, '/').split('/')) {
		if (part === '..') folders.pop();
		else if (part !== '' && part !== '.') folders.push(part);
	}
	return folders.join('/');
}

/** Where a place lies that a file names: relative to that file, unless it begins with a slash. */
export function placeFrom(file: string, place: string): string {
	const folder = place.startsWith('/') ? '' : file.slice(0, file.lastIndexOf('/') + 1);
	return plainPath(folder + place);
}
