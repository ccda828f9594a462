import axios from 'axios';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

import { flightInvoiceOcrEndpoints } from '../../src/juhe/endpoints';
import { credential, mean, measure, node } from './contest';
import type { Contestant, Measured } from './contest';
import { packPackage } from '../n8n/pack';
import { defaultOptions, startSandbox } from '../sandbox';
import type { Sandbox } from '../sandbox';
import { drawSpecimen, specimens } from '../sandbox/specimens';

/**
 * What issue and README speak of: so many pictures of a megabyte, and a Juhe that takes so long an
 * answer.
 */
const pictureCount = 200;
const pictureBytes = 1_000_000;
const answerMilliseconds = 200;
const concurrency = 4;
const rounds = 2;

/**
 * The same pictures read by our node, by a bare loop over n8n's request helper, and by the stock
 * nodes; each time in a fresh n8n process, taking turns. Prints means and ratios.
 */
export async function benchRecognizePictures(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-juhe-bench-'));
	const sandbox = await startSandbox();
	try {
		await drawPictures(folder);
		await warm(sandbox, folder);
		sandbox.control.setOptions({ recognitionMilliseconds: answerMilliseconds });
		const contestants = contestantsFor(sandbox);
		const tarball = await packPackage({ build: false });
		const results = new Map<string, Measured[]>();
		for (let round = 0; round < rounds; round++) {
			for (const contestant of contestants) {
				const measured = await measure(contestant, sandbox, {
					folder,
					files: '*.jpg',
					tarball,
				});
				results.set(contestant.name, [...(results.get(contestant.name) ?? []), measured]);
			}
		}
		print(results);
	} finally {
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * A few photographs of a megabyte, each file with a comment of its own: our node sends the same
 * bytes only once.
 */
async function drawPictures(folder: string): Promise<void> {
	const pictures = await Promise.all(
		specimens
			.slice(0, 4)
			.map(async (specimen) => await photograph(await drawSpecimen(specimen, 'png'))),
	);
	mkdirSync(folder, { recursive: true });
	for (let index = 0; index < pictureCount; index++) {
		const picture = pictures[index % pictures.length];
		if (picture) await writeFile(pathOf(folder, index), withComment(picture, String(index)));
	}
}

const pathOf = (folder: string, index: number) =>
	join(folder, `${String(index).padStart(3, '0')}.jpg`);

/**
 * JPEG: a comment segment (marker, length with its own two bytes, text) right after the first
 * marker.
 */
function withComment(jpeg: Buffer, text: string): Buffer {
	const comment = Buffer.from(text);
	const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
	return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}

/** A JPEG with a camera's noise, at the quality that makes it a megabyte. */
async function photograph(drawing: Buffer): Promise<Buffer> {
	const width = 2400;
	const page = sharp(drawing).resize({ width }).flatten({ background: 'white' });
	const { data, info } = await page.toBuffer({ resolveWithObject: true });
	const noise = await sharp({
		create: {
			width: info.width,
			height: info.height,
			channels: 3,
			background: 'black',
			noise: { type: 'gaussian', mean: 128, sigma: 12 },
		},
	})
		.png()
		.toBuffer();
	const noisy = sharp(data).composite([{ input: noise, blend: 'soft-light' }]);
	for (let quality = 95; ; quality -= 2) {
		const picture = await noisy.clone().jpeg({ quality }).toBuffer();
		if (picture.length <= pictureBytes || quality < 20) return picture;
	}
}

const recognizeUrl = (sandbox: Sandbox) =>
	`${sandbox.url}/${flightInvoiceOcrEndpoints.recognize.path}`;

/** The sandbox remembers the pictures it has read: its reading shall not count. */
async function warm(sandbox: Sandbox, folder: string): Promise<void> {
	for (let index = 0; index < pictureCount; index++) {
		const bytes = await readFile(pathOf(folder, index));
		const form = new URLSearchParams({
			key: defaultOptions.flightInvoiceOcrKey,
			ImageBase64: bytes.toString('base64'),
		});
		const { data } = await axios.post<{ error_code: number; reason: string }>(
			recognizeUrl(sandbox),
			form,
			{ maxBodyLength: Infinity },
		);
		if (data.error_code !== 0)
			throw new Error(`The sandbox does not read a picture of the benchmark: ${data.reason}`);
	}
}

function contestantsFor(sandbox: Sandbox): Contestant[] {
	const url = recognizeUrl(sandbox);
	const key = defaultOptions.flightInvoiceOcrKey;
	const toBase64 = node('To base64', 'n8n-nodes-base.extractFromFile', {
		operation: 'binaryToPropery',
		binaryPropertyName: 'data',
		destinationKey: 'data',
		options: {},
	});
	const request = node(
		'Request',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url,
			sendBody: true,
			contentType: 'form-urlencoded',
			bodyParameters: {
				parameters: [
					{ name: 'key', value: key },
					{ name: 'ImageBase64', value: '={{ $json.data }}' },
				],
			},
			options: {},
		},
		{ typeVersion: 4.2 },
	);
	const loop = node(
		'Loop',
		'n8n-nodes-base.splitInBatches',
		{ batchSize: concurrency, options: {} },
		{ typeVersion: 3 },
	);
	const to = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
	return [
		{ name: 'reading the files only', nodes: [] },
		{
			name: 'Flight Invoice OCR',
			nodes: [
				node(
					'OCR',
					'n8n-nodes-juhe.flightInvoiceOcr',
					{ binaryPropertyName: 'data', options: { concurrency } },
					{ credentials: { juheApi: credential } },
				),
			],
		},
		{
			name: 'bare loop',
			nodes: [node('Bare loop', 'CUSTOM.bareLoop', { url, key, concurrency })],
		},
		{ name: 'stock nodes, as they come', nodes: [toBase64, request] },
		{
			name: `stock nodes, ${concurrency} at a time`,
			nodes: [loop, toBase64, request],
			connections: {
				Read: { main: [[to('Loop')]] },
				Loop: { main: [[to('End')], [to('To base64')]] },
				'To base64': { main: [[to('Request')]] },
				Request: { main: [[to('Loop')]] },
			},
		},
	];
}

function print(results: Map<string, Measured[]>): void {
	const of = (name: string, what: keyof Measured) =>
		mean((results.get(name) ?? []).map((each) => each[what]));
	const reading = of('reading the files only', 'seconds');
	console.log(
		`${pictureCount} pictures of 1 MB, ${answerMilliseconds} ms an answer; means of ${rounds} runs, each in a fresh n8n`,
	);
	for (const name of results.keys())
		console.log(
			`${name}: ${of(name, 'seconds').toFixed(1)} s, ${of(name, 'megabytes').toFixed(0)} MB`,
		);
	const ownSeconds = (name: string) => of(name, 'seconds') - reading;
	const ownMegabytes = (name: string) =>
		of(name, 'megabytes') - of('reading the files only', 'megabytes');
	const stock = [...results.keys()].filter((name) => name.startsWith('stock'));
	const best = (of: (name: string) => number) => Math.min(...stock.map(of));
	const ours = 'Flight Invoice OCR';
	const ratio = (title: string, value: number, goal: number) =>
		console.log(`${title}: ${value.toFixed(2)} (goal: at most ${goal})`);
	console.log('Ratios, what reading the files takes by itself taken off:');
	ratio('time to the bare loop', ownSeconds(ours) / ownSeconds('bare loop'), 1.15);
	ratio('time to the better of the stock nodes', ownSeconds(ours) / best(ownSeconds), 0.5);
	ratio('memory to the better of the stock nodes', ownMegabytes(ours) / best(ownMegabytes), 0.25);
	ratio(
		'memory to the better of the stock nodes, nothing taken off',
		of(ours, 'megabytes') / best((name) => of(name, 'megabytes')),
		0.25,
	);
}
