import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { trainGrabEndpoints } from '../../src/juhe/endpoints';
import type { Sandbox } from '../sandbox/index';

const answerSchema = z.looseObject({
	error_code: z.number(),
	reason: z.string(),
	result: z.looseObject({ queryKey: z.string().optional() }).nullish(),
});

/**
 * Orders a ticket at the sandbox without n8n, for examples that begin with an order; it stays open
 * until told.
 */
export async function placeOrder(juhe: Sandbox, outOrderNo: string): Promise<void> {
	const day = DateTime.now().setZone('Asia/Shanghai').plus({ days: 20 });
	const { search, createOrder } = trainGrabEndpoints;
	const found = await ask(search.path, {
		from: '苏州',
		to: '昆山',
		date: day.toFormat('yyyyMMdd'),
	});
	juhe.control.nextFates({ outcome: 'hold' });
	await ask(createOrder.path, {
		queryKey: found?.queryKey ?? '',
		outOrderNo,
		trainNo: 'Z175',
		mainTrainNo: 'Z175',
		seatClassCode: 'hardseat',
		mainSeatClass: 'hardseat',
		fromStation: '苏州',
		toStation: '昆山',
		departDate: `${day.toFormat('yyyy-MM-dd')} 02:29`,
		closeTime: `${day.minus({ days: 1 }).toFormat('yyyy-MM-dd')} 12:00:00`,
		acceptNoSeat: '0',
		person: '测试甲',
		cellphone: '13900000000',
		passengers: JSON.stringify([
			{
				passengerName: '测试甲',
				passengerType: '1',
				idCardType: '0',
				idCardNo: '11010119900307803X',
				birthday: '1990-03-07',
			},
		]),
	});

	async function ask(path: string, fields: Record<string, string>) {
		const response = await fetch(`${juhe.url}/${path}`, {
			method: 'POST',
			body: new URLSearchParams({ key: juhe.options.trainGrabKey, ...fields }),
		});
		const answer = answerSchema.parse(await response.json());
		if (answer.error_code !== 0) throw new Error(`The sandbox refused the order: ${answer.reason}`);
		return answer.result;
	}
}
