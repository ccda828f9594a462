import { zipSync } from 'fflate';
import sharp from 'sharp';
import { gatekeep } from '../../../nodes/FlightInvoiceOcr/gatekeep';
import { FileFailure } from '../../../src/lib/fileFailure';
import { drawSpecimen, specimens } from '../../../tools/sandbox/specimens';
import { logos } from '../../support/files/logos';
import { bmp, fourFields, noise, withChunk, withPngSize } from '../../support/files/pictures';

/** What the gatekeeper says of a file named outright, in short. */
async function named(bytes: Uint8Array): Promise<string> {
	const admitted = await gatekeep(bytes, false);
	if (admitted instanceof FileFailure) return admitted.sentences;
	if (admitted.kind === 'document') return admitted.document.kind;
	if (admitted.kind === 'picture') {
		const { kind, width, height, orientation, mimeType } = admitted.inspection;
		return `${kind} ${width} x ${height}, ${mimeType}, orientation ${orientation}`;
	}
	return `skipped: ${admitted.reason}`;
}

/** The reason for skipping a file found by a wildcard, or the verdict. */
async function underWildcard(bytes: Uint8Array): Promise<string> {
	const admitted = await gatekeep(bytes, true);
	if (admitted instanceof FileFailure) return admitted.sentences;
	return admitted.kind === 'skipped' ? admitted.reason : admitted.kind;
}

const text = (content: string) => Buffer.from(content);
const container = (brand: string) =>
	Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`, 'latin1');
const zip = (...names: string[]) =>
	zipSync(Object.fromEntries(names.map((name) => [name, text('x')])));
const grey = ({ bits }: { bits: 24 | 32 }) =>
	bmp(400, 20, { bitsPerPixel: bits, pixelAt: () => [128, 128, 128] });

describe('pictures that Juhe can read', () => {
	const photo = fourFields(640, 480);
	const kinds: Array<[string, () => Promise<Buffer>, string]> = [
		['JPEG', async () => await photo.clone().jpeg().toBuffer(), 'jpeg 640 x 480, image/jpeg'],
		[
			'progressive JPEG',
			async () => await photo.clone().jpeg({ progressive: true }).toBuffer(),
			'jpeg 640 x 480, image/jpeg',
		],
		[
			'JPEG with something appended by a camera',
			async () => Buffer.concat([await photo.clone().jpeg().toBuffer(), Buffer.alloc(5000, 7)]),
			'jpeg 640 x 480, image/jpeg',
		],
		['PNG', async () => await photo.clone().png().toBuffer(), 'png 640 x 480, image/png'],
		[
			'interlaced palette PNG',
			async () => await photo.clone().png({ progressive: true, palette: true }).toBuffer(),
			'png 640 x 480, image/png',
		],
		['BMP', async () => grey({ bits: 24 }), 'bmp 400 x 20, image/bmp'],
		['animated PNG: its first picture', animatedPng, 'png 640 x 480, image/png'],
		[
			'small picture',
			async () => await fourFields(16, 15).png().toBuffer(),
			'png 16 x 15, image/png',
		],
	];
	test.each(kinds)('%s', async (_name, make, expected) => {
		expect(await named(await make())).toBe(`${expected}, orientation 1`);
	});

	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'EXIF orientation %i: of a JPEG, but not of a PNG, which viewers do not turn either',
		async (orientation) => {
			const marked = fourFields(40, 30).withMetadata({ orientation });
			expect(await named(await marked.clone().jpeg().toBuffer())).toBe(
				`jpeg 40 x 30, image/jpeg, orientation ${orientation}`,
			);
			const exif = Buffer.from(
				'MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0',
				'latin1',
			);
			exif.writeUInt16BE(orientation, 18);
			const png = withChunk(await fourFields(40, 30).png().toBuffer(), 'eXIf', exif);
			expect(await named(png)).toBe('png 40 x 30, image/png, orientation 1');
		},
	);
});

async function animatedPng(): Promise<Buffer> {
	const png = await fourFields(640, 480).png().toBuffer();
	return withChunk(png, 'acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));
}

describe('documents that are read without Juhe', () => {
	const utf16 = (content: string) => Buffer.from(`\uFEFF${content}`, 'utf16le');
	test.each([
		['XML with a declaration', text('<?xml version="1.0"?><EInvoice/>'), 'xml'],
		['XML with a byte order mark and spaces', text('\uFEFF \n<?xml version="1.0"?><a/>'), 'xml'],
		['XML with nothing before its element', text('<ns:EInvoice xmlns:ns="x"/>'), 'xml'],
		['XML with a Chinese element', text('<电子发票><票价>1</票价></电子发票>'), 'xml'],
		['UTF-16', utf16('<?xml version="1.0"?><a/>'), 'xml'],
		['UTF-16, the other way round', utf16('<?xml version="1.0"?><a/>').swap16(), 'xml'],
		['OFD, a zip', zip('OFD.xml', 'Doc_0/Document.xml'), 'ofd'],
		['a zip of other files', zip('itinerary.png'), 'zip'],
		['PDF', text('%PDF-1.7\n%âãÏÓ'), 'pdf'],
		['PDF behind other bytes', text('\n\njunk\n%PDF-1.4'), 'pdf'],
	])('%s', async (_name, bytes, kind) => {
		expect(await named(bytes)).toBe(kind);
		expect(await underWildcard(bytes)).toBe('document');
	});
});

describe('files that Juhe cannot read: each is called by its name and told what to do', () => {
	const wide = fourFields(320, 320);
	const files: Array<[string, () => Promise<Uint8Array>, RegExp]> = [
		['nothing', async () => Buffer.alloc(0), /empty.*again/],
		['HEIC', async () => container('heic'), /HEIC.*JPEG/],
		['AVIF', async () => container('avif'), /AVIF.*JPEG/],
		['film', async () => container('isom'), /film/],
		['GIF', async () => await wide.clone().gif().toBuffer(), /GIF.*JPEG/],
		['WebP', async () => await wide.clone().webp().toBuffer(), /WebP.*JPEG/],
		['TIFF', async () => await wide.clone().tiff().toBuffer(), /TIFF.*JPEG/],
		['icon', async () => Buffer.from([0, 0, 1, 0, 1, 0, 16, 16]), /icon/],
		['Photoshop', async () => text('8BPS\0\x01'), /Photoshop/],
		['Word', async () => zip('[Content_Types].xml', 'word/document.xml'), /Word.*screenshot/],
		['RAR', async () => text('Rar!\x1a\x07\x01'), /archive.*Unpack/],
		['Outlook message', async () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /Outlook/],
		['web page', async () => text('<!DOCTYPE html><html><body>'), /HTML.*screenshot/],
		['web page as XML', async () => text('<?xml version="1.0"?>\n<html lang="zh">'), /HTML/],
		['piece of a web page', async () => text('<div>机票</div>'), /HTML/],
		['drawing', async () => text('<?xml version="1.0"?><svg width="9"/>'), /SVG/],
		['e-mail', async () => text('Received: from a.example by b.example'), /e-mail.*attached/],
		['mailbox', async () => text('From someone@a.example Mon Jan 1'), /e-mail/],
		['calendar entry', async () => text('BEGIN:VCALENDAR\r\nVERSION:2.0'), /calendar/],
		['RTF', async () => text('{\\rtf1\\ansi'), /RTF/],
		['base64', async () => text(Buffer.alloc(600, 'ab').toString('base64')), /base64.*Base64/],
		['text', async () => text('Dear Ms Made-Up, your ticket is attached.'), /a text/],
		['Chinese text', async () => text('您好，行程单见附件。'), /a text/],
		[
			'text that begins like a BMP',
			async () => text('BMW 320i, hire from 3 May to 5 May'),
			/a text/,
		],
		['anything else', async () => Buffer.from([1, 2, 3, 4, 5]), /unknown kind.*JPEG, PNG or BMP/],
		[
			'a side under 15 pixels',
			async () => await fourFields(900, 14).png().toBuffer(),
			/too small.*900 x 14.*under 15/,
		],
		['cut-off JPEG', async () => cutOff(await wide.clone().jpeg().toBuffer()), /cut off.*again/],
		['cut-off PNG', async () => cutOff(await wide.clone().png().toBuffer()), /cut off.*again/],
		['cut-off BMP', async () => cutOff(grey({ bits: 32 })), /cut off.*again/],
		[
			'PNG without a size',
			async () => withPngSize(await wide.clone().png().toBuffer(), 0, 9),
			/damaged/,
		],
	];
	test.each(files)('%s', async (_name, make, expected) => {
		const bytes = await make();
		expect(await named(bytes)).toMatch(expected);
		expect(await gatekeep(bytes, true)).toBeInstanceOf(FileFailure);
	});

	test('no two kinds share a sentence', async () => {
		const distinct = ['8BPS', 'GIF89a', '<html>', 'From: a@b.example', '{\\rtf', 'BEGIN:VCARD'];
		const sentences = await Promise.all(distinct.map(async (start) => await named(text(start))));
		expect(new Set(sentences).size).toBe(distinct.length);
	});
});

const cutOff = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.7));

describe('pictures found by a wildcard: what cannot be an itinerary is skipped', () => {
	const plain = (width: number, height: number) =>
		sharp({ create: { width, height, channels: 3, background: '#c8d2dc' } });
	const pictures: Array<[string, () => Promise<Buffer>, RegExp | 'picture']> = [
		['logo', async () => await fourFields(299, 120).png().toBuffer(), /small picture \(299 x 120/],
		['just large enough', async () => await noise(300, 120).png().toBuffer(), 'picture'],
		['animation', animatedPng, /animated/],
		['one colour, PNG', async () => await plain(600, 400).png().toBuffer(), /hardly any print/],
		['one colour, JPEG', async () => await plain(600, 400).jpeg().toBuffer(), /hardly any print/],
		['one colour, BMP', async () => grey({ bits: 24 }), /hardly any print/],
		['transparent', async () => await fourFields(600, 400, 0).png().toBuffer(), /hardly any print/],
		['few colours', async () => await fourFields(600, 400).png().toBuffer(), /hardly any print/],
		['photo', async () => await noise(600, 400).jpeg().toBuffer(), 'picture'],
	];
	test.each(pictures)('%s', async (_name, make, expected) => {
		const bytes = await make();
		expect(await underWildcard(bytes)).toEqual(
			typeof expected === 'string' ? expected : expect.stringMatching(expected),
		);
		expect(await gatekeep(bytes, false)).toMatchObject({ kind: 'picture' });
	});

	test.each(Object.entries(logos))('a logo: %s', async (_name, make) => {
		const bytes = Buffer.from(await make());
		expect(await underWildcard(bytes)).toMatch(/hardly any print/);
		expect(await gatekeep(bytes, false)).toMatchObject({ kind: 'picture' });
	});

	const sizes = [300, 640, 1400];
	test.each(['vendor-sample', 'infant', 'four-legs', 'digital'])(
		'never an itinerary, at any size, blurred, dark or pale: %s',
		async (name) => {
			const specimen = specimens.find((each) => each.name === name);
			if (!specimen) throw new RangeError(name);
			for (const width of sizes) {
				const sharpOne = await drawSpecimen(specimen, 'png', width);
				const blurred = sharp(sharpOne).blur(Math.max(0.5, width / 600));
				const pictures = [
					sharpOne,
					await blurred.jpeg({ quality: 40 }).toBuffer(),
					await sharp(sharpOne).linear(0.35, 20).jpeg({ quality: 60 }).toBuffer(),
					await sharp(sharpOne).linear(0.35, 160).jpeg({ quality: 60 }).toBuffer(),
					await sharp(sharpOne).rotate(90).png().toBuffer(),
				];
				for (const bytes of pictures) expect(await underWildcard(bytes)).toBe('picture');
			}
		},
		60_000,
	);

	test('nor a photo of one on a large desk', async () => {
		const [specimen] = specimens;
		if (!specimen) throw new RangeError();
		const page = await drawSpecimen(specimen, 'png', 700);
		const desk = { top: 600, bottom: 500, left: 500, right: 800, background: '#8a7560' };
		const photo = await sharp(page).extend(desk).blur(0.8).jpeg({ quality: 70 }).toBuffer();
		expect(await underWildcard(photo)).toBe('picture');
	});
});
