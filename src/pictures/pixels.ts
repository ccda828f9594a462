/**
 * A picture in memory: red, green and blue, a byte each. The pixel at (x, y) lies at
 * `offset + x * stepX + y * stepY`, so that turning a picture moves nothing.
 */
export interface Pixels {
	data: Uint8Array;
	width: number;
	height: number;
	offset: number;
	stepX: number;
	stepY: number;
}
