import { FileFailure } from '../lib/fileFailure';

/**
 * XML as electronic invoices need it: elements, their text, the five predefined entities and
 * character references. Attributes are read when they are asked for. There is no document type, so
 * nothing can be declared, expanded or fetched: a file with one is refused. Written for this
 * because no parser at hand could be bundled (n8n's rules, missing licence texts).
 */
export interface XmlElement {
	/** Without its namespace prefix. */
	name: string;
	/** Its own text, trimmed. */
	text: string;
	/** Its own text with the blanks around it, which may belong to what is set in type. */
	blankText: string;
	children: XmlElement[];
	/** An attribute's value, by its name without a namespace prefix; null where there is none. */
	attribute(name: string): string | null;
}

const deepest = 100;
const mostElements = 50_000;

/** The root element, or why there is none. */
export function parseXml(bytes: Uint8Array): XmlElement | FileFailure {
	const source = decode(bytes);
	if (source === null) return unreadable('it is in an encoding that is not known');
	try {
		return new XmlReader(source).read();
	} catch (error) {
		return unreadable(error instanceof XmlError ? error.message : 'it is damaged');
	}
}

function unreadable(why: string): FileFailure {
	return new FileFailure(
		'documentUnreadable',
		`This XML file cannot be read: ${why}`,
		'Attach it again as it was sent.',
	);
}

class XmlError extends Error {}

class XmlReader {
	private at = 0;

	private elements = 0;

	constructor(private readonly source: string) {}

	read(): XmlElement {
		const document = newElement('', '');
		const open: Array<{ element: XmlElement; tag: string; text: string[] }> = [
			{ element: document, tag: '', text: [] },
		];
		for (;;) {
			const current = open.at(-1);
			if (!current) throw new XmlError('it closes more elements than it opens');
			const start = this.source.indexOf('<', this.at);
			current.text.push(expand(this.source.slice(this.at, start === -1 ? undefined : start)));
			if (start === -1) break;
			this.at = start;
			if (this.skips('<?', '?>') !== null || this.skips('<!--', '-->') !== null) continue;
			const literal = this.skips('<![CDATA[', ']]>');
			if (literal !== null) {
				current.text.push(literal);
				continue;
			}
			if (this.source.startsWith('<!', start)) {
				throw new XmlError('it declares a document type, which an invoice does not need');
			}
			const tag = this.readTag();
			if (tag.closes) {
				if (tag.name !== current.tag) throw new XmlError(`</${current.tag}> is missing`);
				current.element.blankText = current.text.join('');
				current.element.text = current.element.blankText.trim();
				open.pop();
				continue;
			}
			const element = newElement(tag.name.replace(/^.*:/, ''), tag.inside);
			current.element.children.push(element);
			if (++this.elements > mostElements) throw new XmlError('it has too many elements');
			if (tag.isEmpty) continue;
			open.push({ element, tag: tag.name, text: [] });
			if (open.length > deepest) throw new XmlError('it is nested too deep');
		}
		const [root, ...others] = document.children;
		if (open.length > 1) throw new XmlError('it ends in the middle');
		if (!root || others.length > 0) throw new XmlError('it does not have one root element');
		return root;
	}

	/**
	 * Goes past what begins here with `opening`, and gives what is inside; null where it does not
	 * begin so.
	 */
	private skips(opening: string, closing: string): string | null {
		if (!this.source.startsWith(opening, this.at)) return null;
		const inside = this.at + opening.length;
		const end = this.source.indexOf(closing, inside);
		if (end === -1) throw new XmlError('it ends in the middle');
		this.at = end + closing.length;
		return this.source.slice(inside, end);
	}

	/** The tag that begins here; a `>` inside quotes does not end it. */
	private readTag(): { name: string; inside: string; closes: boolean; isEmpty: boolean } {
		const start = this.at + 1;
		let end = start;
		while (end < this.source.length && this.source[end] !== '>') {
			const sign = this.source[end];
			if (sign === '"' || sign === "'") end = this.source.indexOf(sign, end + 1);
			if (end === -1 || sign === '<') throw new XmlError('a tag in it is not closed');
			end++;
		}
		if (end >= this.source.length) throw new XmlError('it ends in the middle');
		this.at = end + 1;
		const closes = this.source[start] === '/';
		const isEmpty = this.source[end - 1] === '/';
		const inside = this.source.slice(closes ? start + 1 : start, isEmpty ? end - 1 : end);
		const name = /^[^\s/]+/.exec(inside)?.[0];
		if (name === undefined) throw new XmlError('a tag in it has no name');
		return { name, inside, closes, isEmpty };
	}
}

/** @param inside what its tag holds: its name and its attributes */
function newElement(name: string, inside: string): XmlElement {
	return {
		name,
		text: '',
		blankText: '',
		children: [],
		attribute(wanted) {
			for (const [, key, double, single] of inside.matchAll(attributes)) {
				if (key === wanted) return expand(double ?? single ?? '');
			}
			return null;
		},
	};
}

const attributes = /\s(?:[^\s"'=<>/]*:)?([^\s"'=<>/:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

/**
 * Text with its predefined entities and character references replaced; once, so that nothing can
 * grow.
 */
function expand(text: string): string {
	return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
		if (!name.startsWith('#')) return entities[name] ?? whole;
		const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

/**
 * Text of a file: UTF-16 by its mark or its zeros; else UTF-8 where it is that, whatever it says of
 * itself: who saves a file again leaves its declaration as it was. Else what it says, or the
 * encoding of Chinese Windows. What UTF-8 lost here and there is U+FFFD. Null for an encoding that
 * is not known.
 */
function decode(bytes: Uint8Array): string | null {
	const head = Buffer.from(bytes.subarray(0, 200));
	const [first, second] = head;
	if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0))
		return new TextDecoder('utf-16le').decode(bytes);
	if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0))
		return new TextDecoder('utf-16be').decode(bytes);
	const utf8 = new TextDecoder().decode(bytes);
	if (count(utf8, /\uFFFD/g) <= count(utf8, /\p{Script=Han}/gu)) return utf8;
	const declared = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/.exec(head.toString('latin1'))?.[1];
	try {
		const isChinese = declared === undefined || withoutChinese.test(declared);
		return new TextDecoder(isChinese ? 'gb18030' : declared).decode(bytes);
	} catch {
		return null;
	}
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** Encodings that a file in Chinese, if it is not UTF-8, can only name by mistake. */
const withoutChinese = /^(utf-?(8|16)|iso-?8859|latin|windows-125|us-ascii|ascii)/i;
