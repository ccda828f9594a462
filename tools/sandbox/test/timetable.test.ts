import fc from 'fast-check';
import { dictionary } from '../../../src/juhe/dictionary';
import { cities, findPlace, timetable, type Place, type Tickets } from '../timetable';
import { without } from '../../../test/support/sandboxClient';

const days = fc
	.date({ min: new Date('2020-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const places = fc.constantFrom(...cities.map((city): Place => ({ city, station: null })));
const question = fc.tuple(places, places, days);
const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const place = (name: string): Place => {
	const found = findPlace(name);
	if (!found) throw new Error(`${name} is not on the map`);
	return found;
};
const trains = (from: string, to: string, day = '20261230') =>
	timetable(place(from), place(to), day);
const everything = cities.flatMap((from) =>
	cities.flatMap((to) =>
		timetable({ city: from, station: null }, { city: to, station: null }, '20261230'),
	),
);

describe('the timetable, for any pair and any date', () => {
	test('gives the same answer to the same question', () => {
		fc.assert(
			fc.property(question, ([from, to, day]) =>
				expect(timetable(from, to, day)).toEqual(timetable(from, to, day)),
			),
			{ numRuns: 50 },
		);
	});

	test('lists every train once, with a departure on the day and a span that fits the distance', () => {
		fc.assert(
			fc.property(question, ([from, to, day]) => {
				const list = timetable(from, to, day);
				expect(new Set(list.map(({ trainNo }) => trainNo)).size).toBe(list.length);
				for (const { departureMinute, durationMinutes, kilometres, trainNo } of list) {
					expect(departureMinute).toBeGreaterThanOrEqual(0);
					expect(departureMinute).toBeLessThan(1440);
					expect(trainNo).toMatch(/^[GDCZTK]?\d{1,4}$/);
					const speed = kilometres / (durationMinutes / 60);
					expect(speed).toBeGreaterThan(30);
					expect(speed).toBeLessThan(350);
				}
			}),
		);
	});

	test('a train keeps its number, times, stations and fares from day to day; only what is left of it changes', () => {
		fc.assert(
			fc.property(places, places, days, days, (from, to, one, other) => {
				const fares = (tickets: Tickets) =>
					Object.entries(tickets).map(([code, ticket]) => [
						code,
						without(ticket, 'seats', 'seatState'),
					]);
				const lasting = (day: string) =>
					timetable(from, to, day).map((train) => ({
						...without(train, 'cancelled', 'note'),
						tickets: fares(train.tickets),
					}));
				expect(lasting(one)).toEqual(lasting(other));
			}),
			{ numRuns: 50 },
		);
	});

	test('toTime is absent exactly where a train starts, and never a proof of the arrival', () => {
		fc.assert(
			fc.property(question, ([from, to, day]) => {
				for (const { startsHere, toTime } of timetable(from, to, day))
					expect(toTime === null).toBe(startsHere);
			}),
		);
		const passing = everything.filter(({ toTime }) => toTime !== null);
		const honest = passing.filter(
			({ toTime, departureMinute, durationMinutes }) =>
				minutesOf(toTime ?? '') === (departureMinute + durationMinutes) % 1440,
		);
		expect(honest.length).toBeGreaterThan(0);
		expect(honest.length).toBeLessThan(passing.length / 2);
	});

	test('seats are left exactly where seatState says so, and sleepers have berth prices that rise downwards', () => {
		fc.assert(
			fc.property(question, ([from, to, day]) => {
				for (const { tickets, cancelled } of timetable(from, to, day))
					for (const [
						code,
						{ seats, seatState, price, upPrice, midPrice, downPrice },
					] of Object.entries(tickets)) {
						expect(seatState).toBe(Number(seats) > 0 ? 1 : 0);
						if (cancelled) expect(seats).toBe('0');
						expect(Number(price)).toBeGreaterThan(0);
						if (!code.includes('sleeper')) continue;
						expect([upPrice, midPrice, downPrice]).toContain(Number(price));
						expect(upPrice).toBeLessThan(downPrice);
						if (code.startsWith('hard')) expect(midPrice).toBeGreaterThan(upPrice);
						else expect(midPrice).toBe(0);
					}
			}),
		);
	});
});

describe('the timetable has', () => {
	test('every train class and every seat class of the dictionary', () => {
		expect(new Set(everything.map(({ trainClass }) => trainClass))).toEqual(
			new Set(Object.keys(dictionary.trainClass)),
		);
		expect(new Set(everything.flatMap(({ tickets }) => Object.keys(tickets)))).toEqual(
			new Set(Object.keys(dictionary.seatClassCode)),
		);
	});

	test('day trains, night trains, and some of more than a day', () => {
		const arrival = ({
			departureMinute,
			durationMinutes,
		}: {
			departureMinute: number;
			durationMinutes: number;
		}) => departureMinute + durationMinutes;
		expect(everything.some((train) => arrival(train) < 1440)).toBe(true);
		expect(everything.some((train) => arrival(train) >= 1440 && train.durationMinutes < 1440)).toBe(
			true,
		);
		expect(everything.some(({ durationMinutes }) => durationMinutes > 1440)).toBe(true);
		expect(everything.some((train) => arrival(train) >= 2880)).toBe(true);
	});

	test('sold-out trains, sold-out seats, cancelled trains, prices as numbers and as texts', () => {
		const left = everything.map(({ tickets }) =>
			Object.values(tickets).map(({ seatState }) => seatState),
		);
		expect(left.some((states) => states.every((state) => state === 0))).toBe(true);
		expect(left.some((states) => states.includes(0) && states.includes(1))).toBe(true);
		expect(everything.some(({ cancelled }) => cancelled)).toBe(true);
		const prices = everything.flatMap(({ tickets }) =>
			Object.values(tickets).map(({ price }) => typeof price),
		);
		expect(new Set(prices)).toEqual(new Set(['number', 'string']));
	});

	test('stations that differ from the city asked for', () => {
		expect(new Set(trains('上海', '苏州').map(({ to }) => to.name))).toEqual(
			new Set(['苏州', '苏州园区', '苏州北']),
		);
		expect(trains('深圳', '香港').some(({ to }) => to.name === '香港西九龙')).toBe(true);
	});

	test.each([
		['北京', '上海'],
		['苏州', '昆山'],
		['上海', '苏州'],
	])('plenty of seats from %s to %s on any day', (from, to) => {
		fc.assert(
			fc.property(days, (day) => {
				const bookable = trains(from, to, day).filter(({ tickets }) =>
					Object.values(tickets).some(({ seats }) => Number(seats) >= 5),
				);
				expect(bookable.length).toBeGreaterThanOrEqual(3);
			}),
		);
	});

	test('some dozens of pairs, by Chinese and pinyin names', () => {
		expect(
			new Set(everything.map(({ from, to }) => `${from.name} ${to.name}`)).size,
		).toBeGreaterThan(100);
		for (const { name, pinyin } of cities) expect(findPlace(name)).toEqual(findPlace(pinyin));
	});
});
