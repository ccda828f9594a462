import { createHash } from 'crypto';

import { JuheError } from '../../src/juhe/errors';
import type { ExecuteContext } from '../shared/n8nContext';

export type Recognize = (picture: Uint8Array) => Promise<unknown>;

/** Whether Juhe has looked at the picture, and would say the same again. */
const isRefusal = (error: unknown): boolean =>
	error instanceof JuheError && ['input', 'service'].includes(error.errorClass);

/**
 * What Juhe has read for this node, by execution: n8n keeps the same context object for one
 * execution, and only for it. Only money hangs on this, never correctness: another process begins
 * with nothing.
 */
const memories = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Sends no picture twice in one execution that Juhe has read or refused: not the same attachment
 * again, not after “Retry On Fail”, not in a loop.
 */
export function remembering(context: ExecuteContext, recognize: Recognize): Recognize {
	const execution = context.getContext('node');
	const memory = memories.get(execution) ?? new Map<string, Promise<unknown>>();
	memories.set(execution, memory);
	return async (picture) => {
		const hash = createHash('sha256').update(picture).digest('hex');
		const known = memory.get(hash);
		if (known) return await known;
		const recognition = recognize(picture);
		memory.set(hash, recognition);
		recognition.catch((error: unknown) => {
			if (!isRefusal(error)) memory.delete(hash);
		});
		return await recognition;
	};
}
