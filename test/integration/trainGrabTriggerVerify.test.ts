/**
 * What the trigger believes, and how often it says it: verification and deduplication, over real
 * HTTP.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { TestCredentialsHelper } from '../support/engine/credentials';
import type { Push } from '../support/engine/triggers';
import { credentials, only, onOrder, output, theEngine } from '../support/nodes/trainGrab';
import { eventsOf, refund, started, withStage } from '../support/nodes/trigger';
import type { Stage } from '../support/nodes/trigger';
import { 甲, 乙 } from '../support/nodes/people';

const people = { passengers: { passenger: [甲, 乙] } };

beforeAll(async () => {
	await theEngine();
}, 60_000);

/** An order that is there and stands like this. */
async function orderThat(made: Stage, state: string): Promise<string> {
	const outOrderNo = await made.order(people);
	const { control } = made.sandbox;
	if (['issued', 'refunded'].includes(state)) control.issue(outOrderNo);
	if (state === 'failed') control.fail(outOrderNo);
	if (state === 'expired') control.expire(outOrderNo);
	if (state === 'refunded') {
		control.passTime(600);
		await refund(made, outOrderNo, idOf(made, outOrderNo), true);
	}
	return outOrderNo;
}

const idOf = ({ sandbox }: Stage, outOrderNo: string, index = 0) =>
	sandbox.control.order(outOrderNo)?.passengers[index]?.passengerId ?? '';

/** A push made up by somebody who has the secret. */
async function claim(
	made: Stage,
	kind: 'issued' | 'failed' | 'expired' | 'refunded' | 'refundFailed',
	outOrderNo: string,
	changes: Record<string, unknown> = {},
): Promise<Push> {
	const isRefund = kind.startsWith('refund');
	const json = {
		outOrderNo,
		orderNo: 'TFT1',
		msgCode: kind === 'issued' || kind === 'refunded' ? '100' : '101',
		msgInfo: '测试',
		...(kind === 'issued' && { ticketNo: 'E1', orderAmount: '9999.00', passengers: [] }),
		...(isRefund && {
			refundTime: '2026-11-22 10:00:00',
			refundPrice: '1.00',
			passengers: [{ passengerId: idOf(made, outOrderNo) }],
		}),
		...changes,
	};
	const type = { issued: '1', failed: '1', expired: '3', refunded: '2', refundFailed: '2' }[kind];
	return await made.push(type, { json });
}

/** Published, deaf to what the sandbox pushes by itself, and with one look at an order. */
async function withForger(
	options: Record<string, unknown>,
	test: (made: Stage) => Promise<void>,
): Promise<void> {
	const parameters = { options: { verifySeconds: 0, ...options } as never };
	await withStage({ parameters }, async (made) => {
		await made.trigger.publish();
		for (const callback of made.sandbox.control.callbacks()) {
			await only(made.sandbox, {
				resource: 'callback',
				operation: 'set',
				url: 'http://127.0.0.1:9/nobody',
				callbackType: { 1: 'issueResult', 2: 'refund', 3: 'expired' }[callback.type],
			});
		}
		await test(made);
	});
}

describe('a claim and the order', () => {
	type Kind = Parameters<typeof claim>[1];
	/**
	 * `true`: goes out, verified. `dropped`: nothing goes out. `false`: the order may yet show it but
	 * did not in time, so it goes out unverified. `success` ends Juhe's repetitions in any case.
	 */
	test.each<[Kind, string, boolean | 'dropped']>([
		['issued', 'issued', true],
		['issued', 'failed', 'dropped'],
		['issued', 'nothing', false],
		['failed', 'failed', true],
		['failed', 'issued', 'dropped'],
		['refunded', 'created', 'dropped'],
		['refunded', 'issued', false],
	])('%s, while the order is %s: %s', async (kind, state, outcome) => {
		await withForger({ verify: 'always' }, async (made) => {
			const engine = await theEngine();
			const outOrderNo = state === 'nothing' ? 'NONE0001' : await orderThat(made, state);
			engine.clearLog();
			const push = await claim(made, kind, outOrderNo);
			expect([push.response.status, push.response.text]).toEqual([200, 'success']);
			expect([push.error, push.run?.status]).toEqual([undefined, 'success']);
			const log = engine.log.split('\n').filter((line) => line.includes('"level":"warn"'));
			expect(started(push).map(({ outOrderNo: number, verified }) => [number, verified])).toEqual(
				outcome === 'dropped' ? [] : [[outOrderNo, outcome]],
			);
			if (outcome === true) {
				expect(log).toEqual([]);
				return;
			}
			expect(log).toHaveLength(1);
			expect(log[0]).toContain('Train Grab Trigger');
			expect(log[0]).toContain(outOrderNo);
			const personal = [甲.name, 甲.idNumber, 乙.idNumber, '13900000000'];
			for (const secret of [...personal, String(made.trigger.staticData.secret)]) {
				expect(engine.log).not.toContain(secret);
			}
		});
	});

	test('what a forger adds to a true claim is not believed: the order’s price, ticket and people', async () => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'issued');
			const forged = {
				passengers: [{ passengerId: '1', passengerName: '骗子', price: '9999.00' }],
			};
			const [event] = started(await claim(made, 'issued', outOrderNo, forged));
			const order = made.sandbox.control.order(outOrderNo);
			expect(event).toMatchObject({
				verified: true,
				ticketNo: order?.issued?.ticketNo,
				price: order?.passengers.reduce((sum, { ticketPrice }) => sum + ticketPrice, 0),
				passengers: order?.passengers.map(({ passengerId }) => ({ passengerId })),
			});
			expect(JSON.stringify(event)).not.toMatch(/9999\.00|骗子/);
		});
	});

	test('a claim of somebody else’s ticket, or of none, proves nothing', async () => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'refunded');
			const stranger = await claim(made, 'refunded', outOrderNo, {
				passengers: [{ passengerId: '1' }],
			});
			const other = await claim(made, 'refunded', outOrderNo, {
				passengers: [{ passengerId: idOf(made, outOrderNo, 1) }],
			});
			expect(started(stranger)).toEqual([]);
			// This ticket may yet be refunded.
			expect(started(other)).toMatchObject([{ verified: false }]);
			const issued = await orderThat(
				{ ...made, order: async () => await made.order({ options: { outOrderNo: 'SECOND01' } }) },
				'issued',
			);
			const nobody = await claim(made, 'refunded', issued, { passengers: undefined });
			expect(started(nobody)).toMatchObject([{ verified: false }]);
		});
	});

	/** Juhe's refund types say whether there was a ticket. */
	test.each<[string, string, boolean | 'dropped']>([
		['issuefail', 'failed', true],
		['2', 'expired', true],
		['issuefail', 'created', false],
		['other', 'failed', false],
		['online', 'failed', 'dropped'],
	])('a refund of type %s, while the order is %s: %s', async (refundType, state, outcome) => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, state);
			const passengers = [{ passengerName: 甲.name }];
			const push = await claim(made, 'refunded', outOrderNo, { refundType, passengers });
			expect(started(push)).toMatchObject(outcome === 'dropped' ? [] : [{ verified: outcome }]);
			expect(started(push)).toHaveLength(outcome === 'dropped' ? 0 : 1);
		});
	});

	test('in the log an order number is one, whatever a push says', async () => {
		const engine = await theEngine();
		await withForger({}, async (made) => {
			engine.clearLog();
			await claim(made, 'issued', `张三 ${甲.idNumber}\nforged line`);
			expect(engine.log).toContain('(no order number)');
			expect(engine.log).not.toContain(甲.idNumber);
			expect(engine.log).not.toContain('forged line');
		});
	});
});

const lookUps = ({ sandbox }: Stage) => sandbox.control.calls('orderDetail').length;

/** Waits for what is about to happen. */
async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await sleep(5);
}

describe('verify modes', () => {
	test.each<[string, Record<string, [number | 'any', boolean | null]>]>([
		[
			'whenMoneyMoves',
			{
				issued: ['any', true],
				failed: ['any', true],
				expired: [0, null],
				refunded: ['any', true],
				refundFailed: [0, null],
			},
		],
		[
			'always',
			{
				issued: ['any', true],
				failed: ['any', true],
				expired: ['any', true],
				refunded: ['any', true],
				refundFailed: ['any', true],
			},
		],
		[
			'never',
			{
				issued: [0, null],
				failed: ['any', null],
				expired: [0, null],
				refunded: [0, null],
				refundFailed: [0, null],
			},
		],
	])('%s', async (verify, expected) => {
		await withForger({ verify }, async (made) => {
			const states = {
				issued: 'issued',
				failed: 'failed',
				expired: 'expired',
				refunded: 'refunded',
				refundFailed: 'refunded',
			};
			for (const [kind, [calls, verified]] of Object.entries(expected)) {
				const numbered: Stage = {
					...made,
					order: async () =>
						await made.order({ ...people, options: { outOrderNo: `${verify}${kind}` } }),
				};
				const outOrderNo = await orderThat(numbered, states[kind as keyof typeof states]);
				const before = lookUps(made);
				const changes =
					kind === 'refundFailed'
						? { passengers: [{ passengerId: idOf(made, outOrderNo, 1) }] }
						: {};
				const [event] = started(
					await claim(made, kind as keyof typeof states, outOrderNo, changes),
				);
				expect([kind, event?.verified]).toEqual([kind, verified]);
				expect([kind, lookUps(made) - before > 0]).toEqual([kind, calls === 'any']);
				if (kind === 'failed') expect(event?.failure).toContain('未通过');
			}
		});
	});

	/** What a push costs Juhe and n8n: the form of the order that shows it is asked for first. */
	test.each<[Parameters<typeof claim>[1], string, string[]]>([
		['issued', 'issued', ['1']],
		['refunded', 'refunded', ['1']],
		['failed', 'failed', ['']],
	])('%s: one look at the order, one reading of the credential', async (kind, state, forms) => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, state);
			const before = lookUps(made);
			const decrypt = jest.spyOn(TestCredentialsHelper.prototype, 'getDecrypted');
			const events = started(await claim(made, kind, outOrderNo));
			const timesDecrypted = decrypt.mock.calls.length;
			decrypt.mockRestore();
			expect(events).toMatchObject([{ verified: true }]);
			const asked = made.sandbox.control.calls('orderDetail').slice(before);
			expect(asked.map(({ parameters }) => parameters.issue ?? '')).toEqual(forms);
			expect(timesDecrypted).toBe(1);
		});
	});

	test('a failure that is believed goes out even where its order says otherwise', async () => {
		await withForger({ verify: 'never' }, async (made) => {
			const outOrderNo = await orderThat(made, 'issued');
			expect(started(await claim(made, 'failed', outOrderNo))).toMatchObject([
				{ event: 'order.failed', verified: null, failure: null },
			]);
		});
	});
});

describe('a push that is ahead of the order', () => {
	test('is verified where the order shows it later', async () => {
		await withForger({ verifySeconds: 60 }, async (made) => {
			const outOrderNo = await orderThat(made, 'created');
			const before = lookUps(made);
			const pushed = claim(made, 'issued', outOrderNo);
			await until(() => lookUps(made) > before);
			made.sandbox.control.issue(outOrderNo);
			expect(started(await pushed)).toMatchObject([{ event: 'order.issued', verified: true }]);
		});
	});

	test('is verified where its order said otherwise at first', async () => {
		await withForger({ verify: 'always', verifySeconds: 60 }, async (made) => {
			const outOrderNo = await orderThat(made, 'created');
			const before = lookUps(made);
			const passengers = [{ passengerName: 甲.name }];
			const pushed = claim(made, 'refunded', outOrderNo, { passengers });
			await until(() => lookUps(made) > before);
			made.sandbox.control.issue(outOrderNo);
			made.sandbox.control.passTime(600);
			await refund(made, outOrderNo, idOf(made, outOrderNo), true);
			expect(started(await pushed)).toMatchObject([{ event: 'ticket.refunded', verified: true }]);
		});
	});

	test('is answered before the order is looked at', async () => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'issued');
			const { control } = made.sandbox;
			const before = lookUps(made);
			control.fault('orderDetail', { kind: 'hold', when: 'before' });
			const url = `${made.trigger.url()}?type=1&token=${String(made.trigger.staticData.secret)}`;
			const body = JSON.stringify({ outOrderNo, msgCode: '100', ticketNo: 'E1' });
			const answer = await fetch(url, { method: 'POST', body });
			expect([answer.status, await answer.text()]).toEqual([200, 'success']);
			expect(eventsOf(made)).toEqual([]);
			await until(() => lookUps(made) > before);
			control.release();
			await made.trigger.settled();
			expect(eventsOf(made)).toMatchObject([{ outOrderNo, verified: true }]);
		});
	});
});

describe('Juhe that cannot be asked', () => {
	test('broken: unverified', async () => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'issued');
			made.sandbox.control.fault('orderDetail', { kind: 'drop', when: 'before' }, 9);
			expect(started(await claim(made, 'issued', outOrderNo))).toMatchObject([{ verified: false }]);
		});
	});

	test('broken for a moment: verified', async () => {
		await withForger({ verifySeconds: 60 }, async (made) => {
			const outOrderNo = await orderThat(made, 'issued');
			made.sandbox.control.fault('orderDetail', { kind: 'drop', when: 'before' }, 1);
			expect(started(await claim(made, 'issued', outOrderNo))).toMatchObject([{ verified: true }]);
		});
	});

	test('not there at all, or another’s key: unverified, and no key in the log', async () => {
		const engine = await theEngine();
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'issued');
			engine.clearLog();
			const nobody = createServer();
			await new Promise<void>((done) => nobody.listen(0, '127.0.0.1', done));
			const { port } = nobody.address() as { port: number };
			await new Promise((done) => nobody.close(done));
			made.settings.credentials = credentials({ url: `http://127.0.0.1:${port}` });
			expect(started(await claim(made, 'issued', outOrderNo))).toMatchObject([{ verified: false }]);
			made.settings.credentials = credentials(made.sandbox, { trainGrabKey: 'a-refused-key' });
			expect(started(await claim(made, 'refunded', outOrderNo))).toMatchObject([
				{ verified: false },
			]);
			expect(engine.log).not.toMatch(/a-refused-key|sandbox-train-grab-key/);
			expect(engine.log).not.toContain(String(made.trigger.staticData.secret));
		});
	});
});

describe('once', () => {
	/** The trigger's code, loaded anew: what a restart of n8n leaves of its memory. */
	async function restart(): Promise<void> {
		const engine = await theEngine();
		// Not in isolation: the node requires its work later, when a push comes.
		jest.resetModules();
		const { TrainGrabTrigger } = jest.requireActual<{ TrainGrabTrigger: new () => INodeType }>(
			join(__dirname, '../../dist/nodes/TrainGrabTrigger/TrainGrabTrigger.node.js'),
		);
		engine.nodeTypes.addNode(`${engine.packageName}.trainGrabTrigger`, new TrainGrabTrigger());
	}
	const again = async (made: Stage, outOrderNo = 'AGAIN001') =>
		await claim(made, 'expired', outOrderNo);

	test('a repetition is dropped before it costs an execution, in whatever form', async () => {
		await withForger({}, async (made) => {
			expect(started(await again(made))).toHaveLength(1);
			const form = { outOrderNo: 'AGAIN001', msgCode: '101', msgInfo: '过期' };
			for (const push of [await again(made), await made.push('3', { form })]) {
				expect([push.response.status, push.response.text, push.run]).toEqual([
					200,
					'success',
					undefined,
				]);
			}
			expect(started(await again(made, 'AGAIN002'))).toHaveLength(1);
		});
	});

	test('after a restart n8n’s own store knows: the execution ends with no item', async () => {
		await withForger({}, async (made) => {
			expect(started(await again(made))).toHaveLength(1);
			await restart();
			const repeated = await again(made);
			expect([repeated.response.status, repeated.run?.status]).toEqual([200, 'success']);
			expect(started(repeated)).toEqual([]);
			expect(repeated.run?.items('Train Grab Trigger')).toEqual([]);
			expect((await again(made)).run).toBeUndefined();
		});
	});

	test('pushed at once, many times: one item', async () => {
		await withForger({}, async (made) => {
			const pushes = await Promise.all(Array.from({ length: 8 }, async () => await again(made)));
			expect(pushes.map(({ response }) => response.text)).toEqual(Array(8).fill('success'));
			await made.trigger.settled();
			expect(eventsOf(made)).toHaveLength(1);
		});
	});

	test('deduplicate off: each one', async () => {
		await withForger({ deduplicate: false }, async (made) => {
			expect(started(await again(made), await again(made))).toHaveLength(2);
		});
	});

	test('what was contradicted does not count as seen, nor does what went out unverified', async () => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'created');
			const tell = async (state: 'failed' | 'issued') =>
				started(await claim(made, state, outOrderNo));
			expect(await tell('issued')).toMatchObject([{ verified: false }]);
			expect(await tell('issued')).toEqual([]);
			made.sandbox.control.issue(outOrderNo);
			expect(await tell('failed')).toEqual([]);
			expect(await tell('issued')).toMatchObject([{ verified: true }]);
			const last = await claim(made, 'issued', outOrderNo);
			expect([started(last), last.run]).toEqual([[], undefined]);
		});
	});

	test('an execution that runs again gets its item again; the workflow sees nothing of how', async () => {
		await withForger({}, async (made) => {
			const engine = await theEngine();
			const push = await again(made);
			const input = push.workflowData?.[0] ?? [];
			const retry = await engine.execute(made.trigger.spec, {
				start: 'Train Grab Trigger',
				mode: 'retry',
				input: input as never,
				credentials: made.settings.credentials,
			});
			expect(retry.json('After')).toEqual(push.run?.json('After'));
			expect(Object.keys(retry.items('After')[0] ?? {}).sort()).toEqual(['json', 'pairedItem']);
		});
	});

	test('an unverified event that no place is left for fails, and goes out once it is confirmed', async () => {
		await withForger({}, async (made) => {
			const engine = await theEngine();
			const outOrderNo = await orderThat(made, 'issued');
			made.sandbox.control.fault('orderDetail', { kind: 'drop', when: 'before' }, 99);
			const tell = async (ticketNo: string) => {
				engine.clearLog();
				const push = await claim(made, 'issued', outOrderNo, { ticketNo });
				return { push, says: engine.log.includes('on unverified') };
			};
			for (const says of [true, false]) {
				for (const ticketNo of ['FALSE1', 'FALSE2']) {
					const { push, says: said } = await tell(ticketNo);
					expect([ticketNo, started(push).length, said]).toEqual([ticketNo, says ? 1 : 0, says]);
				}
			}
			const { push, says } = await tell('E566781381');
			expect([push.response.text, push.run?.status, says]).toEqual(['success', 'error', false]);
			expect(push.run?.error).toMatchObject({
				message: expect.stringContaining(`“order.issued” of order ${outOrderNo} was not handed on`),
				description: expect.stringContaining('Retry this execution once Juhe can be read'),
			});

			const retry = async () =>
				await engine.execute(made.trigger.spec, {
					start: 'Train Grab Trigger',
					mode: 'retry',
					input: (push.workflowData?.[0] ?? []) as never,
					credentials: made.settings.credentials,
				});
			expect((await retry()).status).toBe('error');
			made.sandbox.control.clearFaults();
			expect((await retry()).json('After')).toMatchObject([{ outOrderNo, verified: true }]);
		});
	});

	test('two passengers’ refunds are two events; two tests count for nothing', async () => {
		await withForger({}, async (made) => {
			const outOrderNo = await orderThat(made, 'refunded');
			const second = idOf(made, outOrderNo, 1);
			await refund(made, outOrderNo, second, true);
			const pushes = [
				await claim(made, 'refunded', outOrderNo),
				await claim(made, 'refunded', outOrderNo, {
					passengers: [{ passengerId: Number(second) }],
				}),
				await claim(made, 'refunded', outOrderNo),
			];
			expect(started(...pushes).map(({ eventKey }) => eventKey)).toEqual([
				`ticket.refunded:${outOrderNo}:${idOf(made, outOrderNo)}`,
				`ticket.refunded:${outOrderNo}:${second}`,
			]);
			await made.trigger.listenForTest();
			const body = { outOrderNo: 'TEST0001', msgCode: '101' };
			const tests = [1, 2].map(
				async () => await made.trigger.push({ test: true, query: { type: '3' }, json: body }),
			);
			expect(started(...(await Promise.all(tests)))).toHaveLength(2);
			await made.trigger.stopListening();
			expect(started(await again(made, 'TEST0001'))).toHaveLength(1);
		});
	});
});

describe('Order > Get with the output Events', () => {
	test('says what the pushes said, under the same keys', async () => {
		await withStage({}, async (made) => {
			await made.trigger.publish();
			const outOrderNo = await made.order(people);
			const events = async (options = {}) =>
				await output(
					made.sandbox,
					onOrder('order', 'get', outOrderNo, { output: 'events', options }),
				);
			expect(await events()).toEqual([]);
			made.sandbox.control.issue(outOrderNo);
			await made.delivered();
			made.sandbox.control.passTime(600);
			await refund(made, outOrderNo, idOf(made, outOrderNo), true);
			await made.delivered();

			const polled = await events();
			const pushed = eventsOf(made);
			expect(polled.map(({ eventKey }) => eventKey)).toEqual(
				pushed.map(({ eventKey }) => eventKey),
			);
			polled.forEach((event, index) => {
				expect(Object.keys(event)).toEqual(Object.keys(pushed[index] ?? {}));
				const { eventKey, verified, trainNo, departure, ticketNo, price, raw } = event;
				expect(pushed[index]).toMatchObject({
					eventKey,
					verified,
					trainNo,
					departure,
					ticketNo,
					price,
					raw,
				});
			});

			const [chinese] = await events({
				summaryLanguage: 'zh',
				maskPersonalData: true,
				includeRaw: true,
			});
			expect(chinese).toMatchObject({
				summary: expect.stringMatching(/^出票成功：/),
				raw: { issued: { outOrderNo } },
			});
			expect(JSON.stringify(chinese)).not.toContain(甲.idNumber);
		});
	});

	test('a failure: why, with nobody’s name or ID in the summary', async () => {
		await withStage({}, async (made) => {
			const outOrderNo = await made.order();
			made.sandbox.control.fail(outOrderNo);
			const [event] = await output(
				made.sandbox,
				onOrder('order', 'get', outOrderNo, { output: 'events' }),
			);
			expect(event).toMatchObject({
				event: 'order.failed',
				eventKey: `order.failed:${outOrderNo}`,
				failure: expect.stringContaining(`测** 9999**********${甲.idNumber.slice(-4)}`),
			});
			expect(event?.summary).toContain('未通过');
			expect(event?.summary).not.toContain(甲.idNumber);
			expect(event?.summary).not.toContain(甲.name);
		});
	});
});
