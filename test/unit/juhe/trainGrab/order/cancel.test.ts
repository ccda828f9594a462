import { trainGrabEndpoints } from '../../../../../src/juhe/endpoints';
import { JuheError } from '../../../../../src/juhe/errors';
import { cancelOrder } from '../../../../../src/juhe/trainGrab/order/cancel';
import { issuedDetail, unissuedDetail } from '../../../../support/models/orders';
import {
	lostAnswer,
	neverArrived,
	ok,
	page,
	refusal,
	rejectionOf,
	sampleResult,
	scriptedJuhe,
	sampleText,
	truncated,
} from '../../../../support/models/juhe';
import type { Answer, Fields } from '../../../../support/models/juhe';

const number = 'JHTEST01';
const refused: Answer = { statusCode: 200, body: sampleText('train-grab.cancel-order.refused') };

function world(answer: Answer, order: Answer | Fields = refusal(223804)) {
	const orderDetail = 'outOrderNo' in order ? ok(order) : (order as Answer);
	const juhe = scriptedJuhe({ cancelOrder: answer, orderDetail });
	return {
		...juhe,
		cancel: async () => await cancelOrder(juhe.client, number, trainGrabEndpoints.cancelOrder.path),
	};
}

test('a cancelled order: the vendor’s sample, one request that is not cut off', async () => {
	const juhe = world(ok(sampleResult('train-grab.cancel-order')));
	expect(await juhe.cancel()).toEqual({
		outOrderNo: number,
		orderNo: 'TFT583U7A64210D1BB016912627',
		status: 'cancelled',
		statusName: 'Cancelled',
	});
	expect(juhe.requests).toMatchObject([
		{ endpoint: 'cancelOrder', form: { outOrderNo: number }, abortable: false },
	]);
});

describe('refused, because it has ended: what it is now', () => {
	test.each<[string, Fields]>([
		['Issued', issuedDetail(number, ['F'])],
		['Failed', unissuedDetail(number, 'U')],
		['Expired', unissuedDetail(number, 'O')],
		['Cancelled', unissuedDetail(number, 'C')],
		['Refunded', issuedDetail(number, ['T'])],
		['Being refunded', issuedDetail(number, ['C'])],
	])('%s', async (statusName, detail) => {
		const juhe = world(refused, detail);
		expect(await juhe.cancel()).toEqual({
			outOrderNo: number,
			orderNo: detail.orderNo,
			status: 'alreadyEnded',
			statusName,
		});
		expect(juhe.to('cancelOrder')).toHaveLength(1);
	});
});

describe('refused, and it has not ended, or nobody can tell: Juhe’s words', () => {
	test.each<[string, Answer | Fields]>([
		['grabbing', unissuedDetail(number, 'D')],
		['a status that no table knows', unissuedDetail(number, '?')],
		['no such order', refusal(223804)],
	])('%s', async (_what, order) => {
		expect(await rejectionOf(world(refused, order).cancel(), JuheError)).toMatchObject({
			code: 223801,
			reason: '抢票取消失败',
		});
	});
});

describe('a lost answer is settled by the order, never by asking again', () => {
	const lost: Array<[string, Answer]> = [
		['no answer', lostAnswer],
		['a 500', page(500)],
		['10014', refusal(10014)],
		['a page', page(200)],
		['a cut answer', truncated],
	];
	test.each(lost)('%s: cancelled by now', async (_what, answer) => {
		const juhe = world(answer, unissuedDetail(number, 'C'));
		expect(await juhe.cancel()).toMatchObject({ status: 'cancelled', statusName: 'Cancelled' });
		expect(juhe.to('cancelOrder')).toHaveLength(1);
	});

	test.each(lost)('%s: issued by now', async (_what, answer) => {
		expect(await world(answer, issuedDetail(number, ['F'])).cancel()).toMatchObject({
			status: 'alreadyEnded',
			statusName: 'Issued',
		});
	});

	test.each(lost)('%s: still grabbing, or no look-up, is an error', async (_what, answer) => {
		for (const order of [unissuedDetail(number, 'D'), page(500), refusal(223804)]) {
			const juhe = world(answer, order);
			await rejectionOf(juhe.cancel(), JuheError);
			expect(juhe.to('cancelOrder')).toHaveLength(1);
		}
	});
});

describe('an answer that says that nothing was done is the error', () => {
	test.each<[string, Answer]>([
		['a wrong key', refusal(10001)],
		['no connection', neverArrived],
		['no such path', page(404)],
	])('%s', async (_what, answer) => {
		const juhe = world(answer, unissuedDetail(number, 'C'));
		await rejectionOf(juhe.cancel(), JuheError);
		expect(juhe.requests).toHaveLength(1);
	});

	test('a wrong path names the setting', async () => {
		expect((await rejectionOf(world(page(404)).cancel(), JuheError)).advice).toContain(
			'“Cancel Order Path”',
		);
	});
});
