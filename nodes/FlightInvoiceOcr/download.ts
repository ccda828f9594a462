import { FileFailure } from '../../src/lib/fileFailure';
import { asRecord } from '../../src/lib/values';
import { ParameterError } from '../shared/errors';
import { cancelSignalOf } from '../shared/n8nContext';
import type { ExecuteContext } from '../shared/n8nContext';
import { explainFailure, networkFailure } from '../shared/networkFailure';
import type { NetworkFailure } from '../shared/networkFailure';
import { fileTooBig, maxFileBytes } from './fileSize';

const mostMilliseconds = 60_000;

/**
 * The file at a web address, fetched without any credential, with bounded size and time. Neither
 * its query nor its log-in enters an error.
 * @throws ParameterError; FileFailure for a file that is too big
 */
export async function download(context: ExecuteContext, url: URL): Promise<Uint8Array> {
	const cancelled = cancelSignalOf(context);
	const timeUp = AbortSignal.timeout(mostMilliseconds);
	const signal = cancelled ? AbortSignal.any([cancelled, timeUp]) : timeUp;
	return await get(context, url, signal).catch((error: unknown) => {
		cancelled?.throwIfAborted();
		if (error instanceof ParameterError || error instanceof FileFailure) throw error;
		throw noDownload(url, timeUp.aborted ? 'timeout' : networkFailure(error));
	});
}

async function get(
	context: ExecuteContext,
	url: URL,
	abortSignal: AbortSignal,
): Promise<Uint8Array> {
	const response = asRecord(
		await context.helpers.httpRequest({
			url: url.href,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: mostMilliseconds,
			abortSignal,
		}),
	);
	const status = Number(response?.statusCode);
	const body = response?.body as AsyncIterable<Uint8Array> & { destroy(): void };
	if (status >= 200 && status < 300) return await collect(body);
	body.destroy();
	throw refused(url, status);
}

/** Leaving the loop closes the connection. */
async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxFileBytes) throw fileTooBig();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, size);
}

function refused(url: URL, status: number): ParameterError {
	if (status === 407)
		return new ParameterError(
			`${url.host} was not asked: a proxy on the way wants a log-in (HTTP 407)`,
			'Put the proxy’s user name and password into the proxy address of this n8n (HTTPS_PROXY).',
			'downloadRefused',
		);
	const needsLogIn = status === 401 || status === 403;
	return new ParameterError(
		`${url.host} did not give the file (HTTP ${status})`,
		needsLogIn
			? 'The address needs a log-in: fetch the file with an HTTP Request node, and choose “Binary File” here.'
			: 'Open the address in a browser, and correct it.',
		'downloadRefused',
		status === 429 || status >= 500,
	);
}

function noDownload(url: URL, failure: NetworkFailure): ParameterError {
	const { message, remedy } = explainFailure(failure, url.host, 'the address', mostMilliseconds);
	return new ParameterError(
		message,
		remedy ?? 'Check the address, and that this server can reach it, then run this again.',
		'downloadFailed',
		remedy === null,
	);
}
