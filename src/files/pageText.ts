/**
 * A glyph on a page that stands upright: points from the left and from the top, y that of the
 * baseline.
 */
interface Glyph {
	/** Its characters; U+FFFD where the file does not say which they are. */
	text: string;
	x: number;
	y: number;
	/** How far it reaches to the right. */
	width: number;
	/** Of the font. */
	size: number;
}

/**
 * The text of one page, whichever kind of file it is of: glyphs where they stand, in the order of
 * the file.
 */
export interface PageText {
	width: number;
	height: number;
	glyphs: Glyph[];
}

/** Glyphs of all pages of a file: sixty pages of print have as many. */
export const mostGlyphs = 120_000;

/** Of a page, which is put in order at one go; one full of small print has as many. */
export const mostOfPage = 10_000;

/** What stands for a glyph of unknown meaning. */
export const unknownGlyph = '\uFFFD';

/**
 * A glyph as a page's file places it, in the page's own coordinates: y grows upwards, any
 * direction.
 */
export interface PlacedGlyph {
	/** Null where its font does not say what it is. */
	text: string | null;
	x: number;
	y: number;
	/** From where it stands to where it ends. */
	dx: number;
	dy: number;
	size: number;
	/** Drawn without ink, as text recognition lays it over a scan. */
	isInvisible: boolean;
}

/** A page's own coordinates. */
export interface Box {
	left: number;
	bottom: number;
	right: number;
	top: number;
}

type Direction = 0 | 90 | 180 | 270;

/**
 * A page's text as it reads: turned so that most of it runs to the right, however the page or its
 * text were turned. What runs another way (a watermark across it) and what lies outside the page is
 * left out.
 */
export function uprightText(placed: PlacedGlyph[], box: Box): PageText {
	const isOnPage = ({ x, y, dx, dy }: PlacedGlyph) => {
		const [midX, midY] = [x + dx / 2, y + dy / 2];
		return (
			midX >= box.left - 1 && midX <= box.right + 1 && midY >= box.bottom - 1 && midY <= box.top + 1
		);
	};
	const visible = placed.filter(isOnPage);
	const counts = new Map<Direction, number>();
	for (const glyph of visible) {
		const direction = directionOf(glyph);
		if (direction !== null && glyph.text !== ' ') {
			counts.set(direction, (counts.get(direction) ?? 0) + 1);
		}
	}
	const [main = 0] = [...counts].sort(([, one], [, other]) => other - one).map(([each]) => each);
	const place = upright(main, box);
	const glyphs = visible.flatMap((glyph): Glyph[] => {
		if (directionOf(glyph) !== main) return [];
		const { x, y } = place(glyph.x, glyph.y);
		return [
			{
				text: glyph.text ?? unknownGlyph,
				x,
				y,
				width: Math.hypot(glyph.dx, glyph.dy),
				size: glyph.size,
			},
		];
	});
	const [width, height] = [box.right - box.left, box.top - box.bottom];
	const isOnSide = main === 90 || main === 270;
	return {
		width: isOnSide ? height : width,
		height: isOnSide ? width : height,
		glyphs: withoutCopies(glyphs),
	};
}

/** Where a glyph runs to, in degrees to the left of right; null where that is no quarter. */
function directionOf({ dx, dy }: PlacedGlyph): Direction | null {
	if (dx === 0 && dy === 0) return null;
	const degrees = (Math.atan2(dy, dx) * 180) / Math.PI;
	const quarter = Math.round(degrees / 90);
	if (Math.abs(degrees - quarter * 90) > 8) return null;
	return ([0, 90, 180, 270] as const)[(quarter + 4) % 4] ?? 0;
}

/** From a page's own coordinates to those from the left and the top of what runs to the right. */
function upright(direction: Direction, { left, bottom, right, top }: Box) {
	return (x: number, y: number) => {
		switch (direction) {
			case 0:
				return { x: x - left, y: top - y };
			case 90:
				return { x: y - bottom, y: x - left };
			case 180:
				return { x: right - x, y: y - bottom };
			case 270:
				return { x: top - y, y: right - x };
		}
	};
}

/** Points; and more cells than a page has. */
const cellSize = 2;
const mostCells = 1_000_000;

/** Bold is often the same text twice, a hair apart: one of each is kept. */
function withoutCopies(glyphs: Glyph[]): Glyph[] {
	const byText = new Map<string, Map<number, Glyph[]>>();
	const cellOf = (place: number) => Math.floor(place / cellSize);
	return glyphs.filter((glyph) => {
		const reach = Math.max(0.1, Math.min(0.2 * glyph.size, 0.5 * glyph.width, 2 * cellSize));
		const cells = byText.get(glyph.text) ?? new Map<number, Glyph[]>();
		byText.set(glyph.text, cells);
		const isNear = ({ x, y }: Glyph) =>
			Math.abs(x - glyph.x) < reach && Math.abs(y - glyph.y) < reach;
		for (let column = cellOf(glyph.x - reach); column <= cellOf(glyph.x + reach); column++) {
			for (let row = cellOf(glyph.y - reach); row <= cellOf(glyph.y + reach); row++) {
				if (cells.get(column * mostCells + row)?.some(isNear)) return false;
			}
		}
		const key = cellOf(glyph.x) * mostCells + cellOf(glyph.y);
		const cell = cells.get(key);
		if (cell) cell.push(glyph);
		else cells.set(key, [glyph]);
		return true;
	});
}
