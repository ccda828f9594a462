import { quoted } from '../lib/shorten';
import type { InvoiceWarning, ReceiptEntry } from './types';

/** What came up while reading. */
export class Notes {
	private readonly kept: ReceiptEntry[] = [];
	private readonly found = new Map<string, string[]>();

	keep(entry: ReceiptEntry) {
		if (entry.value !== '' && !this.kept.includes(entry)) this.kept.push(entry);
	}

	unreadable(entry: ReceiptEntry, label: string) {
		this.keepWith('valueUnreadable', entry, `${label} ${quoted(entry.value)}`);
	}

	yearless(entry: ReceiptEntry, label: string) {
		this.keepWith('yearMissing', entry, `${label} ${quoted(entry.value)}`);
	}

	otherCurrency(entry: ReceiptEntry, label: string, currency: string) {
		this.keepWith('currencyMixed', entry, `${label} ${quoted(entry.value)} is not in ${currency}`);
	}

	repeated(label: string, entries: ReceiptEntry[]) {
		entries.slice(1).forEach((entry) => this.keep(entry));
		this.add('valueRepeated', `${label} ${entries.map(({ value }) => quoted(value)).join(', ')}`);
	}

	uncertain(entry: ReceiptEntry) {
		this.keepWith('legUncertain', entry, `${entry.name} ${quoted(entry.value)}`);
	}

	unevenField(label: string) {
		this.add('legUncertain', label);
	}

	/** By name; in a list where a name came more than once. */
	otherFields(): Record<string, string | string[]> {
		const byName = new Map<string, string[]>();
		for (const { name, value } of this.kept) byName.set(name, [...(byName.get(name) ?? []), value]);
		return Object.fromEntries(
			[...byName].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
		);
	}

	warnings(): InvoiceWarning[] {
		return readingWarnings.flatMap(({ code, message, suggestion }) => {
			const details = this.found.get(code);
			return details ? [{ code, message: `${message}: ${details.join('; ')}.`, suggestion }] : [];
		});
	}

	private keepWith(code: ReadingCode, entry: ReceiptEntry, detail: string) {
		this.keep(entry);
		this.add(code, detail);
	}

	private add(code: ReadingCode, detail: string) {
		this.found.set(code, [...(this.found.get(code) ?? []), detail]);
	}
}

type ReadingCode =
	'valueUnreadable' | 'yearMissing' | 'valueRepeated' | 'currencyMixed' | 'legUncertain';

const readingWarnings: ReadonlyArray<InvoiceWarning & { code: ReadingCode }> = [
	{
		code: 'valueUnreadable',
		message: 'Could not be understood',
		suggestion: 'Fill it in from the document; the text as it came is among the other fields.',
	},
	{
		code: 'yearMissing',
		message: 'Printed without a year, which no issue date tells',
		suggestion:
			'Fill in the date from the document; the text as it came is among the other fields.',
	},
	{
		code: 'valueRepeated',
		message: 'Read more than once, differently, and the first was taken',
		suggestion: 'Compare it with the document; the others are among the other fields.',
	},
	{
		code: 'currencyMixed',
		message: 'Left out, because a sum of two currencies says nothing',
		suggestion: 'Convert it by hand; the text as it came is among the other fields.',
	},
	{
		code: 'legUncertain',
		message: 'There are several flights, and it is not sure which of them this belongs to',
		suggestion: 'Compare the flights with the document.',
	},
];
