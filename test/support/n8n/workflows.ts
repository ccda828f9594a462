/** Workflows as n8n imports them. */
import type { WorkflowExport } from '../../../tools/n8n/n8n';
import { credentialId } from './stage';

export interface NodeSpec {
	[field: string]: unknown;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

type Changes = Record<string, unknown>;

export function node(
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
	changes: Changes = {},
): NodeSpec {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...changes };
}

export const juheApi = (id = credentialId) => ({ credentials: { juheApi: { id, name: id } } });

export const manualTrigger = node('Start', 'n8n-nodes-base.manualTrigger');

/** A node that passes on what it gets: what it got is what the node before it let through. */
export const after = (name = 'After') => node(name, 'n8n-nodes-base.noOp');

export const trainGrab = (
	name: string,
	parameters: Record<string, unknown>,
	changes: Changes = {},
): NodeSpec =>
	node(name, 'n8n-nodes-juhe.trainGrab', parameters, {
		executeOnce: true,
		...juheApi(),
		...changes,
	});

export const trainGrabTrigger = (
	parameters: Record<string, unknown>,
	changes: Changes = {},
): NodeSpec =>
	node('Juhe', 'n8n-nodes-juhe.trainGrabTrigger', parameters, {
		typeVersion: 1.1,
		webhookId: 'juhe-end-to-end',
		...juheApi(),
		...changes,
	});

/** n8n's own HTTP Request node with the credential as a predefined type. */
export const httpRequest = (
	name: string,
	parameters: Record<string, unknown>,
	changes: Changes = {},
): NodeSpec =>
	node(
		name,
		'n8n-nodes-base.httpRequest',
		{
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'juheApi',
			options: {},
			...parameters,
		},
		{ typeVersion: 4.2, executeOnce: true, ...juheApi(), ...changes },
	);

/** What users build without the package: a picture as base64, in a form to the OCR at `url`. */
export const recognitionByStockNodes = (url: string, key: string): [NodeSpec, NodeSpec] => [
	node('To base64', 'n8n-nodes-base.extractFromFile', {
		operation: 'binaryToPropery',
		binaryPropertyName: 'data',
		destinationKey: 'data',
		options: {},
	}),
	node(
		'Request',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url,
			sendBody: true,
			contentType: 'form-urlencoded',
			bodyParameters: {
				parameters: [
					{ name: 'key', value: key },
					{ name: 'ImageBase64', value: '={{ $json.data }}' },
				],
			},
			options: {},
		},
		{ typeVersion: 4.2 },
	),
];

/** A workflow whose nodes run one after the other. */
export function chain(name: string, ...nodes: NodeSpec[]): WorkflowExport {
	return {
		name,
		nodes: nodes.map((each, index) => ({ ...each, position: [index * 220, 0] })),
		connections: Object.fromEntries(
			nodes.slice(0, -1).map((each, index) => [each.name, to(nodes[index + 1]?.name)]),
		),
	};
}

/** Connections of a node, an entry an output. */
export function to(...names: Array<string | undefined>) {
	return {
		main: names.map((name) => (name === undefined ? [] : [{ node: name, type: 'main', index: 0 }])),
	};
}
