import { setTimeout as sleep } from 'node:timers/promises';
/**
 * Train Grab Trigger in the real n8n: published, pushed to, unpublished, restarted, killed; and
 * what Juhe holds.
 */
import { z } from 'zod/v4';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import {
	itemsAt,
	storedExecutions,
	untilIdle,
	untilNoted,
	type StoredExecution,
} from '../support/n8n/executions';
import {
	eventOf,
	forms,
	genuinePushes,
	placeOrders,
	push,
	send,
	typeOf,
	withToken,
	type Answer,
	type Form,
	type GenuinePush,
} from '../support/n8n/pushes';
import {
	installationMs,
	juheCredential,
	killAndStart,
	setTheStage,
	type Stage,
} from '../support/n8n/stage';
import { after, chain, juheApi, trainGrabTrigger } from '../support/n8n/workflows';

const success: Answer = {
	status: 200,
	contentType: expect.stringMatching(/^text\/plain/),
	text: 'success',
};

let stage: Stage;
/** The Juhe of the other credential. */
let otherJuhe: Sandbox;
let workflowId: string;
let genuine: GenuinePush[];

const workflow = (events: string[], credential?: string) =>
	chain(
		'trigger',
		trainGrabTrigger(
			{ events, options: { verifySeconds: 2 } },
			credential === undefined ? {} : juheApi(credential),
		),
		after(),
	);
const someEvents = ['order.issued', 'order.failed', 'order.expired'];

beforeAll(async () => {
	stage = await setTheStage();
	otherJuhe = await startSandbox({ trainGrabKey: 'key-of-another-juhe' });
	const { n8n, juhe } = stage;
	await n8n.importCredentials([
		juheCredential(juhe),
		juheCredential(otherJuhe, {}, 'juheApiOtherKey0'),
	]);
	genuine = await genuinePushes(
		juhe,
		[
			...forms.map(() => 'expired' as const),
			...forms.map(() => 'issued' as const),
			'issue-failed',
			'refunded',
			'refund-failed',
			...Array<'expired'>(6).fill('expired'),
		],
		'E2E',
	);
	await placeOrders(juhe, ['E2ELIVES']);
	await n8n.start();
	workflowId = await n8n.createWorkflow(workflow(someEvents));
	await n8n.publish(workflowId);
}, installationMs);

afterAll(async () => {
	await stage?.clear();
	await otherJuhe?.close();
});

const taken = new Set<GenuinePush>();
/** A genuine push that was not sent yet. */
function fresh(kind: GenuinePush['kind'] = 'expired'): GenuinePush {
	const found = genuine.find((each) => each.kind === kind && !taken.has(each));
	if (!found) throw new Error(`No push “${kind}” is left`);
	taken.add(found);
	return found;
}

const urlOf = (type: '1' | '2' | '3', juhe: Sandbox = stage.juhe): string =>
	juhe.control.callbacks().find((callback) => callback.type === type)?.url ?? 'none';
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

async function tellOf({ kind, fields }: GenuinePush, form: Form = 'json'): Promise<Answer> {
	return await send(push(urlOf(typeOf[kind]), fields, form));
}

/** Everything n8n holds, once it has done it. */
async function executions(): Promise<StoredExecution[]> {
	await untilIdle(stage.n8n, workflowId);
	return storedExecutions(stage.n8n, workflowId);
}

const keyOf = ({ kind, outOrderNo }: GenuinePush) => `${eventOf[kind]}:${outOrderNo}`;
/** How often an event reached the node after the trigger. */
const timesDelivered = (event: GenuinePush, stored: StoredExecution[]) =>
	itemsAt('After', stored).filter(({ eventKey }) => eventKey === keyOf(event)).length;

it('has registered one URL for each callback type that its events need, with type and secret', () => {
	const { control } = stage.juhe;
	expect(
		control
			.callbacks()
			.map(({ type }) => type)
			.sort(),
	).toEqual(['1', '3']);
	expect(control.calls('setCallback')).toHaveLength(2);
	const token = tokenOf(urlOf('1'));
	expect(token).toMatch(/^[\w-]{32,}$/);
	for (const { type, url } of control.callbacks()) {
		const { origin, pathname, searchParams } = new URL(url);
		expect(origin).toBe(stage.n8n.url);
		expect(pathname).toMatch(/^\/webhook\/.+/);
		expect(Object.fromEntries(searchParams)).toEqual({ type, token });
	}
});

it('takes pushes in every form and starts the workflow once for each', async () => {
	const expired = forms.map((form) => ({ form, event: fresh() }));
	const issued = forms.map((form) => ({ form, event: fresh('issued') }));
	const failed = fresh('issue-failed');
	for (const { form, event } of [...expired, ...issued, { form: 'json' as const, event: failed }]) {
		expect([form, await tellOf(event, form)]).toEqual([form, success]);
	}
	const stored = await executions();
	expect(stored.map(({ status, mode }) => [status, mode])).toEqual(
		Array(2 * forms.length + 1).fill(['success', 'webhook']),
	);
	const items = itemsAt('After', stored);
	expect(items.map(({ eventKey }) => eventKey).sort()).toEqual(
		[...expired, ...issued, { event: failed }].map(({ event }) => keyOf(event)).sort(),
	);
	const itemOf = (event: GenuinePush) => items.find(({ eventKey }) => eventKey === keyOf(event));
	for (const { event } of expired) {
		expect(itemOf(event)).toMatchObject({
			event: 'order.expired',
			outOrderNo: event.outOrderNo,
			verified: null,
			raw: null,
		});
	}
	for (const { event } of issued) {
		expect(itemOf(event)).toMatchObject({
			event: 'order.issued',
			verified: true,
			trainNo: 'Z175',
			ticketNo: event.fields.ticketNo,
			passengers: [{ name: '测试甲', seatClass: 'hardseat', status: 'issued' }],
		});
	}
	expect(itemOf(failed)).toMatchObject({ event: 'order.failed', failure: expect.any(String) });
});

it('refuses what is forged or malformed, and starts nothing', async () => {
	const before = (await executions()).length;
	const url = urlOf('1');
	const token = tokenOf(url);
	const claim = { ...fresh('refunded').fields, outOrderNo: 'E2EFORGED' };
	const forged = [
		withToken(url, null),
		withToken(url, ''),
		withToken(url, 'x'.repeat(token.length)),
		withToken(url, token.slice(0, -1)),
		withToken(url, `${token}0`),
		`${withToken(url, null)}&token[]=${token}x`,
		`${withToken(url, 'x')}&token=y`,
	];
	for (const each of forged) {
		for (const form of ['json', 'flat', 'getData'] as const) {
			expect([each, (await send(push(each, claim, form))).status]).toEqual([each, 403]);
		}
	}
	// The secret belongs into the URL that Juhe was given.
	expect((await send(push(withToken(url, null), { ...claim, token }, 'json'))).status).toBe(403);

	const malformed: Array<[string | null, string]> = [
		['text/plain', 'good day'],
		['text/plain', '{"outOrderNo":'],
		['application/octet-stream', '\u0000\u0001'],
		[null, ''],
		['text/plain', '[1, 2]'],
		['text/plain', '12'],
	];
	for (const [contentType, body] of malformed) {
		const { status } = await send({ method: 'POST', url, contentType, body });
		expect([contentType, body, status]).toEqual([contentType, body, 400]);
	}
	expect((await send({ method: 'GET', url, contentType: null, body: null })).status).toBe(400);
	const broken = { method: 'POST', url, contentType: 'application/json', body: '{"a":' } as const;
	expect((await send(broken)).status).toBe(422);

	expect(await executions()).toHaveLength(before);
});

it('hands on nothing that the order contradicts, and marks what it does not show', async () => {
	const before = (await executions()).length;
	const { fields } = fresh('refund-failed');
	const issued = { ...(genuine.find(({ kind }) => kind === 'issued')?.fields ?? {}) };
	const said = stage.n8n.output.length;
	// Nobody has such an order.
	expect(await send(push(urlOf('1'), { ...issued, outOrderNo: 'E2ENOBODY' }, 'json'))).toEqual(
		success,
	);
	// This one expired.
	const expired = genuine.find(({ kind }) => kind === 'expired')?.outOrderNo;
	expect(await send(push(urlOf('1'), { ...issued, outOrderNo: expired }, 'data'))).toEqual(success);
	// This one may still be issued, but is not.
	const early = push(urlOf('1'), { ...issued, outOrderNo: 'E2ELIVES' }, 'flat');
	expect(await send(early)).toEqual(success);
	const stored = (await executions()).slice(before);
	expect(stored.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
	const told = itemsAt('After', stored).map(({ outOrderNo, verified }) => [outOrderNo, verified]);
	expect(told.sort()).toEqual([
		['E2ELIVES', false],
		['E2ENOBODY', false],
	]);

	const log = stage.n8n.output.slice(said);
	for (const outOrderNo of ['E2ENOBODY', expired ?? '', 'E2ELIVES'])
		expect(log).toContain(outOrderNo);
	expect(log).not.toContain('测试甲');
	expect(log).not.toContain(tokenOf(urlOf('1')));
	const { passengers } = z
		.looseObject({ passengers: z.array(z.looseObject({ cardNo: z.string() })) })
		.parse(issued);
	for (const { cardNo } of passengers) expect(stage.n8n.output).not.toContain(cardNo);
	expect(fields).toBeDefined();
});

it('keeps its secret when it is unpublished, and uses it again', async () => {
	const { n8n, juhe } = stage;
	const urls = juhe.control.callbacks().map(({ url }) => url);
	const missed = fresh();
	await n8n.unpublish(workflowId);
	// Juhe has no call to remove a URL: it goes on pushing, and n8n does not know the address any
	// more.
	expect(juhe.control.callbacks().map(({ url }) => url)).toEqual(urls);
	expect((await tellOf(missed)).status).toBe(404);

	await n8n.publish(workflowId);
	expect(juhe.control.callbacks().map(({ url }) => url)).toEqual(urls);
	expect(await tellOf(missed)).toEqual(success);
	expect(timesDelivered(missed, await executions())).toBe(1);
});

it('survives a restart with another address, and remembers what it has told', async () => {
	const { n8n, juhe } = stage;
	const told = fresh();
	expect(await tellOf(told)).toEqual(success);
	expect(await tellOf(told, 'data')).toEqual(success);
	const before = urlOf('1');
	const token = tokenOf(before);
	const elsewhere = n8n.url.replace('127.0.0.1', 'localhost');

	await n8n.stop();
	await n8n.start({ N8N_WEBHOOK_URL: elsewhere, WEBHOOK_URL: elsewhere });
	// n8n tells the node nothing at a start: Juhe keeps the old address, which is still served.
	expect(urlOf('1')).toBe(before);
	const next = fresh();
	expect(await tellOf(next)).toEqual(success);
	// The node notices with the first push, and says what helps.
	const [noticed = ''] = n8n.output
		.split('\n')
		.filter((line) => line.includes('registered with Juhe'));
	for (const part of [new URL(before).origin, elsewhere, 'Unpublish the workflow, then publish it'])
		expect(noticed).toContain(part);
	expect(n8n.output).not.toContain(token);
	expect(await tellOf(told, 'flat')).toEqual(success);
	const stored = await executions();
	expect(timesDelivered(next, stored)).toBe(1);
	expect(timesDelivered(told, stored)).toBe(1);

	// Publishing again takes the new address to Juhe, with the same secret.
	await n8n.unpublish(workflowId);
	await n8n.publish(workflowId);
	expect(juhe.control.callbacks().map(({ url }) => new URL(url).origin)).toEqual([
		elsewhere,
		elsewhere,
	]);
	expect(tokenOf(urlOf('1'))).toBe(token);
	expect(
		await send(push(urlOf('3').replace('localhost', '127.0.0.1'), fresh().fields, 'json')),
	).toEqual(success);
});

it('registers anew when its events or its credential change', async () => {
	const { n8n, juhe } = stage;
	const token = tokenOf(urlOf('1'));
	await change(workflow([...someEvents, 'ticket.refunded']));
	expect(
		juhe.control
			.callbacks()
			.map(({ type }) => type)
			.sort(),
	).toEqual(['1', '2', '3']);
	expect(new Set(juhe.control.callbacks().map(({ url }) => tokenOf(url)))).toEqual(
		new Set([token]),
	);

	const calls = juhe.control.calls('setCallback').length;
	await change(workflow(['ticket.refunded'], 'juheApiOtherKey0'));
	expect(otherJuhe.control.callbacks()).toMatchObject([{ type: '2' }]);
	expect(tokenOf(urlOf('2', otherJuhe))).toBe(token);
	expect(juhe.control.calls('setCallback')).toHaveLength(calls);

	await change(workflow(someEvents));
	expect(tokenOf(urlOf('1'))).toBe(token);
	const event = fresh();
	expect(await tellOf(event)).toEqual(success);
	expect(timesDelivered(event, await executions())).toBe(1);

	async function change({ nodes, connections }: ReturnType<typeof workflow>): Promise<void> {
		const client = await n8n.login();
		await client.patch(`/rest/workflows/${workflowId}`, { nodes, connections });
		await n8n.publish(workflowId);
	}
});

it('refuses a second trigger that would take the callbacks from the first, and serves one that would not', async () => {
	const { n8n, juhe } = stage;
	await n8n.unpublish(workflowId);
	juhe.control.reset();
	const both = async (second: string) => {
		const first = trainGrabTrigger({ events: ['order.issued'] }, { webhookId: `first-${second}` });
		const other = trainGrabTrigger({ events: [second] }, { webhookId: `second-${second}` });
		const { nodes, ...rest } = chain('both', first, after());
		const added = { ...other, id: 'Second', name: 'Second', position: [0, 200] };
		return await n8n.createWorkflow({ ...rest, nodes: [...nodes, added] });
	};
	await expect(n8n.publish(await both('order.failed'))).rejects.toThrow(
		/“(Juhe|Second)” and “(Juhe|Second)” need the same callbacks of Juhe/,
	);
	expect(juhe.control.callbacks()).toEqual([]);
	const fine = await both('order.expired');
	await n8n.publish(fine);
	expect(
		juhe.control
			.callbacks()
			.map(({ type }) => type)
			.sort(),
	).toEqual(['1', '3']);
	await n8n.unpublish(fine);
});

it('gives a sample event where the test URL is opened while n8n listens', async () => {
	const { n8n, juhe } = stage;
	juhe.control.reset();
	const open = async (webhookId: string, query: string) => {
		const trigger = trainGrabTrigger({ events: someEvents }, { webhookId });
		const id = await n8n.createWorkflow(chain(webhookId, trigger, after()));
		const client = await n8n.login();
		const { data } = await client.post(`/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: 'Juhe' },
		});
		expect(data).toMatchObject({ data: { waitingForWebhook: true } });
		const response = await fetch(`${n8n.url}/webhook-test/${webhookId}/juhe${query}`);
		const text = await response.text();
		// A sample is answered at once, its execution is stored a moment later.
		while (storedExecutions(n8n, id).length === 0) await sleep(20);
		await untilIdle(n8n, id);
		return { answer: `${response.status} ${text}`, stored: storedExecutions(n8n, id) };
	};
	const samples = [
		{ webhookId: 'juhe-sample', query: '', event: 'order.issued' },
		{ webhookId: 'juhe-sample-of', query: '?event=ticket.refunded', event: 'ticket.refunded' },
	];
	for (const { webhookId, query, event } of samples) {
		const { answer, stored } = await open(webhookId, query);
		expect(answer).toMatch(/^200 /);
		expect(answer).toContain(`the sample “${event}”`);
		expect(stored.map(({ mode, status }) => [mode, status])).toEqual([['manual', 'success']]);
		expect(itemsAt('After', stored)).toMatchObject([{ event, outOrderNo: 'SAMPLE0001' }]);
	}
	expect(juhe.control.calls()).toEqual([]);
});

it('keeps the secret that Juhe holds already where publishing fails halfway', async () => {
	const { n8n, juhe } = stage;
	juhe.control.reset();
	const id = await n8n.createWorkflow(
		chain('halfway', trainGrabTrigger({ events: someEvents }, { webhookId: 'juhe-halfway' })),
	);
	juhe.control.fault('setCallback', { kind: 'delay', milliseconds: 0 });
	// n8n tries a few times.
	juhe.control.fault('setCallback', { kind: 'errorCode', errorCode: 223899 }, 50);
	await expect(n8n.publish(id)).rejects.toThrow('Juhe');
	juhe.control.clearFaults();
	const token = tokenOf(urlOf('1'));
	expect(token).toMatch(/^[\w-]{32,}$/);
	expect(urlOf('3')).toBe('none');
	await n8n.publish(id);
	expect([urlOf('1'), urlOf('3')].map(tokenOf)).toEqual([token, token]);
	await n8n.unpublish(id);
});

it.each(['run again', 'told again'] as const)(
	'hands an event on once where its execution crashed after noting it, and it is %s first',
	async (first) => {
		const { n8n, juhe } = stage;
		juhe.control.reset();
		const name = first.replace(' ', '-');
		const [event] = await genuinePushes(juhe, ['expired'], name.replace('-', '').toUpperCase());
		if (!event) throw new Error('The sandbox has no push');
		const trigger = trainGrabTrigger({ events: someEvents }, { webhookId: `juhe-${name}` });
		const id = await n8n.importWorkflow(chain(name, trigger, after()));
		await n8n.publish(id);
		expect(await tellOf(event)).toEqual(success);
		await untilNoted(n8n, id);
		await killAndStart(n8n);
		await untilIdle(n8n, id);
		const [crashed] = storedExecutions(n8n, id);
		expect(crashed).toMatchObject({ status: 'crashed', eventKeys: [keyOf(event)] });
		expect(itemsAt('After', storedExecutions(n8n, id))).toEqual([]);

		const runAgain = async () => {
			const { status } = await n8n.execution(await n8n.retry(String(crashed?.id)));
			expect(status).toBe('success');
		};
		const tellAgain = async () => {
			expect(await tellOf(event, 'data')).toEqual(success);
			// It waits for the one that noted the event first, and did not end.
			await untilIdle(n8n, id, 60_000);
		};
		for (const step of first === 'run again' ? [runAgain, tellAgain] : [tellAgain, runAgain]) {
			await step();
			expect(itemsAt('After', storedExecutions(n8n, id))).toMatchObject([
				{ event: 'order.expired', eventKey: keyOf(event), outOrderNo: event.outOrderNo },
			]);
		}
		await n8n.unpublish(id);
	},
);
