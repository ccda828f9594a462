/**
 * What a person sees and does: the package in n8n's editor, in a browser. Also takes the README's
 * pictures.
 */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import type { WorkflowExport } from '../../tools/n8n/n8n';
import { root } from '../../tools/n8n/paths';
import { drawSpecimen, specimens } from '../../tools/sandbox/specimens';
import { Editor } from '../support/system/editor';
import { takePicture } from '../support/system/pictures';
import { credential, examples, type Stage, setStage } from '../support/system/stage';
import { untidiness } from '../support/workflows/layout';

/** The first run on a fresh machine installs n8n. */
const settingMs = 20 * 60_000;

/** The examples that `workflows/README.md` shows. */
const pictured = ['Ask an agent for trains', 'Plan, approve, order', 'Expenses by e-mail'];

const goodId = '11010119900307803X';
const wrongId = '110101199003078031';

let stage: Stage;
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;

beforeAll(async () => {
	stage = await setStage(examples);
	await inEditor('sign in', async (editor) => {
		await editor.signIn();
		signedIn = await editor.page.context().storageState();
	});
}, settingMs);

afterAll(async () => await stage?.close(), 60_000);

beforeEach(() => stage.sandbox.control.reset());

test('each node is found by the words of its work', async () => {
	await inEditor('words', async (editor) => {
		await editor.openNewWorkflow();
		await editor.openNodeList(await editor.addManualTrigger());
		const first = { node: 'Train Grab', within: 1 };
		const found = { node: 'Flight Invoice OCR', within: 3 };
		for (const [words, { node, within }] of [
			...['ticket', 'train ticket', '高铁', '抢票', '12306', '火车票'].map(
				(each) => [each, first] as const,
			),
			...['receipt', 'invoice', 'itinerary', 'expense', '发票', '行程单', '报销'].map(
				(each) => [each, found] as const,
			),
			['Juhe', { node: 'Train Grab', within: 2 }] as const,
		])
			expect([words, (await editor.findNodes(words)).slice(0, within)]).toEqual([
				words,
				expect.arrayContaining([node]),
			]);
	});
});

describe.each(examples.map(({ id = '', name }) => ({ id, name })))(
	'the example “$name”',
	({ id, name }) => {
		test('is drawn without anything over anything else', async () => {
			await inEditor(name, async (editor) => {
				await editor.page.setViewportSize({ width: 1440, height: 900 });
				await editor.openCanvas(id);
				if (pictured.includes(name))
					await takePicture(editor.page, slug(name), await editor.drawn());
				expect(untidiness(await editor.drawing())).toEqual([]);
			});
		});
	},
);

test('the node is found by Chinese and English words, and shows the trains of a day', async () => {
	await inEditor('search', async (editor) => {
		await editor.openNewWorkflow();
		const trigger = await editor.addManualTrigger();
		await editor.openNodeList(trigger);
		expect(await editor.findNodes('Juhe')).toEqual(
			expect.arrayContaining(['Train Grab', 'Flight Invoice OCR']),
		);
		for (const words of ['高铁', '抢票', '12306', 'train ticket', '火车票']) {
			expect([words, (await editor.findNodes(words))[0]]).toEqual([words, 'Train Grab']);
		}
		await takePicture(editor.page, 'node-search');

		await addSearch(editor);
		expect(await editor.output.innerText()).toMatch(/\d+ items/);
		const rows = await editor.outputRows();
		expect(rows.map(({ trainNo }) => trainNo)).toEqual(expect.arrayContaining(['G1', 'G3', 'G5']));
		expect(rows.map(({ trainNo }) => trainNo).join()).toMatch(/^G\d+(,G\d+)*$/);
		for (const { departure } of rows) expect(departure).toMatch(`${inDays(20)}T`);
		expect(rows.find(({ trainNo }) => trainNo === 'G1')).toMatchObject({
			fromStation: '北京南',
			toStation: '上海虹桥',
			durationMinutes: '268',
			cheapestSeat: 'Second class seat',
		});
		await editor.widenOutput();
		await editor.showOutputFrom('trainNo');
		await takePicture(editor.page, 'train-search');
	});
});

test('before anything has run, the next node is shown what the one before it will give', async () => {
	await inEditor('preview', async (editor) => {
		await editor.openNewWorkflow();
		const trigger = await editor.addManualTrigger();
		await editor.openNodeList(trigger);
		await editor.findNodes('train ticket');
		await editor.addFound('Train Grab', 'Search Chinese trains');
		await editor.closeNode();
		await editor.openNodeList('Search Chinese trains');
		await editor.findNodes('train ticket');
		await editor.addFound('Train Grab', 'Order Chinese train tickets for real money');
		for (const field of ['trainNo', 'departure', 'cheapestPrice'])
			await editor.input.getByText(field, { exact: true }).waitFor();
		await editor.chooseCredential(credential.name);
		await takePicture(editor.page, 'preview');
	});
});

test('the trigger says how to try it', async () => {
	await inEditor('trigger', async (editor) => {
		await editor.openWorkflow('Tell me what became of my order');
		await editor.openNode('Train Grab Trigger');
		await editor.page.getByText('Try the workflow without Juhe').waitFor();
		await editor.showOutputAs('schema');
		await takePicture(editor.page, 'trigger');
	});
});

test('the credential says whether Juhe takes its keys, and names the one that it refuses', async () => {
	await inEditor('credential', async (editor) => {
		await editor.openCredential(credential.name);
		await editor.credential.getByText('Connection tested successfully').waitFor();
		await takePicture(editor.page, 'credential');

		const { trainGrabKey } = stage.sandbox.options;
		await editor.openNewCredential('Juhe API');
		await editor.fill('trainGrabKey', 'a-wrong-key');
		await editor.fill('baseUrl', stage.sandbox.url);
		await editor.saveCredential();
		const ofTrains = await editor.credentialProblem();
		expect(ofTrains).toContain('Train Grab (火车票抢票) key: Juhe does not know the key');
		expect(ofTrains).not.toContain('a-wrong-key');

		await editor.fill('trainGrabKey', trainGrabKey);
		await editor.saveCredential();
		await editor.credential.getByText('Connection tested successfully').waitFor();

		await editor.fill('flightInvoiceOcrKey', 'another-wrong-key');
		await editor.saveCredential();
		const ofFlights = await editor.credentialProblem();
		expect(ofFlights).toContain(
			'Flight Invoice OCR (机票行程单识别) key: Juhe does not know the key',
		);
		expect(ofFlights).not.toContain('Train Grab (火车票抢票) key');
	});
});

test('an order is put together from the trains found; a wrong ID number stops it before anything is sent', async () => {
	await inEditor('order', async (editor) => {
		await editor.openNewWorkflow();
		await editor.openNodeList();
		await editor.findNodes('火车票');
		await addSearch(editor, { limit: 1 });
		await editor.closeNode();

		await editor.openNodeList('Search Chinese trains');
		await editor.findNodes('train ticket');
		await editor.addFound('Train Grab', 'Order Chinese train tickets for real money');
		await editor.chooseCredential(credential.name);
		await editor.choose('journeyInput', 'From Input Item');
		await editor.fill('contactName', '测试甲');
		await editor.fill('contactPhone', '13900000000');
		await editor.page.getByRole('button', { name: 'Add Passenger' }).click();
		await editor.fill('name', '测试甲');
		await editor.fill('idNumber', wrongId);
		await editor.executeStep();
		const problem = await editor.output.innerText();
		expect(problem).toContain('Nothing was ordered: “Passengers” has passenger 1 to correct');
		expect(problem).toContain('check digit, does not fit the others');
		expect(problem).toContain('Correct the parameter and run the node again.');
		expect(problem).not.toContain(wrongId);
		expect(stage.sandbox.control.calls('createOrder')).toEqual([]);
		await editor.parameter('birthday').scrollIntoViewIfNeeded();
		await takePicture(editor.page, 'error');

		await editor.fill('idNumber', goodId);
		await editor.executeStep();
		const [order] = stage.sandbox.control.orders();
		expect(await editor.outputRows()).toMatchObject([
			{ outOrderNo: order?.outOrderNo, status: 'created' },
		]);
		await editor.showOutputAs('schema');
		await editor.parameter('resource').scrollIntoViewIfNeeded();
		await takePicture(editor.page, 'order-create');
	});
});

test('the example workflow gets a ticket, and ordering again finds the order instead of buying twice', async () => {
	await inEditor('example', async (editor) => {
		await editor.page.setViewportSize({ width: 1440, height: 1020 });
		await editor.openWorkflow('Search and order a ticket');
		await editor.executeWorkflow('Your ticket');
		await takePicture(editor.page, 'example-workflow', await editor.drawn());

		const [order, ...others] = stage.sandbox.control.orders();
		expect(others).toEqual([]);
		await editor.openNode('Look up the order');
		expect(await editor.outputRows()).toMatchObject([
			{ outOrderNo: order?.outOrderNo, status: 'issued', statusName: 'Issued' },
		]);
		await editor.closeNode();
		await editor.openNode('Your ticket');
		expect(await editor.outputRows()).toMatchObject([
			{ status: 'issued', ticketNo: order?.issued?.ticketNo },
		]);
		await editor.closeNode();

		await editor.openNode('Order the ticket');
		await editor.executeStep();
		expect(await editor.outputRows()).toMatchObject([
			{ outOrderNo: order?.outOrderNo, status: 'alreadyExisted' },
		]);
		expect(stage.sandbox.control.orders()).toHaveLength(1);
	});
});

test('an itinerary is found by Chinese and English words, and read into fields that add up', async () => {
	const [specimen] = specimens;
	if (!specimen) throw new Error('There are no specimens');
	const picture = await drawSpecimen(specimen, 'jpeg');
	const server = createServer((_request, response) => {
		response.setHeader('content-type', 'image/jpeg').end(picture);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	try {
		const { port } = server.address() as AddressInfo;
		const name = 'Read an itinerary';
		await stage.n8n.createWorkflow(readingOf(name, `http://127.0.0.1:${port}/itinerary.jpg`));
		await inEditor('itinerary', async (editor) => {
			await editor.openWorkflow(name);
			await editor.openNodeList('Flight Invoice OCR');
			for (const words of ['机票行程单', '报销', 'flight itinerary', 'invoice OCR'])
				expect([words, await editor.findNodes(words)]).toEqual([
					words,
					expect.arrayContaining(['Flight Invoice OCR']),
				]);
			await editor.page.keyboard.press('Escape');
			await editor.openNode('Flight Invoice OCR');
			await editor.executeStep();
			const [row] = await editor.outputRows();
			const valueOf = (field: string) =>
				specimen.entries.find(({ Name }) => Name === field)?.Value ?? '';
			expect(row?.ticketNumber).toBe(valueOf('电子客票号码'));
			expect(row?.passengerName).toBe(valueOf('旅客姓名'));
			await editor.showOutputAs('schema');
			await takePicture(editor.page, 'flight-invoice');
			expect(stage.sandbox.control.recognitions()).toMatchObject({ calls: 1, recognized: 1 });
		});
	} finally {
		server.close();
		server.closeAllConnections();
	}
});

/** A picture from the web, and the node that reads it. */
function readingOf(name: string, url: string): WorkflowExport {
	const node = (id: string, type: string, x: number, parameters: object, typeVersion = 1) => ({
		id,
		name: id,
		type,
		typeVersion,
		position: [x, 0],
		parameters,
	});
	const to = (id: string) => ({ main: [[{ node: id, type: 'main', index: 0 }]] });
	return {
		name,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
			node(
				'The picture',
				'n8n-nodes-base.httpRequest',
				220,
				{ url, options: { response: { response: { responseFormat: 'file' } } } },
				4.2,
			),
			{
				...node('Flight Invoice OCR', 'n8n-nodes-juhe.flightInvoiceOcr', 440, {}),
				credentials: { juheApi: credential },
			},
		],
		connections: { Start: to('The picture'), 'The picture': to('Flight Invoice OCR') },
		settings: {},
	};
}

/**
 * Adds "Search trains" from what the open node list shows, fills it for high-speed trains in 20
 * days, and runs it.
 */
async function addSearch(editor: Editor, { limit }: { limit?: number } = {}): Promise<void> {
	await editor.addFound('Train Grab', 'Search Chinese trains');
	await editor.chooseCredential(credential.name);
	const stations = await editor.chooseFromList('from', 'beij', /^北京 Beijing · all/);
	expect(stations).toContain('北京南 Beijingnan · 北京');
	await editor.chooseFromList('to', '上海', /^上海 Shanghai · all/);
	await editor.fillDate('date', inDays(20));
	await editor.addOption('Add Filter', 'Train Classes');
	await editor.choose('trainClasses', 'G: High-Speed');
	await editor.page.keyboard.press('Escape');
	if (limit !== undefined) {
		await editor.addOption('Add Option', 'Limit');
		await editor.fill('limit', String(limit));
	}
	await editor.executeStep();
}

/** A name as part of a file's name. */
function slug(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** A day from now, as it is written, in China. */
function inDays(days: number): string {
	const time = Date.now() + days * 24 * 60 * 60_000;
	return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(time);
}

/**
 * Runs what a person does, in a browser of its own; if it fails, keeps a picture of what was to be
 * seen then.
 */
async function inEditor(name: string, work: (editor: Editor) => Promise<void>): Promise<void> {
	const context = await stage.browser.newContext({
		viewport: { width: 1400, height: 900 },
		colorScheme: 'light',
		locale: 'en-US',
		// Far from China: no date may move because of it.
		timezoneId: 'America/Los_Angeles',
		storageState: signedIn,
	});
	const page = await context.newPage();
	try {
		await work(new Editor(page, stage.n8n.url));
	} catch (error) {
		const folder = join(root, '.tmp', 'system');
		mkdirSync(folder, { recursive: true });
		await page.screenshot({ path: join(folder, `${name}.png`) });
		throw error;
	} finally {
		await context.close();
	}
}
