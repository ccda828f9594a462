import type { PdfDocument } from './document';
import { listPages } from './pages';
import type { Dict, PdfObject } from './objects';
import { utf16be } from './cmap';

/** A file inside a file. */
export interface EmbeddedFile {
	name: string;
	bytes: Uint8Array;
}

const mostFiles = 50;
const mostTried = 1_000;
const largestFile = 8_000_000;

/**
 * The files that a PDF carries: in its list of them, beside its pages, or pinned to a page
 * (7.11.4).
 */
export function* embeddedFiles(document: PdfDocument): Generator<void, EmbeddedFile[], void> {
	const specifications = new Set<Dict>();
	let tried = 0;
	const add = (value: PdfObject | undefined) => {
		if (++tried > mostTried) return;
		const dict = document.dict(value);
		if (dict && specifications.size < mostFiles) specifications.add(dict);
	};
	const names = document.dict(document.catalog.get('Names'));
	if (names) visitNames(document, document.dict(names.get('EmbeddedFiles')), add);
	const associated = (dict: Dict) => document.array(dict.get('AF')).forEach(add);
	associated(document.catalog);
	for (const { dict } of listPages(document)) {
		associated(dict);
		for (const each of document.array(dict.get('Annots')).slice(0, 500)) {
			const annotation = document.dict(each);
			if (!annotation) continue;
			if (annotation.has('FS')) add(annotation.get('FS'));
			associated(annotation);
		}
	}
	const files: EmbeddedFile[] = [];
	for (const specification of specifications) {
		const streams = document.dict(specification.get('EF'));
		const stream = streams
			? document.stream(document.get(streams, 'UF', 'F', 'Unix', 'DOS', 'Mac'))
			: null;
		if (!stream) continue;
		const { bytes, left } = yield* document.unpackSteps(stream);
		if (left || bytes.length > largestFile) continue;
		files.push({ name: textOf(document.get(specification, 'UF', 'F')), bytes });
	}
	return files;
}

function visitNames(
	document: PdfDocument,
	root: Dict | null,
	add: (value: PdfObject | undefined) => void,
): void {
	const seen = new Set<Dict>();
	const visit = (node: Dict | null) => {
		if (!node || seen.has(node) || seen.size > 1_000) return;
		seen.add(node);
		document.array(node.get('Names')).forEach((each, index) => {
			if (index % 2 === 1) add(each);
		});
		for (const kid of document.array(node.get('Kids'))) visit(document.dict(kid));
	};
	visit(root);
}

/** A text string (7.9.2.2). */
function textOf(value: PdfObject): string {
	if (!(value instanceof Uint8Array)) return '';
	if (value[0] === 0xfe && value[1] === 0xff) return utf16be(value.subarray(2));
	if (value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf) {
		return new TextDecoder().decode(value.subarray(3));
	}
	return Buffer.from(value).toString('latin1');
}
