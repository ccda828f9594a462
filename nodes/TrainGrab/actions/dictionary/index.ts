import type { Resource } from '../operation';
import { get } from './get.operation';

export const dictionary: Resource = { value: 'dictionary', name: 'Dictionary', operations: [get] };
