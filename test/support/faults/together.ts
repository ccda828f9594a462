/**
 * Two executions of one purchase at almost the same time, which no look-up can keep apart:
 * measured.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox } from '../../../tools/sandbox';
import type { SandboxOptions } from '../../../tools/sandbox';
import { inParallel } from './campaign';
import type { Runner } from './workers';
import { items, settleSeconds, workflow } from './workflows';

/** How long each answer takes: the time in which an order may slip by unseen. */
export const answerMilliseconds = 200;

/** Where the two executions run: twice the same process, or two. */
type Pair = readonly [Runner, Runner];

/** Whether two executions, the second begun so much later, buy twice. */
async function buyTogether(
	[one, other]: Pair,
	laterMilliseconds: number,
	juhe: Pick<SandboxOptions, 'refuseRepeatedOutOrderNo' | 'invisibleSeconds'>,
): Promise<boolean> {
	const sandbox = await startSandbox({ clockSpeed: 0.001, ...juhe });
	sandbox.control.fault('*', { kind: 'delay', milliseconds: answerMilliseconds }, 100);
	const command = {
		nodes: workflow('search', settleSeconds),
		items: items('search', 1),
		baseUrl: sandbox.url,
		workflowId: randomUUID(),
		timeout: null,
	};
	const first = one.run(command);
	await sleep(laterMilliseconds);
	const second = other.run(command);
	await Promise.all([first.ended, second.ended]);
	const bought = sandbox.control.orders().length;
	await sandbox.close();
	if (bought === 0) throw new Error('Neither execution bought anything');
	return bought > 1;
}

/**
 * Of so many purchases, how many were made twice. Few at a time: the time between the two is what
 * counts.
 */
export async function countTogether(
	pair: Pair,
	laterMilliseconds: number,
	juhe: Parameters<typeof buyTogether>[2],
	purchases: number,
): Promise<number> {
	const twice = await inParallel(
		Array.from({ length: purchases }, () => laterMilliseconds),
		async (later) => await buyTogether(pair, later, juhe),
		2,
	);
	return twice.filter(Boolean).length;
}
