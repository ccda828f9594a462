import { createHash } from 'crypto';
import type { Passenger } from './passengers';
import { stationName } from './search';

interface Purchase {
	/** What the user or a plan calls this purchase; then nothing else counts. */
	purchaseKey: string;
	/** `YYYY-MM-DD`. */
	date: string;
	fromStation: string;
	toStation: string;
	passengers: Passenger[];
}

/**
 * The order number of a purchase: the same for every run of the same purchase, so that a repetition finds the order
 * instead of buying again (shared design, "Buying twice"). Made of the purchase key, or of date, stations and the
 * sorted ID numbers; never of what changes between a run and its repetition. 26 letters and digits; a hash, so that
 * nothing personal can be read in it.
 */
export function deriveOrderNumber(purchase: Purchase, attempt: number): string {
	const identity = purchase.purchaseKey
		? ['key', purchase.purchaseKey]
		: [
				'journey',
				purchase.date,
				stationName(purchase.fromStation),
				stationName(purchase.toStation),
				...purchase.passengers.map((passenger) => passenger.idNumber).sort(),
			];
	const hash = createHash('sha256')
		.update(JSON.stringify([...identity, attempt]))
		.digest('hex');
	return `JH${hash.slice(0, 24).toUpperCase()}`;
}

/** 6 to 32 letters and digits (train-grab.md, "create"). */
export function isOrderNumber(outOrderNo: string): boolean {
	return /^[A-Za-z0-9]{6,32}$/.test(outOrderNo);
}
