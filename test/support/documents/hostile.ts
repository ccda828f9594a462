import { deflateSync } from 'node:zlib';

import { usualItinerary } from '../../../tools/documents/itinerary';
import { flightSheet } from '../../../tools/documents/layout';
import { RawPdf, rawPdf } from '../../../tools/documents/rawPdf';
import { bomb } from '../files/bomb';

/**
 * A PDF that means harm, or that something happened to; and what is said of it, where that is one
 * thing.
 */
interface HostilePdf {
	name: string;
	make(): Buffer;
	/** The code of its failure, or `read` where the itinerary comes out all the same. */
	outcome?: string;
}

const megabyte = 1_000_000;
const sheet = flightSheet(usualItinerary);

/** A page with this content, and what else the catalog and the page hold. */
function onePage(
	make: (pdf: RawPdf) => { content?: number; page?: string; catalog?: string; tree?: string },
): Buffer {
	const pdf = new RawPdf();
	const [catalog, tree] = [pdf.add(''), pdf.add('')];
	const made = make(pdf);
	const page = pdf.add(
		`<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 600 400]${made.content ? `/Contents ${made.content} 0 R` : ''}${made.page ?? ''}>>`,
	);
	pdf.set(tree, made.tree ?? `<</Type/Pages/Kids[${page} 0 R]/Count 1>>`);
	pdf.set(catalog, `<</Type/Catalog/Pages ${tree} 0 R${made.catalog ?? ''}>>`);
	return pdf.write(catalog);
}

/** Blanks, which content may hold. */
const blanks = (megabytes: number) => bomb(megabytes * megabyte, 0x20);

const withFont = (toUnicode: Buffer, widths = '') =>
	onePage((pdf) => {
		const map = pdf.stream('/Filter/FlateDecode', deflateSync(toUnicode));
		const descendant = pdf.add(
			`<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>${widths}>>`,
		);
		const font = pdf.add(
			`<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${map} 0 R>>`,
		);
		const content = pdf.stream('', Buffer.from(`BT /F1 9 Tf <${'0041'.repeat(60_000)}> Tj ET`));
		return { content, page: `/Resources<</Font<</F1 ${font} 0 R>>>>` };
	});

export const hostilePdfs: HostilePdf[] = [
	{
		name: 'content that unpacks to 1 GB',
		make: () => onePage((pdf) => ({ content: pdf.stream('/Filter/FlateDecode', blanks(1_000)) })),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a bomb inside a bomb',
		make: () =>
			onePage((pdf) => ({
				content: pdf.stream('/Filter[/FlateDecode/FlateDecode]', deflateSync(blanks(2_000))),
			})),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'many streams that are each within the limit',
		make: () =>
			onePage((pdf) => {
				const part = blanks(50);
				const parts = Array.from({ length: 20 }, () => pdf.stream('/Filter/FlateDecode', part));
				return { page: `/Contents[${parts.map((id) => `${id} 0 R`).join(' ')}]` };
			}),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a stream of objects that is a bomb',
		make: () =>
			Buffer.from(
				rawPdf(sheet, { isPacked: true }).toString('latin1').replace('/N ', '/N 9'),
				'latin1',
			),
	},
	{
		name: 'an attached file that is a bomb',
		make: () =>
			onePage((pdf) => {
				const file = pdf.stream('/Type/EmbeddedFile/Filter/FlateDecode', blanks(1_000));
				const entry = pdf.add(`<</Type/Filespec/F(a.xml)/EF<</F ${file} 0 R>>>>`);
				return { catalog: `/Names<</EmbeddedFiles<</Names[(a.xml) ${entry} 0 R]>>>>` };
			}),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a table of objects that points to itself',
		make: () => {
			const text = rawPdf(sheet).toString('latin1');
			const table = /startxref\n(\d+)/.exec(text)?.[1] ?? '0';
			return Buffer.from(text.replace('trailer\n<<', `trailer\n<</Prev ${table}`), 'latin1');
		},
		outcome: 'read',
	},
	{
		name: 'a table that announces a billion objects',
		make: () =>
			Buffer.from(
				rawPdf(sheet)
					.toString('latin1')
					.replace(/xref\n0 \d+/, 'xref\n0 999999999'),
				'latin1',
			),
	},
	{
		name: 'a million objects',
		make: () => {
			const objects = Array.from({ length: 1_000_000 }, (_, i) => `${i + 1} 0 obj 0 endobj\n`);
			return Buffer.from(`%PDF-1.7\n${objects.join('')}`, 'latin1');
		},
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a hundred thousand streams without an end',
		make: () => {
			const objects = Array.from(
				{ length: 100_000 },
				(_, i) => `${i + 1} 0 obj<</Type/ObjStm/N 1/First 9>>stream\n${'x'.repeat(100)}\n`,
			);
			return Buffer.from(`%PDF-1.7\n${objects.join('')}`, 'latin1');
		},
	},
	{
		name: 'a tree of pages that loops',
		make: () => onePage(() => ({ tree: '<</Type/Pages/Kids[2 0 R 1 0 R 2 0 R]/Count 9>>' })),
	},
	{
		name: 'a tree of pages with a million children',
		make: () =>
			onePage(() => ({ tree: `<</Type/Pages/Kids[${'3 0 R '.repeat(1_000_000)}]/Count 9>>` })),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a thousand pages',
		make: () => rawPdf(sheet, { sheets: Array.from({ length: 1_000 }, () => sheet) }),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'arrays inside each other, a hundred thousand deep',
		make: () => onePage((pdf) => ({ content: pdf.stream('', Buffer.from('['.repeat(100_000))) })),
	},
	{
		name: 'dictionaries inside each other in the catalog',
		make: () => onePage(() => ({ catalog: `/A ${'<</A '.repeat(50_000)}` })),
	},
	{
		name: 'forms that draw each other',
		make: () =>
			onePage((pdf) => {
				const forms = Array.from({ length: 12 }, () => pdf.add(''));
				forms.forEach((id, index) => {
					const next = forms[(index + 1) % forms.length] ?? 0;
					const body = '/X Do '.repeat(100);
					pdf.set(
						id,
						`<</Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X ${next} 0 R>>>>/Length ${body.length}>>stream\n${body}\nendstream`,
					);
				});
				return {
					content: pdf.stream('', Buffer.from('/X Do')),
					page: `/Resources<</XObject<</X ${forms[0] ?? 0} 0 R>>>>`,
				};
			}),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a font whose map has four billion characters',
		make: () =>
			withFont(
				Buffer.from(
					'begincodespacerange <0000> <ffff> endcodespacerange beginbfrange <00000000> <ffffffff> <0000> endbfrange',
				),
			),
	},
	{
		name: 'a font whose map says the same a million times',
		make: () =>
			withFont(Buffer.from(`1 beginbfrange ${'<0000> <ffff> <0000> '.repeat(20_000)} endbfrange`)),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a font with a million ranges of widths',
		make: () =>
			withFont(
				Buffer.from('1 beginbfchar <0041> <0041> endbfchar'),
				`/W[${'1 65535 500 '.repeat(500_000)}]`,
			),
	},
	{
		name: 'ten million operators',
		make: () =>
			onePage((pdf) => ({
				content: pdf.stream(
					'/Filter/FlateDecode',
					deflateSync(Buffer.alloc(40 * megabyte, 'q Q ')),
				),
			})),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'pictures in the content that never end',
		make: () =>
			onePage((pdf) => ({
				content: pdf.stream('', Buffer.from('BI /W 9 /H 9 ID EI\x01 '.repeat(200_000), 'latin1')),
			})),
	},
	{
		name: 'a scan that announces four billion pixels',
		make: () =>
			onePage((pdf) => {
				const picture = pdf.stream(
					'/Subtype/Image/Width 65535/Height 65535/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode',
					blanks(1),
				);
				return {
					content: pdf.stream('', Buffer.from('600 0 0 400 0 0 cm /I Do')),
					page: `/Resources<</XObject<</I ${picture} 0 R>>>>`,
				};
			}),
		outcome: 'pageEmpty',
	},
	{
		name: 'lines foretold to be longer than any memory',
		make: () =>
			onePage((pdf) => ({
				content: pdf.stream(
					'/Filter/FlateDecode/DecodeParms<</Predictor 12/Colors 900000/BitsPerComponent 900000/Columns 900000>>',
					deflateSync(Buffer.concat([Buffer.of(0), Buffer.from('BT /F 12 Tf (text) Tj ET')])),
				),
			})),
		outcome: 'pageEmpty',
	},
	{
		name: 'JavaScript and programs that are to start with it',
		make: () =>
			rawPdf(sheet, {
				catalog:
					'/OpenAction<</S/JavaScript/JS(app.alert(1))/Next<</S/Launch/F(calc.exe)>>>>/AA<</WC<</S/JavaScript/JS(x)>>>>',
			}),
		outcome: 'read',
	},
	{
		name: 'nothing but its first line',
		make: () => Buffer.from('%PDF-1.7\n'),
		outcome: 'pdfDamaged',
	},
	{
		name: 'its first line and noise',
		make: () => {
			const noise = Buffer.alloc(3 * megabyte);
			for (let i = 0, state = 1; i < noise.length; i++) {
				state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
				noise[i] = state >> 16;
			}
			return Buffer.concat([Buffer.from('%PDF-1.7\n'), noise]);
		},
		outcome: 'pdfDamaged',
	},
	...['ASCIIHexDecode', 'ASCII85Decode', 'RunLengthDecode', 'LZWDecode'].map((filter) => ({
		name: `30 MB that ${filter} is to unpack`,
		make: () => {
			const packed = Buffer.alloc(
				30 * megabyte,
				filter === 'RunLengthDecode' ? Buffer.from([0, 0x20]) : '+9',
			);
			return onePage((pdf) => ({ content: pdf.stream(`/Filter/${filter}`, packed) }));
		},
	})),
	{
		name: '64 MB of blanks as the content of a page',
		make: () => onePage((pdf) => ({ content: pdf.stream('/Filter/FlateDecode', blanks(60)) })),
		outcome: 'pdfTooMuch',
	},
	{
		name: '30 MB of numbers where objects should be',
		make: () =>
			Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(30 * megabyte, '12345678 12345 ')]),
		outcome: 'pdfDamaged',
	},
	{
		name: 'a text without an end behind each of a million heads',
		make: () =>
			Buffer.concat([
				Buffer.from('%PDF-1.7\n'),
				Buffer.alloc(24 * megabyte, '1 0 obj<</Type/XRef/A('),
			]),
	},
	{
		name: 'one object of 30 MB, lists in lists',
		make: () => onePage(() => ({ catalog: `/A[${`[${'0 '.repeat(1_000)}]`.repeat(15_000)}]` })),
		outcome: 'pdfTooMuch',
	},
	{
		name: 'a hundred thousand objects and no catalog',
		make: () => {
			const rest = `<</A[${'0 '.repeat(120)}]>>endobj\n`;
			const objects = Array.from({ length: 99_000 }, (_, i) => `${i + 1} 0 obj${rest}`);
			return Buffer.from(`%PDF-1.7\n${objects.join('')}`, 'latin1');
		},
		outcome: 'pdfDamaged',
	},
	{
		name: 'a list of a hundred thousand attached files',
		make: () =>
			onePage((pdf) => {
				const entries = Array.from({ length: 90_000 }, () => pdf.add(`[${'0 '.repeat(100)}]`));
				const names = entries.map((id) => `(a) ${id} 0 R`).join(' ');
				return { catalog: `/Names<</EmbeddedFiles<</Names[${names}]>>>>` };
			}),
	},
	{
		name: 'a page full of labels',
		make: () => {
			const rows = Array.from({ length: 1_900 }, (_, i) => ({
				text: ['发票号码：', '电子客票', '自：', '9.00'][i % 4] ?? '',
				x: (i % 20) * 30,
				y: 4 * Math.floor(i / 20),
				size: 4,
			}));
			return rawPdf({ ...sheet, values: [...sheet.values, ...rows] });
		},
	},
	{
		name: 'sixty pages full of letters',
		make: () => {
			const rows = Array.from({ length: 3_000 }, (_, i) => ({
				text: 'abcdefghij',
				x: (i % 60) * 10,
				y: (i * 7) % 400,
				size: 6,
			}));
			const full = { width: 600, height: 400, labels: [], values: rows };
			return rawPdf(full, { sheets: Array.from({ length: 59 }, () => full) });
		},
		outcome: 'pdfTooMuch',
	},
];
