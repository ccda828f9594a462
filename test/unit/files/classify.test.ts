import { classify } from '../../../src/files/classify';
import { FileFailure } from '../../../src/lib/fileFailure';

/** What a file is said to be that is no picture. */
const said = (bytes: Uint8Array): string => {
	const file = classify(bytes);
	return file instanceof FileFailure ? file.sentences : file.kind;
};

/** The head of a signature in DER: a sequence, and the identifier of signed data. */
const signedData = (length: string) => Buffer.from(`30${length}06092a864886f70d010702a0`, 'hex');

test.each<[string, Uint8Array, RegExp]>([
	['winmail.dat', Buffer.from('789f3e22010069080000', 'hex'), /winmail\.dat.*again as/],
	['smime.p7s', signedData('80'), /smime\.p7s/],
	['smime.p7s with its length', signedData('820a1f'), /smime\.p7s/],
	['an encrypted mail as text', Buffer.from('-----BEGIN PKCS7-----\nMIIB'), /encryption/],
	['a PGP signature', Buffer.from('-----BEGIN PGP SIGNATURE-----\n\niQ'), /signature/],
	...[
		'Received: from mx',
		'ARC-Seal: i=1; a=rsa-sha256',
		'Authentication-Results: mx; spf=pass',
		'Reply-To: a@example.com',
	].map((first): [string, Uint8Array, RegExp] => [
		`an e-mail that begins with ${first}`,
		Buffer.from(`${first}\r\nFrom: a@example.com\r\n\r\nhello`),
		/an e-mail.*Attach the files/,
	]),
	['a tar', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar')]), /archive.*Unpack/],
])('%s says what it is and what to do', (_what, bytes, sentence) => {
	expect(said(bytes)).toMatch(sentence);
	expect(said(bytes)).toMatch(/[^.]\. [^.]+\.$/);
});
