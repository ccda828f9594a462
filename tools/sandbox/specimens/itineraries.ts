import { madeUpId } from '../people';

/**
 * A field as the engine gives it: `Row` is the leg, counted from 0, and -1 where the field belongs
 * to no leg.
 */
export interface Entry {
	Name: string;
	Value: string;
	Row?: number;
}

/** A made-up itinerary (行程单). */
export interface SpecimenItinerary {
	/** File name without its ending. */
	name: string;
	/** What it is a specimen of. */
	shows: string;
	/** What recognition answers, in the order of the page. */
	entries: readonly Entry[];
	/** What the page says where `entries` were misread, by name of the field. */
	printed: Readonly<Record<string, string>>;
	/** Do the parts that were read add up to the total that was read? */
	addsUp: boolean;
}

/** The ten digits of a serial number with their check digit: the number modulo 7. */
const serial = (tenDigits: string) => `${tenDigits}${Number(tenDigits) % 7}`;

interface Page {
	serialNumber: string;
	passenger: string;
	idNumber: string;
	/** 签注, a name that the vendor's list lacks. */
	endorsement?: string;
	legs: Array<Record<string, string>>;
	/** 票价, 民航发展基金 …, 合计金额 */
	sums: Record<string, string>;
	ticketNumber: string;
	insurance: string;
	agentCode: string;
	issuedBy: string;
	issueDate: string;
	scope: string;
	more?: Record<string, string>;
}

const fields = (values: Record<string, string>, Row: number): Entry[] =>
	Object.entries(values).map(([Name, Value]) => ({ Name, Value, Row }));

/** The fields in the order of the printed page. */
const entriesOf = (page: Page): Entry[] => [
	...fields(
		{
			...(page.serialNumber && { 印刷序号: page.serialNumber }),
			旅客姓名: page.passenger,
			有效身份证件号码: page.idNumber,
			...(page.endorsement !== undefined && { 签注: page.endorsement }),
		},
		-1,
	),
	...page.legs.flatMap(fields),
	...fields(
		{
			...page.sums,
			电子客票号码: page.ticketNumber,
			...(page.serialNumber && { 验证码: page.serialNumber.slice(6, 10) }),
			保险费: page.insurance,
			销售单位代号: page.agentCode,
			填开单位: page.issuedBy,
			填开日期: page.issueDate,
			国内国际标签: page.scope,
			...page.more,
		},
		-1,
	),
];

const leg = (
	from: string,
	to: string,
	carrier: string,
	flightNumber: string,
	date: string,
	time: string,
	more: Record<string, string> = {},
): Record<string, string> => ({
	始发地: from,
	目的地: to,
	承运人: carrier,
	航班号: flightNumber,
	座位等级: 'Y',
	日期: date,
	时间: time,
	'客票级别/类别': 'Y',
	免费行李: '20K',
	...more,
});

const domestic = {
	insurance: 'XXX',
	agentCode: 'PEK999 00000001',
	issuedBy: '北京测试航空服务有限公司',
	scope: '国内',
};

const oneLeg: Page = {
	...domestic,
	serialNumber: serial('9990000101'),
	passenger: '测试甲',
	idNumber: madeUpId('19900101', '001'),
	legs: [leg('北京首都', '上海虹桥', '国航', 'CA1501', '2026年03月02日', '08:30')],
	sums: {
		票价: 'CNY 1130.00',
		民航发展基金: 'CN 50.00',
		燃油附加费: 'YQ 20.00',
		合计金额: 'CNY 1200.00',
	},
	ticketNumber: '9990000000101',
	issueDate: '2026年03月01日',
};

const specimen = (
	name: string,
	shows: string,
	page: Page,
	misread: Record<string, string> = {},
): SpecimenItinerary => {
	const printedEntries = entriesOf(page);
	return {
		name,
		shows,
		entries: printedEntries.map((entry) => ({
			...entry,
			Value: misread[entry.Name] ?? entry.Value,
		})),
		printed: Object.fromEntries(
			printedEntries
				.filter(({ Name }) => misread[Name] !== undefined)
				.map(({ Name, Value }) => [Name, Value]),
		),
		addsUp: Object.keys(misread).length === 0,
	};
};

/**
 * The itinerary which also exists as OFD, XML and PDF (`documents.ts`): a screenshot of the
 * digital one.
 */
export const digitalSpecimen = specimen(
	'digital',
	'a screenshot of a digital itinerary: invoice number, buyer and VAT are printed, a serial number is not',
	{
		...domestic,
		serialNumber: '',
		passenger: '测试戊',
		idNumber: madeUpId('19850505', '005'),
		legs: [leg('广州白云', '成都天府', '南航', 'CZ3401', '2026年05月06日', '09:15')],
		sums: {
			票价: 'CNY 1036.70',
			燃油附加费: 'CNY 18.35',
			增值税税率: '9%',
			增值税税额: 'CNY 94.95',
			民航发展基金: 'CNY 50.00',
			其他税费: 'CNY 0.00',
			合计金额: 'CNY 1200.00',
		},
		ticketNumber: '7840000000901',
		agentCode: 'CAN999 00000009',
		issuedBy: '测试航空股份有限公司',
		issueDate: '2026年05月07日',
		more: {
			发票号码: '26999999999999999901',
			购买方名称: '测试采购有限公司',
			'统一社会信用代码/纳税人识别号': '91999999MA0000001N',
		},
	},
);

/**
 * All of them. People, numbers and companies are made up; check digits are right, and sums add up
 * unless misread.
 */
export const specimens: readonly SpecimenItinerary[] = [
	specimen('one-leg', 'one domestic leg', oneLeg),
	specimen('two-legs', 'there and back, with an insurance outside the total', {
		...domestic,
		serialNumber: serial('9990000202'),
		passenger: '测试乙',
		idNumber: madeUpId('19880808', '002'),
		legs: [
			leg('上海浦东', '昆明长水', '东航', 'MU5801', '03DEC', '07:45', {
				客票生效日期: '03DEC26',
				有效期截止日期: '03DEC26',
			}),
			leg('昆明长水', '上海浦东', '东航', 'MU5806', '09DEC', '19:20', {
				客票生效日期: '09DEC26',
				有效期截止日期: '09DEC26',
			}),
		],
		sums: {
			票价: 'CNY 3180.00',
			民航发展基金: 'CN 100.00',
			燃油附加费: 'YQ 140.00',
			合计金额: 'CNY 3420.00',
		},
		ticketNumber: '7810000000202',
		insurance: '30.00',
		agentCode: 'SHA999 00000002',
		issueDate: '2026-11-28',
	}),
	specimen('four-legs', 'four legs with two carriers, the most that a page holds', {
		...domestic,
		serialNumber: serial('9990000303'),
		passenger: '测试丙',
		idNumber: madeUpId('19750315', '003'),
		legs: [
			leg('广州白云', '武汉天河', '南航', 'CZ3367', '11MAY', '08:00'),
			leg('武汉天河', '西安咸阳', '南航', 'CZ6941', '12MAY', '14:10'),
			leg('西安咸阳', '乌鲁木齐', '海航', 'HU7853', '14MAY', '10:05', { 座位等级: 'C' }),
			leg('乌鲁木齐', '广州白云', '南航', 'CZ6882', '18MAY', '16:40'),
		],
		sums: {
			票价: '6480.00',
			民航发展基金: '200.00',
			燃油附加费: '220.00',
			合计金额: '6900.00',
		},
		ticketNumber: '7840000000303',
		agentCode: 'CAN999 00000003',
		issueDate: '2026年04月30日',
	}),
	specimen('infant', 'an infant: a tenth of the fare, no fund, no fuel surcharge', {
		...domestic,
		serialNumber: serial('9990000404'),
		passenger: '测试宝(INF)',
		idNumber: madeUpId('20250601', '004'),
		legs: [
			leg('成都天府', '厦门高崎', '厦航', 'MF8402', '20JUL26', '12:35', {
				'客票级别/类别': 'YIN90',
				免费行李: '10K',
			}),
		],
		sums: {
			票价: 'CNY 180.00',
			民航发展基金: 'CN EXEMPT',
			燃油附加费: 'YQ EXEMPT',
			合计金额: 'CNY 180.00',
		},
		ticketNumber: '7310000000404',
		agentCode: 'CTU999 00000004',
		issueDate: '2026年07月18日',
	}),
	specimen('international', 'an international journey with other taxes', {
		...domestic,
		serialNumber: serial('9990000505'),
		passenger: 'CESHI/DING MS',
		idNumber: 'E99999999',
		legs: [
			leg('北京首都', '东京成田', '国航', 'CA925', '15SEP26', '09:20', {
				'客票级别/类别': 'YRT2M',
				免费行李: '2PC',
			}),
			leg('东京成田', '北京首都', '国航', 'CA926', '22SEP26', '14:55', {
				'客票级别/类别': 'YRT2M',
				免费行李: '2PC',
			}),
		],
		sums: {
			票价: 'CNY 3200.00',
			民航发展基金: 'CN 90.00',
			燃油附加费: 'YQ 860.00',
			其他税费: 'XT 245.00',
			合计金额: 'CNY 4395.00',
		},
		ticketNumber: '9990000000505',
		issueDate: '2026-09-01',
		scope: '国际',
	}),
	specimen('reissued', 're-issued after a change: an endorsement names the former ticket', {
		...domestic,
		serialNumber: serial('9990000606'),
		passenger: '测试己',
		idNumber: madeUpId('19991231', '006'),
		endorsement: '不得签转 变更退票收费 换开自9990000000600',
		legs: [leg('深圳宝安', '杭州萧山', '深航', 'ZH9877', '2026-06-12', '18:05')],
		sums: {
			票价: 'CNY 1250.00',
			民航发展基金: 'CN 50',
			燃油附加费: 'YQ 70',
			合计金额: 'CNY 1370.00',
		},
		ticketNumber: '4790000000606',
		agentCode: 'SZX999 00000006',
		issueDate: '2026-06-10',
	}),
	specimen('void-line', 'one leg, and the VOID of the unused line is read as well', {
		...domestic,
		serialNumber: serial('9990000707'),
		passenger: '测试庚',
		idNumber: madeUpId('19690420', '007'),
		legs: [
			leg('济南遥墙', '重庆江北', '山航', 'SC8805', '08AUG', '21:00'),
			{ 目的地: 'VOID', 航班号: 'VOID' },
		],
		sums: {
			票价: 'CNY 990.00',
			民航发展基金: 'CN 50.00',
			燃油附加费: 'YQ 免税',
			合计金额: 'CNY 1040.00',
		},
		ticketNumber: '3240000000707',
		agentCode: 'TNA999 00000007',
		issueDate: '2026年08月01日',
	}),
	digitalSpecimen,
	specimen(
		'misread-total',
		'the total was read below the fare, as in the vendor’s sample',
		{
			...oneLeg,
			serialNumber: serial('9990000808'),
			passenger: '测试辛',
			idNumber: madeUpId('19930909', '008'),
			ticketNumber: '9990000000808',
		},
		{ 合计金额: 'CNY 1020.00' },
	),
	specimen(
		'misread-fare',
		'one digit of the fare was misread',
		{
			...oneLeg,
			serialNumber: serial('9990000909'),
			passenger: '测试壬',
			idNumber: madeUpId('19810101', '009'),
			ticketNumber: '9990000000909',
		},
		{ 票价: 'CNY 1730.00' },
	),
	{
		name: 'vendor-sample',
		shows: 'what the vendor’s sample shows: eleven fields, no passenger, a total below the fare',
		entries: [
			{ Name: '印刷序号', Value: '45766893631', Row: -1 },
			{ Name: '有效身份证件号码', Value: '13*****1217', Row: -1 },
			{ Name: '始发地', Value: '天津', Row: 0 },
			{ Name: '目的地', Value: '昆明', Row: 0 },
			{ Name: '航班号', Value: 'CA1401', Row: 0 },
			{ Name: '时间', Value: '15:45', Row: 0 },
			{ Name: '电子客票号码', Value: '9992106974306', Row: -1 },
			{ Name: '验证码', Value: '9363', Row: -1 },
			{ Name: '填开日期', Value: '2013年07月19日', Row: -1 },
			{ Name: '票价', Value: '1190.00', Row: -1 },
			{ Name: '合计金额', Value: '1050.00', Row: -1 },
		],
		printed: {},
		addsUp: false,
	},
];
