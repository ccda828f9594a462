/**
 * The same purchase started twice, and purchases whose worker dies between an order and its answer.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTurns } from './inTurns';
import { workflow } from '../faults/workflows';
import { traveller, type Traveller } from '../nodes/people';
import { madeUpId } from '../../../tools/sandbox/people';
import { juheApi, trainGrab, type NodeSpec } from '../n8n/workflows';
import { Lanes } from './lanes';
import type { QueueStage } from './stage';

/**
 * What Juhe does with a number that it knows, and how long an order is unknown to it after it was
 * made.
 */
export interface JuheKind {
	repeated: 'refused' | 'made again';
	visibleAfterSeconds: number;
}

export interface Bought extends JuheKind {
	what: string;
	purchases: number;
	once: number;
	twice: number;
	never: number;
	/** Of the purchases, those whose runs went to different workers. */
	onTwoWorkers: number;
}

/** Juhe answers in so many milliseconds. */
const answerMs = [200, 1000] as const;
/** Shorter than the longest wait for an order to show, so that refusals are met as well. */
const settleSeconds = 20;

/** Somebody who buys once in this campaign. */
function newTravellers(count: number): Traveller[] {
	return Array.from({ length: count }, () => {
		travellers += 1;
		const day = `1990-01-${String((travellers % 28) + 1).padStart(2, '0')}`;
		const sequence = String(Math.floor(travellers / 28) + 1).padStart(3, '0');
		return traveller('测试甲', day, { idNumber: madeUpId(day, sequence) });
	});
}
let travellers = 0;

/** Buys for whoever is posted to it. */
const buy = (stage: QueueStage): NodeSpec =>
	trainGrab(
		'Create',
		{
			...workflow('create')[0]?.parameters,
			passengersJson: '={{ $json.body.passengers }}',
			options: { settleSeconds, maxTotalPrice: 500 },
		},
		{ executeOnce: false, ...juheApi(stage.credentialId) },
	);

/** Each purchase is started a second time within a second, through the other processor. */
export async function buyInPairs(
	stage: QueueStage,
	{ pairs, lanes: count, ...kind }: JuheKind & { pairs: number; lanes: number },
): Promise<Bought> {
	setJuhe(stage, kind);
	slowAnswers(stage, pairs * 2);
	const lanes = await Lanes.open(
		stage,
		`pairs-${kind.repeated}-${kind.visibleAfterSeconds}`.replace(' ', '-'),
		count,
		buy(stage),
	);
	const travellers = newTravellers(pairs);
	await inTurns(
		travellers,
		count,
		async (passenger, lane) => await lanes.startTwice(lane, { passengers: [passenger] }),
	);
	const onTwoWorkers = await lanes.pairsOnTwoWorkers();
	await lanes.close();
	return {
		what: 'started twice, 0-1 s apart',
		...kind,
		...count3(stage, travellers),
		onTwoWorkers,
	};
}

/**
 * Every worker is killed while Juhe holds back the answers to orders that it has made; all is run
 * again after a while.
 */
export async function buyAcrossKills(
	stage: QueueStage,
	{
		rounds,
		lanes: count,
		againAfterSeconds,
		...kind
	}: JuheKind & { rounds: number; lanes: number; againAfterSeconds: number },
): Promise<Bought> {
	setJuhe(stage, kind);
	const { control } = stage.juhe;
	const lanes = await Lanes.open(
		stage,
		`kills-${kind.repeated}-${kind.visibleAfterSeconds}`.replace(' ', '-'),
		count,
		buy(stage),
	);
	const travellers: Traveller[] = [];
	for (let round = 0; round < rounds; round++) {
		const passengers = newTravellers(count);
		travellers.push(...passengers);
		control.clearFaults();
		control.fault('createOrder', { kind: 'hold', when: 'after' }, count);
		const before = made(stage);
		await Promise.all(
			passengers.map(
				async (passenger, lane) => await lanes.start(lane, lane, { passengers: [passenger] }),
			),
		);
		while (made(stage) < before + count) await sleep(50);
		const killedAt = Date.now();
		await Promise.all(stage.queue.workers.map(async ({ child }) => await child.kill()));
		control.release();
		for (const index of stage.queue.workers.keys()) await stage.queue.replaceWorker(index);
		await sleep(Math.max(0, killedAt + againAfterSeconds * 1000 - Date.now()));
		await Promise.all(
			passengers.map(async (passenger, lane) => {
				await lanes.start(lane, lane + 1, { passengers: [passenger] });
				// n8n never runs again what a worker took with it.
				await lanes.ended(lane, 1);
			}),
		);
	}
	await lanes.close();
	return {
		what: `killed before the answer, run again after ${againAfterSeconds} s`,
		...kind,
		...count3(stage, travellers),
		onTwoWorkers: 0,
	};
}

const made = (stage: QueueStage) => stage.juhe.control.orders().length;

function setJuhe({ juhe }: QueueStage, { repeated, visibleAfterSeconds }: JuheKind): void {
	juhe.control.reset();
	juhe.control.setOptions({
		refuseRepeatedOutOrderNo: repeated === 'refused',
		invisibleSeconds: visibleAfterSeconds,
	});
}

function slowAnswers({ juhe }: QueueStage, calls: number): void {
	for (let call = 0; call < calls; call++)
		juhe.control.fault('createOrder', {
			kind: 'delay',
			milliseconds: randomInt(answerMs[0], answerMs[1]),
			when: call % 2 === 0 ? 'before' : 'after',
		});
}

function count3(
	{ juhe }: QueueStage,
	travellers: Traveller[],
): Pick<Bought, 'purchases' | 'once' | 'twice' | 'never'> {
	const orders = juhe.control.orders();
	const counts = travellers.map(
		({ idNumber }) =>
			orders.filter(({ passengers }) => passengers.some(({ idCardNo }) => idCardNo === idNumber))
				.length,
	);
	return {
		purchases: travellers.length,
		once: counts.filter((count) => count === 1).length,
		twice: counts.filter((count) => count > 1).length,
		never: counts.filter((count) => count === 0).length,
	};
}
