import type { INodeProperties } from 'n8n-workflow';

import { callback } from './callback';
import { dictionary } from './dictionary';
import type { Operation, Resource } from './operation';
import { order } from './order';
import { ticket } from './ticket';
import { train } from './train';

const resources: Resource[] = [train, order, ticket, callback, dictionary];

/** Resource, operation and the fields of every operation, each shown for its own. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'train',
	},
	...resources.map(operationProperty),
	...resources.flatMap((resource) =>
		resource.operations.flatMap((operation) =>
			operation.fields.map((field) => showFor(resource, operation, field)),
		),
	),
];

const titles = resources.flatMap(({ value, name, operations }) =>
	operations.map((operation) => [`${value}/${operation.value}`, `${name}: ${operation.name}`]),
);

/** What the canvas says under the node's name, in words. */
export const subtitle = `={{ (${JSON.stringify(Object.fromEntries(titles))})[$parameter["resource"] + "/" + $parameter["operation"]] }}`;

/** The operation that the parameters name; undefined for names this version does not know. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}

function operationProperty(resource: Resource): INodeProperties {
	const firstOperation = resource.operations[0]?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: firstOperation,
	};
}

function showFor(
	resource: Resource,
	operation: Operation,
	field: INodeProperties,
): INodeProperties {
	return {
		...field,
		displayOptions: {
			...field.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...field.displayOptions?.show,
			},
		},
	};
}
