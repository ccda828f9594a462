/** Whether bytes begin so, at an offset where one is given. */
export function startsWith(bytes: Uint8Array, start: readonly number[], at = 0): boolean {
	return start.every((byte, i) => bytes[at + i] === byte);
}
