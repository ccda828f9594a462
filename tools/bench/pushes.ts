import { juheCredential, setTheStage } from '../../test/support/n8n/stage';
import { comparePace, peers, type Comparison, type Peer } from '../../test/support/storm/pace';
import type { Benchmark, Effort, Row } from './rows';

/** n8n makes a sandbox for expressions only where one is needed. */
const lazy = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

const settings: Array<{ name: string; env: Record<string, string>; atLeast: number | null }> = [
	{ name: 'n8n as it comes', env: {}, atLeast: null },
	{ name: '`N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`', env: lazy, atLeast: 0.9 },
];

/**
 * Answers to pushes a second, by the trigger and by n8n's own Webhook node in the same n8n with the
 * same bodies.
 */
export const benchPushes: Benchmark = async ({ quick }: Effort, report) => {
	const size = quick
		? { rounds: 1, block: 12, concurrency: 8 }
		: { rounds: 8, block: 50, concurrency: 8 };
	const stage = await setTheStage();
	try {
		await stage.n8n.importCredentials([juheCredential(stage.juhe)]);
		const rows: Row[] = [];
		for (const { name, env, atLeast } of settings) {
			await stage.n8n.start(env);
			const [newEvents, ...others] = await comparePace(stage, size);
			await stage.n8n.stop();
			stage.juhe.control.reset();
			report(`measured with ${name}`);
			if (!newEvents) continue;
			const target = atLeast === null ? null : { atLeast };
			rows.push(
				...[newEvents, ...others].map((each) => rowOf(each, 'stock', name, target)),
				rowOf(newEvents, 'stockOnce', name, null),
				rowOf(newEvents, 'stockWithExpression', name, null),
			);
		}
		return rows;
	} finally {
		await stage.clear();
	}
};

function rowOf(
	{ what, paces, ratios }: Comparison,
	peer: Peer,
	setting: string,
	target: Row['target'],
): Row {
	const speed = (of: 'trigger' | Peer) => paces[of].answersPerSecond.toFixed(0);
	const { value, low, high } = ratios[peer];
	return {
		subject: `Answers a second with ${setting}: ${what}`,
		ours: 'Train Grab Trigger',
		peer: peers[peer],
		figure: { unit: 'ratio', value, low, high },
		target,
		note: `${speed('trigger')} : ${speed(peer)}`,
	};
}
