export interface PngHeader {
	/**
	 * Bits a sample, and what the samples are: 0 grey, 2 red-green-blue, 3 palette, 4 and 6 with
	 * opacity.
	 */
	depth: number;
	colourType: number;
	bitsPerPixel: number;
	interlaced: boolean;
	palette: Uint8Array | null;
	/** Of a palette how opaque its colours are, otherwise the one colour that is transparent. */
	transparency: Uint8Array | null;
}

/**
 * Writes the pixels of an unfiltered line, which follow its first byte, as red, green and blue on
 * white: the first at `at`, the others `step` apart.
 */
export type PixelWriter = (
	line: Uint8Array,
	count: number,
	pixels: Uint8Array,
	at: number,
	step: number,
) => void;

/** Bit depths by colour type. PNG specification, 11.2.2. */
const depths: Record<number, readonly number[]> = {
	0: [1, 2, 4, 8, 16],
	2: [8, 16],
	3: [1, 2, 4, 8],
	4: [8, 16],
	6: [8, 16],
};

/** The writer for a kind of PNG, or null if there is no such kind. */
export function pixelWriter(header: PngHeader): PixelWriter | null {
	const { depth, colourType, palette } = header;
	if (!depths[colourType]?.includes(depth)) return null;
	if (colourType === 3) return palette && fromTable(depth, paletteColours(header, palette));
	if (colourType === 0 && depth <= 8) return fromTable(depth, greys(header));
	return fromSamples(header);
}

const onWhite = (value: number, opacity: number) => 255 - ((255 - value) * opacity) / 255;

/** Three bytes for each index of the palette; an index beyond it is black. */
function paletteColours({ transparency }: PngHeader, palette: Uint8Array): Uint8Array {
	const colours = new Uint8Array(256 * 3);
	for (let i = 0; i < palette.length && i < colours.length; i++) {
		const opacity = transparency?.[Math.floor(i / 3)] ?? 255;
		colours[i] = Math.round(onWhite(palette[i] as number, opacity));
	}
	return colours;
}

function greys({ depth, transparency }: PngHeader): Uint8Array {
	const colours = new Uint8Array(256 * 3);
	const largest = (1 << depth) - 1;
	for (let i = 0; i <= largest; i++)
		colours.fill(Math.round((255 * i) / largest), i * 3, i * 3 + 3);
	const clear = transparency?.[1];
	if (clear !== undefined) colours.fill(255, clear * 3, clear * 3 + 3);
	return colours;
}

function fromTable(depth: number, colours: Uint8Array): PixelWriter {
	const mask = (1 << depth) - 1;
	return (line, count, pixels, at, step) => {
		for (let i = 0, bit = 8; i < count; i++, bit += depth, at += step) {
			const sample = ((line[bit >> 3] as number) >> (8 - depth - (bit & 7))) & mask;
			pixels[at] = colours[sample * 3] as number;
			pixels[at + 1] = colours[sample * 3 + 1] as number;
			pixels[at + 2] = colours[sample * 3 + 2] as number;
		}
	};
}

/** Grey or colours with or without opacity, of 8 or 16 bits, of which the upper 8 are taken. */
function fromSamples({ depth, colourType, bitsPerPixel, transparency }: PngHeader): PixelWriter {
	const size = depth / 8;
	const distance = bitsPerPixel / 8;
	const coloured = colourType === 2 || colourType === 6;
	const green = coloured ? size : 0;
	const blue = coloured ? 2 * size : 0;
	const opacity = colourType === 4 || colourType === 6 ? distance - size : null;
	const clear = opacity === null ? clearColour(transparency, size, coloured ? 3 : 1) : null;
	return (line, count, pixels, at, step) => {
		for (let i = 0, from = 1; i < count; i++, from += distance, at += step) {
			pixels[at] = line[from] as number;
			pixels[at + 1] = line[from + green] as number;
			pixels[at + 2] = line[from + blue] as number;
			if (opacity !== null) {
				const opaque = line[from + opacity] as number;
				if (opaque < 255)
					for (let c = at; c < at + 3; c++) pixels[c] = onWhite(pixels[c] as number, opaque) + 0.5;
			} else if (clear?.every((byte, k) => byte === line[from + k])) pixels.fill(255, at, at + 3);
		}
	};
}

/** The bytes of the one colour that is transparent; two bytes a sample in the file. */
function clearColour(
	transparency: Uint8Array | null,
	size: number,
	samples: number,
): Uint8Array | null {
	if (!transparency || transparency.length < samples * 2) return null;
	return size === 2
		? transparency.subarray(0, samples * 2)
		: Uint8Array.from({ length: samples }, (_, i) => transparency[i * 2 + 1] as number);
}
