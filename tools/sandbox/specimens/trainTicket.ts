import { strToU8, zipSync } from 'fflate';

import { ofd, packedAt } from '../../documents/data';
import { rawPdf } from '../../documents/rawPdf';
import { trainSheet, trainXml } from '../../documents/trainTicket';
import type { TrainTicket } from '../../documents/trainTicket';

/** A made-up train e-ticket (铁路电子客票). */
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
	price: 27_250,
	tax: 2_250,
	ticketNumber: '1999907020999999999992026',
	idNumber: '9999991985****005X',
	passenger: '测试戊',
	buyer: '测试采购有限公司',
	buyerTaxId: '91999999MA0000001N',
};

export const trainOfd = (ticket = trainTicket): Buffer => ofd({ data: trainXml(ticket) });

/** The page, and unless it is left out the data in it. */
export const trainPdf = (ticket = trainTicket, hasData = true): Buffer =>
	rawPdf(
		trainSheet(ticket),
		hasData
			? {
					attachments: [
						{ name: `rai_issuer_${ticket.invoiceNumber}.xml`, bytes: trainXml(ticket) },
					],
				}
			: {},
	);

/** As 12306 mails it: OFD and PDF of one ticket in one zip. */
export const trainZip = (ticket = trainTicket): Buffer =>
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
