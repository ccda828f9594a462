import { FileFailure } from '../../src/lib/fileFailure';
import { shorten } from '../../src/lib/shorten';
import { JuheError } from '../../src/juhe/errors';
import { ParameterError } from '../shared/errors';
import type { Outcome } from './outcome';
import type { SourceFile } from './sources';

/**
 * A failure, with the file's name. Where an error would stop the workflow, and so cost the other
 * files, what a wildcard matched and cannot be read is skipped instead: it may be a logo. What is
 * of a kind that holds no receipts is skipped there in any case.
 */
export function failureOf(file: SourceFile, error: unknown, goesOn: boolean): Outcome {
	const isOtherKind = error instanceof FileFailure && codesOfOtherKinds.includes(error.code);
	if (file.underWildcard && isAboutTheFile(error) && (isOtherKind || !goesOn))
		return { kind: 'skipped', reason: reasonOf(error) };
	return { kind: 'failed', error: withFileName(error, file) };
}

/** What holds no receipts, and a wildcard may well match. */
const codesOfOtherKinds = ['fileRefused', 'notAReceipt'];

function isAboutTheFile(error: unknown): error is FileFailure | JuheError {
	return (
		error instanceof FileFailure || (error instanceof JuheError && error.errorClass === 'input')
	);
}

function reasonOf(error: FileFailure | JuheError): string {
	if (error instanceof FileFailure) return error.sentences;
	const words = error.reason ? ` Juhe says: “${error.reason}”.` : '';
	return `${error.sentences}${words}`;
}

/** Characters: a name may be anything that somebody sent. */
const longestName = 120;

function withFileName(error: unknown, { property, fileName }: SourceFile): unknown {
	const field = property && shorten(property, longestName);
	const name = fileName
		? `“${shorten(fileName, longestName)}”${field ? ` (${field})` : ''}`
		: field;
	const named = (message: string) => (name ? `${name}: ${message}` : message);
	if (error instanceof JuheError) return error.with({ message: named(error.message) });
	if (error instanceof FileFailure)
		return new ParameterError(named(error.reason), error.advice, error.code);
	if (!(error instanceof ParameterError)) return error;
	const { message, advice, code, retryable } = error;
	return new ParameterError(named(message), advice, code, retryable);
}
