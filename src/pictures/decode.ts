import { FileFailure } from '../lib/fileFailure';
import { bmpLines } from './bmp/decoder';
import { unreadable, type Inspection, type Lines } from './types';

/**
 * Memory that decoding one picture may take, beside the file and the result; the whole process is
 * to stay below 512 MB.
 */
const memoryLimit = 230_000_000;

/**
 * Decodes a picture and gives its lines to `take`, which must have finished with them when it
 * returns.
 * @throws FileFailure before anything is decoded, if that would take too much memory, and for a
 * picture that is damaged
 */
export async function decode<Result>(
	bytes: Uint8Array,
	{ kind, width, height, decodingMemory }: Inspection,
	take: (lines: Lines) => Result,
): Promise<Result> {
	const pixels = `${width} x ${height} pixels`;
	if (decodingMemory > memoryLimit)
		throw unreadable(
			`The picture is too large to be unpacked: ${pixels}`,
			'Save it with at most 4096 pixels on its longer side and attach it again.',
		);
	/** The header and the codec must agree: what follows relies on the size. */
	const checked = (lines: Lines) => {
		if (lines.width !== width || lines.height !== height)
			throw new Error(`${lines.width} x ${lines.height} instead of ${pixels}`);
		return take(lines);
	};
	if (kind === 'bmp') return checked(bmpLines(bytes));
	try {
		const { decodeJpeg, decodePng } = await import('./codecs');
		return await (kind === 'jpeg' ? decodeJpeg : decodePng)(bytes, checked);
	} catch (error) {
		throw error instanceof FileFailure ? error : inPlainWords(kind, String(error));
	}
}

/** What libjpeg says of pictures that are not damaged, but of a kind it does not decode. */
const rareJpegs = ['Unsupported color conversion', 'Unsupported JPEG process', 'data precision'];

function inPlainWords(kind: string, codecsWords: string): FileFailure {
	if (/premature end/i.test(codecsWords))
		return unreadable('The picture is cut off: its file ends too early');
	if (rareJpegs.some((words) => codecsWords.includes(words)))
		return unreadable(
			'The JPEG is of a rare kind that cannot be converted, such as one in printing colours (CMYK)',
			'Save it as an ordinary JPEG or PNG and attach it again.',
		);
	return unreadable(`The ${kind.toUpperCase()} is damaged and cannot be decoded`);
}
