/**
 * A company gateway between n8n and Juhe: passes everything on and remembers it unmasked, as it
 * came over the wire.
 */
import axios from 'axios';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Seen {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	form: Record<string, string>;
	/** Whether n8n hung up before it had the answer. */
	cutOff: boolean;
	/** Whether the answer has left, or n8n has hung up. */
	isOver: boolean;
}

export interface Gateway {
	url: string;
	seen: Seen[];
	close(): Promise<void>;
}

export async function startGateway(juheUrl: string): Promise<Gateway> {
	const seen: Seen[] = [];

	const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { method = '', url = '', headers } = request;
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks);
		const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
		const one: Seen = { method, url, headers, form, cutOff: false, isOver: false };
		seen.push(one);
		response.on('close', () => {
			one.cutOff = !response.writableFinished;
			one.isOver = true;
		});
		const answer = await axios.request<Buffer>({
			method,
			url: `${juheUrl}${url}`,
			data: body,
			headers: { 'content-type': headers['content-type'] },
			responseType: 'arraybuffer',
			maxRedirects: 0,
			validateStatus: () => true,
			proxy: false,
		});
		const { location } = answer.headers;
		response.writeHead(answer.status, {
			'content-type': String(answer.headers['content-type']),
			...(typeof location === 'string' && { location }),
		});
		response.end(answer.data);
	};

	const server = createServer((request, response) => {
		passOn(request, response).catch(() => request.socket.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		seen,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
