/** Hostile data: the work that it takes grows with its size, not with its square. */
import { strToU8, zipSync } from 'fflate';

import { textOfGlyphName } from '../../../src/files/pdf/glyphNames';
import { listZip } from '../../../src/files/zip';
import { FileFailure } from '../../../src/lib/fileFailure';
import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import { toInvoice } from '../../../src/receipts/toInvoice';
import { options } from '../../support/models/invoices';
import { readOfdPages } from '../../support/documents/read';

const number = '<ETicketNumber>9990000000101</ETicketNumber><Flight>CA1501</Flight>';

const files: Array<[string, (size: number) => string]> = [
	['blanks in a rate', (size) => `<VatRate>0.09${' '.repeat(size * 20)}x</VatRate>`],
	['blanks in an amount', (size) => `<Fare>1${' '.repeat(size * 20)}x</Fare>`],
	['digits in a day', (size) => `<IssueDate>${'2'.repeat(size * 20)}</IssueDate>`],
	['commas in a total', (size) => `<TotalAmount>${'1,111'.repeat(size * 4)}</TotalAmount>`],
	['blanks in a number', (size) => `<ValidIdNumber>1${' '.repeat(size * 20)}</ValidIdNumber>`],
	['an unknown name again and again', (size) => '<Endorsement>a</Endorsement>'.repeat(size)],
	['other names', (size) => Array.from({ length: size }, (_, i) => `<N${i}>a</N${i}>`).join('')],
	[
		'other values of a name',
		(size) => Array.from({ length: size }, (_, i) => `<Fare>${i}.0</Fare>`).join(''),
	],
	['flights in no order', (size) => '<Carrier>a</Carrier><Class>b</Class>'.repeat(size / 2)],
	[
		'flights',
		(size) =>
			'<Leg><DepartureStation>a</DepartureStation><CarrierDate>2026-01-01</CarrierDate></Leg>'.repeat(
				size / 3,
			),
	],
	[
		'nesting',
		(size) =>
			`${'<a>'.repeat(90)}</a>`
				.slice(0, -4)
				.concat('</a>'.repeat(90))
				.repeat(size / 90),
	],
];

/** Names inside files that are as long as their files let them be. */
const names: Array<[string, (size: number) => void]> = [
	['dots in the name of a glyph', (size) => textOfGlyphName(`${'.'.repeat(size * 20)}\n`)],
	[
		'the name of a folder of an OFD',
		(size) => {
			const folder = 'a'.repeat(size * 10);
			const root = `<OFD><DocBody><DocRoot>${folder}/Document.xml</DocRoot></DocBody></OFD>`;
			const document = '<Document><Pages><Page BaseLoc="Page.xml"/></Pages></Document>';
			const files = { 'OFD.xml': root, [`${folder}/Document.xml`]: document };
			const packed = Object.entries(files).map(([name, xml]) => [name, strToU8(xml)] as const);
			const entries = listZip(zipSync(Object.fromEntries(packed), { level: 0 }));
			if (!Array.isArray(entries)) throw new Error('No ZIP');
			readOfdPages(entries);
		},
	],
];

function readData(xml: string): void {
	const content = readXmlData(Buffer.from(`<a>${number}${xml}</a>`));
	if (content instanceof FileFailure) throw content;
	toInvoice(content, options);
}

/**
 * Microseconds of the processor, the least of several tries: nothing else of the machine counts.
 */
function work(done: () => void): number {
	const tries = Array.from({ length: 5 }, () => {
		const before = process.cpuUsage();
		for (let i = 0; i < 3; i++) done();
		const { user, system } = process.cpuUsage(before);
		return user + system;
	});
	return Math.min(...tries);
}

test.each<[string, (size: number) => void]>([
	...files.map(([what, xmlOf]): [string, (size: number) => void] => [
		what,
		(size) => readData(xmlOf(size)),
	]),
	...names,
])('%s', (_what, read) => {
	work(() => read(1_000));
	const [small, large] = [work(() => read(1_000)), work(() => read(4_000))];
	// Four times the size: sixteen times the work would be its square.
	expect(large / Math.max(small, 1_000)).toBeLessThan(9);
});
