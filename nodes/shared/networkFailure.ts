import { NoAnswer } from '../../src/juhe/client';
import type { HttpRequest } from '../../src/juhe/client';
import { asRecord, asText } from '../../src/lib/values';

/**
 * What kept an HTTP request from an answer: `unreachable` no server there; `untrusted` a
 * certificate that is not trusted; `notHttps` an HTTPS request to a port that does not speak it;
 * `blocked` by n8n's own protection; `timeout`; `broken` anything else, after which nobody knows
 * what the server did.
 */
export type NetworkFailure =
	'unreachable' | 'untrusted' | 'notHttps' | 'blocked' | 'timeout' | 'broken';

/**
 * Node's and OpenSSL's codes of certificates that are not trusted: the connection ends before
 * anything is sent.
 */
const certificateCodes = [
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'CERT_UNTRUSTED',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_NOT_YET_VALID',
	'CERT_HAS_EXPIRED',
	'CERT_SIGNATURE_FAILURE',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'HOSTNAME_MISMATCH',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];

const failureByCode: Record<string, NetworkFailure> = {
	...Object.fromEntries(certificateCodes.map((code) => [code, 'untrusted'])),
	ECONNREFUSED: 'unreachable',
	ENOTFOUND: 'unreachable',
	EAI_AGAIN: 'unreachable',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	ECONNABORTED: 'timeout',
	ETIMEDOUT: 'timeout',
};

/** What OpenSSL says where the server's first bytes are no TLS, or no TLS that both sides know. */
const handshakeWords =
	/wrong version number|packet length too long|http request|unsupported protocol|handshake failure|alert protocol version/i;

/**
 * What Node says where the server hung up before the connection was secure, and so before
 * anything was sent.
 */
const hungUpWords = /before secure TLS connection was established/i;

/** What Node says where a host or network went away from a connection that stood. */
const cutOffWords = /\b(read|write) E/;

/**
 * What kept an HTTP request from an answer, from the errors that caused one another, the
 * innermost first.
 */
export function networkFailure(error: unknown): NetworkFailure {
	for (const { name, code, message } of causesOf(error)) {
		if (name.startsWith('Ssrf')) return 'blocked';
		const known = failureByCode[code];
		if (known === 'unreachable' && cutOffWords.test(message)) return 'broken';
		if (known) return known;
		if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
			return handshakeWords.test(message) ? 'notHttps' : 'broken';
		if (hungUpWords.test(message)) return 'unreachable';
	}
	return 'broken';
}

interface Cause {
	name: string;
	code: string;
	message: string;
}

/** Errors are wrapped a few deep; one that goes on for longer is no error of ours. */
const deepestCause = 10;

function causesOf(error: unknown): Cause[] {
	const causes: Cause[] = [];
	let record = asRecord(error);
	while (record && causes.length < deepestCause) {
		const { name, code, message, cause } = record;
		causes.unshift({
			name: asText(name) ?? '',
			code: asText(code) ?? '',
			message: asText(message) ?? '',
		});
		record = asRecord(cause);
	}
	return causes;
}

interface Explanation {
	/** One sentence without its full stop. */
	message: string;
	/**
	 * What to do where the same request cannot succeed before something is corrected; else null.
	 */
	remedy: string | null;
	/** Whether the request provably did not reach a server. */
	neverArrived: boolean;
}

/**
 * A failure in words, without the error itself: on a timeout the whole request, key included,
 * hangs on its `cause`.
 * @param server what the words call the server
 * @param address what the words call the address that may be wrong
 */
export function explainFailure(
	failure: NetworkFailure,
	server: string,
	address: string,
	timeoutMilliseconds: number,
): Explanation {
	switch (failure) {
		case 'unreachable':
			return {
				message: `${server} could not be reached: the connection was refused or the host was not found`,
				remedy: null,
				neverArrived: true,
			};
		case 'untrusted':
			return {
				message: `${server} was not asked: the certificate at its address is not one that this n8n trusts`,
				remedy: `Correct ${address}, or let this n8n trust who issued the certificate (NODE_EXTRA_CA_CERTS).`,
				neverArrived: true,
			};
		case 'notHttps':
			return {
				message: `${server} was not asked: what answers at its address does not speak HTTPS`,
				remedy: `Correct ${address}: http:// instead of https://, or the port for HTTPS.`,
				neverArrived: true,
			};
		case 'blocked':
			return {
				message: `${server} was not asked: this n8n forbids requests to its address (SSRF protection)`,
				remedy: `Correct ${address}, or ask your n8n administrator to allow the host (N8N_SSRF_ALLOWED_HOSTNAMES).`,
				neverArrived: true,
			};
		case 'timeout':
			return {
				message: `${server} did not answer within ${timeoutMilliseconds / 1000} seconds`,
				remedy: null,
				neverArrived: false,
			};
		case 'broken':
			return {
				message: `The connection to ${server} broke before its answer came`,
				remedy: null,
				neverArrived: false,
			};
	}
}

/** Why Juhe did not answer. */
export function noAnswer(error: unknown, { timeoutMilliseconds }: HttpRequest): NoAnswer {
	const failure = networkFailure(error);
	const address = '“Base URL” in the Juhe API credential';
	const { message, remedy, neverArrived } = explainFailure(
		failure,
		'Juhe',
		address,
		timeoutMilliseconds,
	);
	return new NoAnswer(message, neverArrived, remedy);
}
