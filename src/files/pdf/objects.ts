/** A PDF name (`/Type`), as against a string. */
export class Name {
	constructor(readonly value: string) {}
}

/** What points to an indirect object (`12 0 R`). */
export class Ref {
	constructor(readonly id: number) {}
}

/**
 * A word that is none of the others: an operator of a page's content, or `obj`, `endobj`, `stream`.
 */
export class Word {
	constructor(readonly value: string) {}
}

export type Dict = Map<string, PdfObject>;

/** A dictionary followed by bytes, which are still encoded and encrypted. */
export class Stream {
	constructor(
		readonly dict: Dict,
		readonly raw: Uint8Array,
		/** The number of the object that it is; null inside a page's content. */
		readonly id: number | null,
		readonly generation: number,
	) {}
}

/** Every kind of value; strings are bytes. */
export type PdfObject =
	null | boolean | number | Name | Ref | Word | Stream | Uint8Array | PdfObject[] | Dict;

/**
 * The file says of itself what cannot be; what holds it up is skipped, or all of it where nothing
 * is left.
 */
export class PdfDamage extends Error {}

/** More of something than a receipt can have: reading ends. */
export class PdfTooMuch extends Error {}
