/** The examples that follow orders, by their own expressions: what they tell, and when they forget an order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { DateTime } from 'luxon';
import { z } from 'zod/v4';

import { toEvent } from '../../../src/juhe/trainGrab/events/event';
import { eventOfPush } from '../../../src/juhe/trainGrab/events/fromPush';
import type { EventName, OrderEvent } from '../../../src/juhe/trainGrab/events/types';
import { root } from '../../../tools/n8n/paths';

const conditionSchema = z.object({
	keyName: z.string(),
	condition: z.string(),
	keyValue: z.string(),
});
const assignmentSchema = z.object({ name: z.string(), value: z.string() });
const filtersSchema = z.object({ conditions: z.array(conditionSchema) });
const nodeSchema = z.object({
	name: z.string(),
	parameters: z.looseObject({}),
});
const exampleSchema = z.object({ nodes: z.array(nodeSchema) });

/** The parameters of a node of an example. */
function parametersOf<T>(file: string, name: string, schema: z.ZodType<T>): T {
	const text = readFileSync(join(root, 'workflows', file), 'utf8');
	const { nodes } = exampleSchema.parse(JSON.parse(text));
	return schema.parse(nodes.find((node) => node.name === name)?.parameters);
}

function evaluate(expression: string, context: Record<string, unknown>): unknown {
	const inner = /^=\{\{(.*)\}\}$/s.exec(expression)?.[1];
	return inner === undefined ? expression : runInNewContext(inner, context);
}

type Json = Record<string, unknown>;
const setSchema = z.object({
	assignments: z.object({ assignments: z.array(assignmentSchema) }),
});
const safetyNet = 'follow-orders.json';

/** What “Follow orders” tells of events that come one after the other; null where it is silent. */
function told(...events: OrderEvent[]): Array<string | null> {
	const assign = (name: string, $json: Json): Json =>
		Object.fromEntries(
			parametersOf(safetyNet, name, setSchema).assignments.assignments.map((field) => [
				field.name,
				evaluate(field.value, { $json }),
			]),
		);
	const split = z.object({
		fieldToSplitOut: z.literal('keys'),
		include: z.literal('allOtherFields'),
		options: z.object({ destinationFieldName: z.literal('key') }),
	});
	parametersOf(safetyNet, 'Ticket by ticket', split);
	const { filters, matchType } = parametersOf(
		safetyNet,
		'Not told yet',
		z.object({ matchType: z.literal('anyCondition'), filters: filtersSchema }),
	);
	const { columns } = parametersOf(
		safetyNet,
		'Remember what was told',
		z.object({ columns: z.object({ value: z.record(z.string(), z.string()) }) }),
	);
	expect(matchType).toBe('anyCondition');

	const rows: Json[] = [];
	return events.map((event) => {
		const known: Json = { ...event, ...assign('What to remember', { ...event }) };
		const keys = z.array(z.string().min(1)).min(1).parse(known.keys);
		const fresh = keys
			.map((key): Json => ({ ...known, key }))
			.filter(($json) =>
				filters.conditions.every(({ keyName, keyValue }) =>
					rows.every((row) => row[keyName] !== evaluate(keyValue, { $json })),
				),
			);
		for (const $json of fresh) {
			const values = Object.entries(columns.value);
			rows.push(
				Object.fromEntries(values.map(([name, value]) => [name, evaluate(value, { $json })])),
			);
		}
		const message = fresh[0] && assign('Message', fresh[0]).message;
		return typeof message === 'string' ? message : null;
	});
}

/** Whether each of them is told. */
const isTold = (...events: OrderEvent[]) => told(...events).map((message) => message !== null);

/** An event as the order itself tells it. */
function looked(event: EventName, passengerId?: string): OrderEvent {
	const pushed = eventOfPush(
		{ outOrderNo: 'A1', passengers: passengerId === undefined ? [] : [{ passengerId }] },
		'1',
	);
	const isOfTicket = event.startsWith('ticket.');
	const refund = isOfTicket ? { price: null, type: null, typeName: null, at: null } : null;
	return toEvent({ ...pushed, event, refund, verified: true });
}

/** An event as the trigger tells it. */
function pushed(type: '1' | '2' | '3', fields: Json, verified: boolean | null = true): OrderEvent {
	return { ...eventOfPush({ outOrderNo: 'A1', msgCode: '100', ...fields }, type), verified };
}

function refund(passengers: string, fields: Json = {}, verified?: boolean | null): OrderEvent {
	const named = passengers.split(',').map((passengerId) => ({ passengerId }));
	const time = { refundTime: '2026-11-30 15:32:00' };
	return pushed('2', { passengers: named, ...time, ...fields }, verified);
}

describe('Follow orders', () => {
	const issued = (verified: boolean | null) => pushed('1', { passengers: [] }, verified);

	test.each<[string, OrderEvent[], boolean[]]>([
		['a push, then a look', [issued(true), looked('order.issued')], [true, false]],
		['a look, then a push', [looked('order.issued'), issued(true)], [true, false]],
		['unconfirmed, then confirmed', [issued(false), issued(true)], [true, true]],
		['unconfirmed, then a look', [issued(false), looked('order.issued')], [true, true]],
		[
			'unconfirmed twice, confirmed twice, unconfirmed again',
			[issued(false), issued(false), issued(true), issued(true), issued(false)],
			[true, false, true, false, false],
		],
		[
			'not asked whether it is so, then a look',
			[issued(null), looked('order.issued')],
			[true, false],
		],
		[
			'an unconfirmed refund without a name, then the genuine',
			[pushed('2', { refundTime: '2026-11-30 15:32:00' }, false), looked('ticket.refunded', '1')],
			[true, true],
		],
		[
			'a refusal of a refund, unconfirmed, then the genuine',
			[refund('1', { msgCode: '310' }, false), refund('1', { msgCode: '310' })],
			[true, true],
		],
		[
			'another order',
			[issued(true), { ...issued(true), outOrderNo: 'A2', eventKey: 'order.issued:A2' }],
			[true, true],
		],
		[
			'what fits no kind, twice, and another',
			[
				pushed('1', { isChangedOrder: '1' }),
				pushed('1', { isChangedOrder: 1 }),
				pushed('1', { isChangedOrder: '1', more: 1 }),
			],
			[true, false, true],
		],
		[
			'an order without a number',
			[pushed('1', { outOrderNo: null }), pushed('1', { outOrderNo: null, more: 1 })],
			[true, true],
		],
		[
			'the push says failed, the order says expired',
			[pushed('1', { msgCode: '207' }), looked('order.expired')],
			[true, false],
		],
		[
			'and in the other order',
			[looked('order.expired'), pushed('1', { msgCode: '207' })],
			[true, false],
		],
		[
			'money paid twice comes back, then the ticket’s, pushed and looked up',
			[
				refund('1', { refundType: 'repeatpay' }),
				refund('1', { refundType: 'online' }),
				looked('ticket.refunded', '1'),
			],
			[true, true, false],
		],
		[
			'and in the other order, and again at another time',
			[
				looked('ticket.refunded', '1'),
				refund('1', { refundType: 'repeatpay' }),
				refund('1', { refundType: 'repeatpay' }),
				refund('1', { refundType: 'repeatpay', refundTime: '2026-12-01 09:00:00' }),
				refund('1', { refundType: 'repeatpay', refundTime: null }),
				refund('1', { refundType: 'offline' }),
				refund('1'),
			],
			[true, true, false, true, true, false, false],
		],
		[
			'one push for two tickets, then looks',
			[refund('1,2'), looked('ticket.refunded', '1'), looked('ticket.refunded', '2')],
			[true, false, false],
		],
		[
			'and in the other order',
			[looked('ticket.refunded', '2'), looked('ticket.refunded', '1'), refund('1,2')],
			[true, true, false],
		],
		[
			'one of two is known',
			[looked('ticket.refunded', '2'), refund('1,2'), looked('ticket.refunded', '1')],
			[true, true, false],
		],
		[
			'two tickets not refunded, at two times',
			[
				refund('1,2', { msgCode: '310' }),
				refund('1,2', { msgCode: '310' }),
				looked('ticket.refundFailed', '1'),
				refund('2', { msgCode: '310', refundTime: '2026-12-01 09:00:00' }),
			],
			[true, false, false, true],
		],
		[
			'a look at a refusal, then its push',
			[looked('ticket.refundFailed', '1'), refund('1', { msgCode: '310' })],
			[true, false],
		],
	])('%s', (_what, events, expected) => {
		expect(isTold(...events)).toEqual(expected);
	});

	test('says what is unconfirmed', () => {
		const [doubtful, sure, unasked] = [issued(false), issued(true), issued(null)];
		expect(told(doubtful, sure)).toEqual([`Unconfirmed: ${doubtful.summary}`, sure.summary]);
		expect(told(unasked)).toEqual([unasked.summary]);
	});

	test('one message for an event of several tickets, and one for each kind of money', () => {
		const { fieldsToCompare } = parametersOf(
			safetyNet,
			'One message each',
			z.object({ compare: z.literal('selectedFields'), fieldsToCompare: z.string() }),
		);
		expect(fieldsToCompare).toBe('eventKey, otherMoney, unconfirmed');
	});
});

describe.each([safetyNet, 'follow-orders-without-a-public-address.json'])('%s', (file) => {
	test.each([
		['issued, just handed over: a refund may not show yet', true, 'issued', 1, false],
		['issued, handed over a while ago', true, 'issued', 31, true],
		['failed, just handed over', true, 'failed', 1, false],
		['being refunded, however long', true, 'refunding', 5000, false],
		['refunded', true, 'refunded', 31, true],
		['grabbing, however long', false, 'grabbing', 5000, false],
	])('%s', (_what, ended, status, minutesAgo, isForgotten) => {
		const { conditions } = parametersOf(
			file,
			'Settled',
			z.object({
				conditions: z.object({ conditions: z.tuple([z.object({ leftValue: z.string() })]) }),
			}),
		);
		const updatedAt = DateTime.utc().minus({ minutes: minutesAgo }).toISO();
		const context = {
			$json: { ended, status },
			$: (name: string) => (name === 'All of them' ? { item: { json: { updatedAt } } } : undefined),
			$now: DateTime.now(),
		};
		expect(evaluate(conditions.conditions[0].leftValue, context)).toBe(isForgotten);
	});

	test.each([
		['handed over again while it was looked at', 0, false],
		['not handed over again', 31, true],
	])(
		'an order is forgotten by what its row says in that moment: %s',
		(_what, minutesAgo, isForgotten) => {
			const row: Json = {
				outOrderNo: 'A1',
				updatedAt: DateTime.now().minus({ minutes: minutesAgo }),
			};
			const { filters } = parametersOf(
				file,
				'Forget the order',
				z.object({
					operation: z.literal('deleteRows'),
					matchType: z.literal('allConditions'),
					filters: filtersSchema,
				}),
			);
			const context = { $json: { outOrderNo: 'A1' }, $now: DateTime.now() };
			const matches = filters.conditions.map(({ keyName, condition, keyValue }) => {
				const value = z.string().parse(evaluate(keyValue, context));
				if (condition === 'eq') return row[keyName] === value;
				expect(condition).toBe('lt');
				return Number(row[keyName]) < Date.parse(value);
			});
			expect(matches.every((isSo) => isSo)).toBe(isForgotten);
		},
	);
});
