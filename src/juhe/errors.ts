import { maskPeople, maskText } from '../lib/personalData';
import type { KnownPeople } from '../lib/personalData';
import { shorten } from '../lib/shorten';
import { isKnownRefusal, knownCause, leavesOpen, mayPass } from './refusal';

/**
 * Why Juhe's answer is an error, as n8n and a user need to tell them apart: `credential` the key
 * is refused; `quota`; `rate`; `unavailable` Juhe's fault or maintenance; `unreachable` no
 * answer; `notFound` no such path; `configuration` not Juhe that answered, or an API that is
 * gone; `input` the data sent; `service` a refusal by the API's rules.
 */
export type JuheErrorClass =
	| 'credential'
	| 'quota'
	| 'rate'
	| 'unavailable'
	| 'unreachable'
	| 'notFound'
	| 'configuration'
	| 'input'
	| 'service';

interface ErrorEntry {
	errorClass: JuheErrorClass;
	/** What happened, one sentence. */
	meaning: string;
	/** What to do next, one sentence. */
	advice: string;
	/** Whether the same call may succeed a moment later. */
	retryable: boolean;
}

const askSupport = 'Contact Juhe’s support with the code and the reason.';
const lookUpFirst =
	'Look the order up before anything is ordered or refunded again; other calls may simply be run again.';

/**
 * Every code the documents name. System codes are documented for the OCR and inferred for the
 * train API (they are Juhe-wide). Whether a refused call is charged is documented nowhere, so no
 * entry claims it.
 */
export const juheErrors = {
	10001: {
		errorClass: 'credential',
		meaning: 'Juhe does not know the key',
		advice: 'Correct the key of this API in the Juhe API credential: Juhe issues one key per API.',
		retryable: false,
	},
	10002: {
		errorClass: 'credential',
		meaning: 'The key has no right to this API',
		advice: 'Set the key that Juhe issued for this very API in the Juhe API credential.',
		retryable: false,
	},
	10003: {
		errorClass: 'credential',
		meaning: 'The key has expired',
		advice: 'Renew the API in the Juhe console.',
		retryable: false,
	},
	10004: {
		errorClass: 'credential',
		meaning: 'Juhe says that the OpenID is wrong',
		advice: askSupport,
		retryable: false,
	},
	10005: {
		errorClass: 'credential',
		meaning: 'The application was not approved in time',
		advice: 'Submit the certification in the Juhe console.',
		retryable: false,
	},
	10007: {
		errorClass: 'credential',
		meaning: 'Juhe does not know where the request comes from',
		advice: askSupport,
		retryable: false,
	},
	10008: {
		errorClass: 'credential',
		meaning: 'Juhe does not allow the address of this n8n',
		advice: 'Allow this server’s public IP address in the Juhe console.',
		retryable: false,
	},
	10009: {
		errorClass: 'credential',
		meaning: 'The key is blocked',
		advice: 'Look in the Juhe console why the key is blocked, or contact Juhe’s support.',
		retryable: false,
	},
	10011: {
		errorClass: 'rate',
		meaning: 'Juhe takes no more requests from this address for a moment',
		advice: 'Wait a little and send fewer requests at once.',
		retryable: true,
	},
	10012: {
		errorClass: 'quota',
		meaning: 'The request quota of the key is used up',
		advice: 'Buy quota in the Juhe console, or wait for tomorrow.',
		retryable: false,
	},
	10013: {
		errorClass: 'quota',
		meaning: 'The test key has reached its limit',
		advice: 'Use a production key.',
		retryable: false,
	},
	10014: {
		errorClass: 'unavailable',
		meaning: 'Something went wrong inside Juhe',
		advice: lookUpFirst,
		retryable: true,
	},
	10020: {
		errorClass: 'unavailable',
		meaning: 'The API is under maintenance',
		advice: 'Run this again later.',
		retryable: true,
	},
	10021: {
		errorClass: 'configuration',
		meaning: 'Juhe has withdrawn this API',
		advice: 'Ask Juhe what replaces it.',
		retryable: false,
	},
	223801: {
		errorClass: 'service',
		meaning: 'Juhe says that this order cannot be cancelled',
		advice:
			'Only orders that are still grabbing can be cancelled; an issued ticket can be refunded.',
		retryable: false,
	},
	223804: {
		errorClass: 'service',
		meaning: 'Juhe does not know this order or passenger',
		advice: 'Check the order number, and the passenger ID that Order > Get shows.',
		retryable: false,
	},
	252601: {
		errorClass: 'input',
		meaning: 'Juhe could not read the data sent',
		advice: 'Send a JPG, PNG or BMP picture.',
		retryable: false,
	},
	252602: {
		errorClass: 'unavailable',
		meaning: 'Juhe’s network is busy',
		advice: 'Run this again in a moment.',
		retryable: true,
	},
	252603: {
		errorClass: 'input',
		meaning: 'Juhe could not read the picture’s base64 text',
		advice: 'Send the file itself, or base64 without line breaks.',
		retryable: false,
	},
	252604: {
		errorClass: 'input',
		meaning: 'Juhe could not recognize a flight itinerary in the picture',
		advice: 'Send a sharp, upright picture of the whole itinerary.',
		retryable: false,
	},
} as const satisfies Record<number, ErrorEntry>;

/**
 * A code that no public document lists: what was refused, in Juhe's own words, and their English
 * where it is known.
 */
function unlistedCode(reason: string | null, what: string): ErrorEntry {
	const words = [knownCause(reason)?.[1].english, reason && quote(reason)];
	const why = words.filter((each) => each).join(', ');
	if (mayPass(reason)) {
		return {
			errorClass: 'unavailable',
			meaning: `Juhe was not able ${what || 'to do it'} just now: ${why}`,
			advice: lookUpFirst,
			retryable: true,
		};
	}
	const isOpen = reason !== null && leavesOpen(reason);
	return {
		errorClass: 'service',
		meaning: isOpen
			? `Juhe answered: ${why}`
			: `Juhe refused${what && ` ${what}`}${why && `: ${why}`}`,
		advice: reason
			? 'Juhe’s own words say why; the code is not in the public documents.'
			: askSupport,
		retryable: false,
	};
}

interface JuheErrorDetails {
	errorClass: JuheErrorClass;
	message: string;
	advice: string;
	/** Juhe's `error_code`, or null where Juhe did not answer. */
	code?: number | null;
	/** Juhe's own words, personal data masked here. */
	reason?: string | null;
	retryable?: boolean;
	/** Whether Juhe charges for the call; null where documented nowhere. */
	charged?: boolean | null;
}

/** Characters: what answers in Juhe's place may say anything, at any length. */
const longestMessage = 1000;
const longestReason = 500;
const longestQuote = 200;

const quote = (reason: string) => `“${shorten(maskText(reason), longestQuote)}”`;

/**
 * Anything but success from Juhe: what happened (`message`), what to do (`advice`), Juhe's code
 * and words beside it.
 */
export class JuheError extends Error {
	readonly errorClass: JuheErrorClass;
	readonly advice: string;
	readonly code: number | null;
	readonly reason: string | null;
	readonly retryable: boolean;
	readonly charged: boolean | null;

	constructor(details: JuheErrorDetails) {
		super(shorten(details.message, longestMessage));
		this.name = 'JuheError';
		this.errorClass = details.errorClass;
		this.advice = details.advice;
		this.code = details.code ?? null;
		this.reason = details.reason ? shorten(maskText(details.reason), longestReason) : null;
		this.retryable = details.retryable ?? false;
		this.charged = details.charged ?? null;
	}

	/** What happened and what to do, as sentences. */
	get sentences(): string {
		return `${this.message}. ${this.advice}`;
	}

	/** The same error with some of its details changed. */
	with(changes: Partial<JuheErrorDetails>): JuheError {
		return new JuheError({ ...this, message: this.message, ...changes });
	}

	/** The same error without the names and numbers of people whom its texts may speak of. */
	hiding(people: KnownPeople): JuheError {
		return this.with({
			message: maskPeople(this.message, people),
			reason: this.reason && maskPeople(this.reason, people),
		});
	}

	/**
	 * Whether a service of the train API refused (2238xx), as against the system, the network or
	 * a stranger.
	 */
	get isTrainServiceRefusal(): boolean {
		if (this.errorClass === 'unavailable') return false;
		return this.code !== null && Math.floor(this.code / 100) === 2238;
	}

	/**
	 * Whether the call may have done its work although no proper answer came: the money rule's
	 * "unknown". A code proves a refusal where it is documented; one of the train API's service also
	 * by its words, any other only by words of Juhe's dictionary.
	 */
	get outcomeUnknown(): boolean {
		if (this.errorClass === 'notFound' || this.charged === false) return false;
		if (this.code === null || this.errorClass === 'unavailable') return true;
		// A code is documented for one call, and may come of another with other words.
		if (this.isTrainServiceRefusal && this.reason !== null) return leavesOpen(this.reason);
		if (Object.hasOwn(juheErrors, this.code)) return false;
		return this.isTrainServiceRefusal || !isKnownRefusal(this.reason);
	}

	/**
	 * Whether Juhe's system refused, before its service saw what was asked: this cannot mean that the
	 * service has done it already.
	 */
	get isSystemRefusal(): boolean {
		return this.code !== null && !this.outcomeUnknown && this.errorClass !== 'service';
	}
}

/**
 * The error of an `error_code` other than 0, with Juhe's `reason`.
 * @param what what was asked of Juhe, e.g. "to search for trains"
 */
export function errorOfCode(code: number, reason: string | null, what = ''): JuheError {
	const entries: Record<number, ErrorEntry> = juheErrors;
	const listed = entries[code];
	const isOtherwise = listed?.errorClass === 'service' && reason !== null && leavesOpen(reason);
	const entry = listed && !isOtherwise ? listed : unlistedCode(reason, what);
	return new JuheError({
		...entry,
		message: `${entry.meaning} (code ${code})`,
		code,
		reason,
	});
}

/**
 * A server, or what stands before it, that failed (HTTP 5xx): whatever it says besides, nobody knows
 * what was done.
 */
export function serverFailed(
	statusCode: number,
	code: number | null = null,
	reason: string | null = null,
): JuheError {
	return new JuheError({
		errorClass: 'unavailable',
		message: `Juhe's server failed (HTTP ${statusCode})${reason === null ? '' : `: ${quote(reason)}`}`,
		advice: 'Run this again in a moment.',
		retryable: true,
		code,
		reason,
	});
}
