/** Copies of one workflow that do not touch each other's nodes. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../n8n/pushes';
import { chain, node, type NodeSpec } from '../n8n/workflows';
import { executionsOf, live, through, untilEnded, workerOf, type QueueStage } from './stage';

const withinMs = 240_000;

/** Published workflows: a webhook, then one node that works on what is posted. */
export class Lanes {
	private constructor(
		private readonly stage: QueueStage,
		private readonly ids: string[],
		private readonly name: string,
	) {}

	static async open(
		stage: QueueStage,
		name: string,
		count: number,
		work: NodeSpec,
	): Promise<Lanes> {
		const ids = [];
		for (let lane = 0; lane < count; lane++) {
			const path = `${name}-${lane}`;
			const webhook = node(
				'Webhook',
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path, options: {} },
				{ typeVersion: 2, webhookId: path },
			);
			ids.push(await live(stage, chain(path, webhook, work)));
		}
		return new Lanes(stage, ids, name);
	}

	/** Starts a run at one of the processors. Resolves once n8n has taken it. */
	async start(lane: number, processor: number, body: object): Promise<void> {
		const { url } = this.stage.queue.main;
		await send({
			method: 'POST',
			url: through(this.stage, `${url}/webhook/${this.name}-${lane}`, processor),
			contentType: 'application/json',
			body: JSON.stringify(body),
		});
	}

	/** The same run twice within a second, through both processors. Resolves once both have ended. */
	async startTwice(lane: number, body: object): Promise<void> {
		await this.start(lane, 0, body);
		await sleep(randomInt(0, 1001));
		await this.start(lane, 1, body);
		await this.ended(lane, 2);
	}

	/** Waits until the newest so many runs of a lane have ended. */
	async ended(lane: number, newest: number): Promise<void> {
		await untilEnded(this.stage, this.ids[lane] ?? '', newest, withinMs);
	}

	/** How many pairs went to different workers; a lane runs its pairs one after the other. */
	async pairsOnTwoWorkers(): Promise<number> {
		const executions = await executionsOf(this.stage, this.ids);
		return this.ids
			.map((id) => executions.filter(({ workflowId }) => workflowId === id))
			.flatMap((own) =>
				own
					.filter((_, index) => index % 2 === 0)
					.map((first, index) => [first, own[index * 2 + 1]]),
			)
			.filter(
				([first, second]) =>
					first && second && workerOf(this.stage, first.id) !== workerOf(this.stage, second.id),
			).length;
	}

	async close(): Promise<void> {
		for (const id of this.ids) await this.stage.queue.main.unpublish(id);
	}
}
