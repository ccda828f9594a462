import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { JuheError } from '../../errors';
import { chinaNow, toIso } from '../../../lib/time';
import type { OrderStatus } from '../codes/statuses';
import { lookUpOrder } from './order';
import type { Order } from './order';
import { orderNotFound } from './refund';

interface AwaitedOrder extends Order {
	/** Every status seen, with when it was first seen (ISO 8601, +08:00). */
	history: Array<{ status: OrderStatus; at: string }>;
	timedOut: boolean;
}

interface WaitOptions {
	timeoutSeconds: number;
	pollSeconds: number;
	/** Hears of every new status. */
	onStatus: (order: Order) => void;
}

/** How long a number may be unknown: how soon a new order shows is documented nowhere. */
const mayBeUnknownSeconds = 60;
const longestPauseSeconds = 300;

/**
 * Looks at an order again and again until it has ended or the time is up, less often while Juhe is busy.
 * @throws JuheError where the order does not show, or where Juhe refuses for a reason that waiting does not mend
 */
export async function waitForResult(
	client: JuheClient,
	outOrderNo: string,
	{ timeoutSeconds, pollSeconds, onStatus }: WaitOptions,
): Promise<AwaitedOrder> {
	const start = Date.now();
	const deadline = start + timeoutSeconds * 1000;
	const history: AwaitedOrder['history'] = [];
	let last: Order | null = null;
	let pauseSeconds = pollSeconds;
	for (;;) {
		const found = await orJuheError(lookUpOrder(client, outOrderNo));
		const isLastLook = Date.now() >= deadline;
		if (found instanceof JuheError) {
			if (!found.retryable || (isLastLook && !last)) throw found;
			pauseSeconds = Math.min(pauseSeconds * 2, longestPauseSeconds);
		} else if (found === null) {
			const isOverdue = Date.now() - start >= mayBeUnknownSeconds * 1000;
			if (!last && (isOverdue || isLastLook)) throw orderNotFound(outOrderNo);
		} else {
			pauseSeconds = pollSeconds;
			last = found.order;
			if (history.at(-1)?.status !== last.status) {
				history.push({ status: last.status, at: toIso(chinaNow()) });
				onStatus(last);
			}
			if (last.ended) return { ...last, history, timedOut: false };
		}
		if (isLastLook && last) return { ...last, history, timedOut: true };
		await client.sleep(Math.max(0, Math.min(pauseSeconds * 1000, deadline - Date.now())));
	}
}
