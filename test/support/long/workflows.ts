/** The three workflows of a long run; and three of stock nodes, which do as much. */
import type { WorkflowExport } from '../../../tools/n8n/n8n';
import { workflow } from '../faults/workflows';
import { chain, juheApi, node, to, trainGrab, trainGrabTrigger } from '../n8n/workflows';
import { allEvents } from '../storm/storm';
import type { Flow, Teller } from './teller';

/** Paths of the webhooks, by what comes in. */
export const paths: Record<Flow, string> = {
	events: 'long-events',
	orders: 'long-orders',
	files: 'long-files',
};

const webhook = (flow: Flow) =>
	node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{
			httpMethod: 'POST',
			path: paths[flow],
			responseMode: 'onReceived',
			options: { responseData: 'success' },
		},
		{ typeVersion: 2, webhookId: paths[flow] },
	);

const idInQuery = "$('Webhook').first().json.query.id";

/** By the nodes of this package. */
export function ownWorkflows(teller: Teller, credentialId: string): Record<Flow, WorkflowExport> {
	const credential = juheApi(credentialId);
	const [create] = workflow('create');
	const order = trainGrab(
		'Create',
		{
			...create?.parameters,
			passengersJson: '={{ $json.body.passengers }}',
			options: { maxTotalPrice: 500 },
		},
		credential,
	);
	const number = '={{ $json.outOrderNo }}';
	const wait = trainGrab(
		'Wait',
		{ resource: 'order', operation: 'waitForResult', outOrderNo: number, pollSeconds: 5 },
		credential,
	);
	const get = trainGrab(
		'Get',
		{ resource: 'order', operation: 'get', outOrderNo: number, output: 'full' },
		credential,
	);
	const read = node(
		'Read',
		'n8n-nodes-juhe.flightInvoiceOcr',
		{},
		{ onError: 'continueErrorOutput', ...credential },
	);
	const files = chain('Files', webhook('files'), read);
	return {
		events: chain(
			'Events',
			trainGrabTrigger({ events: allEvents }, { webhookId: paths.events, ...credential }),
			teller.node(
				'Tell',
				'events',
				'$json.eventKey',
				"$json.verified === false ? 'unverified' : 'told'",
			),
		),
		orders: chain(
			'Orders',
			webhook('orders'),
			order,
			wait,
			get,
			teller.node('Tell', 'orders', idInQuery, '$json.status'),
		),
		files: {
			...files,
			nodes: [
				...files.nodes,
				teller.node('Tell', 'files', idInQuery, "$json.ticketNumber ? 'invoice' : 'nothing'"),
				teller.node('Tell of an error', 'files', idInQuery, "'refused'"),
			],
			connections: { Webhook: to('Read'), Read: to('Tell', 'Tell of an error') },
		},
	};
}

/** By n8n's own: what n8n itself takes for as many executions of as many nodes. */
export function stockWorkflows(teller: Teller, juheUrl: string): Record<Flow, WorkflowExport> {
	const ask = (name: string) =>
		node(
			name,
			'n8n-nodes-base.httpRequest',
			{ url: `${juheUrl}/sandbox/options`, options: {} },
			{ typeVersion: 4.2 },
		);
	const wait = node(
		'Wait',
		'n8n-nodes-base.wait',
		{ resume: 'timeInterval', amount: 15, unit: 'seconds' },
		{ typeVersion: 1.1, webhookId: 'long-wait' },
	);
	const seen = node(
		'Remove Duplicates',
		'n8n-nodes-base.removeDuplicates',
		{
			operation: 'removeItemsSeenInPreviousExecutions',
			dedupeValue: '={{ $json.body.outOrderNo }}{{ $json.body.msgCode }}',
			options: {},
		},
		{ typeVersion: 2 },
	);
	const extract = node(
		'Extract',
		'n8n-nodes-base.extractFromFile',
		{ operation: 'binaryToPropery', options: {} },
		{ typeVersion: 1 },
	);
	return {
		events: chain(
			'Events',
			webhook('events'),
			seen,
			ask('Look'),
			teller.node('Tell', 'events', "$('Webhook').first().json.body.outOrderNo", "'told'"),
		),
		orders: chain(
			'Orders',
			webhook('orders'),
			ask('Create'),
			wait,
			ask('Get'),
			teller.node('Tell', 'orders', idInQuery, "'issued'"),
		),
		files: chain(
			'Files',
			webhook('files'),
			extract,
			teller.node('Tell', 'files', idInQuery, "'invoice'"),
		),
	};
}
