import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { eventOfPush } from '../../../src/juhe/trainGrab/events/fromPush';
import { generator } from '../../support/storm/plan';
import { dropRepetitions, SeenEvents } from '../../../nodes/TrainGrabTrigger/deduplication';
import type { Delivery } from '../../../nodes/TrainGrabTrigger/deduplication';

let deliveries = 0;
let stores = 0;

const delivery = (
	outOrderNo: string,
	verified: boolean | null = true,
	ticketNo = 'E1',
): Delivery => ({
	event: { ...eventOfPush({ outOrderNo, msgCode: '100', ticketNo }, '1'), verified },
	id: String(deliveries++),
});

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** What comes out, with the clock driven until that is known. */
async function inTime<T>(promise: Promise<T>): Promise<T> {
	const done = { isSo: false };
	void promise.finally(() => (done.isSo = true));
	while (!done.isSo) await jest.advanceTimersByTimeAsync(10);
	return await promise;
}

/** How many of some deliveries are handed on. */
async function handOn(context: IExecuteFunctions, ...items: Delivery[]): Promise<number> {
	return (await inTime(dropRepetitions(context, items))).told.length;
}

/** n8n's store as it is: a row that is read, and written back later, without a lock. */
function n8nStore() {
	let row: string[] = [];
	const id = `workflow ${stores++}`;
	const failsAt = (entries: string[]) => entries.length === 0;
	const state = { failing: 0, failsAt, written: 0 };
	const context = () => {
		const warnings: string[] = [];
		const functions = {
			getNode: () => ({ id: 'trigger' }),
			getWorkflow: () => ({ id }),
			logger: { warn: (text: string) => warnings.push(text) },
			helpers: {
				checkProcessedAndRecord: async (entries: string[], scope: string, options: IDataObject) => {
					const { maxEntries = 8_000 } = options;
					expect([scope, options.mode, maxEntries]).toEqual(['node', 'entries', 8_000]);
					if (state.failsAt(entries) || state.failing-- > 0) {
						throw new Error('QueryFailedError with something personal');
					}
					const read = [...row];
					await sleep(1);
					row = [...read, ...entries.filter((entry) => !read.includes(entry))];
					state.written += 1;
					return {
						new: entries.filter((entry) => !read.includes(entry)),
						processed: entries.filter((entry) => read.includes(entry)),
					};
				},
				removeProcessed: async (entries: string[]) => {
					const read = [...row];
					await sleep(1);
					row = read.filter((entry) => !entries.includes(entry));
				},
			},
		} as unknown as IExecuteFunctions;
		return { functions, warnings };
	};
	const sort = async (item: Delivery) => await inTime(dropRepetitions(context().functions, [item]));
	const run = async (item: Delivery) => (await sort(item)).told.length;
	/** What another worker has written, and what it makes of the row that it read earlier. */
	const otherWorker = {
		read: () => [...row],
		write: (read: string[]) => {
			row = read;
		},
	};
	return { state, context, run, sort, otherWorker };
}

describe('the durable store', () => {
	test('hands an event on once, and each event', async () => {
		const { run } = n8nStore();
		expect(await run(delivery('A00001'))).toBe(1);
		expect(await run(delivery('A00001'))).toBe(0);
		expect(await run(delivery('A00002'))).toBe(1);
	});

	test('hands a delivery on again that runs again: a retry, or a job left behind', async () => {
		const { run } = n8nStore();
		const crashed = delivery('A00001');
		expect(await run(crashed)).toBe(1);
		expect(await run(crashed)).toBe(1);
		expect(await run(crashed)).toBe(1);
		expect(await run(delivery('A00001'))).toBe(0);
	});

	test.each<[string, boolean, boolean]>([
		['confirmed, and cannot be looked at when it runs again', true, false],
		['not confirmed, and is when it runs again', false, true],
	])('hands a delivery on again that was %s', async (_what, first, again) => {
		const { run } = n8nStore();
		const crashed = delivery('A00001', first);
		const retried = { ...crashed, event: { ...crashed.event, verified: again } };
		expect([await run(crashed), await run(retried), await run(retried)]).toEqual([1, 1, 1]);
		expect(await run(delivery('A00001', true))).toBe(0);
		expect(await run(delivery('A00001', false))).toBe(0);
	});

	test('the retry of a crashed delivery whose repetition was handed on meanwhile gives nothing', async () => {
		const { run } = n8nStore();
		const crashedBeforeItRan = delivery('A00001');
		expect(await run(delivery('A00001'))).toBe(1);
		expect(await run(crashedBeforeItRan)).toBe(0);
	});

	test('a delivery that has lost its ID is still dropped where it repeats an event', async () => {
		const { run } = n8nStore();
		const bare = () => ({ ...delivery('A00001'), id: null });
		expect([await run(bare()), await run(bare()), await run(delivery('A00001'))]).toEqual([
			1, 0, 0,
		]);
	});

	test('of executions at once none is forgotten, and none handed on twice', async () => {
		const { run, state } = n8nStore();
		const numbers = ['A00001', 'A00002', 'A00003'];
		const repeated = [...numbers, ...numbers, ...numbers].map((number) => delivery(number));
		const handedOn = await Promise.all(repeated.map(async (item) => await run(item)));
		expect(handedOn.reduce((sum, count) => sum + count, 0)).toBe(3);
		expect(state.written).toBeLessThan(20);
		expect(await run(delivery('A00002'))).toBe(0);
	});

	/** The verdicts in the order they come in, and how many of them go out. */
	test.each<[string, Array<boolean | null>, number]>([
		['verified after unverified: the genuine one after a false push', [false, true], 2],
		['unverified after verified', [true, false], 1],
		['unverified twice', [false, false], 1],
		['never looked at, twice', [null, null], 1],
		['verified, unverified, verified', [true, false, true], 1],
		['unverified, verified, unverified, verified', [false, true, false, true], 2],
	])('%s', async (_what, verdicts, handedOn) => {
		const { run } = n8nStore();
		let count = 0;
		for (const verified of verdicts) count += await run(delivery('A00001', verified));
		expect(count).toBe(handedOn);
	});

	test('what fits no kind is known by its content: told once, though nothing confirms it', async () => {
		const { run } = n8nStore();
		const other = (msgInfo: string, train: string): Delivery => {
			const event = eventOfPush({ outOrderNo: 'A00001', msgInfo }, '1');
			return { event: { ...event, verified: false, trainNo: train }, id: String(deliveries++) };
		};
		// The order knows more by then.
		expect([await run(other('one', 'Z175')), await run(other('one', 'Z176'))]).toEqual([1, 0]);
		expect(await run(other('two', 'Z176'))).toBe(1);
	});

	/**
	 * Pushes of one event as they come, by their content: in capitals those that are handed on, with a
	 * sign those that are lost for want of a place, and not because they repeat what was told.
	 */
	test.each<[string, string, boolean[]]>([
		['a false push and the genuine one, both unverified', 'A B a b', [false, false, false, false]],
		['the genuine one confirmed later', 'A B C c', [false, false, true, false]],
		['any content after a confirmed one', 'A b c', [true, false, false]],
		['any content after false ones and a confirmed one', 'A B c d', [false, true, false, false]],
		['false ones without end', 'A B c! d! c!', [false, false, false, false, false]],
		['confirmed after false ones without end', 'A B c! d! E', [false, false, false, false, true]],
		[
			'what was lost, once it is confirmed',
			'A B c! C c d',
			[false, false, false, true, false, false],
		],
	])('contents: %s: %s', async (_what, contents, verdicts) => {
		const { sort } = n8nStore();
		for (const [index, content] of contents.split(' ').entries()) {
			const [letter = ''] = content;
			const item = delivery('A00001', verdicts[index], letter.toLowerCase());
			item.event.receivedAt = `${index}`;
			const { told, crowdedOut } = await sort(item);
			const isHandedOn = letter !== letter.toLowerCase();
			expect([index, told.length, crowdedOut.length]).toEqual([
				index,
				isHandedOn ? 1 : 0,
				content.endsWith('!') ? 1 : 0,
			]);
		}
	});

	test.each<[string, boolean, boolean, number]>([
		['confirmed meanwhile, and not told yet', true, false, 1],
		['confirmed meanwhile, and told by its repetition', true, true, 0],
		['still not confirmed', false, false, 0],
	])(
		'the retry of what was lost for want of a place: %s',
		async (_what, verified, isTold, count) => {
			const { run, sort } = n8nStore();
			for (const content of ['one', 'two']) await run(delivery('A00001', false, content));
			const lost = delivery('A00001', false, 'genuine');
			expect((await sort(lost)).crowdedOut).toEqual([lost]);
			if (isTold) expect(await run(delivery('A00001', true, 'genuine'))).toBe(1);
			const retried = { ...lost, event: { ...lost.event, verified } };
			const { told, crowdedOut } = await sort(retried);
			expect([told.length, crowdedOut.length]).toEqual([count, verified ? 0 : 1]);
		},
	);

	test('a false push and the genuine one at once: both', async () => {
		const { run } = n8nStore();
		const both = ['E1', 'E2'].map((ticketNo) => delivery('A00001', false, ticketNo));
		expect(await Promise.all(both.map(async (item) => await run(item)))).toEqual([1, 1]);
	});

	test.each([1, 2, 4])(
		'what another worker erases %i times is written until it stands',
		async (times) => {
			const { state, run, otherWorker } = n8nStore();
			const before = otherWorker.read();
			const erase = async () => {
				for (let erased = 0; erased < times; erased++) {
					while (state.written <= erased) await sleep(1);
					otherWorker.write(before);
				}
			};
			const [handedOn] = await Promise.all([run(delivery('A00001')), erase()]);
			expect([handedOn, await run(delivery('A00001'))]).toEqual([1, 0]);
		},
	);

	test('what a stalled worker erases later is written again with what comes next', async () => {
		const { run, otherWorker } = n8nStore();
		const before = otherWorker.read();
		expect(await run(delivery('A00001'))).toBe(1);
		otherWorker.write(before);
		expect(await run(delivery('A00002'))).toBe(1);
		expect(await run(delivery('A00001'))).toBe(0);
	});

	describe('copies on two workers, each of which reads the row before the other has written it', () => {
		const entry = (item: Delivery, what: string) => `${item.event.eventKey}${what}`;

		test('the one whose claim was overwritten gives way, and drops what the other one tells', async () => {
			const { run, otherWorker, state } = n8nStore();
			const mine = delivery('A00001');
			const other = async () => {
				while (state.written === 0) await sleep(1);
				otherWorker.write([entry(mine, ' claimed'), entry(mine, ' claimed other')]);
				await sleep(500);
				otherWorker.write([...otherWorker.read(), entry(mine, ''), entry(mine, ' other')]);
			};
			const [handedOn] = await Promise.all([run(mine), other()]);
			expect(handedOn).toBe(0);
		});

		test.each([
			['whose claim was overwritten', 1],
			['that came later', 0],
		])('the one %s tells the event where the other one died', async (_what, written) => {
			const { run, otherWorker, state } = n8nStore();
			const mine = delivery('A00001');
			const claims = [entry(mine, ' claimed'), entry(mine, ' claimed dead')];
			if (written === 0) otherWorker.write(claims);
			const other = async () => {
				while (state.written < written) await sleep(1);
				if (written > 0) otherWorker.write(claims);
			};
			const [handedOn] = await Promise.all([run(mine), other()]);
			expect(handedOn).toBe(1);
			expect(await run(delivery('A00001'))).toBe(0);
		});

		/** Workers with a process of their own, on one row. */
		function workersOn(random: () => number) {
			let row: string[] = [];
			const store = stores++;
			return (index: number) =>
				({
					getNode: () => ({ id: 'trigger' }),
					getWorkflow: () => ({ id: `workflow ${store} on worker ${index}` }),
					logger: { warn: () => undefined },
					helpers: {
						checkProcessedAndRecord: async (entries: string[]) => {
							const read = [...row];
							await sleep(1 + 40 * random());
							row = [...new Set([...read, ...entries])];
							return {
								new: entries.filter((each) => !read.includes(each)),
								processed: entries.filter((each) => read.includes(each)),
							};
						},
						removeProcessed: async () => await Promise.resolve(),
					},
				}) as unknown as IExecuteFunctions;
		}

		test.each([2, 3, 5])('of %i copies at once exactly one goes out', async (copies) => {
			for (let seed = 1; seed <= 20; seed++) {
				const random = generator(seed);
				const worker = workersOn(random);
				const handedOn = await inTime(
					Promise.all(
						Array.from({ length: copies }, async (_, index) => {
							await sleep(10 * random());
							return (await dropRepetitions(worker(index), [delivery('A00001')])).told;
						}),
					),
				);
				expect([seed, handedOn.flat().length]).toEqual([seed, 1]);
			}
		});

		test('in a stream of events on both workers each goes out once, though its copy comes later', async () => {
			const random = generator(1);
			const worker = workersOn(random);
			const handedOn = await inTime(
				Promise.all(
					Array.from({ length: 200 }, async (_, index) => {
						await sleep(30 * index);
						const item = delivery(`A${String(index).padStart(5, '0')}`);
						const first = await dropRepetitions(worker(index % 2), [item]);
						await sleep(1000 + 3000 * random());
						const copy = { ...item, id: `copy ${index}` };
						const second = await dropRepetitions(worker((index + 1) % 2), [copy]);
						return [...first.told, ...second.told];
					}),
				),
			);
			expect(handedOn.filter((told) => told.length !== 1)).toEqual([]);
		});
	});

	test('a store that another worker is making in this very moment is asked again', async () => {
		const { state, context } = n8nStore();
		state.failing = 1;
		const { functions, warnings } = context();
		expect(await handOn(functions, delivery('A00001'))).toBe(1);
		expect(await handOn(functions, delivery('A00001'))).toBe(0);
		expect(warnings).toEqual([]);
	});

	/** Other events come all the time, and write what is to last with their own. */
	test.each<[string, Delivery[], string, Delivery, number]>([
		['a repetition is none still', [delivery('A00001')], 'last', delivery('A00001'), 0],
		[
			'an unverified one of another content is not lost',
			[delivery('A00001', false, 'false')],
			'unverified 1',
			delivery('A00001', false, 'genuine'),
			1,
		],
	])('where a writing fails once: %s', async (_what, before, entry, item, count) => {
		const { run, state, context } = n8nStore();
		for (const told of before) expect(await run(told)).toBe(1);
		let failed = 0;
		state.failsAt = (entries) => {
			return entries.includes(`order.issued:A00001 ${entry}`) && failed++ === 0;
		};
		const done = { isSo: false };
		const others = async () => {
			for (let index = 0; !done.isSo; index++) {
				void dropRepetitions(context().functions, [delivery(`B${index}`)]);
				await sleep(50);
			}
		};
		const otherEvents = others();
		const { told } = await inTime(
			dropRepetitions(context().functions, [{ ...item, id: 'last' }]).finally(() => {
				done.isSo = true;
			}),
		);
		await inTime(otherEvents);
		expect([failed > 0, told.length]).toEqual([true, count]);
	});

	test('an event is rather handed on twice than lost, and the log says so without its data', async () => {
		const { state, context, run } = n8nStore();
		state.failing = Infinity;
		const { functions, warnings } = context();
		expect(await handOn(functions, delivery('A00001'))).toBe(1);
		expect(warnings).toEqual([
			expect.stringContaining('without knowing whether it is a repetition'),
		]);
		expect(warnings.join()).not.toContain('personal');
		state.failing = 0;
		// Noted as soon as that can be.
		expect(await run(delivery('A00001'))).toBe(0);
	});

	test('an n8n without such a store hands everything on, and says so', async () => {
		const { context } = n8nStore();
		const { functions, warnings } = context();
		const old = { ...functions, helpers: {} } as unknown as IExecuteFunctions;
		expect(await handOn(old, delivery('A00001'))).toBe(1);
		expect(warnings).toHaveLength(1);
	});
});

describe('what this process has seen', () => {
	test('is bounded, the oldest forgotten first', () => {
		const seen = new SeenEvents();
		for (let index = 0; index < 10_000; index++) seen.add(`key ${index}`);
		expect(seen.has('key 0')).toBe(true);
		seen.add('key 0');
		seen.add('one more');
		expect([seen.has('key 0'), seen.has('key 1'), seen.has('key 2')]).toEqual([true, false, true]);
		for (let index = 0; index < 50_000; index++) seen.add(`later ${index}`);
		expect([seen.has('one more'), seen.has('later 40000')]).toEqual([false, true]);
	});
});
