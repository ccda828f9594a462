import { digitalSpecimen } from './itineraries';
import { wrapOfd } from './ofd';
import { writePdf } from './pdf';
import type { Placed } from './pdf';

/**
 * The digital specimen as the files that airlines issue. No official sample was at hand: the names
 * of the elements are those that public parsers agree on, their nesting and the files around them
 * are plausible, no more.
 */

const valueOf = (name: string) =>
	digitalSpecimen.entries.find((entry) => entry.Name === name)?.Value ?? '';
const amountOf = (name: string) => valueOf(name).replace('CNY ', '');
const isoDateOf = (name: string) => valueOf(name).replace(/(\d+)年(\d+)月(\d+)日/, '$1-$2-$3');

const elements = (values: Record<string, string>) =>
	Object.entries(values)
		.map(([name, value]) => `<atr:${name}>${value}</atr:${name}>`)
		.join('\n');

/** As XML. */
export const digitalXml = (): Buffer =>
	Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<atr:AirTransportReceipt xmlns:atr="urn:juhe-sandbox:made-up">
${elements({
	ElectronicInvoiceAirTransportReceiptNumber: valueOf('发票号码'),
	MarkingOfDomesticOrInternational: valueOf('国内国际标签'),
	PassengerName: valueOf('旅客姓名'),
	ValidIdNumber: valueOf('有效身份证件号码'),
})}
<atr:DetailInformationOfAirTicketTuple>
${elements({
	DepartureStation: valueOf('始发地'),
	DestinationStation: valueOf('目的地'),
	Carrier: valueOf('承运人'),
	Flight: valueOf('航班号'),
	SeatClass: valueOf('座位等级'),
	CarrierDate: isoDateOf('日期'),
	DepartureTime: valueOf('时间'),
	FareBasis: valueOf('客票级别/类别'),
	FreeBaggageAllowance: valueOf('免费行李'),
})}
</atr:DetailInformationOfAirTicketTuple>
${elements({
	Fare: amountOf('票价'),
	FuelSurcharge: amountOf('燃油附加费'),
	VatRate: '0.09',
	VatTaxAmount: amountOf('增值税税额'),
	CivilAviationDevelopmentFund: amountOf('民航发展基金'),
	OtherTaxes: amountOf('其他税费'),
	TotalAmount: amountOf('合计金额'),
	ElectronicTicketNum: valueOf('电子客票号码'),
	Insurance: valueOf('保险费'),
	AgentCode: valueOf('销售单位代号'),
	IssueParty: valueOf('填开单位'),
	IssueDate: isoDateOf('填开日期'),
	NameOfPurchaser: valueOf('购买方名称'),
	UnifiedSocialCreditCodeOfPurchaser: valueOf('统一社会信用代码/纳税人识别号'),
})}
</atr:AirTransportReceipt>
`);

/** As OFD: a zip which holds the XML as an attachment. */
export const digitalOfd = (): Buffer => wrapOfd(valueOf('发票号码'), 'atr_0.xml', digitalXml());

/** As PDF: the page, without the data, as airlines send it. */
export function digitalPdf(): Buffer {
	const labels: Placed[] = [];
	const values: Placed[] = [];
	const pair = (name: string, label: string, x: number, y: number) => {
		labels.push({ text: `${label}：`, x, y });
		values.push({ text: valueOf(name), x: x + 8 * (label.length + 1), y });
	};
	const column = (name: string, label: string, x: number, y: number, below: number) => {
		labels.push({ text: label, x, y });
		values.push({ text: valueOf(name), x, y: y + below });
	};
	const texts = [
		{ text: '电子发票（航空运输电子客票行程单）', x: 185, y: 38, size: 13 },
		{ text: '开票状态：正常', x: 425, y: 51 },
		{ text: '自：', x: 22, y: 157 },
		{ text: valueOf('始发地'), x: 42, y: 157 },
		{ text: '至：', x: 22, y: 181 },
		{ text: valueOf('目的地'), x: 42, y: 181 },
	];
	pair('国内国际标签', '国内国际标识', 20, 74);
	pair('发票号码', '发票号码', 425, 86);
	column('旅客姓名', '旅客姓名', 20, 100, 21);
	column('有效身份证件号码', '有效身份证件号码', 130, 100, 21);
	labels.push({ text: '签注', x: 348, y: 100 });
	column('承运人', '承运人', 124, 141, 16);
	column('航班号', '航班号', 174, 141, 16);
	column('座位等级', '座位等级', 218, 141, 16);
	column('日期', '日期', 262, 141, 16);
	column('时间', '时间', 326, 141, 16);
	column('客票级别/类别', '客票级别/客票类别', 354, 141, 16);
	labels.push({ text: '客票生效日期', x: 432, y: 141 }, { text: '有效截止日期', x: 482, y: 141 });
	column('免费行李', '免费行李', 534, 141, 16);
	column('票价', '票价', 114, 313, 15);
	column('燃油附加费', '燃油附加费', 179, 313, 15);
	column('增值税税率', '增值税税率', 244, 313, 15);
	column('增值税税额', '增值税税额', 304, 313, 15);
	column('民航发展基金', '民航发展基金', 362, 313, 15);
	column('其他税费', '其他税费', 420, 313, 15);
	column('合计金额', '合计', 500, 313, 15);
	pair('电子客票号码', '电子客票号码', 20, 347);
	pair('验证码', '验证码', 200, 347);
	pair('保险费', '保险费', 484, 347);
	pair('销售单位代号', '销售网点代号', 20, 369);
	pair('填开单位', '填开单位', 200, 369);
	pair('填开日期', '填开日期', 440, 369);
	pair('购买方名称', '购买方名称', 20, 391);
	pair('统一社会信用代码/纳税人识别号', '统一社会信用代码/纳税人识别号', 298, 391);
	const filled = [...texts, ...labels, ...values].filter(({ text }) => text !== '');
	return writePdf({ width: 595, height: 400, texts: filled });
}

/** A PDF that is no receipt. */
export const otherPdf = (): Buffer =>
	writePdf({
		width: 400,
		height: 200,
		texts: [{ text: 'Terms and conditions of carriage, as of May 2026', x: 40, y: 100, size: 12 }],
	});

/** A picture as the PDF that a scanner makes of it. */
export const scannedPdf = (bytes: Buffer, width: number, height: number): Buffer =>
	writePdf({ width: 595, height: (595 * height) / width, jpeg: { bytes, width, height } });
