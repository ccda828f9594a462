import { FileFailure } from '../lib/fileFailure';

/**
 * EXIF: how the stored picture is to be turned and mirrored; 1 = it is upright, 6 = 90° clockwise.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/**
 * What a picture's header says about it. Width and height in pixels as stored, before any turning.
 */
export interface Inspection {
	kind: 'jpeg' | 'png' | 'bmp';
	width: number;
	height: number;
	orientation: Orientation;
	mimeType: string;
	animated: boolean;
	/** Whether the whole of it must be read before its first line is known. */
	collected: boolean;
}

/** What a picture must keep within. */
export interface PictureLimits {
	/** Bytes of the file. */
	maxBytes: number;
	/** The shortest and the longest side, in pixels. */
	minSide: number;
	maxSide: number;
}

export interface Size {
	width: number;
	height: number;
}

/**
 * Takes the lines of a picture in turn: red, green and blue, a byte each, valid until it returns.
 */
export type LineReceiver = (line: Uint8Array) => void;

/** A picture that cannot be read; the advice for one that is damaged may be left out. */
export function unreadable(
	reason: string,
	advice = 'Attach it again from where it came from, or take a new picture.',
): FileFailure {
	return new FileFailure('pictureUnreadable', reason, advice);
}

/** A picture whose file ends before the picture does. */
export const cutOff = () => unreadable('The picture is cut off: the file ends before it does');
