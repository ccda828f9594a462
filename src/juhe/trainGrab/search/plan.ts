import type { DateTime } from 'luxon';
import { roundMoney } from '../../../lib/money';
import { chinaNow, parseTime, toIso } from '../../../lib/time';
import { defaultCloseTime, stationName } from '../journey';
import type { SeatClassCode } from '../../dictionary';
import { isSleeper } from '../codes/seatClasses';
import { highestPrice, isSet, rejectionOf, sortTrains } from './filters';
import { planKey } from './planKey';
import type {
	Plan,
	PlanWishes,
	Rejection,
	SearchAnswer,
	SearchQuestion,
	Seat,
	Train,
} from './types';

/** A train that will do, with the seat classes that will and are left, the most wanted first. */
interface Candidate {
	train: Train & { departure: string; fromStation: string; toStation: string };
	departs: DateTime<true>;
	seatClasses: string[];
	mainSeatClass: string;
}

/**
 * Chooses what to order from a search: the most wanted train and seat as main ones, and as
 * alternates those that will do as well. Juhe may take any named seat on any named train, so
 * every such pair must be within the limits. Gives the rejections alone where nothing will do.
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
		const candidate = candidateOf(train, question.date, wishes);
		if (typeof candidate === 'string') rejected.push({ trainNo: train.trainNo, reason: candidate });
		else candidates.push(candidate);
	}
	const [main, ...others] = byWhatIsLeft(candidates, wishes);
	if (!main) return { rejected };
	const chosen = [main];
	for (const other of others) {
		const reason = whyNoAlternate(other, main, chosen, wishes);
		if (reason === null) chosen.push(other);
		else rejected.push({ trainNo: other.train.trainNo, reason });
	}
	const seatClasses = seatClassesFor(main, chosen, wishes);
	const isUseful = (candidate: Candidate) =>
		candidate.seatClasses.some((seatClass) => seatClasses.includes(seatClass));
	for (const { train } of chosen.filter((candidate) => !isUseful(candidate)))
		rejected.push({
			trainNo: train.trainNo,
			reason: 'has only seats left that cost more than allowed on another train',
		});
	const named = chosen.filter(isUseful);
	const prices = named.flatMap(({ train }) => pricesOf(train, seatClasses, wishes));
	return {
		mainTrainNo: main.train.trainNo,
		alternateTrainNos: named.slice(1).map(({ train }) => train.trainNo),
		mainSeatClass: main.mainSeatClass,
		alternateSeatClasses: seatClasses.filter((seatClass) => seatClass !== main.mainSeatClass),
		fromStation: main.train.fromStation,
		toStation: main.train.toStation,
		departDate: main.train.departure,
		closeTime: toIso(defaultCloseTime(main.departs)),
		acceptNoSeat: wishes.acceptNoSeat,
		worstTotalPrice: roundMoney(
			Math.max(...prices.filter((price) => price !== null)) * wishes.passengerCount,
		),
		purchaseKey: planKey({ ...question, date: question.date.toFormat('yyyy-MM-dd') }),
		queryKey: answer.queryKey,
		trains: named.map(({ train }) => train),
		rejected,
	};
}

/**
 * The trains preferred, in the order of preference; without preferences all, sorted; of equals
 * the earlier first.
 */
function inOrderOfPreference(trains: Train[], { trainPreferences, sortBy }: PlanWishes): Train[] {
	const sorted = sortTrains(sortTrains(trains, 'departure'), sortBy);
	if (trainPreferences.length === 0) return sorted;
	const rank = (train: Train): number => {
		const index = trainPreferences.indexOf(train.trainNo);
		return index === -1 ? Infinity : index;
	};
	return sorted.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** By the seats that will do: the price of another is no reason to prefer a train. */
function byWhatIsLeft(candidates: Candidate[], wishes: PlanWishes): Candidate[] {
	const reduced = new Map(
		candidates.map((candidate): [Train, Candidate] => {
			const { train, seatClasses } = candidate;
			const seats = train.seats.filter(({ seatClass }) => seatClasses.includes(seatClass ?? ''));
			return [{ ...train, seats }, candidate];
		}),
	);
	return inOrderOfPreference([...reduced.keys()], wishes).flatMap(
		(train) => reduced.get(train) ?? [],
	);
}

/** The train with the seats that will do, or why it will not. */
function candidateOf(train: Train, day: DateTime, wishes: PlanWishes): Candidate | string {
	const { filters, trainPreferences, passengerCount } = wishes;
	const { departure, fromStation, toStation } = train;
	if (trainPreferences.length > 0 && !trainPreferences.includes(train.trainNo))
		return 'not among the trains preferred';
	const rejection = rejectionOf(train, { ...filters, bookableOnly: false });
	if (rejection) return rejection;
	const departs = parseTime(departure);
	if (!departs || !departure || !fromStation || !toStation)
		return 'the search does not say when or where it departs';
	if (!departs.hasSame(day, 'day')) return 'departs on another day';
	if (train.bookState === 3 || defaultCloseTime(departs) <= chinaNow())
		return 'departs in less than 3 hours';
	if (train.bookState === 0) return 'not on sale yet';
	const wanted = train.seats.filter((seat) => isWanted(seat, wishes));
	if (wanted.length === 0) return 'has none of the seats wanted';
	if (train.bookState === 2 || !wanted.some(({ bookable }) => bookable)) return 'sold out';
	if (filters.bookableOnly && !train.bookable) return 'cannot be booked now';
	const seatsNeeded = Math.max(passengerCount, filters.minSeats ?? 0);
	const left = wanted.filter(
		({ bookable, remaining }) => bookable && (remaining === null || remaining >= seatsNeeded),
	);
	if (left.length === 0) return 'too few seats left';
	const affordable = left.filter(
		({ seatClass }) => seatClass !== null && isWithinLimits(train, seatClass, wishes),
	);
	const seatClasses = inOrderOfSeats(affordable, wishes);
	const [mainSeatClass] = seatClasses;
	if (mainSeatClass === undefined) return 'costs more than allowed, or its price is not known';
	return {
		train: { ...train, departure, fromStation, toStation },
		departs,
		seatClasses,
		mainSeatClass,
	};
}

/**
 * Seat classes by comfort, the best first: what is wanted where nothing is preferred. The dearest
 * three are for those who say how much they would pay; without a limit they come last.
 */
const byComfort: SeatClassCode[] = [
	'businessseat',
	'advancedsoftsleeper',
	'specialseat',
	'softsleeperdown',
	'softsleeperup',
	'firstseat',
	'hardsleeperdown',
	'hardsleepermid',
	'hardsleeperup',
	'softseat',
	'secondseat',
	'hardseat',
	'otherseat',
];
const luxurious: SeatClassCode[] = ['businessseat', 'advancedsoftsleeper', 'specialseat'];

/** The seat classes wanted, in order: those preferred, else all but standing, by comfort. */
function wantedSeats(wishes: PlanWishes): readonly string[] {
	if (wishes.seatPreferences.length > 0) return wishes.seatPreferences;
	if (hasLimit(wishes)) return byComfort;
	return [...byComfort.filter((seat) => !luxurious.includes(seat)), ...luxurious];
}

/** Standing is wanted only by whoever names it: `acceptNoSeat` allows it as a last resort. */
function isWanted({ seatClass }: Seat, { seatPreferences, filters }: PlanWishes): boolean {
	if (seatClass === null) return false;
	if (filters.seatClasses?.length && !filters.seatClasses.includes(seatClass)) return false;
	return seatPreferences.length > 0 ? seatPreferences.includes(seatClass) : seatClass !== 'noseat';
}

/** The classes of the seats, the most wanted first. */
function inOrderOfSeats(seats: Seat[], wishes: PlanWishes): string[] {
	const left = seats.map(({ seatClass }) => seatClass);
	return wantedSeats(wishes).filter((seatClass) => left.includes(seatClass));
}

/** Why a train that will do cannot be named beside those chosen before, or null where it can. */
function whyNoAlternate(
	{ train, seatClasses }: Candidate,
	main: Candidate,
	chosen: Candidate[],
	wishes: PlanWishes,
): string | null {
	if (chosen.length >= wishes.limit) return 'enough trains are named';
	// Create takes one pair of stations for all trains.
	const sameStations =
		stationName(train.fromStation) === stationName(main.train.fromStation) &&
		stationName(train.toStation) === stationName(main.train.toStation);
	if (!sameStations)
		return `runs from ${train.fromStation} to ${train.toStation}, unlike the main train`;
	if (chosen.some((each) => each.train.trainNo === train.trainNo)) return 'is named already';
	if (wishes.trainPreferences.length === 0 && takesMuchLonger(train, main.train))
		return 'takes much longer than the main train';
	if (wishes.seatPreferences.length === 0 && !seatClasses.includes(main.mainSeatClass))
		return 'has no seats of the main train’s class left';
	return isWithinLimits(train, main.mainSeatClass, wishes)
		? null
		: 'costs more than allowed in the main seat class';
}

/** By half, and by more than an hour: who would take the one would not take the other. */
function takesMuchLonger(train: Train, main: Train): boolean {
	const [minutes, mainMinutes] = [train.durationMinutes, main.durationMinutes];
	if (minutes === null || mainMinutes === null) return false;
	return minutes > Math.max(mainMinutes * 1.5, mainMinutes + 60);
}

/**
 * The seat classes to name, in the order in which they are wanted: the main one, and those that
 * are left on a chosen train and within the limits on all that have them; without preferences
 * only such as would do for who wants the main one.
 */
function seatClassesFor(main: Candidate, chosen: Candidate[], wishes: PlanWishes): string[] {
	const others = wantedSeats(wishes).filter(
		(seatClass) =>
			seatClass !== main.mainSeatClass &&
			(wishes.seatPreferences.length > 0 || isLike(seatClass, main.mainSeatClass, wishes)) &&
			chosen.some(({ seatClasses }) => seatClasses.includes(seatClass)) &&
			chosen.every(({ train }) => isWithinLimits(train, seatClass, wishes)),
	);
	return [main.mainSeatClass, ...others];
}

/**
 * Whether somebody who wants a seat class would take another: a bed for a bed, and nothing
 * luxurious without a limit.
 */
function isLike(seatClass: string, wanted: string, wishes: PlanWishes): boolean {
	const isTooDear = !hasLimit(wishes) && luxurious.some((each) => each === seatClass);
	return isSleeper(seatClass) === isSleeper(wanted) && !isTooDear;
}

function hasLimit({ maxTotalPrice, filters }: PlanWishes): boolean {
	return maxTotalPrice !== null || isSet(filters.maxPrice);
}

/**
 * Whether every outcome of naming a seat class on a train may be paid; a price that is not known
 * may not.
 */
function isWithinLimits(train: Train, seatClass: string, wishes: PlanWishes): boolean {
	const { maxTotalPrice, passengerCount, filters } = wishes;
	return pricesOf(train, [seatClass], wishes).every(
		(price) =>
			price !== null &&
			price <= (filters.maxPrice ?? Infinity) &&
			roundMoney(price * passengerCount) <= (maxTotalPrice ?? Infinity),
	);
}

/** The most that each of the seats may cost, for one; standing too, where that is accepted. */
function pricesOf(
	train: Train,
	seatClasses: string[],
	{ acceptNoSeat }: PlanWishes,
): Array<number | null> {
	const possible = acceptNoSeat ? [...seatClasses, 'noseat'] : seatClasses;
	return train.seats
		.filter(({ seatClass }) => seatClass !== null && possible.includes(seatClass))
		.map(highestPrice);
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
