import { iso } from './china';
import { Timeline, type Clock } from './clock';
import { FaultQueue, type EndpointName } from './faults';
import type { SandboxOptions } from './options';
import { OrderBook, type OfferedTrain, type OrderEvent } from './orders';
import { PushSender, type CallbackType } from './pushes';
import { pushBody } from './shapes';

/** What a search promised: an order must agree with it. */
export interface Query {
	clock: Clock;
	askedAt: number;
	/** `YYYY-MM-DD` */
	date: string;
	ticketType: string;
	trains: OfferedTrain[];
}

/** A call that reached the sandbox. Values that identify or unlock are masked in `parameters`; `url` is as received. */
export interface CallRecord {
	id: number;
	at: string;
	endpoint: EndpointName | null;
	method: string;
	url: string;
	contentType: string;
	parameters: Record<string, string>;
	fault: string | null;
	/** Was the endpoint's work done, as far as it went? */
	worked: boolean;
	/** HTTP status, or null where the connection was dropped. */
	status: number | null;
	errorCode: number | null;
}

export interface Callback {
	type: CallbackType;
	url: string;
	at: string;
}

/** Everything the sandbox remembers. */
export class World {
	readonly queries = new Map<string, Query>();

	readonly callbacks = new Map<CallbackType, Callback>();

	readonly faults = new FaultQueue();

	readonly calls: CallRecord[] = [];

	private holding: Array<() => void> = [];

	readonly timeline: Timeline;

	readonly pushes: PushSender;

	readonly orders: OrderBook;

	constructor(
		readonly options: SandboxOptions,
		readonly report: (line: string) => void,
	) {
		const timeline = new Timeline(options.clockSpeed);
		this.timeline = timeline;
		Object.defineProperty(options, 'clockSpeed', {
			enumerable: true,
			get: () => timeline.speed,
			set: (speed: number) => (timeline.speed = speed),
		});
		this.pushes = new PushSender(options, (type) => this.callbacks.get(type)?.url ?? null, report);
		this.orders = new OrderBook(options, timeline, (order, event: OrderEvent) => {
			void this.pushes.send(event.kind, pushBody(order, event));
		});
	}

	register(type: CallbackType, url: string): void {
		this.callbacks.set(type, { type, url, at: iso(Date.now()) });
	}

	/** Resolves when everything held is released. */
	async held(): Promise<void> {
		await new Promise<void>((resolve) => this.holding.push(resolve));
	}

	release(): void {
		for (const letGo of this.holding.splice(0)) letGo();
	}

	clear(): void {
		this.release();
		this.queries.clear();
		this.callbacks.clear();
		this.faults.clear();
		this.calls.length = 0;
		this.pushes.clear();
		this.orders.clear();
	}
}
