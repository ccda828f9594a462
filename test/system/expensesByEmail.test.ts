/**
 * The example "Expenses by e-mail" as an office runs it: Dovecot, the real n8n, an SMTP server, a
 * chat robot.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Attachment } from 'nodemailer/lib/mailer';
import sharp from 'sharp';
import { z } from 'zod/v4';
import { type WorkflowExport, workflowSchema } from '../../tools/n8n/n8n';
import { root } from '../../tools/n8n/paths';
import {
	digitalOfd,
	digitalPdf,
	digitalXml,
	drawLogo,
	drawSpecimen,
	scannedPdf,
	type SpecimenItinerary,
	specimens,
	trainTicket,
	trainZip,
} from '../../tools/sandbox/specimens';
import { photograph } from '../support/files/photograph';
import {
	credentialId,
	installationMs,
	juheCredential,
	setTheStage,
	type Stage,
} from '../support/n8n/stage';
import {
	account,
	type Catcher,
	type CaughtMail,
	type Mailbox,
	startDovecot,
	startRobot,
	startSmtpServer,
} from '../support/system/mailServers';

const patienceMs = 60_000;

let stage: Stage;
let mailbox: Mailbox;
let smtp: Catcher<CaughtMail>;
let robot: Catcher<unknown>;
const undo: Array<() => Promise<void>> = [];

beforeAll(async () => {
	mailbox = await startDovecot();
	undo.push(mailbox.close);
	smtp = await startSmtpServer();
	undo.push(smtp.close);
	robot = await startRobot();
	undo.push(robot.close);
	stage = await setTheStage();
	undo.push(stage.clear);
	const { n8n, juhe } = stage;
	const server = { ...account, host: '127.0.0.1' };
	await n8n.importCredentials([
		juheCredential(juhe),
		{
			id: imapId,
			name: 'Mailbox',
			type: 'imap',
			data: { ...server, port: mailbox.port, secure: true, allowUnauthorizedCerts: true },
		},
		{
			id: smtpId,
			name: 'Mail server',
			type: 'smtp',
			data: { ...server, port: smtp.port, secure: false, disableStartTls: true },
		},
	]);
	await n8n.start();
}, installationMs);

afterAll(async () => {
	for (const step of undo.splice(0).reverse()) await step();
});

test('e-mails become rows, each receipt once, and the report names every file that was not read', async () => {
	const { n8n, juhe } = stage;
	const workflow = await n8n.createWorkflow(exampleWithAccounts());

	// What has come on this day before the workflow is published is read with the first e-mail
	// after it.
	await mailbox.deliver(await tripToKunming());
	await mailbox.deliver(await theInvoices());
	await mailbox.deliver(await asAirlinesAndTheRailwaySendThem());
	await n8n.publish(workflow);
	await mailbox.deliver(await message('Thank you', []));
	await until(() => robot.caught.length === 1 && smtp.caught.length === 1);

	expect(await rows()).toEqual([
		['IMG_2041.JPG', '7810000000202', '2026-12-03', 3420],
		['one-leg.png', '9990000000101', '2026-03-02', 1200],
		['digital.ofd', '7840000000901', '2026-05-06', 1200],
		[`12306.zip/${trainTicket.invoiceNumber}.ofd`, trainTicket.ticketNumber, '2026-05-08', 272.5],
		['scan.pdf', '7310000000404', expect.any(String), 180],
	]);
	expect(smtp.caught[0]).toMatchObject({
		to: ['accounting@example.com'],
		subject: 'Expenses: 5 new, 5 known already, 3 not read: 6272.50 yuan',
	});
	const report = smtp.caught[0]?.text ?? '';
	expect(sections(report)).toEqual({
		'New in the table (5)': [
			lineOf('7810000000202', 'IMG_2041.JPG'),
			lineOf('9990000000101', 'one-leg.png'),
			lineOf('7840000000901', 'digital.ofd'),
			lineOf(trainTicket.ticketNumber, `12306.zip/${trainTicket.invoiceNumber}.ofd`),
			lineOf('7310000000404', 'scan.pdf'),
		],
		'Known already, so left out (5)': [
			lineOf('7840000000901', 'digital.pdf'),
			lineOf('7840000000901', 'screenshot.png'),
			lineOf('7840000000901', 'itinerary.pdf'),
			lineOf('7840000000901', 'itinerary.ofd'),
			lineOf('7840000000901', 'itinerary.xml'),
		],
		'Not read (3)': [
			expect.stringMatching(/^signature\.png, from “Trip to Kunming .*: A small picture/),
			expect.stringMatching(/^logo\.png, from “The invoices .*hardly any print/),
			expect.stringMatching(/^IMG_2042\.HEIC, from “The invoices .*: This is a HEIC.* JPEG/),
		],
		'E-mails without a file (1)': [expect.stringContaining('Thank you')],
	});
	expect(robot.caught).toEqual([{ msgtype: 'text', text: { content: smtp.caught[0]?.subject } }]);

	// Another e-mail, days later: a receipt that is known, and one that is new.
	await mailbox.deliver(await tripToTokyo());
	await until(() => robot.caught.length === 2 && smtp.caught.length === 2);

	expect((await rows()).slice(5)).toEqual([['tokyo.bmp', '9990000000505', '2026-09-15', 4395]]);
	expect(sections(smtp.caught[1]?.text ?? '')).toEqual({
		'New in the table (1)': [lineOf('9990000000505', 'tokyo.bmp')],
		'Known already, so left out (1)': [lineOf('9990000000101', 'again.png')],
	});
	expect(await mailbox.count()).toEqual({ read: 5, unread: 0 });

	// Six pictures were sent, all of them receipts, one a scan in a PDF: no signature, document,
	// HEIC or logo.
	const { pictures, recognized } = juhe.control.recognitions();
	expect(pictures.map(({ picture }) => picture?.charged).sort()).toEqual([
		...[true, true, true, true, true, true],
	]);
	expect(recognized).toBe(6);
	for (const { picture } of pictures) expect(picture?.bytes).toBeLessThanOrEqual(3_000_000);
	for (const secret of [account.password, juhe.options.flightInvoiceOcrKey])
		expect(n8n.output).not.toContain(secret);
});

const imapId = 'imapOfTheOffice1';
const smtpId = 'smtpOfTheOffice1';

/**
 * The example as it is in its file, with accounts chosen, and the e-mail and one robot switched on.
 */
function exampleWithAccounts(): WorkflowExport {
	const file = join(root, 'workflows', 'expenses-by-email.json');
	const example = workflowSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
	const changes: Record<string, (node: WorkflowExport['nodes'][number]) => object> = {
		'New e-mail': () => ({ credentials: { imap: { id: imapId, name: 'Mailbox' } } }),
		'Flight Invoice OCR': () => ({ credentials: { juheApi: { id: credentialId, name: 'Juhe' } } }),
		'E-mail the report': () => ({
			credentials: { smtp: { id: smtpId, name: 'Mail server' } },
			disabled: false,
		}),
		'WeCom robot': ({ parameters }) => ({
			disabled: false,
			parameters: {
				...z.looseObject({}).parse(parameters),
				url: `http://127.0.0.1:${robot.port}/cgi-bin/webhook/send?key=made-up`,
			},
		}),
	};
	const nodes = example.nodes.map((node) => ({ ...node, ...changes[node.name]?.(node) }));
	return { ...example, nodes };
}

/** A photo of 6 MB that lies on its side, from a phone, and a signature inside the text. */
async function tripToKunming(): Promise<Buffer> {
	const held = { megapixels: 12, noise: 14, quality: 96, orientation: 6 } as const;
	const photo = await photograph(specimen('two-legs'), held);
	expect(photo.length).toBeGreaterThan(5_000_000);
	const signature = await sharp(await drawLogo())
		.resize(160)
		.png()
		.toBuffer();
	return await message('Trip to Kunming 昆明出差', [
		{ filename: 'signature.png', content: signature, cid: 'signature' },
		{ filename: 'IMG_2041.JPG', content: photo },
	]);
}

/** One receipt as a scan, one as OFD, PDF and screenshot, and what else hangs on e-mails. */
async function theInvoices(): Promise<Buffer> {
	return await message('The invoices', [
		{ filename: 'one-leg.png', content: await drawSpecimen(specimen('one-leg'), 'png') },
		{ filename: 'logo.png', content: await drawLogo() },
		{ filename: 'digital.ofd', content: digitalOfd() },
		{ filename: 'digital.pdf', content: digitalPdf() },
		{ filename: 'screenshot.png', content: await drawSpecimen(specimen('digital'), 'png') },
		{ filename: 'IMG_2042.HEIC', content: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic') },
	]);
}

/** PDF, OFD and XML of one flight, a train ticket in 12306's ZIP, a scan as a PDF. */
async function asAirlinesAndTheRailwaySendThem(): Promise<Buffer> {
	const scan = await drawSpecimen(specimen('infant'), 'jpeg');
	return await message('电子发票', [
		{ filename: 'itinerary.pdf', content: digitalPdf() },
		{ filename: 'itinerary.ofd', content: digitalOfd() },
		{ filename: 'itinerary.xml', content: digitalXml() },
		{ filename: '12306.zip', content: trainZip() },
		{ filename: 'scan.pdf', content: scannedPdf(scan, 1200, 900) },
	]);
}

async function tripToTokyo(): Promise<Buffer> {
	return await message('Trip to Tokyo', [
		{ filename: 'again.png', content: await drawSpecimen(specimen('one-leg'), 'png') },
		{ filename: 'tokyo.bmp', content: await drawSpecimen(specimen('international'), 'bmp') },
	]);
}

async function message(subject: string, attachments: Attachment[]): Promise<Buffer> {
	return await new MailComposer({
		from: '测试甲 <ceshi@example.com>',
		to: 'expenses@example.com',
		subject,
		html: '<p>Please find them attached. <img src="cid:signature"></p>',
		attachments,
	})
		.compile()
		.build();
}

function specimen(name: string): SpecimenItinerary {
	const found = specimens.find((each) => each.name === name);
	if (!found) throw new RangeError(`There is no specimen ${name}`);
	return found;
}

async function rows(): Promise<unknown[][]> {
	const found = await stage.n8n.tableRows('juhe_expenses');
	return found.map(({ fileName, ticketNumber, date, total }) => [
		fileName,
		ticketNumber,
		date,
		total,
	]);
}

/** The report's parts by their headings. */
function sections(report: string): Record<string, string[]> {
	return Object.fromEntries(
		report
			.trim()
			.split('\n\n')
			.map((part) => {
				const [title = '', ...lines] = part.split('\n');
				return [title, lines.map((line) => line.replace(/^- /, ''))];
			}),
	);
}

const lineOf = (ticketNumber: string, fileName: string): unknown =>
	expect.stringMatching(new RegExp(`ticket ${ticketNumber}.*\\(${fileName}\\)$`));

async function until(isSo: () => boolean): Promise<void> {
	for (const end = Date.now() + patienceMs; !isSo(); await sleep(200)) {
		if (Date.now() > end) throw new Error('It did not come in time.');
	}
}
