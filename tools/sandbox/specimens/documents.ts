import { strToU8, zipSync } from 'fflate';
import { digitalSpecimen } from './itineraries';

/**
 * The digital specimen as the files that airlines issue. No official sample was at hand: the names of the elements are those that
 * public parsers agree on, their nesting and the files around them are plausible, no more.
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

/** A fixed time, so that the same bytes come out whenever it is packed. */
const packedAt = new Date(2026, 4, 7);

/** As OFD: a zip which holds the XML as an attachment. */
export function digitalOfd(): Buffer {
	const ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"';
	const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
	return Buffer.from(
		zipSync(
			{
				'OFD.xml': strToU8(
					`${head}<ofd:OFD ${ofd} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>${valueOf('发票号码')}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
				),
				'Doc_0/Document.xml': strToU8(
					`${head}<ofd:Document ${ofd}><ofd:CommonData><ofd:MaxUnitID>1</ofd:MaxUnitID></ofd:CommonData><ofd:Pages/><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>`,
				),
				'Doc_0/Attachs/Attachments.xml': strToU8(
					`${head}<ofd:Attachments ${ofd}><ofd:Attachment ID="1" Name="original_invoice" Format="xml"><ofd:FileLoc>atr_0.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`,
				),
				'Doc_0/Attachs/atr_0.xml': new Uint8Array(digitalXml()),
			},
			{ mtime: packedAt },
		),
	);
}

/** As PDF: one page that says which itinerary it stands for. */
export function digitalPdf(): Buffer {
	const text = `BT /F1 12 Tf 40 100 Td (Specimen itinerary ${valueOf('发票号码')}) Tj ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let file = '%PDF-1.4\n';
	const offsets = objects.map((object, index) => {
		const offset = file.length;
		file += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(offset).padStart(10, '0')} 00000 n \n`;
	});
	const table = file.length;
	return Buffer.from(
		`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
		'latin1',
	);
}
