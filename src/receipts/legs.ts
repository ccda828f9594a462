import { isLegField } from './fields';
import type { DocumentField, LegField } from './fields';

/** One thing that an itinerary says. */
export interface Reading {
	/** As the source calls it. */
	name: string;
	/** Null where no field of an invoice is known by that name. */
	field: DocumentField | LegField | null;
	/** Empty where the source names it and says nothing. */
	value: string;
	/** 0-based leg, or null where the source does not say. */
	row: number | null;
}

export type Leg = Partial<Record<LegField, Reading>>;

/** Legs in order; and what is about a leg, but nobody can say which. */
export interface Legs {
	legs: Leg[];
	/** Values that are in none of the legs. */
	left: Reading[];
	/** Fields that fewer legs have than there are, where only their order told which. */
	uneven: LegField[];
}

interface LegReading extends Reading {
	field: LegField;
}

/**
 * Groups what repeats into legs: by row where rows come; else into blocks, where each begins with the same name; else the
 * first value of every name is of the first leg, the second of the second. What is VOID is no leg. Where the departure is
 * printed only once, each leg departs where the one before arrived, as on paper.
 */
export function groupLegs(readings: Reading[]): Legs {
	const ofLegs = readings.filter(
		(reading): reading is LegReading => reading.field !== null && isLegField(reading.field),
	);
	const hasRows = ofLegs.some(({ row }) => row !== null);
	const { legs, left, byOrder } = hasRows ? groupByRow(ofLegs) : groupByOrder(ofLegs);
	const flown = legs
		.map(withoutBlanks)
		.filter((leg) => Object.keys(leg).length > 0 && !isVoid(leg));
	const chained = flown.filter((leg) => leg.from).length === 1 && flown[0]?.from !== undefined;
	return {
		legs: chained
			? flown.map((leg, index) => ({ ...leg, ...departure(leg, flown[index - 1]) }))
			: flown,
		left: left.filter(({ value }) => value !== ''),
		uneven: byOrder ? unevenFields(flown, chained) : [],
	};
}

function departure(leg: Leg, before: Leg | undefined): Leg {
	return !leg.from && before?.to ? { from: before.to } : {};
}

function groupByRow(readings: LegReading[]) {
	const byRow = new Map<number, Leg>();
	const left: LegReading[] = [];
	for (const reading of readings) {
		if (reading.row === null) {
			left.push(reading);
			continue;
		}
		const leg = byRow.get(reading.row) ?? {};
		byRow.set(reading.row, leg);
		if (leg[reading.field]) left.push(reading);
		else leg[reading.field] = reading;
	}
	const legs = [...byRow].sort(([one], [other]) => one - other).map(([, leg]) => leg);
	// With one leg there is no doubt where the rest belongs.
	const [only] = legs;
	const doubtful = left.filter((reading) => {
		if (legs.length !== 1 || !only || only[reading.field]) return true;
		only[reading.field] = reading;
		return false;
	});
	return { legs, left: doubtful, byOrder: false };
}

function groupByOrder(readings: LegReading[]) {
	const blocks: Leg[] = [];
	const byOccurrence: Leg[] = [];
	const starts = new Set<LegField>();
	const seen = new Map<LegField, number>();
	for (const reading of readings) {
		const { field } = reading;
		let block = blocks.at(-1);
		if (!block || block[field]) {
			block = {};
			blocks.push(block);
			starts.add(field);
		}
		block[field] = reading;
		const occurrence = seen.get(field) ?? 0;
		seen.set(field, occurrence + 1);
		const leg = byOccurrence[occurrence] ?? {};
		leg[field] = reading;
		byOccurrence[occurrence] = leg;
	}
	const isInBlocks = starts.size === 1 && blocks.length === byOccurrence.length;
	return { legs: isInBlocks ? blocks : byOccurrence, left: [], byOrder: !isInBlocks };
}

function withoutBlanks(leg: Leg): Leg {
	return Object.fromEntries(Object.entries(leg).filter(([, { value }]) => value !== ''));
}

/** A line of the form that is crossed out: nothing but VOID, or VOID for a destination or flight. */
function isVoid(leg: Leg): boolean {
	const isCrossedOut = (reading?: Reading) =>
		/^VOID$/i.test(reading?.value.replace(/\s/g, '') ?? '');
	return (
		isCrossedOut(leg.to) || isCrossedOut(leg.flightNumber) || Object.values(leg).every(isCrossedOut)
	);
}

function unevenFields(legs: Leg[], chained: boolean): LegField[] {
	const fields = new Set(legs.flatMap((leg) => Object.keys(leg) as LegField[]));
	return [...fields].filter(
		(field) => !(field === 'from' && chained) && legs.some((leg) => !leg[field]),
	);
}
