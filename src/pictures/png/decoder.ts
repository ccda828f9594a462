import { Unzlib } from 'fflate/browser';
import { FileFailure } from '../../lib/fileFailure';
import { release } from '../memory';
import { unreadable, type LineReceiver, type Size } from '../types';
import { chunksOf } from './chunks';
import { pixelWriter, type PixelWriter, type PngHeader } from './colours';
import { unfilter } from './filters';

/**
 * How much is unpacked at a stretch, in bytes. They may become a thousand times as many, but
 * hardly ever more than 20 times in a picture of anything.
 */
const pieceBytes = 8192;

const damaged = (what: string) => unreadable(`The PNG is damaged: ${what}`);

/**
 * The passes of an interlaced picture (PNG specification, 8.2): where they begin, and how far
 * apart.
 */
const interlaced = [
	{ x: 0, y: 0, stepX: 8, stepY: 8 },
	{ x: 4, y: 0, stepX: 8, stepY: 8 },
	{ x: 0, y: 4, stepX: 4, stepY: 8 },
	{ x: 2, y: 0, stepX: 4, stepY: 4 },
	{ x: 0, y: 2, stepX: 2, stepY: 4 },
	{ x: 1, y: 0, stepX: 2, stepY: 2 },
	{ x: 0, y: 1, stepX: 1, stepY: 2 },
];
const inOnePass = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];

/**
 * Decodes a PNG line by line, with a pause wherever others may work; what is transparent becomes
 * white. More than 8 bits a colour are cut to 8; of an animation the first picture is given. Of an
 * interlaced picture half of the lines must be collected, of others nothing. Only the chunks that
 * say something of the pixels are looked at, and no checksum: damage elsewhere does no harm.
 * @throws FileFailure
 */
export function* decodePng(
	bytes: Uint8Array,
	{ width, height }: Size,
	receive: LineReceiver,
): Generator<void, void, void> {
	const header = headerOf(bytes);
	const write = pixelWriter(header);
	if (!write) throw damaged('its header is not in order');
	const lines = header.interlaced
		? interlacedLines({ width, height }, receive)
		: wholeLines(width, receive);
	const rows = new RowReader({ width, height }, header, write, lines);
	const unzip = new Unzlib((unpacked: Uint8Array) => rows.take(unpacked));
	try {
		for (const { name, content } of chunksOf(bytes)) {
			if (name !== 'IDAT') continue;
			for (let at = 0; at < content.length && !rows.complete; at += pieceBytes) {
				try {
					unzip.push(content.subarray(at, at + pieceBytes));
				} catch (error) {
					throw error instanceof FileFailure ? error : damaged('its pixels cannot be unpacked');
				}
				yield;
			}
		}
		if (!rows.complete) throw damaged('its pixels end too early');
		lines.finish();
	} finally {
		lines.release();
	}
}

/**
 * Cuts unpacked bytes into rows, undoes their filters, and writes their pixels where they belong.
 */
class RowReader {
	private readonly passes: typeof interlaced;
	private pass = -1;
	/** Of this pass. */
	private rowCount = 0;
	private rowPixels = 0;
	private row = 0;
	private current = new Uint8Array();
	private previous = new Uint8Array();
	/** How much of the current row is there. */
	private filled = 0;

	constructor(
		private readonly size: Size,
		private readonly header: PngHeader,
		private readonly write: PixelWriter,
		private readonly lines: LineStore,
	) {
		this.passes = header.interlaced ? interlaced : inOnePass;
		this.beginPass();
	}

	get complete(): boolean {
		return this.pass === this.passes.length;
	}

	/** @throws FileFailure */
	take(unpacked: Uint8Array): void {
		for (let at = 0; at < unpacked.length && !this.complete;) {
			const { current, filled } = this;
			const part = unpacked.subarray(at, at + current.length - filled);
			current.set(part, filled);
			this.filled += part.length;
			at += part.length;
			if (this.filled === current.length) this.endRow();
		}
	}

	private endRow(): void {
		const { current, previous, header, lines } = this;
		if (!unfilter(current, previous, Math.max(1, header.bitsPerPixel >> 3)))
			throw damaged('its pixels are not in order');
		const { x = 0, y = 0, stepX = 1, stepY = 1 } = this.passes[this.pass] ?? {};
		const line = y + this.row * stepY;
		const { pixels, at } = lines.lineAt(line);
		this.write(current, this.rowPixels, pixels, at + x * 3, stepX * 3);
		lines.written(line);
		this.current = previous;
		this.previous = current;
		this.filled = 0;
		this.row++;
		if (this.row === this.rowCount) this.beginPass();
	}

	/** Goes on to the next pass that has pixels: a small picture has none in some. */
	private beginPass(): void {
		const { size, header } = this;
		do {
			this.pass++;
			const { x = 0, y = 0, stepX = 1, stepY = 1 } = this.passes[this.pass] ?? {};
			this.rowPixels = Math.max(0, Math.ceil((size.width - x) / stepX));
			this.rowCount = Math.max(0, Math.ceil((size.height - y) / stepY));
		} while (!this.complete && (this.rowPixels === 0 || this.rowCount === 0));
		const length = 1 + Math.ceil((this.rowPixels * header.bitsPerPixel) / 8);
		this.current = new Uint8Array(length);
		this.previous = new Uint8Array(length);
		this.row = 0;
	}
}

const samplesByColourType = [1, 0, 3, 1, 2, 0, 4];

function headerOf(bytes: Uint8Array): PngHeader {
	const content = new Map<string, Uint8Array>();
	for (const chunk of chunksOf(bytes)) {
		if (chunk.name === 'IDAT') break;
		content.set(chunk.name, chunk.content);
	}
	const [depth = 0, colourType = 0, , , interlace = 0] = content.get('IHDR')?.subarray(8) ?? [];
	return {
		depth,
		colourType,
		bitsPerPixel: depth * (samplesByColourType[colourType] ?? 0),
		interlaced: interlace === 1,
		palette: content.get('PLTE') ?? null,
		transparency: content.get('tRNS') ?? null,
	};
}

/** Where pixels are written to, and what becomes of a line when it is complete. */
interface LineStore {
	lineAt(y: number): { pixels: Uint8Array; at: number };
	written(y: number): void;
	finish(): void;
	release(): void;
}

function wholeLines(width: number, receive: LineReceiver): LineStore {
	const pixels = new Uint8Array(width * 3);
	return {
		lineAt: () => ({ pixels, at: 0 }),
		written: () => receive(pixels),
		finish() {},
		release() {},
	};
}

/** The lines with even numbers are complete before the last pass, which brings the others. */
function interlacedLines({ width, height }: Size, receive: LineReceiver): LineStore {
	const length = width * 3;
	const even = new Uint8Array(length * Math.ceil(height / 2));
	const odd = new Uint8Array(length);
	const isEven = (y: number) => y % 2 === 0;
	const giveEven = (y: number) => receive(even.subarray((y / 2) * length, (y / 2 + 1) * length));
	return {
		lineAt: (y) => (isEven(y) ? { pixels: even, at: (y / 2) * length } : { pixels: odd, at: 0 }),
		written(y) {
			if (isEven(y)) return;
			giveEven(y - 1);
			receive(odd);
		},
		finish() {
			if (!isEven(height)) giveEven(height - 1);
		},
		release: () => release(even),
	};
}
