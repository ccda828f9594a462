import express, {
	type ErrorRequestHandler,
	type Express,
	type Request,
	type Response,
} from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { flightInvoiceOcrEndpoints, trainGrabEndpoints } from '../../src/juhe/endpoints';
import type { Control } from './control';
import { controlApi } from './controlApi';
import { endpoints, postOnly } from './endpoints';
import { Parameters } from './endpoints/parameters';
import { errorAnswer, Refusal } from './errors';
import { endpointNames, strikes, type EndpointName, type Fault } from './faults';
import type { SandboxOptions } from './options';
import type { CallRecord, World } from './world';

const standIn =
	'stand-in for v.juhe.cn; what it makes up: see tools/sandbox/README.md or GET /sandbox';

const page = (status: number, title: string) =>
	`<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

/** The two paths that nobody has seen are options. */
function pathOf(name: EndpointName, options: SandboxOptions): string {
	const path =
		name === 'recognize'
			? flightInvoiceOcrEndpoints.recognize.path
			: name === 'createOrder'
				? options.createOrderPath
				: name === 'cancelOrder'
					? options.cancelOrderPath
					: trainGrabEndpoints[name].path;
	return `/${path.replace(/^\/+/, '')}`;
}

/** The text that a percent-encoded one stands for; one that cannot be decoded stands for itself. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

/**
 * Form or query fields as PHP reads them: of a name that comes several times, the last counts.
 * Usual parsers take several times as long over a picture, and that time would count as Juhe's in
 * benchmarks.
 */
function fieldsOf(text: string): Record<string, string> {
	return Object.fromEntries(
		text
			.split('&')
			.filter((field) => field !== '')
			.map((field) => {
				const [name = '', ...value] = field.split('=');
				return [decoded(name), decoded(value.join('='))];
			}),
	);
}

const secretNames = ['key', 'accountNo', 'accountPwd', 'cellphone', 'idCardNo', 'ImageBase64'];
const mask = (value: string) =>
	value.length > 8 ? `${value.slice(0, 2)}***${value.slice(-2)}` : '***';

/**
 * Parameters for the record: keys, accounts, phones and ID numbers masked, also inside the
 * passengers' JSON.
 */
function masked(values: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			if (secretNames.includes(name)) return [name, mask(value)];
			return [
				name,
				value.replace(
					/("idCardNo"\s*:\s*")([^"]*)/g,
					(_all, head: string, id: string) => head + mask(id),
				),
			];
		}),
	);
}

/** 10001 without the right key, 10002 with the key of the other API. */
function checkKey(
	name: EndpointName,
	key: string,
	{ trainGrabKey, flightInvoiceOcrKey }: SandboxOptions,
): void {
	const [right, other] =
		name === 'recognize'
			? [flightInvoiceOcrKey, trainGrabKey]
			: [trainGrabKey, flightInvoiceOcrKey];
	if (key === right && key !== '') return;
	throw new Refusal(key === other && key !== '' ? 'keyOfOtherApi' : 'badKey');
}

/** Key, method, then the endpoint's own work. Refusals become answers. */
async function work(
	name: EndpointName,
	request: Request,
	values: Record<string, string>,
	world: World,
	call: CallRecord,
): Promise<Record<string, unknown>> {
	try {
		if (request.method === 'GET' && postOnly.includes(name)) throw new Refusal('methodWrong');
		checkKey(name, values.key ?? '', world.options);
		return await endpoints[name](new Parameters(values), world, call);
	} catch (error) {
		if (error instanceof Refusal) return errorAnswer(error.code, error.message);
		throw error;
	}
}

async function wait(fault: Fault, world: World): Promise<void> {
	if (fault.kind === 'delay') await sleep(fault.milliseconds, undefined, { ref: false });
	if (fault.kind === 'hold') await world.held();
}

/** Answers a call that a fault spoils, `answer` being the true one. */
function spoil(
	fault: Fault,
	request: Request,
	response: Response,
	answer: Record<string, unknown>,
): void {
	switch (fault.kind) {
		case 'delay':
		case 'hold':
			return sendJson(response, JSON.stringify(answer));
		case 'drop':
			request.socket.destroy();
			return undefined;
		case 'status':
			response.status(fault.status).type('html').send(page(fault.status, 'Error'));
			return undefined;
		case 'redirect':
			response
				.status(fault.status ?? 307)
				.set('location', fault.location ?? request.originalUrl)
				.type('html')
				.send(page(fault.status ?? 307, 'Temporary Redirect'));
			return undefined;
		case 'html':
			response.type('html').send(page(200, 'Welcome'));
			return undefined;
		case 'truncated': {
			const text = JSON.stringify(answer);
			return sendJson(response, text.slice(0, Math.ceil(text.length / 2)));
		}
		case 'errorCode':
			return sendJson(
				response,
				JSON.stringify(errorAnswer(fault.errorCode, fault.reason ?? '沙箱故障')),
			);
	}
}

function sendJson(response: Response, text: string): void {
	response.set('content-type', 'application/json;charset=utf-8').send(text);
}

/**
 * A body that cannot be read (too long, broken), or a fault of the sandbox itself, is a plain page
 * as from any web server.
 */
const pageOfError =
	(report: World['report']): ErrorRequestHandler =>
	(error: { status?: number; message?: string }, request, response, next) => {
		const status = error.status ?? 500;
		report(`${request.method} ${request.path} ${status} ${error.message ?? ''}`);
		if (response.headersSent) return next(error);
		const title = status < 500 ? 'Bad Request' : 'Internal Server Error';
		response.status(status).type('html').send(page(status, title));
	};

/** The HTTP face: Juhe's endpoints, and the control API below /sandbox. */
export function buildServer(world: World, control: Control): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.use((_request, response, next) => {
		response.set('X-Juhe-Sandbox', standIn);
		next();
	});
	app.use('/sandbox', controlApi(control));

	/** The record begins with the head of a call, for a picture's body takes its time. */
	app.use((request, response, next) => {
		const name = endpointNames.find(
			(candidate) => pathOf(candidate, world.options) === request.path,
		);
		const call = world.begin({
			endpoint: name ?? null,
			method: request.method,
			url: request.originalUrl,
			contentType: request.get('content-type') ?? '',
		});
		response.once('close', () => world.end(call));
		response.locals.call = call;
		next();
	});
	app.use(express.text({ type: 'application/x-www-form-urlencoded', limit: '32mb' }));

	app.use(async (request, response: Response<unknown, { call: CallRecord }>) => {
		const { call } = response.locals;
		const name = call.endpoint;
		const body: unknown = request.body;
		const values = fieldsOf(
			request.method === 'GET'
				? (request.originalUrl.split('?')[1] ?? '')
				: typeof body === 'string'
					? body
					: '',
		);
		call.parameters = masked(values);
		const note = () => {
			if (!request.socket.destroyed || response.headersSent) call.status = response.statusCode;
			world.report(
				`${call.method} ${request.path} ${call.status ?? 'dropped'} ${call.errorCode ?? ''}${call.fault ? ` fault: ${call.fault}` : ''}`,
			);
		};

		if (name === null || !['GET', 'POST'].includes(request.method)) {
			response.status(404).type('html').send(page(404, 'Not Found'));
			return note();
		}
		const fault = world.faults.take(name);
		call.fault = fault?.kind ?? null;
		if (fault && strikes(fault) === 'before') await wait(fault, world);
		let answer: Record<string, unknown> = { reason: 'success', result: null, error_code: 0 };
		if (!fault || fault.kind === 'delay' || fault.kind === 'hold' || strikes(fault) === 'after') {
			answer = await work(name, request, values, world, call);
			call.worked = true;
			call.errorCode = Number(answer.error_code);
		}
		if (fault && strikes(fault) === 'after') await wait(fault, world);
		world.end(call);
		if (fault) spoil(fault, request, response, answer);
		else sendJson(response, JSON.stringify(answer));
		return note();
	});
	app.use(pageOfError(world.report));
	return app;
}
