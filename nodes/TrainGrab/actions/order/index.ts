import type { Resource } from '../operation';
import { cancel } from './cancel.operation';
import { check } from './check.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { waitForResult } from './waitForResult.operation';

export const order: Resource = {
	value: 'order',
	name: 'Order',
	// Chosen first: what only reads.
	operations: [get, check, create, waitForResult, cancel],
};
