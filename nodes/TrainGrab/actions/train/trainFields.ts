import type { INodePropertyOptions } from 'n8n-workflow';

import { simplifyTrain } from '../../../../src/juhe/trainGrab/search/simplify';
import type { SimpleTrain, Train } from '../../../../src/juhe/trainGrab/search/types';

/** The fields that a train may be reduced to, with their labels. */

export type TrainField = keyof Train | keyof SimpleTrain;

const labels = {
	arrival: 'Arrival',
	bookState: 'Booking State',
	bookStateName: 'Booking State Name',
	bookable: 'Bookable',
	cheapestPrice: 'Cheapest Price (Yuan)',
	cheapestSeat: 'Cheapest Seat',
	departure: 'Departure',
	durationMinutes: 'Duration (Minutes)',
	endsHere: 'Ends Here',
	fromStation: 'From Station',
	note: 'Note',
	queryKey: 'Search Reference',
	seats: 'Seats',
	seatsLeft: 'Seats Left of the Cheapest',
	startsHere: 'Starts Here',
	toStation: 'To Station',
	trainClass: 'Train Class',
	trainClassName: 'Train Class Name',
	trainNo: 'Train Number',
} as const satisfies Record<TrainField, string>;

export const trainFields = Object.keys(labels) as TrainField[];

export const trainFieldOptions: INodePropertyOptions[] = trainFields.map((value) => ({
	name: labels[value],
	value,
}));

/**
 * What people choose a train by, and short enough for an AI agent: 30 trains are less than 4 kB.
 */
export const defaultTrainFields: TrainField[] = [
	'trainNo',
	'departure',
	'durationMinutes',
	'cheapestPrice',
	'seatsLeft',
];

/** A train with these fields alone, in this order. */
export function selectFields(
	train: Train,
	fields: readonly TrainField[],
): Partial<Train & SimpleTrain> {
	const whole = { ...train, ...simplifyTrain(train) };
	return Object.fromEntries(fields.map((field) => [field, whole[field]]));
}
