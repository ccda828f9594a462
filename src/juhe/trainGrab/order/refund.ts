import { orJuheError } from '../../client';
import type { JuheClient } from '../../client';
import { trainGrabEndpoints } from '../../endpoints';
import { JuheError } from '../../errors';
import type { EntryStore } from '../../../lib/entryStore';
import { maskPeople } from '../../../lib/personalData';
import { inTurn, juheAt, Ledger, timeOf } from './ledger';
import type { Claim, Sent } from './ledger';
import { awaitShowing, readOrder } from './lookUp';
import { mayHaveTickets, ticketsUntold } from './parse';
import { hidingIn, peopleOf } from './people';
import type { Order, OrderPassenger, Refund } from './types';

interface RefundOptions {
	/** Which Juhe it is. */
	baseUrl: string;
	/**
	 * How long the ticket's state is read where an answer was lost, or the refund was asked for
	 * before.
	 */
	settleSeconds: number;
	/** The refunds that this execution has asked for, by order and passenger. */
	sent: Sent;
	/** Where refunds are marked before they are asked for; null where there is no such store. */
	store: EntryStore | null;
}

interface RefundOutcome {
	refunds: Refund[];
	/**
	 * A refund was asked for without a mark: other processes do not know of it until Juhe shows it.
	 */
	isUnmarked: boolean;
}

/**
 * Applies for the refund of one passenger's ticket (see {@link RefundRun}).
 * @throws JuheError where there is no such order or passenger, or where the ticket's state cannot
 * be told
 */
export async function refundTicket(
	client: JuheClient,
	outOrderNo: string,
	passengerId: string,
	options: RefundOptions,
): Promise<RefundOutcome> {
	return await new RefundRun(client, outOrderNo, options).inTurn(async (run) => {
		const { order } = await readOrder(client, outOrderNo);
		const passenger = order.passengers.find((each) => each.passengerId === passengerId);
		if (!passenger) throw unknownPassenger(order, passengerId);
		return [await run.refund(order, { ...passenger, passengerId })];
	});
}

/**
 * Applies for the refund of every ticket of an order, children first (dictionary, 311), one call a
 * passenger. Once a call fails for a reason that is not the ticket's own, the passengers after it
 * are reported as `unknown`, not asked; so are those whom Juhe gives no passenger ID.
 * @throws JuheError where there is no such order, where it has no tickets or none that can be told,
 * or where the first call fails
 */
export async function refundAllTickets(
	client: JuheClient,
	outOrderNo: string,
	options: RefundOptions,
): Promise<RefundOutcome> {
	return await new RefundRun(client, outOrderNo, options).inTurn(async (run) => {
		const { order } = await readOrder(client, outOrderNo);
		const passengers = [...order.passengers].sort(
			(a, b) => Number(b.type === child) - Number(a.type === child),
		);
		if (passengers.every(({ passengerId }) => passengerId === null))
			throw unknownPassenger(order, null);
		const refunds: Refund[] = [];
		let stopped: JuheError | null = null;
		let isFirst = true;
		for (const passenger of passengers) {
			if (!isTicketed(passenger)) {
				refunds.push(
					report(
						outOrderNo,
						passenger,
						'unknown',
						'Not asked for: Juhe’s order has no passenger ID',
					),
				);
				continue;
			}
			if (stopped) {
				refunds.push(
					report(
						outOrderNo,
						passenger,
						'unknown',
						`Not asked for, because the call before failed: ${stopped.message}`,
					),
				);
				continue;
			}
			const refund = await orJuheError(run.refund(order, passenger));
			if (!(refund instanceof JuheError)) {
				refunds.push(refund);
			} else if (isFirst) {
				throw refund;
			} else {
				stopped = refund;
				refunds.push(report(outOrderNo, passenger, 'unknown', refund.message));
			}
			isFirst = false;
		}
		return refunds;
	});
}

const child = 2;

/** What was marked, and what that came to. */
type Mark = [what: string, claim: Claim];

type Ticketed = OrderPassenger & { passengerId: string };

function isTicketed(passenger: OrderPassenger): passenger is Ticketed {
	return passenger.passengerId !== null;
}

/**
 * At most one application a ticket: its state was read before, the application is marked before it
 * is sent, and the state is read again where the answer was lost. Juhe only accepts the
 * application; the outcome comes as a push, or shows in the order.
 */
class RefundRun {
	private readonly ledger: Ledger;

	private isUnmarked = false;

	constructor(
		private readonly client: JuheClient,
		private readonly outOrderNo: string,
		private readonly options: RefundOptions,
	) {
		this.ledger = new Ledger(options.store, `${juheAt(options.baseUrl)} refund`, client.sleep);
	}

	/** Refunds, while no other execution of this process does so for the same order. */
	async inTurn(work: (run: RefundRun) => Promise<Refund[]>): Promise<RefundOutcome> {
		const { baseUrl, sent } = this.options;
		const refunds = await inTurn(
			`${juheAt(baseUrl)} ${this.outOrderNo} refund`,
			sent,
			async () => await work(this),
		);
		return { refunds, isUnmarked: this.isUnmarked };
	}

	/** @throws JuheError without names and numbers of the order's people */
	async refund(order: Order, passenger: Ticketed): Promise<Refund> {
		const people = peopleOf(order);
		const refund = await hidingIn(this.refundOne(passenger), people);
		return { ...refund, reason: refund.reason && maskPeople(refund.reason, people) };
	}

	private async refundOne(passenger: Ticketed): Promise<Refund> {
		const { outOrderNo } = this;
		const { sent } = this.options;
		const before = refundStateOf(passenger);
		if (before) return report(outOrderNo, passenger, before);
		const first = `${outOrderNo} ${passenger.passengerId}`;
		const again = `${first} again`;
		// One that has failed since may be asked for anew: that is another application.
		const isAgain = passenger.status === 'refundFailed' || sent[again] !== undefined;
		const application = isAgain ? again : first;
		if (sent[application] === 'sent') return report(outOrderNo, passenger, 'alreadyRefunding');
		if (sent[application])
			return report(
				outOrderNo,
				passenger,
				'unknown',
				sent[application] === 'lost'
					? `Asked for a moment ago, and the answer was lost. ${lookFirst}`
					: `Not asked for: it was asked for before. ${lookFirst}`,
			);
		const claim = await this.ledger.claim(application);
		if (claim.state === 'sentBefore')
			return await this.awaitAskedBefore(passenger, application, claim);
		this.isUnmarked ||= claim.state === 'unmarked';
		// Juhe may show no more that the first one failed: then the first one is what is looked for.
		const others: Mark[] = isAgain ? [[first, await this.ledger.claim(first)]] : [];
		return await this.send(passenger, application, [[application, claim], ...others]);
	}

	private async send(passenger: Ticketed, application: string, marks: Mark[]): Promise<Refund> {
		const { client, outOrderNo } = this;
		const { sent } = this.options;
		const { passengerId } = passenger;
		// Before the call: what becomes of it is unknown until its answer is here.
		sent[application] = 'lost';
		const answer = await orJuheError(
			client.call(
				trainGrabEndpoints.refund.path,
				{ outOrderNo, passengerId },
				{ mode: 'once', what: `to refund a ticket of order ${outOrderNo}` },
			),
		);
		if (answer instanceof JuheError && answer.outcomeUnknown)
			for (const mark of marks) await this.ledger.renew(...mark);
		const isTaken =
			!(answer instanceof JuheError) ||
			(answer.outcomeUnknown && typeof (await this.stateShows(passengerId)) === 'string');
		if (isTaken) {
			sent[application] = 'sent';
			return report(outOrderNo, passenger, 'accepted');
		}
		if (answer.outcomeUnknown)
			return report(outOrderNo, passenger, 'unknown', `${answer.message}. ${lookFirst}`);
		delete sent[application];
		for (const mark of marks) await this.ledger.release(...mark);
		if (!answer.isTrainServiceRefusal) throw answer;
		return report(outOrderNo, passenger, 'refused', answer.reason ?? answer.message);
	}

	/**
	 * A refund that the store says was asked for before: its state shows it in time, or it is refused
	 * once.
	 */
	private async awaitAskedBefore(
		passenger: Ticketed,
		application: string,
		claim: Claim,
	): Promise<Refund> {
		const state = await this.stateShows(passenger.passengerId);
		if (typeof state === 'string') return report(this.outOrderNo, passenger, state);
		const when = claim.since === null ? '' : ` at ${timeOf(claim.since)} China time`;
		const before = `Not asked for: it was asked for before${when}`;
		const unknown = (reason: string) => report(this.outOrderNo, passenger, 'unknown', reason);
		if (state)
			return unknown(
				`${before}, and Juhe could not say what became of it: ${state.message}. ${lookFirst}`,
			);
		// Whoever runs the node again within this execution has not read what is said here.
		this.options.sent[application] = 'before';
		const isFree = await this.ledger.giveUp(application, claim);
		return unknown(
			`${before}, its answer may have been lost, and the ticket’s state does not show it. ${lookFirst} ${
				isFree
					? 'The next run may ask again.'
					: 'The next run looks once more, since another run may still be waiting for its answer.'
			}`,
		);
	}

	/**
	 * The ticket's state, as soon as it shows within so many seconds that a refund is under way; else
	 * null, or why the last look failed.
	 */
	private async stateShows(passengerId: string): Promise<RefundState | JuheError | null> {
		const { client, outOrderNo, options } = this;
		return await awaitShowing(
			async () => {
				const { order } = await readOrder(client, outOrderNo);
				const passenger = order.passengers.find((each) => each.passengerId === passengerId);
				return passenger ? refundStateOf(passenger) : null;
			},
			{ seconds: options.settleSeconds, sleep: client.sleep },
		);
	}
}

const lookFirst = 'Look at the order before you ask again.';

function report(
	outOrderNo: string,
	passenger: OrderPassenger,
	state: Refund['state'],
	reason: string | null = null,
): Refund {
	return { outOrderNo, passengerId: passenger.passengerId, name: passenger.name, state, reason };
}

function unknownPassenger(order: Order, passengerId: string | null): JuheError {
	const ids = order.passengers
		.map((passenger) => passenger.passengerId)
		.filter((id) => id !== null);
	if (ids.length === 0 && mayHaveTickets(order)) return ticketsUntold(order);
	return new JuheError({
		errorClass: 'input',
		message: `Order ${order.outOrderNo} has no ${passengerId === null ? 'tickets' : `passenger ${passengerId}`}`,
		advice:
			ids.length > 0
				? `Its passenger IDs are ${ids.join(', ')}.`
				: `There is nothing to refund: the order's status is “${order.statusName}”.`,
		charged: false,
	});
}

type RefundState = 'alreadyRefunding' | 'alreadyRefunded';

function refundStateOf(passenger: OrderPassenger): RefundState | null {
	if (passenger.status === 'refunding') return 'alreadyRefunding';
	return passenger.status === 'refunded' ? 'alreadyRefunded' : null;
}
