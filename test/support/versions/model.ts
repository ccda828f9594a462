/** A language model as n8n's OpenAI node asks it: calls the only tool it is offered, and then repeats what that said. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod/v4';

export interface Model {
	/** For the credential `openAiApi`. */
	url: string;
	close(): Promise<void>;
}

const requestSchema = z.looseObject({
	messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
	tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
});

export async function startModel(): Promise<Model> {
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			const { messages, tools } = requestSchema.parse(JSON.parse(body));
			const said = messages.find(({ role }) => role === 'tool')?.content;
			const name = tools?.[0]?.function.name;
			const message =
				said === undefined && name !== undefined
					? {
							role: 'assistant',
							content: null,
							tool_calls: [{ id: 'call_1', type: 'function', function: { name, arguments: '{}' } }],
						}
					: { role: 'assistant', content: JSON.stringify(said ?? 'no tool') };
			const finish_reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					id: 'made-up',
					object: 'chat.completion',
					created: 0,
					model: 'made-up',
					choices: [{ index: 0, message, finish_reason }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}
