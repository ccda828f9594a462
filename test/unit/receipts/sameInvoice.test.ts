import { differencesOf, isSameInvoice } from '../../../src/receipts/sameInvoice';
import { domestic, recognized } from '../../support/models/invoices';

const number = '26999999999999999901';
const invoice = (changes: Record<string, string>) => recognized({ ...domestic, ...changes });

test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
	['the same invoice number', { 发票号码: number }, { 发票号码: number }, true],
	[
		'the same invoice number, a total that was misread',
		{ 发票号码: number },
		{ 发票号码: number, 合计金额: '1260' },
		true,
	],
	[
		'the same invoice number, one of them negative',
		{ 发票号码: number },
		{ 发票号码: number, 合计金额: '-1200' },
		true,
	],
	[
		'two invoice numbers of one ticket',
		{ 发票号码: number },
		{ 发票号码: '26999999999999999902' },
		false,
	],
	['one invoice number, the same ticket and total', { 发票号码: number }, {}, true],
	['one invoice number, no total', { 发票号码: number }, { 合计金额: '' }, true],
	['the same ticket, another total', { 发票号码: number }, { 合计金额: '1500' }, false],
	['the same ticket without invoice numbers', {}, {}, true],
	['its reversal', {}, { 合计金额: '-1200' }, false],
	['another ticket', {}, { 电子客票号码: '9990000000202' }, false],
	[
		'the same trip without any number',
		{ 电子客票号码: '', 印刷序号: '' },
		{ 电子客票号码: '', 印刷序号: '' },
		true,
	],
])('%s', (_what, one, other, isSame) => {
	expect(isSameInvoice(invoice(one), invoice(other))).toBe(isSame);
	expect(isSameInvoice(invoice(other), invoice(one))).toBe(isSame);
});

test.each<[string, Record<string, string>, Record<string, string>, string[]]>([
	['nothing', {}, {}, []],
	['what one of them does not say', { 开票状态: '正常' }, { 合计金额: '' }, []],
	['words for what is in force', { 开票状态: '正常' }, { 开票状态: 'Normal' }, []],
	['the total', {}, { 合计金额: '1500' }, ['total 1500.00 instead of 1200.00']],
	[
		'the status, and what follows from it',
		{ 开票状态: '正常' },
		{ 开票状态: '已红冲' },
		['kind of business reversal instead of sale', 'status 已红冲 instead of 正常'],
	],
])('two files of one invoice differ in %s', (_what, kept, other, differences) => {
	expect(differencesOf(invoice(kept), invoice(other))).toEqual(differences);
});
