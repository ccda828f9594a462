/**
 * How fast pushes are answered, beside n8n's stock Webhook node in the same n8n with the same
 * bodies.
 */
import type { PushKind } from '../../../tools/sandbox';
import { untilIdle } from '../n8n/executions';
import {
	genuinePushes,
	push,
	send,
	typeOf,
	withToken,
	type GenuinePush,
	type Outgoing,
} from '../n8n/pushes';
import type { Stage } from '../n8n/stage';
import { after, chain, node, trainGrabTrigger, type NodeSpec } from '../n8n/workflows';
import { generator, shares } from './plan';
import { allEvents } from './storm';

interface PaceSize {
	/** Turns, each a block of pushes to every target; one more warms up. */
	rounds: number;
	/** Pushes of a block. */
	block: number;
	concurrency: number;
}

interface Pace {
	answersPerSecond: number;
	medianMs: number;
	p95Ms: number;
}

/**
 * How many times as fast; with the range that holds it with a probability of 95 %, as far as the
 * rounds can tell.
 */
interface Ratio {
	value: number;
	low: number;
	high: number;
}

export interface Comparison {
	what: string;
	paces: Record<Target, Pace>;
	/** The trigger's answers per second to those of the others. */
	ratios: Record<Peer, Ratio>;
}

export const peers = {
	stock: 'stock Webhook',
	/** Does for the workflow what the trigger does: each event once, by n8n's own store. */
	stockOnce: 'stock Webhook, then Remove Duplicates',
	/**
	 * Before it hands a request to any trigger n8n makes a sandbox for expressions; only its own
	 * Webhook node is spared that where no parameter is an expression. With one it pays what others
	 * pay.
	 */
	stockWithExpression: 'stock Webhook with an expression',
};
export type Peer = keyof typeof peers;
type Target = 'trigger' | Peer;
const targets: Target[] = ['trigger', 'stock', 'stockOnce', 'stockWithExpression'];

/** A push to whichever target. */
type Shot = (url: string) => Outgoing;

interface Load {
	what: string;
	kind: PushKind;
	/** The pushes of one turn, of its own new events and those of the turn before. */
	shots: (fresh: GenuinePush[], told: GenuinePush[]) => Shot[];
	/** New events in a block. */
	freshShare: number;
	/** How many blocks come in one go. */
	burst: number;
}

const onlyNew = (fresh: GenuinePush[]): Shot[] => fresh.map(({ fields }) => genuine(fields));

const loads: Load[] = [
	{
		what: 'new events: secret, classification, deduplication',
		kind: 'expired',
		shots: onlyNew,
		freshShare: 1,
		burst: 1,
	},
	{
		what: 'new events, and the order read to verify them',
		kind: 'issued',
		shots: onlyNew,
		freshShare: 1,
		burst: 1,
	},
	{
		what: 'new events, repetitions, forged and malformed pushes, as in the storm',
		kind: 'expired',
		shots: mixed,
		freshShare: 1 - shares.repetitions - shares.forged - shares.malformed,
		burst: 1,
	},
	{
		// What n8n has answered it also executes meanwhile.
		what: 'new events in bursts four times as long, and the order read to verify them',
		kind: 'issued',
		shots: onlyNew,
		freshShare: 1,
		burst: 4,
	},
];

/** n8n must be running, and nothing registered with the sandbox. */
export async function comparePace(stage: Stage, size: PaceSize): Promise<Comparison[]> {
	const { n8n, juhe } = stage;
	const pushesOf = ({ burst }: Load) => (size.rounds + 1) * size.block * burst;
	const bodies = await genuinePushes(
		juhe,
		loads.flatMap((load) => Array<PushKind>(pushesOf(load)).fill(load.kind)),
		'PACE',
	);
	const imported = await n8n.importWorkflows([
		chain('pace', trainGrabTrigger({ events: allEvents }, { webhookId: 'juhe-pace' }), after()),
		chain('stock', stock('stock', 'success'), after()),
		chain('stockOnce', stock('stockOnce', 'success'), removeDuplicates, after()),
		chain('stockWithExpression', stock('stockWithExpression', '={{ "success" }}'), after()),
	]);
	const idOf = (target: Target) => imported[targets.indexOf(target)] ?? '';
	for (const target of targets) await n8n.publish(idOf(target));
	const urlFor = (target: Target, kind: PushKind) =>
		target === 'trigger'
			? (juhe.control.callbacks().find(({ type }) => type === typeOf[kind])?.url ?? '')
			: `${n8n.url}/webhook/${target}`;

	const comparisons: Comparison[] = [];
	for (const load of loads) {
		const own = bodies.splice(0, pushesOf(load));
		const block = size.block * load.burst;
		const perRound = Math.round(block * load.freshShare);
		const freshOf = (round: number) =>
			round < 0 ? [] : own.slice(round * perRound, (round + 1) * perRound);
		const blocks = perTarget<Block[]>(() => []);
		for (let round = 0; round <= size.rounds; round++) {
			const shots = load.shots(freshOf(round), freshOf(round - 1));
			// They take turns in coming first.
			const first = round % targets.length;
			for (const target of [...targets.slice(first), ...targets.slice(0, first)]) {
				const measured = await sendBlock(
					urlFor(target, load.kind),
					shots.slice(0, block),
					size.concurrency,
				);
				await untilIdle(n8n, idOf(target));
				if (round > 0) blocks[target].push(measured);
			}
		}
		comparisons.push({
			what: load.what,
			paces: perTarget((target) => paceOf(blocks[target])),
			ratios: perTarget((target) => ratioOf(blocks.trigger, blocks[target])),
		});
	}
	for (const target of targets) await n8n.unpublish(idOf(target));
	return comparisons;
}

function perTarget<T>(make: (target: Target) => T): Record<Target, T> {
	return {
		trigger: make('trigger'),
		stock: make('stock'),
		stockOnce: make('stockOnce'),
		stockWithExpression: make('stockWithExpression'),
	};
}

const genuine =
	(fields: Record<string, unknown>): Shot =>
	(url) =>
		push(url, fields, 'json');

/** In the storm's shares. What is repeated was told at least a turn ago. */
function mixed(fresh: GenuinePush[], told: GenuinePush[]): Shot[] {
	const per = (share: number) =>
		Math.round(
			(fresh.length * share) / (1 - shares.repetitions - shares.forged - shares.malformed),
		);
	const forged = fresh.slice(0, per(shares.forged)).map(({ fields }): Shot => {
		const claim = { ...fields, outOrderNo: 'PACEFORGED' };
		return (url) => push(withToken(url, 'x'.repeat(48)), claim, 'json');
	});
	const malformed = Array.from({ length: per(shares.malformed) }, (): Shot => {
		const broken = { contentType: 'text/plain', body: '{"outOrderNo":"PACEMALFORMED",' };
		return (url) => ({ method: 'POST', url, ...broken });
	});
	const repeated = told.slice(0, per(shares.repetitions)).map(({ fields }) => genuine(fields));
	const shots = [...onlyNew(fresh), ...repeated, ...forged, ...malformed];
	// Evenly among each other, the same for every target.
	const random = generator(shots.length);
	return shots
		.map((shot) => ({ shot, place: random() }))
		.sort((left, right) => left.place - right.place)
		.map(({ shot }) => shot);
}

/** n8n's Webhook node, answering as the trigger does. */
const stock = (path: string, responseData: string): NodeSpec =>
	node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived', options: { responseData } },
		{ typeVersion: 2.1, webhookId: path },
	);

const removeDuplicates = node(
	'Remove Duplicates',
	'n8n-nodes-base.removeDuplicates',
	{
		operation: 'removeItemsSeenInPreviousExecutions',
		dedupeValue: '={{ $json.body.outOrderNo }}',
		options: {},
	},
	{ typeVersion: 2 },
);

interface Block {
	seconds: number;
	latenciesMs: number[];
}

async function sendBlock(url: string, shots: Shot[], concurrency: number): Promise<Block> {
	const waiting = [...shots];
	const latenciesMs: number[] = [];
	const startedAt = performance.now();
	const worker = async (): Promise<void> => {
		for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
			const sentAt = performance.now();
			const { status, text } = await send(shot(url));
			if (status >= 404) throw new Error(`Answered ${status}: ${text}`);
			latenciesMs.push(performance.now() - sentAt);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, async () => await worker()));
	return { seconds: (performance.now() - startedAt) / 1000, latenciesMs };
}

function paceOf(blocks: Block[]): Pace {
	const latencies = blocks.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
	const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN;
	return { answersPerSecond: speedOf(blocks), medianMs: at(0.5), p95Ms: at(0.95) };
}

const speedOf = (blocks: Block[]) =>
	blocks.reduce((sum, { latenciesMs }) => sum + latenciesMs.length, 0) /
	blocks.reduce((sum, { seconds }) => sum + seconds, 0);

const resamples = 2_000;

/**
 * The range by drawing rounds anew (bootstrap): blocks of one round met the machine in the same
 * mood.
 */
function ratioOf(ours: Block[], theirs: Block[]): Ratio {
	const ratio = (rounds: number[]) => {
		const pick = (blocks: Block[]) => rounds.flatMap((round) => blocks[round] ?? []);
		return speedOf(pick(ours)) / speedOf(pick(theirs));
	};
	const all = ours.map((_, round) => round);
	const random = generator(1);
	const drawn = Array.from({ length: resamples }, () =>
		ratio(all.map(() => Math.floor(random() * all.length))),
	).sort((a, b) => a - b);
	const at = (share: number) => drawn[Math.floor((resamples - 1) * share)] ?? NaN;
	return { value: ratio(all), low: at(0.025), high: at(0.975) };
}

/** The comparisons in a few lines. */
export function tellPace(comparisons: Comparison[]): string {
	const pace = ({ answersPerSecond, medianMs, p95Ms }: Pace) =>
		`${answersPerSecond.toFixed(1)} answers/s (median ${medianMs.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms)`;
	// One round has no spread.
	const times = ({ value, low, high }: Ratio) =>
		low < high
			? `${value.toFixed(2)} (95 %: ${low.toFixed(2)} to ${high.toFixed(2)})`
			: value.toFixed(2);
	return comparisons
		.flatMap(({ what, paces, ratios }) => [
			`Train Grab Trigger, ${what}: ${pace(paces.trigger)}`,
			...(Object.keys(peers) as Peer[]).map(
				(peer) => `  ${peers[peer]}: ${pace(paces[peer])}; ratio ${times(ratios[peer])}`,
			),
		])
		.join('\n');
}
