import type { DateTime } from 'luxon';

export interface Seat {
	/** The dictionary's `seatClassCode`. */
	seatClass: string | null;
	seatName: string | null;
	/** Yuan. */
	price: number | null;
	remaining: number | null;
	bookable: boolean;
	/** Yuan by height, for sleepers only. */
	berthPrices: { upper: number | null; middle: number | null; lower: number | null } | null;
}

export interface Train {
	queryKey: string | null;
	trainNo: string;
	trainClass: string | null;
	trainClassName: string | null;
	fromStation: string | null;
	toStation: string | null;
	/** ISO 8601, +08:00. */
	departure: string | null;
	arrival: string | null;
	durationMinutes: number | null;
	startsHere: boolean | null;
	endsHere: boolean | null;
	bookable: boolean;
	bookState: number | null;
	bookStateName: string | null;
	note: string | null;
	seats: Seat[];
}

/** A train in ten plain values, the train first. */
export interface SimpleTrain extends Pick<
	Train,
	'trainNo' | 'fromStation' | 'toStation' | 'departure' | 'arrival' | 'durationMinutes' | 'queryKey'
> {
	/** Yuan, of the cheapest seat that can be booked, else of the cheapest. */
	cheapestPrice: number | null;
	/** Its name, English. */
	cheapestSeat: string | null;
	/** How many of that seat can be booked now; null where Juhe does not say. */
	seatsLeft: number | null;
}

export const ticketTypes = ['1', '2'] as const;
type TicketType = (typeof ticketTypes)[number];

/** A station-to-station query. */
export interface SearchQuestion {
	/** City or station, Chinese or pinyin. */
	from: string;
	to: string;
	/** The day of departure, China time. */
	date: DateTime<true>;
	/** 1 normal (where nothing is said), 2 student. */
	ticketType?: TicketType;
}

export interface SearchAnswer {
	queryKey: string | null;
	trains: Train[];
	/** Juhe's `result` untouched. */
	raw: unknown;
}

export const trainLetters = ['G', 'D', 'C', 'Z', 'T', 'K'] as const;
/** Classes of trains by the letters of their numbers. */
export const trainClasses = [...trainLetters, 'other'] as const;
export type TrainClass = (typeof trainClasses)[number];

/**
 * What a train must be. Times of day are minutes since midnight, on whichever day the train
 * leaves or arrives.
 */
export interface TrainFilters {
	/** Letters of train numbers, and `other` for all the rest. */
	trainClasses?: readonly TrainClass[];
	departAfter?: number | null;
	departBefore?: number | null;
	arriveAfter?: number | null;
	arriveBefore?: number | null;
	/** Minutes. */
	maxDuration?: number | null;
	seatClasses?: string[];
	/** Yuan, for one seat. */
	maxPrice?: number | null;
	minSeats?: number | null;
	bookableOnly?: boolean;
}

export const sortKeys = ['departure', 'arrival', 'duration', 'price'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What somebody wants of a journey. */
export interface PlanWishes {
	filters: TrainFilters;
	sortBy: SortKey;
	/** How many trains a plan names at most. */
	limit: number;
	/** Train numbers in order; none: any train. */
	trainPreferences: string[];
	/** Seat codes in order; none: the cheapest seat that is left, and no other. */
	seatPreferences: string[];
	passengerCount: number;
	/** Yuan for all tickets; null: no limit. */
	maxTotalPrice: number | null;
	acceptNoSeat: boolean;
}

/** Everything that create needs, as the search gave it. */
export interface Plan {
	queryKey: string | null;
	purchaseKey: string;
	mainTrainNo: string;
	alternateTrainNos: string[];
	mainSeatClass: string;
	alternateSeatClasses: string[];
	fromStation: string;
	toStation: string;
	/** Departure of the main train, ISO 8601, +08:00. */
	departDate: string;
	closeTime: string;
	acceptNoSeat: boolean;
	/** Yuan: the dearest outcome that the plan allows, for all passengers. */
	worstTotalPrice: number;
	trains: Train[];
	rejected: Rejection[];
}

export interface Rejection {
	trainNo: string;
	reason: string;
}
