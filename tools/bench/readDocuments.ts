import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { flightXml, ofd } from '../documents/data';
import { pdfKit } from '../documents/fontPdf';
import { usualItinerary } from '../documents/itinerary';
import { flightSheet } from '../documents/layout';
import { rawPdf } from '../documents/rawPdf';
import { compete, credential, node } from './contest';
import type { Contestant } from './contest';
import { figureOf, median, ratioOf, type Effort, type Row } from './rows';

/** Reading by our node, which needs Juhe for none of it. */
const ours = (kind: string): Contestant => ({
	name: kind,
	nodes: [
		node(
			'OCR',
			'n8n-nodes-juhe.flightInvoiceOcr',
			{ binaryPropertyName: 'data' },
			{ credentials: { juheApi: credential } },
		),
	],
	files: `*.${kind.toLowerCase()}`,
});

const theirs: Contestant = {
	name: 'Extract From File',
	nodes: [
		node('Extract', 'n8n-nodes-base.extractFromFile', {
			operation: 'pdf',
			binaryPropertyName: 'data',
			options: {},
		}),
	],
	files: '*.pdf',
};

/**
 * The same PDFs read into invoices by our node and into text by n8n's own Extract From File; OFD
 * and XML by our node, since n8n reads neither. Half of the PDFs have embedded fonts.
 */
export async function benchReadDocuments(
	{ quick }: Effort,
	report: (line: string) => void,
): Promise<Row[]> {
	const count = quick ? 10 : 100;
	const results = await compete({
		prepare: async (folder) => await writeDocuments(folder, count),
		contestants: () => [ours('PDF'), theirs, ours('OFD'), ours('XML')],
		rounds: quick ? 1 : 3,
		report,
	});
	const beside = { ours: 'Flight Invoice OCR (an invoice)', peer: 'Extract From File (text)' };
	const alone = {
		ours: 'Flight Invoice OCR',
		peer: null,
		target: null,
		note: 'n8n reads none of them',
	};
	const written = (contestant: string, what: 'seconds' | 'megabytes') =>
		median(results(contestant, what)).toFixed(what === 'seconds' ? 2 : 0);
	return [
		{
			...beside,
			subject: `${count} PDFs, time`,
			figure: ratioOf(results('PDF', 'seconds'), results(theirs.name, 'seconds')),
			target: { atMost: 1 },
			note: `${written('PDF', 'seconds')} s : ${written(theirs.name, 'seconds')} s`,
		},
		{
			...beside,
			subject: `${count} PDFs, memory`,
			figure: ratioOf(results('PDF', 'megabytes'), results(theirs.name, 'megabytes')),
			target: { atMost: 1 },
			note: `${written('PDF', 'megabytes')} MB : ${written(theirs.name, 'megabytes')} MB`,
		},
		...['OFD', 'XML'].map((kind) => ({
			...alone,
			subject: `${count} ${kind}s, time`,
			figure: figureOf(
				'milliseconds',
				results(kind, 'seconds').map((seconds) => seconds * 1000),
			),
		})),
	];
}

async function writeDocuments(folder: string, count: number): Promise<void> {
	for (let index = 0; index < count; index++) {
		const name = String(index).padStart(3, '0');
		const itinerary = { ...usualItinerary, invoiceNumber: `2631916627900153${1_000 + index}` };
		const sheet = flightSheet(itinerary);
		const pdf = index % 2 === 0 ? rawPdf(sheet) : await pdfKit(sheet);
		await writeFile(join(folder, `${name}.pdf`), pdf);
		await writeFile(join(folder, `${name}.ofd`), ofd({ sheet, data: flightXml(itinerary) }));
		await writeFile(join(folder, `${name}.xml`), flightXml(itinerary));
	}
}
