import { DateTime } from 'luxon';
import timers from 'node:timers/promises';
import { startSandbox, type PushForm } from '../index';
import {
	chinaDay,
	client,
	passenger,
	receiver,
	shape,
	until,
} from '../../../test/support/sandboxClient';
import { madeUpId } from '../people';
import expiredPush from '../../../test/support/fixtures/juhe/train-grab.push.expired.json';
import failedPush from '../../../test/support/fixtures/juhe/train-grab.push.issue-failed.json';
import issuedPush from '../../../test/support/fixtures/juhe/train-grab.push.issued.json';
import refundFailedPush from '../../../test/support/fixtures/juhe/train-grab.push.refund-failed.json';
import refundedPush from '../../../test/support/fixtures/juhe/train-grab.push.refunded.json';

afterEach(() => jest.restoreAllMocks());

/** Starts a sandbox whose orders live fast and a receiver registered for all three push types. */
async function fastWorld(...answers: Array<{ status: number; body: string }>) {
	const sandbox = await startSandbox({ clockSpeed: 200, pushRetrySeconds: 0.05 });
	const hook = await receiver(...answers);
	const juhe = client(sandbox);
	for (const type of ['1', '2', '3'])
		await juhe.post('addCallbackUrl.php', { url: `${hook.url}&type=${type}`, type });
	const statuses = (outOrderNo: string) =>
		sandbox.control
			.order(outOrderNo)
			?.history.map(({ status }) => status)
			.join('');
	const ended = (outOrderNo: string, life: string) => until(() => statuses(outOrderNo) === life);
	return {
		sandbox,
		hook,
		juhe,
		statuses,
		ended,
		close: () => Promise.all([sandbox.close(), hook.close()]),
	};
}

describe('an order lives', () => {
	let world: Awaited<ReturnType<typeof fastWorld>>;
	beforeEach(async () => {
		world = await fastWorld();
	});
	afterEach(() => world.close());

	test('created, waiting, grabbing, issued, each at its time, and the issue is pushed', async () => {
		const { juhe, ended, sandbox, hook } = world;
		const outOrderNo = await juhe.order();
		await ended(outOrderNo, 'NBDF');
		const [n, b, d, f] = (sandbox.control.order(outOrderNo)?.history ?? []).map(({ at }) =>
			DateTime.fromISO(at).toMillis(),
		);
		const seconds = (from = 0, to = 0) => (to - from) / 1000;
		expect([seconds(n, b), seconds(b, d), seconds(d, f)]).toEqual([2, 5, 15]);

		await until(() => hook.received.length === 1);
		const body = JSON.parse(hook.received[0]?.body ?? '');
		expect(shape(body)).toEqual(shape(issuedPush));
		expect(Object.keys(body)).toEqual(Object.keys(issuedPush));
		expect(body).toMatchObject({
			outOrderNo,
			msgCode: '100',
			orderAmount: '4.00',
			departureTime: `${chinaDay(20)} 02:29:00`,
		});
		expect(body.passengers[0]).toMatchObject({ cardType: '1', seatClass: '1', cardNo: madeUpId() });
		expect(hook.received[0]?.url).toContain('type=1');
	});

	test('an impossible ID makes it fail, and the detail says whose', async () => {
		const { juhe, ended, hook } = world;
		const outOrderNo = await juhe.order({
			passengers: JSON.stringify([passenger({ idCardNo: `${madeUpId().slice(0, -1)}A` })]),
		});
		await ended(outOrderNo, 'NBDU');
		expect((await juhe.detail(outOrderNo)).result.failMsg).toMatch(
			/乘客身份信息未通过验证.*测试甲 9{6}19900101/,
		);
		await until(() => hook.received.length === 1);
		const body = JSON.parse(hook.received[0]?.body ?? '');
		expect(shape(body)).toEqual(shape(failedPush));
		expect(body).toMatchObject({ msgCode: '101', msgInfo: '出票失败', trainNo: null });
	});

	test('a sold-out train is grabbed for until the close time, then expires', async () => {
		const { juhe, ended, sandbox, statuses, hook } = world;
		const { data } = await juhe.search('北京', '上海');
		const outOrderNo = await juhe.order({
			queryKey: data.result.queryKey,
			trainNo: 'G5',
			mainTrainNo: 'G5',
			seatClassCode: 'secondseat',
			mainSeatClass: 'secondseat',
			fromStation: '北京南',
			toStation: '上海虹桥',
			departDate: `${chinaDay(20)} 07:00`,
		});
		await ended(outOrderNo, 'NBD');
		sandbox.control.passTime(86_400);
		expect(statuses(outOrderNo)).toBe('NBD');
		sandbox.control.passTime(20 * 86_400);
		await ended(outOrderNo, 'NBDO');
		expect((await juhe.detail(outOrderNo)).result).toMatchObject({
			status: 'O',
			grabEndTime: `${chinaDay(19)}T12:00:00`,
		});
		expect(sandbox.control.order(outOrderNo)?.history.at(-1)?.at).toBe(
			sandbox.control.order(outOrderNo)?.closeTime,
		);
		await until(() => hook.received.length === 1);
		expect(shape(JSON.parse(hook.received[0]?.body ?? ''))).toEqual(shape(expiredPush));
		expect((await juhe.post('cancelOrder.php', { outOrderNo })).data.error_code).toBe(223801);
	});

	test('the first choice that has seats is got', async () => {
		const { juhe, ended } = world;
		const { data } = await juhe.search('北京', '上海');
		const outOrderNo = await juhe.order({
			queryKey: data.result.queryKey,
			trainNo: 'G3|G5',
			mainTrainNo: 'G5',
			seatClassCode: 'firstseat|secondseat',
			mainSeatClass: 'secondseat',
			fromStation: '北京南',
			toStation: '上海虹桥',
			departDate: `${chinaDay(20)} 07:00`,
		});
		await ended(outOrderNo, 'NBDF');
		expect((await juhe.detail(outOrderNo, '1')).result).toMatchObject({
			trainNo: 'G3',
			passengers: [{ seatClass: 'secondseat' }],
		});
	});

	test('a cancelled order stays cancelled and pushes nothing', async () => {
		const { juhe, sandbox, statuses } = world;
		const outOrderNo = await juhe.order();
		await juhe.post('cancelOrder.php', { outOrderNo });
		sandbox.control.passTime(20 * 86_400);
		expect(statuses(outOrderNo)).toMatch(/^N?B?D?C$/);
		expect(sandbox.control.pushes()).toEqual([]);
	});

	test.each([
		['succeed', refundedPush, 'T', '100'],
		['fail', refundFailedPush, 'O', '101'],
	] as const)('a refund may %s', async (refund, sample, state, msgCode) => {
		const { juhe, ended, sandbox, hook } = world;
		sandbox.control.nextFates({ outcome: 'auto', refund });
		const outOrderNo = await juhe.order();
		await ended(outOrderNo, 'NBDF');
		sandbox.options.clockSpeed = 20;
		sandbox.control.passTime(360);
		const passengerId = sandbox.control.order(outOrderNo)?.passengers[0]?.passengerId ?? '';
		await juhe.post('applyRefundOrder.php', { outOrderNo, passengerId });
		expect((await juhe.detail(outOrderNo, '1')).result).toMatchObject({
			orderStateCode: 'C',
			passengers: [{ ticketState: '退票中' }],
		});
		await until(() => hook.received.length === 2);
		const body = JSON.parse(hook.received[1]?.body ?? '');
		expect(shape(body)).toEqual(shape(sample));
		expect(body).toMatchObject({ outOrderNo, msgCode, passengers: [{ passengerId }] });
		expect((await juhe.detail(outOrderNo, '1')).result.orderStateCode).toBe(state);
		expect((await juhe.detail(outOrderNo)).result.status).toBe(refund === 'succeed' ? 'T' : 'F');
	});

	test('fates can be ordered for the next orders', async () => {
		const { juhe, ended, sandbox } = world;
		sandbox.control.nextFates(
			{ outcome: 'fail', msgCode: '305', failMsg: '测试' },
			{ outcome: 'expire' },
			{ outcome: 'hold' },
		);
		const [failing, expiring, holding] = [
			await juhe.order(),
			await juhe.order(),
			await juhe.order(),
		];
		await ended(failing, 'NBDU');
		await ended(expiring, 'NBDO');
		await until(() => sandbox.control.pushes().length === 2);
		expect(sandbox.control.pushes()[0]?.body).toMatchObject({
			msgCode: '305',
			msgDetail: `测试甲|${madeUpId()}`,
		});
		await ended(holding, 'NBD');
		sandbox.control.issue(holding, { seatClass: 'noseat' });
		expect(sandbox.control.order(holding)).toMatchObject({
			status: 'F',
			issued: { trainNo: 'Z175', seatClass: 'noseat' },
		});
		expect(() => sandbox.control.expire(holding)).toThrow(RangeError);
	});
});

describe('pushes', () => {
	const success = { status: 200, body: 'success' };
	const read: Record<PushForm, (body: string) => unknown> = {
		json: (body) => JSON.parse(body),
		data: (body) => JSON.parse(new URLSearchParams(body).get('data') ?? ''),
		param: (body) => JSON.parse(new URLSearchParams(body).get('param') ?? ''),
		flat: (body) => {
			const fields = Object.fromEntries(new URLSearchParams(body));
			return { ...fields, passengers: JSON.parse(fields.passengers ?? '') };
		},
	};

	test.each(Object.keys(read) as PushForm[])('travel as %s', async (form) => {
		const { sandbox, hook, close } = await fastWorld();
		for (const method of ['POST', 'GET'] as const) {
			const push = await sandbox.control.push({ kind: 'refunded', form, method });
			expect(push).toMatchObject({
				state: 'delivered',
				form,
				attempts: [{ status: 200, answer: 'success' }],
			});
		}
		const [posted, got] = hook.received;
		expect(read[form](posted?.body ?? '')).toEqual(refundedPush);
		expect(posted?.headers['content-type']).toContain(
			form === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
		);
		expect(got).toMatchObject({ method: 'GET', body: '' });
		const query = (got?.url ?? '').split('type=2&')[1] ?? '';
		expect(read[form](form === 'json' ? decodeURIComponent(query) : query)).toEqual(refundedPush);
		await close();
	});

	test.each([
		['once, if success comes back', [success], 1, 'delivered'],
		[
			'until success',
			[{ status: 500, body: 'success' }, { status: 200, body: '' }, success],
			3,
			'delivered',
		],
		['three times at most', [{ status: 200, body: 'ok' }], 3, 'gaveUp'],
	])('are sent %s', async (_what, answers, times, state) => {
		const { sandbox, hook, juhe, close } = await fastWorld(...answers);
		sandbox.options.pushRetrySeconds = 3_000;
		const pauses = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
		await juhe.order();
		await until(() => sandbox.control.pushes()[0]?.state === state);
		expect(hook.received).toHaveLength(times);
		expect(sandbox.control.pushes()[0]?.attempts).toHaveLength(times);
		expect(pauses.mock.calls.map(([milliseconds]) => milliseconds)).toEqual(
			Array(times - 1).fill(3_000_000),
		);
		await close();
	});

	test('to nowhere are recorded as such, and a dead receiver is no accident', async () => {
		const sandbox = await startSandbox({ pushRetrySeconds: 0, clockSpeed: 500 });
		await client(sandbox).order();
		await until(() => sandbox.control.pushes().length === 1);
		expect(sandbox.control.pushes()[0]).toMatchObject({
			kind: 'issued',
			url: null,
			state: 'unregistered',
			attempts: [],
		});
		const dead = await sandbox.control.push({ kind: 'expired', to: 'http://127.0.0.1:9/' });
		expect(dead).toMatchObject({
			state: 'gaveUp',
			attempts: [{ status: null }, { status: null }, { status: null }],
		});
		await sandbox.close();
	});

	test('of any kind can be sent on command, of an order or as the vendor’s samples', async () => {
		const { sandbox, hook, juhe, close } = await fastWorld();
		sandbox.options.clockSpeed = 1;
		const outOrderNo = await juhe.order();
		sandbox.control.issue(outOrderNo);
		const samples = {
			issued: issuedPush,
			'issue-failed': failedPush,
			expired: expiredPush,
			refunded: refundedPush,
			'refund-failed': refundFailedPush,
		};
		for (const [kind, sample] of Object.entries(samples) as Array<[keyof typeof samples, object]>) {
			expect(
				(await sandbox.control.push({ kind, overrides: { outOrderNo: 'OTHER001' } })).body,
			).toEqual({ ...sample, outOrderNo: 'OTHER001' });
			expect(
				(await sandbox.control.push({ kind, outOrderNo, to: `${hook.url}&twice` })).body,
			).toMatchObject({ outOrderNo });
		}
		expect(hook.received.filter(({ url }) => url.endsWith('twice'))).toHaveLength(5);
		await expect(sandbox.control.push({ kind: 'issued', outOrderNo: 'UNKNOWN1' })).rejects.toThrow(
			RangeError,
		);
		await close();
	});
});
