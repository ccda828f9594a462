import * as fc from 'fast-check';

import type { FlightSegment, Invoice, InvoiceOptions } from '../../../src/receipts/types';
import { invoiceFromRecognition } from '../../../src/receipts/sources/recognition';
import { first, pad, plainText, residentIds } from './juhe';
import { madeUpId } from '../../../tools/sandbox/people';

/** Made-up invoices, and how Juhe and airlines write them down. */

export const options: InvoiceOptions = { vatRate: 9, maskPersonalData: false };

type FlightInvoice = Extract<Invoice, { category: 'flight' }>;

export const asFlight = (invoice: Invoice): FlightInvoice => {
	if (invoice.category !== 'flight') throw new Error(`It is a receipt of a ${invoice.category}`);
	return invoice;
};

/** The invoice of what Juhe read, by name; a list is a name that came several times. */
export const recognized = (
	values: Record<string, string | string[]>,
	changes: Partial<InvoiceOptions> = {},
): FlightInvoice =>
	asFlight(
		invoiceFromRecognition(
			Object.entries(values).flatMap(([name, value]) =>
				[value].flat().map((each) => ({ name, value: each, row: null })),
			),
			null,
			{ ...options, ...changes },
		),
	);

/** A domestic itinerary about which there is nothing to say. */
export const domestic: Record<string, string> = {
	印刷序号: '99900001014',
	旅客姓名: '测试甲',
	有效身份证件号码: madeUpId('19900101'),
	始发地: '北京首都',
	目的地: '上海虹桥',
	承运人: '国航',
	航班号: 'CA1501',
	座位等级: 'Y',
	日期: '2026年03月02日',
	时间: '08:30',
	票价: 'CNY 1130.00',
	民航发展基金: 'CN 50.00',
	燃油附加费: 'YQ 20.00',
	合计金额: 'CNY 1200.00',
	电子客票号码: '9990000000101',
	验证码: '0101',
	填开日期: '2026年03月01日',
	国内国际标签: '国内',
};

export const codesOf = ({ warnings }: Invoice): string[] => warnings.map(({ code }) => code);

export const warningOf = (invoice: Invoice, code: string) =>
	first(invoice.warnings.filter((warning) => warning.code === code));

/** What an itinerary says: the model that is written down, and must be read again. */
export type Model = Pick<
	FlightInvoice,
	| 'ticketNumber'
	| 'serialNumber'
	| 'passengerName'
	| 'idNumber'
	| 'issueDate'
	| 'issuedBy'
	| 'agentCode'
	| 'segments'
	| 'fare'
	| 'aviationFund'
	| 'fuelSurcharge'
	| 'otherTaxes'
	| 'insurance'
	| 'total'
	| 'scope'
	| 'invoiceNumber'
	| 'buyerName'
	| 'buyerTaxId'
	| 'taxRate'
	| 'taxAmount'
>;

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const amounts = fc.integer({ min: 0, max: 9_999_999 }).map((fen) => fen / 100);
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const text = plainText.filter((each) => !/void/i.test(each));

/** Days since 1970 as `YYYY-MM-DD`. */
const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const issueDays = fc.integer({ min: 12_000, max: 25_000 });

const segmentsAbout = (issueDay: number, hasAllFields: boolean) => {
	// A day that is written without its year is the one nearest to the issue.
	const days = fc.integer({ min: -170, max: 170 }).map((distance) => isoDay(issueDay + distance));
	const field = <T>(arbitrary: fc.Arbitrary<T>) => (hasAllFields ? arbitrary : orNull(arbitrary));
	return fc.array(
		fc.record<FlightSegment>({
			from: text,
			to: field(text),
			carrier: field(text),
			flightNumber: field(fc.stringMatching(/^[A-Z]{2}\d{3,4}$/)),
			cabinClass: field(fc.stringMatching(/^[A-Z]$/)),
			date: field(days),
			time: field(
				fc
					.integer({ min: 0, max: 1439 })
					.map((minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`),
			),
			fareBasis: field(text),
			validFrom: field(days),
			validUntil: field(days),
			baggage: field(fc.constantFrom('20K', '1PC', '2PC')),
		}),
		{ minLength: 1, maxLength: 4 },
	);
};

/**
 * @param hasAllFields whether every leg has every field; without rows nobody could tell where a gap
 * is
 */
export const models = (hasAllFields: boolean): fc.Arbitrary<Model> =>
	issueDays.chain((issueDay) =>
		fc.record<Model>({
			ticketNumber: digits(13),
			serialNumber: orNull(digits(11)),
			passengerName: orNull(text),
			idNumber: orNull(residentIds),
			issueDate: fc.constant(isoDay(issueDay)),
			issuedBy: orNull(text),
			agentCode: orNull(text),
			segments: segmentsAbout(issueDay, hasAllFields),
			fare: orNull(amounts),
			aviationFund: orNull(amounts),
			fuelSurcharge: orNull(amounts),
			otherTaxes: orNull(amounts),
			insurance: orNull(amounts),
			total: orNull(amounts),
			scope: fc.constantFrom('domestic', 'international'),
			invoiceNumber: orNull(digits(20)),
			buyerName: orNull(text),
			buyerTaxId: orNull(fc.stringMatching(/^9[0-9A-HJ-NP-Z]{17}$/)),
			taxRate: orNull(fc.constantFrom(0, 6, 9)),
			taxAmount: orNull(amounts),
		}),
	);

/** The part of an invoice that a model says. */
export const modelOf = (invoice: Invoice, model: Model) =>
	Object.fromEntries(Object.keys(model).map((key) => [key, invoice[key as keyof Model]]));

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/**
 * Ways in which itineraries print a day; `03DEC` is one of them unless the year could not be told.
 */
export function writtenDay(iso: string, withYearOnly = false): fc.Arbitrary<string> {
	const [year = '', month = '', day = ''] = iso.split('-');
	const short = `${day}${months[Number(month) - 1]}`;
	const leapDay = short === '29FEB';
	return fc.constantFrom(
		`${year}年${month}月${day}日`,
		iso,
		`${short}${year.slice(2)}`,
		`${short}${year}`,
		...(withYearOnly || leapDay ? [] : [short]),
	);
}

/** Ways in which itineraries print an amount. */
export const writtenAmount = (amount: number): fc.Arbitrary<string> =>
	fc.constantFrom(
		amount.toFixed(2),
		String(amount),
		`CNY ${amount.toFixed(2)}`,
		`CNY${amount}`,
		`YQ ${amount.toFixed(2)}`,
		`¥${amount.toFixed(2)}`,
		...(amount === 0 ? ['EXEMPT', '免税', 'CN EXEMPT'] : []),
	);
