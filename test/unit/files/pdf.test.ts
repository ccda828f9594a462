import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import * as fc from 'fast-check';

import { flightXml } from '../../../tools/documents/data';
import { pdfKit, pdfLib } from '../../../tools/documents/fontPdf';
import { usualItinerary } from '../../../tools/documents/itinerary';
import { itineraries } from '../../support/documents/itineraries';
import { flightSheet } from '../../../tools/documents/layout';
import type { Sheet } from '../../../tools/documents/layout';
import { rawPdf } from '../../../tools/documents/rawPdf';
import { pdfContents, pdfFailure } from '../../support/documents/read';

const run = promisify(execFile);
const sheet = flightSheet(usualItinerary);

/** Text without blanks, in the order of the file. */
const textOf = async (bytes: Uint8Array) =>
	(await pdfContents(bytes)).pages
		.flatMap(({ glyphs }) => glyphs)
		.map(({ text }) => text)
		.join('')
		.replace(/\s/g, '');

test('the text is what pdf.js reads, however a file is written', async () => {
	const sheets = fc.sample(itineraries, { numRuns: 4, seed: 7 }).map((each) => flightSheet(each));
	const writers: Array<(each: Sheet) => Buffer | Promise<Buffer>> = [
		(each) => rawPdf(each, { encoding: 'GBK-EUC-H' }),
		(each) => rawPdf(each, { encoding: 'UniGB-UTF16-H', isPacked: true }),
		(each) => rawPdf(each, { isInForms: true, rotation: 90, filter: 'ascii85' }),
		(each) => rawPdf(each, { filter: 'runLength' }),
		(each) => rawPdf(each, { filter: 'predicted', sheets: [sheet] }),
		pdfKit,
		pdfLib,
		async (each) => await pdfKit(each, { encryption: { version: '1.7' } }),
	];
	const files = await Promise.all(
		sheets.flatMap((each) => writers.map(async (write) => await write(each))),
	);
	const folder = await mkdtemp(join(tmpdir(), 'juhe-pdf-'));
	try {
		const names = files.map((_, index) => join(folder, `${index}.pdf`));
		await Promise.all(names.map(async (name, index) => await writeFile(name, files[index] ?? '')));
		const oracle = resolve(__dirname, '../../support/documents/pdfjs.mjs');
		const { stdout } = await run(process.execPath, [oracle, ...names]);
		const ours = await Promise.all(files.map(textOf));
		expect(ours).toEqual(JSON.parse(stdout));
	} finally {
		await rm(folder, { recursive: true });
	}
});

describe('what a PDF carries', () => {
	test.each([false, true])(
		'attached files come out, whatever their names (packed: %s)',
		async (isPacked) => {
			const data = flightXml(usualItinerary);
			const attachments = [
				{ name: '0', bytes: data },
				{ name: 'note.txt', bytes: Buffer.from('made up') },
			];
			const { embedded } = await pdfContents(rawPdf(sheet, { attachments, isPacked }));
			expect(embedded.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
				['0', data.toString()],
				['note.txt', 'made up'],
			]);
		},
	);

	test('text and no picture: no picture is given', async () => {
		expect((await pdfContents(rawPdf(sheet))).picture).toBeNull();
	});
});

describe('damage', () => {
	test('a file whose table of objects is wrong or missing is read by its objects', async () => {
		const plain = rawPdf(sheet).toString('latin1');
		const expected = await textOf(Buffer.from(plain, 'latin1'));
		const damaged = [
			plain.replace(/startxref\n\d+/, 'startxref\n17'),
			plain.slice(0, plain.indexOf('xref\n0 ')),
			plain.replace(/(\d{10}) 00000 n/g, '0000000123 00000 n'),
			`junk in front\n${plain}`,
			plain.replace(/\/Length \d+/g, '/Length 7'),
		];
		for (const each of damaged) expect(await textOf(Buffer.from(each, 'latin1'))).toBe(expected);
	});

	test('a password that is not empty has a sentence of its own', async () => {
		const locked = await pdfKit(sheet, { encryption: { version: '1.7', userPassword: 'made-up' } });
		expect((await pdfFailure(locked))?.code).toBe('pdfLocked');
	});
});
