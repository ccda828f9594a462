import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { eventOfPush } from '../../../src/juhe/trainGrab/events/fromPush';
import {
	dropRepetitions,
	SeenEvents,
	toDelivery,
} from '../../../nodes/TrainGrabTrigger/deduplication';

const delivery = (outOrderNo: string) =>
	toDelivery(eventOfPush({ outOrderNo, msgCode: '100' }, '1'));

/** n8n's store as it is: a row that is read, and written back later, without a lock. */
function n8nStore() {
	let row: string[] = [];
	const state = { failing: false, asked: 0 };
	const pause = async () => await sleep(1);
	const context = (items: INodeExecutionData[], mode = 'webhook') => {
		const warnings: string[] = [];
		const functions = {
			getInputData: () => items,
			getMode: () => mode,
			getNode: () => ({ id: 'trigger' }),
			logger: { warn: (text: string) => warnings.push(text) },
			helpers: {
				checkProcessedAndRecord: async (entries: string[], scope: string, options: IDataObject) => {
					expect([scope, options]).toEqual(['node', { mode: 'entries', maxEntries: 10_000 }]);
					state.asked += 1;
					if (state.failing) throw new Error('QueryFailedError with something personal');
					const read = [...row];
					await pause();
					row = [...read, ...entries.filter((entry) => !read.includes(entry))];
					return {
						new: entries.filter((entry) => !read.includes(entry)),
						processed: entries.filter((entry) => read.includes(entry)),
					};
				},
			},
		} as unknown as IExecuteFunctions;
		return { functions, warnings };
	};
	const run = async (item: INodeExecutionData, mode?: string) =>
		(await dropRepetitions(context([item], mode).functions, true)).length;
	return { state, context, run };
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
		expect(await run(crashed, 'retry')).toBe(1);
		expect(await run(crashed)).toBe(1);
		expect(await run(delivery('A00001'), 'retry')).toBe(0);
	});

	test('the retry of a crashed delivery whose repetition was handed on meanwhile gives nothing', async () => {
		const { run } = n8nStore();
		const crashedBeforeItRan = delivery('A00001');
		expect(await run(delivery('A00001'))).toBe(1);
		expect(await run(crashedBeforeItRan, 'retry')).toBe(0);
	});

	test('a delivery that has lost its ID is still dropped where it repeats an event', async () => {
		const { run } = n8nStore();
		const bare = () => ({ json: delivery('A00001').json });
		expect([await run(bare()), await run(bare()), await run(delivery('A00001'))]).toEqual([
			1, 0, 0,
		]);
	});

	test('of executions at once none is forgotten, and none handed on twice', async () => {
		const { run } = n8nStore();
		const numbers = ['A00001', 'A00002', 'A00003'];
		const repeated = [...numbers, ...numbers, ...numbers].map(delivery);
		const handedOn = await Promise.all(repeated.map(async (item) => await run(item)));
		expect(handedOn.reduce((sum, count) => sum + count, 0)).toBe(3);
		expect(await run(delivery('A00002'))).toBe(0);
	});

	test('an event is rather handed on twice than lost, and the log says so without its data', async () => {
		const { state, context, run } = n8nStore();
		state.failing = true;
		const { functions, warnings } = context([delivery('A00001')]);
		expect(await dropRepetitions(functions, true)).toHaveLength(1);
		expect(warnings).toEqual([
			expect.stringContaining('without knowing whether it is a repetition'),
		]);
		expect(warnings.join()).not.toContain('personal');
		state.failing = false;
		expect(await run(delivery('A00001'))).toBe(1);
	});

	test('is not asked in a test, nor where nothing is to be dropped', async () => {
		const { state, context, run } = n8nStore();
		expect(await run(delivery('A00001'), 'manual')).toBe(1);
		expect(await dropRepetitions(context([delivery('A00001')]).functions, false)).toHaveLength(1);
		expect(state.asked).toBe(0);
	});

	test('what goes on is the event, nothing else', async () => {
		const { context } = n8nStore();
		const item = delivery('A00001');
		expect(await dropRepetitions(context([item]).functions, true)).toEqual([{ json: item.json }]);
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
