import { maskText } from '../../../lib/personalData';
import { shorten } from '../../../lib/shorten';
import { parseTime } from '../../../lib/time';
import type { EventName, OrderEvent, SummaryLanguage } from './types';
import { peopleOf } from '../order/people';

const headings: Record<SummaryLanguage, Record<EventName, string>> = {
	en: {
		'order.issued': 'Ticket issued',
		'order.failed': 'No ticket: the order failed',
		'order.expired': 'No ticket: the order expired',
		'ticket.refunded': 'Ticket refunded',
		'ticket.refundFailed': 'Ticket not refunded',
		other: 'News of an order',
	},
	zh: {
		'order.issued': '出票成功',
		'order.failed': '出票失败',
		'order.expired': '抢票过期，未出票',
		'ticket.refunded': '退票成功',
		'ticket.refundFailed': '退票失败',
		other: '订单有新消息',
	},
};

/** A reason longer than this is cut: the summary is one line. */
const longestReason = 200;

/**
 * One line fit for a chat: what happened, which journey, how many people, how much, which order. No
 * personal data.
 */
export function summarize(event: OrderEvent, language: SummaryLanguage): string {
	const isChinese = language === 'zh';
	const people = event.passengers.length;
	const money = event.refund ? event.refund.price : event.price;
	const parts = [
		journey(event),
		parseTime(event.departure)?.toFormat('yyyy-MM-dd HH:mm') ?? null,
		people > 1 ? `${people}${isChinese ? '人' : ' passengers'}` : null,
		money === null ? null : `${money.toFixed(2)}${isChinese ? '元' : ' yuan'}`,
		event.ticketNo && `${isChinese ? '取票号' : 'ticket '}${event.ticketNo}`,
		reason(event, isChinese),
		event.outOrderNo && `${isChinese ? '订单' : 'order '}${event.outOrderNo}`,
	].filter((part) => part !== null && part !== '');
	const heading = headings[language][event.event];
	if (parts.length === 0) return heading;
	const line = `${heading}${isChinese ? '：' : ': '}${parts.join(isChinese ? '，' : ', ')}`;
	return line.replace(/\s+/g, ' ');
}

function journey({ trainNo, fromStation, toStation }: OrderEvent): string | null {
	const stations = fromStation && toStation ? `${fromStation} → ${toStation}` : null;
	return [trainNo, stations].filter((part) => part !== null).join(' ') || null;
}

/**
 * Why, where it went wrong; Juhe's reasons carry names and ID numbers, so those of the passengers
 * are masked.
 */
function reason(event: OrderEvent, isChinese: boolean): string | null {
	if (event.event === 'order.issued' || event.event === 'ticket.refunded') return null;
	const meaning = event.code === '101' ? null : event.codeMeaning;
	const text = event.failure ?? (isChinese ? event.message : (meaning ?? event.message));
	if (!text) return null;
	return shorten(maskText(text, peopleOf(event)), longestReason);
}
