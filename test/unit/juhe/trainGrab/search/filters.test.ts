import * as fc from 'fast-check';

import { sortKeys } from '../../../../../src/juhe/trainGrab/search/types';
import type {
	Seat,
	SortKey,
	Train,
	TrainClass,
	TrainFilters,
} from '../../../../../src/juhe/trainGrab/search/types';
import { filterTrains, sortTrains } from '../../../../../src/juhe/trainGrab/search/filters';
import { chinaIso, pad } from '../../../../support/models/juhe';

const seat = (changes: Partial<Seat> = {}): Seat => ({
	seatClass: 'secondseat',
	seatName: 'Second class seat',
	price: 100,
	remaining: 10,
	bookable: true,
	berthPrices: null,
	...changes,
});

const train = (trainNo: string, changes: Partial<Train> = {}): Train => ({
	queryKey: 'k',
	trainNo,
	trainClass: null,
	trainClassName: null,
	fromStation: '苏州',
	toStation: '昆山',
	departure: '2026-12-30T09:00:00+08:00',
	arrival: '2026-12-30T10:00:00+08:00',
	durationMinutes: 60,
	startsHere: null,
	endsHere: null,
	bookable: true,
	bookState: 1,
	bookStateName: null,
	note: null,
	seats: [seat()],
	...changes,
});

const numbers = (trains: Train[]) => trains.map(({ trainNo }) => trainNo);
const kept = (trains: Train[], filters: TrainFilters) => numbers(filterTrains(trains, filters));
const clock = (hour: number, minute = 0) => hour * 60 + minute;

describe('classes, by the letter of the number', () => {
	const trains = ['G1', 'D2', 'C3', 'Z4', 'T5', 'K6', '1461', 'S7', 'g8'].map((number) =>
		train(number),
	);
	test.each<[TrainClass[], string[]]>([
		[['G'], ['G1', 'g8']],
		[
			['D', 'C'],
			['D2', 'C3'],
		],
		[
			['Z', 'T', 'K'],
			['Z4', 'T5', 'K6'],
		],
		[['other'], ['1461', 'S7']],
		[
			['K', 'other'],
			['K6', '1461', 'S7'],
		],
		[[], numbers(trains)],
	])('%j', (trainClasses, expected) => {
		expect(kept(trains, { trainClasses })).toEqual(expected);
	});
});

describe('times of day', () => {
	const at = (time: string | null) =>
		train(time ?? 'unknown', {
			departure: time && `2026-12-30T${time}:00+08:00`,
			arrival: time && `2026-12-31T${time}:00+08:00`,
		});
	const trains = ['00:00', '05:59', '06:00', '12:00', '21:59', '22:00', '23:59', null].map(at);
	const everyTime = ['00:00', '05:59', '06:00', '12:00', '21:59', '22:00', '23:59'];

	test.each<[string, number | null, number | null, string[]]>([
		['after 12:00, itself included', clock(12), null, ['12:00', '21:59', '22:00', '23:59']],
		['before 06:00, itself included', null, clock(6), ['00:00', '05:59', '06:00']],
		['6 to 12', clock(6), clock(12), ['06:00', '12:00']],
		['over midnight, 22 to 6', clock(22), clock(6), ['00:00', '05:59', '06:00', '22:00', '23:59']],
		['a single minute', clock(12), clock(12), ['12:00']],
		['after midnight', clock(0), null, everyTime],
		[
			'from the end of a day, which begins the next',
			clock(24),
			clock(6),
			['00:00', '05:59', '06:00'],
		],
		['to the end of a day', clock(22), clock(24), ['22:00', '23:59']],
		['no range', null, null, [...everyTime, 'unknown']],
	])('%s', (_what, after, before, expected) => {
		expect(kept(trains, { departAfter: after, departBefore: before })).toEqual(expected);
		expect(kept(trains, { arriveAfter: after, arriveBefore: before })).toEqual(expected);
	});

	test('departure and arrival are separate', () => {
		const night = train('Z1', {
			departure: '2026-12-30T22:00:00+08:00',
			arrival: '2026-12-31T07:00:00+08:00',
		});
		expect(kept([night], { departAfter: clock(20), arriveBefore: clock(8) })).toEqual(['Z1']);
		expect(kept([night], { departBefore: clock(8) })).toEqual([]);
	});

	test('a range and the range beside it keep every time once', () => {
		const minute = fc.integer({ min: 0, max: 1439 });
		fc.assert(
			fc.property(minute, minute, minute, (time, after, before) => {
				const clockOf = `${pad(Math.floor(time / 60))}:${pad(time % 60)}`;
				const inside = kept([at(clockOf)], { departAfter: after, departBefore: before }).length;
				const [next, last] = [(before + 1) % 1440, (after + 1439) % 1440];
				const outside = kept([at(clockOf)], { departAfter: next, departBefore: last }).length;
				fc.pre(next !== after);
				expect(inside + outside).toBe(1);
			}),
		);
	});
});

describe('duration', () => {
	test('at most, an unknown one does not pass', () => {
		const trains = [59, 60, 61, null].map((durationMinutes) =>
			train(String(durationMinutes), { durationMinutes }),
		);
		expect(kept(trains, { maxDuration: 60 })).toEqual(['59', '60']);
		expect(kept(trains, { maxDuration: null })).toHaveLength(4);
	});
});

describe('seats', () => {
	const trains = [
		train('G1', {
			seats: [seat({ seatClass: 'firstseat', price: 200 }), seat({ price: 100, remaining: 2 })],
		}),
		train('G2', { seats: [seat({ price: null, remaining: null })] }),
		train('G3', { seats: [seat({ bookable: false, remaining: 0, price: 50 })] }),
		train('G4', { seats: [] }),
		train('G5', { bookable: false }),
	];
	test.each<[string, TrainFilters, string[]]>([
		['no filter keeps trains without seats', {}, ['G1', 'G2', 'G3', 'G4', 'G5']],
		['a class', { seatClasses: ['firstseat'] }, ['G1']],
		[
			'one of several classes',
			{ seatClasses: ['firstseat', 'secondseat'] },
			['G1', 'G2', 'G3', 'G5'],
		],
		[
			'a price, itself included; an unknown one does not pass',
			{ maxPrice: 100 },
			['G1', 'G3', 'G5'],
		],
		['a price of 0 is a filter', { maxPrice: 0 }, []],
		['a count; an unknown one does not pass', { minSeats: 3 }, ['G1', 'G5']],
		['bookable train and seat', { bookableOnly: true }, ['G1', 'G2']],
		['all at once on one seat', { seatClasses: ['firstseat'], maxPrice: 150 }, []],
		[
			'empty lists and nulls filter nothing',
			{ seatClasses: [], maxPrice: null, minSeats: null, bookableOnly: false },
			['G1', 'G2', 'G3', 'G4', 'G5'],
		],
	])('%s', (_what, filters, expected) => {
		expect(kept(trains, filters)).toEqual(expected);
	});

	test('a train that stays shows the seats that pass, and the given trains are left as they were', () => {
		const before = JSON.stringify(trains);
		expect(filterTrains(trains, { maxPrice: 150 })[0]?.seats).toMatchObject([{ price: 100 }]);
		expect(JSON.stringify(trains)).toBe(before);
	});
});

describe('sorting', () => {
	const trains = [
		train('late', {
			departure: '2026-12-30T20:00:00+08:00',
			arrival: '2026-12-30T20:30:00+08:00',
			durationMinutes: 30,
			seats: [seat({ price: 90 })],
		}),
		train('early', {
			departure: '2026-12-30T06:00:00+08:00',
			arrival: '2026-12-31T06:00:00+08:00',
			durationMinutes: 1440,
			seats: [seat({ price: null }), seat({ price: 50 }), seat({ price: 500 })],
		}),
		train('unknown', { departure: null, arrival: null, durationMinutes: null, seats: [] }),
		train('middle', {
			departure: '2026-12-30T12:00:00+08:00',
			arrival: '2026-12-30T14:00:00+08:00',
			durationMinutes: 120,
			seats: [seat({ price: 70 })],
		}),
	];
	test.each<[SortKey, string[]]>([
		['departure', ['early', 'middle', 'late', 'unknown']],
		['arrival', ['middle', 'late', 'early', 'unknown']],
		['duration', ['late', 'middle', 'early', 'unknown']],
		['price', ['early', 'middle', 'late', 'unknown']],
	])('by %s; the cheapest seat counts, unknown comes last', (key, expected) => {
		expect(numbers(sortTrains(trains, key))).toEqual(expected);
	});

	test('the price is that of a seat that can be had', () => {
		const withSeats = (trainNo: string, ...seats: Array<Partial<Seat>>) =>
			train(trainNo, { seats: seats.map(seat) });
		const found = sortTrains(
			[
				withSeats('sold out', { price: 20, bookable: false }, { price: 300 }),
				withSeats('standing', { seatClass: 'noseat', price: 10 }, { price: 200 }),
				withSeats('cheap', { price: 50 }),
			],
			'price',
		);
		expect(numbers(found)).toEqual(['cheap', 'standing', 'sold out']);
	});

	test('keeps every train, the order of equals, and the list given', () => {
		const some = fc.array(
			fc.record({
				departure: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
				price: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
			}),
		);
		fc.assert(
			fc.property(some, fc.constantFrom(...sortKeys), (specs, key) => {
				const list = specs.map(({ departure, price }, index) =>
					train(String(index), {
						departure: departure === null ? null : chinaIso(departure * 60_000),
						durationMinutes: departure,
						arrival: null,
						seats: [seat({ price })],
					}),
				);
				const before = numbers(list);
				const sorted = sortTrains(list, key);
				expect(numbers(list)).toEqual(before);
				expect(numbers(sorted).sort()).toEqual([...before].sort());
				const rank = ({ departure, durationMinutes, seats }: Train) =>
					({
						departure: departure === null ? null : Date.parse(departure),
						arrival: null,
						duration: durationMinutes,
						price: seats[0]?.price ?? null,
					})[key] ?? Infinity;
				sorted.forEach((each, index) => {
					const next = sorted[index + 1];
					if (!next) return;
					expect(rank(each)).toBeLessThanOrEqual(rank(next));
					if (rank(each) === rank(next))
						expect(Number(each.trainNo)).toBeLessThan(Number(next.trainNo));
				});
			}),
		);
	});
});
