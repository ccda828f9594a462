import { startsWith } from '../../lib/bytes';
import { release } from '../memory';
import { unreadable, type LineReceiver, type Size } from '../types';
import { BitReader } from './bitReader';
import { lineWriter, type Plane } from './colours';
import { huffmanTable, type HuffmanTable } from './huffman';
import { factorsOf, inverseTransform } from './inverseTransform';
import {
	progressiveReader,
	readBlock,
	type BlockReader,
	type Coefficients,
	type ScanPart,
} from './scans';
import { isStartOfFrame, marker, segmentFrom, type Segment } from './segments';
import { zigZag } from './zigZag';

interface Component extends Size {
	id: number;
	/** Sampling: how many blocks it has, across and down, in the smallest unit of the picture. */
	h: number;
	v: number;
	quantization: number;
	/**
	 * Blocks with those that only fill up the last units; `width` and `height` are blocks without.
	 */
	across: number;
	down: number;
	/** What coefficients are multiplied by; the table at its first scan. */
	factors: Float64Array | null;
	coefficients: Coefficients;
}

interface Frame extends Size {
	progressive: boolean;
	components: Component[];
	/** The smallest units of the picture. */
	unitsAcross: number;
	unitsDown: number;
	maxH: number;
	maxV: number;
}

/** What is read before pixels come. */
interface Tables {
	quantization: Array<Float64Array | undefined>;
	dc: Array<HuffmanTable | undefined>;
	ac: Array<HuffmanTable | undefined>;
	restartInterval: number;
	/** How many Huffman tables were read, and scans. */
	huffmanCount: number;
	scanCount: number;
	jfif: boolean;
	/** Adobe's word on the colours: 0 = red, green and blue. */
	transform: number | null;
}

/** Many times what any program writes; each takes time, however few bytes it has. */
const mostTables = 1000;
const mostScans = 100;

const damaged = (what: string) => unreadable(`The JPEG is damaged: ${what}`);
const rare = (what: string) =>
	unreadable(
		`The JPEG is of a rare kind that cannot be converted: ${what}`,
		'Save it as an ordinary JPEG or PNG and attach it again.',
	);

/**
 * Decodes a baseline, extended or progressive JPEG (ITU T.81) of one or three colours, line by
 * line, with a pause wherever others may work. A baseline JPEG never lies in memory as a whole; of
 * a progressive one only as fine detail is collected as a picture of `detail` times its size (0 to
 * 1) can show.
 * @throws FileFailure
 */
export function* decodeJpeg(
	bytes: Uint8Array,
	detail: number,
	receive: LineReceiver,
): Generator<void, void, void> {
	const tables: Tables = {
		quantization: [],
		dc: [],
		ac: [],
		restartInterval: 0,
		huffmanCount: 0,
		scanCount: 0,
		jfif: false,
		transform: null,
	};
	let frame: Frame | null = null;
	let decoder: ScanDecoder | null = null;
	let segment = segmentFrom(bytes, 2);
	try {
		while (segment && segment.marker !== marker.endOfImage) {
			if (segment.to < segment.from) throw damaged('it is not in order');
			const content = bytes.subarray(segment.from, segment.to);
			let end = segment.to;
			if (segment.marker === marker.startOfScan) {
				if (!frame) throw damaged('its pixels come before its header');
				decoder ??= new ScanDecoder(bytes, frame, tables, detail, receive);
				end = yield* decoder.decode(content, segment.to);
				if (decoder.finished) return;
			} else if (isStartOfFrame(segment.marker) && !decoder) frame = frameOf(segment, content);
			else readTables(tables, segment.marker, content);
			segment = segmentFrom(bytes, end);
			yield;
		}
		if (!decoder) throw damaged('it has no pixels');
		yield* decoder.finish();
	} finally {
		decoder?.release();
	}
}

function readTables(tables: Tables, code: number, content: Uint8Array): void {
	if (code === marker.quantizationTables) readQuantization(tables, content);
	else if (code === marker.huffmanTables) readHuffman(tables, content);
	else if (code === marker.restartInterval && content.length >= 2)
		tables.restartInterval = ((content[0] as number) << 8) | (content[1] as number);
	else if (code === marker.jfif && startsWith(content, [...Buffer.from('JFIF\0')]))
		tables.jfif = true;
	else if (code === marker.adobe && startsWith(content, [...Buffer.from('Adobe')]))
		tables.transform = content[11] ?? null;
}

/** T.81, B.2.4.1. */
function readQuantization({ quantization }: Tables, content: Uint8Array): void {
	for (let at = 0; at < content.length;) {
		const head = content[at++] as number;
		const size = head >> 4 === 0 ? 1 : 2;
		if (at + 64 * size > content.length) throw damaged('a table is cut off');
		const steps = new Float64Array(64);
		for (let i = 0; i < 64; i++, at += size) {
			const high = content[at] as number;
			steps[zigZag[i] as number] = size === 1 ? high : (high << 8) | (content[at + 1] as number);
		}
		quantization[head & 15] = factorsOf(steps);
	}
}

/** T.81, B.2.4.2. */
function readHuffman(tables: Tables, content: Uint8Array): void {
	const { dc, ac } = tables;
	for (let at = 0; at + 17 <= content.length;) {
		if (tables.huffmanCount++ > mostTables) throw damaged('it has too many tables');
		const head = content[at] as number;
		const counts = content.subarray(at + 1, at + 17);
		const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
		if (end > content.length) throw damaged('a table is cut off');
		(head >> 4 === 0 ? dc : ac)[head & 15] = huffmanTable(counts, content.subarray(at + 17, end));
		at = end;
	}
}

/** T.81, B.2.2. */
function frameOf({ marker: code }: Segment, content: Uint8Array): Frame {
	if ([0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf].includes(code)) throw rare('it is arithmetic-coded');
	if (code > 0xc2) throw rare('it is lossless or hierarchical');
	const [precision, high, low, wideHigh, wideLow, count = 0] = content;
	if (precision !== 8) throw rare(`it has ${precision} bits a colour`);
	if (count === 4) throw rare('it is in printing colours (CMYK)');
	if (count !== 1 && count !== 3) throw rare(`it has ${count} colours`);
	if (content.length < 6 + 3 * count) throw damaged('its header is cut off');
	const height = ((high as number) << 8) | (low as number);
	const width = ((wideHigh as number) << 8) | (wideLow as number);
	const parts = Array.from({ length: count }, (_, i) => {
		const [id, sampling, quantization] = content.subarray(6 + 3 * i) as unknown as number[];
		const [h, v] = count === 1 ? [1, 1] : [(sampling ?? 0) >> 4, (sampling ?? 0) & 15];
		if (h < 1 || h > 4 || v < 1 || v > 4) throw damaged('its header is not in order');
		return { id: id ?? 0, h, v, quantization: quantization ?? 0 };
	});
	const maxH = Math.max(...parts.map(({ h }) => h));
	const maxV = Math.max(...parts.map(({ v }) => v));
	const unitsAcross = Math.ceil(width / (8 * maxH));
	const unitsDown = Math.ceil(height / (8 * maxV));
	const components = parts.map((part) => ({
		...part,
		width: Math.ceil((width * part.h) / maxH / 8),
		height: Math.ceil((height * part.v) / maxV / 8),
		across: unitsAcross * part.h,
		down: unitsDown * part.v,
		factors: null,
		coefficients: {
			place: new Int8Array(),
			perBlock: 0,
			values: new Int16Array(),
			dropped: new Uint8Array(),
		},
	}));
	const progressive = code === 0xc2;
	return { width, height, progressive, components, unitsAcross, unitsDown, maxH, maxV };
}

class ScanDecoder {
	finished = false;
	private readonly bits: BitReader;
	/** Whether all scans are collected before the first line comes; known with the first scan. */
	private collected: boolean | null = null;
	/** How many coefficients are kept of a block, across and down. */
	private kept = 8;
	private readonly planes: Plane[];
	private readonly writeLine: (y: number) => Uint8Array;
	private readonly block = new Int16Array(64);

	constructor(
		private readonly bytes: Uint8Array,
		private readonly frame: Frame,
		private readonly tables: Tables,
		private readonly detail: number,
		private readonly receive: LineReceiver,
	) {
		this.bits = new BitReader(bytes);
		const { components, maxH, maxV, width } = frame;
		this.planes = components.map(({ across, h, v }) => ({
			samples: new Uint8ClampedArray(across * 8 * v * 8),
			stride: across * 8,
			h,
			v,
		}));
		const ids = components.map(({ id }) => id);
		const rgb = tables.jfif
			? false
			: (tables.transform ?? (String(ids) === '82,71,66' ? 0 : 1)) === 0;
		this.writeLine = lineWriter(this.planes, { width, maxH, maxV, rgb });
	}

	/** Reads a scan, whose pixels begin at `at`; gives the place behind them. */
	*decode(head: Uint8Array, at: number): Generator<void, number, void> {
		const { frame, tables } = this;
		if (tables.scanCount++ > mostScans) throw damaged('it has too many scans');
		const count = head[0] ?? 0;
		if (head.length < 4 + 2 * count) throw damaged('its header is cut off');
		const isWhole = count === frame.components.length;
		if (this.collected === null) this.makeRoom(frame.progressive || !isWhole);
		const [first = 0, last = 0, approximation = 0] = head.subarray(1 + 2 * count);
		const isRefinement = approximation >> 4 !== 0;
		const noTable = emptyTable();
		const used = Array.from({ length: count }, (_, i) => {
			const component = frame.components.find(({ id }) => id === head[1 + 2 * i]);
			if (!component) throw damaged('its scans are not in order');
			const selector = head[2 + 2 * i] ?? 0;
			const dc = tables.dc[selector >> 4];
			const ac = tables.ac[selector & 15];
			const needsDc = !frame.progressive || (first === 0 && !isRefinement);
			const needsAc = !frame.progressive || first > 0;
			if ((needsDc && !dc) || (needsAc && !ac)) throw damaged('a table is missing');
			component.factors ??= tables.quantization[component.quantization] ?? null;
			const part: ScanPart = {
				dc: dc ?? noTable,
				ac: ac ?? noTable,
				first,
				last: Math.min(last, 63),
				shift: approximation & 15,
				previous: 0,
				to: component.coefficients,
			};
			return { component, part };
		});
		if (frame.progressive && count > 1 && first > 0) throw damaged('its scans are not in order');
		const reader = frame.progressive ? progressiveReader(first, isRefinement) : readBlock;
		return yield* this.readUnits(used, reader, at);
	}

	/** Reads the blocks of a scan, a row of units at a time. */
	private *readUnits(
		used: Array<{ component: Component; part: ScanPart }>,
		reader: BlockReader,
		at: number,
	): Generator<void, number, void> {
		const { bits, bytes, frame, collected } = this;
		const { restartInterval } = this.tables;
		const [alone] = used.length === 1 ? used : [];
		const across = alone ? alone.component.width : frame.unitsAcross;
		const down = alone ? alone.component.height : frame.unitsDown;
		let end = bits.load(at);
		let untilRestart = restartInterval;
		for (let row = 0; row < down; row++) {
			const storedRow = collected ? row : 0;
			for (let column = 0; column < across; column++) {
				if (restartInterval > 0 && untilRestart-- === 0) {
					untilRestart = restartInterval - 1;
					const next = segmentFrom(bytes, end);
					const isRestart = next !== null && next.marker >= 0xd0 && next.marker <= 0xd7;
					end = bits.load(isRestart ? next.to : bytes.length);
					for (const { part } of used) part.previous = 0;
				}
				if (alone) {
					reader(bits, alone.part, storedRow * alone.component.across + column);
					bits.checkEnd();
					continue;
				}
				for (const { component, part } of used) {
					const { h, v } = component;
					for (let y = 0; y < v; y++)
						for (let x = 0; x < h; x++) {
							reader(bits, part, (storedRow * v + y) * component.across + column * h + x);
							bits.checkEnd();
						}
				}
			}
			if (!collected) {
				this.writeRow(row, 0);
				for (const { coefficients } of frame.components) coefficients.values.fill(0);
			}
			yield;
		}
		this.finished = !collected;
		return end;
	}

	/** Gives the lines of a picture that was collected. */
	*finish(): Generator<void, void, void> {
		for (let row = 0; row < this.frame.unitsDown; row++) {
			this.writeRow(row, row);
			yield;
		}
	}

	/** Gives its memory back; it is of no use afterwards. */
	release(): void {
		const kept = this.frame.components.map(({ coefficients }) => coefficients);
		release(this.bits.data, ...kept.flatMap(({ values, dropped }) => [values, dropped]));
	}

	private makeRoom(collected: boolean): void {
		this.collected = collected;
		const { components, progressive } = this.frame;
		const kept = collected ? Math.max(1, Math.min(8, Math.ceil(8 * this.detail))) : 8;
		this.kept = kept;
		// Runs of zeros may lead beyond the block.
		const place = new Int8Array(64 + 16).fill(-1);
		zigZag.forEach((at, k) => {
			if (at >> 3 < kept && (at & 7) < kept) place[k] = (at >> 3) * kept + (at & 7);
		});
		for (const component of components) {
			const blocks = component.across * (collected ? component.down : component.v);
			component.coefficients = {
				place,
				perBlock: kept * kept,
				values: new Int16Array(blocks * kept * kept),
				dropped: new Uint8Array(progressive && kept < 8 ? blocks * 8 : 0),
			};
		}
	}

	/** Makes samples of a row of units, and lines of them; `stored` says where the row lies. */
	private writeRow(row: number, stored: number): void {
		const { frame, planes, kept } = this;
		frame.components.forEach(({ across, v, coefficients, factors }, i) => {
			const plane = planes[i];
			if (!plane || !factors) throw damaged('a table is missing');
			const { values, perBlock } = coefficients;
			const { samples, stride } = plane;
			for (let y = 0; y < v; y++)
				for (let x = 0; x < across; x++) {
					const at = ((stored * v + y) * across + x) * perBlock;
					const to = y * 8 * stride + x * 8;
					if (kept === 8) inverseTransform(values, at, factors, samples, to, stride);
					else inverseTransform(this.filledUp(values, at), 0, factors, samples, to, stride);
				}
		});
		const first = row * frame.maxV * 8;
		const lines = Math.min(frame.maxV * 8, frame.height - first);
		for (let y = 0; y < lines; y++) this.receive(this.writeLine(y));
	}

	/** A block with zeros for what was not kept. */
	private filledUp(values: Int16Array, at: number): Int16Array {
		const { block, kept } = this;
		for (let y = 0, from = at; y < kept; y++)
			for (let x = 0; x < kept; x++) block[y * 8 + x] = values[from++] as number;
		return block;
	}
}

/** Stands for a table that a scan does not use. */
const emptyTable = () => huffmanTable(new Uint8Array(16), new Uint8Array());
