import type { Resource } from '../operation';
import { set } from './set.operation';

export const callback: Resource = { value: 'callback', name: 'Callback', operations: [set] };
