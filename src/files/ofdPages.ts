import { FileFailure } from '../lib/fileFailure';
import { mostGlyphs, mostOfPage, uprightText } from './pageText';
import type { Box, PageText, PlacedGlyph } from './pageText';
import { parseXml } from './xml';
import type { XmlElement } from './xml';
import { placeFrom, plainPath } from './zip';
import type { ZipEntry } from './zip';

/** Bytes of one part, and of all that are unpacked. Receipts have some ten thousand. */
const largestPart = 2_000_000;
const mostUnpacked = 16_000_000;
const mostPages = 60;

/** OFD measures in millimetres. */
const points = 72 / 25.4;

/**
 * The text of an OFD's pages (GB/T 33190), of all documents in it: the text objects of each page and
 * of the templates below it, each character where it stands. Others may work in between.
 */
export function* readOfdPages(
	entries: ZipEntry[],
): Generator<void, PageText[] | FileFailure, void> {
	const parts = new OfdParts(entries);
	const root = yield* parts.read('OFD.xml');
	const bodies = childrenNamed(root, 'DocBody');
	if (bodies.length === 0) return damaged;
	const pages: PageText[] = [];
	for (const body of bodies) {
		const failure = yield* readDocument(parts, textWithin(body, 'DocRoot') ?? '', pages);
		if (failure) return parts.isExceeded ? tooMuch : failure;
	}
	return parts.isExceeded ? tooMuch : pages;
}

/** Adds the pages of one document; gives why they cannot be had. */
function* readDocument(
	parts: OfdParts,
	start: string,
	pages: PageText[],
): Generator<void, FileFailure | null, void> {
	const document = yield* parts.read(start);
	if (!document) return damaged;
	const common = child(document, 'CommonData');
	const usualBox = boxOf(common && child(common, 'PageArea'));
	const templates = new Map(
		childrenNamed(common, 'TemplatePage').map((template) => [
			template.attribute('ID'),
			template.attribute('BaseLoc'),
		]),
	);
	const list = childrenNamed(child(document, 'Pages'), 'Page');
	if (list.length === 0) return damaged;
	if (pages.length + list.length > mostPages) return tooMuch;
	for (const each of list) {
		const page = yield* parts.read(each.attribute('BaseLoc') ?? '', start);
		if (!page) return damaged;
		const box = boxOf(child(page, 'Area')) ??
			usualBox ?? { left: 0, bottom: 0, right: 210, top: 297 };
		const glyphs: PlacedGlyph[] = [];
		for (const template of childrenNamed(page, 'Template')) {
			const place = templates.get(template.attribute('TemplateID'));
			const content = place ? yield* parts.read(place, start) : null;
			if (content) collect(content, box, glyphs);
		}
		collect(page, box, glyphs);
		if (glyphs.length > mostOfPage) return tooMuch;
		yield;
		pages.push(uprightText(glyphs, scaled(box)));
		if (pages.reduce((sum, { glyphs: { length } }) => sum + length, 0) > mostGlyphs) return tooMuch;
		yield;
	}
	return null;
}

const otherForm = 'Attach the PDF or XML that came with it, or a screenshot of it (PNG or JPEG).';

const damaged = new FileFailure(
	'ofdDamaged',
	'This OFD file is damaged: its pages cannot be read',
	otherForm,
);

const tooMuch = new FileFailure(
	'ofdTooMuch',
	'This OFD file was left unread, because it holds more than a receipt can have',
	'Attach the receipt alone, as it came.',
);

/** The parts of an OFD by their names, each read when it is asked for. */
class OfdParts {
	isExceeded = false;

	private left = mostUnpacked;

	private readonly byName: ReadonlyMap<string, ZipEntry>;

	constructor(entries: ZipEntry[]) {
		this.byName = new Map(entries.map((entry) => [plainPath(entry.name), entry]));
	}

	/** @param from the part that names it: places are relative to it, or begin with a slash */
	*read(place: string, from = ''): Generator<void, XmlElement | null, void> {
		const entry = this.byName.get(placeFrom(from, place));
		if (!entry) return null;
		this.left -= entry.size;
		if (entry.size > largestPart || this.left < 0) {
			this.isExceeded = true;
			return null;
		}
		const bytes = yield* entry.unpackSteps();
		const root = typeof bytes === 'string' ? null : parseXml(bytes);
		yield;
		return root instanceof FileFailure ? null : root;
	}
}

const child = (parent: XmlElement | null, name: string) =>
	parent?.children.find((each) => each.name === name) ?? null;

const childrenNamed = (parent: XmlElement | null, name: string) =>
	parent?.children.filter((each) => each.name === name) ?? [];

function textWithin(element: XmlElement, name: string): string | null {
	if (element.name === name) return element.text;
	for (const each of element.children) {
		const found = textWithin(each, name);
		if (found !== null) return found;
	}
	return null;
}

function numbers(text: string | null): number[] {
	return (text ?? '').split(/[\s,]+/).flatMap((part) => {
		const value = Number(part);
		return part !== '' && Number.isFinite(value) ? [value] : [];
	});
}

/**
 * A page's box; in this file's own coordinates y grows downwards, here upwards from its lower edge.
 */
function boxOf(area: XmlElement | null): Box | null {
	const [, , width, height] = numbers(textWithin(area ?? empty, 'PhysicalBox'));
	return width && height && width > 0 && height > 0
		? { left: 0, bottom: 0, right: width, top: height }
		: null;
}

const empty: XmlElement = {
	name: '',
	text: '',
	blankText: '',
	children: [],
	attribute: () => null,
};

const scaled = ({ left, bottom, right, top }: Box): Box => ({
	left: left * points,
	bottom: bottom * points,
	right: right * points,
	top: top * points,
});

/** The text objects under an element, in order. */
function collect(element: XmlElement, box: Box, glyphs: PlacedGlyph[]): void {
	for (const each of element.children) {
		if (each.attribute('Visible') === 'false') continue;
		if (each.name === 'TextObject') placeText(each, box, glyphs);
		else if (/^(Content|Layer|PageBlock)$/.test(each.name)) collect(each, box, glyphs);
		if (glyphs.length > mostOfPage) return;
	}
}

/**
 * The characters of one text object (11.2): its codes give where each begins, and by how much the
 * next is away.
 */
function placeText(object: XmlElement, box: Box, glyphs: PlacedGlyph[]): void {
	const [left = 0, top = 0] = numbers(object.attribute('Boundary'));
	const matrix = numbers(object.attribute('CTM'));
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix.length === 6 ? matrix : [];
	const size = Number(object.attribute('Size') ?? 0);
	const scale = Number(object.attribute('HScale') ?? 1) || 1;
	const turn = Number(object.attribute('ReadDirection') ?? 0);
	if (!(size > 0)) return;
	const place = (x: number, y: number) => ({
		x: (left + a * x + c * y + e) * points,
		y: (box.top - (top + b * x + d * y + f)) * points,
	});
	let [x, y] = [0, 0];
	for (const code of childrenNamed(object, 'TextCode')) {
		x = Number(code.attribute('X') ?? x) || 0;
		y = Number(code.attribute('Y') ?? y) || 0;
		const [across, down] = [deltas(code.attribute('DeltaX')), deltas(code.attribute('DeltaY'))];
		// Line breaks in the file are no characters of the text.
		const characters = [...code.blankText.replace(/[\r\n\t]/g, '')];
		for (const [index, text] of characters.entries()) {
			const usual = usualWidth(text) * size * scale;
			const hasDelta = across.length > 0 || down.length > 0;
			const dx =
				across[index] ?? (hasDelta || turn % 180 !== 0 ? 0 : turn === 180 ? -usual : usual);
			const dy = down[index] ?? (hasDelta || turn % 180 === 0 ? 0 : turn === 270 ? -usual : usual);
			const step = Math.hypot(dx, dy);
			const width = step > 0 && index < characters.length - 1 ? Math.min(step, usual * 1.2) : usual;
			const [ex, ey] =
				turn === 90 ? [0, 1] : turn === 180 ? [-1, 0] : turn === 270 ? [0, -1] : [1, 0];
			const [from, to] = [place(x, y), place(x + (ex ?? 0) * width, y + (ey ?? 0) * width)];
			glyphs.push({
				text,
				x: from.x,
				y: from.y,
				dx: to.x - from.x,
				dy: to.y - from.y,
				size: size * points * Math.hypot(c, d),
				isInvisible: false,
			});
			if (glyphs.length > mostOfPage) return;
			x += dx;
			y += dy;
		}
	}
}

const usualWidth = (text: string) => ((text.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1);

/** `g 3 5.5` stands for 5.5 three times. */
function deltas(text: string | null): number[] {
	const found: number[] = [];
	const parts = (text ?? '').trim().split(/[\s,]+/);
	for (let at = 0; at < parts.length && found.length < mostOfPage; at++) {
		if (parts[at] === 'g') {
			const [count, value] = [Number(parts[at + 1]), Number(parts[at + 2])];
			at += 2;
			for (let n = 0; n < count && found.length < mostOfPage; n++) found.push(value);
		} else if (parts[at] !== '' && Number.isFinite(Number(parts[at])))
			found.push(Number(parts[at]));
	}
	return found;
}
