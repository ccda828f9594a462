import { openEncryption } from './encryption';
import type { Decryption } from './encryption';
import { Budget, filtersOf, unpack, unpackSteps } from './filters';
import type { Unpacked } from './filters';
import { Name, PdfDamage, PdfTooMuch, Ref, Stream, Word } from './objects';
import type { Dict, PdfObject } from './objects';
import { isWord, latin1, Syntax } from './syntax';
import { atOneGo } from '../../lib/unhurried';

/** Objects that a receipt can have, by a factor of five hundred. */
const mostObjects = 100_000;

/** Bytes unpacked in all, and of one stream. */
const mostUnpacked = 160_000_000;
const mostOfOneStream = 64_000_000;

/** What is unpacked at one go, without others working in between, may be less, also packed. */
const mostAtOneGo = 12_000_000;

/** Bytes that are searched for the ends of streams which do not say where they end. */
const mostSearched = 64_000_000;

/** Revisions of one file. */
const mostRevisions = 100;

const noPages = new PdfDamage('it has no pages');

/** Where an object lies: in the file, or as the nth in a stream of objects. */
type Place = { at: number } | { container: number; index: number };

/** Reading needs a password that is not the empty one. */
export class PdfLocked extends Error {}

/**
 * An object does not lie where the tables say: all are to be looked for, and the file to be read
 * from its beginning.
 */
export class PdfMisplaced extends Error {}

/**
 * A PDF's objects by their numbers (ISO 32000-2, 7.5): by its cross-reference tables and streams,
 * and where they are damaged by looking for all objects in the file. Nothing is unpacked or parsed
 * before it is asked for.
 */
export class PdfDocument {
	private readonly budget = new Budget(mostUnpacked, mostOfOneStream);

	private readonly smallBudget = this.budget.withMostOfOne(mostAtOneGo);

	private searched = 0;

	trailer: Dict = new Map();

	private places = new Map<number, Place>();

	private readonly cache = new Map<number, PdfObject>();

	private readonly containers = new Map<number, PdfObject[]>();

	private readonly pending = new Set<number>();

	private decryption: Decryption | null = null;

	private isRebuilt = false;

	private constructor(private readonly bytes: Uint8Array) {}

	/** By its tables, or where those are damaged without them. */
	static *open(bytes: Uint8Array): Generator<void, PdfDocument, void> {
		const document = new PdfDocument(bytes);
		const failure = document.tryTables();
		if (failure instanceof PdfTooMuch || failure instanceof PdfLocked) throw failure;
		if (failure !== null) yield* document.rebuild();
		return document;
	}

	/** Without its tables, which are wrong. */
	static *rebuilt(bytes: Uint8Array): Generator<void, PdfDocument, void> {
		const document = new PdfDocument(bytes);
		yield* document.rebuild();
		return document;
	}

	/** What kept the tables from being read, or null. */
	private tryTables(): unknown {
		try {
			this.readTables();
			return this.hasPages() ? null : noPages;
		} catch (error) {
			return error;
		}
	}

	/** What a value stands for: the object where it is a reference. */
	resolve = (value: PdfObject | undefined): PdfObject => {
		let found = value ?? null;
		for (let hops = 0; found instanceof Ref; hops++) {
			if (hops > 20) return null;
			found = this.object(found.id);
		}
		return found instanceof Word ? null : found;
	};

	get(dict: Dict, ...keys: string[]): PdfObject {
		for (const key of keys) {
			const value = this.resolve(dict.get(key));
			if (value !== null) return value;
		}
		return null;
	}

	dict(value: PdfObject | undefined): Dict | null {
		const found = this.resolve(value);
		return found instanceof Map ? found : found instanceof Stream ? found.dict : null;
	}

	array(value: PdfObject | undefined): PdfObject[] {
		const found = this.resolve(value);
		return Array.isArray(found) ? found : [];
	}

	number(value: PdfObject | undefined): number | null {
		const found = this.resolve(value);
		return typeof found === 'number' ? found : null;
	}

	name(value: PdfObject | undefined): string | null {
		const found = this.resolve(value);
		return found instanceof Name ? found.value : null;
	}

	stream(value: PdfObject | undefined): Stream | null {
		const found = this.resolve(value);
		return found instanceof Stream ? found : null;
	}

	/** A stream's bytes as far as filters that are for any bytes go. */
	unpack(stream: Stream): Unpacked {
		if (stream.raw.length > mostAtOneGo)
			throw new PdfTooMuch('a part of it is larger than in a receipt');
		return atOneGo(this.unpackWithin(stream, this.smallBudget));
	}

	/** The same step by step, for what may be large. */
	unpackSteps(stream: Stream): Generator<void, Unpacked, void> {
		return this.unpackWithin(stream, this.budget);
	}

	private *unpackWithin(stream: Stream, budget: Budget): Generator<void, Unpacked, void> {
		const { dict, raw, id, generation } = stream;
		const plain =
			this.decryption && id !== null ? this.decryption.stream(raw, dict, id, generation) : raw;
		return yield* unpackSteps(plain, filtersOf(dict, this.resolve), budget);
	}

	get catalog(): Dict {
		return this.dict(this.trailer.get('Root')) ?? new Map();
	}

	private hasPages(): boolean {
		return this.dict(this.catalog.get('Pages')) !== null;
	}

	private object(id: number): PdfObject {
		const known = this.cache.get(id);
		if (known !== undefined) return known;
		const place = this.places.get(id);
		if (!place || this.pending.has(id)) return null;
		this.pending.add(id);
		try {
			const value = 'at' in place ? this.objectAt(id, place.at) : this.objectIn(place);
			this.cache.set(id, value);
			return value;
		} finally {
			this.pending.delete(id);
		}
	}

	private objectAt(id: number, at: number): PdfObject {
		const found = this.indirectAt(at, (length) => this.number(length));
		if (found?.id !== id) {
			if (this.isRebuilt) return null;
			throw new PdfMisplaced();
		}
		return this.decryption ? this.decrypted(found.value, id, found.generation) : found.value;
	}

	private indirectAt(at: number, lengthOf: (length: PdfObject | undefined) => number | null) {
		const found = new Syntax(this.bytes, at).readIndirect(lengthOf);
		this.searched += found?.searched ?? 0;
		if (this.searched > mostSearched) throw new PdfTooMuch('too many of its parts are damaged');
		return found;
	}

	private objectIn({ container, index }: { container: number; index: number }): PdfObject {
		let values = this.containers.get(container);
		if (!values) {
			const stream = this.object(container);
			values = stream instanceof Stream ? this.readContainer(stream).map(({ value }) => value) : [];
			this.containers.set(container, values);
		}
		return values[index] ?? null;
	}

	/** The objects in a stream of objects (7.5.7). */
	private readContainer(stream: Stream): Array<{ id: number; value: PdfObject }> {
		const { bytes } = this.unpack(stream);
		const count = this.number(stream.dict.get('N')) ?? 0;
		const first = this.number(stream.dict.get('First')) ?? 0;
		if (count > mostObjects) throw new PdfTooMuch('it has more parts than a receipt can have');
		const head = new Syntax(bytes, 0, false);
		const places: Array<{ id: number; at: number }> = [];
		for (let i = 0; i < count; i++) {
			const [id, at] = [head.next(), head.next()];
			if (typeof id !== 'number' || typeof at !== 'number') break;
			places.push({ id, at: first + at });
		}
		return places.map(({ id, at }) => {
			const value = new Syntax(bytes, at).next();
			return { id, value: value instanceof Word ? null : value };
		});
	}

	private decrypted(value: PdfObject, id: number, generation: number): PdfObject {
		if (value instanceof Uint8Array) {
			return this.decryption?.string(value, id, generation) ?? value;
		}
		if (Array.isArray(value)) return value.map((each) => this.decrypted(each, id, generation));
		if (value instanceof Map) {
			return new Map([...value].map(([key, each]) => [key, this.decrypted(each, id, generation)]));
		}
		if (value instanceof Stream) {
			const dict = this.decrypted(value.dict, id, generation);
			return new Stream(dict instanceof Map ? dict : value.dict, value.raw, id, generation);
		}
		return value;
	}

	/** From the last table to the first; what a later revision says counts. */
	private readTables(): void {
		const tail = latin1(this.bytes, Math.max(0, this.bytes.length - 2_048));
		const start = /startxref\s+(\d+)(?![\s\S]*startxref)/.exec(tail)?.[1];
		if (start === undefined) throw new PdfDamage('it does not say where its parts are');
		const seen = new Set<number>();
		const queue = [Number(start)];
		for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
			if (seen.has(at) || at >= this.bytes.length) continue;
			seen.add(at);
			if (seen.size > mostRevisions) throw new PdfTooMuch('it was changed too often');
			const trailer = this.readTable(at);
			if (this.trailer.size === 0) this.trailer = trailer;
			for (const key of ['XRefStm', 'Prev']) {
				const next = trailer.get(key);
				if (typeof next === 'number') queue.push(next);
			}
		}
		this.unlock();
	}

	private readTable(at: number): Dict {
		const syntax = new Syntax(this.bytes, at);
		syntax.skipBlanks();
		const start = syntax.at;
		if (isWord(syntax.next(), 'xref')) return this.readPlainTable(syntax);
		const found = this.indirectAt(start, (length) => (typeof length === 'number' ? length : null));
		if (!(found?.value instanceof Stream)) throw new PdfDamage('its table of objects is damaged');
		this.readTableStream(found.value);
		return found.value.dict;
	}

	private readPlainTable(syntax: Syntax): Dict {
		for (;;) {
			const first = syntax.next();
			if (isWord(first, 'trailer')) break;
			const count = syntax.next();
			if (typeof first !== 'number' || typeof count !== 'number') {
				throw new PdfDamage('its table of objects is damaged');
			}
			this.limit(count);
			for (let i = 0; i < count; i++) {
				const [offset, generation, kind] = [syntax.next(), syntax.next(), syntax.next()];
				if (typeof offset !== 'number' || typeof generation !== 'number') {
					throw new PdfDamage('its table of objects is damaged');
				}
				if (isWord(kind, 'n') && offset > 0) this.place(first + i, { at: offset });
				else if (!isWord(kind, 'f') && !isWord(kind, 'n')) {
					throw new PdfDamage('its table of objects is damaged');
				}
			}
		}
		const trailer = syntax.next();
		if (!(trailer instanceof Map)) throw new PdfDamage('its table of objects is damaged');
		return trailer;
	}

	private readTableStream(stream: Stream): void {
		if (stream.raw.length > mostAtOneGo)
			throw new PdfTooMuch('a part of it is larger than in a receipt');
		const { bytes } = unpack(
			stream.raw,
			filtersOf(stream.dict, (value) => value ?? null),
			this.smallBudget,
		);
		const numbers = (key: string) => {
			const value = stream.dict.get(key);
			return Array.isArray(value)
				? value.map((each) => (typeof each === 'number' && each >= 0 ? each : 0))
				: [];
		};
		const [kindBytes = 0, secondBytes = 0, thirdBytes = 0] = numbers('W').map((width) =>
			Math.min(width, 8),
		);
		const line = kindBytes + secondBytes + thirdBytes;
		const size = stream.dict.get('Size');
		const ranges = stream.dict.has('Index')
			? numbers('Index')
			: [0, typeof size === 'number' ? size : 0];
		if (line === 0) throw new PdfDamage('its table of objects is damaged');
		let at = 0;
		const field = (width: number) => {
			let value = 0;
			for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0);
			return value;
		};
		for (let range = 0; range + 1 < ranges.length; range += 2) {
			const first = ranges[range] ?? 0;
			for (let i = 0; i < (ranges[range + 1] ?? 0) && at + line <= bytes.length; i++) {
				const kind = kindBytes === 0 ? 1 : field(kindBytes);
				const [second, third] = [field(secondBytes), field(thirdBytes)];
				if (kind === 1) this.place(first + i, { at: second });
				else if (kind === 2) this.place(first + i, { container: second, index: third });
			}
		}
	}

	private place(id: number, place: Place): void {
		if (this.places.has(id)) return;
		this.limit(1);
		this.places.set(id, place);
	}

	private limit(more: number): void {
		if (this.places.size + more > mostObjects) {
			throw new PdfTooMuch('it has more parts than a receipt can have');
		}
	}

	/**
	 * Finds all objects by how they begin, in the place of what the tables say. Of several of one
	 * number the last counts.
	 */
	private *rebuild(): Generator<void, void, void> {
		this.isRebuilt = true;
		this.places = new Map();
		this.cache.clear();
		this.containers.clear();
		this.pending.clear();
		this.decryption = null;
		this.trailer = new Map();
		const containers: number[] = [];
		let trailers = 0;
		yield* this.eachPlaceOf('obj', (end) => {
			const head = objectBefore(this.bytes, end);
			if (!head) return;
			const { id, at } = head;
			if (!this.places.has(id)) this.limit(1);
			this.places.set(id, { at });
			const start = latin1(this.bytes, at, Math.min(at + 300, this.bytes.length));
			if (/\/Type\s*\/ObjStm\b/.test(start)) containers.push(id);
			if (/\/Type\s*\/XRef\b/.test(start) && ++trailers <= mostRevisions)
				this.takeTrailer(this.headAt(at));
		});
		yield* this.eachPlaceOf('trailer', (at) => {
			if (++trailers > 2 * mostRevisions) return;
			const found = new Syntax(this.bytes, at + 7).next();
			if (found instanceof Map) this.takeTrailer(found);
		});
		this.unlock();
		for (const container of containers) {
			const stream = this.object(container);
			if (!(stream instanceof Stream)) continue;
			this.readContainer(stream).forEach(({ id }, index) => {
				const known = this.places.get(id);
				// A newer object of the same number stands in the file itself, as far as can be known.
				if (!known || 'container' in known) {
					if (!known) this.limit(1);
					this.places.set(id, { container, index });
				}
			});
			yield;
		}
		if (!this.hasPages()) yield* this.findCatalog();
		if (!this.hasPages()) throw noPages;
	}

	/** Visits the places of a word, letting others work in between. */
	private *eachPlaceOf(word: string, visit: (at: number) => void): Generator<void, void, void> {
		const { buffer, byteOffset, byteLength } = this.bytes;
		const bytes = Buffer.from(buffer, byteOffset, byteLength);
		let count = 0;
		for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + word.length)) {
			visit(at);
			if (++count % 1_000 === 0) yield;
		}
	}

	private takeTrailer(found: Dict | null): void {
		if (!found) return;
		if (found.has('Root')) this.trailer = new Map([...this.trailer, ...found]);
		else this.trailer = new Map([...found, ...this.trailer]);
	}

	private headAt(at: number): Dict | null {
		const found = this.indirectAt(at, () => null)?.value;
		return found instanceof Stream ? found.dict : null;
	}

	/** Without a trailer: the object that says of itself that it is the catalog. */
	private *findCatalog(): Generator<void, void, void> {
		for (const id of this.places.keys()) {
			yield;
			const dict = this.dict(new Ref(id));
			if (dict && this.name(dict.get('Type')) === 'Catalog') {
				this.trailer.set('Root', new Ref(id));
				if (this.hasPages()) return;
			}
		}
	}

	/** Finds out how the file is encrypted, if it is. */
	private unlock(): void {
		const encrypt = this.trailer.get('Encrypt');
		const dict = this.dict(encrypt);
		if (!dict) return;
		const [fileId] = this.array(this.trailer.get('ID')).map(this.resolve);
		this.decryption = openEncryption(
			dict,
			fileId instanceof Uint8Array ? fileId : new Uint8Array(0),
			(within, key) => this.get(within, key),
		);
		if (!this.decryption) throw new PdfLocked();
		// What was read before is not decrypted; the dictionary of the encryption itself never is.
		const own = encrypt instanceof Ref ? encrypt.id : null;
		this.cache.clear();
		if (own !== null) this.cache.set(own, dict);
	}
}

/** Number, generation and the blanks behind each, before the word `obj`. */
const longestHead = 9 + 8 + 5 + 8;

/** The number of the object whose `obj` stands here, and where it begins; null where it is none. */
function objectBefore(bytes: Uint8Array, end: number): { id: number; at: number } | null {
	// Most others are `endobj`.
	if ((bytes[end - 1] ?? 0x64) > 0x20) return null;
	const from = Math.max(0, end - longestHead - 1);
	const match = /(?:^|[^\d])((\d{1,9})[\s\0]{1,8}\d{1,5}[\s\0]{1,8})obj\b.?$/s.exec(
		latin1(bytes, from, Math.min(end + 4, bytes.length)),
	);
	if (!match) return null;
	const [, head = '', id] = match;
	return { id: Number(id), at: end - head.length };
}
