/**
 * Chance that is none: a number from a text (FNV-1a with a final mix), so that the same question
 * gets the same answer.
 */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (const character of text) {
		value ^= character.codePointAt(0) ?? 0;
		value = Math.imul(value, 0x01000193);
	}
	value ^= value >>> 16;
	value = Math.imul(value, 0x85ebca6b);
	value ^= value >>> 13;
	return value >>> 0;
}

/** Draws that depend on nothing but the seed and the label of each draw. */
export const chance = (seed: string) => ({
	/** A whole number from low to high, both included. */
	between: (label: string, low: number, high: number) =>
		low + (hash(`${seed}|${label}`) % (high - low + 1)),
	/** True once in so many. */
	onceIn: (label: string, many: number) => hash(`${seed}|${label}`) % many === 0,
	pick: <Item>(label: string, items: readonly Item[]): Item => {
		const item = items[hash(`${seed}|${label}`) % items.length];
		if (item === undefined) throw new Error('Nothing to pick from');
		return item;
	},
});

export type Chance = ReturnType<typeof chance>;
