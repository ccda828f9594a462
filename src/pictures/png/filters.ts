/**
 * Undoes the filter of a line, whose kind is its first byte. PNG specification, 9.
 * @param distance how many bytes before a byte lies that of the pixel to the left
 * @returns false if there is no such filter
 */
export function unfilter(line: Uint8Array, above: Uint8Array, distance: number): boolean {
	const { length } = line;
	switch (line[0]) {
		case 0:
			return true;
		case 1:
			for (let i = 1 + distance; i < length; i++)
				line[i] = (line[i] as number) + (line[i - distance] as number);
			return true;
		case 2:
			for (let i = 1; i < length; i++) line[i] = (line[i] as number) + (above[i] as number);
			return true;
		case 3:
			for (let i = 1; i <= distance && i < length; i++)
				line[i] = (line[i] as number) + ((above[i] as number) >> 1);
			for (let i = 1 + distance; i < length; i++) {
				const sum = (line[i - distance] as number) + (above[i] as number);
				line[i] = (line[i] as number) + (sum >> 1);
			}
			return true;
		case 4:
			for (let i = 1; i <= distance && i < length; i++)
				line[i] = (line[i] as number) + (above[i] as number);
			for (let i = 1 + distance; i < length; i++) {
				const left = line[i - distance] as number;
				const up = above[i] as number;
				const corner = above[i - distance] as number;
				const toLeft = Math.abs(up - corner);
				const toUp = Math.abs(left - corner);
				const toCorner = Math.abs(left + up - 2 * corner);
				const nearest =
					toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
				line[i] = (line[i] as number) + nearest;
			}
			return true;
		default:
			return false;
	}
}
