import { dictionary, lookUp } from '../dictionary';
import type { DictionarySection, SeatClassCode } from '../dictionary';
import { asNumber, asText } from '../../lib/values';

/** Juhe's codes in the one form that this package shows, whichever of Juhe's tables an answer used. */

export type OrderStatus =
	| 'created'
	| 'waiting'
	| 'grabbing'
	| 'issued'
	| 'failed'
	| 'expired'
	| 'cancelled'
	| 'refunding'
	| 'refunded'
	| 'partlyRefunded'
	| 'changed'
	| 'unknown';

export type TicketStatus =
	| 'notIssued'
	| 'issued'
	| 'refunding'
	| 'refunded'
	| 'refundFailed'
	| 'changing'
	| 'changed'
	| 'unknown';

/** The table `orderStatus`: the `status` of an order detail asked for without `issue`. */
const orderStatuses: Record<keyof (typeof dictionary)['orderStatus'], OrderStatus> = {
	N: 'created',
	B: 'waiting',
	D: 'grabbing',
	F: 'issued',
	U: 'failed',
	O: 'expired',
	C: 'cancelled',
	T: 'refunded',
	E: 'changed',
};

/** The table `ticketStateCode`: a passenger's ticket, and (inferred) the `orderStateCode` of an issued order. */
const ticketStatuses: Record<keyof (typeof dictionary)['ticketStateCode'], TicketStatus> = {
	N: 'notIssued',
	F: 'issued',
	C: 'refunding',
	T: 'refunded',
	O: 'refundFailed',
	Y: 'changing',
	G: 'changed',
};

/** English names of the statuses, for every `statusName` of an order. */
export const orderStatusNames: Record<OrderStatus, string> = {
	created: 'Created',
	waiting: 'Waiting for sales to open',
	grabbing: 'Grabbing',
	issued: 'Issued',
	failed: 'Failed',
	expired: 'Expired',
	cancelled: 'Cancelled',
	refunding: 'Being refunded',
	refunded: 'Refunded',
	partlyRefunded: 'Partly refunded',
	changed: 'Changed',
	unknown: 'Unknown',
};

/** English names of the ticket states, for every `statusName` of a passenger. */
export const ticketStatusNames: Record<TicketStatus, string> = {
	notIssued: 'Not issued',
	issued: 'Issued',
	refunding: 'Being refunded',
	refunded: 'Refunded',
	refundFailed: 'Refund failed',
	changing: 'Being changed',
	changed: 'Changed',
	unknown: 'Unknown',
};

/** Status of an order by the table `orderStatus`; a letter that the table lacks is `unknown`. */
export function orderStatusOf(letter: unknown): OrderStatus {
	return fromTable(orderStatuses, letter) ?? 'unknown';
}

/** State of a ticket by the table `ticketStateCode`; a letter that the table lacks is `unknown`. */
export function ticketStatusOf(letter: unknown): TicketStatus {
	return fromTable(ticketStatuses, letter) ?? 'unknown';
}

interface SeatClass {
	/** The dictionary's `seatClassCode`, or null for a class that has no code. */
	seatClass: SeatClassCode | null;
	/** English; Juhe's own text where no table knows it. */
	seatName: string | null;
}

/**
 * Codes of the numbers that pushes use (dictionary `seatClass`). 6, 9 and 13 are inferred from their names;
 * 15-18, 33 and 44 have no code.
 */
const seatClassByNumber: Partial<Record<number, SeatClassCode>> = {
	1: 'hardseat',
	2: 'softseat',
	3: 'firstseat',
	4: 'secondseat',
	5: 'hardsleeperup',
	6: 'hardsleepermid',
	7: 'hardsleeperdown',
	8: 'softsleeperup',
	9: 'softsleeperdown',
	10: 'noseat',
	11: 'businessseat',
	12: 'specialseat',
	13: 'otherseat',
	14: 'advancedsoftsleeper',
};

/** A seat class from any of Juhe's three forms: code (`hardseat`), number (`1`), Chinese name (硬座). */
export function seatClassOf(value: unknown): SeatClass {
	const text = asText(value);
	if (text === null) return { seatClass: null, seatName: null };
	const byCode = lookUp('seatClassCode', text.toLowerCase());
	if (byCode) return { seatClass: text.toLowerCase() as SeatClassCode, seatName: byCode.english };
	const number = asNumber(text) ?? numberOfChineseSeat(text);
	const byNumber = number === null ? null : lookUp('seatClass', number);
	if (number !== null && byNumber) {
		return { seatClass: seatClassByNumber[number] ?? null, seatName: byNumber.english };
	}
	const code = codeOfChinese('seatClassCode', text);
	return code === null
		? { seatClass: null, seatName: text }
		: {
				seatClass: code as SeatClassCode,
				seatName: lookUp('seatClassCode', code)?.english ?? text,
			};
}

/** Whether a seat class is a berth, whose price depends on its height. */
export function isSleeper(seatClass: string): boolean {
	return seatClass.includes('sleeper');
}

/** ID types in create's numbers: 0 resident ID, 1 passport, 2 Taiwan permit, 3 Hong Kong/Macao permit. */
export const idTypeNames = {
	0: dictionary.idType[1].english,
	1: dictionary.idType[2].english,
	2: dictionary.idType[3].english,
	3: dictionary.idType[4].english,
} as const;

/** Create's number (0-3) of an ID type as details, pushes and the dictionary count it (1-4), or null. */
export function idTypeOf(value: unknown): number | null {
	return lookUp('idType', value) ? Number(value) - 1 : null;
}

/** English name of an ID type in create's numbers, or null. */
export function idTypeNameOf(idType: number | null): string | null {
	return idType === null ? null : (lookUp('idType', idType + 1)?.english ?? null);
}

/** Passenger type (1 adult, 2 child, 3 student, 4 disabled veteran) and its English name. */
export function passengerTypeOf(value: unknown): { type: number | null; typeName: string | null } {
	const entry = lookUp('passengerType', value);
	return { type: entry ? Number(value) : null, typeName: entry?.english ?? null };
}

/** English of a train class, or null. */
export function trainClassNameOf(code: unknown): string | null {
	return lookUp('trainClass', code)?.english ?? null;
}

/** English of a search's `bookState`, or null. */
export function bookStateNameOf(bookState: number | null): string | null {
	const names = [
		'Not bookable',
		'Bookable',
		'Nothing left to book',
		'Closed: departs within half an hour',
	];
	return bookState === null ? null : (names[bookState] ?? null);
}

function fromTable<T>(table: Record<string, T>, key: unknown): T | null {
	const text = asText(key)?.toUpperCase();
	return text !== undefined && Object.hasOwn(table, text) ? (table[text] ?? null) : null;
}

/** Names that only the table of numbers has (硬卧, 软卧, 动卧上铺 …). */
function numberOfChineseSeat(name: string): number | null {
	if (codeOfChinese('seatClassCode', name) !== null) return null;
	const number = codeOfChinese('seatClass', name);
	return number === null ? null : Number(number);
}

function codeOfChinese(section: DictionarySection, chinese: string): string | null {
	const found = Object.entries(dictionary[section]).find(([, entry]) => entry.chinese === chinese);
	return found ? found[0] : null;
}
