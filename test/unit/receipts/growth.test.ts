/** Hostile data: the work that it takes grows with its size, not with its square. */
import { FileFailure } from '../../../src/lib/fileFailure';
import { readXmlData } from '../../../src/receipts/sources/invoiceData';
import { toInvoice } from '../../../src/receipts/toInvoice';
import { options } from '../../support/models/invoices';

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

/**
 * Milliseconds of the processor, the least of several tries: nothing else of the machine counts.
 */
function work(xml: string): number {
	const bytes = Buffer.from(`<a>${number}${xml}</a>`);
	const tries = Array.from({ length: 5 }, () => {
		const before = process.cpuUsage();
		for (let i = 0; i < 3; i++) {
			const content = readXmlData(bytes);
			if (content instanceof FileFailure) throw content;
			toInvoice(content, options);
		}
		const { user, system } = process.cpuUsage(before);
		return user + system;
	});
	return Math.min(...tries);
}

test.each(files)('%s', (_what, xmlOf) => {
	work(xmlOf(1_000));
	const [small, large] = [work(xmlOf(1_000)), work(xmlOf(4_000))];
	// Four times the size: sixteen times the work would be its square.
	expect(large / Math.max(small, 1_000)).toBeLessThan(9);
});
