import type { JuheClient } from '../../client';
import { dictionary } from '../../dictionary';
import type { SeatClassCode } from '../../dictionary';
import { roundMoney } from '../../../lib/money';
import { quoted } from '../../../lib/shorten';
import { parseTime } from '../../../lib/time';
import { stationName } from '../journey';
import { highestPrice } from '../search/filters';
import { searchTrains } from '../search/search';
import type { Train } from '../search/types';
import { error, isError, warning } from './problems';
import type { Problem } from './problems';
import { timeProblems } from './rules';
import type { OrderRequest } from './types';

interface SearchCheck {
	problems: Problem[];
	isSearched: boolean;
	/**
	 * The request with everything that Juhe wants exactly as a search gives it; to be sent only
	 * without errors.
	 */
	complete: OrderRequest;
}

interface SearchCheckOptions {
	/** Whether to leave the judgement of the departure that the search tells to Juhe. */
	skipRules: boolean;
	/** Whether to search even where nothing is missing. */
	always?: boolean;
}

/**
 * Holds a request against a fresh search, where that is needed: for a queryKey (they die while
 * people think), for the main train's time of departure, for prices to hold against the limit; or
 * where it is asked for.
 * @throws JuheError where the search fails
 */
export async function checkAgainstSearch(
	client: JuheClient,
	request: OrderRequest,
	{ skipRules, always = false }: SearchCheckOptions,
): Promise<SearchCheck> {
	const { fromStation, toStation, departure, departureHasTime, queryKey, maxTotalPrice } = request;
	const isComplete = queryKey && departureHasTime && maxTotalPrice === null;
	if (isComplete && !always) return { problems: [], complete: request, isSearched: false };
	const answer = await searchTrains(client, { from: fromStation, to: toStation, date: departure });
	const named = findNamedTrains(request, answer.trains);
	const main = named.trains[0];
	const mainDeparture = parseTime(main?.departure);
	const complete: OrderRequest = {
		...request,
		queryKey: queryKey || (answer.queryKey ?? ''),
		fromStation: main?.fromStation ?? fromStation,
		toStation: main?.toStation ?? toStation,
		departure: mainDeparture ?? departure,
		departureHasTime: mainDeparture !== null || departureHasTime,
	};
	const problems = [
		...named.problems,
		...seatProblems(request, named.trains),
		...(main ? departureProblems(request, main) : []),
		...priceProblems(request, named.trains),
		...(complete.queryKey ? [] : [queryKeyMissing]),
	];
	// The search tells the time of departure, and with it whether the times are in order.
	const isTimeNews = !departureHasTime && complete.departureHasTime && !skipRules;
	const ofTimes = isTimeNews && !problems.some(isError) ? timeProblems(complete) : [];
	return { problems: [...problems, ...ofTimes], complete, isSearched: true };
}

const queryKeyMissing = error(
	'queryKeyMissing',
	'queryKey',
	'cannot be had, Juhe’s search gave none: run this again later',
);

/** The named trains in the search, main train first. */
function findNamedTrains(
	request: OrderRequest,
	trains: Train[],
): { trains: Train[]; problems: Problem[] } {
	const [from, to] = [stationName(request.fromStation), stationName(request.toStation)];
	const problems: Problem[] = [];
	const find = (trainNo: string, field: string): Train[] => {
		const sameNumber = trains.filter((train) => train.trainNo === trainNo);
		const found = sameNumber.find(
			({ fromStation, toStation }) =>
				stationName(fromStation ?? '') === from && stationName(toStation ?? '') === to,
		);
		const other = sameNumber[0];
		if (!found) {
			problems.push(
				other
					? error(
							'stationsDiffer',
							field,
							`has ${trainNo}, which runs from ${other.fromStation} to ${other.toStation}, not from ${from} to ${to}: copy the stations from the search`,
						)
					: error(
							'trainNotFound',
							field,
							`has ${trainNo}, which does not run from ${from} to ${to} on that day`,
						),
			);
		}
		return found ? [found] : [];
	};
	const main = find(request.mainTrainNo, 'mainTrainNo');
	const alternates = request.alternateTrainNos.flatMap((trainNo) =>
		find(trainNo, 'alternateTrainNos'),
	);
	return { trains: main.length > 0 ? [...main, ...alternates] : [], problems };
}

function seatProblems(request: OrderRequest, trains: Train[]): Problem[] {
	const main = trains[0];
	if (!main) return [];
	const problems: Problem[] = [];
	const mainSeat = main.seats.find(({ seatClass }) => seatClass === request.mainSeatClass);
	if (!mainSeat) {
		problems.push(
			error(
				'seatNotOffered',
				'mainSeatClass',
				`has ${seatLabel(request.mainSeatClass)}, which train ${main.trainNo} does not have`,
			),
		);
	} else if (mainSeat.remaining !== null && mainSeat.remaining < request.passengers.length) {
		problems.push(
			warning(
				'seatsFew',
				'mainSeatClass',
				'has too few seats left now: Juhe keeps trying until the close time',
			),
		);
	}
	const nowhere = request.alternateSeatClasses.filter((wanted) =>
		trains.every(({ seats }) => seats.every(({ seatClass }) => seatClass !== wanted)),
	);
	return [
		...problems,
		...nowhere.map((wanted) =>
			error(
				'seatNotOffered',
				'alternateSeatClasses',
				`has ${seatLabel(wanted)}, which none of the trains named has`,
			),
		),
	];
}

/** As the list of seat classes says it. */
const seatLabel = (code: SeatClassCode): string => quoted(dictionary.seatClassCode[code].english);

function departureProblems(request: OrderRequest, main: Train): Problem[] {
	const departure = parseTime(main.departure);
	if (!departure) {
		return [
			error(
				'departureUnknown',
				'mainTrainNo',
				`has ${main.trainNo}, and the search does not say when it departs`,
			),
		];
	}
	// Without a time the day must be the one asked for, whatever day the search answers.
	if (request.departure?.hasSame(departure, request.departureHasTime ? 'minute' : 'day')) return [];
	const found = departure.toFormat('yyyy-MM-dd HH:mm');
	return [
		error(
			'departureDiffers',
			'departDate',
			`is not when train ${main.trainNo} departs, which is ${found}`,
		),
	];
}

/** The dearest outcome that the order allows must be within the limit; an unknown price is not. */
function priceProblems(request: OrderRequest, trains: Train[]): Problem[] {
	if (request.maxTotalPrice === null || trains.length === 0) return [];
	const seatClasses = [
		request.mainSeatClass,
		...request.alternateSeatClasses,
		...(request.acceptNoSeat ? ['noseat'] : []),
	];
	const prices = trains
		.flatMap((train) => train.seats)
		.filter(({ seatClass }) => seatClass !== null && seatClasses.includes(seatClass))
		.map(highestPrice);
	const known = prices.filter((price) => price !== null);
	if (known.length < prices.length || known.length === 0) {
		return [
			error(
				'priceUnknown',
				'maxTotalPrice',
				'cannot be held: the search does not say what the seats cost',
			),
		];
	}
	const total = roundMoney(Math.max(...known) * request.passengers.length);
	return total > request.maxTotalPrice
		? [
				error(
					'priceTooHigh',
					'maxTotalPrice',
					`is ${request.maxTotalPrice} yuan, and the tickets may cost up to ${total} yuan`,
				),
			]
		: [];
}
