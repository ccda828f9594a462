import { parseXml } from '../../files/xml';
import type { XmlElement } from '../../files/xml';
import { placeFrom, plainPath } from '../../files/zip';
import type { Locked, ZipEntry } from '../../files/zip';
import { FileFailure } from '../../lib/fileFailure';
import { isSegmentField } from '../segments';
import type { Category, InvoiceWarning, ReceiptContent, ReceiptEntry } from '../types';
import { fieldNamed } from './names';
import type { FieldNames } from './names';

/**
 * Invoice data (电子凭证会计数据标准, XBRL) of digital itineraries: exact, free, no network. Bare XML, or
 * the XML among an OFD's attachments, with any namespaces and nesting.
 */

/** Bytes of one XML file, and of all that are unpacked of an OFD. Invoices have a few thousand. */
const largestXml = 4_000_000;
const mostUnpacked = 16_000_000;

/** A seal or a QR code in base64 is no field that anybody reads. */
const longestOtherField = 500;

const otherForms =
	'Attach its OFD or XML file as the airline sent it, or a screenshot of the itinerary.';

/** Elements that both kinds have. */
const commonNames: FieldNames = {
	ETicketNumber: 'ticketNumber',
	IssueParty: 'issuedBy',
	Fare: 'fare',
	NameOfPurchaser: 'buyerName',
	UnifiedSocialCreditCodeOfPurchaser: 'buyerTaxId',
	DepartureStation: 'from',
	DestinationStation: 'to',
	DepartureTime: 'time',
	ReasonOfRushRed: 'reversalReason',
};

/**
 * Elements of the data (namespaces left out), as the published taxonomy and public parsers name
 * them; where they differ, both.
 */
const elementNames: Record<Category, FieldNames> = {
	flight: {
		...commonNames,
		ElectronicInvoiceAirTransportReceiptNumber: 'invoiceNumber',
		ElectronicTicketNum: 'ticketNumber',
		VerificationCode: 'verificationCode',
		PassengerName: 'passengerName',
		ValidIdNumber: 'idNumber',
		IssueDate: 'issueDate',
		DateOfIssue: 'issueDate',
		AgentCode: 'agentCode',
		CivilAviationDevelopmentFund: 'aviationFund',
		FuelSurcharge: 'fuelSurcharge',
		OtherTaxes: 'otherTaxes',
		Insurance: 'insurance',
		TotalAmount: 'total',
		MarkingOfDomesticOrInternational: 'scope',
		VatRate: 'taxRate',
		VatTaxAmount: 'taxAmount',
		TaxRate: 'taxRate',
		TaxAmount: 'taxAmount',
		IdNumber: 'idNumber',
		IssuingStatus: 'status',
		OriginalElectronicInvoiceAirTransportReceiptNumber: 'originalInvoiceNumber',
		Carrier: 'carrier',
		Flight: 'flightNumber',
		Class: 'cabinClass',
		SeatClass: 'cabinClass',
		CarrierDate: 'date',
		FareBasis: 'fareBasis',
		EffectiveDate: 'validFrom',
		ExpirationDate: 'validUntil',
		FreeBaggageAllowance: 'baggage',
	},
	train: {
		...commonNames,
		ElectronicInvoiceRailwayETicketNumber: 'invoiceNumber',
		DateOfIssue: 'issueDate',
		IssueDate: 'issueDate',
		TypeOfBusiness: 'business',
		TrainNumber: 'trainNo',
		TravelDate: 'date',
		SeatLevel: 'seatName',
		Carriage: 'carriage',
		Seat: 'seat',
		AmountRefunded: 'amountRefunded',
		FareOfOriginalRailwayTicket: 'originalFare',
		TotalAmountExcludingTax: 'amountExcludingTax',
		TaxRate: 'taxRate',
		TaxAmount: 'taxAmount',
		IdNumber: 'idNumber',
		Name: 'passengerName',
		PassengerName: 'passengerName',
		ValidIdNumber: 'idNumber',
		VatRate: 'taxRate',
		VatTaxAmount: 'taxAmount',
		TotalAmount: 'total',
		IssuingStatus: 'status',
		NumberOfOriginalInvoice: 'originalInvoiceNumber',
	},
};

/** Names that only the one kind has. */
const marks: Record<Category, string[]> = {
	flight: [
		'ElectronicInvoiceAirTransportReceiptNumber',
		'DetailInformationOfAirTicketTuple',
		'CivilAviationDevelopmentFund',
		'FuelSurcharge',
		'Flight',
	],
	train: ['ElectronicInvoiceRailwayETicketNumber', 'TrainNumber'],
};

/** What other electronic invoices have. */
const marksOfOthers = [
	'EInvoice',
	'InvoiceNumber',
	'InvoiceNo',
	'InvoiceCode',
	'TaxInclusiveTotalAmount',
];

/**
 * What an XML file says of a receipt, or what it is instead.
 * @param file what the file is called in messages
 */
export function readXmlData(bytes: Uint8Array, file = 'XML file'): ReceiptContent | FileFailure {
	if (bytes.length > largestXml) return failure(`This ${file} is too big for an invoice`);
	const root = parseXml(bytes);
	return root instanceof FileFailure ? root : contentUnder(root, file);
}

/**
 * What the data attached to an OFD says of a receipt, or why there is none (`noInvoiceData`:
 * nothing is wrong with it); the other XML files in it draw the page. Others may work in between.
 */
export function* readOfdData(
	entries: ZipEntry[],
): Generator<void, ReceiptContent | FileFailure, void> {
	const attached = new Set<string>();
	const isAttached = ({ name }: ZipEntry) => /attach/i.test(name) || attached.has(plainPath(name));
	const isXml = ({ name }: ZipEntry) => /\.(xml|xbrl)$/i.test(name);
	const candidates = new Set(
		entries.filter(isXml).sort((one, other) => Number(isAttached(other)) - Number(isAttached(one))),
	);
	const found: ReceiptContent[] = [];
	let budget = mostUnpacked;
	let locked: Locked | null = null;
	let nearest: FileFailure | null = null;
	for (const entry of candidates) {
		if (found.length > 0 && !isAttached(entry)) continue;
		budget -= entry.size;
		if (entry.size > largestXml || budget < 0) {
			return failure('This OFD file unpacks to more than an invoice can be');
		}
		const unpacked = yield* entry.unpackSteps();
		const root = typeof unpacked === 'string' ? unpacked : parseXml(unpacked);
		yield;
		if (typeof root === 'string' || root instanceof FileFailure) {
			if (isXml(entry)) locked ??= typeof root === 'string' ? root : 'damaged';
			continue;
		}
		if (root.name === 'Attachments') {
			// They may have any name.
			for (const place of placesIn(root)) attached.add(placeFrom(entry.name, place));
			for (const each of entries) if (attached.has(plainPath(each.name))) candidates.add(each);
			continue;
		}
		const content = contentUnder(root, 'OFD file');
		if (!(content instanceof FileFailure)) found.push(content);
		else if (content.code === severalReceipts) return content;
		else if (isAttached(entry)) nearest ??= content;
	}
	if (found.length > 0) return onlyOf(found, 'OFD file');
	if (locked) return failure(`This OFD file ${lockedOfd[locked]}`);
	return (
		nearest ??
		failure(
			'This OFD file carries no invoice data, only pages to look at',
			'Attach the XML file that belongs to it, or a screenshot of the itinerary.',
			noInvoiceData,
		)
	);
}

/** What a list of an OFD's attachments names (GB/T 33190, 16). */
const placesIn = (list: XmlElement) =>
	list.children.flatMap(({ children }) =>
		children.filter(({ name }) => name === 'FileLoc').map(({ text }) => text),
	);

/**
 * The one receipt that all the data in a file is of; its first form, where it is there several
 * times.
 */
export function onlyOf(found: ReceiptContent[], file: string): ReceiptContent | FileFailure {
	const [first] = found;
	if (!first) return failure(`This ${file} carries no invoice data`, otherForms, noInvoiceData);
	const numbers = new Set(found.flatMap(({ entries }) => numbersOf(entries)));
	return numbers.size > 1 ? several(file, first.category) : first;
}

const lockedOfd: Record<Locked, string> = {
	damaged: 'is damaged: not all of it can be unpacked',
	encrypted: 'is protected with a password',
	packing: 'is packed in a way that cannot be opened here',
};

/** Codes of failures: several receipts are in one file; none is, but its page may show one. */
export const severalReceipts = 'severalReceipts';
export const noInvoiceData = 'noInvoiceData';

/** Receipts have a few dozen entries. */
const mostEntries = 5_000;

/** The code of what is no receipt at all, which a wildcard may well match: it is skipped there. */
const otherKind = 'fileRefused';

function failure(reason: string, advice = otherForms, code = 'documentUnreadable'): FileFailure {
	return new FileFailure(code, reason, advice);
}

function contentUnder(root: XmlElement, file: string): ReceiptContent | FileFailure {
	const names = namesUnder(root);
	const categories: Category[] = ['flight', 'train'];
	const category = categories.find((each) => marks[each].some((mark) => names.has(mark)));
	const read = category ? readElements(root, elementNames[category]) : [];
	const damaged = read.filter(({ value }) => value.includes(lostCharacter));
	const entries = read.filter((entry) => !damaged.includes(entry));
	if (entries.length > mostEntries) return failure(`This ${file} holds more than a receipt can`);
	const numbers = numbersOf(entries);
	if (category && numbers.length > 1) return several(file, category);
	if (category && numbers.length === 1) {
		return { category, readFrom: 'data', entries, requestId: null, doubts: doubtsOf(damaged) };
	}
	if (category) {
		return failure(`This ${file} says neither the number of the invoice nor of the ticket`);
	}
	return marksOfOthers.some((mark) => names.has(mark))
		? failure(
				`This ${file} is an electronic invoice of another kind, neither a flight itinerary nor a train e-ticket`,
				'Send it another way: this node reads flight itineraries and train e-tickets only.',
				otherKind,
			)
		: failure(
				`This ${file} is not an electronic flight itinerary or train e-ticket that is known here`,
				otherForms,
				otherKind,
			);
}

/** What a decoder puts in the place of what it cannot read. */
const lostCharacter = '\uFFFD';

function doubtsOf(damaged: ReceiptEntry[]): InvoiceWarning[] {
	if (damaged.length === 0) return [];
	const names = [...new Set(damaged.map(({ name }) => name))].slice(0, 10);
	return [
		{
			code: 'dataTextDamaged',
			message: `The data has lost some of its characters, so these were left out: ${names.join(', ')}.`,
			suggestion: 'Fill them in from the document, or attach the file as it was sent.',
		},
	];
}

function several(file: string, category: Category): FileFailure {
	return failure(
		`This ${file} holds several ${category === 'train' ? 'train e-tickets' : 'itineraries'}`,
		'Attach one file each.',
		severalReceipts,
	);
}

/** Different invoice numbers, or where there are none different tickets. */
function numbersOf(entries: ReceiptEntry[]): string[] {
	const numbers = (field: 'invoiceNumber' | 'ticketNumber') => [
		...new Set(
			entries.flatMap((entry) =>
				entry.field === field && entry.value !== '' ? entry.value.replace(/[\s-]/g, '') : [],
			),
		),
	];
	const invoices = numbers('invoiceNumber');
	return invoices.length > 0 ? invoices : numbers('ticketNumber');
}

function namesUnder(root: XmlElement): Set<string> {
	const names = new Set<string>();
	const visit = ({ name, children }: XmlElement) => {
		names.add(name);
		children.forEach(visit);
	};
	visit(root);
	return names;
}

/**
 * Everything that an invoice's elements say. What a repeated element holds about a segment is of
 * one segment. Names that are not known are kept where they stand beside known ones, so that the
 * overhead of XBRL is not.
 */
function readElements(root: XmlElement, known: FieldNames): ReceiptEntry[] {
	const entries: ReceiptEntry[] = [];
	const currencies = otherCurrencies(root);
	let segments = 0;
	const visit = (parent: XmlElement, row: number | null) => {
		const counts = new Map<string, number>();
		for (const { name } of parent.children) counts.set(name, (counts.get(name) ?? 0) + 1);
		const isKnown = parent.children.some(
			({ name, children }) => children.length === 0 && fieldNamed(known, name) !== null,
		);
		for (const child of parent.children) {
			if (child.children.length > 0) {
				const isRepeated = (counts.get(child.name) ?? 0) > 1;
				visit(child, isRepeated && holdsSegment(child, known) ? segments++ : row);
				continue;
			}
			const field = fieldNamed(known, child.name);
			if (field !== null) {
				const ofSegment = isSegmentField(field) ? row : null;
				const currency = currencies.get(child.attribute('unitRef')) ?? '';
				entries.push({ name: child.name, field, value: currency + child.text, row: ofSegment });
			} else if (isKnown && isWorthKeeping(child)) {
				entries.push({ name: child.name, field: null, value: child.text, row: null });
			}
		}
	};
	visit(root, null);
	return entries;
}

/** Units of XBRL that are another currency than the yuan, in which amounts are without a word. */
function otherCurrencies(root: XmlElement): ReadonlyMap<string | null, string> {
	const units = root.children.filter(({ name }) => name === 'unit');
	return new Map(
		units.flatMap((unit) => {
			const measure = unit.children.find(({ name }) => name === 'measure')?.text ?? '';
			const currency = /^iso4217:([A-Z]{3})$/i.exec(measure)?.[1]?.toUpperCase();
			return currency === undefined || currency === 'CNY' ? [] : [[unit.attribute('id'), currency]];
		}),
	);
}

/** What a machine reads again, or a number of the form's own, says nothing to a person. */
const noise = new Set(['QrCode', 'FlightSegment']);

function isWorthKeeping({ name, text }: XmlElement): boolean {
	return text !== '' && text.length <= longestOtherField && !noise.has(name);
}

function holdsSegment(element: XmlElement, known: FieldNames): boolean {
	return element.children.some(
		(child) => isSegmentField(fieldNamed(known, child.name)) || holdsSegment(child, known),
	);
}
