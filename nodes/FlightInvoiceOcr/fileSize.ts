import { FileFailure } from '../../src/lib/fileFailure';

/** No itinerary is bigger, and a node must not fill n8n's memory with whatever came by mail. */
export const maxFileBytes = 50_000_000;

export function fileTooBig(): FileFailure {
	return new FileFailure(
		'fileTooBig',
		`The file is bigger than ${maxFileBytes / 1_000_000} MB, which no itinerary is`,
		'Send a smaller picture of the itinerary.',
	);
}
