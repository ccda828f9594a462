import { ofd } from '../../documents/data';
import { flightSheet } from '../../documents/layout';
import { RawPdf, rawPdf } from '../../documents/rawPdf';
import { digitalSpecimen } from './itineraries';

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
export const digitalOfd = (): Buffer => ofd({ data: digitalXml() });

const fenOf = (name: string) => Math.round(Number(amountOf(name)) * 100);

/** As PDF: the page, without the data, as airlines send it. */
export const digitalPdf = (): Buffer =>
	rawPdf(
		flightSheet({
			passenger: valueOf('旅客姓名'),
			idNumber: valueOf('有效身份证件号码'),
			endorsement: '',
			invoiceNumber: valueOf('发票号码'),
			ticketNumber: valueOf('电子客票号码'),
			verificationCode: valueOf('验证码'),
			stops: [valueOf('始发地'), valueOf('目的地')],
			flights: [
				{
					carrier: valueOf('承运人'),
					flightNumber: valueOf('航班号'),
					cabinClass: valueOf('座位等级'),
					date: isoDateOf('日期'),
					time: valueOf('时间'),
					fareBasis: valueOf('客票级别/类别'),
					validFrom: null,
					validUntil: null,
					baggage: valueOf('免费行李'),
				},
			],
			fare: fenOf('票价'),
			fuelSurcharge: fenOf('燃油附加费'),
			taxAmount: fenOf('增值税税额'),
			aviationFund: fenOf('民航发展基金'),
			otherTaxes: fenOf('其他税费'),
			insurance: null,
			agentCode: valueOf('销售单位代号'),
			issuer: valueOf('填开单位'),
			issueDate: isoDateOf('填开日期'),
			buyer: valueOf('购买方名称'),
			buyerTaxId: valueOf('统一社会信用代码/纳税人识别号'),
		}),
	);

/** A PDF that is no receipt. */
export const otherPdf = (): Buffer =>
	rawPdf({
		width: 400,
		height: 200,
		labels: [],
		values: [{ text: 'Terms and conditions of carriage, as of May 2026', x: 40, y: 100, size: 12 }],
	});

/** A picture as the PDF that a scanner makes of it; its sides in pixels. */
export function scannedPdf(jpeg: Buffer, width: number, height: number): Buffer {
	const pdf = new RawPdf();
	const [across, down] = [595, Math.round((595 * height) / width)];
	const picture = pdf.stream(
		`/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`,
		jpeg,
	);
	const content = pdf.stream('', Buffer.from(`q ${across} 0 0 ${down} 0 0 cm /Im1 Do Q`));
	const tree = pdf.add('');
	const page = pdf.add(
		`<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${across} ${down}]/Resources<</XObject<</Im1 ${picture} 0 R>>>>/Contents ${content} 0 R>>`,
	);
	pdf.set(tree, `<</Type/Pages/Kids[${page} 0 R]/Count 1>>`);
	return pdf.write(pdf.add(`<</Type/Catalog/Pages ${tree} 0 R>>`));
}
