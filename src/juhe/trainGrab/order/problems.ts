/** What is wrong with a request of create, or may be. */
export interface Problem {
	/** A name for it that does not change, for workflows to branch on. */
	code: string;
	severity: 'error' | 'warning';
	/** The parameter it is about, as it is named in a workflow. */
	field: string;
	/** One sentence that goes after the parameter's label; no personal data. */
	message: string;
}

/** What keeps a request from being sent. */
export function error(code: string, field: string, message: string): Problem {
	return { code, severity: 'error', field, message };
}

/** What is only inferred, or may go wrong later. */
export function warning(code: string, field: string, message: string): Problem {
	return { code, severity: 'warning', field, message };
}

export function isError({ severity }: Problem): boolean {
	return severity === 'error';
}

/** The request cannot work; nothing was sent. */
export class OrderProblems extends Error {
	/** @param earlier what was sent before under the same number, as a clause; null for nothing */
	constructor(
		readonly problems: Problem[],
		readonly earlier: string | null = null,
	) {
		super(problems.map((problem) => problem.message).join('; '));
		this.name = 'OrderProblems';
	}
}
