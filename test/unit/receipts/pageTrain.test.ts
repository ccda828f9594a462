import * as fc from 'fast-check';

import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import { ofd } from '../../../tools/documents/data';
import { rawPdf } from '../../../tools/documents/rawPdf';
import { trainSheet, trainXml, usualTrainTicket } from '../../../tools/documents/trainTicket';
import type { TrainTicket } from '../../../tools/documents/trainTicket';
import { pageTextOf } from '../../support/documents/mutations';
import { invoiceOf, ofdPages, pdfReceipt, readPages, said } from '../../support/documents/read';

const digits = (count: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${count - 1}}$`));

const tickets: fc.Arbitrary<TrainTicket> = fc.record({
	invoiceNumber: digits(20),
	ticketNumber: digits(25),
	issueDate: fc.constantFrom('2026-07-11', '2026-01-01'),
	business: fc.constantFrom('售', '退', '改'),
	from: fc.constantFrom('杭州东', '北京', '上海虹桥', '乌鲁木齐'),
	to: fc.constantFrom('延平', '广州南', '长沙', '深圳北'),
	trainNo: fc.constantFrom('G1281', 'D6', 'K512', 'C2021', '1461'),
	date: fc.constantFrom('2026-07-02', '2026-01-09'),
	time: fc.constantFrom('10:23', '00:05'),
	seatName: fc.constantFrom('二等座', '一等座', '商务座', '硬座'),
	carriage: fc.constantFrom('13', '01', '5'),
	seat: fc.constantFrom('01C', '18F', '009', '无座'),
	price: fc.integer({ min: 100, max: 500_000 }),
	idNumber: fc.constantFrom('1101011990****1234', '110000********0001'),
	passenger: fc.constantFrom('测试甲', '欧阳测试', '测试·乙'),
	buyer: fc.constantFrom('测试采购有限公司', '某某科技（上海）有限公司'),
	buyerTaxId: fc.constantFrom('91310000MA1FL0B000', '91330106MA27XY0000'),
});

test('the page of a train e-ticket says what its invoice data says, as PDF and as OFD', async () => {
	await fc.assert(
		fc.asyncProperty(tickets, fc.boolean(), async (ticket, isSplit) => {
			const sheet = trainSheet(ticket, isSplit);
			const expected = said(invoiceOf(readXmlData(trainXml(ticket))));
			expect(said(invoiceOf(await pdfReceipt(rawPdf(sheet))))).toEqual(expected);
			const page = readPages(ofdPages(ofd({ sheet })), 'OFD file');
			expect(said(invoiceOf(page))).toEqual(expected);
		}),
		{ numRuns: 80 },
	);
});

test('invoice data written as pages print it says the same', () => {
	fc.assert(
		fc.property(tickets, fc.constantFrom('车', '车厢'), (ticket, car) => {
			const asPrinted: TrainTicket = {
				...ticket,
				from: `${ticket.from}站`,
				to: `${ticket.to}站`,
				date: ticket.date.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日'),
				time: `${ticket.time}开`,
				carriage: `${ticket.carriage}${car}`,
				seat: ticket.seat === '无座' ? ticket.seat : `${ticket.seat}号`,
			};
			const [expected, printed] = [ticket, asPrinted].map((each) =>
				said(invoiceOf(readXmlData(trainXml(each)))),
			);
			expect(printed).toEqual(expected);
		}),
	);
});

test.each([
	['the number of the invoice and of the ticket', /发票号码|电子客票号/],
	['the train', /^G1281$/],
	['a station', /^延平/],
	['the day of the journey', /07月02日/],
	['the price', /票价/],
])('without %s it is refused', (_what, missing) => {
	const sheet = trainSheet(usualTrainTicket);
	const values = sheet.values.filter(({ text }) => !missing.test(text));
	expect(readPages([pageTextOf({ ...sheet, values })], 'PDF')).toMatchObject({
		code: 'pageUnproved',
	});
});

describe('what pages of train e-tickets print otherwise', () => {
	const sheet = trainSheet(usualTrainTicket);
	const size = 10;
	const codes = (read: ReturnType<typeof readPages>) =>
		invoiceOf(read).warnings.map(({ code }) => code);
	const printing = (change: (text: string) => string, ...more: typeof sheet.values) =>
		readPages(
			[
				pageTextOf({
					...sheet,
					values: [...sheet.values.map((each) => ({ ...each, text: change(each.text) })), ...more],
				}),
			],
			'PDF',
		);

	test('the name of a company goes on in the line below, which is told', () => {
		const long = '测试采购（上海）人工智能科技有限公司第二分公司';
		const read = printing((text) => text.replace(/^(购买方名称:).*/, `$1${long.slice(0, 16)}`), {
			text: long.slice(16),
			x: 60 + 6 * size - 5,
			y: 282,
			size,
		});
		expect(invoiceOf(read)).toMatchObject({ buyerName: long });
		expect(codes(read)).toEqual(['readFromPage', 'pageValueUnlikely']);
	});

	test('stations whose 站 is smaller and not on their baseline, the train higher than both', () => {
		const split = trainSheet(usualTrainTicket, true);
		const values = split.values.map((each) =>
			each.text === '站'
				? { ...each, y: each.y + 2 }
				: each.text === 'G1281'
					? { ...each, y: 105 }
					: each,
		);
		const [segment] = invoiceOf(readPages([pageTextOf({ ...split, values })], 'PDF')).segments;
		expect(segment).toMatchObject({ from: '杭州东', to: '延平', trainNo: 'G1281' });
	});

	test('a carriage that was put on the train', () => {
		const read = printing((text) => text.replace('13车', '加1车'));
		expect(invoiceOf(read).segments).toMatchObject([{ carriage: '加1' }]);
	});

	test.each(['E12345678', '110101199001011234'])('a document printed whole: %s', (idNumber) => {
		const read = printing((text) => text.replace(usualTrainTicket.idNumber, idNumber));
		expect(invoiceOf(read)).toMatchObject({ idNumber, passengerName: usualTrainTicket.passenger });
	});

	test('what is printed across the ticket is no part of the name', () => {
		for (const over of ['学', '仅供报销使用']) {
			const read = printing((text) => text, { text: over, x: 270, y: 210, size });
			expect(invoiceOf(read).passengerName).toBe(usualTrainTicket.passenger);
		}
		const named = printing((text) => text.replace(usualTrainTicket.passenger, 'CESHI JIA'));
		expect(invoiceOf(named).passengerName).toBe('CESHI JIA');
	});

	test.each<[string, string[], object]>([
		['only the fare of the ticket, which is no fee', [], { total: null, fare: 272.5 }],
		['the fee beside it', ['退票费:￥54.50'], { total: 54.5 }],
	])('a refund that shows %s', (_what, further, invoice) => {
		const more = ['退票', ...further].map((text, index) => ({
			text,
			x: 300,
			y: 180 + 20 * index,
			size,
		}));
		const read = printing((text) => text, ...more);
		expect(invoiceOf(read)).toMatchObject({ business: 'refund', ...invoice });
		expect(codes(read)).toContain('refund');
	});

	test('a mark that nobody knows is told', () => {
		for (const text of ['换开', '不得退票', '退票凭证'])
			expect(codes(printing((each) => each, { text, x: 300, y: 300, size }))).toContain(
				'pageTextLeft',
			);
	});

	test('a price is taken whole or not at all', () => {
		expect(invoiceOf(printing((text) => text.replace('￥272.50', '-￥272.50'))).total).toBe(-272.5);
		for (const other of ['￥?72.50', '￥--72.50'])
			expect(printing((text) => text.replace('￥272.50', other))).toMatchObject({
				code: 'pageUnproved',
			});
	});

	test('text that has no place is told', () => {
		expect(codes(printing((text) => text))).toEqual(['readFromPage']);
		const change = trainSheet({ ...usualTrainTicket, business: '改' });
		expect(codes(readPages([pageTextOf(change)], 'PDF'))).toEqual(['readFromPage', 'change']);
		expect(codes(printing((text) => text, { text: '本票已作废', x: 400, y: 300, size }))).toContain(
			'pageTextLeft',
		);
	});
});
