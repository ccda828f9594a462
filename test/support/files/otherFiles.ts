import sharp from 'sharp';
import { otherPdf } from '../../../tools/sandbox/specimens';
import { zip } from './bytes';
import type { Files } from './hostile';

const plain = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: '#e8e8e8' } });

/** What e-mails carry beside itineraries, and Juhe does not read. */
export const otherKinds: Files = {
	pdf: otherPdf,
	gif: async () => await plain(400, 300).gif().toBuffer(),
	webp: async () => await plain(400, 300).webp().toBuffer(),
	tiff: async () => await plain(400, 300).tiff().toBuffer(),
	heic: () =>
		Buffer.concat([
			Buffer.from('00000018', 'hex'),
			Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'),
			Buffer.alloc(500),
		]),
	svg: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>'),
	html: () => Buffer.from('<!DOCTYPE html><html><body>行程单</body></html>'),
	mail: () => Buffer.from('From: a@example.com\r\nSubject: itinerary\r\n\r\nsee attachment\r\n'),
	text: () => Buffer.from('CA1501 北京 → 上海'),
	'text that begins like a bitmap': () => Buffer.from('BMW 320i, parking at the airport, 2 days'),
	nothing: () => Buffer.alloc(0),
	'a single byte': () => Buffer.from([0xff]),
};

export const zipOfText = () => zip([{ name: 'itinerary.txt', data: Buffer.from('text') }]);

/**
 * Pictures of mails that are no itineraries: skipped under a wildcard by their size, colour or
 * movement.
 */
export const decorations: Files = {
	'an icon': async () => await plain(48, 48).png().toBuffer(),
	'a signature': async () =>
		await sharp(
			Buffer.from(
				'<svg xmlns="http://www.w3.org/2000/svg" width="280" height="90"><path d="M10 60C60 0 90 120 130 40S200 90 270 20" fill="none" stroke="navy" stroke-width="3"/></svg>',
			),
		)
			.flatten({ background: 'white' })
			.png()
			.toBuffer(),
	'a line': async () => await plain(600, 2).png().toBuffer(),
	'a grey area as png': async () => await plain(800, 600).png().toBuffer(),
	'a grey area as jpeg': async () => await plain(800, 600).jpeg().toBuffer(),
};
