import { dateOrNull } from '../../../lib/time';
import { asList, asNumber, asRecord, asText } from '../../../lib/values';

/** A traveller as create wants one. */
export interface Passenger {
	name: string;
	/** 1 adult, 2 child, 3 student, 4 disabled veteran. */
	type: number | null;
	/** 0 resident ID, 1 passport, 2 Taiwan permit, 3 Hong Kong/Macao permit. */
	idType: number | null;
	idNumber: string;
	/** `YYYY-MM-DD` as given; for a resident ID the number tells it. */
	birthday: string;
}

/** Travellers from a list of objects (or one object), whatever their values; what is missing is left empty for the rules to name. */
export function readPassengers(value: unknown): Passenger[] {
	return asList(value).map((entry) => {
		const passenger = asRecord(entry) ?? {};
		const idType = codeOf(passenger.idType, 0);
		const idNumber = idNumberText(passenger.idNumber);
		return {
			name: asText(passenger.name) ?? '',
			type: codeOf(passenger.type, 1),
			idType,
			idNumber,
			birthday:
				birthdayText(passenger.birthday) || (idType === 0 ? birthdayOfResidentId(idNumber) : ''),
		};
	});
}

/** An ID number in one form, however typed: it makes the order number, so two forms of it would buy twice. */
function idNumberText(value: unknown): string {
	return (asText(value) ?? '').normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** The birthday inside an 18-digit resident ID number, as `YYYY-MM-DD`; empty where there is none. */
export function birthdayOfResidentId(idNumber: string): string {
	const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(idNumber);
	return match ? `${match[1]}-${match[2]}-${match[3]}` : '';
}

/** A code; the default where nothing is given, null where something is that is no number. */
function codeOf(value: unknown, whenAbsent: number): number | null {
	return value === undefined || value === null || value === '' ? whenAbsent : asNumber(value);
}

/** The date as written, whatever time or offset follows it; unreadable text stays for the rules to name. */
function birthdayText(value: unknown): string {
	const text = asText(value);
	return dateOrNull(text?.match(/^\d{4}-\d{2}-\d{2}(?=[T ])/)?.[0] ?? value) ?? text ?? '';
}
