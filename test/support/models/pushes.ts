/** Pushes as tests write them: any event, in any of the forms that Juhe may use. */
import * as fc from 'fast-check';

import type { EventName } from '../../../src/juhe/trainGrab/events/types';
import type { IncomingPush } from '../../../src/juhe/trainGrab/events/pushBody';
import { chinaIso, minutes, residentIds, yuan } from './juhe';

export type Fields = Record<string, unknown>;
export type KnownEvent = Exclude<EventName, 'other'>;

/** The callback type that Juhe pushes an event to. */
export const typeOfEvent: Record<KnownEvent, string> = {
	'order.issued': '1',
	'order.failed': '1',
	'ticket.refunded': '2',
	'ticket.refundFailed': '2',
	'order.expired': '3',
};
export const knownEvents = Object.keys(typeOfEvent) as KnownEvent[];

// Models: an event, and the fields that tell of it

/**
 * Text as people and machines write it, with everything in it that forms and queries treat
 * specially.
 */
const text = fc.stringMatching(/^[一-龥A-Za-z0-9&=%+[\]{}"'<>.,;:|_#?/\\-]{1,12}$/);
const digits = fc.stringMatching(/^[1-9]\d{5,24}$/);
const orderNumbers = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{5,20}$/);

interface PassengerModel {
	passengerId: string;
	name: string;
	idNumber: string | null;
	seatNo: string | null;
	ticketNo: string | null;
	price: number | null;
}

interface EventModel {
	event: KnownEvent;
	outOrderNo: string;
	orderNo: string | null;
	code: string;
	message: string | null;
	trainNo: string | null;
	fromStation: string | null;
	toStation: string | null;
	/** A moment. */
	departure: number | null;
	ticketNo: string | null;
	price: number | null;
	refund: { price: number | null; at: number | null } | null;
	passengers: PassengerModel[];
}

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

export const models: fc.Arbitrary<EventModel> = fc.constantFrom(...knownEvents).chain((event) => {
	const isRefund = event.startsWith('ticket.');
	const isIssue = typeOfEvent[event] === '1';
	const when = <T>(condition: boolean, arbitrary: fc.Arbitrary<T>) =>
		condition ? orNull(arbitrary) : fc.constant(null);
	const succeeded = event === 'order.issued' || event === 'ticket.refunded';
	const passenger = fc.record({
		passengerId: digits,
		name: text,
		idNumber: when(isIssue, residentIds),
		seatNo: when(isIssue, text),
		ticketNo: orNull(text),
		price: when(isIssue, yuan),
	});
	return fc.record({
		event: fc.constant(event),
		outOrderNo: fc.oneof(orderNumbers, digits),
		orderNo: orNull(text),
		code: succeeded ? fc.constant('100') : fc.constantFrom('101', '207', '301', '999'),
		message: orNull(text),
		trainNo: when(isIssue, text),
		fromStation: when(isIssue, text),
		toStation: when(isIssue, text),
		departure: when(isIssue, minutes),
		ticketNo: when(isIssue, text),
		price: when(isIssue, yuan),
		refund: isRefund ? fc.record({ price: orNull(yuan), at: orNull(minutes) }) : fc.constant(null),
		passengers: event === 'order.expired' ? fc.constant([]) : fc.array(passenger, { maxLength: 5 }),
	});
});

const juheTime = (moment: number | null) =>
	moment === null ? null : chinaIso(moment).slice(0, 19).replace('T', ' ');
const money = (amount: number | null) => (amount === null ? null : amount.toFixed(2));

/** The fields of Juhe's push, as the vendor's samples have them. */
export function fieldsOf(model: EventModel): Fields {
	const { outOrderNo, orderNo, code, message, refund } = model;
	const common = { outOrderNo, orderNo, msgCode: code, msgInfo: message };
	if (model.event === 'order.expired') return common;
	const people = model.passengers.map((each) => ({
		passengerId: each.passengerId,
		passengerName: each.name,
		pTicketNo: each.ticketNo,
	}));
	if (refund) {
		return {
			...common,
			refundTime: juheTime(refund.at),
			refundPrice: money(refund.price),
			refundType: 'online',
			passengers: people,
		};
	}
	return {
		...common,
		departureTime: juheTime(model.departure),
		trainNo: model.trainNo,
		ticketNo: model.ticketNo,
		orderAmount: money(model.price),
		fromStation: model.fromStation,
		toStation: model.toStation,
		issueTime: '',
		passengers: people.map((each, index) => ({
			...each,
			cardNo: model.passengers[index]?.idNumber ?? null,
			seatNo: model.passengers[index]?.seatNo ?? '',
			price: money(model.passengers[index]?.price ?? null),
		})),
		isChangedOrder: '0',
	};
}

/** What must come out of it again. */
export function expectedOf(model: EventModel) {
	const iso = (moment: number | null) => (moment === null ? null : chinaIso(moment));
	return {
		event: model.event,
		outOrderNo: model.outOrderNo,
		orderNo: model.orderNo,
		code: model.code,
		message: model.message,
		trainNo: model.trainNo,
		fromStation: model.fromStation,
		toStation: model.toStation,
		departure: iso(model.departure),
		ticketNo: model.ticketNo,
		price: model.price,
		refund: model.refund && {
			price: model.refund.price,
			type: 'online',
			typeName: 'Ticket refunded online',
			at: iso(model.refund.at),
		},
		passengers: model.passengers,
	};
}

// Forms

const bytesOf = (source: string): Uint8Array => new TextEncoder().encode(source);

let gbkBytes: Map<string, number[]> | undefined;

/** Text in GBK, by the decoder's table read backwards. */
export function toGbk(source: string): Uint8Array {
	if (!gbkBytes) {
		const decoder = new TextDecoder('gb18030');
		gbkBytes = new Map();
		for (let high = 0x81; high <= 0xfe; high++) {
			for (let low = 0x40; low <= 0xfe; low++) {
				if (low === 0x7f) continue;
				const character = decoder.decode(Uint8Array.of(high, low));
				if ([...character].length === 1) gbkBytes.set(character, [high, low]);
			}
		}
	}
	const table = gbkBytes;
	return Uint8Array.from(
		[...source].flatMap((character) => {
			const code = character.codePointAt(0) ?? 0;
			const bytes = code < 0x80 ? [code] : table.get(character);
			if (!bytes) throw new Error(`GBK has no ${character}`);
			return bytes;
		}),
	);
}

type Encode = (source: string) => Uint8Array;

/** A form's percent encoding; with `raw` only what would break the form is encoded. */
const percent = (source: string, encode: Encode, raw = false): string =>
	[...encode(source)]
		.map((byte) => {
			const character = String.fromCharCode(byte);
			if (/[A-Za-z0-9._*-]/.test(character) || (raw && byte >= 0x80)) return character;
			if (character === ' ') return '+';
			return `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
		})
		.join('');

const form = (pairs: Array<[string, string]>, encode: Encode, raw = false): string =>
	pairs
		.map(([name, value]) => `${percent(name, encode, raw)}=${percent(value, encode, raw)}`)
		.join('&');

const plain = (value: unknown): string =>
	value === null || value === undefined
		? ''
		: typeof value === 'object'
			? JSON.stringify(value)
			: String(value);

const flatPairs = (fields: Fields): Array<[string, string]> =>
	Object.entries(fields).map(([name, value]) => [name, plain(value)]);

/** As PHP's `http_build_query`: nested names, nulls and empty lists left out. */
export function phpPairs(value: unknown, name = ''): Array<[string, string]> {
	if (value === null || value === undefined) return [];
	if (typeof value !== 'object') return [[name, String(value)]];
	return Object.entries(value).flatMap(([key, inner]) =>
		phpPairs(inner, name === '' ? key : `${name}[${key}]`),
	);
}

const springPairs = (fields: Fields): Array<[string, string]> =>
	phpPairs(fields).map(([name, value]) => [name.replace(/\[([A-Za-z]+)\]/g, '.$1'), value]);

const body = (bytes: Uint8Array, contentType: string): IncomingPush => ({
	bytes,
	contentType,
	query: '',
});
const latin1 = (source: string): Uint8Array => Uint8Array.from(Buffer.from(source, 'latin1'));

interface Charset {
	encode: Encode;
	/** Of the content type. */
	suffix: string;
}
const utf8: Charset[] = ['', ';charset=utf-8', '; charset="UTF-8"'].map((suffix) => ({
	encode: bytesOf,
	suffix,
}));
const gbk: Charset[] = ['; charset=GBK', ';charset="gb2312"', '; charset=gb18030'].map(
	(suffix) => ({ encode: toGbk, suffix }),
);
export const charsets = [...utf8, ...gbk];

const contentTypes = [
	'application/json',
	'text/plain',
	'text/html',
	'application/octet-stream',
	'application/x-www-form-urlencoded',
	'multipart/mixed',
	'',
];

/** Every form, by name. */
export const forms = {
	json: (fields, { encode, suffix }, type) => body(encode(JSON.stringify(fields)), type + suffix),
	jsonInJson: (fields, { encode, suffix }, type) =>
		body(encode(JSON.stringify(JSON.stringify(fields))), type + suffix),
	jsonWithBom: (fields, _, type) =>
		body(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytesOf(JSON.stringify(fields))), type),
	jsonWrapped: (fields, { encode, suffix }, type) =>
		body(encode(JSON.stringify({ data: fields })), type + suffix),
	jsonPercentEncoded: (fields, { encode, suffix }, type) =>
		body(latin1(percent(JSON.stringify(fields), encode)), type + suffix),
	data: (fields, { encode, suffix }, type) =>
		body(latin1(form([['data', JSON.stringify(fields)]], encode)), type + suffix),
	param: (fields, { encode, suffix }, type) =>
		body(
			latin1(
				form(
					[
						['sign', 'x'],
						['param', JSON.stringify(fields)],
					],
					encode,
				),
			),
			type + suffix,
		),
	flat: (fields, { encode, suffix }, type) =>
		body(latin1(form(flatPairs(fields), encode)), type + suffix),
	flatRawBytes: (fields, { encode, suffix }, type) =>
		body(latin1(form(flatPairs(fields), encode, true)), type + suffix),
	php: (fields, { encode, suffix }, type) =>
		body(latin1(form(phpPairs(fields), encode)), type + suffix),
	spring: (fields, { encode, suffix }, type) =>
		body(latin1(form(springPairs(fields), encode)), type + suffix),
	multipart: (fields) => ({
		...body(new Uint8Array(), 'multipart/form-data; boundary=x'),
		fields: Object.fromEntries(phpPairs(fields)),
	}),
	multipartData: (fields) => ({
		...body(new Uint8Array(), 'multipart/form-data; boundary=x'),
		fields: { data: JSON.stringify(fields) },
	}),
	getFlat: (fields) => ({ ...body(new Uint8Array(), ''), query: form(flatPairs(fields), bytesOf) }),
	getPhp: (fields) => ({ ...body(new Uint8Array(), ''), query: form(phpPairs(fields), bytesOf) }),
	getData: (fields) => ({
		...body(new Uint8Array(), ''),
		query: form([['data', JSON.stringify(fields)]], bytesOf),
	}),
	getJson: (fields) => ({
		...body(new Uint8Array(), ''),
		query: encodeURIComponent(JSON.stringify(fields)),
	}),
} satisfies Record<string, (fields: Fields, charset: Charset, contentType: string) => IncomingPush>;

type FormName = keyof typeof forms;
export const formNames = Object.keys(forms) as FormName[];

/** A form, a charset that is declared, and a content type. */
export const writings = fc.record({
	form: fc.constantFrom(...formNames),
	charset: fc.constantFrom(...charsets),
	contentType: fc.constantFrom(...contentTypes),
});

export function write(
	fields: Fields,
	{ form: name, charset, contentType }: { form: FormName; charset: Charset; contentType: string },
): IncomingPush {
	return forms[name](fields, charset, contentType);
}
