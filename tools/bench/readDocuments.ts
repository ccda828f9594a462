import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { flightXml, ofd } from '../documents/data';
import { pdfKit } from '../documents/fontPdf';
import { usualItinerary } from '../documents/itinerary';
import { flightSheet } from '../documents/layout';
import { rawPdf } from '../documents/rawPdf';
import { packPackage } from '../n8n/pack';
import { startSandbox } from '../sandbox';
import { credential, mean, measure, node } from './contest';
import type { Contestant, Measured } from './contest';

const documentCount = 100;
const rounds = 2;

/** Reading by our node, which needs Juhe for none of it. */
const ours = (name: string): Contestant => ({
	name,
	nodes: [
		node(
			'OCR',
			'n8n-nodes-juhe.flightInvoiceOcr',
			{ binaryPropertyName: 'data' },
			{ credentials: { juheApi: credential } },
		),
	],
});

const runs: Array<{ contestant: Contestant; files: string }> = [
	{ contestant: { name: 'reading the PDFs only', nodes: [] }, files: '*.pdf' },
	{ contestant: ours('PDF: Flight Invoice OCR'), files: '*.pdf' },
	{
		contestant: {
			name: 'PDF: Extract From File',
			nodes: [
				node('Extract', 'n8n-nodes-base.extractFromFile', {
					operation: 'pdf',
					binaryPropertyName: 'data',
					options: {},
				}),
			],
		},
		files: '*.pdf',
	},
	{ contestant: ours('OFD: Flight Invoice OCR'), files: '*.ofd' },
	{ contestant: ours('XML: Flight Invoice OCR'), files: '*.xml' },
];

/**
 * The same PDFs read into invoices by our node and into text by n8n's own Extract From File; OFD
 * and XML by our node, since n8n reads neither. Half of the PDFs have embedded fonts. Each run in a
 * fresh n8n, taking turns.
 */
export async function benchReadDocuments(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-juhe-bench-'));
	const sandbox = await startSandbox();
	try {
		await writeDocuments(folder);
		const tarball = await packPackage({ build: false });
		const results = new Map<string, Measured[]>();
		for (let round = 0; round < rounds; round++) {
			for (const { contestant, files } of runs) {
				const measured = await measure(contestant, sandbox, { folder, files, tarball });
				results.set(contestant.name, [...(results.get(contestant.name) ?? []), measured]);
			}
		}
		print(results);
	} finally {
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function writeDocuments(folder: string): Promise<void> {
	for (let index = 0; index < documentCount; index++) {
		const name = String(index).padStart(3, '0');
		const itinerary = { ...usualItinerary, invoiceNumber: `2631916627900153${1_000 + index}` };
		const sheet = flightSheet(itinerary);
		const pdf = index % 2 === 0 ? rawPdf(sheet) : await pdfKit(sheet);
		await writeFile(join(folder, `${name}.pdf`), pdf);
		await writeFile(join(folder, `${name}.ofd`), ofd({ sheet, data: flightXml(itinerary) }));
		await writeFile(join(folder, `${name}.xml`), flightXml(itinerary));
	}
}

function print(results: Map<string, Measured[]>): void {
	const of = (name: string, what: keyof Measured) =>
		mean((results.get(name) ?? []).map((each) => each[what]));
	console.log(`${documentCount} documents of a kind; means of ${rounds} runs, each in a fresh n8n`);
	for (const name of results.keys()) {
		console.log(
			`${name}: ${of(name, 'seconds').toFixed(2)} s, ${of(name, 'megabytes').toFixed(0)} MB`,
		);
	}
	const ratio = (title: string, value: number) =>
		console.log(`${title}: ${value.toFixed(2)} (goal: at most 1)`);
	for (const what of ['seconds', 'megabytes'] as const) {
		const [our, their] = [of('PDF: Flight Invoice OCR', what), of('PDF: Extract From File', what)];
		ratio(`PDF, ${what} to Extract From File`, our / their);
	}
}
