/**
 * What an itinerary can say, whichever way it came: the field of the invoice, the name it has in messages, and how its
 * text is read.
 */
interface Field {
	label: string;
	/** identifier: blanks dropped. amount, day, time, percent and scope: read, or kept as they came. */
	kind: 'identifier' | 'text' | 'amount' | 'day' | 'time' | 'percent' | 'scope';
}

/** Fields that an itinerary has once. */
export const documentFields = {
	ticketNumber: { label: 'ticket number', kind: 'identifier' },
	serialNumber: { label: 'serial number', kind: 'identifier' },
	verificationCode: { label: 'verification code', kind: 'identifier' },
	passengerName: { label: 'passenger name', kind: 'text' },
	idNumber: { label: 'ID number', kind: 'identifier' },
	issueDate: { label: 'issue date', kind: 'day' },
	issuedBy: { label: 'issuer', kind: 'text' },
	agentCode: { label: 'agent code', kind: 'text' },
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

/** Fields that every leg of an itinerary has. */
export const legFields = {
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

export type DocumentField = keyof typeof documentFields;
export type LegField = keyof typeof legFields;

/** Amounts that add up to the total; the fare of a digital itinerary is without VAT. */
export type PartField =
	'fare' | 'fuelSurcharge' | 'taxAmount' | 'aviationFund' | 'otherTaxes' | 'insurance';
export const partFields: readonly PartField[] = [
	'fare',
	'fuelSurcharge',
	'taxAmount',
	'aviationFund',
	'otherTaxes',
	'insurance',
];

export function isLegField(field: DocumentField | LegField): field is LegField {
	return Object.hasOwn(legFields, field);
}

/** The field that a table knows by a name, or null. Blanks and full-width signs in the name do not matter. */
export function fieldOf(
	table: Readonly<Record<string, DocumentField | LegField>>,
	name: string,
): DocumentField | LegField | null {
	const plain = name.normalize('NFKC').replace(/\s+/g, '');
	return Object.hasOwn(table, plain) ? (table[plain] ?? null) : null;
}

/**
 * Names in Juhe's recognitions: those seen in the SDK of the engine behind it
 * (docs/juhe-api.md, "What comes back"), and, for pictures of digital itineraries, the ones printed
 * there, should the engine read them. 发票消费类型 says of every itinerary the same and stays among
 * the other fields.
 */
export const recognizedNames: Readonly<Record<string, DocumentField | LegField>> = {
	票价: 'fare',
	合计金额: 'total',
	填开日期: 'issueDate',
	有效身份证件号码: 'idNumber',
	电子客票号码: 'ticketNumber',
	验证码: 'verificationCode',
	旅客姓名: 'passengerName',
	填开单位: 'issuedBy',
	其他税费: 'otherTaxes',
	燃油附加费: 'fuelSurcharge',
	民航发展基金: 'aviationFund',
	保险费: 'insurance',
	销售单位代号: 'agentCode',
	始发地: 'from',
	目的地: 'to',
	航班号: 'flightNumber',
	时间: 'time',
	日期: 'date',
	座位等级: 'cabinClass',
	承运人: 'carrier',
	国内国际标签: 'scope',
	印刷序号: 'serialNumber',
	'客票级别/类别': 'fareBasis',
	客票生效日期: 'validFrom',
	有效期截止日期: 'validUntil',
	免费行李: 'baggage',
	发票号码: 'invoiceNumber',
	增值税税率: 'taxRate',
	增值税税额: 'taxAmount',
	购买方名称: 'buyerName',
	'统一社会信用代码/纳税人识别号': 'buyerTaxId',
	销售网点代号: 'agentCode',
	国内国际标识: 'scope',
	合计: 'total',
};

/**
 * Elements of the invoice XML in an electronic itinerary (namespaces left out), as public parsers name them; where they
 * differ, both. No official sample was at hand.
 */
export const elementNames: Readonly<Record<string, DocumentField | LegField>> = {
	ElectronicInvoiceAirTransportReceiptNumber: 'invoiceNumber',
	ETicketNumber: 'ticketNumber',
	ElectronicTicketNum: 'ticketNumber',
	VerificationCode: 'verificationCode',
	PassengerName: 'passengerName',
	ValidIdNumber: 'idNumber',
	IssueDate: 'issueDate',
	IssueParty: 'issuedBy',
	AgentCode: 'agentCode',
	Fare: 'fare',
	CivilAviationDevelopmentFund: 'aviationFund',
	FuelSurcharge: 'fuelSurcharge',
	OtherTaxes: 'otherTaxes',
	Insurance: 'insurance',
	TotalAmount: 'total',
	MarkingOfDomesticOrInternational: 'scope',
	NameOfPurchaser: 'buyerName',
	UnifiedSocialCreditCodeOfPurchaser: 'buyerTaxId',
	VatRate: 'taxRate',
	VatTaxAmount: 'taxAmount',
	DepartureStation: 'from',
	DestinationStation: 'to',
	Carrier: 'carrier',
	Flight: 'flightNumber',
	Class: 'cabinClass',
	SeatClass: 'cabinClass',
	CarrierDate: 'date',
	DepartureTime: 'time',
	FareBasis: 'fareBasis',
	EffectiveDate: 'validFrom',
	ExpirationDate: 'validUntil',
	FreeBaggageAllowance: 'baggage',
};
