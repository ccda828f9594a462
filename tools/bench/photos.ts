import sharp from 'sharp';

/**
 * A photographed page of print: lines of text, light falling off to one side, with grain, about as
 * many bytes as asked.
 */
export async function photo(
	width: number,
	height: number,
	bytes: number,
	orientation: number,
): Promise<Buffer> {
	const lines = Array.from(
		{ length: Math.floor(height / 50) },
		(_, i) =>
			`<text x="${60 + (i % 3) * 20}" y="${60 + i * 50}" font-size="38" font-family="sans-serif">${i} ELECTRONIC ITINERARY 1234567890 CA1234 PEK SHA 2026-05-06 CNY ${(i * 97.31).toFixed(2)}</text>`,
	);
	const page = Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="light"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#8a9890"/></linearGradient><rect width="100%" height="100%" fill="url(#light)"/>${lines.join('')}</svg>`,
	);
	const grain = await sharp({
		create: {
			width,
			height,
			channels: 3,
			background: '#808080',
			noise: { type: 'gaussian', mean: 128, sigma: 30 },
		},
	})
		.blur(0.9)
		.png({ compressionLevel: 1 })
		.toBuffer();
	const scene = await sharp(page)
		.removeAlpha()
		.composite([{ input: grain, blend: 'soft-light' }])
		.raw()
		.toBuffer();
	const saved = async (quality: number) =>
		await sharp(scene, { raw: { width, height, channels: 3 } })
			.withMetadata({ orientation })
			.jpeg({ quality })
			.toBuffer();
	let result = await saved(80);
	for (let quality = 81; quality < 99 && result.length < bytes; quality++) {
		const larger = await saved(quality);
		if (larger.length - bytes > bytes - result.length) break;
		result = larger;
	}
	return result;
}

/** A photo of more pixels than a benchmark can draw in reasonable time. */
export async function enlarged(
	width: number,
	height: number,
	progressive: boolean,
): Promise<Buffer> {
	return await sharp(await photo(4000, 3000, 6_000_000, 1))
		.resize(width, height, { fit: 'fill' })
		.withMetadata({ orientation: progressive ? 1 : 6 })
		.jpeg({ quality: 88, progressive })
		.toBuffer();
}

/**
 * JPEG: a comment segment (marker, length with its own two bytes, text) right after the first
 * marker.
 */
export function withComment(jpeg: Buffer, text: string): Buffer {
	const comment = Buffer.from(text);
	const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
	return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}
