/** A server that was provably not asked: each reason its own sentence, one try, nothing charged. */
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { SMTPServer } from 'smtp-server';

import { Container } from '../support/engine/environment';
import { run as runOcr } from '../support/nodes/flightInvoiceOcr';
import type { Juhe } from '../support/nodes/juhe';
import { startJuhe } from '../support/nodes/juhe';
import {
	createParameters,
	credentials,
	failure,
	failureOf,
	output,
	theEngine,
} from '../support/nodes/trainGrab';

const dictionary: INodeParameters = { resource: 'dictionary', operation: 'get' };

/**
 * n8n's own switch for its protection of internal addresses, as N8N_SSRF_PROTECTION_ENABLED sets
 * it.
 */
const fromCore = createRequire(require.resolve('n8n-core'));
const fromNetwork = createRequire(fromCore.resolve('@n8n/backend-network'));
const { SsrfProtectionConfig } = fromNetwork('@n8n/config') as {
	SsrfProtectionConfig: abstract new () => { enabled: boolean };
};

interface Obstacle {
	baseUrl: string;
	/** How often somebody connected. */
	connections(): number;
	remove(): Promise<void>;
}

async function listening(server: HttpServer | Server, url: (port: number) => string) {
	let connections = 0;
	server.on('connection', () => connections++);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: url(port),
		connections: () => connections,
		remove: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}

/** A mail server has a self-signed certificate of its own, and shows it before anything is said. */
async function selfSigned(): Promise<Obstacle> {
	const warning = jest.spyOn(console, 'error').mockReturnValue();
	const mail = new SMTPServer({ secure: true });
	warning.mockRestore();
	// Clients that leave are an error to it.
	mail.on('error', () => undefined);
	return await listening(mail.server, (port) => `https://127.0.0.1:${port}`);
}

async function httpsToHttpPort(): Promise<Obstacle> {
	return await listening(createServer(), (port) => `https://127.0.0.1:${port}`);
}

/** A proxy that nobody has logged in to, whatever it is asked for. */
async function proxyWithLogIn(): Promise<Obstacle> {
	const proxy = createServer((_request, response) => {
		response.writeHead(407).end();
	});
	proxy.on('connect', (_request, socket) => {
		socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
	});
	const obstacle = await listening(proxy, () => 'https://juhe.example');
	process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return {
		...obstacle,
		remove: async () => {
			delete process.env.HTTPS_PROXY;
			await obstacle.remove();
		},
	};
}

async function ssrfProtection(): Promise<Obstacle> {
	const config = Container.get(SsrfProtectionConfig);
	const obstacle = await listening(createServer(), (port) => `http://127.0.0.1:${port}`);
	config.enabled = true;
	return {
		...obstacle,
		remove: async () => {
			config.enabled = false;
			await obstacle.remove();
		},
	};
}

const withoutServer = (baseUrl: string) => async (): Promise<Obstacle> =>
	await Promise.resolve({
		baseUrl,
		connections: () => 0,
		remove: async () => await Promise.resolve(),
	});

let juhe: Juhe;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
});
afterAll(async () => await juhe.close());

const obstacles: Array<[string, () => Promise<Obstacle>, string, string, number]> = [
	[
		'a certificate of its own',
		selfSigned,
		'the certificate at its address',
		'NODE_EXTRA_CA_CERTS',
		1,
	],
	['HTTPS to a port for HTTP', httpsToHttpPort, 'does not speak HTTPS', 'http://', 1],
	['a proxy that wants a log-in', proxyWithLogIn, 'a proxy on the way', 'HTTPS_PROXY', 1],
	['n8n’s SSRF protection', ssrfProtection, '(SSRF protection)', 'N8N_SSRF_ALLOWED_HOSTNAMES', 0],
];

describe.each<[string, () => Promise<Obstacle>, string, string, number]>([
	...obstacles,
	['a base URL without a scheme', withoutServer('v.juhe.cn'), 'no web address', 'https://', 0],
	['a host and a port alone', withoutServer('127.0.0.1:8080'), 'no web address', 'https://', 0],
	['another scheme', withoutServer('ftp://v.juhe.cn'), 'no web address', 'https://', 0],
])('%s between n8n and Juhe', (_what, start, message, advice, tries) => {
	let obstacle: Obstacle;
	beforeEach(async () => {
		obstacle = await start();
	});
	afterEach(async () => await obstacle.remove());

	test('what happened and what to correct, after one try', async () => {
		const error = await failure({ url: obstacle.baseUrl }, dictionary);
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining(message),
			description: expect.stringContaining(advice),
			cause: 'configuration-invalid',
		});
		expect(error.message).not.toContain('broke');
		expect(obstacle.connections()).toBe(tries);
	});

	test('nothing was sent: nothing is charged, and an order can be made again at once', async () => {
		for (const parameters of [dictionary, createParameters({ options: { settleSeconds: 30 } })])
			expect(
				await output({ url: obstacle.baseUrl }, parameters, {
					node: { onError: 'continueRegularOutput' },
				}),
			).toEqual([
				{
					error: expect.stringContaining(message),
					details: { errorCode: null, reason: null, retryable: false, charged: false },
				},
			]);
	});

	test('the credential’s test says it once, without blaming a key', async () => {
		const n8n = await theEngine();
		const data = credentials({ url: obstacle.baseUrl }).juheApi as Record<string, string>;
		const result = await n8n.testCredential('trainGrab', 'juheApiTest', 'juheApi', data);
		expect(result.status).toBe('Error');
		expect(result.message).toContain(advice);
		expect(result.message.match(/Juhe API credential|proxy on the way/g)).toHaveLength(1);
		expect(result.message).not.toContain('key:');
	});
});

describe.each(obstacles)('%s between n8n and a file', (_what, start, message, advice) => {
	test('what happened and what to correct', async () => {
		const obstacle = await start();
		try {
			const url = `${obstacle.baseUrl}/a.jpg`;
			const error = failureOf(await runOcr(juhe, { inputSource: 'url', url }));
			expect(error.message).toContain(message);
			expect(error.description).toContain(advice);
		} finally {
			await obstacle.remove();
		}
	});
});
