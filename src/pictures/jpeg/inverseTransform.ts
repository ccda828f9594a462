/** What makes the steps of a quantization table those of the transform below. */
const scale = Array.from({ length: 8 }, (_, k) =>
	k === 0 ? 1 : Math.cos((k * Math.PI) / 16) * Math.SQRT2,
);

/**
 * What a block's coefficients are multiplied by, in natural order, from the steps in natural
 * order.
 */
export const factorsOf = (steps: ArrayLike<number>) =>
	Float64Array.from(steps, (step, i) => (step * (scale[i >> 3] ?? 1) * (scale[i & 7] ?? 1)) / 8);

const columns = new Float64Array(64);

/**
 * The inverse cosine transform (Arai, Agui and Nakajima) of 64 coefficients, written as 8 by 8
 * samples at `to`, lines `stride` apart.
 */
export function inverseTransform(
	values: Int16Array,
	at: number,
	factors: Float64Array,
	samples: Uint8ClampedArray,
	to: number,
	stride: number,
): void {
	let flat = true;
	for (let x = 0; x < 8; x++) {
		const i = at + x;
		const v1 = values[i + 8] as number;
		const v2 = values[i + 16] as number;
		const v3 = values[i + 24] as number;
		const v4 = values[i + 32] as number;
		const v5 = values[i + 40] as number;
		const v6 = values[i + 48] as number;
		const v7 = values[i + 56] as number;
		const d0 = (values[i] as number) * (factors[x] as number);
		if ((v1 | v2 | v3 | v4 | v5 | v6 | v7) === 0) {
			columns[x] = d0;
			columns[x + 8] = d0;
			columns[x + 16] = d0;
			columns[x + 24] = d0;
			columns[x + 32] = d0;
			columns[x + 40] = d0;
			columns[x + 48] = d0;
			columns[x + 56] = d0;
			if (x > 0 && d0 !== 0) flat = false;
			continue;
		}
		if (x > 0) flat = false;
		const d2 = v2 * (factors[x + 16] as number);
		const d4 = v4 * (factors[x + 32] as number);
		const d6 = v6 * (factors[x + 48] as number);
		const even10 = d0 + d4;
		const even11 = d0 - d4;
		const even13 = d2 + d6;
		const even12 = (d2 - d6) * Math.SQRT2 - even13;
		const e0 = even10 + even13;
		const e3 = even10 - even13;
		const e1 = even11 + even12;
		const e2 = even11 - even12;
		const d1 = v1 * (factors[x + 8] as number);
		const d3 = v3 * (factors[x + 24] as number);
		const d5 = v5 * (factors[x + 40] as number);
		const d7 = v7 * (factors[x + 56] as number);
		const z13 = d5 + d3;
		const z10 = d5 - d3;
		const z11 = d1 + d7;
		const z12 = d1 - d7;
		const o7 = z11 + z13;
		const z5 = (z10 + z12) * 1.847759065;
		const o6 = z5 - z10 * 2.61312593 - o7;
		const o5 = (z11 - z13) * Math.SQRT2 - o6;
		const o4 = z5 - z12 * 1.0823922 - o5;
		columns[x] = e0 + o7;
		columns[x + 56] = e0 - o7;
		columns[x + 8] = e1 + o6;
		columns[x + 48] = e1 - o6;
		columns[x + 16] = e2 + o5;
		columns[x + 40] = e2 - o5;
		columns[x + 24] = e3 + o4;
		columns[x + 32] = e3 - o4;
	}
	for (let y = 0; y < 64; y += 8, to += stride) {
		const d0 = (columns[y] as number) + 128;
		if (flat) {
			samples.fill(d0, to, to + 8);
			continue;
		}
		const d1 = columns[y + 1] as number;
		const d2 = columns[y + 2] as number;
		const d3 = columns[y + 3] as number;
		const d4 = columns[y + 4] as number;
		const d5 = columns[y + 5] as number;
		const d6 = columns[y + 6] as number;
		const d7 = columns[y + 7] as number;
		const even10 = d0 + d4;
		const even11 = d0 - d4;
		const even13 = d2 + d6;
		const even12 = (d2 - d6) * Math.SQRT2 - even13;
		const e0 = even10 + even13;
		const e3 = even10 - even13;
		const e1 = even11 + even12;
		const e2 = even11 - even12;
		const z13 = d5 + d3;
		const z10 = d5 - d3;
		const z11 = d1 + d7;
		const z12 = d1 - d7;
		const o7 = z11 + z13;
		const z5 = (z10 + z12) * 1.847759065;
		const o6 = z5 - z10 * 2.61312593 - o7;
		const o5 = (z11 - z13) * Math.SQRT2 - o6;
		const o4 = z5 - z12 * 1.0823922 - o5;
		samples[to] = e0 + o7;
		samples[to + 7] = e0 - o7;
		samples[to + 1] = e1 + o6;
		samples[to + 6] = e1 - o6;
		samples[to + 2] = e2 + o5;
		samples[to + 5] = e2 - o5;
		samples[to + 3] = e3 + o4;
		samples[to + 4] = e3 - o4;
	}
}
