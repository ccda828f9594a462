/**
 * The examples that turn receipts of flights and trains into rows of a Data Table, played with
 * made-up ones.
 */
import { z } from 'zod/v4';
import {
	digitalOfd,
	digitalPdf,
	digitalXml,
	drawLogo,
	drawSpecimen,
	scannedPdf,
	specimens,
	trainTicket,
	trainZip,
} from '../sandbox/specimens';
import type { PinnedItem } from '../n8n/n8n';
import { table } from '../n8n/reporter';
import type { WorkflowRun } from '../n8n/workflowRun';
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
	zip: 'application/zip',
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

/**
 * Receipts as airlines, 12306, phones and scanners send them: a flight comes as PDF, OFD and
 * screenshot, a train ticket as a ZIP, a scan as a PDF, one does not add up, and a logo hangs on.
 */
async function firstFiles(): Promise<ReceiptFile[]> {
	return [
		await picture('one-leg', 'png'),
		await picture('two-legs', 'jpeg'),
		file('logo.png', 'png', await drawLogo()),
		file('digital.ofd', 'ofd', digitalOfd()),
		file('digital.pdf', 'pdf', digitalPdf()),
		await picture('digital', 'png'),
		file('train.zip', 'zip', trainZip()),
		file('scan.pdf', 'pdf', await scan('infant')),
		await picture('misread-total', 'jpeg'),
	];
}

/** A specimen as the PDF that a scanner makes of it. */
async function scan(name: string): Promise<Buffer> {
	const { bytes } = await picture(name, 'jpeg');
	return scannedPdf(bytes, 1200, 900);
}

/** The same receipts in other forms. */
async function laterFiles(): Promise<ReceiptFile[]> {
	return [await picture('two-legs', 'bmp'), file('digital.xml', 'xml', digitalXml())];
}

/** The ticket numbers of `firstFiles`, each once. */
const ticketNumbers = [
	'9990000000101',
	'7810000000202',
	'7840000000901',
	'9990000000808',
	'7310000000404',
	trainTicket.ticketNumber,
];
const firstMessage = '6 new, 2 known already, 1 not read: 7292.50 yuan';
const laterMessage = '0 new, 2 known already, 0 not read';

export const expensesFromReceipts: Showcase = {
	file: 'expenses-from-receipts.json',
	clicks: [
		'Make the receipts: npm run sandbox -- specimens receipts',
		'Open the workflow "Expenses from receipts" and click "Execute workflow": a form opens.',
		'Choose some of the files in the folder receipts, logo.png, digital.ofd, digital.pdf and train.zip among them, and submit: the next page tells what came of each.',
		'Submit some of them again: they are known, and no row is added.',
		'The rows are in the Data Table "juhe_expenses_from_receipts" (Overview, Data tables).',
	],
	async play({ n8n, idOf }) {
		const id = idOf(this.file);
		await n8n.publish(id);
		try {
			const upload = async (files: ReceiptFile[]) => {
				const form = await FormPage.open(`${n8n.url}/form/upload-receipts`);
				const page = await form.submit({
					Receipts: files.map(
						({ name, type, bytes }) => new File([new Uint8Array(bytes)], name, { type }),
					),
				});
				const { id: execution } = await n8n.latestExecution(id);
				return { page: page?.read() ?? 'no page', ...reportOf(await n8n.ended(execution)) };
			};
			const first = await upload(await firstFiles());
			const later = await upload(await laterFiles());
			const rows = await n8n.tableRows('juhe_expenses_from_receipts');
			return {
				text: told('Nine files', first, later, rows),
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
		'Send files of the folder receipts (see "Expenses from receipts") to the mailbox.',
	],
	/** E-mails as n8n's trigger gives them out; a real mailbox is played by `npm run test:system`. */
	async play({ n8n, idOf }) {
		const id = idOf(this.file);
		const run = async (eMails: PinnedItem[]) => {
			await n8n.pin(id, { 'New e-mail': eMails });
			return reportOf(await n8n.runFrom(id, 'New e-mail'));
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

export const expensesOfAMonth: Showcase = {
	file: 'expenses-of-a-month.json',
	clicks: [
		'Run "Expenses by e-mail" or let it run: its table is what is summed up.',
		'Open the workflow "Expenses of a month", pin this month (such as 2026-05) in "Which month", and click "Execute workflow".',
	],
	async play({ n8n, idOf }) {
		const id = idOf(this.file);
		const rows = await n8n.tableRows('juhe_expenses');
		const [month = ''] = rows.map(({ createdAt }) => String(createdAt).slice(0, 7));
		await n8n.pin(id, { 'Which month': [{ json: { month } }] });
		const report = reportOf(await n8n.runFrom(id, 'First of the month'));
		await n8n.pin(id, {});
		const flights = rows.filter(({ category }) => category === 'flight');
		const sum = flights.reduce((total, row) => total + (rowSchema.parse(row).total ?? 0), 0);
		return {
			text: [report.message, '', report.text].join('\n'),
			isAsPromised:
				flights.length > 0 &&
				report.message.includes(`flight ${flights.length}, ${sum.toFixed(2)} CNY`) &&
				report.message.includes('train 1, 272.50 CNY') &&
				report.text.includes('VAT that may be deducted 22.50'),
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

/** @throws Error where the run came to none, with where it ended and why */
function reportOf(run: WorkflowRun): Report {
	const [last] = run.items('Report').slice(-1);
	if (last) return reportSchema.parse(last.json);
	const where = run.error?.node ?? run.lastNode ?? 'no node';
	throw new Error(`No report: ${run.status} at ${where}. ${run.error?.message ?? ''}`.trim());
}

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
		[
			'date',
			'passenger',
			'flight or train',
			'from',
			'to',
			'total',
			'VAT',
			'ticket',
			'file',
			'warnings',
		],
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
