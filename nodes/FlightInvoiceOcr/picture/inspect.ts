/** What a picture's header says about it. Width and height in pixels as stored, before any turning. */
export interface PictureInfo {
	kind: 'jpeg' | 'png' | 'bmp';
	width: number;
	height: number;
	/** EXIF orientation: 1 = upright; 6 = stored lying on its left side, to be turned 90° clockwise; … */
	orientation: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
	mimeType: string;
}
