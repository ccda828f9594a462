import { readFileSync } from 'node:fs';

import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import PDFKit from 'pdfkit';

import { placedOn } from './layout';
import type { Sheet } from './layout';

const fontPath =
	require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/**
 * PDFs with an embedded font, cut down to the glyphs that are used, by two writers; each says what
 * its glyphs mean.
 */

interface PdfKitOptions {
	/** Opens with the empty password; the version chooses the encryption. */
	encryption?: { version: '1.3' | '1.4' | '1.7' | '1.7ext3'; userPassword?: string };
}

/** By PDFKit. */
export async function pdfKit(sheet: Sheet, { encryption }: PdfKitOptions = {}): Promise<Buffer> {
	const document = new PDFKit({
		size: [sheet.width, sheet.height],
		margin: 0,
		...(encryption
			? {
					pdfVersion: encryption.version,
					ownerPassword: 'made-up',
					...(encryption.userPassword === undefined
						? {}
						: { userPassword: encryption.userPassword }),
				}
			: {}),
	});
	const parts: Buffer[] = [];
	const whole = new Promise<Buffer>((resolve) => {
		document.on('data', (part: Buffer) => parts.push(part));
		document.on('end', () => resolve(Buffer.concat(parts)));
	});
	document.registerFont('sans', fontPath);
	document.font('sans');
	for (const { text, x, y, size } of placedOn(sheet)) {
		document.fontSize(size).text(text, x, y, { baseline: 'alphabetic', lineBreak: false });
	}
	document.end();
	return await whole;
}

let fontBytes: Buffer | undefined;

/** By pdf-lib, with its objects in packed streams. */
export async function pdfLib(sheet: Sheet): Promise<Buffer> {
	fontBytes ??= readFileSync(fontPath);
	const document = await PDFDocument.create();
	document.registerFontkit(fontkit);
	const font = await document.embedFont(fontBytes, { subset: true });
	const page = document.addPage([sheet.width, sheet.height]);
	for (const { text, x, y, size } of placedOn(sheet)) {
		page.drawText(text, { x, y: sheet.height - y, size, font });
	}
	return Buffer.from(await document.save({ useObjectStreams: true }));
}
