import type { DateTime } from 'luxon';
import { orJuheError } from '../client';
import type { JuheClient } from '../client';
import { JuheError } from '../errors';
import { roundMoney } from '../money';
import { parseTime } from '../time';
import { asRecord, asText } from '../values';
import { lookUpOrder } from './order';
import type { Order, OrderAnswer } from './order';
import { deriveOrderNumber } from './orderNumber';
import { defaultCloseTime, findProblems } from './orderRules';
import type { OrderRequest, Problem } from './orderRules';
import { highestPrice, searchTrains, stationName } from './search';
import type { Train } from './search';

export interface CreatedOrder {
	outOrderNo: string;
	orderNo: string | null;
	purchaseKey: string | null;
	attempt: number;
	status: 'created' | 'alreadyExisted' | 'recovered';
	order: Order | null;
}

interface CreateOptions {
	/** The path of create, which no public document prints. */
	path: string;
	/** How long a lost answer is looked up. */
	settleSeconds: number;
	/**
	 * Order numbers that this execution has sent: a repetition among its items must not wait for Juhe to show the first.
	 * Where the answer was lost and never settled, {@link lostMark} stands beside the number.
	 */
	sentNow: Set<string>;
}

/** The request breaks rules of create; nothing was sent. */
export class OrderProblems extends Error {
	constructor(readonly problems: Problem[]) {
		super(problems.map((problem) => problem.message).join('; '));
		this.name = 'OrderProblems';
	}
}

const attemptLimit = 20;
const longestPauseSeconds = 10;

/**
 * Orders at most once. The order number is looked up first; create is sent once; an answer that is lost is settled by
 * looking the number up, never by sending again (shared design, "Buying twice").
 * @throws OrderProblems where a documented rule is broken
 * @throws JuheError where Juhe refuses, or where it cannot be told what happened
 */
export async function createOrder(
	client: JuheClient,
	request: OrderRequest,
	options: CreateOptions,
): Promise<CreatedOrder> {
	refuseProblems(request);
	const number = await findFreeNumber(client, request, options.sentNow);
	const purchase = { purchaseKey: request.purchaseKey || null, attempt: number.attempt };
	if (number.existing !== null) {
		const { order } = number.existing;
		return {
			outOrderNo: number.outOrderNo,
			orderNo: order?.orderNo ?? null,
			...purchase,
			status: 'alreadyExisted',
			order,
		};
	}
	const { outOrderNo } = number;
	const form = createForm(await completeBySearch(client, request), outOrderNo);
	options.sentNow.add(outOrderNo);
	const answer = await orJuheError(
		client.call(options.path, form, { mode: 'once', setting: 'Create Order Path' }),
	);
	if (answer instanceof JuheError) {
		const { order } = await settle(client, outOrderNo, answer, options);
		return { outOrderNo, orderNo: order.orderNo, ...purchase, status: 'recovered', order };
	}
	const orderNo = asText(asRecord(answer)?.orderNo);
	return { outOrderNo, orderNo, ...purchase, status: 'created', order: null };
}

function refuseProblems(request: OrderRequest): void {
	const errors = findProblems(request).filter((problem) => problem.severity === 'error');
	if (errors.length > 0) throw new OrderProblems(errors);
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
	sentNow: Set<string>,
): Promise<FoundNumber> {
	for (let attempt = request.attempt; attempt < request.attempt + attemptLimit; attempt++) {
		const outOrderNo = request.outOrderNo || derivedNumber(request, attempt);
		const found = await lookUpBeforeCreating(client, outOrderNo);
		if (!found) {
			if (sentNow.has(lostMark(outOrderNo))) throw lostBefore(outOrderNo);
			return { outOrderNo, attempt, existing: sentNow.has(outOrderNo) ? { order: null } : null };
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

/** The entry of `sentNow` for a number whose answer was lost (a space is in no order number). */
function lostMark(outOrderNo: string): string {
	return `lost ${outOrderNo}`;
}

function lostBefore(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'service',
		message: `Nothing was ordered: the answer to the same order ${outOrderNo} was lost earlier in this execution`,
		advice: `Look up order ${outOrderNo} (Order > Get, or the Juhe console) before you order again.`,
		charged: false,
	});
}

function derivedNumber(request: OrderRequest, attempt: number): string {
	return deriveOrderNumber(
		{ ...request, date: request.departure?.toFormat('yyyy-MM-dd') ?? '' },
		attempt,
	);
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
): Promise<OrderAnswer | null> {
	const found = await orJuheError(lookUpOrder(client, outOrderNo));
	if (!(found instanceof JuheError)) return found;
	throw new JuheError({
		...found,
		message: `Nothing was ordered, because Juhe could not say whether order ${outOrderNo} exists already: ${found.message}`,
		charged: false,
	});
}

/** The request with everything known that Juhe wants exactly as a search gives it. */
interface CompleteRequest extends OrderRequest {
	departure: DateTime<true>;
	closeTime: DateTime<true>;
}

/**
 * Searches where that is needed: for a fresh queryKey (they die while people think), or for prices to hold against
 * the limit. Refuses what the search does not show.
 */
async function completeBySearch(
	client: JuheClient,
	request: OrderRequest,
): Promise<CompleteRequest> {
	let complete = request;
	if (request.departure && (!request.queryKey || request.maxTotalPrice !== null)) {
		const { fromStation, toStation, departure } = request;
		const answer = await searchTrains(client, {
			from: fromStation,
			to: toStation,
			date: departure,
		});
		const trains = findNamedTrains(request, answer.trains);
		const mainDeparture = refuseOtherDeparture(request, trains[0]);
		refuseHigherPrice(request, trains);
		complete = {
			...request,
			queryKey: request.queryKey || (answer.queryKey ?? ''),
			departure: mainDeparture,
			departureHasTime: true,
		};
		refuseProblems(complete);
	}
	const { departure, closeTime } = complete;
	if (!departure || !complete.queryKey || closeTime === 'unreadable') {
		throw refusal(
			'Juhe’s search gave no query key',
			'Run this again; if it stays so, ask Juhe’s support.',
		);
	}
	return { ...complete, departure, closeTime: closeTime ?? defaultCloseTime(departure) };
}

/** The named trains in the search, main train first. */
function findNamedTrains(request: OrderRequest, trains: Train[]): [Train, ...Train[]] {
	const [from, to] = [stationName(request.fromStation), stationName(request.toStation)];
	const find = (trainNo: string): Train => {
		const sameNumber = trains.filter((train) => train.trainNo === trainNo);
		const found = sameNumber.find((train) => train.fromStation === from && train.toStation === to);
		if (found) return found;
		const other = sameNumber[0];
		throw other
			? refusal(
					`Train ${trainNo} runs from ${other.fromStation} to ${other.toStation}, not from ${from} to ${to}`,
					'Copy the stations exactly as the search gives them for that train.',
				)
			: refusal(
					`Train ${trainNo} does not run from ${from} to ${to} on that day`,
					'Search for trains and name one of those found.',
				);
	};
	const main = find(request.mainTrainNo);
	const all: [Train, ...Train[]] = [main, ...request.alternateTrainNos.map(find)];
	if (!hasSeat(main, request.mainSeatClass)) {
		throw refusal(
			`Train ${main.trainNo} has no seats of class ${request.mainSeatClass}`,
			'Choose a class that the search shows for it.',
		);
	}
	const nowhere = request.alternateSeatClasses.find(
		(seatClass) => !all.some((train) => hasSeat(train, seatClass)),
	);
	if (nowhere) {
		throw refusal(
			`None of the trains named has seats of class ${nowhere}`,
			'Choose classes that the search shows for them.',
		);
	}
	return all;
}

function hasSeat(train: Train, seatClass: string): boolean {
	return train.seats.some((seat) => seat.seatClass === seatClass);
}

function refuseOtherDeparture(request: OrderRequest, main: Train): DateTime<true> {
	const departure = parseTime(main.departure);
	if (!departure) {
		throw refusal(
			`The search does not say when train ${main.trainNo} departs`,
			'Choose another train.',
		);
	}
	if (request.departureHasTime && !request.departure?.hasSame(departure, 'minute')) {
		throw refusal(
			`Train ${main.trainNo} departs at ${departure.toFormat('yyyy-MM-dd HH:mm')}, not when “Departure” says`,
			'Copy “departure” from the search.',
		);
	}
	return departure;
}

/** The dearest outcome that the order allows must be within the limit; an unknown price is not. */
function refuseHigherPrice(request: OrderRequest, trains: Train[]): void {
	if (request.maxTotalPrice === null) return;
	const seatClasses = [request.mainSeatClass, ...request.alternateSeatClasses];
	const prices = trains
		.flatMap((train) => train.seats)
		.filter((seat) => seat.seatClass !== null && seatClasses.includes(seat.seatClass))
		.map(highestPrice);
	const dearest = prices.includes(null)
		? null
		: Math.max(...prices.filter((price) => price !== null));
	if (dearest === null) {
		throw refusal(
			'The search does not say what the seats cost',
			'Choose other seats, or clear “Max Total Price”.',
		);
	}
	const total = roundMoney(dearest * request.passengers.length);
	if (total > request.maxTotalPrice) {
		throw refusal(
			`The tickets may cost up to ${total} yuan, more than the ${request.maxTotalPrice} yuan allowed`,
			'Raise “Max Total Price”, or choose cheaper trains or seats.',
		);
	}
}

function refusal(message: string, advice: string): JuheError {
	return new JuheError({
		errorClass: 'input',
		message: `Nothing was ordered: ${message}`,
		advice,
		charged: false,
	});
}

/** The form of create, field by field as train-grab.md lists them. */
function createForm(request: CompleteRequest, outOrderNo: string): Record<string, string> {
	const account = request.railwayAccount;
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
		closeTime: request.closeTime.toFormat('yyyy-MM-dd HH:mm:ss'),
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
	{ settleSeconds, sentNow }: CreateOptions,
): Promise<OrderAnswer> {
	if (lost.charged === false) {
		sentNow.delete(outOrderNo);
		throw lost;
	}
	const deadline = Date.now() + (lost.outcomeUnknown ? settleSeconds * 1000 : 0);
	for (let pauseSeconds = 1; ; pauseSeconds = Math.min(pauseSeconds * 1.5, longestPauseSeconds)) {
		const found = await orJuheError(lookUpOrder(client, outOrderNo));
		if (found !== null && !(found instanceof JuheError)) return found;
		const left = deadline - Date.now();
		if (left <= 0) {
			if (lost.outcomeUnknown) {
				sentNow.add(lostMark(outOrderNo));
				throw unsettled(lost, outOrderNo, found, settleSeconds);
			}
			// A plain refusal: no order stands under the number, so the next item must not take it for one.
			sentNow.delete(outOrderNo);
			throw lost;
		}
		await client.sleep(Math.min(pauseSeconds * 1000, left));
	}
}

function unsettled(
	lost: JuheError,
	outOrderNo: string,
	last: null | JuheError,
	settleSeconds: number,
): JuheError {
	return last === null
		? new JuheError({
				...lost,
				message: `The answer to order ${outOrderNo} was lost, and Juhe shows no such order ${settleSeconds} seconds later: ${lost.message}`,
				advice: `${lost.advice} It is safe to run this again now: the same order number is looked up first.`,
				charged: null,
			})
		: new JuheError({
				...lost,
				message: `The answer to order ${outOrderNo} was lost, and Juhe could not say whether the order exists: ${lost.message}`,
				advice: `Look up order ${outOrderNo} (Order > Get, or the Juhe console) before you do anything else; a ticket may have been bought.`,
				retryable: false,
				charged: null,
			});
}
