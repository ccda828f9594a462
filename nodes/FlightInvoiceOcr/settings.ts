import type { ExecuteContext } from '../shared/n8nContext';
import { NodeParameters, readMask } from '../shared/parameters';
import { properties } from './properties';

const outputs = ['invoice', 'expenseRow', 'raw'] as const;
const inputSources = ['binary', 'base64', 'url'] as const;

/** What the node is to do with one item. */
export interface Settings {
	inputSource: (typeof inputSources)[number];
	output: (typeof outputs)[number];
	/** How many pictures are in work at the same time: the first item's number counts for all. */
	concurrency: number;
	prepareImage: boolean;
	/** Percent. */
	vatRate: number;
	maskPersonalData: boolean;
	includeRaw: boolean;
	keepDuplicates: boolean;
}

/** @throws ParameterError */
export function readSettings(context: ExecuteContext, itemIndex: number): Settings {
	const parameters = parametersOf(context, itemIndex);
	const vatRate = parameters.number('options.vatRate') ?? 9;
	if (vatRate > 100) {
		throw parameters.error(
			'options.vatRate',
			'is above 100 percent',
			'Enter a rate in percent, such as 9.',
			'vatRateTooHigh',
		);
	}
	return {
		inputSource: parameters.choice('inputSource', inputSources),
		output: parameters.choice('output', outputs),
		concurrency: concurrencyOf(parameters),
		prepareImage: parameters.flag('options.prepareImage', true),
		vatRate,
		maskPersonalData: readMask(parameters),
		includeRaw: parameters.flag('options.includeRaw'),
		keepDuplicates: parameters.flag('options.keepDuplicates'),
	};
}

const mostConcurrency = 20;

function concurrencyOf(parameters: NodeParameters): number {
	const concurrency = parameters.number('options.concurrency') ?? 2;
	if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= mostConcurrency)
		return concurrency;
	throw parameters.error(
		'options.concurrency',
		`must be a whole number from 1 to ${mostConcurrency}`,
		'Enter a small number: Juhe takes only a few requests at once.',
		'concurrencyOutOfRange',
	);
}

export const parametersOf = (context: ExecuteContext, itemIndex: number): NodeParameters =>
	new NodeParameters(context, properties, itemIndex);
