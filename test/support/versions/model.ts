/**
 * A language model as n8n's OpenAI node asks it: calls the only tool it is offered, and then
 * repeats what that said.
 */
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
	stream: z.boolean().optional(),
	tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).optional(),
});

export async function startModel(): Promise<Model> {
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			const { messages, tools, stream } = requestSchema.parse(JSON.parse(body));
			const said = messages.find(({ role }) => role === 'tool')?.content;
			const name = tools?.[0]?.function.name;
			const message =
				said === undefined && name !== undefined
					? {
							role: 'assistant',
							content: null,
							tool_calls: [
								{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: '{}' } },
							],
						}
					: { role: 'assistant', content: JSON.stringify(said ?? 'no tool') };
			const finish_reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
			const made = { id: 'made-up', created: 0, model: 'made-up' };
			const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
			if (stream === true) {
				const chunk = (choice: object) =>
					`data: ${JSON.stringify({ ...made, object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`;
				response.setHeader('content-type', 'text/event-stream');
				const last = chunk({ delta: {}, finish_reason });
				response.end(`${chunk({ delta: message, finish_reason: null })}${last}data: [DONE]\n\n`);
				return;
			}
			response.setHeader('content-type', 'application/json');
			const choices = [{ index: 0, message, finish_reason }];
			response.end(JSON.stringify({ ...made, object: 'chat.completion', choices, usage }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}
