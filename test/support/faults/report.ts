/** The figures of a campaign, as text for a README. */
import type { Matrix } from './cases';
import type { Verdict } from './purchase';

interface Figures {
	purchases: number;
	runs: number;
	boughtTwice: number;
	untold: number;
	refundedTwice: number;
	unmade: number;
	nameless: number;
	askedAgain: number;
	/** Runs in the emptiest cell. */
	fewest: number;
}

const broken = ({ boughtTwice, untold, refundedTwice, unmade }: Verdict) =>
	Boolean(boughtTwice || untold || refundedTwice || unmade);

const inCell = (verdicts: Verdict[], row: string, column: string) =>
	verdicts.filter((each) => each.struck && each.case.row === row && each.case.column === column);

const purchasesOf = (verdicts: Verdict[]) =>
	verdicts.reduce((sum, each) => sum + each.case.purchases, 0);

export function figuresOf({ rows, columns, cases }: Matrix, verdicts: Verdict[]): Figures {
	const count = (what: 'boughtTwice' | 'untold' | 'refundedTwice' | 'unmade' | 'nameless') =>
		verdicts.filter((each) => each[what]).length;
	const cells = rows.flatMap((row) =>
		columns
			.filter((column) => cases.some((each) => each.row === row && each.column === column))
			.map((column) => inCell(verdicts, row, column).length),
	);
	return {
		purchases: purchasesOf(verdicts),
		runs: verdicts.reduce((sum, { runs }) => sum + runs, 0),
		boughtTwice: count('boughtTwice'),
		untold: count('untold'),
		refundedTwice: count('refundedTwice'),
		unmade: count('unmade'),
		nameless: count('nameless'),
		askedAgain: verdicts.reduce((sum, { askedAgain }) => sum + askedAgain, 0),
		fewest: Math.min(...cells),
	};
}

/** The figures as a sentence. */
export const inWords = ({
	purchases,
	runs,
	boughtTwice,
	untold,
	refundedTwice,
	unmade,
	nameless,
	askedAgain,
}: Figures) =>
	[
		`${purchases} purchases in ${runs} runs`,
		`bought twice: ${boughtTwice}`,
		`neither told nor findable by the number told: ${untold}`,
		`refund asked for twice: ${refundedTwice}`,
		`asked for again by a later run, Juhe not having taken the first application: ${askedAgain}`,
		`Juhe refused to make an order that stood, and the error does not name it: ${nameless}`,
		`still not made when run again undisturbed: ${unmade}`,
	].join('; ');

/** Markdown: purchases a cell, and how many of them went wrong. */
export function table(title: string, { rows, columns }: Matrix, verdicts: Verdict[]): string {
	const cell = (row: string, column: string) => {
		const all = inCell(verdicts, row, column);
		const wrong = all.filter(broken).length;
		return all.length === 0 ? '' : `${purchasesOf(all)}${wrong > 0 ? ` (**${wrong} wrong**)` : ''}`;
	};
	return markdown(
		[title, ...columns],
		rows.map((row) => [row, ...columns.map((column) => cell(row, column))]),
	);
}

export function markdown(head: string[], body: string[][]): string {
	const lines = [head, head.map(() => '---'), ...body];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
