import axios from 'axios';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

import { flightInvoiceOcrEndpoints } from '../../src/juhe/endpoints';
import { recognitionByStockNodes } from '../../test/support/n8n/workflows';
import { compete, credential, node } from './contest';
import type { Contestant, Results } from './contest';
import { withComment } from './photos';
import { median, ratioOf, type Effort, type Row } from './rows';
import { defaultOptions } from '../sandbox';
import type { Sandbox } from '../sandbox';
import { drawSpecimen, specimens } from '../sandbox/specimens';

/** A Juhe that takes so long an answer. */
const answerMilliseconds = 200;
const pictureBytes = 1_000_000;
const concurrency = 4;

/**
 * The same pictures read by our node, by a bare loop over n8n's request helper, and by the stock
 * nodes. What reading the files takes by itself is taken off.
 */
export async function benchRecognizePictures(
	{ quick }: Effort,
	report: (line: string) => void,
): Promise<Row[]> {
	const count = quick ? 20 : 200;
	const results = await compete({
		prepare: async (folder, sandbox) => {
			await drawPictures(folder, count);
			await warm(sandbox, folder, count);
			sandbox.control.setOptions({ recognitionMilliseconds: answerMilliseconds });
		},
		contestants: contestantsFor,
		rounds: quick ? 1 : 3,
		report,
	});
	return rowsOf(results, count);
}

/**
 * A few photographs of a megabyte, each file with a comment of its own: our node sends the same
 * bytes only once.
 */
async function drawPictures(folder: string, count: number): Promise<void> {
	const pictures = await Promise.all(
		specimens
			.slice(0, 4)
			.map(async (specimen) => await photograph(await drawSpecimen(specimen, 'png'))),
	);
	for (let index = 0; index < count; index++) {
		const picture = pictures[index % pictures.length];
		if (picture) await writeFile(pathOf(folder, index), withComment(picture, String(index)));
	}
}

const pathOf = (folder: string, index: number) =>
	join(folder, `${String(index).padStart(3, '0')}.jpg`);

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
async function warm(sandbox: Sandbox, folder: string, count: number): Promise<void> {
	for (let index = 0; index < count; index++) {
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

const stockNames = ['stock nodes, as they come', `stock nodes, ${concurrency} at a time`] as const;

function contestantsFor(sandbox: Sandbox): Contestant[] {
	const url = recognizeUrl(sandbox);
	const key = defaultOptions.flightInvoiceOcrKey;
	const [toBase64, request] = recognitionByStockNodes(url, key);
	const loop = node(
		'Loop',
		'n8n-nodes-base.splitInBatches',
		{ batchSize: concurrency, options: {} },
		{ typeVersion: 3 },
	);
	const files = '*.jpg';
	const to = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
	return [
		{ name: 'reading the files only', nodes: [], files },
		{
			name: 'Flight Invoice OCR',
			files,
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
			files,
			nodes: [node('Bare loop', 'CUSTOM.bareLoop', { url, key, concurrency })],
		},
		{ name: stockNames[0], nodes: [toBase64, request], files },
		{
			name: stockNames[1],
			files,
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

/** The stock nodes have two ways: what counts is the better one, of each round. */
function rowsOf(results: Results, count: number): Row[] {
	const own = (name: string, what: 'seconds' | 'megabytes') => {
		const reading = results('reading the files only', what);
		return results(name, what).map((value, round) => value - (reading[round] ?? NaN));
	};
	const [asTheyCome, inBatches] = stockNames;
	const bestOfStock = (of: (name: string) => number[]) =>
		of(asTheyCome).map((value, round) => Math.min(value, of(inBatches)[round] ?? NaN));
	const seconds = (name: string) => own(name, 'seconds');
	const megabytes = (name: string) => results(name, 'megabytes');
	const ours = 'Flight Invoice OCR';
	const stock = 'Extract From File and HTTP Request, the better of two ways';
	const subject = `${count} pictures of 1 MB, ${answerMilliseconds} ms an answer, ${concurrency} at a time`;
	const note = (mine: number[], others: number[], unit: string) =>
		`${median(mine).toFixed(1)} ${unit} : ${median(others).toFixed(1)} ${unit}`;
	const stockSeconds = bestOfStock(seconds);
	const stockMegabytes = bestOfStock(megabytes);
	return [
		{
			subject: `${subject}; time`,
			ours,
			peer: 'a bare loop over n8n’s request helper',
			figure: ratioOf(seconds(ours), seconds('bare loop')),
			target: { atMost: 1.15 },
			note: note(seconds(ours), seconds('bare loop'), 's'),
		},
		{
			subject: `${subject}; time`,
			ours,
			peer: stock,
			figure: ratioOf(seconds(ours), stockSeconds),
			target: { atMost: 0.5 },
			note: note(seconds(ours), stockSeconds, 's'),
		},
		{
			subject: `${subject}; growth of memory`,
			ours,
			peer: stock,
			figure: ratioOf(megabytes(ours), stockMegabytes),
			target: null,
			note: note(megabytes(ours), stockMegabytes, 'MB'),
		},
	];
}
