import { randomUUID } from 'crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { identityOf, presentEvent } from '../../src/juhe/trainGrab/events/event';
import type { OrderEvent } from '../../src/juhe/trainGrab/events/types';
import { asRecord, asText } from '../../src/lib/values';
import { ParameterError } from '../shared/errors';
import { addHints } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';
import { dropRepetitions, mayComeBetter, SeenEvents, unverifiedAtMost } from './deduplication';
import type { Delivery } from './deduplication';
import { isWanted, readSettings } from './settings';
import type { Settings } from './settings';
import { nameOrder, verify } from './verification';

const seenEvents = new SeenEvents();

/** An event as the item that an execution starts with, and that n8n stores. */
export function toDelivery(event: OrderEvent, isSample = false): INodeExecutionData {
	return { json: toJson(event), delivery: { id: randomUUID(), isSample } };
}

/** An event as the settings want it seen. */
export function present(event: OrderEvent, settings: Settings): OrderEvent {
	return presentEvent(event, {
		language: settings.summaryLanguage,
		mask: settings.maskPersonalData,
		includeRaw: settings.includeRaw,
	});
}

/** Whether this process has delivered the event of this trigger already. */
export function wasDelivered(
	context: Pick<ExecuteContext, 'getWorkflow' | 'getNode'>,
	event: OrderEvent,
): boolean {
	return seenEvents.has(seenKey(context, identityOf(event)));
}

/**
 * Runs inside the stored execution: looks at the order, drops what it contradicts and what was told
 * before, and gives the items that the workflow goes on with.
 * @throws ParameterError where a parameter cannot be understood, or where an event would be lost
 * since others of its kind went out unverified before it
 */
export async function deliver(context: ExecuteContext): Promise<INodeExecutionData[]> {
	const settings = readSettings(context);
	const isTest = context.getMode() === 'manual';
	const verified: Array<Delivery & { pushed: string; warning: string | null }> = [];
	for (const { json, delivery } of context.getInputData()) {
		const pushed = readEvent(json);
		if (!pushed) continue;
		const { id = null, isSample = false } = asRecord(delivery) ?? {};
		// Taken while a parameter could not be understood, and run again since.
		if (!isSample && !isWanted(pushed, settings)) continue;
		const { event, warning } = isSample
			? { event: pushed, warning: null }
			: // A test takes the vendor's samples too, whose orders nobody has.
				await verify(context, pushed, { ...settings, ...(isTest && { verify: 'never' }) });
		if (event) verified.push({ event, id: asText(id), pushed: identityOf(pushed), warning });
		else warn(context, warning);
	}
	const isOnce = settings.deduplicate && !isTest;
	const { told, crowdedOut } = isOnce
		? await dropRepetitions(context, verified)
		: { told: verified, crowdedOut: [] };
	const [unheard] = crowdedOut;
	if (unheard) throw crowdedOutError(unheard.event);
	// A repetition of what was told says nothing.
	for (const { warning } of told) warn(context, warning);
	if (isOnce) {
		for (const { event, pushed } of verified) {
			// The order may tell more exactly what a push was about: then two pushes may look the same.
			const isExact = identityOf(event) === pushed;
			if (isExact && !mayComeBetter(event)) seenEvents.add(seenKey(context, pushed));
		}
	}
	return told.map(({ event }) => ({ json: toJson(present(event, settings)) }));
}

function warn(context: ExecuteContext, warning: string | null): void {
	if (warning === null) return;
	context.logger.warn(warning);
	addHints(context, warning);
}

function crowdedOutError(event: OrderEvent): ParameterError {
	return new ParameterError(
		`“${event.event}” of ${nameOrder(event)} was not handed on: Juhe’s order did not confirm it, and ${unverifiedAtMost} others that say differently went out unverified before`,
		'False pushes may have come first, so this one may be the genuine one. Look at the order with Order > Get, or in the Juhe console. Retry this execution once Juhe can be read: what the order confirms is handed on then.',
		'tooManyUnverified',
		true,
	);
}

/** An event is JSON by construction. */
function toJson(event: OrderEvent): IDataObject {
	return event as unknown as IDataObject;
}

/** Null for what is no event: n8n puts an empty item in the place of one that a crash took. */
function readEvent(json: IDataObject): OrderEvent | null {
	return asText(json.eventKey) === null ? null : (json as unknown as OrderEvent);
}

function seenKey(
	context: Pick<ExecuteContext, 'getWorkflow' | 'getNode'>,
	identity: string,
): string {
	return [context.getWorkflow().id, context.getNode().id, identity].join(':');
}
