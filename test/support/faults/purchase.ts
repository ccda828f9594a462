/** One purchase and a Juhe of its own, whose ledger says in the end what was bought. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { trainGrabEndpoints } from '../../../src/juhe/endpoints';
import { startSandbox } from '../../../tools/sandbox';
import type { EndpointName, Sandbox } from '../../../tools/sandbox';
import type { Case, Disturbance } from './cases';
import { shortWhile } from './cases';
import type { Outcome, RunCommand, Runner, Running } from './workers';
import { items, refundAlone, workflow } from './workflows';

/** What must never be; each an explanation, empty where all is well. */
export interface Verdict {
	case: Case;
	/** Every fault struck where it should; else the case proves nothing. */
	struck: boolean;
	/** Two orders for the same passengers and journey. */
	boughtTwice: string;
	/** An order whose number no run told, or a number told under which there is nothing. */
	untold: string;
	/** A ticket's refund asked for twice in one run, or again after Juhe had taken it. */
	refundedTwice: string;
	/** Run again undisturbed, the purchase was still not made, or the last run did not end well. */
	unmade: string;
	/**
	 * A run that Juhe refused to make an order that stood, and that ended without naming its number.
	 */
	nameless: string;
	/**
	 * Tickets whose refund a later run asked for again, because Juhe had not taken the first
	 * application.
	 */
	askedAgain: number;
	runs: number;
}

const mostRuns = 6;

interface RunRecord {
	outcome: Outcome | null;
	/** By itself: neither killed nor stopped. */
	endedByItself: boolean;
	firstCall: number;
}

export class Purchase {
	private readonly records: RunRecord[] = [];

	private readonly workflowId = randomUUID();

	private running: Running | null = null;

	private stopped = false;

	private current: Disturbance | undefined;

	private strikes = 0;

	private constructor(
		readonly spec: Case,
		readonly sandbox: Sandbox,
	) {}

	static async open(spec: Case): Promise<Purchase> {
		let issue: () => void = () => undefined;
		const sandbox = await startSandbox(
			{ clockSpeed: 0.001, ...spec.juhe },
			// After every answer: whoever asks for the refund next must find tickets to refund.
			() => issue(),
		);
		const purchase = new Purchase(spec, sandbox);
		if (spec.workflow === 'refund') issue = () => purchase.issue();
		return purchase;
	}

	/** What is to happen to the next run, if anything. */
	next(): Disturbance | undefined {
		return this.spec.disturbances[this.records.length];
	}

	/** Begins the next run. */
	start(runner: Runner): void {
		const { workflow: name, purchases, fromRefund, settleSeconds } = this.spec;
		const isRerun = this.records.length > 0;
		this.current = this.next();
		this.issue();
		const order = isRerun && fromRefund && this.bought().at(-1);
		const settings =
			purchases > 1 ? { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } : undefined;
		this.records.push({
			outcome: null,
			endedByItself: false,
			firstCall: this.sandbox.control.calls().length,
		});
		this.stopped = false;
		this.sandbox.control.clearFaults();
		for (const { endpoint, fault, times } of this.current?.faults ?? [])
			this.sandbox.control.fault(endpoint, fault, times);
		this.running = runner.run({
			nodes: order ? refundAlone(settleSeconds) : workflow(name, settleSeconds, settings),
			items: order ? [{ outOrderNo: order.outOrderNo }] : items(name, purchases),
			baseUrl: this.sandbox.url,
			workflowId: this.workflowId,
			timeout: this.timeout(),
		});
	}

	/** When the run has ended, or its process was killed. */
	async ended(): Promise<void> {
		const record = this.records.at(-1);
		if (!record || !this.running) throw new Error('Nothing was started');
		record.outcome = await this.running.ended;
		record.endedByItself = record.outcome !== null && !this.stopped;
		if (this.current && this.hasStruck(record, this.current)) this.strikes++;
	}

	async stop(): Promise<void> {
		this.stopped = true;
		await this.running?.stop();
	}

	/** Whether the run waits at the call where it is to be killed or stopped. */
	isHeld(): boolean {
		const calls = this.sandbox.control.calls().slice(this.records.at(-1)?.firstCall);
		return calls.some(
			({ fault, worked, endpoint }) =>
				fault === 'hold' && (worked || this.heldBefore(endpoint ?? 'search')),
		);
	}

	/** Resolves to false where the run ended without coming to that call. */
	async held(): Promise<boolean> {
		let over = false;
		void this.running?.ended.then(() => (over = true));
		for (;;) {
			if (this.isHeld()) return true;
			if (over) return false;
			await sleep(10);
		}
	}

	/** What comes between two runs. */
	async pause(): Promise<void> {
		const { control, options } = this.sandbox;
		const { changes, pauseSeconds, late } = this.spec;
		const next = this.records.length + 1;
		if (next === 2 && changes) {
			control.setOptions({ soldOutTrains: 'K7804,Z175,G7623,G7002', priceFactor: 1.5 });
			control.passTime(options.queryKeyLifetimeSeconds + 1);
		}
		if (next === 3 && late) {
			control.setOptions({ invisibleSeconds: 0 });
			control.release();
		}
		const seconds = next === 2 ? pauseSeconds : options.invisibleSeconds + shortWhile;
		await sleep(seconds * 1000);
	}

	/**
	 * Whether the last run was not disturbed and ended well: with what was asked for, or because it
	 * is done already.
	 */
	isDone(): boolean {
		const last = this.records.at(-1);
		const fewest = Math.max(this.spec.disturbances.length + 1, this.spec.late ? 3 : 2);
		if (!last?.endedByItself || this.records.length < fewest) return false;
		if (last.outcome?.status === 'success' || this.records.length >= mostRuns) return true;
		return (
			this.bought().length > 0 &&
			this.spec.workflow === 'refund' &&
			this.told(last).includes('for this exists and its status is')
		);
	}

	bought() {
		return this.sandbox.control.orders();
	}

	async close(): Promise<Verdict> {
		const verdict: Verdict = {
			case: this.spec,
			struck: this.strikes === this.spec.disturbances.length,
			boughtTwice: this.boughtTwice(),
			untold: this.untold(),
			refundedTwice: this.refundedTwice(),
			unmade: this.unmade(),
			nameless: this.nameless(),
			askedAgain: this.askedAgain(),
			runs: this.records.length,
		};
		await this.sandbox.close();
		return verdict;
	}

	/** What the runs said, for whoever must find out what went wrong. */
	story(): string {
		const runs = this.records.map(({ outcome }) =>
			outcome === null ? 'killed' : `${outcome.status} ${this.told({ outcome }).slice(0, 500)}`,
		);
		const calls = this.sandbox.control
			.calls()
			.map(({ endpoint, fault, errorCode }) => `${endpoint}/${fault ?? ''}/${errorCode ?? ''}`);
		return [JSON.stringify(this.spec), ...runs, calls.join(' ')].join('\n  ');
	}

	private told({ outcome }: Pick<RunRecord, 'outcome'>): string {
		if (!outcome) return '';
		const { Create = [], Refund = [] } = outcome.output;
		return `${outcome.error ?? ''} ${JSON.stringify([...Create, ...Refund])}`;
	}

	private timeout(): RunCommand['timeout'] {
		const { timeoutMilliseconds: milliseconds } = this.spec;
		const aim = this.current?.faults.at(-1);
		if (milliseconds === null || !aim || aim.endpoint === 'recognize') return null;
		const { path } = trainGrabEndpoints[aim.endpoint];
		return { urlPrefix: `${this.sandbox.url}/${path}`, milliseconds };
	}

	/** Tickets can be refunded five minutes after they are issued. */
	private issue(): void {
		if (this.spec.workflow !== 'refund') return;
		const { control } = this.sandbox;
		for (const { outOrderNo, status } of control.orders())
			if (['N', 'B', 'D'].includes(status)) {
				control.issue(outOrderNo);
				control.passTime(301);
			}
	}

	private heldBefore(endpoint: EndpointName): boolean {
		return (this.current?.faults ?? []).some(
			({ endpoint: at, fault }) =>
				at === endpoint && fault.kind === 'hold' && fault.when === 'before',
		);
	}

	/** Whether the last of the faults, the one that the disturbance is about, was suffered. */
	private hasStruck({ firstCall }: RunRecord, { faults, mayMiss }: Disturbance): boolean {
		const aim = faults.at(-1);
		if (!aim || mayMiss) return true;
		const alike = faults
			.slice(0, -1)
			.filter(({ endpoint, fault }) => endpoint === aim.endpoint && fault.kind === aim.fault.kind);
		const suffered = this.sandbox.control
			.calls()
			.slice(firstCall)
			.filter(({ endpoint, fault }) => endpoint === aim.endpoint && fault === aim.fault.kind);
		return suffered.length > alike.reduce((sum, { times }) => sum + times, 0);
	}

	private boughtTwice(): string {
		const byWhom = new Map<string, string[]>();
		for (const { passengers, outOrderNo } of this.bought()) {
			const who = passengers
				.map(({ idCardNo }) => idCardNo)
				.sort()
				.join();
			byWhom.set(who, [...(byWhom.get(who) ?? []), outOrderNo]);
		}
		return [...byWhom.values()]
			.filter((numbers) => numbers.length > 1)
			.map((numbers) => numbers.join(' and '))
			.join('; ');
	}

	private untold(): string {
		const numbers = this.bought().map(({ outOrderNo }) => outOrderNo);
		const last = this.records.at(-1);
		const hidden = numbers.filter((number) => !last || !this.told(last).includes(number));
		const kept = this.ordering().filter(
			({ call, number, record }) => call.errorCode === 0 && !this.told(record).includes(number),
		);
		const invented = this.records
			.flatMap(({ outcome }) => outcome?.output.Create ?? [])
			.filter(({ outOrderNo, status }) => status && !numbers.includes(String(outOrderNo)));
		return [
			...hidden.map((number) => `the last run hides ${number}`),
			...kept.map(({ number, run }) => `run ${run} made ${number} and hides it`),
			...invented.map(({ outOrderNo }) => `there is no ${String(outOrderNo)}`),
		].join('; ');
	}

	private nameless(): string {
		const numbers = this.bought().map(({ outOrderNo }) => outOrderNo);
		return this.ordering()
			.filter(
				({ call, number, record }) =>
					call.errorCode !== 0 && numbers.includes(number) && !this.told(record).includes(number),
			)
			.map(({ number, run }) => `run ${run} was refused ${number} and hides it`)
			.join('; ');
	}

	/**
	 * Create calls that did their work, with the runs that made them, if those could speak of one
	 * order only.
	 */
	private ordering() {
		// Where several items run together, an error speaks of the item that failed; the next run tells
		// the others.
		if (this.spec.purchases > 1) return [];
		const calls = this.sandbox.control.calls();
		return this.records
			.map((record, index) => ({ record, index }))
			.filter(({ record }) => record.endedByItself)
			.flatMap(({ record, index }) =>
				calls
					.slice(record.firstCall, this.records[index + 1]?.firstCall)
					.filter(({ endpoint, worked }) => endpoint === 'createOrder' && worked)
					.map((call) => ({
						call,
						record,
						number: call.parameters.outOrderNo ?? '',
						run: index + 1,
					})),
			);
	}

	/** Applications for a refund that Juhe received. */
	private refundsAsked() {
		return this.sandbox.control.calls().flatMap((call, index) =>
			call.endpoint === 'refund'
				? [
						{
							ticket: call.parameters.passengerId ?? '',
							taken: call.worked && call.errorCode === 0,
							run: this.records.findLastIndex(({ firstCall }) => firstCall <= index),
						},
					]
				: [],
		);
	}

	private askedAgain(): number {
		const asked = this.refundsAsked();
		return asked.length - new Set(asked.map(({ ticket }) => ticket)).size;
	}

	private refundedTwice(): string {
		const faults: string[] = [];
		const asked = this.refundsAsked();
		for (const [index, { ticket, run }] of asked.entries()) {
			const earlier = asked.slice(0, index).filter((each) => each.ticket === ticket);
			if (earlier.some((each) => each.run === run))
				faults.push(`${ticket} twice in run ${run + 1}`);
			else if (earlier.some(({ taken }) => taken)) faults.push(`${ticket} again in run ${run + 1}`);
		}
		return faults.join('; ');
	}

	private unmade(): string {
		const made = new Set(this.bought().map(({ outOrderNo }) => outOrderNo)).size;
		if (made < this.spec.purchases) return `${made} of ${this.spec.purchases} were bought`;
		if (this.records.length >= mostRuns) return 'runs went on failing';
		return '';
	}
}
