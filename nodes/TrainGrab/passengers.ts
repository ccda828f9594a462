import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { readOrder } from '../../src/juhe/trainGrab/order/lookUp';
import { isOrderNumber } from '../../src/juhe/trainGrab/order/number';
import { mayHaveTickets, ticketsUntold } from '../../src/juhe/trainGrab/order/parse';
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
				'Fill in “Order Number” first, or choose “By ID”',
				'The list shows the passengers of that order.',
				'outOrderNoForm',
			);
		const { client } = await connectToJuhe(this, 'trainGrab');
		const { order } = await readOrder(client, outOrderNo);
		const results = order.passengers.flatMap(({ passengerId, name, seatNo, statusName }) =>
			passengerId === null
				? []
				: [
						{
							name: [name, seatNo, statusName].filter((part) => part !== null).join(' · '),
							value: passengerId,
						},
					],
		);
		if (results.length === 0 && mayHaveTickets(order)) throw ticketsUntold(order);
		if (results.length === 0)
			throw new ParameterError(
				`The order has no tickets to refund: it is “${order.statusName}”`,
				'Only issued tickets can be refunded; Order > Cancel stops an order that is still grabbing.',
				'ticketsMissing',
			);
		return { results };
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}
