import { orJuheError } from '../../src/juhe/client';
import type { JuheClient } from '../../src/juhe/client';
import { JuheError } from '../../src/juhe/errors';
import { compareWithOrder, withOrder } from '../../src/juhe/trainGrab/events/fromOrder';
import type { EventName, OrderEvent } from '../../src/juhe/trainGrab/events/types';
import { lookUpIssuedOrder, lookUpOrder } from '../../src/juhe/trainGrab/order/lookUp';
import { isOrderNumber } from '../../src/juhe/trainGrab/order/number';
import { peopleOf } from '../../src/juhe/trainGrab/order/people';
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

/** What lets somebody buy again, and twice where it is false. */
const endWithoutTicket: EventName[] = ['order.failed', 'order.expired'];

/**
 * Juhe shows tickets in one form of the order and failures in the other: the likely one comes
 * first.
 */
const speakOfTickets: EventName[] = ['order.issued', 'ticket.refunded', 'ticket.refundFailed'];

/** Why nothing can be asked: no key or no credential, or no order number. */
const nobodyToAsk = 'nobodyToAsk';
const nothingToAskFor = 'nothingToAskFor';
/**
 * What became of a look at the order: the order that agrees, or why there is none; an error where it
 * could not be read.
 */
type Finding =
	| Order
	| JuheError
	| 'contradicts'
	| 'notYet'
	| 'absent'
	| typeof nobodyToAsk
	| typeof nothingToAskFor;

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
 * where the order did not show it or could not be read in that time, or where no order can; null
 * where it was not to be asked.
 * @throws where the execution is stopped
 */
export async function verify(
	context: ExecuteContext,
	event: OrderEvent,
	settings: Pick<Settings, 'verify' | 'verifySeconds' | 'maskPersonalData'>,
): Promise<Verdict> {
	const { verify: mode, verifySeconds } = settings;
	const isWanted =
		mode === 'always' || (mode === 'whenMoneyMoves' && movesMoney.includes(event.event));
	if (!isWanted && !isIncomplete(event)) return { event, warning: null };
	const finding = await look(await connect(context), event, isWanted ? verifySeconds : 0);
	if (isOrder(finding)) {
		// What fits no kind may say anything: the order that is there proves nothing of it.
		const verified = isWanted ? event.event !== 'other' : null;
		return { event: { ...withOrder(event, finding), verified }, warning: null };
	}
	if (!isWanted) return { event, warning: null };
	return {
		event: finding === 'contradicts' ? null : { ...event, verified: false },
		warning: warningOf(event, finding, settings),
	};
}

/**
 * Whether the order is read even where the push is believed: the push of a failure does not say why,
 * and the event of a refused refund is known by the IDs of its passengers.
 */
function isIncomplete({ event, passengers }: OrderEvent): boolean {
	if (event === 'order.failed') return true;
	const hasIds = passengers.length > 0 && passengers.every(({ passengerId }) => passengerId);
	return event === 'ticket.refundFailed' && !hasIds;
}

/** Null where nobody can be asked, for want of a key or a credential. */
async function connect(context: ExecuteContext): Promise<JuheConnection | null> {
	const patience = { attempts: 1, timeoutMilliseconds: lookTimeoutMilliseconds };
	const connection = await connectToJuhe(context, 'trainGrab', 0, patience).catch(() => null);
	if (connection) noticeChangedKey(context, connection.credential);
	return connection;
}

/**
 * The last that was found while there was time. A contradiction counts once it was seen to stand, look
 * after look, for as long as an order may lag, or all the time there was. That there is no ticket is
 * contradicted at once, and also where the order can no longer be read: somebody would buy twice.
 */
async function look(
	connection: JuheConnection | null,
	event: OrderEvent,
	seconds: number,
): Promise<Finding> {
	const { outOrderNo } = event;
	if (outOrderNo === null) return nothingToAskFor;
	if (!connection) return nobodyToAsk;
	const { client } = connection;
	const countsAtOnce = endWithoutTicket.includes(event.event);
	const lag = Math.min(lagMilliseconds, seconds * 1000);
	// When the looks began that contradicted it, without one between them that did not.
	let contradicted: number[] = [];
	let isUnanimous = true;
	const hasStood = () => {
		const [since, again] = contradicted;
		if (since === undefined || Date.now() - since < lag) return false;
		// One look may take longer than the order may lag.
		return countsAtOnce || again !== undefined || lag === 0;
	};
	const last = await poll(
		async () => {
			const begun = Date.now();
			const finding = await lookOnce(client, outOrderNo, event);
			isUnanimous &&= finding === 'contradicts';
			if (finding === 'contradicts') contradicted.push(begun);
			else if (!countsAtOnce || isOrder(finding) || finding === 'notYet') contradicted = [];
			return finding;
		},
		(finding) => isOrder(finding) || isHopeless(finding) || hasStood(),
		{ seconds, sleep: client.sleep },
	);
	if (isUnanimous || hasStood() || (countsAtOnce && contradicted.length > 0)) return 'contradicts';
	// So far nobody can tell it from one that lags.
	return last === 'contradicts' ? 'notYet' : last;
}

const isOrder = (finding: Finding): finding is Order =>
	typeof finding === 'object' && !(finding instanceof JuheError);

/**
 * Whether asking again cannot help before somebody corrects something. Any other answer may be one of
 * the moment: a page of maintenance, or how Juhe says that it does not know a number yet.
 */
function isHopeless(finding: Finding): boolean {
	if (!(finding instanceof JuheError)) return false;
	const { errorClass, code, charged } = finding;
	if (errorClass === 'configuration') return code !== null || charged === false;
	return errorClass === 'credential' || errorClass === 'quota';
}

async function lookOnce(
	client: JuheClient,
	outOrderNo: string,
	event: OrderEvent,
): Promise<Finding> {
	const lookUp = speakOfTickets.includes(event.event) ? lookUpIssuedOrder : lookUpOrder;
	const found = await orJuheError(lookUp(client, outOrderNo));
	if (found instanceof JuheError) return found;
	// How soon an order shows is documented nowhere: what Juhe does not know yet it may know in a
	// moment.
	if (found === null) return 'absent';
	const standing = compareWithOrder(event, found.order);
	return standing === 'agrees' ? found.order : standing;
}

function warningOf(
	event: OrderEvent,
	finding: Exclude<Finding, Order>,
	{
		verifySeconds: seconds,
		maskPersonalData,
	}: Pick<Settings, 'verifySeconds' | 'maskPersonalData'>,
): string {
	if (finding === nothingToAskFor) {
		return `Train Grab Trigger hands “${event.event}” on unverified: the push names no order`;
	}
	const order = nameOrder(event);
	if (finding === 'contradicts') {
		return `Train Grab Trigger dropped a push “${event.event}”: ${order}, as Juhe shows it, contradicts it`;
	}
	const handsOn = `Train Grab Trigger hands “${event.event}” on unverified: ${order}`;
	if (finding === 'absent') return `${handsOn} could not be found within ${seconds} seconds`;
	if (finding === 'notYet') {
		return `${handsOn} did not show it within ${seconds} seconds`;
	}
	if (finding === nobodyToAsk) {
		return `${handsOn} could not be read; check the Juhe API credential`;
	}
	const people = peopleOf(event);
	const { message, advice } = finding.hiding(people);
	// The numbers that Juhe's words may repeat are known here no longer.
	const isMasked = maskPersonalData || people.numbers.some((number) => number.includes('*'));
	const told = isMasked && finding.reason !== null ? withoutQuotation(message) : message;
	// It names the number.
	const why = hasOrderNumber(event) ? `: ${told}` : '';
	return isHopeless(finding)
		? `${handsOn} could not be read${why}. ${advice}`
		: `${handsOn} could not be read within ${seconds} seconds${why}`;
}

/** The order of an event, for a message: what is no order number but claims to be one may be anything. */
export function nameOrder(event: OrderEvent): string {
	return `order ${hasOrderNumber(event) ? event.outOrderNo : '(no order number)'}`;
}

function hasOrderNumber({ outOrderNo }: OrderEvent): boolean {
	return outOrderNo !== null && isOrderNumber(outOrderNo);
}

/** Juhe's own words stand in quotation marks. */
function withoutQuotation(message: string): string {
	return message.replace(/“.*”/s, '“…”');
}
