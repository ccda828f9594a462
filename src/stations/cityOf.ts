import { places } from './places';

const cities = new Map(places.map(({ name, city }) => [name, city?.name ?? name]));

/** The city that a station belongs to; the name itself where the list lacks it. */
export function cityOf(station: string): string {
	return cities.get(station) ?? station;
}
