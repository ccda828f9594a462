import { stationName } from '../../../../src/juhe/trainGrab/journey';
import type { OrderDraft } from '../../../../src/juhe/trainGrab/order/request';
import { fingerprint } from '../../../../src/lib/fingerprint';
import { asList, asRecord, asText } from '../../../../src/lib/values';
import { loadCityOf } from '../../stations';
import type { Parameters } from '../parameters';
import {
	choiceFields,
	departureText,
	passengersValue,
	purchaseFields,
	readJourney,
} from './orderFields';

/** What an order chooses among the trains and seats that there are, for whom. */
export interface Choice {
	/** Of the search that found it; null where that is not told. */
	queryKey: string | null;
	/** The train, the stations, the day and the seats. */
	wanted: string;
	/** From station to station. */
	route: string;
	/** The day, from city to city. */
	trip: string;
	/** Hashes of ID numbers: n8n stores them with the execution. */
	people: string[];
}

interface ItemChoice extends Choice {
	index: number;
}

const choicesOfRuns = new WeakMap<object, Array<ItemChoice | null>>();

/** Null for an item that cannot be read: it says why when its own turn comes. */
function choiceOf(parameters: Parameters, cityOf: (station: string) => string): ItemChoice | null {
	try {
		const journey = readJourney(parameters);
		const wanted = Object.values({ ...purchaseFields, ...choiceFields }).map((read) =>
			read(journey, parameters),
		);
		const route = [journey.fromStation, journey.toStation].map(stationName);
		const day = departureText(journey, parameters.zone).slice(0, 'yyyy-MM-dd'.length);
		const people = asList(passengersValue([parameters])).map(
			(each) => asText(asRecord(each)?.idNumber)?.toUpperCase() ?? JSON.stringify(each),
		);
		return {
			index: parameters.index,
			queryKey: asText(parameters.item.queryKey),
			wanted: JSON.stringify(wanted),
			route: route.join(),
			trip: [day, ...route.map(cityOf)].join(),
			people: people.map((each) => fingerprint(each)),
		};
	} catch {
		return null;
	}
}

/** Whether two choices are of one journey, which the same people make once. */
function isAnother(one: Choice, other: Choice): boolean {
	if (!one.people.some((person) => other.people.includes(person))) return false;
	const isOfOneSearch = one.queryKey !== null && one.queryKey === other.queryKey;
	return isOfOneSearch
		? one.wanted !== other.wanted
		: one.trip === other.trip && one.route !== other.route;
}

/**
 * The trains and seats that one search found are there to choose from, and so are the stations of a
 * city: nobody travels by two of them. Whoever names each purchase says how many there are.
 * @param chosen what this execution has ordered before, in a loop
 * @returns what these items choose; null where the purchase is named
 * @throws ParameterError where another item, or an order before, is another choice for one of the
 * same people
 */
export async function refuseChoice(
	itemParameters: [Parameters, ...Parameters[]],
	draft: OrderDraft,
	chosen: Choice[] = [],
): Promise<Choice | null> {
	if (draft.purchaseKey || draft.outOrderNo) return null;
	const cityOf = await loadCityOf();
	const [parameters] = itemParameters;
	const all = parameters
		.ofEveryItem(choicesOfRuns, (each) => choiceOf(each, cityOf))
		.filter((each) => each !== null);
	const isOwn = ({ index }: ItemChoice) => itemParameters.some((each) => each.index === index);
	const [first, ...others] = all.filter(isOwn);
	if (!first) return null;
	const own = { ...first, people: [first, ...others].flatMap(({ people }) => people) };
	const alternatives = [...chosen, ...all.filter((each) => !isOwn(each))];
	if (!alternatives.some((each) => isAnother(own, each))) return own;
	throw parameters.error(
		'journeyInput',
		'gives several trains of one search for the same passengers, and each would be bought',
		'Put a Limit node before this one, or use Train > Plan in place of the search, so that one train is ordered. If each is meant, give each a “Purchase Key” of its own.',
		'severalTrains',
	);
}
