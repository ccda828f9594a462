import sharp, { type Sharp } from 'sharp';
import { drawSpecimen, encodeBmp, type SpecimenItinerary } from '../../../tools/sandbox/specimens';
import type { Files } from './hostile';

/** Wider than Juhe allows: to the right of the page lies an empty desk. */
const wide = 4200;

/** A specimen in the many ways in which pictures are stored. */
export function encodingsOf(specimen: SpecimenItinerary): Files {
	let drawn: Promise<Buffer> | undefined;
	const page = async (width?: number) =>
		sharp(
			await (width
				? drawSpecimen(specimen, 'png', width)
				: (drawn ??= drawSpecimen(specimen, 'png'))),
		);
	let extended: Promise<Buffer> | undefined;
	const extend = async () =>
		await (await page()).extend({ right: wide - 1600, background: '#8a7560' }).toBuffer();
	const widePage = async () => sharp(await (extended ??= extend()));
	const bmp = async (bits: 1 | 8 | 24 | 32, picture: Promise<Sharp> = page()) => {
		const { data, info } = await (
			await picture
		)
			.ensureAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		return encodeBmp({ data, width: info.width, height: info.height }, bits);
	};
	const palette = { palette: true, colours: 16 };
	return {
		'png with a palette': async () => await (await page()).png(palette).toBuffer(),
		'png with a palette, too wide': async () => await (await widePage()).png(palette).toBuffer(),
		'interlaced png': async () => await (await page()).png({ progressive: true }).toBuffer(),
		'interlaced png, too wide': async () =>
			await (await widePage()).png({ progressive: true }).toBuffer(),
		'grey png': async () => await (await page()).greyscale().png().toBuffer(),
		'grey png, too wide': async () => await (await widePage()).greyscale().png().toBuffer(),
		'png of 16 bits a colour': async () =>
			await (await page()).toColourspace('rgb16').png().toBuffer(),
		'png of 16 bits a colour, too wide': async () =>
			await (await widePage()).toColourspace('rgb16').png().toBuffer(),
		'png that is see-through where it is white, too wide': async () =>
			await (await widePage()).unflatten().png().toBuffer(),
		'progressive jpeg': async () => await (await page()).jpeg({ progressive: true }).toBuffer(),
		'progressive jpeg, too wide': async () =>
			await (await widePage()).jpeg({ progressive: true }).toBuffer(),
		'grey jpeg, too wide': async () => await (await widePage()).greyscale().jpeg().toBuffer(),
		'jpeg with full colour, too wide': async () =>
			await (await widePage()).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
		'bmp of 1 bit': async () => await bmp(1),
		'bmp of 1 bit, too wide': async () => await bmp(1, widePage()),
		'bmp of 8 bits': async () => await bmp(8),
		'bmp of 8 bits, too wide': async () => await bmp(8, widePage()),
		'bmp of 24 bits': async () => await bmp(24, page(1120)),
		'bmp of 24 bits, of 36 MB': async () =>
			await bmp(24, Promise.resolve((await page(2000)).resize(4000))),
		'bmp of 32 bits': async () => await bmp(32, page(960)),
		'bmp of 32 bits, of 8 MB': async () => await bmp(32),
		'bmp, top row first, of 6 MB': async () => topRowFirst(await bmp(24)),
	};
}

/** The same bitmap with its rows the other way round. */
function topRowFirst(file: Buffer): Buffer {
	const start = file.readUInt32LE(10);
	const height = file.readInt32LE(22);
	const rowLength = (file.length - start) / height;
	const rows = Array.from({ length: height }, (_, row) =>
		file.subarray(start + row * rowLength, start + (row + 1) * rowLength),
	);
	const turned = Buffer.concat([file.subarray(0, start), ...rows.reverse()]);
	turned.writeInt32LE(-height, 22);
	return turned;
}
