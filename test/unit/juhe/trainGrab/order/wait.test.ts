import { JuheError } from '../../../../../src/juhe/errors';
import { waitForResult } from '../../../../../src/juhe/trainGrab/order/wait';
import { issuedDetail, orderingAt, unissuedDetail } from '../../../../support/models/orders';
import {
	first,
	lostAnswer,
	neverArrived,
	ok,
	page,
	refusal,
	rejectionOf,
	scriptedJuhe,
	stopClock,
	truncated,
} from '../../../../support/models/juhe';
import type { Answer } from '../../../../support/models/juhe';

afterEach(() => jest.restoreAllMocks());

const number = 'JHTEST01';
const absent = refusal(223804);
const start = Date.parse(orderingAt);
const after = (seconds: number) =>
	new Date(start + seconds * 1000 + 8 * 3_600_000).toISOString().slice(0, 19) + '+08:00';

/** What Juhe shows of the order from a second on: a letter of the unissued form, or an answer. */
type Life = Array<[fromSecond: number, what: string | Answer]>;

/**
 * A Juhe with one order that lives by the clock; pauses move the clock, and are all the time there
 * is.
 */
function world(life: Life, onSleep: () => void = () => undefined) {
	const clock = stopClock(orderingAt);
	const seen: string[] = [];
	const juhe = scriptedJuhe(
		{
			orderDetail: ({ issue }) => {
				const second = (clock.now() - start) / 1000;
				const [, what] = life.findLast(([from]) => from <= second) ?? [0, absent];
				if (typeof what !== 'string') return what;
				if (what === 'F') return ok(issuedDetail(number, ['F']));
				return issue ? absent : ok(unissuedDetail(number, what));
			},
		},
		{
			onSleep: (milliseconds) => {
				onSleep();
				clock.advance(milliseconds);
			},
		},
	);
	const wait = async (timeoutSeconds = 600, pollSeconds = 10) =>
		await waitForResult(juhe.client, number, {
			timeoutSeconds,
			pollSeconds,
			onStatus: ({ status }) => seen.push(status),
		});
	/** Seconds that went by. */
	const waited = () => (clock.now() - start) / 1000;
	return { ...juhe, wait, waited, seen };
}

describe('an order is followed', () => {
	test('through its states, with when each was first seen, until it has ended', async () => {
		const juhe = world([
			[0, 'N'],
			[15, 'B'],
			[35, 'D'],
			[95, 'F'],
		]);
		const awaited = await juhe.wait();
		expect(awaited).toMatchObject({
			outOrderNo: number,
			status: 'issued',
			issued: true,
			ended: true,
		});
		expect(awaited.timedOut).toBe(false);
		expect(awaited.history).toEqual([
			{ status: 'created', at: after(0) },
			{ status: 'waiting', at: after(20) },
			{ status: 'grabbing', at: after(40) },
			{ status: 'issued', at: after(100) },
		]);
		expect(juhe.seen).toEqual(awaited.history.map(({ status }) => status));
		expect(juhe.pauses).toEqual(Array(10).fill(10_000));
	});

	test.each<[string, Answer, string]>([
		['issued', ok(issuedDetail(number, ['F', 'F'])), 'issued'],
		['failed', ok({ ...unissuedDetail(number, 'U'), failMsg: '余票不足' }), 'failed'],
		['expired', ok(unissuedDetail(number, 'O')), 'expired'],
		['cancelled', ok(unissuedDetail(number, 'C')), 'cancelled'],
		['being refunded', ok(issuedDetail(number, ['C'])), 'refunding'],
		['refunded', ok(issuedDetail(number, ['T'])), 'refunded'],
		['partly refunded', ok(issuedDetail(number, ['F', 'T'])), 'partlyRefunded'],
		['changed', ok(issuedDetail(number, ['G'])), 'changed'],
	])('and no longer once it is %s', async (_what, answer, status) => {
		const juhe = world([
			[0, 'D'],
			[10, answer],
		]);
		const awaited = await juhe.wait();
		expect(awaited).toMatchObject({ status, ended: true, timedOut: false });
		expect(awaited.history.map((each) => each.status)).toEqual(['grabbing', status]);
		expect(juhe.pauses).toEqual([10_000]);
	});

	test('every so many seconds', async () => {
		const juhe = world([
			[0, 'D'],
			[9, 'F'],
		]);
		await juhe.wait(600, 3);
		expect(juhe.pauses).toEqual([3000, 3000, 3000]);
	});

	test('a state that no table knows is no end', async () => {
		const juhe = world([
			[0, '?'],
			[10, 'F'],
		]);
		expect((await juhe.wait()).history.map(({ status }) => status)).toEqual(['unknown', 'issued']);
	});
});

describe('when the time is up', () => {
	test('the order comes out as it stands, after a last look', async () => {
		const juhe = world([[0, 'D']]);
		const awaited = await juhe.wait(25);
		expect(awaited).toMatchObject({
			status: 'grabbing',
			ended: false,
			timedOut: true,
			history: [{ status: 'grabbing', at: after(0) }],
		});
		expect(juhe.pauses).toEqual([10_000, 10_000, 5000]);
		expect(juhe.waited()).toBe(25);
	});

	test('an order that ends at the last moment has not timed out', async () => {
		const juhe = world([
			[0, 'D'],
			[25, 'U'],
		]);
		expect(await juhe.wait(25)).toMatchObject({ status: 'failed', timedOut: false });
	});

	test('without any time there is one look', async () => {
		const juhe = world([[0, 'N']]);
		expect(await juhe.wait(0)).toMatchObject({ status: 'created', timedOut: true });
		expect(juhe.pauses).toEqual([]);
	});

	test('Juhe’s being busy at the last look does not hide what was seen', async () => {
		const juhe = world([
			[0, 'D'],
			[20, refusal(10011)],
		]);
		expect(await juhe.wait(30)).toMatchObject({ status: 'grabbing', timedOut: true });
	});
});

const passing: Array<[string, Answer]> = [
	['too many requests', refusal(10011)],
	['an internal error', refusal(10014)],
	['maintenance', refusal(10020)],
	['a 500', page(500)],
	['no answer', lostAnswer],
	['no connection', neverArrived],
	['a cut answer', truncated],
];
const lasting: Array<[string, Answer]> = [
	['a wrong key', refusal(10001)],
	['no quota', refusal(10012)],
	['no such path', page(404)],
	['a page', page(200)],
	['another order', ok(unissuedDetail('OTHER12345', 'D'))],
];

describe('trouble', () => {
	test.each(passing)('%s is waited out, looking less and less often', async (_what, answer) => {
		const juhe = world([
			[0, 'D'],
			[5, answer],
			[200, 'D'],
			[300, 'F'],
		]);
		const awaited = await juhe.wait(3600);
		expect(awaited).toMatchObject({ status: 'issued', timedOut: false });
		expect(awaited.history.map(({ status }) => status)).toEqual(['grabbing', 'issued']);
		// The client's own short pauses, three a look, apart.
		expect(juhe.pauses.filter((pause) => pause >= 10_000)).toEqual([
			...[10_000, 20_000, 40_000, 80_000, 160_000],
		]);
	});

	test('after it, the pace is the usual one again', async () => {
		const juhe = world([
			[0, refusal(10011)],
			[15, 'D'],
			[60, 'F'],
		]);
		await juhe.wait();
		const pauses = juhe.pauses.filter((pause) => pause >= 10_000);
		expect(pauses[0]).toBe(20_000);
		expect(new Set(pauses.slice(1))).toEqual(new Set([10_000]));
	});

	test('the longest pause is five minutes', async () => {
		const juhe = world([
			[0, 'D'],
			[5, refusal(10011)],
		]);
		await juhe.wait(7200);
		expect(Math.max(...juhe.pauses)).toBe(300_000);
	});

	test.each(passing)(
		'%s all the time: the error, for nothing was ever seen',
		async (_what, answer) => {
			const juhe = world([[0, answer]]);
			const error = await rejectionOf(juhe.wait(60), JuheError);
			expect(error.retryable).toBe(true);
			expect(juhe.waited()).toBeGreaterThanOrEqual(60);
		},
	);

	test.each(lasting)('%s is an error at once: waiting does not mend it', async (_what, answer) => {
		const juhe = world([
			[0, 'D'],
			[10, answer],
		]);
		const error = await rejectionOf(juhe.wait(), JuheError);
		expect(error.retryable).toBe(false);
		expect(juhe.pauses).toEqual([10_000]);
	});
});

describe('a number that Juhe does not know', () => {
	test('may be an order too new to show', async () => {
		const juhe = world([
			[55, 'D'],
			[100, 'F'],
		]);
		const awaited = await juhe.wait();
		expect(awaited.history.map(({ status }) => status)).toEqual(['grabbing', 'issued']);
		expect(first(awaited.history).at).toBe(after(60));
	});

	test.each<[string, Answer]>([
		['a refusal', absent],
		['an empty answer', ok(null)],
	])('for a minute (%s) is an error that names it', async (_what, answer) => {
		const juhe = world([[0, answer]]);
		const error = await rejectionOf(juhe.wait(), JuheError);
		expect(error.message).toBe(`Juhe has no order ${number}`);
		expect(juhe.waited()).toBe(60);
	});

	test('is an error once a shorter time is up', async () => {
		const juhe = world([]);
		await rejectionOf(juhe.wait(15), JuheError);
		expect(juhe.waited()).toBe(15);
	});

	test('though it was seen before: it is looked for again, and was not lost', async () => {
		const juhe = world([
			[0, 'D'],
			[10, absent],
			[100, 'F'],
		]);
		expect((await juhe.wait()).history.map(({ status }) => status)).toEqual(['grabbing', 'issued']);
	});
});

test('a stopped execution stops the waiting: nothing is asked after it', async () => {
	const stopped = new Error('stopped');
	let pauses = 0;
	const juhe = world([[0, 'D']], () => {
		if (++pauses === 3) throw stopped;
	});
	await expect(juhe.wait()).rejects.toBe(stopped);
	expect(juhe.requests.filter(({ form }) => !form.issue)).toHaveLength(3);
	expect(juhe.requests.every(({ abortable }) => abortable)).toBe(true);
});
