import sharp from 'sharp';
import { drawSpecimen, type SpecimenItinerary } from '../../../tools/sandbox/specimens';
import type { Files } from './hostile';
import { photograph } from './photograph';

/** A4 at 600 dots an inch. */
const page = { width: 4960, height: 7016 };

/** What scanners and phones make of a specimen today, as large as it comes. */
export function largePicturesOf(specimen: SpecimenItinerary): Files {
	const scan = async () =>
		sharp(await drawSpecimen(specimen, 'png', 2000))
			.resize({ ...page, fit: 'contain', background: '#f4f1ea' })
			.flatten({ background: '#f4f1ea' });
	// Enlarged: it is about the number of pixels.
	const shot = { megapixels: 12, degrees: 3, noise: 14, quality: 90 };
	const taken = new Map<number, Promise<Buffer>>();
	const photo = async (width: number, height: number, orientation: 1 | 6 = 1) => {
		const bytes = taken.get(orientation) ?? photograph(specimen, { ...shot, orientation });
		taken.set(orientation, bytes);
		return sharp(await bytes)
			.resize(width, height, { fit: 'fill' })
			.withMetadata({ orientation });
	};
	const progressive = { progressive: true, quality: 80 };
	return {
		'A4 at 600 dpi, png': async () => await (await scan()).png().toBuffer(),
		'A4 at 600 dpi, interlaced png': async () =>
			await (await scan()).png({ progressive: true }).toBuffer(),
		'A4 at 600 dpi, progressive jpeg': async () =>
			await (await scan()).jpeg(progressive).toBuffer(),
		'48 MP, progressive': async () => await (await photo(8000, 6000)).jpeg(progressive).toBuffer(),
		'48 MP, progressive, full chroma': async () =>
			await (
				await photo(8000, 6000)
			)
				.jpeg({ ...progressive, chromaSubsampling: '4:4:4' })
				.toBuffer(),
		'50 MP, held upright': async () =>
			await (await photo(6144, 8160, 6)).jpeg({ quality: 92 }).toBuffer(),
	};
}
