import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/v4';
import { packPackage } from '../n8n/pack';
import { npmCommand, root } from '../n8n/paths';

const run = promisify(execFile);
const processes = 5;
const goals = { milliseconds: 30, megabytes: 10, tarballMegabytes: 1.5 };

const peer = { name: '@mendable/n8n-nodes-firecrawl', version: '2.1.2' };

const manifestSchema = z.looseObject({
	n8n: z.looseObject({ nodes: z.array(z.string()), credentials: z.array(z.string()).optional() }),
});
const measuredSchema = z.object({
	milliseconds: z.number(),
	cpu: z.number(),
	megabytes: z.number(),
});
type Measured = z.infer<typeof measuredSchema>;

/**
 * What it costs n8n to load the package: requiring all its nodes and credentials and making one of
 * each, in fresh processes that have loaded n8n-workflow and luxon, as n8n has. Prints medians,
 * beside another package.
 */
export async function benchLoadCost(): Promise<void> {
	const peerFolder = await installedPeer();
	const measured: Record<'ours' | 'theirs', Measured[]> = { ours: [], theirs: [] };
	for (let count = 0; count < processes; count++) {
		measured.theirs.push(await loading(peerFolder));
		measured.ours.push(await loading(root));
	}
	const [ours, theirs] = [medians(measured.ours), medians(measured.theirs)];
	const line = (title: string, value: number, other: number, unit: string, goal: number) =>
		console.log(
			`${title}  ${value.toFixed(1)} ${unit} (${peer.name} ${other.toFixed(1)} ${unit}: ${(value / other).toFixed(2)} times); goal: at most ${goal}: ${value <= goal ? 'reached' : 'NOT REACHED'}`,
		);
	console.log(`Medians of ${processes} fresh processes`);
	line('time   ', ours.milliseconds, theirs.milliseconds, 'ms', goals.milliseconds);
	console.log(`CPU      ${ours.cpu.toFixed(1)} ms (${theirs.cpu.toFixed(1)} ms)`);
	line('memory ', ours.megabytes, theirs.megabytes, 'MB', goals.megabytes);
	const tarball = await packPackage({ build: false });
	const size = statSync(tarball).size / 1e6;
	await rm(dirname(tarball), { recursive: true });
	console.log(
		`tarball  ${size.toFixed(2)} MB; goal: at most ${goals.tarballMegabytes}: ${size <= goals.tarballMegabytes ? 'reached' : 'NOT REACHED'}`,
	);
}

/** Installs the other package once, below this repository, where it finds its n8n-workflow. */
async function installedPeer(): Promise<string> {
	const folder = join(root, '.tmp/bench/peer');
	const installed = join(folder, 'node_modules', peer.name);
	if (existsSync(installed)) return installed;
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{ "private": true }');
	const { command, args, env } = npmCommand([
		'install',
		'--ignore-scripts',
		'--omit=peer',
		'--legacy-peer-deps',
		'--no-audit',
		'--no-fund',
		`${peer.name}@${peer.version}`,
	]);
	await run(command, args, { cwd: folder, env });
	return installed;
}

/** What a fresh process does: arguments are the files to require. */
const loader = `
	require('n8n-workflow');
	require('luxon');
	gc();
	const before = process.memoryUsage().rss;
	const cpu = process.cpuUsage();
	const start = performance.now();
	const made = process.argv.slice(1).map((file) => new (Object.values(require(file))[0])());
	const milliseconds = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	const megabytes = (process.memoryUsage().rss - before) / 1e6;
	if (made.length > 0) console.log(JSON.stringify({ milliseconds, cpu: (user + system) / 1000, megabytes }));
`;

async function loading(folder: string): Promise<Measured> {
	const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const { nodes, credentials = [] } = manifestSchema.parse(manifest).n8n;
	const files = [...nodes, ...credentials].map((file) => join(folder, file));
	const { stdout } = await run(process.execPath, ['--expose-gc', '-e', loader, ...files], {
		cwd: root,
	});
	return measuredSchema.parse(JSON.parse(stdout));
}

function medians(all: Measured[]): Measured {
	const median = (key: keyof Measured) =>
		all.map((one) => one[key]).sort((a, b) => a - b)[all.length >> 1] ?? NaN;
	return {
		milliseconds: median('milliseconds'),
		cpu: median('cpu'),
		megabytes: median('megabytes'),
	};
}
