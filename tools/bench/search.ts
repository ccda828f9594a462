import axios from 'axios';
import { sleep } from 'n8n-workflow';
import { z } from 'zod/v4';
import { toItem } from '../../nodes/shared/items';
import { createClient } from '../../src/juhe/client';
import { trainGrabEndpoints } from '../../src/juhe/endpoints';
import { filterTrains, sortTrains } from '../../src/juhe/trainGrab/search/filters';
import { searchTrains } from '../../src/juhe/trainGrab/search/search';
import { simplifyTrain } from '../../src/juhe/trainGrab/search/simplify';
import type { SearchQuestion } from '../../src/juhe/trainGrab/search/types';
import { chinaNow } from '../../src/lib/time';
import { startSandbox, type Sandbox } from '../sandbox';
import { median, ratioOf, type Effort, type Row } from './rows';

const trainCount = 200;
const runsPerRepeat = 100;

const cities = ['北京', '上海', '广州', '深圳', '杭州', '南京', '武汉', '成都'];

/**
 * What Train > Search does with an answer of Juhe's once it is there, and JSON.parse of the same
 * body.
 */
export async function benchSearch({ quick }: Effort): Promise<Row[]> {
	const date = chinaNow().startOf('day').plus({ days: 20 });
	const sandbox = await startSandbox();
	const body = await answerOf(sandbox, date.toFormat('yyyyMMdd')).finally(sandbox.close);
	const client = createClient({
		baseUrl: sandbox.url,
		send: async () => await Promise.resolve({ statusCode: 200, body }),
		sleep,
	});
	const ours = async () => await shape(client, { from: '北京', to: '上海', date });
	const items = await ours();
	if (items.length !== trainCount) throw new Error(`${items.length} trains were shaped`);
	const measured = { ours: [] as number[], theirs: [] as number[] };
	// The first repeat warms up.
	for (let repeat = 0; repeat <= (quick ? 2 : 10); repeat++) {
		const theirMilliseconds = await processorTime(() => JSON.parse(body) as unknown);
		const ourMilliseconds = await processorTime(ours);
		if (repeat === 0) continue;
		measured.theirs.push(theirMilliseconds);
		measured.ours.push(ourMilliseconds);
	}
	const [mine, bare] = [measured.ours, measured.theirs].map((each) => median(each).toFixed(2));
	return [
		{
			subject: `A search of ${trainCount} trains; processor time`,
			ours: 'Train Grab, from the body to the items',
			peer: '`JSON.parse`',
			figure: ratioOf(measured.ours, measured.theirs),
			target: { atMost: 5 },
			note: `${mine} ms : ${bare} ms; ${Math.round(Buffer.byteLength(body) / 1000)} KB`,
		},
	];
}

async function shape(client: ReturnType<typeof createClient>, question: SearchQuestion) {
	const { trains } = await searchTrains(client, question);
	return sortTrains(filterTrains(trains, {}), 'departure').map((train, index) =>
		toItem(simplifyTrain(train), index),
	);
}

const answerSchema = z.looseObject({
	result: z.looseObject({ trains: z.array(z.unknown()) }),
});

/** One answer with the trains of many: no two cities have so many. */
async function answerOf(sandbox: Sandbox, date: string): Promise<string> {
	const trains: unknown[] = [];
	for (const from of cities)
		for (const to of cities) {
			if (from === to) continue;
			const form = { key: sandbox.options.trainGrabKey, from, to, date, type: '1' };
			const url = `${sandbox.url}/${trainGrabEndpoints.search.path}`;
			const { data } = await axios.post<unknown>(url, new URLSearchParams(form));
			const answer = answerSchema.parse(data);
			trains.push(...answer.result.trains);
			if (trains.length < trainCount) continue;
			const result = { ...answer.result, trains: trains.slice(0, trainCount) };
			return JSON.stringify({ ...answer, result });
		}
	throw new Error(`The sandbox knows only ${trains.length} trains`);
}

/** Milliseconds a run, of all threads: what else the machine does counts little. */
async function processorTime(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	for (let run = 0; run < runsPerRepeat; run++) await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000 / runsPerRepeat;
}
