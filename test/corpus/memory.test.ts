import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	digitalOfd,
	digitalPdf,
	digitalSpecimen,
	digitalXml,
	drawLogo,
	drawSpecimen,
	scannedPdf,
	specimens,
	trainOfd,
	trainPdf,
	trainZip,
} from '../../tools/sandbox/specimens';
import { judgeFiles } from '../support/files/judging';
import type { Judgement } from '../support/files/judge';
import { largePicturesOf } from '../support/files/large';
import { photos } from '../support/files/photos';
import { measureAgain } from '../support/measureAgain';
import { mostMegabytes } from '../support/memory';

/**
 * An evil day: 20 mixed attachments and five photos of 48 megapixels besides, two in work at the
 * same time as the node has them, in a process of their own whose memory is measured.
 */

const root = join(__dirname, '../..');
mkdirSync(join(root, '.tmp'), { recursive: true });
const folder = mkdtempSync(join(root, '.tmp/memory-'));
let judgements: Judgement[] = [];
let failure: string | null = null;

async function mixed(): Promise<Buffer[]> {
	const drawn = await Promise.all(
		specimens.slice(0, 6).map(async (specimen) => await drawSpecimen(specimen, 'png')),
	);
	const photographed = [];
	for (const make of Object.values(photos).slice(3, 7)) photographed.push(await make());
	const bitmap = await drawSpecimen(digitalSpecimen, 'bmp');
	const scan = await drawSpecimen(digitalSpecimen, 'jpeg');
	return [
		...drawn,
		...photographed,
		bitmap,
		scannedPdf(scan, 1600, 1200),
		digitalOfd(),
		digitalXml(),
		digitalPdf(),
		trainOfd(),
		trainPdf(),
		trainZip(),
		await drawLogo(),
		Buffer.from('Thank you'),
	].map((bytes) => Buffer.from(bytes));
}

async function large(): Promise<Buffer[]> {
	const pictures = largePicturesOf(digitalSpecimen);
	const [plain, full] = ['48 MP, progressive', '48 MP, progressive, full chroma'];
	const one = Buffer.from((await pictures[plain]?.()) ?? []);
	const other = Buffer.from((await pictures[full]?.()) ?? []);
	return [one, other, one, other, one];
}

const most = (all: Judgement[]) => Math.max(...all.map(({ peakMegabytes }) => peakMegabytes));

beforeAll(async () => {
	const [small, five] = [await mixed(), await large()];
	expect([small.length, five.length]).toEqual([20, 5]);
	// A large one behind every four others.
	const files = five.flatMap((photo, index) => [...small.slice(4 * index, 4 * index + 4), photo]);
	for (const [number, bytes] of files.entries()) writeFileSync(join(folder, String(number)), bytes);
	({ judgements, failure } = await measureAgain(
		async () => {
			const result = await judgeFiles(folder, [...files.keys()], 2);
			process.stdout.write(
				`25 files, two at a time: ${most(result.judgements)} MB above the idle process\n`,
			);
			return result;
		},
		({ judgements: all }) => most(all) >= mostMegabytes,
	));
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('all 25 are judged, the five photos prepared among them', () => {
	expect(failure).toBeNull();
	expect(judgements).toHaveLength(25);
	expect(judgements.map(({ crash }) => crash)).toEqual(Array(25).fill(null));
	const sides = judgements.map(({ prepared }) =>
		Math.max(prepared?.width ?? 0, prepared?.height ?? 0),
	);
	expect(sides.filter((side) => side === 4096).length).toBeGreaterThanOrEqual(5);
});

test('in less than 350 MB above the idle process', () => {
	expect(most(judgements)).toBeGreaterThan(50);
	expect(most(judgements)).toBeLessThan(mostMegabytes);
});
