import { businessOf } from './business';
import { findWarnings } from './checks';
import { duplicateKeyOf } from './duplicateKey';
import { supportingFields } from './fields';
import { maskFacts, maskWarning } from './masking';
import { readEntries } from './readEntries';
import { summarizeInvoice } from './summary';
import { withTrainTotal } from './trainAmounts';
import type {
	Invoice,
	InvoiceOptions,
	InvoiceWarning,
	ReceiptContent,
	ReceiptFacts,
} from './types';
import { scopeOfFund, vatOf } from './vat';

/**
 * The invoice that a source's entries make, whichever source: read, checked, and with what
 * accounting needs.
 */
export function toInvoice(content: ReceiptContent, options: InvoiceOptions): Invoice {
	const { facts: said, warnings: doubts } = readEntries(content);
	const settled = said.category === 'train' ? withTrainTotal(said) : said;
	const facts: ReceiptFacts = {
		...settled,
		scope: said.scope ?? scopeOfFund(said),
		business: businessOf(settled),
	};
	const idNumbers = idNumbersOf(content, facts);
	const shown = options.maskPersonalData ? maskFacts(facts, idNumbers) : facts;
	const found = [...(content.doubts ?? []), ...doubts, ...findWarnings(facts, options.vatRate)];
	const warnings = options.maskPersonalData
		? found.map((each) => maskWarning(each, idNumbers))
		: found;
	const { category, business, status, originalInvoiceNumber, reversalReason, ...others } = shown;
	const { otherFields, requestId, ...rest } = others;
	const printed = Object.fromEntries(
		Object.entries(rest).filter(
			([name]) => name !== 'readFrom' && !Object.hasOwn(supportingFields, name),
		),
	);
	const invoice = {
		...printed,
		vat: vatOf(facts, options.vatRate),
		category,
		business,
		status,
		originalInvoiceNumber,
		reversalReason,
		warnings,
		duplicateKey: duplicateKeyOf(facts),
		summary: summarizeInvoice(shown, warnings),
		otherFields,
		requestId,
	};
	return invoice as unknown as Invoice;
}

/** The passenger's ID number as it was read, and as the source has it, more than once perhaps. */
function idNumbersOf({ entries }: ReceiptContent, { idNumber }: ReceiptFacts): string[] {
	const written = entries.flatMap(({ field, value }) => (field === 'idNumber' ? value : []));
	return [...written, ...(idNumber === null ? [] : [idNumber])];
}

/** An invoice with a warning more. */
export function withWarning(invoice: Invoice, warning: InvoiceWarning): Invoice {
	const warnings = [...invoice.warnings, warning];
	return { ...invoice, warnings, summary: summarizeInvoice(invoice, warnings) };
}
