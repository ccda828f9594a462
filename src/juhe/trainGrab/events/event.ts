import { fingerprint } from '../../../lib/fingerprint';
import { maskIdNumber, maskName, maskPeople, maskPhone, maskText } from '../../../lib/personalData';
import type { KnownPeople } from '../../../lib/personalData';
import { shorten } from '../../../lib/shorten';
import { chinaNow, toIso } from '../../../lib/time';
import { asRecord, asText, isEmpty, readJson } from '../../../lib/values';
import { peopleOf } from '../order/people';
import { summarize } from './summary';
import type { EventFacts, EventName, OrderEvent, SummaryLanguage } from './types';

/** Whether an event is of single tickets, not of the whole order. */
export function isTicketEvent(event: EventName): boolean {
	return event === 'ticket.refunded' || event === 'ticket.refundFailed';
}

/** Refunds of tickets, as pushes name them; none named is one. */
const ticketRefunds: ReadonlyArray<string | null> = ['online', 'offline', null];

/**
 * What an event is known by where each is told once: its key. Money that comes back for another reason
 * than the ticket's (paid twice, a difference of fares) may come besides, with the same key: its type
 * and time tell it apart.
 */
export function identityOf({ event, eventKey, refund }: OrderEvent): string {
	const type = refund?.type ?? null;
	if (event !== 'ticket.refunded' || ticketRefunds.includes(type)) return eventKey;
	return [eventKey, refund?.typeName ?? type, refund?.at].filter((part) => part).join(' ');
}

/** The event of some facts, in the order of the documented shape. */
export function toEvent(facts: EventFacts, receivedAt = toIso(chinaNow())): OrderEvent {
	const event: OrderEvent = {
		event: facts.event,
		eventKey: eventKeyOf(facts),
		outOrderNo: facts.outOrderNo,
		orderNo: facts.orderNo,
		code: facts.code,
		message: facts.message,
		codeMeaning: facts.codeMeaning,
		verified: facts.verified,
		receivedAt,
		summary: '',
		trainNo: facts.trainNo,
		fromStation: facts.fromStation,
		toStation: facts.toStation,
		departure: facts.departure,
		arrival: facts.arrival,
		ticketNo: facts.ticketNo,
		price: facts.price,
		failure: facts.failure,
		refund: facts.refund,
		passengers: facts.passengers,
		raw: facts.raw,
	};
	return { ...event, summary: summarize(event, 'en') };
}

/** Characters, of a time that cannot be read. */
const longestTime = 40;

/**
 * `event:outOrderNo`, and for tickets the sorted passenger IDs, since each ticket is refunded on
 * its own (the ticket numbers where the push has no IDs, the time where it names no ticket); a
 * failed refund may be tried again, so its time belongs to it, as written where it cannot be read.
 * What fits no kind is told apart by its content.
 */
function eventKeyOf({ event, outOrderNo, passengers, refund, raw }: EventFacts): string {
	const parts: Array<string | null> = [event, outOrderNo ?? ''];
	if (isTicketEvent(event)) {
		const tickets = passengers.map(({ passengerId, ticketNo }) => passengerId ?? ticketNo);
		const named = [...new Set(tickets.filter((ticket) => ticket !== null))].sort();
		parts.push(named.join(','));
		const time = refund?.at ?? shorten(asText(asRecord(raw)?.refundTime) ?? '', longestTime);
		if (event === 'ticket.refundFailed' || named.length === 0) parts.push(time);
	}
	if (event === 'other') {
		parts.push(fingerprint(contentOf(raw)));
	}
	return parts.filter((part, index) => part || index < 2).join(':');
}

/**
 * The same text for the same content, however a repetition is written: its fields in any order, its
 * numbers as text, and what is empty missing.
 */
function contentOf(raw: unknown): string {
	return JSON.stringify(raw, (_name, value: unknown) => {
		const record = asRecord(value);
		if (!record) return asText(value) ?? value;
		const filled = Object.entries(record).filter(([, inner]) => !isEmpty(inner));
		return Object.fromEntries(filled.sort(([one], [other]) => (one < other ? -1 : 1)));
	});
}

/** The event as a workflow wants it: its language, and personal data masked where wished. */
export function presentEvent(
	event: OrderEvent,
	options: { language: SummaryLanguage; mask: boolean; includeRaw: boolean },
): OrderEvent {
	const shown: OrderEvent = {
		...event,
		summary: summarize(event, options.language),
		raw: options.includeRaw ? event.raw : null,
	};
	if (!options.mask) return shown;
	const people = peopleOf(event);
	return {
		...shown,
		message: event.message && maskText(event.message, people),
		failure: event.failure && maskText(event.failure, people),
		passengers: event.passengers.map((passenger) => ({
			...passenger,
			idNumber: passenger.idNumber && maskIdNumber(passenger.idNumber),
			// The middle of a resident ID is the birthday.
			birthday: null,
		})),
		raw: maskRaw(shown.raw, { all: people, numbers: { ...people, names: [] } }),
	};
}

type MaskField = (text: string, people: KnownPeople) => string | null;

/**
 * What pushes and order details call what is personal, or say of people in free text, and what other
 * APIs call it, since nobody knows all that a push may carry: by how the name ends, in small letters,
 * its words apart where it tells them apart.
 */
const personalFields: Array<[RegExp, MaskField]> = [
	[/(?:card|cert|certificate|passport|\bid) ?(?:no|num|number)s?\d*$/, maskIdNumber],
	[/(?:id ?card|\bcert|certificate|passport)s?\d*$/, maskIdNumber],
	[/(?:phone|mobile|\btel|[^o]tel) ?(?:no|num|number)?s?\d*$/, maskPhone],
	[/(?:^person|mail)s?$/, maskName],
	// The middle of a resident ID is the birthday.
	[/birth ?(?:day|date)?$/, () => null],
	[/^(?:msg ?info|msg ?detail|fail ?msg|failure ?reason)$/, maskText],
];

function maskOfField(name: string): MaskField | undefined {
	const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[^A-Za-z\d]+/g, ' ');
	return personalFields.find(([pattern]) => pattern.test(words.trim().toLowerCase()))?.[1];
}

/** What is nested deeper is nobody's push. */
const deepest = 20;

/** Whom texts called personal may speak of, and whom any other one: there a name may be any word. */
interface RawPeople {
	all: KnownPeople;
	numbers: KnownPeople;
}

/**
 * Masks what is called personal, also in lists and in JSON that is written as text, and the people's
 * very numbers wherever they stand. What only looks like a document's number stays elsewhere: ticket
 * numbers look like passports.
 */
function maskRaw(value: unknown, people: RawPeople, mask?: MaskField, levels = deepest): unknown {
	if (levels === 0) return null;
	const maskInner = (inner: unknown, own?: MaskField) =>
		maskRaw(inner, people, own ?? mask, levels - 1);
	if (Array.isArray(value)) return value.map((inner) => maskInner(inner));
	const record = asRecord(value);
	if (record) {
		return Object.fromEntries(
			Object.entries(record).map(([name, inner]) => [name, maskInner(inner, maskOfField(name))]),
		);
	}
	const text = asText(value);
	if (mask && text !== null) return mask(text, people.all);
	if (typeof value !== 'string') return value;
	const json = readJson(value);
	if (typeof json === 'object' && json !== null) return JSON.stringify(maskInner(json));
	return maskPeople(value, people.numbers);
}
