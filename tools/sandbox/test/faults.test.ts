import { sleep } from 'n8n-workflow';
import timers from 'node:timers/promises';
import { startSandbox, type Fault, type Sandbox } from '../index';
import { client } from '../../../test/support/sandboxClient';

describe('faults on order', () => {
	let sandbox: Sandbox;
	let juhe: ReturnType<typeof client>;
	beforeAll(async () => {
		sandbox = await startSandbox();
		juhe = client(sandbox);
	});
	afterAll(() => sandbox.close());
	afterEach(() => {
		jest.restoreAllMocks();
		sandbox.control.reset();
	});

	/** Creates an order under a fault: what came back, and was anything bought? */
	async function createUnder(fault: Fault) {
		const form = await juhe.orderForm();
		sandbox.control.fault('createOrder', fault);
		const answer = await juhe.http
			.post(
				'/grabTicket/action/createOrder.php',
				new URLSearchParams({ key: sandbox.options.trainGrabKey, ...form }),
				{ maxRedirects: 0 },
			)
			.catch((error: { code?: string }) => error.code);
		return {
			answer,
			bought: sandbox.control.orders().length,
			call: sandbox.control.calls('createOrder').at(-1),
		};
	}

	const whens = ['before', 'after'] as const;
	const faults: Array<[Fault, unknown]> = [
		[{ kind: 'drop' }, 'ECONNRESET'],
		[{ kind: 'status', status: 401 }, expect.objectContaining({ status: 401 })],
		[
			{ kind: 'status', status: 503 },
			expect.objectContaining({ status: 503, data: expect.stringContaining('<html>') }),
		],
		[
			{ kind: 'redirect' },
			expect.objectContaining({
				status: 307,
				headers: expect.objectContaining({ location: '/grabTicket/action/createOrder.php' }),
			}),
		],
		[
			{ kind: 'redirect', status: 308, location: '/elsewhere' },
			expect.objectContaining({
				status: 308,
				headers: expect.objectContaining({ location: '/elsewhere' }),
			}),
		],
		[
			{ kind: 'html' },
			expect.objectContaining({ status: 200, data: expect.stringContaining('<html>') }),
		],
		[
			{ kind: 'truncated' },
			expect.objectContaining({
				status: 200,
				data: expect.stringMatching(/^\{"reason":"success"[^}]*$/),
			}),
		],
		[
			{ kind: 'errorCode', errorCode: 10014, reason: '系统内部异常' },
			expect.objectContaining({
				data: { resultcode: '114', reason: '系统内部异常', result: null, error_code: 10014 },
			}),
		],
		[
			{ kind: 'errorCode', errorCode: 223899 },
			expect.objectContaining({ data: expect.objectContaining({ error_code: 223899 }) }),
		],
	];

	test.each(
		faults.flatMap(([fault, expected]) =>
			whens.map((when) => [{ ...fault, when }, expected] as const),
		),
	)('%j spoils the answer, and buys only if it strikes after the work', async (fault, expected) => {
		const { answer, bought, call } = await createUnder(fault);
		expect(answer).toEqual(expected);
		expect(bought).toBe(fault.when === 'after' ? 1 : 0);
		expect(call).toMatchObject({
			fault: fault.kind,
			worked: fault.when === 'after',
			status: fault.kind === 'drop' ? null : expect.any(Number),
		});
	});

	test('a delay only delays', async () => {
		const pauses = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
		const { answer, bought } = await createUnder({ kind: 'delay', milliseconds: 120_000 });
		expect(pauses.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([120_000]);
		expect(answer).toMatchObject({ data: { error_code: 0 } });
		expect(bought).toBe(1);
	});

	test.each(whens)('a call is held until it is released, %s the work', async (when) => {
		const creating = createUnder({ kind: 'hold', when });
		const held = async () => {
			while (sandbox.control.calls('createOrder').length === 0) await sleep(5);
			// Whatever else the call could do, it has done before another one has gone there and back.
			await juhe.post('dataDictionary.php');
			return sandbox.control.orders().length;
		};
		expect(await held()).toBe(when === 'after' ? 1 : 0);
		sandbox.control.release();
		expect(await creating).toMatchObject({ answer: { data: { error_code: 0 } }, bought: 1 });
	});

	test('a fault lasts for as many calls of its endpoint as ordered, faults follow one another', async () => {
		sandbox.control.fault('dictionary', { kind: 'status', status: 502 }, 2);
		sandbox.control.fault('*', { kind: 'html' });
		expect(sandbox.control.faults()).toHaveLength(2);
		const statuses = [];
		for (let index = 0; index < 4; index += 1) {
			const { status, data } = await juhe.post('dataDictionary.php');
			statuses.push(typeof data === 'string' && status === 200 ? 'html' : status);
		}
		expect(statuses).toEqual([502, 502, 'html', 200]);
		expect(sandbox.control.faults()).toEqual([]);
	});

	test('faults that cannot be are refused', () => {
		expect(() => sandbox.control.fault('search', { kind: 'delay', milliseconds: NaN })).toThrow(
			RangeError,
		);
		expect(() => sandbox.control.fault('search', { kind: 'status', status: 1 })).toThrow(
			RangeError,
		);
		expect(() => sandbox.control.fault('search', { kind: 'drop' }, 0)).toThrow(RangeError);
	});
});
