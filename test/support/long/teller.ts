/** Whom the workflows of a long run tell what they have done: n8n need not store it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod/v4';
import { node, type NodeSpec } from '../n8n/workflows';

export const flows = ['events', 'orders', 'files'] as const;
export type Flow = (typeof flows)[number];

const wordSchema = z.object({ flow: z.enum(flows), id: z.coerce.string(), is: z.string() });

export interface Teller {
	/** What was told of each id of a flow, each time. */
	told: Record<Flow, Map<string, string[]>>;
	/** A node that tells, by expressions of an id and of what became of it. */
	node(name: string, flow: Flow, id: string, is: string): NodeSpec;
	close(): Promise<void>;
}

export async function startTeller(): Promise<Teller> {
	const told: Teller['told'] = { events: new Map(), orders: new Map(), files: new Map() };
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			const { flow, id, is } = wordSchema.parse(JSON.parse(body));
			told[flow].set(id, [...(told[flow].get(id) ?? []), is]);
			response.setHeader('content-type', 'application/json');
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		told,
		node: (name, flow, id, is) =>
			node(
				name,
				'n8n-nodes-base.httpRequest',
				{
					method: 'POST',
					url: `http://127.0.0.1:${port}`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: `={{ JSON.stringify({ flow: '${flow}', id: ${id}, is: ${is} }) }}`,
					options: {},
				},
				{ typeVersion: 4.2 },
			),
		close: async () =>
			await new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
