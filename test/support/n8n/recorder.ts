/**
 * Stands between n8n and Juhe, or in for a foreign host, and keeps every request as it came over
 * the wire.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';

interface Recorded {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Recorder {
	url: string;
	requests: Recorded[];
	close(): Promise<void>;
}

/**
 * Passes requests on to `target`, redirects untouched; without one it answers them all with an
 * empty success.
 */
export async function startRecorder(target?: string): Promise<Recorder> {
	const requests: Recorded[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const body = Buffer.concat(chunks);
			requests.push({ method, url, headers, body: body.toString() });
			const answer = target ? passOn(target, method, url, headers, body) : emptySuccess();
			answer.then(
				({ status, headers: own, text }) => response.writeHead(status, own).end(text),
				() => response.destroy(),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		close: async () => {
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}

interface Answer {
	status: number;
	headers: Record<string, string>;
	text: string;
}

async function emptySuccess(): Promise<Answer> {
	const text = JSON.stringify({ reason: 'success', result: null, error_code: 0 });
	return { status: 200, headers: { 'content-type': 'application/json' }, text };
}

async function passOn(
	target: string,
	method: string,
	url: string,
	{ 'content-type': contentType }: IncomingHttpHeaders,
	body: Buffer,
): Promise<Answer> {
	const response = await fetch(`${target}${url}`, {
		method,
		redirect: 'manual',
		...(contentType ? { headers: { 'content-type': contentType } } : {}),
		...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
	});
	const location = response.headers.get('location');
	return {
		status: response.status,
		headers: {
			'content-type': response.headers.get('content-type') ?? 'text/plain',
			...(location ? { location } : {}),
		},
		text: await response.text(),
	};
}
