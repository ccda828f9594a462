import { createHash } from 'crypto';

import { stationKey } from '../journey';

/**
 * The purchase key of a plan: made from the question asked, not from the answer, which may be
 * another train from another station a minute later. A plan does not know who travels, so create
 * adds the passengers: two people's plans for the same journey are two purchases.
 */
export function planKey(question: {
	from: string;
	to: string;
	date: string;
	passengerCount: number;
}): string {
	const asked = [
		question.date,
		stationKey(question.from),
		stationKey(question.to),
		question.passengerCount,
	];
	return `plan-${createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 24)}`;
}

/** Whether a purchase key is one that a plan gave. */
export function isPlanKey(purchaseKey: string): boolean {
	return /^plan-[0-9a-f]{24}$/.test(purchaseKey);
}
