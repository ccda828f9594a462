import { roundMoney } from '../money';
import { chinaNow, parseTime, toIso } from '../time';
import { planKey } from './orderNumber';
import { defaultCloseTime } from './orderRules';
import { highestPrice, stationName } from './search';
import type { SearchAnswer, SearchQuestion, Seat, Train } from './search';
import { rejectionOf, seatPasses, sortTrains } from './trainFilters';
import type { SortKey, TrainFilters } from './trainFilters';

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

/** A train that will do, with the seat classes that will, the most wanted first. */
interface Candidate {
	train: Train & { departure: string; fromStation: string; toStation: string };
	seats: PricedSeat[];
}

interface PricedSeat {
	seatClass: string;
	/** The most that this seat can cost, for one. */
	price: number;
}

/**
 * Chooses what to order from a search: the most wanted train and seat as main ones, and as alternates those that will do
 * as well. Juhe may take any named seat on any named train, so every such pair must be within the limits. Gives the
 * rejections alone where nothing will do.
 */
export function planOrder(
	question: SearchQuestion & { passengerCount: number },
	answer: SearchAnswer,
	wishes: PlanWishes,
): Plan | { rejected: Rejection[] } {
	const rejected: Rejection[] = wishes.trainPreferences
		.filter((trainNo) => !answer.trains.some((train) => train.trainNo === trainNo))
		.map((trainNo) => ({ trainNo, reason: 'no such train on that day' }));
	const candidates: Candidate[] = [];
	for (const train of inOrderOfPreference(answer.trains, wishes)) {
		const candidate = candidateOf(train, wishes);
		if (typeof candidate === 'string') rejected.push({ trainNo: train.trainNo, reason: candidate });
		else candidates.push(candidate);
	}
	const [main, ...others] = candidates;
	const mainSeat = main?.seats[0];
	if (!main || !mainSeat) return { rejected };
	const alternates: Candidate[] = [];
	for (const other of others) {
		const reason = whyNoAlternate(other, main, alternates.length, wishes);
		if (reason === null) alternates.push(other);
		else rejected.push({ trainNo: other.train.trainNo, reason });
	}
	const named = [main, ...alternates];
	const seatClasses = seatClassesFor(named, wishes);
	const prices = named.flatMap(({ train }) => pricesOf(train, seatClasses));
	const departure = parseTime(main.train.departure);
	return {
		queryKey: answer.queryKey,
		purchaseKey: planKey({ ...question, date: question.date.toFormat('yyyy-MM-dd') }),
		mainTrainNo: main.train.trainNo,
		alternateTrainNos: alternates.map(({ train }) => train.trainNo),
		mainSeatClass: mainSeat.seatClass,
		alternateSeatClasses: seatClasses.filter((seatClass) => seatClass !== mainSeat.seatClass),
		fromStation: main.train.fromStation,
		toStation: main.train.toStation,
		departDate: main.train.departure,
		closeTime: departure ? toIso(defaultCloseTime(departure)) : main.train.departure,
		acceptNoSeat: wishes.acceptNoSeat,
		worstTotalPrice: roundMoney(
			Math.max(...prices.filter((price) => price !== null)) * wishes.passengerCount,
		),
		trains: named.map(({ train }) => train),
		rejected,
	};
}

/** The trains preferred, in the order of preference; without preferences all, sorted. */
function inOrderOfPreference(trains: Train[], { trainPreferences, sortBy }: PlanWishes): Train[] {
	const sorted = sortTrains(trains, sortBy);
	if (trainPreferences.length === 0) return sorted;
	const rank = (train: Train): number => {
		const index = trainPreferences.indexOf(train.trainNo);
		return index === -1 ? Infinity : index;
	};
	return sorted.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** The train with the seats that will do, or why it will not. */
function candidateOf(train: Train, wishes: PlanWishes): Candidate | string {
	const { trainPreferences, seatPreferences, passengerCount } = wishes;
	const { departure, fromStation, toStation } = train;
	if (trainPreferences.length > 0 && !trainPreferences.includes(train.trainNo))
		return 'not among the trains preferred';
	const rejection = rejectionOf(train, wishes.filters);
	if (rejection) return rejection;
	const departs = parseTime(departure);
	if (!departs || !departure || !fromStation || !toStation)
		return 'the search does not say when or where it departs';
	if (train.bookState === 3 || defaultCloseTime(departs) <= chinaNow())
		return 'departs in less than 3 hours';
	if (train.bookState === 0) return 'not on sale yet';
	const wanted = train.seats.filter(
		(seat) =>
			isWanted(seat, seatPreferences) &&
			seatPasses(seat, { ...wishes.filters, minSeats: null, bookableOnly: false }),
	);
	if (wanted.length === 0) return 'has none of the seats wanted at the price wanted';
	const left = wanted.filter(
		(seat) =>
			seat.bookable &&
			(seat.remaining === null ||
				seat.remaining >= Math.max(passengerCount, wishes.filters.minSeats ?? 0)),
	);
	if (left.length === 0 || train.bookState === 2) return 'sold out, or too few seats left';
	const affordable = left.flatMap((seat) => pricedSeat(seat, wishes));
	if (affordable.length === 0) return 'costs more than allowed, or its price is not known';
	return {
		train: { ...train, departure, fromStation, toStation },
		seats: inOrderOfSeats(affordable, seatPreferences),
	};
}

/** Standing is wanted only by whoever names it: `acceptNoSeat` allows it as a last resort. */
function isWanted({ seatClass }: Seat, seatPreferences: string[]): boolean {
	if (seatClass === null) return false;
	return seatPreferences.length > 0 ? seatPreferences.includes(seatClass) : seatClass !== 'noseat';
}

function pricedSeat(seat: Seat, { maxTotalPrice, passengerCount }: PlanWishes): PricedSeat[] {
	const price = highestPrice(seat);
	if (seat.seatClass === null || price === null) return [];
	const isAffordable = maxTotalPrice === null || price * passengerCount <= maxTotalPrice;
	return isAffordable ? [{ seatClass: seat.seatClass, price }] : [];
}

function inOrderOfSeats(seats: PricedSeat[], preferences: string[]): PricedSeat[] {
	const rank = ({ seatClass, price }: PricedSeat): number =>
		preferences.length > 0 ? preferences.indexOf(seatClass) : price;
	return [...seats].sort((a, b) => rank(a) - rank(b));
}

/** Why a train that will do cannot be named beside the main one, or null where it can. */
function whyNoAlternate(
	other: Candidate,
	main: Candidate,
	alreadyNamed: number,
	wishes: PlanWishes,
): string | null {
	if (alreadyNamed + 1 >= wishes.limit) return 'enough trains are named';
	// Create takes one pair of stations for all trains.
	const sameStations =
		stationName(other.train.fromStation) === stationName(main.train.fromStation) &&
		stationName(other.train.toStation) === stationName(main.train.toStation);
	if (!sameStations)
		return `runs from ${other.train.fromStation} to ${other.train.toStation}, unlike the main train`;
	const mainSeat = main.seats[0]?.seatClass ?? '';
	const classes = wishes.seatPreferences.length > 0 ? wishes.seatPreferences : [mainSeat];
	if (!other.seats.some(({ seatClass }) => classes.includes(seatClass)))
		return 'has no seats of the main train’s class left';
	const prices = pricesOf(other.train, [mainSeat]);
	return prices.every((price) => isAllowed(price, wishes))
		? null
		: 'costs more than allowed in the main seat class';
}

/**
 * The seat classes to name, in the order of preference: the main one, and those that are within the limits on every
 * named train that has them.
 */
function seatClassesFor(named: Candidate[], wishes: PlanWishes): string[] {
	const main = named[0]?.seats[0]?.seatClass;
	const offered = named.flatMap(({ seats }) => seats.map(({ seatClass }) => seatClass));
	const ordered = wishes.seatPreferences.filter((seatClass) => offered.includes(seatClass));
	const within = ordered.filter(
		(seatClass) =>
			seatClass !== main &&
			named.every(({ train }) =>
				pricesOf(train, [seatClass]).every((price) => isAllowed(price, wishes)),
			),
	);
	return main === undefined ? [] : [main, ...within];
}

function pricesOf(train: Train, seatClasses: string[]): Array<number | null> {
	return train.seats
		.filter((seat) => seat.seatClass !== null && seatClasses.includes(seat.seatClass))
		.map(highestPrice);
}

/** Of a seat that create may get although nobody chose it: any price of a named class on a named train. */
function isAllowed(
	price: number | null,
	{ maxTotalPrice, passengerCount, filters }: PlanWishes,
): boolean {
	if (price === null) return false;
	if (filters.maxPrice !== null && filters.maxPrice !== undefined && price > filters.maxPrice)
		return false;
	return maxTotalPrice === null || price * passengerCount <= maxTotalPrice;
}

/** `3 × sold out, 2 × takes too long`, the most frequent first. */
export function countReasons(rejected: Rejection[]): string {
	const counts = new Map<string, number>();
	for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([reason, count]) => `${count} × ${reason}`)
		.join(', ');
}
