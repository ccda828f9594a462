import axios from 'axios';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import sharp from 'sharp';
import { startSandbox, type Sandbox } from '../index';
import { checkCharacter } from '../people';
import {
	drawLogo,
	drawSpecimen,
	encodeBmp,
	specimens,
	writeSpecimens,
	type Entry,
	type SpecimenItinerary,
} from '../specimens';
import vendorSample from '../../../test/support/fixtures/juhe/flight-invoice-ocr.recognized.json';
import { shape, until } from '../../../test/support/sandboxClient';

const specimen = (name: string): SpecimenItinerary => {
	const found = specimens.find((candidate) => candidate.name === name);
	if (!found) throw new Error(`There is no specimen ${name}`);
	return found;
};

const withoutRows = (entries: readonly Entry[]) =>
	entries.map(({ Name, Value }) => ({ Name, Value }));

describe('the sandbox’s OCR', () => {
	let sandbox: Sandbox;
	let picture: Buffer;
	beforeAll(async () => {
		sandbox = await startSandbox();
		picture = await drawSpecimen(specimen('two-legs'), 'png');
	});
	afterAll(() => sandbox.close());
	afterEach(() => {
		jest.restoreAllMocks();
		sandbox.control.reset();
	});

	const send = async (ImageBase64: string) =>
		await axios.post(
			`${sandbox.url}/flightinvoiceOcr/index`,
			new URLSearchParams({ key: sandbox.options.flightInvoiceOcrKey, ImageBase64 }),
			{ proxy: false, maxBodyLength: Infinity, validateStatus: () => true },
		);
	const recognize = async (bytes: Buffer = picture) => (await send(bytes.toString('base64'))).data;

	test.each(specimens.map((each) => [each.name, each] as const))(
		'reads %s from PNG, JPEG and BMP',
		async (_name, each) => {
			for (const format of ['png', 'jpeg', 'bmp'] as const) {
				const { error_code, result } = await recognize(await drawSpecimen(each, format));
				expect(error_code).toBe(0);
				expect(result.data).toEqual(withoutRows(each.entries));
			}
		},
	);

	test('answers the vendor’s sample in the vendor’s form', async () => {
		const data = await recognize(await drawSpecimen(specimen('vendor-sample'), 'jpeg'));
		expect(shape(data)).toEqual(shape(vendorSample));
		expect(data.result.data).toEqual(vendorSample.result.data);
		expect(data.result.qingqiuhaohao).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
	});

	test.each([
		[{ recognitionRows: true }, [...specimen('two-legs').entries]],
		[{ recognitionForm: 'json' }, JSON.stringify(withoutRows(specimen('two-legs').entries))],
		[{ recognitionForm: 'object' }, { ...withoutRows(specimen('two-legs').entries) }],
	] as const)('with %j', async (options, data) => {
		sandbox.control.setOptions(options);
		expect((await recognize()).result.data).toEqual(data);
	});

	test.each([
		['turned by 90°', () => sharp(picture).rotate(90), '方向'],
		['upside down', () => sharp(picture).rotate(180), '方向'],
		['turned by 270°', () => sharp(picture).rotate(270), '方向'],
		['mirrored', () => sharp(picture).flop(), '方向'],
		[
			'lying on its side, though EXIF would turn it upright',
			() => sharp(picture).rotate(90).withMetadata({ orientation: 8 }).jpeg(),
			'方向',
		],
		['blurred', () => sharp(picture).blur(8), '图片'],
		[
			'cut off',
			() => sharp(picture).extract({ left: 0, top: 0, width: 1600, height: 800 }),
			'未检测到',
		],
		['a logo', async () => sharp(await drawLogo()), '未检测到'],
	])('does not recognize one that is %s', async (_what, make, reason) => {
		const data = await recognize(await (await make()).toBuffer());
		expect(data).toMatchObject({ result: null, error_code: 252604 });
		expect(data.reason).toContain(reason);
	});

	test('reads one that EXIF would lay on its side: the pixels count', async () => {
		const bytes = await sharp(picture).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		expect((await recognize(bytes)).error_code).toBe(0);
	});

	const plain = (width: number, height: number) =>
		sharp({ create: { width, height, channels: 3, background: 'white' } });
	const bmpHeader = (width: number, height: number) => {
		const file = encodeBmp({ data: new Uint8Array(4), width: 1, height: 1 });
		file.writeInt32LE(width, 18);
		file.writeInt32LE(height, 22);
		return file;
	};
	test.each([
		['14 pixels high', () => plain(400, 14).png().toBuffer(), 252601, '尺寸'],
		['4097 pixels wide', () => plain(4097, 100).jpeg().toBuffer(), 252601, '尺寸'],
		['a bitmap said to be 100,000 pixels wide', () => bmpHeader(100_000, 100), 252601, '尺寸'],
		['GIF', () => plain(100, 100).gif().toBuffer(), 252601, '格式'],
		['WebP', () => plain(100, 100).webp().toBuffer(), 252601, '格式'],
		['PDF', () => Buffer.from('%PDF-1.4'), 252601, '格式'],
		['a PNG of a head alone', () => picture.subarray(0, 20), 252604, '解码'],
		['a bitmap without pixels', () => bmpHeader(2000, 1000), 252604, ''],
	])('refuses %s', async (_what, make, code, reason) => {
		const data = await recognize(await make());
		expect(data).toMatchObject({ result: null, error_code: code });
		expect(data.reason).toContain(reason);
	});

	test.each([
		['none', '', 252601],
		['with a data: head', 'data:image/png;base64,iVBORw0KGgo=', 252603],
		['of a wrong length', 'iVBOR', 252603],
		['in the letters of URLs', 'iVBO_-==', 252603],
		['of 4,000,004 characters', 'A'.repeat(4_000_004), 252601],
		['of 4,000,000 characters that are no picture', 'A'.repeat(4_000_000), 252601],
	])('base64 %s', async (_what, base64, code) => {
		expect((await send(base64)).data).toMatchObject({ result: null, error_code: code });
	});

	test.each([252602, 10011] as const)('over the limit a second: %d', async (code) => {
		sandbox.control.setOptions({ recognitionsPerSecond: 5, recognitionLimitCode: code });
		const codes = await Promise.all(
			Array.from({ length: 8 }, async () => (await recognize()).error_code),
		);
		expect(codes.sort((a, b) => a - b)).toEqual(
			[0, 0, 0, 0, 0, code, code, code].sort((a, b) => a - b),
		);
		await until(async () => (await recognize()).error_code === 0);
	});

	test('answers after the time set, reading included', async () => {
		await recognize();
		sandbox.control.setOptions({ recognitionMilliseconds: 300_000 });
		const pauses = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
		expect((await recognize()).error_code).toBe(0);
		expect((await send('')).data.error_code).toBe(252601);
		expect(pauses.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([300_000, 300_000]);
	});

	test('keeps a ledger: what came, how many at once, what was charged', async () => {
		const logo = await drawLogo();
		sandbox.control.setOptions({ recognitionMilliseconds: 300 });
		await Promise.all([recognize(), recognize(), recognize(logo)]);
		sandbox.control.fault('recognize', { kind: 'drop', when: 'after' });
		await expect(recognize()).rejects.toThrow();
		sandbox.control.fault('recognize', { kind: 'errorCode', errorCode: 10012 });
		await recognize();
		const { data } = await axios.get(`${sandbox.url}/sandbox/recognitions`, { proxy: false });
		expect(data).toEqual(sandbox.control.recognitions());
		expect(data).toMatchObject({ calls: 5, recognized: 3, peakInFlight: 3 });
		const pictures: ReturnType<Sandbox['control']['recognitions']>['pictures'] = data.pictures;
		expect(pictures.map(({ inFlight }) => inFlight)).toEqual([1, 2, 3, 1, 1]);
		expect(pictures.filter(({ errorCode }) => errorCode === 252604)).toMatchObject([
			{ picture: { format: 'png', width: 640, height: 240, bytes: logo.length, charged: null } },
		]);
		expect(pictures[3]).toMatchObject({
			fault: 'drop',
			picture: { width: 1600, height: 1200, charged: true },
		});
		expect(pictures[4]).toMatchObject({ fault: 'errorCode', picture: null });
		for (const { at, endedAt } of pictures.slice(0, 4))
			expect(Date.parse(endedAt ?? '') - Date.parse(at)).toBeGreaterThanOrEqual(290);
		sandbox.control.reset();
		expect(sandbox.control.recognitions()).toEqual({
			calls: 0,
			recognized: 0,
			peakInFlight: 0,
			pictures: [],
		});
	});

	test.each([
		{ recognitionForm: 'scroll' },
		{ recognitionLimitCode: 10012 },
		{ recognitionRows: 'yes' },
		{ recognitionMilliseconds: -1 },
	])('knows no setting %j', (options) => {
		expect(() => sandbox.control.setOptions(options as never)).toThrow(RangeError);
	});
});

describe('the specimens', () => {
	const valueOf = ({ entries }: SpecimenItinerary, name: string) =>
		entries.find(({ Name }) => Name === name)?.Value ?? '';
	const madeUp = specimens.filter(({ name }) => name !== 'vendor-sample');

	test.each(madeUp.map((each) => [each.name, each] as const))(
		'%s: check digits are right, and sums add up unless marked',
		(_name, each) => {
			const cents = (name: string) =>
				Math.round(Number(/\d+(\.\d+)?/.exec(valueOf(each, name))?.[0] ?? 0) * 100);
			const parts = ['票价', '民航发展基金', '燃油附加费', '其他税费', '增值税税额'];
			const sum = parts.reduce((total, name) => total + cents(name), 0);
			expect(sum === cents('合计金额')).toBe(each.addsUp);
			const serialNumber = valueOf(each, '印刷序号');
			if (serialNumber !== '') {
				expect(Number(serialNumber.slice(0, 10)) % 7).toBe(Number(serialNumber.slice(10)));
				expect(valueOf(each, '验证码')).toBe(serialNumber.slice(6, 10));
			}
			const id = valueOf(each, '有效身份证件号码');
			if (id.length === 18) {
				expect(id).toMatch(/^999999/);
				expect(checkCharacter(id.slice(0, 17))).toBe(id.slice(17));
			}
			expect(valueOf(each, '旅客姓名')).toMatch(/^(测试|CESHI)/);
		},
	);

	test('misread ones print what is right', () => {
		expect(
			specimens
				.filter(({ printed }) => Object.keys(printed).length > 0)
				.map(({ name, printed }) => [name, printed]),
		).toEqual([
			['misread-total', { 合计金额: 'CNY 1200.00' }],
			['misread-fare', { 票价: 'CNY 1130.00' }],
		]);
	});

	test('all are written, with a logo, the digital one as OFD, XML and PDF, and a train e-ticket', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'specimens-'));
		try {
			const names = await writeSpecimens(join(folder, 'new'));
			expect(readdirSync(join(folder, 'new')).sort()).toEqual([...names].sort());
			expect(names).toHaveLength(specimens.length * 3 + 8);
			const head = (name: string) => readFileSync(join(folder, 'new', name)).subarray(0, 4);
			expect(head('digital.ofd').toString('latin1')).toBe('PK\u0003\u0004');
			expect(head('digital.pdf').toString('latin1')).toBe('%PDF');
			expect(readFileSync(join(folder, 'new', 'digital.xml'), 'utf8')).toContain(
				'<atr:ElectronicInvoiceAirTransportReceiptNumber>26999999999999999901</atr:',
			);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});
