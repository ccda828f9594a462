import type { Resource } from '../operation';
import { refund } from './refund.operation';

export const ticket: Resource = { value: 'ticket', name: 'Ticket', operations: [refund] };
