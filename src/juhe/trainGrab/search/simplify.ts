import { cheapestSeat } from './filters';
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

/** How many can be booked now; null where Juhe does not say how many. */
function seatsLeft(train: Train, seat: Seat): number | null {
	return train.bookable && seat.bookable ? seat.remaining : 0;
}
