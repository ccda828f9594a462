import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { JuheError } from '../../errors';
import type { EntryStore } from '../../../lib/entryStore';
import { asText, readRecord } from '../../../lib/values';
import { defaultCloseTime, stationName } from '../journey';
import { checkAgainstSearch } from './checkAgainstSearch';
import { inTurn, juheAt, Ledger, timeOf } from './ledger';
import type { Claim, Sent } from './ledger';
import { awaitShowing, lookUpOrder } from './lookUp';
import { deriveOrderNumber, purchaseName } from './number';
import { hidingIn, peopleOf } from './people';
import { isError, OrderProblems } from './problems';
import type { Problem } from './problems';
import type { CreatedOrder, Order, OrderAnswer, OrderRequest } from './types';

interface CreateOptions {
	/** Which Juhe it is: the same purchase at another one is another purchase. */
	baseUrl: string;
	/** The path of create, which no public document prints. */
	path: string;
	/** How long an order is looked up whose answer was lost, or which was sent before. */
	settleSeconds: number;
	/** The orders that this execution has sent, by number. */
	sent: Sent;
	/** Where numbers are marked before they are sent; null where there is no such store. */
	store: EntryStore | null;
	/** Whether to leave the judgement of times to Juhe; what a search must tell is still checked. */
	skipRules: boolean;
}

interface CreateOutcome {
	created: CreatedOrder;
	/** What may go wrong with the order that was made. */
	warnings: Problem[];
	/** The order went out without a mark: other processes do not know of it until Juhe shows it. */
	isUnmarked: boolean;
}

/**
 * Orders at most once. The order number is looked up first, and marked; create is sent once; an
 * answer that is lost is settled by looking the number up, never by sending again.
 * @throws OrderProblems where a search shows that the request cannot work
 * @throws JuheError where Juhe refuses, or where it cannot be told what happened
 */
export async function createOrder(
	client: JuheClient,
	request: OrderRequest,
	options: CreateOptions,
): Promise<CreateOutcome> {
	const made = inTurn(
		// All attempts at a purchase: one that goes on to the next attempt by itself meets those that
		// name it.
		`${juheAt(options.baseUrl)} ${request.outOrderNo || purchaseName(purchaseOf(request))}`,
		options.sent,
		async () => await orderAlone(client, request, options),
	);
	return await hidingIn(made, peopleOf(request));
}

/** Orders, while no other execution of this process does so for the same purchase. */
async function orderAlone(
	client: JuheClient,
	request: OrderRequest,
	options: CreateOptions,
): Promise<CreateOutcome> {
	const free = await findFreeNumber(client, request, request.attempt, options.sent);
	if (free.existing) return alreadyExisted(request, free, free.existing);
	const ledger = new Ledger(options.store, juheAt(options.baseUrl), client.sleep);
	const { problems, complete, isSearched } = await checkAgainstSearch(client, request, options);
	const errors = problems.filter(isError);
	if (errors.length > 0) {
		const since = await ledger.markedAt(free.outOrderNo);
		throw new OrderProblems(errors, since === null ? null : sentBefore(free.outOrderNo, since));
	}
	const warnings = problems.filter((problem) => !isError(problem));
	// The search may have taken minutes: another execution may have ordered meanwhile.
	let number = isSearched
		? await findFreeNumber(client, request, free.attempt, options.sent)
		: free;
	for (let turn = 0; ; turn++) {
		if (number.existing) return alreadyExisted(request, number, number.existing);
		if (turn === mostTurns) throw wavers(number.outOrderNo);
		const { outOrderNo, attempt } = number;
		const claim = await ledger.claim(outOrderNo);
		if (claim.state !== 'sentBefore') {
			const found = await send(client, complete, number, { ...options, ledger, claim });
			const { orderNo, status, order } = found;
			const purchaseKey = request.purchaseKey || null;
			const created = { outOrderNo, status, orderNo, attempt, purchaseKey, order };
			return { created, warnings, isUnmarked: claim.state === 'unmarked' };
		}
		await awaitSentBefore(client, outOrderNo, { ...options, ledger, claim });
		// It shows by now; what it has become decides.
		number = await findFreeNumber(client, request, attempt, options.sent);
	}
}

/** Orders that were sent before and have failed since; more of them are a Juhe that wavers. */
const mostTurns = 5;

function wavers(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: `Nothing was ordered now: order ${outOrderNo} was sent before, and Juhe shows it now and then only`,
		advice: lookUpFirst(outOrderNo),
	});
}

function alreadyExisted(
	request: OrderRequest,
	{ outOrderNo, attempt }: FoundNumber,
	{ order }: { order: Order | null },
): CreateOutcome {
	const created: CreatedOrder = {
		outOrderNo,
		status: 'alreadyExisted',
		orderNo: order?.orderNo ?? null,
		attempt,
		purchaseKey: request.purchaseKey || null,
		order,
	};
	return { created, warnings: [], isUnmarked: false };
}

interface FoundNumber {
	outOrderNo: string;
	attempt: number;
	/**
	 * The order that already stands under the number (its detail null where this execution has only
	 * just sent it).
	 */
	existing: { order: Order | null } | null;
}

const attemptLimit = 20;

/**
 * The number to order under, from an attempt on, or the living order that makes ordering again
 * needless.
 */
async function findFreeNumber(
	client: JuheClient,
	request: OrderRequest,
	firstAttempt: number,
	sent: Sent,
): Promise<FoundNumber> {
	for (let attempt = firstAttempt; attempt < request.attempt + attemptLimit; attempt++) {
		const outOrderNo = numberOf(request, attempt);
		const known = sent[outOrderNo];
		const found = await lookUpBeforeCreating(client, outOrderNo, known);
		if (!found) {
			if (known === 'lost' || known === 'before') throw notAgain(outOrderNo, known);
			return { outOrderNo, attempt, existing: known === 'sent' ? { order: null } : null };
		}
		const { order } = found;
		if (hasFailed(order) && !request.outOrderNo) continue;
		const used = whyUsed(order, request, attempt);
		if (used) throw used;
		return { outOrderNo, attempt, existing: { order } };
	}
	throw new JuheError({
		errorClass: 'service',
		message: `${attemptLimit} attempts at this journey have failed or expired, so no further one was made`,
		advice: 'Look at why they failed (Order > Get), then set “Buy Again” higher.',
		charged: false,
	});
}

const isWithdrawn = ({ status }: Order) =>
	status === 'cancelled' || status === 'refunding' || status === 'refunded';

const hasFailed = ({ status }: Order) => status === 'failed' || status === 'expired';

/** Why an order that stands under the number is not the one that is wanted; null where it is. */
function whyUsed(order: Order, request: OrderRequest, attempt: number): JuheError | null {
	const isOwnNumber = request.outOrderNo !== '';
	if (hasFailed(order))
		return usedNumber(
			order,
			isOwnNumber
				? 'Choose another order number, or leave it empty.'
				: 'Run the workflow again: it orders under the next number then.',
		);
	if (isWithdrawn(order))
		return usedNumber(
			order,
			isOwnNumber
				? 'If you want to buy this journey again, choose another order number.'
				: `If you want to buy this journey again, set “Buy Again” to ${attempt + 1}.`,
		);
	return order.status === 'unknown'
		? usedNumber(order, 'Look the order up in the Juhe console before you order again.')
		: null;
}

function notAgain(outOrderNo: string, known: 'lost' | 'before'): JuheError {
	const [why, next] =
		known === 'lost'
			? [
					'it was sent a moment ago, and no answer tells what became of it',
					'the next run only looks its number up where n8n’s store has noted that it was sent, and the run after that may order.',
				]
			: ['it was sent before this execution began', 'the next run may order.'];
	return new JuheError({
		errorClass: 'service',
		message: `It is not known whether order ${outOrderNo} was made: ${why}; it was not sent again`,
		advice: `Look up order ${outOrderNo} in the Juhe console. If it is not there, run the workflow again: ${next}`,
	});
}

function numberOf(request: OrderRequest, attempt: number): string {
	return request.outOrderNo || deriveOrderNumber(purchaseOf(request), attempt);
}

function purchaseOf(request: OrderRequest) {
	return { ...request, date: request.departure.toFormat('yyyy-MM-dd') };
}

function usedNumber(order: Order, advice: string): JuheError {
	return new JuheError({
		errorClass: 'service',
		message: `Nothing was ordered: order ${order.outOrderNo} for this exists and its status is “${order.statusName}”`,
		advice,
		charged: false,
	});
}

/**
 * @throws JuheError where it cannot be told whether the order exists: then nothing may be created.
 */
async function lookUpBeforeCreating(
	client: JuheClient,
	outOrderNo: string,
	known: Sent[string] | undefined,
): Promise<OrderAnswer | null> {
	const found = await orJuheError(lookUpOrder(client, outOrderNo));
	if (!(found instanceof JuheError)) return found;
	throw known
		? found.with({
				message: `Order ${outOrderNo} was sent ${known === 'before' ? 'before this execution began' : 'a moment ago'}, and Juhe could not say now what became of it: ${found.message}`,
				advice: lookUpFirst(outOrderNo),
				charged: null,
			})
		: found.with({
				message: `Nothing was ordered, because Juhe could not say whether order ${outOrderNo} exists already: ${found.message}`,
				charged: false,
			});
}

function lookUpFirst(outOrderNo: string): string {
	return `Look up order ${outOrderNo} (Order > Get, or the Juhe console) before you do anything else; a ticket may have been bought.`;
}

interface Sending extends CreateOptions {
	ledger: Ledger;
	claim: Claim;
}

/**
 * Waits until an order shows that the store says was sent before: by another worker, by a run that
 * was killed, or so lately that Juhe does not show it yet.
 * @throws JuheError where it does not show: once, then its mark goes, and the next run may order
 */
async function awaitSentBefore(
	client: JuheClient,
	outOrderNo: string,
	{ settleSeconds, sent, ledger, claim }: Sending,
): Promise<void> {
	const found = await lookUpFor(client, outOrderNo, settleSeconds);
	if (found && !(found instanceof JuheError)) return;
	const before = `Nothing was ordered now: ${sentBefore(outOrderNo, claim.since)}`;
	if (found)
		throw found.with({
			message: `${before}, and Juhe could not say what became of it: ${found.message}`,
			advice: lookUpFirst(outOrderNo),
			retryable: false,
			charged: null,
		});
	// Whoever runs the node again within this execution has not read what is said here.
	sent[outOrderNo] = 'before';
	const isFree = await ledger.giveUp(outOrderNo, claim);
	throw new JuheError({
		errorClass: 'service',
		message: `${before}, its answer may have been lost, and Juhe has not shown it for ${settleSeconds} seconds since this run began to look`,
		advice: `Look up order ${outOrderNo} in the Juhe console. If it is not there, run the workflow again: ${
			isFree
				? 'the next run may order.'
				: 'the next run looks it up once more, since another run may still be waiting for its answer.'
		}`,
		charged: null,
	});
}

/** The beginning of a sentence that says since when an order may stand. */
function sentBefore(outOrderNo: string, since: number | null): string {
	const when = since === null ? '' : `, at ${timeOf(since)} China time`;
	return `order ${outOrderNo} was sent before${when}`;
}

/** The order as soon as it shows within so many seconds; see {@link awaitShowing}. */
async function lookUpFor(
	client: JuheClient,
	outOrderNo: string,
	seconds: number,
): Promise<OrderAnswer | JuheError | null> {
	return await awaitShowing(async () => await lookUpOrder(client, outOrderNo), {
		seconds,
		sleep: client.sleep,
	});
}

/** Sends the order, once, and finds out what became of it. */
async function send(
	client: JuheClient,
	request: OrderRequest,
	number: FoundNumber,
	sending: Sending,
): Promise<Pick<CreatedOrder, 'orderNo' | 'status' | 'order'>> {
	const { path, sent } = sending;
	const { outOrderNo } = number;
	// Before the call: what becomes of it is unknown until its answer is here.
	sent[outOrderNo] = 'lost';
	const answer = await orJuheError(
		client.call(path, createForm(request, outOrderNo), {
			mode: 'once',
			setting: 'Create Order Path',
		}),
	);
	const orderNo = answer instanceof JuheError ? null : numberIn(readRecord(answer)?.orderNo);
	if (orderNo !== null) {
		sent[outOrderNo] = 'sent';
		return { orderNo, status: 'created', order: null };
	}
	const lost = answer instanceof JuheError ? answer : withoutOrder();
	const { order } = await settle(client, request, number, lost, sending);
	sent[outOrderNo] = 'sent';
	return { orderNo: order.orderNo, status: 'recovered', order };
}

/** Juhe's number of an order; null for what is written in place of one. */
function numberIn(value: unknown): string | null {
	const text = asText(value);
	return text === null || /^(0*|null|undefined)$/i.test(text) ? null : text;
}

/** A success that names no order proves neither that there is one, nor that there is none. */
function withoutOrder(): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: 'Juhe answered “success” without the number of an order',
		code: 0,
		advice: 'Look whether “Create Order Path” in the Juhe API credential is the right one.',
	});
}

/** The form of create, field by field as docs/juhe-api.md lists them. */
function createForm(request: OrderRequest, outOrderNo: string): Record<string, string> {
	const account = request.railwayAccount;
	const closeTime = request.closeTime ?? defaultCloseTime(request.departure);
	return {
		queryKey: request.queryKey,
		outOrderNo,
		ticketModel: account ? '1' : '0',
		...(account ? { accountNo: account.account, accountPwd: account.password } : {}),
		trainNo: [request.mainTrainNo, ...request.alternateTrainNos].join('|'),
		seatClassCode: [request.mainSeatClass, ...request.alternateSeatClasses].join('|'),
		mainTrainNo: request.mainTrainNo,
		mainSeatClass: request.mainSeatClass,
		fromStation: stationName(request.fromStation),
		toStation: stationName(request.toStation),
		departDate: request.departure.toFormat('yyyy-MM-dd HH:mm'),
		closeTime: closeTime.toFormat('yyyy-MM-dd HH:mm:ss'),
		acceptNoSeat: request.acceptNoSeat ? '1' : '0',
		person: request.contact.name,
		cellphone: request.contact.phone,
		...(request.contact.email ? { email: request.contact.email } : {}),
		passengers: JSON.stringify(
			request.passengers.map((passenger) => ({
				passengerName: passenger.name,
				passengerType: String(passenger.type),
				idCardType: String(passenger.idType),
				idCardNo: passenger.idNumber,
				birthday: passenger.birthday,
			})),
		),
	};
}

/**
 * Finds out what became of a create without a proper answer. A plain refusal by the service is looked
 * up once: it may refuse because the order stands already.
 * @throws JuheError where the order is not there, or where that cannot be told
 */
async function settle(
	client: JuheClient,
	request: OrderRequest,
	{ outOrderNo, attempt }: FoundNumber,
	lost: JuheError,
	{ settleSeconds, sent, ledger, claim }: Sending,
): Promise<OrderAnswer> {
	const isNothingSent = lost.charged === false;
	if (lost.outcomeUnknown) await ledger.renew(outOrderNo, claim);
	const found =
		isNothingSent || lost.isSystemRefusal
			? null
			: await lookUpFor(client, outOrderNo, lost.outcomeUnknown ? settleSeconds : 0);
	// This run has made none under the number: neither the next item nor the next run must take it for
	// one.
	const forget = async () => {
		delete sent[outOrderNo];
		await ledger.release(outOrderNo, claim);
	};
	if (found && !(found instanceof JuheError)) {
		// What was refused, or has been withdrawn by now, is not this order: another had its number.
		const isAnother = !lost.outcomeUnknown || isWithdrawn(found.order);
		const used = isAnother ? whyUsed(found.order, request, attempt) : null;
		if (!used) return found;
		if (lost.outcomeUnknown)
			throw used.with({
				message: `${unclear(lost, outOrderNo)}, and Juhe shows it as “${found.order.statusName}”`,
				charged: null,
			});
		await forget();
		throw used;
	}
	if (lost.outcomeUnknown)
		throw unsettled(lost, outOrderNo, found, { settleSeconds, isMarked: claim.state === 'mine' });
	if (!found) await forget();
	throw isNothingSent ? lost : refused(lost, outOrderNo);
}

/**
 * How Juhe words the refusal of a number that is taken is documented nowhere: any refusal of its
 * service may be one.
 */
function refused(answer: JuheError, outOrderNo: string): JuheError {
	const mayStand = `Look up order ${outOrderNo} (Order > Get) before you raise “Buy Again”: Juhe may also have refused because it stands already.`;
	return answer.with({
		message: `Juhe did not make order ${outOrderNo}: ${answer.message}`,
		advice: answer.errorClass === 'service' ? `${answer.advice} ${mayStand}` : answer.advice,
	});
}

/** The beginning of a sentence about a create whose answer proves nothing. */
function unclear(lost: JuheError, outOrderNo: string): string {
	return lost.code === null
		? `The answer to order ${outOrderNo} was lost`
		: `Juhe’s answer to order ${outOrderNo} does not prove that it was not made`;
}

function unsettled(
	lost: JuheError,
	outOrderNo: string,
	last: null | JuheError,
	{ settleSeconds, isMarked }: { settleSeconds: number; isMarked: boolean },
): JuheError {
	const what = unclear(lost, outOrderNo);
	if (last)
		return lost.with({
			message: `${what}, and Juhe could not say whether the order exists: ${lost.message}`,
			advice: lookUpFirst(outOrderNo),
			retryable: false,
			charged: null,
		});
	const next = isMarked
		? 'the next run only looks the order number up, and if Juhe still does not show it, the run after that may order.'
		: 'the same order number is looked up first, and may be ordered if Juhe still does not show it. n8n’s store could not be used, so Juhe alone tells then whether it stands: look it up in the Juhe console first.';
	return lost.with({
		message: `${what}, and Juhe shows no such order ${settleSeconds} seconds later: ${lost.message}`,
		advice: `${lost.advice} It is safe to run the workflow again ${whenSafe(settleSeconds)}: ${next}`,
		charged: null,
	});
}

/**
 * An order that shows only later than this would be bought again by a run that finds no mark of it:
 * nobody knows how late Juhe can be.
 */
const usualSettleSeconds = 60;

function whenSafe(settleSeconds: number): string {
	const left = usualSettleSeconds - settleSeconds;
	return left > 0 ? `in ${left} seconds` : 'now';
}
