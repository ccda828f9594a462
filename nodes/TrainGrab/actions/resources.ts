import { callback } from './callback';
import { dictionary } from './dictionary';
import type { Operation, Resource } from './operation';
import { order } from './order';
import { ticket } from './ticket';
import { train } from './train';

/** In the order in which n8n lists them. */
export const resources: Resource[] = [train, order, ticket, callback, dictionary];

/** The operation that the parameters name; undefined for names this version does not know. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
