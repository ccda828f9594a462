/** The example workflows can be read on n8n's canvas. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../../tools/n8n/paths';
import type { Canvas } from '../../support/workflows/layout';
import { canvasSchema, draw, untidiness, zoomOf } from '../../support/workflows/layout';

const folder = join(root, 'workflows');
const examples = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string): Canvas =>
	canvasSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));

describe.each(examples)('%s', (file) => {
	test('nothing overlaps, no line runs behind a node or through a text, notes show all they say', () => {
		expect(untidiness(draw(read(file)))).toEqual([]);
	});

	test('can be read in a window of 1440 pixels: 14-pixel text is at least 8 pixels high', () => {
		expect(zoomOf(draw(read(file))) * 14).toBeGreaterThanOrEqual(8);
	});
});

test('so is a node, or the text of a note, under a button of n8n’s', () => {
	const box = { x: 0, y: 0, width: 96, height: 96 };
	const drawing = {
		nodes: [{ name: 'A', box, text: { ...box, y: 102, height: 23 } }],
		notes: [{ name: 'N', box: { ...box, x: 200 }, text: { ...box, x: 200, height: 40 } }],
		edges: [],
	};
	const at = (x: number, y: number) => ({ x, y, width: 20, height: 20 });
	expect(untidiness({ ...drawing, buttons: [at(120, 40), at(0, 130), at(210, 60)] })).toEqual([]);
	expect(untidiness({ ...drawing, buttons: [at(50, 110), at(190, 30)] })).toEqual([
		'a button of n8n’s hides “A”',
		'a button of n8n’s lies on the text of the note “N”',
	]);
});

describe('what is untidy is noticed', () => {
	const node = (name: string, x: number, y: number) => ({
		name,
		type: 'n8n-nodes-base.noOp',
		position: [x, y] as [number, number],
		parameters: {},
	});
	const note = (content: string, [x, y, width, height]: [number, number, number, number]) => ({
		...node('Note', x, y),
		type: 'n8n-nodes-base.stickyNote',
		parameters: { content, width, height },
	});
	const to = (...names: string[]) => ({ main: [names.map((name) => ({ node: name }))] });
	const text = 'A sentence that says something. '.repeat(10);

	test.each<[string, Canvas['nodes'], Canvas['connections'], string[]]>([
		['neighbours', [node('A', 0, 0), node('B', 200, 0)], { A: to('B') }, []],
		['a node on another', [node('A', 0, 0), node('B', 60, 60)], {}, ['“A” and “B” overlap']],
		[
			'a node on the name of another',
			[node('A', 0, 0), node('B', 0, 100)],
			{},
			['“A” and “B” overlap'],
		],
		[
			'a line behind a node',
			[node('A', 0, 0), node('B', 200, 0), node('C', 400, 0)],
			{ A: to('C') },
			['the line from “A” to “C” runs behind “B”'],
		],
		[
			'a line that leads back behind a node',
			[node('A', 0, 0), node('B', 400, 0), node('C', 200, 130)],
			{ B: to('A') },
			['the line from “B” to “A” runs behind “C”'],
		],
		[
			'a note too small for its text',
			[note(text, [0, 0, 200, 100])],
			{},
			[expect.stringMatching(/^the text of the note .* needs \d+, it has 100$/)],
		],
		[
			'notes on each other',
			[note('# One', [0, 0, 200, 100]), note('# Other', [150, 50, 200, 100])],
			{},
			['the notes “One” and “Other” overlap'],
		],
		['a node within a note', [note('# One', [-60, -80, 260, 260]), node('A', 0, 0)], {}, []],
		[
			'a node on the text of a note',
			[note(`# One\n${text}`, [-60, -80, 260, 400]), node('A', 0, 0)],
			{},
			['“A” lies on the text of the note “One”'],
		],
		[
			'a node half on a note',
			[note('# One', [-60, -80, 100, 260]), node('A', 0, 0)],
			{},
			['“A” lies half on the note “One”'],
		],
	])('%s', (_, nodes, connections, found) => {
		expect(untidiness(draw({ nodes, connections }))).toEqual(found);
	});
});
