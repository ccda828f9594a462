import * as fc from 'fast-check';

import { dictionary } from '../../../../../src/juhe/dictionary';
import { isSleeper } from '../../../../../src/juhe/trainGrab/codes/seatClasses';
import { isError } from '../../../../../src/juhe/trainGrab/order/problems';
import { parseRequest } from '../../../../../src/juhe/trainGrab/order/request';
import { checkAgainstSearch } from '../../../../../src/juhe/trainGrab/order/checkAgainstSearch';
import { countReasons, planOrder } from '../../../../../src/juhe/trainGrab/search/plan';
import { parseSearchAnswer } from '../../../../../src/juhe/trainGrab/search/search';
import type {
	Plan,
	PlanWishes,
	Rejection,
	SearchAnswer,
	Seat,
	Train,
	TrainClass,
} from '../../../../../src/juhe/trainGrab/search/types';
import {
	adult,
	china,
	orderDraft,
	orderingAt,
	orderRequest,
} from '../../../../support/models/orders';
import {
	anyNullForm,
	chinaIso,
	first,
	ok,
	pad,
	scriptedJuhe,
	stopClock,
} from '../../../../support/models/juhe';
import { madeUpId } from '../../../../../tools/sandbox/people';
import type { Fields } from '../../../../support/models/juhe';

beforeEach(() => {
	stopClock(orderingAt);
});
afterEach(() => jest.restoreAllMocks());

const noFilters: PlanWishes['filters'] = {
	trainClasses: [],
	seatClasses: [],
	maxPrice: null,
	minSeats: null,
	maxDuration: null,
	bookableOnly: false,
};
const wish = (changes: Partial<PlanWishes> = {}): PlanWishes => ({
	filters: noFilters,
	sortBy: 'departure',
	limit: 5,
	trainPreferences: [],
	seatPreferences: [],
	passengerCount: 1,
	maxTotalPrice: null,
	acceptNoSeat: false,
	...changes,
});

const farDay = '2026-12-30';
const today = orderingAt.slice(0, 10);
const questionOf = (day = farDay, passengerCount = 1) => ({
	from: '苏州',
	to: '昆山',
	date: china(day),
	passengerCount,
});

const isPlan = (result: Plan | { rejected: Rejection[] }): result is Plan =>
	'mainTrainNo' in result;

// Any search answer, any wishes

const seatCodes = Object.keys(dictionary.seatClassCode);
const someSeats = ['secondseat', 'firstseat', 'noseat', 'hardsleepermid'];
const trainNos = ['G1', 'G22', 'D301', 'K8371', 'Z175', '1461'];
const price = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 120 }) }, anyNullForm);

/** Most people wish for little: a plan must be found now and then. */
const rarely = <T, U>(otherwise: U, arbitrary: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 5, arbitrary: fc.constant(otherwise) }, arbitrary);

const ticket = fc.record({
	price,
	upPrice: price,
	midPrice: price,
	downPrice: fc.oneof(price, fc.constant(0)),
	seatState: fc.constantFrom<unknown>(1, 1, 1, 1, 1, '1', 0, null),
	seats: fc.oneof(
		{ weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }).map(String) },
		anyNullForm,
	),
});
const train = fc.record({
	trainNo: fc.constantFrom(...trainNos),
	fromStation: rarely<unknown, unknown>('苏州', fc.constantFrom('苏州站', '苏州北', null)),
	toStation: rarely<unknown, unknown>('昆山', fc.constantFrom('昆山南', '')),
	fromTime: fc.oneof(
		{
			weight: 9,
			arbitrary: fc
				.tuple(fc.nat(23), fc.nat(59))
				.map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`),
		},
		fc.constantFrom<unknown>(null, '', '--'),
	),
	runTimeSpan: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 5, max: 900 }) }, anyNullForm),
	bookState: rarely<unknown, unknown>(1, fc.constantFrom('1', 0, 2, 3, null)),
	tickets: fc.dictionary(
		fc.constantFrom(...someSeats, ...someSeats, ...someSeats, ...seatCodes, '1', '13', 'sofa'),
		ticket,
		{ minKeys: 2, maxKeys: 5 },
	),
});
const answers = fc.record({
	queryKey: fc.constant('fromTheSearch'),
	trainDate: rarely<unknown, unknown>(undefined, fc.constantFrom('20261230', '20261231')),
	trains: fc.uniqueArray(train, {
		minLength: 2,
		maxLength: 8,
		selector: ({ trainNo, fromStation, toStation }) =>
			[trainNo, String(fromStation).replace('站', ''), toStation].join(),
	}),
});
const some = <T extends string>(values: T[]) => fc.shuffledSubarray(values, { minLength: 1 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const wishes = fc.record<PlanWishes>({
	filters: fc.record({
		trainClasses: rarely<TrainClass[], TrainClass[]>(
			[],
			some<TrainClass>(['G', 'D', 'K', 'Z', 'other']),
		),
		seatClasses: rarely<string[], string[]>([], some(someSeats)),
		maxPrice: rarely(null, fc.integer({ min: 40, max: 150 })),
		minSeats: rarely(null, fc.nat(6)),
		maxDuration: rarely(null, fc.integer({ min: 300, max: 1000 })),
		bookableOnly: fc.boolean(),
	}),
	sortBy: fc.constantFrom('departure', 'arrival', 'duration', 'price'),
	limit: fc.integer({ min: 1, max: 6 }),
	trainPreferences: fc.oneof(
		fc.constant<string[]>([]),
		fc.shuffledSubarray([...trainNos, 'T999'], { minLength: 3 }),
	),
	seatPreferences: fc.oneof(
		fc.constant<string[]>([]),
		fc.shuffledSubarray(someSeats, { minLength: 2 }),
	),
	passengerCount: fc.integer({ min: 1, max: 5 }),
	maxTotalPrice: maybe(fc.integer({ min: 60, max: 600 })),
	acceptNoSeat: fc.boolean(),
});
const days = fc.constantFrom(farDay, farDay, farDay, today);

interface Case {
	day: string;
	raw: Fields;
	answer: SearchAnswer;
	wished: PlanWishes;
	result: Plan | { rejected: Rejection[] };
}

const runs = 100;

/** Runs a property over every case, or over those with a plan. */
function forAll(property: (each: Case) => void | Promise<void>, numRuns = runs) {
	return fc.assert(
		fc.asyncProperty(days, answers, wishes, async (day, raw, wished) => {
			const answer = parseSearchAnswer(raw, china(day));
			const before = structuredClone(answer);
			const result = planOrder(questionOf(day, wished.passengerCount), answer, wished);
			expect(answer).toEqual(before);
			await property({ day, raw, answer, wished, result });
		}),
		{ numRuns },
	);
}
const forAllPlans = (property: (each: Case & { plan: Plan }) => void | Promise<void>) =>
	forAll(async (each) => {
		if (isPlan(each.result)) await property({ ...each, plan: each.result });
	});

/** The most that a seat can cost, by the rules of the notes, not by the code under test. */
function dearest({ price: plain, berthPrices }: Seat): number | null {
	const prices = [plain, ...Object.values(berthPrices ?? {})].filter((each) => each !== null);
	return prices.length > 0 ? Math.max(...prices) : null;
}

const namedSeats = (plan: Plan) => [plan.mainSeatClass, ...plan.alternateSeatClasses];
const namedTrains = (plan: Plan) => [plan.mainTrainNo, ...plan.alternateTrainNos];
const hasSeat = (seatClass: string) => (each: Train) =>
	each.seats.some((seat) => seat.seatClass === seatClass);
const isLeft = (seat: Seat, { passengerCount, filters }: PlanWishes) =>
	seat.bookable &&
	(seat.remaining === null || seat.remaining >= Math.max(passengerCount, filters.minSeats ?? 0));
const isPayable = (seat: Seat, { passengerCount, filters, maxTotalPrice }: PlanWishes) => {
	const most = dearest(seat);
	return (
		most !== null &&
		most <= (filters.maxPrice ?? Infinity) &&
		most * passengerCount <= (maxTotalPrice ?? Infinity)
	);
};

describe('for any search answer and any wishes', () => {
	test('plans are found at all, with alternates of both kinds', async () => {
		let [plans, trains, seats] = [0, 0, 0];
		await forAll(({ result }) => {
			if (!isPlan(result)) return;
			plans++;
			trains += result.alternateTrainNos.length;
			seats += result.alternateSeatClasses.length;
		});
		expect(plans).toBeGreaterThan(runs / 5);
		expect(trains).toBeGreaterThan(0);
		expect(seats).toBeGreaterThan(0);
	});

	test('a plan names only trains, stations, seats and a day that the answer holds', async () => {
		await forAllPlans(({ day, answer, plan }) => {
			const [main] = plan.trains;
			expect(plan.trains.map(({ trainNo }) => trainNo)).toEqual(namedTrains(plan));
			expect(new Set(namedTrains(plan)).size).toBe(plan.trains.length);
			for (const each of plan.trains) {
				expect(answer.trains).toContainEqual(each);
				const stations = [each.fromStation, each.toStation].map((name) => name?.replace(/站$/, ''));
				expect(stations).toEqual(
					[plan.fromStation, plan.toStation].map((name) => name.replace(/站$/, '')),
				);
			}
			expect(plan.queryKey).toBe('fromTheSearch');
			expect([plan.fromStation, plan.toStation]).toEqual([main?.fromStation, main?.toStation]);
			expect(plan.departDate).toBe(main?.departure);
			expect(plan.departDate.slice(0, 10)).toBe(day);
			expect(main && hasSeat(plan.mainSeatClass)(main)).toBe(true);
			expect(new Set(namedSeats(plan)).size).toBe(namedSeats(plan).length);
			for (const seatClass of namedSeats(plan)) {
				expect(seatCodes).toContain(seatClass);
				expect(plan.trains.some(hasSeat(seatClass))).toBe(true);
			}
		});
	});

	test('every train named has a seat named that is left for all, and can still be ordered', async () => {
		await forAllPlans(({ wished, plan }) => {
			for (const each of plan.trains) {
				const seats = each.seats.filter(
					(seat) => namedSeats(plan).includes(seat.seatClass ?? '') && isLeft(seat, wished),
				);
				expect(seats).not.toEqual([]);
				expect([0, 2, 3]).not.toContain(each.bookState);
				const closes = Date.parse(each.departure ?? '') - 3 * 3_600_000;
				expect(closes).toBeGreaterThan(Date.parse(orderingAt));
			}
			const [main] = plan.trains;
			expect(
				main?.seats.some((seat) => seat.seatClass === plan.mainSeatClass && isLeft(seat, wished)),
			).toBe(true);
			expect(plan.closeTime).toBe(chinaIso(Date.parse(plan.departDate) - 3 * 3_600_000));
		});
	});

	test('preferences are kept to, in their order', async () => {
		await forAllPlans(({ wished, plan }) => {
			const { trainPreferences, seatPreferences, limit, filters } = wished;
			expect(plan.trains.length).toBeLessThanOrEqual(limit);
			if (trainPreferences.length > 0) {
				expect(namedTrains(plan)).toEqual(
					trainPreferences.filter((trainNo) => namedTrains(plan).includes(trainNo)),
				);
			}
			if (seatPreferences.length > 0) {
				expect(plan.alternateSeatClasses).toEqual(
					seatPreferences.filter((code) => plan.alternateSeatClasses.includes(code)),
				);
				expect(seatPreferences).toContain(plan.mainSeatClass);
				// What the main train has left and may cost comes before nothing that is preferred to it.
				const better = seatPreferences.slice(0, seatPreferences.indexOf(plan.mainSeatClass));
				for (const seat of plan.trains[0]?.seats ?? []) {
					if (seat.seatClass === null || !better.includes(seat.seatClass)) continue;
					if (filters.seatClasses?.length && !filters.seatClasses.includes(seat.seatClass))
						continue;
					const isRuledOut =
						!isLeft(seat, wished) ||
						!isPayable(seat, wished) ||
						plan.trains[0]?.seats.some(
							(each) =>
								!isPayable(each, wished) &&
								[seat.seatClass, ...(wished.acceptNoSeat ? ['noseat'] : [])].includes(
									each.seatClass,
								),
						);
					expect(isRuledOut).toBe(true);
				}
			} else {
				expect(namedSeats(plan)).not.toContain('noseat');
				for (const seatClass of plan.alternateSeatClasses)
					expect(isSleeper(seatClass)).toBe(isSleeper(plan.mainSeatClass));
				if (wished.maxTotalPrice === null && filters.maxPrice === null)
					expect(plan.alternateSeatClasses).not.toContain('businessseat');
			}
			for (const seatClass of namedSeats(plan))
				if (filters.seatClasses?.length) expect(filters.seatClasses).toContain(seatClass);
		});
	});

	test('a train preferred to the main one was rejected for what it is, not for the main one’s sake', async () => {
		const forTheSakeOfOthers = /main|named|another train/;
		await forAllPlans(({ wished, plan }) => {
			const better = wished.trainPreferences.slice(
				0,
				wished.trainPreferences.indexOf(plan.mainTrainNo),
			);
			for (const { reason } of plan.rejected.filter((each) => better.includes(each.trainNo)))
				expect(reason).not.toMatch(forTheSakeOfOthers);
		});
	});

	test('every named seat on every named train is within the limits; the worst of them is told', async () => {
		await forAllPlans(({ wished, plan }) => {
			const possible = [...namedSeats(plan), ...(wished.acceptNoSeat ? ['noseat'] : [])];
			const seats = plan.trains
				.flatMap((each) => each.seats)
				.filter(({ seatClass }) => seatClass !== null && possible.includes(seatClass));
			for (const seat of seats) expect(isPayable(seat, wished)).toBe(true);
			const most = Math.max(...seats.map((seat) => dearest(seat) ?? Infinity));
			expect(plan.worstTotalPrice).toBe(most * wished.passengerCount);
			expect(plan.acceptNoSeat).toBe(wished.acceptNoSeat);
		});
	});

	test('every train is named, or rejected with one reason; so is every train wished for', async () => {
		await forAll(({ answer, wished, result }) => {
			const missing = wished.trainPreferences.filter(
				(trainNo) => !answer.trains.some((each) => each.trainNo === trainNo),
			);
			const told = [
				...(isPlan(result) ? namedTrains(result) : []),
				...result.rejected.map(({ trainNo }) => trainNo),
			];
			expect(told.sort()).toEqual(
				[...answer.trains.map(({ trainNo }) => trainNo), ...missing].sort(),
			);
			for (const { reason } of result.rejected) expect(reason).toMatch(/^[a-z].{5,}[^.]$/);
			const counted = countReasons(result.rejected).match(/\d+(?= × )/g) ?? [];
			expect(counted.reduce((sum, count) => sum + Number(count), 0)).toBe(result.rejected.length);
		});
	});

	test('a plan passes the check of an order, its worst price being the limit', async () => {
		const people = Array.from({ length: 5 }, (_, index) => ({
			...adult,
			idNumber: madeUpId('19900101', `00${index + 1}`),
		}));
		await forAllPlans(async ({ raw, wished, plan, day }) => {
			const draft = orderDraft({
				...plan,
				queryKey: plan.queryKey ?? '',
				passengers: people.slice(0, wished.passengerCount),
				maxTotalPrice: plan.worstTotalPrice,
			});
			const options = { skipRules: false, always: true };
			expect(parseRequest(draft).problems).toEqual([]);
			const request = orderRequest(draft);
			const { client, to } = scriptedJuhe({ search: ok(raw) });
			const { problems, complete } = await checkAgainstSearch(client, request, options);
			expect(problems.filter(isError)).toEqual([]);
			expect(complete).toMatchObject({
				mainTrainNo: plan.mainTrainNo,
				fromStation: plan.fromStation,
				toStation: plan.toStation,
			});
			expect(complete.departure.toMillis()).toBe(Date.parse(plan.departDate));
			expect(first(to('search')).form.date).toBe(day.replaceAll('-', ''));
			const dearer = { ...request, maxTotalPrice: plan.worstTotalPrice - 0.01 };
			const refused = await checkAgainstSearch(client, dearer, options);
			expect(refused.problems.map(({ code }) => code)).toContain('priceTooHigh');
		});
	});
});

// One reason a row

const seat = (changes: Fields = {}): Fields => ({
	price: 10,
	seatState: 1,
	seats: '9',
	...changes,
});
const listed = (changes: Fields = {}): Fields => ({
	trainNo: 'G2',
	fromTime: '12:00',
	runTimeSpan: 30,
	fromStation: '苏州',
	toStation: '昆山',
	bookState: 1,
	tickets: { secondseat: seat() },
	...changes,
});
const planOf = (trains: Fields[], wished: Partial<PlanWishes> = {}, day = farDay) => {
	const all = wish(wished);
	const question = questionOf(day, all.passengerCount);
	return planOrder(question, parseSearchAnswer({ queryKey: 'key', trains }, question.date), all);
};
const mustPlan = (...parameters: Parameters<typeof planOf>): Plan => {
	const result = planOf(...parameters);
	if (isPlan(result)) return result;
	throw new Error(`No plan: ${countReasons(result.rejected)}`);
};

describe('a train is rejected because', () => {
	test.each<[string, Fields, Partial<PlanWishes>]>([
		['not among the trains preferred', {}, { trainPreferences: ['G1'] }],
		['not of the train classes wanted', {}, { filters: { trainClasses: ['D'] } }],
		['departs outside the times wanted', {}, { filters: { departAfter: 721 } }],
		['arrives outside the times wanted', {}, { filters: { arriveBefore: 749 } }],
		['takes too long', {}, { filters: { maxDuration: 29 } }],
		['the search does not say when or where it departs', { fromTime: '' }, {}],
		['the search does not say when or where it departs', { toStation: null }, {}],
		['departs in less than 3 hours', { bookState: 3 }, {}],
		['not on sale yet', { bookState: 0 }, {}],
		['not on sale yet', { bookState: 0 }, { filters: { bookableOnly: true } }],
		['has none of the seats wanted', {}, { seatPreferences: ['firstseat'] }],
		['has none of the seats wanted', {}, { filters: { seatClasses: ['firstseat'] } }],
		['has none of the seats wanted', { tickets: { noseat: seat() } }, {}],
		['has none of the seats wanted', { tickets: { noseat: seat() } }, { acceptNoSeat: true }],
		['has none of the seats wanted', { tickets: {} }, {}],
		['sold out', { bookState: 2 }, {}],
		['sold out', { bookState: 2 }, { filters: { bookableOnly: true } }],
		['sold out', { tickets: { secondseat: seat({ seats: '0' }) } }, {}],
		['sold out', { tickets: { secondseat: seat({ seatState: 0 }) } }, { passengerCount: 2 }],
		['cannot be booked now', { bookState: null }, { filters: { bookableOnly: true } }],
		[
			'too few seats left',
			{ tickets: { secondseat: seat({ seats: '2' }) } },
			{ passengerCount: 3 },
		],
		['too few seats left', {}, { filters: { minSeats: 10 } }],
		['costs more than allowed, or its price is not known', {}, { maxTotalPrice: 9.99 }],
		[
			'costs more than allowed, or its price is not known',
			{},
			{ maxTotalPrice: 19.99, passengerCount: 2 },
		],
		['costs more than allowed, or its price is not known', {}, { filters: { maxPrice: 9 } }],
		[
			'costs more than allowed, or its price is not known',
			{ tickets: { hardsleepermid: seat({ upPrice: 9, midPrice: 10, downPrice: 12 }) } },
			{ filters: { maxPrice: 11 } },
		],
		[
			'costs more than allowed, or its price is not known',
			{ tickets: { secondseat: seat({ price: null }) } },
			{},
		],
		[
			'costs more than allowed, or its price is not known',
			{ tickets: { secondseat: seat(), noseat: seat({ price: 12 }) } },
			{ acceptNoSeat: true, maxTotalPrice: 11 },
		],
	])('%s: %j %j', (reason, changes, wished) => {
		const missing = (wished.trainPreferences ?? []).map((trainNo) => ({
			trainNo,
			reason: 'no such train on that day',
		}));
		expect(planOf([listed(changes)], wished)).toEqual({
			rejected: [...missing, { trainNo: 'G2', reason }],
		});
	});

	test('departs in less than 3 hours, by the clock', () => {
		expect(planOf([listed({ fromTime: '13:00' })], {}, today).rejected).toEqual([
			{ trainNo: 'G2', reason: 'departs in less than 3 hours' },
		]);
		expect(mustPlan([listed({ fromTime: '13:01' })], {}, today).closeTime).toBe(
			'2026-12-19T10:01:00+08:00',
		);
	});

	test('departs on another day than the one asked for', () => {
		const question = questionOf();
		const raw = { trainDate: '20261231', trains: [listed()] };
		expect(planOrder(question, parseSearchAnswer(raw, question.date), wish())).toEqual({
			rejected: [{ trainNo: 'G2', reason: 'departs on another day' }],
		});
	});

	test.each<[string, Fields, Partial<PlanWishes>]>([
		['enough trains are named', {}, { limit: 1, seatPreferences: ['secondseat'] }],
		[
			'runs from 苏州北 to 昆山, unlike the main train',
			{ fromStation: '苏州北' },
			{ seatPreferences: ['secondseat'] },
		],
		[
			'takes much longer than the main train',
			{ runTimeSpan: 120 },
			{ seatPreferences: ['secondseat'] },
		],
		[
			'has no seats of the main train’s class left',
			{ tickets: { secondseat: seat({ seats: '0' }), firstseat: seat({ price: 20 }) } },
			{ maxTotalPrice: 25 },
		],
		[
			'costs more than allowed in the main seat class',
			{ tickets: { secondseat: seat({ price: 30 }), firstseat: seat({ price: 20 }) } },
			{ maxTotalPrice: 25, seatPreferences: ['secondseat', 'firstseat'] },
		],
		[
			'has only seats left that cost more than allowed on another train',
			{ tickets: { firstseat: seat({ price: 20 }) } },
			{ maxTotalPrice: 25, seatPreferences: ['secondseat', 'firstseat'] },
		],
	])('beside the main train it %s', (reason, changes, wished) => {
		const main = listed({
			trainNo: 'G1',
			fromTime: '08:00',
			tickets: { secondseat: seat(), firstseat: seat({ price: 30 }) },
		});
		const plan = mustPlan([listed(changes), main], wished);
		expect(plan).toMatchObject({
			mainTrainNo: 'G1',
			mainSeatClass: 'secondseat',
			alternateTrainNos: [],
			alternateSeatClasses: [],
			worstTotalPrice: 10,
			rejected: [{ trainNo: 'G2', reason }],
		});
	});

	test('reasons are counted, the most frequent first', () => {
		const { rejected } = planOf(
			[
				listed({ bookState: 0 }),
				listed({ trainNo: 'G3', bookState: 2 }),
				listed({ trainNo: 'G4', tickets: { secondseat: seat({ seats: '0' }) } }),
				listed({ trainNo: 'G5', fromTime: '' }),
			],
			{ trainPreferences: ['G9', 'G8', 'G7', 'G2', 'G3', 'G4'] },
		);
		expect(countReasons(rejected)).toBe(
			'3 × no such train on that day, 2 × sold out, 1 × not on sale yet, 1 × not among the trains preferred',
		);
		expect(countReasons([])).toBe('');
	});
});

describe('without preferences: what a traveller would choose', () => {
	const fast = listed({
		trainNo: 'G1',
		fromTime: '09:00',
		runTimeSpan: 268,
		tickets: {
			secondseat: seat({ price: 566 }),
			firstseat: seat({ price: 933 }),
			businessseat: seat({ price: 1780 }),
		},
	});
	const nearlyAsFast = { ...fast, trainNo: 'G5', fromTime: '07:00', runTimeSpan: 300 };
	const night = listed({
		trainNo: 'K1',
		fromTime: '06:00',
		runTimeSpan: 1140,
		tickets: { hardseat: seat({ price: 156 }), hardsleepermid: seat({ price: 283 }) },
	});
	const byDuration = { sortBy: 'duration' } as const;

	test('the shorter train first, the others that are nearly as short beside it, no night train', () => {
		expect(mustPlan([night, nearlyAsFast, fast], byDuration)).toMatchObject({
			mainTrainNo: 'G1',
			alternateTrainNos: ['G5'],
			rejected: [{ trainNo: 'K1', reason: 'takes much longer than the main train' }],
		});
	});

	test('by price, of the seats that will do', () => {
		const soldOut = { hardseat: seat({ price: 20, seats: '0' }), secondseat: seat({ price: 300 }) };
		const dear = { ...fast, trainNo: 'G7', tickets: soldOut };
		const cheap = { ...fast, trainNo: 'G9', tickets: { secondseat: seat({ price: 100 }) } };
		const byPrice = { sortBy: 'price' } as const;
		expect(mustPlan([dear, cheap], byPrice).mainTrainNo).toBe('G9');
		expect(mustPlan([dear, cheap], { ...byPrice, seatPreferences: ['secondseat'] })).toMatchObject({
			mainTrainNo: 'G9',
			alternateTrainNos: ['G7'],
		});
	});

	test('of two as short the earlier', () => {
		const later = { ...fast, trainNo: 'G3', fromTime: '10:00' };
		expect(mustPlan([later, fast], byDuration).mainTrainNo).toBe('G1');
	});

	test.each<[string, number | null, string, string[]]>([
		['no limit: the best, business class excepted', null, 'firstseat', ['secondseat']],
		['a high limit: the best', 2000, 'businessseat', ['firstseat', 'secondseat']],
		['a limit between', 1000, 'firstseat', ['secondseat']],
		['a low limit', 600, 'secondseat', []],
	])('the better seat within the price (%s)', (_what, maxTotalPrice, main, alternates) => {
		expect(mustPlan([fast, nearlyAsFast], { ...byDuration, maxTotalPrice })).toMatchObject({
			mainSeatClass: main,
			alternateSeatClasses: alternates,
		});
	});

	test('a bed on a night train, and no seat beside it', () => {
		expect(mustPlan([night], byDuration)).toMatchObject({
			mainSeatClass: 'hardsleepermid',
			alternateSeatClasses: [],
		});
	});

	test('what is luxurious only where nothing else is left', () => {
		const dear = { ...fast, tickets: { businessseat: seat({ price: 1780 }) } };
		expect(mustPlan([dear], byDuration).mainSeatClass).toBe('businessseat');
	});
});

describe('the purchase key', () => {
	const keyOf = (changes: Partial<ReturnType<typeof questionOf>> = {}, trains = [listed()]) => {
		const question = { ...questionOf(), ...changes };
		const result = planOrder(question, parseSearchAnswer({ trains }, question.date), wish());
		if (!isPlan(result)) throw new Error('No plan');
		return result.purchaseKey;
	};

	test('is made from the question, whatever the answer', () => {
		const others = [
			listed({ trainNo: 'G9', fromTime: '18:00', tickets: { firstseat: seat({ price: 99 }) } }),
			listed(),
		];
		expect(keyOf({}, others)).toBe(keyOf());
		expect(keyOf({ from: ' 苏州站' })).toBe(keyOf());
		expect(keyOf({ from: 'Suzhou' })).toBe(keyOf({ from: 'suzhou' }));
	});

	test.each([
		[{ from: '上海' }],
		[{ to: '南京' }],
		[{ from: '昆山', to: '苏州' }],
		[{ date: china('2026-12-31') }],
		[{ passengerCount: 2 }],
	])('is another one for another question: %j', (changes) => {
		expect(keyOf(changes)).not.toBe(keyOf());
	});
});
