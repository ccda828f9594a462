import type { FileFailure } from '../lib/fileFailure';
import { inspectBmp, isBmp } from './bmp/header';
import { inspectJpeg, isJpeg } from './jpeg/header';
import { isPng } from './png/chunks';
import { inspectPng } from './png/header';
import type { Inspection } from './types';

/**
 * Reads the header of a JPEG, PNG or BMP, and nothing but the header. Gives null for any other
 * file, and what is wrong with a picture that is cut off or says impossible things about itself.
 * Never throws.
 */
export function inspect(bytes: Uint8Array): Inspection | FileFailure | null {
	if (isJpeg(bytes)) return inspectJpeg(bytes);
	if (isPng(bytes)) return inspectPng(bytes);
	if (isBmp(bytes)) return inspectBmp(bytes);
	return null;
}
