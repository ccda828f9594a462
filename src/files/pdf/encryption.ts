import { createCipheriv, createDecipheriv, createHash } from 'crypto';

import { Name } from './objects';
import type { Dict, PdfObject } from './objects';

/** How one kind of content (streams, strings, attached files) is encrypted. */
type Method = 'none' | 'rc4' | 'aes128' | 'aes256';

/** Undoes the encryption of what belongs to one object. */
export interface Decryption {
	string(bytes: Uint8Array, id: number, generation: number): Uint8Array;
	stream(bytes: Uint8Array, dict: Dict, id: number, generation: number): Uint8Array;
}

type Lookup = (dict: Dict, key: string) => PdfObject;

/**
 * The standard security handler with the empty user password (ISO 32000-2, 7.6.4): files that
 * anybody may read but not change. Null where a password is needed, or the handler is another one.
 */
export function openEncryption(encrypt: Dict, fileId: Uint8Array, get: Lookup): Decryption | null {
	const number = (key: string) => {
		const value = get(encrypt, key);
		return typeof value === 'number' ? value : 0;
	};
	const bytes = (key: string) => {
		const value = get(encrypt, key);
		return value instanceof Uint8Array ? value : new Uint8Array(0);
	};
	const filter = get(encrypt, 'Filter');
	if (!(filter instanceof Name) || filter.value !== 'Standard') return null;
	const [version, revision] = [number('V'), number('R')];
	const methods = methodsOf(encrypt, version, get);
	if (!methods) return null;
	const facts = {
		revision,
		owner: bytes('O'),
		user: bytes('U'),
		userKey: bytes('UE'),
		permissions: number('P'),
		length: keyLength(version, number('Length')),
		hidesMetadata: get(encrypt, 'EncryptMetadata') !== false,
		fileId,
	};
	const key = revision >= 5 ? newKey(facts) : oldKey(facts);
	if (!key) return null;
	const { strings, streams, named } = methods;
	return {
		string: (data, id, generation) => decrypt(strings, key, data, id, generation),
		stream(data, dict, id, generation) {
			const type = get(dict, 'Type');
			const kind = type instanceof Name ? type.value : '';
			if (kind === 'XRef') return data;
			if (kind === 'Metadata' && !facts.hidesMetadata) return data;
			return decrypt(named(dict) ?? streams, key, data, id, generation);
		},
	};
}

interface KeyFacts {
	revision: number;
	owner: Uint8Array;
	user: Uint8Array;
	userKey: Uint8Array;
	permissions: number;
	/** Bytes. */
	length: number;
	hidesMetadata: boolean;
	fileId: Uint8Array;
}

function keyLength(version: number, bits: number): number {
	if (version === 1) return 5;
	if (version === 4) return 16;
	return bits >= 40 && bits <= 128 ? bits >> 3 : 5;
}

function methodsOf(encrypt: Dict, version: number, get: Lookup) {
	if (version === 1 || version === 2 || version === 3) {
		return { strings: 'rc4', streams: 'rc4', named: () => null } as const;
	}
	if (version !== 4 && version !== 5) return null;
	const filters = get(encrypt, 'CF');
	const methodOf = (name: PdfObject): Method | null => {
		if (!(name instanceof Name) || name.value === 'Identity') return 'none';
		const filter = filters instanceof Map ? get(filters, name.value) : null;
		const method = filter instanceof Map ? get(filter, 'CFM') : null;
		return method instanceof Name ? (methodsByName[method.value] ?? null) : 'none';
	};
	const [strings, streams] = [methodOf(get(encrypt, 'StrF')), methodOf(get(encrypt, 'StmF'))];
	if (strings === null || streams === null) return null;
	/** A stream may name its own way with a filter called Crypt; attached files may have theirs. */
	const named = (dict: Dict): Method | null => {
		const first = (value: PdfObject) => (Array.isArray(value) ? (value[0] ?? null) : value);
		const filter = first(get(dict, 'Filter'));
		if (filter instanceof Name && filter.value === 'Crypt') {
			const parameters = first(get(dict, 'DecodeParms'));
			return methodOf(parameters instanceof Map ? get(parameters, 'Name') : null);
		}
		const type = get(dict, 'Type');
		const isAttached = type instanceof Name && type.value === 'EmbeddedFile';
		return isAttached && encrypt.has('EFF') ? methodOf(get(encrypt, 'EFF')) : null;
	};
	return { strings, streams, named };
}

const methodsByName: Readonly<Record<string, Method>> = {
	None: 'none',
	V2: 'rc4',
	AESV2: 'aes128',
	AESV3: 'aes256',
};

/** What passwords are filled up with, and all of an empty one. */
const padding = Buffer.from(
	'28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
	'hex',
);

const md5 = (...parts: Uint8Array[]) => {
	const hash = createHash('md5');
	for (const part of parts) hash.update(part);
	return hash.digest();
};

/** Algorithm 2, and 6 to see whether the empty password is right. */
function oldKey(facts: KeyFacts): Uint8Array | null {
	const { revision, owner, user, permissions, length, hidesMetadata, fileId } = facts;
	const flags = Buffer.alloc(4);
	flags.writeInt32LE(permissions | 0);
	const metadata =
		revision >= 4 && !hidesMetadata ? Buffer.from('ffffffff', 'hex') : Buffer.alloc(0);
	let hash = md5(padding, owner.subarray(0, 32), flags, fileId, metadata);
	if (revision >= 3) for (let i = 0; i < 50; i++) hash = md5(hash.subarray(0, length));
	const key = hash.subarray(0, length);
	if (revision < 3) {
		return Buffer.compare(rc4(key, padding), Buffer.from(user.subarray(0, 32))) === 0 ? key : null;
	}
	let check: Uint8Array = md5(padding, fileId);
	for (let i = 0; i < 20; i++)
		check = rc4(
			key.map((byte) => byte ^ i),
			check,
		);
	return Buffer.compare(check, user.subarray(0, 16)) === 0 ? key : null;
}

/** Algorithm 2.A with the empty user password. */
function newKey({ revision, user, userKey }: KeyFacts): Uint8Array | null {
	if (user.length < 48 || userKey.length < 32) return null;
	const [hash, validation, salt] = [
		user.subarray(0, 32),
		user.subarray(32, 40),
		user.subarray(40, 48),
	];
	const digest = revision === 5 ? sha256 : hardHash;
	if (Buffer.compare(digest(validation), hash) !== 0) return null;
	const decipher = createDecipheriv('aes-256-cbc', digest(salt), Buffer.alloc(16));
	decipher.setAutoPadding(false);
	return Buffer.concat([decipher.update(userKey.subarray(0, 32)), decipher.final()]);
}

const sha256 = (salt: Uint8Array): Uint8Array => createHash('sha256').update(salt).digest();

/** Algorithm 2.B for an empty password. */
function hardHash(salt: Uint8Array): Uint8Array {
	let key: Uint8Array = sha256(salt);
	for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
		const input = Buffer.concat(Array.from({ length: 64 }, () => key));
		const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32));
		cipher.setAutoPadding(false);
		const output = cipher.update(input);
		const remainder = output.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
		const name = (['sha256', 'sha384', 'sha512'] as const)[remainder] ?? 'sha256';
		key = createHash(name).update(output).digest();
		last = output.at(-1) ?? 0;
	}
	return key.subarray(0, 32);
}

function decrypt(
	method: Method,
	key: Uint8Array,
	data: Uint8Array,
	id: number,
	generation: number,
): Uint8Array {
	if (method === 'none') return data;
	if (method === 'aes256') return aes('aes-256-cbc', key, data);
	const own = Buffer.from([id, id >> 8, id >> 16, generation, generation >> 8]);
	const salt = method === 'aes128' ? Buffer.from('sAlT') : Buffer.alloc(0);
	const objectKey = md5(key, own, salt).subarray(0, Math.min(16, key.length + 5));
	return method === 'rc4' ? rc4(objectKey, data) : aes('aes-128-cbc', objectKey, data);
}

/**
 * The first 16 bytes are the start; what does not fill a block at the end is damage and left out.
 */
function aes(cipher: string, key: Uint8Array, data: Uint8Array): Uint8Array {
	const whole = data.length & ~15;
	if (whole < 32) return new Uint8Array(0);
	const decipher = createDecipheriv(cipher, key, data.subarray(0, 16));
	decipher.setAutoPadding(false);
	const plain = Buffer.concat([decipher.update(data.subarray(16, whole)), decipher.final()]);
	const pad = plain.at(-1) ?? 0;
	return pad >= 1 && pad <= 16 ? plain.subarray(0, plain.length - pad) : plain;
}

/** RC4, which Node.js no longer offers. */
function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
	const state = Uint8Array.from({ length: 256 }, (_, i) => i);
	for (let i = 0, j = 0; i < 256; i++) {
		const value = state[i] ?? 0;
		j = (j + value + (key[i % key.length] ?? 0)) & 255;
		state[i] = state[j] ?? 0;
		state[j] = value;
	}
	const result = new Uint8Array(data.length);
	for (let at = 0, i = 0, j = 0; at < data.length; at++) {
		i = (i + 1) & 255;
		const value = state[i] ?? 0;
		j = (j + value) & 255;
		const other = state[j] ?? 0;
		state[i] = other;
		state[j] = value;
		result[at] = (data[at] ?? 0) ^ (state[(value + other) & 255] ?? 0);
	}
	return result;
}
