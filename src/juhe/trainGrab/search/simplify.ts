import type { Seat, SimpleTrain, Train } from './types';

/** A train in ten plain values: what people compare trains by. */
export function simplifyTrain(train: Train): SimpleTrain {
	const cheapest = cheapestSeat(train);
	return {
		trainNo: train.trainNo,
		fromStation: train.fromStation,
		toStation: train.toStation,
		departure: train.departure,
		arrival: train.arrival,
		durationMinutes: train.durationMinutes,
		cheapestPrice: cheapest?.price ?? null,
		cheapestSeat: cheapest?.seatName ?? null,
		seatsLeft: cheapest === null ? null : seatsLeft(train, cheapest),
		queryKey: train.queryKey,
	};
}

/**
 * The cheapest of the seats that can be booked, else of all; standing only where there is nothing
 * else.
 */
function cheapestSeat({ bookable, seats }: Train): Seat | null {
	const places = seats.filter(({ seatClass }) => seatClass !== 'noseat');
	const free = [places, seats].map((some) => some.filter((seat) => bookable && seat.bookable));
	const candidates = [...free, places, seats].find((some) => some.length > 0) ?? [];
	const price = (seat: Seat) => seat.price ?? Infinity;
	return [...candidates].sort((one, other) => price(one) - price(other) || 0)[0] ?? null;
}

/** How many can be booked now; null where Juhe does not say how many. */
function seatsLeft(train: Train, seat: Seat): number | null {
	return train.bookable && seat.bookable ? seat.remaining : 0;
}
