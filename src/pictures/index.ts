import type * as Processing from './processing';

export { inspect } from './inspect';
export type { Inspection } from './types';

/** See strokes.ts. */
export const hasStrokes: typeof Processing.hasStrokes = async (...given) =>
	await (await import('./processing')).hasStrokes(...given);

/** See prepare.ts. */
export const preparePicture: typeof Processing.preparePicture = async (...given) =>
	await (await import('./processing')).preparePicture(...given);
