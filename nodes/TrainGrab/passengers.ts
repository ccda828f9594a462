import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { readOrder } from '../../src/juhe/trainGrab/order/lookUp';
import { isOrderNumber } from '../../src/juhe/trainGrab/order/number';
import { asText } from '../../src/lib/values';
import { ParameterError, toNodeError } from '../shared/errors';
import { connectToJuhe } from '../shared/juheApi';

/**
 * What the list of Refund's passenger shows: the tickets of the order whose number stands in the
 * node.
 * @throws NodeApiError where Juhe cannot be asked, NodeOperationError where the number is none
 */
export async function listPassengers(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	try {
		const outOrderNo =
			asText(this.getCurrentNodeParameter('outOrderNo', { extractValue: true })) ?? '';
		if (!isOrderNumber(outOrderNo))
			throw new ParameterError(
				'“Order Number” must be fixed for a list of its passengers',
				'Enter the number itself, or choose “By ID”.',
				'outOrderNoForm',
			);
		const { client } = await connectToJuhe(this, 'trainGrab');
		const { order } = await readOrder(client, outOrderNo);
		return {
			results: order.passengers.flatMap(({ passengerId, name, seatNo, statusName }) =>
				passengerId === null
					? []
					: [
							{
								name: [name, seatNo, statusName].filter((part) => part !== null).join(' · '),
								value: passengerId,
							},
						],
			),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
