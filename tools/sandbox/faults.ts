import { flightInvoiceOcrEndpoints, trainGrabEndpoints } from '../../src/juhe/endpoints';

/** Names of the endpoints, as in `juhe/endpoints`. */
export type EndpointName = keyof typeof trainGrabEndpoints | keyof typeof flightInvoiceOcrEndpoints;

const isName = (name: string): name is EndpointName =>
	Object.hasOwn(trainGrabEndpoints, name) || Object.hasOwn(flightInvoiceOcrEndpoints, name);

export const endpointNames: EndpointName[] = [
	...Object.keys(trainGrabEndpoints),
	...Object.keys(flightInvoiceOcrEndpoints),
].filter(isName);

/**
 * Does the fault strike before the work is done (nothing is bought) or after it (bought, but the
 * answer is lost)?
 */
export type When = 'before' | 'after';

/**
 * What can go wrong with a call. Without `when` it goes wrong before the work, a truncated answer
 * after it.
 */
export type Fault =
	/** Waits, then answers as usual. */
	| { kind: 'delay'; milliseconds: number; when?: When }
	/** Waits until `control.release()`, then answers as usual. */
	| { kind: 'hold'; when?: When }
	/** Closes the connection without an answer. */
	| { kind: 'drop'; when?: When }
	/** Any HTTP status (401, 500, 502, 503 …) with an HTML body. */
	| { kind: 'status'; status: number; when?: When }
	/** 307 or 308 to `location`, by default the same path again. */
	| { kind: 'redirect'; status?: 307 | 308; location?: string; when?: When }
	/** HTTP 200 with an HTML page. */
	| { kind: 'html'; when?: When }
	/** HTTP 200 with the first half of the JSON. */
	| { kind: 'truncated'; when?: When }
	/** An error of one's choice in Juhe's envelope. */
	| { kind: 'errorCode'; errorCode: number; reason?: string; when?: When };

const faultKinds: ReadonlyArray<Fault['kind']> = [
	'delay',
	'hold',
	'drop',
	'status',
	'redirect',
	'html',
	'truncated',
	'errorCode',
];

export const strikes = ({ kind, when }: Fault): When =>
	when ?? (kind === 'truncated' ? 'after' : 'before');

export interface QueuedFault {
	endpoint: EndpointName | '*';
	fault: Fault;
	/** For how many more calls. */
	times: number;
}

/** The faults ordered for the next calls, first ordered first served. */
export class FaultQueue {
	private queue: QueuedFault[] = [];

	list(): QueuedFault[] {
		return structuredClone(this.queue);
	}

	add(endpoint: EndpointName | '*', fault: Fault, times = 1): void {
		if (endpoint !== '*' && !isName(endpoint))
			throw new RangeError(`There is no endpoint ${String(endpoint)}`);
		checkFault(fault);
		if (!Number.isInteger(times) || times < 1)
			throw new RangeError('times must be a whole number above zero');
		this.queue.push({ endpoint, fault, times });
	}

	clear(): void {
		this.queue = [];
	}

	/** Takes the fault that this call is to suffer, if any. */
	take(endpoint: EndpointName): Fault | null {
		const next = this.queue.find(
			(queued) => queued.endpoint === '*' || queued.endpoint === endpoint,
		);
		if (!next) return null;
		next.times -= 1;
		if (next.times === 0) this.queue = this.queue.filter((queued) => queued !== next);
		return next.fault;
	}
}

function checkFault(fault: Fault): void {
	if (!faultKinds.includes(fault?.kind))
		throw new RangeError(`A fault's kind is one of ${faultKinds.join(', ')}`);
	if (fault.when !== undefined && fault.when !== 'before' && fault.when !== 'after')
		throw new RangeError('when must be before or after');
	if (fault.kind === 'delay' && !(fault.milliseconds >= 0))
		throw new RangeError('delay needs milliseconds');
	if (fault.kind === 'status' && !(fault.status >= 200 && fault.status <= 599))
		throw new RangeError('status needs an HTTP status');
	if (fault.kind === 'errorCode' && !Number.isInteger(fault.errorCode))
		throw new RangeError('errorCode needs a whole number');
}
