import type { DateTime } from 'luxon';

import { normalizeTyped } from '../../lib/typedText';

/** What searches and orders agree on: how stations and trains are written, and when trying ends. */

/** Blanks between Chinese signs: no station's name has any. */
const blanksBetweenSigns = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** A station as Juhe names it, however it was typed: a trailing 站, 火车站 or 高铁站 is dropped. */
export function stationName(station: string): string {
	return normalizeTyped(station)
		.replace(blanksBetweenSigns, '')
		.replace(/(?<=.)(火车|高铁)?站$/, '');
}

/** The same for all ways to type a station: pinyin may have capitals. */
export function stationKey(station: string): string {
	return stationName(station).toLowerCase();
}

/**
 * The number of a train as Juhe writes it, however it was typed: `Ｚ175`, `z 175` and `Z175次` are
 * Z175.
 */
export function trainNumber(train: string): string {
	return normalizeTyped(train).replace(/\s/g, '').replace(/次$/, '').toUpperCase();
}

/** Juhe advises to order 3 hours before departure at the latest, and to stop trying then. */
export function defaultCloseTime(departure: DateTime<true>): DateTime<true> {
	return departure.minus({ hours: 3 });
}
