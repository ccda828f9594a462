import { normalizeTyped } from '../lib/typedText';
import { table } from './table';

/** A station, or a city with all its stations. */
export interface Place {
	/** As Juhe takes it. */
	name: string;
	/** Without tones and blanks: `beijingnan`. */
	pinyin: string;
	/** `bjn`. */
	initials: string;
	/** Of a station; null for a city. */
	city: Place | null;
	/** How many stations the name means. */
	stationCount: number;
}

/**
 * Cities and stations, the greater ones first. A station that is called as its city is the city:
 * Juhe is asked for both by the same name.
 */
export const places: readonly Place[] = readTable();

function readTable(): Place[] {
	const groups = table.trim().split('\n').map(readCity);
	const names = new Set(groups.flatMap(({ stations }) => stations.map(({ name }) => name)));
	return groups.flatMap(({ city, stations }) => {
		const others = stations.filter(({ name }) => name !== city.name);
		// Two places of one name cannot both be chosen: the station is what the railway means.
		const isStationElsewhere = others.length === stations.length && names.has(city.name);
		return isStationElsewhere ? others : [city, ...others];
	});
}

function readCity(line: string): { city: Place; stations: Place[] } {
	const [first = '', ...others] = line.split('|');
	const city: Place = { ...readWords(first), city: null, stationCount: others.length };
	const stations = others.map((station) => ({ ...readWords(station), city, stationCount: 1 }));
	return { city, stations };
}

function readWords(text: string): Pick<Place, 'name' | 'pinyin' | 'initials'> {
	const [name = '', pinyin = '', initials = ''] = text.split(' ');
	return { name, pinyin, initials };
}

const directions: Record<string, string> = { north: 'bei', south: 'nan', east: 'dong', west: 'xi' };

/**
 * What somebody typed for a place, as the table writes names and pinyin: `Běijīng South`, `bei
 * jing nan` and `BEIJINGNAN` are beijingnan, 北京南站 is 北京南.
 */
export function placeKey(text: string): string {
	return normalizeTyped(text)
		.toLowerCase()
		.replace(/[üǖǘǚǜ]/g, 'v')
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/(?<=.)(火车站|高铁站|站)$/, '')
		.replace(/ (railway )?station$/, '')
		.replace(/ (north|south|east|west)$/, (_, direction: string) => directions[direction] ?? '')
		.replace(/[\s'’·-]/g, '');
}
