import * as fc from 'fast-check';

import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import { flightXml, ofd } from '../../../tools/documents/data';
import { pdfKit, pdfLib } from '../../../tools/documents/fontPdf';
import { usualItinerary } from '../../../tools/documents/itinerary';
import { itineraries } from '../../support/documents/itineraries';
import type { Itinerary } from '../../../tools/documents/itinerary';
import { flightSheet } from '../../../tools/documents/layout';
import type { Placed, Sheet, Style } from '../../../tools/documents/layout';
import { rawPdf } from '../../../tools/documents/rawPdf';
import { pageTextOf } from '../../support/documents/mutations';
import { invoiceOf, ofdPages, pdfReceipt, readPages, said } from '../../support/documents/read';

/** Every way to write a page down that the tests know: the bytes, and how often it is tried. */
const writers: Array<[name: string, runs: number, read: (sheet: Sheet) => Promise<unknown>]> = [
	['a page of OFD', 60, async (sheet) => readPages(ofdPages(ofd({ sheet })), 'OFD file')],
	...(['GBK-EUC-H', 'GBKp-EUC-H', 'GBK2K-H', 'UniGB-UCS2-H', 'UniGB-UTF16-H'] as const).map(
		(encoding): (typeof writers)[number] => [
			`a PDF without fonts in ${encoding}`,
			40,
			async (sheet) => await pdfReceipt(rawPdf(sheet, { encoding })),
		],
	),
	...([0, 90, 180, 270] as const).map((rotation): (typeof writers)[number] => [
		`a PDF of forms and single glyphs on a page turned by ${rotation} degrees`,
		20,
		async (sheet) => await pdfReceipt(rawPdf(sheet, { isInForms: true, rotation })),
	]),
	...(['none', 'ascii85', 'hex', 'runLength', 'predicted'] as const).map(
		(filter): (typeof writers)[number] => [
			`a PDF packed by ${filter}, its objects in streams`,
			20,
			async (sheet) => await pdfReceipt(rawPdf(sheet, { filter, isPacked: true })),
		],
	),
	[
		'a PDF by PDFKit, its font embedded',
		15,
		async (sheet) => await pdfReceipt(await pdfKit(sheet)),
	],
	[
		'a PDF by pdf-lib, its font embedded',
		15,
		async (sheet) => await pdfReceipt(await pdfLib(sheet)),
	],
	...(['1.3', '1.4', '1.7', '1.7ext3'] as const).map((version): (typeof writers)[number] => [
		`a PDF encrypted as of PDF ${version} with the empty password`,
		2,
		async (sheet) => await pdfReceipt(await pdfKit(sheet, { encryption: { version } })),
	]),
];

const styles: fc.Arbitrary<Style> = fc.record({
	isGlued: fc.boolean(),
	isJoined: fc.boolean(),
	isIsoDate: fc.boolean(),
	unused: fc.constantFrom('', 'VOID'),
});

const fromData = (itinerary: Itinerary) => said(invoiceOf(readXmlData(flightXml(itinerary))));

describe('the page of an itinerary says what its invoice data says', () => {
	test.each(writers)('%s', async (_name, numRuns, read) => {
		await fc.assert(
			fc.asyncProperty(itineraries, styles, async (itinerary, style) => {
				const content = await read(flightSheet(itinerary, style));
				expect(said(invoiceOf(content as Parameters<typeof invoiceOf>[0]))).toEqual(
					fromData(itinerary),
				);
			}),
			{ numRuns },
		);
	});

	test('where each flight stands between two stops of its own', async () => {
		await fc.assert(
			fc.asyncProperty(itineraries, styles, async (itinerary, style) => {
				const sheet = flightSheet(itinerary, { ...style, isPaired: true });
				expect(said(invoiceOf(await pdfReceipt(rawPdf(sheet))))).toEqual(fromData(itinerary));
			}),
			{ numRuns: 60 },
		);
	});

	test('a warning says that it was read from the page', async () => {
		const { warnings } = invoiceOf(await pdfReceipt(rawPdf(flightSheet(usualItinerary))));
		expect(warnings.map(({ code }) => code)).toContain('readFromPage');
	});
});

describe('what is not believed', () => {
	const sheet = flightSheet(usualItinerary);
	const without = (text: RegExp) => ({
		...sheet,
		labels: sheet.labels.filter((each) => !text.test(each.text)),
		values: sheet.values.filter((each) => !text.test(each.text)),
	});
	const refused = (...sheets: Sheet[]) => readPages(sheets.map(pageTextOf), 'PDF');

	test.each<[string, Sheet[], string]>([
		['a page without its title', [without(/电子发票/)], 'notAReceipt'],
		[
			'a title that is broken in two',
			[
				{
					...sheet,
					labels: sheet.labels.flatMap((each) =>
						each.text.startsWith('电子发票')
							? [
									{ ...each, text: each.text.slice(0, 12) },
									{ ...each, text: each.text.slice(12), y: each.y + 15 },
								]
							: [each],
					),
				},
			],
			'pageUnproved',
		],
		[
			'a page without its numbers',
			[without(/^26319166279001531204$|^7812412345673$/)],
			'pageUnproved',
		],
		['a page without a flight', [without(/^MU5211$/)], 'pageUnproved'],
		['a page without an amount', [without(/^CNY 0\.00$/)], 'pageUnproved'],
		[
			'a sum that does not come out',
			[flightSheet({ ...usualItinerary, wrongTotal: 66_001 })],
			'pageUnproved',
		],
		[
			'two itineraries',
			[sheet, flightSheet({ ...usualItinerary, invoiceNumber: '26319166279001531205' })],
			'severalReceipts',
		],
		['nothing', [{ ...sheet, labels: [], values: [] }], 'pageEmpty'],
	])('%s', (_name, sheets, code) => {
		expect(refused(...sheets)).toMatchObject({ code });
	});

	test('a copy of the same itinerary is no second one', () => {
		expect(refused(sheet, sheet)).toMatchObject({ category: 'flight' });
	});

	test('an amount that is struck out is none, and the sum still has to come out', () => {
		const labels = sheet.labels;
		const values = sheet.values.map((each) =>
			each.text === 'CNY 0.00' ? { ...each, text: '***' } : each,
		);
		expect(refused({ ...sheet, labels, values })).toMatchObject({ category: 'flight' });
	});
});

describe('what pages of itineraries print otherwise', () => {
	const sheet = flightSheet(usualItinerary);
	const printing = (change: (text: Placed) => Placed[], ...more: Placed[]) =>
		invoiceOf(
			readPages(
				[
					pageTextOf({
						...sheet,
						labels: sheet.labels.flatMap(change),
						values: [...sheet.values.flatMap(change), ...more],
					}),
				],
				'PDF',
			),
		);
	const size = 8;

	test('the name of a company goes on in the line below, which is told', () => {
		const buyer = '某某科技（上海）有限责任公司第一分公司';
		const invoice = printing(
			(each) =>
				each.text === usualItinerary.buyer ? [{ ...each, text: buyer.slice(0, 14) }] : [each],
			{ text: buyer.slice(14), x: 20 + 6 * size, y: 401, size },
		);
		expect(invoice).toMatchObject({ buyerName: buyer });
		expect(invoice.warnings.map(({ code }) => code)).toEqual(['readFromPage', 'pageValueUnlikely']);
	});

	test('a currency stands apart from its amount', () => {
		const invoice = printing((each) => {
			const amount = /^CNY (.*)$/.exec(each.text)?.[1];
			if (amount === undefined) return [each];
			const before = { ...each, text: 'CNY', x: each.x - 8, size: 5 };
			return [before, { ...each, text: amount, x: each.x + 14 }];
		});
		expect(invoice.total).toBe(660);
	});

	test('a day and a time that touch are two', () => {
		const invoice = printing((each) =>
			each.text === '08:15' ? [{ ...each, x: 256 + 7 * size }] : [each],
		);
		expect(invoice.segments).toMatchObject([{ date: '2026-01-05', time: '08:15' }]);
	});

	test('the number of the invoice that is taken back is not that of this one', () => {
		const original = '26319166279001530000';
		const invoice = printing((each) => [each], {
			text: `原发票号码：${original}`,
			x: 200,
			y: 60,
			size,
		});
		expect(invoice).toMatchObject({
			invoiceNumber: usualItinerary.invoiceNumber,
			originalInvoiceNumber: original,
		});
	});
});
