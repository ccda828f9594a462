import { createHash } from 'crypto';

import { stationKey } from '../journey';
import { isPlanKey } from '../search/planKey';
import type { Passenger } from './types';

interface Purchase {
	/**
	 * What the user calls this purchase; then nothing else counts. Or a plan's key: then the
	 * passengers count too.
	 */
	purchaseKey: string;
	/** `YYYY-MM-DD`. */
	date: string;
	fromStation: string;
	toStation: string;
	passengers: Array<Pick<Passenger, 'idNumber'>>;
}

/**
 * The order number of a purchase: the same for every run of the same purchase, so that a repetition
 * finds the order instead of buying again (docs/juhe-api.md, "Money"). Made of the purchase key, or
 * of date, stations and the sorted ID numbers; never of what changes between a run and its
 * repetition. 26 letters and digits; a hash, so that nothing personal can be read in it.
 */
export function deriveOrderNumber(purchase: Purchase, attempt: number): string {
	const travellers = purchase.passengers.map((passenger) => passenger.idNumber).sort();
	const journey = [purchase.date, stationKey(purchase.fromStation), stationKey(purchase.toStation)];
	const identity = purchase.purchaseKey
		? ['key', purchase.purchaseKey, ...(isPlanKey(purchase.purchaseKey) ? travellers : [])]
		: ['journey', ...journey, ...travellers];
	const hash = createHash('sha256')
		.update(JSON.stringify([...identity, attempt]))
		.digest('hex');
	return `JH${hash.slice(0, 24).toUpperCase()}`;
}

/** A name for all attempts at a purchase: no attempt is the 0th. */
export function purchaseName(purchase: Purchase): string {
	return deriveOrderNumber(purchase, 0);
}

/** 6 to 32 letters and digits (docs/juhe-api.md, "Create"). */
export function isOrderNumber(outOrderNo: string): boolean {
	return /^[A-Za-z0-9]{6,32}$/.test(outOrderNo);
}
