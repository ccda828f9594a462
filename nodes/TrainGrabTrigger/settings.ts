import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { eventNames } from '../../src/juhe/trainGrab/events/types';
import type { EventName, OrderEvent, SummaryLanguage } from '../../src/juhe/trainGrab/events/types';
import type { ExecuteContext } from '../shared/n8nContext';
import { NodeParameters, readMask } from '../shared/parameters';
import type { ParameterSource } from '../shared/parameters';
import { properties } from './properties';

const verifyModes = ['whenMoneyMoves', 'always', 'never'] as const;
type VerifyMode = (typeof verifyModes)[number];

/** Whatever became of an order: what people look for in n8n's list of actions. */
const orderEnded = 'order.ended';
const eventsOfOrderEnded: EventName[] = ['order.issued', 'order.failed', 'order.expired'];

/** The events that the entries chosen of the list Events stand for. */
function eventsOf(chosen: unknown[]): EventName[] {
	return eventNames.filter(
		(event) =>
			chosen.includes(event) || (chosen.includes(orderEnded) && eventsOfOrderEnded.includes(event)),
	);
}

/**
 * The events of a node as it is saved; null where nobody can tell from there, since an expression or
 * a text chooses them.
 */
export function savedEventsOf(saved: unknown): EventName[] | null {
	const values: unknown[] = [...eventNames, orderEnded];
	const isTold = Array.isArray(saved) && saved.every((each) => values.includes(each));
	return isTold ? eventsOf(saved) : null;
}

const languages = ['en', 'zh'] as const satisfies SummaryLanguage[];

/** What the node's parameters say. */
export interface Settings {
	events: EventName[];
	requireSecret: boolean;
	verify: VerifyMode;
	/** How long an order may take to show what a push says of it. */
	verifySeconds: number;
	deduplicate: boolean;
	outOrderNoPrefix: string;
	maskPersonalData: boolean;
	summaryLanguage: SummaryLanguage;
	includeRaw: boolean;
}

/** @throws ParameterError where a parameter cannot be understood */
export function readSettings(
	context: ExecuteContext | IHookFunctions | IWebhookFunctions,
): Settings {
	const parameters = new NodeParameters(sourceOf(context), properties, 0);
	return {
		events: eventsOf(parameters.choices('events', [...eventNames, orderEnded])),
		requireSecret: parameters.flag('options.requireSecret', true),
		verify: parameters.choice('options.verify', verifyModes, 'whenMoneyMoves'),
		verifySeconds: parameters.number('options.verifySeconds') ?? 60,
		deduplicate: parameters.flag('options.deduplicate', true),
		outOrderNoPrefix: parameters.text('options.outOrderNoPrefix'),
		maskPersonalData: readMask(parameters),
		summaryLanguage: parameters.choice('options.summaryLanguage', languages, 'en'),
		includeRaw: parameters.flag('options.includeRaw'),
	};
}

/** Whether an event is of a kind and of an order that the node is to be started for. */
export function isWanted(event: OrderEvent, { events, outOrderNoPrefix }: Settings): boolean {
	return events.includes(event.event) && (event.outOrderNo ?? '').startsWith(outOrderNoPrefix);
}

/**
 * For a push that must not be lost although a parameter cannot be understood: everything is taken,
 * and as little stored as any setting could ask for. The execution then says which parameter it is.
 */
export const cautiousSettings: Settings = {
	events: [...eventNames],
	requireSecret: true,
	verify: 'whenMoneyMoves',
	verifySeconds: 60,
	deduplicate: false,
	outOrderNoPrefix: '',
	maskPersonalData: true,
	summaryLanguage: 'en',
	includeRaw: false,
};

/**
 * While it is published or takes a push, a node has no items, and n8n reads its parameters without
 * an index.
 */
function sourceOf(context: ExecuteContext | IHookFunctions | IWebhookFunctions): ParameterSource {
	if ('getInputData' in context) return context;
	const getNodeParameter = (name: string, _itemIndex: number, fallback?: unknown): unknown =>
		context.getNodeParameter(name, fallback);
	return {
		getNodeParameter,
		getTimezone: () => context.getTimezone(),
		getNode: () => context.getNode(),
	} as ParameterSource;
}
