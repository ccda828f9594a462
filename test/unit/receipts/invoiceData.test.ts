import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';

import { digitalOfd, digitalSpecimen, digitalXml } from '../../../tools/sandbox/specimens';
import { classify } from '../../../src/files/classify';
import { listZip } from '../../../src/files/zip';
import { FileFailure } from '../../../src/lib/fileFailure';
import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import { toInvoice } from '../../../src/receipts/toInvoice';
import { invoiceFromRecognition } from '../../../src/receipts/sources/recognition';
import type { Invoice } from '../../../src/receipts/types';
import { codesOf, modelOf, models, options } from '../../support/models/invoices';
import type { Model } from '../../support/models/invoices';
import { readOfdData } from '../../support/documents/read';

/** Electronic itineraries: read exactly, or said why not; whatever the file. */

type Kind = 'ofd' | 'xml';

const isOfd = (bytes: Uint8Array): boolean => {
	const file = classify(bytes);
	return !(file instanceof FileFailure) && file.kind === 'ofd';
};

const damaged = new FileFailure(
	'documentUnreadable',
	'This OFD file is damaged',
	'Attach it again.',
);

const read = (file: Uint8Array | string, kind: Kind = 'xml', maskPersonalData = false) => {
	const bytes = typeof file === 'string' ? strToU8(file) : file;
	const entries = kind === 'ofd' ? listZip(bytes) : [];
	const content =
		kind === 'xml' ? readXmlData(bytes) : entries === null ? damaged : readOfdData(entries);
	return content instanceof FileFailure
		? content
		: { invoice: toInvoice(content, { ...options, maskPersonalData }) };
};

const invoiceOf = (file: Uint8Array | string, kind?: Kind): Invoice => {
	const result = read(file, kind);
	if (result instanceof FileFailure) throw result;
	return result.invoice;
};

const reasonOf = (file: Uint8Array | string, kind?: Kind): string => {
	const result = read(file, kind);
	if ('invoice' in result) throw new Error(`Read as ${result.invoice.summary}`);
	return result.sentences;
};

const elements = {
	ticketNumber: ['ETicketNumber', 'ElectronicTicketNum'],
	passengerName: ['PassengerName'],
	idNumber: ['ValidIdNumber'],
	issueDate: ['IssueDate'],
	issuedBy: ['IssueParty'],
	agentCode: ['AgentCode'],
	fare: ['Fare'],
	aviationFund: ['CivilAviationDevelopmentFund'],
	fuelSurcharge: ['FuelSurcharge'],
	otherTaxes: ['OtherTaxes'],
	insurance: ['Insurance'],
	total: ['TotalAmount'],
	invoiceNumber: ['ElectronicInvoiceAirTransportReceiptNumber'],
	buyerName: ['NameOfPurchaser'],
	buyerTaxId: ['UnifiedSocialCreditCodeOfPurchaser'],
	taxAmount: ['VatTaxAmount'],
} as const;
const legElements = {
	from: ['DepartureStation'],
	to: ['DestinationStation'],
	carrier: ['Carrier'],
	flightNumber: ['Flight'],
	cabinClass: ['Class', 'SeatClass'],
	date: ['CarrierDate'],
	time: ['DepartureTime'],
	fareBasis: ['FareBasis'],
	validFrom: ['EffectiveDate'],
	validUntil: ['ExpirationDate'],
	baggage: ['FreeBaggageAllowance'],
} as const;

interface Style {
	/** Namespace prefix with its colon, or none. */
	prefix: string;
	/** Which of several names for the same thing. */
	second: boolean;
	/** Elements around groups of fields. */
	nested: boolean;
	/** Characters written as references, or in CDATA. */
	escaped: 'references' | 'cdata' | 'plain';
	/** Fields of no value as empty elements, or left out. */
	empty: boolean;
}

const styles: fc.Arbitrary<Style> = fc.record({
	prefix: fc.constantFrom('', 'atr:', 'x-1:'),
	second: fc.boolean(),
	nested: fc.boolean(),
	escaped: fc.constantFrom('references', 'cdata', 'plain'),
	empty: fc.boolean(),
});

function writtenText(value: string, { escaped }: Style): string {
	if (escaped === 'cdata') return `<![CDATA[${value}]]>`;
	if (escaped === 'plain') return value;
	return [...value].map((sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`).join('');
}

/** A model as an airline's XML. */
function writtenXml(model: Model, style: Style): string {
	const { prefix, second, nested, empty } = style;
	const element = (names: readonly string[], value: string | number | null) => {
		const name = prefix + (second ? (names.at(-1) ?? '') : (names[0] ?? ''));
		if (value === null) return empty ? `<${name} xsi:nil="true" note="a > b"/>` : '';
		return `<${name}>${writtenText(String(value), style)}</${name}>\n`;
	};
	const around = (name: string, inside: string) =>
		nested ? `<${prefix}${name}><!-- <Fare>1</Fare> -->${inside}</${prefix}${name}>` : inside;
	const fields = Object.entries(elements).map(([field, names]) =>
		element(names, model[field as keyof typeof elements]),
	);
	const legs = model.segments.map((segment) => {
		const inside = Object.entries(legElements).map(([field, names]) =>
			element(names, segment[field as keyof typeof legElements]),
		);
		const tuple = `${prefix}DetailInformationOfAirTicketTuple`;
		return `<${tuple}>${around('Leg', inside.join(''))}</${tuple}>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:${prefix.replace(':', '') || 'none'}="urn:test">
<xbrli:context id="now"><xbrli:entity><xbrli:identifier>none</xbrli:identifier></xbrli:entity></xbrli:context>
${around('Head', fields.slice(0, 6).join(''))}
${around('Legs', legs.join('\n'))}
${around('Sums', fields.slice(6).join(''))}
${element(['VatRate'], model.taxRate === null ? null : model.taxRate / 100)}
${element(['MarkingOfDomesticOrInternational'], model.scope === 'domestic' ? '国内' : '国际')}
</xbrli:xbrl>`;
}

const ofdHead = strToU8('<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>');

/** An OFD as airlines issue them: pages, and the invoice among the attachments. */
const ofdOf = (xml: string | Uint8Array, more: Zippable = {}): Uint8Array =>
	zipSync({
		'OFD.xml': ofdHead,
		'Doc_0/Pages/Page_0/Content.xml': strToU8(
			'<ofd:Page><ofd:TextCode>行程单</ofd:TextCode></ofd:Page>',
		),
		'Doc_0/Res/seal.png': new Uint8Array(300),
		...more,
		'Doc_0/Attachs/atr_0.xml': typeof xml === 'string' ? strToU8(xml) : xml,
	});

/** What a file never says. */
const digitalModels = models(false).map((model): Model => ({ ...model, serialNumber: null }));

describe('a model written down is read again', () => {
	test('as XML, whatever its namespaces, nesting and names', () => {
		fc.assert(
			fc.property(digitalModels, styles, (model, style) => {
				expect(modelOf(invoiceOf(writtenXml(model, style)), model)).toEqual(model);
			}),
		);
	});

	test('as OFD, stored or compressed, with other files around, with the same duplicate key', () => {
		const levels = fc.constantFrom<0 | 6 | 9>(0, 6, 9);
		fc.assert(
			fc.property(digitalModels, styles, levels, (model, style, level) => {
				const xml = writtenXml(model, style);
				const ofd = ofdOf(xml, { 'Doc_0/Annots/note.xml': [strToU8('<a/>'), { level }] });
				expect(isOfd(ofd)).toBe(true);
				expect(invoiceOf(ofd, 'ofd')).toEqual(invoiceOf(xml));
			}),
		);
	});
});

describe('the digital specimen', () => {
	const picture = invoiceFromRecognition(
		digitalSpecimen.entries.map(({ Name, Value, Row = -1 }) => ({
			name: Name,
			value: Value,
			row: Row < 0 ? null : Row,
		})),
		null,
		options,
	);

	test.each<[Kind, Uint8Array]>([
		['xml', digitalXml()],
		['ofd', digitalOfd()],
	])('%s and its screenshot are one invoice', (kind, file) => {
		expect(invoiceOf(file, kind)).toEqual(picture);
		expect(picture.vat).toMatchObject({ basis: 'printed', deductible: 94.95 });
		expect(picture.warnings).toEqual([]);
	});

	test('encodings: UTF-8 with a mark, UTF-16, GBK as it is declared', () => {
		const source = Buffer.from(digitalXml()).toString('utf8');
		const marked = Buffer.from(`\uFEFF${source}`);
		const wide = Buffer.from(`\uFEFF${source.replace('UTF-8', 'UTF-16')}`, 'utf16le');
		for (const file of [marked, wide]) expect(invoiceOf(file)).toEqual(picture);
		const gbk = Buffer.concat([
			Buffer.from(
				'<?xml version="1.0" encoding="GBK"?><a><Flight>CA1</Flight><ETicketNumber>9990000000101</ETicketNumber><PassengerName>',
			),
			Buffer.from([0xb2, 0xe2, 0xca, 0xd4]),
			Buffer.from('</PassengerName></a>'),
		]);
		expect(invoiceOf(gbk).passengerName).toBe('测试');
	});

	describe('what the bytes are counts, not what a file says of itself', () => {
		const source = Buffer.from(digitalXml()).toString('utf8');
		const saying = (encoding: string) => source.replace('UTF-8', encoding);
		const bigEndian = () => Buffer.from(source, 'utf16le').swap16();
		test.each<[string, () => Buffer]>([
			['it says GBK and is UTF-8', () => Buffer.from(saying('GBK'))],
			['the same with the mark of UTF-8', () => Buffer.from(`\uFEFF${saying('GB2312')}`)],
			['it says Latin-1 and is UTF-8', () => Buffer.from(saying('ISO-8859-1'))],
			['it says UTF-8 and is GBK', () => toGbk(source)],
			['it says GB18030 and is', () => toGbk(saying('GB18030'))],
			['UTF-16 without a mark', () => Buffer.from(source, 'utf16le')],
			['UTF-16 the other way round', bigEndian],
			['an encoding that nobody knows, and is UTF-8', () => Buffer.from(saying('klingon'))],
		])('%s', (_what, file) => {
			expect(invoiceOf(file())).toEqual(picture);
		});
	});

	test('a value that has lost a character is left out, and told', () => {
		const source = Buffer.from(digitalXml());
		const at = source.indexOf(picture.passengerName ?? '');
		const damaged = Buffer.concat([
			source.subarray(0, at),
			Buffer.from([0xff]),
			source.subarray(at),
		]);
		const { passengerName, warnings } = invoiceOf(damaged);
		expect(passengerName).toBeNull();
		expect(warnings.map(({ code }) => code)).toEqual(['dataTextDamaged', 'essentialsMissing']);
	});

	test('masked, no ID number comes out', () => {
		const result = read(digitalXml(), 'xml', true);
		expect(JSON.stringify(result)).not.toContain(picture.idNumber);
	});
});

/** Text in the encoding of Chinese Windows, which Node.js only reads. */
function toGbk(text: string): Buffer {
	const codes = new Map<string, number[]>();
	const decoder = new TextDecoder('gbk');
	for (let lead = 0x81; lead <= 0xfe; lead++)
		for (let trail = 0x40; trail <= 0xfe; trail++)
			codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
	return Buffer.from([...text].flatMap((sign) => codes.get(sign) ?? sign.charCodeAt(0)));
}

const sum = (changes: Record<string, string>) => {
	const values = {
		ElectronicInvoiceAirTransportReceiptNumber: '26999999999999999901',
		ETicketNumber: '9990000000101',
		Fare: '330.28',
		FuelSurcharge: '64.22',
		VatRate: '0.09',
		VatTaxAmount: '35.50',
		CivilAviationDevelopmentFund: '50.00',
		OtherTaxes: '0.00',
		TotalAmount: '480.00',
		...changes,
	};
	const inside = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`);
	return `<invoice>${inside.join('')}</invoice>`;
};

describe('amounts', () => {
	test('that add up with VAT are not warned of', () => {
		expect(codesOf(invoiceOf(sum({})))).toEqual(['essentialsMissing']);
	});

	test.each<[string, Record<string, string>, string[]]>([
		['a total that does not add up', { TotalAmount: '999.00' }, ['totalMismatch']],
		['VAT that does not fit', { VatTaxAmount: '30.50', TotalAmount: '475.00' }, ['vatMismatch']],
		['a status that is not normal', { IssuingStatus: '红冲' }, ['notInForce']],
		['an amount that is none', { OtherTaxes: 'none' }, ['valueUnreadable']],
	])('%s is said', (_what, changes, codes) => {
		const invoice = invoiceOf(sum(changes));
		expect(codesOf(invoice).filter((code) => code !== 'essentialsMissing')).toEqual(codes);
	});

	test('of a reversal: its reason has a field, and is in the warning', () => {
		const negative = Object.fromEntries(
			['Fare', 'VatTaxAmount', 'TotalAmount'].map((name) => [name, '-100.00']),
		);
		const invoice = invoiceOf(sum({ ...negative, ReasonOfRushRed: '开票有误' }));
		expect(invoice).toMatchObject({ business: 'reversal', reversalReason: '开票有误' });
		expect(invoice.otherFields).not.toHaveProperty('ReasonOfRushRed');
		const { message } = invoice.warnings.find(({ code }) => code === 'reversal') ?? {};
		expect(message).toContain('“开票有误”');
		expect(invoiceOf(sum({})).reversalReason).toBeNull();
	});

	test('with VAT printed, only a repair that keeps it right is proposed', () => {
		// 330.28 was read 380.28; a total of 530.00 would be one digit off as well, but then the
		// VAT would be wrong.
		const { warnings } = invoiceOf(sum({ Fare: '380.28' }));
		expect(warnings.find(({ code }) => code === 'totalMismatch')?.suggestion).toContain(
			'a fare of 330.28 instead of 380.28',
		);
	});

	test('fields without a place are kept, the overhead of XBRL and long blobs are not', () => {
		const file = sum({ Endorsement: '不得签转', Seal: 'A'.repeat(5000) });
		const wrapped = `<xbrl><context><period>2026</period></context>${file}</xbrl>`;
		expect(invoiceOf(wrapped).otherFields).toEqual({ Endorsement: '不得签转' });
	});
});

describe('what is no itinerary is said, with what to do', () => {
	test.each<[string, string, RegExp]>([
		['some XML', '<note><to>you</to></note>', /not an electronic flight itinerary/],
		[
			'another invoice',
			'<EInvoice><InvoiceNumber>1</InvoiceNumber></EInvoice>',
			/invoice of another kind/,
		],
		[
			'two itineraries',
			`<a>${sum({})}${sum({ ElectronicInvoiceAirTransportReceiptNumber: '26999999999999999902' })}</a>`,
			/several itineraries/,
		],
		['an empty file', '', /one root element/],
		['no XML', 'hello', /one root element/],
		['two roots', '<a/><b/>', /one root element/],
		['an unclosed element', '<a><b></a>', /<\/b> is missing/],
		['a closing tag too many', '<a></a></a>', /cannot be read/],
		['an unclosed tag', '<a b="c', /cannot be read/],
		['an unclosed comment', '<a><!-- ', /ends in the middle/],
		['a tag without a name', '<a>< ></a>', /no name/],
		[
			'an itinerary without any number',
			'<a><Flight>CA1</Flight><FuelSurcharge>1.00</FuelSurcharge></a>',
			/neither the number of the invoice nor of the ticket/,
		],
		['a document type', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>', /document type/],
		[
			'an external entity',
			'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
			/document type/,
		],
		[
			'a billion laughs',
			'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>',
			/document type/,
		],
		['deep nesting', '<a>'.repeat(1_000_000), /nested too deep/],
		['a flood of elements', `<a>${'<b/>'.repeat(900_000)}</a>`, /too many elements/],
		['a huge file', `<a>${' '.repeat(4_100_000)}</a>`, /too big/],
	])('%s', (_what, file, reason) => {
		const said = reasonOf(file);
		expect(said).toMatch(reason);
		expect(said).toMatch(/^This XML file .+\. .+\.$/);
	});

	test('an encoding that nobody knows, where it is not UTF-8', () => {
		const file = Buffer.concat([
			Buffer.from('<?xml version="1.0" encoding="klingon"?><a>'),
			Buffer.from([0xb2, 0xe2]),
			Buffer.from('</a>'),
		]);
		expect(reasonOf(file)).toMatch(/encoding/);
	});

	test.each(['DetailInformationOfAirTicketTuple', 'FuelSurcharge', 'Flight'])(
		'a ticket number and one name that only itineraries have is enough: %s',
		(name) => {
			const file = `<a><ETicketNumber>9990000000101</ETicketNumber><${name}/></a>`;
			expect(invoiceOf(file).ticketNumber).toBe('9990000000101');
			expect(reasonOf(file.replace(name, 'Name'))).toContain('not an electronic');
		},
	);

	test('an entity that nobody declared stays as it is written', () => {
		expect(invoiceOf(sum({ IssueParty: 'A&amp;B &unknown; &#20013;' })).issuedBy).toBe(
			'A&B &unknown; 中',
		);
	});

	const twoEnds = (ofd: Uint8Array) => ofd.subarray(0, ofd.length - 30);
	/** The first entry of the directory, with one of its sizes overwritten. */
	const lyingAbout = (offset: number, value: number) => {
		const file = Buffer.from(zipSync({ 'Doc_0/Attachs/a.xml': strToU8(sum({})) }));
		const directory = file.indexOf('PK\u0001\u0002', 0, 'latin1');
		file.writeUInt32LE(value, directory + offset);
		return file;
	};

	test.each<[string, () => Uint8Array, RegExp]>([
		['an OFD with pages only', () => zipSync({ 'OFD.xml': ofdHead }), /only pages to look at/],
		['an empty file', () => new Uint8Array(0), /damaged/],
		['no zip', () => strToU8('OFD.xml'), /damaged/],
		['a truncated zip', () => twoEnds(ofdOf(sum({}))), /damaged/],
		['an attachment that is broken XML', () => ofdOf('<a>'), /damaged/],
		['an attached invoice of another kind', () => ofdOf('<EInvoice/>'), /another kind/],
		['a bomb that says its size', () => ofdOf(new Uint8Array(8_000_000)), /more than an invoice/],
		[
			'many middling files',
			() =>
				zipSync(
					Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`${n}.xml`, new Uint8Array(3_900_000)])),
				),
			/more than an invoice/,
		],
		['a size too big', () => lyingAbout(24, 3_000_000), /damaged/],
		['a size too small', () => lyingAbout(24, 10), /damaged/],
		['a packed size beyond the file', () => lyingAbout(20, 0x7fffffff), /damaged/],
		['a start beyond the file', () => lyingAbout(42, 0x7fffffff), /damaged/],
		['another checksum', () => lyingAbout(16, 1), /damaged/],
		[
			'more entries than a document has',
			() =>
				zipSync(
					Object.fromEntries(
						Array.from({ length: 2_001 }, (_, n) => [`${n}.xml`, new Uint8Array(0)]),
					),
				),
			/damaged/,
		],
	])('%s', (_what, make, reason) => {
		const said = reasonOf(make(), 'ofd');
		expect(said).toMatch(reason);
		expect(said).toMatch(/^This OFD file .+\. .+\.$/);
	});

	test.each<[string, number, number, RegExp]>([
		['packed in another way', 10, 9, /packed in a way/],
		['encrypted', 8, 1, /password/],
	])('an OFD that is %s is not called damaged', (_what, offset, value, reason) => {
		const file = Buffer.from(zipSync({ 'Doc_0/Attachs/a.xml': strToU8(sum({})) }));
		file.writeUInt16LE(value, file.indexOf('PK\u0001\u0002', 0, 'latin1') + offset);
		const said = reasonOf(file, 'ofd');
		expect(said).toMatch(reason);
		expect(said).not.toMatch(/damaged/);
	});

	test('a bomb that lies about its size is not unpacked', () => {
		const file = Buffer.from(zipSync({ 'Doc_0/Attachs/a.xml': new Uint8Array(40_000_000) }));
		const directory = file.indexOf('PK\u0001\u0002', 0, 'latin1');
		file.writeUInt32LE(1_000, directory + 24);
		const before = process.memoryUsage().arrayBuffers;
		expect(reasonOf(file, 'ofd')).toMatch(/damaged/);
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
	});
});

describe('an OFD is told from other zips by what is in it', () => {
	test.each<[string, Uint8Array, boolean]>([
		['an OFD', ofdOf('<a/>'), true],
		['an OFD in capitals', zipSync({ 'ofd.XML': ofdHead }), true],
		['a spreadsheet', zipSync({ '[Content_Types].xml': ofdHead }), false],
		['a zip with an OFD in it', zipSync({ 'mail/OFD.xml': ofdHead }), false],
		['a text that names it', strToU8('PK\u0003\u0004 OFD.xml'), false],
		['nothing', new Uint8Array(0), false],
	])('%s', (_what, file, expected) => {
		expect(isOfd(file)).toBe(expected);
	});
});

describe('hostile files', () => {
	const kinds = fc.constantFrom<Kind>('ofd', 'xml');

	test('any bytes give an invoice or a reason', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), kinds, (bytes, kind) => {
				const result = read(bytes, kind);
				expect('invoice' in result || result.sentences.length > 20).toBe(true);
				expect(isOfd(bytes)).toBe(false);
			}),
		);
	});

	test('any XML-like text gives an invoice or a reason', () => {
		const pieces = fc.constantFrom(
			'<a>',
			'</a>',
			'<Fare>',
			'</Fare>',
			'1',
			'<![CDATA[',
			']]>',
			'<!--',
			'-->',
			'&#x41;',
			'&#x110000;',
			'<?',
			'?>',
			'"',
			"'",
			'>',
			'<',
			'/',
			' x="1"',
			'<ETicketNumber>9',
			'</ETicketNumber>',
			'<Flight/>',
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 30 }), (text) => {
				const result = read(text.join(''));
				expect('invoice' in result || result.sentences.length > 20).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});

	test('an XML cut anywhere is refused', () => {
		const file = digitalXml().toString('utf8').trimEnd();
		fc.assert(
			fc.property(fc.integer({ min: 0, max: file.length - 1 }), (length) => {
				expect(reasonOf(file.slice(0, length))).toContain('This XML file');
			}),
		);
	});

	test('an OFD with any bytes changed gives the same invoice or a reason, never another invoice', () => {
		const file = digitalOfd();
		const whole = invoiceOf(file, 'ofd');
		const change = fc.tuple(
			fc.integer({ min: 0, max: file.length - 1 }),
			fc.integer({ min: 0, max: 255 }),
		);
		fc.assert(
			fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
				const damaged = new Uint8Array(file);
				for (const [at, byte] of changes) damaged[at] = byte;
				const result = read(damaged, 'ofd');
				if ('invoice' in result) expect(result.invoice).toEqual(whole);
			}),
			{ numRuns: 300 },
		);
	});

	test('a file that is part of a bigger buffer is read as itself', () => {
		const file = digitalOfd();
		const bigger = Buffer.concat([Buffer.alloc(7, 1), file, Buffer.alloc(9, 2)]);
		expect(read(bigger.subarray(7, 7 + file.length), 'ofd')).toEqual(read(file, 'ofd'));
	});
});
