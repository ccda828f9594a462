/**
 * Where things lie on n8n's canvas, by a workflow's JSON alone. The sizes are those that n8n 2.41's
 * editor draws; the system test looks for the same faults in what the editor has really drawn.
 */
import { z } from 'zod/v4';

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

interface Point {
	x: number;
	y: number;
}

/** What of a workflow's file says where things lie. */
export const canvasSchema = z.object({
	nodes: z.array(
		z.object({
			name: z.string(),
			type: z.string(),
			position: z.tuple([z.number(), z.number()]),
			parameters: z.object({
				width: z.number().optional(),
				height: z.number().optional(),
				content: z.string().optional(),
			}),
			disabled: z.boolean().optional(),
			onError: z.string().optional(),
		}),
	),
	connections: z.record(
		z.string(),
		z.record(z.string(), z.array(z.array(z.object({ node: z.string() })).nullable())),
	),
});
export type Canvas = z.infer<typeof canvasSchema>;
type CanvasNode = Canvas['nodes'][number];

/** A node with what is written below it, or a note with where its text ends. */
interface Drawn {
	name: string;
	box: Box;
	/** Of a node its name and subtitle; of a note its text. */
	text: Box;
}

export interface Drawing {
	nodes: Drawn[];
	notes: Drawn[];
	/** From what to what, as points along the line. */
	edges: Array<{ from: string; to: string; points: Point[] }>;
	/** What n8n itself puts over it: a “+” where a line may go on, the button below. */
	buttons: Box[];
}

const nodeSize = 96;
const agentWidth = 256;
const subNodeSize = 80;
const stickyType = 'n8n-nodes-base.stickyNote';

/** What a person would call untidy; empty where nothing is. */
export function untidiness({ nodes, notes, edges, buttons }: Drawing): string[] {
	const found: string[] = [];
	forPairs(nodes, (one, other) => {
		if (meet(whole(one), whole(other))) found.push(`“${one.name}” and “${other.name}” overlap`);
	});
	forPairs(notes, (one, other) => {
		if (meet(one.box, other.box)) found.push(`the notes “${one.name}” and “${other.name}” overlap`);
	});
	for (const note of notes) {
		if (bottom(note.text) > bottom(note.box))
			found.push(
				`the text of the note “${note.name}” needs ${Math.ceil(note.text.height)}, it has ${note.box.height}`,
			);
		for (const node of nodes) {
			if (meet(note.text, whole(node)))
				found.push(`“${node.name}” lies on the text of the note “${note.name}”`);
			else if (meet(note.box, whole(node)) && !contains(note.box, whole(node)))
				found.push(`“${node.name}” lies half on the note “${note.name}”`);
		}
	}
	for (const button of buttons) {
		for (const node of nodes)
			if (meet(button, whole(node))) found.push(`a button of n8n’s hides “${node.name}”`);
		for (const note of notes)
			if (meet(button, note.text))
				found.push(`a button of n8n’s lies on the text of the note “${note.name}”`);
	}
	for (const { from, to, points } of edges) {
		for (const node of nodes)
			if (node.name !== from && node.name !== to && runsThrough(points, grown(node.box, -4)))
				found.push(`the line from “${from}” to “${to}” runs behind “${node.name}”`);
		for (const node of nodes)
			if (node.name !== to && runsThrough(points, grown(node.text, -6)))
				found.push(`the line from “${from}” to “${to}” runs through the name of “${node.name}”`);
		for (const note of notes)
			if (runsThrough(points, note.text))
				found.push(`the line from “${from}” to “${to}” runs through the text of “${note.name}”`);
	}
	return found;
}

/** How large n8n draws it after “Zoom to fit”, in a window of 1440 × 900. */
export function zoomOf({ nodes, notes }: Drawing): number {
	const { width, height } = around([...nodes, ...notes].map(({ box }) => box));
	return Math.min(1, 1166 / width, 666 / height);
}

/** What n8n will draw. */
export function draw(workflow: Canvas): Drawing {
	const [notes, nodes] = parted(workflow.nodes, ({ type }) => type === stickyType);
	return {
		nodes: nodes.map((node) => drawnNode(node, workflow)),
		notes: notes.map(drawnNote),
		edges: edgesOf(workflow),
		// The editor tells where they are.
		buttons: [],
	};
}

function drawnNode(node: CanvasNode, workflow: Canvas): Drawn {
	const box = boxOf(node, workflow);
	const subtitled = !plainTypes.has(node.type);
	const lines = 1 + (node.disabled === true ? 1 : 0);
	const height = lines * 23 + (subtitled ? 18 : 0);
	const width = Math.min(192, Math.max(textWidth(node.name), subtitled ? 100 : 0) + 8);
	const center = box.x + box.width / 2;
	// What is wider than a node has its name inside.
	if (box.width === agentWidth) return { name: node.name, box, text: { ...box, height: 0 } };
	return {
		name: node.name,
		box,
		text: { x: center - width / 2, y: bottom(box) + 6, width, height },
	};
}

/** Nodes that show nothing below their name. */
const plainTypes = new Set([
	'n8n-nodes-base.if',
	'n8n-nodes-base.manualTrigger',
	'n8n-nodes-base.formTrigger',
	'n8n-nodes-base.filter',
	'n8n-nodes-base.removeDuplicates',
	'n8n-nodes-base.splitOut',
	'n8n-nodes-base.aggregate',
	'n8n-nodes-base.limit',
	'n8n-nodes-base.noOp',
	'n8n-nodes-base.stopAndError',
	'n8n-nodes-base.scheduleTrigger',
	'n8n-nodes-base.wait',
]);

function boxOf(node: CanvasNode, workflow: Canvas): Box {
	const [x, y] = node.position;
	if (subNodes(workflow).has(node.name)) return { x, y, width: subNodeSize, height: subNodeSize };
	const hasSubNodes = Object.values(workflow.connections).some((outputs) =>
		Object.entries(outputs).some(
			([type, targets]) =>
				type !== 'main' && targets.flat().some((target) => target?.node === node.name),
		),
	);
	return {
		x,
		y,
		width: hasSubNodes ? agentWidth : nodeSize,
		height: nodeSize + Math.max(0, outputCount(node, workflow) - 2) * 32,
	};
}

/** Nodes that serve another one: models, memories, tools. */
function subNodes({ connections }: Canvas): Set<string> {
	return new Set(
		Object.entries(connections).flatMap(([name, outputs]) =>
			Object.keys(outputs).some((type) => type !== 'main') ? [name] : [],
		),
	);
}

function outputCount(node: CanvasNode, { connections }: Canvas): number {
	const connected = connections[node.name]?.main?.length ?? 0;
	const hasTwo = node.onError === 'continueErrorOutput' || typesWithTwoOutputs.has(node.type);
	return Math.max(hasTwo ? 2 : 1, connected);
}

const typesWithTwoOutputs = new Set(['n8n-nodes-base.if', 'n8n-nodes-base.splitInBatches']);

function drawnNote(node: CanvasNode): Drawn {
	const { width = 240, height = 160, content = '' } = node.parameters;
	const [x, y] = node.position;
	const name = /^#+ *(.*)$/m.exec(content)?.[1] ?? content.slice(0, 20);
	return {
		name,
		box: { x, y, width, height },
		text: { x, y, width, height: textHeight(content, width - 26) },
	};
}

/** How high n8n draws the markdown of a note. */
function textHeight(content: string, width: number): number {
	const blocks = content.split(/\n+/).filter((block) => block.trim() !== '');
	return blocks.reduce((height, block) => {
		const [, marks = '', text = ''] = /^(#*|[-*] )? *(.*)$/.exec(block) ?? [];
		const size = marks.startsWith('##') ? (marks === '##' ? 24 : 16) : 14;
		const shown = text.replace(/\*\*|[*`_]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
		const room = marks.startsWith('-') || marks.startsWith('* ') ? width - 24 : width;
		const lines = Math.ceil((textWidth(shown) * (size / 14) * 1.03) / room);
		return height + lines * size * 1.35 + 8;
	}, 9);
}

/** Of text in n8n's font at 14 px. */
function textWidth(text: string): number {
	return [...text].reduce((width, sign) => width + (/[\u2e80-\uffef]/.test(sign) ? 14 : 6.8), 0);
}

function edgesOf(workflow: Canvas): Drawing['edges'] {
	const boxes = new Map(
		workflow.nodes.map((node) => [node.name, { node, box: boxOf(node, workflow) }]),
	);
	return Object.entries(workflow.connections).flatMap(([from, outputs]) =>
		Object.entries(outputs).flatMap(([type, targets]) =>
			targets.flatMap((group, index) =>
				(group ?? []).flatMap((target) => {
					const [source, end] = [boxes.get(from), boxes.get(target.node)];
					if (!source || !end) return [];
					const points =
						type === 'main'
							? mainLine(source.box, end.box, index, outputCount(source.node, workflow))
							: curve(
									{ x: source.box.x + source.box.width / 2, y: source.box.y },
									{ x: end.box.x + end.box.width / 2, y: bottom(end.box) },
									'down',
								);
					return [{ from, to: target.node, points }];
				}),
			),
		),
	);
}

function mainLine(source: Box, target: Box, index: number, outputs: number): Point[] {
	const start = {
		x: source.x + source.width,
		y: source.y + source.height / 2 + (index - (outputs - 1) / 2) * 32,
	};
	const end = { x: target.x, y: target.y + target.height / 2 };
	if (end.x >= start.x) return curve(start, end, 'right');
	// Backwards n8n leads the line round below the node that it starts from.
	const below = start.y + 130;
	return polyline([
		start,
		{ x: start.x + 40, y: start.y },
		{ x: start.x + 40, y: below },
		{ x: end.x - 40, y: below },
		{ x: end.x - 40, y: end.y },
		end,
	]);
}

function curve(start: Point, end: Point, direction: 'right' | 'down'): Point[] {
	const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
	const [first, second] =
		direction === 'right'
			? [
					{ x: middle.x, y: start.y },
					{ x: middle.x, y: end.y },
				]
			: [
					{ x: start.x, y: middle.y },
					{ x: end.x, y: middle.y },
				];
	return Array.from({ length: 201 }, (_, step) => {
		const t = step / 200;
		const along = (axis: 'x' | 'y') =>
			(1 - t) ** 3 * start[axis] +
			3 * (1 - t) ** 2 * t * first[axis] +
			3 * (1 - t) * t ** 2 * second[axis] +
			t ** 3 * end[axis];
		return { x: along('x'), y: along('y') };
	});
}

function polyline(corners: Point[]): Point[] {
	return corners.slice(1).flatMap((end, index) => {
		const start = corners[index] ?? end;
		return Array.from({ length: 101 }, (_, step) => ({
			x: start.x + ((end.x - start.x) * step) / 100,
			y: start.y + ((end.y - start.y) * step) / 100,
		}));
	});
}

const bottom = (box: Box): number => box.y + box.height;
const right = (box: Box): number => box.x + box.width;
const whole = ({ box, text }: Drawn): Box => around([box, text]);

function meet(one: Box, other: Box): boolean {
	return (
		one.x < right(other) && other.x < right(one) && one.y < bottom(other) && other.y < bottom(one)
	);
}

function contains(outer: Box, inner: Box): boolean {
	return (
		outer.x <= inner.x &&
		outer.y <= inner.y &&
		right(outer) >= right(inner) &&
		bottom(outer) >= bottom(inner)
	);
}

function grown(box: Box, by: number): Box {
	return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

function runsThrough(points: Point[], box: Box): boolean {
	return points.some(({ x, y }) => x > box.x && x < right(box) && y > box.y && y < bottom(box));
}

function around(boxes: Box[]): Box {
	const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
	return {
		x: left,
		y: top,
		width: Math.max(...boxes.map(right)) - left,
		height: Math.max(...boxes.map(bottom)) - top,
	};
}

function forPairs<T>(list: T[], look: (one: T, other: T) => void): void {
	list.forEach((one, index) => list.slice(index + 1).forEach((other) => look(one, other)));
}

function parted<T>(list: T[], belongs: (each: T) => boolean): [T[], T[]] {
	return [list.filter(belongs), list.filter((each) => !belongs(each))];
}
