import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createClient, NoAnswer } from '../../../src/juhe/client';
import type { HttpRequest, HttpResponse } from '../../../src/juhe/client';
import { trainGrabEndpoints } from '../../../src/juhe/endpoints';
import { asRecord } from '../../../src/lib/values';
import { madeUpId } from '../../../tools/sandbox/people';

/**
 * What the tests of `juhe/` share: the vendor's samples, a scripted Juhe, made-up people, a clock,
 * loose writing.
 */

export type Fields = Record<string, unknown>;

/** One of the vendor's sample bodies, as text. */
export function sampleText(name: string): string {
	return readFileSync(join(__dirname, '../fixtures/juhe', `${name}.json`), 'utf8');
}

/** The `result` of one of the vendor's sample answers. */
export function sampleResult(name: string): Fields {
	return asRecord(asRecord(JSON.parse(sampleText(name)))?.result) ?? {};
}

// Answers

export const ok = (result: unknown): HttpResponse => ({
	statusCode: 200,
	body: JSON.stringify({ reason: 'success', result, error_code: 0 }),
});
export const refusal = (code: number, reason = '测试原因'): HttpResponse => ({
	statusCode: 200,
	body: JSON.stringify({ reason, result: null, error_code: code }),
});
export const page = (statusCode: number): HttpResponse => ({
	statusCode,
	body: '<html><body>page</body></html>',
});
export const truncated: HttpResponse = {
	statusCode: 200,
	body: '{"reason":"success","result":{"or',
};
export const lostAnswer = new NoAnswer('Juhe did not answer within 30 seconds', false);
export const neverArrived = new NoAnswer('Juhe could not be reached', true);

// A scripted Juhe

export type Answer = HttpResponse | NoAnswer;
/**
 * An answer, a list of them (the last one stays), or a function of the form and of how often it was
 * asked before.
 */
export type Script = Answer | Answer[] | ((form: Record<string, string>, before: number) => Answer);
type EndpointName = keyof typeof trainGrabEndpoints;

interface SentRequest extends HttpRequest {
	endpoint: string;
}

/** A client of a Juhe that answers by a script an endpoint, and writes down requests and pauses. */
export function scriptedJuhe(
	scripts: Partial<Record<EndpointName, Script>>,
	{ onSleep = () => undefined }: { onSleep?: (milliseconds: number) => void } = {},
) {
	const requests: SentRequest[] = [];
	const pauses: number[] = [];
	const to = (endpoint: EndpointName) => requests.filter((each) => each.endpoint === endpoint);
	const client = createClient({
		baseUrl: 'https://juhe.test',
		send: async (request) => {
			const found = Object.entries(trainGrabEndpoints).find(
				([, { path }]) => request.url === `https://juhe.test/${path}`,
			);
			const endpoint = found?.[0] as EndpointName | undefined;
			const script = endpoint && scripts[endpoint];
			if (!endpoint || !script) throw new Error(`The script does not expect ${request.url}`);
			const before = to(endpoint).length;
			requests.push({ ...request, endpoint });
			if (typeof script === 'function') return await Promise.resolve(script(request.form, before));
			if (!Array.isArray(script)) return script;
			const answer = script[Math.min(before, script.length - 1)];
			if (!answer) throw new Error('An empty script');
			return answer;
		},
		sleep: async (milliseconds) => {
			pauses.push(milliseconds);
			onSleep(milliseconds);
			await Promise.resolve();
		},
	});
	return { client, requests, pauses, to };
}

/** Stops the clock at a moment; `advance` moves it on. Restore the mocks after the test. */
export function stopClock(at: string) {
	let now = new Date(at).getTime();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	return {
		advance: (milliseconds: number) => {
			now += milliseconds;
		},
		now: () => now,
	};
}

/** What a promise is rejected with, as a value; fails the test where it is not. */
export async function rejectionOf<T extends Error>(
	promise: Promise<unknown>,
	type: abstract new (...parameters: never[]) => T,
): Promise<T> {
	const error: unknown = await promise.then(
		(value) => {
			throw new Error(`Not rejected, but ${JSON.stringify(value)}`);
		},
		(reason: unknown) => reason,
	);
	if (error instanceof type) return error;
	throw error;
}

/** The first of a list that must have one. */
export function first<T>(list: readonly T[]): T {
	const [head] = list;
	if (head === undefined) throw new Error('An empty list');
	return head;
}

// Made-up people

/** Resident IDs of made-up people. */
export const residentIds = fc
	.record({
		year: fc.integer({ min: 1930, max: 2020 }),
		month: fc.integer({ min: 1, max: 12 }),
		day: fc.integer({ min: 1, max: 28 }),
		sequence: fc.integer({ min: 0, max: 999 }),
	})
	.map(({ year, month, day, sequence }) =>
		madeUpId(`${year}${pad(month)}${pad(day)}`, pad(sequence, 3)),
	);

export function pad(number: number, width = 2): string {
	return String(number).padStart(width, '0');
}

// China time, without the library that the code under test uses

/** ISO 8601 in China of a moment. */
export function chinaIso(milliseconds: number): string {
	return `${new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/** Whole minutes of this century in which China had no summer time, as moments. */
export const minutes = fc
	.integer({ min: Date.UTC(2000, 0, 2) / 60_000, max: Date.UTC(2099, 0, 1) / 60_000 })
	.map((minute) => minute * 60_000);

// Juhe's loose writing: numbers as text or numbers, nothing as null, blank or absent, unknown
// fields

const anyNumberForm = (value: number): fc.Arbitrary<unknown> =>
	fc.constantFrom<unknown>(value, String(value), ` ${value} `);

export const anyNullForm = fc.constantFrom<unknown>(null, undefined, '', '  ');

export const looseNumber = (value: number | null): fc.Arbitrary<unknown> =>
	value === null ? anyNullForm : anyNumberForm(value);

export const looseText = (value: string | null): fc.Arbitrary<unknown> =>
	value === null ? anyNullForm : fc.constantFrom(value, `${value} `);

/** Fields that no document names. */
export const unknownFields = fc.dictionary(
	fc.stringMatching(/^zz[A-Za-z]{1,6}$/),
	fc.jsonValue({ maxDepth: 2 }),
	{ maxKeys: 3 },
);

/** An object with some of its fields (not the spared ones) replaced by anything or taken away. */
export function mutated(source: Fields, spared: string[]): fc.Arbitrary<Fields> {
	const fields = Object.keys(source).filter((field) => !spared.includes(field));
	const replacement = fc.oneof(fc.anything(), fc.jsonValue(), fc.constant(undefined));
	return fc
		.dictionary(fc.constantFrom(...fields), replacement, { maxKeys: fields.length })
		.map((changes) => ({ ...source, ...changes }));
}

/** Text that a person might write: Chinese, Latin, digits; no blanks at its ends. */
export const plainText = fc.stringMatching(/^[一-龥A-Za-z0-9]{1,8}$/);

/** Amounts of yuan with two decimals. */
export const yuan = fc.integer({ min: 1, max: 999_999 }).map((fen) => fen / 100);
