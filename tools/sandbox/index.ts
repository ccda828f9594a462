import type { Server } from 'node:http';
import { Control } from './control';
import { checkOptions, defaultOptions, type SandboxOptions } from './options';
import { buildServer } from './server';
import { World } from './world';

export type { Control, OrderView, PushOrder, RecognitionLedger } from './control';
export type { EndpointName, Fault, QueuedFault, When } from './faults';
export { madeUp } from './madeUp';
export { defaultOptions, pushForms, type PushForm, type SandboxOptions } from './options';
export type { Fate, OrderStatus, Passenger, TicketState } from './orders';
export {
	pushKinds,
	type PushAttempt,
	type PushKind,
	type PushRecord,
	type PushRoute,
} from './pushes';
export type { Callback, CallRecord } from './world';

/** A running Juhe of one's own. */
export interface Sandbox {
	/** `http://127.0.0.1:<port>`, to be used as base URL. */
	url: string;
	/** Live: a change counts from the next call on (the port excepted). */
	options: SandboxOptions;
	control: Control;
	close(): Promise<void>;
}

/** Real milliseconds between two looks at the living orders: how late a push may leave. */
const heartbeat = 50;

/**
 * Starts a sandbox on loopback; `report` gets a line for every call and push, free of keys and
 * personal data.
 */
export async function startSandbox(
	given: Partial<SandboxOptions> = {},
	report: (line: string) => void = () => undefined,
): Promise<Sandbox> {
	const options: SandboxOptions = { ...defaultOptions, ...checkOptions(given) };
	const world = new World(options, report);
	const control = new Control(world, { ...options });
	const app = buildServer(world, control);
	const server = await new Promise<Server>((resolve, reject) => {
		const listening: Server = app.listen(options.port, '127.0.0.1', (error?: Error) =>
			error ? reject(error) : resolve(listening),
		);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The sandbox has no port');
	options.port = address.port;
	const pulse = setInterval(() => world.orders.all(), heartbeat).unref();

	return {
		url: `http://127.0.0.1:${address.port}`,
		options,
		control,
		close: async () => {
			clearInterval(pulse);
			world.clear();
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}
