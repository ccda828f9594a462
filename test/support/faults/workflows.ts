/** The workflows that buy, as users build them. */
import { DateTime } from 'luxon';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { NodeSpec } from '../engine';
import { child, foreigner, 乙, 甲 } from '../nodes/people';

/**
 * `search`: search → create with the first train found. `plan`: plan → create. `create`: create
 * alone, which searches by itself. `refund`: search → create → refund of both tickets.
 * `anyStation`: like search, but takes the first train from whatever station.
 */
export type WorkflowName = 'search' | 'plan' | 'create' | 'refund' | 'anyStation';

export const settleSeconds = 2;

const day = DateTime.now().setZone('Asia/Shanghai').plus({ days: 20 }).toFormat('yyyy-MM-dd');

const node = (
	name: string,
	parameters: INodeParameters,
	settings: Partial<NodeSpec>,
): NodeSpec => ({
	name,
	type: 'trainGrab',
	parameters,
	...settings,
});

/** Slow trains between these two all have the same stations. */
const searchParameters: INodeParameters = {
	resource: 'train',
	operation: 'search',
	from: '苏州',
	to: '昆山',
	date: day,
	filters: { trainClasses: ['Z', 'K'], bookableOnly: true },
	options: { limit: 1 },
};

/** The first train found here leaves from another station than the second. */
const severalStations: INodeParameters = {
	...searchParameters,
	from: '上海',
	to: '苏州',
	filters: { trainClasses: ['G'], bookableOnly: true },
};

const planParameters: INodeParameters = {
	resource: 'train',
	operation: 'plan',
	from: '上海',
	to: '苏州',
	date: day,
	seatPreferences: ['secondseat', 'firstseat'],
	filters: { trainClasses: ['G'] },
	options: { limit: 2 },
};

const createParameters = (changes: INodeParameters, options: INodeParameters): INodeParameters => ({
	resource: 'order',
	operation: 'create',
	contactName: '测试甲',
	contactPhone: '13900000000',
	passengersInput: 'json',
	passengersJson: "={{ $('Start').item.json.passengers }}",
	...changes,
	options,
});

const found = (seatClass: string): INodeParameters => ({
	queryKey: '={{ $json.queryKey }}',
	mainTrainNo: '={{ $json.trainNo }}',
	mainSeatClass: seatClass,
	fromStation: '={{ $json.fromStation }}',
	toStation: '={{ $json.toStation }}',
	departDate: '={{ $json.departure }}',
});

const planned: INodeParameters = {
	queryKey: '={{ $json.queryKey }}',
	mainTrainNo: '={{ $json.mainTrainNo }}',
	alternateTrainNos: '={{ $json.alternateTrainNos.join() }}',
	mainSeatClass: '={{ $json.mainSeatClass }}',
	alternateSeatClasses: '={{ $json.alternateSeatClasses }}',
	fromStation: '={{ $json.fromStation }}',
	toStation: '={{ $json.toStation }}',
	departDate: '={{ $json.departDate }}',
	closeTime: '={{ $json.closeTime }}',
};

const named: INodeParameters = {
	mainTrainNo: 'Z175',
	alternateTrainNos: 'K8371',
	mainSeatClass: 'hardseat',
	fromStation: '苏州',
	toStation: '昆山',
	departDate: `${day} 02:29`,
};

/** The nodes after the start node. */
export function workflow(
	name: WorkflowName,
	settle = settleSeconds,
	settings: Partial<NodeSpec> = {},
): NodeSpec[] {
	const create = (changes: INodeParameters, options: INodeParameters = {}) =>
		node('Create', createParameters(changes, { settleSeconds: settle, ...options }), settings);
	switch (name) {
		case 'search':
			return [node('Search', searchParameters, {}), create(found('hardseat'))];
		case 'plan':
			return [
				node('Plan', planParameters, {}),
				create(planned, { purchaseKey: '={{ $json.purchaseKey }}' }),
			];
		case 'create':
			return [create(named, { maxTotalPrice: 500 })];
		case 'anyStation':
			return [node('Search', severalStations, {}), create(found('secondseat'))];
		case 'refund':
			return [node('Search', searchParameters, {}), create(found('hardseat')), refund(settle)];
	}
}

const refund = (settleSeconds: number): NodeSpec =>
	node(
		'Refund',
		{
			resource: 'ticket',
			operation: 'refund',
			outOrderNo: '={{ $json.outOrderNo }}',
			refundWhom: 'all',
			options: { settleSeconds },
		},
		{},
	);

/**
 * What n8n's "retry" of an execution that failed in the last node runs: that node, with the input
 * it had.
 */
export const refundAlone = (settleSeconds: number): NodeSpec[] => [refund(settleSeconds)];

/** Items to start with: one a purchase. */
export function items(name: WorkflowName, count: number): IDataObject[] {
	if (name === 'refund') return [{ passengers: [甲, child] }];
	return [甲, 乙, foreigner].slice(0, count).map((one) => ({ passengers: [one] }));
}
