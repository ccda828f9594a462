import type { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { quoted } from '../../../../src/lib/shorten';
import { chinaNow, isoDay, parseTimeOfDay } from '../../../../src/lib/time';
import { sortKeys, ticketTypes, trainClasses } from '../../../../src/juhe/trainGrab/search/types';
import type {
	SearchQuestion,
	SortKey,
	TrainClass,
	TrainFilters,
} from '../../../../src/juhe/trainGrab/search/types';
import type { Parameters } from '../parameters';
import { seatClassOptions } from '../parameters';
import { stationField } from '../../stations';

/** The fields that ask for trains, and their readers: Search and Plan ask alike. */

/** In the order of their labels, as n8n wants it. */
const trainClassNames = {
	C: { name: 'C: Intercity High-Speed', chinese: ['城际'] },
	D: { name: 'D: High-Speed', chinese: ['动车'] },
	G: { name: 'G: High-Speed', chinese: ['高铁'] },
	K: { name: 'K: Fast', chinese: ['快速'] },
	other: { name: 'Other', chinese: ['其他', '其它'] },
	T: { name: 'T: Express', chinese: ['特快'] },
	Z: { name: 'Z: Direct Express', chinese: ['直达', '直达特快'] },
} as const satisfies Record<TrainClass, { name: string; chinese: readonly string[] }>;

const trainClassOptions = Object.entries(trainClassNames).map(([value, { name }]) => ({
	name,
	value,
}));

function trainClassesCalled(name: string): TrainClass[] {
	return trainClasses.filter((each) => trainClassNames[each].chinese.some((one) => one === name));
}

const timeOfDayHint = 'As HH:MM on the 24-hour clock, China time, e.g. 07:30';

export const questionFields: INodeProperties[] = [
	stationField({
		displayName: 'From',
		name: 'from',
		description:
			'City or station of departure, in Chinese or pinyin; a city stands for all its stations',
	}),
	stationField({
		displayName: 'To',
		name: 'to',
		description:
			'City or station of arrival, in Chinese or pinyin; a city stands for all its stations',
	}),
	{
		displayName: 'Date',
		name: 'date',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		required: true,
		default: '',
		description:
			'Day of departure in China, as 2026-12-30. Expressions may also give 20261230, ISO or a date of n8n.',
	},
];

export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Arrive After',
			name: 'arriveAfter',
			type: 'string',
			default: '',
			placeholder: 'e.g. 07:00',
			description: `${timeOfDayHint}, whichever day the train arrives`,
		},
		{
			displayName: 'Arrive Before',
			name: 'arriveBefore',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12:00',
			description: `${timeOfDayHint}, whichever day the train arrives`,
		},
		{
			displayName: 'Bookable Only',
			name: 'bookableOnly',
			type: 'boolean',
			default: false,
			description: 'Whether to leave out trains and seats that cannot be booked right now',
		},
		{
			displayName: 'Depart After',
			name: 'departAfter',
			type: 'string',
			default: '',
			placeholder: 'e.g. 07:00',
			description: timeOfDayHint,
		},
		{
			displayName: 'Depart Before',
			name: 'departBefore',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12:00',
			description: timeOfDayHint,
		},
		{
			displayName: 'Max Duration (Minutes)',
			name: 'maxDuration',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 300,
			description: 'Leave out trains that take longer than so many minutes',
		},
		{
			displayName: 'Max Price (Yuan)',
			name: 'maxPrice',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 500,
			description: 'Leave out seats that cost more than so many yuan for one traveller',
		},
		{
			displayName: 'Min Seats Left',
			name: 'minSeats',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'Leave out seat classes of which fewer seats are left',
		},
		{
			displayName: 'Seat Classes',
			name: 'seatClasses',
			type: 'multiOptions',
			default: [],
			options: seatClassOptions,
			description:
				'Leave out trains without any of these, and other seats; by code or name, e.g. secondseat',
		},
		{
			displayName: 'Train Classes',
			name: 'trainClasses',
			type: 'multiOptions',
			default: [],
			options: trainClassOptions,
			description: 'By the letter of the train number: any of G, D, C, Z, T, K, other',
		},
	],
};

export const limitOption = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
} as const satisfies INodeProperties;

/** @throws ParameterError for what is no whole number from 1 up */
export function readLimit(parameters: Parameters, fallback: number): number {
	return parameters.count('options.limit', 1, 1000) ?? fallback;
}

export const sortByOption: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	default: 'departure',
	options: [
		{ name: 'Arrival', value: 'arrival' },
		{ name: 'Departure', value: 'departure' },
		{ name: 'Duration', value: 'duration' },
		{ name: 'Price', value: 'price', description: 'Cheapest seat first' },
	],
	description: 'One of: departure, arrival, duration, price',
};

export const ticketTypeOption: INodeProperties = {
	displayName: 'Ticket Type',
	name: 'ticketType',
	type: 'options',
	default: '1',
	options: [
		{ name: 'Normal', value: '1' },
		{
			name: 'Student',
			value: '2',
			description: 'To look only: Juhe does not sell student tickets yet',
		},
	],
	description: '1: normal; 2: student, to look only',
};

/** What is asked, and what is to be said about how it was understood. */
interface AskedQuestion {
	question: SearchQuestion;
	hints: string[];
}

/** @throws ParameterError where a field is empty or the date cannot be read */
export function readQuestion(parameters: Parameters): AskedQuestion {
	const from = parameters.requiredStation('from');
	const to = parameters.requiredStation('to');
	const { day: date, nextDay } = parameters.requiredWhen('date');
	const ticketType = parameters.choice('options.ticketType', ticketTypes, '1');
	if (date < chinaNow().startOf('day'))
		throw parameters.error(
			'date',
			`is ${isoDay(date)}, which is past in China`,
			'Choose today or a later day, China time.',
			'datePast',
		);
	if (from === to)
		throw parameters.error(
			'to',
			`is ${quoted(to)}, as “From” is`,
			'Name two different places.',
			'placesSame',
		);
	const hints = nextDay === 'possible' ? [dateHint(date)] : [];
	return { question: { from, to, date, ticketType }, hints };
}

function dateHint(date: DateTime<true>): string {
	const nextDay = isoDay(date.plus({ days: 1 }));
	return `“Date” came as a moment and was read as ${isoDay(date)}, its day in China. If ${nextDay} was meant, give the day alone, or set the timezone of the workflow to the one that the date comes from.`;
}

/**
 * @throws ParameterError for a time of day, a number or a class that cannot be read, and for a price
 * whose expression gives nothing
 */
export function readFilters(parameters: Parameters): TrainFilters {
	const timeOfDay = (name: string): number | null => {
		const text = parameters.text(`filters.${name}`);
		const minutes = parseTimeOfDay(text);
		if (text && minutes === null) {
			throw parameters.error(
				name,
				'is not a time of day',
				'Write it as HH:MM on the 24-hour clock, e.g. 07:30.',
				'timeUnreadable',
			);
		}
		return minutes;
	};
	return {
		trainClasses: parameters.choices('filters.trainClasses', trainClasses, trainClassesCalled),
		departAfter: timeOfDay('departAfter'),
		departBefore: timeOfDay('departBefore'),
		arriveAfter: timeOfDay('arriveAfter'),
		arriveBefore: timeOfDay('arriveBefore'),
		maxDuration: parameters.number('filters.maxDuration'),
		seatClasses: parameters.seatClasses('filters.seatClasses'),
		maxPrice: parameters.limit('filters.maxPrice'),
		minSeats: parameters.number('filters.minSeats'),
		bookableOnly: parameters.flag('filters.bookableOnly'),
	};
}

/** @throws ParameterError for a key that does not exist */
export function readSortKey(parameters: Parameters, fallback: SortKey): SortKey {
	return parameters.choice('options.sortBy', sortKeys, fallback);
}
