import * as fc from 'fast-check';
import { DateTime } from 'luxon';

import { dictionary } from '../../../../../src/juhe/dictionary';
import { JuheError } from '../../../../../src/juhe/errors';
import { stationName } from '../../../../../src/juhe/trainGrab/journey';
import { highestPrice } from '../../../../../src/juhe/trainGrab/search/filters';
import { parseSearchAnswer, searchTrains } from '../../../../../src/juhe/trainGrab/search/search';
import type { Seat } from '../../../../../src/juhe/trainGrab/search/types';
import { asRecord } from '../../../../../src/lib/values';
import {
	chinaIso,
	first,
	looseNumber,
	looseText,
	minutes,
	mutated,
	ok,
	pad,
	plainText,
	sampleResult,
	scriptedJuhe,
	unknownFields,
	yuan,
} from '../../../../support/models/juhe';
import type { Fields } from '../../../../support/models/juhe';

const day = (date: string) => DateTime.fromISO(date, { zone: 'Asia/Shanghai' }) as DateTime<true>;
const sample = sampleResult('train-grab.search');
const sampleTrain = asRecord(first(sample.trains as unknown[])) ?? {};
const seatsOf = (tickets: Fields) => first(parsed({ tickets }).trains).seats;
/** The sample with its train changed. */
const parsed = (changes: Fields) =>
	parseSearchAnswer({ ...sample, trains: [{ ...sampleTrain, ...changes }] }, day('2030-01-01'));

describe('the request', () => {
	test('names stations without 站, the day as YYYYMMDD, and the ticket type', async () => {
		const juhe = scriptedJuhe({ search: ok(sample) });
		const question = { from: ' 苏州站 ', to: 'kunshan', date: day('2026-12-30') };
		await searchTrains(juhe.client, question);
		await searchTrains(juhe.client, { ...question, ticketType: '2' });
		expect(juhe.requests.map(({ form }) => form)).toEqual([
			{ from: '苏州', to: 'kunshan', date: '20261230', type: '1' },
			{ from: '苏州', to: 'kunshan', date: '20261230', type: '2' },
		]);
	});

	test.each([
		['苏州站', '苏州'],
		['上海火车站', '上海'],
		['上海虹桥高铁站', '上海虹桥'],
		['苏州', '苏州'],
		[' 苏州站 ', '苏州'],
		['站', '站'],
		['驿站北', '驿站北'],
		['', ''],
	])('station %p is %p', (written, name) => {
		expect(stationName(written)).toBe(name);
	});
});

test('the vendor’s sample', () => {
	const seat = (seatClass: string, seatName: string, price: number, remaining: number): Seat => ({
		seatClass,
		seatName,
		price,
		remaining,
		bookable: true,
		berthPrices: null,
	});
	expect(parseSearchAnswer(sample, day('2015-05-14'))).toEqual({
		queryKey: sample.queryKey,
		trains: [
			{
				queryKey: sample.queryKey,
				trainNo: 'G7066',
				trainClass: 'GD',
				trainClassName: 'High-speed (G-train)',
				fromStation: '上海西',
				toStation: '苏州园区',
				departure: '2015-05-14T09:02:00+08:00',
				arrival: '2015-05-14T09:30:00+08:00',
				durationMinutes: 28,
				startsHere: false,
				endsHere: false,
				bookable: true,
				bookState: 1,
				bookStateName: 'Bookable',
				note: null,
				seats: [
					seat('secondseat', 'Second class seat', 29.5, 490),
					seat('firstseat', 'First class seat', 49.5, 28),
					seat('businessseat', 'Business class seat', 99.5, 10),
					{
						seatClass: 'softsleeperdown',
						seatName: 'Soft sleeper, lower berth',
						price: 1075.5,
						remaining: 0,
						bookable: false,
						berthPrices: { upper: 1029.5, middle: null, lower: 1075.5 },
					},
				],
			},
		],
		raw: sample,
	});
});

describe('times of a train', () => {
	test.each<[string, Fields, string | null, string | null]>([
		['toTime lies', { toTime: '09:00' }, '2015-05-14T09:02:00+08:00', '2015-05-14T09:30:00+08:00'],
		[
			'toTime is absent',
			{ toTime: undefined },
			'2015-05-14T09:02:00+08:00',
			'2015-05-14T09:30:00+08:00',
		],
		['toTime is null', { toTime: null }, '2015-05-14T09:02:00+08:00', '2015-05-14T09:30:00+08:00'],
		[
			'over midnight',
			{ fromTime: '23:50' },
			'2015-05-14T23:50:00+08:00',
			'2015-05-15T00:18:00+08:00',
		],
		['two nights', { runTimeSpan: 2900 }, '2015-05-14T09:02:00+08:00', '2015-05-16T09:22:00+08:00'],
		['one digit', { fromTime: '9:02' }, '2015-05-14T09:02:00+08:00', '2015-05-14T09:30:00+08:00'],
		['no duration', { runTimeSpan: null }, '2015-05-14T09:02:00+08:00', null],
		['an endless duration', { runTimeSpan: '9'.repeat(18) }, '2015-05-14T09:02:00+08:00', null],
		['a train that is suspended', { fromTime: '24:00', runTimeSpan: 5999 }, null, null],
		[
			'a full-width colon',
			{ fromTime: '9：02' },
			'2015-05-14T09:02:00+08:00',
			'2015-05-14T09:30:00+08:00',
		],
		['no departure', { fromTime: '' }, null, null],
		['a departure that is none', { fromTime: '--:--' }, null, null],
	])('%s', (_what, changes, departure, arrival) => {
		expect(first(parsed(changes).trains)).toMatchObject({ departure, arrival });
	});

	test('the day is the answer’s, else the question’s', () => {
		const departureOn = (trainDate: unknown) =>
			first(parseSearchAnswer({ ...sample, trainDate }, day('2030-01-01')).trains).departure;
		expect(departureOn(20261230)).toBe('2026-12-30T09:02:00+08:00');
		expect(departureOn('2026-12-30')).toBe('2026-12-30T09:02:00+08:00');
		for (const unreadable of [null, undefined, '', '0', 'x'])
			expect(departureOn(unreadable)).toBe('2030-01-01T09:02:00+08:00');
	});
});

describe('flags', () => {
	test.each<[unknown, unknown, boolean | null, boolean | null]>([
		[0, 2, true, true],
		['0', '2', true, true],
		[1, 1, false, false],
		[null, '', null, null],
		[7, 0, null, null],
	])(
		'fromPassType %p, toPassType %p: starts here %p, ends here %p',
		(from, to, startsHere, endsHere) => {
			const train = first(parsed({ fromPassType: from, toPassType: to }).trains);
			expect(train).toMatchObject({ startsHere, endsHere });
		},
	);

	test.each<[unknown, number | null, boolean]>([
		[0, 0, false],
		[1, 1, true],
		['1', 1, true],
		[2, 2, false],
		[3, 3, false],
		[null, null, false],
	])('bookState %p', (bookState, number, bookable) => {
		expect(first(parsed({ bookState }).trains)).toMatchObject({ bookState: number, bookable });
	});
});

describe('seats', () => {
	test.each<[string, Fields, boolean]>([
		['open, some left', { seatState: 1, seats: '5' }, true],
		['open, as text', { seatState: '1', seats: 5 }, true],
		['open, none left', { seatState: 1, seats: '0' }, false],
		['open, count unknown', { seatState: 1, seats: null }, true],
		['closed', { seatState: 0, seats: '5' }, false],
		['state unknown', { seats: '5' }, false],
	])('%s: bookable %s', (_what, ticket, bookable) => {
		expect(seatsOf({ hardseat: ticket })).toMatchObject([{ seatClass: 'hardseat', bookable }]);
	});

	test('berth prices are for berths only; 0 is no such berth', () => {
		const ticket = { price: 100, upPrice: '90.5', midPrice: 0, downPrice: '0.00' };
		expect(seatsOf({ hardseat: ticket, hardsleepermid: ticket })).toMatchObject([
			{ berthPrices: null },
			{ berthPrices: { upper: 90.5, middle: null, lower: null } },
		]);
	});

	test.each([0, '0.00', '-1', '--', ''])('a price of %j is none', (price) => {
		expect(seatsOf({ hardseat: { price } })).toMatchObject([{ price: null }]);
	});

	test.each(['HardSleeperUp', '5', '硬卧上铺'])('a berth called %s has its prices', (code) => {
		expect(seatsOf({ [code]: { price: 90, upPrice: 80, downPrice: 120 } })).toMatchObject([
			{ seatClass: 'hardsleeperup', berthPrices: { upper: 80, middle: null, lower: 120 } },
		]);
	});

	test('a class that no table knows keeps Juhe’s name', () => {
		expect(seatsOf({ dreamseat: { seatName: '梦幻座', price: 1 } })).toMatchObject([
			{ seatClass: null, seatName: '梦幻座', price: 1 },
		]);
	});

	test.each([[[]], [null], [''], [{}], [{ hardseat: null }]])('none in %j', (tickets) => {
		expect(first(parsed({ tickets }).trains).seats).toEqual([]);
	});

	test.each<[string, Partial<Seat>, number | null]>([
		['a plain seat costs its price', { price: 29.5 }, 29.5],
		[
			'a berth costs its dearest height',
			{ price: 90, berthPrices: { upper: 80, middle: null, lower: 100 } },
			100,
		],
		[
			'a berth below its price costs its price',
			{ price: 90, berthPrices: { upper: 80, middle: null, lower: null } },
			90,
		],
		['unknown', {}, null],
	])('at most: %s', (_what, seat, price) => {
		const unknown = {
			seatClass: null,
			seatName: null,
			price: null,
			remaining: null,
			bookable: true,
			berthPrices: null,
		};
		expect(highestPrice({ ...unknown, ...seat })).toBe(price);
	});
});

describe('any answer', () => {
	test.each([
		[null],
		[undefined],
		[''],
		[[]],
		['[]'],
		[{}],
		[{ trains: null }],
		[{ trains: '' }],
		[{ trains: [] }],
		[{ trains: {} }],
		[{ trains: '[]' }],
		[{ trains: [null, {}, { trainNo: '' }] }],
	])('%j has no trains', (raw) => {
		expect(parseSearchAnswer(raw, day('2030-01-01')).trains).toEqual([]);
	});

	const numbersOf = (raw: unknown) =>
		parseSearchAnswer(raw, day('2030-01-01')).trains.map(({ trainNo }) => trainNo);
	const two = [sampleTrain, { ...sampleTrain, trainNo: 'G2' }];
	test.each<[string, unknown]>([
		['keyed by number', { ...sample, trains: { ...two } }],
		['keyed by number, the first taken out', { ...sample, trains: { 3: two[0], 10: two[1] } }],
		['JSON text', { ...sample, trains: JSON.stringify(two) }],
		['JSON text, keyed by number', { ...sample, trains: JSON.stringify({ ...two }) }],
		['JSON text each', { ...sample, trains: two.map((train) => JSON.stringify(train)) }],
		['in a result that is JSON text', JSON.stringify({ ...sample, trains: two })],
	])('trains are read however they come: %s', (_how, raw) => {
		expect(numbersOf(raw)).toEqual(['G7066', 'G2']);
	});

	test('a train’s seats may come as JSON text', () => {
		const { seats } = first(parsed({}).trains);
		expect(seatsOf(JSON.stringify(sampleTrain.tickets) as unknown as Fields)).toEqual(seats);
	});

	test.each<[string, unknown]>([
		['a text', { trains: 'x' }],
		['a number', { trains: 7 }],
		['a switch', { trains: false }],
		['a list of texts', { trains: ['G1', 'G2'] }],
		['broken JSON', { trains: '[{"trainNo":"G1"}' }],
		['trains without numbers', { trains: [{ number: 'G1' }] }],
		['an object around the list', { trains: { list: two } }],
		['a result that is a text', 'x'],
		['a result that is the list', two],
	])('what is there and cannot be understood is not “no train”: %s', (_what, raw) => {
		expect(() => numbersOf(raw)).toThrow('its trains could not be understood');
	});

	test('anything gives a list of trains that have numbers, or is not understood', () => {
		const trains = fc.oneof(fc.anything(), fc.array(fc.anything()));
		fc.assert(
			fc.property(
				fc.oneof(fc.anything(), fc.record({ queryKey: fc.anything(), trains })),
				(raw) => {
					try {
						expect(numbersOf(raw)).not.toContain('');
					} catch (error) {
						expect(error).toBeInstanceOf(JuheError);
					}
				},
			),
		);
	});

	test('whatever happens to its other fields, a train with a number is there, and complete in its keys', () => {
		const keys = Object.keys(first(parsed({}).trains));
		fc.assert(
			fc.property(mutated(sampleTrain, ['trainNo', 'fromStation', 'toStation']), (train) => {
				const { trains } = parseSearchAnswer(
					{ ...sample, trains: [null, train, 7] },
					day('2030-01-01'),
				);
				expect(trains).toMatchObject([
					{ trainNo: 'G7066', fromStation: '上海西', toStation: '苏州园区' },
				]);
				expect(Object.keys(first(trains))).toEqual(keys);
				expect(Object.values(first(trains))).not.toContain(undefined);
			}),
		);
	});
});

describe('a generated timetable, written as Juhe might write it, is read as it was', () => {
	const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
	const count = fc.integer({ min: 0, max: 900 });
	const seat = fc.record({
		price: nullable(yuan),
		remaining: nullable(count),
		isOpen: fc.boolean(),
		upper: nullable(yuan),
		middle: nullable(yuan),
		lower: nullable(yuan),
	});
	const seatCodes = fc.constantFrom(
		...(Object.keys(dictionary.seatClassCode) as Array<keyof typeof dictionary.seatClassCode>),
	);
	const model = fc.record({
		queryKey: nullable(fc.stringMatching(/^[0-9a-f]{32}$/)),
		departure: minutes,
		trainNo: fc.stringMatching(/^[GDCZTK]?[1-9]\d{0,3}$/),
		trainClass: nullable(
			fc.constantFrom(
				...(Object.keys(dictionary.trainClass) as Array<keyof typeof dictionary.trainClass>),
			),
		),
		fromStation: nullable(plainText),
		toStation: nullable(plainText),
		duration: nullable(fc.integer({ min: 1, max: 4000 })),
		startsHere: nullable(fc.boolean()),
		endsHere: nullable(fc.boolean()),
		bookState: nullable(fc.integer({ min: 0, max: 3 })),
		note: nullable(plainText),
		seats: fc.uniqueArray(fc.tuple(seatCodes, seat), { selector: ([code]) => code, maxLength: 5 }),
	});
	type Model = typeof model extends fc.Arbitrary<infer T> ? T : never;

	const flag = (value: boolean | null, yes: number, no: number) => {
		const set = value ? yes : no;
		return looseNumber(value === null ? null : set);
	};

	/** Juhe's form of a model, one of many. */
	const written = (train: Model): fc.Arbitrary<Fields> => {
		const local = chinaIso(train.departure);
		const berth = (price: number | null) =>
			price === null ? fc.constantFrom<unknown>(0, '0', null, '0.00') : looseNumber(price);
		const tickets = fc.record(
			Object.fromEntries(
				train.seats.map(([code, ticket]) => [
					code,
					fc.record({
						price: looseNumber(ticket.price),
						seats: looseNumber(ticket.remaining),
						seatState: looseNumber(ticket.isOpen ? 1 : 0),
						upPrice: berth(ticket.upper),
						midPrice: berth(ticket.middle),
						downPrice: berth(ticket.lower),
						seatName: fc.anything(),
					}),
				]),
			),
		);
		const fields = fc.record({
			trainNo: looseText(train.trainNo),
			trainClass: looseText(train.trainClass),
			fromTime: looseText(local.slice(11, 16)),
			toTime: fc.option(fc.constant(`${pad(train.departure % 24)}:00`)),
			fromStation: looseText(train.fromStation),
			toStation: looseText(train.toStation),
			runTimeSpan: looseNumber(train.duration),
			fromPassType: flag(train.startsHere, 0, 1),
			toPassType: flag(train.endsHere, 2, 1),
			bookState: looseNumber(train.bookState),
			note: looseText(train.note),
			tickets,
		});
		return fc.record({
			queryKey: looseText(train.queryKey),
			trainDate: fc.constantFrom<unknown>(
				local.slice(0, 10).replaceAll('-', ''),
				local.slice(0, 10),
				null,
			),
			trains: fc.tuple(fields, unknownFields).map(([known, unknown]) => [{ ...unknown, ...known }]),
		});
	};

	test('both ways', () => {
		fc.assert(
			fc.property(
				model.chain((train) => fc.tuple(fc.constant(train), written(train), unknownFields)),
				([train, result, unknown]) => {
					const raw = { ...unknown, ...result };
					const date = day(chinaIso(train.departure).slice(0, 10));
					const answer = parseSearchAnswer(raw, date);
					expect(answer.raw).toBe(raw);
					expect(answer.queryKey).toBe(train.queryKey);
					const { trainClassName, bookStateName, ...read } = first(answer.trains);
					expect(trainClassName).toBe(
						train.trainClass && dictionary.trainClass[train.trainClass].english,
					);
					expect(bookStateName === null).toBe(train.bookState === null);
					expect(read).toEqual({
						queryKey: train.queryKey,
						trainNo: train.trainNo,
						trainClass: train.trainClass,
						fromStation: train.fromStation,
						toStation: train.toStation,
						departure: chinaIso(train.departure),
						arrival:
							train.duration === null ? null : chinaIso(train.departure + train.duration * 60_000),
						durationMinutes: train.duration,
						startsHere: train.startsHere,
						endsHere: train.endsHere,
						bookable: train.bookState === 1,
						bookState: train.bookState,
						note: train.note,
						seats: train.seats.map(([code, ticket]) => ({
							seatClass: code,
							seatName: dictionary.seatClassCode[code].english,
							price: ticket.price,
							remaining: ticket.remaining,
							bookable: ticket.isOpen && ticket.remaining !== 0,
							berthPrices: code.includes('sleeper')
								? { upper: ticket.upper, middle: ticket.middle, lower: ticket.lower }
								: null,
						})),
					});
				},
			),
		);
	});
});
