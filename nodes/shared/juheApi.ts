import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { createClient } from '../../src/juhe/client';
import type {
	HttpRequest,
	HttpResponse,
	JuheClient,
	NoAnswer,
	Patience,
} from '../../src/juhe/client';
import { defaultBaseUrl } from '../../src/juhe/endpoints';
import { JuheError } from '../../src/juhe/errors';
import { noAnswer } from './networkFailure';
import { apiTitles, readCredential, secretsOf } from '../../src/juhe/credential';
import type { JuheApiName, JuheCredential } from '../../src/juhe/credential';
import { parseWebUrl } from '../../src/lib/url';
import { asRecord } from '../../src/lib/values';
import { cancelSignalOf } from './n8nContext';
import type { ExecuteContext } from './n8nContext';

const credentialName = 'juheApi';

/**
 * Whoever asks Juhe: a node that runs, is published, takes a push, or fills a list in the editor.
 */
type JuheContext = ExecuteContext | IHookFunctions | IWebhookFunctions | ILoadOptionsFunctions;

/** Juhe as a node reaches it: the client, and the credential's settings. */
export interface JuheConnection {
	client: JuheClient;
	credential: JuheCredential;
}

/**
 * A client of one of Juhe's APIs with the node's credential.
 * @throws JuheError where the key of that API is not set, or the base URL is none: nothing is
 * sent then
 */
export async function connectToJuhe(
	context: JuheContext,
	api: JuheApiName,
	itemIndex = 0,
	patience?: Patience,
): Promise<JuheConnection> {
	// Read once: n8n decrypts it anew for every request otherwise, in a sandbox for expressions
	// made for that alone.
	const data = await context.getCredentials(credentialName, itemIndex);
	const credential = readCredential(data);
	if (!credential.keys[api]) {
		throw new JuheError({
			errorClass: 'credential',
			message: `The Juhe API credential has no ${apiTitles[api]} key`,
			advice: 'Open the credential and set the AppKey that the Juhe console shows for this API.',
			charged: false,
		});
	}
	if (!parseWebUrl(credential.baseUrl)) throw baseUrlError();
	const signal = cancelSignalOf(context);
	const client = createClient({
		baseUrl: credential.baseUrl,
		send: async (request) => await send(context, data, request),
		sleep: async (milliseconds) => await sleepUnlessStopped(milliseconds, signal),
		secrets: secretsOf(credential),
		...(patience ? { patience } : {}),
	});
	return { client, credential };
}

/** Not quoted: somebody may have put a log-in into it. */
export function baseUrlError(): JuheError {
	return new JuheError({
		errorClass: 'configuration',
		message: 'The “Base URL” in the Juhe API credential is no web address',
		advice: `Write it with its scheme, e.g. ${defaultBaseUrl}.`,
		charged: false,
	});
}

const longestSliceMilliseconds = 1000;

/** Pauses; throws at once where the execution is stopped. */
async function sleepUnlessStopped(milliseconds: number, signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	let stop: () => void = () => undefined;
	const stopped = new Promise<never>((_, reject) => {
		stop = () => reject(signal?.reason);
		signal?.addEventListener('abort', stop);
	});
	try {
		// In slices: n8n's timer cannot be cleared, and would keep a stopped process waiting for
		// the rest of a long pause.
		for (let left = milliseconds; left > 0; left -= longestSliceMilliseconds)
			await Promise.race([sleep(Math.min(left, longestSliceMilliseconds)), stopped]);
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}

/**
 * Sends a request once. Status errors are handed back instead of thrown, and redirects are not
 * followed: n8n's helper would send again on 401 and post the body again on 307 and 308.
 */
async function send(
	context: JuheContext,
	data: ICredentialDataDecryptedObject,
	request: HttpRequest,
): Promise<HttpResponse | NoAnswer> {
	const signal = cancelSignalOf(context);
	signal?.throwIfAborted();
	try {
		const response = asRecord(
			await context.helpers.httpRequestWithAuthentication.call(
				(request.abortable ? context : withoutCancelSignal(context)) as IExecuteFunctions,
				credentialName,
				{
					method: 'POST',
					url: request.url,
					headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
					body: request.form,
					encoding: 'text',
					timeout: request.timeoutMilliseconds,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
				{
					credentialsDecrypted: { id: '', name: credentialName, type: credentialName, data },
				},
			),
		);
		return { statusCode: Number(response?.statusCode), body: bodyText(response?.body) };
	} catch (error) {
		signal?.throwIfAborted();
		return noAnswer(error, request);
	}
}

/**
 * n8n's helper aborts its request when the execution is stopped, if it finds a cancel signal in
 * its `this`. A call that costs money must not be cut off half done, so it gets a `this` without
 * one.
 */
function withoutCancelSignal(context: JuheContext): JuheContext {
	const detached: Pick<JuheContext, 'getNode' | 'helpers' | 'logger'> = {
		getNode: () => context.getNode(),
		helpers: context.helpers,
		logger: context.logger,
	};
	return detached as JuheContext;
}

function bodyText(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined || body === null ? '' : JSON.stringify(body);
}
