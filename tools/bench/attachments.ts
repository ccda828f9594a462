import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { largePicturesOf } from '../../test/support/files/large';
import { decorations, otherKinds } from '../../test/support/files/otherFiles';
import {
	digitalOfd,
	digitalPdf,
	digitalSpecimen,
	digitalXml,
	drawSpecimen,
	scannedPdf,
	specimens,
	trainOfd,
	trainPdf,
	trainZip,
} from '../sandbox/specimens';
import { compete, credential, node } from './contest';
import type { Contestant } from './contest';
import { withComment } from './photos';
import { figureOf, median, type Effort, type Row } from './rows';

type Make = () => Buffer | Promise<Buffer>;

const concurrency = 2;
const largest = '48 MP, progressive';

const reading: Contestant = { name: 'reading the files only', nodes: [], files: '*' };
const ours: Contestant = {
	name: 'Flight Invoice OCR',
	nodes: [
		node(
			'OCR',
			'n8n-nodes-juhe.flightInvoiceOcr',
			// As of a mail: what is no receipt is skipped.
			{ binaryPropertyName: 'data*', options: { concurrency } },
			{ credentials: { juheApi: credential } },
		),
	],
	files: '*',
};

/**
 * The memory of an n8n in which the node takes what a mailbox may hold at its worst, two files at a
 * time: twenty mixed attachments, the largest scans and photos among them, and five more of 48 MP.
 */
export async function benchAttachments(
	{ quick }: Effort,
	report: (line: string) => void,
): Promise<Row[]> {
	const photos = quick ? 1 : 5;
	const mixed = quick ? mixedFiles().slice(4) : mixedFiles();
	const results = await compete({
		prepare: async (folder) => await writeFiles(folder, mixed, photos),
		contestants: () => [reading, ours],
		rounds: quick ? 1 : 3,
		report,
	});
	const alone = median(results(reading.name, 'megabytes')).toFixed(0);
	return [
		{
			subject: `Memory above the idle n8n: ${mixed.length} mixed attachments and ${photos} photos of 48 MP, ${concurrency} at a time`,
			ours: ours.name,
			peer: null,
			figure: figureOf('memory', results(ours.name, 'megabytes')),
			target: { atMost: 350 },
			note: `at its highest; n8n takes ${alone} MB for reading the files`,
		},
	];
}

/** The large ones first. */
function mixedFiles(): Make[] {
	const large = largePicturesOf(digitalSpecimen);
	const specimen = (index: number, format: 'jpeg' | 'png'): Make => {
		const itinerary = specimens[index];
		if (!itinerary) throw new RangeError(`There is no specimen ${index}`);
		return async () => await drawSpecimen(itinerary, format);
	};
	const scan: Make = async () =>
		scannedPdf(await drawSpecimen(digitalSpecimen, 'jpeg', 1600), 1600, 1000);
	const files = [
		...Object.entries(large)
			.filter(([name]) => !name.startsWith('48 MP'))
			.map(([, make]) => make),
		...[0, 1, 2].flatMap((index) => [specimen(index, 'jpeg'), specimen(index, 'png')]),
		...[digitalPdf, trainPdf, scan, digitalOfd, trainOfd, digitalXml, trainZip],
		...[otherKinds.gif, otherKinds.html, decorations['a signature']],
	];
	return files.flatMap((make) => make ?? []);
}

async function writeFiles(folder: string, mixed: Make[], photos: number): Promise<void> {
	for (const [index, make] of mixed.entries())
		await writeFile(join(folder, `attachment-${index}`), await make());
	const photo = await largePicturesOf(digitalSpecimen)[largest]?.();
	if (!photo) throw new RangeError(`There is no photo of ${largest}`);
	// Each a file of its own: the same bytes would be prepared once.
	for (let index = 0; index < photos; index++)
		await writeFile(join(folder, `photo-${index}`), withComment(photo, String(index)));
}
