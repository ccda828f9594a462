import { elementNames, fieldOf, isLegField } from '../fields';
import { invoiceFromReadings } from '../invoice';
import type { FlightInvoice, InvoiceOptions } from '../invoice';
import type { Reading } from '../legs';
import { parseXml } from '../../files/xml';
import type { XmlElement } from '../../files/xml';
import { listZip } from '../../files/zip';
import type { ZipEntry } from '../../files/zip';

export type DigitalItineraryKind = 'ofd' | 'xml';

/** Bytes of one XML file, and of all that are unpacked of an OFD. Invoices have a few thousand. */
const largestXml = 4_000_000;
const mostUnpacked = 16_000_000;

/** A seal or a QR code in base64 is no field that anybody reads. */
const longestOtherField = 500;

const otherForms =
	'Attach its OFD or XML file as the airline sent it, or a screenshot of the itinerary.';

/**
 * An electronic itinerary (电子发票) read from its file: exact, free, no network. Bare XML, or the XML inside an OFD, with
 * any namespaces and nesting. Gives the invoice, or a sentence that says what the file is instead and what to do.
 */
export function readDigitalItinerary(
	bytes: Uint8Array,
	kind: DigitalItineraryKind,
	options: InvoiceOptions,
): { invoice: FlightInvoice } | { unreadable: string } {
	const found = kind === 'ofd' ? itineraryInOfd(bytes) : itineraryInXml(bytes);
	return 'readings' in found
		? { invoice: invoiceFromReadings(found.readings, null, options) }
		: { unreadable: `${found.unreadable} ${found.advice ?? otherForms}` };
}

/** Whether a zip is an OFD document, judged by the names in it; nothing is unpacked. */
export function isOfd(bytes: Uint8Array): boolean {
	return listZip(bytes)?.some(({ name }) => /^(\.?[\\/])?OFD\.xml$/i.test(name)) ?? false;
}

type Found = { readings: Reading[] } | { unreadable: string; advice?: string };

function itineraryInXml(bytes: Uint8Array): Found {
	if (bytes.length > largestXml) return { unreadable: 'This XML file is too big for an invoice.' };
	const root = parseXml(bytes);
	if ('unreadable' in root) {
		return { unreadable: `This XML file cannot be read: ${root.unreadable}.` };
	}
	return itineraryUnder(root, 'XML file');
}

/** Invoice data is among an OFD's attachments; the other XML files in it draw the page. */
function itineraryInOfd(bytes: Uint8Array): Found {
	const entries = listZip(bytes);
	if (!entries) return { unreadable: 'This OFD file is damaged: its directory cannot be read.' };
	const isAttached = ({ name }: ZipEntry) => /attach/i.test(name);
	const candidates = entries
		.filter(({ name }) => /\.(xml|xbrl)$/i.test(name))
		.sort((one, other) => Number(isAttached(other)) - Number(isAttached(one)));
	let budget = mostUnpacked;
	let isDamaged = false;
	let nearest: Found | null = null;
	for (const entry of candidates) {
		budget -= entry.size;
		if (entry.size > largestXml || budget < 0) {
			return { unreadable: 'This OFD file unpacks to more than an invoice can be.' };
		}
		const unpacked = entry.unpack();
		const root = unpacked && parseXml(unpacked);
		if (!root || 'unreadable' in root) {
			isDamaged = true;
			continue;
		}
		const found = itineraryUnder(root, 'OFD file');
		if ('readings' in found || found.advice !== undefined) return found;
		if (isAttached(entry)) nearest ??= found;
	}
	if (isDamaged) return { unreadable: 'This OFD file is damaged: not all of it can be unpacked.' };
	return (
		nearest ?? {
			unreadable: 'This OFD file carries no invoice data, only pages to look at.',
			advice: 'Attach the XML file that belongs to it, or a screenshot of the itinerary.',
		}
	);
}

/** What other electronic invoices have and itineraries have not. */
const otherInvoices: ReadonlyArray<{ marks: string[]; what: string }> = [
	{ marks: ['ElectronicInvoiceRailwayETicketNumber', 'TrainNumber'], what: 'a railway e-ticket' },
	{
		marks: ['EInvoice', 'InvoiceNumber', 'InvoiceNo', 'InvoiceCode', 'TaxInclusiveTotalAmount'],
		what: 'an electronic invoice of another kind',
	},
];

/** Names that only itineraries have. */
const airMarks = [
	'ElectronicInvoiceAirTransportReceiptNumber',
	'DetailInformationOfAirTicketTuple',
	'CivilAviationDevelopmentFund',
	'FuelSurcharge',
	'Flight',
];

const notAnItinerary = 'Send it another way: this node reads flight itineraries only.';

function itineraryUnder(root: XmlElement, file: string): Found {
	const { readings, names } = readElements(root);
	const fields = new Set(readings.filter(({ value }) => value !== '').map(({ field }) => field));
	const hasNumber = fields.has('invoiceNumber') || fields.has('ticketNumber');
	const isOfAir = airMarks.some((name) => names.has(name));
	if (hasNumber && isOfAir) {
		return countInvoices(readings) > 1
			? {
					unreadable: `This ${file} holds several itineraries.`,
					advice: 'Attach one file an itinerary.',
				}
			: { readings };
	}
	const other = otherInvoices.find(({ marks }) => marks.some((mark) => names.has(mark)));
	return other
		? {
				unreadable: `This ${file} is ${other.what}, not a flight itinerary.`,
				advice: notAnItinerary,
			}
		: { unreadable: `This ${file} is not an electronic flight itinerary that is known here.` };
}

/** Different invoice numbers, or where there are none different tickets. */
function countInvoices(readings: Reading[]): number {
	const numbers = (field: 'invoiceNumber' | 'ticketNumber') =>
		new Set(
			readings.flatMap((reading) =>
				reading.field === field && reading.value !== '' ? reading.value.replace(/[\s-]/g, '') : [],
			),
		).size;
	return numbers('invoiceNumber') || numbers('ticketNumber');
}

/**
 * Everything that an invoice's elements say. What a repeated element holds about a leg is of one leg. Names that are not
 * known are kept where they stand beside known ones, so that the overhead of XBRL is not.
 */
function readElements(root: XmlElement): { readings: Reading[]; names: Set<string> } {
	const readings: Reading[] = [];
	const names = new Set<string>([root.name]);
	let legs = 0;
	const visit = (parent: XmlElement, row: number | null) => {
		const counts = new Map<string, number>();
		for (const { name } of parent.children) counts.set(name, (counts.get(name) ?? 0) + 1);
		const isKnown = parent.children.some(
			({ name, children }) => children.length === 0 && fieldOf(elementNames, name) !== null,
		);
		for (const child of parent.children) {
			names.add(child.name);
			if (child.children.length > 0) {
				const isRepeated = (counts.get(child.name) ?? 0) > 1;
				visit(child, isRepeated && holdsLeg(child) ? legs++ : row);
				continue;
			}
			const field = fieldOf(elementNames, child.name);
			if (field !== null) {
				readings.push({
					name: child.name,
					field,
					value: child.text,
					row: isLegField(field) ? row : null,
				});
			} else if (isKnown && child.text !== '' && child.text.length <= longestOtherField) {
				readings.push({ name: child.name, field: null, value: child.text, row: null });
			}
		}
	};
	visit(root, null);
	return { readings, names };
}

function holdsLeg(element: XmlElement): boolean {
	return element.children.some((child) => {
		const field = fieldOf(elementNames, child.name);
		return (field !== null && isLegField(field)) || holdsLeg(child);
	});
}
