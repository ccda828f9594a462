import { parseTimeOfDay } from '../../../lib/time';
import { trainLetters } from './types';
import type { Seat, SortKey, Train, TrainClass, TrainFilters } from './types';

/**
 * The trains that pass every filter, each with the seats that do. Where a seat filter is set, a
 * train needs one seat that passes all of them at once; what Juhe does not say (a price, a count)
 * never passes a filter on it.
 */
export function filterTrains(trains: Train[], filters: TrainFilters): Train[] {
	const seatFilters =
		filters.seatClasses?.length ||
		isSet(filters.maxPrice) ||
		isSet(filters.minSeats) ||
		filters.bookableOnly;
	return trains
		.filter((train) => rejectionOf(train, filters) === null)
		.map((train) => ({ ...train, seats: train.seats.filter((seat) => seatPasses(seat, filters)) }))
		.filter((train) => !seatFilters || train.seats.length > 0);
}

/** Why a train fails the filters that are about the train itself, or null where it passes them. */
export function rejectionOf(train: Train, filters: TrainFilters): string | null {
	if (filters.trainClasses?.length && !filters.trainClasses.includes(letterOf(train.trainNo))) {
		return 'not of the train classes wanted';
	}
	if (!timeIsBetween(train.departure, filters.departAfter, filters.departBefore)) {
		return 'departs outside the times wanted';
	}
	if (!timeIsBetween(train.arrival, filters.arriveAfter, filters.arriveBefore)) {
		return 'arrives outside the times wanted';
	}
	if (isSet(filters.maxDuration)) {
		if (train.durationMinutes === null || train.durationMinutes > filters.maxDuration)
			return 'takes too long';
	}
	return filters.bookableOnly && !train.bookable ? 'cannot be booked now' : null;
}

/** Whether a seat class passes every filter that is about seats. */
function seatPasses(seat: Seat, filters: TrainFilters): boolean {
	if (filters.seatClasses?.length && !filters.seatClasses.includes(seat.seatClass ?? ''))
		return false;
	if (isSet(filters.maxPrice) && (seat.price === null || seat.price > filters.maxPrice))
		return false;
	if (isSet(filters.minSeats) && (seat.remaining === null || seat.remaining < filters.minSeats))
		return false;
	return !filters.bookableOnly || seat.bookable;
}

/** The class of a train by its number: `G7066` → `G`, `1461` → `other`. */
function letterOf(trainNo: string): TrainClass {
	const letter = trainNo.charAt(0).toUpperCase();
	return trainLetters.find((known) => known === letter) ?? 'other';
}

/** Where the clock stands in a train's times, which are China's: luxon would take long to tell. */
const clock = ['2026-12-30T'.length, '2026-12-30T22:40'.length] as const;

/** Both ends included; a range that ends before it begins runs over midnight (22:00 to 06:00). */
function timeIsBetween(
	time: string | null,
	after?: number | null,
	before?: number | null,
): boolean {
	if (!isSet(after) && !isSet(before)) return true;
	const minute = parseTimeOfDay(time?.slice(...clock));
	if (minute === null) return false;
	// 24:00 as a beginning is the midnight that begins a day.
	const begin = (after ?? 0) % (24 * 60);
	const end = before ?? Infinity;
	return begin > end ? minute >= begin || minute <= end : minute >= begin && minute <= end;
}

/** Sorted copy; trains without the value come last, equals keep their order. */
export function sortTrains(trains: Train[], key: SortKey): Train[] {
	const valueOf: Record<SortKey, (train: Train) => number> = {
		departure: (train) => millisOf(train.departure),
		arrival: (train) => millisOf(train.arrival),
		duration: (train) => train.durationMinutes ?? Infinity,
		price: (train) => cheapestSeat(train)?.price ?? Infinity,
	};
	return trains
		.map((train) => ({ train, value: valueOf[key](train) }))
		.sort((a, b) => (a.value === b.value ? 0 : a.value - b.value))
		.map(({ train }) => train);
}

/**
 * The cheapest of the seats that can be booked, else of all; standing only where there is nothing
 * else.
 */
export function cheapestSeat({ bookable, seats }: Train): Seat | null {
	const places = seats.filter(({ seatClass }) => seatClass !== 'noseat');
	const free = [places, seats].map((some) => some.filter((seat) => bookable && seat.bookable));
	const candidates = [...free, places, seats].find((some) => some.length > 0) ?? [];
	const price = (seat: Seat) => seat.price ?? Infinity;
	return [...candidates].sort((one, other) => price(one) - price(other) || 0)[0] ?? null;
}

/** A train's times are ISO 8601 with an offset: no luxon is needed to compare them. */
const millisOf = (time: string | null): number => (time === null ? Infinity : Date.parse(time));

export function isSet(value: number | null | undefined): value is number {
	return value !== null && value !== undefined;
}

/**
 * The most a seat can cost: its dearest berth, or its price; null where the search names no
 * price.
 */
export function highestPrice(seat: Seat): number | null {
	const { upper, middle, lower } = seat.berthPrices ?? { upper: null, middle: null, lower: null };
	const prices = [seat.price, upper, middle, lower].filter((price) => price !== null);
	return prices.length > 0 ? Math.max(...prices) : null;
}
