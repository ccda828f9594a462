import { DateTime, FixedOffsetZone } from 'luxon';
import type { Zone } from 'luxon';

import { normalizeTyped } from './typedText';
import { asText } from './values';

/** Every time of Juhe's is China time (inferred: nothing says so); named here and nowhere else. */
const chinaZone = 'Asia/Shanghai';
/** Minutes; no clock of China's has been changed since 1991. */
const chinaOffset = 8 * 60;
const lastYearOfChanges = 1991;
const chinaSince = FixedOffsetZone.instance(chinaOffset);

/**
 * A time in China's zone: by its offset where that is certain, since luxon takes three times as long
 * for a zone by its name.
 */
function inChina(make: (zone: string | Zone) => DateTime): DateTime {
	const time = make(chinaSince);
	return time.year > lastYearOfChanges ? time : make(chinaZone);
}

/**
 * A day with or without a time, an offset: `2026-12-30`, `2026/12/30 22:40`, `2026年12月30日
 * 22点40分`, ISO; digits alone besides.
 */
const writtenTime =
	/^(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})[日号]?(?:(?:[T ]|(?<=[日号]))(\d{1,2})[:时点](\d{2})分?(?:(?::|(?<=分))(\d{2})秒?(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

const eightDigits = /^(\d{4})(\d{2})(\d{2})$/;
const fourteenDigits = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;
const basicIso = /^\d{8}T/i;

/** Characters: longer text is no time. */
const longestTime = 40;

/** The text of a time, its parts apart; null where it is not written as one. */
interface WrittenTime {
	/** ISO 8601, with an offset only where one was written. */
	iso: string;
	/** n8n's calendar writes a plain date as `2026-12-30T00:00:00`. */
	hasTimeOfDay: boolean;
	/** `Z`, `+09:00` … */
	offset: string | null;
}

function readWritten(value: string): WrittenTime | null {
	if (value.length > longestTime) return null;
	const text = normalizeTyped(value)
		.replace(/\p{Pd}/gu, '-')
		.replace(/ ?([年月日号:]) ?/g, '$1');
	const source = text
		.replace(eightDigits, '$1-$2-$3')
		.replace(fourteenDigits, '$1-$2-$3 $4:$5:$6')
		.replace(/(?<=[日号])(?=\d)/, ' ');
	if (basicIso.test(source)) {
		const offset = /(Z|[+-]\d{2}(?::?\d{2})?)$/i.exec(source)?.[1] ?? null;
		return { iso: source, hasTimeOfDay: true, offset };
	}
	const match = writtenTime.exec(source);
	if (!match) return null;
	const [, year, , month = '', day = '', hour, minute = '', second = '00', fraction, offset] =
		match;
	const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	if (hour === undefined) return { iso: date, hasTimeOfDay: false, offset: null };
	const time = `${hour.padStart(2, '0')}:${minute}:${second}${fraction ? `.${fraction}` : ''}`;
	const hasTimeOfDay = !/T00:00(:00([.,]0+)?)?$/i.test(source);
	return { iso: `${date}T${time}${offset ?? ''}`, hasTimeOfDay, offset: offset ?? null };
}

/**
 * A time as users and Juhe write it: `2026-12-30`, `20261230`, `20261230224000`, `2026-12-30 22:40`,
 * `2026年12月30日 22:40`, ISO, a Date or a luxon value; 24:00 is the end of the day. Without an offset it is
 * China time. Gives the moment, in China's zone, or null where it cannot be read.
 */
export function parseTime(value: unknown): DateTime<true> | null {
	if (value instanceof Date) return valid(inChina((zone) => DateTime.fromJSDate(value, { zone })));
	// n8n hands over values of its own copy of luxon: isDateTime recognises those too.
	if (DateTime.isDateTime(value))
		return valid(inChina((zone) => DateTime.fromMillis(value.toMillis(), { zone })));
	const text = textOfTime(value);
	const written = text === null ? null : readWritten(text);
	return written && valid(inChina((zone) => DateTime.fromISO(written.iso, { zone })));
}

/** 20261230 as a number is a date, not a moment of 1970, nor 20261230224000 one of 2612. */
function textOfTime(value: unknown): string | null {
	if (typeof value === 'string') return value;
	return typeof value === 'number' && /^\d{8}(\d{6})?$/.test(String(value)) ? String(value) : null;
}

/** When something is to be, as somebody gave it. */
export interface When {
	/** In China's zone. */
	moment: DateTime<true>;
	/** The day that is meant: its midnight in China. */
	day: DateTime<true>;
	/**
	 * `day`: no time of day was given. `midnight`: an instant that begins a day, and so most
	 * likely that day; it may be a time of 00:00 as well. `time`: a moment.
	 */
	precision: 'day' | 'midnight' | 'time';
	/**
	 * The day after, where it may be meant as well: the moment is a midnight further east.
	 * `written`: it says so itself (`00:00+09:00`). `possible`: in UTC, where whoever wrote it is
	 * not told.
	 */
	nextDay: 'no' | 'possible' | 'written';
}

/**
 * A time or a day. A midnight of China's zone or of the workflow's is the day that it begins: so
 * a date arrives from `$today`, from calendars and from tables, which keep dates as moments.
 * Anything else with a time is a moment, and its day is China's.
 * @param zone IANA name of the workflow's zone; one that does not exist says nothing
 */
export function parseWhen(value: unknown, zone: string = chinaZone): When | null {
	const moment = parseTime(value);
	if (!moment) return null;
	const text = textOfTime(value);
	const written = text === null ? null : readWritten(text);
	const when = (precision: When['precision'], day = moment, nextDay: When['nextDay'] = 'no') => ({
		moment,
		day: day.startOf('day'),
		precision,
		nextDay,
	});
	const isChinas = written !== null && written.offset === null;
	if (isChinas && !written.hasTimeOfDay) return when('day');
	if (isMidnight(moment)) return when('midnight');
	if (isChinas) return when('time');
	const clock = clockOf(value, written);
	const there = moment.setZone(zone);
	if (there.isValid && isMidnight(there) && (clock === null || isMidnight(clock)))
		return when('midnight', sameDayInChina(there));
	return when('time', moment, nextDayOf(clock, moment));
}

/**
 * What the clock showed where a time was written; null where it was turned into UTC since, and
 * nobody knows.
 */
function clockOf(value: unknown, written: WrittenTime | null): DateTime | null {
	if (DateTime.isDateTime(value)) return value;
	const isTold = written?.offset && !/^z$/i.test(written.offset);
	return isTold ? DateTime.fromISO(written.iso, { setZone: true }) : null;
}

/** Some zones begin a day of theirs at 01:00, when their clocks go forward. */
const isMidnight = (time: DateTime): boolean => +time === +time.startOf('day');

function sameDayInChina({ year, month, day }: DateTime): DateTime<true> {
	return inChina((zone) => DateTime.fromObject({ year, month, day }, { zone })) as DateTime<true>;
}

/**
 * East of China a day begins while it is still the evening before in China: from UTC+8:30 to
 * UTC+14.
 */
function nextDayOf(clock: DateTime | null, moment: DateTime<true>): When['nextDay'] {
	if (clock) return isMidnight(clock) && sameDayInChina(clock) > moment ? 'written' : 'no';
	const isHalfHour = moment.toMillis() % (30 * 60_000) === 0;
	return isHalfHour && moment.hour >= 18 ? 'possible' : 'no';
}

/**
 * The day that a value means where no moment can be meant (birthdays), as its midnight in China: a
 * midnight that is written, wherever, is the day that stands there. Null where it cannot be read.
 */
export function parseDay(value: unknown, zone?: string): DateTime<true> | null {
	const when = parseWhen(value, zone);
	return when && (when.nextDay === 'written' ? when.day.plus({ days: 1 }) : when.day);
}

/**
 * Minutes since midnight of `HH:MM` (24-hour clock) as people write it (`7：00`, `7点30分`, `7点`),
 * or null. `24:00` is the end of a day: 1440.
 */
export function parseTimeOfDay(value: unknown): number | null {
	const text =
		typeof value === 'string' && value.length <= longestTime ? normalizeTyped(value) : '';
	const match = /^(\d{1,2})(?: ?: ?(\d{2})(?::\d{2})?|[时点](?:(\d{1,2})分?)?)$/.exec(text);
	if (!match) return null;
	const [hours, minutes] = [Number(match[1]), Number(match[2] ?? match[3] ?? 0)];
	if (minutes >= 60) return null;
	return hours < 24 || (hours === 24 && minutes === 0) ? hours * 60 + minutes : null;
}

/** ISO 8601 with `+08:00`, whole seconds: the form of every time this package gives. */
export function toIso(time: DateTime<true>): string {
	return time.startOf('second').toISO({ suppressMilliseconds: true });
}

/**
 * `toIso` of so many minutes after a time, or null beyond the end of time. Luxon takes thirty times
 * as long, which a search of hundreds of trains feels.
 */
export function isoAfter(time: DateTime<true>, minutes: number): string | null {
	const shifted = new Date(time.toMillis() + (minutes + chinaOffset) * 60_000);
	return Number.isNaN(+shifted) ? null : `${shifted.toISOString().slice(0, -'.000Z'.length)}+08:00`;
}

/** `YYYY-MM-DD`. */
export function isoDay(day: DateTime<true>): string {
	return day.toISODate();
}

/** ISO 8601 of a time as Juhe writes it, or null. */
export function isoOrNull(value: unknown): string | null {
	const time = parseTime(value);
	return time && toIso(time);
}

/** `YYYY-MM-DD` of a date as Juhe writes it, or null. */
export function dateOrNull(value: unknown): string | null {
	const time = parseTime(value);
	return time && isoDay(time);
}

/** Characters: longer text is no day. */
const longestDay = 40;

/**
 * A day as itineraries print it: with its year (`2013年07月19日`, `2019-04-22`, `03DEC19`), or
 * without (`03DEC`). Then the year is the one that brings it nearest to `near`, a `YYYY-MM-DD`;
 * `date` is null where that is not known. Null where it is no day.
 */
export function parsePrintedDay(
	value: unknown,
	near: string | null,
): { date: string | null } | null {
	const written = asText(value);
	if (written === null || written.length > longestDay) return null;
	const text = written
		.normalize('NFKC')
		.replace(/\s+/g, '')
		// Days of XML may name their time zone, which is China's.
		.replace(/(?<=^\d{4}-\d{2}-\d{2})\+08:00$/, '');
	const isEnglish = /^\d{1,2}[A-Z]{3}/i.test(text);
	// Luxon would take three digits for a year, and 60 to 99 for the last century.
	const english = /^(\d{1,2}[A-Z]{3})(?:20)?(\d{2})$/i.exec(text);
	const date = english
		? printedDay(`${english[1]}20${english[2]}`, 'dMMMyyyy')
		: (dateOrNull(written) ?? dateOrNull(text));
	if (date) return /^20\d\d|^199\d/.test(date) ? { date } : null;
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

/**
 * `HH:MM` of a time of day as itineraries and train e-tickets print it (`15:45`, `1545`, `15：45`,
 * `15:45开`), or null.
 */
export function parsePrintedTime(value: unknown): string | null {
	const text = asText(value)
		?.normalize('NFKC')
		.replace(/\s+/g, '')
		.replace(/开$/, '')
		.replace(/^(\d{2})(\d{2})$/, '$1:$2');
	const minutes = parseTimeOfDay(text);
	// The end of a day would be 00:00 of another date than the one printed beside it.
	if (minutes === null || minutes === 24 * 60) return null;
	const pad = (part: number) => String(part).padStart(2, '0');
	return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Now, in China. */
export function chinaNow(): DateTime<true> {
	return DateTime.now().setZone(chinaSince) as DateTime<true>;
}

function valid(time: DateTime): DateTime<true> | null {
	return time.isValid ? (time as DateTime<true>) : null;
}
