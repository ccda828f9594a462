import type { DateTime } from 'luxon';
import { lookUp } from '../../dictionary';
import { residentIdProblem } from '../../../lib/residentId';
import { chinaNow, dateOrNull } from '../../../lib/time';
import { defaultCloseTime } from '../journey';
import { isOrderNumber } from './number';
import { birthdayOfResidentId } from './passengers';
import type { Passenger } from './passengers';

/** What create sends, before the last answers (departure, queryKey) are known. */
export interface OrderRequest {
	/** Empty: search right before ordering. */
	queryKey: string;
	/** Empty: derived from the purchase. */
	outOrderNo: string;
	purchaseKey: string;
	attempt: number;
	mainTrainNo: string;
	alternateTrainNos: string[];
	mainSeatClass: string;
	alternateSeatClasses: string[];
	fromStation: string;
	toStation: string;
	/** Departure of the main train; only the day of it counts where `departureHasTime` is false. */
	departure: DateTime<true> | null;
	departureHasTime: boolean;
	/** When to stop trying; null: 3 hours before departure. `'unreadable'` where something was given that is no time. */
	closeTime: DateTime<true> | null | 'unreadable';
	acceptNoSeat: boolean;
	contact: { name: string; phone: string; email: string };
	passengers: Passenger[];
	/** Yuan for all tickets, Juhe's fee not included; null: no limit. */
	maxTotalPrice: number | null;
	/** The user's own 12306 account to buy with; null: the platform buys. */
	railwayAccount: { account: string; password: string } | null;
}

export interface Problem {
	/** A name for it that does not change, for workflows to branch on. */
	code: string;
	severity: 'error' | 'warning';
	/** The parameter it is about, as it is named in a workflow. */
	field: string;
	/** One sentence that goes after the parameter's label; no personal data. */
	message: string;
}

export function isError({ severity }: Problem): boolean {
	return severity === 'error';
}

const passengerLimit = 5;

/**
 * The rules of create that the request alone can break: those of the document
 * (docs/juhe-api.md, "Create") and of the dictionary's codes as errors, those that are only inferred
 * as warnings. No personal data in the messages: passengers are counted from 1.
 */
export function findProblems(request: OrderRequest): Problem[] {
	return [
		...journeyProblems(request),
		...timeProblems(request),
		...contactProblems(request),
		...passengersProblems(request.passengers),
	];
}

function error(code: string, field: string, message: string): Problem {
	return { code, severity: 'error', field, message };
}

function warning(code: string, field: string, message: string): Problem {
	return { code, severity: 'warning', field, message };
}

function journeyProblems(request: OrderRequest): Problem[] {
	const problems: Problem[] = [];
	if (request.outOrderNo && !isOrderNumber(request.outOrderNo)) {
		problems.push(
			error('outOrderNoForm', 'outOrderNo', 'must be 6 to 32 letters and digits, nothing else'),
		);
	}
	if (!Number.isInteger(request.attempt) || request.attempt < 1) {
		problems.push(error('attemptForm', 'attempt', 'must be a whole number from 1 up'));
	}
	if (!request.mainTrainNo) {
		problems.push(
			error('mainTrainMissing', 'mainTrainNo', 'is empty: name the train you want most'),
		);
	} else if (/[|,，\s]/.test(request.mainTrainNo)) {
		problems.push(
			error(
				'mainTrainNotOne',
				'mainTrainNo',
				'takes one train; further trains go into the alternates',
			),
		);
	}
	if (!request.mainSeatClass) {
		problems.push(
			error('mainSeatMissing', 'mainSeatClass', 'is empty: choose the seat class you want most'),
		);
	}
	const seatFields = {
		mainSeatClass: [request.mainSeatClass],
		alternateSeatClasses: request.alternateSeatClasses,
	};
	for (const [field, seatClasses] of Object.entries(seatFields)) {
		for (const seatClass of seatClasses.filter((code) => code && !lookUp('seatClassCode', code))) {
			problems.push(
				error('seatClassUnknown', field, `has “${seatClass}”, which is no seat class of Juhe's`),
			);
		}
	}
	for (const field of ['fromStation', 'toStation'] as const) {
		if (!request[field])
			problems.push(error('stationMissing', field, 'is empty: copy it from the search'));
	}
	const account = request.railwayAccount;
	if (account && (!account.account || !account.password)) {
		problems.push(
			error(
				'railwayAccountMissing',
				'useRailwayAccount',
				'needs the 12306 account and password in the Juhe API credential',
			),
		);
	}
	return problems;
}

function timeProblems({
	departure,
	departureHasTime,
	closeTime,
	queryKey,
}: OrderRequest): Problem[] {
	const now = chinaNow();
	if (!departure) {
		return [
			error('departDateUnreadable', 'departDate', 'is not a date: write it as 2026-12-30 09:02'),
		];
	}
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
	if (closeTime === 'unreadable') {
		problems.push(
			error('closeTimeUnreadable', 'closeTime', 'is not a time: write it as 2026-12-30 06:00'),
		);
	} else if (closeTime) {
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

function contactProblems({ contact }: OrderRequest): Problem[] {
	const problems: Problem[] = [];
	if (!contact.name)
		problems.push(error('contactNameMissing', 'contactName', 'is empty: Juhe requires it'));
	if (!contact.phone)
		problems.push(error('contactPhoneMissing', 'contactPhone', 'is empty: Juhe requires it'));
	else if (!/^(\+?86)?1\d{10}$/.test(contact.phone.replace(/[\s-]/g, ''))) {
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

function passengersProblems(passengers: Passenger[]): Problem[] {
	if (passengers.length === 0) {
		return [error('passengersMissing', 'passengers', 'is empty: add at least one passenger')];
	}
	const problems = passengers.flatMap((passenger, index) =>
		passengerProblems(passenger).map(({ code, message, severity }) => ({
			code,
			severity: severity ?? ('error' as const),
			field: 'passengers',
			message: `has a problem with passenger ${index + 1}: ${message}`,
		})),
	);
	const ids = passengers.map(({ idType, idNumber }) => `${idType} ${idNumber}`);
	const repeated = ids.findIndex(
		(id, index) => passengers[index]?.idNumber && ids.indexOf(id) < index,
	);
	if (repeated >= 0) {
		problems.push(
			error(
				'passengerRepeated',
				'passengers',
				`names the same ID twice: passenger ${repeated + 1} is there already`,
			),
		);
	}
	if (passengers.every(({ type }) => type === 2)) {
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

interface PassengerProblem {
	code: string;
	message: string;
	severity?: Problem['severity'];
}

/** Usual forms of documents other than the resident ID; inferred, so a departure from them is only a warning. */
const usualForms: Partial<Record<number, RegExp>> = {
	1: /^[A-Z0-9]{5,17}$/,
	2: /^(\d{8}|\d{10}[A-Z]?|[A-Z]\d{8})$/,
	3: /^[HMC]?\d{8,10}$/,
};

function passengerProblems(passenger: Passenger): PassengerProblem[] {
	const problems: PassengerProblem[] = [];
	const add = (code: string, message: string, severity?: Problem['severity']) =>
		problems.push({ code, message, ...(severity ? { severity } : {}) });
	if (!passenger.name) add('passengerNameMissing', 'the name is missing');
	if (passenger.type === 3 || passenger.type === 4) {
		add('passengerTypeUnsupported', 'Juhe does not sell student and disabled-veteran tickets yet');
	} else if (passenger.type !== 1 && passenger.type !== 2) {
		add('passengerTypeUnknown', 'the type must be 1 (adult) or 2 (child)');
	}
	if (passenger.idType === null || ![0, 1, 2, 3].includes(passenger.idType)) {
		add(
			'idTypeUnknown',
			'the ID type must be 0 (resident ID), 1 (passport), 2 (Taiwan permit) or 3 (Hong Kong/Macao permit)',
		);
	}
	if (!passenger.idNumber) {
		add('idNumberMissing', 'the ID number is missing');
	} else if (passenger.idType === 0) {
		const problem = residentIdProblem(passenger.idNumber);
		if (problem) add('idNumberInvalid', problem);
	} else if (usualForms[passenger.idType ?? 0]?.test(passenger.idNumber) === false) {
		add('idNumberUnusual', 'the number does not look like one of this kind of document', 'warning');
	}
	if (!passenger.birthday) {
		if (passenger.idNumber) add('birthdayMissing', 'the birthday is missing');
	} else if (dateOrNull(passenger.birthday) !== passenger.birthday) {
		add('birthdayUnreadable', 'the birthday is not a date: write it as 1990-12-30');
	} else if (passenger.idType === 0) {
		const birthday = birthdayOfResidentId(passenger.idNumber);
		if (birthday && birthday !== passenger.birthday) {
			add('birthdayContradictsId', 'the birthday is not the one in the ID number');
		}
	}
	return problems;
}
