import { shorten } from '../../src/lib/shorten';
import { differencesOf, isSameInvoice } from '../../src/receipts/sameInvoice';
import { withWarning } from '../../src/receipts/toInvoice';
import type { ReadFrom } from '../../src/receipts/types';
import type { InvoiceOutcome, Task } from './outcome';

/** Best first: data is exact, a page nearly, a picture may be misread. */
const sources: readonly ReadFrom[] = ['data', 'page', 'picture'];

interface ReadTask extends Task {
	outcome: InvoiceOutcome;
}

const isRead = (task: Task): task is ReadTask => task.outcome?.kind === 'invoice';

const rank = ({ outcome }: ReadTask) => sources.indexOf(outcome.source.readFrom);

/**
 * Of several files of one invoice among those of one item keeps the best source, the first of
 * equals, and skips the others.
 */
export function skipRepeats(tasks: Task[]): void {
	const kept: ReadTask[] = [];
	const bestFirst = tasks.filter(isRead).sort((one, other) => rank(one) - rank(other));
	for (const task of bestFirst) {
		const same = kept.find((each) => isSameInvoice(each.outcome.invoice, task.outcome.invoice));
		if (!same) {
			kept.push(task);
			continue;
		}
		const { invoice } = same.outcome;
		const differences = differencesOf(invoice, task.outcome.invoice).join('; ');
		if (differences !== '') {
			same.outcome.invoice = withWarning(invoice, {
				code: 'filesDiffer',
				message: `${nameOf(task)} holds the same invoice, but says otherwise: ${differences}.`,
				suggestion: 'Compare the files before it is paid out.',
			});
		}
		const doubt = differences === '' ? '' : ` But it says otherwise: ${differences}.`;
		const repeat: Task = task;
		repeat.outcome = {
			kind: 'skipped',
			isRepeat: true,
			reason: `It holds the same invoice as ${nameOf(same)}, which was taken.${doubt}`,
		};
	}
}

/**
 * Why a file need not be read, by the number in its name: its invoice was read already, for free.
 * Null where it must be.
 */
export function alreadyRead(fileName: string | null, tasks: Task[]): string | null {
	const numbers = numbersIn(fileName);
	const read = tasks.filter(isRead).find(({ outcome: { invoice, source } }) => {
		const { invoiceNumber, ticketNumber } = invoice;
		return (
			source.readFrom !== 'picture' &&
			numbers.some((number) => number === invoiceNumber || number === ticketNumber)
		);
	});
	return read
		? `By the number in its name it is the invoice in ${nameOf(read)}, which was taken.`
		: null;
}

/**
 * Numbers in the name of a file that may be an invoice's (20 digits) or a ticket's (13); that of the
 * ZIP or folder it lies in says nothing of it.
 */
function numbersIn(path: string | null): string[] {
	const name = (path ?? '').split(/[\\/]/).at(-1) ?? '';
	return name.slice(-300).match(/(?<!\d)(\d{20}|\d{13})(?!\d)/g) ?? [];
}

function nameOf({ fileName, property }: Task): string {
	return `“${shorten(fileName ?? property ?? 'the other file', 120)}”`;
}
