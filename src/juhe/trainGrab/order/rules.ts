import { residentIdProblem } from '../../../lib/residentId';
import { chinaNow } from '../../../lib/time';
import { defaultCloseTime } from '../journey';
import { birthdayOfResidentId, ofPassenger } from './passengers';
import { error, warning } from './problems';
import type { Problem } from './problems';
import type { Contact, OrderRequest, OrderTimes, Passenger } from './types';

/**
 * The rules of create: those of Juhe's document and of the dictionary's codes are errors, those
 * that are only inferred are warnings (docs/juhe-api.md). No personal data in the messages.
 */

const passengerLimit = 5;
/** 12306 sells so many days ahead, today included; the rule has changed before. */
const soldAheadDays = 15;

/** Whether an order can still be made for that train, and until when Juhe may try. */
export function timeProblems({
	departure,
	departureHasTime,
	closeTime,
	queryKey,
}: Pick<OrderRequest, keyof OrderTimes | 'queryKey'>): Problem[] {
	const now = chinaNow();
	const problems: Problem[] = [];
	const lastMoment = departureHasTime ? departure : departure.endOf('day');
	if (!departureHasTime && queryKey) {
		problems.push(
			error(
				'departTimeMissing',
				'departDate',
				'needs the time of departure too: copy “departure” from the search',
			),
		);
	}
	if (lastMoment <= now) problems.push(error('departDatePast', 'departDate', 'is in the past'));
	else if (departure >= now.startOf('day').plus({ days: soldAheadDays }))
		problems.push(
			warning(
				'departDateFar',
				'departDate',
				`is ${soldAheadDays} or more days ahead, when tickets may not be on sale yet: Juhe waits until they are`,
			),
		);
	if (closeTime) {
		if (closeTime <= now) problems.push(error('closeTimePast', 'closeTime', 'is in the past'));
		if (closeTime > lastMoment)
			problems.push(error('closeTimeAfterDeparture', 'closeTime', 'is after the departure'));
		else if (departureHasTime && closeTime > defaultCloseTime(departure)) {
			// Worded as advice in the document, and enforced by code 216: how strictly is not known.
			problems.push(
				warning(
					'closeTimeLate',
					'closeTime',
					'is less than 3 hours before departure, when Juhe may have stopped trying',
				),
			);
		}
	} else if (departureHasTime && lastMoment > now && defaultCloseTime(departure) <= now) {
		problems.push(
			error(
				'departureTooNear',
				'departDate',
				'is less than 3 hours away, and Juhe takes orders until 3 hours before departure',
			),
		);
	}
	return problems;
}

/** Whom Juhe may ask. A number nobody can be called at is an error, one from abroad a warning. */
export function contactProblems({ name, phone }: Contact): Problem[] {
	const problems: Problem[] = [];
	if (!name)
		problems.push(error('contactNameMissing', 'contactName', 'is empty: Juhe requires it'));
	if (!phone) {
		problems.push(error('contactPhoneMissing', 'contactPhone', 'is empty: Juhe requires it'));
	} else if (!/^\+?\d{5,15}$/.test(phone)) {
		problems.push(error('contactPhoneForm', 'contactPhone', 'is not a phone number'));
	} else if (!/^1\d{10}$/.test(phone)) {
		problems.push(
			warning(
				'contactPhoneForm',
				'contactPhone',
				'is not a mobile number of mainland China (11 digits, the first a 1)',
			),
		);
	}
	return problems;
}

/** Who may travel on one order. */
export function passengersProblems(passengers: Passenger[]): Problem[] {
	const problems = passengers.flatMap((passenger, index) =>
		passengerProblems(passenger).map((problem) => ofPassenger(problem, index)),
	);
	const repeated = passengers.findIndex((passenger, index) =>
		passengers.slice(0, index).some((other) => isSameDocument(passenger, other)),
	);
	if (repeated >= 0) problems.push(repetitionProblem(passengers, repeated));
	if (passengers.every(({ type }) => type === child)) {
		problems.push(
			warning(
				'childAlone',
				'passengers',
				'has children only: a child may not be sold a ticket alone',
			),
		);
	}
	if (passengers.length > passengerLimit) {
		problems.unshift(
			error(
				'passengersTooMany',
				'passengers',
				`has ${passengers.length} people, and Juhe takes at most ${passengerLimit} an order`,
			),
		);
	}
	return problems;
}

const child = 2;

function isSameDocument(one: Passenger, other: Passenger): boolean {
	return one.idNumber !== '' && one.idNumber === other.idNumber && one.idType === other.idType;
}

/**
 * 12306 lets children travel on an adult's ID; whether Juhe does is said nowhere. Two adults cannot
 * share one.
 */
function repetitionProblem(passengers: Passenger[], index: number): Problem {
	const repeated = passengers[index];
	const adults = passengers.filter(
		(other) => repeated && isSameDocument(other, repeated) && other.type !== child,
	);
	const found = `names the same ID twice: passenger ${index + 1} is there already`;
	return adults.length > 1
		? error('passengerRepeated', 'passengers', found)
		: warning('passengerRepeated', 'passengers', `${found}, which may do for a child only`);
}

/**
 * Usual forms of documents other than the resident ID; inferred, so a departure from them is only a
 * warning.
 */
const usualForms: Partial<Record<number, RegExp>> = {
	1: /^[A-Z0-9]{5,17}$/,
	2: /^(\d{8}|\d{10}[A-Z]?|[A-Z]\d{8})$/,
	3: /^[HMC]?\d{8,10}$/,
};

function passengerProblems({ name, type, idType, idNumber, birthday }: Passenger): Problem[] {
	const problems: Problem[] = [];
	const add = (problem: typeof error, code: string, message: string) =>
		problems.push(problem(code, 'passengers', message));
	if (!name) add(error, 'passengerNameMissing', 'the name is missing');
	else if (!/^[\p{L}\p{M}][\p{L}\p{M} ·.'’-]*$/u.test(name))
		add(warning, 'passengerNameUnusual', 'the name has signs in it that no ID has');
	if (type === 3 || type === 4)
		add(
			error,
			'passengerTypeUnsupported',
			'Juhe does not sell student and disabled-veteran tickets yet',
		);
	if (!idNumber) {
		add(error, 'idNumberMissing', 'the ID number is missing');
	} else if (idType === 0) {
		const problem = residentIdProblem(idNumber);
		if (problem) add(error, 'idNumberInvalid', problem);
	} else if (usualForms[idType]?.test(idNumber) === false) {
		add(warning, 'idNumberUnusual', 'the number does not look like one of this kind of document');
	}
	if (!birthday) {
		if (idNumber) add(error, 'birthdayMissing', 'the birthday is missing');
	} else if (idType === 0) {
		const ofId = birthdayOfResidentId(idNumber);
		// A child may travel on an adult's ID.
		if (ofId && ofId !== birthday)
			add(
				type === child ? warning : error,
				'birthdayContradictsId',
				'the birthday is not the one in the ID number',
			);
	}
	return problems;
}
