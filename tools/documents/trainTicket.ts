import { yuan } from './itinerary';
import type { Placed, Sheet } from './layout';

/** A train e-ticket as 12306 knows it; the price in fen, days `YYYY-MM-DD`. */
export interface TrainTicket {
	invoiceNumber: string;
	ticketNumber: string;
	issueDate: string;
	/** Sold, refunded (the price is the fee) or changed. */
	business: '售' | '退' | '改';
	from: string;
	to: string;
	trainNo: string;
	date: string;
	time: string;
	seatName: string;
	carriage: string;
	seat: string;
	price: number;
	/** VAT within the price, in fen; older e-tickets print none. */
	tax?: number | null;
	/** Of a refund or a change: what it was before; amounts in fen. */
	original?: { invoiceNumber?: string; fare?: number; refunded?: number; printedFare?: number };
	idNumber: string;
	passenger: string;
	buyer: string;
	buyerTaxId: string;
}

export const usualTrainTicket: TrainTicket = {
	invoiceNumber: '26419122537000504214',
	ticketNumber: '1253707020123456789012026',
	issueDate: '2026-07-11',
	business: '售',
	from: '杭州东',
	to: '延平',
	trainNo: 'G1281',
	date: '2026-07-02',
	time: '10:23',
	seatName: '二等座',
	carriage: '13',
	seat: '01C',
	price: 27_250,
	idNumber: '1101011990****1234',
	passenger: '测试甲',
	buyer: '测试采购有限公司',
	buyerTaxId: '91310000MA1FL0B000',
};

const chinese = (day: string) => day.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');

/** Its page. @param isSplit the price in two strings, and 站 apart from the station's name */
export function trainSheet(ticket: TrainTicket, isSplit = false): Sheet {
	const labels: Placed[] = [];
	const values: Placed[] = [];
	const put = (text: string, x: number, y: number, size = 10) => {
		if (text !== '') values.push({ text, x, y, size });
	};
	put(`发票号码:${ticket.invoiceNumber}`, 40, 60);
	put(`开票日期:${chinese(ticket.issueDate)}`, 420, 60);
	labels.push({ text: '电子发票（铁路电子客票）', x: 210, y: 40, size: 14 });
	const station = (name: string, x: number) => {
		put(isSplit ? name : `${name}站`, x, 110, 16);
		if (isSplit) put('站', x + name.length * 16 + 6, 110, 12);
	};
	station(ticket.from, 60);
	station(ticket.to, 400);
	put('Hangzhoudong', 60, 126, 8);
	put('Yanping', 400, 126, 8);
	put(ticket.trainNo, 260, 108, 16);
	put(chinese(ticket.date), 60, 150);
	put(`${ticket.time}开`, 190, 150);
	put(`${ticket.carriage}车${ticket.seat === '无座' ? ticket.seat : `${ticket.seat}号`}`, 300, 150);
	put(ticket.seatName, 430, 150);
	const priceLabel = ticket.business === '退' ? '退票费' : '票价';
	if (isSplit) {
		put(`${priceLabel}:`, 60, 180);
		put(`￥${yuan(ticket.price)}`, 100, 182, 12);
	} else put(`${priceLabel}:￥${yuan(ticket.price)}`, 60, 180);
	if (ticket.business === '改') put('始发改签', 300, 180);
	put(ticket.idNumber, 60, 210);
	put(ticket.passenger, 210, 210);
	put(`电子客票号:${ticket.ticketNumber}`, 60, 240);
	put(`购买方名称:${ticket.buyer}`, 60, 270);
	put(`统一社会信用代码:${ticket.buyerTaxId}`, 300, 270);
	put('买票请到12306 发货请到95306', 60, 350, 9);
	put('中国铁路祝您旅途愉快', 60, 364, 9);
	return { width: 595, height: 397, labels, values };
}

/** Its invoice data (XBRL). */
export function trainXml(ticket: TrainTicket): Buffer {
	const { price, tax = null, original } = ticket;
	const amount = (fen: number | null = null) => (fen === null ? null : yuan(fen));
	const elements = Object.entries({
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
		// On a refund it may be the fare of the ticket given back.
		Fare: yuan(original?.printedFare ?? price),
		AmountRefunded: amount(original?.refunded),
		FareOfOriginalRailwayTicket: amount(original?.fare),
		TotalAmountExcludingTax: tax === null ? null : yuan(price - tax),
		TaxRate: tax === null ? null : '0.09',
		TaxAmount: amount(tax),
		ETicketNumber: ticket.ticketNumber,
		IdNumber: ticket.idNumber,
		Name: ticket.passenger,
		NameOfPurchaser: ticket.buyer,
		UnifiedSocialCreditCodeOfPurchaser: ticket.buyerTaxId,
		NumberOfOriginalInvoice: original?.invoiceNumber ?? null,
	}).map(([name, value]) =>
		value === null
			? `<rai:${name} contextRef="C1" xsi:nil="true"/>`
			: `<rai:${name} contextRef="C1">${value}</rai:${name}>`,
	);
	return Buffer.from(
		`<?xml version="1.0" encoding="UTF-8"?>\n<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:rai="http://xbrl.mof.gov.cn/taxonomy/2021-11-30/rai" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n${elements.join('\n')}\n</xbrl>\n`,
	);
}
