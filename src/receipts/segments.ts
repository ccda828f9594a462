import { segmentFields } from './fields';
import type { Category, ReceiptEntry, SegmentField } from './types';

/** The entries of one segment, by field. */
type SegmentEntries = Partial<Record<SegmentField, ReceiptEntry>>;

/** Segments in order; and what is about a segment, but nobody can say which. */
interface GroupedSegments {
	segments: SegmentEntries[];
	/** Values that are in none of the segments. */
	left: ReceiptEntry[];
	/** Fields that fewer segments have than there are, where only their order told which. */
	uneven: SegmentField[];
}

interface SegmentEntry extends ReceiptEntry {
	field: SegmentField;
}

export function isSegmentField(field: string | null): field is SegmentField {
	return (
		field !== null && Object.values(segmentFields).some((fields) => Object.hasOwn(fields, field))
	);
}

/**
 * Groups what repeats into segments: by row where rows come; else into blocks, where each begins
 * with the same name; else the first value of every name is of the first segment, the second of
 * the second. What is VOID is no segment. Where the departure is printed only once, each departs
 * where the line before it arrived, as on paper: also where that line is VOID, because the
 * passenger went there by other means.
 */
export function groupSegments(entries: ReceiptEntry[], category: Category): GroupedSegments {
	const ofSegments = entries.filter(
		(entry): entry is SegmentEntry =>
			entry.field !== null && Object.hasOwn(segmentFields[category], entry.field),
	);
	const hasRows = ofSegments.some(({ row }) => row !== null);
	const { segments, left, byOrder } = hasRows ? groupByRow(ofSegments) : groupByOrder(ofSegments);
	const lines = segments
		.map(withoutBlanks)
		.filter((segment) => Object.keys(segment).length > 0)
		.slice(0, mostSegments);
	const departures = lines.flatMap(({ from }) => (from && !isCrossedOut(from) ? from : []));
	const isChained = departures.length === 1 && departures[0] === lines[0]?.from;
	const flown = lines.flatMap((line, index) => {
		if (isVoid(line)) return [];
		const from = isChained ? departure(line, lines[index - 1]) : {};
		return [withoutCrossedOut({ ...line, ...from })];
	});
	return {
		segments: flown,
		left: left.filter(({ value }) => value !== ''),
		uneven: byOrder || isChained ? unevenFields(flown, byOrder) : [],
	};
}

/** No ticket has more; whoever writes so many means to do harm. */
const mostSegments = 50;

function departure(line: SegmentEntries, before: SegmentEntries | undefined): SegmentEntries {
	return !line.from && before?.to ? { from: before.to } : {};
}

function groupByRow(entries: SegmentEntry[]) {
	const byRow = new Map<number, SegmentEntries>();
	const left: SegmentEntry[] = [];
	for (const entry of entries) {
		if (entry.row === null) {
			left.push(entry);
			continue;
		}
		const segment = byRow.get(entry.row) ?? {};
		byRow.set(entry.row, segment);
		if (segment[entry.field]) left.push(entry);
		else segment[entry.field] = entry;
	}
	const segments = [...byRow].sort(([one], [other]) => one - other).map(([, each]) => each);
	// With one segment there is no doubt where the rest belongs.
	const [only] = segments;
	const doubtful = left.filter((entry) => {
		if (segments.length !== 1 || !only || only[entry.field]) return true;
		only[entry.field] = entry;
		return false;
	});
	return { segments, left: doubtful, byOrder: false };
}

function groupByOrder(entries: SegmentEntry[]) {
	const blocks: SegmentEntries[] = [];
	const byOccurrence: SegmentEntries[] = [];
	const starts = new Set<SegmentField>();
	const seen = new Map<SegmentField, number>();
	for (const entry of entries) {
		const { field } = entry;
		let block = blocks.at(-1);
		if (!block || block[field]) {
			block = {};
			blocks.push(block);
			starts.add(field);
		}
		block[field] = entry;
		const occurrence = seen.get(field) ?? 0;
		seen.set(field, occurrence + 1);
		const segment = byOccurrence[occurrence] ?? {};
		segment[field] = entry;
		byOccurrence[occurrence] = segment;
	}
	const isInBlocks = starts.size === 1 && blocks.length === byOccurrence.length;
	return { segments: isInBlocks ? blocks : byOccurrence, left: [], byOrder: !isInBlocks };
}

function withoutBlanks(segment: SegmentEntries): SegmentEntries {
	return Object.fromEntries(Object.entries(segment).filter(([, { value }]) => value !== ''));
}

/**
 * A line of the form that is crossed out: nothing but VOID, or VOID for a destination or flight.
 */
function isVoid(segment: SegmentEntries): boolean {
	return (
		isCrossedOut(segment.to) ||
		isCrossedOut(segment.flightNumber) ||
		Object.values(segment).every(isCrossedOut)
	);
}

/** VOID, however an engine reads it. */
function isCrossedOut(entry: ReceiptEntry | undefined): boolean {
	const text = (entry?.value ?? '')
		.slice(0, 20)
		.normalize('NFKC')
		.replace(/[\s\p{Pd}.*_]/gu, '');
	return /^(V[O0QDC][I1LT|!][DO0]){1,4}$/i.test(text);
}

/**
 * Where nothing but a departure or a class is crossed out on a line that was flown, it is not
 * known.
 */
function withoutCrossedOut(segment: SegmentEntries): SegmentEntries {
	return Object.fromEntries(Object.entries(segment).filter(([, entry]) => !isCrossedOut(entry)));
}

/** @param byOrder otherwise only departures that no line before tells are told by their order */
function unevenFields(segments: SegmentEntries[], byOrder: boolean): SegmentField[] {
	const fields = new Set(segments.flatMap((segment) => Object.keys(segment) as SegmentField[]));
	return [...fields].filter(
		(field) => (byOrder || field === 'from') && segments.some((segment) => !segment[field]),
	);
}
