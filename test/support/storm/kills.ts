/** n8n killed right after an answer: what it has acknowledged it must hold. */
import { storedExecutions, untilIdle } from '../n8n/executions';
import { eventOf, genuinePushes, push, send, typeOf } from '../n8n/pushes';
import { startAfterKill, type Stage } from '../n8n/stage';
import { after, chain, trainGrabTrigger } from '../n8n/workflows';

interface KillOutcome {
	kills: number;
	/** Events acknowledged before a kill took n8n. */
	acknowledged: number;
	/** Those of them that no stored execution holds. */
	lost: string[];
}

/** Pushes that are under way when n8n is killed. */
const pushesAKill = 4;

/** n8n must be running, and nothing registered with the sandbox. */
export async function killAfterAnswers(stage: Stage, kills: number): Promise<KillOutcome> {
	const { n8n, juhe } = stage;
	const events = await genuinePushes(juhe, Array(kills * pushesAKill).fill('expired'), 'KILL');
	const workflowId = await n8n.createWorkflow(
		chain(
			'kills',
			trainGrabTrigger({ events: ['order.expired'] }, { webhookId: 'juhe-kills' }),
			after(),
		),
	);
	await n8n.publish(workflowId);
	const url = juhe.control.callbacks().find(({ type }) => type === typeOf.expired)?.url ?? '';

	const acknowledged: string[] = [];
	for (let kill = 0; kill < kills; kill++) {
		// The first answer kills; what the others get by then counts as well.
		let killed: Promise<void> | undefined;
		await Promise.all(
			events
				.slice(kill * pushesAKill, (kill + 1) * pushesAKill)
				.map(async ({ kind, outOrderNo, fields }) => {
					const answer = await send(push(url, fields, 'json')).catch(() => null);
					killed ??= n8n.kill();
					if (answer?.status === 200) acknowledged.push(`${eventOf[kind]}:${outOrderNo}`);
				}),
		);
		await killed;
		await startAfterKill(n8n);
	}
	await untilIdle(n8n, workflowId);
	const held = new Set(storedExecutions(n8n, workflowId).flatMap(({ eventKeys }) => eventKeys));
	await n8n.unpublish(workflowId);
	return {
		kills,
		acknowledged: acknowledged.length,
		lost: acknowledged.filter((key) => !held.has(key)),
	};
}
