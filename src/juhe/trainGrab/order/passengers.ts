import { dictionary } from '../../dictionary';
import { isoDay, parseDay } from '../../../lib/time';
import { isRounded, normalizeNumber, normalizeTyped } from '../../../lib/typedText';
import { asList, asNumber, asRecord, asText, isEmpty } from '../../../lib/values';
import { error } from './problems';
import type { Problem } from './problems';
import type { IdType, Passenger, PassengerType } from './types';

interface ParsedPassengers {
	/** Null where one of them cannot be read. */
	passengers: Passenger[] | null;
	problems: Problem[];
}

/**
 * Travellers from a list of objects (or one object), whatever their values. A name, a number or a
 * birthday that is missing is left empty: Juhe may judge that; what is there and cannot be read is
 * an error.
 * @param zone IANA name of the workflow's zone, for birthdays that come as moments; default:
 * China's
 */
export function parsePassengers(value: unknown, zone?: string): ParsedPassengers {
	const entries = asList(value);
	if (entries.length === 0) {
		const message =
			'is empty: add at least one passenger (for a list from an expression set “Who Travels” to “JSON List”)';
		return { passengers: null, problems: [error('passengersMissing', 'passengers', message)] };
	}
	const problems: Problem[] = [];
	const passengers = entries.flatMap((entry, index) => {
		const note = (code: string, message: string) => {
			problems.push(ofPassenger(error(code, 'passengers', message), index));
			return null;
		};
		return parsePassenger(asRecord(entry) ?? {}, zone, note) ?? [];
	});
	return { passengers: problems.length > 0 ? null : passengers, problems };
}

/** A problem of one passenger, who is counted from 1: names and numbers are nobody's business. */
export function ofPassenger(problem: Problem, index: number): Problem {
	const what = problem.severity === 'error' ? 'correct' : 'look at';
	return { ...problem, message: `has passenger ${index + 1} to ${what}: ${problem.message}` };
}

function parsePassenger(
	fields: Record<string, unknown>,
	zone: string | undefined,
	note: (code: string, message: string) => null,
): Passenger | null {
	const type =
		codeOf(fields.type, 1, passengerTypes, passengerTypeWords) ??
		note('passengerTypeUnknown', 'the type must be 1 (adult) or 2 (child)');
	const idType =
		codeOf(fields.idType, 0, idTypes, idTypeWords) ??
		note(
			'idTypeUnknown',
			'the ID type must be 0 (resident ID), 1 (passport), 2 (Taiwan permit) or 3 (Hong Kong/Macao permit)',
		);
	const idNumber = isRounded(fields.idNumber)
		? note(
				'idNumberRounded',
				'the ID number came as a number too long to be exact, so format it as text',
			)
		: normalizeNumber(asText(fields.idNumber) ?? '');
	const birthday =
		birthdayOf(fields.birthday, zone) ??
		note('birthdayUnreadable', 'the birthday is not a date: write it as 1990-12-30');
	if (type === null || idType === null || idNumber === null || birthday === null) return null;
	return {
		name: travellerName(asText(fields.name) ?? ''),
		type,
		idType,
		idNumber,
		birthday: birthday || (idType === 0 ? birthdayOfResidentId(idNumber) : ''),
	};
}

const blanksBetweenSigns = /(?<=\p{Script=Han}|·) (?=\p{Script=Han}|·)/gu;

/**
 * A name as 12306 writes it, however typed: the dot between the parts of a name is `·`, Chinese
 * signs have no blanks.
 */
function travellerName(name: string): string {
	return normalizeTyped(name)
		.replace(/[•‧∙⋅・●]/g, '·')
		.replace(blanksBetweenSigns, '');
}

/**
 * The birthday inside an 18-digit resident ID number, as `YYYY-MM-DD`; empty where there is none.
 */
export function birthdayOfResidentId(idNumber: string): string {
	const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(idNumber);
	return match ? `${match[1]}-${match[2]}-${match[3]}` : '';
}

const passengerTypes: readonly PassengerType[] = [1, 2, 3, 4];
const idTypes: readonly IdType[] = [0, 1, 2, 3];

/** The words of the dictionary, by create's numbers. */
const passengerTypeWords = Object.entries(dictionary.passengerType).map(
	([code, { english, chinese }]) => ({ code: Number(code), words: [english, chinese] }),
);
const idTypeWords = Object.entries(dictionary.idType).map(([code, { english, chinese }]) => ({
	code: Number(code) - 1,
	words: [english, chinese],
}));

/**
 * A code by its number or its name; the default where nothing is given, null where something is
 * that is no code.
 */
function codeOf<T extends number>(
	value: unknown,
	whenAbsent: T,
	codes: readonly T[],
	names: Array<{ code: number; words: string[] }>,
): T | null {
	if (isEmpty(value)) return whenAbsent;
	const text = normalizeTyped(asText(value) ?? '').toLowerCase();
	const named = names.find(({ words }) => words.some((word) => word.toLowerCase() === text));
	const number = named?.code ?? asNumber(text);
	return codes.find((code) => code === number) ?? null;
}

/** `YYYY-MM-DD`, empty where none is given, null where something is that is no date. */
function birthdayOf(value: unknown, zone: string | undefined): string | null {
	if (value === '' || value === null || value === undefined) return '';
	const day = parseDay(value, zone);
	return day && isoDay(day);
}
