import * as fc from 'fast-check';

import { createClient, joinUrl, NoAnswer } from '../../../src/juhe/client';
import { JuheError } from '../../../src/juhe/errors';
import type { JuheErrorClass } from '../../../src/juhe/errors';
import {
	lostAnswer,
	neverArrived,
	ok,
	page,
	refusal,
	rejectionOf,
	sampleText,
	scriptedJuhe,
	truncated,
} from '../../support/models/juhe';
import type { Answer, Script } from '../../support/models/juhe';

const path = 'grabTicket/action/search.php';
const calling = (script: Script) => scriptedJuhe({ search: script });
const answerTo = async (body: string, statusCode = 200) =>
	await calling({ statusCode, body }).client.call(path, {}, { mode: 'once' });

afterEach(() => jest.restoreAllMocks());

describe('a request', () => {
	test('is one POST of the form below the base URL, without a key', async () => {
		const juhe = calling(ok({}));
		await juhe.client.call(path, { from: '苏州' });
		expect(juhe.requests).toEqual([
			{
				endpoint: 'search',
				url: `https://juhe.test/${path}`,
				form: { from: '苏州' },
				timeoutMilliseconds: 30_000,
				abortable: true,
			},
		]);
	});

	test('that may cost money is not cut off where the execution is stopped', async () => {
		const juhe = calling(ok({}));
		await juhe.client.call(path, {}, { mode: 'once' });
		expect(juhe.requests).toMatchObject([{ abortable: false }]);
	});

	test.each([
		['https://v.juhe.cn', 'a/b.php'],
		['https://v.juhe.cn/', 'a/b.php'],
		['https://v.juhe.cn//', '/a/b.php'],
		[' https://v.juhe.cn ', ' a/b.php '],
	])('%p and %p make one slash', (base, below) => {
		expect(joinUrl(base, below)).toBe('https://v.juhe.cn/a/b.php');
	});

	test('keeps the prefix of a gateway', () => {
		expect(joinUrl('https://gateway.test/juhe/', '/a.php')).toBe('https://gateway.test/juhe/a.php');
	});
});

describe('Juhe’s envelope', () => {
	test.each<[string, string, unknown]>([
		['error_code 0', '{"reason":"success","result":{"a":1},"error_code":0}', { a: 1 }],
		['error_code "0"', '{"reason":"success","result":{"a":1},"error_code":"0"}', { a: 1 }],
		['reason "0", as in the search sample', '{"reason":"0","result":1,"error_code":0}', 1],
		['no reason', '{"result":1,"error_code":0}', 1],
		['data instead of result', '{"reason":"success","data":{"b":2},"error_code":0}', { b: 2 }],
		['neither', '{"reason":"success","error_code":0}', null],
		['blanks around', '\n {"result":1,"error_code":0} \n', 1],
	])('%s is success', async (_what, body, result) => {
		expect(await answerTo(body)).toEqual(result);
	});

	test.each(['train-grab.search', 'train-grab.create-order', 'train-grab.set-callback'])(
		'the vendor’s sample %s is success',
		async (name) => {
			const sample = JSON.parse(sampleText(name)) as { result?: unknown };
			expect(await answerTo(sampleText(name))).toEqual(sample.result ?? null);
		},
	);

	test.each<[string, number]>([
		['error.bad-key', 10001],
		['error.quota', 10012],
		['error.quota.string-result', 10012],
		['train-grab.refund.refused', 223804],
		['train-grab.cancel-order.refused', 223801],
	])('the vendor’s sample %s is the error %d with its reason', async (name, code) => {
		const error = await rejectionOf(answerTo(sampleText(name)), JuheError);
		const { reason } = JSON.parse(sampleText(name)) as { reason: string };
		expect(error).toMatchObject({ code, reason });
	});

	test('a reason of “success” does not make an error a success', async () => {
		const answer = answerTo('{"reason":"success","result":{"orderNo":"1"},"error_code":10014}');
		expect(await rejectionOf(answer, JuheError)).toMatchObject({ code: 10014 });
	});

	test('a success from a server that has failed is none', async () => {
		const answer = answerTo('{"reason":"success","result":{"orderNo":"1"},"error_code":0}', 500);
		expect(await rejectionOf(answer, JuheError)).toMatchObject({
			code: null,
			errorClass: 'unavailable',
		});
	});

	test('an error code as text is that code', async () => {
		const answer = answerTo('{"reason":"x","result":null,"error_code":"10001"}');
		expect(await rejectionOf(answer, JuheError)).toMatchObject({ code: 10001 });
	});

	test('whole numbers too big for a double arrive whole', async () => {
		expect(await answerTo('{"result":{"orderNo":58450529210164804126},"error_code":0}')).toEqual({
			orderNo: '58450529210164804126',
		});
	});

	test('a field that comes twice is no reason to lose an answer', async () => {
		expect(await answerTo('{"result":{"a":1,"a":2},"error_code":0}')).toEqual({ a: 2 });
	});

	test('no body at all can do more than give a JuheError', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(fc.string(), fc.json()),
				fc.constantFrom(200, 204, 301, 401, 404, 429, 500),
				async (body, statusCode) => {
					fc.pre(!body.includes('error_code'));
					await rejectionOf(answerTo(body, statusCode), JuheError);
				},
			),
		);
	});
});

describe('an answer that is not Juhe’s', () => {
	test.each<[string, Answer, JuheErrorClass, boolean]>([
		['an HTML page with 200', page(200), 'configuration', true],
		['an HTML page with 404', page(404), 'notFound', true],
		[
			'a 404 in JSON, of a gateway',
			{ statusCode: 404, body: '{"message":"no route"}' },
			'notFound',
			true,
		],
		['a 401', page(401), 'configuration', true],
		['a 401 in JSON', { statusCode: 401, body: '{"message":"x"}' }, 'configuration', true],
		['a 307', { statusCode: 307, body: '' }, 'configuration', true],
		['an empty 200', { statusCode: 200, body: '' }, 'configuration', true],
		['text', { statusCode: 200, body: 'success' }, 'configuration', true],
		['JSON without error_code', { statusCode: 200, body: '{"result":{}}' }, 'configuration', true],
		['error_code null', { statusCode: 200, body: '{"error_code":null}' }, 'configuration', true],
		['a JSON list', { statusCode: 200, body: '[]' }, 'configuration', true],
		['a 500', page(500), 'unavailable', false],
		['a 429', page(429), 'rate', false],
		['a 408', page(408), 'rate', false],
		['a 503 in JSON', { statusCode: 503, body: '{"message":"x"}' }, 'unavailable', false],
		['a truncated answer', truncated, 'unavailable', false],
		['a truncated answer to addCallbackUrl', { statusCode: 200, body: '{' }, 'unavailable', false],
	])('%s is %s (setting named: %s)', async (_what, answer, errorClass, namesSetting) => {
		const call = calling(answer).client.call(
			path,
			{},
			{ mode: 'once', setting: 'Create Order Path' },
		);
		const error = await rejectionOf(call, JuheError);
		expect(error).toMatchObject({
			errorClass,
			code: null,
			retryable: !namesSetting,
			charged: null,
		});
		expect(error.advice.includes('“Create Order Path”')).toBe(namesSetting);
		expect(error.message + error.advice).not.toMatch(/[<>]/);
	});

	test.each<[string, Answer, string]>([
		['a 503', page(503), "Juhe's server failed (HTTP 503)"],
		['a truncated answer', truncated, 'arrived incomplete'],
		['a 401', page(401), "not Juhe's (HTTP 401"],
		['a page', page(200), "not Juhe's (HTTP 200"],
	])('says what %s is', async (_what, answer, message) => {
		const call = calling(answer).client.call(path, {}, { mode: 'once' });
		expect((await rejectionOf(call, JuheError)).message).toContain(message);
	});

	test.each([504, 10001, 223804, 223899])(
		'HTTP 5xx says nothing of what was done, though its body says code %d',
		async (code) => {
			const body = JSON.stringify({ reason: 'upstream timed out', error_code: code, result: null });
			const call = calling({ statusCode: 504, body }).client.call(path, {}, { mode: 'once' });
			const error = await rejectionOf(call, JuheError);
			expect(error).toMatchObject({ errorClass: 'unavailable', retryable: true, code });
			expect(error.message).toBe("Juhe's server failed (HTTP 504): “upstream timed out”");
			expect(error.outcomeUnknown).toBe(true);
			expect(error.isTrainServiceRefusal).toBe(false);
		},
	);

	test.each([10001, 223850, 10099])(
		'keys and passwords that Juhe repeats are in no error: %d',
		async (code) => {
			const secrets = ['made-up-key', '', 'pass word+1!'];
			const reason = '账号登录失败 made-up-key pass word+1! pass%20word%2B1! pass+word%2B1%21';
			for (const statusCode of [200, 500]) {
				const client = createClient({
					baseUrl: 'https://juhe.test',
					secrets,
					sleep: async () => await Promise.resolve(),
					send: async () =>
						await Promise.resolve({
							statusCode,
							body: JSON.stringify({ reason, error_code: code }),
						}),
				});
				const error = await rejectionOf(client.call(path, {}, { mode: 'once' }), JuheError);
				expect(error.reason).toBe('账号登录失败 … … … …');
				expect(error.message + error.advice).not.toMatch(/made-up-key|pass.?.?.?word/);
			}
		},
	);

	test('names “Base URL” unless the call says better', async () => {
		const error = await rejectionOf(calling(page(404)).client.call(path, {}), JuheError);
		expect(error.advice).toContain('“Base URL”');
	});

	test('no answer: what happened, and charged only where it is certain', async () => {
		const call = async (answer: Answer) =>
			await rejectionOf(calling(answer).client.call(path, {}, { mode: 'once' }), JuheError);
		expect(await call(lostAnswer)).toMatchObject({
			errorClass: 'unreachable',
			message: lostAnswer.message,
			charged: null,
			retryable: true,
		});
		expect(await call(neverArrived)).toMatchObject({ errorClass: 'unreachable', charged: false });
	});
});

describe('trying again', () => {
	const retried: Array<[string, Answer]> = [
		['no answer', lostAnswer],
		['no connection', neverArrived],
		['a 500', page(500)],
		['a 502', page(502)],
		['a truncated answer', truncated],
		['10011', refusal(10011)],
		['10014', refusal(10014)],
		['10020', refusal(10020)],
	];
	const final: Array<[string, Answer]> = [
		['10001', refusal(10001)],
		['10012', refusal(10012)],
		['223804', refusal(223804)],
		['a 404', page(404)],
		['a page', page(200)],
		['a 307', page(307)],
		['a 401', page(401)],
		['a 407', page(407)],
		['what must be corrected first', new NoAnswer('not asked', true, 'Correct it.')],
	];

	test.each(retried)('a repeatable call is sent three more times on %s', async (_what, answer) => {
		const juhe = calling(answer);
		await rejectionOf(juhe.client.call(path, { from: '苏州' }), JuheError);
		expect(juhe.requests).toHaveLength(4);
		expect(new Set(juhe.requests.map((request) => JSON.stringify(request))).size).toBe(1);
	});

	test.each(retried)('a call that costs money is sent once on %s', async (_what, answer) => {
		const juhe = calling(answer);
		await rejectionOf(juhe.client.call(path, {}, { mode: 'once' }), JuheError);
		expect(juhe.requests).toHaveLength(1);
		expect(juhe.pauses).toEqual([]);
	});

	test.each(final)('no call is sent again on %s', async (_what, answer) => {
		const juhe = calling(answer);
		await rejectionOf(juhe.client.call(path, {}), JuheError);
		expect(juhe.requests).toHaveLength(1);
	});

	test('ends with the first answer', async () => {
		const juhe = calling([lostAnswer, refusal(10011), ok('here')]);
		expect(await juhe.client.call(path, {})).toBe('here');
		expect(juhe.requests).toHaveLength(3);
	});

	test('ends with the last error', async () => {
		const juhe = calling([lostAnswer, refusal(10001), ok('never')]);
		expect(await rejectionOf(juhe.client.call(path, {}), JuheError)).toMatchObject({ code: 10001 });
		expect(juhe.requests).toHaveLength(2);
	});

	test.each<[string, number, number[]]>([
		['shortest', 0, [250, 500, 1000]],
		['middle', 0.5, [500, 1000, 2000]],
	])('pauses grow (%s)', async (_what, random, pauses) => {
		jest.spyOn(Math, 'random').mockReturnValue(random);
		const juhe = calling(lostAnswer);
		await rejectionOf(juhe.client.call(path, {}), JuheError);
		expect(juhe.pauses).toEqual(pauses);
	});

	test('pauses are jittered: a second run waits differently', async () => {
		const pausesOf = async () => {
			const juhe = calling(lostAnswer);
			await rejectionOf(juhe.client.call(path, {}), JuheError);
			return juhe.pauses;
		};
		expect(await pausesOf()).not.toEqual(await pausesOf());
	});

	test('a stopped execution stops it: what the pause or the request throws comes out as it is', async () => {
		const stopped = new Error('stopped');
		const stop = async () => await Promise.reject(stopped);
		const options = {
			baseUrl: 'https://juhe.test',
			send: async () => await Promise.resolve(lostAnswer),
		};
		const pausing = createClient({ ...options, sleep: stop });
		await expect(pausing.call(path, {})).rejects.toBe(stopped);
		const sending = createClient({
			...options,
			send: stop,
			sleep: async () => await Promise.resolve(),
		});
		await expect(sending.call(path, {})).rejects.toBe(stopped);
	});

	test('an answer of whatever kind costs at most four requests', async () => {
		const answers = [...retried, ...final, ['ok', ok(1)] as [string, Answer]].map(
			([, each]) => each,
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom(...answers), { minLength: 1 }),
				fc.constantFrom<'once' | 'repeatable'>('once', 'repeatable'),
				async (script, mode) => {
					const juhe = calling(script);
					await juhe.client.call(path, {}, { mode }).catch(() => undefined);
					expect(juhe.requests.length).toBeLessThanOrEqual(mode === 'once' ? 1 : 4);
					expect(juhe.pauses).toHaveLength(juhe.requests.length - 1);
				},
			),
		);
	});
});
