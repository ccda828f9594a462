import { randomUUID } from 'node:crypto';
import { formats, read, write } from '../china';
import { Clock } from '../clock';
import { Refusal } from '../errors';
import type { SandboxOptions } from '../options';
import type { OfferedTrain } from '../orders';
import {
	clockTime,
	findPlace,
	timetable,
	type Place,
	type Tickets,
	type TimetableTrain,
} from '../timetable';
import type { Query, World } from '../world';
import type { Parameters } from './parameters';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Made up: how many days ahead trains are listed and can be ordered. The documents advise 20 days
 * for test orders.
 */
export const daysAhead = 60;
/** Documented: a train closes half an hour before departure. */
const closesBeforeDeparture = 30 * minute;

function place(name: string): Place {
	const found = findPlace(name);
	if (!found) throw new Refusal('stationInvalid', name);
	return found;
}

function bookState(
	{ cancelled, tickets }: TimetableTrain,
	departure: number,
	now: number,
): OfferedTrain['bookState'] {
	if (departure - now < closesBeforeDeparture) return 3;
	if (cancelled) return 0;
	return Object.values(tickets).some(({ seatState }) => seatState === 1) ? 1 : 2;
}

/** What is left of a train's tickets, and what they cost by now. */
function ticketsToday(
	{ trainNo, tickets }: TimetableTrain,
	{ soldOutTrains, priceFactor }: SandboxOptions,
): Tickets {
	const isSoldOut = soldOutTrains.split(',').includes(trainNo);
	return Object.fromEntries(
		Object.entries(tickets).map(([code, ticket]) => {
			const price = Number(ticket.price) * priceFactor;
			return [
				code,
				{
					...ticket,
					price: typeof ticket.price === 'string' ? price.toFixed(1) : price,
					upPrice: ticket.upPrice * priceFactor,
					midPrice: ticket.midPrice * priceFactor,
					downPrice: ticket.downPrice * priceFactor,
					...(isSoldOut ? { seatState: 0, seats: '0' } : {}),
				},
			];
		}),
	);
}

const closed = (tickets: Tickets): Tickets =>
	Object.fromEntries(
		Object.entries(tickets).map(([code, ticket]) => [code, { ...ticket, seatState: 0 }]),
	);

const stationList = (names: string[]) =>
	[...new Set(names)].map((station) => ({ station, location: '' }));

/** Keys that have expired long ago are forgotten, so that a long-lived sandbox does not grow. */
function remember(world: World, key: string, query: Query): void {
	world.queries.set(key, query);
	const oldest = world.queries.keys().next();
	if (world.queries.size > 5000 && !oldest.done) world.queries.delete(oldest.value);
}

/** 站站查询 */
export function search(parameters: Parameters, world: World): Record<string, unknown> {
	const from = place(parameters.required('from'));
	const to = place(parameters.required('to'));
	const trainDate = parameters.required('date');
	const ticketType = parameters.choice('type', ['1', '2']) || '1';
	const midnight = read(trainDate, formats.compactDate);
	if (midnight === null) throw new Refusal('dateInvalid', trainDate);
	const now = Date.now();
	const ahead = Math.floor((midnight - now) / day) + 1;
	if (ahead < 0) throw new Refusal('dateInvalid', trainDate);
	if (ahead > daysAhead) throw new Refusal('notOnSale', trainDate);

	const found = timetable(from, to, trainDate)
		.map((train) => ({ ...train, tickets: ticketsToday(train, world.options) }))
		.map((train) => ({ train, departure: midnight + train.departureMinute * minute }))
		.filter(({ departure }) => departure > now)
		.map(({ train, departure }) => ({ train, departure, state: bookState(train, departure, now) }));
	const offered = found.map(({ train, departure, state }) => ({
		trainNo: train.trainNo,
		fromStation: train.from.name,
		toStation: train.to.name,
		departure,
		arrival: departure + train.durationMinutes * minute,
		bookState: state,
		tickets: train.tickets,
	}));
	const queryKey = randomUUID().replaceAll('-', '');
	const clock = new Clock(world.timeline);
	remember(world, queryKey, {
		clock,
		askedAt: clock.now(),
		date: write(midnight, formats.date),
		ticketType,
		trains: offered,
	});

	const first = found[0]?.train;
	const fromStation = first?.from ?? from.station ?? from.city;
	const toStation = first?.to ?? to.station ?? to.city;
	return {
		reason: '0',
		result: {
			queryKey,
			fromStation: fromStation.name,
			fromStationCode: fromStation.pinyin,
			toStation: toStation.name,
			toStationCode: toStation.pinyin,
			trainDate,
			pageIndex: 0,
			pageSize: 0,
			totalCount: found.length,
			totalSize: 0,
			trains: found.map(({ train, state }, index) => ({
				serialNumber: index + 1,
				trainNo: train.trainNo,
				fromTime: clockTime(train.departureMinute),
				...(train.toTime === null ? {} : { toTime: train.toTime }),
				fromStation: train.from.name,
				fromStationCode: train.from.pinyin,
				toStation: train.to.name,
				toStationCode: train.to.pinyin,
				runTimeSpan: String(train.durationMinutes),
				fromPassType: train.startsHere ? 0 : 1,
				toPassType: train.endsHere ? 2 : 1,
				bookState: state,
				trainClass: train.trainClass,
				tickets: state === 1 ? train.tickets : closed(train.tickets),
				miles: train.kilometres,
				pullInByIdCard: 1,
				note: train.note,
			})),
			froms: stationList(offered.map(({ fromStation: name }) => name)),
			tos: stationList(offered.map(({ toStation: name }) => name)),
		},
		error_code: 0,
	};
}
