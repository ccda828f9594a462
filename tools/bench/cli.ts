import { benchAttachments } from './attachments';
import { benchLoadCost } from './loadCost';
import { benchPreparePicture } from './preparePicture';
import { benchPushes } from './pushes';
import { benchReadDocuments } from './readDocuments';
import { benchRecognizePictures } from './recognizePictures';
import { keep, kept } from './kept';
import { writeReport } from './report';
import { tell, type Benchmark } from './rows';
import { benchSearch } from './search';

/** In the order of the table. */
const benchmarks: Record<string, Benchmark> = {
	recognizePictures: benchRecognizePictures,
	preparePicture: benchPreparePicture,
	attachments: benchAttachments,
	readDocuments: benchReadDocuments,
	search: benchSearch,
	pushes: benchPushes,
	loadCost: benchLoadCost,
};

/**
 * `npm run bench -- [--quick] [--page] [names]`: the benchmarks named, one after the other; without
 * any, all of them. Once each was measured here, `docs/performance.md` is written; by `--page` also
 * where some were not.
 */
async function main(): Promise<void> {
	const words = process.argv.slice(2);
	const quick = words.includes('--quick');
	const asked = words.filter((word) => !['--quick', '--page'].includes(word));
	const names = Object.keys(benchmarks);
	const unknown = asked.filter((name) => !names.includes(name));
	if (unknown.length > 0) {
		console.error(`No benchmark ${unknown.join()}; there are: ${names.join(', ')}`);
		process.exitCode = 1;
		return;
	}
	for (const [name, measure] of Object.entries(benchmarks)) {
		if (asked.length > 0 && !asked.includes(name)) continue;
		console.log(`\n${name}`);
		const found = await measure({ quick }, (line) => console.log(`  … ${line}`));
		console.log(found.map(tell).join('\n'));
		if (!quick) keep(name, found);
	}
	const measured = kept(names);
	const isComplete = measured.length === names.length;
	if (!quick && (isComplete || words.includes('--page'))) await writeReport(measured, names);
}

void main();
