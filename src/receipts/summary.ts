import { money } from './amounts';
import { numberOf } from './duplicateKey';
import type { FlightSegment, Invoice, InvoiceWarning, TrainSegment } from './types';

/** One segment in words: `CA1401 天津 → 昆明`, `G1281 杭州东 → 延平, 二等座, 13车01C`. */
function describeSegment(segment: FlightSegment | TrainSegment): string {
	const { from, to } = segment;
	const number = numberOf(segment);
	const places = from || to ? `${from ?? '?'} → ${to ?? '?'}` : null;
	const journey = [number, places].filter((part) => part !== null).join(' ');
	return [journey, ...seatOf(segment)].filter((part) => part !== '').join(', ');
}

function seatOf(segment: FlightSegment | TrainSegment): string[] {
	if (!('trainNo' in segment)) return [];
	const { seatName, carriage, seat } = segment;
	const place = `${carriage === null ? '' : `${carriage}车`}${seat ?? ''}`;
	return [seatName ?? '', place];
}

/** The journey in words, in one line; empty where none was read. */
export function describeTrip(segments: Array<FlightSegment | TrainSegment>): string {
	return segments
		.map(describeSegment)
		.filter((part) => part !== '')
		.join(', ');
}

type Summarized = Pick<
	Invoice,
	'category' | 'business' | 'segments' | 'total' | 'currency' | 'ticketNumber' | 'passengerName'
>;

/**
 * One line fit for a chat: when, who, where, how much, which ticket, how many warnings. No ID
 * number.
 */
export function summarizeInvoice(facts: Summarized, warnings: InvoiceWarning[]): string {
	const { total, currency, ticketNumber } = facts;
	const read = [
		facts.segments[0]?.date,
		facts.passengerName,
		describeTrip(facts.segments),
		total === null ? null : `${money(total)} ${currency}`,
		ticketNumber === null ? null : `ticket ${ticketNumber}`,
	].filter((part) => part);
	const count = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
	const parts = [
		...(read.length > 0 ? read : ['nothing could be read']),
		...(warnings.length > 0 ? [count] : []),
	];
	const what = { sale: '', refund: ', refund fee', change: ', changed', reversal: ', reversal' };
	const category = facts.category === 'flight' ? 'Flight' : 'Train';
	return `${category}${what[facts.business]}: ${parts.join(', ')}`.replace(/\s+/g, ' ');
}
