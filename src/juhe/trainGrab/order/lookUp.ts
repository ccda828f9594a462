import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { trainGrabEndpoints } from '../../endpoints';
import { JuheError } from '../../errors';
import { leavesAbsenceOpen } from '../../refusal';
import { poll } from '../../../lib/poll';
import type { PollOptions } from '../../../lib/poll';
import { isEmpty, readRecord } from '../../../lib/values';
import type { JsonRecord } from '../../../lib/values';
import type { OrderStatus } from '../codes/statuses';
import { isIssuedForm, mergeForms, parseOrder, unreadableOrder } from './parse';
import type { OrderAnswer } from './types';

const unissuedStatuses: OrderStatus[] = [
	'created',
	'waiting',
	'grabbing',
	'failed',
	'expired',
	'cancelled',
];

/**
 * Reads an order that is said to have tickets. Where the issued form shows them it is all that is
 * asked for; else as {@link lookUpOrder}.
 * @throws JuheError where it cannot be told whether Juhe has such an order
 */
export async function lookUpIssuedOrder(
	client: JuheClient,
	outOrderNo: string,
): Promise<OrderAnswer | null> {
	const issued = await orderDetail(client, outOrderNo, true);
	const order = issued && parseOrder(issued, outOrderNo);
	// The code of the order alone may be one of the other form's.
	const showsTickets = order?.passengers.some(
		({ ticketNo, statusCode }) => ticketNo !== null || statusCode !== null,
	);
	if (order?.issued && showsTickets) return { order, raw: { unissued: null, issued } };
	return await lookUpOrder(client, outOrderNo);
}

/**
 * Reads an order from Juhe, in the unissued form first, then in the issued form unless the first
 * one says that there are no tickets. Gives null where Juhe has no such order: a service code
 * 2238xx or an empty result, in both forms.
 * @throws JuheError where that cannot be told
 */
export async function lookUpOrder(
	client: JuheClient,
	outOrderNo: string,
): Promise<OrderAnswer | null> {
	const answer = await readForms(client, outOrderNo);
	// It began to show between the two forms: only the unissued one tells how far it has come.
	const isBetween = answer?.raw.unissued === null && answer.order.status === 'unknown';
	return isBetween ? await readForms(client, outOrderNo) : answer;
}

async function readForms(client: JuheClient, outOrderNo: string): Promise<OrderAnswer | null> {
	const first = await orderDetail(client, outOrderNo, false);
	const firstOrder = first === null ? null : parseOrder(first, outOrderNo);
	if (firstOrder && unissuedStatuses.includes(firstOrder.status)) {
		return { order: firstOrder, raw: { unissued: first, issued: null } };
	}
	if (first && firstOrder && isIssuedForm(first)) {
		return { order: firstOrder, raw: { unissued: null, issued: first } };
	}
	const second = await orderDetail(client, outOrderNo, true);
	if (second === null) {
		return firstOrder && { order: firstOrder, raw: { unissued: first, issued: null } };
	}
	const secondOrder = parseOrder(second, outOrderNo);
	return {
		order: firstOrder ? mergeForms(firstOrder, secondOrder) : secondOrder,
		raw: { unissued: first, issued: second },
	};
}

/** One order detail; null where Juhe says that there is none. */
async function orderDetail(
	client: JuheClient,
	outOrderNo: string,
	issued: boolean,
): Promise<JsonRecord | null> {
	const form: Record<string, string> = issued ? { outOrderNo, issue: '1' } : { outOrderNo };
	const result = await orJuheError(
		client.call(trainGrabEndpoints.orderDetail.path, form, { what: `to show order ${outOrderNo}` }),
	);
	if (result instanceof JuheError) {
		if (result.isTrainServiceRefusal && !leavesAbsenceOpen(result.reason)) return null;
		throw result;
	}
	if (isEmpty(result)) return null;
	const detail = readRecord(result);
	if (!detail) throw unreadableOrder(outOrderNo);
	// The dictionary speaks of a wrapper, the samples have none: take both.
	return readRecord(detail.grabOrderDetailInfo) ?? detail;
}

/**
 * Asks until there is an answer, for so many seconds: gives it, or null where it does not show. Why
 * that cannot be told, where the last look failed, or more looks than did not: one of many says
 * nothing of the time before it.
 */
export async function awaitShowing<T>(
	ask: () => Promise<T | null>,
	options: Pick<PollOptions<unknown>, 'seconds' | 'sleep'>,
): Promise<T | JuheError | null> {
	const failures: JuheError[] = [];
	let absences = 0;
	const last = await poll(
		async () => {
			const answer = await orJuheError(ask());
			if (answer instanceof JuheError) failures.push(answer);
			else if (answer === null) absences++;
			return answer;
		},
		(answer) => answer !== null && !(answer instanceof JuheError),
		options,
	);
	return last === null && failures.length > absences ? (failures.at(-1) ?? null) : last;
}

/**
 * Reads an order that must be there.
 * @throws JuheError where Juhe has no such order, or cannot be asked
 */
export async function readOrder(client: JuheClient, outOrderNo: string): Promise<OrderAnswer> {
	const found = await lookUpOrder(client, outOrderNo);
	if (found) return found;
	throw orderNotFound(outOrderNo);
}

/** The error for a number that Juhe has no order of. */
export function orderNotFound(outOrderNo: string): JuheError {
	return new JuheError({
		errorClass: 'service',
		message: `Juhe has no order ${outOrderNo}`,
		advice: 'Check the number; an order made a moment ago may take some seconds to show.',
	});
}
