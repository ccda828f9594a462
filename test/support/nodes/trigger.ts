/**
 * The Train Grab Trigger of the built package in a workflow of its own, beside a sandbox of its
 * own.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { startSandbox } from '../../../tools/sandbox';
import type { Sandbox, SandboxOptions } from '../../../tools/sandbox';
import type { CredentialData, NodeSpec } from '../engine';
import { createTrigger } from '../engine/triggers';
import type { Push, PushRequest, Trigger } from '../engine/triggers';
import { credentials, only, onOrder, order, theEngine } from './trainGrab';

export const triggerName = 'Train Grab Trigger';

export const allEvents = [
	'order.issued',
	'order.failed',
	'order.expired',
	'ticket.refunded',
	'ticket.refundFailed',
	'other',
];

interface StageOptions {
	parameters?: INodeParameters;
	/** Default: the newest. */
	typeVersion?: number;
	sandbox?: Partial<SandboxOptions>;
	/** Default: the sandbox's. */
	credentials?: CredentialData;
	/** Of another stage: the same workflow at another address. */
	after?: Stage;
	/** Further nodes of the workflow. */
	others?: NodeSpec[];
}

export interface Stage {
	sandbox: Sandbox;
	trigger: Trigger;
	/** What n8n has of the node and its credential: a change counts from the next call on. */
	node: { parameters: INodeParameters };
	settings: { credentials: CredentialData };
	/** The URL that the sandbox holds for a callback type. */
	registered(type: string): string | null;
	/** A push to the trigger's URL with the secret that was registered (`token` to change that). */
	push(type: string, request: PushRequest): Promise<Push>;
	/** Orders, and gives the number. */
	order(changes?: Parameters<typeof order>[1]): Promise<string>;
	/** Waits until the sandbox's own pushes have been delivered or given up. */
	delivered(): Promise<void>;
	close(): Promise<void>;
}

let count = 0;

/**
 * Orders stay `created` (their clock is slowed down) until a test lets something happen; pushes
 * repeat fast.
 */
export async function stage(options: StageOptions = {}): Promise<Stage> {
	const { after } = options;
	const sandbox =
		after?.sandbox ??
		(await startSandbox({ clockSpeed: 0.001, pushRetrySeconds: 0.3, ...options.sandbox }));
	const node = {
		name: triggerName,
		type: 'trainGrabTrigger',
		webhookId: 'hook',
		...(options.typeVersion && { typeVersion: options.typeVersion }),
		parameters: { events: allEvents, ...options.parameters },
	};
	const settings = { credentials: options.credentials ?? credentials(sandbox) };
	const trigger = await createTrigger(
		await theEngine(),
		node,
		Object.assign(settings, {
			then: [{ name: 'After', type: 'test.noOp' }, ...(options.others ?? [])],
			workflowId: after?.trigger.spec.id ?? `trigger-${++count}`,
			...(after && { staticData: after.trigger.staticData }),
		}),
	);
	const secret = () => String(trigger.staticData.secret);
	return {
		sandbox,
		trigger,
		node,
		settings,
		registered: (type) =>
			sandbox.control.callbacks().find((callback) => callback.type === type)?.url ?? null,
		push: async (type, request) =>
			await trigger.push({ ...request, query: { type, token: secret(), ...request.query } }),
		order: async (changes) => await order(sandbox, changes),
		delivered: async () => {
			const isUnderWay = () => sandbox.control.pushes().some(({ state }) => state === 'sending');
			do await sleep(20);
			while (isUnderWay());
			await trigger.settled();
		},
		close: async () => {
			await trigger.close();
			if (!after) await sandbox.close();
		},
	};
}

/** A stage for one test. */
export async function withStage(
	options: StageOptions,
	test: (stage: Stage) => Promise<void>,
): Promise<void> {
	const made = await stage(options);
	try {
		await test(made);
	} finally {
		await made.close();
	}
}

/** The events that workflows went on with, oldest first. */
export function eventsOf({ trigger }: Stage): IDataObject[] {
	return trigger.pushes.flatMap(({ run }) => run?.json('After') ?? []);
}

/** The events of the pushes given. */
export const started = (...pushes: Push[]): IDataObject[] =>
	pushes.flatMap(({ run }) => run?.json('After') ?? []);

/** Applies for a refund, and lets it end. */
export async function refund(
	{ sandbox }: Stage,
	outOrderNo: string,
	passengerId: string,
	succeed: boolean,
): Promise<void> {
	await only(sandbox, onOrder('ticket', 'refund', outOrderNo, { refundWhom: 'one', passengerId }));
	sandbox.control.settleRefund(outOrderNo, { succeed, passengerId });
}
