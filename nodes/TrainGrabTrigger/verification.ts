import type { IWebhookFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { orJuheError } from '../../src/juhe/client';
import type { JuheClient } from '../../src/juhe/client';
import { JuheError } from '../../src/juhe/errors';
import type { EventName, OrderEvent } from '../../src/juhe/trainGrab/events/types';
import { compareWithOrder, withOrder } from '../../src/juhe/trainGrab/events/fromOrder';
import type { Standing } from '../../src/juhe/trainGrab/events/fromOrder';
import { lookUpIssuedOrder, lookUpOrder } from '../../src/juhe/trainGrab/order/order';
import type { Order } from '../../src/juhe/trainGrab/order/order';
import { connectToJuhe } from '../shared/juheApi';

export type VerifyMode = 'whenMoneyMoves' | 'always' | 'never';

/** Juhe waits for the answer to its push, so the order is asked for no longer than this. */
const verifyMilliseconds = 2000;
/** A push may be ahead of the order by a moment, so the order is looked at this often while there is time. */
const looks = 3;
const nextLookAfterMilliseconds = 600;

/** A failure moves none, but its order is read anyway, and a false one would make somebody buy twice. */
const movesMoney: EventName[] = ['order.issued', 'order.failed', 'ticket.refunded'];

/** Juhe shows tickets in one form of the order and failures in the other: the likely one is asked for first. */
const speakOfTickets: EventName[] = ['order.issued', 'ticket.refunded', 'ticket.refundFailed'];

type Disagreement = Exclude<Standing, 'agrees'>;
/** What a look at the order shows: the order that agrees, or that it does not, or nothing. */
type Finding = Order | Disagreement | 'unknown';

/**
 * Reads the order that a push speaks of and compares: pushes are unsigned, so only the order proves them. Gives the
 * event, with what the order knows, `verified` true, or false where Juhe could not be asked in time, or null where it
 * was not to be asked; else that the order does not show it yet, or says otherwise.
 */
export async function verify(
	webhook: IWebhookFunctions,
	event: OrderEvent,
	mode: VerifyMode,
): Promise<OrderEvent | Disagreement> {
	const isWanted =
		mode === 'always' || (mode === 'whenMoneyMoves' && movesMoney.includes(event.event));
	// The push of a failure does not say why, so its order is read even where the push is believed.
	if (!isWanted && event.event !== 'order.failed') return event;
	const finding = await lookInTime(webhook, event);
	if (typeof finding === 'object') {
		return { ...withOrder(event, finding), verified: isWanted ? true : null };
	}
	if (!isWanted) return event;
	return finding === 'unknown' ? { ...event, verified: false } : finding;
}

/** The last thing that Juhe said of the order while there was time. */
async function lookInTime(webhook: IWebhookFunctions, event: OrderEvent): Promise<Finding> {
	const { outOrderNo } = event;
	const connection = await connectToJuhe(webhook, 'trainGrab', 0, {
		attempts: 1,
		timeoutMilliseconds: verifyMilliseconds,
	}).catch(() => null);
	// Without a key nobody can be asked; a throw would answer Juhe with a stack trace.
	if (!connection || outOrderNo === null) return 'unknown';
	const seen: { last: Finding } = { last: 'unknown' };
	const look = async () => {
		const finding = await lookOnce(connection.client, outOrderNo, event);
		if (finding !== 'unknown') seen.last = finding;
		return typeof finding === 'object';
	};
	const lookAgain = async () => {
		for (let looked = 1; !(await look()) && looked < looks; looked++)
			await sleep(nextLookAfterMilliseconds);
	};
	await Promise.race([lookAgain(), sleep(verifyMilliseconds)]);
	return seen.last;
}

async function lookOnce(
	client: JuheClient,
	outOrderNo: string,
	event: OrderEvent,
): Promise<Finding> {
	const lookUp = speakOfTickets.includes(event.event) ? lookUpIssuedOrder : lookUpOrder;
	const found = await orJuheError(lookUp(client, outOrderNo));
	if (found instanceof JuheError) return 'unknown';
	if (found === null) return 'contradicts';
	const standing = compareWithOrder(event, found.order);
	return standing === 'agrees' ? found.order : standing;
}
