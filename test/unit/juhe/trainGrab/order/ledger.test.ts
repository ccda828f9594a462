import * as fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { inTurn, juheAt, Ledger, timeOf } from '../../../../../src/juhe/trainGrab/order/ledger';
import type { Sent } from '../../../../../src/juhe/trainGrab/order/ledger';
import { JuheError } from '../../../../../src/juhe/errors';
import { NoEntryStore } from '../../../../../src/lib/entryStore';
import type { EntryStore } from '../../../../../src/lib/entryStore';
import { rejectionOf, stopClock } from '../../../../support/models/juhe';
import { brokenStore, SharedRow } from '../../../../support/models/entryStore';

const at = '2026-12-19T10:00:30+08:00';
const place = 'https://juhe.test';
const noPause = async () => await Promise.resolve();

beforeEach(() => {
	stopClock(at);
});
afterEach(() => jest.restoreAllMocks());

describe('a claim', () => {
	test('is one’s own where nobody made it; whoever comes later learns when it was', async () => {
		const row = new SharedRow();
		const [one, other] = [row, row].map((each) => new Ledger(each.store(), place, noPause));
		expect(await one?.claim('JH1')).toMatchObject({ state: 'mine' });
		expect(await one?.claim('JH2')).toMatchObject({ state: 'mine' });
		const found = await other?.claim('JH1');
		expect(found?.state).toBe('sentBefore');
		expect(timeOf(found?.since ?? 0)).toBe('2026-12-19 10:00');
	});

	test('that was released is free again, and leaves nothing of that second behind', async () => {
		const row = new SharedRow();
		const ledger = new Ledger(row.store(), place, noPause);
		await ledger.release('JH1', await ledger.claim('JH1'));
		expect(await ledger.claim('JH1')).toMatchObject({ state: 'mine' });
		const found = await ledger.claim('JH1');
		expect(timeOf(found.since ?? 0)).toBe('2026-12-19 10:00');
	});

	test('at another Juhe is another one', async () => {
		const row = new SharedRow();
		await new Ledger(row.store(), place, noPause).claim('JH1');
		const elsewhere = new Ledger(row.store(), 'https://other.test', noPause);
		expect(await elsewhere.claim('JH1')).toMatchObject({ state: 'mine' });
	});

	test('is given up only by whoever found it: a newer one of another process stays', async () => {
		const clock = stopClock(at);
		const row = new SharedRow();
		const ledger = new Ledger(row.store(), place, noPause);
		await ledger.claim('JH1');
		const [one, other] = [await ledger.claim('JH1'), await ledger.claim('JH1')];
		clock.advance(1000);
		expect(await ledger.giveUp('JH1', one)).toBe(true);
		expect(await ledger.claim('JH1')).toMatchObject({ state: 'mine' });
		expect(await ledger.giveUp('JH1', other)).toBe(false);
		expect(await ledger.claim('JH1')).toMatchObject({ state: 'sentBefore' });
	});

	test.each([0, 1])(
		'that the store does not take (after %d writings) lets nothing be sent, and leaves every mark',
		async (recordings) => {
			const row = new SharedRow();
			await new Ledger(row.store(), place, noPause).claim('JH1');
			const numbers = recordings === 0 ? ['JH1', 'JH2'] : ['JH2'];
			for (const number of numbers) {
				const store = row.store();
				let left = recordings;
				const failing: EntryStore = {
					...store,
					record: async (...args) =>
						left-- > 0 ? await store.record(...args) : await brokenStore.record(...args),
				};
				const error = await rejectionOf(
					new Ledger(failing, place, noPause).claim(number),
					JuheError,
				);
				expect(error).toMatchObject({ charged: false, outcomeUnknown: false });
				expect(error.message).toMatch(/^Nothing was sent: n8n’s own store/);
			}
			const next = new Ledger(row.store(), place, noPause);
			expect(await next.claim('JH1')).toMatchObject({ state: 'sentBefore' });
			// Its own mark stands or not: it costs a refusal at most.
			expect(await next.claim('JH2')).toMatchObject({
				state: recordings === 0 ? 'mine' : 'sentBefore',
			});
		},
	);

	test('that a store took though its answer was lost does not hide the mark that stood before', async () => {
		const row = new SharedRow();
		const ledger = new Ledger(row.store(), place, noPause);
		await ledger.claim('JH1');
		const store = row.store();
		let isFirst = true;
		const losing: EntryStore = {
			...store,
			record: async (...args) => {
				const known = await store.record(...args);
				if (!isFirst) return known;
				isFirst = false;
				throw new Error('the answer of the database was lost');
			},
		};
		await rejectionOf(new Ledger(losing, place, noPause).claim('JH1'), JuheError);
		const found = await ledger.claim('JH1');
		expect(found).toMatchObject({ state: 'sentBefore' });
		expect(await ledger.giveUp('JH1', found)).toBe(true);
		expect(await ledger.claim('JH1')).toMatchObject({ state: 'mine' });
	});

	test('is one’s own though another asks at that moment when it was made', async () => {
		const row = new SharedRow();
		const store = row.store();
		const seen: unknown[] = [];
		const asking = new Ledger(
			{
				...store,
				find: async (entries) => {
					// To ask is to record and to take out again: another comes in between.
					await store.record(entries, Infinity);
					const other = new Ledger(row.store(), place, noPause);
					seen.push(await other.markedAt('JH1'), (await other.claim('JH1')).state);
					await store.remove(entries);
					return new Set();
				},
			},
			place,
			noPause,
		);
		expect(await asking.markedAt('JH1')).toBeNull();
		expect(seen).toEqual([null, 'mine']);
	});

	test('that is waited for is not given up by who found it before', async () => {
		const clock = stopClock(at);
		const row = new SharedRow();
		const [slow, finder] = [row, row].map((each) => new Ledger(each.store(), place, noPause));
		const claim = await slow?.claim('JH1');
		const found = await finder?.claim('JH1');
		if (!claim || !found) throw new Error('no claim');
		clock.advance(90_000);
		await slow?.renew('JH1', claim);
		expect(await finder?.giveUp('JH1', found)).toBe(false);
		const again = await finder?.claim('JH1');
		expect(again?.state).toBe('sentBefore');
		expect(timeOf(again?.since ?? 0)).toBe('2026-12-19 10:02');
		expect(await finder?.giveUp('JH1', again ?? found)).toBe(true);
		expect(row.entries.filter((entry) => entry.includes('second'))).toEqual([]);
	});

	test('whose time cannot be read is given up where the store answers, and only there', async () => {
		const row = new SharedRow();
		const ledger = new Ledger(row.store(), place, noPause);
		await ledger.claim('JH1');
		// A process died between asking for the stamp and taking out what it had asked with.
		for (let digit = 0; digit < 16; digit++)
			for (let place = 0; place < 6; place++)
				row.entries.push(`https://juhe.test JH1 second ${place} ${digit}`);
		const found = await ledger.claim('JH1');
		expect(found).toMatchObject({ state: 'sentBefore', since: null });
		const deaf = new Ledger({ ...row.store(), find: brokenStore.find }, place, noPause);
		expect(await deaf.giveUp('JH1', found)).toBe(false);
		expect(await ledger.giveUp('JH1', found)).toBe(true);
		const next = await ledger.claim('JH1');
		expect(next).toMatchObject({ state: 'mine' });
		await ledger.release('JH1', next);
		expect(await ledger.claim('JH1')).toMatchObject({ state: 'mine' });
	});

	test.each([1, 30, 600])(
		'by a clock that is %d seconds ahead tells its time, and is given up once',
		async (seconds) => {
			const clock = stopClock(at);
			const row = new SharedRow();
			const ledger = new Ledger(row.store(), place, noPause);
			clock.advance(seconds * 1000);
			const { since } = await ledger.claim('JH1');
			clock.advance(-seconds * 1000);
			const found = await ledger.claim('JH1');
			expect(found.since).toBe(since);
			clock.advance(60_000);
			expect(await ledger.giveUp('JH1', found)).toBe(true);
		},
	);

	test.each([0, 1000])(
		'that was given up by who found it is no more its own: what another made %d ms later stays',
		async (later) => {
			const clock = stopClock(at);
			const row = new SharedRow();
			const [slow, finder, next] = [row, row, row].map(
				(each) => new Ledger(each.store(), place, noPause),
			);
			const claim = await slow?.claim('JH1');
			const found = await finder?.claim('JH1');
			clock.advance(later);
			if (found) await finder?.giveUp('JH1', found);
			expect(await next?.claim('JH1')).toMatchObject({ state: 'mine' });
			if (claim) await slow?.release('JH1', claim);
			expect(await finder?.claim('JH1')).toMatchObject({ state: 'sentBefore' });
		},
	);

	test('that another process erased before it stood is not released with that one’s mark', async () => {
		const row = new SharedRow();
		const ledger = new Ledger(row.store(), place, noPause);
		const claim = await ledger.claim('JH1');
		row.entries = [];
		await new Ledger(row.store(), place, noPause).claim('JH1');
		await ledger.release('JH1', claim);
		expect(await ledger.claim('JH1')).toMatchObject({ state: 'sentBefore' });
	});

	test('tells its time for weeks', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 0, max: 40 * 24 * 60 }), async (minutes) => {
				jest.restoreAllMocks();
				const clock = stopClock(at);
				const row = new SharedRow();
				const ledger = new Ledger(row.store(), place, noPause);
				await ledger.claim('JH1');
				clock.advance(minutes * 60_000);
				expect(timeOf((await ledger.claim('JH1')).since ?? 0)).toBe('2026-12-19 10:00');
			}),
		);
	});

	test('asking when it was leaves the store as it was', async () => {
		const row = new SharedRow();
		const ledger = new Ledger(row.store(), place, noPause);
		await ledger.claim('JH1');
		const before = [...row.entries];
		await ledger.claim('JH1');
		expect(row.entries).toEqual(before);
	});

	test.each([
		null,
		{ ...brokenStore, record: async () => await Promise.reject(new NoEntryStore()) },
	])('leaves no mark where there is no store', async (store) => {
		expect(await new Ledger(store, place, noPause).claim('JH1')).toMatchObject({
			state: 'unmarked',
		});
	});

	test('of an execution that is stopped ends it: nothing is taken for known', async () => {
		const stopped = new Error('stopped');
		const ledger = new Ledger(new SharedRow().store(), place, async () => {
			await Promise.reject(stopped);
		});
		await expect(ledger.claim('JH1')).rejects.toBe(stopped);
	});

	test.each([1, 2, 3])(
		'of an execution that is stopped at its pause %d leaves no mark: nothing was sent',
		async (pause) => {
			const row = new SharedRow();
			let pauses = 0;
			const ledger = new Ledger(row.store(), place, async () => {
				if (++pauses === pause) await Promise.reject(new Error('stopped'));
			});
			await expect(ledger.claim('JH1')).rejects.toThrow('stopped');
			expect(row.entries).toEqual([]);
		},
	);
});

/**
 * Workers whose every step, reading, writing or pausing, ends when a schedule says so; a pause
 * lasts longer than any reading and writing does.
 */
async function race(writers: number, schedule: number[]): Promise<string[]> {
	const waiting: Array<{ go: () => void; pause: boolean }> = [];
	const step = async (pause: boolean) =>
		await new Promise<void>((go) => waiting.push({ go, pause }));
	const row = new SharedRow(async () => await step(false));
	const states: string[] = [];
	let open = writers;
	for (let writer = 0; writer < writers; writer++) {
		const ledger = new Ledger(row.store(), place, async () => await step(true));
		void ledger
			.claim('JH1')
			.then(({ state }) => states.push(state))
			.finally(() => open--);
	}
	for (let turn = 0; open > 0; turn++) {
		// All that has been let go reaches its next step.
		await new Promise((done) => setImmediate(done));
		const active = waiting.filter(({ pause }) => !pause);
		const ready = active.length > 0 ? active : waiting;
		const next = ready[(schedule[turn % schedule.length] ?? 0) % Math.max(1, ready.length)];
		if (!next) continue;
		waiting.splice(waiting.indexOf(next), 1);
		next.go();
	}
	return states;
}

describe('workers that claim the same at one moment', () => {
	test('never both have it, however their readings and writings fall', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 4 }),
				fc.array(fc.nat(7), { minLength: 1, maxLength: 40 }),
				async (writers, schedule) => {
					const states = await race(writers, schedule);
					expect(states).toHaveLength(writers);
					expect(states.filter((state) => state === 'mine').length).toBeLessThanOrEqual(1);
				},
			),
			{ numRuns: 300 },
		);
	});

	test.each([10, 150, 250, 350])(
		'never both have it where one writes %i ms after it has read',
		async (slowness) => {
			jest.restoreAllMocks();
			jest.useFakeTimers();
			try {
				const pause = async (milliseconds: number) => await sleep(milliseconds);
				const row = new SharedRow();
				let steps = 0;
				// Only between the reading and the writing.
				const slowly = async () => {
					if (steps++ % 2 === 1) await pause(slowness);
				};
				const claims = [row.store(slowly), row.store()].map(
					async (store) => await new Ledger(store, place, pause).claim('JH1'),
				);
				await jest.advanceTimersByTimeAsync(20_000);
				const states = (await Promise.all(claims)).map(({ state }) => state);
				expect(states.filter((state) => state === 'mine')).toHaveLength(1);
			} finally {
				jest.useRealTimers();
			}
		},
	);

	test('one of two has it where the second begins after the first has written', async () => {
		expect((await race(2, [0])).sort()).toEqual(['mine', 'sentBefore']);
	});
});

describe('in one process', () => {
	test('what one remembers, the next in line knows; the line forgets when it is empty', async () => {
		const [first, second, later]: Sent[] = [{}, {}, {}];
		const claims = [first, second].map(
			async (remembered = {}) =>
				await inTurn('JH1', remembered, async () => {
					await Promise.resolve();
					remembered.JH1 ??= 'sent';
				}),
		);
		await Promise.all(claims);
		expect(second).toEqual({ JH1: 'sent' });
		await inTurn('JH1', later ?? {}, async () => await Promise.resolve());
		expect(later).toEqual({});
	});
});

test.each([
	['https://v.juhe.cn', 'v.juhe.cn'],
	['http://v.juhe.cn/', 'v.juhe.cn'],
	['HTTPS://V.Juhe.CN:443//', 'v.juhe.cn'],
	['https://gateway.test/juhe/', 'gateway.test/juhe'],
	['no address/', 'no address'],
])('%s is the Juhe at %s', (typed, expected) => {
	expect(juheAt(typed)).toBe(expected);
});
