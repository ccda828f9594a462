import type { INodeProperties } from 'n8n-workflow';

import type { Operation, Resource } from './operation';
import { resources } from './resources';

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
