import { Refusal, success } from '../errors';
import type { Order } from '../orders';
import { issuedDetail, unissuedDetail } from '../shapes';
import type { World } from '../world';
import type { Parameters } from './parameters';

/** 订单详情 */
export function orderDetail(parameters: Parameters, world: World): Record<string, unknown> {
	const outOrderNo = parameters.required('outOrderNo');
	const issue = parameters.choice('issue', ['0', '1']);
	const order = world.orders.find(outOrderNo);
	const visible = order && Date.now() - order.receivedAt >= world.options.invisibleSeconds * 1000;
	if (!visible) {
		if (world.options.unknownOrderAnswer === 'empty') return success(null);
		throw new Refusal('orderUnknown');
	}
	const shown = withoutNewRefunds(order, world);
	return success(issue === '1' ? issuedDetail(shown) : unissuedDetail(shown));
}

/** The order as it stood before the applications for refunds that do not show yet. */
function withoutNewRefunds(order: Order, { options }: World): Order {
	const since = Date.now() - options.refundInvisibleSeconds * 1000;
	return {
		...order,
		passengers: order.passengers.map((passenger) =>
			passenger.ticketState === 'C' && passenger.refundReceivedAt > since
				? { ...passenger, ticketState: 'F' }
				: passenger,
		),
	};
}

/** 取消订单 */
export function cancelOrder(parameters: Parameters, world: World): Record<string, unknown> {
	const order = world.orders.find(parameters.required('outOrderNo'));
	if (!order) throw new Refusal('orderUnknown');
	world.orders.cancel(order);
	return success({ orderNo: order.orderNo });
}

/** 申请退票: accepts the application only, the outcome is pushed. */
export function refund(parameters: Parameters, world: World): Record<string, unknown> {
	const order = world.orders.find(parameters.required('outOrderNo'));
	const passengerId = parameters.required('passengerId');
	if (!order) throw new Refusal('refundUnknown');
	world.orders.applyRefund(order, passengerId);
	return success({ orderNo: order.orderNo, passengerId });
}
