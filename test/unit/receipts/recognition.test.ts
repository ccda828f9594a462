import * as fc from 'fast-check';

import { invoiceFromRecognition } from '../../../src/receipts/sources/recognition';
import { parseRecognition } from '../../../src/juhe/flightInvoiceOcr/parseRecognition';
import type { RecognizedEntry } from '../../../src/juhe/flightInvoiceOcr/parseRecognition';
import { modelOf, models, options, writtenAmount, writtenDay } from '../../support/models/invoices';
import type { Model } from '../../support/models/invoices';
import { sampleResult } from '../../support/models/juhe';

/** From Juhe's answer to entries, and all the way to the invoice that was written down. */

const entry = (Name: string, Value: unknown, Row?: unknown) => ({
	Name,
	Value,
	...(Row === undefined ? {} : { Row }),
});
const read = (name: string, value: string, row: number | null = null): RecognizedEntry => ({
	name,
	value,
	row,
});

test('the vendor’s sample', () => {
	const parsed = parseRecognition(sampleResult('flight-invoice-ocr.recognized'));
	expect(parsed).toMatchObject({ requestId: '47b54b5c-1cb4-439f-83e0-38e75b0a5250' });
	expect('entries' in parsed && parsed.entries).toHaveLength(11);
	expect('entries' in parsed && parsed.entries[4]).toEqual(read('航班号', 'CA1401'));
});

test.each<[string, unknown, RecognizedEntry[]]>([
	['a list', [entry('票价', '1190.00')], [read('票价', '1190.00')]],
	['JSON text of a list', JSON.stringify([entry('票价', '1190.00')]), [read('票价', '1190.00')]],
	['one object', entry('票价', '1190.00'), [read('票价', '1190.00')]],
	['JSON text of one object', JSON.stringify(entry('票价', '1')), [read('票价', '1')]],
	['a number for a value', [entry('票价', 1190)], [read('票价', '1190')]],
	['a name that was not read', [entry('票价', '')], [read('票价', '')]],
	['null for a value', [entry('票价', null)], [read('票价', '')]],
	['a leg', [entry('日期', '03DEC', 1)], [read('日期', '03DEC', 1)]],
	['a leg as text', [entry('日期', '03DEC', '0')], [read('日期', '03DEC', 0)]],
	['no leg', [entry('票价', '1', -1)], [read('票价', '1')]],
	['half a leg', [entry('票价', '1', 0.5)], [read('票价', '1')]],
	[
		'what is no entry among others',
		[null, 'text', {}, entry('', '1'), [], entry('票价', '1')],
		[read('票价', '1')],
	],
])('data as %s', (_form, data, entries) => {
	expect(parseRecognition({ data, qingqiuhaohao: 'R1' })).toEqual({ entries, requestId: 'R1' });
});

test.each<[string, unknown]>([
	['nothing', null],
	['text', 'recognized'],
	['no data', { qingqiuhaohao: 'R1' }],
	['broken JSON', { data: '[{"Name":' }],
	['an empty list', { data: [] }],
	['only what is no entry', { data: [1, {}] }],
])('%s: unreadable, with the reason', (_what, result) => {
	expect(parseRecognition(result)).toEqual({
		unreadable: expect.stringMatching(/^Juhe’s answer .+[^.]$/),
	});
});

test('anything at all gives entries or a reason, and entries give an invoice', () => {
	const names = fc.constantFrom(
		'票价',
		'日期',
		'始发地',
		'合计金额',
		'电子客票号码',
		'__proto__',
		'签注',
	);
	const entries = fc.array(
		fc.record({ Name: fc.oneof(names, fc.anything()), Value: fc.anything(), Row: fc.anything() }),
	);
	fc.assert(
		fc.property(
			fc.oneof(fc.anything(), fc.record({ data: fc.oneof(entries, fc.anything()) })),
			(result) => {
				const parsed = parseRecognition(result);
				if ('unreadable' in parsed) return;
				const invoice = invoiceFromRecognition(parsed.entries, parsed.requestId, options);
				expect(invoice.duplicateKey).toMatch(/^flight:.+/);
				expect(JSON.parse(JSON.stringify(invoice))).toEqual(invoice);
			},
		),
	);
});

// There and back: a model written in Juhe's form is read as the model again.

type Written = Array<{ Name: string; Value: string; Row: number }>;

const names = {
	ticketNumber: '电子客票号码',
	serialNumber: '印刷序号',
	passengerName: '旅客姓名',
	idNumber: '有效身份证件号码',
	issuedBy: '填开单位',
	agentCode: '销售单位代号',
	invoiceNumber: '发票号码',
	buyerName: '购买方名称',
	buyerTaxId: '统一社会信用代码/纳税人识别号',
	issueDate: '填开日期',
	fare: '票价',
	aviationFund: '民航发展基金',
	fuelSurcharge: '燃油附加费',
	otherTaxes: '其他税费',
	insurance: '保险费',
	total: '合计金额',
	taxAmount: '增值税税额',
} as const;
const legNames = {
	from: '始发地',
	to: '目的地',
	carrier: '承运人',
	flightNumber: '航班号',
	cabinClass: '座位等级',
	date: '日期',
	time: '时间',
	fareBasis: '客票级别/类别',
	validFrom: '客票生效日期',
	validUntil: '有效期截止日期',
	baggage: '免费行李',
} as const;

const constants = (values: Record<string, string>, Row: number) =>
	Object.entries(values).map(([Name, Value]) => fc.constant({ Name, Value, Row }));

/** The entries of a model, document first, then leg by leg. */
const writtenBy = (model: Model): fc.Arbitrary<Written> => {
	const entries: Array<fc.Arbitrary<Written[number]>> = constants(
		{
			国内国际标签: model.scope === 'domestic' ? '国内' : '国际',
			...(model.taxRate === null ? {} : { 增值税税率: `${model.taxRate}%` }),
		},
		-1,
	);
	for (const [field, Name] of Object.entries(names)) {
		const value = model[field as keyof typeof names];
		if (value === null) continue;
		const written =
			typeof value === 'number'
				? writtenAmount(value)
				: field === 'issueDate'
					? writtenDay(value, true)
					: fc.constant(value);
		entries.push(written.map((Value) => ({ Name, Value, Row: -1 })));
	}
	model.segments.forEach((segment, Row) => {
		for (const [field, Name] of Object.entries(legNames)) {
			const value = segment[field as keyof typeof legNames];
			if (value === null) continue;
			const isDay = ['date', 'validFrom', 'validUntil'].includes(field);
			const written = isDay
				? writtenDay(value)
				: fc.constantFrom(value, field === 'time' ? value.replace(':', '') : value);
			entries.push(written.map((Value) => ({ Name, Value, Row })));
		}
	});
	return fc.tuple(...entries);
};

/** Any order that leaves the values of one name in the order of the legs. */
const shuffled = (entries: Written): fc.Arbitrary<Written> =>
	fc.shuffledSubarray(entries, { minLength: entries.length }).map((order) => {
		const left = new Map<string, Written>();
		for (const each of entries) left.set(each.Name, [...(left.get(each.Name) ?? []), each]);
		return order.map(({ Name }) => left.get(Name)?.shift() ?? { Name, Value: '', Row: -1 });
	});

const inSomeForm = (entries: object[]): fc.Arbitrary<unknown> =>
	fc.constantFrom<unknown>(
		entries,
		JSON.stringify(entries),
		entries.length === 1 ? entries[0] : entries,
	);

const parsedInvoice = (data: unknown) => {
	const parsed = parseRecognition({ data, qingqiuhaohao: 'R1' });
	if ('unreadable' in parsed) throw new Error(parsed.unreadable);
	return invoiceFromRecognition(parsed.entries, parsed.requestId, options);
};

const withoutRows = (entries: Written) => entries.map(({ Name, Value }) => ({ Name, Value }));

const cases = (
	hasAllFields: boolean,
	arrange: (entries: Written) => fc.Arbitrary<object[]>,
): fc.Arbitrary<[Model, unknown]> =>
	models(hasAllFields).chain((model) =>
		writtenBy(model)
			.chain(arrange)
			.chain(inSomeForm)
			.map((data): [Model, unknown] => [model, data]),
	);

test.each<[string, boolean, (entries: Written) => fc.Arbitrary<object[]>]>([
	[
		'with rows, in any order at all, legs with gaps',
		false,
		(entries) => fc.shuffledSubarray(entries, { minLength: entries.length }),
	],
	[
		'without rows, in any order that keeps repetitions in order',
		true,
		(entries) => shuffled(entries).map(withoutRows),
	],
	[
		'without rows, leg by leg, legs with gaps',
		false,
		(entries) => fc.constant(withoutRows(entries)),
	],
	[
		'without rows, name by name',
		true,
		(entries) =>
			fc.constant(
				withoutRows([...entries].sort((one, other) => one.Name.localeCompare(other.Name))),
			),
	],
])('a model written down %s is read again', (_order, hasAllFields, arrange) => {
	fc.assert(
		fc.property(cases(hasAllFields, arrange), ([model, data]) => {
			expect(modelOf(parsedInvoice(data), model)).toEqual(model);
		}),
	);
});

test('mutations that spare the numbers still give them, and the same duplicate key', () => {
	fc.assert(
		fc.property(
			models(false).chain((model) =>
				fc.tuple(
					fc.constant(model),
					writtenBy(model).chain((entries) =>
						fc.tuple(
							...entries.map((each) =>
								[names.ticketNumber, names.invoiceNumber].some((name) => name === each.Name)
									? fc.constant(each)
									: mutation(each),
							),
						),
					),
				),
			),
			([model, entries]) => {
				const invoice = parsedInvoice(entries);
				expect(invoice.ticketNumber).toBe(model.ticketNumber);
				expect(invoice.duplicateKey.replace(':reversal', '')).toBe(
					`flight:${model.invoiceNumber ?? model.ticketNumber}`,
				);
			},
		),
	);
});

const mutation = (each: Written[number]): fc.Arbitrary<unknown> =>
	fc.oneof(
		fc.constant<unknown>(each),
		fc.constant<unknown>(null),
		fc.anything().map((Value) => ({ ...each, Value })),
		fc.anything().map((Row) => ({ ...each, Row })),
		fc.string().map((text) => ({ ...each, Value: each.Value + text })),
	);
