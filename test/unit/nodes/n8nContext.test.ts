import { NoEntryStore } from '../../../src/lib/entryStore';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { IExecuteFunctions } from 'n8n-workflow';

import {
	addHints,
	cancelSignalOf,
	entryStoreOf,
	isToolCall,
	tellWatcher,
} from '../../../nodes/shared/n8nContext';
import type { ExecuteContext } from '../../../nodes/shared/n8nContext';

const contextOf = (more: object, type = 'n8n-nodes-juhe.trainGrab') =>
	({ getNode: () => ({ type }), getWorkflow: () => ({ id: 'saved' }), ...more }) as ExecuteContext;

describe('an n8n that lacks a method', () => {
	const old = contextOf({ helpers: {} });

	test('tells a tool by its type', () => {
		expect(isToolCall(old)).toBe(false);
		expect(isToolCall(contextOf({}, 'n8n-nodes-juhe.trainGrabTool'))).toBe(true);
	});

	test('goes without hints, live words, a cancel signal and a store', () => {
		expect(() => addHints(old, 'a hint')).not.toThrow();
		expect(() => tellWatcher(old, 'a word')).not.toThrow();
		expect(cancelSignalOf(old)).toBeUndefined();
		expect(entryStoreOf(old)).toBeNull();
	});
});

describe('an n8n that has them all', () => {
	test('is asked', () => {
		const { signal } = new AbortController();
		const addExecutionHints = jest.fn();
		const sendMessageToUI = jest.fn();
		const context = contextOf({
			isToolExecution: () => true,
			getExecutionCancelSignal: () => signal,
			addExecutionHints,
			sendMessageToUI,
		});
		expect(isToolCall(context)).toBe(true);
		expect(cancelSignalOf(context)).toBe(signal);
		addHints(context);
		expect(addExecutionHints).not.toHaveBeenCalled();
		addHints(context, 'one', 'two');
		expect(addExecutionHints).toHaveBeenCalledWith(
			{ message: 'one', location: 'outputPane' },
			{ message: 'two', location: 'outputPane' },
		);
		tellWatcher(context, 'a word');
		expect(sendMessageToUI).toHaveBeenCalledWith('a word');
	});

	test('keeps entries of the node, and gives those that were there', async () => {
		const helpers: Pick<
			IExecuteFunctions['helpers'],
			'checkProcessedAndRecord' | 'removeProcessed'
		> = {
			checkProcessedAndRecord: jest.fn(async () => ({ new: ['a'], processed: ['b'] })),
			removeProcessed: jest.fn(async () => undefined),
		};
		const store = entryStoreOf(contextOf({ helpers }));
		expect(await store?.record(['a', 'b'], 7)).toEqual(new Set(['b']));
		expect(helpers.checkProcessedAndRecord).toHaveBeenCalledWith(['a', 'b'], 'node', {
			mode: 'entries',
			maxEntries: 7,
		});
		await store?.remove(['a']);
		expect(helpers.removeProcessed).toHaveBeenCalledWith(['a'], 'node', { mode: 'entries' });
	});

	test('is asked for entries of the node only by recording: they are taken out again, and nothing is dropped for them', async () => {
		const row = Array.from({ length: 10 }, (_, n) => `mark ${n}`);
		const helpers = {
			checkProcessedAndRecord: async (
				entries: string[],
				_scope: string,
				{ maxEntries = Infinity }: { maxEntries?: number },
			) => {
				await nextTurn();
				const processed = entries.filter((entry) => row.includes(entry));
				row.push(...entries.filter((entry) => !row.includes(entry)));
				row.splice(0, row.length - maxEntries);
				return { new: [], processed };
			},
			removeProcessed: async (entries: string[]) => {
				await nextTurn();
				row.splice(0, row.length, ...row.filter((entry) => !entries.includes(entry)));
			},
		};
		const askings = Array.from({ length: 50 }, async (_, n) => {
			const store = entryStoreOf(contextOf({ helpers }));
			const found = await store?.find([`mark ${n}`, `other ${n}`]);
			await store?.record([`mark ${n % 10}`], 10);
			return found;
		});
		const found = (await Promise.all(askings)).flatMap((each) => [...(each ?? [])]);
		expect(found).toEqual(Array.from({ length: 10 }, (_, n) => `mark ${n}`));
		expect(row).toEqual(found);
	});

	test.each([
		'SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data.workflowId',
		'duplicate key value violates unique constraint "processed_data_pkey"',
	])('records anew where another process has just made the row (%s)', async (message) => {
		const checkProcessedAndRecord = jest
			.fn(async () => ({ new: [], processed: ['a'] }))
			.mockRejectedValueOnce(new Error(message));
		const helpers = { checkProcessedAndRecord, removeProcessed: jest.fn() };
		const store = entryStoreOf(contextOf({ helpers }));
		expect(await store?.record(['a'], 7)).toEqual(new Set(['a']));
	});

	test.each<[string, new (message: string) => Error]>([
		['SQLITE_CONSTRAINT: FOREIGN KEY constraint failed', NoEntryStore],
		['insert on table "processed_data" violates foreign key constraint', NoEntryStore],
		['SQLITE_BUSY: database is locked', Error],
	])(
		'tells a workflow without a row from a failure, which it repeats never: %s',
		async (message, type) => {
			const checkProcessedAndRecord = jest.fn(async () => await Promise.reject(new Error(message)));
			const helpers = { checkProcessedAndRecord, removeProcessed: jest.fn() };
			const recording = entryStoreOf(contextOf({ helpers }))?.record(['a'], 7);
			const error: unknown = await recording?.catch((reason: unknown) => reason);
			expect(error).toMatchObject({ message });
			expect((error as Error).constructor).toBe(type);
			expect(checkProcessedAndRecord).toHaveBeenCalledTimes(1);
		},
	);

	test('has no store for a workflow without an ID', () => {
		const helpers = { checkProcessedAndRecord: jest.fn(), removeProcessed: jest.fn() };
		expect(entryStoreOf(contextOf({ helpers, getWorkflow: () => ({}) }))).toBeNull();
	});
});
