import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { JuheError } from '../../errors';
import { asRecord, asText } from '../../../lib/values';
import { poll } from '../../../lib/poll';
import { oneAtATime } from './oneAtATime';
import { lookUpOrder } from './order';
import type { Order, OrderAnswer } from './order';
import { deriveOrderNumber } from './number';
import { checkAgainstSearch } from './checkAgainstSearch';
import type { CompleteRequest } from './checkAgainstSearch';
import { findProblems, isError } from './rules';
import type { OrderRequest, Problem } from './rules';
import { defaultCloseTime, stationName } from '../journey';

interface CreatedOrder {
	outOrderNo: string;
	orderNo: string | null;
	purchaseKey: string | null;
	attempt: number;
	status: 'created' | 'alreadyExisted' | 'recovered';
	order: Order | null;
}

interface CreateOptions {
	/** Which Juhe it is: the same purchase at another one is another purchase. */
	baseUrl: string;
	/** The path of create, which no public document prints. */
	path: string;
	/** How long a lost answer is looked up. */
	settleSeconds: number;
	/** Order numbers that this execution has sent. */
	sentOrders: SentOrders;
	/** Whether to leave the judgement of the request to Juhe; what a search must tell is still checked. */
	skipChecks: boolean;
}

/**
 * What an execution remembers of the orders it sent, by number: how soon Juhe shows a new order is documented nowhere,
 * and a repetition (the next item, “Retry On Fail”, a loop) must not wait for it. `lost`: the answer has not come, and
 * the order did not show.
 */
export type SentOrders = Record<string, 'sent' | 'lost'>;

/** The request breaks rules of create; nothing was sent. */
export class OrderProblems extends Error {
	constructor(readonly problems: Problem[]) {
		super(problems.map((problem) => problem.message).join('; '));
		this.name = 'OrderProblems';
	}
}

const attemptLimit = 20;

/**
 * Orders at most once. The order number is looked up first; create is sent once; an answer that is
 * lost is settled by looking the number up, never by sending again (docs/juhe-api.md, "Money").
 * @throws OrderProblems where a documented rule is broken
 * @throws JuheError where Juhe refuses, or where it cannot be told what happened
 */
export async function createOrder(
	client: JuheClient,
	request: OrderRequest,
	options: CreateOptions,
): Promise<CreatedOrder> {
	if (!options.skipChecks) refuseErrors(findProblems(request));
	const wanted = numberOf(request, request.attempt);
	return await oneAtATime(
		`${options.baseUrl} ${wanted}`,
		options.sentOrders,
		async () => await orderAlone(client, request, options),
	);
}

/** Orders, while no other execution of this process does so for the same purchase. */
async function orderAlone(
	client: JuheClient,
	request: OrderRequest,
	options: CreateOptions,
): Promise<CreatedOrder> {
	const free = await findFreeNumber(client, request, options.sentOrders);
	if (free.existing) return alreadyExisted(request, free, free.existing);
	const { problems, complete, isSearched } = await checkAgainstSearch(client, request);
	refuseErrors(problems);
	if (!complete) throw new OrderProblems(findProblems(request).filter(isError));
	if (!options.skipChecks) refuseErrors(findProblems(complete));
	// The search may have taken minutes: another execution may have ordered meanwhile.
	const number = isSearched
		? await findFreeNumber(client, { ...request, attempt: free.attempt }, options.sentOrders)
		: free;
	if (number.existing) return alreadyExisted(request, number, number.existing);
	const { outOrderNo, attempt } = number;
	const purchase = { purchaseKey: request.purchaseKey || null, attempt };
	const form = createForm(complete, outOrderNo);
	// Before the call: what becomes of it is unknown until its answer is here.
	options.sentOrders[outOrderNo] = 'lost';
	const answer = await orJuheError(
		client.call(options.path, form, { mode: 'once', setting: 'Create Order Path' }),
	);
	if (answer instanceof JuheError) {
		const { order } = await settle(client, outOrderNo, answer, options);
		options.sentOrders[outOrderNo] = 'sent';
		return { outOrderNo, orderNo: order.orderNo, ...purchase, status: 'recovered', order };
	}
	options.sentOrders[outOrderNo] = 'sent';
	const orderNo = asText(asRecord(answer)?.orderNo);
	return { outOrderNo, orderNo, ...purchase, status: 'created', order: null };
}

function refuseErrors(problems: Problem[]): void {
	const errors = problems.filter(isError);
	if (errors.length > 0) throw new OrderProblems(errors);
}

function alreadyExisted(
	request: OrderRequest,
	{ outOrderNo, attempt }: FoundNumber,
	{ order }: { order: Order | null },
): CreatedOrder {
	return {
		outOrderNo,
		orderNo: order?.orderNo ?? null,
		purchaseKey: request.purchaseKey || null,
		attempt,
		status: 'alreadyExisted',
		order,
	};
}

interface FoundNumber {
	outOrderNo: string;
	attempt: number;
	/** The order that already stands under the number (its detail null where this execution has only just sent it). */
	existing: { order: Order | null } | null;
}

/** The number to order under, or the living order that makes ordering again needless. */
async function findFreeNumber(
	client: JuheClient,
	request: OrderRequest,
	sentOrders: SentOrders,
): Promise<FoundNumber> {
	for (let attempt = request.attempt; attempt < request.attempt + attemptLimit; attempt++) {
		const outOrderNo = numberOf(request, attempt);
		const sent = sentOrders[outOrderNo];
		const found = await lookUpBeforeCreating(client, outOrderNo, sent);
		if (!found) {
			if (sent === 'lost') throw lostBefore(outOrderNo);
			return { outOrderNo, attempt, existing: sent === 'sent' ? { order: null } : null };
		}
		const { order } = found;
		switch (order.status) {
			case 'failed':
			case 'expired':
				if (request.outOrderNo)
					throw usedNumber(order, 'Choose another order number, or leave it empty.');
				continue;
			case 'cancelled':
			case 'refunding':
			case 'refunded':
				throw usedNumber(
					order,
					request.outOrderNo
						? 'If you want to buy this journey again, choose another order number.'
						: `If you want to buy this journey again, set “Attempt” to ${attempt + 1}.`,
				);
			case 'unknown':
				throw usedNumber(order, 'Look the order up in the Juhe console before you order again.');
			default:
				return { outOrderNo, attempt, existing: { order } };
		}
	}
	throw new JuheError({
		errorClass: 'service',
		message: `${attemptLimit} attempts at this journey have failed or expired, so no further one was made`,
		advice: 'Look at why they failed (Order > Get), then set “Attempt” higher.',
		charged: false,
	});
}

function lostBefore(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'service',
		message: `Nothing was ordered: the answer to the same order ${outOrderNo} was lost a moment ago`,
		advice: `Look up order ${outOrderNo} (Order > Get, or the Juhe console), then run the workflow again if it is not there.`,
		charged: false,
	});
}

function numberOf(request: OrderRequest, attempt: number): string {
	const date = request.departure?.toFormat('yyyy-MM-dd') ?? '';
	return request.outOrderNo || deriveOrderNumber({ ...request, date }, attempt);
}

function usedNumber(order: Order, advice: string): JuheError {
	return new JuheError({
		errorClass: 'service',
		message: `Nothing was ordered: order ${order.outOrderNo} for this exists and its status is “${order.statusName}”`,
		advice,
		charged: false,
	});
}

/** @throws JuheError where it cannot be told whether the order exists: then nothing may be created. */
async function lookUpBeforeCreating(
	client: JuheClient,
	outOrderNo: string,
	sent: 'sent' | 'lost' | undefined,
): Promise<OrderAnswer | null> {
	const found = await orJuheError(lookUpOrder(client, outOrderNo));
	if (!(found instanceof JuheError)) return found;
	throw sent
		? found.with({
				message: `Order ${outOrderNo} was sent a moment ago, and Juhe could not say now what became of it: ${found.message}`,
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

/** The form of create, field by field as docs/juhe-api.md lists them. */
function createForm(request: CompleteRequest, outOrderNo: string): Record<string, string> {
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
 * Finds out what became of a create without a proper answer. An answer that is a plain refusal is looked up once: it
 * may refuse because the order stands already.
 * @throws JuheError where the order is not there, or where that cannot be told
 */
async function settle(
	client: JuheClient,
	outOrderNo: string,
	lost: JuheError,
	{ settleSeconds, sentOrders }: CreateOptions,
): Promise<OrderAnswer> {
	if (lost.charged === false) {
		delete sentOrders[outOrderNo];
		throw lost;
	}
	const found = await poll(
		async () => await orJuheError(lookUpOrder(client, outOrderNo)),
		(answer) => answer !== null && !(answer instanceof JuheError),
		{ seconds: lost.outcomeUnknown ? settleSeconds : 0, sleep: client.sleep },
	);
	if (found !== null && !(found instanceof JuheError)) return found;
	if (lost.outcomeUnknown) throw unsettled(lost, outOrderNo, found, settleSeconds);
	// A plain refusal: no order stands under the number, so the next item must not take it for one.
	delete sentOrders[outOrderNo];
	throw refused(lost, outOrderNo);
}

/** How Juhe words the refusal of a number that is taken is documented nowhere: any refusal of its service may be one. */
function refused(answer: JuheError, outOrderNo: string): JuheError {
	const mayStand = `Look up order ${outOrderNo} (Order > Get) before you raise “Attempt”: Juhe may also have refused because it stands already.`;
	return answer.with({
		message: `Juhe did not make order ${outOrderNo}: ${answer.message}`,
		advice: answer.errorClass === 'service' ? `${answer.advice} ${mayStand}` : answer.advice,
	});
}

function unsettled(
	lost: JuheError,
	outOrderNo: string,
	last: null | JuheError,
	settleSeconds: number,
): JuheError {
	return last === null
		? lost.with({
				message: `The answer to order ${outOrderNo} was lost, and Juhe shows no such order ${settleSeconds} seconds later: ${lost.message}`,
				advice: `${lost.advice} It is safe to run the workflow again ${whenSafe(settleSeconds)}: the same order number is looked up first.`,
				charged: null,
			})
		: lost.with({
				message: `The answer to order ${outOrderNo} was lost, and Juhe could not say whether the order exists: ${lost.message}`,
				advice: lookUpFirst(outOrderNo),
				retryable: false,
				charged: null,
			});
}

/** An order that shows only later than this would be bought again by the next run: nobody knows how late Juhe can be. */
const usualSettleSeconds = 60;

function whenSafe(settleSeconds: number): string {
	const left = usualSettleSeconds - settleSeconds;
	return left > 0 ? `in ${left} seconds` : 'now';
}
