/** Real runs of every operation and output of the three nodes, on n8n's engine and the sandbox. */
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { digitalXml } from '../sandbox/specimens/documents';
import { mail, output as readFiles, picture } from '../../test/support/nodes/flightInvoiceOcr';
import { startJuhe, type Juhe } from '../../test/support/nodes/juhe';
import { child, foreigner, 乙, 甲 } from '../../test/support/nodes/people';
import {
	chinaDay,
	createParameters,
	onOrder,
	only,
	order,
	output,
	searchParameters,
	theEngine,
} from '../../test/support/nodes/trainGrab';
import { allEvents, eventsOf, refund, stage } from '../../test/support/nodes/trigger';

/** What came out of an operation in one of its outputs. */
export interface Sample {
	/** Folder of the node in `nodes/`. */
	node: string;
	/** The file below the node's `__schema__/vN.N.N`, without `.json`. */
	path: string;
	items: IDataObject[];
}

/**
 * Every operation in every output that the nodes' descriptions offer, run until each field has been
 * filled.
 */
export async function takeSamples(): Promise<Sample[]> {
	const juhe = await startJuhe();
	try {
		return [
			...(await trainGrabSamples(juhe)),
			...(await triggerSamples()),
			...(await flightInvoiceSamples(juhe)),
		];
	} finally {
		await juhe.close();
	}
}

/** What an operation gives in one output; `choice` sets the output. */
type Runs = (juhe: Juhe, choice: INodeParameters) => Promise<IDataObject[]>;

const familyOf = (purchaseKey: string): INodeParameters =>
	createParameters({
		passengers: { passenger: [甲, 乙, child, foreigner] },
		options: { purchaseKey, contactEmail: 'jia@example.com' },
	});
const family = familyOf('sample');

/** By resource and operation. */
const trainGrabRuns: Record<string, Runs> = {
	// A day's trains leave some fields empty, such as the note of one that is cancelled.
	'train/search': async (juhe, choice) =>
		await output(
			juhe,
			searchParameters({
				...choice,
				date: '={{ $json.date }}',
				fields: ['trainNo', 'departure', 'cheapestPrice'],
			}),
			{ items: Array.from({ length: 12 }, (_, index) => ({ date: chinaDay(14 + index) })) },
		),
	// Seats and berths have different fields.
	'train/plan': async (juhe, choice) => [
		...(await output(juhe, { ...searchParameters(choice), operation: 'plan' })),
		...(await output(juhe, {
			...searchParameters(choice),
			operation: 'plan',
			trainPreferences: 'D311',
		})),
	],
	'order/check': async (juhe) => [
		...(await output(juhe, { ...family, operation: 'check' })),
		...(await output(juhe, {
			...createParameters({ contactPhone: '12' }),
			operation: 'check',
		})),
	],
	'order/create': async (juhe) => {
		const created = await only(juhe, family);
		await juhe.issue(String(created.outOrderNo));
		return [created, await only(juhe, family), ...(await failedOrder(juhe, createAgain))];
	},
	'order/get': async (juhe, choice) => [
		...(await output(juhe, onOrder('order', 'get', await issuedOrder(juhe), choice))),
		...(await failedOrder(
			juhe,
			async (number) => await output(juhe, onOrder('order', 'get', number, choice)),
		)),
	],
	'order/waitForResult': async (juhe) => [
		...(await output(juhe, onOrder('order', 'waitForResult', await issuedOrder(juhe)))),
		...(await failedOrder(
			juhe,
			async (number) => await output(juhe, onOrder('order', 'waitForResult', number)),
		)),
	],
	'order/cancel': async (juhe) =>
		await output(juhe, onOrder('order', 'cancel', await order(juhe, { departDate: day(24) }))),
	'ticket/refund': async (juhe) => {
		const number = await issuedOrder(juhe);
		const refunding = onOrder('ticket', 'refund', number, { refundWhom: 'all' });
		await juhe.fault('refund', { kind: 'errorCode', errorCode: 223804, reason: '订单不存在' });
		return [...(await output(juhe, refunding)), ...(await output(juhe, refunding))];
	},
	'callback/set': async (juhe) =>
		await output(juhe, {
			resource: 'callback',
			operation: 'set',
			url: 'https://n8n.example.com/webhook/trains',
			callbackType: 'issueResult',
		}),
	'dictionary/get': async (juhe) =>
		await output(juhe, { resource: 'dictionary', operation: 'get' }),
};

const day = (days: number) => `${chinaDay(days)} 02:29`;

/** A new number each: the same purchase would be the same order. */
let purchases = 0;

async function issuedOrder(juhe: Juhe): Promise<string> {
	const number = String((await only(juhe, familyOf(`sample ${++purchases}`))).outOrderNo);
	await juhe.issue(number);
	return number;
}

/** What is read of an order that has failed. */
async function failedOrder(
	juhe: Juhe,
	read: (outOrderNo: string, juhe: Juhe) => Promise<IDataObject[]>,
): Promise<IDataObject[]> {
	const number = await order(juhe, {
		departDate: day(22),
		options: { purchaseKey: `failed sample ${++purchases}` },
	});
	await juhe.fail(number, { failMsg: '余票不足' });
	return await read(number, juhe);
}

/** The order that follows a failed one. */
async function createAgain(_number: string, juhe: Juhe): Promise<IDataObject[]> {
	const again = createParameters({
		departDate: day(22),
		options: { purchaseKey: `failed sample ${purchases}` },
	});
	return await output(juhe, again);
}

async function trainGrabSamples(juhe: Juhe): Promise<Sample[]> {
	const properties = await propertiesOf('trainGrab');
	const samples: Sample[] = [];
	for (const resource of valuesOf(properties, 'resource', {}))
		for (const operation of valuesOf(properties, 'operation', { resource })) {
			const path = `${resource}/${operation}`;
			const runs = trainGrabRuns[path];
			if (!runs) throw new Error(`${path}: tools/schemas/samples.ts has no run of it`);
			for (const { suffix, choice } of outputsOf(properties, { resource, operation })) {
				await juhe.reset();
				samples.push({
					node: 'TrainGrab',
					path: `v1.0.0/${path}${suffix}`,
					items: await runs(juhe, choice),
				});
			}
		}
	return samples;
}

async function flightInvoiceSamples(juhe: Juhe): Promise<Sample[]> {
	const samples: Sample[] = [];
	const pictures = {
		attachment_0: await picture('one-leg'),
		attachment_1: await picture('two-legs'),
	};
	const documents = {
		attachment_2: { bytes: digitalXml(), fileName: 'digital.xml', mimeType: 'text/xml' },
		attachment_3: { bytes: Buffer.from('Hello'), fileName: 'hello.txt', mimeType: 'text/plain' },
	};
	for (const { suffix, choice } of outputsOf(await propertiesOf('flightInvoiceOcr'), {})) {
		await juhe.reset();
		samples.push({
			node: 'FlightInvoiceOcr',
			path: suffix === '' ? 'v1.0.0' : `v1.0.0${suffix}`,
			items: await readFiles(
				juhe,
				{ inputSource: 'binary', binaryPropertyName: 'attachment_*', ...choice },
				// The raw answer is Juhe's, which is asked for pictures only.
				{ items: [mail(choice.output === 'raw' ? pictures : { ...pictures, ...documents })] },
			),
		});
	}
	return samples;
}

/** n8n looks for exactly the version that a node has. */
const triggerVersions = ['v1.0.0', 'v1.1.0'];

async function triggerSamples(): Promise<Sample[]> {
	const made = await stage({ parameters: { events: allEvents, options: { includeRaw: true } } });
	try {
		await made.trigger.publish();
		const control = made.sandbox.control;
		const issued = await made.order();
		control.issue(issued);
		await made.delivered();
		control.passTime(600);
		const [passenger] = control.order(issued)?.passengers ?? [];
		await refund(made, issued, String(passenger?.passengerId), true);
		await made.delivered();
		const failed = await made.order({ departDate: day(23) });
		control.fail(failed, { failMsg: '余票不足' });
		await made.delivered();
		const items = eventsOf(made);
		return triggerVersions.map((path) => ({ node: 'TrainGrabTrigger', path, items }));
	} finally {
		await made.close();
	}
}

async function propertiesOf(type: string): Promise<INodeProperties[]> {
	const { nodeTypes, packageName } = await theEngine();
	return nodeTypes.getByNameAndVersion(`${packageName}.${type}`).description.properties;
}

/** The values of a choice that the node shows under these parameters. */
function valuesOf(
	properties: INodeProperties[],
	name: string,
	parameters: INodeParameters,
): string[] {
	const property = shownProperty(properties, name, parameters);
	return (property?.options ?? []).flatMap((option) =>
		'value' in option ? [String(option.value)] : [],
	);
}

/**
 * The outputs of an operation: the one chosen first has no suffix, since n8n's previews know no
 * other.
 */
function outputsOf(
	properties: INodeProperties[],
	parameters: INodeParameters,
): Array<{ suffix: string; choice: INodeParameters }> {
	const first = shownProperty(properties, 'output', parameters)?.default;
	if (first === undefined) return [{ suffix: '', choice: {} }];
	return valuesOf(properties, 'output', parameters).map((output) => ({
		suffix: output === first ? '' : `.${output}`,
		choice: { output },
	}));
}

function shownProperty(
	properties: INodeProperties[],
	name: string,
	parameters: INodeParameters,
): INodeProperties | undefined {
	return properties.find(
		(property) =>
			property.name === name && NodeHelpers.displayParameter(parameters, property, null, null),
	);
}
