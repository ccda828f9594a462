import * as fc from 'fast-check';

import { JuheError } from '../../../../../src/juhe/errors';
import type { EntryStore } from '../../../../../src/lib/entryStore';
import { brokenStore, SharedRow } from '../../../../support/models/entryStore';
import * as refunding from '../../../../../src/juhe/trainGrab/order/refund';
import { issuedDetail, unissuedDetail } from '../../../../support/models/orders';
import {
	first,
	lostAnswer,
	neverArrived,
	ok,
	page,
	refusal,
	rejectionOf,
	sampleResult,
	sampleText,
	scriptedJuhe,
	stopClock,
	truncated,
} from '../../../../support/models/juhe';
import type { Answer, Fields, Script } from '../../../../support/models/juhe';

const number = 'JHTEST01';
const accepted = ok(sampleResult('train-grab.refund'));
const lost: Array<[string, Answer]> = [
	['no answer', lostAnswer],
	['a 500', page(500)],
	['10014', refusal(10014)],
	['a page', page(200)],
	['a cut answer', truncated],
];
const failed: Array<[string, Answer]> = [
	['a wrong key', refusal(10001)],
	['no quota', refusal(10012)],
	['no connection', neverArrived],
	['no such path', page(404)],
];

/** Of an execution that has asked for nothing yet. */
const options = () => ({ baseUrl: 'https://juhe.test', settleSeconds: 0, sent: {}, store: null });

const refundTicket = async (...given: Parameters<typeof refunding.refundTicket>) =>
	first((await refunding.refundTicket(...given)).refunds);
const refundAllTickets = async (...given: Parameters<typeof refunding.refundAllTickets>) =>
	(await refunding.refundAllTickets(...given)).refunds;

/** A Juhe with one order: tickets as they stand before and after the first application. */
function world(
	tickets: string[],
	{
		refund = accepted,
		after = tickets,
		changes = [],
	}: { refund?: Script; after?: string[]; changes?: Fields[] } = {},
) {
	const juhe = scriptedJuhe({
		orderDetail: () =>
			ok(issuedDetail(number, juhe.to('refund').length > 0 ? after : tickets, changes)),
		refund,
	});
	const asked = () => juhe.to('refund').map(({ form }) => form.passengerId);
	return { ...juhe, asked };
}

describe('one ticket', () => {
	test('is applied for once, by a request that is not cut off', async () => {
		const juhe = world(['F', 'F']);
		expect(await refundTicket(juhe.client, number, '2', options())).toEqual({
			outOrderNo: number,
			passengerId: '2',
			name: '测试乙',
			state: 'accepted',
			reason: null,
		});
		expect(juhe.to('refund')).toMatchObject([
			{ form: { outOrderNo: number, passengerId: '2' }, abortable: false },
		]);
	});

	test.each([
		['C', 'alreadyRefunding'],
		['T', 'alreadyRefunded'],
	])('in state %s is %s: nothing is sent', async (letter, state) => {
		const juhe = world([letter, 'F']);
		expect(await refundTicket(juhe.client, number, '1', options())).toMatchObject({
			state,
			reason: null,
		});
		expect(juhe.asked()).toEqual([]);
	});

	test.each(['F', 'O', 'Y', 'G', '?'])('in state %s is applied for', async (letter) => {
		expect(await refundTicket(world([letter]).client, number, '1', options())).toMatchObject({
			state: 'accepted',
		});
	});

	test('that Juhe refuses gives Juhe’s words', async () => {
		const answer = { statusCode: 200, body: sampleText('train-grab.refund.refused') };
		expect(
			await refundTicket(world(['F'], { refund: answer }).client, number, '1', options()),
		).toMatchObject({
			state: 'refused',
			reason: '参数错误:订单号或passengerId不存在',
		});
	});

	test.each(lost)(
		'answer lost (%s), being refunded by now: accepted, asked once',
		async (_what, refund) => {
			for (const letter of ['C', 'T']) {
				const juhe = world(['F'], { refund, after: [letter] });
				expect(await refundTicket(juhe.client, number, '1', options())).toMatchObject({
					state: 'accepted',
				});
				expect(juhe.asked()).toEqual(['1']);
			}
		},
	);

	test.each(lost)(
		'answer lost (%s), still as before: unknown, asked once',
		async (_what, refund) => {
			const juhe = world(['F'], { refund });
			expect(await refundTicket(juhe.client, number, '1', options())).toMatchObject({
				state: 'unknown',
				reason: expect.stringContaining('before you ask again'),
			});
			expect(juhe.asked()).toEqual(['1']);
		},
	);

	test('answer lost, and the order cannot be read: unknown', async () => {
		const juhe = scriptedJuhe({
			orderDetail: (_form, before) => (before === 0 ? ok(issuedDetail(number, ['F'])) : page(500)),
			refund: lostAnswer,
		});
		expect(await refundTicket(juhe.client, number, '1', options())).toMatchObject({
			state: 'unknown',
		});
		expect(juhe.to('refund')).toHaveLength(1);
	});

	test.each(failed)('%s is an error', async (_what, refund) => {
		const juhe = world(['F'], { refund });
		await rejectionOf(refundTicket(juhe.client, number, '1', options()), JuheError);
		expect(juhe.asked()).toEqual(['1']);
	});

	test('of an unknown passenger is an error that names the known ones', async () => {
		const juhe = world(['F', 'F']);
		const error = await rejectionOf(refundTicket(juhe.client, number, '9', options()), JuheError);
		expect(error.message).toContain('no passenger 9');
		expect(error.advice).toContain('1, 2');
		expect(juhe.asked()).toEqual([]);
	});

	test.each<[string, Answer]>([
		['no such order', refusal(223804)],
		['no answer', lostAnswer],
		['a wrong key', refusal(10001)],
	])('%s: nothing is sent', async (_what, orderDetail) => {
		const juhe = scriptedJuhe({ orderDetail, refund: accepted });
		await rejectionOf(refundTicket(juhe.client, number, '1', options()), JuheError);
		await rejectionOf(refundAllTickets(juhe.client, number, options()), JuheError);
		expect(juhe.to('refund')).toEqual([]);
	});
});

describe('all tickets', () => {
	const child = { passengerType: '2' };

	test('children first, otherwise in the order’s order', async () => {
		const juhe = world(['F', 'F', 'F', 'F'], { changes: [{}, child, {}, child] });
		const refunds = await refundAllTickets(juhe.client, number, options());
		expect(juhe.asked()).toEqual(['2', '4', '1', '3']);
		expect(refunds.map(({ passengerId, state }) => [passengerId, state])).toEqual([
			['2', 'accepted'],
			['4', 'accepted'],
			['1', 'accepted'],
			['3', 'accepted'],
		]);
	});

	test('those on their way are not asked for', async () => {
		const juhe = world(['C', 'F', 'T']);
		const refunds = await refundAllTickets(juhe.client, number, options());
		expect(refunds.map(({ state }) => state)).toEqual([
			'alreadyRefunding',
			'accepted',
			'alreadyRefunded',
		]);
		expect(juhe.asked()).toEqual(['2']);
	});

	test('a refusal of one does not stop the others', async () => {
		const juhe = world(['F', 'F'], {
			refund: [refusal(223802, '出票5分钟内无法提交退票'), accepted],
		});
		const refunds = await refundAllTickets(juhe.client, number, options());
		expect(refunds).toMatchObject([
			{ state: 'refused', reason: '出票5分钟内无法提交退票' },
			{ state: 'accepted' },
		]);
	});

	test.each(failed)('%s at the first is an error', async (_what, refund) => {
		const juhe = world(['F', 'F'], { refund });
		await rejectionOf(refundAllTickets(juhe.client, number, options()), JuheError);
		expect(juhe.asked()).toEqual(['1']);
	});

	test.each(failed)(
		'%s at the second: the first is reported, the rest not asked for',
		async (_what, answer) => {
			const juhe = world(['F', 'F', 'F'], { refund: [accepted, answer] });
			const refunds = await refundAllTickets(juhe.client, number, options());
			expect(refunds.map(({ state }) => state)).toEqual(['accepted', 'unknown', 'unknown']);
			expect(refunds[2]?.reason).toMatch(/^Not asked for/);
			expect(juhe.asked()).toEqual(['1', '2']);
		},
	);

	test.each<[string, Fields]>([
		['an order still grabbing', unissuedDetail(number, 'D')],
		['an order that failed', unissuedDetail(number, 'U')],
		['an order refunded', { ...issuedDetail(number, []), orderStateCode: 'T' }],
	])('of %s: an error, nothing is sent', async (_what, detail) => {
		const juhe = scriptedJuhe({ orderDetail: ok(detail), refund: accepted });
		const error = await rejectionOf(refundAllTickets(juhe.client, number, options()), JuheError);
		expect(error.message).toContain('no tickets');
		expect(juhe.to('refund')).toEqual([]);
	});

	const passengers = issuedDetail(number, ['F', 'F']).passengers as Fields[];
	test.each<[string, unknown]>([
		['keyed by number', { ...passengers }],
		['JSON text', JSON.stringify(passengers)],
		['JSON text each', passengers.map((passenger) => JSON.stringify(passenger))],
	])('finds passengers however they come: %s', async (_how, written) => {
		const detail = { ...issuedDetail(number, []), passengers: written };
		for (const result of [detail, JSON.stringify(detail), { grabOrderDetailInfo: detail }]) {
			const juhe = scriptedJuhe({ orderDetail: ok(result), refund: accepted });
			const refunds = await refundAllTickets(juhe.client, number, options());
			expect(refunds).toMatchObject([
				{ passengerId: '1', state: 'accepted' },
				{ passengerId: '2', state: 'accepted' },
			]);
		}
	});

	test.each<[string, Fields]>([
		['not a list', { passengers: 'x' }],
		['broken JSON', { passengers: '[{"passengerId":1}' }],
		['an object around the list', { passengers: { list: passengers } }],
		['without IDs', { passengers: [{ passengerName: '测试甲' }] }],
		['none', { passengers: [] }],
		['not a list, in a state that no table has', { passengers: 'x', orderStateCode: '?' }],
	])(
		'does not say “nothing to refund” where there may be tickets: passengers are %s',
		async (_what, changes) => {
			const detail = { ...issuedDetail(number, []), ...changes };
			const juhe = scriptedJuhe({ orderDetail: ok(detail), refund: accepted });
			for (const refunding of [
				refundAllTickets(juhe.client, number, options()),
				refundTicket(juhe.client, number, '1', options()),
			]) {
				const { message, advice } = await rejectionOf(refunding, JuheError);
				expect(message).toContain('no passenger with an ID could be read');
				expect(advice).toContain('There may be tickets all the same');
			}
			expect(juhe.to('refund')).toEqual([]);
		},
	);

	test('run again after lost answers: what shows as under way is not asked for again', async () => {
		const tickets = ['F', 'F', 'F'];
		const juhe = scriptedJuhe({
			orderDetail: () => ok(issuedDetail(number, tickets, [{}, child, {}])),
			refund: (_form, before) => (before < 2 ? lostAnswer : accepted),
		});
		const states = async () =>
			(await refundAllTickets(juhe.client, number, options())).map(({ passengerId, state }) => [
				passengerId,
				state,
			]);
		expect(await states()).toEqual([
			['2', 'unknown'],
			['1', 'unknown'],
			['3', 'accepted'],
		]);
		tickets.splice(0, 3, 'C', 'T', 'C');
		expect(await states()).toEqual([
			['2', 'alreadyRefunded'],
			['1', 'alreadyRefunding'],
			['3', 'alreadyRefunding'],
		]);
		expect(juhe.to('refund').map(({ form }) => form.passengerId)).toEqual(['2', '1', '3']);
	});

	test('whatever Juhe answers: at most one application a passenger, none where one runs, and a report for each', async () => {
		const answers = fc.constantFrom(
			accepted,
			refusal(223802),
			...[...lost, ...failed].map(([, answer]) => answer),
		);
		const letters = fc.array(fc.constantFrom('F', 'C', 'T', 'O', 'N', '?', ''), {
			minLength: 1,
			maxLength: 5,
		});
		await fc.assert(
			fc.asyncProperty(
				letters,
				letters,
				fc.array(answers, { minLength: 1 }),
				async (tickets, later, refund) => {
					const after = tickets.map((letter, index) => later[index] ?? letter);
					const juhe = world(tickets, { refund, after });
					const refunds = await refundAllTickets(juhe.client, number, options()).catch(
						(error: unknown) => error,
					);
					const asked = juhe.asked();
					expect(new Set(asked).size).toBe(asked.length);
					for (const id of asked) expect(tickets[Number(id) - 1]).not.toMatch(/^[CT]$/);
					if (refunds instanceof Error) expect(refunds).toBeInstanceOf(JuheError);
					else expect(refunds).toHaveLength(tickets.length);
				},
			),
		);
	});

	test('one without a passenger ID is reported, not left out', async () => {
		const juhe = world(['F', 'F'], { changes: [{ passengerId: '' }, {}] });
		expect(await refundAllTickets(juhe.client, number, options())).toMatchObject([
			{ passengerId: null, state: 'unknown', reason: expect.stringContaining('no passenger ID') },
			{ passengerId: '2', state: 'accepted' },
		]);
		expect(juhe.asked()).toEqual(['2']);
	});
});

describe('an application that Juhe does not show yet is not made again', () => {
	/** A Juhe whose tickets stay as they are. */
	const slow = (refund: Script, letter = 'F') => world([letter], { refund });

	test('lost, shown some seconds later: accepted', async () => {
		const clock = stopClock('2026-12-01T12:00:00+08:00');
		const since = clock.now();
		const juhe = scriptedJuhe(
			{
				orderDetail: () => ok(issuedDetail(number, [clock.now() - since >= 20_000 ? 'C' : 'F'])),
				refund: lostAnswer,
			},
			{ onSleep: clock.advance },
		);
		const settling = { ...options(), settleSeconds: 60 };
		expect(await refundTicket(juhe.client, number, '1', settling)).toMatchObject({
			state: 'accepted',
		});
		expect(juhe.to('refund')).toHaveLength(1);
		jest.restoreAllMocks();
	});

	test.each<[string, Answer, string]>([
		['accepted', accepted, 'alreadyRefunding'],
		['lost', lostAnswer, 'unknown'],
	])('by the same execution once more: %s', async (_what, refund, state) => {
		const juhe = slow(refund);
		const sameExecution = options();
		await refundTicket(juhe.client, number, '1', sameExecution);
		expect(await refundTicket(juhe.client, number, '1', sameExecution)).toMatchObject({ state });
		expect(juhe.asked()).toEqual(['1']);
	});

	test.each<[string, Answer, string]>([
		['accepted', accepted, 'alreadyRefunding'],
		['lost', lostAnswer, 'unknown'],
	])('by an execution that overlaps, of one ticket or of all: %s', async (_what, refund, state) => {
		const juhe = slow(refund);
		const [, one, all] = await Promise.all([
			refundTicket(juhe.client, number, '1', options()),
			refundTicket(juhe.client, number, '1', options()),
			refundAllTickets(juhe.client, number, options()),
		]);
		expect([one, ...all]).toMatchObject([{ state }, { state }]);
		expect(juhe.asked()).toEqual(['1']);
	});

	test.each<[string, Answer]>([
		['refused', refusal(223802)],
		['never sent', neverArrived],
	])('but one that was %s may be made', async (_what, answer) => {
		const juhe = slow([answer, accepted]);
		const sameExecution = options();
		await refundTicket(juhe.client, number, '1', sameExecution).catch(() => undefined);
		expect(await refundTicket(juhe.client, number, '1', sameExecution)).toMatchObject({
			state: 'accepted',
		});
	});

	test('and so may one that failed since, once: whether that application failed too is not told', async () => {
		const juhe = world(['F'], { after: ['O'] });
		const sameExecution = options();
		const states: string[] = [];
		for (let time = 0; time < 3; time++)
			states.push((await refundTicket(juhe.client, number, '1', sameExecution)).state);
		expect(states).toEqual(['accepted', 'accepted', 'alreadyRefunding']);
		expect(juhe.asked()).toEqual(['1', '1']);
	});
});

describe('a refund that the store says was asked for before', () => {
	const withStore = (store: EntryStore, settleSeconds = 0) => ({
		...options(),
		settleSeconds,
		store,
	});

	test('is not asked for again where the ticket’s state does not show it: once, then it may be', async () => {
		const row = new SharedRow();
		const juhe = world(['F']);
		const states: string[] = [];
		for (let run = 0; run < 3; run++) {
			const { state, reason } = await refundTicket(
				juhe.client,
				number,
				'1',
				withStore(row.store()),
			);
			states.push(state);
			if (run === 1) expect(reason).toMatch(/^Not asked for: it was asked for before at \d{4}-/);
		}
		expect(states).toEqual(['accepted', 'unknown', 'accepted']);
		expect(juhe.asked()).toEqual(['1', '1']);
	});

	test('is not free while Juhe cannot be asked', async () => {
		const row = new SharedRow();
		await refundTicket(world(['F']).client, number, '1', withStore(row.store()));
		for (let run = 0; run < 2; run++) {
			const failing = scriptedJuhe({
				orderDetail: (_form, before) => (before < 1 ? ok(issuedDetail(number, ['F'])) : page(503)),
				refund: accepted,
			});
			const { state, reason } = await refundTicket(
				failing.client,
				number,
				'1',
				withStore(row.store()),
			);
			expect(state).toBe('unknown');
			expect(reason).toContain('Juhe could not say what became of it');
			expect(failing.to('refund')).toEqual([]);
		}
	});

	test('is waited for, and found', async () => {
		const clock = stopClock('2026-12-01T12:00:00+08:00');
		const since = clock.now();
		const row = new SharedRow();
		const juhe = scriptedJuhe(
			{
				orderDetail: () => ok(issuedDetail(number, [clock.now() - since >= 20_000 ? 'C' : 'F'])),
				refund: accepted,
			},
			{ onSleep: clock.advance },
		);
		for (const state of ['accepted', 'alreadyRefunding'])
			expect(
				await refundTicket(juhe.client, number, '1', withStore(row.store(), 60)),
			).toMatchObject({ state });
		expect(juhe.to('refund')).toHaveLength(1);
		jest.restoreAllMocks();
	});

	test.each([...failed, ['a refusal', refusal(223802)] as const])(
		'is free again where Juhe refused (%s)',
		async (_what, answer) => {
			const row = new SharedRow();
			const juhe = world(['F'], { refund: [answer, accepted] });
			await refundTicket(juhe.client, number, '1', withStore(row.store())).catch(() => undefined);
			expect(await refundTicket(juhe.client, number, '1', withStore(row.store()))).toMatchObject({
				state: 'accepted',
			});
		},
	);

	test('of another passenger is another one, and one that has failed since may be asked for anew', async () => {
		const row = new SharedRow();
		const juhe = world(['F', 'F'], { after: ['O', 'F'] });
		for (const passengerId of ['1', '2', '1'])
			expect(
				await refundTicket(juhe.client, number, passengerId, withStore(row.store())),
			).toMatchObject({ state: 'accepted' });
		expect(juhe.asked()).toEqual(['1', '2', '1']);
	});

	test('is asked for without a store, and that is said', async () => {
		expect(await refunding.refundTicket(world(['F']).client, number, '1', options())).toMatchObject(
			{ refunds: [{ state: 'accepted' }], isUnmarked: true },
		);
	});

	test('is not known where the store fails: nothing is asked for', async () => {
		const juhe = world(['F']);
		const error = await rejectionOf(
			refundTicket(juhe.client, number, '1', withStore(brokenStore)),
			JuheError,
		);
		expect(error.message).toMatch(/^Nothing was sent: n8n’s own store/);
		expect(juhe.asked()).toEqual([]);
	});

	test.each([null, 'F', 'X'])(
		'is known though Juhe shows its ticket as %p now, where it had failed before',
		async (ticketStateCode) => {
			const row = new SharedRow();
			const failed = world(['O'], { refund: lostAnswer });
			await refundTicket(failed.client, number, '1', withStore(row.store()));
			const juhe = world(['F'], { changes: [{ ticketStateCode }] });
			const { state, reason } = await refundTicket(
				juhe.client,
				number,
				'1',
				withStore(row.store()),
			);
			expect(state).toBe('unknown');
			expect(reason).toContain('it was asked for before');
			expect(juhe.asked()).toEqual([]);
		},
	);

	test.each([223801, 223804, 223899])(
		'stays so where words under %d leave open what was done',
		async (code) => {
			const row = new SharedRow();
			const juhe = world(['F'], { refund: refusal(code, '退票申请已提交，正在处理') });
			for (const words of ['正在处理', 'it was asked for before']) {
				const { state, reason } = await refundTicket(
					juhe.client,
					number,
					'1',
					withStore(row.store()),
				);
				expect(state).toBe('unknown');
				expect(reason).toContain(words);
			}
			expect(juhe.asked()).toEqual(['1']);
		},
	);
});

test('Juhe’s words about the people of the order are masked, whether it refuses or fails', async () => {
	const changes = [{ passengerName: '测试甲', idType: '3', idCard: '01234567' }];
	const words = '乘客测试甲 01234567 不能退票';
	const refused = world(['F'], { changes, refund: refusal(223802, words) });
	expect(await refundTicket(refused.client, number, '1', options())).toMatchObject({
		state: 'refused',
		reason: '乘客测** ******67 不能退票',
	});
	const failing = world(['F'], { changes, refund: refusal(10012, words) });
	const error = await rejectionOf(refundTicket(failing.client, number, '1', options()), JuheError);
	expect(error.reason).toBe('乘客测** ******67 不能退票');
	const untold = world(['F'], { changes, refund: refusal(300001, words) });
	const [told] = (await refunding.refundTicket(untold.client, number, '1', options())).refunds;
	expect(told?.reason).toContain(
		`Juhe refused to refund a ticket of order ${number}: “乘客测** ******67 不能退票” (code 300001)`,
	);
});
