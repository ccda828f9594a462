/**
 * What is to come down: pushes genuine, repeated, forged and malformed, in every form, in an order
 * told by a seed.
 */
import type { PushKind, Sandbox } from '../../../tools/sandbox';
import {
	forms,
	genuinePushes,
	typeOf,
	withToken,
	type Form,
	type Outgoing,
	push,
} from '../n8n/pushes';

export interface StormSize {
	/**
	 * Pushes in all, repetitions included; what is sent again because a kill cut it off comes on top.
	 */
	pushes: number;
	kills: number;
	/** Pushes in flight at once. */
	concurrency: number;
	seed: number;
}

/** Something that Juhe tells once, however often. */
export interface GenuineEvent {
	kind: PushKind;
	outOrderNo: string;
	fields: Record<string, unknown>;
	/** How often it is pushed beyond the first time. */
	repetitions: number;
}

const forgeries = ['no secret', 'wrong secret', 'truncated secret', 'false claim'] as const;
export type Forgery = (typeof forgeries)[number];

export interface Plan {
	events: GenuineEvent[];
	forged: Array<{ forgery: Forgery; outgoing: (urls: Urls) => Outgoing }>;
	malformed: Array<(urls: Urls) => Outgoing>;
	/** Picks one of a list, as the seed will have it. */
	pick: <T>(list: readonly T[]) => T;
}

/** The registered URLs by callback type. */
export type Urls = Record<'1' | '2' | '3', string>;

/** No execution may ever hold these. */
export const forgedMark = 'FORGED';
/** No execution may ever hand these on: it takes a look at the order to see that they are false. */
export const deadMark = 'FALSECLAIM';
export const malformedMark = 'MALFORMED';

export const shares = { repetitions: 0.3, forged: 0.1, malformed: 0.05 };
const kindShares: Array<[PushKind, number]> = [
	['issued', 0.3],
	['issue-failed', 0.1],
	['refunded', 0.12],
	['refund-failed', 0.13],
	['expired', 0.35],
];

/**
 * Makes the plan, and the orders that it speaks of. Nothing may be registered with the sandbox yet.
 */
export async function planStorm(juhe: Sandbox, { pushes, seed }: StormSize): Promise<Plan> {
	const random = generator(seed);
	const pick = <T>(list: readonly T[]): T => {
		const picked = list[Math.floor(random() * list.length)];
		if (picked === undefined) throw new RangeError('There is nothing to pick from');
		return picked;
	};
	const count = (share: number) => Math.round(pushes * share);
	const repetitions = count(shares.repetitions);
	const forged = count(shares.forged);
	const malformed = count(shares.malformed);
	const first = pushes - repetitions - forged - malformed;

	const kinds = kindShares.flatMap(([kind, share]) =>
		Array<PushKind>(Math.ceil(first * share)).fill(kind),
	);
	const genuine = await genuinePushes(juhe, shuffled(kinds, random).slice(0, first), 'STORM');
	const events = genuine.map((each) => ({ ...each, repetitions: 0 }));
	for (let index = 0; index < repetitions; index++) pick(events).repetitions += 1;

	// A claim is false of an order that has ended otherwise.
	const dead = await genuinePushes(juhe, Array<PushKind>(10).fill('expired'), deadMark);
	return {
		events,
		forged: Array.from({ length: forged }, (_, index) => {
			const forgery = forgeries[index % forgeries.length] ?? 'no secret';
			const model = pick(events.filter(({ kind }) => kind === 'issued'));
			const form = pick(forms);
			const outOrderNo =
				forgery === 'false claim' ? pick(dead).outOrderNo : `${forgedMark}${index}`;
			return {
				forgery,
				outgoing: (urls) =>
					push(forgedUrl(urls[typeOf.issued], forgery), { ...model.fields, outOrderNo }, form),
			};
		}),
		malformed: Array.from({ length: malformed }, (_, index) => malformation(index)),
		pick,
	};
}

function forgedUrl(url: string, forgery: Forgery): string {
	const token = new URL(url).searchParams.get('token') ?? '';
	switch (forgery) {
		case 'no secret':
			return withToken(url, null);
		case 'wrong secret':
			return withToken(
				url,
				token.replace(/./g, (character) => (character === '0' ? '1' : '0')),
			);
		case 'truncated secret':
			return withToken(url, token.slice(0, -1));
		case 'false claim':
			return url;
	}
}

function malformation(index: number): (urls: Urls) => Outgoing {
	const post =
		(contentType: string | null, body: string) =>
		(urls: Urls): Outgoing => ({ method: 'POST', url: urls['1'], contentType, body });
	const kinds = [
		post('application/json', `{"outOrderNo":"${malformedMark}${index}",`),
		post('text/plain', `{"outOrderNo":"${malformedMark}${index}",`),
		post('text/plain', `${malformedMark} ${index}`),
		post('application/octet-stream', `\u0000\u0001${malformedMark}${index}`),
		post(null, ''),
		post('text/plain', `["${malformedMark}${index}"]`),
		(urls: Urls): Outgoing => ({ method: 'GET', url: urls['1'], contentType: null, body: null }),
	];
	return kinds[index % kinds.length] ?? post(null, '');
}

/** One form after another would fall in step with other turns. */
export function formFor({ pick }: Plan): Form {
	return pick(forms);
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
	return list
		.map((value) => ({ value, place: random() }))
		.sort((left, right) => left.place - right.place)
		.map(({ value }) => value);
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
