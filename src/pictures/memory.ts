/** ES2024, and so not in Node.js 20. */
interface Transferable {
	transfer?(length: number): unknown;
}

/**
 * Gives memory back at once where the engine can, or else when it next collects garbage, which it
 * puts off while little else is needed: five large photos in a row would take twice as much. The
 * arrays are empty afterwards.
 */
export function release(...arrays: Array<Uint8Array | Int16Array>): void {
	for (const { buffer } of arrays) (buffer as Transferable).transfer?.(0);
}
