import type { IBinaryData } from 'n8n-workflow';

import { quoted, shorten } from '../../src/lib/shorten';
import { parseWebUrl } from '../../src/lib/url';
import { asRecord, asText } from '../../src/lib/values';
import { ParameterError } from '../shared/errors';
import { hasFilesInJson, readFile } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';
import { download } from './download';
import { fileTooBig, maxFileBytes } from './fileSize';
import type { Settings } from './settings';
import { parametersOf } from './settings';

/** A file to be read. Nothing is loaded before its turn comes. */
export interface SourceFile {
	/** Name of the binary field; null for the other sources. */
	property: string | null;
	fileName: string | null;
	/**
	 * Whether only a `*` matched it: then it may be a logo, and is skipped rather than refused.
	 */
	underWildcard: boolean;
	/** How many archives it lies in. */
	depth: number;
	/** @throws ParameterError, FileFailure */
	load(): Promise<Uint8Array>;
}

/** A file that is known to be unreadable before anything is loaded. */
interface MissingFile {
	property: string | null;
	fileName: null;
	error: ParameterError;
}

/** Wildcards that match none of the files that an item has. */
interface Unmatched {
	property: string;
	fileName: null;
	/** Why nothing of the item is read, one sentence. */
	reason: string;
}

/**
 * The files of one item, in the order they are named; those that a `*` matches in the item's own
 * order.
 * @throws ParameterError where a parameter cannot work
 */
export function filesOf(
	context: ExecuteContext,
	itemIndex: number,
	{ inputSource }: Settings,
): Array<SourceFile | MissingFile | Unmatched> {
	switch (inputSource) {
		case 'binary':
			return binaryFiles(context, itemIndex);
		case 'base64':
			return [base64File(context, itemIndex)];
		case 'url':
			return [urlFile(context, itemIndex)];
	}
}

function binaryFiles(
	context: ExecuteContext,
	itemIndex: number,
): Array<SourceFile | MissingFile | Unmatched> {
	const parameters = parametersOf(context, itemIndex);
	// An expression may give the file itself, or a list of files or names.
	const given = [parameters.value('binaryPropertyName')].flat();
	const files = given
		.filter(isFile)
		.map((file) => binaryFile(context, itemIndex, null, file, false));
	const names = given
		.flatMap((each) => (asText(each) ?? '').split(/[,，]/))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (names.length + files.length === 0) {
		throw parameters.error(
			'binaryPropertyName',
			'is empty',
			'Enter the name of the field that holds the file, such as data, or attachment_* for all attachments.',
			'parameterMissing',
		);
	}
	const present = filesOfItem(context, itemIndex);
	const found = new Map<string, SourceFile | MissingFile>();
	for (const name of names) {
		const matches = name.includes('*') ? wildcard(name) : null;
		if (matches === null) found.set(name, namedFile(context, itemIndex, name, present));
		else {
			for (const [property, file] of present)
				if (matches(property) && !names.includes(property) && !found.has(property))
					found.set(property, binaryFile(context, itemIndex, property, file, true));
		}
	}
	if (found.size + files.length === 0 && present.size > 0) {
		const reason = `None of the item’s files has a name like this: it has ${namesOf(present)}.`;
		return [{ property: shorten(names.join(', '), longestName), fileName: null, reason }];
	}
	return [...found.values(), ...files];
}

const namesOf = (present: Map<string, IBinaryData>) => [...present.keys()].map(quoted).join(', ');

/**
 * Where n8n puts the files of an item in its workflow setting “combined”: in the JSON, under this
 * name.
 */
const combinedProperty = '_files';

/**
 * The files of an item by the names of their fields, in n8n's separate and combined binary modes.
 */
function filesOfItem(context: ExecuteContext, itemIndex: number): Map<string, IBinaryData> {
	const { json, binary } = context.getInputData()[itemIndex] ?? {};
	// Else JSON that looks like a file is just JSON.
	const combined = hasFilesInJson(context) ? (asRecord(json?.[combinedProperty]) ?? {}) : {};
	const entries: Array<[string, unknown]> = [
		...Object.entries(combined),
		...Object.entries(binary ?? {}),
	];
	return new Map(entries.flatMap(([name, file]) => (isFile(file) ? [[name, file]] : [])));
}

/** Characters: whole files have been pasted in the place of a name. */
const longestName = 60;

function namedFile(
	context: ExecuteContext,
	itemIndex: number,
	name: string,
	present: Map<string, IBinaryData>,
): SourceFile | MissingFile {
	const file = present.get(name) ?? fileAtPath(context, itemIndex, name);
	if (file) return binaryFile(context, itemIndex, name, file, false);
	const names = namesOf(present);
	const error = new ParameterError(
		`The item has no file ${quoted(name)}`,
		names
			? `It has ${names}: enter one of these in “Input Binary Field”, or * for all.`
			: 'It has no file at all: look at what the node before this one gives out.',
		'fileMissing',
	);
	return { property: shorten(name, longestName), fileName: null, error };
}

/** In the combined mode a name may also be a path into the JSON. */
function fileAtPath(context: ExecuteContext, itemIndex: number, path: string): IBinaryData | null {
	if (!hasFilesInJson(context)) return null;
	try {
		return context.helpers.assertBinaryData(itemIndex, path);
	} catch {
		return null;
	}
}

function binaryFile(
	context: ExecuteContext,
	itemIndex: number,
	property: string | null,
	file: IBinaryData,
	underWildcard: boolean,
): SourceFile {
	return {
		property,
		fileName: file.fileName ?? null,
		underWildcard,
		depth: 0,
		load: async () => {
			const size = await sizeOf(context, file).catch(throwLost);
			if (size > maxFileBytes) throw fileTooBig();
			return await readFile(context, itemIndex, { property, file }).catch(throwLost);
		},
	};
}

/** Without the reason, which names folders of the server. */
function throwLost(): never {
	throw new ParameterError(
		'The file is not in n8n’s store any more',
		'Run the workflow from the node that brings the file.',
		'fileLost',
	);
}

async function sizeOf(context: ExecuteContext, file: IBinaryData): Promise<number> {
	if (typeof file.bytes === 'number') return file.bytes;
	if (!file.id) return bytesOfBase64(file.data);
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}

function isFile(value: unknown): value is IBinaryData {
	const record = asRecord(value);
	return (
		typeof record?.mimeType === 'string' &&
		(typeof record.data === 'string' || typeof record.id === 'string')
	);
}

/** `*` stands for any characters, none included. */
function wildcard(pattern: string): (name: string) => boolean {
	const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	const expression = new RegExp(`^${parts.join('.*')}$`, 's');
	return (name) => expression.test(name);
}

function base64File(context: ExecuteContext, itemIndex: number): SourceFile {
	const parameters = parametersOf(context, itemIndex);
	return {
		property: null,
		fileName: null,
		underWildcard: false,
		depth: 0,
		// Nothing is awaited, but an error of it must be this picture's only.
		load: async () => {
			const text = parameters.requiredRawText('base64').replace(/^data:[^,]*,/i, '');
			if (bytesOfBase64(text) > maxFileBytes) throw fileTooBig();
			const bytes = fromBase64(text);
			if (bytes) return bytes;
			throw parameters.error(
				'base64',
				'is not base64 text',
				'Give the whole text of the file, with or without the “data:” head.',
				'base64Unreadable',
			);
		},
	};
}

const bytesOfBase64 = (text: string): number => (text.length / 4) * 3;

/** Line breaks, missing padding and the letters of URLs (`-_`) do no harm. */
function fromBase64(text: string): Uint8Array | null {
	const letters = withPlus(text.replace(/[^\S ]+/g, '')).replace(/\s+/g, '');
	return /^[A-Za-z0-9+/_-]+={0,2}$/.test(letters) ? Buffer.from(letters, 'base64') : null;
}

/**
 * Blanks of base64 that came through a form were `+` before; those that part it into groups of one
 * length are nothing, and those without which alone it has four letters for three bytes, its
 * padding included.
 */
function withPlus(text: string): string {
	if (!text.includes(' ')) return text;
	const groups = text.split(' ');
	const isParted = groups.slice(0, -1).every((group) => group.length === groups[0]?.length);
	const isEven = (letters: string) => letters.length % 4 === 0;
	const [joined, restored] = [groups.join(''), groups.join('+')];
	if (isParted && groups.length > 2) return joined;
	return isEven(joined) && !isEven(restored) ? joined : restored;
}

function urlFile(context: ExecuteContext, itemIndex: number): SourceFile {
	const parameters = parametersOf(context, itemIndex);
	const text = parameters.requiredRawText('url');
	const url = parseWebUrl(text);
	if (!url) {
		throw parameters.error(
			'url',
			'is not a web address',
			'Enter an address that begins with https:// or http://.',
			'urlUnreadable',
		);
	}
	return {
		property: null,
		fileName: fileNameOf(url),
		underWildcard: false,
		depth: 0,
		load: async () => await download(context, url),
	};
}

/** The last part of the path. The query may hold a secret. */
function fileNameOf({ pathname }: URL): string | null {
	const last = pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(last) || null;
	} catch {
		return last;
	}
}
