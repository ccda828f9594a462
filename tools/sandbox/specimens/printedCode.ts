import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { prepareZXingModule, readBarcodes, writeBarcode } from 'zxing-wasm/full';
import type { Entry } from './itineraries';

/**
 * The QR code which a specimen carries: its fields, so that the sandbox can read the picture.
 * Medium error correction: a quarter more modules than the lowest buy what phone photographs at
 * JPEG quality 30 cost.
 */

/** Tells a specimen's code from any other QR code. */
const mark = Buffer.from('JSB1');

/**
 * Texts that specimens share: with them the code stays small enough for a photo of one megapixel.
 * Changing them changes every code.
 */
const dictionary = Buffer.from(
	'签注 发票号码 增值税税率 增值税税额 购买方名称 EXEMPT 免税 XXX 20K 国航 东航 南航 测试航空服务有限公司 2026-0 CNY 0.00 CN 50.00 YQ 0.00 999 00000 ' +
		'\n印刷序号\t9990000\t-1\n旅客姓名\t测试\t-1\n有效身份证件号码\t99999919\t-1\n始发地\t\t0\n目的地\t\t0\n承运人\t\t0\n航班号\t\t0\n座位等级\tY\t0\n日期\t2026年0\t0\n时间\t\t0\n' +
		'客票级别/类别\tY\t0\n免费行李\t20K\t0\n客票生效日期\t\t0\n有效期截止日期\t\t0\n票价\tCNY 1\t-1\n民航发展基金\tCN 50.00\t-1\n燃油附加费\tYQ 20.00\t-1\n其他税费\t\t-1\n合计金额\tCNY 1\t-1\n' +
		'电子客票号码\t9990000000\t-1\n验证码\t\t-1\n保险费\tXXX\t-1\n销售单位代号\tPEK999 0000000\t-1\n填开单位\t北京测试航空服务有限公司\t-1\n填开日期\t2026年0\t-1\n国内国际标签\t国内\t-1',
);

let ready: Promise<unknown> | undefined;

/** The decoder comes from the package, never from the net. */
async function load(): Promise<void> {
	ready ??= Promise.resolve(
		prepareZXingModule({
			overrides: {
				wasmBinary: new Uint8Array(readFileSync(require.resolve('zxing-wasm/full/zxing_full.wasm')))
					.buffer,
			},
			fireImmediately: true,
		}),
	);
	await ready;
}

interface Modules {
	/** Modules a side, without the quiet zone. */
	size: number;
	isDark(x: number, y: number): boolean;
}

/** The modules of the QR code that carries these fields. */
export async function codeOf(entries: readonly Entry[]): Promise<Modules> {
	await load();
	const text = entries.map(({ Name, Value, Row }) => [Name, Value, Row].join('\t')).join('\n');
	const payload = Buffer.concat([mark, deflateRawSync(text, { level: 9, dictionary })]);
	const { symbol, error } = await writeBarcode(new Uint8Array(payload), {
		format: 'QRCode',
		ecLevel: 'M',
	});
	if (error) throw new Error(error);
	return {
		size: symbol.width,
		isDark: (x, y) => symbol.data[y * symbol.width + x] === 0,
	};
}

function fieldsOf(payload: Uint8Array): Entry[] {
	return inflateRawSync(payload.subarray(mark.length), { dictionary })
		.toString()
		.split('\n')
		.map((line) => {
			const [Name = '', Value = '', Row = ''] = line.split('\t');
			return Row === '' ? { Name, Value } : { Name, Value, Row: Number(Row) };
		});
}

/** What was found on a picture: a specimen's fields, a code that cannot be read, or neither. */
type Found = { fields: Entry[]; upright: boolean } | { fields: null; damaged: boolean };

/** Looks for a specimen's code. `pixels`: four bytes each, red first. */
export async function findCode(pixels: {
	data: Uint8ClampedArray<ArrayBuffer>;
	width: number;
	height: number;
}): Promise<Found> {
	await load();
	const codes = await readBarcodes(
		{ ...pixels, colorSpace: 'srgb' },
		{ formats: ['QRCode'], returnErrors: true, maxNumberOfSymbols: 8 },
	);
	const own = codes.find(
		({ isValid, bytes }) => isValid && mark.equals(bytes.subarray(0, mark.length)),
	);
	if (!own) return { fields: null, damaged: codes.some(({ isValid }) => !isValid) };
	return {
		fields: fieldsOf(own.bytes),
		upright: !own.isMirrored && Math.abs(own.orientation) <= 45,
	};
}
