import { totalOf, yuan } from './itinerary';
import type { Itinerary } from './itinerary';

/** A string on a page: points from the left and from the top, y that of the baseline. */
export interface Placed {
	text: string;
	x: number;
	y: number;
	size: number;
}

export interface Sheet {
	width: number;
	height: number;
	/** The labels of the form, and what is filled in: OFD has them in two files. */
	labels: Placed[];
	values: Placed[];
}

export const placedOn = ({ labels, values }: Sheet): Placed[] => [...labels, ...values];

const chinese = (day: string) => day.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
const cny = (fen: number) => `CNY ${yuan(fen)}`;

/** How issuers differ in what they print. */
export interface Style {
	/**
	 * Each flight between a 自 and a 至 of its own, instead of on the line of the stop that it leaves.
	 */
	isPaired?: boolean;
	/** Labels that stand close together come in one string. */
	isGlued?: boolean;
	/** Label and value in one string. */
	isJoined?: boolean;
	/** What is struck out on lines without a flight. */
	unused?: string;
	isIsoDate?: boolean;
}

/** The page of an itinerary, laid out as the issuers do it. */
export function flightSheet(itinerary: Itinerary, style: Style = {}): Sheet {
	const size = 8;
	const labels: Placed[] = [];
	const values: Placed[] = [];
	const day = style.isIsoDate ? (text: string) => text : chinese;
	const label = (text: string, x: number, y: number) => labels.push({ text, x, y, size });
	const value = (text: string, x: number, y: number) => {
		if (text !== '') values.push({ text, x, y, size });
	};
	const pair = (name: string, text: string, x: number, y: number) => {
		label(`${name}：${style.isJoined ? text : ''}`, x, y);
		if (!style.isJoined) value(text, x + size * (name.length + 1), y);
	};
	labels.push({ text: '电子发票（航空运输电子客票行程单）', x: 185, y: 38, size: 13 });
	pair('开票状态', '正常', 425, 51);
	pair('国内国际标识', '国内', 20, 74);
	pair('发票号码', itinerary.invoiceNumber, 425, 86);
	label('旅客姓名', 20, 100);
	label('有效身份证件号码', 130, 100);
	label('签注', 348, 100);
	value(itinerary.passenger, 24, 121);
	value(itinerary.idNumber, 134, 121);
	value(itinerary.endorsement, 352, 121);
	const columns: Array<[string, number]> = [
		['承运人', 124],
		['航班号', 174],
		['座位等级', 218],
		['日期', 274],
		['时间', 321],
		['客票级别/客票类别', 354],
	];
	for (const [name, x] of columns) label(name, x, 141);
	if (style.isGlued) label('客票生效日期有效截止日期免费行李', 432, 141);
	else {
		label('客票生效日期', 432, 141);
		label('有效截止日期', 482, 141);
		label('免费行李', 534, 141);
	}
	const stop = (kind: string, text: string, y: number) => {
		label(`${kind}：${style.isJoined ? text : ''}`, 22, y);
		if (!style.isJoined) value(text, 42, y);
	};
	const lastRow = 328;
	const rows = [157, 181, 205, 229, lastRow];
	itinerary.flights.forEach((flight, index) => {
		const top = 157 + 36 * index;
		const y = style.isPaired ? top + 7 : (rows[index] ?? 0);
		if (style.isPaired) {
			stop('自', itinerary.stops[index] ?? '', top);
			stop('至', itinerary.stops[index + 1] ?? '', top + 15);
		}
		value(flight.carrier, 128, y);
		value(flight.flightNumber, 172, y);
		value(flight.cabinClass, 231, y);
		value(day(flight.date), style.isIsoDate ? 262 : 256, y);
		value(flight.time, 321, y);
		value(flight.fareBasis, 370, y);
		value(flight.validFrom ?? '', 436, y);
		value(flight.validUntil ?? '', 486, y);
		value(flight.baggage, 550, y);
	});
	if (!style.isPaired) {
		rows.forEach((y, index) => {
			stop(index === 0 ? '自' : '至', itinerary.stops[index] ?? style.unused ?? '', y);
		});
	}
	if (style.unused !== undefined) {
		for (const y of rows.slice(itinerary.flights.length, 4)) {
			if (!style.isPaired) value(style.unused, 172, y);
		}
	}
	const amounts: Array<[string, number, string, number]> = [
		['票价', 114, cny(itinerary.fare), 134],
		['燃油附加费', 179, cny(itinerary.fuelSurcharge), 196],
		['增值税税率', 244, '9%', 278],
		['增值税税额', 304, cny(itinerary.taxAmount), 310],
		['民航发展基金', 362, cny(itinerary.aviationFund), 375],
		['其他税费', 420, cny(itinerary.otherTaxes), 440],
		['合计', 484, cny(totalOf(itinerary)), 530],
	];
	for (const [name, x, text, valueX] of amounts) {
		label(name, x, 313);
		value(text, valueX, lastRow);
	}
	pair('电子客票号码', itinerary.ticketNumber, 20, 347);
	pair('验证码', itinerary.verificationCode, 200, 347);
	pair('提示信息', '', 290, 347);
	pair('保险费', itinerary.insurance === null ? 'XXX' : cny(itinerary.insurance), 484, 347);
	pair('销售网点代号', itinerary.agentCode, 20, 369);
	pair('填开单位', itinerary.issuer, 200, 369);
	pair('填开日期', day(itinerary.issueDate), 440, 369);
	pair('购买方名称', itinerary.buyer, 20, 391);
	pair('统一社会信用代码/纳税人识别号', itinerary.buyerTaxId, 298, 391);
	return { width: 595, height: 397, labels, values };
}
