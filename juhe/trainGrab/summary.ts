import { maskText } from '../personalData';
import { parseTime } from '../time';
import type { EventName, OrderEvent } from './events';

export type SummaryLanguage = 'en' | 'zh';

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

/** One line fit for a chat: what happened, which journey, how many people, how much, which order. No personal data. */
export function summarize(event: OrderEvent, language: SummaryLanguage): string {
	const isChinese = language === 'zh';
	const yuan = isChinese ? '元' : ' yuan';
	const people = event.passengers.length;
	const money = event.refund ? event.refund.price : event.price;
	const parts = [
		journey(event),
		parseTime(event.departure)?.toFormat('yyyy-MM-dd HH:mm') ?? null,
		people > 1 ? (isChinese ? `${people}人` : `${people} passengers`) : null,
		money === null ? null : `${money.toFixed(2)}${yuan}`,
		event.ticketNo && (isChinese ? `取票号${event.ticketNo}` : `ticket ${event.ticketNo}`),
		reason(event, isChinese),
		event.outOrderNo && (isChinese ? `订单${event.outOrderNo}` : `order ${event.outOrderNo}`),
	].filter((part) => part !== null && part !== '');
	return `${headings[language][event.event]}${isChinese ? '：' : ': '}${parts.join(isChinese ? '，' : ', ')}`.replace(
		/\s+/g,
		' ',
	);
}

function journey({ trainNo, fromStation, toStation }: OrderEvent): string | null {
	const stations = fromStation && toStation ? `${fromStation} → ${toStation}` : null;
	return [trainNo, stations].filter((part) => part !== null).join(' ') || null;
}

/** Why, where it went wrong; Juhe's reasons carry names and ID numbers, so those of the passengers are masked. */
function reason(event: OrderEvent, isChinese: boolean): string | null {
	if (event.event === 'order.issued' || event.event === 'ticket.refunded') return null;
	const meaning = event.code === '101' ? null : event.codeMeaning;
	const text = event.failure ?? (isChinese ? event.message : (meaning ?? event.message));
	if (!text) return null;
	return event.passengers.reduce(
		(masked, { name, idNumber }) => hide(hide(masked, idNumber), name),
		maskText(text),
	);
}

function hide(text: string, secret: string | null): string {
	if (!secret || secret.length < 2) return text;
	return text.replaceAll(secret, secret.charAt(0) + '*'.repeat(Math.min(secret.length - 1, 6)));
}
