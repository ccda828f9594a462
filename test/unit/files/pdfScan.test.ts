import { deflateSync } from 'node:zlib';

import * as fc from 'fast-check';
import sharp from 'sharp';

import { unpackFax } from '../../../src/files/pdf/fax';
import { FileFailure } from '../../../src/lib/fileFailure';
import { atOneGo } from '../../../src/lib/unhurried';
import { RawPdf } from '../../../tools/documents/rawPdf';
import { pdfContents } from '../../support/documents/read';

const [width, height] = [160, 120];

/** A picture of four quarters: white, red / green, blue. */
const quarters = Buffer.alloc(width * height * 3);
for (let y = 0; y < height; y++) {
	for (let x = 0; x < width; x++) {
		const colour = [
			[255, 255, 255],
			[255, 0, 0],
			[0, 255, 0],
			[0, 0, 255],
		][(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)];
		quarters.set(colour ?? [], (y * width + x) * 3);
	}
}

interface ScanOptions {
	dict: string;
	bytes: Buffer;
	matrix?: string;
	rotate?: number;
	/** Drawn before and after the picture. */
	before?: string;
	more?: string;
	/** Samples of a mask, in shades of grey. */
	mask?: Buffer;
}

/** A page with a picture and nothing else. */
function scanPdf({
	dict,
	bytes,
	matrix = '600 0 0 450 0 0',
	rotate = 0,
	before = '',
	more = '',
	mask,
}: ScanOptions) {
	const pdf = new RawPdf();
	const [catalog, tree] = [pdf.add(''), pdf.add('')];
	const size = `/Subtype/Image/Width ${width}/Height ${height}`;
	const grey = '/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode';
	const smask = mask ? `/SMask ${pdf.stream(size + grey, deflateSync(mask))} 0 R` : '';
	const picture = pdf.stream(`${size}${dict}${smask}`, bytes);
	const font = pdf.add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>');
	const content = pdf.stream('', Buffer.from(`${before} q ${matrix} cm /I Do Q ${more}`));
	const page = pdf.add(
		`<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 600 450]/Rotate ${rotate}/Contents ${content} 0 R/Resources<</XObject<</I ${picture} 0 R>>/Font<</F ${font} 0 R>>/ExtGState<</Sheer<</ca 0.3>>/Multiplied<</BM/Multiply>>>>>>>>`,
	);
	pdf.set(tree, `<</Type/Pages/Kids[${page} 0 R]/Count 1>>`);
	pdf.set(catalog, `<</Type/Catalog/Pages ${tree} 0 R>>`);
	return pdf.write(catalog);
}

const rgb = {
	dict: '/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode',
	bytes: deflateSync(quarters),
};

async function pictureOf(pdf: Buffer) {
	const { picture } = await pdfContents(pdf);
	if (picture === null || picture instanceof FileFailure) throw new Error('There is no picture');
	return picture;
}

/** The colours of the four corners, line by line. */
async function corners(bytes: Uint8Array): Promise<string[]> {
	const { data, info } = await sharp(bytes)
		.rotate()
		.toColourspace('srgb')
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	const colour = (x: number, y: number) => {
		const at = (y * info.width + x) * info.channels;
		const [red = 0, green = 0, blue = 0] = data
			.subarray(at, at + 3)
			.map((each) => (each > 127 ? 1 : 0));
		return ['black', 'blue', 'green', '', 'red', '', '', 'white'][red * 4 + green * 2 + blue] ?? '';
	};
	const [right, bottom] = [info.width - 2, info.height - 2];
	return [colour(1, 1), colour(right, 1), colour(1, bottom), colour(right, bottom)];
}

const asItIs = ['white', 'red', 'green', 'blue'];

/** How a page may turn its picture, and the corners that a viewer then shows. */
const turns: Array<[name: string, options: Partial<ScanOptions>, corners: string[]]> = [
	['as it is', {}, asItIs],
	['page turned by 90 degrees', { rotate: 90 }, ['green', 'white', 'blue', 'red']],
	['page turned by 180 degrees', { rotate: 180 }, ['blue', 'green', 'red', 'white']],
	['page turned by 270 degrees', { rotate: 270 }, ['red', 'blue', 'white', 'green']],
	['upside down', { matrix: '-600 0 0 -450 600 450' }, ['blue', 'green', 'red', 'white']],
	['mirrored', { matrix: '-600 0 0 450 600 0' }, ['red', 'white', 'blue', 'green']],
	['on its side', { matrix: '0 450 -600 0 600 0' }, ['red', 'blue', 'white', 'green']],
	[
		'on its side on a page that sets it upright',
		{ matrix: '0 450 -600 0 600 0', rotate: 90 },
		asItIs,
	],
];

describe('a scan stands as a viewer shows it', () => {
	test.each(turns)('packed samples become PNG: %s', async (_name, options, expected) => {
		const picture = await pictureOf(scanPdf({ ...rgb, ...options }));
		expect(picture).toMatchObject({ mimeType: 'image/png', page: 1, isConverted: true });
		expect(await corners(picture.bytes)).toEqual(expected);
	});

	test.each(turns)(
		'a JPEG stays one and says how it lies: %s',
		async (_name, options, expected) => {
			const raw = { raw: { width, height, channels: 3 as const } };
			// What it says itself is not heeded by viewers of PDFs.
			const bytes = await sharp(quarters, raw).jpeg().withMetadata({ orientation: 3 }).toBuffer();
			const dict = '/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode';
			const picture = await pictureOf(scanPdf({ dict, bytes, ...options }));
			expect(picture).toMatchObject({ mimeType: 'image/jpeg', isConverted: false });
			expect(await corners(picture.bytes)).toEqual(expected);
		},
	);

	test('a JPEG that need not be turned is given byte for byte', async () => {
		const bytes = await sharp(quarters, { raw: { width, height, channels: 3 } })
			.jpeg()
			.toBuffer();
		const dict = '/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode';
		const picture = await pictureOf(scanPdf({ dict, bytes }));
		expect(Buffer.from(picture.bytes).equals(bytes)).toBe(true);
	});
});

const grey = Buffer.from(
	Array.from({ length: width * height }, (_, at) => (quarters[3 * at] === 0 ? 0 : 255)),
);
const black = ['white', 'white', 'black', 'black'];

/** One bit a pixel, white is 1. */
const bits = Buffer.alloc((width / 8) * height);
grey.forEach((level, at) => {
	if (level > 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
});

/**
 * Group 4: white lines are like the one above; the first black one is runs of 0 and 160; the others
 * are like it.
 */
function facsimile(): Buffer {
	const firstBlack = ['001', '00110101', '000011001000', '000001101010'].join('');
	const end = '000000000001'.repeat(2);
	const code = '1'.repeat(height / 2) + firstBlack + '11'.repeat(height / 2 - 1) + end;
	const octets = code.padEnd(Math.ceil(code.length / 8) * 8, '0').match(/.{8}/g) ?? [];
	return Buffer.from(octets.map((octet) => parseInt(octet, 2)));
}

describe('colours and encodings', () => {
	test.each<[string, string, () => Buffer, string[]]>([
		[
			'grey',
			'/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode',
			() => deflateSync(grey),
			black,
		],
		['one bit', '/ColorSpace/DeviceGray/BitsPerComponent 1', () => bits, black],
		[
			'one bit, inverted',
			'/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]',
			() => Buffer.from(bits.map((byte) => ~byte)),
			black,
		],
		['a mask', '/ImageMask true', () => bits, black],
		[
			'a table of colours',
			'/ColorSpace[/Indexed/DeviceRGB 1<0000ffffffff>]/BitsPerComponent 1',
			() => bits,
			['white', 'white', 'blue', 'blue'],
		],
		[
			'CMYK',
			'/ColorSpace/DeviceCMYK/BitsPerComponent 8',
			() => Buffer.from([...grey].flatMap((level) => [0, 0, 0, 255 - level])),
			black,
		],
		['ICC profile', '/ColorSpace[/ICCBased<</N 3>>]/BitsPerComponent 8', () => quarters, asItIs],
	])('%s', async (_name, dict, bytes, expected) => {
		const picture = await pictureOf(scanPdf({ dict, bytes: bytes() }));
		expect(await corners(picture.bytes)).toEqual(expected);
	});

	test('a facsimile (group 4) is unpacked', async () => {
		const filter = `/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns ${width}>>`;
		const dict = `/ColorSpace/DeviceGray/BitsPerComponent 1${filter}`;
		const picture = await pictureOf(scanPdf({ dict, bytes: facsimile() }));
		expect(await corners(picture.bytes)).toEqual(black);
	});

	test('any bytes taken for a facsimile end in lines, whatever the parameters', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ maxLength: 500 }),
				fc.integer({ min: -1, max: 1 }),
				fc.integer({ min: 1, max: 3_000 }),
				fc.boolean(),
				(packed, k, columns, isByteAligned) => {
					const options = { columns, rows: 0, k, isByteAligned, isBlackOne: false };
					const { bytes, rows } = atOneGo(unpackFax(packed, options));
					expect(bytes.length).toBe(rows * Math.ceil(columns / 8));
				},
			),
		);
	});

	test.each(['JPXDecode', 'JBIG2Decode'])('%s has a sentence', async (filter) => {
		const dict = `/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/${filter}`;
		const { picture } = await pdfContents(scanPdf({ dict, bytes: Buffer.from('made up') }));
		expect(picture).toMatchObject({ code: 'pdfPictureEncoding' });
	});
});

describe('which picture is meant', () => {
	test('text that recognition laid over it is no text', async () => {
		const more = `BT /F 9 Tf 3 Tr 20 20 Td (${'recognized '.repeat(20)}) Tj ET`;
		const { picture, pages } = await pdfContents(scanPdf({ ...rgb, more }));
		expect(picture).toMatchObject({ mimeType: 'image/png' });
		expect(pages[0]?.glyphs).toEqual([]);
	});

	const print = `20 20 Td (${'recognized '.repeat(10)}) Tj ET`;

	test.each<[string, Partial<ScanOptions>]>([
		['that the picture was laid over', { before: `BT /F 9 Tf ${print}` }],
		['that is white', { more: `BT /F 9 Tf 1 g ${print}` }],
		['that is white in ink', { more: `BT /F 9 Tf 0 0 0 0 k ${print}` }],
	])('nor is text %s', async (_what, options) => {
		const { picture, pages } = await pdfContents(scanPdf({ ...rgb, ...options }));
		expect(picture).toMatchObject({ mimeType: 'image/png' });
		expect(pages[0]?.glyphs).toEqual([]);
	});

	test.each<[string, Partial<ScanOptions>]>([
		['through a picture that is sheer', { before: `BT /F 9 Tf ${print} /Sheer gs` }],
		['through one that is multiplied', { before: `BT /F 9 Tf ${print} /Multiplied gs` }],
		['through a mask', { before: `BT /F 9 Tf ${print}`, mask: Buffer.alloc(width * height, 60) }],
		['beside a stamp', { before: `BT /F 9 Tf ${print}`, matrix: '200 0 0 150 0 0' }],
	])('text that is seen %s is text', async (_what, options) => {
		const { picture, pages } = await pdfContents(scanPdf({ ...rgb, ...options }));
		expect(picture).toBeNull();
		expect(pages[0]?.glyphs.length).toBeGreaterThan(90);
	});

	test('a picture whose mask leaves out a part of it is not all there is to see', async () => {
		const full = Buffer.alloc(width * height, 0xff);
		expect((await pdfContents(scanPdf({ ...rgb, mask: full }))).picture).toMatchObject({
			mimeType: 'image/png',
		});
		const shape = Buffer.concat([full.subarray(width), Buffer.alloc(width)]);
		expect((await pdfContents(scanPdf({ ...rgb, mask: shape }))).picture).toMatchObject({
			code: 'pdfPictureEncoding',
			reason: expect.stringContaining('layers'),
		});
	});

	test('a scan in strips is several pictures, not a page without text', async () => {
		const strips = Array.from(
			{ length: 9 },
			(_, index) =>
				`q 600 0 0 50 0 ${50 * index} cm BI /W 160 /H 10 /CS /G /BPC 8 /F /AHx ID ${'80'.repeat(1_600)}> EI Q`,
		);
		const { picture } = await pdfContents(
			scanPdf({ ...rgb, matrix: '6 0 0 4 0 0', more: strips.join(' ') }),
		);
		expect(picture).toMatchObject({ code: 'pdfSeveralPictures' });
	});

	test('two pictures are one too many', async () => {
		const more = 'q 600 0 0 400 0 0 cm /I Do Q';
		const { picture } = await pdfContents(scanPdf({ ...rgb, more }));
		expect(picture).toMatchObject({ code: 'pdfSeveralPictures' });
	});

	test('a logo is none', async () => {
		const { picture } = await pdfContents(scanPdf({ ...rgb, matrix: '60 0 0 45 0 0' }));
		expect(picture).toBeNull();
	});
});
