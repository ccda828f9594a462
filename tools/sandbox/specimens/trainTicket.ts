import { strToU8, zipSync } from 'fflate';

import { packedAt, wrapOfd } from './ofd';
import { writePdf } from './pdf';
import type { Placed } from './pdf';

/** A made-up train e-ticket (铁路电子客票); amounts in yuan, as they are printed. */
export interface TrainTicket {
	invoiceNumber: string;
	issueDate: string;
	/** 售 sold, 退 refunded, 改 changed. */
	business: '售' | '退' | '改';
	from: string;
	to: string;
	trainNo: string;
	date: string;
	time: string;
	seatName: string;
	carriage: string;
	seat: string;
	/** Of a refund, the fee. */
	fare: string;
	withoutTax: string;
	tax: string;
	ticketNumber: string;
	idNumber: string;
	passenger: string;
	buyer: string;
	buyerTaxId: string;
	/** Of a refund and a change. */
	originalInvoiceNumber?: string;
	originalFare?: string;
	refunded?: string;
}

export const trainTicket: TrainTicket = {
	invoiceNumber: '26999999999999999911',
	issueDate: '2026-05-12',
	business: '售',
	from: '杭州东',
	to: '南平市',
	trainNo: 'G9981',
	date: '2026-05-08',
	time: '10:23',
	seatName: '二等座',
	carriage: '13',
	seat: '01C',
	fare: '272.50',
	withoutTax: '250.00',
	tax: '22.50',
	ticketNumber: '1999907020999999999992026',
	idNumber: '9999991985****005X',
	passenger: '测试戊',
	buyer: '测试采购有限公司',
	buyerTaxId: '91999999MA0000001N',
};

/** The invoice data (XBRL). */
export function trainXml(ticket: TrainTicket = trainTicket): Buffer {
	const values: Record<string, string | undefined> = {
		TypeOfVoucher: '电子发票（铁路电子客票）',
		ElectronicInvoiceRailwayETicketNumber: ticket.invoiceNumber,
		DateOfIssue: ticket.issueDate,
		TypeOfBusiness: ticket.business,
		DepartureStation: ticket.from,
		DestinationStation: ticket.to,
		TrainNumber: ticket.trainNo,
		TravelDate: ticket.date,
		DepartureTime: ticket.time,
		SeatLevel: ticket.seatName,
		Carriage: ticket.carriage,
		Seat: ticket.seat,
		Fare: ticket.fare,
		AmountRefunded: ticket.refunded,
		FareOfOriginalRailwayTicket: ticket.originalFare,
		TotalAmountExcludingTax: ticket.withoutTax,
		TaxRate: '0.09',
		TaxAmount: ticket.tax,
		ETicketNumber: ticket.ticketNumber,
		IdNumber: ticket.idNumber,
		Name: ticket.passenger,
		NameOfPurchaser: ticket.buyer,
		UnifiedSocialCreditCodeOfPurchaser: ticket.buyerTaxId,
		NumberOfOriginalInvoice: ticket.originalInvoiceNumber,
	};
	const elements = Object.entries(values).map(([name, value]) =>
		value === undefined
			? `<rai:${name} contextRef="C1" xsi:nil="true"/>`
			: `<rai:${name} contextRef="C1">${value}</rai:${name}>`,
	);
	return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:rai="http://xbrl.mof.gov.cn/taxonomy/2021-11-30/rai" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${elements.join('\n')}
</xbrl>
`);
}

export const trainOfd = (ticket: TrainTicket = trainTicket): Buffer =>
	wrapOfd(ticket.invoiceNumber, `rai_issuer_${ticket.invoiceNumber}.xml`, trainXml(ticket));

/** The page, and unless it is left out the data in it. */
export function trainPdf(ticket: TrainTicket = trainTicket, hasData = true): Buffer {
	const day = ticket.date.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
	const issued = ticket.issueDate.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
	const price = ticket.business === '退' ? '退票费' : '票价';
	const texts: Placed[] = [
		{ text: '电子发票（铁路电子客票）', x: 200, y: 40, size: 14 },
		{ text: `发票号码:${ticket.invoiceNumber}`, x: 40, y: 75 },
		{ text: `开票日期:${issued}`, x: 420, y: 75 },
		{ text: `${ticket.from}站`, x: 80, y: 120, size: 16 },
		{ text: ticket.trainNo, x: 280, y: 118, size: 14 },
		{ text: `${ticket.to}站`, x: 420, y: 120, size: 16 },
		{ text: day, x: 60, y: 170, size: 10 },
		{ text: `${ticket.time}开`, x: 170, y: 170, size: 10 },
		{ text: `${ticket.carriage}车${ticket.seat}号`, x: 300, y: 170, size: 10 },
		{ text: ticket.seatName, x: 440, y: 170, size: 10 },
		{ text: `${price}:￥${ticket.fare}`, x: 60, y: 205, size: 10 },
		...(ticket.business === '改' ? [{ text: '始发改签', x: 300, y: 205, size: 10 }] : []),
		{ text: `${ticket.idNumber} ${ticket.passenger}`, x: 60, y: 240, size: 10 },
		{ text: `电子客票号:${ticket.ticketNumber}`, x: 60, y: 285 },
		{ text: `购买方名称:${ticket.buyer}`, x: 60, y: 320 },
		{ text: `统一社会信用代码:${ticket.buyerTaxId}`, x: 320, y: 320 },
	];
	const attachments = hasData
		? [{ name: `rai_issuer_${ticket.invoiceNumber}.xml`, bytes: trainXml(ticket) }]
		: [];
	return writePdf({ width: 595, height: 397, texts, attachments });
}

/** As 12306 mails it: OFD and PDF of one ticket in one zip. */
export const trainZip = (ticket: TrainTicket = trainTicket): Buffer =>
	Buffer.from(
		zipSync(
			{
				[`${ticket.invoiceNumber}.ofd`]: new Uint8Array(trainOfd(ticket)),
				[`${ticket.invoiceNumber}.pdf`]: new Uint8Array(trainPdf(ticket)),
				'说明.txt': strToU8('请妥善保管电子发票。'),
			},
			{ mtime: packedAt },
		),
	);
