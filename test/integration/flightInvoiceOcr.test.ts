/**
 * Flight Invoice OCR in a workflow: where files may come from, what comes out, in which order, and
 * how many calls.
 */
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';

import { digitalOfd, digitalXml, drawLogo, otherPdf } from '../../tools/sandbox/specimens';
import type { StartFile, StartItem } from '../support/engine';
import { createEngine } from '../support/engine';
import { Container } from '../support/engine/environment';
import {
	anotherOf,
	keys,
	mail,
	node,
	output,
	picture,
	run,
	specimen,
	ticketNumberOf,
} from '../support/nodes/flightInvoiceOcr';
import type { Juhe } from '../support/nodes/juhe';
import { startJuhe, until, withJuhe } from '../support/nodes/juhe';
import type { WebServer } from '../support/nodes/webServer';
import { startWebServer } from '../support/nodes/webServer';
import { theEngine } from '../support/nodes/trainGrab';

let juhe: Juhe;
let logo: StartFile;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
	logo = { bytes: await drawLogo(), fileName: 'logo.png', mimeType: 'image/png' };
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const ofd: StartFile = {
	bytes: digitalOfd(),
	fileName: 'itinerary.ofd',
	mimeType: 'application/ofd',
};
const xml: StartFile = { bytes: digitalXml(), fileName: 'itinerary.xml', mimeType: 'text/xml' };
const pdf: StartFile = {
	bytes: otherPdf(),
	fileName: 'itinerary.pdf',
	mimeType: 'application/pdf',
};
const text: StartFile = {
	bytes: Buffer.from('Best regards'),
	fileName: 'signature.txt',
	mimeType: 'text/plain',
};

const all: INodeParameters = { binaryPropertyName: 'attachment_*' };
const ticketNumbers = (items: IDataObject[]) => items.map(({ ticketNumber }) => ticketNumber);
const fileNames = (items: IDataObject[]) =>
	items.map(({ source }) => (source as IDataObject | undefined)?.fileName);

describe('what comes out', () => {
	test('an invoice: every promised field, in the promised order', async () => {
		const file = await picture('two-legs');
		const [invoice = {}] = await output(juhe, {}, { items: [mail({ data: file })] });
		expect(Object.keys(invoice)).toEqual(keys.invoice);
		expect(Object.values(invoice)).not.toContain(undefined);
		expect(invoice).toMatchObject({
			ticketNumber: ticketNumberOf('two-legs'),
			passengerName: expect.stringMatching(/^测试/),
			category: 'flight',
			skipped: [],
			source: {
				property: 'data',
				fileName: 'two-legs.jpg',
				mimeType: 'image/jpeg',
				width: 1200,
				height: 900,
				bytes: file.bytes.length,
				changes: [],
				recognizedBy: 'juhe',
			},
		});
		const segments = invoice.segments as IDataObject[];
		expect(segments).toHaveLength(2);
		for (const segment of segments) expect(Object.keys(segment)).toEqual(keys.segment);
		expect(Object.keys(invoice.vat as object)).toEqual(keys.vat);
		expect(Object.keys(invoice.source as object)).toEqual(keys.source);
	});

	test('the same, where Juhe answers an object, with rows', async () => {
		await juhe.set({ recognitionForm: 'object', recognitionRows: true });
		const items = [mail({ data: await picture('two-legs') })];
		expect(await output(juhe, {}, { items })).toMatchObject([
			{
				ticketNumber: ticketNumberOf('two-legs'),
				segments: [expect.anything(), expect.anything()],
			},
		]);
	});

	test.each(['Object.keys($binary)', 'Object.values($binary)'])(
		'the files of an item by a list: %s',
		async (list) => {
			const items = [mail({ a: await picture(), b: xml })];
			const found = await output(juhe, { binaryPropertyName: `={{ ${list} }}` }, { items });
			expect(found.map((item) => (item.source as IDataObject).fileName)).toEqual([
				'one-leg.jpg',
				'itinerary.xml',
			]);
		},
	);

	test('a wildcard that matches none of the files says which there are', async () => {
		const items = [mail({ photo: await picture() })];
		expect(await output(juhe, { binaryPropertyName: 'attachment_*' }, { items })).toEqual([
			{
				skipped: [
					{
						property: 'attachment_*',
						fileName: null,
						reason: 'None of the item’s files has a name like this: it has “photo”.',
					},
				],
			},
		]);
	});

	test('masked, what people call a file by is masked as well', async () => {
		const fileName = '测试甲_999999199001011234_13900000000.jpg';
		const items = [mail({ a: { ...(await picture()), fileName }, b: { ...text, fileName } })];
		const parameters = { binaryPropertyName: '*', options: { maskPersonalData: true } };
		for (const kind of ['invoice', 'expenseRow']) {
			const found = await output(juhe, { ...parameters, output: kind }, { items });
			expect(JSON.stringify(found)).toContain('测试甲_9999**********1234_139****0000.jpg');
			expect(JSON.stringify(found)).not.toMatch(/1990010112|13900000000/);
		}
	});

	test('an expense row: flat, the columns in order, a digital itinerary too', async () => {
		const rows = await output(
			juhe,
			{ ...all, output: 'expenseRow' },
			{ items: [mail({ attachment_0: await picture(), attachment_1: xml, attachment_2: text })] },
		);
		expect(rows).toHaveLength(2);
		for (const row of rows) {
			expect(Object.keys(row)).toEqual(keys.expenseRow);
			for (const value of Object.values(row)) expect(typeof value).not.toBe('undefined');
			expect(Object.values(row).some((value) => typeof value === 'object' && value !== null)).toBe(
				false,
			);
		}
		expect(rows.map(({ fileName }) => fileName)).toEqual(['one-leg.jpg', 'itinerary.xml']);
	});

	test('raw: Juhe’s answer as it came; a digital itinerary, which Juhe never sees, as an invoice', async () => {
		const [raw, invoice] = await output(
			juhe,
			{ binaryPropertyName: 'data, digital', output: 'raw' },
			{ items: [mail({ data: await picture(), digital: xml })] },
		);
		expect(raw).toEqual({
			data: specimen('one-leg').entries.map(({ Name, Value }) => ({ Name, Value })),
			qingqiuhaohao: expect.any(String),
		});
		expect(invoice).toMatchObject({ category: 'flight', source: { recognizedBy: 'file' } });
	});

	test('with Juhe’s answer beside the invoice, if wished', async () => {
		const items = [mail({ data: await picture() })];
		const [invoice = {}] = await output(juhe, { options: { includeRaw: true } }, { items });
		expect(Object.keys(invoice)).toEqual([...keys.invoice, 'raw']);
		expect(invoice.raw).toMatchObject({ data: expect.any(Array) });
	});

	test.each(['list', 'json', 'object'] as const)(
		'ID numbers masked, if wished, in Juhe’s answer (%s) too',
		async (recognitionForm) => {
			await juhe.set({ recognitionForm });
			const idNumber = String(
				specimen('one-leg').entries.find(({ Name }) => Name === '有效身份证件号码')?.Value,
			);
			const items = [mail({ data: await picture() })];
			const shown = JSON.stringify(
				await output(juhe, { options: { includeRaw: true } }, { items }),
			);
			expect(shown).toContain(idNumber);
			const options = { maskPersonalData: true, includeRaw: true };
			for (const kind of ['invoice', 'raw', 'expenseRow']) {
				const masked = JSON.stringify(await output(juhe, { options, output: kind }, { items }));
				expect(masked).not.toContain(idNumber);
				if (kind !== 'expenseRow')
					expect(masked).toContain(`${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`);
			}
		},
	);

	test('the VAT rate is the one asked for', async () => {
		const items = [mail({ data: await picture() })];
		const vat = async (options: IDataObject) =>
			(await output(juhe, { options } as INodeParameters, { items }))[0]?.vat as IDataObject;
		const [usual, other] = [await vat({}), await vat({ vatRate: 6 })];
		expect(usual).toMatchObject({ rate: 9, basis: 'estimated' });
		expect(other).toMatchObject({ rate: 6, basis: 'estimated' });
		expect(Number(other.deductible)).toBeLessThan(Number(usual.deductible));
	});

	test('digital itineraries are read here: exactly, for free, and without a key', async () => {
		const items = await output(
			juhe,
			{ binaryPropertyName: 'ofd, xml', options: { keepDuplicates: true } },
			{ items: [mail({ ofd, xml })], credential: { flightInvoiceOcrKey: '' } },
		);
		expect(items.map(({ source }) => source)).toEqual([
			expect.objectContaining({
				property: 'ofd',
				fileName: 'itinerary.ofd',
				mimeType: 'application/ofd',
				recognizedBy: 'file',
				width: null,
			}),
			expect.objectContaining({ property: 'xml', mimeType: 'application/xml' }),
		]);
		expect(items[0]?.duplicateKey).toBe(items[1]?.duplicateKey);
		for (const item of items) expect(Object.keys(item)).toEqual(keys.invoice);
		expect(await juhe.calls()).toEqual([]);
	});
});

describe('which files', () => {
	test('several fields by name: an item each, in the order named', async () => {
		const items = [
			mail({
				first: await picture('one-leg'),
				second: await picture('two-legs'),
				third: await picture('infant'),
			}),
		];
		const found = await output(juhe, { binaryPropertyName: ' third,first，second ' }, { items });
		expect(ticketNumbers(found)).toEqual(['infant', 'one-leg', 'two-legs'].map(ticketNumberOf));
	});

	test('an e-mail’s attachments: itineraries come out, the rest is named with its reason', async () => {
		const items = [
			mail({
				attachment_0: text,
				attachment_1: await picture('one-leg'),
				attachment_2: pdf,
				attachment_3: await picture('infant', { format: 'png' }),
				elsewhere: await picture('two-legs'),
			}),
			mail({ attachment_0: await picture('reissued', { format: 'bmp', width: 1120 }) }),
		];
		const found = await output(juhe, all, { items });
		expect(ticketNumbers(found)).toEqual(['one-leg', 'infant', 'reissued'].map(ticketNumberOf));
		const skipped = [
			{ property: 'attachment_0', fileName: 'signature.txt', reason: expect.any(String) },
			{ property: 'attachment_2', fileName: 'itinerary.pdf', reason: expect.stringMatching(/PDF/) },
		];
		expect(found.map((item) => item.skipped)).toEqual([skipped, skipped, []]);
		expect((await juhe.recognitions()).calls).toBe(3);
	});

	test('nothing but other files: one item says so', async () => {
		const items = [mail({ attachment_0: text, attachment_1: pdf }), { json: {} }];
		for (const kind of ['invoice', 'expenseRow', 'raw']) {
			expect(await output(juhe, { ...all, output: kind }, { items })).toEqual([
				{
					skipped: [
						expect.objectContaining({ property: 'attachment_0' }),
						expect.objectContaining({ property: 'attachment_1' }),
					],
				},
				{ skipped: [] },
			]);
		}
		expect(await juhe.calls()).toEqual([]);
	});

	test('a field that is named and matched by a * is read once, as named', async () => {
		const items = [mail({ a1: await picture('one-leg'), a2: await picture('infant') })];
		const found = await output(juhe, { binaryPropertyName: 'a*, a1, *' }, { items });
		expect(ticketNumbers(found)).toEqual(['infant', 'one-leg'].map(ticketNumberOf));
	});

	test.each(['a.b', 'a+b', 'data (1)', '附件', '$&', 'x\ny'])(
		'the field name %j is taken as it stands',
		async (name) => {
			const items = [mail({ [name]: await picture(), [`${name}x`]: text })];
			const found = await output(juhe, { binaryPropertyName: name }, { items });
			expect(found).toHaveLength(1);
			const matched = await output(juhe, { binaryPropertyName: `${name}*` }, { items });
			expect(matched).toMatchObject([{ skipped: [{ property: `${name}x` }] }]);
		},
	);

	test('the file itself, by an expression', async () => {
		const items = [mail({ photo: await picture() })];
		const found = await output(
			juhe,
			{ binaryPropertyName: "={{ $('Start').item.binary.photo }}" },
			{ items },
		);
		expect(found).toMatchObject([{ source: { property: null, fileName: 'one-leg.jpg' } }]);
	});

	test('files kept in the items instead of in n8n’s store', async () => {
		const inMemory = await createEngine({ binaryDataMode: 'default' });
		try {
			const spec = inMemory.workflow([mail({ data: await picture() })], {
				name: node,
				type: 'flightInvoiceOcr',
			});
			const credentials = {
				juheApi: {
					flightInvoiceOcrKey: 'sandbox-flight-invoice-ocr-key',
					baseUrl: juhe.url,
				},
			};
			for (const binaryMode of ['separate', 'combined'] as const) {
				const finished = await inMemory.execute(
					{ ...spec, settings: { binaryMode } },
					{ credentials },
				);
				expect(ticketNumbers(finished.json(node))).toEqual([ticketNumberOf('one-leg')]);
			}
		} finally {
			await createEngine({ binaryDataMode: 'filesystem' });
		}
	});
});

describe('n8n’s combined binary mode: the files lie in the JSON', () => {
	const combined = { binaryMode: 'combined' } as const;
	/** As n8n does to what the node before gives out. */
	const inJson = async (files: Record<string, StartFile>): Promise<StartItem[]> => {
		const n8n = await theEngine();
		const stored = await n8n.execute(
			{ ...n8n.workflow([mail(files)], { name: 'Mail', type: 'test.noOp' }), settings: combined },
			{},
		);
		const items = stored.items('Mail');
		expect(items[0]?.binary).toBeUndefined();
		return items.map(({ json }) => ({ json }));
	};

	test.each([
		['attachment_*', 'attachment_1'],
		['attachment_1', 'attachment_1'],
		['_files.attachment_1', '_files.attachment_1'],
	])('%s', async (binaryPropertyName, property) => {
		const items = await inJson({ attachment_0: text, attachment_1: await picture() });
		const [invoice] = await output(juhe, { binaryPropertyName }, { items, ...combined });
		expect(invoice).toMatchObject({
			ticketNumber: ticketNumberOf('one-leg'),
			source: { property, fileName: 'one-leg.jpg' },
		});
	});

	test('a file anywhere in the JSON, by its path or by an expression', async () => {
		const [item] = await inJson({ data: await picture() });
		const file = (item?.json._files as Record<string, IBinaryData>).data;
		const items = [{ json: { expense: { photo: file } } as IDataObject }];
		for (const binaryPropertyName of ['expense.photo', '={{ $json.expense.photo }}']) {
			const found = await output(juhe, { binaryPropertyName }, { items, ...combined });
			expect(ticketNumbers(found)).toEqual([ticketNumberOf('one-leg')]);
		}
	});

	test('in the separate mode JSON that looks like files is JSON', async () => {
		const items = await inJson({ data: await picture() });
		expect(await output(juhe, { binaryPropertyName: '*' }, { items })).toEqual([{ skipped: [] }]);
	});
});

describe('base64 text', () => {
	test.each<[string, (text: string) => string]>([
		['blanks for its plus signs', (text) => text.replaceAll('+', ' ')],
		[
			'blanks for its plus signs, without padding',
			(text) => text.replaceAll('+', ' ').replace(/=+$/, ''),
		],
		['blanks between groups of 76 letters', (text) => (text.match(/.{1,76}/g) ?? []).join(' ')],
		[
			'line breaks and blanks for its plus signs',
			(text) => (text.replaceAll('+', ' ').match(/.{1,76}/gs) ?? []).join('\r\n'),
		],
	])('with %s is the file that it was', async (_what, write) => {
		const { bytes } = await picture('one-leg', { format: 'png' });
		const text = Buffer.from(bytes).toString('base64');
		expect(text).toContain('+');
		const items = [{ json: { text: write(text) } }];
		const parameters = { inputSource: 'base64', base64: '={{ $json.text }}' };
		const [invoice] = await output(juhe, parameters, { items });
		expect(invoice).toMatchObject({
			ticketNumber: ticketNumberOf('one-leg'),
			source: { bytes: bytes.length },
		});
	});

	const base64 = async () => Buffer.from((await picture()).bytes).toString('base64');
	test.each<[string, (text: string) => string]>([
		['as it is', (plain) => plain],
		['with a data: head', (plain) => `data:image/jpeg;base64,${plain}`],
		['with line breaks', (plain) => `\n${plain.replace(/(.{76})/g, '$1\r\n')}\n`],
		[
			'in the letters of URLs',
			(plain) => plain.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''),
		],
	])('%s', async (_what, write) => {
		const items = [{ json: { text: write(await base64()) } }];
		const parameters = { inputSource: 'base64', base64: '={{ $json.text }}' };
		expect(await output(juhe, parameters, { items })).toMatchObject([
			{
				ticketNumber: ticketNumberOf('one-leg'),
				source: { property: null, fileName: null, mimeType: 'image/jpeg', width: 1200 },
			},
		]);
	});

	test('a digital itinerary', async () => {
		const parameters = { inputSource: 'base64', base64: Buffer.from(xml.bytes).toString('base64') };
		expect(await output(juhe, parameters)).toMatchObject([{ source: { recognizedBy: 'file' } }]);
	});
});

describe('a web address', () => {
	let web: WebServer;
	beforeAll(async () => {
		web = await startWebServer();
	});
	afterAll(async () => await web.close());

	test('a picture, found also behind a redirect; no key goes there', async () => {
		const file = await picture();
		web.serve('/files/%E8%A1%8C%E7%A8%8B.jpg', { body: Buffer.from(file.bytes) });
		web.serve('/moved', { status: 302, headers: { location: '/files/%E8%A1%8C%E7%A8%8B.jpg' } });
		const items = ['/files/行程.jpg?token=secret-of-the-url', '/moved'].map((path) => ({
			json: { url: `${web.url}${path}` },
		}));
		const found = await output(juhe, { inputSource: 'url', url: '={{ $json.url }}' }, { items });
		expect(ticketNumbers(found)).toEqual([ticketNumberOf('one-leg'), ticketNumberOf('one-leg')]);
		expect(fileNames(found)).toEqual(['行程.jpg', 'moved']);
		expect(JSON.stringify(found)).not.toContain('secret-of-the-url');
		expect(JSON.stringify(web.seen)).not.toContain('sandbox-flight-invoice-ocr-key');
	});
});

describe('many pictures', () => {
	const names = ['one-leg', 'two-legs', 'infant', 'reissued', 'international', 'void-line'];

	test('in input order whatever is answered first, each paired with its input item', async () => {
		await withJuhe(async (own) => {
			for (const milliseconds of [400, 10, 200, 0, 100, 0])
				await own.fault('recognize', { kind: 'delay', milliseconds });
			const pictures = await Promise.all(names.map(async (name) => await picture(name)));
			const [a, b, c, d, e, f] = pictures as [StartFile, ...StartFile[]];
			const items = [
				mail({ attachment_0: a, attachment_1: b ?? a, attachment_2: c ?? a }),
				mail({ attachment_0: d ?? a }),
				mail({ attachment_0: e ?? a, attachment_1: f ?? a }),
			];
			const finished = await run(own, { ...all, options: { concurrency: 6 } }, { items });
			expect(ticketNumbers(finished.json(node))).toEqual(names.map(ticketNumberOf));
			expect(finished.items(node).map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 0, 0, 1, 2, 2].map((item) => ({ item })),
			);
		});
	});

	test.each([
		[undefined, 2],
		[1, 1],
		[4, 4],
	])('concurrency %s: %i calls in flight over all items, never more', async (concurrency, most) => {
		await withJuhe(
			async (own) => {
				const items = [];
				for (let number = 0; number < 10; number++)
					items.push(mail({ data: await anotherOf('one-leg', number) }));
				const options: INodeParameters = concurrency === undefined ? {} : { concurrency };
				expect(await output(own, { options }, { items })).toHaveLength(10);
				expect(await own.recognitions()).toMatchObject({
					calls: 10,
					recognized: 10,
					peakInFlight: most,
				});
			},
			{ recognitionMilliseconds: 60 },
		);
	});

	test('the same picture twice is sent once', async () => {
		const file = await picture();
		const items = [mail({ attachment_0: file, attachment_1: file }), mail({ attachment_0: file })];
		const options = { concurrency: 3, keepDuplicates: true };
		const found = await output(juhe, { ...all, options }, { items });
		expect(ticketNumbers(found)).toEqual(Array(3).fill(ticketNumberOf('one-leg')));
		expect((await juhe.recognitions()).calls).toBe(1);
		// Only within one execution.
		await output(juhe, all, { items });
		expect((await juhe.recognitions()).calls).toBe(2);
	});

	test('a file is loaded only when its turn comes', async () => {
		await withJuhe(async (own) => {
			await own.fault('recognize', { kind: 'hold' }, 3);
			const items = [];
			for (let number = 0; number < 9; number++)
				items.push(mail({ data: await anotherOf('one-leg', number) }));
			const loading = jest.spyOn(Container.get(BinaryDataService), 'getAsBuffer');
			try {
				const running = run(own, { options: { concurrency: 3 } }, { items });
				await until(async () => (await own.calls()).length === 3);
				expect(loading).toHaveBeenCalledTimes(3);
				await own.release();
				expect((await running).json(node)).toHaveLength(9);
				expect(loading).toHaveBeenCalledTimes(9);
			} finally {
				loading.mockRestore();
			}
		});
	});

	test('a manual run tells how far it is', async () => {
		const items = [];
		for (let number = 0; number < 12; number++)
			items.push(mail({ data: await anotherOf('one-leg', number) }));
		const { ui } = await run(juhe, { options: { concurrency: 4 } }, { items });
		expect(JSON.stringify(ui)).toContain('10 of 12 files done');
	});
});

describe('hints, for a person who looks', () => {
	test('what does not add up, and what was skipped, is counted', async () => {
		const items = [
			mail({ attachment_0: text, attachment_1: await picture('misread-total') }),
			mail({ attachment_0: text }),
		];
		const finished = await run(juhe, all, { items });
		expect(finished.hints(node).map(({ message }) => message)).toEqual([
			expect.stringMatching(/^1 receipt has something to be looked at/),
			expect.stringMatching(/^2 files were skipped: .*, .*\. <code>skipped<\/code> says why\.$/),
		]);
	});

	test('where the output has no room for what was skipped, they say where it is told', async () => {
		const files = { attachment_0: text, attachment_1: await picture() };
		for (const output of ['expenseRow', 'raw']) {
			const finished = await run(juhe, { ...all, output }, { items: [mail(files)] });
			expect(finished.hints(node).map(({ message }) => message)).toEqual([
				expect.stringMatching(/^1 file was skipped: “.*”\. The output <em>Invoice<\/em> says why/),
			]);
		}
	});

	test('nothing to say, nothing said', async () => {
		const finished = await run(juhe, {}, { items: [mail({ data: await picture() })] });
		expect(finished.hints(node)).toEqual([]);
	});
});

describe('an AI agent', () => {
	test.each(['engine', 'invoke'] as const)('may read a picture (%s)', async (way) => {
		const base64 = Buffer.from((await picture()).bytes).toString('base64');
		const n8n = await theEngine();
		const { response, error } = await n8n.executeAsTool(
			{
				name: node,
				type: 'flightInvoiceOcr',
				parameters: { inputSource: 'base64', base64: "={{ $fromAI('picture') }}" },
			},
			{ picture: base64 },
			{
				way,
				credentials: {
					juheApi: {
						flightInvoiceOcrKey: 'sandbox-flight-invoice-ocr-key',
						baseUrl: juhe.url,
					},
				},
			},
		);
		expect(error).toBeUndefined();
		expect(response).toMatchObject([{ ticketNumber: ticketNumberOf('one-leg') }]);
	});
});

test('a logo under a wildcard costs nothing, and nothing of the itineraries beside it', async () => {
	const items = [mail({ attachment_0: logo, attachment_1: await picture() })];
	expect(await output(juhe, all, { items })).toMatchObject([
		{
			ticketNumber: ticketNumberOf('one-leg'),
			skipped: [
				{
					property: 'attachment_0',
					fileName: 'logo.png',
					reason: expect.stringContaining('hardly any print'),
				},
			],
		},
	]);
	expect(await juhe.recognitions()).toMatchObject({ calls: 1, recognized: 1 });
});
