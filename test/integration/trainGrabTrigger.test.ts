/** Registration with Juhe and reception of its pushes: the built trigger, n8n-core, real HTTP. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { webhookDescriptionIsNativelyResolvable } from 'n8n-workflow';

import { eventNames } from '../../src/juhe/trainGrab/events/types';
import type { NodeSpec } from '../support/engine';
import { toGbk } from '../support/models/pushes';
import type { PushRequest } from '../support/engine/triggers';
import { createTrigger } from '../support/engine/triggers';
import { credentials, theEngine } from '../support/nodes/trainGrab';
import { eventsOf, refund, stage, started, triggerName, withStage } from '../support/nodes/trigger';
import type { Stage } from '../support/nodes/trigger';
import { 甲, 乙 } from '../support/nodes/people';

/** As a push names her. */
const 甲push = { passengerId: '1', passengerName: 甲.name, cardType: '1', cardNo: 甲.idNumber };

const sample = (name: string) =>
	JSON.parse(
		readFileSync(join(__dirname, `../support/fixtures/juhe/train-grab.push.${name}.json`), 'utf8'),
	) as Record<string, unknown>;

beforeAll(async () => {
	await theEngine();
}, 60_000);

describe('registration', () => {
	const held = (made: Stage) => made.sandbox.control.callbacks().map(({ type }) => type);
	const calls = (made: Stage) => made.sandbox.control.calls('setCallback').length;

	test('publishing registers just the types needed: production URL, type, secret', async () => {
		await withStage({ parameters: { events: ['order.issued', 'order.expired'] } }, async (made) => {
			await made.trigger.publish();
			expect(held(made).sort()).toEqual(['1', '3']);
			for (const type of held(made)) {
				const url = new URL(made.registered(type) ?? '');
				expect(url.origin + url.pathname).toBe(made.trigger.url());
				expect(Object.fromEntries(url.searchParams)).toEqual({
					type,
					token: expect.stringMatching(/^[0-9a-f]{48}$/),
				});
			}
			expect(made.trigger.url()).toContain('/webhook/');
			expect(Object.keys(made.trigger.staticData).sort()).toEqual([
				'keyFingerprint',
				'secret',
				'urls',
			]);
			expect(JSON.stringify(made.trigger.staticData)).not.toContain('sandbox-train-grab-key');
		});
	});

	test.each([
		[['order.failed'], ['1']],
		[['ticket.refunded'], ['2']],
		[
			['ticket.refundFailed', 'order.expired'],
			['2', '3'],
		],
		[['other'], ['1', '2', '3']],
	])('%s needs %s', async (events, types) => {
		await withStage({ parameters: { events } }, async (made) => {
			await made.trigger.publish();
			expect(held(made).sort()).toEqual(types);
		});
	});

	/** The step's work, how many calls it makes, which types the sandbox holds then. */
	test('a life: what Juhe is told at each step, and what it holds', async () => {
		const made = await stage({ parameters: { events: ['order.issued'] } });
		const { trigger, node, settings, sandbox } = made;
		let before = 0;
		const step = async (work: () => Promise<unknown>) => {
			await work();
			const made_ = calls(made) - before;
			before += made_;
			return made_;
		};
		try {
			expect(await step(async () => await trigger.publish())).toBe(1);
			const first = made.registered('1');
			const secret = trigger.staticData.secret;
			expect(await step(async () => await trigger.publish())).toBe(0);
			expect(await step(async () => await trigger.restartOfOldN8n())).toBe(0);

			// More events: their types too. Fewer: told anew, since that is what was registered.
			node.parameters.events = ['order.issued', 'ticket.refunded'];
			expect(await step(async () => await trigger.publish())).toBe(2);
			expect(held(made).sort()).toEqual(['1', '2']);
			node.parameters.events = ['order.issued', 'ticket.refundFailed', 'order.failed'];
			expect(await step(async () => await trigger.publish())).toBe(0);
			node.parameters.events = ['order.issued'];
			expect(await step(async () => await trigger.publish())).toBe(1);

			// A test takes nothing from production, neither beginning nor ending.
			const stored = structuredClone(trigger.staticData);
			expect(await step(async () => await trigger.listenForTest())).toBe(0);
			expect(await step(async () => await trigger.stopListening())).toBe(0);
			expect(
				await step(async () => await trigger.hook('delete', { mode: 'internal', test: true })),
			).toBe(0);
			expect(trigger.staticData).toEqual(stored);

			// Another key, another Juhe, then the first one again.
			sandbox.options.trainGrabKey = 'another-key';
			settings.credentials = credentials(sandbox, { trainGrabKey: 'another-key' });
			expect(await step(async () => await trigger.publish())).toBe(1);
			settings.credentials = credentials(sandbox, {
				trainGrabKey: 'another-key',
				baseUrl: sandbox.url.replace('127.0.0.1', 'localhost'),
			});
			expect(await step(async () => await trigger.publish())).toBe(1);
			settings.credentials = credentials(sandbox, { trainGrabKey: 'another-key' });
			expect(await step(async () => await trigger.restartOfOldN8n())).toBe(1);

			// Unpublishing: Juhe has no call for it. The secret stays, and the next publishing registers
			// anew.
			expect(await step(async () => await trigger.unpublish())).toBe(0);
			expect(trigger.staticData).toEqual({ secret });
			expect(await step(async () => await trigger.publish())).toBe(1);
			expect(made.registered('1')).toBe(first);

			// Another address (WEBHOOK_URL): with the same secret.
			const moved = await stage({
				after: made,
				parameters: { events: ['order.issued'] },
				credentials: settings.credentials,
			});
			expect(await step(async () => await moved.trigger.restartOfOldN8n())).toBe(1);
			expect(made.registered('1')).toBe(`${moved.trigger.url()}?type=1&token=${String(secret)}`);
			expect(made.registered('1')).not.toBe(first);
			await moved.close();
		} finally {
			await made.close();
		}
	});

	test('a test by itself registers nothing, and leaves no static data', async () => {
		await withStage({}, async (made) => {
			await made.trigger.listenForTest();
			const answer = await made.trigger.push({ test: true, json: sample('issued') });
			await made.trigger.stopListening();
			expect([calls(made), made.trigger.staticData]).toEqual([0, {}]);
			expect(answer.response).toMatchObject({ status: 200, text: 'success' });
			expect(started(answer)).toMatchObject([{ event: 'order.issued', verified: null }]);
		});
	});

	describe('what n8n does not tell a node is noticed with the next push, and said once in the log', () => {
		const warnings = (log: string) =>
			log.split('\n').filter((line) => line.includes('"level":"warn"'));

		test('another address (WEBHOOK_URL)', async () => {
			const engine = await theEngine();
			await withStage({}, async (made) => {
				await made.trigger.publish();
				const moved = await stage({ after: made });
				engine.clearLog();
				for (const outOrderNo of ['MOVED001', 'MOVED002'])
					await moved.push('3', { json: { ...sample('expired'), outOrderNo } });
				const said = warnings(engine.log);
				await moved.close();
				expect(said).toHaveLength(1);
				for (const part of [
					made.trigger.url(),
					moved.trigger.url(),
					'Unpublish the workflow, then publish it',
				])
					expect(said[0]).toContain(part);
				expect(engine.log).not.toContain(String(made.trigger.staticData.secret));
			});
		});

		test('another key', async () => {
			const engine = await theEngine();
			await withStage({}, async (made) => {
				await made.trigger.publish();
				const first = await made.order();
				const second = await made.order({ options: { outOrderNo: 'SECOND01' } });
				made.sandbox.options.trainGrabKey = 'another-key';
				made.settings.credentials = credentials(made.sandbox, { trainGrabKey: 'another-key' });
				engine.clearLog();
				for (const outOrderNo of [first, second]) made.sandbox.control.issue(outOrderNo);
				await made.delivered();
				expect(eventsOf(made)).toHaveLength(2);
				const said = warnings(engine.log);
				expect(said).toEqual([expect.stringContaining('another key or Base URL')]);
				expect(said[0]).toContain('Unpublish the workflow, then publish it');
				expect(engine.log).not.toContain('another-key');
			});
		});

		test('nothing is said where nothing has changed', async () => {
			const engine = await theEngine();
			await withStage({}, async (made) => {
				await made.trigger.publish();
				engine.clearLog();
				made.sandbox.control.issue(await made.order());
				await made.delivered();
				expect(eventsOf(made)).toHaveLength(1);
				expect(warnings(engine.log)).toEqual([]);
			});
		});
	});

	/** The second trigger beside one of issued orders, and whether Juhe can serve both. */
	test.each<[string, Partial<NodeSpec>, boolean]>([
		['of the same event', { parameters: { events: ['order.issued'] } }, false],
		[
			'of another event with the same callback',
			{ parameters: { events: ['order.failed'] } },
			false,
		],
		[
			'of everything that may become of an order',
			{ parameters: { events: ['order.ended'] } },
			false,
		],
		['of other pushes, which come on any callback', { parameters: { events: ['other'] } }, false],
		['with the events of a new node', {}, false],
		[
			'whose events an expression chooses',
			{ parameters: { events: '={{ ["ticket.refunded"] }}' } },
			false,
		],
		['whose events are a text', { parameters: { events: 'ticket.refunded' } }, false],
		['whose events are labels', { parameters: { events: ['Ticket Refunded'] } }, false],
		['of another callback', { parameters: { events: ['ticket.refunded', 'order.expired'] } }, true],
		['that is switched off', { parameters: { events: ['order.issued'] }, disabled: true }, true],
		[
			'with another credential',
			{
				parameters: { events: ['order.issued'] },
				credentials: { juheApi: { id: 'another', name: 'Another' } },
			},
			true,
		],
	])(
		'a second trigger in the workflow, %s: refused before one takes from the other',
		async (what, second, isFine) => {
			const need = what.startsWith('whose events') ? 'may need' : 'need';
			const others = [{ name: 'Second', type: 'trainGrabTrigger', ...second }];
			await withStage({ parameters: { events: ['order.issued'] }, others }, async (made) => {
				const published = made.trigger.publish();
				if (isFine) {
					await published;
					expect(held(made)).toEqual(['1']);
					return;
				}
				await expect(published).rejects.toMatchObject({
					message: expect.stringContaining(
						`“Train Grab Trigger” and “Second” ${need} the same callbacks`,
					),
					description: expect.stringContaining('Switch node'),
				});
				expect(held(made)).toEqual([]);
			});
		},
	);

	describe('what goes wrong says what to do', () => {
		const errorOf = async (made: Stage): Promise<Record<string, unknown>> => {
			const error: unknown = await made.trigger.publish().then(
				() => null,
				(reason: unknown) => reason,
			);
			const { name, message, description, failure } = error as Record<string, unknown>;
			return { name, message, description, failure };
		};

		test('an address that is not on the internet, and a Juhe that is', async () => {
			const settings = credentials({ url: 'https://v.juhe.cn/' });
			await withStage({ credentials: settings }, async (made) => {
				expect(await errorOf(made)).toEqual({
					name: 'NodeOperationError',
					message:
						'Juhe cannot reach this n8n: its webhook address is on “127.0.0.1”, which is not on the internet',
					description: expect.stringMatching(
						/WEBHOOK_URL.*tunnel.*publish again.*Order > Get.*Events/,
					),
					failure: { cause: 'configuration-invalid' },
				});
				expect(made.trigger.staticData).toEqual({});
			});
		});

		test('a key that is missing, or refused', async () => {
			await withStage({}, async (made) => {
				made.settings.credentials = credentials(made.sandbox, { trainGrabKey: '' });
				expect(await errorOf(made)).toMatchObject({
					name: 'NodeApiError',
					message: 'The Juhe API credential has no Train Grab (火车票抢票) key',
				});
				made.settings.credentials = credentials(made.sandbox, { trainGrabKey: 'wrong' });
				expect(await errorOf(made)).toMatchObject({
					name: 'NodeApiError',
					message: 'Juhe does not know the key (code 10001)',
					description: expect.stringContaining('Correct the key'),
					failure: { cause: 'credential-invalid' },
				});
				expect(Object.keys(made.trigger.staticData)).toEqual(['secret']);
			});
		});

		test('publishing that fails halfway keeps the secret that Juhe holds already', async () => {
			const events = ['order.issued', 'order.expired'];
			await withStage({ parameters: { events } }, async (made) => {
				const { control } = made.sandbox;
				control.fault('setCallback', { kind: 'delay', milliseconds: 0 });
				control.fault('setCallback', { kind: 'errorCode', errorCode: 223899 });
				await errorOf(made);
				expect(held(made)).toEqual(['1']);
				const first = made.registered('1');
				await made.trigger.publish();
				expect(made.registered('1')).toBe(first);
				expect(held(made).sort()).toEqual(['1', '3']);
			});
		});

		test('a refusal that repeats the URL does not give the secret away', async () => {
			await withStage({ parameters: { events: ['order.issued'] } }, async (made) => {
				const engine = await theEngine();
				await made.trigger.publish();
				const { secret } = made.trigger.staticData;
				await made.trigger.unpublish();
				engine.clearLog();
				made.sandbox.control.fault('setCallback', {
					kind: 'errorCode',
					when: 'before',
					errorCode: 223899,
					reason: `回调地址无效 ${made.trigger.url()}?type=1&token=${String(secret)}`,
				});
				const error = await errorOf(made);
				expect(error).toMatchObject({ description: expect.stringContaining('回调地址无效') });
				expect(JSON.stringify(error) + engine.log).not.toContain(secret);
			});
		});

		test.each([
			'n8n.example.com',
			'localhost:5678',
			'n8n.example.com:5678',
			'ftp://n8n.example.com',
		])('an address that is no web address: %s', async (baseUrl) => {
			await withStage({}, async (made) => {
				Object.assign(made.trigger, { baseUrl });
				expect(await errorOf(made)).toMatchObject({
					message:
						'Juhe cannot reach this n8n: its webhook address is not a URL that begins with http:// or https://',
					description: expect.stringContaining('WEBHOOK_URL'),
				});
			});
		});
	});
});

describe('the test URL, opened in a browser', () => {
	const listening = async (test: (made: Stage) => Promise<void>, parameters = {}) =>
		await withStage({ parameters }, async (made) => {
			await made.trigger.listenForTest();
			await test(made);
			await made.trigger.stopListening();
		});

	test.each(eventNames.map((name) => [name]))('gives a labelled sample of %s', async (event) => {
		await listening(async (made) => {
			const push = await made.trigger.push({ test: true, method: 'GET', query: { event } });
			expect(push.response).toMatchObject({
				status: 200,
				text: expect.stringContaining(`the sample “${event}”`),
			});
			const [given] = started(push);
			expect(given).toMatchObject({
				event,
				outOrderNo: 'SAMPLE0001',
				verified: null,
				message: expect.stringContaining('sample'),
				summary: expect.stringContaining('SAMPLE0001'),
			});
			expect(made.sandbox.control.calls('orderDetail')).toEqual([]);
		});
	});

	test('gives the first chosen event where none is asked for, as the options want it', async () => {
		const options = { summaryLanguage: 'zh', maskPersonalData: true };
		await listening(
			async (made) => {
				const push = await made.trigger.push({ test: true, method: 'GET' });
				expect(started(push)).toMatchObject([
					{
						event: 'ticket.refunded',
						summary: expect.stringMatching(/^退票成功/),
						passengers: [{ idNumber: '1101**********803X' }],
					},
				]);
			},
			{ events: ['ticket.refunded'], options },
		);
	});

	test('names the samples where it does not know the one asked for', async () => {
		await listening(async (made) => {
			const query = { event: 'order.lost' };
			const push = await made.trigger.push({ test: true, method: 'GET', query });
			expect(push.response.status).toBe(400);
			for (const name of eventNames) expect(push.response.text).toContain(name);
			expect(push.run).toBeUndefined();
		});
	});

	test('takes a real push by GET as one', async () => {
		await listening(async (made) => {
			const query = { outOrderNo: 'A00001', msgCode: '101', type: '3' };
			const push = await made.trigger.push({ test: true, method: 'GET', query });
			expect(started(push)).toMatchObject([{ event: 'order.expired', outOrderNo: 'A00001' }]);
		});
	});
});

test('n8n evaluates no expression before it hands a push over: each push would cost it a sandbox', async () => {
	const { nodeTypes } = await theEngine();
	const { description } = nodeTypes.getByNameAndVersion('n8n-nodes-juhe.trainGrabTrigger');
	expect(description.webhooks).toHaveLength(2);
	expect(description.webhooks?.every(webhookDescriptionIsNativelyResolvable)).toBe(true);
	// n8n has one of its own for nodes of version 1.
	expect(description.defaultVersion).toBeGreaterThan(1);
});

describe('reception', () => {
	const people = { passengers: { passenger: [甲, 乙] } };

	test.each(['json', 'flat'] as const)(
		'the whole life of orders, pushed by the sandbox as %s',
		async (pushForm) => {
			await withStage({ sandbox: { pushForm } }, async (made) => {
				const { sandbox, trigger } = made;
				await trigger.publish();
				const [good, bad, late] = [
					await made.order(people),
					await made.order({ options: { outOrderNo: 'BAD00001' } }),
					await made.order({ options: { outOrderNo: 'LATE0001' } }),
				];
				sandbox.control.issue(good);
				sandbox.control.fail(bad);
				sandbox.control.expire(late);
				await made.delivered();
				sandbox.control.passTime(600);
				const [one, two] =
					sandbox.control.order(good)?.passengers.map(({ passengerId }) => passengerId) ?? [];
				await refund(made, good, String(one), true);
				await made.delivered();
				await refund(made, good, String(two), false);
				await made.delivered();

				expect(
					sandbox.control.pushes().map(({ state, attempts }) => [state, attempts.length]),
				).toEqual(Array.from({ length: 5 }, () => ['delivered', 1]));
				const events = new Map(eventsOf(made).map((event) => [event.event, event]));
				expect([...events.keys()].sort()).toEqual([
					'order.expired',
					'order.failed',
					'order.issued',
					'ticket.refundFailed',
					'ticket.refunded',
				]);
				const issued = sandbox.control.order(good);
				expect(events.get('order.issued')).toMatchObject({
					eventKey: `order.issued:${good}`,
					verified: true,
					code: '100',
					trainNo: 'Z175',
					ticketNo: issued?.issued?.ticketNo,
					passengers: [
						{ passengerId: one, idNumber: 甲.idNumber, idType: 0, status: 'issued' },
						{ passengerId: two, idNumber: 乙.idNumber },
					],
					raw: null,
				});
				expect(events.get('order.failed')).toMatchObject({
					eventKey: 'order.failed:BAD00001',
					verified: true,
					failure: expect.stringContaining('未通过'),
					summary: expect.not.stringContaining(甲.idNumber),
				});
				expect(events.get('order.expired')).toMatchObject({
					eventKey: 'order.expired:LATE0001',
					verified: null,
				});
				expect(events.get('ticket.refunded')).toMatchObject({
					eventKey: `ticket.refunded:${good}:${one}`,
					verified: true,
					refund: { price: issued?.passengers[0]?.ticketPrice, type: 'online' },
					departure: events.get('order.issued')?.departure,
					passengers: [{ passengerId: one, status: 'refunded' }],
				});
				expect(events.get('ticket.refundFailed')).toMatchObject({
					eventKey: expect.stringMatching(
						new RegExp(`^ticket.refundFailed:${good}:${two}:20.*\\+08:00$`),
					),
					verified: null,
				});
			});
		},
	);

	// A name whose GBK is good UTF-8 too: only the content type tells which it is.
	const body = {
		...sample('expired'),
		msgInfo: 'expired',
		outOrderNo: '12345678901234567890',
		passengers: [{ passengerId: '9007199254740993', passengerName: '楼模' }],
	};
	const json = JSON.stringify(body).replace('"9007199254740993"', '9007199254740993');
	const flat =
		'outOrderNo=12345678901234567890&msgCode=101&msgInfo=%E8%BF%87%E6%9C%9F&passengers%5B0%5D%5BpassengerId%5D=9007199254740993&passengers%5B0%5D%5BpassengerName%5D=%E6%A5%BC%E6%A8%A1';
	const typed = (type: string, raw: string | Uint8Array): PushRequest => ({
		raw,
		headers: { 'content-type': type },
	});
	const boundary = 'XX';
	const multipart = ['data', json]
		.join('"\r\n\r\n')
		.replace(/^/, `--${boundary}\r\nContent-Disposition: form-data; name="`)
		.concat(`\r\n--${boundary}--\r\n`);

	const received: Array<[string, PushRequest]> = [
		['JSON', typed('application/json', json)],
		['JSON as text', typed('text/plain; charset=UTF-8', json)],
		['JSON as a form', typed('application/x-www-form-urlencoded', json)],
		['JSON without a content type', { raw: json }],
		['JSON with a byte order mark', typed('application/json', `\ufeff${json}`)],
		['JSON in GBK, declared', typed('text/html; charset=GBK', toGbk(json))],
		['form field data', { form: { data: json } }],
		['multipart', typed(`multipart/form-data; boundary=${boundary}`, multipart)],
		['flat', typed('application/x-www-form-urlencoded', flat)],
		['GET with JSON in data', { method: 'GET', query: { data: json } }],
	];
	// Up to version 1 n8n reads every body, later only those that it can parse.
	test.each([1.1, 1].flatMap((version) => received.map((form) => [version, ...form] as const)))(
		'to version %s, %s: the same event, its big numbers whole',
		async (typeVersion, _, request) => {
			await withStage({ typeVersion, parameters: { events: ['order.expired'] } }, async (made) => {
				await made.trigger.publish();
				const push = await made.push('3', request);
				expect(push.response).toMatchObject({
					status: 200,
					text: 'success',
					headers: { 'content-type': 'text/plain; charset=utf-8' },
				});
				expect(started(push)).toMatchObject([
					{
						event: 'order.expired',
						eventKey: 'order.expired:12345678901234567890',
						outOrderNo: '12345678901234567890',
						code: '101',
						verified: null,
						passengers: [{ passengerId: '9007199254740993', name: '楼模' }],
					},
				]);
			});
		},
	);

	test('what n8n itself refuses: broken JSON, and GBK under a type that it parses', async () => {
		await withStage({}, async (made) => {
			await made.trigger.publish();
			for (const request of [
				typed('application/json', '{"outOrderNo":'),
				typed('application/json; charset=gbk', toGbk(json)),
				typed('application/x-www-form-urlencoded; charset=gbk', flat),
			]) {
				expect((await made.push('3', request)).response.status).toBe(422);
			}
		});
	});

	test.each<[string, PushRequest]>([
		['nothing', {}],
		['nothing, by GET', { method: 'GET' }],
		['broken JSON', typed('text/plain', '{"outOrderNo":"A00001"')],
		['broken JSON in a form', { form: { data: '{"outOrderNo":"A00001"' } }],
		['a list', { json: [1] }],
		['a word', typed('text/plain', 'success')],
		['bytes', { raw: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255) }],
	])('%s is answered 400', async (_what, request) => {
		await withStage({}, async (made) => {
			await made.trigger.publish();
			const push = await made.push('1', request);
			expect(push.response).toMatchObject({ status: 400, text: 'unreadable' });
			expect([push.error, push.run]).toEqual([undefined, undefined]);
		});
	});

	test('a secret that is missing, wrong, cut off, given twice: 403, and nothing starts', async () => {
		await withStage({}, async (made) => {
			await made.trigger.publish();
			const secret = String(made.trigger.staticData.secret);
			const wrong = [
				undefined,
				'',
				'x',
				secret.slice(0, -1),
				`${secret}0`,
				secret.toUpperCase(),
				`${'0'.repeat(secret.length)}`,
			];
			for (const token of wrong) {
				const push = await made.trigger.push({
					query: { type: '3', ...(token !== undefined && { token }) },
					json: sample('expired'),
				});
				expect([token, push.response.status, push.run]).toEqual([token, 403, undefined]);
			}
			const twice = await fetch(`${made.trigger.url()}?type=3&token=${secret}&token=${secret}`, {
				method: 'POST',
				body: JSON.stringify(sample('expired')),
			});
			expect(twice.status).toBe(403);
			expect(eventsOf(made)).toEqual([]);
			expect((await made.push('3', { json: sample('expired') })).response.status).toBe(200);
		});
	});

	test('without a stored secret everything is refused, and the log says why', async () => {
		const engine = await theEngine();
		await withStage({}, async (made) => {
			engine.clearLog();
			const query = { type: '3', token: '' };
			const push = await made.trigger.push({ query, json: sample('expired') });
			expect(push.response.status).toBe(403);
			expect(engine.log).toContain(
				'it has no secret yet. Unpublish the workflow, then publish it.',
			);
		});
	});

	test('requireSecret off: taken without', async () => {
		const parameters = { options: { requireSecret: false } };
		await withStage({ parameters }, async (made) => {
			const push = await made.trigger.push({ json: sample('expired') });
			expect(started(push)).toMatchObject([{ event: 'order.expired' }]);
		});
	});

	test('events nobody asked for, and other prefixes: success, nothing starts', async () => {
		const parameters = { events: ['order.expired'], options: { outOrderNoPrefix: 'CRM' } };
		await withStage({ parameters }, async (made) => {
			await made.trigger.publish();
			const other = await made.push('3', { json: sample('expired') });
			const unasked = await made.push('1', {
				json: { ...sample('issued'), outOrderNo: 'CRM00001' },
			});
			for (const { response, run } of [other, unasked]) {
				expect([response.status, response.text, run]).toEqual([200, 'success', undefined]);
			}
			const wanted = await made.push('3', {
				json: { ...sample('expired'), outOrderNo: 'CRM00001' },
			});
			expect(started(wanted)).toMatchObject([{ outOrderNo: 'CRM00001' }]);
		});
	});

	test('what fits no kind is `other`', async () => {
		await withStage({ parameters: { events: ['other'] } }, async (made) => {
			await made.trigger.publish();
			const push = await made.push('2', { json: { msgInfo: '保险退款', outOrderNo: 'A00001' } });
			expect(started(push)).toMatchObject([
				{ event: 'other', message: '保险退款', verified: null, refund: null },
			]);
		});
	});

	test('options: language, masked, raw', async () => {
		const options = { summaryLanguage: 'zh', maskPersonalData: true, includeRaw: true };
		await withStage({ parameters: { options } }, async (made) => {
			await made.trigger.publish();
			const outOrderNo = await made.order();
			made.sandbox.control.issue(outOrderNo);
			await made.delivered();
			const [event] = eventsOf(made);
			expect(event).toMatchObject({
				summary: expect.stringMatching(/^出票成功：Z175 苏州 → 昆山/),
				passengers: [{ idNumber: `9999**********${甲.idNumber.slice(-4)}` }],
				raw: { outOrderNo, passengers: [{ cardNo: `9999**********${甲.idNumber.slice(-4)}` }] },
			});
			expect(JSON.stringify(event)).not.toContain(甲.idNumber);
		});
	});
});

/** A safeguard that nobody sees fail: what is stored is masked, and the execution says what is wrong. */
test.each(['={{ undefined }}', '={{ null }}', '={{ "" }}', '={{ nope.nope }}'])(
	'Mask Personal Data whose expression gives nothing is not taken for no: %s',
	async (maskPersonalData) => {
		await withStage({}, async (made) => {
			await made.trigger.publish();
			made.node.parameters.options = { maskPersonalData, includeRaw: true };
			const push = await made.push('1', { json: { ...sample('issued'), passengers: [甲push] } });
			expect(push.response).toMatchObject({ status: 200, text: 'success' });
			expect(push.workflowData?.[0]).toMatchObject([
				{ json: { raw: null, passengers: [{ idNumber: expect.stringContaining('*') }] } },
			]);
			expect(JSON.stringify(push.workflowData)).not.toContain(甲.idNumber);
			expect(push.run?.error?.message).toContain(
				'“Mask Personal Data” has an expression that gives nothing',
			);
			expect(started(push)).toEqual([]);
			await expect(
				made.trigger.unpublish().then(async () => await made.trigger.publish()),
			).rejects.toThrow('“Mask Personal Data” has an expression that gives nothing');
		});
	},
);

/** While an option is broken every push is taken, since nobody can tell which are wanted. */
test('what was stored while an option was broken is chosen from once it runs again', async () => {
	const engine = await theEngine();
	const options = { outOrderNoPrefix: 'TRIP' };
	await withStage({ parameters: { events: ['order.expired'], options } }, async (made) => {
		await made.trigger.publish();
		made.node.parameters.options = { ...options, summaryLanguage: 'fr' };
		const json = (outOrderNo: string) => ({ json: { ...sample('expired'), outOrderNo } });
		const pushes = [
			await made.push('3', json('TRIP0001')),
			await made.push('3', json('ELSE0001')),
			await made.push('1', json('TRIP0002')),
		];
		expect(pushes.map(({ run }) => run?.error?.message)).toEqual(
			Array(3).fill(expect.stringContaining('“Summary Language”')),
		);
		made.node.parameters.options = options;
		const retry = await engine.execute(made.trigger.spec, {
			start: triggerName,
			mode: 'retry',
			input: pushes.flatMap(({ workflowData }) => workflowData?.[0] ?? []) as never,
			credentials: made.settings.credentials,
		});
		expect(retry.json('After')).toMatchObject([{ event: 'order.expired', outOrderNo: 'TRIP0001' }]);
		expect(retry.json('After')).toHaveLength(1);
	});
});

test('the credential may be gone: pushes are still taken, as far as they can be believed', async () => {
	const engine = await theEngine();
	const bare = await createTrigger(engine, {
		name: triggerName,
		type: 'trainGrabTrigger',
		parameters: { events: ['order.issued'], options: { requireSecret: false } },
	});
	const push = await bare.push({ query: { type: '1' }, json: sample('issued') });
	expect(push.response).toMatchObject({ status: 200, text: 'success' });
	expect(push.run?.json('Train Grab Trigger')).toMatchObject([{ verified: false }]);
	await bare.close();
});
