/** What benchmarks find, each a line of one table. */

export interface Row {
	subject: string;
	ours: string;
	/** Whom it ran beside; null where the figure stands by itself. */
	peer: string | null;
	figure: Figure;
	target: Target | null;
	note: string;
}

/** One number, with the lowest and the highest of its repeats. */
export interface Figure {
	unit: Unit;
	value: number;
	low: number;
	high: number;
}

/** `ratio`: ours to the peer's. `size`: of a file. */
export type Unit = 'ratio' | 'milliseconds' | 'memory' | 'size';
type Target = { atMost: number } | { atLeast: number };

/** How much work: `quick` only shows that a benchmark works. */
export interface Effort {
	quick: boolean;
}

/** Measures something, takes its turns with its peer, and tells how it gets on by `report`. */
export type Benchmark = (effort: Effort, report: (line: string) => void) => Promise<Row[]>;

/** Ours to the peer's, measured in turns: each pair met the machine in the same mood. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Figure {
	return figureOf(
		'ratio',
		ours.map((value, index) => value / (theirs[index] ?? NaN)),
	);
}

export function figureOf(unit: Unit, values: readonly number[]): Figure {
	return { unit, value: median(values), low: Math.min(...values), high: Math.max(...values) };
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const half = sorted.length / 2;
	return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** Null where there is no target, or none that another machine would have to reach as well. */
export function isReached({ figure: { unit, value }, target }: Row): boolean | null {
	if (!target || unit === 'milliseconds' || unit === 'memory') return null;
	return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** `0.83 (0.80 to 0.86)`, `21 ms (19 to 24)`. */
export function tellFigure({ unit, value, low, high }: Figure): string {
	const written = write(value, unit);
	const range = `${write(low, unit)} to ${write(high, unit)}`;
	return `${written}${signs[unit]}${low < high ? ` (${range})` : ''}`;
}

/** `≤ 1.15: reached`. */
export function tellTarget(row: Row): string {
	const { figure, target } = row;
	if (!target) return '';
	const bound = 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
	const reached = isReached(row);
	const mark = reached === null ? '' : reached ? ': reached' : ': missed';
	return `${bound}${signs[figure.unit]}${mark}`;
}

/** A row for the terminal. */
export function tell(row: Row): string {
	const { subject, ours, peer, figure, note } = row;
	const target = tellTarget(row);
	return [
		`${subject}: ${ours}${peer === null ? '' : ` beside ${peer}`}`,
		`  ${tellFigure(figure)}${target && `; target ${target}`}${note && `. ${note}`}`,
	].join('\n');
}

const signs = {
	ratio: '',
	milliseconds: ' ms',
	memory: ' MB',
	size: ' MB',
} as const satisfies Record<Unit, string>;

const write = (value: number, unit: Unit): string =>
	value.toFixed(unit === 'ratio' || unit === 'size' ? 2 : Math.abs(value) < 100 ? 1 : 0);
