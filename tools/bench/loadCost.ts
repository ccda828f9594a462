import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/v4';
import { packPackage } from '../n8n/pack';
import { npmCommand, root } from '../n8n/paths';
import { figureOf, median, ratioOf, type Effort, type Row } from './rows';

const run = promisify(execFile);
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
 * each, in fresh processes that have loaded n8n-workflow and luxon, as n8n has; beside another
 * package.
 */
export async function benchLoadCost({ quick }: Effort): Promise<Row[]> {
	const peerFolder = await installedPeer();
	const measured = { ours: [] as Measured[], theirs: [] as Measured[] };
	for (let count = 0; count < (quick ? 1 : 5); count++) {
		measured.theirs.push(await loading(peerFolder));
		measured.ours.push(await loading(root));
	}
	const of = (whose: keyof typeof measured, what: keyof Measured) =>
		measured[whose].map((each) => each[what]);
	const subject = 'Loading all nodes and the credential in a fresh process';
	const beside = { ours: 'n8n-nodes-juhe', peer: `${peer.name} ${peer.version}`, target: null };
	const alone = { ours: 'n8n-nodes-juhe', peer: null, note: '' };
	const note = (what: keyof Measured, unit: string) =>
		`${median(of('ours', what)).toFixed(1)} ${unit} : ${median(of('theirs', what)).toFixed(1)} ${unit}`;
	return [
		{
			...beside,
			subject: `${subject}; time`,
			figure: ratioOf(of('ours', 'milliseconds'), of('theirs', 'milliseconds')),
			note: `${note('milliseconds', 'ms')}; processor time ${note('cpu', 'ms')}`,
		},
		{
			...beside,
			subject: `${subject}; memory`,
			figure: ratioOf(of('ours', 'megabytes'), of('theirs', 'megabytes')),
			note: note('megabytes', 'MB'),
		},
		{
			...alone,
			subject: `${subject}; time`,
			figure: figureOf('milliseconds', of('ours', 'milliseconds')),
			target: { atMost: 30 },
		},
		{
			...alone,
			subject: `${subject}; memory`,
			figure: figureOf('memory', of('ours', 'megabytes')),
			target: { atMost: 10 },
		},
		{
			...alone,
			subject: 'The package to download',
			figure: figureOf('size', [await tarballMegabytes()]),
			target: { atMost: 1.5 },
		},
	];
}

async function tarballMegabytes(): Promise<number> {
	const tarball = await packPackage({ build: false });
	const { size } = statSync(tarball);
	await rm(dirname(tarball), { recursive: true });
	return size / 1e6;
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
