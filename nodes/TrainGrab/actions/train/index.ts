import type { Resource } from '../operation';
import { plan } from './plan.operation';
import { search } from './search.operation';

export const train: Resource = { value: 'train', name: 'Train', operations: [search, plan] };
