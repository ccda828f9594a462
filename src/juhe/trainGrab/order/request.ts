import { seatClassCodes, seatClassesCalled } from '../codes/seatClasses';
import type { SeatClassCode } from '../../dictionary';
import { quoted } from '../../../lib/shorten';
import { parseTime, parseWhen } from '../../../lib/time';
import { normalizeTyped } from '../../../lib/typedText';
import { stationName, trainNumber } from '../journey';
import { isOrderNumber } from './number';
import { parsePassengers } from './passengers';
import { error, isError } from './problems';
import type { Problem } from './problems';
import { contactProblems, passengersProblems, timeProblems } from './rules';
import type { Contact, OrderRequest, OrderTimes } from './types';

/**
 * An order as a workflow describes it: nothing of it is believed yet. Texts are empty where nothing
 * was given.
 */
export interface OrderDraft {
	queryKey: string;
	outOrderNo: string;
	purchaseKey: string;
	/** From 1. */
	attempt: number;
	mainTrainNo: string;
	alternateTrainNos: string[];
	/** Codes or names. */
	mainSeatClass: string;
	alternateSeatClasses: string[];
	fromStation: string;
	toStation: string;
	/**
	 * Times in any form that is read as one, in the zone of the workflow (an IANA name) where nothing
	 * else says.
	 */
	zone: string;
	departDate: unknown;
	closeTime: unknown;
	acceptNoSeat: boolean;
	contact: Contact;
	/** A list of objects with the fields of a passenger. */
	passengers: unknown;
	/** Yuan for all tickets; null: no limit. */
	maxTotalPrice: number | null;
	railwayAccount: OrderRequest['railwayAccount'];
}

/**
 * A request that can be sent, with warnings; or none, and the errors that keep it from being one.
 */
type ParsedRequest =
	{ request: OrderRequest; problems: Problem[] } | { request: null; problems: Problem[] };

/**
 * The one door of create: a draft becomes a request that cannot be wrong, or a list of what is.
 * Everything is brought into the form in which it is compared, hashed and sent.
 * @param skipRules leaves the judgement of passengers, contact and times to Juhe; what cannot be
 * read is still an error
 */
export function parseRequest(draft: OrderDraft, skipRules = false): ParsedRequest {
	const journey = parseJourney(draft);
	const times = parseTimes(draft);
	const contact = normalizeContact(draft.contact);
	const { passengers, problems: ofPassengers } = parsePassengers(draft.passengers, draft.zone);
	const rules = skipRules
		? { times: [], contact: [], passengers: [] }
		: {
				times: times.value ? timeProblems({ ...times.value, queryKey: draft.queryKey }) : [],
				contact: contactProblems(contact),
				passengers: passengers ? passengersProblems(passengers) : [],
			};
	const problems = [
		...journey.problems,
		...times.problems,
		...rules.times,
		...rules.contact,
		...ofPassengers,
		...rules.passengers,
	];
	if (problems.some(isError) || !journey.value || !times.value || !passengers)
		return { request: null, problems };
	return { request: { ...journey.value, ...times.value, contact, passengers }, problems };
}

interface Parsed<T> {
	/** Null where a problem keeps it from being one. */
	value: T | null;
	problems: Problem[];
}

type Journey = Omit<OrderRequest, keyof OrderTimes | 'contact' | 'passengers'>;

function parseJourney(draft: OrderDraft): Parsed<Journey> {
	const problems: Problem[] = [];
	const { outOrderNo, attempt, acceptNoSeat, maxTotalPrice, railwayAccount } = draft;
	if (outOrderNo && !isOrderNumber(outOrderNo))
		problems.push(
			error('outOrderNoForm', 'outOrderNo', 'must be 6 to 32 letters and digits, nothing else'),
		);
	if (!Number.isInteger(attempt) || attempt < 1)
		problems.push(error('attemptForm', 'attempt', 'must be a whole number from 1 up'));
	const mainTrainNo = trainNumber(draft.mainTrainNo);
	if (!mainTrainNo) {
		problems.push(
			error('mainTrainMissing', 'mainTrainNo', 'is empty: name the train you want most'),
		);
	} else if (/[|,、;\s]/.test(normalizeTyped(draft.mainTrainNo))) {
		problems.push(
			error(
				'mainTrainNotOne',
				'mainTrainNo',
				'takes one train; further trains go into the alternates',
			),
		);
	}
	const mainSeats = parseSeats([draft.mainSeatClass], 'mainSeatClass', problems);
	const [mainSeatClass, second] = mainSeats;
	if (!normalizeTyped(draft.mainSeatClass)) {
		problems.push(
			error('mainSeatMissing', 'mainSeatClass', 'is empty: choose the seat class you want most'),
		);
	} else if (second) {
		problems.push(
			error(
				'seatClassAmbiguous',
				'mainSeatClass',
				`has ${quoted(draft.mainSeatClass)}, which means any of ${mainSeats.join(', ')}: name one`,
			),
		);
	}
	const alternateSeats = parseSeats(draft.alternateSeatClasses, 'alternateSeatClasses', problems);
	const fromStation = stationName(draft.fromStation);
	const toStation = stationName(draft.toStation);
	for (const [field, station] of Object.entries({ fromStation, toStation }))
		if (!station)
			problems.push(error('stationMissing', field, 'is empty: copy it from the search'));
	if (fromStation && fromStation === toStation)
		problems.push(
			error('stationsSame', 'toStation', 'is the station of departure: name another one'),
		);
	if (railwayAccount && (!railwayAccount.account || !railwayAccount.password))
		problems.push(
			error(
				'railwayAccountMissing',
				'useRailwayAccount',
				'needs the 12306 account and password in the Juhe API credential',
			),
		);
	if (problems.some(isError) || !mainSeatClass) return { value: null, problems };
	const value = {
		queryKey: draft.queryKey,
		outOrderNo,
		purchaseKey: normalizeTyped(draft.purchaseKey),
		attempt,
		mainTrainNo,
		alternateTrainNos: others(draft.alternateTrainNos.map(trainNumber), mainTrainNo),
		mainSeatClass,
		alternateSeatClasses: others(alternateSeats, mainSeatClass),
		fromStation,
		toStation,
		acceptNoSeat,
		maxTotalPrice,
		railwayAccount,
	};
	return { value, problems };
}

/** Each of them once, without the main one. */
function others<T>(list: T[], main: T): T[] {
	return [...new Set(list)].filter((each) => each && each !== main);
}

function parseSeats(texts: string[], field: string, problems: Problem[]): SeatClassCode[] {
	return texts.map(normalizeTyped).flatMap((text) => {
		if (!text) return [];
		const code = seatClassCodes.find((each) => each === text.toLowerCase());
		const named = code ? [code] : seatClassesCalled(text);
		if (named.length === 0)
			problems.push(
				error('seatClassUnknown', field, `has ${quoted(text)}, which is no seat class of Juhe's`),
			);
		return named;
	});
}

function parseTimes(draft: OrderDraft): Parsed<OrderTimes> {
	const { departDate, closeTime } = draft;
	const problems: Problem[] = [];
	const departs = parseDeparture(departDate, draft);
	if (!departs)
		problems.push(
			error('departDateUnreadable', 'departDate', 'is not a date: write it as 2026-12-30 09:02'),
		);
	if (parseWhen(departDate, draft.zone)?.nextDay === 'written')
		problems.push(
			error(
				'departDateAmbiguous',
				'departDate',
				'may mean two days, as a midnight where it is still the day before in China: write it as 2026-12-30 09:02',
			),
		);
	const isOpen = closeTime === null || closeTime === undefined || closeTime === '';
	const closes = isOpen ? null : parseTime(closeTime);
	if (!isOpen && !closes)
		problems.push(
			error('closeTimeUnreadable', 'closeTime', 'is not a time: write it as 2026-12-30 06:00'),
		);
	if (!departs || problems.length > 0) return { value: null, problems };
	return { value: { ...departs, closeTime: closes }, problems };
}

/**
 * When a train departs, as entered: a moment, or a day where a search will tell the time; null
 * where it is no time.
 * @param zone IANA name of the workflow's zone
 */
export function parseDeparture(
	entered: unknown,
	{ zone, queryKey }: Pick<OrderDraft, 'zone' | 'queryKey'>,
): Pick<OrderTimes, 'departure' | 'departureHasTime'> | null {
	const when = parseWhen(entered, zone);
	if (!when) return null;
	const { moment, day, precision } = when;
	// Without a query key the search tells the time, so a date will do, and a midnight is one
	// ($today).
	const isDate = precision === 'day' || (precision === 'midnight' && !queryKey);
	return { departure: isDate ? day : moment, departureHasTime: !isDate };
}

/**
 * A contact in the form in which it is sent; a mobile number of mainland China as its 11 digits.
 */
function normalizeContact({ name, phone, email }: Contact): Contact {
	const digits = normalizeTyped(phone).replace(/[\s\p{Pd}\u2212().]/gu, '');
	return {
		name: normalizeTyped(name),
		phone: digits.replace(/^(\+|00)?86(?=1\d{10}$)/, ''),
		email: normalizeTyped(email),
	};
}
