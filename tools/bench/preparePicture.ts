import { build } from 'esbuild';
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sleep } from 'n8n-workflow';
import sharp from 'sharp';
import ssim from 'ssim.js';
import { bundling } from '../build/bundling';
import type * as Limits from '../../src/juhe/flightInvoiceOcr/limits';
import type * as Pictures from '../../src/pictures';

const root = resolve(__dirname, '../..');
const runs = 5;
const goals = { cpuRatio: 3, longestBlock: 250 };

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

/**
 * Preparation of photos beside sharp, which is native code, doing the equal job: decode, turn,
 * shrink to the same size, save with the same quality. Prints the medians of several runs, taken in
 * turn, and how much like the original the results look.
 */
export async function benchPreparePicture(): Promise<void> {
	const { inspect, pictureLimits, preparePicture } = await publishedCode();
	const photos: Array<[string, Buffer]> = [
		['12 MP, lying on its side', await photo(4000, 3000, 6_000_000, 6)],
		['12 MP, upright', await photo(4000, 3000, 6_000_000, 1)],
		['20 MP, lying on its side', await photo(5200, 3900, 9_000_000, 6)],
		['50 MP, lying on its side', await enlarged(8160, 6144, false)],
		['48 MP, progressive', await enlarged(8000, 6000, true)],
	];
	for (const [name, bytes] of photos) {
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
		const [mine, sharps] = [medians(measured.ours), medians(measured.theirs)];
		const original = await upright().png({ compressionLevel: 1 }).toBuffer();
		const ratio = mine.cpu / sharps.cpu;
		console.log(
			[
				`${name} (${megabytes(bytes)}): ${changes.join('; ')} (${megabytes(result)}; sharp ${megabytes(their)})`,
				`  CPU time       ${ratio.toFixed(2)} times sharp's (${mine.cpu.toFixed(0)} ms : ${sharps.cpu.toFixed(0)} ms); goal: at most ${goals.cpuRatio}: ${reached(ratio <= goals.cpuRatio)}`,
				`  wall time      ${(mine.wall / sharps.wall).toFixed(2)} times sharp's (${mine.wall.toFixed(0)} ms : ${sharps.wall.toFixed(0)} ms)`,
				`  longest block  ${mine.block.toFixed(0)} ms of the event loop (sharp works beside it); goal: at most ${goals.longestBlock} ms: ${reached(mine.block <= goals.longestBlock)}`,
				`  similarity     ${(await similarity(original, result)).toFixed(4)} to the original (SSIM; sharp ${(await similarity(original, their)).toFixed(4)})`,
			].join('\n'),
		);
	}
}

const reached = (is: boolean) => (is ? 'reached' : 'NOT REACHED');
const megabytes = (bytes: Uint8Array) => `${(bytes.length / 1e6).toFixed(1)} MB`;

type Published = typeof Limits & typeof Pictures;

/** The code as it is bundled for publication. */
async function publishedCode(): Promise<Published> {
	const outfile = resolve(root, '.tmp/bench/picture.js');
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

/**
 * A photographed page of print: lines of text, light falling off to one side, with grain, about as
 * many bytes as asked.
 */
async function photo(
	width: number,
	height: number,
	bytes: number,
	orientation: number,
): Promise<Buffer> {
	const lines = Array.from(
		{ length: Math.floor(height / 50) },
		(_, i) =>
			`<text x="${60 + (i % 3) * 20}" y="${60 + i * 50}" font-size="38" font-family="sans-serif">${i} ELECTRONIC ITINERARY 1234567890 CA1234 PEK SHA 2026-05-06 CNY ${(i * 97.31).toFixed(2)}</text>`,
	);
	const page = Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="light"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#8a9890"/></linearGradient><rect width="100%" height="100%" fill="url(#light)"/>${lines.join('')}</svg>`,
	);
	const grain = await sharp({
		create: {
			width,
			height,
			channels: 3,
			background: '#808080',
			noise: { type: 'gaussian', mean: 128, sigma: 30 },
		},
	})
		.blur(0.9)
		.png({ compressionLevel: 1 })
		.toBuffer();
	const scene = await sharp(page)
		.removeAlpha()
		.composite([{ input: grain, blend: 'soft-light' }])
		.raw()
		.toBuffer();
	const saved = async (quality: number) =>
		await sharp(scene, { raw: { width, height, channels: 3 } })
			.withMetadata({ orientation })
			.jpeg({ quality })
			.toBuffer();
	let result = await saved(80);
	for (let quality = 81; quality < 99 && result.length < bytes; quality++) {
		const larger = await saved(quality);
		if (larger.length - bytes > bytes - result.length) break;
		result = larger;
	}
	return result;
}

/** A photo of more pixels than a benchmark can draw in reasonable time. */
async function enlarged(width: number, height: number, progressive: boolean): Promise<Buffer> {
	return await sharp(await photo(4000, 3000, 6_000_000, 1))
		.resize(width, height, { fit: 'fill' })
		.withMetadata({ orientation: progressive ? 1 : 6 })
		.jpeg({ quality: 88, progressive })
		.toBuffer();
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

function medians(measurements: Measurement[]): Measurement {
	const median = (key: keyof Measurement) =>
		measurements.map((one) => one[key]).sort((a, b) => a - b)[measurements.length >> 1] ?? NaN;
	return { cpu: median('cpu'), wall: median('wall'), block: median('block') };
}

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
