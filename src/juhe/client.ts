import { errorOfCode, JuheError, juheErrors, serverFailed } from './errors';
import { asNumber, asRecord, asText, parseJson } from '../lib/values';

/** One POST of a form. The key is added by whoever sends it: it never passes through here. */
export interface HttpRequest {
	url: string;
	form: Record<string, string>;
	timeoutMilliseconds: number;
	/**
	 * Whether a stopped execution may cut the request off: not where it may have cost money by
	 * then.
	 */
	abortable: boolean;
}

export interface HttpResponse {
	statusCode: number;
	body: string;
}

/** No answer came back. */
export class NoAnswer {
	/**
	 * @param message what happened, one sentence
	 * @param neverArrived true only where the request provably did not reach a server
	 * @param remedy what to do where the same request cannot succeed before something is corrected
	 */
	constructor(
		readonly message: string,
		readonly neverArrived: boolean,
		readonly remedy: string | null = null,
	) {}
}

/**
 * Sends one request exactly once, follows no redirect, and gives whatever came back, whatever its
 * HTTP status. Throws only where the execution is stopped.
 */
type SendRequest = (request: HttpRequest) => Promise<HttpResponse | NoAnswer>;

/**
 * How a call is sent: `repeatable` calls are tried again, `once` calls never are (create, cancel,
 * refund).
 */
type CallMode = 'repeatable' | 'once';

export interface JuheClient {
	/**
	 * One call: form in, Juhe's `result` out (`data` where Juhe answers that instead).
	 * @param path below the base URL
	 * @param setting what to correct where the answer is not Juhe's, e.g. "Base URL"
	 * @throws JuheError
	 */
	call(path: string, form: Record<string, string>, options?: CallOptions): Promise<unknown>;
	/** Pauses, in milliseconds; ends early where the execution is stopped. */
	sleep(milliseconds: number): Promise<void>;
}

interface CallOptions {
	mode?: CallMode;
	setting?: string;
	/** What is asked of Juhe, for the error where it refuses, e.g. "to search for trains". */
	what?: string;
}

interface ClientOptions {
	baseUrl: string;
	send: SendRequest;
	sleep: (milliseconds: number) => Promise<void>;
	/** Keys and passwords that Juhe's words may repeat: left out of every error. */
	secrets?: string[];
	patience?: Patience;
}

/** How long a caller can wait: one who must answer at once asks once. */
export interface Patience {
	/** How often a repeatable call is sent at most. */
	attempts: number;
	timeoutMilliseconds: number;
}

const usualSetting = 'Base URL';

const usualPatience: Patience = { attempts: 4, timeoutMilliseconds: 30_000 };
const firstPauseMilliseconds = 500;

/** A JuheError as a value, for callers that decide by it; anything else is still thrown. */
export async function orJuheError<T>(call: Promise<T>): Promise<T | JuheError> {
	return await call.catch((error: unknown) => {
		if (error instanceof JuheError) return error;
		throw error;
	});
}

/**
 * A client of Juhe over any HTTP function. Repeatable calls are retried up to three times, with
 * growing, jittered pauses, on no answer, HTTP 5xx, and the codes 10011, 10014, 10020 (those the
 * error table calls retryable).
 */
export function createClient({
	baseUrl,
	send,
	sleep,
	secrets = [],
	patience: { attempts, timeoutMilliseconds } = usualPatience,
}: ClientOptions): JuheClient {
	return {
		sleep,
		async call(path, form, { mode = 'repeatable', setting = usualSetting, what } = {}) {
			const request: HttpRequest = {
				url: joinUrl(baseUrl, path),
				form,
				timeoutMilliseconds,
				abortable: mode === 'repeatable',
			};
			for (let attempt = 1; ; attempt++) {
				const response = await send(request);
				const answer =
					response instanceof NoAnswer
						? noAnswerError(response)
						: readAnswer(response, { setting, what, secrets });
				if (!(answer instanceof JuheError)) return answer.result;
				if (mode === 'once' || !answer.retryable || attempt === attempts) throw answer;
				await sleep(pauseBefore(attempt));
			}
		},
	};
}

/** Growing and jittered: 0.25-0.75 s, 0.5-1.5 s, 1-3 s. */
function pauseBefore(attempt: number): number {
	return firstPauseMilliseconds * 2 ** (attempt - 1) * (0.5 + Math.random());
}

/** A base URL (with or without a trailing slash) and a path (with or without a leading one). */
export function joinUrl(baseUrl: string, path: string): string {
	return `${baseUrl.trim().replace(/\/+$/, '')}/${path.trim().replace(/^\/+/, '')}`;
}

/**
 * Juhe's envelope: success is `error_code` 0, as a number or text, from a server that has not failed;
 * `addCallbackUrl.php` answers `data` instead of `result` (docs/juhe-api.md, "Answer envelope").
 * Any other code, and anything that is not an envelope, is a JuheError.
 */
function readAnswer(
	response: HttpResponse,
	{ setting, what, secrets }: { setting: string; what: string | undefined; secrets: string[] },
): { result: unknown } | JuheError {
	const envelope = asRecord(parseJson(response.body));
	const code = asNumber(envelope?.error_code);
	if (!envelope || code === null) return notJuheError(response, setting);
	const { statusCode } = response;
	const words = asText(envelope.reason) ?? (code === 0 ? null : asText(envelope.result));
	const reason = withoutSecrets(words, secrets);
	if (statusCode >= 500) return serverFailed(statusCode, code || null, reason);
	if (code === 0) return { result: envelope.result ?? envelope.data ?? null };
	return errorOfCode(code, reason, what);
}

/** Characters: shorter ones would be found in everything. */
const shortestSecret = 4;

/** Each as it is, and as addresses and forms write it. */
function withoutSecrets(text: string | null, secrets: string[]): string | null {
	return secrets
		.filter(({ length }) => length >= shortestSecret)
		.flatMap((secret) => [secret, encodeURIComponent(secret), asFormsWrite(secret)])
		.reduce((left, secret) => left && left.replaceAll(secret, '…'), text);
}

const asFormsWrite = (text: string) =>
	new URLSearchParams({ text }).toString().slice('text='.length);

/** What a gateway says of its own accord where too much is asked of it at once. */
const tooMuchAtOnce = [408, 425, 429];

function notJuheError({ statusCode, body }: HttpResponse, setting: string): JuheError {
	if (statusCode === 407) {
		// A proxy answers so itself, in place of the server.
		return new JuheError({
			errorClass: 'configuration',
			message: 'Juhe was not asked: a proxy on the way wants a log-in (HTTP 407)',
			advice:
				'Put the proxy’s user name and password into the proxy address of this n8n (HTTPS_PROXY).',
			charged: false,
		});
	}
	if (statusCode >= 500) return serverFailed(statusCode);
	if (tooMuchAtOnce.includes(statusCode)) {
		return new JuheError({
			errorClass: 'rate',
			message: `Juhe, or a gateway before it, takes no more requests for a moment (HTTP ${statusCode})`,
			advice: juheErrors[10011].advice,
			retryable: true,
		});
	}
	// Begun as JSON and not ended; complete JSON without an `error_code` is some gateway's, not
	// Juhe's.
	if (statusCode !== 404 && /^\s*[{[]/.test(body) && parseJson(body) === undefined) {
		return new JuheError({
			errorClass: 'unavailable',
			message: `Juhe's answer arrived incomplete (HTTP ${statusCode})`,
			advice: 'Run this again in a moment.',
			retryable: true,
		});
	}
	return new JuheError({
		errorClass: statusCode === 404 ? 'notFound' : 'configuration',
		message: `The answer is not Juhe's (HTTP ${statusCode}, not the JSON that Juhe sends)`,
		advice:
			setting === usualSetting
				? `Correct “${setting}” in the Juhe API credential.`
				: `Switch on “Advanced” in the Juhe API credential, and set “${setting}” to the path that the Juhe console shows for it.`,
	});
}

function noAnswerError({ message, neverArrived, remedy }: NoAnswer): JuheError {
	return new JuheError({
		errorClass: remedy === null ? 'unreachable' : 'configuration',
		message,
		advice:
			remedy ??
			'Check the “Base URL” in the Juhe API credential and that this server can reach it, then run this again.',
		retryable: remedy === null,
		charged: neverArrived ? false : null,
	});
}
