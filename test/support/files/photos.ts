import { digitalSpecimen, specimens } from '../../../tools/sandbox/specimens';
import { orientations, photograph, type Shot } from './photograph';
import type { Files } from './hostile';

/** Photos of the specimen which prints the most, and so carries the densest code. */
const densest = specimens.find(({ name }) => name === 'four-legs') ?? digitalSpecimen;

const desk: Shot = { megapixels: 2, degrees: 3, skew: 0.04, shadow: 0.4, noise: 8 };

const shots: Record<string, Shot> = {
	'1 MP, quality 30, turned 7°, skewed, shadowed': {
		megapixels: 1,
		quality: 30,
		degrees: 7,
		skew: 0.1,
		shadow: 0.6,
		noise: 12,
	},
	'1 MP, quality 95, turned back 12°': { megapixels: 1, quality: 95, degrees: -12, shadow: 0.6 },
	'2 MP, quality 50, skewed the other way': { ...desk, quality: 50, skew: -0.12 },
	'3 MP, quality 30, progressive': { ...desk, megapixels: 3, quality: 30, progressive: true },
	'5 MP, quality 85': { ...desk, megapixels: 5, quality: 85 },
	'8 MP, quality 95, more than 4 MB, held upright': {
		...desk,
		megapixels: 8,
		quality: 95,
		noise: 14,
		orientation: 6,
	},
	'12 MP, quality 97, 6 MB': { ...desk, megapixels: 12, quality: 96, noise: 14 },
	'12 MP, quality 60, progressive, held upright': {
		...desk,
		megapixels: 12,
		quality: 60,
		progressive: true,
		orientation: 8,
	},
	...Object.fromEntries(
		orientations.map((orientation) => [
			`EXIF orientation ${orientation}`,
			{ ...desk, megapixels: 1.2, quality: 75, orientation },
		]),
	),
};

/** Photos that can be read, if what is sent to Juhe is upright and within its limits. */
export const photos: Files = Object.fromEntries(
	Object.entries(shots).map(([name, shot]) => [name, async () => await photograph(densest, shot)]),
);

export const photographed = densest;
