/** Planning, checking, ordering what was planned, and following it, in n8n. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Juhe } from '../support/nodes/juhe';
import { startJuhe, until, withJuhe } from '../support/nodes/juhe';
import { withWrongCheckDigit, 乙, 甲 } from '../support/nodes/people';
import {
	chinaDay,
	createParameters,
	credentials,
	departure,
	expectOrderShape,
	expectShape,
	failure,
	node,
	onOrder,
	only,
	order,
	outputOf,
	run,
	theEngine,
} from '../support/nodes/trainGrab';

let juhe: Juhe;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const calls = async (of: Juhe = juhe) => (await of.calls()).map(({ endpoint }) => endpoint);

const planParameters = (changes: INodeParameters = {}): INodeParameters => ({
	resource: 'train',
	operation: 'plan',
	from: '苏州',
	to: '昆山',
	date: chinaDay(12),
	trainPreferences: 'Z175, K8371',
	seatPreferences: ['hardseat', 'softseat'],
	passengerCount: 1,
	acceptNoSeat: false,
	...changes,
});

/** A parameter of create for every answer of a plan. */
const planned: INodeParameters = Object.fromEntries(
	[
		'queryKey',
		'mainTrainNo',
		'alternateTrainNos',
		'mainSeatClass',
		'alternateSeatClasses',
		'fromStation',
		'toStation',
		'departDate',
		'closeTime',
		'acceptNoSeat',
	].map((name) => [name, `={{ $json.${name} }}`]),
);
const plannedOptions = {
	purchaseKey: '={{ $json.purchaseKey }}',
	maxTotalPrice: '={{ $json.worstTotalPrice }}',
};

describe('train/plan', () => {
	test('one item with everything that create needs', async () => {
		const plan = await only(juhe, planParameters({ passengerCount: 2 }));
		expectShape(plan, 'plan');
		for (const train of plan.trains as IDataObject[]) expectShape(train, 'train');
		expect(plan).toMatchObject({
			queryKey: expect.stringMatching(/^\w{32}$/),
			purchaseKey: expect.stringMatching(/^plan-[0-9a-f]{24}$/),
			mainTrainNo: 'Z175',
			alternateTrainNos: ['K8371'],
			mainSeatClass: 'hardseat',
			fromStation: '苏州',
			toStation: '昆山',
			departDate: `${chinaDay(12)}T02:29:00+08:00`,
			closeTime: `${chinaDay(11)}T23:29:00+08:00`,
			acceptNoSeat: false,
		});
		expect(plan.rejected).toContainEqual({
			trainNo: expect.any(String),
			reason: 'not among the trains preferred',
		});
		expect(await calls()).toEqual(['search']);
	});

	test.each<[string, INodeParameters, RegExp, string?]>([
		[
			'a train that does not run',
			{ trainPreferences: 'Z999' },
			/^No train will do: .*\b1 × no such train on that day/,
		],
		[
			'no trains at all',
			{ from: '拉萨', to: '厦门', trainPreferences: '', date: chinaDay(20) },
			/^No train will do: there are no trains between these places on that day/,
			'few trains are on sale yet',
		],
		[
			'nothing may be spent: a limit of 0 is a limit, here as in Create',
			{ maxTotalPrice: 0 },
			/^No train will do: .*\b2 × costs more than allowed, or its price is not known/,
		],
	])(
		'nothing suitable (%s): one error with the reasons counted',
		async (_what, changes, message, advice = 'Widen the wishes') => {
			const error = await failure(juhe, planParameters(changes));
			expect(error).toMatchObject({ name: 'NodeApiError', itemIndex: 0 });
			expect(error.message).toMatch(message);
			expect(error.message).toMatch(/ \[item 0\]$/);
			expect(error.description).toContain(advice);
		},
	);

	test.each<[string, INodeParameters, string]>([
		['a day that is past', { date: chinaDay(-1) }, '“Date” is'],
		['no passengers', { passengerCount: '={{ 0 }}' }, '“Passenger Count” must be a whole number'],
		['six passengers', { passengerCount: '={{ 6 }}' }, '“Passenger Count” must be a whole number'],
		[
			'a seat that is none',
			{ seatPreferences: '={{ ["沙发"] }}' },
			'“Seat Preferences” has “沙发”',
		],
		['no date', { date: 'soon' }, '“Date” is not a date'],
	])('%s: nothing is sent', async (_what, changes, message) => {
		const error = await failure(juhe, planParameters(changes));
		expect(error).toMatchObject({ name: 'NodeOperationError', itemIndex: 0 });
		expect(error.message).toContain(message);
		expect(await calls()).toEqual([]);
	});
});

describe('a plan fed into create', () => {
	const planThenCreate = async (changes: INodeParameters = {}, items: IDataObject[] = [{}]) => {
		const n8n = await theEngine();
		const create = createParameters({ ...planned, ...changes, options: plannedOptions });
		return await n8n.execute(
			n8n.workflow(
				items.map((json) => ({ json })),
				{ name: 'Plan', type: 'trainGrab', parameters: planParameters({ acceptNoSeat: true }) },
				{ name: node, type: 'trainGrab', parameters: create },
			),
			{ credentials: credentials(juhe) },
		);
	};

	test('works as it is: lists in text fields, its own query key, its worst price as the limit', async () => {
		const finished = await planThenCreate();
		const [plan] = finished.json('Plan');
		expect(outputOf(finished)).toMatchObject([
			{ status: 'created', attempt: 1, purchaseKey: plan?.purchaseKey },
		]);
		expect(await juhe.orders()).toMatchObject([
			{
				trainNos: ['Z175', 'K8371'],
				seatClasses: [plan?.mainSeatClass, ...(plan?.alternateSeatClasses as string[])],
				fromStation: '苏州',
				toStation: '昆山',
				acceptNoSeat: true,
			},
		]);
		expect(plan?.alternateSeatClasses).toEqual(['softseat']);
	});

	test('without its query key, because an approval took too long: searched again', async () => {
		const finished = await planThenCreate({ queryKey: '' });
		expect(outputOf(finished)).toMatchObject([{ status: 'created' }]);
		expect(await juhe.orders()).toMatchObject([{ trainNos: ['Z175', 'K8371'] }]);
	});

	test('planned and run again, it is the same purchase; for other people another one', async () => {
		const [first] = outputOf(await planThenCreate());
		expect(outputOf(await planThenCreate())).toMatchObject([
			{ status: 'alreadyExisted', outOrderNo: first?.outOrderNo },
		]);
		expect(outputOf(await planThenCreate({ passengers: { passenger: [乙] } }))).toMatchObject([
			{ status: 'created' },
		]);
		expect(await juhe.orders()).toHaveLength(2);
	});
});

describe('order/check', () => {
	const check = (changes: Parameters<typeof createParameters>[0] = {}): INodeParameters => {
		const parameters = createParameters(changes);
		return { ...parameters, operation: 'check', options: changes?.options ?? {} };
	};

	test.each<[string, INodeParameters, string, string]>([
		[
			'a choice that is none',
			{ passengersInput: '={{ "sheet" }}' },
			'choiceUnknown',
			'passengersInput',
		],
		[
			'a switch that says neither',
			{ options: { acceptNoSeat: '={{ "maybe" }}' } },
			'flagUnreadable',
			'acceptNoSeat',
		],
		[
			'a price that is no number',
			{ options: { maxTotalPrice: '={{ "x" }}' } },
			'numberUnreadable',
			'maxTotalPrice',
		],
		[
			'a limit whose expression gives nothing',
			{ options: { maxTotalPrice: '={{ $json.Budget }}' } },
			'expressionEmpty',
			'maxTotalPrice',
		],
		[
			'passengers that are no JSON',
			{ passengersInput: 'json', passengersJson: '甲' },
			'passengersUnreadable',
			'passengersJson',
		],
	])(
		'what cannot be read is told like any other problem: %s',
		async (_what, changes, code, field) => {
			expect(await only(juhe, check(changes))).toEqual({
				ok: false,
				problems: [
					{ code, severity: 'error', field, message: expect.stringMatching(/^“[A-Z].+” .+/) },
				],
			});
			expect(await calls()).toEqual([]);
		},
	);

	test('nothing wrong: ok, after a search and nothing else', async () => {
		expect(await only(juhe, check())).toEqual({ ok: true, problems: [] });
		expect(await calls()).toEqual(['search']);
		expect(await only(juhe, check({ queryKey: 'some', departDate: departure }))).toMatchObject({
			ok: true,
		});
		expect(await calls()).toEqual(['search', 'search']);
	});

	test('a station that the list lacks: a warning with what may have been meant, beside what the search says', async () => {
		const { ok, problems } = await only(juhe, check({ fromStation: '苏洲' }));
		expect(ok).toBe(false);
		expect(problems).toEqual([
			{
				code: 'stationUnlisted',
				severity: 'warning',
				field: 'fromStation',
				message: expect.stringContaining('did you mean 苏州?'),
			},
			expect.objectContaining({ severity: 'error', code: 'searchRefused' }),
		]);
		expect(await calls()).toEqual(['search']);
	});

	const people = (...passenger: INodeParameters[]): INodeParameters => ({
		passengers: { passenger },
	});
	const options = (changes: INodeParameters) => ({ options: changes });
	test.each<[string, Parameters<typeof createParameters>[0], string]>([
		['outOrderNoForm', options({ outOrderNo: 'abc' }), 'outOrderNo'],
		['seatClassUnknown', { alternateSeatClasses: '={{ ["sofa"] }}' }, 'alternateSeatClasses'],
		['passengerRepeated', people(甲, 甲), 'passengers'],
		[
			'idNumberInvalid',
			people({ ...甲, idNumber: withWrongCheckDigit(甲.idNumber) }),
			'passengers',
		],
	])(
		'%s: a rule that is broken is an item, not an error; nothing is sent',
		async (code, changes, field) => {
			const { ok, problems, ...rest } = await only(juhe, check(changes));
			expect([ok, rest]).toEqual([false, {}]);
			expect(problems).toContainEqual({
				code,
				severity: 'error',
				field,
				message: expect.stringMatching(/^“[A-Z].+” .+/),
			});
			expect(JSON.stringify(problems)).not.toContain(甲.idNumber);
			expect(await calls()).toEqual([]);
		},
	);

	test.each<[string, Parameters<typeof createParameters>[0], string]>([
		['trainNotFound', { alternateTrainNos: 'G9999' }, 'alternateTrainNos'],
		['priceTooHigh', options({ maxTotalPrice: 1 }), 'maxTotalPrice'],
	])('%s: what the search tells', async (code, changes, field) => {
		const { ok, problems } = await only(juhe, check(changes));
		expect(ok).toBe(false);
		expect(problems).toMatchObject([
			{ code, severity: 'error', field, message: expect.stringMatching(/^“[A-Z].+” .+/) },
		]);
		expect(await calls()).toEqual(['search']);
	});

	test('what is only likely to go wrong is a warning: it is ok, and create takes it', async () => {
		const odd = {
			contactPhone: '12345',
			closeTime: `${chinaDay(12)} 02:00`,
			passengers: { passenger: [{ ...甲, type: 2 }] },
		};
		const { ok, problems } = await only(juhe, check(odd));
		expect(ok).toBe(true);
		expect((problems as IDataObject[]).map(({ code, severity }) => [code, severity])).toEqual([
			['closeTimeLate', 'warning'],
			['contactPhoneForm', 'warning'],
			['childAlone', 'warning'],
		]);
		expect(await only(juhe, createParameters(odd))).toMatchObject({ status: 'created' });
	});

	test('skipped in create: Juhe’s own refusal comes out, and nothing is bought', async () => {
		const wrong = people({ ...甲, type: 3 });
		const checked = await failure(juhe, createParameters(wrong));
		expect(checked.name).toBe('NodeOperationError');
		expect(await calls()).toEqual([]);
		const unchecked = await failure(
			juhe,
			createParameters({ ...wrong, ...options({ skipChecks: true }) }),
		);
		expect(unchecked).toMatchObject({
			name: 'NodeApiError',
			httpCode: expect.stringMatching(/^2238/),
		});
		expect(await juhe.orders()).toEqual([]);
	});
});

describe('order/waitForResult', () => {
	const waiting = (outOrderNo: string, changes: INodeParameters = {}) =>
		onOrder('order', 'waitForResult', outOrderNo, {
			timeoutMinutes: 1,
			pollSeconds: 1,
			...changes,
		});

	test.concurrent('an order on a fast clock, from its making to its ticket', async () => {
		await withJuhe(
			async (own) => {
				const outOrderNo = await order(own);
				const { history, timedOut, ...awaited } = await only(own, waiting(outOrderNo));
				expectOrderShape(awaited);
				expect(awaited).toMatchObject({ outOrderNo, status: 'issued', ended: true, issued: true });
				expect(timedOut).toBe(false);
				const seen = history as Array<{ status: string; at: string }>;
				expect(seen.length).toBeGreaterThan(1);
				expect(seen.at(-1)?.status).toBe('issued');
				const life = ['created', 'waiting', 'grabbing', 'issued'];
				expect(seen.map(({ status }) => status)).toEqual(
					life.filter((status) => seen.some((each) => each.status === status)),
				);
				for (const { at } of seen) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
				expect((await own.orders()).length).toBe(1);
			},
			{ clockSpeed: 10 },
		);
	});

	test.concurrent('one that fails, meanwhile', async () => {
		await withJuhe(async (own) => {
			const outOrderNo = await order(own);
			const running = only(own, waiting(outOrderNo));
			await until(async () => (await own.calls('orderDetail')).length >= 5);
			await own.fail(outOrderNo, { failMsg: '余票不足' });
			expect(await running).toMatchObject({
				status: 'failed',
				failure: expect.stringContaining('余票不足'),
				timedOut: false,
				history: [{ status: 'created' }, { status: 'failed' }],
			});
		});
	});

	test.concurrent('the time is up: an item, not an error', async () => {
		await withJuhe(async (own) => {
			const outOrderNo = await order(own);
			expect(await only(own, waiting(outOrderNo, { timeoutMinutes: 0.02 }))).toMatchObject({
				status: 'created',
				ended: false,
				timedOut: true,
			});
		});
	});

	test.concurrent('stopped: at once, and nothing is asked after it', async () => {
		await withJuhe(async (own) => {
			const outOrderNo = await order(own);
			const before = (await own.calls()).length;
			const stop = new AbortController();
			const running = run(own, waiting(outOrderNo, { pollSeconds: 300 }), { signal: stop.signal });
			await until(async () => (await own.calls()).length > before);
			stop.abort();
			expect((await running).status).toBe('canceled');
			expect((await own.calls()).length).toBeLessThanOrEqual(before + 2);
		});
	});

	test('masked', async () => {
		const outOrderNo = await order(juhe);
		await juhe.issue(outOrderNo);
		const masked = await only(juhe, waiting(outOrderNo, { options: { maskPersonalData: true } }));
		expect(masked).toMatchObject({ status: 'issued', history: [{ status: 'issued' }] });
		expect(JSON.stringify(masked)).not.toContain(甲.idNumber);
	});
});
