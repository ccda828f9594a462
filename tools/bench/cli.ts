import { benchLoadCost } from './loadCost';
import { benchPreparePicture } from './preparePicture';
import { benchReadDocuments } from './readDocuments';
import { benchRecognizePictures } from './recognizePictures';

/**
 * Every benchmark prints ratios against a peer in the same run; bare times of one machine say
 * nothing about another.
 */
const benchmarks: Record<string, () => Promise<void>> = {
	loadCost: benchLoadCost,
	preparePicture: benchPreparePicture,
	readDocuments: benchReadDocuments,
	recognizePictures: benchRecognizePictures,
};

/** `npm run bench -- [names]`: the benchmarks named, or all of them, one after the other. */
async function main(): Promise<void> {
	const asked = process.argv.slice(2);
	const unknown = asked.filter((name) => !(name in benchmarks));
	if (unknown.length > 0) {
		console.error(
			`No benchmark ${unknown.join()}; there are: ${Object.keys(benchmarks).join(', ')}`,
		);
		process.exitCode = 1;
		return;
	}
	for (const [name, run] of Object.entries(benchmarks)) {
		if (asked.length > 0 && !asked.includes(name)) continue;
		console.log(`\n${name}`);
		await run();
	}
}

void main();
