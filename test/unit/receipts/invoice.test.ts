import { specimens } from '../../../tools/sandbox/specimens';
import { checks } from '../../../src/receipts/checks';
import { invoiceFromRecognition } from '../../../src/receipts/sources/recognition';
import { parseRecognition } from '../../../src/juhe/flightInvoiceOcr/parseRecognition';
import {
	asFlight,
	codesOf,
	domestic,
	options,
	recognized,
	warningOf,
} from '../../support/models/invoices';
import { first, sampleResult } from '../../support/models/juhe';
import { madeUpId } from '../../../tools/sandbox/people';

const invoiceOf = (result: unknown) => {
	const parsed = parseRecognition(result);
	if ('unreadable' in parsed) throw new Error(parsed.unreadable);
	return invoiceFromRecognition(parsed.entries, parsed.requestId, options);
};

test('the vendor’s sample, every key, in the order of the design', () => {
	const invoice = invoiceOf(sampleResult('flight-invoice-ocr.recognized'));
	expect(JSON.stringify(invoice, null, 1)).toBe(
		JSON.stringify(
			{
				ticketNumber: '9992106974306',
				serialNumber: '45766893631',
				verificationCode: '9363',
				passengerName: null,
				idNumber: '13*****1217',
				issueDate: '2013-07-19',
				issuedBy: null,
				agentCode: null,
				segments: [
					{
						from: '天津',
						to: '昆明',
						carrier: null,
						flightNumber: 'CA1401',
						cabinClass: null,
						date: null,
						time: '15:45',
						fareBasis: null,
						validFrom: null,
						validUntil: null,
						baggage: null,
					},
				],
				currency: 'CNY',
				fare: 1190,
				aviationFund: null,
				fuelSurcharge: null,
				otherTaxes: null,
				insurance: null,
				total: 1050,
				scope: null,
				invoiceNumber: null,
				buyerName: null,
				buyerTaxId: null,
				taxRate: null,
				taxAmount: null,
				vat: {
					rate: null,
					deductible: null,
					basis: 'none',
					reason: 'Nothing on the document says whether the trip is domestic.',
				},
				category: 'flight',
				business: 'sale',
				status: null,
				originalInvoiceNumber: null,
				reversalReason: null,
				warnings: [
					{
						code: 'essentialsMissing',
						message: 'Not read: passenger name, date of the first flight.',
						suggestion: 'Fill it in from the document, or take another picture.',
					},
					{
						code: 'totalMismatch',
						message: 'The amounts add up to 1190.00, but the total reads 1050.00.',
						suggestion: 'Compare all amounts with the document.',
					},
				],
				duplicateKey: 'flight:9992106974306',
				summary: 'Flight: CA1401 天津 → 昆明, 1050.00 CNY, ticket 9992106974306, 2 warnings',
				otherFields: {},
				requestId: '47b54b5c-1cb4-439f-83e0-38e75b0a5250',
			},
			null,
			1,
		),
	);
});

describe('the specimens', () => {
	const invoices = specimens.map((specimen) => ({
		specimen,
		invoice: invoiceOf({ data: specimen.entries }),
		withoutRows: invoiceOf({ data: specimen.entries.map(({ Name, Value }) => ({ Name, Value })) }),
	}));

	test.each(invoices.map((each) => [each.specimen.name, each] as const))(
		'%s: the same with and without rows, and warned of exactly where it does not add up',
		(_name, { specimen, invoice, withoutRows }) => {
			expect(withoutRows).toEqual(invoice);
			expect(codesOf(invoice).includes('totalMismatch')).toBe(!specimen.addsUp);
			if (specimen.addsUp) expect(invoice.warnings).toEqual([]);
		},
	);

	const byName = (name: string) =>
		first(invoices.filter(({ specimen }) => specimen.name === name)).invoice;

	test('a VOID line is no leg', () => {
		expect(byName('void-line').segments).toHaveLength(1);
	});

	test('a misread amount is named, with what it should be', () => {
		expect(warningOf(byName('misread-total'), 'totalMismatch').suggestion).toBe(
			'With a total of 1200.00 instead of 1020.00 everything adds up: look there first.',
		);
		expect(warningOf(byName('misread-fare'), 'totalMismatch').suggestion).toBe(
			'With a fare of 1130.00 instead of 1730.00 everything adds up: look there first.',
		);
	});

	test('what has no place is kept under its name', () => {
		expect(byName('reissued').otherFields).toEqual({
			签注: '不得签转 变更退票收费 换开自9990000000600',
		});
	});
});

describe('reading', () => {
	test('all names known to Juhe have a place, but the kind of expense, which says nothing new', () => {
		const invoice = recognized({
			...domestic,
			填开单位: '北京测试航空服务有限公司',
			其他税费: '0.00',
			保险费: 'XXX',
			销售单位代号: 'PEK999',
			'客票级别/类别': 'Y',
			客票生效日期: '02MAR26',
			有效期截止日期: '02MAR26',
			免费行李: '20K',
			发票消费类型: '交通',
		});
		expect(invoice.otherFields).toEqual({ 发票消费类型: '交通' });
		expect(invoice.warnings).toEqual([]);
	});

	test('unknown names are kept as they came, one that repeats as a list, whatever they are called', () => {
		const { otherFields } = recognized({
			...domestic,
			签注: '不得签转 ',
			备注: ['一', '二'],
			['__proto__']: 'own',
			constructor: 'own',
		});
		expect(Object.entries(otherFields)).toEqual([
			['签注', '不得签转 '],
			['备注', ['一', '二']],
			['__proto__', 'own'],
			['constructor', 'own'],
		]);
	});

	test('what cannot be read is null, kept as it came, and said', () => {
		const invoice = recognized({ ...domestic, 票价: '113O.00', 时间: '8.30', 国内国际标签: '??' });
		expect(invoice).toMatchObject({
			fare: null,
			scope: 'domestic',
			segments: [{ time: null }],
			otherFields: { 票价: '113O.00', 时间: '8.30', 国内国际标签: '??' },
		});
		expect(warningOf(invoice, 'valueUnreadable').message).toContain('fare “113O.00”');
		expect(warningOf(invoice, 'essentialsMissing').suggestion).toContain(
			'By the other amounts the fare is 1130.00.',
		);
	});

	test('a date without a year: the nearest to the issue; without an issue date null, kept, and said', () => {
		const short = { ...domestic, 日期: '02MAR' };
		expect(recognized(short).segments[0]?.date).toBe('2026-03-02');
		expect(recognized(short).warnings).toEqual([]);
		const invoice = recognized({ ...short, 填开日期: '' });
		expect(invoice.segments[0]?.date).toBeNull();
		expect(invoice.otherFields).toEqual({ 日期: '02MAR' });
		expect(warningOf(invoice, 'yearMissing').message).toContain('flight date “02MAR”');
	});

	test('a value that came twice, differently: the first, the other kept and said', () => {
		const invoice = recognized({ ...domestic, 合计金额: ['1200.00', '1260.00', '1200.00'] });
		expect(invoice).toMatchObject({ total: 1200, otherFields: { 合计金额: '1260.00' } });
		expect(codesOf(invoice)).toEqual(['valueRepeated']);
		expect(codesOf(recognized({ ...domestic, 合计金额: ['1200.00', '1200.00'] }))).toEqual([]);
	});

	test('amounts of another currency than the total’s are left out, and said', () => {
		const invoice = recognized({ ...domestic, 票价: 'USD 150.00' });
		expect(invoice).toMatchObject({
			currency: 'CNY',
			fare: null,
			otherFields: { 票价: 'USD 150.00' },
		});
		expect(codesOf(invoice)).toContain('currencyMixed');
		const foreign = { 票价: 'USD 150.00', 合计金额: 'USD 150.00' };
		expect(recognized(foreign)).toMatchObject({ currency: 'USD', fare: 150, total: 150 });
	});

	test('legs as on paper: the departure once, then every stop', () => {
		const { segments } = recognized({
			...domestic,
			始发地: '北京首都',
			目的地: ['上海虹桥', '广州白云', 'VOID'],
			航班号: ['CA1501', 'CA1502', 'VOID'],
			日期: ['02MAR', '04MAR', 'VOID'],
			承运人: ['国航', '国航'],
			座位等级: ['Y', 'Y'],
			时间: ['08:30', '10:00'],
		});
		expect(segments.map(({ from, to, flightNumber }) => [from, to, flightNumber])).toEqual([
			['北京首都', '上海虹桥', 'CA1501'],
			['上海虹桥', '广州白云', 'CA1502'],
		]);
	});

	const surface = {
		...domestic,
		始发地: '北京首都',
		目的地: ['上海虹桥', '杭州萧山', '广州白云'],
		承运人: ['东航', '', '东航'],
		座位等级: ['Y', '', 'Y'],
		日期: ['02MAR', '', '04MAR'],
		时间: ['08:30', '', '10:00'],
		民航发展基金: '100',
		合计金额: '1250',
		电子客票号码: '7810000000101',
	};
	const crossedOut = [
		'VOID',
		'void',
		'V O I D',
		'ＶＯＩＤ',
		'V0ID',
		'VOTD',
		'VO1D',
		'V01D',
		'VOlD',
		'VOID.',
		'*VOID*',
		'—VOID—',
		'VOID VOID',
	];

	test.each(crossedOut)('a flight that is %s is none: it departs where that line ends', (sign) => {
		const invoice = recognized({ ...surface, 航班号: ['MU5102', sign, 'MU5216'] });
		expect(invoice.segments.map(({ from, to, flightNumber }) => [from, to, flightNumber])).toEqual([
			['北京首都', '上海虹桥', 'MU5102'],
			['杭州萧山', '广州白云', 'MU5216'],
		]);
		expect(codesOf(invoice)).toEqual([]);
	});

	test.each(crossedOut)(
		'a stop that is %s is none: where the next departs is not known, and said',
		(sign) => {
			const stops = ['上海虹桥', sign, '广州白云'];
			const invoice = recognized({ ...surface, 目的地: stops, 航班号: ['MU5102', sign, 'MU5216'] });
			expect(invoice.segments.map(({ from, to }) => [from, to])).toEqual([
				['北京首都', '上海虹桥'],
				[null, '广州白云'],
			]);
			expect(warningOf(invoice, 'legUncertain').message).toContain('departure');
		},
	);

	test.each(['无', 'N/A', 'nil', 'XXX'])('%s is no amount, and not worth a warning', (none) => {
		const invoice = recognized({ ...domestic, 保险费: none, 其他税费: none });
		expect(invoice).toMatchObject({ insurance: null, otherTaxes: null, warnings: [] });
	});

	test.each(['-', '--', '—', '－－', '/', '－ －', '***', '~', '...'])(
		'%s is nothing, and not worth a warning',
		(nothing) => {
			const changes = {
				保险费: nothing,
				其他税费: nothing,
				客票生效日期: nothing,
				承运人: nothing,
			};
			const invoice = recognized({ ...domestic, ...changes, 签注: nothing });
			expect(invoice).toMatchObject({ insurance: null, otherTaxes: null, warnings: [] });
			expect(invoice.segments[0]).toMatchObject({ carrier: null, validFrom: null });
			expect(invoice.otherFields).toEqual({ 签注: nothing });
		},
	);

	test.each([
		['票价', 'fare', '1130,00', 1130],
		['民航发展基金', 'aviationFund', 'CN 50,00', 50],
		['合计金额', 'total', '１２００，００', 1200],
	] as const)('%s with a decimal comma is no hundredfold', (name, field, text, amount) => {
		const invoice = recognized({ ...domestic, [name]: text });
		expect(invoice[field]).toBe(amount);
		expect(invoice.warnings).toEqual([]);
	});

	test('where only the order tells and a leg lacks something, it is said', () => {
		const invoice = recognized({
			...domestic,
			始发地: ['北京首都', '上海虹桥'],
			目的地: ['上海虹桥', '北京首都'],
			日期: '02MAR',
		});
		expect(warningOf(invoice, 'legUncertain').message).toContain('flight date');
	});

	test('rows decide; what has none among several legs is kept apart, and said', () => {
		const at = (name: string, value: string, row: number | null) => ({ name, value, row });
		const entries = [
			at('航班号', 'CA1502', 1),
			at('航班号', 'CA1501', 0),
			at('目的地', '上海虹桥', 0),
			at('目的地', '北京首都', 1e9),
			at('日期', '02MAR', null),
		];
		const read = invoiceFromRecognition(entries, null, options);
		const { segments, otherFields, warnings } = asFlight(read);
		expect(segments.map(({ flightNumber, to }) => [flightNumber, to])).toEqual([
			['CA1501', '上海虹桥'],
			['CA1502', null],
			[null, '北京首都'],
		]);
		expect(otherFields).toEqual({ 日期: '02MAR' });
		expect(warnings.map(({ code }) => code)).toContain('legUncertain');
	});
});

describe('checks', () => {
	test('each has a name of its own and a source', () => {
		for (const category of ['flight', 'train']) {
			const codes = checks.flatMap(({ code, of = category }) => (of === category ? code : []));
			expect(new Set(codes).size).toBe(codes.length);
		}
		for (const { source } of checks) expect(source.length).toBeGreaterThan(20);
	});

	test('a right itinerary is warned of nothing', () => {
		expect(recognized(domestic).warnings).toEqual([]);
	});

	const digital = {
		...domestic,
		印刷序号: '',
		验证码: '',
		发票号码: '26999999999999999901',
		票价: '1036.70',
		燃油附加费: '18.35',
		增值税税率: '9%',
		增值税税额: '94.95',
	};

	test('nor is a right digital one', () => {
		expect(recognized(digital).warnings).toEqual([]);
	});

	const wrongId = madeUpId('19900101').slice(0, -1) + '2';
	const back = {
		...domestic,
		始发地: ['北京首都', '上海虹桥'],
		目的地: ['上海虹桥', '北京首都'],
		航班号: ['CA1501', 'CA1502'],
		承运人: ['国航', '国航'],
		座位等级: ['Y', 'Y'],
		时间: ['08:30', '09:00'],
		民航发展基金: '100',
		合计金额: '1250',
	};

	test.each<[string, string, Record<string, string | string[]>, RegExp]>([
		['no passenger', 'essentialsMissing', { ...domestic, 旅客姓名: '' }, /passenger name\.$/],
		['no flight', 'essentialsMissing', { 旅客姓名: '测试甲' }, /ticket number, flight\.$/],
		[
			'a flight without place and day',
			'essentialsMissing',
			{ ...domestic, 目的地: '', 日期: '' },
			/destination and date of the first flight/,
		],
		['a total too high', 'totalMismatch', { ...domestic, 合计金额: '2345' }, /1200\.00.*2345\.00/],
		[
			'VAT that does not fit',
			'vatMismatch',
			{ ...digital, 增值税税额: '90.00', 合计金额: '1195.05' },
			/90\.00.*94\.95/,
		],
		[
			'a serial number off by one',
			'serialNumberInvalid',
			{ ...domestic, 印刷序号: '99900001015' },
			/check digit/,
		],
		[
			'a serial number too short',
			'serialNumberInvalid',
			{ ...domestic, 印刷序号: '9990000101' },
			/11 digits/,
		],
		[
			'another verification code',
			'verificationCodeMismatch',
			{ ...domestic, 验证码: '0111' },
			/0111.*0101/,
		],
		[
			'a ticket number too short',
			'ticketNumberInvalid',
			{ ...domestic, 电子客票号码: '999000000010' },
			/13 digits/,
		],
		[
			'a ticket number with a wrong check digit',
			'ticketNumberInvalid',
			{ ...domestic, 电子客票号码: `9990000000101${(9990000000101 + 1) % 7}` },
			/14th/,
		],
		[
			'an invoice number too short',
			'invoiceNumberInvalid',
			{ ...digital, 发票号码: '2699' },
			/20 digits/,
		],
		[
			'another airline',
			'airlineMismatch',
			{ ...domestic, 电子客票号码: '7840000000101' },
			/784 is of CZ.*CA/,
		],
		[
			'back before there',
			'datesOutOfOrder',
			{ ...back, 日期: ['2026-03-04', '2026-03-02'] },
			/Flight 2.*before/,
		],
		[
			'flown before it is valid',
			'datesOutOfOrder',
			{ ...domestic, 客票生效日期: '2026-03-05' },
			/before the ticket is valid/,
		],
		[
			'flown after it was valid',
			'datesOutOfOrder',
			{ ...domestic, 有效期截止日期: '2026-02-05' },
			/after the ticket is valid/,
		],
		[
			'flown years after',
			'datesOutOfOrder',
			{ ...domestic, 日期: '2028-03-02' },
			/more than a year/,
		],
		[
			'an ID with a wrong digit',
			'idNumberInvalid',
			{ ...domestic, 有效身份证件号码: wrongId },
			/check digit/,
		],
		[
			'all decimal points lost',
			'aviationFundUnusual',
			{ ...domestic, 票价: '113000', 民航发展基金: '5000', 燃油附加费: '2000', 合计金额: '120000' },
			/5000\.00/,
		],
		[
			'an aviation fund that is no tariff',
			'aviationFundUnusual',
			{ ...domestic, 民航发展基金: '5', 合计金额: '1155' },
			/5\.00/,
		],
		['an invoice that was reversed', 'notInForce', { ...digital, 开具状态: '红冲' }, /红冲/],
		[
			'an invoice that takes back another',
			'reversal',
			{ ...domestic, 票价: '-1130', 民航发展基金: '-50', 燃油附加费: '-20', 合计金额: '-1200' },
			/negative/,
		],
	])('%s: %s', (_what, code, values, message) => {
		const invoice = recognized(values);
		expect(warningOf(invoice, code).message).toMatch(message);
		if (code !== 'essentialsMissing') expect(codesOf(invoice)).toEqual([code]);
	});

	test.each<[string, Record<string, string | string[]>]>([
		['an ID that is masked already', { 有效身份证件号码: '1101**********721X' }],
		['a passport', { 有效身份证件号码: 'E99999999' }],
		['a ticket number with a hyphen', { 电子客票号码: '999-0000000101' }],
		['a ticket number with its check digit', { 电子客票号码: `9990000000101${9990000000101 % 7}` }],
		['tickets issued together', { 电子客票号码: '999-0000000101-02' }],
		['an airline that the table does not know', { 航班号: 'NH905' }],
		['a ticket of an airline that the table does not know', { 电子客票号码: '2050000000101' }],
		['an insurance that the total holds', { 保险费: '30', 合计金额: '1230' }],
		['an insurance that it does not hold', { 保险费: '30' }],
		['a status that says normal', { 开具状态: '正常' }],
		['printed before the flight, or after', { 填开日期: '2026-03-20' }],
	])('nothing is said of %s', (_what, changes) => {
		expect(recognized({ ...domestic, ...changes }).warnings).toEqual([]);
	});

	test('east over the date line one may fly on the day before', () => {
		const journey = { ...back, 国内国际标签: '国际', 日期: ['2026-03-03', '2026-03-02'] };
		expect(codesOf(recognized(journey))).not.toContain('datesOutOfOrder');
	});

	test.each<[string, Record<string, string>, RegExp]>([
		['a digit that looks like another', { 票价: '1730' }, /a fare of 1130\.00 instead of 1730\.00/],
		['two digits swapped', { 合计金额: '1020' }, /a total of 1200\.00 instead of 1020\.00/],
		['a digit lost', { 票价: '113' }, /a fare of 1130\.00 instead of 113\.00/],
		[
			'the decimal point lost',
			{ 民航发展基金: '5000' },
			/an aviation fund of 50\.00 instead of 5000\.00/,
		],
		['the fund not read', { 民航发展基金: '' }, /an aviation fund of 50\.00, which was not read/],
		[
			'the surcharge not read',
			{ 燃油附加费: '' },
			/a fuel surcharge of 20\.00, which was not read/,
		],
		[
			'VAT not read off a digital one',
			{ ...digital, 增值税税额: '', 增值税税率: '' },
			/94\.95, is just the VAT/,
		],
		['two values wrong', { 票价: '4444', 合计金额: '9876' }, /^Compare all amounts/],
		['two explanations', { 票价: '1030', 合计金额: '1200' }, /^Compare all amounts/],
	])('repair: %s', (_what, changes, suggestion) => {
		const { suggestion: said } = warningOf(
			recognized({ ...domestic, ...changes }),
			'totalMismatch',
		);
		expect(said).toMatch(suggestion);
	});
});

const codes = ({ warnings }: ReturnType<typeof recognized>) => warnings.map(({ code }) => code);

describe('accounting', () => {
	test.each<[string, Record<string, string>, string | null]>([
		['the mark says domestic', {}, 'domestic'],
		['the mark says international', { 国内国际标签: '国际' }, 'international'],
		['no mark, a fund of 50 a flight', { 国内国际标签: '' }, 'domestic'],
		['no mark, a fund of 90', { 国内国际标签: '', 民航发展基金: '90' }, 'international'],
		['no mark, other taxes beside 50', { 国内国际标签: '', 其他税费: '120' }, null],
		['no mark, no fund', { 国内国际标签: '', 民航发展基金: 'EXEMPT' }, null],
	])('scope: %s', (_what, changes, scope) => {
		expect(recognized({ ...domestic, ...changes }).scope).toBe(scope);
	});

	const printed = { 增值税税率: '9%', 增值税税额: '94.95', 票价: '1036.70', 燃油附加费: '18.35' };
	test.each<[string, Record<string, string>, object]>([
		['domestic: estimated', {}, { rate: 9, deductible: 94.95, basis: 'estimated' }],
		['printed comes first', printed, { rate: 9, deductible: 94.95, basis: 'printed' }],
		['printed as 0.09', { ...printed, 增值税税率: '0.09' }, { rate: 9, basis: 'printed' }],
		[
			'not read off a digital itinerary',
			{ ...printed, 增值税税率: '', 增值税税额: '' },
			{
				rate: 9,
				deductible: 94.95,
				basis: 'estimated',
				reason: expect.stringContaining('digital'),
			},
		],
		[
			'international',
			{ 国内国际标签: '国际' },
			{ basis: 'none', reason: expect.stringContaining('International') },
		],
		...['免税', '不征税', '***', '0%', '0', '零税率', '免征增值税'].map(
			(word): [string, Record<string, string>, object] => [
				`no rate: ${word}`,
				{ ...printed, 增值税税率: word, 增值税税额: '***', 合计金额: '1105.05' },
				{ basis: 'none', reason: expect.stringContaining('no VAT is charged') },
			],
		),
		[
			'a VAT that says 免税',
			{ 增值税税额: '免税' },
			{ basis: 'none', reason: expect.stringContaining('no VAT is charged') },
		],
		[
			'printed on an international trip',
			{ ...printed, 国内国际标签: '国际' },
			{ deductible: 94.95, basis: 'printed', reason: expect.stringContaining('although') },
		],
		['no name', { 旅客姓名: '' }, { basis: 'none', reason: expect.stringContaining('name') }],
		[
			'no ID',
			{ 有效身份证件号码: '' },
			{ basis: 'none', reason: expect.stringContaining('ID number') },
		],
		['no fare', { 票价: '' }, { basis: 'none', reason: expect.stringContaining('fare') }],
		[
			'not in yuan',
			{ 票价: 'USD 9', 合计金额: 'USD 79' },
			{ basis: 'none', reason: expect.stringContaining('USD') },
		],
		[
			'amounts that do not add up',
			{ 合计金额: '1020' },
			{ basis: 'estimated', reason: expect.stringContaining('doubtful') },
		],
	])('VAT: %s', (_what, changes, vat) => {
		const found = recognized({ ...domestic, ...changes }).vat;
		expect(found).toMatchObject(vat);
		expect(found.reason).toMatch(/^[A-Z].*\.$/);
		if (found.basis === 'none') expect(found).toMatchObject({ rate: null, deductible: null });
	});

	test('VAT: a word for no rate is understood', () => {
		const said = { ...domestic, 增值税税率: '免税', 增值税税额: '***' };
		expect(recognized(said)).toMatchObject({ taxRate: 0, taxAmount: null });
		for (const word of ['免税', '不征税', '***', '0%'])
			expect(codes(recognized({ ...said, 增值税税率: word }))).not.toContain('valueUnreadable');
	});

	test('VAT: of an international trip, by its mark or by its fund, warns', () => {
		const far = { 国内国际标签: '', 民航发展基金: '90' };
		for (const changes of [{ 国内国际标签: '国际' }, far]) {
			expect(codes(recognized({ ...domestic, ...printed, ...changes }))).toContain(
				'vatOnInternational',
			);
			expect(codes(recognized({ ...domestic, ...changes }))).not.toContain('vatOnInternational');
		}
		expect(codes(recognized({ ...domestic, ...printed }))).not.toContain('vatOnInternational');
	});

	test('VAT: at the rate that was set', () => {
		expect(recognized(domestic, { vatRate: 6 }).vat).toMatchObject({ rate: 6, deductible: 65.09 });
	});

	test.each<[string, Record<string, string>, string]>([
		['the ticket number', {}, 'flight:9990000000101'],
		['the ticket number with a hyphen', { 电子客票号码: '999-0000000101' }, 'flight:9990000000101'],
		[
			'of conjunction tickets the first',
			{ 电子客票号码: '9990000000101/02' },
			'flight:9990000000101',
		],
		[
			'of a digital one the invoice number, because a ticket may be invoiced again',
			{ 发票号码: '26999999999999999901' },
			'flight:26999999999999999901',
		],
		[
			'not an invoice number that was misread',
			{ 发票号码: '2699999999999999990' },
			'flight:9990000000101',
		],
		[
			'the invoice number',
			{ 电子客票号码: '', 发票号码: '26999999999999999901' },
			'flight:26999999999999999901',
		],
		['the serial number', { 电子客票号码: '' }, 'flight:99900001014'],
		['a reversal apart', { 合计金额: '-1200' }, 'flight:9990000000101:reversal'],
		['a minus behind it likewise', { 合计金额: '1200.00-' }, 'flight:9990000000101:reversal'],
		[
			'a reversal in parentheses apart',
			{ 合计金额: '（1200.00）' },
			'flight:9990000000101:reversal',
		],
	])('duplicate key: %s', (_what, changes, key) => {
		expect(recognized({ ...domestic, ...changes }).duplicateKey).toBe(key);
	});

	test('duplicate key without any number: the trip; of what was hardly read, its own', () => {
		const trip = { ...domestic, 电子客票号码: '', 印刷序号: '' };
		const key = recognized(trip).duplicateKey;
		expect(key).toMatch(/^flight:trip:[0-9a-f]{24}$/);
		expect(recognized({ ...trip, 座位等级: 'C' }).duplicateKey).toBe(key);
		expect(recognized({ ...trip, 日期: '2026-03-03' }).duplicateKey).not.toBe(key);
		expect(recognized({ ...trip, 旅客姓名: '' }).duplicateKey).not.toBe(key);
		for (const unnamed of ['旅客姓名', '日期', '航班号']) {
			const hardly = recognized({ ...trip, [unnamed]: '', 有效身份证件号码: '' });
			expect(hardly.duplicateKey).toMatch(/^flight:unread:/);
		}
		const unread = ['R1', 'R2'].map(
			(id) =>
				invoiceFromRecognition([{ name: '签注', value: '?', row: null }], id, options).duplicateKey,
		);
		expect(new Set(unread).size).toBe(2);
	});

	test('the summary is one line', () => {
		expect(recognized({ ...domestic, 旅客姓名: '测试\n甲' }).summary).toBe(
			'Flight: 2026-03-02, 测试 甲, CA1501 北京首都 → 上海虹桥, 1200.00 CNY, ticket 9990000000101',
		);
		expect(recognized({ 签注: '?' }).summary).toBe('Flight: nothing could be read, 1 warning');
	});
});

describe('masked', () => {
	const id = madeUpId('19900101');
	const phone = '13900000000';
	const places = [
		...Object.keys(domestic).filter(
			(name) => !/^(票价|民航发展基金|燃油附加费|合计金额)$/.test(name),
		),
		'填开单位',
		'销售单位代号',
		'购买方名称',
		'统一社会信用代码/纳税人识别号',
		'发票号码',
		'签注',
		'免费行李',
		'客票生效日期',
		'保险费',
	];

	test.each(places)('no ID number comes out, even if it was read into %s', (name) => {
		const values = { ...domestic, 有效身份证件号码: id, [name]: id };
		expect(JSON.stringify(recognized(values))).toContain(id);
		const masked = recognized(values, { maskPersonalData: true });
		expect(JSON.stringify(masked)).not.toContain(id);
		expect(JSON.stringify(masked)).not.toContain(id.slice(4, -4));
	});

	test('nor does a phone number, whose digits are shown in part', () => {
		const values = {
			...domestic,
			签注: `电话${phone}`,
			旅客姓名: `测试甲 ${phone}`,
			票价: `票价${phone}`,
		};
		const masked = recognized(values, { maskPersonalData: true });
		expect(JSON.stringify(masked)).not.toContain(phone);
		expect(masked.passengerName).toBe('测试甲 139****0000');
		expect(masked.otherFields.签注).toBe('电话139****0000');
	});

	test('numbers of the document stay whole, though they look like phone numbers', () => {
		const values = { ...domestic, 印刷序号: '13900000006', 电子客票号码: '8613900000000' };
		expect(recognized(values, { maskPersonalData: true })).toMatchObject({
			serialNumber: '13900000006',
			ticketNumber: '8613900000000',
			duplicateKey: 'flight:8613900000000',
			summary: expect.stringContaining('ticket 8613900000000'),
			idNumber: `9999**********${id.slice(-4)}`,
		});
	});

	test('an odd ID is masked wherever else it stands', () => {
		const values = { ...domestic, 有效身份证件号码: 'AB-12-CDEF', 签注: '证件AB-12-CDEF' };
		const masked = recognized(values, { maskPersonalData: true });
		expect(JSON.stringify(masked)).not.toContain('AB-12-CDEF');
	});
});
