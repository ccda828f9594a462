import { figureOf, isReached, ratioOf, tell, tellFigure, tellTarget, type Row } from './rows';

const row = (changes: Partial<Row>): Row => ({
	subject: 'Something',
	ours: 'us',
	peer: 'them',
	figure: figureOf('ratio', [1]),
	target: null,
	note: '',
	...changes,
});

test('a ratio is the median of the repeats, each ours to theirs of the same turn', () => {
	expect(ratioOf([2, 30, 4], [1, 10, 1])).toEqual({ unit: 'ratio', value: 3, low: 2, high: 4 });
	expect(ratioOf([1, 4], [1, 2])).toMatchObject({ value: 1.5, low: 1, high: 2 });
});

test.each<[Partial<Row>, boolean | null]>([
	[{ figure: figureOf('ratio', [1.15]), target: { atMost: 1.15 } }, true],
	[{ figure: figureOf('ratio', [1.16]), target: { atMost: 1.15 } }, false],
	[{ figure: figureOf('ratio', [0.9]), target: { atLeast: 0.9 } }, true],
	[{ figure: figureOf('ratio', [0.89]), target: { atLeast: 0.9 } }, false],
	[{ figure: figureOf('ratio', [NaN]), target: { atMost: 1 } }, false],
	[{ figure: figureOf('size', [1.6]), target: { atMost: 1.5 } }, false],
	[{ figure: figureOf('milliseconds', [900]), target: { atMost: 30 } }, null],
	[{ figure: figureOf('memory', [900]), target: { atMost: 350 } }, null],
	[{}, null],
])('%j: reached %p; what depends on the machine is not judged', (changes, expected) => {
	expect(isReached(row(changes))).toBe(expected);
});

test('a figure names its unit, and its range where it has one', () => {
	expect(tellFigure(figureOf('ratio', [0.5, 0.7, 0.6]))).toBe('0.60 (0.50 to 0.70)');
	expect(tellFigure(figureOf('milliseconds', [21]))).toBe('21.0 ms');
	expect(tellFigure(figureOf('memory', [199, 201]))).toBe('200 MB (199 to 201)');
	expect(tellFigure(figureOf('size', [0.34]))).toBe('0.34 MB');
});

test('a target says whether it is reached, where that is judged', () => {
	expect(tellTarget(row({ target: { atMost: 1.15 } }))).toBe('≤ 1.15: reached');
	expect(tellTarget(row({ target: { atLeast: 1.5 } }))).toBe('≥ 1.5: missed');
	const block = { figure: figureOf('milliseconds', [90]), target: { atMost: 250 } };
	expect(tellTarget(row(block))).toBe('≤ 250 ms');
	expect(tellTarget(row({}))).toBe('');
});

test('a row for the terminal', () => {
	expect(tell(row({ target: { atMost: 2 }, note: '4 s : 4 s' }))).toBe(
		'Something: us beside them\n  1.00; target ≤ 2: reached. 4 s : 4 s',
	);
	expect(tell(row({ peer: null }))).toBe('Something: us\n  1.00');
});
