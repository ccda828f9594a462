/** A digital flight itinerary as its issuer knows it; amounts in fen, days `YYYY-MM-DD`. */
export interface Itinerary {
	passenger: string;
	idNumber: string;
	endorsement: string;
	invoiceNumber: string;
	ticketNumber: string;
	verificationCode: string;
	/** One more than flights. */
	stops: string[];
	flights: Flight[];
	fare: number;
	fuelSurcharge: number;
	taxAmount: number;
	aviationFund: number;
	otherTaxes: number;
	/** Printed in the place of the sum of the parts. */
	wrongTotal?: number;
	/** Null is printed as XXX. */
	insurance: number | null;
	agentCode: string;
	issuer: string;
	issueDate: string;
	buyer: string;
	buyerTaxId: string;
}

export interface Flight {
	carrier: string;
	flightNumber: string;
	cabinClass: string;
	date: string;
	time: string;
	fareBasis: string;
	validFrom: string | null;
	validUntil: string | null;
	baggage: string;
}

export const totalOf = (itinerary: Itinerary): number =>
	itinerary.wrongTotal ??
	itinerary.fare +
		itinerary.fuelSurcharge +
		itinerary.taxAmount +
		itinerary.aviationFund +
		itinerary.otherTaxes;

export const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** One that every document can be tried with. */
export const usualItinerary: Itinerary = {
	passenger: '测试甲',
	idNumber: '110000********0001',
	endorsement: 'Q/不得签转/退改收费',
	invoiceNumber: '26319166279001531204',
	ticketNumber: '7812412345673',
	verificationCode: '1234',
	stops: ['杭州 萧山 T3', '广州 白云 T2'],
	flights: [
		{
			carrier: '东航',
			flightNumber: 'MU5211',
			cabinClass: 'S',
			date: '2026-01-05',
			time: '08:15',
			fareBasis: 'SPROAT',
			validFrom: null,
			validUntil: null,
			baggage: '20K',
		},
	],
	fare: 55_046,
	fuelSurcharge: 917,
	taxAmount: 5_037,
	aviationFund: 5_000,
	otherTaxes: 0,
	insurance: null,
	agentCode: 'SHA177/08301234',
	issuer: '中国东方航空股份有限公司',
	issueDate: '2026-01-18',
	buyer: '某某科技有限公司',
	buyerTaxId: '91330106MA27XY0000',
};
