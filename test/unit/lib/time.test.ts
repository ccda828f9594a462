import * as fc from 'fast-check';
import { DateTime } from 'luxon';

import {
	chinaNow,
	dateOrNull,
	isoAfter,
	isoDay,
	isoOrNull,
	parseDay,
	parsePrintedDay,
	parsePrintedTime,
	parseTime,
	parseTimeOfDay,
	parseWhen,
	toIso,
} from '../../../src/lib/time';
import { chinaIso, minutes, pad, stopClock } from '../../support/models/juhe';

afterEach(() => jest.restoreAllMocks());

const inChina = (moment: number) => DateTime.fromMillis(moment, { zone: 'Asia/Shanghai' });
const isChinasClock = (time: DateTime | null) =>
	time !== null && time.offset === inChina(time.toMillis()).offset;
const chinasText = (moment: number) => inChina(moment).toFormat('yyyy-MM-dd HH:mm:ss');

describe('times in', () => {
	test.each<[string, unknown, string]>([
		['a date', '2026-12-30', '2026-12-30T00:00:00+08:00'],
		['a date without dashes', '20261230', '2026-12-30T00:00:00+08:00'],
		['a date without dashes, as a number', 20261230, '2026-12-30T00:00:00+08:00'],
		['digits alone', '20261230224005', '2026-12-30T22:40:05+08:00'],
		['digits alone, as a number', 20261230224005, '2026-12-30T22:40:05+08:00'],
		['a date and a time', '2026-12-30 22:40', '2026-12-30T22:40:00+08:00'],
		['with seconds', '2026-12-30 22:40:05', '2026-12-30T22:40:05+08:00'],
		['with single digits', '2026-1-3 9:02', '2026-01-03T09:02:00+08:00'],
		['with slashes', '2026/12/30 22:40', '2026-12-30T22:40:00+08:00'],
		['ISO without an offset', '2026-12-30T22:40:00', '2026-12-30T22:40:00+08:00'],
		['ISO without seconds', '2026-12-30T22:40', '2026-12-30T22:40:00+08:00'],
		['ISO with China’s offset', '2026-12-30T22:40:00+08:00', '2026-12-30T22:40:00+08:00'],
		['ISO with another offset', '2026-12-30T22:40:00+01:00', '2026-12-31T05:40:00+08:00'],
		['ISO in UTC', '2026-12-30T22:40:00.000Z', '2026-12-31T06:40:00+08:00'],
		['a blank before the offset', '2026-12-30 22:40:00 +08:00', '2026-12-30T22:40:00+08:00'],
		['a blank instead of the T', '2026-12-30 22:40:00+08:00', '2026-12-30T22:40:00+08:00'],
		['a short offset', '2026-12-30 22:40:00+0800', '2026-12-30T22:40:00+08:00'],
		['in Chinese', '2026年12月30日 22:40', '2026-12-30T22:40:00+08:00'],
		['in Chinese without blanks', '2026年1月3日7点05分', '2026-01-03T07:05:00+08:00'],
		['in Chinese with blanks', '2026 年 1 月 3 日 07 : 05', '2026-01-03T07:05:00+08:00'],
		['with full-width signs', '２０２６－１２－３０　７：０５', '2026-12-30T07:05:00+08:00'],
		['with signs that print nothing', '2026-12-30\u200b 22:40\u202c', '2026-12-30T22:40:00+08:00'],
		['the end of a day', '2026-12-31 24:00', '2027-01-01T00:00:00+08:00'],
		['with points', '2026.12.30 22:40', '2026-12-30T22:40:00+08:00'],
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
		['digits that are no time', '20261230256161'],
		['a time that is not', '2026-12-30 24:61'],
		['a time after the end', '2026-12-30 24:01'],
		['a whole file', '2026-12-30'.repeat(100_000)],
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
					expect(time === null || (time.isValid && isChinasClock(time))).toBe(true);
				},
			),
		);
	});

	test('stand on China’s clock, its summer times of 1986 to 1991 included', () => {
		const [from, to] = [Date.UTC(1900, 0, 1), Date.UTC(2100, 0, 1)];
		fc.assert(
			fc.property(fc.integer({ min: from, max: to }), (moment) => {
				for (const value of [new Date(moment), DateTime.fromMillis(moment), chinasText(moment)])
					expect(isChinasClock(parseTime(value))).toBe(true);
			}),
		);
		expect(dateOrNull(new Date('1988-06-30T15:30:00Z'))).toBe('1988-07-01');
		expect(toIso(parseTime('1988-07-01') as DateTime<true>)).toBe('1988-07-01T00:00:00+09:00');
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

	test('minutes after a time are as luxon counts them, and never beyond the end of time', () => {
		fc.assert(
			fc.property(minutes, fc.integer({ min: -3_000_000, max: 3_000_000 }), (moment, later) => {
				const time = DateTime.fromMillis(moment, { zone: 'Asia/Shanghai' }) as DateTime<true>;
				expect(isoAfter(time, later)).toBe(chinaIso(moment + later * 60_000));
				expect(isoAfter(time, later)).toBe(toIso(time.plus({ minutes: later }) as DateTime<true>));
			}),
		);
		for (const endless of [1e18, -1e18, NaN, Infinity])
			expect(isoAfter(chinaNow(), endless)).toBeNull();
	});

	test('the present is China’s', () => {
		stopClock('2026-12-30T20:00:00Z');
		expect(toIso(chinaNow())).toBe('2026-12-31T04:00:00+08:00');
	});
});

describe('a day or a moment', () => {
	const zones = ['Asia/Shanghai', 'UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Auckland'];
	const meant = (value: unknown, zone?: string) => {
		const when = parseWhen(value, zone);
		return (
			when && [when.precision, isoDay(when.day), toIso(when.moment).slice(0, 16), when.nextDay]
		);
	};

	test.each<[string, unknown]>([
		['a date', '2026-12-30'],
		['digits', 20261230],
		['in Chinese', '2026年12月30日'],
		['the calendar’s midnight', '2026-12-30T00:00:00'],
		['the calendar’s midnight to the millisecond', '2026-12-30T00:00:00.000'],
	])('%s is a day, whatever the zone', (_what, value) => {
		for (const zone of zones)
			expect(meant(value, zone)).toEqual(['day', '2026-12-30', '2026-12-30T00:00', 'no']);
	});

	test('a midnight in China is that day, however it arrives and whatever the zone', () => {
		for (const zone of zones)
			for (const value of [
				'2026-12-29T16:00:00.000Z',
				'2026-12-29T16:00:00Z',
				new Date('2026-12-29T16:00:00Z'),
				'2026-12-30T00:00:00+08:00',
				'2026-12-30 00:00:00',
				DateTime.fromISO('2026-12-30', { zone: 'Asia/Shanghai' }),
			])
				expect(meant(value, zone)).toEqual(['midnight', '2026-12-30', '2026-12-30T00:00', 'no']);
	});

	test('a midnight of the workflow’s zone is that day, however it arrives', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), minutes, (zone, near) => {
				const midnight = DateTime.fromMillis(near, { zone }).startOf('day');
				for (const value of [
					midnight,
					midnight.toISO(),
					midnight.toUTC().toISO(),
					midnight.toJSDate(),
				])
					expect(meant(value, zone)?.slice(0, 2)).toEqual(['midnight', midnight.toISODate()]);
			}),
		);
	});

	test('whose clocks go forward at midnight, too: the day begins at 01:00 then', () => {
		expect(meant('2026-03-08T05:00:00Z', 'America/Havana')?.slice(0, 2)).toEqual([
			'midnight',
			'2026-03-08',
		]);
	});

	test.each<[string, unknown, string, string]>([
		['a time', '2026-12-30 22:40', 'Asia/Tokyo', '2026-12-30T22:40'],
		['in UTC', '2026-12-29T23:30:00Z', 'Asia/Shanghai', '2026-12-30T07:30'],
		['in New York', '2026-12-29T12:00:00-05:00', 'America/New_York', '2026-12-30T01:00'],
		[
			'a midnight of yet another zone, the same day',
			'2026-12-30T00:00:00Z',
			'Asia/Tokyo',
			'2026-12-30T08:00',
		],
		[
			'23:00 in China, a midnight in Tokyo',
			'2026-12-30T23:00:00+08:00',
			'Asia/Tokyo',
			'2026-12-30T23:00',
		],
		[
			'13:00 in China, a midnight in New York',
			'2026-12-30T13:00:00+08:00',
			'America/New_York',
			'2026-12-30T13:00',
		],
	])('%s is a moment, and its day is China’s', (_what, value, zone, moment) => {
		expect(meant(value, zone)).toEqual(['time', '2026-12-30', moment, 'no']);
	});

	test.each(['2026-12-30T00:00:00+09:00', '2026-12-30T00:00+13:00', '2026-12-30 00:00:00 +0930'])(
		'%s, where nothing says that it is a day there: two readings, and it is said so',
		(value) => {
			for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'No/Where'])
				expect(meant(value, zone)).toMatchObject({ 0: 'time', 1: '2026-12-29', 3: 'written' });
		},
	);

	test('in UTC nobody knows whose midnight it was: perhaps the next day', () => {
		expect(meant('2026-12-29T15:00:00.000Z', 'Europe/Berlin')).toEqual([
			'time',
			'2026-12-29',
			'2026-12-29T23:00',
			'possible',
		]);
		expect(meant('2026-12-29T15:00:00.000Z', 'Asia/Tokyo')?.[1]).toBe('2026-12-30');
		expect(meant('2026-12-29T14:59:00.000Z', 'Europe/Berlin')?.[3]).toBe('no');
		expect(meant('2026-12-29T09:00:00.000Z', 'Europe/Berlin')?.[3]).toBe('no');
	});

	test.each([null, '', 'soon', '2026-02-31', '2026-02-31T00:00:00', '22:40', 5, {}])(
		'not %j',
		(value) => {
			expect(parseWhen(value)).toBeNull();
			expect(parseDay(value)).toBeNull();
		},
	);

	test('a zone that does not exist says nothing', () => {
		expect(meant('2026-12-29T16:00:00Z', 'DEFAULT')?.[1]).toBe('2026-12-30');
		expect(meant('2026-12-29T10:00:00Z', 'DEFAULT')?.[1]).toBe('2026-12-29');
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
						`${hour}：${pad(minute)}`,
						`${hour}点${minute}分`,
						`${hour}时${pad(minute)}`,
					])
						expect(parseTimeOfDay(text)).toBe(hour * 60 + minute);
				},
			),
		);
	});

	test.each([
		'24:01',
		'25:00',
		'9:60',
		'9',
		'9:2',
		'点',
		'',
		'noon',
		'2026-12-30 09:02',
		902,
		null,
	])('%p is none', (value) => {
		expect(parseTimeOfDay(value)).toBeNull();
	});

	test('24:00 is the end of the day, and a whole hour needs no minutes', () => {
		expect(parseTimeOfDay('24:00')).toBe(1440);
		expect(parseTimeOfDay('7点')).toBe(420);
	});

	test('anything gives a minute of the day or null', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				const minute = parseTimeOfDay(value);
				expect(minute === null || (minute >= 0 && minute <= 1440)).toBe(true);
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
		['03DEC83', '2083-12-03'],
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

	test.each([
		null,
		'',
		'VOID',
		'30FEB',
		'30FEB19',
		'03DEX',
		'2019-13-01',
		'15:45',
		'DEC',
		'3',
		'03DEC083',
		'03DEC1083',
		'03DEC2',
		'1013-07-19',
		'3013年07月19日',
	])('%p is no day', (printed) => {
		expect(parsePrintedDay(printed, '2019-11-20')).toBeNull();
	});

	test.each<[unknown, string | null]>([
		['15:45', '15:45'],
		['15：45', '15:45'],
		['1545', '15:45'],
		['15:45开', '15:45'],
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
