import { DateTime } from 'luxon';

import { asText } from './values';

/** Every time of Juhe's is China time (inferred: nothing says so); named here and nowhere else. */
const chinaZone = 'Asia/Shanghai';

const formats = [
	'yyyyMMdd',
	'yyyy-M-d H:mm:ss',
	'yyyy-M-d H:mm',
	'yyyy-M-d',
	'yyyy/M/d H:mm:ss',
	'yyyy/M/d H:mm',
	'yyyy/M/d',
	'yyyy.M.d',
	'yyyy年M月d日',
];

const isoWithTime = /^(\d{4}-\d{2}-\d{2}|\d{8})T/i;

/**
 * A time as users and Juhe write it: `2026-12-30`, `20261230`, `2026-12-30 22:40`, ISO, a Date or a luxon value.
 * Without an offset it is China time. Gives the time in China's zone, or null where it cannot be read.
 */
export function parseTime(value: unknown): DateTime<true> | null {
	if (value instanceof Date) return valid(DateTime.fromJSDate(value, { zone: chinaZone }));
	// n8n hands over values of its own copy of luxon: isDateTime recognises those too.
	if (DateTime.isDateTime(value)) {
		return valid(DateTime.fromMillis(value.toMillis(), { zone: chinaZone }));
	}
	if (typeof value === 'number') {
		// 20261230 as a number is a date, not a moment of 1970.
		return Number.isInteger(value) && String(value).length === 8 ? parseTime(String(value)) : null;
	}
	if (typeof value !== 'string') return null;
	const source = value.trim();
	for (const format of formats) {
		const time = valid(DateTime.fromFormat(source, format, { zone: chinaZone }));
		if (time) return time;
	}
	// ISO of a whole day and a time: `22:40`, `2026` and `2026-12` are ISO too, but would be read as a day nobody named.
	return isoWithTime.test(source) ? valid(DateTime.fromISO(source, { zone: chinaZone })) : null;
}

/** Whether a value names a time of day, not only a date. n8n's calendar writes a plain date as `2026-12-30T00:00:00`. */
export function hasTimeOfDay(value: unknown): boolean {
	if (typeof value !== 'string') return typeof value !== 'number';
	return /\d:\d\d|T\d\d/i.test(value) && !/T00:00(:00(\.0+)?)?$/.test(value.trim());
}

/** ISO of a midnight in any zone, its date apart. */
const isoMidnight = /^(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A day as users write it. A midnight, in whichever zone it is one, is the day it begins: so n8n's `$today` arrives in a
 * workflow that is not on China time. Any other moment is the day that it falls on in China.
 */
export function parseDay(value: unknown): DateTime<true> | null {
	return parseTime(dayOfMidnight(value) ?? value);
}

/** The date of a midnight as `YYYY-MM-DD`, or null for anything else. */
export function dayOfMidnight(value: unknown): string | null {
	const text = DateTime.isDateTime(value) ? value.toISO() : value;
	return typeof text === 'string' ? (isoMidnight.exec(text.trim())?.[1] ?? null) : null;
}

/** Minutes since midnight of `HH:MM` (24-hour clock), or null. */
export function parseTimeOfDay(value: unknown): number | null {
	const match = /^\s*(\d{1,2}):(\d{2})(?::\d{2})?\s*$/.exec(typeof value === 'string' ? value : '');
	if (!match) return null;
	const [hours, minutes] = [Number(match[1]), Number(match[2])];
	return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** Minutes since midnight, China time. */
export function minuteOfDay(time: DateTime): number {
	return time.hour * 60 + time.minute;
}

/** ISO 8601 with `+08:00`, whole seconds: the form of every time this package gives. */
export function toIso(time: DateTime<true>): string {
	return time.startOf('second').toISO({ suppressMilliseconds: true });
}

/** ISO 8601 of a time as Juhe writes it, or null. */
export function isoOrNull(value: unknown): string | null {
	const time = parseTime(value);
	return time && toIso(time);
}

/** `YYYY-MM-DD` of a date as Juhe writes it, or null. */
export function dateOrNull(value: unknown): string | null {
	return parseTime(value)?.toFormat('yyyy-MM-dd') ?? null;
}

/**
 * A day as itineraries print it: with its year (`2013年07月19日`, `2019-04-22`, `03DEC19`), or without (`03DEC`). Then the
 * year is the one that brings it nearest to `near`, a `YYYY-MM-DD`; `date` is null where that is not known. Null where
 * it is no day.
 */
export function parsePrintedDay(
	value: unknown,
	near: string | null,
): { date: string | null } | null {
	const text = asText(value)?.normalize('NFKC').replace(/\s+/g, '');
	if (text === undefined) return null;
	const isEnglish = /^\d{1,2}[A-Z]{3}/i.test(text);
	const date = isEnglish
		? (printedDay(text, 'dMMMyy') ?? printedDay(text, 'dMMMyyyy'))
		: (dateOrNull(value) ?? dateOrNull(text));
	if (date) return { date };
	const dayOf = (year: number) =>
		printedDay(`${year} ${text}`, isEnglish ? 'yyyy dMMM' : 'yyyy M月d日');
	// A leap year, so that 29 February is a day.
	if (dayOf(2000) === null) return null;
	const anchor = near === null ? NaN : Date.parse(near);
	if (Number.isNaN(anchor)) return { date: null };
	const year = new Date(anchor).getUTCFullYear();
	const distance = (day: string) => Math.abs(Date.parse(day) - anchor);
	const [nearest] = [year - 1, year, year + 1]
		.flatMap((each) => dayOf(each) ?? [])
		.sort((one, other) => distance(one) - distance(other));
	return { date: nearest ?? null };
}

function printedDay(text: string, format: string): string | null {
	const day = DateTime.fromFormat(text, format, { zone: chinaZone, locale: 'en' });
	return day.isValid ? day.toFormat('yyyy-MM-dd') : null;
}

/** `HH:MM` of a time of day as itineraries print it (`15:45`, `1545`, `15：45`), or null. */
export function parsePrintedTime(value: unknown): string | null {
	const text = asText(value)
		?.normalize('NFKC')
		.replace(/\s+/g, '')
		.replace(/^(\d{2})(\d{2})$/, '$1:$2');
	const minutes = parseTimeOfDay(text);
	if (minutes === null) return null;
	const pad = (part: number) => String(part).padStart(2, '0');
	return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Now, in China. */
export function chinaNow(): DateTime<true> {
	return DateTime.now().setZone(chinaZone) as DateTime<true>;
}

function valid(time: DateTime): DateTime<true> | null {
	return time.isValid ? (time as DateTime<true>) : null;
}
