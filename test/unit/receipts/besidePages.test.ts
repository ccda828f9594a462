import * as fc from 'fast-check';

import { listZip } from '../../../src/files/zip';
import { FileFailure } from '../../../src/lib/fileFailure';
import type { ReceiptContent } from '../../../src/receipts/types';
import { flightXml, ofd } from '../../../tools/documents/data';
import { usualItinerary } from '../../../tools/documents/itinerary';
import { flightSheet, type Sheet } from '../../../tools/documents/layout';
import { trainSheet, trainXml, usualTrainTicket } from '../../../tools/documents/trainTicket';
import { itineraries } from '../../support/documents/itineraries';
import { pageTextOf } from '../../support/documents/mutations';
import { readOfd, readPdfContents } from '../../support/documents/read';

/** Pages beside invoice data, and pages beside the one that was read. */

const data = (xml: Buffer, sheets: Sheet[], hasPicture = false) =>
	readPdfContents([{ bytes: xml }], sheets.map(pageTextOf), hasPicture);

const pages = (...sheets: Sheet[]) => readPdfContents([], sheets.map(pageTextOf), false);

const codes = (read: ReceiptContent | FileFailure) =>
	read instanceof FileFailure ? read.code : (read.doubts ?? []).map(({ code }) => code);

const messages = (read: ReceiptContent | FileFailure) =>
	read instanceof FileFailure ? read.code : (read.doubts ?? []).map(({ message }) => message);

const flight = flightXml(usualItinerary);
const train = trainXml(usualTrainTicket);
const sheet = flightSheet(usualItinerary);
const invoiceNumber = '26319166279001531299';
/** The flight's page with another text. */
const shown = (text: string, other: string): Sheet => ({
	...sheet,
	values: sheet.values.map((each) => ({ ...each, text: each.text.replace(text, other) })),
});
const styles = fc.record({
	isPaired: fc.boolean(),
	isGlued: fc.boolean(),
	isJoined: fc.boolean(),
	isIsoDate: fc.boolean(),
	unused: fc.constantFrom(undefined, 'VOID'),
});

/** A page of something else. */
const hotel: Sheet = {
	width: 595,
	height: 400,
	labels: [{ text: '电子发票（普通发票）', x: 200, y: 40, size: 14 }],
	values: [
		{ text: '发票号码：26999999999999990077', x: 380, y: 60, size: 9 },
		{ text: '住宿服务*住宿费 测试酒店有限公司 2 晚 价税合计 880.00', x: 40, y: 160, size: 9 },
	],
};
const inEnglish: Sheet = {
	...hotel,
	labels: [],
	values: [
		{ text: 'Hotel Ceshi, 2 nights, room 404, total EUR 212.00 paid', x: 40, y: 60, size: 9 },
	],
};
const note: Sheet = {
	...hotel,
	labels: [],
	values: [{ text: 'Page 2 of 2', x: 40, y: 60, size: 9 }],
};

test('a page that says what the data says gives no warning, however it is printed', () => {
	fc.assert(
		fc.property(itineraries, styles, (itinerary, style) => {
			const page = flightSheet(itinerary, style);
			expect(codes(data(flightXml(itinerary), [page]))).toEqual([]);
			expect(codes(data(flightXml(itinerary), [page, page]))).toEqual([]);
		}),
		{ numRuns: 60 },
	);
	for (const business of ['售', '退', '改'] as const) {
		for (const isSplit of [false, true]) {
			const ticket = { ...usualTrainTicket, business };
			expect(codes(data(trainXml(ticket), [trainSheet(ticket, isSplit)]))).toEqual([]);
		}
	}
});

test.each<[string, Sheet, Buffer, RegExp]>([
	[
		'number',
		flightSheet({ ...usualItinerary, invoiceNumber }),
		flight,
		/invoice number 26319166279001531299 instead of 26319166279001531204/,
	],
	[
		'ticket',
		flightSheet({ ...usualItinerary, ticketNumber: '7812412345699' }),
		flight,
		/ticket number 7812412345699 instead of/,
	],
	[
		'passenger',
		flightSheet({ ...usualItinerary, passenger: '测试乙' }),
		flight,
		/passenger name 测试乙 instead of/,
	],
	[
		'total, all amounts fitting',
		flightSheet({ ...usualItinerary, fare: usualItinerary.fare + 100_000 }),
		flight,
		/total \d+\.\d\d instead of \d+\.\d\d/,
	],
	[
		'total that does not come out',
		flightSheet({ ...usualItinerary, wrongTotal: 999_900 }),
		flight,
		/total 9999\.00 instead of/,
	],
	['kind', sheet, train, /it is that of a flight/],
	[
		'price of a train',
		trainSheet({ ...usualTrainTicket, price: 172_500 }),
		train,
		/total 1725\.00 instead of 272\.50/,
	],
	[
		'passenger of a train',
		trainSheet({ ...usualTrainTicket, passenger: '测试乙' }),
		train,
		/passenger name/,
	],
	['status', shown('正常', '已红冲'), flight, /status 已红冲 instead of 正常/],
	['flight', shown('MU5211', 'MU5213'), flight, /flight 5213 instead of 5211/],
	[
		'train and day',
		trainSheet({ ...usualTrainTicket, trainNo: 'G1283', date: '2026-07-03' }),
		train,
		/train G1283 instead of G1281; date 2026-07-03 instead of 2026-07-02/,
	],
	[
		'buyer',
		trainSheet({ ...usualTrainTicket, buyerTaxId: '91310000MA1FL0B001' }),
		train,
		/buyer tax ID 91310000MA1FL0B001 instead of/,
	],
	[
		'kind of business',
		trainSheet({ ...usualTrainTicket, business: '退' }),
		train,
		/kind of business refund instead of sale/,
	],
])('a page with another %s than the data is told, as PDF', (_what, page, xml, told) => {
	expect(messages(data(xml, [page]))).toEqual([expect.stringMatching(told)]);
});

test('and as OFD', () => {
	const read = (page: Sheet) =>
		codes(readOfd(listZip(ofd({ sheet: page, data: flight })) ?? []) as ReceiptContent);
	expect(read(sheet)).toEqual([]);
	expect(read(flightSheet({ ...usualItinerary, invoiceNumber }))).toEqual(['pageContradictsData']);
	expect(codes(readOfd(listZip(ofd({ data: flight })) ?? []))).toEqual([]);
});

test('what cannot be read of a page is no contradiction', () => {
	const unreadable = (text: RegExp, by: string): Sheet => ({
		...sheet,
		values: sheet.values.map((each) =>
			text.test(each.text) ? { ...each, text: each.text.replace(/./gu, by) } : each,
		),
	});
	const cases = [
		unreadable(/./, '\uFFFD'),
		unreadable(/^\d{20}$/, '\uFFFD'),
		unreadable(/^CNY/, '\uFFFD'),
		unreadable(new RegExp(usualItinerary.passenger), '\uE001'),
		{ ...sheet, labels: [] },
		{ ...sheet, values: [] },
		{ ...sheet, labels: [], values: [] },
	];
	for (const page of cases) expect(codes(data(flight, [page]))).toEqual([]);
});

test('a page of something else beside a receipt is told', () => {
	for (const other of [hotel, inEnglish]) {
		for (const read of [data(flight, [sheet, other]), pages(sheet, other), pages(other, sheet)])
			expect(codes(read)).toContain('pagesLeft');
		expect(codes(data(flight, [other]))).toEqual(['pagesLeft']);
	}
	expect(messages(data(flight, [sheet, hotel]))).toEqual([
		'There is more in this PDF, which was not read: page 2.',
	]);
	expect(messages(data(flight, [sheet], true))).toEqual([
		'There is more in this PDF, which was not read: a page that is a picture.',
	]);
	expect(codes(data(flight, [], true))).toEqual([]);
	for (const read of [data(flight, [sheet, note]), pages(sheet, note)])
		expect(codes(read)).not.toContain('pagesLeft');
});

test('a second itinerary or ticket on another page, or on the same, is a second receipt', () => {
	const second = flightSheet({ ...usualItinerary, invoiceNumber });
	expect(codes(data(flight, [sheet, second]))).toBe('severalReceipts');
	expect(codes(data(flight, [second, sheet]))).toBe('severalReceipts');
	expect(codes(data(flight, [sheet, trainSheet(usualTrainTicket)]))).toBe('severalReceipts');
	expect(codes(pages(sheet, second))).toBe('severalReceipts');
	const below = (each: Sheet): Sheet => ({
		...each,
		labels: each.labels.map((label) => ({ ...label, y: label.y + 420 })),
		values: each.values.map((value) => ({ ...value, y: value.y + 420 })),
	});
	const moved = below(second);
	const both: Sheet = {
		...sheet,
		height: 842,
		labels: [...sheet.labels, ...moved.labels],
		values: [...sheet.values, ...moved.values],
	};
	expect(codes(data(flight, [both]))).toBe('severalReceipts');
});
