import { orJuheError } from '../../src/juhe/client';
import type { JuheClient } from '../../src/juhe/client';
import { JuheError } from '../../src/juhe/errors';
import { compareWithOrder, withOrder } from '../../src/juhe/trainGrab/events/fromOrder';
import type { EventName, OrderEvent } from '../../src/juhe/trainGrab/events/types';
import { lookUpIssuedOrder, lookUpOrder } from '../../src/juhe/trainGrab/order/lookUp';
import { isOrderNumber } from '../../src/juhe/trainGrab/order/number';
import type { Order } from '../../src/juhe/trainGrab/order/types';
import { poll } from '../../src/lib/poll';
import { connectToJuhe } from '../shared/juheApi';
import type { JuheConnection } from '../shared/juheApi';
import type { ExecuteContext } from '../shared/n8nContext';
import { noticeChangedKey } from './registration';
import type { Settings } from './settings';

/** An order that says otherwise for so long does not lag, as far as anybody can tell. */
const lagMilliseconds = 5_000;

/** One look at the order is given up after this long; the next one follows. */
const lookTimeoutMilliseconds = 10_000;

/**
 * A failure moves none, but its order is read anyway, and a false one would make somebody buy
 * twice.
 */
const movesMoney: EventName[] = ['order.issued', 'order.failed', 'ticket.refunded'];

/**
 * Juhe shows tickets in one form of the order and failures in the other: the likely one comes
 * first.
 */
const speakOfTickets: EventName[] = ['order.issued', 'ticket.refunded', 'ticket.refundFailed'];

/** What became of a look at the order: the order that agrees, or why there is none. */
type Finding = Order | 'contradicts' | 'notYet' | 'absent' | 'noAnswer' | 'refused';

/** What is known of an event once its order was looked at. */
interface Verdict {
	/** With what the order knows; null where the order goes on saying otherwise. */
	event: OrderEvent | null;
	/** For the log and the person in front of n8n, without personal data; null where all is well. */
	warning: string | null;
}

/**
 * Reads the order that a push speaks of and compares: pushes are unsigned, so only the order proves
 * them. An order that does not show it yet is looked at again for `verifySeconds`; one that says
 * otherwise, which may lag, for some seconds of these. Gives the event with `verified` true; false
 * where the order did not show it or could not be read in that time; null where it was not to be
 * asked.
 * @throws where the execution is stopped
 */
export async function verify(
	context: ExecuteContext,
	event: OrderEvent,
	{ verify: mode, verifySeconds }: Pick<Settings, 'verify' | 'verifySeconds'>,
): Promise<Verdict> {
	const isWanted =
		mode === 'always' || (mode === 'whenMoneyMoves' && movesMoney.includes(event.event));
	// The push of a failure does not say why, so its order is read even where the push is believed.
	if (!isWanted && event.event !== 'order.failed') return { event, warning: null };
	const finding = await look(await connect(context), event, isWanted ? verifySeconds : 0);
	if (typeof finding === 'object') {
		const verified = isWanted ? true : null;
		return { event: { ...withOrder(event, finding), verified }, warning: null };
	}
	if (!isWanted) return { event, warning: null };
	return {
		event: finding === 'contradicts' ? null : { ...event, verified: false },
		warning: warningOf(event, finding, verifySeconds),
	};
}

/** Null where nobody can be asked, for want of a key or a credential. */
async function connect(context: ExecuteContext): Promise<JuheConnection | null> {
	const patience = { attempts: 1, timeoutMilliseconds: lookTimeoutMilliseconds };
	const connection = await connectToJuhe(context, 'trainGrab', 0, patience).catch(() => null);
	if (connection) noticeChangedKey(context, connection.credential);
	return connection;
}

/**
 * The last that was found while there was time. A contradiction stands until the order shows
 * something else, not where it can no longer be read: a false failure would make somebody buy twice.
 */
async function look(
	connection: JuheConnection | null,
	event: OrderEvent,
	seconds: number,
): Promise<Finding> {
	const { outOrderNo } = event;
	if (!connection || outOrderNo === null) return 'refused';
	const { client } = connection;
	let contradictedSince: number | null = null;
	const last = await poll(
		async () => {
			const finding = await lookOnce(client, outOrderNo, event);
			if (finding === 'contradicts') contradictedSince ??= Date.now();
			else if (showsOrder(finding)) contradictedSince = null;
			return finding;
		},
		(finding) =>
			finding === 'refused' ||
			typeof finding === 'object' ||
			(contradictedSince !== null && Date.now() - contradictedSince >= lagMilliseconds),
		{ seconds, sleep: client.sleep },
	);
	return contradictedSince === null ? last : 'contradicts';
}

const showsOrder = (finding: Finding) => typeof finding === 'object' || finding === 'notYet';

async function lookOnce(
	client: JuheClient,
	outOrderNo: string,
	event: OrderEvent,
): Promise<Finding> {
	const lookUp = speakOfTickets.includes(event.event) ? lookUpIssuedOrder : lookUpOrder;
	const found = await orJuheError(lookUp(client, outOrderNo));
	if (found instanceof JuheError) return found.retryable ? 'noAnswer' : 'refused';
	// How soon an order shows is documented nowhere: what Juhe does not know yet it may know in a
	// moment.
	if (found === null) return 'absent';
	const standing = compareWithOrder(event, found.order);
	return standing === 'agrees' ? found.order : standing;
}

function warningOf(
	{ event, outOrderNo }: OrderEvent,
	finding: Exclude<Finding, Order>,
	seconds: number,
): string {
	// What is no order number but only claims to be one may be anything.
	const order = outOrderNo && isOrderNumber(outOrderNo) ? outOrderNo : '(no order number)';
	switch (finding) {
		case 'contradicts':
			return `Train Grab Trigger dropped a push “${event}”: order ${order}, as Juhe shows it, contradicts it`;
		case 'notYet':
		case 'absent':
			return `Train Grab Trigger hands “${event}” on unverified: order ${order} did not show it within ${seconds} seconds`;
		case 'noAnswer':
			return `Train Grab Trigger hands “${event}” on unverified: order ${order} could not be read within ${seconds} seconds`;
		case 'refused':
			return `Train Grab Trigger hands “${event}” on unverified: order ${order} could not be read; check the Juhe API credential`;
	}
}
