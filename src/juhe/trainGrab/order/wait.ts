import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { JuheError } from '../../errors';
import { poll } from '../../../lib/poll';
import { chinaNow, toIso } from '../../../lib/time';
import type { OrderStatus } from '../codes/statuses';
import { lookUpOrder, orderNotFound } from './lookUp';
import type { Order } from './types';

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
 * Looks at an order again and again until it has ended or the time is up, less often while Juhe is
 * busy.
 * @throws JuheError where the order does not show, or where Juhe refuses for a reason that waiting
 * does not mend
 */
export async function waitForResult(
	client: JuheClient,
	outOrderNo: string,
	{ timeoutSeconds, pollSeconds, onStatus }: WaitOptions,
): Promise<AwaitedOrder> {
	const overdue = Date.now() + mayBeUnknownSeconds * 1000;
	const history: AwaitedOrder['history'] = [];
	let last: Order | null = null;
	const look = async () => {
		const found = await orJuheError(lookUpOrder(client, outOrderNo));
		if (found instanceof JuheError) {
			if (!found.retryable) throw found;
		} else if (found === null) {
			if (!last && Date.now() >= overdue) throw orderNotFound(outOrderNo);
		} else {
			last = found.order;
			if (history.at(-1)?.status !== last.status) {
				history.push({ status: last.status, at: toIso(chinaNow()) });
				onStatus(last);
			}
		}
		return { found, last };
	};
	const end = await poll(look, (seen) => seen.last?.ended ?? false, {
		seconds: timeoutSeconds,
		sleep: client.sleep,
		pause: ({ found }, before) => {
			if (found instanceof JuheError)
				return Math.min((before ?? pollSeconds) * 2, longestPauseSeconds);
			return found ? pollSeconds : (before ?? pollSeconds);
		},
	});
	if (end.last) return { ...end.last, history, timedOut: !end.last.ended };
	throw end.found instanceof JuheError ? end.found : orderNotFound(outOrderNo);
}
