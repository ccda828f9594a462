import { dictionary, lookUp } from '../../dictionary';
import type { DictionarySection, SeatClassCode } from '../../dictionary';
import { asNumber, asText } from '../../../lib/values';

interface SeatClass {
	/** The dictionary's `seatClassCode`, or null for a class that has no code. */
	seatClass: SeatClassCode | null;
	/** English; Juhe's own text where no table knows it. */
	seatName: string | null;
}

/**
 * Codes of the numbers that pushes use (dictionary `seatClass`). 6, 9 and 13 are inferred from
 * their names; 15-18, 33 and 44 have no code.
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

/**
 * A seat class from any of Juhe's three forms: code (`hardseat`), number (`1`), Chinese name
 * (硬座).
 */
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

/** All seat classes that Juhe sells by, in the dictionary's order. */
export const seatClassCodes = Object.keys(dictionary.seatClassCode) as SeatClassCode[];

/**
 * The seat classes that a name means, Chinese or English: 二等座, 二等 and `second class` one, 硬卧 each
 * of its berths; none where nothing is called so.
 */
export function seatClassesCalled(name: string): SeatClassCode[] {
	const wanted = name.toLowerCase();
	const meaning = (shortening: (name: string) => string) =>
		seatClassCodes.filter((code) => {
			const { chinese, english } = dictionary.seatClassCode[code];
			return [chinese, english].some((each) => shortening(each.toLowerCase()) === wanted);
		});
	const exact = meaning((full) => full);
	return exact.length > 0 ? exact : meaning(shortSeatName);
}

/**
 * A seat's name as people shorten it: without its berth, and without 座 where that leaves two
 * signs.
 */
function shortSeatName(name: string): string {
	return name.replace(
		/(?<=\p{Script=Han}{2})[上中下]铺$|(?<=\p{Script=Han}{2})座$|, (upper|middle|lower) berth$|(?<=class) seat$| \(standing\)$/u,
		'',
	);
}

/** Whether a seat class is a berth, whose price depends on its height. */
export function isSleeper(seatClass: string): boolean {
	return seatClass.includes('sleeper');
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
