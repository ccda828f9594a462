/**
 * Flight Invoice OCR and the files that travellers really get: PDF, OFD, XML and ZIP of flights
 * and trains.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { zipSync } from 'fflate';

import { rawPdf } from '../../tools/documents/rawPdf';
import { trainXml } from '../../tools/documents/trainTicket';
import {
	digitalOfd,
	digitalPdf,
	digitalSpecimen,
	digitalXml,
	otherPdf,
	scannedPdf,
	trainOfd,
	trainPdf,
	trainTicket,
	trainZip,
} from '../../tools/sandbox/specimens';
import type { StartFile } from '../support/engine';
import {
	keys,
	mail,
	node,
	output,
	picture,
	run,
	ticketNumberOf,
} from '../support/nodes/flightInvoiceOcr';
import type { Juhe } from '../support/nodes/juhe';
import { startJuhe } from '../support/nodes/juhe';
import { failureOf, theEngine } from '../support/nodes/trainGrab';

let juhe: Juhe;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const file = (fileName: string, bytes: Buffer): StartFile => ({ bytes, fileName });
const all = { binaryPropertyName: 'attachment_*' };
const goOn = { node: { onError: 'continueRegularOutput' } } as const;
const noKey = { credential: { flightInvoiceOcrKey: '' } };

const zipOf = (files: Record<string, Buffer>): Buffer =>
	Buffer.from(
		zipSync(
			Object.fromEntries(
				Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)]),
			),
		),
	);

const read = async (name: string, bytes: Buffer, parameters: INodeParameters = {}) =>
	await output(juhe, parameters, { items: [mail({ data: file(name, bytes) })], ...noKey });

const flight = { invoiceNumber: '26999999999999999901', total: 1200, category: 'flight' };
const train = { invoiceNumber: trainTicket.invoiceNumber, total: 272.5, category: 'train' };
const source = (item: IDataObject | undefined) => item?.source as IDataObject;

describe('a document is read here, for free and without a key', () => {
	test.each<[string, Buffer, object, object]>([
		['flight.xml', digitalXml(), flight, { mimeType: 'application/xml', readFrom: 'data' }],
		['flight.ofd', digitalOfd(), flight, { mimeType: 'application/ofd', readFrom: 'data' }],
		['flight.pdf', digitalPdf(), flight, { mimeType: 'application/pdf', readFrom: 'page' }],
		['train.xml', trainXml(trainTicket), train, { mimeType: 'application/xml', readFrom: 'data' }],
		['train.ofd', trainOfd(), train, { mimeType: 'application/ofd', readFrom: 'data' }],
		['train.pdf', trainPdf(), train, { mimeType: 'application/pdf', readFrom: 'data' }],
		[
			'train-page.pdf',
			trainPdf(trainTicket, false),
			train,
			{ mimeType: 'application/pdf', readFrom: 'page' },
		],
		['0', trainPdf(), train, { mimeType: 'application/pdf', readFrom: 'data', fileName: '0' }],
	])('%s', async (name, bytes, invoice, from) => {
		const [item, ...others] = await read(name, bytes);
		expect(others).toEqual([]);
		expect(item).toMatchObject({ ...invoice, skipped: [] });
		expect(Object.keys(item ?? {})).toEqual(keys.invoice);
		expect(source(item)).toMatchObject({ recognizedBy: 'file', changes: [], ...from });
		expect(await juhe.calls()).toEqual([]);
	});

	test('what a page says is what the data says', async () => {
		const page = await read('flight.pdf', digitalPdf());
		const data = await read('flight.xml', digitalXml());
		const [one, other] = [page, data].map(([item]) => {
			const { warnings, otherFields, summary, source: from, ...said } = item ?? {};
			expect([warnings, otherFields, summary, from]).not.toContain(undefined);
			return said;
		});
		expect(one).toEqual({ ...other, status: '正常' });
		expect(page[0]?.warnings).toMatchObject([{ code: 'readFromPage' }]);
	});

	test('a train e-ticket: all its keys, its journey, its printed VAT', async () => {
		const [item] = await read('train.xml', trainXml(trainTicket));
		expect(item).toMatchObject({
			passengerName: '测试戊',
			issueDate: '2026-05-12',
			segments: [
				{
					from: '杭州东',
					to: '南平市',
					trainNo: 'G9981',
					date: '2026-05-08',
					time: '10:23',
					seatName: '二等座',
					carriage: '13',
					seat: '01C',
				},
			],
			fare: 272.5,
			taxRate: 9,
			taxAmount: 22.5,
			vat: { rate: 9, deductible: 22.5, basis: 'printed' },
			business: 'sale',
			warnings: [],
			duplicateKey: `train:${trainTicket.invoiceNumber}`,
			summary:
				'Train: 2026-05-08, 测试戊, G9981 杭州东 → 南平市, 二等座, 13车01C, 272.50 CNY, ticket 1999907020999999999992026',
		});
	});
});

describe('an expense row of a train e-ticket', () => {
	const rowOf = async (changes: Partial<typeof trainTicket>) =>
		(
			await read('train.xml', trainXml({ ...trainTicket, ...changes }), { output: 'expenseRow' })
		)[0];

	test('its columns add up', async () => {
		expect(await rowOf({})).toEqual({
			date: '2026-05-08',
			category: 'train',
			passenger: '测试戊',
			description: 'G9981 杭州东 → 南平市, 二等座, 13车01C',
			from: '杭州东',
			to: '南平市',
			carrierOrTrain: 'G9981',
			currency: 'CNY',
			fare: 250,
			fees: null,
			tax: 22.5,
			total: 272.5,
			deductibleVat: 22.5,
			ticketNumber: trainTicket.ticketNumber,
			invoiceNumber: trainTicket.invoiceNumber,
			duplicateKey: `train:${trainTicket.invoiceNumber}`,
			warnings: '',
			fileName: 'train.xml',
		});
	});

	test.each<[string, Partial<typeof trainTicket>, object]>([
		[
			'a refund is its fee, whatever fare stands beside it',
			{
				business: '退',
				price: 1_400,
				tax: 116,
				original: { printedFare: 27_250, fare: 27_250, refunded: 25_850 },
			},
			{
				description: expect.stringMatching(/^Refund fee, /),
				total: 14,
				tax: 1.16,
				fare: 12.84,
				warnings: expect.stringContaining('receipt of a refund'),
			},
		],
		[
			'a refund without VAT: what was paid less what came back',
			{ tax: null, business: '退', original: { fare: 27_250, refunded: 25_850 } },
			{ total: 14, tax: null, deductibleVat: null },
		],
		[
			'a refund that says only the fare of the ticket has no total',
			{ tax: null, business: '退', original: { printedFare: 27_250, fare: 27_250 } },
			{
				total: null,
				fare: null,
				deductibleVat: null,
				warnings: expect.stringMatching(/Not read: total.*only the fare of the ticket/),
			},
		],
		[
			'a refund of which more came back than a fee leaves has none either',
			{ tax: null, business: '退', original: { printedFare: 27_250, refunded: 21_800 } },
			{ total: null, fare: null },
		],
		[
			'a refund whose fare is the fee',
			{ tax: null, business: '退', original: { printedFare: 5_450, refunded: 21_800 } },
			{ total: 54.5 },
		],
		[
			'a change',
			{ business: '改' },
			{
				description: expect.stringMatching(/^Changed ticket, /),
				total: 272.5,
				warnings: expect.stringContaining('changed'),
			},
		],
		[
			'a reversal takes its amounts back',
			{ price: -27_250, tax: -2_250 },
			{ description: expect.stringMatching(/^Reversal, /), total: -272.5, fare: -250 },
		],
		[
			'amounts that do not add up are said',
			{ original: { printedFare: 30_000 } },
			{ total: 272.5, warnings: expect.stringContaining('the fare: 300.00') },
		],
	])('%s', async (_what, changes, row) => {
		expect(await rowOf(changes)).toMatchObject(row);
	});

	test('an invoice that is not in force adds nothing up', async () => {
		const xml = digitalXml()
			.toString()
			.replace('<atr:Fare>', '<atr:IssuingStatus>已红冲</atr:IssuingStatus><atr:Fare>');
		const [row] = await read('void.xml', Buffer.from(xml), { output: 'expenseRow' });
		expect(row).toMatchObject({
			fare: null,
			fees: null,
			tax: null,
			total: null,
			deductibleVat: null,
			warnings: expect.stringContaining('已红冲'),
		});
	});
});

describe('a ZIP is opened', () => {
	test('as 12306 mails it: one ticket, the rest in skipped', async () => {
		const [item, ...others] = await read('tickets.zip', trainZip());
		expect(others).toEqual([]);
		const number = trainTicket.invoiceNumber;
		expect(item).toMatchObject({
			...train,
			source: { property: 'data', fileName: `tickets.zip/${number}.ofd`, readFrom: 'data' },
			skipped: [
				{
					property: 'data',
					fileName: `tickets.zip/${number}.pdf`,
					reason: `It holds the same invoice as “tickets.zip/${number}.ofd”, which was taken.`,
				},
				{
					property: 'data',
					fileName: 'tickets.zip/说明.txt',
					reason: expect.stringMatching(/^This is a text/),
				},
			],
		});
	});

	test('and one in it, but no deeper', async () => {
		const inner = zipOf({ 'train.xml': trainXml(trainTicket) });
		const [item] = await read('outer.zip', zipOf({ 'inner.zip': inner }));
		expect(source(item).fileName).toBe('outer.zip/inner.zip/train.xml');
		const deep = zipOf({ 'a.zip': zipOf({ 'b.zip': inner }), 'flight.xml': digitalXml() });
		const [found, ...others] = await read('outer.zip', deep);
		expect(others).toEqual([]);
		expect(found).toMatchObject({
			...flight,
			skipped: [{ reason: expect.stringContaining('lies in a ZIP that lies in another') }],
		});
	});

	test.each<[string, Buffer, RegExp, RegExp]>([
		['nothing', zipOf({}), /ZIP/, /./],
		['no receipt', zipOf({ 'a.txt': Buffer.from('text') }), /Nothing in this ZIP/, /“.*a\.txt”/],
		[
			'too many files',
			zipOf(
				Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.txt`, Buffer.from('a')])),
			),
			/more than 200 files/,
			/Unpack it/,
		],
		[
			'a bomb',
			zipOf(
				Object.fromEntries(
					Array.from({ length: 5 }, (_, n) => [`${n}.xml`, Buffer.alloc(45_000_000)]),
				),
			),
			/unpacks to more than 200 MB/,
			/Unpack it/,
		],
	])('one that is named and holds %s is an error', async (_what, bytes, message, advice) => {
		const items = [mail({ data: file('a.zip', bytes) })];
		const error = failureOf(await run(juhe, {}, { items }));
		expect(error.message).toMatch(message);
		expect(error.description).toMatch(advice);
		const [item, ...others] = await output(juhe, { binaryPropertyName: '*' }, { items });
		expect(others).toEqual([]);
		expect(item?.skipped).toContainEqual(expect.objectContaining({ property: 'data' }));
	});
});

describe('the same invoice several times in one item', () => {
	const airline = {
		attachment_0: file('flight.pdf', digitalPdf()),
		attachment_1: file('flight.ofd', digitalOfd()),
		attachment_2: file('flight.xml', digitalXml()),
	};

	test('one item, from the best source; the others in skipped', async () => {
		const [item, ...others] = await output(juhe, all, { items: [mail(airline)] });
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			...flight,
			source: { property: 'attachment_1', readFrom: 'data' },
			skipped: [
				{
					property: 'attachment_0',
					fileName: 'flight.pdf',
					reason: expect.stringContaining('“flight.ofd”'),
				},
				{
					property: 'attachment_2',
					fileName: 'flight.xml',
					reason: expect.stringContaining('“flight.ofd”'),
				},
			],
		});
	});

	test.each<[string, Partial<typeof trainTicket>, string]>([
		['another total', { price: 97_250 }, 'total 972.50 instead of 272.50'],
		['a refund', { business: '退' }, 'kind of business refund instead of sale'],
		['a reversal', { price: -27_250, tax: -2_250 }, 'kind of business reversal instead of sale'],
	])('one that says otherwise is told where the row is: %s', async (_what, changes, told) => {
		const items = [
			mail({
				attachment_0: file('one.xml', trainXml(trainTicket)),
				attachment_1: file('other.xml', trainXml({ ...trainTicket, ...changes })),
			}),
		];
		const [row, ...others] = await output(juhe, { ...all, output: 'expenseRow' }, { items });
		expect(others).toEqual([]);
		expect(row).toMatchObject({
			total: 272.5,
			warnings: expect.stringContaining(`“other.xml” holds the same invoice, but says otherwise: `),
		});
		expect(row?.warnings).toContain(told);
		const [invoice] = await output(juhe, all, { items });
		expect(invoice).toMatchObject({
			warnings: [{ code: 'filesDiffer' }],
			summary: expect.stringContaining('1 warning'),
			skipped: [{ fileName: 'other.xml', reason: expect.stringContaining(told) }],
		});
	});

	test('the number in the name of a ZIP says nothing of what lies in it', async () => {
		const bytes = zipOf({
			'ticket.xml': trainXml(trainTicket),
			'photo.jpg': Buffer.from((await picture('one-leg')).bytes),
		});
		const items = [mail({ attachment_0: file(`${trainTicket.invoiceNumber}.zip`, bytes) })];
		const found = await output(juhe, all, { items });
		expect(found).toMatchObject([train, { category: 'flight' }]);
	});

	test('every one, where that is wished', async () => {
		const options = { keepDuplicates: true };
		const items = await output(juhe, { ...all, options }, { items: [mail(airline)] });
		expect(items.map((item) => source(item).readFrom)).toEqual(['page', 'data', 'data']);
		expect(new Set(items.map(({ duplicateKey }) => duplicateKey)).size).toBe(1);
	});

	test('but each of several items', async () => {
		const items = [
			mail({ data: file('a.xml', digitalXml()) }),
			mail({ data: file('b.xml', digitalXml()) }),
		];
		expect(await output(juhe, {}, { items })).toHaveLength(2);
	});

	test('a picture that names the number of an invoice which was read is not paid for, wherever it stands', async () => {
		const shot = { ...(await picture('one-leg')), fileName: `${flight.invoiceNumber}.jpg` };
		const items = [mail({ attachment_0: shot, attachment_1: file('flight.xml', digitalXml()) })];
		const [item, ...others] = await output(juhe, all, { items });
		expect(others).toEqual([]);
		expect(item).toMatchObject({ ...flight, skipped: [{ property: 'attachment_0' }] });
		expect(await juhe.calls()).toEqual([]);
	});

	test('a picture of the same ticket and total, once it was read', async () => {
		const items = [
			mail({
				attachment_0: await picture(digitalSpecimen.name),
				attachment_1: file('flight.xml', digitalXml()),
			}),
		];
		const [item, ...others] = await output(juhe, all, { items });
		expect(others).toEqual([]);
		expect(item).toMatchObject({ ...flight, source: { readFrom: 'data' } });
	});

	test('a reversal, and the ticket invoiced again, are other invoices', async () => {
		const as = (changes: Record<string, string>) =>
			Buffer.from(
				Object.entries(changes).reduce(
					(xml, [from, to]) => xml.replace(from, to),
					digitalXml().toString(),
				),
			);
		const reversal = {
			[flight.invoiceNumber]: '26999999999999999902',
			'>1036.70': '>-1036.70',
			'>1200.00': '>-1200.00',
		};
		const items = [
			mail({
				attachment_0: file('a.xml', digitalXml()),
				attachment_1: file('b.xml', as(reversal)),
				attachment_2: file('c.xml', as({ [flight.invoiceNumber]: '26999999999999999903' })),
			}),
		];
		const found = await output(juhe, all, { items });
		expect(new Set(found.map(({ duplicateKey }) => duplicateKey)).size).toBe(3);
		expect(found.map(({ business }) => business)).toEqual(['sale', 'reversal', 'sale']);
	});

	test('a damaged form of it is no error where another form was read', async () => {
		const number = trainTicket.invoiceNumber;
		const bytes = zipOf({
			[`${number}.pdf`]: trainPdf().subarray(0, 9),
			[`${number}.ofd`]: trainOfd(),
		});
		const items = [mail({ data: file('tickets.zip', bytes) })];
		for (const settings of [{ items }, { items, ...goOn }]) {
			const [item, ...others] = await output(juhe, {}, settings);
			expect(others).toEqual([]);
			expect(item).toMatchObject({
				...train,
				skipped: [{ fileName: `tickets.zip/${number}.pdf` }],
			});
		}
	});
});

describe('a PDF that is only a scan', () => {
	test('goes the way of pictures, and says so', async () => {
		const shot = await picture('one-leg');
		const scan = scannedPdf(Buffer.from(shot.bytes), 1200, 900);
		const items = [mail({ data: file('scan.pdf', scan) })];
		const [item] = await output(juhe, {}, { items });
		expect(item).toMatchObject({
			ticketNumber: ticketNumberOf('one-leg'),
			source: {
				fileName: 'scan.pdf',
				mimeType: 'application/pdf',
				width: 1200,
				bytes: scan.length,
				recognizedBy: 'juhe',
				readFrom: 'picture',
				changes: ['taken out of page 1 of the PDF'],
			},
		});
		expect(await juhe.recognitions()).toMatchObject({ calls: 1, recognized: 1 });
	});
});

test('a PDF that shows nothing and carries other files names one, and is no “other document”', async () => {
	const attachments = [{ name: 'itinerary.pdf', bytes: digitalPdf() }];
	const cover = rawPdf({ width: 600, height: 400, labels: [], values: [] }, { attachments });
	const items = [mail({ attachment_0: file('portfolio.pdf', cover) })];
	const [item] = await output(juhe, all, { items, ...goOn });
	expect(item).toMatchObject({
		error: expect.stringContaining('“itinerary.pdf”'),
		details: { errorCode: 'filesInPdf' },
	});
});

test('a PDF that shows a receipt and carries other files says that they were not opened', async () => {
	const attachments = [
		{ name: 'ticket.xml', bytes: trainXml(trainTicket) },
		{ name: 'return.pdf', bytes: digitalPdf() },
	];
	for (const carried of [attachments, attachments.slice(0, 1)]) {
		const [item] = await read(
			'tickets.pdf',
			rawPdf({ width: 600, height: 400, labels: [], values: [] }, { attachments: carried }),
		);
		expect(item).toMatchObject(train);
		expect(item?.warnings).toMatchObject(
			carried.length > 1
				? [{ code: 'filesInPdf', message: expect.stringContaining('“return.pdf”') }]
				: [],
		);
	}
});

test('a mail with PDF, OFD and XML of a flight, a zip of a train ticket, a photo and a logo: three rows, one paid call', async () => {
	const { drawLogo } = await import('../../tools/sandbox/specimens');
	const items = [
		mail({
			attachment_0: file('行程单.pdf', digitalPdf()),
			attachment_1: file('行程单.ofd', digitalOfd()),
			attachment_2: file('行程单.xml', digitalXml()),
			attachment_3: file('车票.zip', trainZip()),
			attachment_4: await picture('one-leg'),
			attachment_5: file('logo.png', await drawLogo()),
			attachment_6: file('terms.pdf', otherPdf()),
		}),
	];
	const rows = await output(juhe, { ...all, output: 'expenseRow' }, { items });
	expect(rows.map(({ category, total }) => [category, total])).toEqual([
		['flight', 1200],
		['train', 272.5],
		['flight', expect.any(Number)],
	]);
	for (const { fare, fees, tax, total } of rows) {
		const sum = [fare, fees, tax].reduce<number>((each, amount) => each + Number(amount ?? 0), 0);
		expect(Math.round(sum * 100)).toBe(Math.round(Number(total) * 100));
	}
	expect(await juhe.recognitions()).toMatchObject({ calls: 1, recognized: 1 });
	expect(rows.map(({ fileName }) => fileName)).toEqual([
		'行程单.ofd',
		`车票.zip/${trainTicket.invoiceNumber}.ofd`,
		'one-leg.jpg',
	]);
	const finished = await run(juhe, { ...all, output: 'expenseRow' }, { items });
	expect(finished.items(node)).toHaveLength(3);
});
