/**
 * Flight Invoice OCR when something goes wrong: one file never costs the others, nothing is paid
 * for twice or in vain.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { BinaryDataService } from 'n8n-core';

import type { Fault } from '../../tools/sandbox';
import { drawLogo, otherPdf } from '../../tools/sandbox/specimens';
import { noise } from '../support/files/pictures';
import type { Run, StartFile, StartItem } from '../support/engine';
import { connect } from '../support/engine';
import { Container } from '../support/engine/environment';
import type { Settings } from '../support/nodes/flightInvoiceOcr';
import {
	anotherOf,
	keys,
	mail,
	node,
	output,
	picture,
	run,
	ticketNumberOf,
} from '../support/nodes/flightInvoiceOcr';
import type { Juhe } from '../support/nodes/juhe';
import { nobody, startJuhe, unharmed, until, withJuhe } from '../support/nodes/juhe';
import { shortenTimeouts } from '../support/nodes/timeouts';
import type { Failure } from '../support/nodes/trainGrab';
import { credentials, failureOf, theEngine } from '../support/nodes/trainGrab';
import type { WebServer } from '../support/nodes/webServer';
import { startWebServer } from '../support/nodes/webServer';

let juhe: Juhe;
let logo: StartFile;
/** A photo of something else. */
let holiday: StartFile;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
	logo = { bytes: await drawLogo(), fileName: 'logo.png', mimeType: 'image/png' };
	const bytes = await noise(800, 600).jpeg().toBuffer();
	holiday = { bytes, fileName: 'holiday.jpg', mimeType: 'image/jpeg' };
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const pdf: StartFile = {
	bytes: otherPdf(),
	fileName: 'itinerary.pdf',
	mimeType: 'application/pdf',
};
const all: INodeParameters = { binaryPropertyName: 'attachment_*' };
const goOn = { node: { onError: 'continueRegularOutput' as const } };
const code = (errorCode: number, reason?: string): Fault => ({
	kind: 'errorCode',
	errorCode,
	...(reason !== undefined && { reason }),
});
const read = { ticketNumber: ticketNumberOf('one-leg') };

async function failure(parameters: INodeParameters, settings: Settings): Promise<Failure> {
	return failureOf(await run(juhe, parameters, settings));
}

async function copies(count: number): Promise<StartItem[]> {
	const numbers = [...Array(count).keys()];
	return await Promise.all(
		numbers.map(async (number) => mail({ data: await anotherOf('one-leg', number) })),
	);
}

describe('an error that stops the workflow', () => {
	test('names the file and the item, says what happened, what to do, and Juhe’s own words', async () => {
		const items = [mail({ data: logo })];
		expect(await failure({}, { items })).toMatchObject({
			name: 'NodeApiError',
			message:
				'“logo.png” (data): Juhe could not recognize a flight itinerary in the picture (code 252604) [item 0]',
			description: expect.stringMatching(/^Send a sharp.* Juhe says: “.+”\.$/),
			httpCode: '252604',
			itemIndex: 0,
		});
	});

	test.each<[number, string | undefined]>([
		[10001, 'credential-invalid'],
		[252601, undefined],
	])('%i: n8n’s failure cause is %s; sent once', async (errorCode, cause) => {
		await withJuhe(async (own) => {
			await own.fault('recognize', code(errorCode), 99);
			const finished = await run(own, {}, { items: [mail({ data: await picture() })] });
			expect(failureOf(finished)).toMatchObject({ cause, httpCode: String(errorCode) });
			expect(await own.calls()).toHaveLength(1);
		});
	});

	test('no key: said by name', async () => {
		const items = [mail({ data: await picture() })];
		const error = await failure({}, { items, credential: { flightInvoiceOcrKey: '' } });
		expect(error).toMatchObject({
			message:
				'“one-leg.jpg” (data): The Juhe API credential has no Flight Invoice OCR (机票行程单识别) key [item 0]',
			cause: 'credential-invalid',
		});
		expect(await juhe.calls()).toEqual([]);
	});

	test('what was read before it is counted, and how to keep it is said; no new picture is sent', async () => {
		for (const fault of [unharmed, unharmed, unharmed, code(252604)])
			await juhe.fault('recognize', fault);
		const error = await failure({ options: { concurrency: 1 } }, { items: await copies(10) });
		expect(error).toMatchObject({ itemIndex: 3 });
		expect(error.description).toContain('Juhe had read 3 pictures of this run');
		expect(error.description).toContain('“On Error”');
		expect((await juhe.recognitions()).calls).toBe(4);
	});

	test('what is in work when it comes is finished, not cut off', async () => {
		await juhe.fault('recognize', { kind: 'delay', milliseconds: 300 });
		await juhe.fault('recognize', code(252604));
		const error = await failure({}, { items: await copies(10) });
		// Which of the two that are sent together arrives first is chance.
		expect([0, 1]).toContain(error.itemIndex);
		expect(error.description).toContain('Juhe had read 1 picture of this run');
		expect(await juhe.recognitions()).toMatchObject({ calls: 2, recognized: 1 });
	});

	test('what can be known before anything is sent stops before anything is sent', async () => {
		const items = [mail({ data: await picture() }), { json: {} }];
		expect(await failure({}, { items })).toMatchObject({
			name: 'NodeOperationError',
			message: 'The item has no file “data” [item 1]',
			description: expect.stringContaining('no file at all'),
			itemIndex: 1,
		});
		expect(await juhe.calls()).toEqual([]);
	});

	test('“Retry On Fail” pays for no picture a second time', async () => {
		for (const fault of [unharmed, unharmed, code(10012)]) await juhe.fault('recognize', fault);
		const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const items = await copies(4);
		const found = await output(juhe, { options: { concurrency: 1 } }, { items, node: retry });
		expect(found).toHaveLength(4);
		expect(await juhe.recognitions()).toMatchObject({ calls: 5, recognized: 4 });
	});
});

test.each([252604, 252601, 252699])(
	'a picture that Juhe has refused is not sent again: code %d',
	async (errorCode) => {
		for (let call = 0; call < 9; call++) await juhe.fault('recognize', code(errorCode));
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const one = [mail({ data: await picture() })];
		await failure({}, { items: one, node: retry });
		expect(await juhe.recognitions()).toMatchObject({ calls: 1 });
		const same = await Promise.all(
			['a', 'b', 'c'].map(async () => mail({ data: await picture() })),
		);
		const found = await output(juhe, { options: { concurrency: 1 } }, { items: same, ...goOn });
		expect(found).toHaveLength(3);
		expect(await juhe.recognitions()).toMatchObject({ calls: 2 });
	},
);

describe('a workflow that goes on after an error', () => {
	test('each error in its place, with file name and reason, the others all there', async () => {
		const items = [
			mail({
				attachment_0: await picture('one-leg'),
				attachment_1: logo,
				attachment_2: await picture('infant'),
			}),
			mail({ attachment_0: pdf }),
			mail({ attachment_0: await picture('two-legs') }),
		];
		const names = 'attachment_0, attachment_1, attachment_2';
		const binaryPropertyName = `={{ $itemIndex === 0 ? '${names}' : 'attachment_0' }}`;
		const finished = await run(juhe, { binaryPropertyName }, { items, ...goOn });
		const found = finished.json(node);
		expect(found).toEqual([
			expect.objectContaining({ ticketNumber: ticketNumberOf('one-leg') }),
			{
				error: expect.stringMatching(
					/^“logo\.png” \(attachment_1\): .*\(code 252604\)\. Send a sharp, upright picture/,
				),
				details: {
					errorCode: 252604,
					reason: expect.any(String),
					retryable: false,
					charged: null,
					property: 'attachment_1',
					fileName: 'logo.png',
				},
			},
			expect.objectContaining({ ticketNumber: ticketNumberOf('infant') }),
			{
				error: expect.stringMatching(/^“itinerary\.pdf” \(attachment_0\): .*PDF/),
				details: {
					errorCode: 'notAReceipt',
					reason: null,
					retryable: false,
					charged: false,
					property: 'attachment_0',
					fileName: 'itinerary.pdf',
				},
			},
			expect.objectContaining({ ticketNumber: ticketNumberOf('two-legs') }),
		]);
		expect(Object.keys(found[1]?.details as IDataObject)).toEqual(keys.failure);
		expect(finished.items(node).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0, 1, 2].map((item) => ({ item })),
		);
	});

	test('by the error output: errors there, itineraries here, each traceable to its item', async () => {
		const n8n = await theEngine();
		const value = "={{ $('Start').item.json.subject }}";
		const items = [
			mail({ attachment_0: holiday, attachment_1: await picture('one-leg') }, { subject: 'first' }),
			mail({ attachment_0: await picture('infant') }, { subject: 'second' }),
		];
		const spec = n8n.workflow(
			items,
			{ name: node, type: 'flightInvoiceOcr', parameters: all, onError: 'continueErrorOutput' },
			{ name: 'Read', type: 'test.evaluate', parameters: { value } },
		);
		spec.nodes.push({ name: 'Failed', type: 'test.evaluate', parameters: { value } });
		connect(spec, node, 'Failed', { output: 1 });
		const finished = await n8n.execute(spec, { credentials: credentials(juhe) });
		expect(finished.json('Read')).toEqual([{ value: 'first' }, { value: 'second' }]);
		expect(finished.json('Failed')).toEqual([{ value: 'first' }]);
		// A picture that a wildcard matched is an error where errors have a place to go.
		expect(finished.json(node, 1)).toEqual([
			{
				subject: 'first',
				error: expect.stringContaining('“holiday.jpg” (attachment_0)'),
				details: expect.objectContaining({ errorCode: 252604 }),
			},
		]);
	});

	test('quota used up: no new calls, the rest with the same reason', async () => {
		for (const fault of [unharmed, unharmed, code(10012)]) await juhe.fault('recognize', fault);
		const items = await copies(8);
		const found = await output(juhe, { options: { concurrency: 1 } }, { items, ...goOn });
		expect(found.slice(0, 2)).toEqual([
			expect.objectContaining(read),
			expect.objectContaining(read),
		]);
		for (const [index, item] of found.slice(2).entries()) {
			expect(item.error).toMatch(
				/^“one-leg-\d\.jpg” \(data\): The request quota .* \(code 10012\)\. Buy quota/,
			);
			expect(item.details).toMatchObject({
				errorCode: 10012,
				reason: '沙箱故障',
				charged: index === 0 ? null : false,
			});
		}
		expect((await juhe.recognitions()).calls).toBe(3);
	});

	test('quota used up: digital itineraries are still read', async () => {
		await juhe.fault('recognize', code(10012), 99);
		const { digitalOfd } = await import('../../tools/sandbox/specimens');
		const items = [
			mail({ data: await picture() }),
			mail({ data: { bytes: digitalOfd(), fileName: 'a.ofd' } }),
		];
		const found = await output(juhe, { options: { concurrency: 1 } }, { items, ...goOn });
		expect(found).toEqual([
			expect.objectContaining({ error: expect.anything() }),
			expect.objectContaining({ source: expect.objectContaining({ recognizedBy: 'file' }) }),
		]);
	});

	test('parameters that cannot work for one item', async () => {
		const items = [{ json: { rate: 9 } }, { json: { rate: 900 } }].map(({ json }) => json);
		const file = await picture();
		const found = await output(
			juhe,
			{ options: { vatRate: '={{ $json.rate }}' } },
			{ items: items.map((json) => mail({ data: file }, json)), ...goOn },
		);
		expect(found).toEqual([
			expect.objectContaining(read),
			{
				error: expect.stringMatching(/^“VAT Rate \(Percent\)” is above 100 percent\. \S.*\.$/),
				details: expect.objectContaining({ errorCode: 'vatRateTooHigh', charged: false }),
			},
		]);
	});
});

describe('under a wildcard', () => {
	test('a damaged picture and one without an itinerary are skipped where an error would cost the others', async () => {
		const { bytes } = await picture('infant', { format: 'png' });
		const damaged: StartFile = { bytes: bytes.subarray(0, bytes.length / 2), fileName: 'half.png' };
		const items = [
			mail({
				attachment_0: damaged,
				attachment_1: holiday,
				attachment_2: await picture('one-leg'),
			}),
		];
		const [invoice, ...others] = await output(juhe, all, { items });
		expect(others).toEqual([]);
		expect(invoice).toMatchObject({
			...read,
			skipped: [
				{ property: 'attachment_0', fileName: 'half.png', reason: expect.any(String) },
				{
					property: 'attachment_1',
					fileName: 'holiday.jpg',
					reason: expect.stringMatching(/\(code 252604\)\. Send .+\. Juhe says: “.+”\.$/),
				},
			],
		});
	});

	test('where errors have a place to go, a damaged picture is one, and so is a damaged OFD', async () => {
		const { bytes } = await picture('infant', { format: 'png' });
		const { digitalOfd } = await import('../../tools/sandbox/specimens');
		const items = [
			mail({
				attachment_0: { bytes: bytes.subarray(0, bytes.length / 2), fileName: 'half.png' },
				attachment_1: { bytes: digitalOfd().subarray(0, 400), fileName: 'half.ofd' },
				attachment_2: { bytes: Buffer.from('<note/>'), fileName: 'note.xml' },
				attachment_3: { bytes: Buffer.from('789f3e22', 'hex'), fileName: 'winmail.dat' },
			}),
		];
		for (const kind of ['invoice', 'expenseRow']) {
			const found = await output(juhe, { ...all, output: kind }, { items, ...goOn });
			expect(found).toEqual([
				{
					error: expect.stringMatching(/^“half\.png” \(attachment_0\): .*cut off/),
					details: expect.objectContaining({ errorCode: 'pictureUnreadable', charged: false }),
				},
				{
					error: expect.stringMatching(
						/^“half\.ofd” \(attachment_1\): .*damaged.*\. Attach it again.*\.$/,
					),
					details: expect.objectContaining({ errorCode: 'documentUnreadable' }),
				},
			]);
		}
		expect(await juhe.calls()).toEqual([]);
	});

	test('what is not the file’s fault stops, or is an error', async () => {
		await juhe.fault('recognize', code(10012), 99);
		const items = [mail({ attachment_0: await picture() })];
		expect(await failure(all, { items })).toMatchObject({ cause: 'quota-exhausted' });
		expect(await output(juhe, all, { items, ...goOn })).toMatchObject([
			{ error: expect.stringContaining('10012') },
		]);
	});
});

describe('when Juhe is busy or does not answer', () => {
	test('five requests a second, else 252602: every picture is read, none paid for twice', async () => {
		await withJuhe(
			async (own) => {
				const items = await copies(14);
				const found = await output(own, { options: { concurrency: 8 } }, { items });
				expect(found).toEqual(Array(14).fill(expect.objectContaining(read)));
				expect((await own.recognitions()).recognized).toBe(14);
			},
			{ recognitionsPerSecond: 5, recognitionLimitCode: 252602 },
		);
	});

	test.each<[string, Fault, number, number]>([
		['the connection breaks after the work', { kind: 'drop', when: 'after' }, 2, 2],
		['HTTP 502', { kind: 'status', status: 502 }, 2, 1],
	])('%s: asked once more', async (_what, fault, calls, recognized) => {
		await withJuhe(async (own) => {
			await own.fault('recognize', fault);
			const items = [mail({ data: await picture() })];
			expect(await output(own, {}, { items })).toMatchObject([read]);
			expect(await own.recognitions()).toMatchObject({ calls, recognized });
		});
	});

	test('no answer in time, twice: an error that does not claim to know whether it was charged', async () => {
		const back = shortenTimeouts(juhe.url, 150);
		try {
			await juhe.fault('recognize', { kind: 'hold', when: 'after' }, 2);
			const items = [mail({ data: await picture() })];
			const [item] = await output(juhe, {}, { items, ...goOn });
			expect(item).toEqual({
				error: expect.stringMatching(
					/^“one-leg\.jpg” \(data\): Juhe did not answer within 60 seconds\. Check/,
				),
				details: {
					errorCode: null,
					reason: null,
					retryable: true,
					charged: null,
					property: 'data',
					fileName: 'one-leg.jpg',
				},
			});
			expect((await juhe.recognitions()).calls).toBe(2);
		} finally {
			back();
		}
	});
});

describe('an execution that is stopped', () => {
	test.each([
		['while Juhe reads', { kind: 'hold' } as Fault],
		['while the node waits for a busy Juhe', code(252602)],
	])('%s: it ends at once as canceled, and sends nothing more', async (_what, fault) => {
		for (const settings of [{}, goOn]) {
			await withJuhe(async (own) => {
				await own.fault('recognize', fault, 99);
				const stop = new AbortController();
				const running = run(
					own,
					{ options: { concurrency: 3 } },
					{ items: await copies(12), signal: stop.signal, ...settings },
				);
				await until(async () => (await own.calls()).length === 3);
				stop.abort();
				const finished: Run = await running;
				expect(finished.status).toBe('canceled');
				expect(await own.calls()).toHaveLength(3);
			});
		}
	});
});

describe('a file that cannot be had', () => {
	test('a name that is not there: those that are there are named', async () => {
		const items = [mail({ attachment_0: await picture(), attachment_1: pdf })];
		expect(await failure({ binaryPropertyName: 'data' }, { items })).toMatchObject({
			message: 'The item has no file “data” [item 0]',
			description: expect.stringContaining('It has “attachment_0”, “attachment_1”'),
		});
	});

	test('a whole file pasted where its name belongs: only its beginning is repeated, everywhere', async () => {
		const file = 'QUJD'.repeat(250_000);
		const binaryPropertyName = '={{ "QUJD".repeat(250000) }}';
		const items = [mail({ data: await picture() })];
		const error = await failure({ binaryPropertyName }, { items });
		expect(error.message).toContain('The item has no file “QUJD');
		const wentOn = await output(juhe, { binaryPropertyName }, { items, ...goOn });
		for (const shown of [error, wentOn]) {
			expect(JSON.stringify(shown).length).toBeLessThan(1000);
			expect(JSON.stringify(shown)).not.toContain(file.slice(0, 200));
		}
	});

	test('gone from n8n’s store: no folder of the server is told', async () => {
		const stored = await run(juhe, { ...all }, { items: [mail({ data: await picture() })] });
		const [item] = stored.items('Start');
		const file = item?.binary?.data;
		if (!file?.id) throw new Error('The file was not stored');
		await Container.get(BinaryDataService).deleteManyByBinaryDataId([file.id]);
		const error = await failure({}, { items: [{ json: {}, binary: { data: file } }] });
		expect(error.message).toBe(
			'“one-leg.jpg” (data): The file is not in n8n’s store any more [item 0]',
		);
		expect(JSON.stringify(error)).not.toContain('/tmp');
	});

	test.each<[string, INodeParameters, string, string]>([
		['no name', { binaryPropertyName: ' , ' }, '“Input Binary Field” is empty', 'attachment_*'],
		[
			'no base64',
			{ inputSource: 'base64', base64: '={{ $json.nothing }}' },
			'“Base64” is empty',
			'expression',
		],
		[
			'what is not base64',
			{ inputSource: 'base64', base64: 'it’s a picture' },
			'“Base64” is not base64 text',
			'data:',
		],
		[
			'base64 of something else',
			{ inputSource: 'base64', base64: Buffer.from('some words').toString('base64') },
			'',
			'',
		],
		[
			'no address',
			{ inputSource: 'url', url: '={{ $json.nothing }}' },
			'“URL” is empty',
			'expression',
		],
		[
			'a file address',
			{ inputSource: 'url', url: 'file:///etc/passwd' },
			'“URL” is not a web address',
			'https://',
		],
		[
			'words',
			{ inputSource: 'url', url: 'example.com/a.jpg' },
			'“URL” is not a web address',
			'https://',
		],
		[
			'a source nobody knows',
			{ inputSource: 'fax' },
			'“Input Source” is “fax”',
			'binary, base64, url',
		],
		['an output nobody knows', { output: 'pdf' }, '“Output” is “pdf”', 'invoice, expenseRow, raw'],
		[
			'no calls at once',
			{ options: { concurrency: 0 } },
			'“Pictures at Once” must be',
			'small number',
		],
		['too many', { options: { concurrency: 21 } }, '“Pictures at Once” must be', 'small number'],
		[
			'half a call',
			{ options: { concurrency: 1.5 } },
			'“Pictures at Once” must be',
			'small number',
		],
	])('%s', async (_what, parameters, message, advice) => {
		const error = await failure(parameters, {});
		expect(error).toMatchObject({ name: 'NodeOperationError', itemIndex: 0 });
		expect(error.message).toContain(message);
		expect(error.description).toContain(advice);
		expect(await juhe.calls()).toEqual([]);
	});

	test('a picture over a limit is refused before spending where it may not be prepared', async () => {
		const big = await picture('one-leg', { format: 'jpeg', width: 4200 });
		const items = [mail({ data: big })];
		const error = await failure({ options: { prepareImage: false } }, { items });
		expect(error.message).toContain('too big for Juhe (4200 x 3150 pixels');
		expect(error.description).toContain('“Prepare Image”');
		expect(await juhe.calls()).toEqual([]);

		const [prepared] = await output(juhe, {}, { items });
		expect(prepared).toMatchObject({
			...read,
			source: { width: 4200, height: 3150, changes: [expect.any(String), expect.anything()] },
		});
	}, 120_000);
});

describe('a web address that does not give the file', () => {
	let web: WebServer;
	beforeAll(async () => {
		web = await startWebServer();
		web.serve('/private', { status: 403, body: '<html>log in</html>' });
		web.serve('/broken', { status: 500 });
		web.serve('/page', { body: '<!doctype html><html><body>Log in</body></html>' });
		web.serve('/empty', { body: '' });
		web.serve('/dropped', { answer: (response) => response.destroy() });
		web.serve('/half', {
			answer: (response) => {
				response.writeHead(200, { 'content-length': '1000' });
				response.write('half', () => response.destroy());
			},
		});
		web.serve('/endless', {
			answer: (response) => {
				const chunk = Buffer.alloc(1_000_000);
				const more = () => {
					while (!response.destroyed && response.write(chunk));
					if (!response.destroyed) response.once('drain', more);
				};
				more();
			},
		});
	});
	afterAll(async () => await web.close());

	test.each<[string, string, string, boolean]>([
		['/nowhere', '(HTTP 404)', 'Open the address', false],
		['/private', '(HTTP 403)', 'HTTP Request node', false],
		['/broken', '(HTTP 500)', 'Open the address', true],
		['/page', 'HTML', '', false],
		['/empty', 'empty', '', false],
		['/dropped', 'broke', 'Check the address', true],
		['/half', 'broke', 'Check the address', true],
		['/endless', 'bigger than 50 MB', 'smaller', false],
	])('%s', async (path, message, advice, retryable) => {
		const url = `${web.url}${path}?signature=secret-of-the-url`;
		const n8n = await theEngine();
		n8n.clearLog();
		// n8n itself logs a node's parameters, so the address comes with the item.
		const parameters = { inputSource: 'url', url: '={{ $json.url }}' };
		const items = [{ json: { url } }];
		const stopped = await run(juhe, parameters, { items });
		const error = failureOf(stopped);
		expect(error.message).toContain(message);
		expect(error.description).toContain(advice);
		const wentOn = await run(juhe, parameters, { items, ...goOn });
		expect(wentOn.json(node)).toMatchObject([{ details: { retryable, charged: false } }]);
		expect(JSON.stringify([error, wentOn.json(node)])).not.toContain('secret-of-the-url');
		expect(n8n.log).not.toContain('secret-of-the-url');
		expect(await juhe.calls()).toEqual([]);
	});

	test('a server that is not there', async () => {
		const error = failureOf(await run(juhe, { inputSource: 'url', url: `${nobody.url}/a.jpg` }));
		expect(error.message).toContain('could not be reached');
		expect(error.message).toContain('“a.jpg”');
	});

	test('the execution is stopped while it is fetched', async () => {
		web.serve('/slow', { answer: (response) => response.writeHead(200).write('a') });
		const stop = new AbortController();
		const running = run(
			juhe,
			{ inputSource: 'url', url: `${web.url}/slow` },
			{ signal: stop.signal },
		);
		await until(() => web.seen.some(({ url }) => url === '/slow'));
		stop.abort();
		expect((await running).status).toBe('canceled');
	});
});

describe('secrets', () => {
	test('key, ID number and picture are in no log, error or URL, whatever goes wrong', async () => {
		const distinctive = 'distinctive-flight-0a1b2c3d4e5f6071';
		await withJuhe(
			async (own) => {
				const n8n = await theEngine();
				n8n.clearLog();
				const file = await picture();
				const base64 = Buffer.from(file.bytes).toString('base64').slice(100, 160);
				const back = shortenTimeouts(own.url, 300);
				try {
					for (const fault of [
						code(10001),
						code(252604, '证件999999199001010010无法识别'),
						{ kind: 'status', status: 500 },
						{ kind: 'html' },
						{ kind: 'redirect' },
						{ kind: 'drop' },
						{ kind: 'hold' },
					] as Fault[]) {
						await own.fault('recognize', fault, 99);
						const finished = await run(
							own,
							{},
							{
								items: [mail({ data: file })],
								credential: { flightInvoiceOcrKey: distinctive },
							},
						);
						expect(finished.error).toBeDefined();
						const shown = finished.everything({ deep: true });
						for (const secret of [distinctive, base64, '999999199001010010'])
							expect(shown).not.toContain(secret);
						await own.reset();
					}
				} finally {
					back();
				}
				for (const secret of [distinctive, base64, '999999199001010010'])
					expect(n8n.log).not.toContain(secret);
			},
			{ flightInvoiceOcrKey: distinctive },
		);
	});
});
