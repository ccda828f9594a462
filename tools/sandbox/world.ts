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

/** A picture that reached the engine. */
interface PictureRecord {
	format: 'jpeg' | 'png' | 'bmp' | null;
	/** As stored, in pixels. */
	width: number | null;
	height: number | null;
	bytes: number;
	sha256: string;
	/**
	 * True where it was recognized; whether a refused picture is charged is documented nowhere: null.
	 */
	charged: true | null;
}

/**
 * A call that reached the sandbox. Values that identify or unlock are masked in `parameters`; `url`
 * is as received.
 */
export interface CallRecord {
	id: number;
	at: string;
	endpoint: EndpointName | null;
	method: string;
	url: string;
	contentType: string;
	parameters: Record<string, string>;
	/** Calls of this endpoint in flight when it came, itself included. */
	inFlight: number;
	/** When the answer left, or the connection ended. */
	endedAt: string | null;
	/** Of a recognition: the picture that was read. */
	picture: PictureRecord | null;
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

/** So many calls within a second, of those that were let in. */
class RateLimit {
	private admitted: number[] = [];

	/** Lets a call in, or not; 0 sets no limit. */
	admits(perSecond: number): boolean {
		const now = performance.now();
		this.admitted = this.admitted.filter((at) => now - at < 1000);
		if (perSecond > 0 && this.admitted.length >= perSecond) return false;
		this.admitted.push(now);
		return true;
	}

	clear(): void {
		this.admitted = [];
	}
}

/** Everything the sandbox remembers. */
export class World {
	readonly queries = new Map<string, Query>();

	readonly callbacks = new Map<CallbackType, Callback>();

	readonly faults = new FaultQueue();

	readonly calls: CallRecord[] = [];

	readonly recognitionLimit = new RateLimit();

	private readonly underWay = new Set<CallRecord>();

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

	/** Opens the record of a call. */
	begin(call: Pick<CallRecord, 'endpoint' | 'method' | 'url' | 'contentType'>): CallRecord {
		const others = [...this.underWay].filter(({ endpoint }) => endpoint === call.endpoint);
		const record: CallRecord = {
			id: this.calls.length + 1,
			at: iso(Date.now()),
			...call,
			parameters: {},
			inFlight: others.length + 1,
			endedAt: null,
			picture: null,
			fault: null,
			worked: false,
			status: null,
			errorCode: null,
		};
		this.calls.push(record);
		this.underWay.add(record);
		return record;
	}

	/** The answer leaves, or nobody waits for it any more; what comes first counts. */
	end(call: CallRecord): void {
		if (this.underWay.delete(call)) call.endedAt = iso(Date.now());
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
		this.recognitionLimit.clear();
		this.pushes.clear();
		this.orders.clear();
	}
}
