import express, { type Request, type Response, type Router } from 'express';
import type { Control } from './control';
import { endpointNames, type EndpointName } from './faults';
import { madeUp } from './madeUp';

/**
 * The control API: the methods of Control over HTTP, JSON in and out. Wrong orders are answered 400
 * and say why.
 */
export function controlApi(control: Control): Router {
	const router = express.Router();
	router.use(express.json());

	type Handler = (request: Request) => unknown;
	const answer = (handler: Handler) => async (request: Request, response: Response) => {
		try {
			response.json((await handler(request)) ?? { done: true });
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			response.status(400).json({ error: error.message });
		}
	};
	/** What the control methods check for themselves. */
	const bodyOf = (request: Request) => request.body ?? {};
	const numberOf = (request: Request) => String(request.params.outOrderNo);
	const wholeList = (value: unknown) => (Array.isArray(value) ? value : [value]);
	const endpointOf = (value: unknown): EndpointName | undefined =>
		endpointNames.find((name) => name === value);

	router.get(
		'/',
		answer(() => ({ standInFor: 'Juhe (v.juhe.cn)', madeUp, endpoints: endpointNames })),
	);
	router.get(
		'/options',
		answer(() => control.options()),
	);
	router.patch(
		'/options',
		answer((request) => control.setOptions(bodyOf(request))),
	);
	router.get(
		'/orders',
		answer(() => control.orders()),
	);
	router.get(
		'/orders/:outOrderNo',
		answer(
			(request) =>
				control.order(numberOf(request)) ?? refuse(`There is no order ${numberOf(request)}`),
		),
	);
	router.post(
		'/orders/:outOrderNo/issue',
		answer((request) => control.issue(numberOf(request), bodyOf(request))),
	);
	router.post(
		'/orders/:outOrderNo/fail',
		answer((request) => control.fail(numberOf(request), bodyOf(request))),
	);
	router.post(
		'/orders/:outOrderNo/expire',
		answer((request) => control.expire(numberOf(request))),
	);
	router.post(
		'/orders/:outOrderNo/refund',
		answer((request) =>
			control.settleRefund(numberOf(request), { succeed: true, ...bodyOf(request) }),
		),
	);
	router.post(
		'/fates',
		answer((request) => control.nextFates(...wholeList(request.body))),
	);
	router.get(
		'/calls',
		answer((request) => control.calls(endpointOf(request.query.endpoint))),
	);
	router.get(
		'/recognitions',
		answer(() => control.recognitions()),
	);
	router.get(
		'/callbacks',
		answer(() => control.callbacks()),
	);
	router.get(
		'/pushes',
		answer(() => control.pushes()),
	);
	router.post(
		'/pushes',
		answer((request) => control.push(bodyOf(request))),
	);
	router.post(
		'/time',
		answer((request) => control.passTime(bodyOf(request).seconds)),
	);
	router.get(
		'/faults',
		answer(() => control.faults()),
	);
	router.post(
		'/faults',
		answer((request) =>
			control.fault(bodyOf(request).endpoint, bodyOf(request).fault, bodyOf(request).times),
		),
	);
	router.delete(
		'/faults',
		answer(() => control.clearFaults()),
	);
	router.post(
		'/release',
		answer(() => control.release()),
	);
	router.post(
		'/reset',
		answer(() => control.reset()),
	);
	router.use((request, response) => {
		response
			.status(404)
			.json({ error: `No such control: ${request.method} ${request.originalUrl}` });
	});
	return router;
}

function refuse(message: string): never {
	throw new RangeError(message);
}
