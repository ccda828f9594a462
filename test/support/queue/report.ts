/** The figures of a campaign, for a terminal and for the documents. */
import { cpus } from 'node:os';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { n8nVersion } from '../../../tools/n8n/install';
import { root } from '../../../tools/n8n/paths';
import { table } from '../../../tools/n8n/reporter';
import type { Delivered } from './events';
import { gainOf, possibleGainOf, type QueuePace } from './pace';
import type { Pictures } from './pictures';
import type { Bought } from './purchases';
import type { Refunded } from './refunds';

interface Grid {
	head: string[];
	rows: string[][];
}

interface Figures {
	bought: Bought[];
	refunded: Refunded[];
	delivered: Delivered[];
	pictures: Pictures | undefined;
	pace: QueuePace[];
}

const boughtGrid = (bought: Bought[]): Grid => ({
	head: [
		'purchases',
		'repeated numbers are',
		'visible after',
		'how many',
		'once',
		'twice',
		'never',
		'on two workers',
	],
	rows: bought.map((each) => [
		each.what,
		each.repeated,
		`${each.visibleAfterSeconds} s`,
		...[each.purchases, each.once, each.twice, each.never, each.onTwoWorkers].map(String),
	]),
});

const refundedGrid = (refunded: Refunded[]): Grid => ({
	head: ['refunds', 'visible after', 'how many', 'once', 'twice', 'never', 'on two workers'],
	rows: refunded.map((each) => [
		'started twice, 0-1 s apart',
		`${each.visibleAfterSeconds} s`,
		...[each.tickets, each.once, each.twice, each.never, each.onTwoWorkers].map(String),
	]),
});

const deliveredGrid = (delivered: Delivered[]): Grid => ({
	head: ['events', 'how many', 'repeated', 'lost', 'told twice', 'verified'],
	rows: delivered.map((each) => [
		each.what,
		...[each.events, each.repetitions, each.lost, each.deliveredTwice, each.verified].map(String),
	]),
});

const paceGrid = (pace: QueuePace[]): Grid => ({
	head: [
		'executions per second',
		'by',
		'one worker',
		'two workers',
		'gain',
		'possible',
		'busy processors',
	],
	rows: pace.map((each) => [
		each.work,
		each.flow,
		each.one.rate.toFixed(1),
		each.two.rate.toFixed(1),
		gainOf(each).toFixed(2),
		possibleGainOf(each).toFixed(2),
		`${each.one.busy.toFixed(1)}, ${each.two.busy.toFixed(1)}`,
	]),
});

const gridsOf = ({ bought, refunded, delivered, pace }: Figures): Grid[] => [
	boughtGrid(bought),
	refundedGrid(refunded),
	deliveredGrid(delivered),
	paceGrid(pace),
];

const readOf = ({ pictures }: Figures) => `${pictures?.read ?? 0} of ${pictures?.pictures ?? 0}`;

/** For a terminal. */
export const tell = (figures: Figures): string =>
	[
		...gridsOf(figures).map(({ head, rows }) => table(head, rows)),
		`pictures read: ${readOf(figures)}`,
	].join('\n\n');

const markdown = ({ head, rows }: Grid) =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Writes `docs/reliability-queue.md`. */
export function writeReport(figures: Figures): void {
	const day = new Date().toISOString().slice(0, 10);
	const text = `# Several workers: figures

Written by \`QUEUE_FULL=1 npm run test:queue\` on ${day}: n8n ${n8nVersion} in queue mode (two webhook processors, two workers,
Redis, PostgreSQL) on one machine with ${cpus().length} cores, Node.js ${process.versions.node}, against a sandbox that answers an order or a refund in 0.2 to 1 s.
What is promised, and what is not: [reliability.md](reliability.md).

${gridsOf(figures).map(markdown).join('\n\n')}

*Possible* estimates the gain that the machine has room for: its processors, by those that were busy with one worker; two at most. Processors that share their work better with two may gain a little more.
*Awaited* pictures are answered in 0.2 to 1 s, and a worker reads two at a time: there a second worker finds processors that are free, as it would on a machine of its own.

Pictures that came in at a webhook processor and were read on a worker (files in n8n's database): ${readOf(figures)}.
`;
	writeFileSync(join(root, 'docs', 'reliability-queue.md'), text);
}
