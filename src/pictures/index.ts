import type * as Processing from './processing';

export { inspect } from './inspect';
export type { Inspection } from './types';

/** See oneColour.ts. */
export const isOneColour: typeof Processing.isOneColour = async (...given) =>
	await (await import('./processing')).isOneColour(...given);

/** See prepare.ts. */
export const preparePicture: typeof Processing.preparePicture = async (...given) =>
	await (await import('./processing')).preparePicture(...given);
