import { strToU8, zipSync } from 'fflate';

import { totalOf, yuan } from './itinerary';
import type { Itinerary } from './itinerary';
import type { Placed, Sheet } from './layout';

const escape = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The invoice data of an itinerary (XBRL). */
export function flightXml(itinerary: Itinerary): Buffer {
	const element = (name: string, value: string | null) =>
		value === null || value === ''
			? `<atr:${name} contextRef="C1" xsi:nil="true"/>`
			: `<atr:${name} contextRef="C1">${escape(value)}</atr:${name}>`;
	const list = (values: Record<string, string | null>) =>
		Object.entries(values)
			.map(([name, value]) => element(name, value))
			.join('\n');
	const flights = itinerary.flights.map(
		(flight, index) => `<atr:DetailInformationOfAirTicketTuple>
${list({
	DepartureStation: itinerary.stops[index] ?? null,
	DestinationStation: itinerary.stops[index + 1] ?? null,
	Carrier: flight.carrier,
	Flight: flight.flightNumber,
	Class: flight.cabinClass,
	CarrierDate: flight.date,
	DepartureTime: flight.time,
	FareBasis: flight.fareBasis,
	EffectiveDate: flight.validFrom,
	ExpirationDate: flight.validUntil,
	FreeBaggageAllowance: flight.baggage,
})}
</atr:DetailInformationOfAirTicketTuple>`,
	);
	return Buffer.from(`${head}<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:atr="http://xbrl.mof.gov.cn/taxonomy/2021-11-30/atr">
${list({
	PassengerName: itinerary.passenger,
	ValidIdNumber: itinerary.idNumber,
	Endorsement: itinerary.endorsement,
	ElectronicInvoiceAirTransportReceiptNumber: itinerary.invoiceNumber,
})}
${flights.join('\n')}
${list({
	Fare: yuan(itinerary.fare),
	FuelSurcharge: yuan(itinerary.fuelSurcharge),
	VatRate: '0.09',
	VatTaxAmount: yuan(itinerary.taxAmount),
	CivilAviationDevelopmentFund: yuan(itinerary.aviationFund),
	OtherTaxes: yuan(itinerary.otherTaxes),
	TotalAmount: yuan(totalOf(itinerary)),
	ETicketNumber: itinerary.ticketNumber,
	VerificationCode: itinerary.verificationCode,
	Insurance: itinerary.insurance === null ? 'XXX' : yuan(itinerary.insurance),
	AgentCode: itinerary.agentCode,
	IssueParty: itinerary.issuer,
	IssueDate: itinerary.issueDate,
	IssuingStatus: '正常',
	MarkingOfDomesticOrInternational: '国内',
	NameOfPurchaser: itinerary.buyer,
	UnifiedSocialCreditCodeOfPurchaser: itinerary.buyerTaxId,
})}
</xbrli:xbrl>
`);
}

/** A fixed time, so that the same bytes come out whenever it is packed. */
export const packedAt = new Date(2026, 4, 7);

/** An OFD with a page, data, or both. */
export function ofd(parts: { sheet?: Sheet; data?: Buffer }): Buffer {
	const ofdNamespace = 'xmlns:ofd="http://www.ofdspec.org/2016"';
	const files: Record<string, Uint8Array> = {};
	const { sheet, data } = parts;
	const area = sheet
		? `<ofd:PageArea><ofd:PhysicalBox>0 0 ${mm(sheet.width)} ${mm(sheet.height)}</ofd:PhysicalBox></ofd:PageArea>`
		: '';
	const add = (name: string, xml: string) => (files[name] = strToU8(head + xml));
	add(
		'OFD.xml',
		`<ofd:OFD ${ofdNamespace} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
	);
	add(
		'Doc_0/Document.xml',
		`<ofd:Document ${ofdNamespace}><ofd:CommonData>${area}${sheet ? '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>' : ''}</ofd:CommonData>${sheet ? '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>' : ''}${data ? '<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>' : ''}</ofd:Document>`,
	);
	if (sheet) {
		const page = (texts: Placed[], before: string) =>
			`<ofd:Page ${ofdNamespace}>${before}<ofd:Content><ofd:Layer ID="3">${texts.map(textObject).join('\n')}</ofd:Layer></ofd:Content></ofd:Page>`;
		add('Doc_0/Tpls/Tpl_0/Content.xml', page(sheet.labels, ''));
		add(
			'Doc_0/Pages/Page_0/Content.xml',
			page(sheet.values, '<ofd:Template TemplateID="2" ZOrder="Background"/>'),
		);
	}
	if (data) {
		add(
			'Doc_0/Attachs/Attachments.xml',
			`<ofd:Attachments ${ofdNamespace}><ofd:Attachment ID="9" Name="issuer" Format="xml"><ofd:FileLoc>atr_issuer.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`,
		);
		files['Doc_0/Attachs/atr_issuer.xml'] = data;
	}
	return Buffer.from(zipSync(files, { mtime: packedAt }));
}

const mm = (points: number) => ((points * 25.4) / 72).toFixed(3);

/** A text object: its box, and from character to character how far it is. */
function textObject({ text, x, y, size }: Placed): string {
	const steps = [...text].slice(0, -1).map((character) => mm(advanceOf(character) * size));
	const delta = steps.length > 0 ? ` DeltaX="${shorten(steps)}"` : '';
	const width = [...text].reduce((sum, character) => sum + advanceOf(character) * size, 0);
	return `<ofd:TextObject ID="5" Boundary="${mm(x)} ${mm(y - size)} ${mm(width)} ${mm(size * 1.2)}" Font="4" Size="${mm(size)}"><ofd:TextCode X="0" Y="${mm(size)}"${delta}>${escape(text)}</ofd:TextCode></ofd:TextObject>`;
}

export const advanceOf = (character: string) =>
	(character.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1;

/** Equal steps in a row are written `g count step`. */
function shorten(steps: string[]): string {
	const runs: Array<{ step: string; count: number }> = [];
	for (const step of steps) {
		const last = runs.at(-1);
		if (last?.step === step) last.count++;
		else runs.push({ step, count: 1 });
	}
	return runs.map(({ step, count }) => (count > 1 ? `g ${count} ${step}` : step)).join(' ');
}
