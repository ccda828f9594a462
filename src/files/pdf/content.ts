import type { PdfDocument } from './document';
import { readFont } from './fonts';
import type { Font } from './fonts';
import { Name, PdfTooMuch, Stream, Word } from './objects';
import type { Dict, PdfObject } from './objects';
import { end, latin1, Syntax } from './syntax';
import { mostGlyphs, mostOfPage } from '../pageText';
import type { PlacedGlyph } from '../pageText';

/** The matrix [a b c d e f] of ISO 32000-2, 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** What `inner` and then `outer` do. */
export function multiply(inner: Matrix, outer: Matrix): Matrix {
	const [a, b, c, d, e, f] = inner;
	const [A, B, C, D, E, F] = outer;
	return [
		a * A + b * C,
		a * B + b * D,
		c * A + d * C,
		c * B + d * D,
		e * A + f * C + E,
		e * B + f * D + F,
	];
}

export interface PlacedPicture {
	stream: Stream;
	matrix: Matrix;
	/** How many glyphs were drawn before it, which it may cover. */
	glyphsBefore: number;
	/** Whether what is below shines through all of it. */
	isSheer: boolean;
}

/** What a page's content draws. */
export interface Drawn {
	glyphs: PlacedGlyph[];
	pictures: PlacedPicture[];
}

const deepestForm = 12;
const mostOperations = 1_000_000;

/** What drawing a form counts for. */
const formOperations = 50;

const mostPictures = 2_000;

/** Bytes of what a page or a form draws. */
const mostContent = 30_000_000;

/** Operations between two breaths. */
const stride = 500;

/** What forms take over from where they are drawn. */
interface Look {
	/** How text is drawn: 3 and 7 without ink. */
	mode: number;
	isWhite: boolean;
	isSheer: boolean;
}

const plainLook: Look = { mode: 0, isWhite: false, isSheer: false };

interface State extends Look {
	matrix: Matrix;
	font: Font | null;
	size: number;
	charSpacing: number;
	wordSpacing: number;
	scaling: number;
	leading: number;
	rise: number;
}

/** Whether a colour of one (grey), three (light) or four numbers (ink) is white. */
function isWhite(colour: readonly PdfObject[]): boolean {
	const [first, ...others] = colour;
	const white = colour.length === 4 ? 0 : 1;
	return first === white && others.every((each) => each === white);
}

/**
 * Follows the content of pages as far as text and pictures go (ISO 32000-2, 8 and 9); paths are
 * passed over.
 */
export class ContentReader {
	private operations = 0;

	private glyphs = 0;

	private readonly fonts = new Map<PdfObject, Font>();

	/** The content of forms that were drawn. */
	private readonly forms = new Map<Stream, Uint8Array>();

	private readonly hiddenLayers: ReadonlySet<Dict>;

	constructor(private readonly document: PdfDocument) {
		this.hiddenLayers = hiddenLayers(document);
	}

	/** What content draws, step by step, so that others may work in between. */
	*read(content: Uint8Array, resources: Dict, matrix: Matrix): Generator<void, Drawn, void> {
		const drawn: Drawn = { glyphs: [], pictures: [] };
		yield* this.run(content, resources, matrix, drawn, 0, plainLook);
		return drawn;
	}

	/** A form (9.10.1) drawn under a matrix: what annotations look like. */
	*readForm(form: Stream, matrix: Matrix, drawn: Drawn): Generator<void, void, void> {
		yield* this.drawForm(form, new Map(), matrix, drawn, 0, plainLook);
	}

	private *run(
		content: Uint8Array,
		resources: Dict,
		matrix: Matrix,
		drawn: Drawn,
		depth: number,
		look: Look,
	): Generator<void, void, void> {
		// Blanks alone are passed over without a pause.
		if (content.length > mostContent) throw new PdfTooMuch('it draws more than a receipt can');
		const syntax = new Syntax(content, 0, false);
		let operands: PdfObject[] = [];
		let state: State = {
			matrix,
			font: null,
			size: 0,
			charSpacing: 0,
			wordSpacing: 0,
			scaling: 1,
			leading: 0,
			rise: 0,
			mode: look.mode,
			isWhite: look.isWhite,
			isSheer: look.isSheer,
		};
		const saved: State[] = [];
		let text: Matrix = identity;
		let line: Matrix = identity;
		/** Of each marked part that is open, whether it belongs to a layer that is not shown. */
		const marked: boolean[] = [];
		const isHidden = () => marked.includes(true);
		let sinceBreath = 0;
		const number = (index: number) => {
			const value = operands[index];
			return typeof value === 'number' ? value : 0;
		};
		const sixNumbers = (): Matrix => [
			number(0),
			number(1),
			number(2),
			number(3),
			number(4),
			number(5),
		];
		const move = (x: number, y: number) => {
			line = multiply([1, 0, 0, 1, x, y], line);
			text = line;
		};
		const advance = (along: number) => {
			text = multiply(
				state.font?.isVertical ? [1, 0, 0, 1, 0, -along] : [1, 0, 0, 1, along * state.scaling, 0],
				text,
			);
		};
		const show = (value: PdfObject | undefined) => {
			if (!(value instanceof Uint8Array) || !state.font) return;
			for (const glyph of state.font.glyphs(value)) {
				const { size, scaling, rise } = state;
				const full = multiply([size * scaling, 0, 0, size, 0, rise], multiply(text, state.matrix));
				const along = glyph.advance;
				if (!isHidden()) {
					drawn.glyphs.push({
						text: glyph.text,
						x: full[4],
						y: full[5],
						dx: full[0] * along,
						dy: full[1] * along,
						size: Math.hypot(full[2], full[3]),
						// White on white; on anything else it is taken for text where there is no scan.
						isInvisible: state.mode === 3 || state.mode === 7 || state.isWhite,
					});
					if (++this.glyphs > mostGlyphs || drawn.glyphs.length > mostOfPage) {
						throw new PdfTooMuch('it has more text than a receipt can have');
					}
				}
				advance(along * size + state.charSpacing + (glyph.isBlank ? state.wordSpacing : 0));
			}
		};
		for (;;) {
			const token = syntax.next();
			if (token === end) return;
			if (!(token instanceof Word)) {
				operands.push(token);
				if (operands.length > 100) operands.shift();
				continue;
			}
			this.operations++;
			if (++sinceBreath >= stride) {
				sinceBreath = 0;
				yield;
			}
			if (this.operations > mostOperations) {
				throw new PdfTooMuch('it draws more than a receipt can');
			}
			switch (token.value) {
				case 'q':
					if (saved.length < 1_000) saved.push({ ...state });
					break;
				case 'Q':
					state = saved.pop() ?? state;
					break;
				case 'cm':
					state.matrix = multiply(sixNumbers(), state.matrix);
					break;
				case 'BT':
					text = identity;
					line = identity;
					break;
				case 'Tf':
					state.font = this.font(resources, operands[0]);
					state.size = number(1);
					break;
				case 'gs': {
					const dict = this.resource(resources, 'ExtGState', operands[0]);
					this.setFont(dict, state);
					this.setSheer(dict, state);
					break;
				}
				case 'g':
				case 'rg':
				case 'k':
				case 'sc':
				case 'scn':
					state.isWhite = isWhite(operands);
					break;
				case 'cs':
					state.isWhite = false;
					break;
				case 'Tc':
					state.charSpacing = number(0);
					break;
				case 'Tw':
					state.wordSpacing = number(0);
					break;
				case 'Tz':
					state.scaling = number(0) / 100;
					break;
				case 'TL':
					state.leading = number(0);
					break;
				case 'Ts':
					state.rise = number(0);
					break;
				case 'Tr':
					state.mode = number(0);
					break;
				case 'Td':
					move(number(0), number(1));
					break;
				case 'TD':
					state.leading = -number(1);
					move(number(0), number(1));
					break;
				case 'Tm':
					line = sixNumbers();
					text = line;
					break;
				case 'T*':
					move(0, -state.leading);
					break;
				case 'Tj':
					show(operands.at(-1));
					break;
				case "'":
					move(0, -state.leading);
					show(operands.at(-1));
					break;
				case '"':
					state.wordSpacing = number(0);
					state.charSpacing = number(1);
					move(0, -state.leading);
					show(operands[2]);
					break;
				case 'TJ': {
					const parts = operands.at(-1);
					for (const part of Array.isArray(parts) ? parts : []) {
						if (typeof part === 'number') advance((-part / 1_000) * state.size);
						else show(part);
					}
					break;
				}
				case 'BMC':
				case 'BDC':
					if (marked.length < 1_000) marked.push(this.isHiddenPart(resources, operands));
					break;
				case 'EMC':
					marked.pop();
					break;
				case 'BI': {
					const picture = readInlinePicture(syntax);
					if (picture && !isHidden()) this.addPicture(drawn, picture, state);
					break;
				}
				case 'Do': {
					const stream = this.document.stream(this.resource(resources, 'XObject', operands[0]));
					if (!stream || isHidden() || this.isHiddenLayer(stream.dict.get('OC'))) break;
					const kind = this.document.name(stream.dict.get('Subtype'));
					if (kind === 'Image') this.addPicture(drawn, stream, state);
					else if (kind === 'Form') {
						yield* this.drawForm(stream, resources, state.matrix, drawn, depth + 1, state);
					}
					break;
				}
			}
			operands = [];
		}
	}

	private *drawForm(
		form: Stream,
		outer: Dict,
		matrix: Matrix,
		drawn: Drawn,
		depth: number,
		look: Look,
	): Generator<void, void, void> {
		if (depth > deepestForm) return;
		this.operations += formOperations;
		const numbers = this.document
			.array(form.dict.get('Matrix'))
			.map((each) => this.document.number(each) ?? 0);
		const own = numbers.length === 6 ? (numbers as unknown as Matrix) : identity;
		const resources = this.document.dict(form.dict.get('Resources')) ?? outer;
		let content = this.forms.get(form);
		if (!content) {
			const { bytes, left } = yield* this.document.unpackSteps(form);
			content = left ? new Uint8Array(0) : bytes;
			this.forms.set(form, content);
		}
		yield;
		yield* this.run(content, resources, multiply(own, matrix), drawn, depth, look);
	}

	private addPicture(drawn: Drawn, stream: Stream, { matrix, isSheer }: State): void {
		drawn.pictures.push({ stream, matrix, isSheer, glyphsBefore: drawn.glyphs.length });
		if (drawn.pictures.length > mostPictures) {
			throw new PdfTooMuch('it has more pictures than a receipt can have');
		}
	}

	/** Transparency, and modes that let shine through what is below (11.6.4.4, 11.3.5). */
	private setSheer(value: PdfObject, state: State): void {
		const dict = this.document.dict(value);
		if (!dict || !['ca', 'BM', 'SMask'].some((key) => dict.has(key))) return;
		const blend = this.document.name(dict.get('BM')) ?? 'Normal';
		state.isSheer =
			(this.document.number(dict.get('ca')) ?? 1) < 1 ||
			!/^(Normal|Compatible)$/.test(blend) ||
			this.document.dict(dict.get('SMask')) !== null;
	}

	private resource(resources: Dict, kind: string, name: PdfObject | undefined): PdfObject {
		const named = this.document.dict(resources.get(kind));
		return named && name instanceof Name ? (named.get(name.value) ?? null) : null;
	}

	private font(resources: Dict, name: PdfObject | undefined): Font | null {
		return this.fontOf(this.document.dict(this.resource(resources, 'Font', name)));
	}

	private fontOf(dict: Dict | null): Font | null {
		if (!dict) return null;
		const known = this.fonts.get(dict);
		if (known) return known;
		const font = readFont(this.document, dict);
		this.fonts.set(dict, font);
		return font;
	}

	/** A graphics state may bring a font. */
	private setFont(value: PdfObject, state: State): void {
		const dict = this.document.dict(value);
		const [font, size] = dict ? this.document.array(dict.get('Font')) : [];
		if (font === undefined) return;
		state.font = this.fontOf(this.document.dict(font));
		state.size = this.document.number(size) ?? 0;
	}

	private isHiddenPart(resources: Dict, operands: PdfObject[]): boolean {
		const [tag, name] = operands;
		if (!(tag instanceof Name) || tag.value !== 'OC') return false;
		return this.isHiddenLayer(this.resource(resources, 'Properties', name));
	}

	/** A layer that is off, or several of which all are (8.11.2.2). */
	private isHiddenLayer(value: PdfObject | undefined): boolean {
		const layer = this.document.dict(value);
		if (!layer) return false;
		if (this.hiddenLayers.has(layer)) return true;
		const members = this.document.resolve(layer.get('OCGs'));
		const list = Array.isArray(members) ? members : members === null ? [] : [members];
		const layers = list.map((each) => this.document.dict(each));
		return (
			layers.length > 0 && layers.every((each) => each !== null && this.hiddenLayers.has(each))
		);
	}
}

/** The layers that are off when the file is opened. */
function hiddenLayers(document: PdfDocument): ReadonlySet<Dict> {
	const properties = document.dict(document.catalog.get('OCProperties'));
	const usual = properties ? document.dict(properties.get('D')) : null;
	if (!properties || !usual) return new Set();
	const dicts = (value: PdfObject | undefined) =>
		document.array(value).flatMap((each) => document.dict(each) ?? []);
	const startsHidden = document.name(usual.get('BaseState')) === 'OFF';
	const hidden = new Set(startsHidden ? dicts(properties.get('OCGs')) : []);
	for (const layer of dicts(usual.get('ON'))) hidden.delete(layer);
	for (const layer of dicts(usual.get('OFF'))) hidden.add(layer);
	return hidden;
}

/** A picture inside the content: its dictionary, and bytes up to `EI` on its own. */
function readInlinePicture(syntax: Syntax): Stream | null {
	const dict: Dict = new Map();
	for (;;) {
		const key = syntax.next();
		if (key instanceof Word) {
			if (key.value === 'ID') break;
			return null;
		}
		const value = syntax.next();
		if (key instanceof Name) dict.set(inlineKeys[key.value] ?? key.value, value);
	}
	const { bytes } = syntax;
	const start = syntax.at + 1;
	const isBlank = (at: number) => at >= bytes.length || /\s|\0/.test(latin1(bytes, at, at + 1));
	for (let at = start; at < bytes.length; at++) {
		if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49) continue;
		if (!isBlank(at - 1) || !isBlank(at + 2)) continue;
		// Bytes of a picture may look so; what follows the real end is text.
		if (/[^\t\n\f\r -~]/.test(latin1(bytes, at + 2, Math.min(at + 12, bytes.length)))) continue;
		syntax.at = at + 2;
		return new Stream(dict, bytes.subarray(start, at), null, 0);
	}
	syntax.at = bytes.length;
	return null;
}

const inlineKeys: Readonly<Record<string, string>> = {
	BPC: 'BitsPerComponent',
	CS: 'ColorSpace',
	D: 'Decode',
	DP: 'DecodeParms',
	F: 'Filter',
	H: 'Height',
	IM: 'ImageMask',
	W: 'Width',
};
