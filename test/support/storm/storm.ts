/**
 * Sends a storm's pushes to a real n8n that is killed in between, and compares what was answered
 * with what n8n holds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { storedExecutions, untilIdle, itemsAt } from '../n8n/executions';
import { eventOf, push, send, typeOf, type Answer, type Outgoing } from '../n8n/pushes';
import { startAfterKill, type Stage } from '../n8n/stage';
import { after, chain, trainGrabTrigger } from '../n8n/workflows';
import {
	deadMark,
	forgedMark,
	formFor,
	generator,
	malformedMark,
	planStorm,
	shuffled,
	type Forgery,
	type GenuineEvent,
	type Plan,
	type StormSize,
	type Urls,
} from './plan';

export const allEvents = Object.values(eventOf);

/** Juhe waits so long before it pushes again. */
const pauseMs = 3_000;
/** And gives up after so many attempts. */
const attemptsOfJuhe = 3;

interface Job {
	what: 'genuine' | 'forged' | 'malformed';
	outgoing: (urls: Urls) => Outgoing;
	event?: GenuineEvent;
	forgery?: Forgery;
	/** Not before this time; `afterKill`: not before n8n was killed and started again. */
	notBefore: number | 'afterKill';
	attempts: number;
}

/** One request and what came back: no answer where a kill cut it off. */
interface Shot {
	job: Job;
	sentAt: number;
	answeredAt: number;
	answer: Answer | null;
}

/**
 * The storm, told by what matters; every list must be empty but `cutOff`, `crashed` and `stuck`.
 */
interface Outcome {
	sent: number;
	answered: number;
	/** Pushes that a kill left without an answer. */
	cutOff: string[];
	/** Events acknowledged whose execution a kill broke off. */
	crashed: string[];
	/** Executions that a kill broke off and that were run again, as somebody does in n8n's list. */
	retried: number;
	/**
	 * Events that were not delivered by that either: n8n shows their executions as running for ever.
	 */
	stuck: string[];
	/** Executions that n8n shows as running although a kill has ended them. */
	stranded: number;
	/** Events acknowledged of which n8n held no execution when the answer left. */
	lost: string[];
	/**
	 * Events acknowledged that did not reach the node after the trigger, though no kill broke their
	 * execution off.
	 */
	undelivered: string[];
	deliveredTwice: string[];
	/** Genuine pushes answered otherwise than by `success`, and others answered wrongly. */
	wrongAnswers: string[];
	/** What a forged or malformed push has started, or a false claim has delivered. */
	startedByOthers: string[];
	/** Executions that ended neither well nor by a kill. */
	failedExecutions: string[];
	genuineEvents: number;
	repetitions: number;
	executions: number;
	delivered: number;
	seconds: number;
	restarts: number;
}

/** n8n must be running, and nothing registered with the sandbox. */
export async function runStorm(stage: Stage, size: StormSize): Promise<Outcome> {
	const { n8n, juhe } = stage;
	const plan = await planStorm(juhe, size);
	const workflowId = await n8n.createWorkflow(
		chain('storm', trainGrabTrigger({ events: allEvents }, { webhookId: 'juhe-storm' }), after()),
	);
	await n8n.publish(workflowId);
	const urls = Object.fromEntries(
		juhe.control.callbacks().map(({ type, url }) => [type, url]),
	) as Urls;

	const shots: Shot[] = [];
	const startedAt = Date.now();
	const restarts = await new Storm(stage, plan, urls, size, shots).run();
	const seconds = (Date.now() - startedAt) / 1000;
	await untilIdle(n8n, workflowId);
	const { crashed } = judge(plan, shots, storedExecutions(n8n, workflowId));
	const broken = storedExecutions(n8n, workflowId).filter(({ status }) => status === 'crashed');
	for (const { id } of broken) await n8n.retry(String(id));
	const outcome = judge(plan, shots, storedExecutions(n8n, workflowId));
	await n8n.unpublish(workflowId);
	return {
		...outcome,
		crashed,
		stuck: outcome.crashed,
		retried: broken.length,
		seconds,
		restarts,
	};
}

class Storm {
	private readonly jobs: Job[];
	private readonly killsAt: number[];
	private inFlight = 0;
	private restarts = 0;
	private isDown = false;

	constructor(
		private readonly stage: Stage,
		private readonly plan: Plan,
		private readonly urls: Urls,
		private readonly size: StormSize,
		private readonly shots: Shot[],
	) {
		const at = { notBefore: 0, attempts: 0 };
		const jobs: Job[] = [
			...plan.events.map((event): Job => ({
				what: 'genuine',
				event,
				...this.pushOf(event),
				...at,
			})),
			...plan.forged.map(({ forgery, outgoing }): Job => ({
				what: 'forged',
				forgery,
				outgoing,
				...at,
			})),
			...plan.malformed.map((outgoing): Job => ({ what: 'malformed', outgoing, ...at })),
		];
		this.jobs = shuffled(jobs, generator(size.seed + 1));
		this.killsAt = Array.from({ length: size.kills }, (_, index) =>
			Math.floor((jobs.length * (index + 1)) / (size.kills + 1)),
		);
	}

	/** Returns how often n8n was killed. */
	async run(): Promise<number> {
		const workers = Array.from({ length: this.size.concurrency }, async () => await this.work());
		await Promise.all([...workers, this.killAndRestart()]);
		return this.restarts;
	}

	private get isOver(): boolean {
		return this.jobs.length === 0 && this.inFlight === 0 && this.killsAt.length === 0;
	}

	private async work(): Promise<void> {
		while (!this.isOver) {
			const job = this.isDown ? undefined : this.next();
			if (job) await this.shoot(job);
			else await sleep(10);
		}
	}

	private next(): Job | undefined {
		const now = Date.now();
		const index = this.jobs.findIndex(({ notBefore }) =>
			notBefore === 'afterKill' ? this.killsAt.length === 0 : notBefore <= now,
		);
		return index < 0 ? undefined : this.jobs.splice(index, 1)[0];
	}

	private async shoot(job: Job): Promise<void> {
		this.inFlight += 1;
		const sentAt = Date.now();
		const answer = await send(job.outgoing(this.urls)).catch(() => null);
		const answeredAt = Date.now();
		this.shots.push({ job, sentAt, answeredAt, answer });
		if (job.event) this.repeat({ ...job, event: job.event }, answer, answeredAt);
		else if (answer === null) this.jobs.push(job);
		this.inFlight -= 1;
	}

	/**
	 * A push acknowledged comes again as often as planned, one that was not as Juhe would send it
	 * again.
	 */
	private repeat(job: Job & { event: GenuineEvent }, answer: Answer | null, at: number): void {
		const { event } = job;
		const attempts = job.attempts + 1;
		if (answer?.status === 200) {
			if (event.repetitions === 0) return;
			event.repetitions -= 1;
			const notBefore = this.plan.pick([at + pauseMs, at + 2 * pauseMs, 'afterKill'] as const);
			this.jobs.push({ ...job, ...this.pushOf(event), notBefore, attempts: 0 });
		} else if (attempts < attemptsOfJuhe) {
			this.jobs.push({ ...job, notBefore: at + pauseMs, attempts });
		}
	}

	private pushOf(event: GenuineEvent): Pick<Job, 'outgoing'> {
		const form = formFor(this.plan);
		return { outgoing: (urls) => push(urls[typeOf[event.kind]], event.fields, form) };
	}

	/** In the midst of the pushes, with some in flight. */
	private async killAndRestart(): Promise<void> {
		for (;;) {
			const [next] = this.killsAt;
			if (next === undefined) return;
			if (this.shots.length < next) {
				await sleep(5);
				continue;
			}
			this.isDown = true;
			await this.stage.n8n.kill();
			await startAfterKill(this.stage.n8n);
			this.restarts += 1;
			this.killsAt.shift();
			this.isDown = false;
		}
	}
}

/** What n8n makes of executions that a kill has ended: mostly the first. */
const brokenOff = ['crashed', 'running', 'new'];

function judge(
	plan: Plan,
	shots: Shot[],
	executions: ReturnType<typeof storedExecutions>,
): Omit<Outcome, 'seconds' | 'restarts' | 'retried' | 'stuck'> {
	const genuine = shots.filter(({ job }) => job.what === 'genuine');
	const acknowledged = genuine.filter(({ answer }) => isSuccess(answer));
	const firstAnswer = new Map<string, number>();
	for (const { job, answeredAt } of acknowledged) {
		if (!job.event) continue;
		const name = nameOf(job.event);
		firstAnswer.set(name, Math.min(answeredAt, firstAnswer.get(name) ?? Infinity));
	}
	const heldSince = new Map<string, number>();
	const broken = new Set<string>();
	for (const { eventKeys, createdAt, status } of executions) {
		for (const name of eventKeys.map(shortName)) {
			heldSince.set(name, Math.min(createdAt, heldSince.get(name) ?? Infinity));
			if (brokenOff.includes(status)) broken.add(name);
		}
	}
	const delivered = new Map<string, number>();
	for (const { eventKey } of itemsAt('After', executions)) {
		const name = shortName(String(eventKey));
		delivered.set(name, (delivered.get(name) ?? 0) + 1);
	}
	const names = [...firstAnswer.keys()];
	const undelivered = names.filter((name) => !delivered.has(name));
	return {
		sent: shots.length,
		answered: shots.filter(({ answer }) => answer !== null).length,
		cutOff: shots.filter(({ answer }) => answer === null).map(({ job }) => describe(job)),
		crashed: undelivered.filter((name) => broken.has(name)),
		stranded: executions.filter(({ status }) => brokenOff.slice(1).includes(status)).length,
		lost: names.filter(
			(name) => !((heldSince.get(name) ?? Infinity) <= (firstAnswer.get(name) ?? 0)),
		),
		undelivered: undelivered.filter((name) => !broken.has(name)),
		deliveredTwice: [...delivered].filter(([, times]) => times > 1).map(([name]) => name),
		wrongAnswers: shots
			.filter(({ job, answer }) => answer !== null && !isRight(job, answer))
			.map(({ job, answer }) => `${describe(job)}: ${answer?.status} ${answer?.text.slice(0, 80)}`),
		startedByOthers: [
			...executions
				.filter(({ text }) => text.includes(forgedMark) || text.includes(malformedMark))
				.map(({ id, eventKeys }) => `execution ${id}: ${eventKeys.join(', ')}`),
			...[...delivered.keys()].filter((name) => name.includes(deadMark)),
		],
		failedExecutions: executions
			.filter(({ status }) => !['success', ...brokenOff].includes(status))
			.map(({ id, status, run }) => `execution ${id} ${status}: ${run.error?.message ?? ''}`),
		genuineEvents: plan.events.length,
		repetitions: acknowledged.length - names.length,
		executions: executions.length,
		delivered: [...delivered.values()].reduce((sum, times) => sum + times, 0),
	};
}

/** One event of one order: the storm's orders have one passenger each. */
const nameOf = ({ kind, outOrderNo }: GenuineEvent) => `${eventOf[kind]}:${outOrderNo}`;
const shortName = (eventKey: string) => eventKey.split(':').slice(0, 2).join(':');

const describe = ({ what, event, forgery }: Job) =>
	event ? nameOf(event) : forgery ? `${what}: ${forgery}` : what;

const isSuccess = (answer: Answer | null) => answer?.status === 200 && answer.text === 'success';

function isRight({ what, forgery }: Job, answer: Answer): boolean {
	if (what === 'genuine') return isSuccess(answer) && answer.contentType.startsWith('text/plain');
	// Malformed JSON that says it is JSON never reaches the node.
	if (what === 'malformed') return [400, 422].includes(answer.status);
	// A claim that the order contradicts is acknowledged, so that it is not repeated.
	return forgery === 'false claim' ? isSuccess(answer) : answer.status === 403;
}

/** The outcome in a few lines. */
export function tell(outcome: Outcome): string {
	const { sent, answered, genuineEvents, repetitions, executions, delivered } = outcome;
	const list = (names: string[]) => (names.length > 0 ? `: ${names.join(', ')}` : '');
	return [
		`${sent} pushes sent in ${outcome.seconds.toFixed(0)} s, n8n killed and restarted ${outcome.restarts} times in between; ${answered} answered`,
		`${genuineEvents} events, ${repetitions} repetitions acknowledged; ${executions} executions stored, ${delivered} events delivered`,
		`cut off by a kill, no answer (${outcome.cutOff.length})${list(outcome.cutOff)}`,
		`acknowledged, execution broken off by a kill (${outcome.crashed.length})${list(outcome.crashed)}`,
		`crashed executions run again (${outcome.retried}); events that this did not deliver (${outcome.stuck.length})${list(outcome.stuck)}; executions that n8n still shows as running (${outcome.stranded})`,
	].join('\n');
}

/** What must be so whatever the weather. */
export function expectCalmAfter(outcome: Outcome): void {
	const { lost, undelivered, deliveredTwice, wrongAnswers, startedByOthers, failedExecutions } =
		outcome;
	expect({
		lost,
		undelivered,
		deliveredTwice,
		wrongAnswers,
		startedByOthers,
		failedExecutions,
	}).toEqual({
		lost: [],
		undelivered: [],
		deliveredTwice: [],
		wrongAnswers: [],
		startedByOthers: [],
		failedExecutions: [],
	});
	expect(outcome.delivered + outcome.stuck.length).toBeGreaterThanOrEqual(outcome.genuineEvents);
	expect(outcome.stuck.length).toBeLessThanOrEqual(outcome.stranded);
}
