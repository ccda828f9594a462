/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not published */
/** One purchase and a Juhe of its own, whose ledger says in the end what was bought. */
import { setTimeout as sleep } from 'node:timers/promises';

import { trainGrabEndpoints } from '../../../juhe/endpoints';
import { startSandbox } from '../../../sandbox';
import type { EndpointName, Sandbox } from '../../../sandbox';
import type { Case } from './cases';
import { shortWhile } from './cases';
import type { Outcome, RunCommand, Running, Worker } from './workers';
import { items, refundAlone, workflow } from './workflows';

/** What must never be; each an explanation, empty where all is well. */
export interface Verdict {
	case: Case;
	/** The fault struck where it should; else the run proves nothing. */
	struck: boolean;
	/** Two orders for the same passengers and journey. */
	boughtTwice: string;
	/** An order whose number no run told, or a number told under which there is nothing. */
	untold: string;
	/** A ticket's refund asked for twice in one run, or again after Juhe had taken it. */
	refundedTwice: string;
	/** Run again undisturbed, the purchase was still not made, or the last run did not end well. */
	unmade: string;
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

	private running: Running | null = null;

	private stopped = false;

	private struck = false;

	private constructor(
		readonly spec: Case,
		readonly sandbox: Sandbox,
	) {}

	static async open(spec: Case): Promise<Purchase> {
		let issue: () => void = () => undefined;
		const sandbox = await startSandbox(
			{ clockSpeed: 0.001, ...spec.juhe },
			// After every answer: whoever asks for the refund next must find tickets that can be refunded.
			() => issue(),
		);
		const purchase = new Purchase(spec, sandbox);
		if (spec.workflow === 'refund') issue = () => purchase.issue();
		for (const { endpoint, fault, times } of spec.faults)
			sandbox.control.fault(endpoint, fault, times);
		return purchase;
	}

	/** Begins the next run; `afresh`: in a process that knows nothing of the ones before. */
	start(worker: Worker): void {
		const { workflow: name, purchases, fromRefund } = this.spec;
		const isRerun = this.records.length > 0;
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
		this.running = worker.run({
			nodes: order ? refundAlone : workflow(name, settings),
			items: order ? [{ outOrderNo: order.outOrderNo }] : items(name, purchases),
			baseUrl: this.sandbox.url,
			timeout: this.timeout(),
		});
	}

	/** When the run has ended, or its process was killed. */
	async ended(): Promise<void> {
		const record = this.records.at(-1);
		if (!record || !this.running) throw new Error('Nothing was started');
		record.outcome = await this.running.ended;
		record.endedByItself = record.outcome !== null && !this.stopped;
		if (this.records.length === 1) this.struck = this.hasStruck();
	}

	stop(): void {
		this.stopped = true;
		this.running?.stop();
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
		const { changes, killedAgain, pauseSeconds, late } = this.spec;
		const next = this.records.length + 1;
		control.clearFaults();
		if (next === 2 && killedAgain)
			control.fault(killedAgain.endpoint, killedAgain.fault, killedAgain.times);
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

	/** Whether the last run was not disturbed and ended well: with what was asked for, or because it is done already. */
	isDone(): boolean {
		const last = this.records.at(-1);
		if (!last?.endedByItself || this.records.length < (this.spec.late ? 3 : 2)) return false;
		if (last.outcome?.status === 'success' || this.records.length >= mostRuns) return true;
		return (
			this.bought().length > 0 &&
			this.spec.workflow === 'refund' &&
			this.told(last).includes('for this exists and its status is')
		);
	}

	/** Runs it again as n8n or a person would, until it ends well. */
	async runAgain(worker: Worker): Promise<void> {
		while (!this.isDone()) {
			await this.pause();
			this.start(worker);
			await this.ended();
		}
	}

	bought() {
		return this.sandbox.control.orders();
	}

	async close(): Promise<Verdict> {
		const verdict: Verdict = {
			case: this.spec,
			struck: this.struck,
			boughtTwice: this.boughtTwice(),
			untold: this.untold(),
			refundedTwice: this.refundedTwice(),
			unmade: this.unmade(),
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
		const { timeoutMilliseconds: milliseconds, faults } = this.spec;
		const struck = faults.at(-1);
		if (milliseconds === null || !struck || struck.endpoint === 'recognize') return null;
		const { path } = trainGrabEndpoints[struck.endpoint];
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
		const all = [...this.spec.faults, ...(this.spec.killedAgain ? [this.spec.killedAgain] : [])];
		return all.some(
			({ endpoint: at, fault }) =>
				at === endpoint && fault.kind === 'hold' && fault.when === 'before',
		);
	}

	/** Whether the last of the faults, the one that the case is about, was suffered. */
	private hasStruck(): boolean {
		const struck = this.spec.faults.at(-1);
		if (!struck) return true;
		const suffered = this.sandbox.control
			.calls(struck.endpoint)
			.filter(({ fault }) => fault === struck.fault.kind);
		const others = this.spec.faults.slice(0, -1);
		const before = others
			.filter(
				({ endpoint, fault }) => endpoint === struck.endpoint && fault.kind === struck.fault.kind,
			)
			.reduce((sum, { times }) => sum + times, 0);
		return suffered.length > before;
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
		const calls = this.sandbox.control.calls();
		const numbers = this.bought().map(({ outOrderNo }) => outOrderNo);
		const last = this.records.at(-1);
		const faults: string[] = [];
		for (const number of numbers)
			if (!last || !this.told(last).includes(number)) faults.push(`last run hides ${number}`);
		for (const [index, record] of this.records.entries()) {
			// Where several items run together, an error speaks of the item that failed; the next run tells the others.
			if (!record.endedByItself || this.spec.purchases > 1) continue;
			const made = calls
				.slice(record.firstCall, this.records[index + 1]?.firstCall)
				.filter(
					({ endpoint, worked, errorCode }) =>
						endpoint === 'createOrder' && worked && errorCode === 0,
				)
				.map(({ parameters }) => parameters.outOrderNo ?? '');
			for (const number of made)
				if (!this.told(record).includes(number)) faults.push(`run ${index + 1} hides ${number}`);
		}
		for (const { outOrderNo, status } of this.records.flatMap(
			({ outcome }) => outcome?.output.Create ?? [],
		))
			if (status && !numbers.includes(String(outOrderNo)))
				faults.push(`there is no ${String(outOrderNo)}`);
		return faults.join('; ');
	}

	private refundedTwice(): string {
		const faults: string[] = [];
		const calls = this.sandbox.control.calls();
		const asked = calls.flatMap((call, index) =>
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
