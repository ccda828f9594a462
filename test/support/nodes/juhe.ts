/**
 * Juhe as the outside world sees it: the sandbox, watched and meddled with over HTTP as a demo or a
 * person would.
 */
import axios from 'axios';
import { sleep } from 'n8n-workflow';

import { startSandbox } from '../../../tools/sandbox';
import type {
	Callback,
	CallRecord,
	EndpointName,
	Fate,
	Fault,
	OrderView,
	RecognitionLedger,
	SandboxOptions,
} from '../../../tools/sandbox';

export interface Juhe {
	/** Base URL for the credential. */
	url: string;
	/** Calls received, oldest first. */
	calls(endpoint?: EndpointName): Promise<CallRecord[]>;
	/** Everything that was bought. */
	orders(): Promise<OrderView[]>;
	callbacks(): Promise<Callback[]>;
	/** What the OCR was sent, and what it recognized. */
	recognitions(): Promise<RecognitionLedger>;
	issue(outOrderNo: string, what?: Pick<Fate, 'trainNo' | 'seatClass'>): Promise<void>;
	fail(outOrderNo: string, why?: Pick<Fate, 'failMsg' | 'msgCode'>): Promise<void>;
	expire(outOrderNo: string): Promise<void>;
	endRefund(outOrderNo: string, how: { succeed: boolean; passengerId?: string }): Promise<void>;
	passTime(seconds: number): Promise<void>;
	/** Spoils the next calls of an endpoint. */
	fault(endpoint: EndpointName | '*', fault: Fault, times?: number): Promise<void>;
	/** Lets the calls go on that the fault `hold` keeps waiting. */
	release(): Promise<void>;
	clearFaults(): Promise<void>;
	set(options: Partial<SandboxOptions>): Promise<void>;
	/** Forgets everything, options included. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Where nobody listens: on a port that no system gives away. That of a server which was closed may be
 * another test's by then.
 */
export const nobody = { url: 'http://127.0.0.1:1' };

/**
 * A sandbox of one's own. Orders stay `created` (their clock is slowed down) until a test lets
 * something happen.
 */
export async function startJuhe(options: Partial<SandboxOptions> = {}): Promise<Juhe> {
	const sandbox = await startSandbox({ clockSpeed: 0.001, ...options });
	const http = axios.create({ baseURL: `${sandbox.url}/sandbox`, proxy: false });
	const get = async <T>(path: string, params = {}): Promise<T> =>
		(await http.get<T>(path, { params })).data;
	const post = async (path: string, body: object = {}): Promise<void> => {
		await http.post(path, body);
	};
	return {
		url: sandbox.url,
		calls: async (endpoint) => await get('/calls', { endpoint }),
		orders: async () => await get('/orders'),
		callbacks: async () => await get('/callbacks'),
		recognitions: async () => await get('/recognitions'),
		issue: async (outOrderNo, what) => await post(`/orders/${outOrderNo}/issue`, what),
		fail: async (outOrderNo, why) => await post(`/orders/${outOrderNo}/fail`, why),
		expire: async (outOrderNo) => await post(`/orders/${outOrderNo}/expire`),
		endRefund: async (outOrderNo, how) => await post(`/orders/${outOrderNo}/refund`, how),
		passTime: async (seconds) => await post('/time', { seconds }),
		fault: async (endpoint, fault, times = 1) => await post('/faults', { endpoint, fault, times }),
		release: async () => await post('/release'),
		clearFaults: async () => {
			await http.delete('/faults');
		},
		set: async (changes) => {
			await http.patch('/options', changes);
		},
		reset: async () => await post('/reset'),
		close: async () => await sandbox.close(),
	};
}

/** A sandbox for one test, so that tests may run side by side. */
export async function withJuhe(
	test: (juhe: Juhe) => Promise<void>,
	options: Partial<SandboxOptions> = {},
): Promise<void> {
	const juhe = await startJuhe(options);
	try {
		await test(juhe);
	} finally {
		await juhe.close();
	}
}

/**
 * Fault that changes nothing: takes the place of a call that is to go well before the next one is
 * spoilt.
 */
export const unharmed: Fault = { kind: 'delay', milliseconds: 0 };

/** Waits until something is so. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	for (let tries = 0; !(await condition()); tries++) {
		if (tries > 1000) throw new Error('Waited in vain');
		await sleep(5);
	}
}
