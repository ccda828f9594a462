import { deflateSync } from 'node:zlib';

/** A string on a page: points from the left and from the top, y that of the baseline. */
export interface Placed {
	text: string;
	x: number;
	y: number;
	size?: number;
}

interface PdfParts {
	/** Points. */
	width: number;
	height: number;
	texts?: Placed[];
	/** Fills the page. */
	jpeg?: { bytes: Buffer; width: number; height: number };
	attachments?: Array<{ name: string; bytes: Buffer }>;
}

/** A PDF of one page, its text in a font that every viewer is supposed to have. */
export function writePdf({ width, height, texts = [], jpeg, attachments = [] }: PdfParts): Buffer {
	const objects: Buffer[] = [];
	const add = (body: string) => objects.push(Buffer.from(body, 'latin1'));
	const addStream = (dict: string, bytes: Buffer) =>
		objects.push(
			Buffer.concat([
				Buffer.from(`<<${dict}/Length ${bytes.length}>>\nstream\n`, 'latin1'),
				bytes,
				Buffer.from('\nendstream', 'latin1'),
			]),
		);
	const descriptor = add(
		'<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>',
	);
	const descendant = add(
		`<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor ${descriptor} 0 R>>`,
	);
	const font = add(
		`<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UCS2-H/Encoding/UniGB-UCS2-H/DescendantFonts[${descendant} 0 R]>>`,
	);
	const picture = jpeg
		? addStream(
				`/Type/XObject/Subtype/Image/Width ${jpeg.width}/Height ${jpeg.height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`,
				jpeg.bytes,
			)
		: null;
	const drawn = [
		...(picture === null ? [] : [`q ${width} 0 0 ${height} 0 0 cm /Im1 Do Q`]),
		...texts.map(
			({ text, x, y, size = 8 }) =>
				`BT /F1 ${size} Tf 1 0 0 1 ${x} ${height - y} Tm <${Buffer.from(text, 'utf16le').swap16().toString('hex')}> Tj ET`,
		),
	];
	const content = addStream('/Filter/FlateDecode', deflateSync(Buffer.from(drawn.join('\n'))));
	const images = picture === null ? '' : `/XObject<</Im1 ${picture} 0 R>>`;
	const tree = objects.length + 2;
	const page = add(
		`<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</Font<</F1 ${font} 0 R>>${images}>>/Contents ${content} 0 R>>`,
	);
	add(`<</Type/Pages/Kids[${page} 0 R]/Count 1>>`);
	const files = attachments.map(({ name, bytes }) => {
		const file = addStream('/Type/EmbeddedFile/Filter/FlateDecode', deflateSync(bytes));
		return `(${name}) ${add(`<</Type/Filespec/F(${name})/EF<</F ${file} 0 R>>>>`)} 0 R`;
	});
	const names = files.length > 0 ? `/Names<</EmbeddedFiles<</Names[${files.join(' ')}]>>>>` : '';
	const root = add(`<</Type/Catalog/Pages ${tree} 0 R${names}>>`);
	return withTable(objects, root);
}

/** The file: its objects, and where each lies in it. */
function withTable(objects: Buffer[], root: number): Buffer {
	const parts: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')];
	let length = parts[0]?.length ?? 0;
	const places = objects.map((body, index) => {
		const place = `${String(length).padStart(10, '0')} 00000 n \n`;
		const object = [`${index + 1} 0 obj\n`, body, '\nendobj\n'].map((part) =>
			typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
		);
		parts.push(...object);
		length += object.reduce((sum, part) => sum + part.length, 0);
		return place;
	});
	const size = objects.length + 1;
	const trailer = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<</Size ${size}/Root ${root} 0 R>>\nstartxref\n${length}\n%%EOF\n`;
	return Buffer.concat([...parts, Buffer.from(trailer, 'latin1')]);
}
