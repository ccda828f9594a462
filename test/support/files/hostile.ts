import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { digitalXml, encodeBmp } from '../../../tools/sandbox/specimens';
import { bareBomb, bomb } from './bomb';
import { exif, jpegOfSize, jpegSegment, jpegWith, pngChunk, pngEnd, pngHead, zip } from './bytes';

/** Files by what they are. */
export type Files = Record<string, () => Buffer | Promise<Buffer>>;

/**
 * Files that lie, are cut off, or blow up, with what is said of each; most are small, and what they
 * claim or unpack to is not.
 * `sentInVain`: harmless; something is sent, within the limits, and Juhe finds no itinerary on it.
 */
type HostileFiles = Record<
	string,
	[said: RegExp | typeof sentInVain, make: () => Buffer | Promise<Buffer>]
>;
export const sentInVain = 'sent in vain';

const megabyte = 1024 * 1024;

/** As many zeros as a bomb needs to break the limit of memory. */
const many = 300 * megabyte;

const plainJpeg = async (width = 64, height = 48, progressive = false) =>
	await sharp({ create: { width, height, channels: 3, background: '#888' } })
		.jpeg({ progressive })
		.toBuffer();

const bmpWith = (change: (file: Buffer) => void): Buffer => {
	const file = encodeBmp({
		data: new Uint8Array(4 * 400 * 300).fill(200),
		width: 400,
		height: 300,
	});
	change(file);
	return file;
};

/** Its size is its header's word alone: how long its pixels are cannot be told. */
const packedBmp = (width: number, height: number): Buffer =>
	bmpWith((file) => {
		file.writeInt32LE(width, 18);
		file.writeInt32LE(height, 22);
		file.writeUInt16LE(8, 28);
		file.writeUInt32LE(1, 30);
	});

/** A white PNG so large that its pixels take a thousand times the memory of the file. */
const whitePng = (width: number, height: number) => {
	const line = Math.ceil(width / 8) + 1;
	const rows = Buffer.alloc(line * height, 0xff);
	for (let y = 0; y < height; y++) rows[y * line] = 0;
	return Buffer.concat([
		pngHead({ width, height, depth: 1 }),
		pngChunk('IDAT', deflateSync(rows)),
		pngEnd,
	]);
};

export const hostilePictures: HostileFiles = {
	'jpeg of 65,500 x 65,500': [
		/too large to be unpacked/,
		async () => jpegOfSize(await plainJpeg(), 65_500, 65_500),
	],
	'progressive jpeg of 65,500 x 65,500': [
		/too large to be unpacked/,
		async () => jpegOfSize(await plainJpeg(64, 48, true), 65_500, 65_500),
	],
	'jpeg of no height': [/damaged/, async () => jpegOfSize(await plainJpeg(), 5000, 0)],
	'jpeg that ends in its first segment': [
		/cut off/,
		async () => (await plainJpeg()).subarray(0, 12),
	],
	'jpeg with a segment of length zero': [
		/damaged|cut off/,
		async () => jpegWith(await plainJpeg(), Buffer.from([0xff, 0xe1, 0, 0])),
	],
	'jpeg with a segment beyond its end': [
		/cut off/,
		async () => jpegWith(await plainJpeg(), Buffer.from([0xff, 0xe1, 0xff, 0xff])),
	],
	'jpeg of a million segments': [
		/damaged/,
		async () =>
			jpegWith(await plainJpeg(), Buffer.alloc(4_000_000, jpegSegment(0xfe, Buffer.alloc(0)))),
	],
	'jpeg 5000 wide with half a million tables': [
		/too many tables/,
		async () => {
			const tables = jpegSegment(0xc4, Buffer.alloc(17 * 3800));
			return jpegWith(await plainJpeg(5000, 400), Buffer.alloc(tables.length * 130, tables));
		},
	],
	'progressive jpeg 8000 wide with a hundred thousand scans': [
		/too many scans/,
		async () => {
			const jpeg = await plainJpeg(64, 48, true);
			const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
			const scans = Buffer.alloc(scan.length * 100_000, scan);
			const longer = Buffer.concat([jpeg.subarray(0, -2), scans, jpeg.subarray(-2)]);
			return jpegOfSize(longer, 8000, 40);
		},
	],
	'jpeg whose header is a long way of stray bytes': [
		/cut off/,
		async () => jpegWith(await plainJpeg(), Buffer.alloc(20_000_000, Buffer.from([0xff, 0]))),
	],
	'jpeg 5000 wide whose pixels are noise': [
		sentInVain,
		async () => {
			const jpeg = await plainJpeg(5000, 400);
			return Buffer.concat([
				jpeg.subarray(0, jpeg.indexOf(Buffer.from([0xff, 0xda])) + 14),
				Buffer.alloc(4000, 0x5a),
				Buffer.from([0xff, 0xd9]),
			]);
		},
	],
	'png of 100,000 x 100,000': [
		/too large to be unpacked/,
		() =>
			Buffer.concat([
				pngHead({ width: 100_000, height: 100_000 }),
				pngChunk('IDAT', deflateSync(Buffer.alloc(1000))),
				pngEnd,
			]),
	],
	'png of 2,900,000,000 x 84,000,000': [
		/too large to be unpacked/,
		() =>
			Buffer.concat([
				pngHead({ width: 2_900_000_000, height: 84_000_000 }),
				pngChunk('IDAT', deflateSync(Buffer.alloc(1000))),
				pngEnd,
			]),
	],
	'png of 30,000 x 30,000 that is all there': [
		/too large to be unpacked/,
		() => whitePng(30_000, 30_000),
	],
	'png of 4,294,967,295 x 1': [
		/too small/,
		() => Buffer.concat([pngHead({ width: 0xffffffff, height: 1 }), pngEnd]),
	],
	'png 5000 x 100 whose pixels unpack to 300 MB': [
		sentInVain,
		() =>
			Buffer.concat([pngHead({ width: 5000, height: 100 }), pngChunk('IDAT', bomb(many)), pngEnd]),
	],
	'png 5000 x 100 with a colour profile of 300 MB': [
		sentInVain,
		() =>
			Buffer.concat([
				pngHead({ width: 5000, height: 100 }),
				pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), bomb(many)])),
				pngChunk('IDAT', deflateSync(Buffer.alloc(5001 * 100))),
				pngEnd,
			]),
	],
	'png 5000 x 100 with texts of 300 MB': [
		sentInVain,
		() =>
			Buffer.concat([
				pngHead({ width: 5000, height: 100 }),
				pngChunk('zTXt', Buffer.concat([Buffer.from('t\0\0', 'latin1'), bomb(many)])),
				pngChunk('IDAT', deflateSync(Buffer.alloc(5001 * 100))),
				pngEnd,
			]),
	],
	'png of a million parts': [
		/too many parts/,
		() =>
			Buffer.concat([
				pngHead({ width: 5000, height: 100 }),
				Buffer.alloc(12_000_000, pngChunk('tEXt', Buffer.alloc(0))),
				pngEnd,
			]),
	],
	'png 5000 x 100 without pixels': [
		/damaged/,
		() => Buffer.concat([pngHead({ width: 5000, height: 100 }), pngEnd]),
	],
	'png 5000 x 100 with a wrong checksum': [
		sentInVain,
		() => {
			const rows = Buffer.from(
				Array.from({ length: 5001 * 100 }, (_, at) => ((at % 5001) * 7) % 256),
			);
			const pixels = pngChunk('IDAT', deflateSync(rows));
			pixels.fill(0, pixels.length - 4);
			return Buffer.concat([pngHead({ width: 5000, height: 100 }), pixels, pngEnd]);
		},
	],
	'png with a chunk of 4 GB': [
		/cut off/,
		() =>
			Buffer.concat([pngHead({ width: 400, height: 300 }), Buffer.from('ffffffff49444154', 'hex')]),
	],
	'png of an unknown colour type': [
		/damaged/,
		() =>
			Buffer.concat([
				pngHead({ width: 5000, height: 100, colour: 9 }),
				pngChunk('IDAT', deflateSync(Buffer.alloc(1000))),
				pngEnd,
			]),
	],
	'bmp of 100,000 x 100,000': [
		/cut off/,
		() =>
			bmpWith((file) => {
				file.writeInt32LE(100_000, 18);
				file.writeInt32LE(100_000, 22);
			}),
	],
	'bmp of a negative width': [/damaged/, () => bmpWith((file) => file.writeInt32LE(-400, 18))],
	'bmp of the least height there is': [
		/cut off/,
		() => bmpWith((file) => file.writeInt32LE(-(2 ** 31), 22)),
	],
	'bmp whose pixels begin beyond its end': [
		/cut off/,
		() => bmpWith((file) => file.writeUInt32LE(0xfffffff0, 10)),
	],
	'bmp 20,000 wide and packed': [/too large to be unpacked/, () => packedBmp(20_000, 20_000)],
	'bmp of 2,000,000,000 x 90,000,000 and packed': [
		/too large to be unpacked/,
		() => packedBmp(2_000_000_000, 90_000_000),
	],
	'bmp 5000 wide and packed': [/rare kind/, () => packedBmp(5000, 300)],
	'bmp of 3 bits a pixel': [
		/rare kind/,
		() =>
			bmpWith((file) => {
				file.writeInt32LE(5000, 18);
				file.writeInt32LE(20, 22);
				file.writeUInt16LE(3, 28);
			}),
	],
};

/** EXIF data that loops or points nowhere: the picture itself is sound, and upright. */
export const strangeExif: Record<string, Buffer> = {
	'pointing beyond the end': exif([[0x0112, 3, 1, 6]], 0xfffffff0),
	'looping into itself': exif([[0x8769, 4, 1, 8]]),
	'of an orientation that does not exist': exif([[0x0112, 3, 1, 9]]),
	'cut off': exif([[0x0112, 3, 1, 6]]).subarray(0, 20),
	'claiming 65,535 entries': (() => {
		const data = exif([[0x0100, 3, 1, 1]]);
		data.writeUInt16LE(65_535, 14);
		return data;
	})(),
};

/** The picture with this EXIF data. */
export const withExif = (jpeg: Buffer, data: Buffer) => jpegWith(jpeg, jpegSegment(0xe1, data));

const invoiceXml = () => digitalXml().toString();
const ofdXml = '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>';
const attachment = 'Doc_0/Attachs/atr_0.xml';
const ofdOf = (data: Buffer, more: object = {}) =>
	zip([
		{ name: 'OFD.xml', data: Buffer.from(ofdXml) },
		{ name: attachment, data, ...more },
	]);

export const hostileOfds: HostileFiles = {
	'ofd whose invoice unpacks to 300 MB, and says so': [
		/more than an invoice/,
		() => ofdOf(bareBomb(many), { deflated: true, claimedSize: many }),
	],
	'ofd whose invoice unpacks to 300 MB, and says 1000 bytes': [
		/damaged/,
		() => ofdOf(bareBomb(many), { deflated: true, claimedSize: 1000 }),
	],
	'ofd of a dozen files of 3 MB each': [
		/more than an invoice/,
		() => {
			const data = Buffer.alloc(3_000_000, ' ');
			return zip([
				{ name: 'OFD.xml', data: Buffer.from(ofdXml) },
				...Array.from({ length: 12 }, (_, index) => ({ name: `Doc_0/Attachs/${index}.xml`, data })),
			]);
		},
	],
	'ofd of 60,000 files': [
		/ZIP/,
		() =>
			zip([
				{ name: 'OFD.xml', data: Buffer.from(ofdXml) },
				...Array.from({ length: 60_000 }, (_, index) => ({
					name: `Doc_0/${index}.xml`,
					data: Buffer.from('<a/>'),
					method: 0,
				})),
			]),
	],
	'ofd that says it has 65,000 files': [
		/ZIP/,
		() => zip([{ name: 'OFD.xml', data: Buffer.from(ofdXml) }], 65_000),
	],
	'ofd packed in an unknown way': [
		/packed in a way/,
		() => ofdOf(Buffer.from(invoiceXml()), { method: 99 }),
	],
	'ofd whose invoice is cut off': [
		/damaged/,
		() => ofdOf(Buffer.from(invoiceXml()), { claimedSize: 100_000 }),
	],
	'ofd cut off': [/ZIP/, () => ofdOf(Buffer.from(invoiceXml())).subarray(0, 300)],
	'ofd without invoice': [
		/pages cannot be read/,
		() => zip([{ name: 'OFD.xml', data: Buffer.from(ofdXml) }]),
	],
	'ofd whose invoice expands entities': [/damaged/, () => ofdOf(Buffer.from(billionLaughs()))],
};

const withDoctype = (doctype: string, passenger: string) =>
	invoiceXml().replace('?>\n', `?>\n<!DOCTYPE a [${doctype}]>\n`).replace('测试戊', passenger);

function billionLaughs(): string {
	const levels = Array.from(
		{ length: 10 },
		(_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
	);
	return withDoctype(`<!ENTITY l0 "ha">${levels.join('')}`, '&l10;');
}

/**
 * What an attack tries to reach: a file that must not be read, a server that must not be called.
 */
interface Elsewhere {
	file: string;
	url: string;
}

export const hostileXml = (elsewhere: Elsewhere): HostileFiles => ({
	'xml whose entities expand a billionfold': [/document type/, () => Buffer.from(billionLaughs())],
	'xml whose one entity is long and used often': [
		/document type/,
		() => Buffer.from(withDoctype(`<!ENTITY a "${'a'.repeat(100_000)}">`, '&a;'.repeat(20_000))),
	],
	'xml that reads a file': [
		/document type/,
		() => Buffer.from(withDoctype(`<!ENTITY x SYSTEM "file://${elsewhere.file}">`, '&x;')),
	],
	'xml that calls a server': [
		/document type/,
		() => Buffer.from(withDoctype(`<!ENTITY x SYSTEM "${elsewhere.url}/entity">`, '&x;')),
	],
	'xml whose type lies on a server': [
		/document type/,
		() =>
			Buffer.from(
				invoiceXml().replace('?>\n', `?>\n<!DOCTYPE a SYSTEM "${elsewhere.url}/type.dtd">\n`),
			),
	],
	'xml whose parameter entity calls a server': [
		/document type/,
		() =>
			Buffer.from(
				withDoctype(`<!ENTITY % p SYSTEM "${elsewhere.url}/parameter.dtd"> %p;`, '测试戊'),
			),
	],
	'xml 200,000 elements deep': [
		/nested too deep/,
		() => Buffer.from(`<a>${'<b>'.repeat(200_000)}${'</b>'.repeat(200_000)}</a>`),
	],
	'xml of a million elements': [
		/too many elements/,
		() => Buffer.from(`<a>${'<b/>'.repeat(900_000)}</a>`),
	],
	'xml with an attribute that never ends': [
		/not closed/,
		() => Buffer.from(`<?xml version="1.0"?><a b="${'c'.repeat(3_000_000)}`),
	],
	'xml of 60 MB': [
		/too big/,
		() => Buffer.from(`<?xml version="1.0"?><a>${' '.repeat(60 * megabyte)}</a>`),
	],
	'xml of a million opening brackets': [
		/not closed/,
		() => Buffer.from(`<?xml version="1.0"?>${'<'.repeat(1_000_000)}`),
	],
	'xml in an encoding nobody knows': [
		/encoding/,
		// In UTF-8 it would be read, whatever it says.
		() => Buffer.from(invoiceXml().replace('UTF-8', 'X-NOBODY-KNOWS'), 'latin1'),
	],
	'xml cut off': [/ends in the middle/, () => digitalXml().subarray(0, 700)],
});

/**
 * XML that includes a file or a page from elsewhere, which is left alone: the itinerary itself is
 * sound.
 */
export const includingXml = (elsewhere: Elsewhere): Files => ({
	'xml that includes a file': () =>
		Buffer.from(
			invoiceXml().replace(
				'<atr:DetailInformationOfAirTicketTuple>',
				`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://${elsewhere.file}" parse="text"/>$&`,
			),
		),
	'xml with a schema and a style sheet on a server': () =>
		Buffer.from(
			invoiceXml()
				.replace('?>\n', `?>\n<?xml-stylesheet href="${elsewhere.url}/style.xsl"?>\n`)
				.replace(
					'<atr:AirTransportReceipt',
					`$& xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x ${elsewhere.url}/schema.xsd"`,
				),
		),
});
