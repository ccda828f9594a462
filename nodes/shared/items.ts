import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** One output item of one input item. Plain data of ours is JSON by construction. */
export function toItem(data: object, itemIndex: number): INodeExecutionData {
	return { json: data as IDataObject, pairedItem: { item: itemIndex } };
}

/**
 * Juhe's `result` untouched, as the one item of an `output: raw`; what is no object goes under
 * `result`.
 */
export function toRawItem(result: unknown, itemIndex: number): INodeExecutionData {
	const isObject = typeof result === 'object' && result !== null && !Array.isArray(result);
	return toItem(isObject ? result : { result }, itemIndex);
}
