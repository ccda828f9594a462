/** The figures of a long run, for a terminal and for the documents. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { n8nVersion } from '../../../tools/n8n/install';
import { root } from '../../../tools/n8n/paths';
import { table } from '../../../tools/n8n/reporter';
import type { Day, DaySize, Tenth } from './day';
import type { Flow } from './teller';

export type Ids = Record<Flow, string>;

/** How much more memory n8n holds at the end than after the first tenth. */
export interface Growth {
	/** What is reachable. */
	live: number;
	/** What the process occupies, in the middle of the last tenth and of the second. */
	rss: number;
}

export function growthOf({ tenths }: Day): Growth {
	const [first, second] = tenths;
	const last = tenths.at(-1);
	if (!first || !second || !last) throw new RangeError('The day has no tenths');
	return { live: last.memory.live / first.memory.live, rss: last.medianRss / second.medianRss };
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);
const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(1);
const percent = (ratio: number) => `${ratio >= 1 ? '+' : ''}${((ratio - 1) * 100).toFixed(1)} %`;

const head = [
	'hour',
	'events',
	'orders',
	'files',
	'memory in use, MB',
	'occupied, MB',
	'store: trigger',
	'store: orders',
	'store, kB',
	'static data, kB',
	'executions kept',
	'database, MB',
	'other files, MB',
	'log lines',
];

function rowOf(
	hour: string,
	{ memory, stored, told }: Omit<Tenth, 'medianRss'>,
	occupied: number,
	ids: Ids,
): string[] {
	return [
		hour,
		...[told.events, told.orders, told.files].map(String),
		megabytes(memory.live),
		megabytes(occupied),
		...[stored.entries[ids.events], stored.entries[ids.orders]].map((count) => String(count ?? 0)),
		kilobytes(stored.rememberedBytes),
		kilobytes(stored.staticBytes),
		String(stored.executions),
		megabytes(stored.databaseBytes),
		megabytes(stored.fileBytes),
		String(stored.logLines),
	];
}

const rowsOf = ({ tenths, atRest }: Day, ids: Ids): string[][] => [
	...tenths.map((tenth, index) =>
		rowOf(((24 * (index + 1)) / 10).toFixed(1), tenth, tenth.medianRss, ids),
	),
	rowOf('at rest', atRest, atRest.memory.rss, ids),
];

const inWords = (day: Day): string => {
	const { live, rss } = growthOf(day);
	return `Memory in use at the end against after the first tenth: ${percent(live)}; occupied, last tenth against second: ${percent(rss)}. The last call left ${day.lateSeconds.toFixed(1)} s later than planned.`;
};

export const tell = (day: Day, ids: Ids): string =>
	`${table(head, rowsOf(day, ids))}\n${inWords(day)}`;

/** Writes `docs/reliability-long.md`. */
export function writeReport(
	day: Day,
	ids: Ids,
	size: DaySize,
	settings: Record<string, string>,
): void {
	const lines = [head, head.map(() => '---'), ...rowsOf(day, ids)];
	const text = `# A day in ${size.minutes} minutes: figures

Written by \`npm run test:long\` on ${new Date().toISOString().slice(0, 10)}: n8n ${n8nVersion}, one process, SQLite, Node.js ${process.versions.node}, ${cpus().length} cores, against the
sandbox, whose clock ran ${(24 * 60) / size.minutes} times as fast as n8n's. Three published workflows: Train Grab Trigger (all events), Webhook → Create →
Wait for Result → Get, and Webhook → Flight Invoice OCR; each tells a server of the test what it has done. ${size.pushes + size.orders} events (one push of ten
comes twice), ${size.orders} orders and ${size.files} files (pictures, photos to be prepared, PDF, OFD, XML, ZIP, and files that are no receipts), evenly spread.
Every event was told once, every order bought once, every file read or refused as it should be.

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

${inWords(day)}

_Memory in use_ is what the collector of Node.js leaves (objects and buffers, the lesser of two looks a second apart, so that a picture in work does not
count); _occupied_ is the resident size of n8n's process, the median of the tenth's seconds. Both are the whole of n8n, not of this package alone. _Store_ counts the
entries that n8n keeps for a node, bounded by 5,000 for the trigger and 3,000 for orders.
n8n was set to ${Object.entries(settings)
		.map(([name, value]) => `\`${name}=${value}\``)
		.join(
			', ',
		)}: with executions kept, its database grows by them until n8n prunes it, whatever the nodes.
`;
	writeFileSync(join(root, 'docs', 'reliability-long.md'), text);
}
