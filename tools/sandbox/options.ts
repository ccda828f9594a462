import { trainGrabEndpoints } from '../../src/juhe/endpoints';

/**
 * How a push travels: the JSON as the body, in a form field `data` or `param`, or each field a form
 * field.
 */
export const pushForms = ['json', 'data', 'param', 'flat'] as const;
export type PushForm = (typeof pushForms)[number];

/**
 * How recognition answers its `data`: a list of fields, JSON text of one, or an object as PHP
 * writes a list with numbers as names.
 */
export const recognitionForms = ['list', 'json', 'object'] as const;
type RecognitionForm = (typeof recognitionForms)[number];

/**
 * Everything about the sandbox that can be set, at start or while it runs. Seconds of an order's
 * life run on its own clock.
 */
export interface SandboxOptions {
	/** 0 takes a free port. */
	port: number;
	trainGrabKey: string;
	flightInvoiceOcrKey: string;
	createOrderPath: string;
	cancelOrderPath: string;
	/** How many times as fast as real time the clocks of orders and query keys run. */
	clockSpeed: number;
	queryKeyLifetimeSeconds: number;
	createdSeconds: number;
	waitingSeconds: number;
	grabbingSeconds: number;
	refundingSeconds: number;
	pushForm: PushForm;
	/** Real seconds between two attempts of a push. */
	pushRetrySeconds: number;
	pushAttempts: number;
	refuseRepeatedOutOrderNo: boolean;
	/** Real seconds for which a new order is unknown to orderDetail. */
	invisibleSeconds: number;
	/** Real seconds for which an application for a refund does not show in the order. */
	refundInvisibleSeconds: number;
	/**
	 * What orderDetail says of a number it does not know: a 2238xx error, or success with a null
	 * result.
	 */
	unknownOrderAnswer: 'error' | 'empty';
	/** Numbers of trains that searches show as sold out from now on, with commas between them. */
	soldOutTrains: string;
	/** By how much searches multiply every price from now on. */
	priceFactor: number;
	/** Real milliseconds from the arrival of a picture to its answer, reading included. */
	recognitionMilliseconds: number;
	/** Pictures beyond so many within a second are refused; 0 sets no limit. */
	recognitionsPerSecond: number;
	/** The error code of that refusal. */
	recognitionLimitCode: 252602 | 10011;
	/** Does every field say in `Row` to which leg it belongs? */
	recognitionRows: boolean;
	recognitionForm: RecognitionForm;
}

export const defaultOptions: Readonly<SandboxOptions> = {
	port: 0,
	trainGrabKey: 'sandbox-train-grab-key',
	flightInvoiceOcrKey: 'sandbox-flight-invoice-ocr-key',
	createOrderPath: trainGrabEndpoints.createOrder.path,
	cancelOrderPath: trainGrabEndpoints.cancelOrder.path,
	clockSpeed: 1,
	queryKeyLifetimeSeconds: 600,
	createdSeconds: 2,
	waitingSeconds: 5,
	grabbingSeconds: 15,
	refundingSeconds: 15,
	pushForm: 'json',
	pushRetrySeconds: 3,
	pushAttempts: 3,
	refuseRepeatedOutOrderNo: true,
	invisibleSeconds: 0,
	refundInvisibleSeconds: 0,
	unknownOrderAnswer: 'error',
	soldOutTrains: '',
	priceFactor: 1,
	recognitionMilliseconds: 0,
	recognitionsPerSecond: 0,
	recognitionLimitCode: 252602,
	recognitionRows: false,
	recognitionForm: 'list',
};

const isOption = (name: string): name is keyof SandboxOptions =>
	Object.hasOwn(defaultOptions, name);

/**
 * Checks options that come from outside (command line, control API); says what is wrong by throwing
 * a RangeError.
 */
export function checkOptions(given: Record<string, unknown>): Partial<SandboxOptions> {
	for (const [name, value] of Object.entries(given)) {
		if (!isOption(name)) throw new RangeError(`There is no option ${name}`);
		const expected = typeof defaultOptions[name];
		if (typeof value !== expected) throw new RangeError(`${name} must be a ${expected}`);
		if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0))
			throw new RangeError(`${name} must be zero or more`);
		if (name === 'clockSpeed' && value === 0) throw new RangeError('clockSpeed must be above zero');
	}
	if (given.pushForm !== undefined && !pushForms.some((form) => form === given.pushForm))
		throw new RangeError(`pushForm must be one of ${pushForms.join(', ')}`);
	if (
		given.unknownOrderAnswer !== undefined &&
		!['error', 'empty'].includes(String(given.unknownOrderAnswer))
	)
		throw new RangeError('unknownOrderAnswer must be error or empty');
	if (
		given.recognitionForm !== undefined &&
		!recognitionForms.some((form) => form === given.recognitionForm)
	)
		throw new RangeError(`recognitionForm must be one of ${recognitionForms.join(', ')}`);
	if (
		given.recognitionLimitCode !== undefined &&
		given.recognitionLimitCode !== 252602 &&
		given.recognitionLimitCode !== 10011
	)
		throw new RangeError('recognitionLimitCode must be 252602 or 10011');
	return given;
}
