import * as fc from 'fast-check';
import { DateTime } from 'luxon';

import {
	chinaNow,
	dateOrNull,
	dayOfMidnight,
	hasTimeOfDay,
	isoOrNull,
	minuteOfDay,
	parseDay,
	parsePrintedDay,
	parsePrintedTime,
	parseTime,
	parseTimeOfDay,
	toIso,
} from '../../../src/lib/time';
import { chinaIso, minutes, pad, stopClock } from '../../support/models/juhe';

afterEach(() => jest.restoreAllMocks());

describe('times in', () => {
	test.each<[string, unknown, string]>([
		['a date', '2026-12-30', '2026-12-30T00:00:00+08:00'],
		['a date without dashes', '20261230', '2026-12-30T00:00:00+08:00'],
		['a date without dashes, as a number', 20261230, '2026-12-30T00:00:00+08:00'],
		['a date and a time', '2026-12-30 22:40', '2026-12-30T22:40:00+08:00'],
		['with seconds', '2026-12-30 22:40:05', '2026-12-30T22:40:05+08:00'],
		['with single digits', '2026-1-3 9:02', '2026-01-03T09:02:00+08:00'],
		['with slashes', '2026/12/30 22:40', '2026-12-30T22:40:00+08:00'],
		['ISO without an offset', '2026-12-30T22:40:00', '2026-12-30T22:40:00+08:00'],
		['ISO without seconds', '2026-12-30T22:40', '2026-12-30T22:40:00+08:00'],
		['ISO with China’s offset', '2026-12-30T22:40:00+08:00', '2026-12-30T22:40:00+08:00'],
		['ISO with another offset', '2026-12-30T22:40:00+01:00', '2026-12-31T05:40:00+08:00'],
		['ISO in UTC', '2026-12-30T22:40:00.000Z', '2026-12-31T06:40:00+08:00'],
		['basic ISO', '20261230T224000', '2026-12-30T22:40:00+08:00'],
		['n8n’s calendar', '2026-12-30T00:00:00', '2026-12-30T00:00:00+08:00'],
		['blanks around', ' 2026-12-30 ', '2026-12-30T00:00:00+08:00'],
		['a Date', new Date('2026-12-30T14:40:00Z'), '2026-12-30T22:40:00+08:00'],
		[
			'a luxon value of another zone',
			DateTime.fromISO('2026-12-30T09:40:00', { zone: 'America/New_York' }),
			'2026-12-30T22:40:00+08:00',
		],
		['Juhe’s order detail', '2016-12-30T02:29:00', '2016-12-30T02:29:00+08:00'],
	])('%s: %p', (_what, value, iso) => {
		expect(isoOrNull(value)).toBe(iso);
	});

	test.each<[string, unknown]>([
		['nothing', null],
		['blank', ' '],
		['words', 'tomorrow'],
		['a day that is not', '2026-02-30'],
		['a month that is not', '20261330'],
		['a time that is not', '2026-12-30 24:61'],
		['a time without a day', '22:40'],
		['a year', '2026'],
		['a month', '2026-12'],
		['a moment as a number', 1798641600000],
		['a fraction', 2026123.5],
		['an invalid Date', new Date(NaN)],
		['an invalid luxon value', DateTime.invalid('test')],
		['an object', { year: 2026 }],
		['a list', ['2026-12-30']],
	])('%s is no time', (_what, value) => {
		expect(parseTime(value)).toBeNull();
		expect(dateOrNull(value)).toBeNull();
	});

	test('give a valid time in China or null, for anything', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.string(), fc.date({ noInvalidDate: false })),
				(value) => {
					const time = parseTime(value);
					expect(time === null || (time.isValid && time.zoneName === 'Asia/Shanghai')).toBe(true);
				},
			),
		);
	});
});

describe('times out', () => {
	test('are ISO 8601 with +08:00, and read again are the same moment', () => {
		fc.assert(
			fc.property(minutes, (moment) => {
				const iso = isoOrNull(new Date(moment));
				expect(iso).toBe(chinaIso(moment));
				expect(parseTime(iso)?.toMillis()).toBe(moment);
			}),
		);
	});

	test('whichever form wrote them, and whichever zone the server is in', () => {
		fc.assert(
			fc.property(
				minutes,
				fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'),
				(moment, zone) => {
					const iso = chinaIso(moment);
					const [date, time] = [iso.slice(0, 10), iso.slice(11, 16)];
					for (const written of [
						`${date} ${time}`,
						`${date} ${time}:00`,
						`${date}T${time}:00`,
						`${date.replaceAll('-', '/')} ${time}`,
						new Date(moment).toISOString(),
						DateTime.fromMillis(moment, { zone }),
						DateTime.fromMillis(moment, { zone }).toISO(),
					])
						expect(isoOrNull(written)).toBe(iso);
					for (const written of [date, date.replaceAll('-', ''), iso, new Date(moment)])
						expect(dateOrNull(written)).toBe(date);
				},
			),
		);
	});

	test('in whole seconds', () => {
		expect(
			toIso(DateTime.fromISO('2026-12-30T02:29:00.999+08:00', { setZone: true }) as DateTime<true>),
		).toBe('2026-12-30T02:29:00+08:00');
	});

	test('the present is China’s', () => {
		stopClock('2026-12-30T20:00:00Z');
		expect(toIso(chinaNow())).toBe('2026-12-31T04:00:00+08:00');
	});
});

describe('whether a value names a time of day', () => {
	test.each<[unknown, boolean]>([
		['2026-12-30', false],
		['20261230', false],
		[20261230, false],
		['2026-12-30T00:00:00', false],
		['2026-12-30T00:00:00.000', false],
		['2026-12-30 22:40', true],
		['2026-12-30 00:00', true],
		['2026-12-30T22:40:00', true],
		['20261230T2240', true],
		[new Date('2026-12-30T22:40:00Z'), true],
		[DateTime.fromISO('2026-12-30T22:40:00'), true],
	])('%p: %s', (value, expected) => {
		expect(hasTimeOfDay(value)).toBe(expected);
	});
});

describe('a day', () => {
	test.each<[string, unknown, string]>([
		['a date', '2026-12-30', '2026-12-30'],
		['digits', 20261230, '2026-12-30'],
		['the calendar’s midnight', '2026-12-30T00:00:00', '2026-12-30'],
		['a midnight in China', '2026-12-30T00:00:00.000+08:00', '2026-12-30'],
		['a midnight in UTC', '2026-12-30T00:00:00Z', '2026-12-30'],
		['a midnight in New York, afternoon in China', '2026-12-30T00:00:00.000-05:00', '2026-12-30'],
		['a midnight in Auckland, the day before in China', '2026-12-30T00:00+13:00', '2026-12-30'],
		['a moment: the day in China', '2026-12-29T23:30:00Z', '2026-12-30'],
		['a moment in New York, the next day in China', '2026-12-29T12:00:00-05:00', '2026-12-30'],
		[
			'$today in New York',
			DateTime.fromISO('2026-12-30', { zone: 'America/New_York' }),
			'2026-12-30',
		],
		[
			'$now in New York, the next day in China',
			DateTime.fromISO('2026-12-29T13:00', { zone: 'America/New_York' }),
			'2026-12-30',
		],
	])('%s', (_what, value, expected) => {
		const day = parseDay(value);
		expect(day?.toFormat('yyyy-MM-dd')).toBe(expected);
		expect(day?.zoneName).toBe('Asia/Shanghai');
	});

	test.each([null, '', 'soon', '2026-02-31', '2026-02-31T00:00:00', '22:40', 5, {}])(
		'not %j',
		(value) => {
			expect(parseDay(value)).toBeNull();
		},
	);

	test.each([
		['2026-12-30T00:00:00.000-05:00', '2026-12-30'],
		['2026-12-30', null],
		['2026-12-30T00:01:00', null],
		['2026-12-30 00:00', null],
		[20261230, null],
	])('%j as a midnight: %j', (value, expected) => {
		expect(dayOfMidnight(value)).toBe(expected);
	});
});

describe('a time of day', () => {
	test('HH:MM is minutes since midnight', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 23 }),
				fc.integer({ min: 0, max: 59 }),
				(hour, minute) => {
					for (const text of [
						`${pad(hour)}:${pad(minute)}`,
						`${hour}:${pad(minute)}`,
						` ${hour}:${pad(minute)}:59 `,
					])
						expect(parseTimeOfDay(text)).toBe(hour * 60 + minute);
				},
			),
		);
	});

	test.each(['24:00', '9:60', '9', '9:2', '', 'noon', '2026-12-30 09:02', 902, null])(
		'%p is none',
		(value) => {
			expect(parseTimeOfDay(value)).toBeNull();
		},
	);

	test('of a moment is China’s', () => {
		const time = parseTime('2026-12-30T20:15:00Z');
		expect(time && minuteOfDay(time)).toBe(4 * 60 + 15);
	});

	test('anything gives a minute of the day or null', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const minute = parseTimeOfDay(value);
				expect(minute === null || (minute >= 0 && minute < 1440)).toBe(true);
			}),
		);
	});
});

describe('days as itineraries print them', () => {
	test.each<[string, string]>([
		['2013年07月19日', '2013-07-19'],
		['2013年7月9日', '2013-07-09'],
		['2013 年 07 月 19 日', '2013-07-19'],
		['2019-04-22', '2019-04-22'],
		['2019/04/22', '2019-04-22'],
		['2019.04.22', '2019-04-22'],
		['20190422', '2019-04-22'],
		['03DEC19', '2019-12-03'],
		['3dec2019', '2019-12-03'],
		['03 DEC 19', '2019-12-03'],
		['29FEB24', '2024-02-29'],
	])('%s says its year', (printed, date) => {
		expect(parsePrintedDay(printed, null)).toEqual({ date });
	});

	test.each<[string, string | null, string | null]>([
		['03DEC', '2019-11-20', '2019-12-03'],
		['03JAN', '2019-12-20', '2020-01-03'],
		['28DEC', '2020-01-02', '2019-12-28'],
		['12月03日', '2019-11-20', '2019-12-03'],
		['29FEB', '2024-03-10', '2024-02-29'],
		['29FEB', '2022-03-10', null],
		['03DEC', null, null],
		['03DEC', 'not a day', null],
	])('%s, issued %p, is %p', (printed, issued, date) => {
		expect(parsePrintedDay(printed, issued)).toEqual({ date });
	});

	test.each([null, '', 'VOID', '30FEB', '30FEB19', '03DEX', '2019-13-01', '15:45', 'DEC', '3'])(
		'%p is no day',
		(printed) => {
			expect(parsePrintedDay(printed, '2019-11-20')).toBeNull();
		},
	);

	test.each<[unknown, string | null]>([
		['15:45', '15:45'],
		['15：45', '15:45'],
		['1545', '15:45'],
		['7:05', '07:05'],
		['07:05:00', '07:05'],
		['24:00', null],
		['2575', null],
		['VOID', null],
		[null, null],
	])('the time %p is %p', (printed, time) => {
		expect(parsePrintedTime(printed)).toBe(time);
	});
});
