/**
 * `npm run test:queue`: purchases, events and pictures in a real n8n in queue mode. The short form
 * by default; with QUEUE_FULL=1 the whole campaign, which writes its figures into
 * docs/reliability-queue.md. QUEUE_SEED repeats a burst.
 */
import { installationMs } from '../support/n8n/stage';
import { aheadOfTheirOrders, burst, type Delivered } from '../support/queue/events';
import {
	compareAwaitedPictures,
	compareEvents,
	comparePictures,
	gainOf,
	isFilledByOne,
	type PaceSize,
	type QueuePace,
} from '../support/queue/pace';
import { readPictures, type Pictures } from '../support/queue/pictures';
import { buyAcrossKills, buyInPairs, type Bought, type JuheKind } from '../support/queue/purchases';
import { refundInPairs, type Refunded } from '../support/queue/refunds';
import { tell, writeReport } from '../support/queue/report';
import { setQueueStage, type QueueStage } from '../support/queue/stage';

const isFull = process.env.QUEUE_FULL === '1';
const seed = Number(process.env.QUEUE_SEED ?? Date.now() % 1_000_000);

jest.setTimeout(60 * 60_000);

/** Executions that a worker runs at once. */
const concurrency = 10;

const kinds: JuheKind[] = (['refused', 'made again'] as const).flatMap((repeated) =>
	[0, 5, 60].map((visibleAfterSeconds) => ({ repeated, visibleAfterSeconds })),
);
/** The worst of them: a Juhe that makes a repeated number again, and shows orders late. */
const worst: JuheKind[] = [{ repeated: 'made again', visibleAfterSeconds: 5 }];
const size = isFull
	? {
			kinds,
			refundsVisibleAfter: [0, 5, 60],
			pairs: 40,
			lanes: 8,
			rounds: 3,
			events: 2_000,
			ahead: 20,
			pictures: 100,
			pace: { block: 100, rounds: 4 },
		}
	: {
			kinds: worst,
			refundsVisibleAfter: [5],
			pairs: 16,
			lanes: 8,
			rounds: 1,
			events: 100,
			ahead: 10,
			pictures: 20,
			pace: { block: 40, rounds: 1 },
		};

let stage: QueueStage;
const bought: Bought[] = [];
const refunded: Refunded[] = [];
const delivered: Delivered[] = [];
let pictures: Pictures | undefined;
const pace: QueuePace[] = [];

/** Starts a queue for the tests that follow, with these settings besides. */
function inQueue(env?: Record<string, string>): void {
	beforeAll(async () => {
		stage = await setQueueStage({ processors: 2, workers: 2, concurrency, env });
	}, installationMs);
	afterAll(async () => await stage?.clear());
}

type Compare = (stage: QueueStage, size: PaceSize) => Promise<QueuePace[]>;

/**
 * Where one worker fills the machine, a second one shows only that it costs nothing. Each kind of
 * work has a row with room: pictures that Juhe lets wait, as it does, and events without sandboxes.
 */
async function compareWorkers(compare: Compare): Promise<void> {
	const [ours, stock] = await compare(stage, { ...size.pace, concurrency });
	if (!ours || !stock) throw new Error('There is nothing to compare');
	pace.push(ours, stock);
	expect(ours.two.rate).toBeGreaterThan(0);
	// A few dozen executions tell nothing of a pace.
	if (!isFull) return;
	if (isFilledByOne(ours)) expect(gainOf(ours)).toBeGreaterThanOrEqual(0.8);
	else expect(gainOf(ours) / gainOf(stock)).toBeGreaterThanOrEqual(0.9);
}

describe('n8n as it comes', () => {
	inQueue();

	test.each(size.kinds)(
		'the same purchase started twice is bought once: repeated numbers $repeated, visible after $visibleAfterSeconds s',
		async (kind) => {
			const result = await buyInPairs(stage, { ...kind, pairs: size.pairs, lanes: size.lanes });
			bought.push(result);
			expect(result.twice).toBe(0);
			expect(result.once / result.purchases).toBeGreaterThanOrEqual(0.95);
		},
	);

	test.each(size.kinds)(
		'what a killed worker has bought is not bought again: repeated numbers $repeated, visible after $visibleAfterSeconds s',
		async (kind) => {
			const { lanes, rounds } = size;
			const result = await buyAcrossKills(stage, { ...kind, lanes, rounds, againAfterSeconds: 10 });
			bought.push(result);
			expect(result).toMatchObject({ twice: 0, never: 0 });
		},
	);

	test.each(size.refundsVisibleAfter)(
		'the same refund started twice is asked for once: visible after %d s',
		async (visibleAfterSeconds) => {
			const { pairs, lanes } = size;
			const result = await refundInPairs(stage, { pairs, lanes, visibleAfterSeconds });
			refunded.push(result);
			expect(result.twice).toBe(0);
			expect(result.once / result.tickets).toBeGreaterThanOrEqual(0.95);
		},
	);

	test('a burst of events, some repeated through the other processor: none lost, hardly any told twice', async () => {
		const result = await burst(stage, { events: size.events, seed });
		delivered.push(result);
		expect(result).toMatchObject({ lost: 0, wrongAnswers: 0 });
		expect(result.deliveredTwice).toBeLessThanOrEqual(2);
	});

	test('pushes ahead of their orders are delivered, verified', async () => {
		const result = await aheadOfTheirOrders(stage, { events: size.ahead, seconds: 5 });
		delivered.push(result);
		expect(result).toMatchObject({ lost: 0, wrongAnswers: 0, verified: size.ahead });
	});

	test('pictures reach the worker by the database', async () => {
		pictures = await readPictures(stage, size.pictures);
		expect(pictures.read).toBe(size.pictures);
	});

	test.each<[string, Compare]>([
		['events', compareEvents],
		['pictures', comparePictures],
		['pictures that Juhe lets wait', compareAwaitedPictures],
	])('a second worker adds as much as to stock nodes: %s', async (_, compare) => {
		await compareWorkers(compare);
	});
});

if (isFull)
	describe('n8n that makes a sandbox for expressions only where one is needed', () => {
		inQueue({ N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' });

		test('a second worker adds as much as to stock nodes: events', async () => {
			await compareWorkers(async (...given) =>
				(await compareEvents(...given)).map((each) => ({
					...each,
					work: `${each.work}, N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE`,
				})),
			);
		});
	});

if (isFull)
	test.each(['events', 'pictures'])('%s were compared where a second worker had room', (work) => {
		const rows = pace.filter((each) => each.work.startsWith(work));
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every(isFilledByOne)).toBe(false);
	});

afterAll(() => {
	const figures = { bought, refunded, delivered, pictures, pace };
	process.stdout.write(`\n${tell(figures)}\n\nseed ${seed}\n`);
	const isComplete = bought.length === 2 * size.kinds.length && pace.length === 8;
	if (isFull && isComplete) writeReport(figures);
});
