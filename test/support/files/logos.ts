import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { drawLogo } from '../../../tools/sandbox/specimens';
import type { Files } from './hostile';

const ink = '#224477';
const [plain, bold] = ['"Specimen Sans"', '"Specimen Sans Bold"'];

type Draw = (context: SKRSContext2D, width: number, height: number) => void;

const words =
	(size: number, x: number, y: number, ...lines: string[]): Draw =>
	(context) => {
		context.font = `${size}px ${bold}`;
		lines.forEach((line, index) => context.fillText(line, x, y + index * size * 1.3));
	};

const discs: Draw = (context) => {
	for (const [index, sign] of [...'微博信视频'].entries()) {
		context.fillStyle = ink;
		context.beginPath();
		context.arc(60 + 120 * index, 60, 45, 0, 2 * Math.PI);
		context.fill();
		context.fillStyle = 'white';
		words(40, 40 + 120 * index, 75, sign)(context, 0, 0);
	}
};

const seal: Draw = (context) => {
	context.strokeStyle = context.fillStyle = '#c00000';
	context.lineWidth = 8;
	context.beginPath();
	context.arc(250, 250, 220, 0, 2 * Math.PI);
	context.stroke();
	context.font = `34px ${plain}`;
	context.translate(250, 250);
	for (const sign of '测试采购有限公司财务专用章') {
		context.rotate(0.4);
		context.fillText(sign, -17, -170);
	}
};

const gradient: Draw = (context, width, height) => {
	const colours = context.createLinearGradient(0, 0, width, height);
	colours.addColorStop(0, '#ff8800');
	colours.addColorStop(1, '#0088ff');
	context.fillStyle = colours;
	context.fillRect(0, 0, width, height);
	context.fillStyle = 'white';
	words(90, 40, 160, '测试航空 CESHI AIR')(context, width, height);
};

const advert: Draw = (context, width, height) => {
	context.fillStyle = '#c00000';
	context.fillRect(0, 0, width, height);
	context.fillStyle = 'white';
	words(60, 40, 120, '会员专享 全年九折 立即加入')(context, width, height);
};

/** What hangs on e-mails and is large enough for an itinerary: width, height, what is on it. */
const drawings: Record<string, [number, number, Draw, 'transparent'?]> = {
	'a word': [640, 240, words(120, 40, 160, 'CESHI')],
	'a small one': [300, 100, words(40, 20, 60, '测试采购')],
	'a wide one': [1200, 400, words(150, 100, 250, '测试采购公司')],
	'a very large one': [2000, 600, words(220, 100, 350, '测试采购公司')],
	'white on nothing': [800, 300, words(120, 40, 160, '测试采购'), 'transparent'],
	'a colour on nothing': [800, 300, words(120, 40, 160, '测试采购'), 'transparent'],
	'colours that run into each other': [1000, 300, gradient],
	'an advertisement': [1200, 200, advert],
	'signs of networks': [600, 120, discs],
	'a seal': [500, 500, seal],
	'a name and a post': [700, 160, words(36, 30, 60, '测试甲 销售经理', '测试采购有限公司')],
};

async function drawn(
	[width, height, draw, ground]: (typeof drawings)[string],
	format: 'png' | 'jpeg',
): Promise<Buffer> {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	if (ground !== 'transparent') {
		context.fillStyle = 'white';
		context.fillRect(0, 0, width, height);
	}
	context.fillStyle = ink;
	draw(context, width, height);
	return format === 'png' ? await canvas.encode('png') : await canvas.encode('jpeg', 85);
}

/** Logos, banners and signatures; `drawLogo` loads the fonts. */
export const logos: Files = Object.fromEntries([
	['that of the sandbox', drawLogo],
	...Object.entries(drawings).flatMap(([name, drawing]) =>
		(drawing[3] === 'transparent' ? (['png'] as const) : (['png', 'jpeg'] as const)).map(
			(format) =>
				[
					`${name}, ${format}`,
					async () => {
						await drawLogo();
						return await drawn(drawing, format);
					},
				] as const,
		),
	),
]);
