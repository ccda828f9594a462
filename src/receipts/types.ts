import type {
	businessFields,
	costFields,
	FieldKind,
	flightSegmentFields,
	identityFields,
	partFields,
	receiptFields,
	segmentFields,
	supportingFields,
	trainSegmentFields,
} from './fields';

export type Category = keyof typeof segmentFields;

/**
 * Where a receipt was read: invoice data (XBRL) is exact, the text of a page nearly, a picture may
 * be misread.
 */
export type ReadFrom = 'data' | 'page' | 'picture';

export type TripScope = 'domestic' | 'international';

/** A refund's receipt is its fee; a reversal takes back an earlier receipt. */
export type Business = 'sale' | 'refund' | 'change' | 'reversal';

export type ReceiptField = keyof typeof receiptFields;
export type FlightSegmentField = keyof typeof flightSegmentFields;
type TrainSegmentField = keyof typeof trainSegmentFields;
export type SegmentField = FlightSegmentField | TrainSegmentField;
export type PartField = (typeof partFields)[number];

/** One thing that a source says of a receipt. */
export interface ReceiptEntry {
	/** As the source calls it. */
	name: string;
	/** Null where no field of a receipt is known by that name: then it is kept under its name. */
	field: ReceiptField | SegmentField | null;
	/** As it is written; empty where the source names it and says nothing. */
	value: string;
	/** 0-based segment, or null where the source does not say. */
	row: number | null;
}

/**
 * Everything that a source says of one receipt, before any of it is read: every source gives this.
 */
export interface ReceiptContent {
	category: Category;
	readFrom: ReadFrom;
	/** In any order that keeps repetitions in order. */
	entries: ReceiptEntry[];
	/** Juhe's id of the request that read it. */
	requestId: string | null;
	/** What the source itself doubts. */
	doubts?: InvoiceWarning[];
}

/** What a field of each kind is once it is read. */
interface ValueOfKind {
	identifier: string;
	ticket: string;
	station: string;
	carriage: string;
	seat: string;
	text: string;
	/** In the currency of the receipt. */
	amount: number;
	/** `YYYY-MM-DD` */
	day: string;
	/** `HH:MM` */
	time: string;
	percent: number;
	scope: TripScope;
	business: Business;
}

/** The values of a list of fields; null is what was not read. */
type ValuesOf<Fields extends Record<string, { kind: FieldKind }>> = {
	-readonly [Name in keyof Fields]: ValueOfKind[Fields[Name]['kind']] | null;
};

export type FlightSegment = ValuesOf<typeof flightSegmentFields>;
export type TrainSegment = ValuesOf<typeof trainSegmentFields>;
type SegmentOf = { flight: FlightSegment; train: TrainSegment };

type Segments = { [C in Category]: { category: C; segments: Array<SegmentOf[C]> } }[Category];

type Identity = ValuesOf<typeof identityFields>;
type Cost = ValuesOf<typeof costFields>;
type BusinessValues = Omit<ValuesOf<typeof businessFields>, 'business'> & { business: Business };

/**
 * Read of every source alike; what was read but has no field, and what could not be read, is in
 * `otherFields`.
 */
interface Kept {
	/** ISO 4217, of all amounts. */
	currency: string;
	otherFields: Record<string, string | string[]>;
	requestId: string | null;
}

/** What a receipt says, before anything is concluded from it. */
export type ReceiptFacts = Segments &
	Identity &
	Cost &
	BusinessValues &
	ValuesOf<typeof supportingFields> &
	Kept & { readFrom: ReadFrom };

/** Something about an invoice that a person should look at. Never a reason to stop. */
export interface InvoiceWarning {
	/** A name for it that does not change, for workflows to branch on. */
	code: string;
	/** One sentence: what is wrong. */
	message: string;
	/** One sentence: what to do about it. */
	suggestion: string;
}

/** Input VAT that a company may deduct, in yuan. */
export interface InvoiceVat {
	/** Percent. */
	rate: number | null;
	deductible: number | null;
	basis: 'printed' | 'estimated' | 'none';
	/** One sentence: where the amount is from, or why there is none. */
	reason: string;
}

/**
 * A flight itinerary (航空运输电子客票行程单) or a train e-ticket (铁路电子客票), whichever way it was read, with
 * what accounting needs.
 */
export type Invoice = Segments &
	Identity &
	Cost &
	BusinessValues &
	Kept & {
		vat: InvoiceVat;
		warnings: InvoiceWarning[];
		/** The same for every form of one invoice; never empty. */
		duplicateKey: string;
		/** One line fit for a chat. */
		summary: string;
	};

export interface InvoiceOptions {
	/** Percent, for the estimate of deductible VAT. */
	vatRate: number;
	maskPersonalData: boolean;
}
