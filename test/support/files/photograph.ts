import sharp, { type Sharp } from 'sharp';
import { drawSpecimen, type SpecimenItinerary } from '../../../tools/sandbox/specimens';

/** How a phone takes a picture of a page that lies on a desk. */
export interface Shot {
	/** Size of the photo, millions of pixels. */
	megapixels: number;
	/** By how much the page is turned, clockwise. */
	degrees?: number;
	/** By how much it leans: the horizontal shift over its height. */
	skew?: number;
	/** How dark the shadow is at the dark end, 0 to 1. */
	shadow?: number;
	/** Sigma of the noise of the sensor, of 255. */
	noise?: number;
	/** JPEG quality, 1 to 100. */
	quality?: number;
	progressive?: boolean;
	/**
	 * EXIF orientation: how the phone was held. Pixels are stored so that a viewer shows the page
	 * upright.
	 */
	orientation?: Orientation;
}

type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
export const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

const desk = '#8a7560';

/** A tile of noise around middle grey, the same every time. */
function noiseTile(sigma: number): {
	input: Buffer;
	raw: { width: number; height: number; channels: 3 };
} {
	const side = 256;
	const pixels = Buffer.alloc(side * side * 3);
	let state = 12345;
	const next = () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
	// The sum of four uniform numbers is near enough to a normal one; its deviation is the root of a
	// third.
	for (let index = 0; index < pixels.length; index++)
		pixels[index] =
			128 + Math.round((next() + next() + next() + next() - 2) * Math.sqrt(3) * sigma);
	return { input: pixels, raw: { width: side, height: side, channels: 3 } };
}

const shadowOf = (width: number, height: number, darkness: number) =>
	Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="s" x1="0" y1="0" x2="1" y2="1"><stop offset="0.2" stop-opacity="0"/><stop offset="1" stop-opacity="${darkness}"/></linearGradient><rect width="100%" height="100%" fill="url(#s)"/></svg>`,
	);

interface Pixels {
	data: Buffer;
	raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

const pixelsOf = async (picture: Sharp): Promise<Pixels> => {
	const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
	const { width, height, channels } = info;
	return { data, raw: { width, height, channels } };
};
const picture = ({ data, raw }: Pixels) => sharp(data, { raw });

/** What a phone held this way stores of an upright picture. */
async function storedAs(upright: Pixels, orientation: Orientation): Promise<Sharp> {
	switch (orientation) {
		case 1:
			return picture(upright);
		case 2:
			return picture(upright).flop();
		case 3:
			return picture(upright).rotate(180);
		case 4:
			return picture(upright).flip();
		case 5:
			return picture(await pixelsOf(picture(upright).rotate(90))).flop();
		case 6:
			return picture(upright).rotate(270);
		case 7:
			return picture(await pixelsOf(picture(upright).rotate(90))).flip();
		case 8:
			return picture(upright).rotate(90);
	}
}

/** Sharp enough for any photo here; the largest are made of it by enlarging. */
const widestPage = 2000;

const drawnPages = new Map<string, Promise<Buffer>>();

/** The page to be photographed, drawn once at each width. */
async function pageOf(specimen: SpecimenItinerary, photoWidth: number): Promise<Buffer> {
	const width = Math.min(Math.round(photoWidth * 0.9), widestPage);
	const key = `${specimen.name} ${width}`;
	const page = drawnPages.get(key) ?? drawSpecimen(specimen, 'png', width);
	drawnPages.set(key, page);
	return await page;
}

/** Takes a photo of a specimen: 4 to 3, a JPEG. The same shot gives the same bytes. */
export async function photograph(
	specimen: SpecimenItinerary,
	{
		megapixels,
		degrees = 0,
		skew = 0,
		shadow = 0,
		noise = 0,
		quality = 80,
		progressive = false,
		orientation = 1,
	}: Shot,
): Promise<Buffer> {
	const width = Math.round(Math.sqrt((megapixels * 1e6 * 4) / 3));
	const height = Math.round(width * 0.75);
	const leaning = await pixelsOf(
		sharp(await pageOf(specimen, width))
			.affine([1, skew, 0, 1], { background: desk })
			.rotate(degrees, { background: desk })
			.flatten({ background: desk }),
	);
	const laid = await pixelsOf(
		picture(leaning).resize(width, height, { fit: 'contain', background: desk }),
	);
	const lit = await pixelsOf(
		picture(laid)
			.composite([
				...(shadow > 0 ? [{ input: shadowOf(width, height, shadow) }] : []),
				...(noise > 0 ? [{ ...noiseTile(noise), tile: true, blend: 'hard-light' as const }] : []),
			])
			.removeAlpha(),
	);
	return await (
		await storedAs(lit, orientation)
	)
		.withMetadata({ orientation })
		.jpeg({ quality, progressive, chromaSubsampling: '4:2:0' })
		.toBuffer();
}
