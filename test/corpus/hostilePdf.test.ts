import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import * as fc from 'fast-check';

import { readPdf } from '../../src/files/pdf';
import { FileFailure } from '../../src/lib/fileFailure';
import { pdfKit } from '../../tools/documents/fontPdf';
import { hostilePdfs } from '../support/documents/hostile';
import { usualItinerary } from '../../tools/documents/itinerary';
import type { PdfJudgement } from '../support/documents/judge';
import { flightSheet } from '../../tools/documents/layout';
import { rawPdf } from '../../tools/documents/rawPdf';
import { invoiceOf, readPages, said } from '../support/documents/read';
import { measureAgain } from '../support/measureAgain';
import { longestStretch } from '../support/stretches';

const run = promisify(execFile);
const sheet = flightSheet(usualItinerary);

/** For one file, in a process of its own. */
const mostMegabytes = 512;
const mostMilliseconds = 5_000;

const isTooMuch = (judgement: PdfJudgement) =>
	judgement.peakMegabytes >= mostMegabytes || judgement.longestStretch >= longestStretch;

describe('PDFs that mean harm are read or refused within bounds', () => {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'juhe-hostile-'));
	});
	afterAll(async () => {
		await rm(folder, { recursive: true });
	});

	test.each(hostilePdfs)(
		'$name',
		async ({ make, outcome }) => {
			const file = join(folder, 'hostile.pdf');
			await writeFile(file, make());
			const judge = resolve(__dirname, '../support/documents/judge.ts');
			const judgement = await measureAgain(async () => {
				const { stdout } = await run(process.execPath, ['--import', 'tsx', judge, file]);
				return JSON.parse(stdout) as PdfJudgement;
			}, isTooMuch);
			if (outcome !== undefined) expect(judgement.outcome).toBe(outcome);
			if (judgement.outcome !== 'read') expect(judgement.reason).toMatch(/^This PDF [^\n]+[^.]$/);
			expect(judgement.peakMegabytes).toBeLessThan(mostMegabytes);
			expect(judgement.processorMilliseconds).toBeLessThan(mostMilliseconds);
			expect(judgement.longestStretch).toBeLessThan(longestStretch);
		},
		60_000,
	);
});

const whole = async (bytes: Uint8Array) => {
	const contents = await readPdf(bytes, async () => {});
	const receipt = contents instanceof FileFailure ? contents : readPages(contents.pages, 'PDF');
	return receipt instanceof FileFailure ? receipt : said(invoiceOf(receipt));
};

describe('files that something happened to', () => {
	const files: Array<[string, () => Promise<Buffer>]> = [
		['a plain table', async () => rawPdf(sheet, { filter: 'none' })],
		['objects in streams', async () => rawPdf(sheet, { isPacked: true })],
		['embedded fonts', async () => await pdfKit(sheet)],
	];

	test.each(files)('cut off at every 500th byte: right or a sentence (%s)', async (_name, make) => {
		const bytes = await make();
		const expected = await whole(bytes);
		for (let length = 0; length < bytes.length; length += 500) {
			const result = await whole(bytes.subarray(0, length));
			if (!(result instanceof FileFailure)) expect(result).toEqual(expected);
		}
	});

	test.each(files)(
		'with any bits turned over: an answer, never an error (%s)',
		async (_name, make) => {
			const bytes = await make();
			const places = fc.uniqueArray(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 20 });
			await fc.assert(
				fc.asyncProperty(places, async (bits) => {
					const changed = Buffer.from(bytes);
					for (const bit of bits) changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
					const result = await whole(changed);
					expect(result instanceof FileFailure || 'total' in result).toBe(true);
				}),
				{ numRuns: 150 },
			);
		},
	);

	test('any bytes behind the mark of a PDF are a sentence', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (noise) => {
				const result = await whole(Buffer.concat([Buffer.from('%PDF-1.4\n'), noise]));
				expect(result).toBeInstanceOf(FileFailure);
			}),
		);
	});
});
