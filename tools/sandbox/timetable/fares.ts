import { dictionary, type SeatClassCode } from '../../../src/juhe/dictionary';
import type { Chance } from './chance';

/** What kind of train runs: decides its seats, fares and speed. */
export type TrainKind =
	'highSpeed' | 'intercity' | 'fastDay' | 'fastNight' | 'direct' | 'express' | 'ordinary';

/** The form of one seat class in Juhe's answer. */
export interface Ticket {
	seatName: string;
	price: number | string;
	seatState: 0 | 1;
	/** How many are left, as text. */
	seats: string;
	upPrice: number;
	midPrice: number;
	downPrice: number;
}

export type Tickets = Partial<Record<SeatClassCode, Ticket>>;

interface Fare {
	code: SeatClassCode;
	price: number;
	/** How many a train has when nothing is sold. */
	capacity: number;
	berths?: { up: number; mid: number; down: number };
	name?: string;
}

const yuan = (amount: number) => Math.max(Math.round(amount * 2) / 2, 3);

/** Yuan for a kilometre: the cheapest seat of each kind of train, roughly as in reality. */
const cheapestPerKilometre: Record<TrainKind, number> = {
	highSpeed: 0.43,
	intercity: 0.36,
	fastDay: 0.31,
	fastNight: 0.36,
	direct: 0.12,
	express: 0.118,
	ordinary: 0.115,
};

function plainFares(kind: TrainKind, base: number, draw: Chance): Fare[] {
	const second: Fare = { code: 'secondseat', price: base, capacity: 600 };
	const first: Fare = { code: 'firstseat', price: yuan(base * 1.65), capacity: 90 };
	const standing: Fare = { code: 'noseat', price: base, capacity: 120 };
	switch (kind) {
		case 'highSpeed':
			return [
				second,
				first,
				{ code: 'businessseat', price: yuan(base * 3.2), capacity: 20 },
				...(draw.onceIn('special', 3)
					? [{ code: 'specialseat', price: yuan(base * 1.9), capacity: 15 } as const]
					: []),
			];
		case 'intercity':
		case 'fastDay':
			return draw.onceIn('standing', 2) ? [second, first, standing] : [second, first];
		case 'fastNight':
			return [second, { code: 'otherseat', price: yuan(base * 1.4), capacity: 40 }];
		default:
			return [
				{ code: 'hardseat', price: base, capacity: 700 },
				...(draw.onceIn('soft', 3)
					? [{ code: 'softseat', price: yuan(base * 1.6), capacity: 60 } as const]
					: []),
				standing,
			];
	}
}

function sleeperFares(kind: TrainKind, base: number, kilometres: number, draw: Chance): Fare[] {
	const berthsOf = (factor: number, step: number, middle: boolean) => ({
		up: yuan(base * factor),
		mid: middle ? yuan(base * factor + step) : 0,
		down: yuan(base * factor + 2 * step),
	});
	const soft = kind === 'fastNight' ? berthsOf(1.75, 25, false) : berthsOf(2.7, 10, false);
	const softFares: Fare[] = draw.onceIn('softAsOne', 2)
		? [{ code: 'softsleeperdown', name: '软卧', price: soft.down, capacity: 40, berths: soft }]
		: [
				{ code: 'softsleeperup', price: soft.up, capacity: 20, berths: soft },
				{ code: 'softsleeperdown', price: soft.down, capacity: 20, berths: soft },
			];
	if (kind === 'fastNight') return softFares;
	if (!['direct', 'express', 'ordinary'].includes(kind) || kilometres < 200) return [];

	const hard = berthsOf(1.75, 6, true);
	const hardFares: Fare[] = draw.onceIn('hardAsOne', 3)
		? [{ code: 'hardsleepermid', name: '硬卧', price: hard.mid, capacity: 180, berths: hard }]
		: [
				{ code: 'hardsleeperup', price: hard.up, capacity: 60, berths: hard },
				{ code: 'hardsleepermid', price: hard.mid, capacity: 60, berths: hard },
				{ code: 'hardsleeperdown', price: hard.down, capacity: 60, berths: hard },
			];
	const deluxe = berthsOf(5, 20, false);
	return [
		...hardFares,
		...softFares,
		...(kind === 'direct'
			? [{ code: 'advancedsoftsleeper', price: deluxe.up, capacity: 8, berths: deluxe } as const]
			: []),
	];
}

/** How full a train is: `plenty` is never sold out, `soldOut` always. */
export type Demand = 'plenty' | 'mixed' | 'soldOut';

/** The tickets of a train on a day. `train` decides what it has, `day` how much of it is left. */
export function ticketsOf(
	kind: TrainKind,
	kilometres: number,
	demand: Demand,
	train: Chance,
	day: Chance,
): Tickets {
	const base = yuan(cheapestPerKilometre[kind] * kilometres);
	const fares = [...plainFares(kind, base, train), ...sleeperFares(kind, base, kilometres, train)];
	const anyBerths = fares.findLast(({ berths }) => berths)?.berths;
	/**
	 * The vendor's sample fills the berth prices of plain seats too, with the soft sleeper's: half of
	 * our trains do.
	 */
	const plainBerths = (train.onceIn('berthsEverywhere', 2) && anyBerths) || {
		up: 0,
		mid: 0,
		down: 0,
	};
	const asText = train.onceIn('priceAsText', 3);

	const tickets: Tickets = {};
	for (const { code, price, capacity, berths = plainBerths, name } of fares) {
		const soldOut =
			demand === 'soldOut' || (demand === 'mixed' && day.onceIn(`soldOut ${code}`, 4));
		const least = demand === 'plenty' ? Math.ceil(capacity / 2) : 1;
		const left = soldOut ? 0 : day.between(`left ${code}`, least, capacity);
		tickets[code] = {
			seatName: name ?? dictionary.seatClassCode[code].chinese,
			price: asText ? price.toFixed(1) : price,
			seatState: left > 0 ? 1 : 0,
			seats: String(left),
			upPrice: berths.up,
			midPrice: berths.mid,
			downPrice: berths.down,
		};
	}
	return tickets;
}
