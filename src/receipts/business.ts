import type { Business, ReceiptFacts } from './types';

/** What a receipt stands for: one that is negative, or says so, takes back an earlier one. */
export function businessOf({ business, status, total }: ReceiptFacts): Business {
	const isReversal = (total !== null && total < 0) || /红|冲/.test(status ?? '');
	return isReversal ? 'reversal' : business;
}

/** Whether a status says that an invoice is in force: 正常 (normal). */
export const isNormal = (status: string): boolean => /^(正常|normal)$/i.test(status.trim());

/**
 * Whether an invoice is not in force, and not one that takes back another either: its amounts
 * count nowhere.
 */
export function isVoid({ status, total }: Pick<ReceiptFacts, 'status' | 'total'>): boolean {
	const isTakingBack = total !== null && total < 0;
	return !isTakingBack && /红|冲|作废|无效|失效|void|cancel/i.test(status ?? '');
}
