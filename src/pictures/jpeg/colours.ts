/** Samples of one component: those of one row of the picture's smallest units. */
export interface Plane {
	samples: Uint8ClampedArray;
	stride: number;
	/** How many blocks it has, across and down, in a unit. */
	h: number;
	v: number;
}

interface Shape {
	/** Pixels of a line. */
	width: number;
	/** Of the component that has the most samples. */
	maxH: number;
	maxV: number;
	/** The components are red, green and blue already. */
	rgb: boolean;
}

/**
 * T.871, 7, by the value of Cb and Cr; those of green in 65,536ths, to be added before they are
 * cut.
 */
const table = (factor: number) =>
	Int32Array.from({ length: 256 }, (_, i) => Math.round(factor * (i - 128)));
const redOfCr = table(1.402);
const blueOfCb = table(1.772);
const greenOfCb = table(-0.344136 * 65_536);
const greenOfCr = table(-0.714136 * 65_536);

/**
 * Makes lines of red, green and blue of the planes: `y` counts from the top of the unit; the line
 * is valid until the next one is asked for.
 */
export function lineWriter(planes: Plane[], shape: Shape): (y: number) => Uint8Array {
	const { width, rgb } = shape;
	const rows = planes.map((plane) => rowsOf(plane, shape));
	const line = new Uint8ClampedArray(width * 3);
	const bytes = new Uint8Array(line.buffer);
	const [first, second, third] = rows;
	if (!first) throw new Error('A picture has a component');
	return (y) => {
		const one = first(y);
		const two = second?.(y) ?? one;
		const three = third?.(y) ?? one;
		if (second && !rgb) fromYcc(one, two, three, line);
		else
			for (let x = 0, at = 0; x < width; x++, at += 3) {
				line[at] = one[x] as number;
				line[at + 1] = two[x] as number;
				line[at + 2] = three[x] as number;
			}
		return bytes;
	};
}

type Samples = Uint8ClampedArray;

function fromYcc(luma: Samples, cbs: Samples, crs: Samples, line: Samples): void {
	for (let x = 0, at = 0; at < line.length; x++, at += 3) {
		const y = luma[x] as number;
		const cb = cbs[x] as number;
		const cr = crs[x] as number;
		line[at] = y + (redOfCr[cr] as number);
		line[at + 1] = y + (((greenOfCb[cb] as number) + (greenOfCr[cr] as number) + 32_768) >> 16);
		line[at + 2] = y + (blueOfCb[cb] as number);
	}
}

/**
 * The rows of a component at the picture's full width: samples that stand for several pixels are
 * repeated.
 */
function rowsOf({ samples, stride, h, v }: Plane, { width, maxH, maxV }: Shape) {
	const row = new Uint8ClampedArray(width);
	let written = -1;
	return (y: number): Samples => {
		const from = Math.floor((y * v) / maxV) * stride;
		if (h === maxH) return samples.subarray(from, from + width);
		// The samples change with every unit, whose first line is 0.
		if (from !== written || y === 0) {
			if (h * 2 === maxH)
				for (let x = 0; x < width; x++) row[x] = samples[from + (x >> 1)] as number;
			else
				for (let x = 0; x < width; x++)
					row[x] = samples[from + Math.floor((x * h) / maxH)] as number;
			written = from;
		}
		return row;
	};
}
