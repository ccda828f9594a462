/** Some web site that has files. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Page {
	status?: number;
	headers?: Record<string, string>;
	body?: Buffer | string;
	/** Instead of the above. */
	answer?: (response: ServerResponse) => void;
}

export interface WebServer {
	url: string;
	/** What was asked for. */
	seen: Array<{ url: string; headers: IncomingHttpHeaders }>;
	/** @param path as it stands in the request, without a query */
	serve(path: string, page: Page): void;
	close(): Promise<void>;
}

export async function startWebServer(): Promise<WebServer> {
	const pages = new Map<string, Page>();
	const seen: WebServer['seen'] = [];
	const server = createServer(({ url = '', headers }, response) => {
		seen.push({ url, headers });
		const page = pages.get(url.replace(/\?.*$/, '')) ?? { status: 404, body: 'not here' };
		if (page.answer) {
			page.answer(response);
			return;
		}
		response.writeHead(page.status ?? 200, page.headers);
		response.end(page.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		seen,
		serve: (path, page) => {
			pages.set(path, page);
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
