/** The Train Grab node of the built package, in a workflow of its own. */
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { DateTime } from 'luxon';

import type { CredentialData, Engine, ExecuteOptions, NodeSpec, Run, StartItem } from '../engine';
import { createEngine } from '../engine';
import { expenseRowColumns } from './expenseRow';
import type { Juhe } from './juhe';
import { 甲 } from './people';

let engine: Promise<Engine> | undefined;

/** The engine of this test file: loading n8n-core takes seconds. */
export const theEngine = async (): Promise<Engine> => await (engine ??= createEngine());

export const node = 'Train Grab';

const today = DateTime.now().setZone('Asia/Shanghai');

/**
 * A day from today on, China time; the same for all of a test file, should midnight pass while it
 * runs.
 */
export const chinaDay = (days: number, format = 'yyyy-MM-dd'): string =>
	today.plus({ days }).toFormat(format);

export function credentials(
	juhe: Pick<Juhe, 'url'>,
	changes: ICredentialDataDecryptedObject = {},
): CredentialData {
	return {
		juheApi: {
			trainGrabKey: 'sandbox-train-grab-key',
			flightInvoiceOcrKey: 'sandbox-flight-invoice-ocr-key',
			baseUrl: juhe.url,
			...changes,
		},
	};
}

export interface Settings extends Pick<ExecuteOptions, 'signal' | 'mode' | 'retryOf'> {
	/** Items that the node gets; default: an empty one. */
	items?: IDataObject[];
	/** Settings of the node: `onError`, `retryOnFail` … */
	node?: Partial<NodeSpec>;
	credential?: ICredentialDataDecryptedObject;
	timezone?: string;
	/** Executions of one workflow share what n8n keeps for it; default: a workflow of its own. */
	workflowId?: string;
}

/** Executes `Start → Train Grab`. */
export async function run(
	juhe: Pick<Juhe, 'url'>,
	parameters: INodeParameters,
	settings: Settings = {},
): Promise<Run> {
	const { items = [{}], timezone, credential, signal, mode, retryOf, workflowId } = settings;
	const start: StartItem[] = items.map((json) => ({ json }));
	const n8n = await theEngine();
	const spec = n8n.workflow(start, {
		name: node,
		type: 'trainGrab',
		parameters,
		...settings.node,
	});
	return await n8n.execute(
		{
			...spec,
			...(workflowId !== undefined && { id: workflowId }),
			...(timezone && { settings: { timezone } }),
		},
		{ credentials: credentials(juhe, credential), signal, mode, retryOf },
	);
}

/** The items that came out; an error of the execution is thrown, so that a test shows it. */
export async function output(
	juhe: Pick<Juhe, 'url'>,
	parameters: INodeParameters,
	settings: Settings = {},
): Promise<IDataObject[]> {
	return outputOf(await run(juhe, parameters, settings));
}

export function outputOf(finished: Run): IDataObject[] {
	const { error } = finished;
	if (error) throw new Error(`${error.message} | ${error.description ?? ''}`);
	return finished.json(node);
}

/** The only item that came out. */
export async function only(
	juhe: Pick<Juhe, 'url'>,
	parameters: INodeParameters,
	settings: Settings = {},
): Promise<IDataObject> {
	const items = await output(juhe, parameters, settings);
	const [first] = items;
	if (!first || items.length > 1) throw new Error(`Expected one item, got ${items.length}`);
	return first;
}

export interface Failure {
	name: string;
	message: string;
	/** What to do next, as HTML. */
	description: string;
	/** n8n's failure cause. */
	cause: string | undefined;
	httpCode: string | null | undefined;
	itemIndex: unknown;
}

/** The error that stopped the execution. */
export async function failure(
	juhe: Pick<Juhe, 'url'>,
	parameters: INodeParameters,
	settings: Settings = {},
): Promise<Failure> {
	return failureOf(await run(juhe, parameters, settings));
}

export function failureOf(finished: Run): Failure {
	const { error } = finished;
	if (!error) throw new Error(`No error; out came ${JSON.stringify(finished.json(node))}`);
	const { name, message, description, context } = error;
	const own = error as { failure?: { cause: string }; httpCode?: string | null };
	return {
		name,
		message,
		description: description ?? '',
		cause: own.failure?.cause,
		httpCode: own.httpCode,
		itemIndex: context?.itemIndex,
	};
}

export const searchParameters = (changes: INodeParameters = {}): INodeParameters => ({
	resource: 'train',
	operation: 'search',
	from: '北京',
	to: '上海',
	date: chinaDay(12),
	output: 'trains',
	...changes,
});

/** Departure of Z175, which leaves 苏州 for 昆山 at 02:29 every day and always has hard seats. */
export const departure = `${chinaDay(12)} 02:29`;

/**
 * An order that is right in every parameter and searches by itself; lost answers are looked up
 * once.
 */
export const createParameters = ({
	options,
	...changes
}: INodeParameters & { options?: INodeParameters } = {}): INodeParameters => ({
	resource: 'order',
	operation: 'create',
	mainTrainNo: 'Z175',
	mainSeatClass: 'hardseat',
	fromStation: '苏州',
	toStation: '昆山',
	departDate: departure,
	contactName: '测试甲',
	contactPhone: '13900000000',
	passengers: { passenger: [甲] },
	options: { settleSeconds: 0, ...options },
	...changes,
});

/** Orders and gives the order's number. */
export async function order(
	juhe: Pick<Juhe, 'url'>,
	changes: Parameters<typeof createParameters>[0] = {},
): Promise<string> {
	return String((await only(juhe, createParameters(changes))).outOrderNo);
}

export const onOrder = (
	resource: 'order' | 'ticket',
	operation: string,
	outOrderNo: string,
	changes: INodeParameters = {},
): INodeParameters => ({ resource, operation, outOrderNo, ...changes });

/** What the design promises of each shape: all of it, always, and nothing else. */
export const keys = {
	simpleTrain: [
		'trainNo',
		'fromStation',
		'toStation',
		'departure',
		'arrival',
		'durationMinutes',
		'cheapestPrice',
		'cheapestSeat',
		'seatsLeft',
		'queryKey',
	],
	train: [
		'trainNo',
		'trainClass',
		'trainClassName',
		'fromStation',
		'toStation',
		'departure',
		'arrival',
		'durationMinutes',
		'startsHere',
		'endsHere',
		'bookable',
		'bookState',
		'bookStateName',
		'note',
		'seats',
		'queryKey',
	],
	seat: ['seatClass', 'seatName', 'price', 'remaining', 'bookable', 'berthPrices'],
	berthPrices: ['upper', 'middle', 'lower'],
	order: [
		'outOrderNo',
		'orderNo',
		'status',
		'statusCode',
		'statusName',
		'ended',
		'issued',
		'trainNo',
		'seatClass',
		'seatName',
		'fromStation',
		'toStation',
		'departure',
		'arrival',
		'closeTime',
		'ticketNo',
		'price',
		'serviceFee',
		'failure',
		'contact',
		'passengers',
	],
	expenseRow: expenseRowColumns,
	contact: ['name', 'phone', 'email'],
	passenger: [
		'passengerId',
		'name',
		'type',
		'typeName',
		'idType',
		'idTypeName',
		'idNumber',
		'birthday',
		'seatClass',
		'seatName',
		'seatNo',
		'ticketNo',
		'status',
		'statusCode',
		'statusName',
		'price',
	],
	simplified: [
		'outOrderNo',
		'status',
		'statusName',
		'trainNo',
		'departure',
		'arrival',
		'seatName',
		'ticketNo',
		'price',
		'failure',
	],
	plan: [
		'mainTrainNo',
		'alternateTrainNos',
		'mainSeatClass',
		'alternateSeatClasses',
		'fromStation',
		'toStation',
		'departDate',
		'closeTime',
		'acceptNoSeat',
		'worstTotalPrice',
		'purchaseKey',
		'queryKey',
		'trains',
		'rejected',
	],
	created: ['outOrderNo', 'status', 'orderNo', 'attempt', 'purchaseKey', 'order'],
	cancelled: ['outOrderNo', 'orderNo', 'status', 'statusName'],
	refund: ['outOrderNo', 'passengerId', 'name', 'state', 'reason'],
	callback: ['callbackType', 'url', 'registered'],
	dictionary: ['section', 'code', 'name', 'nameChinese'],
} as const;

/** Exactly these keys in the documented order, and not one of them `undefined`. */
export function expectShape(value: unknown, shape: keyof typeof keys): void {
	const record = value as Record<string, unknown>;
	expect(Object.keys(record)).toEqual([...keys[shape]]);
	expect(Object.values(record)).not.toContain(undefined);
}

/** A full order, its contact and its passengers included. */
export function expectOrderShape(value: unknown): void {
	const order = value as { contact: unknown; passengers: unknown[] };
	expectShape(order, 'order');
	expectShape(order.contact, 'contact');
	for (const passenger of order.passengers) expectShape(passenger, 'passenger');
}
