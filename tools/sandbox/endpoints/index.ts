import dictionaryAnswer from '../../../test/support/fixtures/juhe/train-grab.dictionary.json';
import type { EndpointName } from '../faults';
import type { CallRecord, World } from '../world';
import { createOrder } from './createOrder';
import { cancelOrder, orderDetail, refund } from './orders';
import type { Parameters } from './parameters';
import { recognize } from './recognize';
import { search } from './search';
import { setCallback } from './setCallback';

type Answer = Record<string, unknown>;

/**
 * Does an endpoint's work and gives its answer, or throws a Refusal; `call` is the record to which
 * it may add.
 */
type Endpoint = (
	parameters: Parameters,
	world: World,
	call: CallRecord,
) => Answer | Promise<Answer>;

export const endpoints: Record<EndpointName, Endpoint> = {
	search,
	createOrder,
	orderDetail,
	cancelOrder,
	refund,
	setCallback,
	dictionary: () => dictionaryAnswer,
	recognize,
};

/** Documented: these take no GET. */
export const postOnly: readonly EndpointName[] = ['createOrder', 'recognize'];
