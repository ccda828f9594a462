import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import * as fc from 'fast-check';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

import { readXmlData } from '../../src/receipts/sources/invoiceData';
import { atOneGo } from '../../src/lib/unhurried';
import { sheetsOf } from '../../src/receipts/sources/pageLines';
import { flightXml } from '../../tools/documents/data';
import { pdfKit, pdfLib } from '../../tools/documents/fontPdf';
import { flightSheet, placedOn } from '../../tools/documents/layout';
import type { Sheet } from '../../tools/documents/layout';
import { itineraries } from '../support/documents/itineraries';
import { invoiceOf, pdfContents, pdfReceipt, said } from '../support/documents/read';

const run = promisify(execFile);

let browser: Browser;

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: ['--no-sandbox'],
	});
});

afterAll(async () => {
	await browser.close();
});

/** A sheet as a web page that is printed, at the same places. */
async function chromiumPdf(sheet: Sheet): Promise<Buffer> {
	const texts = placedOn(sheet).map(
		({ text, x, y, size }) =>
			`<span style="left:${x}pt;top:${y - size}pt;font-size:${size}pt;line-height:${size * 1.2}pt">${text}</span>`,
	);
	const style =
		'@page{margin:0}body{margin:0}span{position:absolute;white-space:pre;font-family:"Noto Sans CJK SC"}';
	const page = await browser.newPage();
	try {
		await page.setContent(`<meta charset="utf-8"><style>${style}</style>${texts.join('')}`);
		return await page.pdf({ width: `${sheet.width / 72}in`, height: `${sheet.height / 72}in` });
	} finally {
		await page.close();
	}
}

const samples = fc.sample(itineraries, { numRuns: 6, seed: 11 });

test("Chromium's print of an itinerary says what its invoice data says", async () => {
	for (const itinerary of samples) {
		const printed = await chromiumPdf(flightSheet(itinerary));
		const expected = said(invoiceOf(readXmlData(flightXml(itinerary))));
		expect(said(invoiceOf(await pdfReceipt(printed)))).toEqual(expected);
	}
}, 120_000);

/** Characters without blanks, sorted: two readers may order the text of a page differently. */
const characters = (text: string) => [...text.normalize('NFKC').replace(/\s/g, '')].sort().join('');

test.each<[string, (sheet: Sheet) => Promise<Buffer>]>([
	['Chromium', chromiumPdf],
	['PDFKit', pdfKit],
	['pdf-lib', pdfLib],
])(
	"the text is what Debian's pdftotext reads: %s",
	async (_writer, write) => {
		const folder = await mkdtemp(join(tmpdir(), 'juhe-pdf-'));
		try {
			for (const itinerary of samples.slice(0, 4)) {
				const file = join(folder, 'itinerary.pdf');
				const bytes = await write(flightSheet(itinerary));
				await writeFile(file, bytes);
				const { stdout } = await run('pdftotext', ['-raw', file, '-']);
				const { pages } = await pdfContents(bytes);
				const signs = atOneGo(sheetsOf(pages))
					.flat()
					.flatMap((line) => line.signs);
				const ours = signs.map(({ text }) => text).join('');
				expect(characters(ours)).toBe(characters(stdout));
			}
		} finally {
			await rm(folder, { recursive: true });
		}
	},
	120_000,
);
