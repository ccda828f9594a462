import type { INodeProperties } from 'n8n-workflow';

import { filterTrains, sortTrains } from '../../../../src/juhe/trainGrab/search/filters';
import {
	askForTrains,
	parseSearchAnswer,
	saysNoTrain,
} from '../../../../src/juhe/trainGrab/search/search';
import { simplifyTrain } from '../../../../src/juhe/trainGrab/search/simplify';
import type { Train } from '../../../../src/juhe/trainGrab/search/types';
import { toItem, toRawItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { withSuggestions } from '../../stations';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { Parameters } from '../parameters';
import { noTrainHint } from './noTrain';
import {
	filtersField,
	limitOption,
	questionFields,
	readFilters,
	readLimit,
	readQuestion,
	readSortKey,
	sortByOption,
	ticketTypeOption,
} from './searchFields';
import { defaultTrainFields, selectFields, trainFieldOptions, trainFields } from './trainFields';
import type { TrainField } from './trainFields';

const outputs = ['simplified', 'trains', 'seats', 'selected', 'raw'] as const;

/** A model reads a tool’s answer at once, so it is short unless somebody wants it longer. */
const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'simplified',
	options: [
		{
			name: 'Raw',
			value: 'raw',
			description: 'One item: Juhe’s answer untouched, filters not applied',
		},
		{ name: 'Seats', value: 'seats', description: 'Flat: an item a train and seat class' },
		{
			name: 'Selected Fields',
			value: 'selected',
			description:
				'An item a train with the fields you choose: for AI agents, who find the others too long',
		},
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'An item a train: stations, times, the cheapest seat and how many are left',
		},
		{
			name: 'Trains',
			value: 'trains',
			description: 'An item a train with all that Juhe says of it, its seat classes inside',
		},
	],
	description:
		'One of: simplified, trains, seats, selected, raw. For an AI agent selected, which is half as long as simplified.',
};

const fields: INodeProperties[] = [
	...questionFields,
	{ ...outputField, displayOptions: { hide: { '@tool': [true] } } },
	{ ...outputField, default: 'selected', displayOptions: { show: { '@tool': [true] } } },
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		default: [...defaultTrainFields],
		options: trainFieldOptions,
		displayOptions: { show: { output: ['selected'] } },
		description: 'What each train is to have, by the names of the fields',
	},
	{
		...filtersField,
		displayOptions: { show: { output: ['simplified', 'trains', 'seats', 'selected'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [limitOption, sortByOption, ticketTypeOption],
	},
];

export const search: Operation = {
	value: 'search',
	name: 'Search',
	action: 'Search Chinese trains',
	description: 'Find Chinese trains between two cities or stations on a day, with seats and prices',
	fields,
};

/**
 * Trains between two places on a day, filtered and sorted. No train: no items, no error, a hint
 * that says so.
 */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const { question, hints } = readQuestion(parameters);
	const output = parameters.choice('output', outputs, 'simplified');
	const filters = readFilters(parameters);
	const sortBy = readSortKey(parameters, 'departure');
	const limit = readLimit(parameters, limitOption.default);
	const chosen = parameters.choices('fields', trainFields);
	const names = [question.from, question.to];
	const raw = await withSuggestions(names, askForTrains(client, question));
	if (saysNoTrain(raw)) hints.push(await noTrainHint(question));
	if (output === 'raw') return { items: [toRawItem(raw, itemIndex)], hints };
	const { trains: all } = parseSearchAnswer(raw, question.date);
	const trains = sortTrains(filterTrains(all, filters), sortBy);
	if (all.length > 0 && trains.length === 0) hints.push(filteredHint(all.length));
	const rows = rowsOf(trains, output, chosen.length > 0 ? chosen : defaultTrainFields);
	if (rows.length > limit) hints.push(limitHint(limit, rows.length));
	return { items: rows.slice(0, limit).map((row) => toItem(row, itemIndex)), hints };
}

const filteredHint = (count: number): string =>
	`${count} trains run, and none passes the filters: remove or widen some of them.`;

const limitHint = (limit: number, count: number): string =>
	`${limit} of ${count} results are shown: raise “Limit” in the options to see the others.`;

function rowsOf(
	trains: Train[],
	output: Exclude<(typeof outputs)[number], 'raw'>,
	chosen: TrainField[],
): object[] {
	switch (output) {
		case 'simplified':
			return trains.map(simplifyTrain);
		case 'trains':
			return trains;
		case 'seats':
			return trains.flatMap(seatRows);
		case 'selected':
			return trains.map((train) => selectFields(train, chosen));
	}
}

/** A row a seat class: what the train says, then what the seat says, nothing nested. */
function seatRows({ seats, queryKey, ...ofTrain }: Train): object[] {
	return seats.map(({ berthPrices, ...ofSeat }) => ({
		...ofTrain,
		...ofSeat,
		bookable: ofTrain.bookable && ofSeat.bookable,
		upperBerthPrice: berthPrices?.upper ?? null,
		middleBerthPrice: berthPrices?.middle ?? null,
		lowerBerthPrice: berthPrices?.lower ?? null,
		queryKey,
	}));
}
