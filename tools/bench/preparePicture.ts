import { build } from 'esbuild';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import { sleep } from 'n8n-workflow';
import sharp from 'sharp';
import ssim from 'ssim.js';
import { bundling } from '../build/bundling';
import { root } from '../n8n/paths';
import type * as Limits from '../../src/juhe/flightInvoiceOcr/limits';
import type * as Pictures from '../../src/pictures';
import { enlarged, photo } from './photos';
import { figureOf, median, ratioOf, type Effort, type Figure, type Row } from './rows';
import { versionOf } from './versions';

/** Side of the part in the middle of the picture that is compared pixel by pixel. */
const comparedSide = 1024;

interface Measurement {
	/**
	 * Milliseconds: of all threads together, on the clock, and the longest time in which nobody else
	 * got a turn.
	 */
	cpu: number;
	wall: number;
	block: number;
}

const photos: Array<[string, () => Promise<Buffer>]> = [
	['12 MP, lying on its side', async () => await photo(4000, 3000, 6_000_000, 6)],
	['12 MP, upright', async () => await photo(4000, 3000, 6_000_000, 1)],
	['20 MP, lying on its side', async () => await photo(5200, 3900, 9_000_000, 6)],
	['50 MP, lying on its side', async () => await enlarged(8160, 6144, false)],
	['48 MP, progressive', async () => await enlarged(8000, 6000, true)],
];

/**
 * Preparation of photos beside sharp, which is native code, doing the equal job: decode, turn,
 * shrink to the same size, save with the same quality; how long nobody else gets a turn meanwhile,
 * and how much like the original the results look.
 */
export async function benchPreparePicture(
	{ quick }: Effort,
	report: (line: string) => void,
): Promise<Row[]> {
	const published = await publishedCode();
	const rows: Row[] = [];
	const blocks: Array<{ name: string; figure: Figure }> = [];
	for (const [name, draw] of quick ? photos.slice(0, 1) : photos) {
		const { measured, changes, note } = await compare(published, await draw(), quick ? 1 : 5);
		report(`${name}: ${changes.join('; ')}`);
		const of = (whose: 'ours' | 'theirs', what: keyof Measurement) =>
			measured[whose].map((each) => each[what]);
		rows.push({
			subject: `A photo of ${name}, prepared; processor time`,
			ours: 'Flight Invoice OCR, plain TypeScript',
			peer: `sharp ${versionOf('sharp')}, native code`,
			figure: ratioOf(of('ours', 'cpu'), of('theirs', 'cpu')),
			target: { atMost: 3 },
			note: `${median(of('ours', 'cpu')).toFixed(0)} ms : ${median(of('theirs', 'cpu')).toFixed(0)} ms; on the clock ${median(of('ours', 'wall')).toFixed(0)} ms : ${median(of('theirs', 'wall')).toFixed(0)} ms; ${note}`,
		});
		blocks.push({ name, figure: figureOf('milliseconds', of('ours', 'block')) });
	}
	const [longest] = blocks.sort((one, other) => other.figure.value - one.figure.value);
	if (!longest) return rows;
	return [
		...rows,
		{
			subject: 'Longest block of the event loop while any of them is prepared, on the clock',
			ours: 'Flight Invoice OCR',
			peer: null,
			figure: longest.figure,
			target: { atMost: 250 },
			note: `${longest.name}; sharp works beside the loop`,
		},
	];
}

/** Both take turns with one photo. */
async function compare(
	{ inspect, pictureLimits, preparePicture }: Published,
	bytes: Buffer,
	runs: number,
) {
	const inspection = inspect(bytes);
	if (!inspection || 'advice' in inspection) throw new Error('The photo is no picture');
	const ours = async () => await preparePicture(bytes, inspection, pictureLimits, sleep);
	const { width, height, changes, bytes: result } = await ours();
	const quality = Number(/quality (\d+)/.exec(changes.join())?.[1]);
	const upright = () => sharp(bytes).autoOrient().resize({ width, height, fit: 'fill' });
	const theirs = async () => await upright().jpeg({ quality }).toBuffer();
	const their = await theirs();
	const measured = { ours: [] as Measurement[], theirs: [] as Measurement[] };
	for (let run = 0; run < runs; run++) {
		measured.theirs.push(await measure(theirs));
		measured.ours.push(await measure(ours));
	}
	const original = await upright().png({ compressionLevel: 1 }).toBuffer();
	const [mine, sharps] = [await similarity(original, result), await similarity(original, their)];
	return { measured, changes, note: `SSIM ${mine.toFixed(4)} : ${sharps.toFixed(4)}` };
}

type Published = typeof Limits & typeof Pictures;

/** The code as it is bundled for publication. */
async function publishedCode(): Promise<Published> {
	const outfile = join(root, '.tmp/bench/picture.js');
	await build({
		...bundling,
		absWorkingDir: root,
		stdin: {
			contents:
				"export * from './src/juhe/flightInvoiceOcr/limits';export * from './src/pictures';",
			resolveDir: root,
		},
		outfile,
	});
	return (await import(outfile)) as Published;
}

async function measure(work: () => Promise<unknown>): Promise<Measurement> {
	const delays = monitorEventLoopDelay({ resolution: 1 });
	delays.enable();
	// The monitor counts from its second tick on.
	await pause(50);
	const cpu = process.cpuUsage();
	const started = performance.now();
	await work();
	const wall = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	await pause(20);
	delays.disable();
	return { cpu: (user + system) / 1000, wall, block: delays.max / 1e6 };
}

const pause = async (milliseconds: number) =>
	await new Promise((resume) => setTimeout(resume, milliseconds));

/** Structural similarity, 0 to 1, of the middle of two pictures of the same size. */
async function similarity(one: Buffer, other: Uint8Array): Promise<number> {
	const middle = async (picture: Uint8Array) => {
		const { width = 0, height = 0 } = await sharp(picture).metadata();
		const { data, info } = await sharp(picture)
			.extract({
				left: (width - comparedSide) >> 1,
				top: (height - comparedSide) >> 1,
				width: comparedSide,
				height: comparedSide,
			})
			.ensureAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
	};
	return ssim(await middle(one), await middle(other), { downsample: false }).mssim;
}
