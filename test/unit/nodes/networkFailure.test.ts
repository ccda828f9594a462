import * as fc from 'fast-check';

import type { NetworkFailure } from '../../../nodes/shared/networkFailure';
import { explainFailure, networkFailure, noAnswer } from '../../../nodes/shared/networkFailure';

const failing = (code: string, message = 'something') =>
	Object.assign(new Error(message), { code });
const wrapped = (cause: unknown) =>
	Object.assign(
		new Error('n8n’s own words', { cause: Object.assign(new Error('axios'), { cause }) }),
	);

const neverArrived: Array<[NetworkFailure, Error]> = [
	['unreachable', failing('ECONNREFUSED')],
	['unreachable', failing('ENOTFOUND')],
	[
		'unreachable',
		failing(
			'ECONNRESET',
			'Client network socket disconnected before secure TLS connection was established',
		),
	],
	['untrusted', failing('DEPTH_ZERO_SELF_SIGNED_CERT')],
	['untrusted', failing('CERT_HAS_EXPIRED')],
	['untrusted', failing('ERR_TLS_CERT_ALTNAME_INVALID')],
	[
		'notHttps',
		failing('EPROTO', 'write EPROTO 40:error:0A00010B:SSL routines::wrong version number'),
	],
	['notHttps', failing('ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number')],
	['blocked', Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' })],
	['blocked', Object.assign(new Error('blocked'), { name: 'SsrfBlockedHostnameError' })],
];

const perhapsArrived: Array<[NetworkFailure, Error]> = [
	['timeout', failing('ETIMEDOUT')],
	['timeout', failing('ECONNABORTED')],
	['broken', failing('ECONNRESET', 'socket hang up')],
	['broken', failing('EPIPE')],
	['broken', failing('EHOSTUNREACH', 'read EHOSTUNREACH')],
	['broken', failing('ENETUNREACH', 'write ENETUNREACH')],
	['broken', failing('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/')],
	// A server may say so after it has got the request.
	['broken', failing('EPROTO', 'tlsv13 alert certificate required')],
	['broken', failing('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC')],
	['broken', new Error('who knows')],
];

test.each(neverArrived)('%s: provably nothing was sent (%s)', (kind, error) => {
	for (const each of [error, wrapped(error)]) {
		expect(networkFailure(each)).toBe(kind);
		expect(explainFailure(kind, 'Juhe', 'x', 1000).neverArrived).toBe(true);
	}
});

test.each(perhapsArrived)('%s: the server may have got the request (%s)', (kind, error) => {
	for (const each of [error, wrapped(error)]) {
		expect(networkFailure(each)).toBe(kind);
		expect(explainFailure(kind, 'Juhe', 'x', 1000).neverArrived).toBe(false);
	}
});

test('anything that is thrown has a kind, errors that cause themselves too', () => {
	const endless: { cause?: unknown } = {};
	endless.cause = endless;
	expect(networkFailure(endless)).toBe('broken');
	fc.assert(fc.property(fc.anything(), (thrown) => networkFailure(thrown) === 'broken'));
});

test('nothing of the request enters the words', () => {
	const error = Object.assign(failing('ECONNABORTED'), { config: { data: 'key=secret' } });
	const request = { url: 'https://x', form: {}, timeoutMilliseconds: 30_000, abortable: true };
	expect(JSON.stringify(noAnswer(error, request))).not.toContain('secret');
});
