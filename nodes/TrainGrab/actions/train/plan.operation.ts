import type { INodeProperties } from 'n8n-workflow';

import { JuheError } from '../../../../src/juhe/errors';
import { countReasons, planOrder } from '../../../../src/juhe/trainGrab/search/plan';
import { searchTrains } from '../../../../src/juhe/trainGrab/search/search';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { withSuggestions } from '../../stations';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { Parameters, seatClassOptions } from '../parameters';
import { noTrainAdvice } from './noTrain';
import {
	filtersField,
	questionFields,
	limitOption,
	readFilters,
	readLimit,
	readQuestion,
	readSortKey,
	sortByOption,
} from './searchFields';

const defaultLimit = 5;
const defaultSortKey = 'duration';
const passengerLimit = 5;

const fields: INodeProperties[] = [
	...questionFields,
	{
		displayName: 'Passenger Count',
		name: 'passengerCount',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: passengerLimit },
		default: 1,
		description:
			'How many people travel, 1 to 5: so many seats must be left, and the prices are for all of them',
	},
	{
		displayName: 'Train Preferences',
		name: 'trainPreferences',
		type: 'string',
		default: '',
		placeholder: 'e.g. G7066, G7068',
		description:
			'Numbers of the only trains that will do, the most wanted first, with commas between them. Empty: any train, the shorter before the longer.',
	},
	{
		displayName: 'Seat Preferences',
		name: 'seatPreferences',
		type: 'multiOptions',
		default: [],
		options: seatClassOptions,
		description:
			'The only seat classes that will do, the most wanted first: they count in the order in which you choose them. Empty: the best within “Max Total Price”; without one, the best that is no business, premium or deluxe class.',
	},
	{
		displayName: 'Max Total Price (Yuan)',
		name: 'maxTotalPrice',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: '',
		description:
			'The most that the tickets may cost together, in yuan, Juhe’s service fee not counted. Empty: no limit; 0 allows nothing that costs anything.',
	},
	{
		displayName: 'Accept No Seat',
		name: 'acceptNoSeat',
		type: 'boolean',
		default: false,
		description:
			'Whether a ticket without a seat (standing) will do if nothing else is left when the order is made',
	},
	filtersField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				...limitOption,
				default: defaultLimit,
				description: 'Max number of trains that the plan names, the main one included',
			},
			{
				...sortByOption,
				default: defaultSortKey,
				description: 'Which trains come first where no trains are preferred',
			},
		],
	},
];

const widenWishes = 'Widen the wishes: other times, seats, trains or a higher price.';

export const plan: Operation = {
	value: 'plan',
	name: 'Plan',
	action: 'Plan Chinese train journey',
	description:
		'Choose main and alternate Chinese trains and seats from your wishes: all that Order > Create needs, and the most it may cost. Orders nothing.',
	fields,
};

/** One search and ordered wishes → everything that Order > Create needs. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const { question: asked, hints } = readQuestion(parameters);
	const question = {
		...asked,
		passengerCount: parameters.count('passengerCount', 1, passengerLimit) ?? 1,
	};
	const wishes = {
		filters: readFilters(parameters),
		sortBy: readSortKey(parameters, defaultSortKey),
		limit: readLimit(parameters, defaultLimit),
		trainPreferences: parameters.trainNumbers('trainPreferences'),
		seatPreferences: parameters.seatClasses('seatPreferences'),
		passengerCount: question.passengerCount,
		maxTotalPrice: parameters.limit('maxTotalPrice'),
		acceptNoSeat: parameters.flag('acceptNoSeat'),
	};
	const names = [question.from, question.to];
	const answer = await withSuggestions(names, searchTrains(client, question));
	const result = planOrder(question, answer, wishes);
	if ('mainTrainNo' in result) return { items: [toItem(result, itemIndex)], hints };
	throw new JuheError({
		errorClass: 'input',
		message: `No train will do: ${countReasons(result.rejected) || 'there are no trains between these places on that day'}`,
		advice: answer.trains.length > 0 ? widenWishes : await noTrainAdvice(question),
		charged: false,
	});
}
