import axios, { type AxiosResponse } from 'axios';
import { DateTime } from 'luxon';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../tools/sandbox';
import { madeUpId } from '../../tools/sandbox/people';

/**
 * What the sandbox's tests use to talk to it: a form client, made-up people, an order that is
 * right, a push receiver.
 */

const action = '/grabTicket/action';
export type Form = Record<string, string>;

export const passenger = (changes: Form = {}) => ({
	passengerName: '测试甲',
	passengerType: '1',
	idCardType: '0',
	idCardNo: madeUpId(),
	birthday: '1990-01-01',
	...changes,
});

export const chinaDay = (days: number, format = 'yyyy-MM-dd') =>
	DateTime.now().setZone('Asia/Shanghai').plus({ days }).toFormat(format);

export const client = (sandbox: Sandbox) => {
	const key = sandbox.options.trainGrabKey;
	const http = axios.create({ baseURL: sandbox.url, validateStatus: () => true, proxy: false });
	const post = (file: string, form: Form = {}): Promise<AxiosResponse> =>
		http.post(`${action}/${file}`, new URLSearchParams({ key, ...form }));
	const get = (file: string, form: Form = {}): Promise<AxiosResponse> =>
		http.get(`${action}/${file}`, { params: { key, ...form } });
	const search = (from: string, to: string, days = 20) =>
		post('search.php', { from, to, date: chinaDay(days, 'yyyyMMdd') });

	/** A create form that is right in every field, for the train that always has seats. */
	const orderForm = async (changes: Form = {}): Promise<Form> => {
		const { data } = await search('苏州', '昆山');
		return {
			queryKey: data.result.queryKey,
			outOrderNo: `SANDBOX${Math.random().toString(36).slice(2, 12)}`,
			trainNo: 'Z175',
			seatClassCode: 'hardseat',
			mainTrainNo: 'Z175',
			mainSeatClass: 'hardseat',
			fromStation: '苏州',
			toStation: '昆山',
			departDate: `${chinaDay(20)} 02:29`,
			closeTime: `${chinaDay(19)} 12:00:00`,
			acceptNoSeat: '0',
			person: '测试甲',
			cellphone: '13900000000',
			passengers: JSON.stringify([passenger()]),
			...changes,
		};
	};
	/** Orders and gives the order's number. */
	const order = async (changes: Form = {}): Promise<string> => {
		const { data } = await post('createOrder.php', await orderForm(changes));
		if (data.error_code !== 0) throw new Error(data.reason);
		return data.result.outOrderNo;
	};
	const detail = async (outOrderNo: string, issue = '') =>
		(await post('orderDetail.php', { outOrderNo, ...(issue && { issue }) })).data;
	return { http, post, get, search, orderForm, order, detail };
};

interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** A server that takes pushes and answers them in turn; the last answer counts on. */
export async function receiver(...answers: Array<{ status: number; body: string }>) {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		const { status, body: text } = answers[Math.min(received.length, answers.length - 1)] ?? {
			status: 200,
			body: 'success',
		};
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			received.push({
				method: request.method ?? '',
				url: request.url ?? '',
				headers: request.headers,
				body,
			});
			response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/juhe?secret=x`,
		received,
		close: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** Waits until something is so. */
export async function until(
	condition: () => boolean | Promise<boolean>,
	milliseconds = 5000,
): Promise<void> {
	const end = Date.now() + milliseconds;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error('Waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** The keys and value types of a JSON value; a list by its first item. */
export function shape(value: unknown): unknown {
	if (Array.isArray(value)) return value.length > 0 ? [shape(value[0])] : [];
	if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shape(part)]));
}

/** A record without some of its entries. */
export const without = (record: object, ...names: string[]) =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
