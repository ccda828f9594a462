import type { DateTime } from 'luxon';
import type { JuheClient } from '../../client';
import { trainGrabEndpoints } from '../../endpoints';
import { JuheError } from '../../errors';
import { parseMoney } from '../../../lib/money';
import { isoAfter, parseTime, parseTimeOfDay } from '../../../lib/time';
import { asNumber, asRecords, asText, isEmptyJson, readRecord } from '../../../lib/values';
import type { JsonRecord } from '../../../lib/values';
import { isSleeper, seatClassOf } from '../codes/seatClasses';
import { bookStateNameOf, trainClassNameOf } from '../codes/trains';
import { stationName } from '../journey';
import type { SearchAnswer, SearchQuestion, Seat, Train } from './types';

/**
 * Asks Juhe for the trains between two places on a day.
 * @throws JuheError also where its answer cannot be understood
 */
export async function searchTrains(
	client: JuheClient,
	question: SearchQuestion,
): Promise<SearchAnswer> {
	return parseSearchAnswer(await askForTrains(client, question), question.date);
}

/** Juhe's `result` of a search, untouched. @throws JuheError */
export async function askForTrains(client: JuheClient, question: SearchQuestion): Promise<unknown> {
	const form = {
		from: stationName(question.from),
		to: stationName(question.to),
		date: question.date.toFormat('yyyyMMdd'),
		type: question.ticketType ?? '1',
	};
	return await client.call(trainGrabEndpoints.search.path, form, {
		what: 'to search for trains',
	});
}

/**
 * Trains of a search's `result`. Entries without a train number are left out: nobody could order
 * them.
 * @throws JuheError where it says something, and not one train can be read of it: that is not “no
 * train”
 */
export function parseSearchAnswer(raw: unknown, date: DateTime<true>): SearchAnswer {
	const result = readRecord(raw);
	const queryKey = asText(result?.queryKey);
	const midnight = (parseTime(asText(result?.trainDate)) ?? date).startOf('day');
	const trains = asRecords(result?.trains).flatMap((train) => {
		const trainNo = asText(train.trainNo);
		return trainNo ? [parseTrain(train, trainNo, queryKey, midnight)] : [];
	});
	if (trains.length === 0 && !saysNoTrain(raw)) throw unreadableAnswer();
	return { queryKey, trains, raw };
}

/** Whether a search's `result` has nothing where the trains would be. */
export function saysNoTrain(raw: unknown): boolean {
	const result = readRecord(raw);
	return isEmptyJson(result ? result.trains : raw);
}

function unreadableAnswer(): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: 'Juhe answered the search, and its trains could not be understood',
		advice:
			'There may be trains all the same: look in 12306, and run this again later. Search with the output “Raw” shows what Juhe answered; please send it to the authors of the node.',
	});
}

function parseTrain(
	train: JsonRecord,
	trainNo: string,
	queryKey: string | null,
	midnight: DateTime<true>,
): Train {
	const departureMinutes = departureOf(train.fromTime);
	const durationMinutes = durationOf(train.runTimeSpan);
	// Never `toTime`: in the vendor's sample it is earlier than `fromTime` (docs/juhe-api.md,
	// "Search").
	const arrivalMinutes =
		departureMinutes === null || durationMinutes === null
			? null
			: departureMinutes + durationMinutes;
	const bookState = asNumber(train.bookState);
	const trainClass = asText(train.trainClass);
	return {
		trainNo,
		trainClass,
		trainClassName: trainClassNameOf(trainClass),
		fromStation: asText(train.fromStation),
		toStation: asText(train.toStation),
		departure: departureMinutes === null ? null : isoAfter(midnight, departureMinutes),
		arrival: arrivalMinutes === null ? null : isoAfter(midnight, arrivalMinutes),
		durationMinutes,
		startsHere: flag(train.fromPassType, 0, 1),
		endsHere: flag(train.toPassType, 2, 1),
		bookable: bookState === 1,
		bookState,
		bookStateName: bookStateNameOf(bookState),
		note: asText(train.note),
		seats: Object.entries(readRecord(train.tickets) ?? {}).flatMap(([code, ticket]) => {
			const fields = readRecord(ticket);
			return fields ? [parseSeat(code, fields)] : [];
		}),
		queryKey,
	};
}

/** Minutes since midnight. */
function departureOf(fromTime: unknown): number | null {
	const minutes = parseTimeOfDay(asText(fromTime));
	return minutes === suspendedFromTime ? null : minutes;
}

/** How 12306 marks a train that does not run: it departs at 24:00 and takes 99:59 hours. */
const suspendedFromTime = 24 * 60;
const suspendedRunTime = 99 * 60 + 59;

function durationOf(runTimeSpan: unknown): number | null {
	const minutes = asNumber(runTimeSpan);
	return minutes === suspendedRunTime ? null : minutes;
}

function parseSeat(code: string, ticket: JsonRecord): Seat {
	const { seatClass, seatName } = seatClassOf(code);
	const remaining = asNumber(ticket.seats);
	return {
		seatClass,
		// A code that no table knows keeps Juhe's own name.
		seatName: seatClass === null ? (asText(ticket.seatName) ?? seatName) : seatName,
		price: priceOf(ticket.price),
		remaining,
		bookable: asNumber(ticket.seatState) === 1 && remaining !== 0,
		berthPrices: isSleeper(seatClass ?? code)
			? {
					upper: priceOf(ticket.upPrice),
					middle: priceOf(ticket.midPrice),
					lower: priceOf(ticket.downPrice),
				}
			: null,
	};
}

/** Null where there is none: nothing is sold for 0, which stands for berths that a train has not. */
function priceOf(value: unknown): number | null {
	const price = parseMoney(value);
	return price !== null && price > 0 ? price : null;
}

function flag(value: unknown, yes: number, no: number): boolean | null {
	const number = asNumber(value);
	if (number === yes) return true;
	return number === no ? false : null;
}
