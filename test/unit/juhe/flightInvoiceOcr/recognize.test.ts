/** How pictures are sent to Juhe: how many at once, what is sent again, and when no more are. */
import * as fc from 'fast-check';

import { createClient } from '../../../../src/juhe/client';
import { JuheError } from '../../../../src/juhe/errors';
import { recognitionPatience, Recognizer } from '../../../../src/juhe/flightInvoiceOcr/recognize';
import type { Answer } from '../../../support/models/juhe';
import {
	lostAnswer,
	neverArrived,
	ok,
	page,
	refusal,
	truncated,
} from '../../../support/models/juhe';

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

interface Call {
	picture: number;
	/** Virtual time, in milliseconds. */
	at: number;
	/** Calls in flight, this one included. */
	inFlight: number;
}

/** A Juhe of virtual time that answers after a while; the picture is its own number. */
function juheThat(
	answer: (picture: number, before: number, at: number) => Answer,
	{ latency = 100, signal }: { latency?: number; signal?: AbortSignal } = {},
) {
	const start = Date.now();
	const calls: Call[] = [];
	const wait = async (milliseconds: number): Promise<void> =>
		await new Promise((resolve, reject) => {
			setTimeout(resolve, milliseconds);
			signal?.addEventListener('abort', () => reject(signal.reason));
		});
	let inFlight = 0;
	const client = createClient({
		baseUrl: 'https://juhe.test',
		patience: recognitionPatience,
		sleep: async (milliseconds) => {
			signal?.throwIfAborted();
			await wait(milliseconds);
		},
		send: async ({ form, url, abortable }) => {
			signal?.throwIfAborted();
			expect(url).toBe('https://juhe.test/flightinvoiceOcr/index');
			expect(abortable).toBe(true);
			const picture = Number(Buffer.from(form.ImageBase64 ?? '', 'base64').toString());
			const before = calls.filter((call) => call.picture === picture).length;
			const at = Date.now() - start;
			inFlight++;
			calls.push({ picture, at, inFlight });
			try {
				const given = answer(picture, before, at);
				await wait(latency);
				return given;
			} finally {
				inFlight--;
			}
		},
	});
	return { client, calls };
}

const bytesOf = (picture: number): Uint8Array => new Uint8Array(Buffer.from(String(picture)));

/** All pictures at once, `concurrency` of them in work as a node has them; what became of each. */
async function recognizeAll(
	juhe: ReturnType<typeof juheThat>,
	pictures: number,
	concurrency: number,
): Promise<unknown[]> {
	const recognizer = new Recognizer(juhe.client, concurrency);
	const outcomes: unknown[] = [];
	let next = 0;
	const worker = async () => {
		for (let picture = next++; picture < pictures; picture = next++) {
			outcomes[picture] = await recognizer
				.recognize(bytesOf(picture))
				.catch((error: unknown) => error);
		}
	};
	const all = Promise.all(Array.from({ length: concurrency }, worker));
	await jest.runAllTimersAsync();
	await all;
	return outcomes;
}

const readAs = (picture: number) => ({ data: [], qingqiuhaohao: `request-${picture}` });
const good = (picture: number): Answer => ok(readAs(picture));

describe('how many at once', () => {
	test.each([1, 2, 5])(
		'%i calls in flight, never more; every picture its own result',
		async (concurrency) => {
			const juhe = juheThat(good);
			const outcomes = await recognizeAll(juhe, 12, concurrency);
			expect(outcomes).toEqual(Array.from({ length: 12 }, (_, picture) => readAs(picture)));
			expect(juhe.calls.map(({ picture }) => picture)).toEqual([...Array(12).keys()]);
			expect(Math.max(...juhe.calls.map(({ inFlight }) => inFlight))).toBe(concurrency);
			expect(juhe.calls.at(-1)?.at).toBe(100 * (Math.ceil(12 / concurrency) - 1));
		},
	);

	test.each([10011, 252602])(
		'%i halves the calls, lets Juhe alone for a second, and recovers',
		async (code) => {
			const juhe = juheThat((picture, _before, at) => (at === 0 ? refusal(code) : good(picture)));
			const outcomes = await recognizeAll(juhe, 60, 4);
			expect(outcomes).toEqual(Array.from({ length: 60 }, (_, picture) => readAs(picture)));
			const [first, ...later] = juhe.calls.filter(({ at }) => at > 0);
			expect(juhe.calls.filter(({ at }) => at === 0)).toHaveLength(4);
			// One pause for the four refusals of one burst.
			expect(first?.at).toBeGreaterThanOrEqual(1100);
			expect(first?.at).toBeLessThanOrEqual(1600);
			expect(Math.max(...later.slice(0, 4).map(({ inFlight }) => inFlight))).toBe(2);
			expect(later.slice(-10).map(({ inFlight }) => inFlight)).toContain(4);
		},
	);

	test('a limit of requests a second: every picture is read, whatever the limit, the latency and the concurrency', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: 10 }),
				fc.integer({ min: 5, max: 600 }),
				fc.integer({ min: 1, max: 8 }),
				async (limit, latency, concurrency) => {
					const admitted: number[] = [];
					const juhe = juheThat(
						(picture, _before, at) => {
							if (admitted.filter((each) => each > at - 1000).length >= limit)
								return refusal(252602);
							admitted.push(at);
							return good(picture);
						},
						{ latency },
					);
					const outcomes = await recognizeAll(juhe, 20, concurrency);
					expect(outcomes).toEqual(Array.from({ length: 20 }, (_, picture) => readAs(picture)));
					expect(admitted).toHaveLength(20);
				},
			),
			{ numRuns: 15 },
		);
	});
});

describe('what is sent again', () => {
	const notSent = { charged: false };
	test.each<[string, Answer[], number, 'read' | object]>([
		['10011 once', [refusal(10011)], 2, 'read'],
		['252602 three times', [refusal(252602), refusal(252602), refusal(252602)], 4, 'read'],
		['a refused connection, three times', [neverArrived, neverArrived, neverArrived], 4, 'read'],
		['a refused connection, four times', Array(4).fill(neverArrived), 4, notSent],
		['a lost answer', [lostAnswer], 2, 'read'],
		['a lost answer, twice', [lostAnswer, lostAnswer], 2, { charged: null, retryable: true }],
		['HTTP 503', [page(503)], 2, 'read'],
		['half of the JSON', [truncated], 2, 'read'],
		['10014', [refusal(10014)], 2, 'read'],
		['10020 twice', [refusal(10020), refusal(10020)], 2, { code: 10020 }],
		['252601', [refusal(252601)], 1, { code: 252601 }],
		['252603', [refusal(252603)], 1, { code: 252603 }],
		['252604', [refusal(252604, '模糊')], 1, { code: 252604, reason: '模糊', charged: null }],
		['HTML', [page(200)], 1, { errorClass: 'configuration' }],
		['a code nobody knows', [refusal(252699)], 1, { code: 252699 }],
	])('%s', async (_what, answers, sent, outcome) => {
		const juhe = juheThat((picture, before) =>
			picture === 1 ? (answers[before] ?? good(picture)) : good(picture),
		);
		const outcomes = await recognizeAll(juhe, 6, 2);
		expect(juhe.calls.filter(({ picture }) => picture === 1)).toHaveLength(sent);
		if (outcome === 'read') expect(outcomes[1]).toEqual(readAs(1));
		else expect(outcomes[1]).toMatchObject({ name: 'JuheError', ...outcome });
		// It never costs the others.
		const others = outcomes.filter((_, picture) => picture !== 1);
		expect(others).toEqual([0, 2, 3, 4, 5].map(readAs));
	});

	test('one that Juhe always calls busy costs nobody else', async () => {
		const juhe = juheThat((picture) => (picture === 0 ? refusal(252602) : good(picture)));
		const outcomes = await recognizeAll(juhe, 20, 2);
		expect(outcomes[0]).toMatchObject({ code: 252602 });
		expect(outcomes.slice(1)).toEqual(Array.from({ length: 19 }, (_, n) => readAs(n + 1)));
		expect(juhe.calls.filter(({ picture }) => picture === 0).length).toBe(6);
	});
});

describe('when no more are sent', () => {
	test.each<[string, Answer]>([
		['10012', refusal(10012)],
		['10013', refusal(10013)],
		['10001', refusal(10001)],
		['10009', refusal(10009)],
		['10021', refusal(10021)],
		['HTTP 404', page(404)],
	])('%s: the rest get the same error, unsent', async (_what, answer) => {
		const juhe = juheThat((picture) => (picture < 4 ? good(picture) : answer));
		const outcomes = await recognizeAll(juhe, 20, 2);
		expect(outcomes.slice(0, 4)).toEqual([0, 1, 2, 3].map(readAs));
		const errors = outcomes.slice(4) as JuheError[];
		expect(new Set(errors.map(({ message }) => message)).size).toBe(1);
		expect(juhe.calls.length).toBe(6);
		expect(errors.map(({ charged }) => charged)).toEqual([null, null, ...Array(14).fill(false)]);
	});

	test('Juhe stays busy: it is asked for less than two minutes, then no more', async () => {
		const juhe = juheThat(() => refusal(10011));
		const outcomes = await recognizeAll(juhe, 50, 4);
		for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 10011 });
		expect(juhe.calls.length).toBeLessThan(15);
		expect(juhe.calls.at(-1)?.at).toBeLessThan(120_000);
	});

	test.each<[string, Answer, number]>([
		['is not there', neverArrived, 4],
		['does not answer', lostAnswer, 2],
	])('Juhe %s: three pictures in a row, then no more', async (_what, answer, times) => {
		const juhe = juheThat((picture) => (picture < 2 ? good(picture) : answer));
		const outcomes = await recognizeAll(juhe, 50, 1);
		expect(juhe.calls.length).toBe(2 + 3 * times);
		expect(outcomes.slice(2).every((outcome) => outcome instanceof JuheError)).toBe(true);
	});

	test('an execution that is stopped: no new call, and nobody waits for ever', async () => {
		for (const answer of [good, () => refusal(10011), () => neverArrived]) {
			const stop = new AbortController();
			const juhe = juheThat(answer, { signal: stop.signal });
			setTimeout(() => stop.abort(new Error('stopped')), 250);
			const outcomes = await recognizeAll(juhe, 20, 4);
			const before = juhe.calls.length;
			expect(juhe.calls.every(({ at }) => at <= 250)).toBe(true);
			expect(outcomes).toHaveLength(20);
			expect(outcomes.at(-1)).toEqual(new Error('stopped'));
			await jest.runAllTimersAsync();
			expect(juhe.calls.length).toBe(before);
		}
	});
});
