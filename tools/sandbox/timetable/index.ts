import { chance, type Chance } from './chance';
import { ticketsOf, type Demand, type Tickets, type TrainKind } from './fares';
import { findConnection, type City, type Connection, type Place, type Station } from './network';

export { cities, findPlace, type Place } from './network';
export type { Ticket, Tickets } from './fares';

/** One train of a day, as the timetable knows it; `search` turns it into Juhe's form. */
export interface TimetableTrain {
	trainNo: string;
	trainClass: string;
	from: Station;
	to: Station;
	/** Minutes after midnight of the day asked for. */
	departureMinute: number;
	durationMinutes: number;
	startsHere: boolean;
	endsHere: boolean;
	/** `null`: the field is absent. */
	toTime: string | null;
	cancelled: boolean;
	note: string;
	kilometres: number;
	tickets: Tickets;
}

/** A train before its day: what it is and when it runs. */
interface Plan {
	kind: TrainKind;
	trainNo: string;
	trainClass: string;
	departureMinute: number;
	durationMinutes: number;
	demand: Demand;
	from?: string;
	to?: string;
}

const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

export const clockTime = (minute: number) => {
	const ofDay = ((minute % 1440) + 1440) % 1440;
	return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
};

const plan = (
	kind: TrainKind,
	trainNo: string,
	trainClass: string,
	from: string,
	to: string,
	departure: string,
	durationMinutes: number,
	demand: Demand = 'plenty',
): Plan => ({
	kind,
	trainNo,
	trainClass,
	from,
	to,
	departureMinute: minutes(departure),
	durationMinutes,
	demand,
});

/**
 * Trains that run every day alike, for demos and tests; three of them are the vendor's own samples.
 */
const fixedTrains: Record<string, Plan[]> = {
	'北京→上海': [
		plan('highSpeed', 'G1', 'GD', '北京南', '上海虹桥', '09:00', 268),
		plan('highSpeed', 'G3', 'GD', '北京南', '上海虹桥', '14:00', 273),
		plan('highSpeed', 'G5', 'GD', '北京南', '上海虹桥', '07:00', 280, 'soldOut'),
		plan('fastNight', 'D311', 'D', '北京南', '上海虹桥', '21:18', 710),
		plan('express', 'T109', 'KT', '北京', '上海', '20:05', 893),
		plan('ordinary', '1461', 'KPK', '北京', '上海', '11:55', 1470),
	],
	'上海→苏州': [
		plan('highSpeed', 'G7066', 'GD', '上海西', '苏州园区', '09:02', 28),
		plan('highSpeed', 'G7002', 'GD', '上海', '苏州', '07:30', 25),
		plan('highSpeed', 'G7024', 'GD', '上海虹桥', '苏州北', '18:40', 23),
	],
	'苏州→昆山': [
		plan('direct', 'Z175', 'Z', '苏州', '昆山', '02:29', 24),
		plan('ordinary', 'K8371', 'KKS', '苏州', '昆山', '03:34', 24),
		plan('highSpeed', 'G7011', 'GD', '苏州', '昆山南', '10:12', 15),
		plan('fastDay', 'D3005', 'D', '苏州园区', '昆山南', '15:40', 13),
	],
};

/** Kilometres an hour and minutes lost at the ends. */
const speeds: Record<TrainKind, number> = {
	highSpeed: 265,
	intercity: 170,
	fastDay: 165,
	fastNight: 115,
	direct: 112,
	express: 92,
	ordinary: 76,
};

const durationOf = (kind: TrainKind, kilometres: number, draw: Chance) =>
	Math.round((kilometres / speeds[kind]) * draw.between('pace', 94, 112) * 0.6) + 6;

/** Ordinary trains by their number's form: class of the dictionary, letters, range. */
const ordinaryClasses = [
	['KKS', 'K', 11, 1299],
	['KKS', 'K', 11, 1299],
	['KPK', '', 1001, 5998],
	['KPM', '', 6001, 7598],
	['KS', 'K', 7001, 9998],
	['PK', '', 1001, 5998],
	['PM', '', 7601, 8998],
] as const;

/** The trains that are planned between two cities, whatever the day. */
function plansFor({ from, to, kilometres, fastFrom, fastTo }: Connection): Plan[] {
	const pair = `${from.name}→${to.name}`;
	const plans: Plan[] = [...(fixedTrains[pair] ?? [])];
	const taken = new Set(plans.map(({ trainNo }) => trainNo));

	const add = (
		slot: string,
		kind: TrainKind,
		trainClass: string,
		letters: string,
		[low, high]: readonly [number, number],
		departure: (draw: Chance, duration: number) => number | null,
	) => {
		const draw = chance(`${pair} ${slot}`);
		const durationMinutes = durationOf(kind, kilometres, draw);
		const departureMinute = departure(draw, durationMinutes);
		if (departureMinute === null) return;
		let number = draw.between('number', low, high);
		while (taken.has(`${letters}${number}`)) number += 1;
		taken.add(`${letters}${number}`);
		const demand = draw.pick('demand', ['plenty', 'mixed', 'mixed'] as const);
		plans.push({
			kind,
			trainNo: `${letters}${number}`,
			trainClass,
			departureMinute,
			durationMinutes,
			demand,
		});
	};

	/** By day: spread from six in the morning, arriving before midnight. */
	const byDay = (index: number, count: number) => (draw: Chance, duration: number) => {
		const latest = 1439 - duration;
		if (latest < 370) return null;
		return Math.min(
			360 +
				Math.floor((index * (Math.min(latest, 1290) - 360)) / count) +
				draw.between('minute', 0, 25),
			latest,
		);
	};
	const between = (earliest: string, latest: string) => (draw: Chance) =>
		draw.between('minute', minutes(earliest), minutes(latest));

	if (fastFrom.length > 0 && fastTo.length > 0) {
		const count = kilometres > 1500 ? 5 : 9;
		for (let index = 0; index < count; index += 1) {
			const range = kilometres > 400 ? ([11, 1998] as const) : ([7001, 7998] as const);
			add(`G${index}`, 'highSpeed', 'GD', 'G', range, byDay(index, count));
		}
		for (let index = 0; index < 3; index += 1)
			add(`D${index}`, 'fastDay', 'D', 'D', [1001, 5998], byDay(index, 3));
		if (kilometres < 320)
			for (let index = 0; index < 3; index += 1)
				add(`C${index}`, 'intercity', 'C', 'C', [1001, 3998], byDay(index, 3));
		if (kilometres > 900 && kilometres < 2500)
			add('night D', 'fastNight', 'D', 'D', [301, 998], between('19:00', '21:50'));
	}

	if (from.name === '香港' || to.name === '香港') {
		add('through', 'direct', 'XGZ', 'Z', [97, 109], between('12:00', '18:00'));
		return plans;
	}
	if (kilometres > 500) {
		add('Z0', 'direct', 'Z', 'Z', [1, 398], between('17:30', '22:50'));
		add('Z1', 'direct', 'Z', 'Z', [1, 398], between('08:00', '17:00'));
	}
	if (kilometres > 200) add('T0', 'express', 'KT', 'T', [1, 398], between('16:00', '23:50'));
	for (const [index, window] of (
		['00:20', '05:50', '11:30', '17:10', '22:00'] as const
	).entries()) {
		const [trainClass, letters, low, high] = chance(`${pair} class ${index}`).pick(
			'class',
			ordinaryClasses,
		);
		const start = minutes(window);
		add(
			`K${index}`,
			'ordinary',
			trainClass,
			letters,
			[low, high],
			(draw) => start + draw.between('minute', 0, 110),
		);
	}
	return plans;
}

function named(
	city: City,
	stations: Station[],
	name: string | undefined,
	draw: Chance,
	label: string,
): Station {
	const station = name && [...city.fast, ...city.slow].find((candidate) => candidate.name === name);
	return station || draw.pick(label, stations);
}

function onDay(
	connection: Connection,
	day: string,
	{ trainNo, kind, ...planned }: Plan,
): TimetableTrain {
	const { from, to, kilometres } = connection;
	const train = chance(`${from.name}→${to.name} ${trainNo}`);
	const today = chance(`${from.name}→${to.name} ${trainNo} ${day}`);
	const isFast = ['highSpeed', 'intercity', 'fastDay', 'fastNight'].includes(kind);
	const fixed = planned.from !== undefined;
	const soldOut = !fixed && planned.demand === 'mixed' && today.onceIn('train sold out', 6);
	const cancelled =
		!fixed && planned.demand === 'mixed' && !soldOut && today.onceIn('cancelled', 15);
	const startsHere = train.onceIn('starts', 3);
	const { departureMinute, durationMinutes } = planned;
	/**
	 * The trap of the document: mostly the arrival at the boarding station, earlier than the
	 * departure.
	 */
	const arrivesHere = departureMinute - train.between('dwell', 2, 9);
	const toTime = train.onceIn('true arrival', 3) ? departureMinute + durationMinutes : arrivesHere;
	return {
		trainNo,
		trainClass: planned.trainClass,
		from: named(from, isFast ? connection.fastFrom : from.slow, planned.from, train, 'from'),
		to: named(to, isFast ? connection.fastTo : to.slow, planned.to, train, 'to'),
		departureMinute,
		durationMinutes,
		startsHere,
		endsHere: train.onceIn('ends', 3),
		toTime: startsHere ? null : clockTime(toTime),
		cancelled,
		note: cancelled ? '列车运行图调整,暂停发售' : '',
		kilometres,
		tickets: ticketsOf(
			kind,
			kilometres,
			soldOut || cancelled ? 'soldOut' : planned.demand,
			train,
			today,
		),
	};
}

/**
 * The trains between two places on a day (`YYYYMMDD`): the same for the same question, whenever it
 * is asked.
 */
export function timetable(from: Place, to: Place, day: string): TimetableTrain[] {
	const connection = findConnection(from.city, to.city);
	if (!connection) return [];
	return plansFor(connection)
		.map((planned) => onDay(connection, day, planned))
		.filter((train) => !from.station || train.from.name === from.station.name)
		.filter((train) => !to.station || train.to.name === to.station.name);
}
