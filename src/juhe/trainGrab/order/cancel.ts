import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { JuheError } from '../../errors';
import { asText, readRecord } from '../../../lib/values';
import { orderStatusNames } from '../codes/statuses';
import { lookUpOrder } from './lookUp';
import { peopleOf } from './people';

interface CancelledOrder {
	outOrderNo: string;
	orderNo: string | null;
	status: 'cancelled' | 'alreadyEnded';
	/** English name of what the order is now. */
	statusName: string;
}

/**
 * Cancels an order that is still grabbing. Sent once; where Juhe refuses or its answer is lost, the
 * order itself tells what it is now.
 * @throws JuheError where it is still grabbing after that, or where that cannot be told
 */
export async function cancelOrder(
	client: JuheClient,
	outOrderNo: string,
	path: string,
): Promise<CancelledOrder> {
	const answer = await orJuheError(
		client.call(
			path,
			{ outOrderNo },
			{
				mode: 'once',
				setting: 'Cancel Order Path',
				what: `to cancel order ${outOrderNo}`,
			},
		),
	);
	if (!(answer instanceof JuheError)) {
		return {
			outOrderNo,
			orderNo: asText(readRecord(answer)?.orderNo),
			status: 'cancelled',
			statusName: orderStatusNames.cancelled,
		};
	}
	if (!answer.isTrainServiceRefusal && !answer.outcomeUnknown) throw answer;
	const order = (await lookUpOrder(client, outOrderNo))?.order;
	if (!order) throw answer;
	if (!order.ended) throw answer.hiding(peopleOf(order));
	const cancelledNow = order.status === 'cancelled' && answer.outcomeUnknown;
	return {
		outOrderNo,
		orderNo: order.orderNo,
		status: cancelledNow ? 'cancelled' : 'alreadyEnded',
		statusName: order.statusName,
	};
}
