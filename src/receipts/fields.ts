/**
 * The one list of what a receipt can say: types and readers follow from it. A field has the name
 * that it has in messages, and a kind, which says how its text is read.
 */
interface Field {
	label: string;
	kind: FieldKind;
}

/**
 * identifier: blanks dropped; ticket: the hyphen behind the airline too; station, carriage, seat:
 * without 站, 车 (车厢) and 号 at its end. Other kinds than text are read, or kept as they came.
 */
export type FieldKind =
	| 'identifier'
	| 'ticket'
	| 'station'
	| 'carriage'
	| 'seat'
	| 'text'
	| 'amount'
	| 'day'
	| 'time'
	| 'percent'
	| 'scope'
	| 'business';

/** Whose receipt it is; the order is that of the invoice that a workflow gets. */
export const identityFields = {
	ticketNumber: { label: 'ticket number', kind: 'ticket' },
	serialNumber: { label: 'serial number', kind: 'identifier' },
	verificationCode: { label: 'verification code', kind: 'identifier' },
	passengerName: { label: 'passenger name', kind: 'text' },
	idNumber: { label: 'ID number', kind: 'identifier' },
	issueDate: { label: 'issue date', kind: 'day' },
	issuedBy: { label: 'issuer', kind: 'text' },
	agentCode: { label: 'agent code', kind: 'text' },
} as const satisfies Record<string, Field>;

/** What it costs, and who pays. */
export const costFields = {
	fare: { label: 'fare', kind: 'amount' },
	aviationFund: { label: 'aviation fund', kind: 'amount' },
	fuelSurcharge: { label: 'fuel surcharge', kind: 'amount' },
	otherTaxes: { label: 'other taxes', kind: 'amount' },
	insurance: { label: 'insurance', kind: 'amount' },
	total: { label: 'total', kind: 'amount' },
	scope: { label: 'domestic/international mark', kind: 'scope' },
	invoiceNumber: { label: 'invoice number', kind: 'identifier' },
	buyerName: { label: 'buyer name', kind: 'text' },
	buyerTaxId: { label: 'buyer tax ID', kind: 'identifier' },
	taxRate: { label: 'VAT rate', kind: 'percent' },
	taxAmount: { label: 'VAT', kind: 'amount' },
} as const satisfies Record<string, Field>;

/** What it stands for. */
export const businessFields = {
	business: { label: 'kind of business', kind: 'business' },
	status: { label: 'status', kind: 'text' },
	originalInvoiceNumber: { label: 'original invoice number', kind: 'identifier' },
	reversalReason: { label: 'reason of the reversal', kind: 'text' },
} as const satisfies Record<string, Field>;

/** What only calculates the others: read, and kept among the other fields as it came. */
export const supportingFields = {
	amountExcludingTax: { label: 'amount without VAT', kind: 'amount' },
	amountRefunded: { label: 'refunded amount', kind: 'amount' },
	originalFare: { label: 'fare of the original ticket', kind: 'amount' },
} as const satisfies Record<string, Field>;

/** All that a receipt has once. */
export const receiptFields = {
	...identityFields,
	...costFields,
	...businessFields,
	...supportingFields,
} as const;

/** What every flight of an itinerary has. */
export const flightSegmentFields = {
	from: { label: 'departure', kind: 'text' },
	to: { label: 'destination', kind: 'text' },
	carrier: { label: 'carrier', kind: 'text' },
	flightNumber: { label: 'flight number', kind: 'identifier' },
	cabinClass: { label: 'class', kind: 'text' },
	date: { label: 'flight date', kind: 'day' },
	time: { label: 'departure time', kind: 'time' },
	fareBasis: { label: 'fare basis', kind: 'text' },
	validFrom: { label: 'first day of validity', kind: 'day' },
	validUntil: { label: 'last day of validity', kind: 'day' },
	baggage: { label: 'baggage', kind: 'text' },
} as const satisfies Record<string, Field>;

/** What the journey of a train e-ticket has. */
export const trainSegmentFields = {
	from: { label: 'departure', kind: 'station' },
	to: { label: 'destination', kind: 'station' },
	trainNo: { label: 'train number', kind: 'identifier' },
	date: { label: 'travel date', kind: 'day' },
	time: { label: 'departure time', kind: 'time' },
	seatName: { label: 'seat class', kind: 'text' },
	carriage: { label: 'carriage', kind: 'carriage' },
	seat: { label: 'seat', kind: 'seat' },
} as const satisfies Record<string, Field>;

export const segmentFields = { flight: flightSegmentFields, train: trainSegmentFields } as const;

/** Amounts that add up to the total of an itinerary; the fare of a digital one is without VAT. */
export const partFields = [
	'fare',
	'fuelSurcharge',
	'taxAmount',
	'aviationFund',
	'otherTaxes',
	'insurance',
] as const satisfies ReadonlyArray<keyof typeof costFields>;
