import { DateTime } from 'luxon';

import { OrderProblems } from '../../../src/juhe/trainGrab/order/problems';
import { parseRequest } from '../../../src/juhe/trainGrab/order/request';
import type { OrderDraft } from '../../../src/juhe/trainGrab/order/request';
import type { OrderRequest } from '../../../src/juhe/trainGrab/order/types';
import { madeUpId } from '../../../tools/sandbox/people';
import type { Fields } from './juhe';

/** A request of create that breaks no rule, and what Juhe's search says about it. */

/** When the tests order: a morning in China, three weeks before the train leaves. */
export const orderingAt = '2026-12-19T10:00:00+08:00';

export const china = (iso: string) =>
	DateTime.fromISO(iso, { zone: 'Asia/Shanghai' }) as DateTime<true>;

export const adult = { name: '测试甲', idNumber: madeUpId('19900101') };
export const childOf = { name: '测试乙', type: 2, idNumber: madeUpId('20150505') };

/** What a workflow says of that order. */
export const orderDraft = (changes: Partial<OrderDraft> = {}): OrderDraft => ({
	queryKey: 'fromASearch',
	outOrderNo: '',
	purchaseKey: '',
	attempt: 1,
	mainTrainNo: 'Z175',
	alternateTrainNos: [],
	mainSeatClass: 'hardseat',
	alternateSeatClasses: [],
	fromStation: '苏州',
	toStation: '昆山',
	zone: 'Asia/Shanghai',
	departDate: '2026-12-30T02:29:00+08:00',
	closeTime: '2026-12-29T20:00:00+08:00',
	acceptNoSeat: false,
	contact: { name: '测试甲', phone: '13900000000', email: '' },
	passengers: [adult],
	maxTotalPrice: null,
	railwayAccount: null,
	...changes,
});

/** The request that a draft becomes, which must be one. */
export function orderRequest(changes: Partial<OrderDraft> = {}, skipRules = false): OrderRequest {
	const { request, problems } = parseRequest(orderDraft(changes), skipRules);
	if (!request) throw new OrderProblems(problems);
	return request;
}

/** Juhe's search result for that day: trains by number, each with prices by seat code. */
export const searchResult = (
	trains: Record<
		string,
		{ seats: Record<string, number | null>; from?: string; to?: string; at?: string }
	> = {
		Z175: { seats: { hardseat: 9 } },
		K8371: { seats: { hardseat: 9, hardsleepermid: 60 }, at: '03:34' },
	},
): Fields => ({
	queryKey: 'freshFromSearch',
	trainDate: '20261230',
	trains: Object.entries(trains).map(
		([trainNo, { seats, from = '苏州', to = '昆山', at = '02:29' }]) => ({
			trainNo,
			fromTime: at,
			runTimeSpan: 24,
			fromStation: from,
			toStation: to,
			bookState: 1,
			tickets: Object.fromEntries(
				Object.entries(seats).map(([code, price]) => [code, { price, seatState: 1, seats: '20' }]),
			),
		}),
	),
});

/** An order detail in the unissued form. */
export const unissuedDetail = (outOrderNo: string, status: string): Fields => ({
	outOrderNo,
	orderNo: 'TFT1',
	status,
	trainNo: 'Z175',
	passengers: [],
});

/** An order detail in the issued form: a ticket a letter, passengers 1, 2, 3 … */
export const issuedDetail = (
	outOrderNo: string,
	letters: string[],
	changes: Fields[] = [],
): Fields => ({
	outOrderNo,
	orderNo: 'FT1',
	orderStateCode: 'F',
	trainNo: 'Z175',
	passengers: letters.map((ticketStateCode, index) => ({
		passengerId: String(index + 1),
		passengerName: `测试${'甲乙丙丁戊'.charAt(index)}`,
		passengerType: '1',
		ticketStateCode,
		...changes[index],
	})),
});
