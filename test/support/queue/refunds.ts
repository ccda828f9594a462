/** The refund of one ticket, started twice. */
import { randomInt } from 'node:crypto';
import { placeOrders } from '../n8n/pushes';
import { juheApi, trainGrab, type NodeSpec } from '../n8n/workflows';
import { inTurns } from './inTurns';
import { Lanes } from './lanes';
import type { QueueStage } from './stage';

export interface Refunded {
	/** How long Juhe does not show an application in the order, in seconds. */
	visibleAfterSeconds: number;
	tickets: number;
	/** Tickets whose refund Juhe was asked for once, more than once, never. */
	once: number;
	twice: number;
	never: number;
	onTwoWorkers: number;
}

const settleSeconds = 20;
/** Juhe refunds nothing within five minutes of issue. */
const secondsAfterIssue = 600;

const refund = (stage: QueueStage): NodeSpec =>
	trainGrab(
		'Refund',
		{
			resource: 'ticket',
			operation: 'refund',
			outOrderNo: '={{ $json.body.outOrderNo }}',
			refundWhom: 'one',
			passengerId: '={{ $json.body.passengerId }}',
			options: { settleSeconds },
		},
		{ executeOnce: false, ...juheApi(stage.credentialId) },
	);

/** Each refund is started a second time within a second, through the other processor. */
export async function refundInPairs(
	stage: QueueStage,
	{
		pairs,
		lanes: count,
		visibleAfterSeconds,
	}: { pairs: number; lanes: number; visibleAfterSeconds: number },
): Promise<Refunded> {
	const tickets = await issuedTickets(stage, pairs);
	const { control } = stage.juhe;
	control.setOptions({ refundInvisibleSeconds: visibleAfterSeconds });
	for (let call = 0; call < pairs; call++)
		control.fault('refund', {
			kind: 'delay',
			milliseconds: randomInt(200, 1000),
			when: call % 2 === 0 ? 'before' : 'after',
		});
	const lanes = await Lanes.open(stage, `refunds-${visibleAfterSeconds}`, count, refund(stage));
	await inTurns(tickets, count, async (ticket, lane) => await lanes.startTwice(lane, ticket));
	const onTwoWorkers = await lanes.pairsOnTwoWorkers();
	await lanes.close();
	const asked = control.calls('refund').map(({ parameters }) => parameters.outOrderNo);
	const times = tickets.map(({ outOrderNo }) => asked.filter((each) => each === outOrderNo).length);
	return {
		visibleAfterSeconds,
		tickets: tickets.length,
		once: times.filter((count) => count === 1).length,
		twice: times.filter((count) => count > 1).length,
		never: times.filter((count) => count === 0).length,
		onTwoWorkers,
	};
}

/** Orders of one ticket each that can be refunded. */
async function issuedTickets({ juhe }: QueueStage, count: number) {
	const { control } = juhe;
	control.reset();
	const numbers = Array.from(
		{ length: count },
		(_, index) => `REFUND${String(index).padStart(5, '0')}`,
	);
	await placeOrders(juhe, numbers);
	for (const outOrderNo of numbers) control.issue(outOrderNo);
	control.passTime(secondsAfterIssue);
	return numbers.map((outOrderNo) => ({
		outOrderNo,
		passengerId: control.order(outOrderNo)?.passengers[0]?.passengerId ?? '',
	}));
}
