import { validate } from 'stdnum/lib/cjs/cn/ric';
import { InvalidChecksum, InvalidLength } from 'stdnum/lib/cjs/exceptions';

/** What is wrong with a resident ID number (GB 11643), or null. */
export function residentIdProblem(idNumber: string): string | null {
	const { isValid, error } = validate(idNumber);
	if (isValid) return null;
	if (error instanceof InvalidLength) return 'the resident ID number must have 18 characters';
	return error instanceof InvalidChecksum
		? 'the last character of the resident ID number, its check digit, does not fit the others: look for a slip'
		: 'the resident ID number is not valid: 17 digits with a date of birth in them, then a check digit';
}
