import { JuheError } from '../../src/juhe/errors';
import { ParameterError } from '../shared/errors';
import type { Outcome } from './batch';
import type { SourceFile } from './sources';

/**
 * A failure, with the file's name. Where an error would stop the workflow, and so cost the other files, what a wildcard
 * matched and cannot be read is skipped instead: it may be a logo.
 */
export function failureOf(file: SourceFile, error: unknown, goesOn: boolean): Outcome {
	if (file.underWildcard && !goesOn && isAboutTheFile(error))
		return { kind: 'skipped', reason: reasonOf(error) };
	return { kind: 'failed', error: withFileName(error, file) };
}

const codesAboutTheFile = ['fileRefused', 'fileTooBig', 'pictureTooBig', 'pictureUnreadable'];

function isAboutTheFile(error: unknown): error is ParameterError | JuheError {
	if (error instanceof JuheError) return error.errorClass === 'input';
	return error instanceof ParameterError && codesAboutTheFile.includes(error.code);
}

function reasonOf(error: ParameterError | JuheError): string {
	const words = error instanceof JuheError && error.reason ? ` Juhe says: “${error.reason}”.` : '';
	return `${error.message}. ${error.advice}${words}`;
}

function withFileName(error: unknown, { property, fileName }: SourceFile): unknown {
	const name = fileName ? `“${fileName}”${property ? ` (${property})` : ''}` : property;
	if (!name) return error;
	if (error instanceof JuheError) return error.with({ message: `${name}: ${error.message}` });
	if (!(error instanceof ParameterError)) return error;
	const { message, advice, code, retryable } = error;
	return new ParameterError(`${name}: ${message}`, advice, code, retryable);
}
