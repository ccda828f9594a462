import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { JuheError } from '../../src/juhe/errors';
import type { JuheErrorClass } from '../../src/juhe/errors';
import { shorten } from '../../src/lib/shorten';

const longestMessage = 1000;
const longestAdvice = 4000;

/** Whatever an error repeats of what was entered: a whole file has been pasted into a name. */
function bounded(message: string): string {
	return shorten(message, longestMessage);
}

/** Parameters or input that cannot work: nothing was sent to Juhe. */
export class ParameterError extends Error {
	readonly advice: string;

	/**
	 * @param message what is wrong, with the parameter's label
	 * @param advice what to do next
	 * @param code a name for it that does not change
	 * @param retryable whether the same may succeed a moment later
	 * @param field name of the parameter that it is about; null where it is about none
	 */
	constructor(
		message: string,
		advice: string,
		readonly code: string,
		readonly retryable = false,
		readonly field: string | null = null,
	) {
		super(bounded(message));
		this.name = 'ParameterError';
		this.advice = shorten(advice, longestAdvice);
	}

	/** What is wrong and what to do, as sentences. */
	get sentences(): string {
		return this.advice ? `${this.message}. ${this.advice}` : this.message;
	}
}

const failureCauses = {
	credential: 'credential-invalid',
	quota: 'quota-exhausted',
	rate: 'rate-limited',
	unavailable: 'temporarily-unavailable',
	unreachable: 'temporarily-unavailable',
	notFound: 'configuration-invalid',
	configuration: 'configuration-invalid',
	input: undefined,
	service: undefined,
} as const satisfies Record<JuheErrorClass, string | undefined>;

/**
 * The one error that stops a node: what happened, which item (if any), what to do next, Juhe's
 * own words, and what was done before.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
	doneBefore = '',
): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) {
		error.message = bounded(error.message);
		return error;
	}
	if (error instanceof ParameterError) {
		const message = withItem(error.message, itemIndex);
		const description = sentences(escapeHtml(error.advice), doneBefore);
		return saying(message, new NodeOperationError(node, message, { description, itemIndex }));
	}
	if (error instanceof JuheError) {
		const cause = failureCauses[error.errorClass];
		const message = withItem(error.message, itemIndex);
		// A plain object, never the error itself: n8n would drop what is set here, or show what
		// hangs on it.
		const nodeError = new NodeApiError(
			node,
			{},
			{
				message,
				description: sentences(describe(error), doneBefore),
				itemIndex,
				...(error.code === null ? {} : { httpCode: String(error.code) }),
				...(cause ? { failure: { cause } } : {}),
			},
		);
		return saying(message, nodeError);
	}
	const unexpected = error instanceof Error ? error : new Error(String(error));
	unexpected.message = bounded(unexpected.message);
	return new NodeOperationError(node, unexpected, {
		itemIndex,
		...(doneBefore ? { description: doneBefore } : {}),
	});
}

/**
 * n8n puts a sentence of its own in the place of a message that holds the name of a system error,
 * be it within a word: EPERM is in `hardsleepermid`.
 */
function saying<E extends NodeApiError | NodeOperationError>(message: string, error: E): E {
	error.message = message;
	error.messages = [];
	return error;
}

function sentences(...texts: string[]): string {
	return texts.filter((text) => text !== '').join(' ');
}

/** n8n's editor adds the same text where a message lacks it. */
function withItem(message: string, itemIndex?: number): string {
	return itemIndex === undefined ? message : `${message} [item ${itemIndex}]`;
}

/** What to do next, and Juhe's own words; shown as HTML by n8n. */
function describe(error: JuheError): string {
	const words = error.reason ? ` Juhe says: “${escapeHtml(error.reason)}”.` : '';
	return `${escapeHtml(error.advice)}${words}`;
}

/** Text as it stands, where n8n shows HTML. */
export function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * An item for the error branch: n8n routes it there by its having no keys but `error` and
 * `details`. The error says what to do next as well, which nothing else on the item would.
 * @param more what else belongs into the details, e.g. which file
 */
export function toErrorItem(
	error: unknown,
	itemIndex: number,
	more: IDataObject = {},
): INodeExecutionData {
	const details = { ...detailsOf(error), ...more };
	const text =
		error instanceof JuheError || error instanceof ParameterError
			? error.sentences
			: bounded(error instanceof Error ? error.message : String(error));
	return { json: { error: text, details }, pairedItem: { item: itemIndex } };
}

function detailsOf(error: unknown): IDataObject {
	if (error instanceof JuheError) {
		const { code, reason, retryable, charged } = error;
		return { errorCode: code, reason, retryable, charged };
	}
	if (error instanceof ParameterError)
		return { errorCode: error.code, reason: null, retryable: error.retryable, charged: false };
	const nothingSent = error instanceof NodeOperationError;
	return { errorCode: null, reason: null, retryable: false, charged: nothingSent ? false : null };
}
