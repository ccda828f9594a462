import { placeKey, places } from './places';
import type { Place } from './places';

/**
 * The places that a text may mean, in Chinese, pinyin or initials, the likeliest first: cities
 * before stations, whole names before beginnings. Of a city that is named its great stations come
 * before its suburbs: those called by its name and a direction (北京南), then by its name and a word
 * (北京朝阳), then the others, in the order of the railway's list, which tells neither how great a
 * station is nor how many trains stop there (汉口 stands among 武汉's suburbs, and first where it is
 * named itself). Without a text all, cities first.
 */
export function searchPlaces(text: string): Place[] {
	const wanted = placeKey(text);
	return places
		.map((place) => ({ place, rank: wanted === '' ? 0 : rankOf(place, wanted) }))
		.filter(({ rank }) => rank !== null)
		.sort((one, other) => order(one) - order(other))
		.map(({ place }) => place);
}

/** The last rank at which a place begins as the text does. */
const lastOfBeginnings = 7;
const ranks = 12;

function order({ place, rank }: { place: Place; rank: number | null }): number {
	const worst = rank ?? ranks;
	return place.city === null && worst <= lastOfBeginnings ? worst - ranks : worst;
}

/** From 0, how well a place fits; null where it does not. */
function rankOf(place: Place, wanted: string): number | null {
	const { name, pinyin, initials, city } = place;
	const isOfCityNamed = city !== null && [city.name, city.pinyin, city.initials].includes(wanted);
	const isCalledAsCity = isOfCityNamed && name.startsWith(city.name);
	const fits = [
		name === wanted,
		pinyin === wanted,
		isCalledAsCity && name.length === city.name.length + 1,
		isCalledAsCity,
		initials === wanted,
		name.startsWith(wanted),
		pinyin.startsWith(wanted),
		initials.startsWith(wanted),
		name.includes(wanted),
		isOfCityNamed,
		city !== null && [city.name, city.pinyin].some((each) => each.startsWith(wanted)),
		wanted.length > 2 && pinyin.includes(wanted),
	];
	const rank = fits.indexOf(true);
	return rank === -1 ? null : rank;
}
