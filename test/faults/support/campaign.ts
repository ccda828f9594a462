/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not published */
/** Runs cases side by side: those that end by themselves in one process, the others in processes that are killed. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Case } from './cases';
import { Purchase } from './purchase';
import type { Verdict } from './purchase';
import type { Worker } from './workers';
import { Workers } from './workers';

/** Purchases that are under way at the same time. */
const concurrency = 32;

const said: string[] = [];

/** What the runs of purchases that went wrong said. */
export const stories = (): string => said.join('\n');

/** Works through a list, so many at a time. */
export async function inParallel<T, R>(
	list: T[],
	work: (item: T) => Promise<R>,
	atOnce = concurrency,
): Promise<R[]> {
	const results: R[] = [];
	const queue = list.map((item, index) => ({ item, index }));
	const take = async () => {
		for (let next = queue.shift(); next; next = queue.shift())
			results[next.index] = await work(next.item);
	};
	await Promise.all(Array.from({ length: atOnce }, take));
	return results;
}

export async function withWorkers<T>(
	work: (workers: Workers, steady: Worker) => Promise<T>,
): Promise<T> {
	const workers = Workers.open();
	try {
		const steady = workers.take();
		workers.prepare();
		return await work(workers, await steady);
	} finally {
		await workers.close();
	}
}

/** How often a case is tried whose fault does not strike, because a busy machine let something else go wrong before. */
const tries = 5;

/** Every case, and those whose fault did not strike once more. All verdicts count. */
export async function runCases(
	cases: Case[],
	workers: Workers,
	steady: Worker,
): Promise<Verdict[]> {
	const verdicts: Verdict[] = [];
	let open = cases;
	for (let round = 0; round < tries && open.length > 0; round++) {
		const found = await runOnce(open, workers, steady);
		verdicts.push(...found);
		open = found.filter(({ struck }) => !struck).map((verdict) => verdict.case);
	}
	return verdicts;
}

async function runOnce(cases: Case[], workers: Workers, steady: Worker): Promise<Verdict[]> {
	const [killed, others] = [
		cases.filter(({ end }) => end === 'killed'),
		cases.filter(({ end }) => end !== 'killed'),
	];
	// The last runs of purchases that were killed go on while the next ones are.
	const killing = runKilled(killed, workers, steady);
	const verdicts = await inParallel(others, async (spec) => await runOne(spec, steady));
	return [...(await killing), ...verdicts];
}

async function runOne(spec: Case, steady: Worker): Promise<Verdict> {
	const purchase = await Purchase.open(spec);
	purchase.start(steady);
	if (spec.end === 'stopped' && (await purchase.held())) {
		purchase.stop();
		await sleep(100);
		purchase.sandbox.control.release();
	}
	await purchase.ended();
	return await finish(purchase, steady);
}

async function finish(purchase: Purchase, steady: Worker): Promise<Verdict> {
	await purchase.runAgain(steady);
	const story = purchase.story();
	const verdict = await purchase.close();
	const { boughtTwice, untold, refundedTwice, unmade } = verdict;
	if (boughtTwice || untold || refundedTwice || unmade)
		said.push(`${[boughtTwice, untold, refundedTwice, unmade].join(' | ')}\n  ${story}`);
	return verdict;
}

/** Many purchases in one process, each held at its own call, and then one SIGKILL for all. */
async function runKilled(cases: Case[], workers: Workers, steady: Worker): Promise<Verdict[]> {
	const finishing: Array<Promise<Verdict>> = [];
	const queue = [...cases];
	let again: Purchase[] = [];
	while (queue.length > 0 || again.length > 0) {
		const worker = await workers.take();
		if (queue.length > concurrency || cases.some(({ killedAgain }) => killedAgain))
			workers.prepare();
		const fresh = await Promise.all(
			queue.splice(0, concurrency).map(async (spec) => await Purchase.open(spec)),
		);
		const batch = [...again, ...fresh];
		again = [];
		await killTogether(batch, worker);
		for (const purchase of batch) {
			if (fresh.includes(purchase) && purchase.spec.killedAgain) again.push(purchase);
			else finishing.push(finish(purchase, steady));
		}
		await Promise.all(again.map(async (purchase) => await purchase.pause()));
	}
	return await Promise.all(finishing);
}

async function killTogether(batch: Purchase[], worker: Worker): Promise<void> {
	for (const purchase of batch) purchase.start(worker);
	const held = await Promise.all(batch.map(async (purchase) => await purchase.held()));
	const answered = batch.filter(({ spec }, index) => spec.answered && held[index]);
	for (const { sandbox } of answered) sandbox.control.release();
	if (answered.length > 0) await sleep(randomInt(0, 25));
	await worker.kill();
	await Promise.all(batch.map(async (purchase) => await purchase.ended()));
}
