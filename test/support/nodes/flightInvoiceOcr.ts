/**
 * The Flight Invoice OCR node of the built package, in a workflow of its own, and itineraries to
 * give it.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { SpecimenItinerary } from '../../../tools/sandbox/specimens';
import { drawSpecimen, specimens } from '../../../tools/sandbox/specimens';
import type { Run, StartFile, StartItem } from '../engine';
import { expenseRowColumns } from './expenseRow';
import type { Juhe } from './juhe';
import type { Settings as TrainSettings } from './trainGrab';
import { credentials, theEngine } from './trainGrab';

export const node = 'Flight Invoice OCR';

export interface Settings extends Omit<TrainSettings, 'items' | 'timezone'> {
	/** Items that the node gets. */
	items?: StartItem[];
	/** n8n's workflow setting: where an item keeps its files. */
	binaryMode?: 'separate' | 'combined';
}

/** Executes `Start → Flight Invoice OCR`. */
export async function run(
	juhe: Pick<Juhe, 'url'>,
	parameters: INodeParameters,
	{ items = [{ json: {} }], node: changes, credential, binaryMode, ...settings }: Settings = {},
): Promise<Run> {
	const n8n = await theEngine();
	const spec = n8n.workflow(items, {
		name: node,
		type: 'flightInvoiceOcr',
		parameters,
		...changes,
	});
	return await n8n.execute(
		{ ...spec, ...(binaryMode && { settings: { binaryMode } }) },
		{ credentials: credentials(juhe, credential), ...settings },
	);
}

/** The items that came out; an error of the execution is thrown, so that a test shows it. */
export async function output(
	juhe: Pick<Juhe, 'url'>,
	parameters: INodeParameters,
	settings: Settings = {},
): Promise<IDataObject[]> {
	const finished = await run(juhe, parameters, settings);
	const { error } = finished;
	if (error) throw new Error(`${error.message} | ${error.description ?? ''}`);
	return finished.json(node);
}

/** An item with files: `mail({ attachment_0: picture })`. */
export function mail(files: Record<string, StartFile>, json: IDataObject = {}): StartItem {
	return { json, binary: files };
}

export function specimen(name: string): SpecimenItinerary {
	const found = specimens.find((each) => each.name === name);
	if (!found) throw new Error(`There is no specimen ${name}`);
	return found;
}

const drawn = new Map<string, Promise<Buffer>>();

/** A specimen as a file; drawn once. */
export async function picture(
	name = 'one-leg',
	{ format = 'jpeg', width = 1200 }: { format?: 'png' | 'jpeg' | 'bmp'; width?: number } = {},
): Promise<StartFile> {
	const key = `${name}.${width}.${format}`;
	const drawing = drawn.get(key) ?? drawSpecimen(specimen(name), format, width);
	drawn.set(key, drawing);
	return {
		bytes: await drawing,
		fileName: `${name}.${format === 'jpeg' ? 'jpg' : format}`,
		mimeType: `image/${format}`,
	};
}

/** The ticket number that a specimen carries: tells which picture an item came from. */
export function ticketNumberOf(name: string): string {
	return specimen(name).entries.find(({ Name }) => Name === '电子客票号码')?.Value ?? '';
}

/**
 * The same picture again in other bytes: Juhe is not asked twice for the same ones in one
 * execution.
 */
export async function anotherOf(name: string, number: number): Promise<StartFile> {
	const file = await picture(name);
	const bytes = Buffer.concat([file.bytes, Buffer.from(`copy ${number}`)]);
	return { ...file, bytes, fileName: `${name}-${number}.jpg` };
}

/** What the design promises: all of it, always, in this order. */
export const keys = {
	invoice: [
		'ticketNumber',
		'serialNumber',
		'verificationCode',
		'passengerName',
		'idNumber',
		'issueDate',
		'issuedBy',
		'agentCode',
		'segments',
		'currency',
		'fare',
		'aviationFund',
		'fuelSurcharge',
		'otherTaxes',
		'insurance',
		'total',
		'scope',
		'invoiceNumber',
		'buyerName',
		'buyerTaxId',
		'taxRate',
		'taxAmount',
		'vat',
		'category',
		'business',
		'status',
		'originalInvoiceNumber',
		'reversalReason',
		'warnings',
		'duplicateKey',
		'summary',
		'otherFields',
		'requestId',
		'source',
		'skipped',
	],
	segment: [
		'from',
		'to',
		'carrier',
		'flightNumber',
		'cabinClass',
		'date',
		'time',
		'fareBasis',
		'validFrom',
		'validUntil',
		'baggage',
	],
	vat: ['rate', 'deductible', 'basis', 'reason'],
	source: [
		'property',
		'fileName',
		'mimeType',
		'width',
		'height',
		'bytes',
		'changes',
		'recognizedBy',
		'readFrom',
	],
	expenseRow: expenseRowColumns,
	failure: ['errorCode', 'reason', 'retryable', 'charged', 'property', 'fileName'],
} as const;
