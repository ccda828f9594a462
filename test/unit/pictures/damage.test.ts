import fc from 'fast-check';
import { sleep } from 'n8n-workflow';
import sharp from 'sharp';
import { pictureLimits } from '../../../src/juhe/flightInvoiceOcr/limits';
import { gatekeep, type Admitted } from '../../../nodes/FlightInvoiceOcr/gatekeep';
import { FileFailure } from '../../../src/lib/fileFailure';
import { preparePicture } from '../../../src/pictures';
import { bmp, fourFields } from '../../support/files/pictures';

const kinds = ['picture', 'document', 'skipped', 'refused'];

/** What the gatekeeper says of a file, in a word. */
const kindOf = (admitted: Admitted) => ('kind' in admitted ? admitted.kind : 'refused');

/** The first bytes of all kinds of files that are looked into. */
const beginnings = [
	'',
	'ffd8ff',
	'ffd8ffe1002245786966000049492a0008000000',
	'ffd8ffc0001108',
	'89504e470d0a1a0a',
	'89504e470d0a1a0a0000000d49484452',
	'424d000000000000000036000000280000000100000001000000010018',
	'504b0304',
	'3c3f786d6c',
	'25504446',
	'0000001866747970',
].map((hex) => Buffer.from(hex, 'hex'));

test('any bytes at all give a verdict', async () => {
	const file = fc
		.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 300 }))
		.map(([start, rest]) => Buffer.concat([start, rest]));
	await fc.assert(
		fc.asyncProperty(file, fc.boolean(), async (bytes, underWildcard) => {
			const kind = kindOf(await gatekeep(bytes, underWildcard));
			expect(kinds).toContain(kind);
			if (!underWildcard) expect(kind).not.toBe('skipped');
		}),
		{ numRuns: 1000 },
	);
});

/** Of a file that is a picture as far as its header says: one that can be sent, or why not. */
async function expectPictureOrReason(bytes: Buffer): Promise<void> {
	expect(kinds).toContain(kindOf(await gatekeep(bytes, true)));
	const named = await gatekeep(bytes, false);
	if (!('inspection' in named)) return;
	try {
		// As if it lay on its side, so that it is decoded.
		const prepared = await preparePicture(
			bytes,
			{ ...named.inspection, orientation: 6 },
			pictureLimits,
			sleep,
		);
		const { format, width, height } = await sharp(prepared.bytes).metadata();
		expect({ format, width, height }).toEqual({
			format: 'jpeg',
			width: prepared.width,
			height: prepared.height,
		});
		expect(prepared.bytes.length).toBeLessThanOrEqual(pictureLimits.maxBytes);
	} catch (error) {
		if (!(error instanceof FileFailure)) throw error;
		expect(error.reason).toMatch(/^The .*[^.]$/);
		expect(error.advice).toMatch(/\.$/);
	}
}

function pngOfSize(bytes: Buffer, width: number, height: number): Buffer {
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return bytes;
}

describe('a damaged picture gives a picture or a reason, and never anything else', () => {
	const picture = () => fourFields(64, 48);
	const pictures: Array<[string, () => Promise<Buffer>]> = [
		['JPEG', async () => await picture().jpeg().toBuffer()],
		['progressive JPEG', async () => await picture().jpeg({ progressive: true }).toBuffer()],
		['PNG', async () => await picture().png().toBuffer()],
		[
			'interlaced palette PNG',
			async () => await picture().png({ palette: true, progressive: true }).toBuffer(),
		],
		['16-bit PNG', async () => await picture().toColourspace('rgb16').png().toBuffer()],
		[
			'BMP',
			async () =>
				bmp(64, 48, {
					bitsPerPixel: 8,
					pixelAt: (x) => [x, x, x],
					palette: [
						[0, 0, 0],
						[99, 99, 99],
					],
				}),
		],
	];
	test.each(pictures)(
		'%s',
		async (_name, make) => {
			const whole = await make();
			const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
			const damage = fc.record({
				changes: fc.array(change, { maxLength: 6 }),
				end: fc.oneof(fc.constant(whole.length), fc.nat(whole.length)),
				appended: fc.uint8Array({ maxLength: 20 }),
			});
			await fc.assert(
				fc.asyncProperty(damage, async ({ changes, end, appended }) => {
					const bytes = Buffer.concat([whole.subarray(0, end), appended]);
					for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
					await expectPictureOrReason(bytes);
				}),
				{ numRuns: 60 },
			);
		},
		120_000,
	);

	const side = fc.nat(2 ** 32 - 1);
	const saysItsSize: Array<[string, (width: number, height: number) => Promise<Buffer>]> = [
		['PNG', async (width, height) => pngOfSize(await picture().png().toBuffer(), width, height)],
		[
			'interlaced PNG',
			async (width, height) =>
				pngOfSize(await picture().png({ progressive: true }).toBuffer(), width, height),
		],
		[
			'packed BMP',
			async (width, height) => {
				const bytes = bmp(64, 48, { bitsPerPixel: 24, pixelAt: (x) => [x, x, x] });
				bytes.writeUInt32LE(width, 18);
				bytes.writeUInt32LE(height, 22);
				bytes.writeUInt32LE(1, 30);
				return bytes;
			},
		],
	];
	test.each(saysItsSize)('%s that says any size of itself', async (_name, make) => {
		await fc.assert(
			fc.asyncProperty(side, side, async (width, height) => {
				await expectPictureOrReason(await make(width, height));
			}),
		);
	});

	test('and the undamaged one is prepared as before', async () => {
		const bytes = await picture().withMetadata({ orientation: 3 }).jpeg().toBuffer();
		const admitted = await gatekeep(bytes, false);
		if (!('inspection' in admitted)) throw new Error(kindOf(admitted));
		const { changes } = await preparePicture(bytes, admitted.inspection, pictureLimits, sleep);
		expect(changes).toEqual(['turned 180° (EXIF)', 'saved as JPEG, quality 90']);
	});
});
