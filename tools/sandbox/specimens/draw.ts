import { createCanvas, GlobalFonts, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { encodeBmp } from './bmp';
import type { SpecimenItinerary } from './itineraries';
import { codeOf } from './printedCode';

type PictureFormat = 'png' | 'jpeg' | 'bmp';

/** The page is laid out in these units and drawn at any width. */
const page = { width: 1600, height: 1200, left: 40, right: 1560 };

/** Width in pixels: a bitmap of 1120 x 840 keeps within 4,000,000 characters of base64. */
const usualWidth: Record<PictureFormat, number> = { png: 1600, jpeg: 1600, bmp: 1120 };

const sans = 'Specimen Sans';
const bold = 'Specimen Sans Bold';

/** The fonts come from a package: what is drawn is the same on every machine. */
function loadFonts(): void {
	if (GlobalFonts.has(sans)) return;
	const fonts = '@expo-google-fonts/noto-sans-sc';
	GlobalFonts.registerFromPath(
		require.resolve(`${fonts}/400Regular/NotoSansSC_400Regular.ttf`),
		sans,
	);
	GlobalFonts.registerFromPath(require.resolve(`${fonts}/700Bold/NotoSansSC_700Bold.ttf`), bold);
}

/** A field's box: where it begins and ends, its heading, the name of the field in it. */
type Box = [from: number, to: number, heading: string, name: string];

const legColumns: Box[] = [
	[320, 480, '承运人 CARRIER', '承运人'],
	[480, 640, '航班号 FLIGHT', '航班号'],
	[640, 740, '座位 CLASS', '座位等级'],
	[740, 940, '日期 DATE', '日期'],
	[940, 1040, '时间 TIME', '时间'],
	[1040, 1190, '客票级别 FARE BASIS', '客票级别/类别'],
	[1190, 1330, '生效 NOT BEFORE', '客票生效日期'],
	[1330, 1460, '截止 NOT AFTER', '有效期截止日期'],
	[1460, 1560, '行李 ALLOW', '免费行李'],
];

/**
 * The boxes from top to bottom. A digital itinerary also prints invoice number, VAT and purchaser.
 */
const boxRows = (digital: boolean): Array<{ top: number; boxes: Box[] }> => [
	{
		top: 130,
		boxes: [
			[40, 420, '旅客姓名 NAME OF PASSENGER', '旅客姓名'],
			[420, 860, '有效身份证件号码 ID. NO.', '有效身份证件号码'],
			[860, 1560, '签注 ENDORSEMENTS/RESTRICTIONS', '签注'],
		],
	},
	{
		top: 515,
		boxes: digital
			? [
					[40, 270, '票价 FARE', '票价'],
					[270, 500, '燃油附加费 FUEL SURCHARGE', '燃油附加费'],
					[500, 640, '增值税税率 VAT RATE', '增值税税率'],
					[640, 830, '增值税税额 VAT', '增值税税额'],
					[830, 1080, '民航发展基金 CAAC FUND', '民航发展基金'],
					[1080, 1310, '其他税费 OTHER TAXES', '其他税费'],
					[1310, 1560, '合计 TOTAL', '合计金额'],
				]
			: [
					[40, 360, '票价 FARE', '票价'],
					[360, 660, '民航发展基金 CAAC DEVELOPMENT FUND', '民航发展基金'],
					[660, 960, '燃油附加费 FUEL SURCHARGE', '燃油附加费'],
					[960, 1260, '其他税费 OTHER TAXES', '其他税费'],
					[1260, 1560, '合计 TOTAL', '合计金额'],
				],
	},
	{
		top: 590,
		boxes: [
			[40, 400, '电子客票号码 E-TICKET NO.', '电子客票号码'],
			[400, 560, '验证码 CK.', '验证码'],
			digital
				? [560, 1080, '发票号码 INVOICE NO.', '发票号码']
				: [560, 1080, '提示信息 INFORMATION', '提示信息'],
			[1080, 1310, '国内国际 SCOPE', '国内国际标签'],
			[1310, 1560, '保险费 INSURANCE', '保险费'],
		],
	},
	{
		top: 665,
		boxes: [
			[40, 400, '销售单位代号 AGENT CODE', '销售单位代号'],
			[400, 1080, '填开单位 ISSUED BY', '填开单位'],
			[1080, 1560, '填开日期 DATE OF ISSUE', '填开日期'],
		],
	},
	...(digital
		? [
				{
					top: 755,
					boxes: [
						[40, 500, '购买方名称 PURCHASER', '购买方名称'],
						[500, 1080, '统一社会信用代码/纳税人识别号', '统一社会信用代码/纳税人识别号'],
					] satisfies Box[],
				},
			]
		: []),
];

/** The fine lines of security paper. */
function drawPaper(context: SKRSContext2D): void {
	context.fillStyle = '#fdfbf4';
	context.fillRect(0, 0, page.width, page.height);
	context.strokeStyle = '#e3ecf1';
	context.lineWidth = 1.5;
	for (let line = 0; line < 40; line++) {
		context.beginPath();
		for (let x = 0; x <= page.width; x += 20)
			context.lineTo(x, line * 31 + 14 * Math.sin(x / 70 + line / 3));
		context.stroke();
	}
	context.fillStyle = '#eadfdf';
	context.font = `130px "${bold}"`;
	context.fillText('样本 SPECIMEN', 60, 1130);
}

function drawBox(
	context: SKRSContext2D,
	[from, to, heading]: Box,
	top: number,
	value: string,
): void {
	const bottom = top + 75;
	context.strokeStyle = '#51677d';
	context.lineWidth = 2;
	context.strokeRect(from, top, to - from, bottom - top);
	context.fillStyle = '#51677d';
	context.font = `15px "${sans}"`;
	context.fillText(heading, from + 8, top + 20, to - from - 16);
	context.fillStyle = '#161616';
	context.font = `27px "${sans}"`;
	context.fillText(value, from + 10, bottom - 14, to - from - 20);
}

/** The lines of the journey: from, to, to …, and VOID on those that are not used. */
function drawLegs(context: SKRSContext2D, valueOf: (name: string, row?: number) => string): void {
	const top = 205;
	const heading = 30;
	const height = 56;
	for (const [from, to, text] of legColumns) {
		context.fillStyle = '#51677d';
		context.font = `15px "${sans}"`;
		context.fillText(text, from + 6, top + 21, to - from - 12);
	}
	for (let row = 0; row < 5; row++) {
		const y = top + heading + row * height;
		const station = row === 0 ? valueOf('始发地', 0) : valueOf('目的地', row - 1);
		const flies = valueOf('始发地', row) !== '';
		context.strokeStyle = '#9fb0c0';
		context.strokeRect(page.left, y, page.right - page.left, height);
		context.fillStyle = '#51677d';
		context.font = `17px "${sans}"`;
		context.fillText(row === 0 ? '自 FROM' : '至 TO', 48, y + 36);
		context.fillStyle = '#161616';
		context.font = `25px "${sans}"`;
		context.fillText(station === '' ? 'VOID' : station, 130, y + 38, 180);
		for (const [from, to, , name] of legColumns)
			context.fillText(
				flies ? valueOf(name, row) : name === '航班号' && row < 4 ? 'VOID' : '',
				from + 8,
				y + 38,
				to - from - 14,
			);
	}
	context.strokeStyle = '#51677d';
	context.strokeRect(page.left, top, page.right - page.left, heading + 5 * height);
}

async function drawCode(context: SKRSContext2D, { entries }: SpecimenItinerary): Promise<void> {
	const side = 440;
	const [left, top] = [page.right - side, 750];
	const { size, isDark } = await codeOf(entries);
	const quiet = 4;
	const module = side / (size + 2 * quiet);
	context.fillStyle = '#ffffff';
	context.fillRect(left, top, side, side);
	context.fillStyle = '#000000';
	for (let y = 0; y < size; y++)
		for (let x = 0; x < size; x++)
			if (isDark(x, y))
				context.fillRect(
					left + (x + quiet) * module,
					top + (y + quiet) * module,
					module + 0.4,
					module + 0.4,
				);
}

async function draw(specimen: SpecimenItinerary, width: number): Promise<Canvas> {
	loadFonts();
	const { entries, printed } = specimen;
	const valueOf = (name: string, row?: number) =>
		printed[name] ??
		entries.find(({ Name, Row = -1 }) => Name === name && (row === undefined || Row === row))
			?.Value ??
		'';
	const canvas = createCanvas(width, Math.round((width * page.height) / page.width));
	const context = canvas.getContext('2d');
	context.scale(width / page.width, width / page.width);
	drawPaper(context);

	const digital = valueOf('发票号码') !== '';
	context.fillStyle = '#a02020';
	context.font = `44px "${bold}"`;
	context.fillText(
		digital ? '电子发票（航空运输电子客票行程单）' : '航空运输电子客票行程单',
		digital ? 400 : 540,
		64,
	);
	context.font = `20px "${sans}"`;
	context.fillText('ITINERARY/RECEIPT OF E-TICKET FOR AIR TRANSPORT', 520, 100);
	const serialNumber = valueOf('印刷序号');
	if (serialNumber !== '') {
		context.fillText('印刷序号 SERIAL NUMBER', 1270, 60);
		context.font = `28px "${bold}"`;
		context.fillText(`${serialNumber.slice(0, 10)} ${serialNumber.slice(10)}`, 1270, 100);
	}

	for (const { top, boxes } of boxRows(digital))
		for (const box of boxes) drawBox(context, box, top, valueOf(box[3]));
	drawLegs(context, valueOf);

	context.fillStyle = '#51677d';
	context.font = `20px "${sans}"`;
	context.fillText('沙箱样本，非真实票据：旅客、号码与单位均为虚构。', 40, 880);
	context.fillText('A made-up itinerary. The code on the right carries its fields.', 40, 915);
	await drawCode(context, specimen);
	return canvas;
}

/** A specimen as a picture: 4 to 3, `width` pixels wide, upright. */
export async function drawSpecimen(
	specimen: SpecimenItinerary,
	format: PictureFormat,
	width: number = usualWidth[format],
): Promise<Buffer> {
	const canvas = await draw(specimen, width);
	if (format === 'png') return await canvas.encode('png');
	if (format === 'jpeg') return await canvas.encode('jpeg', 90);
	return encodeBmp(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height));
}

/** A company's logo, such as mail signatures carry: no itinerary, though large enough for one. */
export async function drawLogo(): Promise<Buffer> {
	loadFonts();
	const canvas = createCanvas(640, 240);
	const context = canvas.getContext('2d');
	context.fillStyle = '#ffffff';
	context.fillRect(0, 0, 640, 240);
	context.fillStyle = '#1c6dd0';
	context.beginPath();
	context.arc(120, 120, 80, 0, Math.PI * 2);
	context.fill();
	context.fillStyle = '#ffffff';
	context.font = `90px "${bold}"`;
	context.fillText('测', 75, 153);
	context.fillStyle = '#1c6dd0';
	context.font = `56px "${bold}"`;
	context.fillText('测试采购', 240, 115);
	context.font = `26px "${sans}"`;
	context.fillText('CESHI PURCHASING CO.', 242, 165);
	return await canvas.encode('png');
}
