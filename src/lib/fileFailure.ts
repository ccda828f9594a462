/**
 * Why a file cannot be read: the one type for it, thrown or handed on as a value.
 */
export class FileFailure extends Error {
	/**
	 * @param code a name for it that does not change, for workflows to branch on
	 * @param reason what is wrong with the file, a sentence without a full stop
	 * @param advice what to do about it, a whole sentence
	 */
	constructor(
		readonly code: string,
		readonly reason: string,
		readonly advice: string,
	) {
		super(reason);
		this.name = 'FileFailure';
	}

	/** What is wrong and what to do, as sentences. */
	get sentences(): string {
		return `${this.reason}. ${this.advice}`;
	}
}
