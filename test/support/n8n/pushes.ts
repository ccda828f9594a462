/** Pushes as Juhe may send them, to a URL that was registered with it. */
import type { PushKind, Sandbox } from '../../../tools/sandbox';
import { client } from '../sandboxClient';

/**
 * All that sibling APIs of Juhe's use, and a POST whose content type is missing or says nothing.
 */
export const forms = [
	'json',
	'text',
	'bare',
	'data',
	'param',
	'flat',
	'getData',
	'getFlat',
] as const;
export type Form = (typeof forms)[number];

type Fields = Record<string, unknown>;

export interface Outgoing {
	method: 'GET' | 'POST';
	url: string;
	contentType: string | null;
	body: string | null;
}

export interface Answer {
	status: number;
	contentType: string;
	text: string;
}

export function push(url: string, fields: Fields, form: Form): Outgoing {
	const json = JSON.stringify(fields);
	const flat = Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, flatText(value)]),
	);
	const post = (contentType: string | null, body: string): Outgoing => ({
		method: 'POST',
		url,
		contentType,
		body,
	});
	const postForm = (values: Record<string, string>): Outgoing =>
		post('application/x-www-form-urlencoded', new URLSearchParams(values).toString());
	const get = (values: Record<string, string>): Outgoing => ({
		method: 'GET',
		url: `${url}&${new URLSearchParams(values).toString()}`,
		contentType: null,
		body: null,
	});
	switch (form) {
		case 'json':
			return post('application/json; charset=utf-8', json);
		case 'text':
			return post('text/plain', json);
		case 'bare':
			return post(null, json);
		case 'data':
			return postForm({ data: json });
		case 'param':
			return postForm({ param: json });
		case 'flat':
			return postForm(flat);
		case 'getData':
			return get({ data: json });
		case 'getFlat':
			return get(flat);
	}
}

function flatText(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Sends once. Rejects where no answer comes. */
export async function send({ method, url, contentType, body }: Outgoing): Promise<Answer> {
	const response = await fetch(url, {
		method,
		redirect: 'manual',
		signal: AbortSignal.timeout(30_000),
		headers: contentType === null ? {} : { 'content-type': contentType },
		// As bytes: of a text, fetch would make a content type of its own.
		...(body === null ? {} : { body: new TextEncoder().encode(body) }),
	});
	return {
		status: response.status,
		contentType: response.headers.get('content-type') ?? '',
		text: await response.text(),
	};
}

/** The same URL with another secret, or none. */
export function withToken(url: string, token: string | null): string {
	const changed = new URL(url);
	if (token === null) changed.searchParams.delete('token');
	else changed.searchParams.set('token', token);
	return changed.href;
}

export interface GenuinePush {
	kind: PushKind;
	outOrderNo: string;
	fields: Fields;
}

/** What the event of each push is called. */
export const eventOf: Record<PushKind, string> = {
	issued: 'order.issued',
	'issue-failed': 'order.failed',
	expired: 'order.expired',
	refunded: 'ticket.refunded',
	'refund-failed': 'ticket.refundFailed',
};

/** The callback type that each push comes on. */
export const typeOf: Record<PushKind, '1' | '2' | '3'> = {
	issued: '1',
	'issue-failed': '1',
	refunded: '2',
	'refund-failed': '2',
	expired: '3',
};

/**
 * Orders, one for each kind asked for, brought to where Juhe would push so, and the pushes. No URL
 * may be registered yet: the sandbox would push by itself. The numbers begin with `prefix`.
 */
export async function genuinePushes(
	juhe: Sandbox,
	kinds: PushKind[],
	prefix: string,
): Promise<GenuinePush[]> {
	const { control } = juhe;
	const orders = kinds.map((kind, index) => ({
		kind,
		outOrderNo: `${prefix}${String(index).padStart(5, '0')}`,
	}));
	await placeOrders(
		juhe,
		orders.map(({ outOrderNo }) => outOrderNo),
	);
	const refunds = orders.filter(({ kind }) => kind.startsWith('refund'));
	for (const { kind, outOrderNo } of orders) {
		if (kind === 'issue-failed') control.fail(outOrderNo);
		else if (kind === 'expired') control.expire(outOrderNo);
		else control.issue(outOrderNo);
	}
	// Juhe refunds nothing within five minutes of issue.
	if (refunds.length > 0) control.passTime(600);
	for (const { kind, outOrderNo } of refunds) {
		const passengerId = control.order(outOrderNo)?.passengers[0]?.passengerId ?? '';
		await client(juhe).post('applyRefundOrder.php', { outOrderNo, passengerId });
		control.settleRefund(outOrderNo, { succeed: kind === 'refunded' });
	}
	const sent = new Map(
		control.pushes().map(({ kind, outOrderNo, body }) => [`${kind} ${outOrderNo}`, body]),
	);
	return orders.map(({ kind, outOrderNo }) => {
		const fields = sent.get(`${kind} ${outOrderNo}`);
		if (!fields) throw new Error(`The sandbox has no push “${kind}” of ${outOrderNo}`);
		return { kind, outOrderNo, fields };
	});
}

/** Orders that live on until somebody decides. */
export async function placeOrders(juhe: Sandbox, outOrderNos: string[]): Promise<void> {
	const { orderForm, post } = client(juhe);
	const form = await orderForm();
	juhe.control.nextFates(...outOrderNos.map(() => ({ outcome: 'hold' as const })));
	for (const outOrderNo of outOrderNos) {
		const { data } = await post('createOrder.php', { ...form, outOrderNo });
		if (data.error_code !== 0) throw new Error(data.reason);
	}
}
