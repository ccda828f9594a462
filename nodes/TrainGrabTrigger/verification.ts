import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { orJuheError } from '../../juhe/client';
import { JuheError } from '../../juhe/errors';
import { agrees, withOrder } from '../../juhe/trainGrab/events';
import type { EventName, OrderEvent } from '../../juhe/trainGrab/events';
import { lookUpOrder } from '../../juhe/trainGrab/order';
import type { OrderAnswer } from '../../juhe/trainGrab/order';
import { connectToJuhe } from '../shared/juheApi';

export type VerifyMode = 'whenMoneyMoves' | 'always' | 'never';

/** Juhe waits for the answer to its push, so the order is asked for no longer than this. */
const verifyMilliseconds = 2000;
const secondLookAfterMilliseconds = 800;

const movesMoney: EventName[] = ['order.issued', 'ticket.refunded'];

/**
 * Reads the order that a push speaks of and compares. Pushes are unsigned, so only the order proves them.
 * Gives the event (`verified` true, or false where Juhe could not be asked in time, null where it was not asked), or
 * `'contradicted'` where the order says otherwise.
 */
export async function verify(
	webhook: IWebhookFunctions,
	event: OrderEvent,
	mode: VerifyMode,
): Promise<OrderEvent | 'contradicted'> {
	// Where nothing is to be verified, the order of a failure is still read: its push does not say why.
	const trusted = mode !== 'never';
	const compare = mode === 'always' || (trusted && movesMoney.includes(event.event));
	if (!compare && event.event !== 'order.failed') return event;
	const answer =
		event.outOrderNo === null ? 'unknown' : await askInTime(webhook, event.outOrderNo, event);
	if (answer === 'unknown') return trusted ? { ...event, verified: false } : event;
	if (answer !== null && agrees(event, answer.order)) {
		return { ...withOrder(event, answer.order), verified: trusted ? true : null };
	}
	return trusted ? 'contradicted' : event;
}

/** The order; null where Juhe has none; `unknown` where it could not be told in time. */
async function askInTime(
	webhook: IWebhookFunctions,
	outOrderNo: string,
	event: OrderEvent,
): Promise<OrderAnswer | null | 'unknown'> {
	const connection = await connectToJuhe(webhook, 'trainGrab', 0, {
		attempts: 1,
		timeoutMilliseconds: verifyMilliseconds,
	}).catch(() => null);
	// Without a key nobody can be asked; a throw would answer Juhe with a stack trace.
	if (!connection) return 'unknown';
	const { client } = connection;
	const look = async (): Promise<OrderAnswer | null | 'unknown'> => {
		const found = await orJuheError(lookUpOrder(client, outOrderNo));
		return found instanceof JuheError ? 'unknown' : found;
	};
	const lookTwice = async (): Promise<OrderAnswer | null | 'unknown'> => {
		const first = await look();
		if (first !== null && first !== 'unknown' && agrees(event, first.order)) return first;
		// The push may be ahead of the order by a moment.
		await sleep(secondLookAfterMilliseconds);
		const second = await look();
		return second === 'unknown' ? first : second;
	};
	const tooLate = async (): Promise<'unknown'> => {
		await sleep(verifyMilliseconds);
		return 'unknown';
	};
	return await Promise.race([lookTwice(), tooLate()]);
}
