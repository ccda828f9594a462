import { startsWith } from '../lib/bytes';
import { FileFailure } from '../lib/fileFailure';
import { listZip } from './zip';
import type { ZipEntry } from './zip';

/**
 * What a file is that is no picture: a document that may hold receipts, with the directory of what
 * is a zip; or why it is neither.
 */
export type Classified =
	{ kind: 'pdf' | 'xml' } | { kind: 'ofd' | 'zip'; entries: ZipEntry[] } | FileFailure;

/** A kind of file that cannot be read here: what it is, and what to do instead. */
interface KnownFile {
	matches(bytes: Uint8Array, text: string): boolean;
	reason: string;
	advice: string;
}

const screenshot = 'Take a screenshot of it (PNG or JPEG) and attach that.';
const asJpeg = 'Save it as JPEG or PNG and attach that.';
const originals = 'Attach the picture of the itinerary, or its PDF, OFD or XML, instead.';

const starts =
	(...start: Array<string | number>) =>
	(bytes: Uint8Array) =>
		startsWith(
			bytes,
			start.flatMap((part) => (typeof part === 'number' ? part : [...Buffer.from(part, 'latin1')])),
		);

/** Its mark stands behind the head of the first file (POSIX.1, pax). */
const isTar = (bytes: Uint8Array) => startsWith(bytes, [...Buffer.from('ustar')], 257);

/** PKCS #7: in DER a sequence that begins with the identifier 1.2.840.113549.1.7. RFC 5652. */
const isSignature = (bytes: Uint8Array) =>
	bytes[0] === 0x30 &&
	Buffer.from(bytes.subarray(0, 20)).includes(Buffer.from('06092a864886f70d0107', 'hex'));

/**
 * HEIC, AVIF and films share one container; the four letters after `ftyp` tell which it is.
 * ISO/IEC 14496-12, 4.3.
 */
const isobmff = (brands: RegExp) => (bytes: Uint8Array) => {
	const head = Buffer.from(bytes.subarray(4, 12)).toString('latin1');
	return head.startsWith('ftyp') && brands.test(head.slice(4));
};

/**
 * The files that come with e-mails, by their first bytes or, for those made of text, by how the
 * text begins.
 */
const knownFiles: readonly KnownFile[] = [
	{
		matches: isobmff(/^(heic|heix|heim|heis|hevc|hevx|hevm|hevs|mif1|msf1)/),
		reason: 'This is a HEIC picture, which Juhe cannot read',
		advice:
			'Save it as JPEG; on an iPhone choose Settings > Camera > Formats > Most Compatible, or send it by e-mail as JPEG.',
	},
	{
		matches: isobmff(/^avi[fs]/),
		reason: 'This is an AVIF picture, which Juhe cannot read',
		advice: asJpeg,
	},
	{
		matches: isobmff(/^/),
		reason: 'This is a film, which Juhe cannot read',
		advice: originals,
	},
	{
		matches: starts('GIF8'),
		reason: 'This is a GIF picture, which Juhe cannot read',
		advice: asJpeg,
	},
	{
		matches: (bytes) => starts('RIFF')(bytes) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8),
		reason: 'This is a WebP picture, which Juhe cannot read',
		advice: asJpeg,
	},
	{
		matches: (bytes) =>
			[
				[0x49, 0x49, 0x2a, 0],
				[0x49, 0x49, 0x2b, 0],
				[0x4d, 0x4d, 0, 0x2a],
				[0x4d, 0x4d, 0, 0x2b],
			].some((start) => startsWith(bytes, start)),
		reason: 'This is a TIFF picture, which Juhe cannot read',
		advice: asJpeg,
	},
	{
		matches: (bytes) =>
			[starts(0xff, 0x0a), starts(0, 0, 0, 12, 'JXL '), starts(0, 0, 0, 12, 'jP  ')].some((is) =>
				is(bytes),
			),
		reason: 'This is a JPEG XL or JPEG 2000 picture, which Juhe cannot read',
		advice: asJpeg,
	},
	{
		matches: starts(0, 0, 1, 0),
		reason: 'This is an icon, which Juhe cannot read',
		advice: originals,
	},
	{
		matches: starts('8BPS'),
		reason: 'This is a Photoshop document, which Juhe cannot read',
		advice: asJpeg,
	},
	{
		matches: (bytes) =>
			[starts('Rar!'), starts('7z', 0xbc, 0xaf), starts(0x1f, 0x8b), isTar].some((is) => is(bytes)),
		reason: 'This is an archive (RAR, 7z, tar or gzip), which Juhe cannot read',
		advice: 'Unpack it and attach the pictures, PDF, OFD or XML files in it.',
	},
	{
		matches: starts(0xd0, 0xcf, 0x11, 0xe0),
		reason: 'This is an old Office document or an Outlook message, which Juhe cannot read',
		advice: screenshot,
	},
	{
		matches: starts(0x78, 0x9f, 0x3e, 0x22),
		reason: 'This is winmail.dat, in which Outlook hides the attachments of an e-mail',
		advice: 'Ask the sender to send the files again as HTML or plain text, or as a ZIP.',
	},
	{
		matches: (bytes, text) => isSignature(bytes) || /^-----BEGIN (PKCS7|PGP|CMS)/.test(text),
		reason:
			'This is the signature or encryption of an e-mail (such as smime.p7s), not a file that was attached',
		advice: 'Attach the picture of the itinerary, or its PDF, OFD or XML, instead.',
	},
	{
		matches: (_bytes, text) => isWebPage(text),
		reason: 'This is a web page (HTML), which Juhe cannot read',
		advice: screenshot,
	},
	{
		matches: (_bytes, text) => isDrawing(text),
		reason: 'This is an SVG drawing, which Juhe cannot read',
		advice: screenshot,
	},
	{
		matches: (_bytes, text) =>
			/^(From |(Return-Path|Received(-SPF)?|Delivered-To|From|To|Cc|Sender|Reply-To|Subject|Date|Message-ID|In-Reply-To|References|MIME-Version|DKIM-Signature|Authentication-Results|ARC-[\w-]+|List-[\w-]+|Thread-[\w-]+|Content-[\w-]+|X-[\w-]+): ?\S)/i.test(
				text,
			),
		reason: 'This is an e-mail, which Juhe cannot read',
		advice: 'Attach the files that are attached to that e-mail.',
	},
	{
		matches: (_bytes, text) => /^BEGIN:V(CALENDAR|CARD)/i.test(text),
		reason: 'This is a calendar entry or a business card, which Juhe cannot read',
		advice: originals,
	},
	{
		matches: (_bytes, text) => text.startsWith('{\\rtf'),
		reason: 'This is a text document (RTF), which Juhe cannot read',
		advice: screenshot,
	},
	{
		matches: (_bytes, text) => /^data:image\/|^[A-Za-z0-9+/\r\n]{256}/.test(text),
		reason: 'This is base64 text instead of a file',
		advice: 'Choose Base64 as the source of the picture, or turn the text into a file first.',
	},
	{
		matches: (_bytes, text) => text !== '' && !hasControlCharacters(text),
		reason: 'This is a text, which Juhe cannot read',
		advice: originals,
	},
];

/**
 * Tells what a file is by its content, never by its name; nothing is unpacked. Takes any file that
 * is no picture.
 */
export function classify(bytes: Uint8Array): Classified {
	if (isZip(bytes)) return classifyZip(bytes);
	// Its mark may have something before it.
	if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return { kind: 'pdf' };
	if (isXml(bytes)) return { kind: 'xml' };
	const { reason, advice } = bytes.length === 0 ? emptyFile : kindOf(bytes);
	return new FileFailure('fileRefused', reason, advice);
}

function classifyZip(bytes: Uint8Array): Classified {
	const entries = listZip(bytes);
	if (entries === null) return damagedZip;
	const has = (name: RegExp) => entries.some((entry) => name.test(entry.name));
	if (has(/^(\.?[\\/])?OFD\.xml$/i)) return { kind: 'ofd', entries };
	// The first is Microsoft's, the second that of OpenDocument and e-books.
	return has(/^(\[Content_Types\]\.xml|mimetype)$/) ? officeDocument : { kind: 'zip', entries };
}

const officeDocument = new FileFailure(
	'fileRefused',
	'This is a Word, Excel or PowerPoint document, which Juhe cannot read',
	screenshot,
);

const damagedZip = new FileFailure(
	'documentUnreadable',
	'This ZIP or OFD file is damaged: its directory cannot be read',
	'Attach it again from where it came from.',
);

const emptyFile = {
	reason: 'The file is empty',
	advice: 'Attach it again from where it came from.',
};

function kindOf(bytes: Uint8Array): Omit<KnownFile, 'matches'> {
	const text = beginning(bytes);
	return (
		knownFiles.find(({ matches }) => matches(bytes, text)) ?? {
			reason: 'This is a file of an unknown kind, which Juhe cannot read',
			advice: 'Attach a picture of the itinerary (JPEG, PNG or BMP), or its PDF, OFD or XML.',
		}
	);
}

/** The second begins one that is empty. */
const isZip = (bytes: Uint8Array) => starts('PK', 3, 4)(bytes) || starts('PK', 5, 6)(bytes);

/** XML that is neither a web page nor a drawing. */
function isXml(bytes: Uint8Array): boolean {
	const text = beginning(bytes);
	return isMarkup(text) && !isWebPage(text) && !isDrawing(text);
}

/**
 * Whether a text begins as XML does: with a declaration, a comment, a document type or an element
 * and nothing before it.
 */
const isMarkup = (text: string) =>
	/^<(\?xml[\s?]|!--|!DOCTYPE\s|[\p{L}_][\p{L}\p{N}_.:-]*[\s/>])/iu.test(text);

const isWebPage = (text: string) =>
	isMarkup(text) &&
	/^<(head|body|meta|title|table|div|p|span|br)[\s/>]|<!doctype html|<html[\s>]/i.test(text);

const isDrawing = (text: string) => isMarkup(text) && /<svg[\s>]/i.test(text);

/** The first characters, whatever the encoding: without a byte order mark and without space. */
function beginning(bytes: Uint8Array): string {
	const head = Buffer.from(bytes.subarray(0, 2048));
	const encoding = startsWith(bytes, [0xff, 0xfe]) || head[1] === 0 ? 'utf16le' : 'utf8';
	const bigEndian = startsWith(bytes, [0xfe, 0xff]) || (head[0] === 0 && head[1] !== 0);
	const even = head.subarray(0, head.length & ~1);
	const text = bigEndian ? Buffer.from(even).swap16().toString('utf16le') : head.toString(encoding);
	return text.replace(/^\uFEFF?\s*/, '');
}

const hasControlCharacters = (text: string) =>
	[...text].some((character) => character < ' ' && !'\t\r\n\f'.includes(character));
