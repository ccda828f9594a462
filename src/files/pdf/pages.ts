import { identity, multiply } from './content';
import type { ContentReader, Drawn, Matrix } from './content';
import type { PdfDocument } from './document';
import { PdfDamage, PdfTooMuch } from './objects';
import type { Dict } from './objects';
import type { Box } from '../pageText';

/** Pages that are read; a receipt has one or two, a bundle of them a few dozen. */
const mostPages = 60;
const deepestTree = 40;

interface Page {
	dict: Dict;
	/** What it takes from above (7.7.3.4). */
	inherited: Dict;
}

const inheritable = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];

/** The pages in order; a tree that bites its own tail is left where it does. */
export function listPages(document: PdfDocument): Page[] {
	const pages: Page[] = [];
	const seen = new Set<Dict>();
	const visit = (node: Dict | null, above: Dict, depth: number) => {
		if (!node || seen.has(node) || depth > deepestTree) return;
		seen.add(node);
		const inherited: Dict = new Map(above);
		for (const key of inheritable) {
			const value = node.get(key);
			if (value !== undefined && value !== null) inherited.set(key, value);
		}
		const kids = document.resolve(node.get('Kids'));
		if (Array.isArray(kids)) {
			for (const kid of kids) visit(document.dict(kid), inherited, depth + 1);
		} else {
			pages.push({ dict: node, inherited });
			if (pages.length > mostPages) {
				throw new PdfTooMuch('it has more pages than a receipt can have');
			}
		}
	};
	visit(document.dict(document.catalog.get('Pages')), new Map(), 0);
	if (pages.length === 0) throw new PdfDamage('it has no pages');
	return pages;
}

/** What a page draws, its box, and by how many degrees a viewer turns it to the right. */
export interface DrawnPage extends Drawn {
	box: Box;
	rotation: 0 | 90 | 180 | 270;
}

/** Reads a page's content, and what lies upon it: filled-in fields and stamps. */
export function* drawPage(
	document: PdfDocument,
	reader: ContentReader,
	{ dict, inherited }: Page,
): Generator<void, DrawnPage, void> {
	const resources = document.dict(inherited.get('Resources')) ?? new Map();
	const content = document.resolve(dict.get('Contents'));
	const parts = (Array.isArray(content) ? content : [content]).slice(0, 5_000);
	const chunks: Uint8Array[] = [];
	for (const part of parts) {
		const stream = document.stream(part);
		if (!stream) continue;
		const { bytes } = yield* document.unpackSteps(stream);
		chunks.push(bytes, Buffer.from('\n'));
	}
	const drawn = yield* reader.read(Buffer.concat(chunks), resources, identity);
	yield* drawAnnotations(document, reader, dict, drawn);
	const rotate = document.number(inherited.get('Rotate')) ?? 0;
	const turns = ((Math.round(rotate / 90) % 4) + 4) % 4;
	return {
		...drawn,
		box: boxOf(document, inherited),
		rotation: ([0, 90, 180, 270] as const)[turns] ?? 0,
	};
}

function boxOf(document: PdfDocument, inherited: Dict): Box {
	for (const key of ['CropBox', 'MediaBox']) {
		const numbers = document.array(inherited.get(key)).map((each) => document.number(each) ?? 0);
		const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers;
		const box = {
			left: Math.min(x0, x1),
			bottom: Math.min(y0, y1),
			right: Math.max(x0, x1),
			top: Math.max(y0, y1),
		};
		if (box.right > box.left && box.top > box.bottom) return box;
	}
	return { left: 0, bottom: 0, right: 612, top: 792 };
}

const mostAnnotations = 500;

/** Annotations that a viewer shows (12.5.5): each has its appearance put into its rectangle. */
function* drawAnnotations(
	document: PdfDocument,
	reader: ContentReader,
	page: Dict,
	drawn: Drawn,
): Generator<void, void, void> {
	for (const each of document.array(page.get('Annots')).slice(0, mostAnnotations)) {
		const annotation = document.dict(each);
		if (!annotation) continue;
		const [invisible, noView] = [2, 32];
		if ((document.number(annotation.get('F')) ?? 0) & (invisible | noView)) continue;
		const looks = document.dict(annotation.get('AP'));
		const normal = looks ? document.resolve(looks.get('N')) : null;
		const state = document.name(annotation.get('AS'));
		const form =
			document.stream(normal) ??
			(normal instanceof Map && state !== null ? document.stream(normal.get(state)) : null);
		if (!form) continue;
		const numbers = (dict: Dict, key: string) =>
			document.array(dict.get(key)).map((value) => document.number(value) ?? 0);
		const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers(annotation, 'Rect');
		const [a0 = 0, b0 = 0, a1 = 0, b1 = 0] = numbers(form.dict, 'BBox');
		const own = numbers(form.dict, 'Matrix');
		const matrix = own.length === 6 ? (own as unknown as Matrix) : identity;
		const corners = (
			[
				[a0, b0],
				[a1, b0],
				[a0, b1],
				[a1, b1],
			] as const
		).map(([x, y]) => multiply([1, 0, 0, 1, x, y], matrix));
		const [xs, ys] = [corners.map((corner) => corner[4]), corners.map((corner) => corner[5])];
		const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
		const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - bottom];
		const scaleX = width > 0 ? Math.abs(x1 - x0) / width : 1;
		const scaleY = height > 0 ? Math.abs(y1 - y0) / height : 1;
		yield* reader.readForm(
			form,
			[scaleX, 0, 0, scaleY, Math.min(x0, x1) - left * scaleX, Math.min(y0, y1) - bottom * scaleY],
			drawn,
		);
	}
}
