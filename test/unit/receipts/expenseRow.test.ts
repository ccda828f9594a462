import { expenseRowsOfOrder } from '../../../nodes/TrainGrab/expenseRows';
import { expenseRowOfInvoice } from '../../../src/receipts/expenseRow';
import type { ExpenseRow } from '../../../src/receipts/expenseRow';
import { parseOrder } from '../../../src/juhe/trainGrab/order/parse';
import { expenseRowColumns as columns } from '../../support/nodes/expenseRow';
import { domestic, recognized } from '../../support/models/invoices';
import { first } from '../../support/models/juhe';
import { madeUpId } from '../../../tools/sandbox/people';

const rowOf = (changes: Record<string, string | string[]> = {}) =>
	expenseRowOfInvoice(recognized({ ...domestic, ...changes }), 'ticket.jpg');

describe('of a flight invoice', () => {
	test('flat, every column, in the order of the design', () => {
		const row = rowOf();
		expect(Object.keys(row)).toEqual(columns);
		expect(row).toEqual({
			date: '2026-03-02',
			category: 'flight',
			passenger: '测试甲',
			description: 'CA1501 北京首都 → 上海虹桥',
			from: '北京首都',
			to: '上海虹桥',
			carrierOrTrain: 'CA1501',
			currency: 'CNY',
			fare: 1130,
			fees: 70,
			tax: null,
			total: 1200,
			deductibleVat: 94.95,
			ticketNumber: '9990000000101',
			invoiceNumber: null,
			duplicateKey: 'flight:9990000000101',
			warnings: '',
			fileName: 'ticket.jpg',
		});
	});

	const adds = ({ fare, fees, tax, total }: ExpenseRow) =>
		Math.round(((fare ?? 0) + (fees ?? 0) + (tax ?? 0) - (total ?? 0)) * 100);

	test.each<[string, Record<string, string>, Partial<ExpenseRow>]>([
		[
			'VAT printed apart',
			{ 票价: '1036.70', 燃油附加费: '18.35', 增值税税额: '94.95' },
			{ fees: 68.35, tax: 94.95 },
		],
		['an insurance that the total holds', { 保险费: '30', 合计金额: '1230' }, { fees: 100 }],
		['an insurance that it does not hold', { 保险费: '30' }, { fees: 70 }],
		['other taxes', { 其他税费: '5.5', 合计金额: '1205.5' }, { fees: 75.5 }],
		['no fees', { 民航发展基金: '', 燃油附加费: '', 合计金额: '1130' }, { fees: null }],
	])('fare, fees and tax are the total: %s', (_what, changes, columnsOfIt) => {
		const row = rowOf(changes);
		expect(row).toMatchObject(columnsOfIt);
		expect(adds(row)).toBe(0);
	});

	test('of a journey there and back, where it turned', () => {
		expect(
			rowOf({
				始发地: ['北京首都', '上海虹桥'],
				目的地: ['上海虹桥', '北京首都'],
				航班号: ['CA1501', 'CA1502'],
			}),
		).toMatchObject({
			from: '北京首都',
			to: '上海虹桥',
			carrierOrTrain: 'CA1501, CA1502',
			description: 'CA1501 北京首都 → 上海虹桥, CA1502 上海虹桥 → 北京首都',
		});
	});

	test('without a day of flight, the day of issue; with warnings, what they say and what to do', () => {
		const row = rowOf({ 日期: '', 合计金额: '1020' });
		expect(row.date).toBe('2026-03-01');
		expect(row.warnings).toMatch(
			/date of the first flight\. .*add up to 1200\.00.*look there first\.$/,
		);
	});

	test('of nothing', () => {
		const row = expenseRowOfInvoice(recognized({}), null);
		expect(Object.values(row)).not.toContain(undefined);
		expect(row).toMatchObject({ date: null, description: '', fees: null, total: null });
	});
});

describe('of a train order', () => {
	const issued = (passengers: object[], more: object = {}) =>
		expenseRowsOfOrder(
			parseOrder(
				{
					outOrderNo: 'ORDER0001',
					orderStateCode: 'F',
					trainNo: 'K8371',
					fromStation: '苏州',
					toStation: '昆山',
					departureTime: '2026-12-29 23:34',
					ticketNo: 'E345091034',
					passengers: passengers.map((passenger, index) => ({
						passengerId: String(index + 1),
						passengerName: '测试甲',
						idType: '1',
						idCard: madeUpId(),
						seatClass: '1',
						seatNo: '02车厢,007号',
						ticketStateCode: 'F',
						ticketPrice: '109.00',
						...passenger,
					})),
					...more,
				},
				'ORDER0001',
			),
		);

	test('flat, every column, in the order of the design', () => {
		const row = first(issued([{ pTicketNo: 'E345091034' }]));
		expect(Object.keys(row)).toEqual(columns);
		expect(row).toEqual({
			date: '2026-12-29',
			category: 'train',
			passenger: '测试甲',
			description: 'K8371 苏州 → 昆山, Hard seat, 02车厢,007号',
			from: '苏州',
			to: '昆山',
			carrierOrTrain: 'K8371',
			currency: 'CNY',
			fare: 109,
			fees: null,
			tax: null,
			total: 109,
			deductibleVat: 9,
			ticketNumber: 'E345091034',
			invoiceNumber: null,
			duplicateKey: 'train:ORDER0001:1',
			warnings: '',
			fileName: null,
		});
	});

	test.each<[string, string, Partial<ExpenseRow>]>([
		['issued', 'F', { total: 109, warnings: '' }],
		['refund failed', 'O', { total: 109, warnings: '' }],
		['being refunded', 'C', { total: 109, warnings: expect.stringContaining('being refunded') }],
		[
			'refunded',
			'T',
			{ total: null, deductibleVat: null, warnings: expect.stringContaining('receipt') },
		],
		['being changed', 'Y', { total: 109, warnings: expect.stringContaining('being changed') }],
		['changed', 'G', { total: 109, warnings: expect.stringContaining('changed') }],
		[
			'a state that is not known',
			'?',
			{ total: 109, warnings: expect.stringContaining('not known') },
		],
	])('a ticket that is %s', (_what, ticketStateCode, row) => {
		expect(issued([{ ticketStateCode }, {}])[0]).toMatchObject(row);
	});

	test('a ticket of nobody in particular has no deductible VAT; one without a price no amounts', () => {
		expect(issued([{ idCard: '' }])[0]).toMatchObject({ total: 109, deductibleVat: null });
		expect(issued([{ ticketPrice: '' }])[0]).toMatchObject({ total: null, deductibleVat: null });
	});

	test('every ticket has a key of its own, and none is a row before it is issued', () => {
		const rows = issued([{}, {}, { passengerId: '' }, { passengerId: '' }]);
		expect(new Set(rows.map(({ duplicateKey }) => duplicateKey)).size).toBe(4);
		expect(issued([{ ticketStateCode: 'N' }, {}])).toHaveLength(1);
		const waiting = parseOrder(
			{ outOrderNo: 'ORDER0001', status: 'B', passengers: [{}] },
			'ORDER0001',
		);
		expect(expenseRowsOfOrder(waiting)).toEqual([]);
	});
});
