import { DateTime } from 'luxon';

/**
 * China time: the only time that Juhe's answers and this sandbox speak. Instants inside are
 * milliseconds.
 */
const zone = 'Asia/Shanghai';

export const formats = {
	compactDate: 'yyyyMMdd',
	date: 'yyyy-MM-dd',
	minute: 'yyyy-MM-dd HH:mm',
	second: 'yyyy-MM-dd HH:mm:ss',
	isoSecond: "yyyy-MM-dd'T'HH:mm:ss",
} as const;

export const write = (instant: number, format: string) =>
	DateTime.fromMillis(instant, { zone }).toFormat(format);

export const iso = (instant: number) => DateTime.fromMillis(instant, { zone }).toISO() ?? '';

/**
 * The instant that a text names in exactly this format, or null: `2026-1-5` is not `yyyy-MM-dd`.
 */
export function read(text: string, format: string): number | null {
	const time = DateTime.fromFormat(text, format, { zone });
	return time.isValid && time.toFormat(format) === text ? time.toMillis() : null;
}
