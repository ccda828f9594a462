import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';

import { JuheError } from '../../src/juhe/errors';
import { warning } from '../../src/juhe/trainGrab/order/problems';
import type { Problem } from '../../src/juhe/trainGrab/order/problems';
import { asOf } from '../../src/stations/asOf';
import type { Place } from '../../src/stations';
import { quoted } from '../../src/lib/shorten';
import { normalizeTyped } from '../../src/lib/typedText';

/**
 * Stations to choose from, and names that may have been meant. The list is big, and loaded when
 * it is needed.
 */

const pageSize = 50;

/** What the lists of From and To show: the places that fit what is typed, the likeliest first. */
export async function searchStations(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	const { searchPlaces } = await import('../../src/stations');
	const found = searchPlaces(filter);
	const start = Number(paginationToken);
	const end = start + pageSize;
	return {
		results: found.slice(start, end).map((place) => ({ name: nameOf(place), value: place.name })),
		...(end < found.length ? { paginationToken: String(end) } : {}),
	};
}

/** `北京南 Beijingnan · 北京`; of a city that it means all its stations. */
function nameOf({ name, pinyin, city, stationCount }: Place): string {
	const spelled = `${name} ${pinyin.charAt(0).toUpperCase()}${pinyin.slice(1)}`;
	if (city !== null) return `${spelled} · ${city.name}`;
	return stationCount > 1 ? `${spelled} · all ${stationCount} stations` : spelled;
}

/** A field for a station or a city. A plain text in its place is taken as a name. */
export function stationField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description'> & Partial<INodeProperties>,
): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: `${field.description}. The list is the railway’s of ${asOf}; a name that it lacks may be right all the same.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a city or station',
				typeOptions: { searchListMethod: 'searchStations', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. 上海 or Shanghai',
				hint: 'In Chinese or pinyin',
			},
		],
	};
}

/** Tells the city of a station. The list is loaded when it is first needed. */
export async function loadCityOf(): Promise<(station: string) => string> {
	return (await import('../../src/stations')).cityOf;
}

/** “Did you mean …?” about each name that the list lacks and that is like one in it; else empty. */
export async function didYouMean(...names: string[]): Promise<string> {
	const { suggestPlaces } = await import('../../src/stations');
	const questions = [...new Set(names.map(normalizeTyped))].flatMap((name) => {
		const suggestions = suggestPlaces(name);
		return suggestions.length > 0
			? [`Did you mean ${suggestions.join(' or ')} by ${quoted(name)}?`]
			: [];
	});
	return questions.join(' ');
}

/**
 * Warnings about the stations of an order that the list lacks although it has some that are like
 * them.
 */
export async function stationWarnings(
	order: Record<'fromStation' | 'toStation', string>,
): Promise<Problem[]> {
	const { suggestPlaces } = await import('../../src/stations');
	return (['fromStation', 'toStation'] as const).flatMap((field) => {
		const suggestions = suggestPlaces(order[field]);
		const meant = `did you mean ${suggestions.join(' or ')}?`;
		return suggestions.length > 0
			? [
					warning(
						'stationUnlisted',
						field,
						`is ${quoted(order[field])}, which the railway’s list of ${asOf} lacks: ${meant}`,
					),
				]
			: [];
	});
}

/** A refusal of Juhe's, with what may have been meant by the names that were asked for. */
export async function withSuggestions<T>(names: string[], asked: Promise<T>): Promise<T> {
	return await asked.catch(async (error: unknown) => {
		const question =
			error instanceof JuheError && error.errorClass === 'service'
				? await didYouMean(...names)
				: '';
		throw error instanceof JuheError && question
			? error.with({ advice: `${question} ${error.advice}` })
			: error;
	});
}
