import { setTimeout as sleep } from 'node:timers/promises';
import { iso } from './china';
import type { PushForm, SandboxOptions } from './options';

export const pushKinds = [
	'issued',
	'issue-failed',
	'expired',
	'refunded',
	'refund-failed',
] as const;
export type PushKind = (typeof pushKinds)[number];

/** The callback types of addCallbackUrl: 1 issue result, 2 refund, 3 grab expired. */
export type CallbackType = '1' | '2' | '3';

const callbackTypeOf: Record<PushKind, CallbackType> = {
	issued: '1',
	'issue-failed': '1',
	refunded: '2',
	'refund-failed': '2',
	expired: '3',
};

export type PushBody = Record<string, unknown>;

export interface PushAttempt {
	at: string;
	/** The receiver's HTTP status, or null where there was no answer. */
	status: number | null;
	answer: string;
}

export interface PushRecord {
	id: number;
	kind: PushKind;
	outOrderNo: string;
	/** Null: nobody has registered a URL for this type, so nothing was sent. */
	url: string | null;
	form: PushForm;
	method: 'POST' | 'GET';
	body: PushBody;
	attempts: PushAttempt[];
	state: 'unregistered' | 'sending' | 'delivered' | 'gaveUp';
}

/** How a push is to be sent; what is not given follows the options and the registered callback. */
export interface PushRoute {
	to?: string;
	form?: PushForm;
	method?: 'POST' | 'GET';
}

const asText = (value: unknown) =>
	value === null || value === undefined
		? ''
		: typeof value === 'object'
			? JSON.stringify(value)
			: String(value);

/**
 * A body in one of the four forms. Flat: every field a form field, passengers as JSON text, null as
 * empty text.
 */
function encode(body: PushBody, form: PushForm): { contentType: string; content: string } {
	if (form === 'json')
		return { contentType: 'application/json; charset=utf-8', content: JSON.stringify(body) };
	const fields: Array<[string, string]> =
		form === 'flat'
			? Object.entries(body).map(([name, value]) => [name, asText(value)])
			: [[form, JSON.stringify(body)]];
	return {
		contentType: 'application/x-www-form-urlencoded',
		content: new URLSearchParams(fields).toString(),
	};
}

/**
 * Sends pushes, again and again until `success` comes back or the attempts are used up, and keeps a
 * record of each.
 */
export class PushSender {
	private log: PushRecord[] = [];

	private nextId = 1;

	private stop = new AbortController();

	constructor(
		private readonly options: SandboxOptions,
		private readonly registered: (type: CallbackType) => string | null,
		private readonly report: (line: string) => void,
	) {}

	list(): PushRecord[] {
		return structuredClone(this.log);
	}

	/** Resolves when the push is delivered or given up. */
	async send(kind: PushKind, body: PushBody, route: PushRoute = {}): Promise<PushRecord> {
		const url = route.to ?? this.registered(callbackTypeOf[kind]);
		const record: PushRecord = {
			id: this.nextId,
			kind,
			outOrderNo: asText(body.outOrderNo),
			url,
			form: route.form ?? this.options.pushForm,
			method: route.method ?? 'POST',
			body,
			attempts: [],
			state: url === null ? 'unregistered' : 'sending',
		};
		this.nextId += 1;
		this.log.push(record);
		if (url !== null) await this.deliver(record, url, this.stop.signal);
		this.report(`push ${record.kind} ${record.outOrderNo}: ${record.state}`);
		return structuredClone(record);
	}

	/** Forgets all pushes and stops those under way. */
	clear(): void {
		this.stop.abort();
		this.stop = new AbortController();
		this.log = [];
	}

	private async deliver(record: PushRecord, url: string, signal: AbortSignal): Promise<void> {
		while (record.attempts.length < this.options.pushAttempts && !signal.aborted) {
			if (record.attempts.length > 0) {
				await sleep(this.options.pushRetrySeconds * 1000, undefined, { signal, ref: false }).catch(
					() => undefined,
				);
				if (signal.aborted) break;
			}
			const attempt = await this.attempt(record, url, signal);
			record.attempts.push(attempt);
			if (attempt.status === 200 && attempt.answer.includes('success')) {
				record.state = 'delivered';
				return;
			}
		}
		record.state = 'gaveUp';
	}

	private async attempt(
		{ body, form, method }: PushRecord,
		url: string,
		signal: AbortSignal,
	): Promise<PushAttempt> {
		const at = iso(Date.now());
		const { contentType, content } = encode(body, form);
		try {
			const target = new URL(url);
			if (method === 'GET')
				target.search += `${target.search ? '&' : '?'}${form === 'json' ? encodeURIComponent(content) : content}`;
			const response = await fetch(target, {
				method,
				redirect: 'manual',
				signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
				...(method === 'POST' ? { headers: { 'content-type': contentType }, body: content } : {}),
			});
			return { at, status: response.status, answer: (await response.text()).slice(0, 500) };
		} catch (error) {
			return { at, status: null, answer: error instanceof Error ? error.message : String(error) };
		}
	}
}
