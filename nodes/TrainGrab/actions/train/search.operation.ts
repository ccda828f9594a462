import type { INodeProperties } from 'n8n-workflow';

import { searchTrains } from '../../../../src/juhe/trainGrab/search/search';
import type { Seat, Train } from '../../../../src/juhe/trainGrab/search/types';
import { filterTrains, sortTrains } from '../../../../src/juhe/trainGrab/search/filters';
import { toItem, toRawItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import type { Operation, OperationResult } from '../operation';
import { Parameters } from '../parameters';
import {
	filtersField,
	questionFields,
	readFilters,
	readQuestion,
	readSortKey,
	sortByOption,
	ticketTypeOption,
} from './searchFields';

const outputs = ['trains', 'seats', 'raw'] as const;

const fields: INodeProperties[] = [
	...questionFields,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'trains',
		options: [
			{ name: 'Trains', value: 'trains', description: 'An item a train, its seat classes inside' },
			{ name: 'Seats', value: 'seats', description: 'Flat: an item a train and seat class' },
			{
				name: 'Raw',
				value: 'raw',
				description: 'One item: Juhe’s answer untouched, filters not applied',
			},
		],
	},
	{ ...filtersField, displayOptions: { show: { output: ['trains', 'seats'] } } },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
			},
			sortByOption,
			ticketTypeOption,
		],
	},
];

/** Trains between two places on a day, filtered and sorted. No train: no items, no error. */
export const search: Operation = {
	value: 'search',
	name: 'Search',
	action: 'Search trains',
	description: 'Find trains between two cities or stations, with seats and prices',
	fields,
	async execute(this: ExecuteContext, itemIndex, { client }): Promise<OperationResult> {
		const parameters = new Parameters(this, fields, itemIndex);
		const { question, hints } = readQuestion(parameters);
		const output = parameters.choice('output', outputs);
		const filters = readFilters(parameters);
		const sortBy = readSortKey(parameters);
		const limit = parameters.number('options.limit') ?? Infinity;
		const answer = await searchTrains(client, question);
		if (output === 'raw') return { items: [toRawItem(answer.raw, itemIndex)], hints };
		const trains = sortTrains(filterTrains(answer.trains, filters), sortBy);
		const rows = output === 'seats' ? trains.flatMap(seatRows) : trains;
		return { items: rows.slice(0, limit).map((row) => toItem(row, itemIndex)), hints };
	},
};

/** A row a seat class: what the train says, then what the seat says, nothing nested. */
function seatRows(train: Train) {
	const { seats, ...ofTrain } = train;
	return seats.map((seat: Seat) => {
		const { berthPrices, ...ofSeat } = seat;
		return {
			...ofTrain,
			...ofSeat,
			bookable: train.bookable && seat.bookable,
			upperBerthPrice: berthPrices?.upper ?? null,
			middleBerthPrice: berthPrices?.middle ?? null,
			lowerBerthPrice: berthPrices?.lower ?? null,
		};
	});
}
