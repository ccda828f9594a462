import { quoted, shorten } from '../lib/shorten';
import type { InvoiceWarning, ReceiptEntry } from './types';

/** What came up while reading. */
export class Notes {
	private readonly kept = new Set<ReceiptEntry>();
	private readonly found = new Map<ReadingCode, string[]>();

	keep(entry: ReceiptEntry) {
		if (entry.value !== '') this.kept.add(entry);
	}

	unreadable(entry: ReceiptEntry, label: string) {
		this.keepWith('valueUnreadable', entry, `${label} ${quotedLine(entry.value)}`);
	}

	yearless(entry: ReceiptEntry, label: string) {
		this.keepWith('yearMissing', entry, `${label} ${quotedLine(entry.value)}`);
	}

	otherCurrency(entry: ReceiptEntry, label: string, currency: string) {
		this.keepWith(
			'currencyMixed',
			entry,
			`${label} ${quotedLine(entry.value)} is not in ${currency}`,
		);
	}

	repeated(label: string, entries: ReceiptEntry[]) {
		entries.slice(1).forEach((entry) => this.keep(entry));
		this.add(
			'valueRepeated',
			`${label} ${listed(
				entries.map(({ value }) => quotedLine(value)),
				', ',
			)}`,
		);
	}

	uncertain(entry: ReceiptEntry) {
		this.keepWith('legUncertain', entry, `${shorten(entry.name, 60)} ${quotedLine(entry.value)}`);
	}

	unevenField(label: string) {
		this.add('legUncertain', label);
	}

	/** By name; in a list where a name came more than once. */
	otherFields(): Record<string, string | string[]> {
		const byName = new Map<string, string[]>();
		for (const { name, value } of this.kept) {
			const values = byName.get(name);
			if (values) values.push(value);
			else byName.set(name, [value]);
		}
		return Object.fromEntries(
			[...byName].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
		);
	}

	warnings(): InvoiceWarning[] {
		return readingWarnings.flatMap(({ code, message, suggestion }) => {
			const details = this.found.get(code);
			return details
				? [{ code, message: `${message}: ${listed(details, '; ')}.`, suggestion }]
				: [];
		});
	}

	private keepWith(code: ReadingCode, entry: ReceiptEntry, detail: string) {
		this.keep(entry);
		this.add(code, detail);
	}

	private add(code: ReadingCode, detail: string) {
		const details = this.found.get(code);
		if (details) details.push(detail);
		else this.found.set(code, [detail]);
	}
}

/** A message names so many; a hostile file has thousands. */
const mostListed = 10;

function listed(texts: string[], separator: string): string {
	const more = texts.length - mostListed;
	const named = texts.slice(0, mostListed).join(separator);
	return more > 0 ? `${named} and ${more} more` : named;
}

const quotedLine = (text: string) => quoted(text.slice(0, 500).replace(/\s+/g, ' '));

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
