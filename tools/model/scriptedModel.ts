/**
 * A language model that follows a script, served on loopback in the form that OpenAI's API has and
 * n8n's *OpenAI Chat Model* speaks: what an agent does with its tools can be played without a model
 * and without a key.
 */
import { randomUUID } from 'node:crypto';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { z } from 'zod/v4';

/** What the model was asked: the messages so far, and the tools that it was offered. */
export type Conversation = z.infer<typeof conversationSchema>;

const messageSchema = z.looseObject({
	role: z.string(),
	content: z.unknown(),
	tool_call_id: z.string().optional(),
	tool_calls: z
		.array(
			z.looseObject({
				id: z.string(),
				function: z.looseObject({ name: z.string(), arguments: z.string() }),
			}),
		)
		.optional(),
});
const toolSchema = z.looseObject({
	type: z.literal('function'),
	function: z.looseObject({
		name: z.string(),
		description: z.string().optional(),
		parameters: z
			.looseObject({
				properties: z.record(z.string(), z.unknown()).optional(),
				required: z.array(z.string()).optional(),
			})
			.optional(),
	}),
});
const conversationSchema = z.looseObject({
	model: z.string(),
	stream: z.boolean().optional(),
	messages: z.array(messageSchema),
	tools: z.array(toolSchema).default([]),
});

/** What the model says next: words, or calls of tools. */
export type Reply = { text: string } | { calls: Array<{ tool: string; arguments: object }> };

export interface ScriptedModel {
	/** Base URL of the API, for n8n's OpenAI credential. */
	url: string;
	/** Everything it was asked, oldest first. */
	conversations: Conversation[];
	close(): Promise<void>;
}

/** The text of what the tools have answered so far, oldest first. */
export function toolAnswers({ messages }: Conversation): string[] {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));
}

/**
 * Starts a model that says what the script makes of each conversation. As a real one does, it calls
 * only tools that it was offered, with every argument that they require; a script that does
 * otherwise is answered HTTP 400.
 * @param port 0: any that is free
 */
export async function startScriptedModel(
	script: (conversation: Conversation) => Reply,
	port = 0,
): Promise<ScriptedModel> {
	const conversations: Conversation[] = [];
	const app = express();
	app.use(express.json({ limit: '20mb' }));
	app.get('/v1/models', (_request, response) => {
		response.json({ object: 'list', data: [{ id: modelName, object: 'model' }] });
	});
	app.post('/v1/chat/completions', (request, response) => {
		const conversation = conversationSchema.safeParse(request.body);
		if (!conversation.success) {
			response.status(400).json(refusal(z.prettifyError(conversation.error)));
			return;
		}
		conversations.push(conversation.data);
		try {
			const message = messageOf(script(conversation.data), conversation.data);
			if (conversation.data.stream) stream(message, response);
			else response.json(completion({ message, finish_reason: finishOf(message) }));
		} catch (error) {
			response.status(400).json(refusal(error instanceof Error ? error.message : String(error)));
		}
	});
	const server = app.listen(port, '127.0.0.1');
	await new Promise<void>((resolve, reject) => {
		server.once('listening', resolve);
		server.once('error', reject);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		conversations,
		close: async () => {
			await new Promise<void>((closed) => {
				server.close(() => closed());
				server.closeAllConnections();
			});
		},
	};
}

/** The only model that it serves. */
export const modelName = 'scripted';

interface AssistantMessage {
	role: 'assistant';
	content: string | null;
	tool_calls?: Array<{
		id: string;
		type: 'function';
		function: { name: string; arguments: string };
	}>;
}

function messageOf(reply: Reply, { tools }: Conversation): AssistantMessage {
	if ('text' in reply) return { role: 'assistant', content: reply.text };
	const calls = reply.calls.map((call) => {
		const offered = tools.find((tool) => tool.function.name === call.tool)?.function;
		if (!offered)
			throw new Error(
				`No tool “${call.tool}” was offered, but ${tools.map((tool) => tool.function.name).join(', ')}`,
			);
		const missing = (offered.parameters?.required ?? []).filter(
			(name) => !Object.hasOwn(call.arguments, name),
		);
		if (missing.length > 0) throw new Error(`“${call.tool}” requires ${missing.join(', ')}`);
		return {
			id: `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
			type: 'function' as const,
			function: { name: call.tool, arguments: JSON.stringify(call.arguments) },
		};
	});
	return { role: 'assistant', content: null, tool_calls: calls };
}

const finishOf = (message: AssistantMessage) => (message.tool_calls ? 'tool_calls' : 'stop');

function completion(choice: object, object = 'chat.completion'): object {
	return {
		id: `chatcmpl-${randomUUID()}`,
		object,
		created: Math.floor(Date.now() / 1000),
		model: modelName,
		choices: [{ index: 0, ...choice }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** The same as server-sent events: the message in one piece, and how it ended. */
function stream(message: AssistantMessage, response: express.Response): void {
	const calls = message.tool_calls?.map((call, index) => ({ index, ...call }));
	const delta = { ...message, ...(calls && { tool_calls: calls }) };
	response.setHeader('content-type', 'text/event-stream');
	for (const choice of [
		{ delta, finish_reason: null },
		{ delta: {}, finish_reason: finishOf(message) },
	])
		response.write(`data: ${JSON.stringify(completion(choice, 'chat.completion.chunk'))}\n\n`);
	response.end('data: [DONE]\n\n');
}

const refusal = (message: string) => ({
	error: { message, type: 'invalid_request_error', param: null, code: null },
});

function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	const parts = z.array(z.looseObject({ text: z.string().optional() })).safeParse(content);
	return parts.success
		? parts.data.map(({ text }) => text ?? '').join('')
		: JSON.stringify(content);
}
