/**
 * Runs cases side by side: those that end by themselves in one process, the others in processes
 * that are killed.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Case } from './cases';
import { Purchase } from './purchase';
import type { Verdict } from './purchase';
import type { Runner, Worker } from './workers';
import { Workers } from './workers';

/** Purchases that are under way at the same time. */
const concurrency = 48;
/**
 * How long a process waits for further purchases, before all that have come are run in it and
 * killed.
 */
const gatheringMilliseconds = 300;

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

/**
 * How often a case is tried whose fault does not strike, because a busy machine let something else
 * go wrong before.
 */
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
	const gallows = new Gallows(workers);
	return await inParallel(cases, async (spec) => {
		const purchase = await Purchase.open(spec);
		for (let isFirst = true; !purchase.isDone(); isFirst = false) {
			if (!isFirst) await purchase.pause();
			if (purchase.next()?.end === 'killed') await gallows.runAndKill(purchase);
			else await runToItsEnd(purchase, steady);
		}
		return await judge(purchase);
	});
}

export async function runToItsEnd(purchase: Purchase, runner: Runner): Promise<void> {
	const isStopped = purchase.next()?.end === 'stopped';
	purchase.start(runner);
	if (isStopped && (await purchase.held())) {
		await purchase.stop();
		await sleep(100);
		purchase.sandbox.control.release();
	}
	await purchase.ended();
}

export async function judge(purchase: Purchase): Promise<Verdict> {
	const story = purchase.story();
	const verdict = await purchase.close();
	const { boughtTwice, untold, refundedTwice, unmade } = verdict;
	if (boughtTwice || untold || refundedTwice || unmade)
		said.push(`${[boughtTwice, untold, refundedTwice, unmade].join(' | ')}\n  ${story}`);
	return verdict;
}

/**
 * Runs many purchases in one process, until each is held at its own call, and then kills that
 * process.
 */
class Gallows {
	private waiting: Array<{ purchase: Purchase; done: () => void; fail: (error: unknown) => void }> =
		[];

	private isBusy = false;

	constructor(private readonly workers: Workers) {}

	async runAndKill(purchase: Purchase): Promise<void> {
		await new Promise<void>((done, fail) => {
			this.waiting.push({ purchase, done, fail });
			void this.work();
		});
	}

	private async work(): Promise<void> {
		if (this.isBusy) return;
		this.isBusy = true;
		while (this.waiting.length > 0) {
			const worker = this.workers.take();
			this.workers.prepare();
			await sleep(gatheringMilliseconds);
			const batch = this.waiting.splice(0);
			await worker
				.then(
					async (taken) =>
						await killTogether(
							batch.map(({ purchase }) => ({ purchase, runner: taken })),
							async () => await taken.kill(),
						),
				)
				.then(
					() => batch.forEach(({ done }) => done()),
					(error: unknown) => batch.forEach(({ fail }) => fail(error)),
				);
		}
		this.isBusy = false;
	}
}

/** Starts purchases, waits until each is held at its own call, and kills what runs them. */
export async function killTogether(
	batch: Array<{ purchase: Purchase; runner: Runner }>,
	kill: () => Promise<void>,
): Promise<void> {
	const areAnswered = batch.map(({ purchase }) => purchase.next()?.answered);
	for (const { purchase, runner } of batch) purchase.start(runner);
	const areHeld = await Promise.all(batch.map(async ({ purchase }) => await purchase.held()));
	const answered = batch.filter((_, index) => areAnswered[index] && areHeld[index]);
	for (const { purchase } of answered) purchase.sandbox.control.release();
	if (answered.length > 0) await sleep(randomInt(0, 25));
	await kill();
	await Promise.all(batch.map(async ({ purchase }) => await purchase.ended()));
}
