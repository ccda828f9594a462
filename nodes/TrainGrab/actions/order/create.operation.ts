import type { INodeProperties } from 'n8n-workflow';

import { JuheError } from '../../../../src/juhe/errors';
import { createOrder } from '../../../../src/juhe/trainGrab/order/create';
import { maskOrder } from '../../../../src/juhe/trainGrab/order/present';
import { isError, OrderProblems } from '../../../../src/juhe/trainGrab/order/problems';
import { parseRequest } from '../../../../src/juhe/trainGrab/order/request';
import type { CreatedOrder } from '../../../../src/juhe/trainGrab/order/types';
import { ParameterError } from '../../../shared/errors';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { didYouMean, withSuggestions } from '../../stations';
import { allowAiAgentOption, unmarkedHint } from '../operation';
import type { Operation, OperationContext, OperationResult } from '../operation';
import {
	byLabel,
	itemParameters,
	maskPersonalDataOption,
	Parameters,
	readMask,
	readSettleSeconds,
	settleSecondsOption,
} from '../parameters';
import { refuseChoice } from './choice';
import {
	describeProblem,
	orderFields,
	orderGroupKey,
	orderOptions,
	readDraft,
} from './orderFields';

const fields: INodeProperties[] = [
	{
		displayName:
			'An order buys real tickets, and every input item makes one (unless the items are its passengers): behind a search put a Limit node first, or use Train > Plan. The same stations, date and passengers are never ordered twice.',
		name: 'createNotice',
		type: 'notice',
		default: '',
	},
	...orderFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: byLabel([
			allowAiAgentOption,
			maskPersonalDataOption,
			...orderOptions,
			settleSecondsOption('order'),
			{
				displayName: 'Skip Checks',
				name: 'skipChecks',
				type: 'boolean',
				noDataExpression: true,
				default: false,
				description:
					'Whether to leave it to Juhe to judge passengers, contact and times. Trains, seats, stations and prices are still held against a search, and nothing is ordered twice.',
			},
		]),
	},
];

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Order Chinese train tickets for real money',
	description:
		'Order tickets: Juhe tries until it gets them or until the close time. This costs real money.',
	needsPermissionForAi: true,
	fields,
};

/** The same for all passengers of one order; null where an item is an order. */
export function groupKey(this: ExecuteContext, itemIndex: number): string | null {
	return orderGroupKey(new Parameters(this, fields, itemIndex));
}

/** Orders tickets, at most once for the same purchase. */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client, credential, sentOrders, choices, store, itemIndexes }: OperationContext,
): Promise<OperationResult> {
	const parameters = new Parameters(this, fields, itemIndex);
	const ofItems = itemParameters(this, fields, itemIndexes);
	const draft = readDraft(ofItems, credential);
	const choice = await refuseChoice(ofItems, draft, choices);
	const skipRules = parameters.flag('options.skipChecks');
	// All that can be refused is read before anything is bought.
	const mask = readMask(parameters);
	const stations = [draft.fromStation, draft.toStation];
	try {
		const { request, problems } = parseRequest(draft, skipRules);
		if (!request) throw new OrderProblems(problems);
		const ordering = createOrder(client, request, {
			baseUrl: credential.baseUrl,
			path: credential.createOrderPath,
			settleSeconds: readSettleSeconds(parameters),
			sent: sentOrders,
			store,
			skipRules,
		});
		const { created, warnings, isUnmarked } = await withSuggestions(stations, ordering);
		if (choice) choices.push(choice);
		const order = created.order && mask ? maskOrder(created.order) : created.order;
		return {
			items: [toItem({ ...created, order }, itemIndex)],
			hints: [
				...[...problems, ...warnings].map((warning) => `${describeProblem(warning, parameters)}.`),
				...(created.status === 'alreadyExisted' ? [alreadyExistedHint(created)] : []),
				...(isUnmarked ? [unmarkedHint] : []),
			],
			// One that existed too: when n8n runs the node again, it is what the run before has made.
			sideEffect: {
				what: `order ${created.outOrderNo}`,
				isNewOrder: created.status !== 'alreadyExisted',
			},
		};
	} catch (error) {
		if (choice && error instanceof JuheError && error.outcomeUnknown) choices.push(choice);
		throw error instanceof OrderProblems
			? problemsError(error, parameters, await didYouMean(...stations))
			: error;
	}
}

function alreadyExistedHint({ outOrderNo, order }: CreatedOrder): string {
	const state = order ? ` and its status is “${order.statusName}”` : '';
	return `Nothing new was ordered: order ${outOrderNo} for the same purchase exists already${state}.`;
}

/**
 * The first problem in the message, the others in the description: one error tells all that is to
 * be mended.
 * @param question what may have been meant by the stations, empty where nothing else
 */
function problemsError(
	{ problems, earlier }: OrderProblems,
	parameters: Parameters,
	question: string,
): ParameterError {
	const [first, ...others] = problems
		.filter(isError)
		.map((problem) => describeProblem(problem, parameters));
	const further = others.length > 0 ? ` Also: ${others.join('; ')}.` : '';
	const why = first ?? 'the parameters cannot work';
	return new ParameterError(
		earlier === null
			? `Nothing was ordered: ${why}`
			: `Nothing was ordered now, but ${earlier}, and Juhe does not show it: ${why}`,
		earlier === null
			? `${question && `${question} `}Correct the parameter and run the node again.${further}`
			: `Look that order up in the Juhe console before you change anything: another journey is another purchase.${further}`,
		problems.find(isError)?.code ?? 'parameters',
	);
}
