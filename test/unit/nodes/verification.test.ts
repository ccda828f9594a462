import type { IExecuteFunctions } from 'n8n-workflow';

import { presentEvent } from '../../../src/juhe/trainGrab/events/event';
import { eventOfPush } from '../../../src/juhe/trainGrab/events/fromPush';
import { verify } from '../../../nodes/TrainGrabTrigger/verification';

const outOrderNo = 'A00001';
const issuedPush = eventOfPush({ outOrderNo, msgCode: '100', ticketNo: 'E1' }, '1');

type Answer = { error_code: number; reason?: string; result?: unknown } | 'timeout' | 'page';

const absent: Answer = { error_code: 223804 };
const grabbing: Answer = { error_code: 0, result: { outOrderNo, status: 'D' } };
const failed: Answer = { error_code: 0, result: { outOrderNo, status: 'U' } };
const cancelled: Answer = { error_code: 0, result: { outOrderNo, status: 'C' } };
const maintenance: Answer = { error_code: 10020 };
const wrongKey: Answer = { error_code: 10001 };
const unlisted: Answer = { error_code: 215803, reason: '订单不存在' };
const noOrder: Answer = { error_code: 0, result: '暂无数据' };
const issued: Answer = {
	error_code: 0,
	result: { outOrderNo, orderStateCode: 'F', ticketNo: 'E2', passengers: [] },
};

/** Juhe as it answers by the second, under a clock that the test drives. */
async function verifyBeside(
	answerAt: (second: number) => Answer,
	{
		push = issuedPush,
		verify: mode = 'whenMoneyMoves' as 'always' | 'never' | 'whenMoneyMoves',
		verifySeconds = 60,
		maskPersonalData = false,
		secondsToAnswer = 0,
	} = {},
) {
	const begun = Date.now();
	const asked: number[] = [];
	const context = {
		getNode: () => ({ id: 'trigger' }),
		getWorkflowStaticData: () => ({}),
		getCredentials: async () =>
			await Promise.resolve({ trainGrabKey: 'made-up', baseUrl: 'https://juhe.example.com' }),
		logger: { warn: () => undefined },
		helpers: {
			httpRequestWithAuthentication: async (_name: string, { timeout }: { timeout: number }) => {
				const second = (Date.now() - begun) / 1000;
				asked.push(second);
				const answer = answerAt(second);
				if (secondsToAnswer > 0)
					await new Promise((done) => setTimeout(done, secondsToAnswer * 1000));
				if (answer === 'page') return { statusCode: 200, body: '<html>系统维护</html>' };
				if (answer !== 'timeout')
					return await Promise.resolve({ statusCode: 200, body: JSON.stringify(answer) });
				await new Promise((done) => setTimeout(done, timeout));
				throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
			},
		},
	} as unknown as IExecuteFunctions;
	const options = { verify: mode, verifySeconds, maskPersonalData };
	const verdict = { of: verify(context, push, options), isIn: false };
	void verdict.of.finally(() => (verdict.isIn = true));
	for (let second = 0; !verdict.isIn && second < 600; second++)
		await jest.advanceTimersByTimeAsync(1000);
	const { event, warning } = await verdict.of;
	return { event, warning, asked, seconds: (Date.now() - begun) / 1000 };
}

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

test.each<[string, Answer]>([
	['not there yet', absent],
	['still grabbing', grabbing],
	['hanging', 'timeout'],
	['under maintenance', maintenance],
	['behind a page that is not Juhe’s', 'page'],
	['unknown by a code that no document has', unlisted],
	['a text in place of an order', noOrder],
])('an order that is %s is looked at until it shows what the push says', async (_what, first) => {
	const { event, warning, seconds } = await verifyBeside((second) =>
		second < 40 ? first : issued,
	);
	expect(event).toMatchObject({ verified: true, ticketNo: 'E2' });
	expect(warning).toBeNull();
	expect(seconds).toBeGreaterThanOrEqual(40);
	expect(seconds).toBeLessThan(60);
});

test('one that lags says otherwise for some seconds: a cancel may have raced the issue', async () => {
	const { event, warning } = await verifyBeside((second) => (second < 5 ? cancelled : issued));
	expect(event).toMatchObject({ verified: true, ticketNo: 'E2' });
	expect(warning).toBeNull();
});

test.each<[string, Answer, string]>([
	['is not there', absent, 'could not be found within 60 seconds'],
	['is still grabbing', grabbing, 'did not show it within 60 seconds'],
	['hangs', 'timeout', 'could not be read within 60 seconds'],
	['is under maintenance', maintenance, 'could not be read within 60 seconds'],
	['is hidden by a page', 'page', 'could not be read within 60 seconds: The answer is not Juhe'],
	[
		'is refused by a code that no document has',
		unlisted,
		`could not be read within 60 seconds: Juhe refused to show order ${outOrderNo}: “订单不存在” (code 215803)`,
	],
])(
	'one that %s all the time lets the event go out unverified, with a warning',
	async (_, answer, why) => {
		const { event, warning, seconds } = await verifyBeside(() => answer);
		expect(event).toEqual({ ...issuedPush, verified: false });
		expect(warning).toContain(`order ${outOrderNo} ${why}`);
		expect(seconds).toBeGreaterThanOrEqual(60);
		expect(seconds).toBeLessThan(90);
	},
);

test('pauses grow: Juhe is not asked all the time', async () => {
	const { asked } = await verifyBeside(() => grabbing);
	// Each look asks for both forms of the order.
	const looks = [...new Set(asked.map(Math.round))];
	expect(looks.length).toBeGreaterThan(5);
	expect(looks.length).toBeLessThan(15);
});

/** A false failure would make somebody buy twice, a false issue keep somebody from buying. */
const failedPush = eventOfPush({ outOrderNo, msgCode: '101' }, '1');
const expiredPush = eventOfPush({ outOrderNo, msgCode: '101' }, '3');
test.each<[string, typeof issuedPush, (second: number) => Answer]>([
	['says otherwise', issuedPush, () => failed],
	['was issued, and is said to have failed,', failedPush, () => issued],
	['said otherwise and then hangs', failedPush, (second) => (second < 2 ? issued : 'timeout')],
	['said otherwise and then is gone', failedPush, (second) => (second < 2 ? issued : absent)],
	[
		'said otherwise and then cannot be read with this key',
		failedPush,
		(second) => (second < 2 ? issued : wrongKey),
	],
	['comes to say otherwise', issuedPush, (second) => (second < 50 ? grabbing : failed)],
	['says otherwise but for a moment', issuedPush, (second) => (second === 1 ? 'page' : failed)],
	['says otherwise after an outage', issuedPush, (second) => (second < 40 ? maintenance : failed)],
	[
		'at the very end was issued, and is said to have failed,',
		failedPush,
		(second) => (second < 60 ? grabbing : issued),
	],
])('one that %s drops the event, with a warning', async (_what, push, answerAt) => {
	const { event, warning } = await verifyBeside(answerAt, { push });
	expect(event).toBeNull();
	expect(warning).toContain(`dropped a push “${push.event}”: order ${outOrderNo}`);
});

test.each([
	[0, 0],
	[2, 2],
	[60, 5],
])('within %s seconds it may change its mind for %s', async (verifySeconds, least) => {
	const { event, seconds } = await verifyBeside(() => cancelled, { verifySeconds });
	expect(event).toBeNull();
	expect(seconds).toBeGreaterThanOrEqual(least);
	expect(seconds).toBeLessThan(least + 5);
});

test.each<[string, Answer]>([
	['under maintenance', maintenance],
	['not there', absent],
	['hidden by a page', 'page'],
])(
	'one that said otherwise, then was %s, and says so again, must stand by it anew',
	async (_what, meanwhile) => {
		const { event } = await verifyBeside((second) => {
			if (second < 1) return cancelled;
			if (second < 40) return meanwhile;
			return second < 43 ? cancelled : issued;
		});
		expect(event?.verified).toBe(true);
	},
);

test('one look that takes long has not seen an order stand by what it says', async () => {
	const { event } = await verifyBeside((second) => (second < 6 ? cancelled : issued), {
		secondsToAnswer: 4,
	});
	expect(event?.verified).toBe(true);
});

test.each([
	[1, 1],
	[1, 2],
	[3, 2],
	[3, 6],
	[9, 8],
])(
	'one that answers in %d s and only ever says otherwise is believed, also within %d s',
	async (secondsToAnswer, verifySeconds) => {
		const { event } = await verifyBeside(() => failed, { secondsToAnswer, verifySeconds });
		expect(event).toBeNull();
	},
);

test.each<[string, typeof issuedPush]>([
	['failed', failedPush],
	['expired', expiredPush],
])('one that said otherwise for a look has not %s, though it cannot be read', async (_, push) => {
	const { event } = await verifyBeside((second) => (second < 1 ? issued : maintenance), {
		push,
		verify: 'always',
	});
	expect(event).toBeNull();
});

test('an expiry is believed without a look', async () => {
	const verdict = await verifyBeside(() => issued, { push: expiredPush });
	expect(verdict).toMatchObject({ event: expiredPush, warning: null, asked: [] });
});

/** What a look at the order tells of the same refusal is known by the ID of its passenger. */
describe('a refused refund', () => {
	const named = { passengerName: '测试甲', pTicketNo: 'E21' };
	const refused = (passengers: object[]) =>
		eventOfPush({ outOrderNo, msgCode: '310', refundTime: '2026-11-22 10:00:00', passengers }, '2');
	const orderWith = (ticketStateCode: string): Answer => ({
		error_code: 0,
		result: {
			outOrderNo,
			orderStateCode: 'F',
			passengers: [{ ...named, passengerId: '7', ticketStateCode }],
		},
	});
	const keyOf = (...parts: string[]) =>
		['ticket.refundFailed', outOrderNo, ...parts, '2026-11-22T10:00:00+08:00'].join(':');

	test.each<[string, object[], Answer, string, number]>([
		['that names its passenger', [named], orderWith('O'), keyOf('7'), 1],
		['that names nobody, of an order of one', [], orderWith('O'), keyOf('7'), 1],
		['whose ticket is valid', [named], orderWith('F'), keyOf('7'), 1],
		['that its order does not show', [named], orderWith('T'), keyOf('E21'), 1],
		['whose order cannot be read', [named], 'timeout', keyOf('E21'), 1],
		['that has its ID', [{ ...named, passengerId: '7' }], orderWith('O'), keyOf('7'), 0],
	])('%s: believed, and given what ID the order has', async (_what, people, answer, key, looks) => {
		const { event, warning, asked } = await verifyBeside(() => answer, { push: refused(people) });
		expect(event).toMatchObject({ eventKey: key, verified: null });
		expect([warning, asked.length > 0]).toEqual([null, looks > 0]);
	});
});

/** Nothing in an order proves what fits no kind. */
describe('what fits no kind, to be confirmed', () => {
	const push = eventOfPush({ outOrderNo, msgCode: '100', isChangedOrder: '1' }, '1');

	test.each<[string, Answer]>([
		['issued', issued],
		['grabbing', grabbing],
	])('goes out unverified with what its order knows, at once: %s', async (_what, answer) => {
		const { event, warning, seconds } = await verifyBeside(() => answer, {
			push,
			verify: 'always',
		});
		const known = answer === issued ? { ticketNo: 'E2' } : {};
		expect(event).toMatchObject({ ...known, event: 'other', verified: false });
		expect(warning).toBeNull();
		expect(seconds).toBeLessThan(2);
	});

	test.each<[string, Answer, string]>([
		['there', absent, 'could not be found within 60 seconds'],
		['to be read', maintenance, 'could not be read within 60 seconds'],
	])('says so where its order is not %s', async (_what, answer, why) => {
		const { event, warning } = await verifyBeside(() => answer, { push, verify: 'always' });
		expect(event).toEqual({ ...push, verified: false });
		expect(warning).toContain(`order ${outOrderNo} ${why}`);
	});

	test('says so where it names no order', async () => {
		const unnumbered = eventOfPush({ msgCode: '100', msgInfo: '测试' }, '1');
		const verdict = await verifyBeside(() => issued, { push: unnumbered, verify: 'always' });
		expect(verdict).toMatchObject({
			event: { event: 'other', verified: false },
			warning: 'Train Grab Trigger hands “other” on unverified: the push names no order',
			asked: [],
		});
	});
});

/** A contradiction must have stood for as long as an order may lag, and be the last that was seen. */
test.each<[string, (second: number) => Answer, string]>([
	[
		'said otherwise and now may yet show it',
		(second) => (second < 4 ? cancelled : grabbing),
		'did not show it',
	],
	['says otherwise at the very end', (second) => (second < 60 ? grabbing : cancelled), 'did not'],
	[
		'said otherwise and then cannot be read',
		(second) => (second < 4 ? cancelled : 'timeout'),
		'could not be read',
	],
])('one that %s lets it go out unverified', async (_what, answerAt, why) => {
	const { event, warning } = await verifyBeside(answerAt);
	expect(event?.verified).toBe(false);
	expect(warning).toContain(why);
});

test.each<[string, number, string]>([
	['a refused key', 10001, 'Juhe does not know the key (code 10001). Correct the key'],
	['an exhausted quota', 10012, 'The request quota of the key is used up (code 10012). Buy quota'],
	['an API that is gone', 10021, 'Juhe has withdrawn this API (code 10021). Ask Juhe'],
])('%s lets it go out unverified, at once', async (_what, code, why) => {
	const { event, warning, seconds } = await verifyBeside(() => ({ error_code: code }));
	expect(event?.verified).toBe(false);
	expect(warning).toContain(`order ${outOrderNo} could not be read: ${why}`);
	expect(seconds).toBeLessThan(2);
});

test('a warning has no personal data, whatever a push and Juhe say', async () => {
	const id = '11010119900307803X';
	for (const number of [outOrderNo, `测试甲 ${id}`]) {
		const passengers = [{ passengerName: '测试甲', cardNo: id }];
		const push = eventOfPush({ outOrderNo: number, msgCode: '100', passengers }, '1');
		const reason = `测试甲 ${id} ${number}`;
		const { warning } = await verifyBeside(() => ({ error_code: 215803, reason }), {
			push,
			verifySeconds: 0,
		});
		expect(warning).toContain('could not be read');
		expect(warning).not.toMatch(/测试甲|11010119900307803X/);
	}
});

/** Masked before n8n stored it, an event no longer tells which numbers Juhe's words may repeat. */
test.each<[string, Partial<Parameters<typeof verifyBeside>[1]>]>([
	['masked', { maskPersonalData: true }],
	['masked while an option was broken', {}],
])('of an event that came %s no words of Juhe’s are in the warning', async (_what, settings) => {
	const passengers = [{ passengerName: '测试甲', cardType: '3', cardNo: '01234567' }];
	const push = presentEvent(eventOfPush({ outOrderNo, msgCode: '100', passengers }, '1'), {
		language: 'en',
		mask: true,
		includeRaw: false,
	});
	for (const answer of [
		{ error_code: 215803, reason: '测试甲 “01234567” 无此订单' },
		{ error_code: 215803, reason: '系统繁忙 测试甲 01234567' },
	]) {
		const { event, warning } = await verifyBeside(() => answer, { ...settings, push });
		expect(event?.verified).toBe(false);
		expect(warning).toContain(`order ${outOrderNo} could not be read within 60 seconds: Juhe`);
		expect(warning).toContain('“…” (code 215803)');
		expect(warning).not.toMatch(/测试甲|01234567|订单|繁忙/);
	}
});

test('an execution that is stopped stops looking', async () => {
	const stop = new AbortController();
	const context = {
		getNode: () => ({ id: 'trigger' }),
		getWorkflowStaticData: () => ({}),
		getCredentials: async () => await Promise.resolve({ trainGrabKey: 'made-up' }),
		getExecutionCancelSignal: () => stop.signal,
		helpers: {
			httpRequestWithAuthentication: async () =>
				await Promise.resolve({ statusCode: 200, body: JSON.stringify(grabbing) }),
		},
	} as unknown as IExecuteFunctions;
	const options = { verify: 'always', verifySeconds: 60, maskPersonalData: false } as const;
	const stopped = expect(verify(context, issuedPush, options)).rejects.toThrow();
	await jest.advanceTimersByTimeAsync(5000);
	stop.abort();
	await jest.advanceTimersByTimeAsync(2000);
	await stopped;
});
