import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { listPassengers } from '../../../nodes/TrainGrab/passengers';
import { issuedDetail, unissuedDetail } from '../../support/models/orders';
import { ok, refusal } from '../../support/models/juhe';
import type { Answer } from '../../support/models/juhe';

/** The editor, asking for the list of a node with this order number. */
const listFor = async (outOrderNo: unknown, answer: Answer) => {
	const asked: unknown[] = [];
	const editor: Partial<Record<keyof ILoadOptionsFunctions, unknown>> = {
		getCurrentNodeParameter: () => outOrderNo,
		getCredentials: async () =>
			await Promise.resolve({ trainGrabKey: 'key', baseUrl: 'https://juhe.test' }),
		getNode: () => ({ name: 'Train Grab', type: 'trainGrab', parameters: {} }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, request: unknown) => {
				asked.push(request);
				return await Promise.resolve(answer);
			},
		},
	};
	const list = listPassengers.call(editor as unknown as ILoadOptionsFunctions);
	return { list, asked };
};

test('the list of a refund’s passenger is the order’s: name, seat, state', async () => {
	const detail = issuedDetail('JHTEST01', ['F', 'T'], [{ seatNo: '02车厢,007号' }]);
	const { list } = await listFor('JHTEST01', ok(detail));
	expect(await list).toEqual({
		results: [
			{ name: '测试甲 · 02车厢,007号 · Issued', value: '1' },
			{ name: '测试乙 · Refunded', value: '2' },
		],
	});
});

test.each([undefined, '', '={{ $json.outOrderNo }}', 12])(
	'without an order number (%p) there is no list, Juhe is not asked, and what to do is said',
	async (outOrderNo) => {
		const { list, asked } = await listFor(outOrderNo, ok(null));
		await expect(list).rejects.toThrow('Fill in “Order Number” first, or choose “By ID”');
		expect(asked).toEqual([]);
	},
);

test('an order without tickets is said so, with its state', async () => {
	const { list } = await listFor('JHTEST01', ok(unissuedDetail('JHTEST01', 'D')));
	await expect(list).rejects.toThrow('The order has no tickets to refund: it is “');
});

test('passengers that cannot be read are not “no tickets”', async () => {
	const { list } = await listFor(
		'JHTEST01',
		ok({ ...issuedDetail('JHTEST01', []), passengers: 7 }),
	);
	await expect(list).rejects.toThrow('no passenger with an ID could be read');
});

test('an order that Juhe does not know is said so', async () => {
	const { list } = await listFor('JHTEST01', refusal(223804));
	await expect(list).rejects.toThrow('Juhe has no order JHTEST01');
});
