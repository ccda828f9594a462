import { distance } from 'fastest-levenshtein';

import { placeKey, places } from './places';
import type { Place } from './places';

const mostSuggestions = 3;

/**
 * Names that may have been meant by a name that no place has, cities first; none where a place
 * has it, or where nothing is like it. The list is not complete: such a name may be right all the
 * same.
 */
export function suggestPlaces(text: string): string[] {
	const wanted = placeKey(text);
	if (wanted === '' || wanted.length > longestName || isKnown(wanted)) return [];
	const found = places.map((place) => ({ place, unlikeness: unlikenessOf(place, wanted) }));
	const least = Math.min(...found.map(({ unlikeness }) => unlikeness));
	return found
		.filter(({ unlikeness }) => unlikeness === least && least < Infinity)
		.sort((one, other) => Number(one.place.city !== null) - Number(other.place.city !== null))
		.slice(0, mostSuggestions)
		.map(({ place }) => place.name);
}

/** Characters: longer text names no place. */
const longestName = 40;

function isKnown(wanted: string): boolean {
	return places.some(({ name, pinyin }) => name === wanted || pinyin === wanted);
}

/** How far a place is from a name; Infinity where too far to be meant. */
function unlikenessOf(place: Place, wanted: string): number {
	const isChinese = /\p{Script=Han}/u.test(wanted);
	const name = isChinese ? place.name : place.pinyin;
	// 虹桥 for 上海虹桥; 北京市朝阳区 for 北京.
	if (name.includes(wanted) || (wanted.startsWith(name) && name.length > 1)) return 0.5;
	// One sign in four may differ, but where there are two, the first must be right.
	const most = Math.max(1, Math.floor(wanted.length / 4));
	const differing = distance(name, wanted);
	if (differing > most || differing >= wanted.length) return Infinity;
	return name.charAt(0) === wanted.charAt(0) ? differing : differing + 0.5;
}
