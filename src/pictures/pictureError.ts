/** A picture that cannot be read: `reason` says what is wrong with it, `advice` what to do; one sentence each. */
export class PictureError extends Error {
	constructor(
		readonly reason: string,
		readonly advice: string,
	) {
		super(reason);
		this.name = 'PictureError';
	}
}

/** What to do about a damaged file. */
export const attachAgain = 'Attach it again from where it came from, or take a new picture.';
