import type { INodeProperties } from 'n8n-workflow';

import { parseDay, parseTimeOfDay } from '../../../../src/lib/time';
import type { SearchQuestion } from '../../../../src/juhe/trainGrab/search/search';
import { sortKeys, trainLetters } from '../../../../src/juhe/trainGrab/search/filters';
import type { SortKey, TrainFilters } from '../../../../src/juhe/trainGrab/search/filters';
import type { Parameters } from '../parameters';
import { seatClassOptions } from '../parameters';

/** The fields that ask for trains, and their readers: Search and Plan ask alike. */

const timeOfDayHint = 'As HH:MM on the 24-hour clock, China time';

export const questionFields: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 上海',
		description: 'City or station of departure, in Chinese or pinyin',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 苏州',
		description: 'City or station of arrival, in Chinese or pinyin',
	},
	{
		displayName: 'Date',
		name: 'date',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		required: true,
		default: '',
		description:
			'Day of departure, China time. Expressions may give 2026-12-30, 20261230, ISO or a date of n8n.',
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
			placeholder: '07:00',
			description: `${timeOfDayHint}, whichever day the train arrives`,
		},
		{
			displayName: 'Arrive Before',
			name: 'arriveBefore',
			type: 'string',
			default: '',
			placeholder: '12:00',
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
			placeholder: '07:00',
			description: timeOfDayHint,
		},
		{
			displayName: 'Depart Before',
			name: 'departBefore',
			type: 'string',
			default: '',
			placeholder: '12:00',
			description: timeOfDayHint,
		},
		{
			displayName: 'Max Duration (Minutes)',
			name: 'maxDuration',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 300,
			description: 'Leave out trains that take longer',
		},
		{
			displayName: 'Max Price (Yuan)',
			name: 'maxPrice',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 500,
			description: 'Leave out seats that cost more, for one traveller',
		},
		{
			displayName: 'Min Seats Left',
			name: 'minSeats',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'Leave out seat classes with fewer seats left',
		},
		{
			displayName: 'Seat Classes',
			name: 'seatClasses',
			type: 'multiOptions',
			default: [],
			options: seatClassOptions,
			description: 'Leave out trains without any of these, and other seats',
		},
		{
			displayName: 'Train Classes',
			name: 'trainClasses',
			type: 'multiOptions',
			default: [],
			options: [
				{ name: 'C: Intercity High-Speed 城际', value: 'C' },
				{ name: 'D: High-Speed 动车', value: 'D' },
				{ name: 'G: High-Speed 高铁', value: 'G' },
				{ name: 'K: Fast 快速', value: 'K' },
				{ name: 'Other', value: 'other' },
				{ name: 'T: Express 特快', value: 'T' },
				{ name: 'Z: Direct Express 直达', value: 'Z' },
			],
			description: 'By the letter of the train number',
		},
	],
};

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
};

/** @throws ParameterError where a field is empty or the date cannot be read */
export function readQuestion(parameters: Parameters): SearchQuestion {
	const date = parseDay(parameters.value('date'));
	if (!date) {
		throw parameters.error(
			'date',
			'is not a date',
			'Write it as 2026-12-30, or pick it from the calendar.',
			'dateUnreadable',
		);
	}
	return {
		from: parameters.requiredText('from'),
		to: parameters.requiredText('to'),
		date,
		ticketType: parameters.text('options.ticketType') || '1',
	};
}

/** @throws ParameterError for a time of day, a number or a class that cannot be read */
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
	const trainClasses = parameters.list('filters.trainClasses');
	const known: string[] = [...trainLetters, 'other'];
	const unknown = trainClasses.find((letter) => !known.includes(letter));
	if (unknown) {
		throw parameters.error(
			'trainClasses',
			`has “${unknown}”`,
			`Use ${known.join(', ')}.`,
			'trainClassUnknown',
		);
	}
	return {
		trainClasses,
		departAfter: timeOfDay('departAfter'),
		departBefore: timeOfDay('departBefore'),
		arriveAfter: timeOfDay('arriveAfter'),
		arriveBefore: timeOfDay('arriveBefore'),
		maxDuration: parameters.number('filters.maxDuration'),
		seatClasses: parameters.list('filters.seatClasses'),
		maxPrice: parameters.number('filters.maxPrice'),
		minSeats: parameters.number('filters.minSeats'),
		bookableOnly: parameters.flag('filters.bookableOnly'),
	};
}

/** @throws ParameterError for a key that does not exist */
export function readSortKey(parameters: Parameters): SortKey {
	const name = parameters.text('options.sortBy') || 'departure';
	const key = sortKeys.find((known) => known === name);
	if (key) return key;
	throw parameters.error(
		'sortBy',
		`cannot be “${name}”`,
		`Use ${sortKeys.join(', ')}.`,
		'sortKeyUnknown',
	);
}
