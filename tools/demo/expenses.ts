/** The examples that turn flight itineraries into rows of a Data Table, played with made-up itineraries. */
import { z } from 'zod/v4';
import {
	digitalOfd,
	digitalPdf,
	digitalXml,
	drawLogo,
	drawSpecimen,
	specimens,
} from '../sandbox/specimens';
import type { PinnedItem } from '../n8n/n8n';
import { table } from '../n8n/reporter';
import type { Showcase } from './showcase';
import { FormPage } from './visitor';

const rowSchema = z.looseObject({
	date: z.string().nullable(),
	passenger: z.string().nullable(),
	from: z.string().nullable(),
	to: z.string().nullable(),
	carrierOrTrain: z.string().nullable(),
	total: z.number().nullable(),
	deductibleVat: z.number().nullable(),
	ticketNumber: z.string().nullable(),
	fileName: z.string().nullable(),
	warnings: z.string().nullable(),
});
const reportSchema = z.looseObject({ message: z.string(), text: z.string() });

const mimeTypes = {
	png: 'image/png',
	jpeg: 'image/jpeg',
	bmp: 'image/bmp',
	ofd: 'application/ofd',
	xml: 'application/xml',
	pdf: 'application/pdf',
} as const;
type Kind = keyof typeof mimeTypes;

interface ReceiptFile {
	name: string;
	type: string;
	bytes: Buffer;
}

const file = (name: string, kind: Kind, bytes: Buffer): ReceiptFile => ({
	name,
	type: mimeTypes[kind],
	bytes,
});

/** A specimen as a file that is named after it. */
async function picture(name: string, kind: 'png' | 'jpeg' | 'bmp'): Promise<ReceiptFile> {
	const specimen = specimens.find((each) => each.name === name);
	if (!specimen) throw new RangeError(`There is no specimen ${name}`);
	return file(`${name}.${kind}`, kind, await drawSpecimen(specimen, kind));
}

/** What they hold of receipts: four, of which the digital one comes twice, and one does not add up. */
async function firstFiles(): Promise<ReceiptFile[]> {
	return [
		await picture('one-leg', 'png'),
		await picture('two-legs', 'jpeg'),
		file('logo.png', 'png', await drawLogo()),
		file('digital.ofd', 'ofd', digitalOfd()),
		file('digital.pdf', 'pdf', digitalPdf()),
		await picture('digital', 'png'),
		await picture('misread-total', 'jpeg'),
	];
}

/** The same receipts in other forms. */
async function laterFiles(): Promise<ReceiptFile[]> {
	return [await picture('two-legs', 'bmp'), file('digital.xml', 'xml', digitalXml())];
}

/** The ticket numbers of `firstFiles`, each once. */
const ticketNumbers = ['9990000000101', '7810000000202', '7840000000901', '9990000000808'];
const firstMessage = '4 new, 1 known already, 2 not read: 6840.00 yuan';
const laterMessage = '0 new, 2 known already, 0 not read';

export const expensesFromPictures: Showcase = {
	file: 'expenses-from-pictures.json',
	clicks: [
		'Make the receipts: npm run sandbox -- specimens receipts',
		'Open the workflow "Expenses from pictures" and click "Execute workflow": a form opens.',
		'Choose some of the files in the folder receipts, logo.png, digital.ofd and digital.pdf among them, and submit: the next page tells what came of each.',
		'Submit some of them again: they are known, and no row is added.',
		'The rows are in the Data Table "juhe_expenses_from_pictures" (Overview, Data tables).',
	],
	async play({ n8n, idOf }) {
		const id = idOf(this.file);
		await n8n.publish(id);
		try {
			const upload = async (files: ReceiptFile[]) => {
				const form = await FormPage.open(`${n8n.url}/form/upload-flight-receipts`);
				const page = await form.submit({
					Receipts: files.map(
						({ name, type, bytes }) => new File([new Uint8Array(bytes)], name, { type }),
					),
				});
				const [last] = await n8n.executions(id);
				const report = last && (await n8n.ended(last.id)).items('Report').at(-1)?.json;
				return { page: page?.read() ?? 'no page', ...reportSchema.parse(report) };
			};
			const first = await upload(await firstFiles());
			const later = await upload(await laterFiles());
			const rows = await n8n.tableRows('juhe_expenses_from_pictures');
			return {
				text: told('Seven files', first, later, rows),
				isAsPromised:
					first.page.includes(firstMessage) &&
					later.page.includes(laterMessage) &&
					holdsEachOnce(rows),
			};
		} finally {
			await n8n.unpublish(id);
		}
	},
};

export const expensesByEmail: Showcase = {
	file: 'expenses-by-email.json',
	clicks: [
		'It needs a mailbox of yours: add an IMAP credential to "New e-mail", enable "E-mail the report" or a robot, and publish.',
		'Send files of the folder receipts (see "Expenses from pictures") to the mailbox.',
	],
	/** E-mails as n8n's trigger gives them out; a real mailbox is played by `npm run test:system`. */
	async play({ n8n, idOf }) {
		const id = idOf(this.file);
		const run = async (eMails: PinnedItem[]) => {
			await n8n.pin(id, { 'New e-mail': eMails });
			return reportSchema.parse((await n8n.runFrom(id, 'New e-mail')).items('Report').at(-1)?.json);
		};
		const files = await firstFiles();
		const first = await run([
			eMail('Trip to Kunming', files.slice(0, 3)),
			eMail('The invoices', files.slice(3)),
			eMail('Thank you', []),
		]);
		const later = await run([eMail('Trip to Kunming, again', await laterFiles())]);
		await n8n.pin(id, {});
		const rows = await n8n.tableRows('juhe_expenses');
		return {
			text: told('Three e-mails', first, later, rows),
			isAsPromised:
				first.message === firstMessage &&
				first.text.includes('Thank you') &&
				later.message === laterMessage &&
				holdsEachOnce(rows),
		};
	},
};

function eMail(subject: string, files: ReceiptFile[]): PinnedItem {
	const attachments = files.map(({ name, type, bytes }, index) => [
		`attachment_${index}`,
		{ fileName: name, mimeType: type, data: bytes.toString('base64') },
	]);
	return {
		json: { subject, from: { text: '测试甲 <ceshi@example.com>' } },
		...(files.length > 0 && { binary: Object.fromEntries(attachments) }),
	};
}

function holdsEachOnce(rows: Array<Record<string, unknown>>): boolean {
	const found = rows.map(({ ticketNumber }) => ticketNumber);
	return found.sort().join() === [...ticketNumbers].sort().join();
}

type Report = z.infer<typeof reportSchema>;

/** What a showcase prints: both reports, and what the table holds then. */
function told(
	what: string,
	first: Report,
	later: Report,
	rows: Array<Record<string, unknown>>,
): string {
	return [
		`${what}: ${first.message}`,
		'',
		first.text,
		'',
		`The same receipts in other forms: ${later.message}`,
		'',
		'The Data Table',
		rowsTable(rows),
	].join('\n');
}

function rowsTable(rows: Array<Record<string, unknown>>): string {
	return table(
		['date', 'passenger', 'flight', 'from', 'to', 'total', 'VAT', 'ticket', 'file', 'warnings'],
		rows
			.map((row) => rowSchema.parse(row))
			.map((row) => [
				row.date ?? '',
				row.passenger ?? '',
				row.carrierOrTrain ?? '',
				row.from ?? '',
				row.to ?? '',
				row.total?.toFixed(2) ?? '',
				row.deductibleVat?.toFixed(2) ?? '',
				row.ticketNumber ?? '',
				row.fileName ?? '',
				row.warnings ?? '',
			]),
	);
}
