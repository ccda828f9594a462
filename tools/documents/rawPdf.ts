import { deflateSync } from 'node:zlib';

import { advanceOf } from './data';
import { placedOn } from './layout';
import type { Placed, Sheet } from './layout';

/** How a PDF is written by hand here: as writers without fonts of their own do it. */
interface RawOptions {
	/** The predefined map of its one font, which is not embedded. */
	encoding?: 'GBK-EUC-H' | 'GBKp-EUC-H' | 'GBK2K-H' | 'UniGB-UCS2-H' | 'UniGB-UTF16-H';
	/** Every glyph a string of its own, inside nested forms. */
	isInForms?: boolean;
	/** Objects and their table in packed streams. */
	isPacked?: boolean;
	filter?: 'none' | 'flate' | 'ascii85' | 'hex' | 'runLength' | 'predicted';
	/** The page lies on its side, and /Rotate sets it upright. */
	rotation?: 0 | 90 | 180 | 270;
	/** Files that it carries. */
	attachments?: Array<{ name: string; bytes: Buffer }>;
	/** More pages like it. */
	sheets?: Sheet[];
	/** Added to the catalog. */
	catalog?: string;
}

/** Objects of a PDF in the making, each the bytes between `obj` and `endobj`. */
export class RawPdf {
	private readonly objects: Buffer[] = [];

	add(body: string | Buffer): number {
		return this.objects.push(Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1'));
	}

	stream(dict: string, bytes: Buffer): number {
		return this.add(
			Buffer.concat([
				Buffer.from(`<<${dict}/Length ${bytes.length}>>\nstream\n`, 'latin1'),
				bytes,
				Buffer.from('\nendstream', 'latin1'),
			]),
		);
	}

	set(id: number, body: string): void {
		this.objects[id - 1] = Buffer.from(body, 'latin1');
	}

	/** The file, with a plain table of its objects. */
	write(root: number): Buffer {
		const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
		let length = parts[0]?.length ?? 0;
		const offsets = this.objects.map((body, index) => {
			const part = Buffer.concat([
				Buffer.from(`${index + 1} 0 obj\n`, 'latin1'),
				body,
				Buffer.from('\nendobj\n', 'latin1'),
			]);
			const offset = length;
			parts.push(part);
			length += part.length;
			return `${String(offset).padStart(10, '0')} 00000 n \n`;
		});
		const size = this.objects.length + 1;
		parts.push(
			Buffer.from(
				`xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<</Size ${size}/Root ${root} 0 R>>\nstartxref\n${length}\n%%EOF\n`,
				'latin1',
			),
		);
		return Buffer.concat(parts);
	}

	/** The file, with all that may be in a packed stream of objects, and a packed table (PDF 1.5). */
	writePacked(root: number): Buffer {
		const isStream = (body: Buffer) => body.includes('endstream');
		const inside = this.objects.flatMap((body, index) =>
			isStream(body) ? [] : [{ id: index + 1, body }],
		);
		let bodies = '';
		const heads = inside.map(({ id, body }) => {
			const head = `${id} ${bodies.length} `;
			bodies += `${body.toString('latin1')} `;
			return head;
		});
		const first = heads.join('').length;
		const packed = deflateSync(Buffer.from(heads.join('') + bodies, 'latin1'));
		const container = this.stream(
			`/Type/ObjStm/N ${inside.length}/First ${first}/Filter/FlateDecode`,
			packed,
		);
		const places = new Map<number, [number, number, number]>();
		inside.forEach(({ id }, index) => places.set(id, [2, container, index]));
		const parts = [Buffer.from('%PDF-1.5\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
		let length = parts[0]?.length ?? 0;
		this.objects.forEach((body, index) => {
			if (!isStream(body)) return;
			places.set(index + 1, [1, length, 0]);
			const part = Buffer.concat([
				Buffer.from(`${index + 1} 0 obj\n`, 'latin1'),
				body,
				Buffer.from('\nendobj\n', 'latin1'),
			]);
			parts.push(part);
			length += part.length;
		});
		const table = this.objects.length + 1;
		places.set(table, [1, length, 0]);
		const lines = Array.from({ length: table + 1 }, (_, id) => {
			const [kind, second, third] = places.get(id) ?? [0, 0, 0];
			const line = Buffer.alloc(7);
			line[0] = kind;
			line.writeUInt32BE(second, 1);
			line.writeUInt16BE(third, 5);
			return line;
		});
		const predicted = deflateSync(upPredicted(Buffer.concat(lines), 7));
		parts.push(
			Buffer.from(
				`${table} 0 obj\n<</Type/XRef/Size ${table + 1}/W[1 4 2]/Root ${root} 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length ${predicted.length}>>\nstream\n`,
				'latin1',
			),
			predicted,
			Buffer.from(`\nendstream\nendobj\nstartxref\n${length}\n%%EOF\n`, 'latin1'),
		);
		return Buffer.concat(parts);
	}
}

/** A sheet as a PDF whose font every viewer is supposed to have. */
export function rawPdf(sheet: Sheet, options: RawOptions = {}): Buffer {
	const { encoding = 'UniGB-UCS2-H', rotation = 0 } = options;
	const pdf = new RawPdf();
	const catalog = pdf.add('');
	const tree = pdf.add('');
	const descriptor = pdf.add(
		'<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>',
	);
	const halfWidth = encoding === 'GBK-EUC-H' || encoding === 'GBK2K-H';
	const ascii = halfWidth ? '814 908 500' : '1 95 500';
	const descendant = pdf.add(
		`<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[${ascii}]/FontDescriptor ${descriptor} 0 R>>`,
	);
	const font = pdf.add(
		`<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-${encoding}/Encoding/${encoding}/DescendantFonts[${descendant} 0 R]>>`,
	);
	const resources = `/Font<</F1 ${font} 0 R>>`;
	const pages = [sheet, ...(options.sheets ?? [])].map((each) => {
		const { width, height } = each;
		const isOnSide = rotation % 180 !== 0;
		const turn = {
			0: '1 0 0 1 0 0',
			90: `0 1 -1 0 ${height} 0`,
			180: `-1 0 0 -1 ${width} ${height}`,
			270: `0 -1 1 0 0 ${width}`,
		}[rotation];
		const texts = placedOn(each);
		let body: string;
		let forms = '';
		if (options.isInForms) {
			const inner = filtered(
				pdf,
				contentOf(texts.flatMap(glyphByGlyph), height, encoding),
				options,
				`/Type/XObject/Subtype/Form/BBox[0 0 ${width} ${height}]/Matrix[1 0 0 1 10 5]/Resources<<${resources}>>`,
			);
			const outer = filtered(
				pdf,
				'q 1 0 0 1 -10 -5 cm /Fm0 Do Q',
				options,
				`/Type/XObject/Subtype/Form/BBox[0 0 ${width} ${height}]/Resources<</XObject<</Fm0 ${inner} 0 R>>>>`,
			);
			forms = `/XObject<</Fm1 ${outer} 0 R>>`;
			body = `q ${turn} cm /Fm1 Do Q`;
		} else body = `q ${turn} cm ${contentOf(texts, height, encoding)} Q`;
		const content = filtered(pdf, body, options, '');
		const box = isOnSide ? `0 0 ${height} ${width}` : `0 0 ${width} ${height}`;
		return pdf.add(
			`<</Type/Page/Parent ${tree} 0 R/MediaBox[${box}]/Rotate ${rotation}/Resources<<${resources}${forms}>>/Contents ${content} 0 R>>`,
		);
	});
	const files = (options.attachments ?? []).map(({ name, bytes }) => {
		const file = pdf.stream('/Type/EmbeddedFile/Filter/FlateDecode', deflateSync(bytes));
		const specification = pdf.add(`<</Type/Filespec/F(${name})/EF<</F ${file} 0 R>>>>`);
		return `(${name}) ${specification} 0 R`;
	});
	const names = files.length > 0 ? `/Names<</EmbeddedFiles<</Names[${files.join(' ')}]>>>>` : '';
	pdf.set(
		tree,
		`<</Type/Pages/Kids[${pages.map((id) => `${id} 0 R`).join(' ')}]/Count ${pages.length}>>`,
	);
	pdf.set(catalog, `<</Type/Catalog/Pages ${tree} 0 R${names}${options.catalog ?? ''}>>`);
	return options.isPacked ? pdf.writePacked(catalog) : pdf.write(catalog);
}

function filtered(
	pdf: RawPdf,
	content: string,
	{ filter = 'flate' }: RawOptions,
	dict: string,
): number {
	const bytes = Buffer.from(content, 'latin1');
	switch (filter) {
		case 'none':
			return pdf.stream(dict, bytes);
		case 'flate':
			return pdf.stream(`${dict}/Filter/FlateDecode`, deflateSync(bytes));
		case 'hex':
			return pdf.stream(`${dict}/Filter/ASCIIHexDecode`, Buffer.from(`${bytes.toString('hex')}>`));
		case 'ascii85':
			return pdf.stream(
				`${dict}/Filter[/ASCII85Decode/FlateDecode]`,
				Buffer.from(ascii85(deflateSync(bytes))),
			);
		case 'runLength': {
			const runs: Buffer[] = [];
			for (let at = 0; at < bytes.length; at += 128) {
				const part = bytes.subarray(at, at + 128);
				runs.push(Buffer.from([part.length - 1]), part);
			}
			return pdf.stream(
				`${dict}/Filter/RunLengthDecode`,
				Buffer.concat([...runs, Buffer.from([128])]),
			);
		}
		case 'predicted': {
			const columns = 32;
			const padded = Buffer.concat([
				bytes,
				Buffer.alloc((columns - (bytes.length % columns)) % columns, 32),
			]);
			return pdf.stream(
				`${dict}/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns ${columns}>>`,
				deflateSync(upPredicted(padded, columns)),
			);
		}
	}
}

/** PNG's prediction from the line above. */
function upPredicted(bytes: Buffer, columns: number): Buffer {
	const lines: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += columns) {
		const line = Buffer.alloc(columns + 1, 2);
		for (let i = 0; i < columns; i++) {
			line[i + 1] = (bytes[at + i] ?? 0) - (at > 0 ? (bytes[at + i - columns] ?? 0) : 0);
		}
		lines.push(line);
	}
	return Buffer.concat(lines);
}

function ascii85(bytes: Buffer): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 4) {
		const part = Buffer.alloc(4);
		const count = bytes.copy(part, 0, at, at + 4);
		let value = part.readUInt32BE();
		const digits: string[] = [];
		for (let i = 0; i < 5; i++) {
			digits.unshift(String.fromCharCode(33 + (value % 85)));
			value = Math.floor(value / 85);
		}
		text += count === 4 && part.readUInt32BE() === 0 ? 'z' : digits.slice(0, count + 1).join('');
	}
	return `${text}~>`;
}

const contentOf = (
	texts: Placed[],
	height: number,
	encoding: NonNullable<RawOptions['encoding']>,
) =>
	texts
		.map(
			({ text, x, y, size }) =>
				`BT /F1 ${size} Tf 1 0 0 1 ${x.toFixed(2)} ${(height - y).toFixed(2)} Tm <${encoded(text, encoding).toString('hex')}> Tj ET`,
		)
		.join('\n');

/** A string as one of each glyph, where it stands. */
function glyphByGlyph({ text, x, y, size }: Placed): Placed[] {
	let at = x;
	return [...text].map((character) => {
		const placed = { text: character, x: at, y, size };
		at += advanceOf(character) * size;
		return placed;
	});
}

function encoded(text: string, encoding: NonNullable<RawOptions['encoding']>): Buffer {
	if (encoding.startsWith('Uni')) return Buffer.from(text, 'utf16le').swap16();
	return Buffer.concat([...text].map((character) => gbk().get(character) ?? Buffer.from('?')));
}

let gbkTable: Map<string, Buffer> | undefined;

/** GBK by what the platform's decoder says of each code. */
function gbk(): Map<string, Buffer> {
	if (gbkTable) return gbkTable;
	const decoder = new TextDecoder('gb18030');
	const table = new Map<string, Buffer>();
	for (let code = 0x20; code < 0x7f; code++)
		table.set(String.fromCharCode(code), Buffer.from([code]));
	for (let lead = 0x81; lead < 0xff; lead++) {
		for (let trail = 0x40; trail < 0xff; trail++) {
			const bytes = Buffer.from([lead, trail]);
			if (trail !== 0x7f) table.set(decoder.decode(bytes), bytes);
		}
	}
	gbkTable = table;
	return table;
}
