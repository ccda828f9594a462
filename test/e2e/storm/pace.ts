/** How fast pushes are answered, beside n8n's stock Webhook node in the same n8n with the same bodies. */
import type { PushKind } from '../../../sandbox';
import { untilIdle } from '../support/executions';
import { genuinePushes, push, send, typeOf } from '../support/pushes';
import type { Stage } from '../support/stage';
import { after, chain, node, trainGrabTrigger } from '../support/workflows';
import { allEvents } from './storm';

export interface PaceSize {
	/** Turns, each a block of pushes to the one and then to the other. */
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

export interface Comparison {
	what: string;
	paces: Record<Target, Pace>;
}

/**
 * Before it hands a request to any trigger, n8n fetches a sandbox for expressions; only its own Webhook node is spared
 * that where no parameter is an expression. So the same node with one expression is measured as well: it tells how much of
 * the difference is n8n's toll.
 */
const targets = ['trigger', 'stock', 'stockWithExpression'] as const;
type Target = (typeof targets)[number];

const kinds: Array<{ kind: PushKind; what: string }> = [
	{ kind: 'expired', what: 'secret, classification, deduplication' },
	{ kind: 'issued', what: 'the same, and the order read to verify it' },
];

/** n8n must be running, and nothing registered with the sandbox. */
export async function comparePace(stage: Stage, size: PaceSize): Promise<Comparison[]> {
	const { n8n, juhe } = stage;
	// One block more than is counted: the first warms up.
	const perKind = (size.rounds + 1) * size.block;
	const bodies = await genuinePushes(
		juhe,
		kinds.flatMap(({ kind }) => Array<PushKind>(perKind).fill(kind)),
		'PACE',
	);
	const imported = await n8n.importWorkflows([
		chain('pace', trainGrabTrigger({ events: allEvents }, { webhookId: 'juhe-pace' }), after()),
		stock('stock', 'success'),
		stock('stockWithExpression', '={{ "success" }}'),
	]);
	const idOf = (target: Target) => imported[targets.indexOf(target)] ?? '';
	for (const target of targets) await n8n.publish(idOf(target));
	const urlOf = (kind: PushKind) =>
		juhe.control.callbacks().find(({ type }) => type === typeOf[kind])?.url ?? '';

	const comparisons: Comparison[] = [];
	for (const { kind, what } of kinds) {
		const own = bodies.filter((body) => body.kind === kind).map(({ fields }) => fields);
		const blocks: Record<Target, Block[]> = { trigger: [], stock: [], stockWithExpression: [] };
		for (let round = 0; round <= size.rounds; round++) {
			const block = own.slice(round * size.block, (round + 1) * size.block);
			// They take turns in coming first.
			const first = round % targets.length;
			for (const target of [...targets.slice(first), ...targets.slice(0, first)]) {
				const url = target === 'trigger' ? urlOf(kind) : `${n8n.url}/webhook/${target}`;
				const measured = await sendBlock(url, block, size.concurrency);
				await untilIdle(n8n, idOf(target));
				if (round > 0) blocks[target].push(measured);
			}
		}
		const { trigger, stock: plain, stockWithExpression } = blocks;
		comparisons.push({
			what,
			paces: {
				trigger: paceOf(trigger),
				stock: paceOf(plain),
				stockWithExpression: paceOf(stockWithExpression),
			},
		});
	}
	for (const target of targets) await n8n.unpublish(idOf(target));
	return comparisons;
}

/** n8n's Webhook node, answering as the trigger does. */
const stock = (path: string, responseData: string) =>
	chain(
		path,
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			{ httpMethod: 'POST', path, responseMode: 'onReceived', options: { responseData } },
			{ typeVersion: 2.1, webhookId: path },
		),
		after(),
	);

interface Block {
	seconds: number;
	latenciesMs: number[];
}

async function sendBlock(
	url: string,
	bodies: Array<Record<string, unknown>>,
	concurrency: number,
): Promise<Block> {
	const waiting = [...bodies];
	const latenciesMs: number[] = [];
	const startedAt = performance.now();
	const worker = async (): Promise<void> => {
		for (let fields = waiting.shift(); fields; fields = waiting.shift()) {
			const sentAt = performance.now();
			const { status, text } = await send(push(url, fields, 'json'));
			if (status !== 200 || text !== 'success') throw new Error(`Answered ${status}: ${text}`);
			latenciesMs.push(performance.now() - sentAt);
		}
	};
	await Promise.all(Array.from({ length: concurrency }, async () => await worker()));
	return { seconds: (performance.now() - startedAt) / 1000, latenciesMs };
}

function paceOf(blocks: Block[]): Pace {
	const latencies = blocks.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
	const seconds = blocks.reduce((sum, block) => sum + block.seconds, 0);
	const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN;
	return { answersPerSecond: latencies.length / seconds, medianMs: at(0.5), p95Ms: at(0.95) };
}

/** The comparisons in a few lines. */
export function tellPace(comparisons: Comparison[]): string {
	const pace = ({ answersPerSecond, medianMs, p95Ms }: Pace) =>
		`${answersPerSecond.toFixed(1)} answers/s (median ${medianMs.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms)`;
	return comparisons
		.map(({ what, paces: { trigger, stock: plain, stockWithExpression } }) => {
			const ratio = (other: Pace) => (trigger.answersPerSecond / other.answersPerSecond).toFixed(2);
			return [
				`Train Grab Trigger (${what}): ${pace(trigger)}`,
				`  stock Webhook: ${pace(plain)}; ratio ${ratio(plain)}`,
				`  stock Webhook with an expression: ${pace(stockWithExpression)}; ratio ${ratio(stockWithExpression)}`,
			].join('\n');
		})
		.join('\n');
}
