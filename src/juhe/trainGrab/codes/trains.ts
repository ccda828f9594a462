import { lookUp } from '../../dictionary';

/** English of a train class, or null. */
export function trainClassNameOf(code: unknown): string | null {
	return lookUp('trainClass', code)?.english ?? null;
}

/** English of a search's `bookState`, or null. */
export function bookStateNameOf(bookState: number | null): string | null {
	const names = [
		'Not bookable',
		'Bookable',
		'Nothing left to book',
		'Closed: departs within half an hour',
	];
	return bookState === null ? null : (names[bookState] ?? null);
}
